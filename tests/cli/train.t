#!/bin/sh
# acta train: all at once, and names alone into a model
: "${ACTA:=build/acta}"
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
n=0
ok() { # ok WHAT COMMAND...
  what=$1
  shift
  n=$((n + 1))
  if "$@"; then echo "ok $n - $what"; else echo "not ok $n - $what"; fi
}
exits() { # exits CODE COMMAND...
  want=$1
  shift
  "$@" >"$tmp/out" 2>"$tmp/err"
  got=$?
  [ $got -eq "$want" ]
}
bank=tests/data/language/tiny.conllu names=tests/data/language/tiny-names.iob2

ok "all at once" exits 0 "$ACTA" train -e 2 -t $bank -n $names -o "$tmp/all.model"
ok "without names" exits 0 "$ACTA" train -e 2 -t $bank -o "$tmp/base.model"
ok "names into it" exits 0 "$ACTA" train -i "$tmp/base.model" -n $names -o "$tmp/into.model"
ok "give the same bytes" cmp -s "$tmp/all.model" "$tmp/into.model"
ok "also in place" exits 0 "$ACTA" train -i "$tmp/base.model" -n $names -o "$tmp/base.model"
ok "with the same bytes" cmp -s "$tmp/all.model" "$tmp/base.model"
ok "one of both is needed" exits 2 "$ACTA" train -n $names -o "$tmp/x"
ok "no epoch, no training" exits 2 "$ACTA" train -e 0 -t $bank -o "$tmp/x"
ok "not both" exits 2 "$ACTA" train -t $bank -i "$tmp/base.model" -n $names -o "$tmp/x"
ok "names are needed then" exits 2 "$ACTA" train -i "$tmp/base.model" -o "$tmp/x"
ok "no model, no work" exits 3 "$ACTA" train -i $bank -n $names -o "$tmp/x"
ok "and nothing is written" [ ! -e "$tmp/x" ]
echo "1..$n"
