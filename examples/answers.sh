#!/bin/sh
# Ask every example question of the example articles; answers as Markdown.
# Usage: examples/answers.sh PROGRAM
set -eu
acta=$1
here=$(dirname "$0")
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT

# shellcheck disable=SC2016 # the backticks are Markdown's
ask() { # ask FILE: the question, and its answer as a table
  printf '\n### %s\n\n`%s`\n\n```\n' "$(sed -n '1s/^# //p' "$1")" "${1#"$here"/}"
  "$acta" query -s "$store" --format table -f "$1"
  printf '```\n'
}

"$acta" build -s "$store" "$here"/articles/*.txt
"$acta" load -q -s "$store" "$here/../ontology/acta.ttl" "$here/linked/places.ttl"
for question in "$here"/queries/*.rq "$here"/linked/*.rq; do
  ask "$question"
done
