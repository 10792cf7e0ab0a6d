#!/bin/sh
# Ask every example question of the example articles; answers as Markdown.
# Usage: examples/answers.sh [-w] [PROGRAM]
#
# What the program reads changes what it answers, and tests/cli/examples.t
# compares README.md with the answers.  After such a change look at them and
#     make && examples/answers.sh -w
# writes them into README.md anew.  PROGRAM is build/acta unless given.
set -eu
here=$(dirname "$0")
if [ "${1:-}" = -w ]; then
  shift
  new=$(mktemp)
  trap 'rm -f "$new"' EXIT
  sed '/^<!-- answers -->/q' "$here/README.md" >"$new"
  "$0" "$@" >>"$new"
  cat "$new" >"$here/README.md"
  exit
fi
acta=${1:-$here/../build/acta}
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
