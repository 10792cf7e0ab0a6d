#!/bin/sh
# Every command has a --help on stdout, refuses what it does not know with 2,
# and stands in the manual page.
: "${ACTA:?}"
. tests/cli/tap.sh
src/cli/man.sh "$ACTA" src/cli/acta.1.in >"$tmp/acta.1"
check "manual page is made"
commands=$("$ACTA" --help | sed -n 's/^  \([a-z]*\) .*/\1/p')
for c in $commands; do
  [ "$c" != help ] || continue
  "$ACTA" "$c" --help >"$tmp/out" 2>"$tmp/err" && grep -q "^Usage: acta $c " "$tmp/out" &&
    [ ! -s "$tmp/err" ]
  check "$c --help"
  grep -q "^\.SS acta $c " "$tmp/acta.1"
  check "$c is in the manual"
  "$ACTA" "$c" --no-such-option >"$tmp/out" 2>"$tmp/err"
  [ $? = 2 ] && [ ! -s "$tmp/out" ] && grep -q "unknown option '--no-such-option'" "$tmp/err"
  check "$c refuses an unknown option"
done
"$ACTA" nosuch >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ] && grep -q "unknown command 'nosuch'" "$tmp/err"
check "an unknown command is refused"
"$ACTA" >"$tmp/out" 2>"$tmp/err"
[ $? = 2 ] && [ ! -s "$tmp/out" ]
check "no command is refused"
[ "$("$ACTA" --version)" = "acta 0.1.0" ]
check "--version"
if [ -e /dev/full ]; then
  "$ACTA" --help >/dev/full 2>"$tmp/err"
  [ $? = 5 ] && grep -q "cannot write" "$tmp/err"
  check "a full disk is told"
fi
echo "1..$n"
exit $bad
