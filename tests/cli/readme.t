#!/bin/sh
# What README.md shows is what happens: its targets exist, its commands run,
# its Turtle is in the graph they write, and its table is what the query prints.
: "${ACTA:?}"
. tests/cli/tap.sh
block() { # block LANGUAGE: the lines of the fenced blocks of that language
  awk -v open="\`\`\`$1" '$0 == "```" { on = 0 } on; $0 == open { on = 1 }' README.md
}
: >"$tmp/log"
sed -n 's/^    make \([a-z]*\).*/\1/p' README.md >"$tmp/targets"
while read -r target; do
  grep -q "^${target:-all}:.*##" Makefile
  check "make $target is a target"
done <"$tmp/targets"
mkdir "$tmp/bin" "$tmp/work"
case $ACTA in /*) program=$ACTA ;; *) program=$PWD/$ACTA ;; esac
ln -s "$program" "$tmp/bin/acta"
cp examples/articles/* examples/queries/* "$tmp/work"
sed -n 's/^    \(acta .*\)/\1/p' README.md >"$tmp/commands"
while read -r command; do
  (cd "$tmp/work" && PATH=$tmp/bin:$PATH && eval "$command") >"$tmp/out" 2>"$tmp/log"
  check "$command"
  cat "$tmp/out" >>"$tmp/printed"
done <"$tmp/commands"
[ "$(wc -l <"$tmp/commands")" -ge 3 ]
check "README.md shows commands"
block turtle >"$tmp/turtle"
[ -s "$tmp/turtle" ] && grep -v '^$' "$tmp/turtle" | grep -vxF -f "$tmp/work/graph.ttl" >"$tmp/log"
[ -s "$tmp/turtle" ] && [ ! -s "$tmp/log" ]
check "the Turtle is in the graph"
block text >"$tmp/table"
[ -s "$tmp/table" ] && diff "$tmp/table" "$tmp/printed" >"$tmp/log"
check "the table is what the query prints"
echo "1..$n"
exit $bad
