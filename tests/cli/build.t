#!/bin/sh
# Articles to records and graphs: the ways in agree, bad inputs are told apart.
# shellcheck disable=SC2015 # "ok" cannot fail
. tests/cli/tap.sh
data=tests/data/build
a=$data/harbour.txt b=$data/north.txt
same() { cmp -s "$1" "$2" && ok "$3" || { diff "$1" "$2" >"$tmp/diff"; no "$3" "$tmp/diff"; }; }

"$ACTA" build $a $b >"$tmp/build.trig" 2>"$tmp/err" && [ ! -s "$tmp/err" ] && ok "build" || no "build" "$tmp/err"
grep -q 'a act:Meeting' "$tmp/build.trig" && ok "a meeting is found" || no "a meeting is found"
"$ACTA" extract $a $b >"$tmp/records" && "$ACTA" map <"$tmp/records" >"$tmp/map.trig"
same "$tmp/build.trig" "$tmp/map.trig" "extract | map is build"
"$ACTA" fuse <"$tmp/records" | "$ACTA" map >"$tmp/map.trig"
"$ACTA" build --link $a $b >"$tmp/link.trig"
same "$tmp/link.trig" "$tmp/map.trig" "extract | fuse | map is build --link"
"$ACTA" build -j 3 $a $b >"$tmp/jobs.trig"
same "$tmp/build.trig" "$tmp/jobs.trig" "-j 3 gives the same bytes"
"$ACTA" build $data >"$tmp/folder.trig"
same "$tmp/build.trig" "$tmp/folder.trig" "a folder is its articles, sidecars apart"
printf '%s\n' $a $b | "$ACTA" build --files-from - >"$tmp/list.trig"
same "$tmp/build.trig" "$tmp/list.trig" "--files-from"
"$ACTA" build --format nquads $a $b | sort -u >"$tmp/1"
"$ACTA" build --format nquads $b $a | sort -u >"$tmp/2"
same "$tmp/1" "$tmp/2" "the order of files does not matter once sorted"
{ "$ACTA" build --format nquads $a; "$ACTA" build --format nquads $b; } | sort -u >"$tmp/2"
same "$tmp/1" "$tmp/2" "graphs of parts make the graph of all"
"$ACTA" extract --published 2021-03-12 --publisher X --title T --url http://x.example/ --author Y <$b >"$tmp/out"
grep -q '"title":"T","url":"http://x.example/","author":"Y","publisher":"X","published":"2021-03-12"' "$tmp/out" &&
  ok "metadata from options, text from standard input" || no "metadata from options" "$tmp/out"
"$ACTA" extract --explain $a >/dev/null 2>"$tmp/err" && grep -q 'harbour.txt' "$tmp/err" && ok "--explain" || no "--explain" "$tmp/err"

"$ACTA" build -s "$tmp/store" $a $b 2>"$tmp/err" &&
  "$ACTA" query -s "$tmp/store" 'SELECT ?e WHERE { ?e a <https://w3id.org/acta/ont#Contact> }' | grep -q meeting &&
  ok "build -s: a meeting is a contact" || no "build -s" "$tmp/err"

code() { # WANTED TEXT ARGUMENT...
  want=$1 text=$2
  shift 2
  "$ACTA" "$@" </dev/null >"$tmp/out" 2>"$tmp/err"
  rc=$?
  [ $rc = "$want" ] && { [ -z "$text" ] || grep -q "$text" "$tmp/err"; } && ok "$(echo "$*" | sed "s|$tmp|TMP|g"): exit $want" ||
    no "$(echo "$*" | sed "s|$tmp|TMP|g"): exit $rc, not $want with '$text'" "$tmp/err"
}
: >"$tmp/empty.txt"
printf 'Caf\351 owners met in Paris on Monday.\n' >"$tmp/latin.txt"
head -c 3000 "$ACTA" >"$tmp/binary.txt"
mkdir "$tmp/nothing"
printf '@prefix act: <https://w3id.org/acta/ont#> .\nact:x act:y\n' >"$tmp/broken.ttl"
printf '<http://e/a b> a <http://e/c> .\n' >"$tmp/iri.ttl"
head -c 5000 "$(dirname "$ACTA")/data/en.model" >"$tmp/short.model"
code 0 'empty.txt' extract "$tmp/empty.txt"
code 3 'latin.txt.*byte' extract "$tmp/latin.txt"
code 0 '' extract --encoding ISO-8859-1 "$tmp/latin.txt"
code 3 'binary.txt' extract "$tmp/binary.txt"
code 5 'missing.txt' extract "$tmp/missing.txt"
code 5 'nothing' extract "$tmp/nothing"
code 1 'latin.txt' extract "$tmp/latin.txt" $a
grep -q '"type":"Meeting"' "$tmp/out" && ok "a bad article does not stop the next" || no "a bad article stops the next"
code 1 'nothing' extract "$tmp/nothing" $a
code 3 'broken.ttl' extract --lexicon "$tmp/broken.ttl" $a
code 3 'broken.ttl' build --ontology "$tmp/broken.ttl" $a
code 3 'iri.ttl' build --gazetteer "$tmp/iri.ttl" $a
code 3 'short.model' build --model "$tmp/short.model" $a
code 5 'nosuch' build --lexicon "$tmp/nosuch" $a
code 2 'jobs\|-j' build -j many $a
code 2 "not a date" build --published May $a
code 2 'encoding' build --encoding klingon $a
code 5 'list' build --files-from "$tmp/list" 
head -c 100000000 /dev/zero | tr '\0' a >"$tmp/long.txt"
code 3 'long.txt' extract "$tmp/long.txt"
code 1 'long.txt' extract "$tmp/long.txt" $a
if [ -w /dev/full ]; then
  for c in extract build; do
    "$ACTA" $c $a >/dev/full 2>"$tmp/err"
    rc=$?
    [ $rc = 5 ] && [ "$(wc -l <"$tmp/err")" = 1 ] && ok "$c: a full disk is one message, exit 5" || no "$c: full disk: $rc" "$tmp/err"
    grep -qx "acta: error: cannot write standard output: No space left on device" "$tmp/err" && ok "$c: it says what was full" || no "$c: it says what was full" "$tmp/err"
  done
  for c in extract build annotate; do
    code 5 "cannot write '/dev/full': No space" "$c" -o /dev/full $a
  done
fi
printf 'It was late. "They met Paul Kerr in Oslo on Monday," said the driver.\n\n"They met Ida Berg in Bergen on Friday," said the nurse.\n' >"$tmp/they.txt"
"$ACTA" extract "$tmp/they.txt" | grep -o '"id":"[^"]*/entity/[^"]*","type":"Agent","label":"They"' | sort -u >"$tmp/err"
[ "$(wc -l <"$tmp/err")" = 2 ] && ok "two unknown pronouns are two agents" || no "two unknown pronouns are two agents"
echo "1..$n"
exit $bad
