#!/bin/sh
# The compiled index, data laid over it, and what is wrong with such data.
# shellcheck disable=SC2015,SC2317 # "ok" cannot fail; some are called by name
. tests/cli/tap.sh
# fails CODE TEXT WHAT COMMAND...: the exit code, and the text in the message
fails() {
  want=$1 text=$2 what=$3
  shift 3
  "$@" >"$tmp/out" 2>"$tmp/err"
  code=$?
  if [ $code = "$want" ] && grep -qF "$text" "$tmp/err"; then ok "$what"; else
    echo "exit $code, wanted $want and: $text" >>"$tmp/err"
    no "$what" "$tmp/err"
  fi
}

cat >"$tmp/prefixes" <<'EOF'
@prefix act: <https://w3id.org/acta/ont#> .
@prefix lex: <https://w3id.org/acta/lex/en#> .
@prefix ud: <https://w3id.org/acta/ud#> .
@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix my: <http://example.org/events#> .
EOF
turtle() { # NAME: the prefixes and what is on standard input
  cat "$tmp/prefixes" - >"$tmp/$1"
}

# a class of one's own, as in ontology/README.md
turtle own.ttl <<'EOF'
my:Vaccination rdfs:subClassOf act:Life ; rdfs:label "vaccination"@en ;
    act:identityClass my:Vaccination ; act:keyRole act:patient ; act:keyDay true .
lex:vaccinate.v act:lemma "vaccinate" , "inoculate" ;
    ontolex:denotes my:Vaccination ; act:extends lex:act ; ud:obl:against act:topic .
lex:vaccination.n act:lemma "vaccination" ;
    ontolex:denotes my:Vaccination ; act:extends lex:actNoun ; act:supportVerb "receive" .
EOF
echo 'The doctors vaccinated the children against measles on Tuesday. The vaccinations will continue.' >"$tmp/a.txt"
"$ACTA" extract --published 2019-05-06 --ontology "$tmp/own.ttl" "$tmp/a.txt" >"$tmp/out" 2>"$tmp/err" &&
  grep -q '"type":"Vaccination"' "$tmp/out" && grep -q '"role":"patient"' "$tmp/out" &&
  ok "a class of one's own gives events" || no "a class of one's own" "$tmp/err"
"$ACTA" extract --published 2019-05-06 "$tmp/a.txt" 2>&1 | grep -q Vaccination &&
  no "without it there are none" || ok "without it there are none"
"$ACTA" build --format nquads --published 2019-05-06 --ontology "$tmp/own.ttl" "$tmp/a.txt" 2>"$tmp/err" |
  grep -q '<http://example.org/events#Vaccination>' && ok "the graph names it" || no "the graph names it" "$tmp/err"

# compiling
data=$(dirname "$ACTA")/data
"$ACTA" compile -o "$tmp/1" ontology/*.ttl && "$ACTA" compile -o "$tmp/2" ontology/*.ttl && cmp -s "$tmp/1" "$tmp/2" &&
  ok "the same files give the same index" || no "the same files give the same index"
fails 2 "no -o FILE" "no output" "$ACTA" compile ontology/acta.ttl
fails 2 "no files" "no input" "$ACTA" compile -o "$tmp/x"
fails 5 "No space left" "a full disk" "$ACTA" compile -o /dev/full ontology/acta.ttl
fails 5 "missing.ttl" "a missing file" "$ACTA" compile -o "$tmp/x" "$tmp/missing.ttl"

# what is wrong with added files: said before the first article
over() { "$ACTA" extract --published 2019-05-06 --lexicon "$1" "$tmp/a.txt"; }
printf 'lex:x act:lemma "x" ;; oops\n' | turtle bad.ttl
fails 3 "bad.ttl:7:" "a syntax error names line and column" over "$tmp/bad.ttl"
[ -s "$tmp/out" ] && no "nothing is read then" || ok "nothing is read then"
printf 'lex:x.v act:lemma "x" ; ontolex:denotes my:Nothing ; act:extends lex:act .\n' | turtle bad.ttl
fails 3 "bad.ttl: x.v: unknown class 'Nothing'" "an unknown class" over "$tmp/bad.ttl"
printf 'lex:x.v act:lemma "x" ; ontolex:denotes act:Attack ; act:extends lex:act ; ud:obj act:victim .\n' | turtle bad.ttl
fails 3 "bad.ttl: x.v: unknown role 'victim'" "an unknown role" over "$tmp/bad.ttl"
printf 'lex:x.v ontolex:denotes act:Attack ; act:extends lex:act .\n' | turtle bad.ttl
fails 3 "bad.ttl: x.v: has no lemma" "no lemma" over "$tmp/bad.ttl"

# a damaged index
mkdir "$tmp/d" && ln -s "$(cd "$data" && pwd)/en.model" "$tmp/d/en.model"
read_with() { ACTA_DATA=$tmp/d "$ACTA" extract --published 2019-05-06 "$tmp/a.txt"; }
fails 5 "acta.index" "no index" read_with
head -c 20000 "$data/acta.index" >"$tmp/d/acta.index"
fails 3 "acta.index: truncated" "a truncated index" read_with
{ head -c 20000 "$data/acta.index"; printf '%s' '????'; tail -c +20005 "$data/acta.index"; } >"$tmp/d/acta.index"
fails 3 "acta.index: altered" "an altered index" read_with
echo 'no index at all, but long enough to be one, if length were all that an index needs to be one' >"$tmp/d/acta.index"
fails 3 "acta.index: not an index" "another file" read_with

echo "1..$n"
exit $bad
