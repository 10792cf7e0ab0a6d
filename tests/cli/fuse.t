#!/bin/sh
# Links between documents: what is one and what stays two, in any order.
# shellcheck disable=SC2015 # "ok" cannot fail
n=0 bad=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
data=tests/data/fuse
ok() { n=$((n + 1)); echo "ok $n - $1"; }
no() {
  n=$((n + 1)) bad=1
  echo "not ok $n - $1"
  [ -z "$2" ] || head -20 "$2" | sed 's/^/# /'
}
# "event other-event" for each link
links() { sed -n 's/.*"kind":"event","id":"\([^"]*\)".*{"type":"sameEvent","id":"\([^"]*\)"}.*/\1 \2/p' | sort; }

"$ACTA" fuse "$data/stream.ndjson" >"$tmp/out" 2>"$tmp/err" && [ ! -s "$tmp/err" ] && ok "fuse" || no "fuse" "$tmp/err"
links <"$tmp/out" >"$tmp/links"
[ -z "$UPDATE" ] || cp "$tmp/links" "$data/stream.links"
diff "$data/stream.links" "$tmp/links" >"$tmp/diff" && ok "the right links" || no "the right links" "$tmp/diff"
[ "$(wc -l <"$tmp/out")" = "$(wc -l <"$data/stream.ndjson")" ] && ok "no record is lost" || no "no record is lost"
"$ACTA" fuse <"$tmp/out" | cmp -s - "$tmp/out" && ok "a second time changes nothing" || no "a second time changes nothing"
# documents in reverse order, each before its events
awk '/"kind":"document"/ { k++ } { d[k] = d[k] $0 "\n" } END { while (k) printf "%s", d[k--] }' "$data/stream.ndjson" >"$tmp/reverse"
"$ACTA" fuse "$tmp/reverse" | links | cmp -s - "$tmp/links" && ok "in any order" || no "in any order"
{ cat "$data/stream.ndjson"; echo 'no record'; } >"$tmp/bad"
"$ACTA" fuse "$tmp/bad" >"$tmp/out" 2>"$tmp/err"
rc=$?
[ $rc = 1 ] && grep -q ': not JSON' "$tmp/err" && links <"$tmp/out" | cmp -s - "$tmp/links" &&
  ok "a bad line is told and left out" || no "a bad line: exit $rc" "$tmp/err"
code() { # WANTED ARGUMENT...
  want=$1
  shift
  "$ACTA" fuse "$@" </dev/null >"$tmp/out" 2>"$tmp/err"
  rc=$?
  [ $rc = "$want" ] && ok "exit $want" || no "fuse $*: exit $rc, not $want" "$tmp/err"
}
code 0
code 5 "$tmp/missing"
code 1 "$tmp/missing" "$data/stream.ndjson"
code 2 --nosuch
echo "1..$n"
exit $bad
