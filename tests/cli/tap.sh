# shellcheck shell=sh
# What the tests of this folder share: a folder $tmp of their own, results in
# the Test Anything Protocol.
n=0 bad=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
ok() { # ok NAME
  n=$((n + 1))
  echo "ok $n - $1"
}
no() { # no NAME [FILE]: failed; FILE tells why
  n=$((n + 1)) bad=1
  echo "not ok $n - $1"
  [ ! -f "${2:-$tmp/err}" ] || head -20 "${2:-$tmp/err}" | sed 's/^/# /'
}
check() { # check NAME: ok if the last command succeeded
  if [ $? = 0 ]; then ok "$1"; else no "$1" "$tmp/log"; fi
}
try() { # try NAME COMMAND...: ok if the command succeeds
  name=$1
  shift
  if "$@"; then ok "$name"; else no "$name"; fi
}
exits() { # exits CODE COMMAND...: does it end with that, into $tmp/out and err?
  want=$1
  shift
  "$@" >"$tmp/out" 2>"$tmp/err"
  got=$?
  [ $got -eq "$want" ]
}
