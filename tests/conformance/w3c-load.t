#!/bin/sh
# The W3C suites by the program: a malformed document is told with line and
# column and nothing of it is loaded; what a store exports is what it loads.
root=${ACTA_RDF_TESTS:-../shared/rdf-tests}/rdf/rdf11
if ! [ -d "$root" ]; then
  echo "1..0 # SKIP no W3C suites in $root (set ACTA_RDF_TESTS)"
  exit 0
fi
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
n=0
check() {
  n=$((n + 1))
  name=$1
  shift
  if "$@"; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"
    bad=1
  fi
}
same() { [ "$1" = "$2" ] || { echo "# $1 is not $2"; return 1; }; }

for suite in n-triples n-quads turtle trig; do
  # files with "bad" in their names are the negative tests, but for two
  # that are good and whose names speak of something else
  set -- "$root/rdf-$suite"/*bad*.n[tq] "$root/rdf-$suite"/*bad*.t[tr]*
  files=
  count=0
  for f; do
    [ -f "$f" ] || continue
    files="$files $f"
    count=$((count + 1))
  done
  # shellcheck disable=SC2086 # no blanks in the names
  "$ACTA" load -s "$dir/$suite" -b http://x.example/ $files 2>"$dir/err"
  check "$suite: all $count bad documents are refused" same $? 3
  told=$(grep -c '^acta: error: .*:[0-9][0-9]*:[0-9][0-9]*: ' "$dir/err")
  check "$suite: each with line and column" same "$told" "$count"
  check "$suite: nothing was loaded" same \
    "$("$ACTA" export -s "$dir/$suite" --format nquads | wc -l)" 0
done

for f in "$root"/rdf-n-triples/*.nt "$root"/rdf-n-quads/*.nq "$root"/rdf-trig/*.nq; do
  case $f in
  *bad*) ;;
  *) echo "$f" ;;
  esac
done >"$dir/good"
# shellcheck disable=SC2046
"$ACTA" load -s "$dir/a" --no-entail $(cat "$dir/good") &&
  "$ACTA" export -s "$dir/a" --format nquads >"$dir/a.nq"
check 'the good ones load' test -s "$dir/a.nq"
for format in trig nquads; do
  "$ACTA" export -s "$dir/a" --format $format >"$dir/b.$format"
  "$ACTA" load -s "$dir/$format.store" --no-entail --format $format "$dir/b.$format" &&
    "$ACTA" export -s "$dir/$format.store" --format nquads >"$dir/c.nq"
  # the labels of blank nodes differ by document
  plain='s/_:[^ ]*/_:b/g'
  sed "$plain" "$dir/a.nq" | LC_ALL=C sort >"$dir/want"
  sed "$plain" "$dir/c.nq" | LC_ALL=C sort >"$dir/got"
  check "export as $format loads as the same" cmp "$dir/want" "$dir/got"
done
echo "1..$n"
exit "${bad:-0}"
