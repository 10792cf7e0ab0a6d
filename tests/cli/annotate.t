#!/bin/sh
# acta annotate and acta eval on small texts
: "${ACTA:=build/acta}"
. tests/cli/tap.sh
has() { grep -q "$1" "$2"; }

if [ ! -f "${ACTA%/*}/data/en.model" ]; then
  echo "1..0 # SKIP no model"
  exit 0
fi
printf 'The minister didn\342\200\231t meet Mr. Holm on Jan. 27. \342\200\234We waited,\342\200\235 she said.\n' >"$tmp/a.txt"
try "annotate reads a text" exits 0 "$ACTA" annotate -o "$tmp/a.conllu" "$tmp/a.txt"
try "two sentences" [ "$(grep -c '^# sent_id' "$tmp/a.conllu")" = 2 ]
try "a contraction is a multi-word token" has '^3-4	didn.*t	' "$tmp/a.conllu"
try "its negation has a lemma" has '^4	n.*t	not	PART	RB	' "$tmp/a.conllu"
try "the verb is the root" has '^5	meet	meet	VERB	VB	.*	0	root	' "$tmp/a.conllu"
try "the abbreviation keeps its stop" has '	Mr\.	' "$tmp/a.conllu"
try "offsets count characters" has '	TokenRange=13:19$\|	.*TokenRange=13:19$' "$tmp/a.conllu"
"$ACTA" annotate "$tmp/a.txt" >"$tmp/b.conllu"
try "the same text gives the same bytes" cmp -s "$tmp/a.conllu" "$tmp/b.conllu"
cut -f1-2 "$tmp/a.conllu" | awk -F'\t' 'NF == 2 {$0 = $1 "\t" $2 "\t_\t_\t_\t_\t_\t_\t_\t_"} 1' >"$tmp/t.conllu"
try "given tokens are kept" exits 0 "$ACTA" annotate --input conllu "$tmp/t.conllu"
try "and annotated" has '^5	meet	meet	VERB	VB	' "$tmp/out"
try "malformed CoNLL-U is exit 3" exits 3 "$ACTA" annotate --input conllu "$tmp/a.txt"
try "and says where" has 'a\.txt:1: CoNLL-U' "$tmp/err"
try "a missing file is exit 5" exits 5 "$ACTA" annotate "$tmp/none.txt"
try "one bad input of two is exit 1" exits 1 "$ACTA" annotate "$tmp/none.txt" "$tmp/a.txt"
head -c 1000 "${ACTA%/*}/data/en.model" >"$tmp/short.model"
try "a model cut short is exit 3" exits 3 "$ACTA" annotate --model "$tmp/short.model" "$tmp/a.txt"
try "and says so" has 'cut short' "$tmp/err"
printf 'id\tname\ttype\nQ7777777\tHolm Mittag\tperson\n' >"$tmp/names.tsv"
echo "Holm Mittag left Oslo." >"$tmp/m.txt"
try "annotate takes a gazetteer" exits 0 "$ACTA" annotate --gazetteer "$tmp/names.tsv" "$tmp/m.txt"
try "and links by it" has 'entity/Q7777777' "$tmp/out"
try "a missing gazetteer is exit 5" exits 5 "$ACTA" annotate --gazetteer "$tmp/none.tsv" "$tmp/m.txt"
mkdir "$tmp/news"
echo "The envoy left on Friday." >"$tmp/news/a.txt"
echo "The minister came." >"$tmp/news/b.txt"
echo "not an article" >"$tmp/news/c.log"
try "a folder is read in the order of its names" exits 0 "$ACTA" annotate --published 2019-04-24 "$tmp/news"
try "and nothing else in it" [ "$(grep -c '^# newdoc' "$tmp/out")" = 2 ]
try "dates count from the day of publication" has 'TimexValue=2019-04-19' "$tmp/out"
try "an unknown input format is exit 2" exits 2 "$ACTA" annotate --input xml "$tmp/a.txt"
echo "Foreign Minister Anna Holm met Defense Secretary Paul Kerr. Hurricane Elsa hit Cuba. Elsa hit Haiti on Monday." >"$tmp/n.txt"
"$ACTA" annotate "$tmp/n.txt" | awk -F'\t' '/NER=/{sub(/.*NER=/, "", $10); sub(/\|.*/, "", $10); print $2 "/" $10}' | tr '\n' ' ' >"$tmp/names"
try "titles are no part of names" has '^Anna/B-PER Holm/I-PER Paul/B-PER Kerr/I-PER ' "$tmp/names"
try "a storm is no person" has 'Hurricane/B-MISC Elsa/I-MISC' "$tmp/names"
try "nor where its name stands alone" has ' Elsa/B-MISC Haiti/B-LOC' "$tmp/names"
echo "Kenyan President Wanjiru Otieno came. On Tuesday morning Otieno will meet the pope." >"$tmp/f.txt"
"$ACTA" annotate "$tmp/f.txt" | awk -F'\t' '$2 == "Otieno" && /NER=/' >"$tmp/family"
try "a family name alone is the person's" [ "$(wc -l <"$tmp/family")" = 2 ]

try "eval of a file against itself" exits 0 "$ACTA" eval "$tmp/a.conllu" "$tmp/a.conllu"
try "is perfect" has '^LAS  *100.00  *100.00  *100.00' "$tmp/out"
try "eval of other text is exit 3" exits 3 "$ACTA" eval "$tmp/a.conllu" tests/data/language/tiny.conllu
try "eval of one file is exit 2" exits 2 "$ACTA" eval "$tmp/a.conllu"
printf 'Mr.\tO\nHolm\tB-PER\n\n' >"$tmp/g.iob2"
printf '1\tMr.\t_\t_\t_\t_\t_\t_\t_\t_\n2\tHolm\t_\t_\t_\t_\t_\t_\t_\tNER=B-PER\n\n' >"$tmp/s.conllu"
try "eval of names" exits 0 "$ACTA" eval "$tmp/g.iob2" "$tmp/s.conllu"
try "counts spans" has '^Names  *100.00' "$tmp/out"
echo "1..$n"
