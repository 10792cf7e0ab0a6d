#!/bin/sh
# examples/redland.c compiles against the headers and libacta.so, and runs.
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
if [ "$BUILD" != build ]; then
  echo '1..0 # SKIP only in the plain build'
  exit 0
fi
echo 1..2
# shellcheck disable=SC2046 # flags are words
if ${CC:-cc} -std=c11 -Wall -Wextra -Werror -Iinclude $(pkg-config --cflags redland) \
  -o "$dir/redland" examples/redland.c -L"$BUILD" -l:libacta.so \
  -Wl,-rpath,"$PWD/$BUILD" $(pkg-config --libs redland); then
  echo 'ok 1 - builds'
else
  echo 'not ok 1 - builds'
fi
cat >"$dir/want" <<'END'
<http://example.org/meeting> <http://example.org/participant> <http://example.org/ann>
<http://example.org/ann>
<http://example.org/meeting> <http://example.org/participant> <http://example.org/ann> .
<http://example.org/meeting> <http://example.org/participant> <http://example.org/ann> <http://example.org/article> .
END
if "$dir/redland" "$dir/store" >"$dir/got" && diff "$dir/want" "$dir/got" >"$dir/diff"; then
  echo 'ok 2 - adds, finds, queries, serialises'
else
  echo 'not ok 2 - adds, finds, queries, serialises'
  sed 's/^/# /' "$dir/diff"
fi
