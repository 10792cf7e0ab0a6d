#!/bin/sh
# The demo runs, examples/README.md shows what the questions answer, and
# examples/articles.c compiles against the library.
: "${ACTA:?}" "${BUILD:?}"
. tests/cli/tap.sh
examples/demo.sh "$ACTA" "$tmp/demo" >"$tmp/log" 2>&1 && [ -s "$tmp/demo/graph.ttl" ]
check "the demo runs"
{
  sed '/^<!-- answers -->/q' examples/README.md
  examples/answers.sh "$ACTA" 2>"$tmp/log"
} >"$tmp/README.md"
diff examples/README.md "$tmp/README.md" >"$tmp/log"
check "the answers are those of examples/README.md"
if [ "$BUILD" = build ]; then
  # shellcheck disable=SC2046 # flags are words
  ${CC:-cc} -std=c11 -Wall -Wextra -Werror -Iinclude -o "$tmp/articles" examples/articles.c \
    -L"$BUILD" -l:libacta.so -Wl,-rpath,"$PWD/$BUILD" >"$tmp/log" 2>&1
  check "articles.c compiles"
  ACTA_DATA=$BUILD/data "$tmp/articles" examples/articles/herald.txt >"$tmp/out" 2>"$tmp/log" &&
    grep -q '^Arrival: agent Mikhail Gorbachev, ' "$tmp/out"
  check "articles.c tells of the arrival"
fi
echo "1..$n"
exit $bad
