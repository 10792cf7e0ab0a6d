#!/bin/sh
# acta annotate and acta eval on small texts
: "${ACTA:=build/acta}"
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { # ok WHAT COMMAND...
  what=$1
  shift
  n=$((n + 1))
  if "$@"; then echo "ok $n - $what"; else echo "not ok $n - $what"; fi
}
has() { grep -q "$1" "$2"; }
exits() { # exits CODE COMMAND...
  want=$1
  shift
  "$@" >"$tmp/out" 2>"$tmp/err"
  got=$?
  [ $got -eq "$want" ]
}

if [ ! -f "${ACTA%/*}/data/en.model" ]; then
  echo "1..0 # SKIP no model"
  exit 0
fi
printf 'The minister didn\342\200\231t meet Mr. Holm on Jan. 27. \342\200\234We waited,\342\200\235 she said.\n' >"$tmp/a.txt"
ok "annotate reads a text" exits 0 "$ACTA" annotate -o "$tmp/a.conllu" "$tmp/a.txt"
ok "two sentences" [ "$(grep -c '^# sent_id' "$tmp/a.conllu")" = 2 ]
ok "a contraction is a multi-word token" has '^3-4	didn.*t	' "$tmp/a.conllu"
ok "its negation has a lemma" has '^4	n.*t	not	PART	RB	' "$tmp/a.conllu"
ok "the verb is the root" has '^5	meet	meet	VERB	VB	.*	0	root	' "$tmp/a.conllu"
ok "the abbreviation keeps its stop" has '	Mr\.	' "$tmp/a.conllu"
ok "offsets count characters" has '	TokenRange=13:19$\|	.*TokenRange=13:19$' "$tmp/a.conllu"
"$ACTA" annotate "$tmp/a.txt" >"$tmp/b.conllu"
ok "the same text gives the same bytes" cmp -s "$tmp/a.conllu" "$tmp/b.conllu"
cut -f1-2 "$tmp/a.conllu" | awk -F'\t' 'NF == 2 {$0 = $1 "\t" $2 "\t_\t_\t_\t_\t_\t_\t_\t_"} 1' >"$tmp/t.conllu"
ok "given tokens are kept" exits 0 "$ACTA" annotate --input conllu "$tmp/t.conllu"
ok "and annotated" has '^5	meet	meet	VERB	VB	' "$tmp/out"
ok "malformed CoNLL-U is exit 3" exits 3 "$ACTA" annotate --input conllu "$tmp/a.txt"
ok "and says where" has 'a\.txt:1: CoNLL-U' "$tmp/err"
ok "a missing file is exit 5" exits 5 "$ACTA" annotate "$tmp/none.txt"
ok "one bad input of two is exit 1" exits 1 "$ACTA" annotate "$tmp/none.txt" "$tmp/a.txt"
head -c 1000 "${ACTA%/*}/data/en.model" >"$tmp/short.model"
ok "a model cut short is exit 3" exits 3 "$ACTA" annotate --model "$tmp/short.model" "$tmp/a.txt"
ok "and says so" has 'cut short' "$tmp/err"
printf 'id\tname\ttype\nQ7777777\tHolm Mittag\tperson\n' >"$tmp/names.tsv"
echo "Holm Mittag left Oslo." >"$tmp/m.txt"
ok "annotate takes a gazetteer" exits 0 "$ACTA" annotate --gazetteer "$tmp/names.tsv" "$tmp/m.txt"
ok "and links by it" has 'entity/Q7777777' "$tmp/out"
ok "a missing gazetteer is exit 5" exits 5 "$ACTA" annotate --gazetteer "$tmp/none.tsv" "$tmp/m.txt"
mkdir "$tmp/news"
echo "The envoy left on Friday." >"$tmp/news/a.txt"
echo "The minister came." >"$tmp/news/b.txt"
echo "not an article" >"$tmp/news/c.log"
ok "a folder is read in the order of its names" exits 0 "$ACTA" annotate --published 2019-04-24 "$tmp/news"
ok "and nothing else in it" [ "$(grep -c '^# newdoc' "$tmp/out")" = 2 ]
ok "dates count from the day of publication" has 'TimexValue=2019-04-19' "$tmp/out"
ok "an unknown input format is exit 2" exits 2 "$ACTA" annotate --input xml "$tmp/a.txt"
echo "Foreign Minister Anna Holm met Defense Secretary Paul Kerr. Hurricane Elsa hit Cuba. Elsa hit Haiti on Monday." >"$tmp/n.txt"
"$ACTA" annotate "$tmp/n.txt" | awk -F'\t' '/NER=/{sub(/.*NER=/, "", $10); sub(/\|.*/, "", $10); print $2 "/" $10}' | tr '\n' ' ' >"$tmp/names"
ok "titles are no part of names" has '^Anna/B-PER Holm/I-PER Paul/B-PER Kerr/I-PER ' "$tmp/names"
ok "a storm is no person" has 'Hurricane/B-MISC Elsa/I-MISC' "$tmp/names"
ok "nor where its name stands alone" has ' Elsa/B-MISC Haiti/B-LOC' "$tmp/names"

ok "eval of a file against itself" exits 0 "$ACTA" eval "$tmp/a.conllu" "$tmp/a.conllu"
ok "is perfect" has '^LAS  *100.00  *100.00  *100.00' "$tmp/out"
ok "eval of other text is exit 3" exits 3 "$ACTA" eval "$tmp/a.conllu" tests/data/language/tiny.conllu
ok "eval of one file is exit 2" exits 2 "$ACTA" eval "$tmp/a.conllu"
printf 'Mr.\tO\nHolm\tB-PER\n\n' >"$tmp/g.iob2"
printf '1\tMr.\t_\t_\t_\t_\t_\t_\t_\t_\n2\tHolm\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n\n' >"$tmp/s.conllu"
ok "eval of names" exits 0 "$ACTA" eval "$tmp/g.iob2" "$tmp/s.conllu"
ok "counts spans" has '^Names  *100.00' "$tmp/out"
echo "1..$n"
