#!/bin/sh
# Redland's own rdfproc on a store of acta, through the loadable module.
if ! command -v rdfproc >/dev/null; then
  echo '1..0 # SKIP rdfproc (package redland-utils) is missing'
  exit 0
fi
case $BUILD in
*address* | *thread*)
  echo '1..0 # SKIP rdfproc is not built with the sanitizer'
  exit 0
  ;;
esac
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
REDLAND_MODULE_PATH=$BUILD
export REDLAND_MODULE_PATH
n=0
is() { # is NAME WANT COMMAND...: its sorted output
  n=$((n + 1))
  name=$1
  printf '%b' "$2" >"$dir/want"
  shift 2
  "$@" >"$dir/out" 2>"$dir/err"
  LC_ALL=C sort "$dir/out" >"$dir/got"
  if diff "$dir/want" "$dir/got" >"$dir/diff"; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"
    sed 's/^/# /' "$dir/diff" "$dir/err"
    bad=1
  fi
}
proc() {
  rdfproc -q -s acta -c "$dir/store" "$@"
}
cat >"$dir/a.ttl" <<'END'
@prefix x: <http://x.example/> .
x:ann x:name "Ann"@en ; x:age 34 ; x:knows x:bob .
END
"$ACTA" load -s "$dir/store" "$dir/a.ttl"
echo '<http://x.example/bob> <http://x.example/name> "Bob" .' >"$dir/b.nt"

is 'parse' '' proc parse "$dir/b.nt" ntriples
is 'add with a context' '' proc add http://x.example/ann http://x.example/knows \
  http://x.example/bob http://x.example/g
is 'contexts' 'Context: <http://x.example/g>\n' proc contexts
is 'find: a triple of two contexts once' \
  'Matched triple: <http://x.example/ann> <http://x.example/knows> <http://x.example/bob>\n' \
  proc find - http://x.example/knows -
is 'find in a context' \
  'Matched triple: <http://x.example/ann> <http://x.example/knows> <http://x.example/bob> with context <http://x.example/g>\n' \
  proc find - - - http://x.example/g
is 'serialise' \
  '<http://x.example/ann> <http://x.example/age> "34"^^<http://www.w3.org/2001/XMLSchema#integer> .
<http://x.example/ann> <http://x.example/knows> <http://x.example/bob> .
<http://x.example/ann> <http://x.example/knows> <http://x.example/bob> <http://x.example/g> .
<http://x.example/ann> <http://x.example/name> "Ann"@en .
<http://x.example/bob> <http://x.example/name> "Bob" .\n' proc serialize nquads
is 'query' '[, n="Ann"@en]\n[, n="Bob"]\n' proc query sparql - \
  'SELECT ?n WHERE { ?s <http://x.example/name> ?n }'
is 'remove' '' proc remove http://x.example/ann http://x.example/knows http://x.example/bob
is 'acta sees the same store' '?n\n' "$ACTA" query -s "$dir/store" \
  'SELECT ?n { ?s <http://x.example/knows> ?n }'
echo "1..$n"
exit "${bad:-0}"
