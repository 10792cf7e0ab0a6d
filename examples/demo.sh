#!/bin/sh
# Read the example articles into a graph, load it, and ask two questions.
# Usage: examples/demo.sh PROGRAM FOLDER; leaves FOLDER/graph.ttl and a store.
set -eu
acta=$1 out=$2
here=$(dirname "$0")
rm -rf "$out"
mkdir -p "$out"
"$acta" build "$here"/articles/*.txt -o "$out/graph.ttl"
"$acta" build "$here"/articles/*.txt -o "$out/graph.trig"
"$acta" load -q -s "$out/store" "$here/../ontology/acta.ttl" "$out/graph.trig"
for q in 01-who-met-whom 02-who-arrived-where; do
  sed -n '1s/^# //p' "$here/queries/$q.rq"
  "$acta" query -s "$out/store" --format table -f "$here/queries/$q.rq"
  echo
done
echo "The graph is in $out/graph.ttl, the store in $out/store."
echo "Ask on: $acta query -s $out/store -f examples/queries/05-who-said-what.rq"
