#!/bin/sh
# Event records to RDF: gold files, bad records, options, exit codes.
# shellcheck disable=SC2015 # "ok" cannot fail
. tests/cli/tap.sh
data=tests/data/map
# The run's name holds the version of all data, which changes.
plain() { sed 's|run/[0-9a-f]*|run/R|g'; }
gold() { # NAME OPTION...
  name=$1
  shift
  "$ACTA" map "$@" "$data/meeting.ndjson" 2>"$tmp/err" | plain >"$tmp/out"
  [ -z "$UPDATE" ] || cp "$tmp/out" "$data/$name"
  diff -u "$data/$name" "$tmp/out" >"$tmp/diff" && [ ! -s "$tmp/err" ] &&
    ok "map $*" || { cat "$tmp/err" >>"$tmp/diff"; no "map $*" "$tmp/diff"; }
}
gold meeting.trig
gold link.nq --format=nquads --mentions=link
gold none.nt --format=ntriples --mentions=none --base http://base.example/
gold notext.ttl --format=turtle --no-text
gold entail.nq --format=nquads --mentions=none --entail

"$ACTA" map -o "$tmp/a.nq" "$data/meeting.ndjson" && "$ACTA" map --format nquads <"$data/meeting.ndjson" >"$tmp/b.nq" &&
  cmp -s "$tmp/a.nq" "$tmp/b.nq" && ok "suffix and standard input" || no "suffix and standard input"
"$ACTA" map --format=nquads "$data/meeting.ndjson" | sort >"$tmp/1"
grep -v '"kind":"document"' "$data/meeting.ndjson" | "$ACTA" map --format=nquads | sort >"$tmp/2"
[ -z "$(comm -13 "$tmp/1" "$tmp/2")" ] && ok "without the document line nothing else is said" || no "no document line"
grep -c '_:' "$tmp/1" >/dev/null && no "no blank node" || ok "no blank node"
[ "$(sort -u "$tmp/1" | wc -l)" = "$(wc -l <"$tmp/1")" ] && ok "each quad once" || no "each quad once"

# the least that another extractor must tell
{
  echo '{"type":"Arrival","roles":[{"role":"agent","label":"Ann Lee"}]}'
  echo '{"type":"Arrival","roles":[{"role":"destination","label":"Port Harlan"}]}'
  echo '{"type":"Arrival","roles":[{"role":"vehicle","label":"a blue bus"}]}'
} >"$tmp/least"
"$ACTA" map --format=nquads "$tmp/least" >"$tmp/out" 2>"$tmp/err" && [ "$(grep -c '#Arrival>' "$tmp/out")" = 3 ] &&
  grep -q '/entity/agent-.*#Agent> \.$' "$tmp/out" && grep -q '/entity/place-.*#Place> \.$' "$tmp/out" &&
  grep -q '/entity/vehicle-.*#Vehicle> \.$' "$tmp/out" &&
  ok "type and one role are enough; fillers are what their role asks for" || no "type and one role" "$tmp/out"

"$ACTA" map "$data/bad.records" >"$tmp/out" 2>"$tmp/err"
rc=$?
[ $rc = 1 ] && grep -q 'bad.records:2: not JSON' "$tmp/err" &&
  grep -q "bad.records:3: no class 'Nosuch'" "$tmp/err" && grep -q "bad.records:4: no role 'nosuch'" "$tmp/err" &&
  grep -q "bad.records:5: no link is called 'near'" "$tmp/err" && grep -q 'act:Arrival' "$tmp/out" &&
  ok "a bad line is named and the others are done" || no "bad lines: $rc" "$tmp/err"
code() { # WANTED ARGUMENT...
  want=$1
  shift
  "$ACTA" map "$@" </dev/null >"$tmp/out" 2>"$tmp/err"
  rc=$?
  [ $rc = "$want" ] && [ "$(wc -l <"$tmp/err")" = 1 ] && ok "map $*: exit $want" || no "map $*: exit $rc" "$tmp/err"
}
sed -n 2p "$data/bad.records" >"$tmp/bad"
code 3 "$tmp/bad"
code 5 "$tmp/missing"
code 5 "$tmp"
code 2 --mentions=some
code 2 --format=yaml
code 2 --base=nowhere
code 2 -s "$tmp/store" -o x.nq
code 2 --nosuch
code 3 --ontology "$tmp/bad"
"$ACTA" map -o "$tmp/none.ttl" "$tmp/missing" 2>/dev/null
[ ! -e "$tmp/none.ttl" ] && ok "no file if nothing was done" || no "no file if nothing was done"
if [ -w /dev/full ]; then
  "$ACTA" map "$data/meeting.ndjson" >/dev/full 2>"$tmp/err"
  rc=$?
  [ $rc = 5 ] && grep -q 'No space' "$tmp/err" && ok "a full disk: exit 5" || no "a full disk: exit $rc" "$tmp/err"
else
  ok "a full disk # skip no /dev/full"
fi
echo "1..$n"
exit $bad
