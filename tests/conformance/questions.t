#!/bin/sh
# The twenty questions on the ideal graph of two articles, with the entailment
# that loading adds, against answers of a second engine.  The folder that holds
# the graph and the questions is $ACTA_QUESTIONS, else beside the tree.
q=${ACTA_QUESTIONS:-../shared/docs/ontology-draft}
if ! [ -d "$q/q/expected" ]; then
  echo "1..0 # SKIP no questions in $q (set ACTA_QUESTIONS)"
  exit 0
fi
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
"$ACTA" load -q -s "$dir/store" "$q/summit-ideal.trig" "$q/acta-ont.ttl" || exit 1
rows() { # rows FILE: its head, and the rest sorted, as equal keys may come in any order
  head -n 1 "$1"
  tail -n +2 "$1" | LC_ALL=C sort
}
n=0
for rq in "$q"/q/q*.rq; do
  n=$((n + 1))
  name=$(basename "$rq" .rq)
  "$ACTA" query -s "$dir/store" --format tsv -f "$rq" >"$dir/got" 2>"$dir/err"
  rows "$dir/got" >"$dir/got.rows"
  rows "$q/q/expected/$name.tsv" >"$dir/want.rows"
  if diff "$dir/want.rows" "$dir/got.rows" >"$dir/diff"; then
    echo "ok $n - $name $(head -n 1 "$rq")"
  else
    echo "not ok $n - $name $(head -n 1 "$rq")"
    sed 's/^/# /' "$dir/err" "$dir/diff"
    bad=1
  fi
done
echo "1..$n"
exit "${bad:-0}"
