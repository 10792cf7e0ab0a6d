#!/bin/sh
# acta train: all at once, and names alone into a model
: "${ACTA:=build/acta}"
. tests/cli/tap.sh
bank=tests/data/language/tiny.conllu names=tests/data/language/tiny-names.iob2

try "all at once" exits 0 "$ACTA" train -e 2 -t $bank -n $names -o "$tmp/all.model"
try "without names" exits 0 "$ACTA" train -e 2 -t $bank -o "$tmp/base.model"
try "names into it" exits 0 "$ACTA" train -i "$tmp/base.model" -n $names -o "$tmp/into.model"
try "give the same bytes" cmp -s "$tmp/all.model" "$tmp/into.model"
try "also in place" exits 0 "$ACTA" train -i "$tmp/base.model" -n $names -o "$tmp/base.model"
try "with the same bytes" cmp -s "$tmp/all.model" "$tmp/base.model"
try "one of both is needed" exits 2 "$ACTA" train -n $names -o "$tmp/x"
try "no epoch, no training" exits 2 "$ACTA" train -e 0 -t $bank -o "$tmp/x"
try "not both" exits 2 "$ACTA" train -t $bank -i "$tmp/base.model" -n $names -o "$tmp/x"
try "names are needed then" exits 2 "$ACTA" train -i "$tmp/base.model" -o "$tmp/x"
try "no model, no work" exits 3 "$ACTA" train -i $bank -n $names -o "$tmp/x"
try "and nothing is written" [ ! -e "$tmp/x" ]
echo "1..$n"
