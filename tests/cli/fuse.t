#!/bin/sh
# Links between documents: what is one and what stays two, in any order.
# shellcheck disable=SC2015 # "ok" cannot fail
. tests/cli/tap.sh
data=tests/data/fuse
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

# Reports of one story are linked by what they are about, though neither names
# anyone; those of the next week are of another event, though all words are the
# same, as are a rising number of dead, another person, and what is told of other
# places in the same words.
record() { # NUMBER PUBLISHED CLASS TRIGGER ROLES TITLE SENTENCE
  text=https://w3id.org/acta/text/$(printf %032d "$1")
  printf '{"kind":"document","id":"%s","source":"%s.txt","title":"%s","published":"%s"}\n' "$text" "$1" "$6" "$2"
  printf '{"kind":"event","id":"https://w3id.org/acta/id/event/e-m%s","type":"%s","document":"%s","mentions":[{"begin":9,"end":17,"text":"%s","sentence":{"begin":0,"end":99,"text":"%s"},"stance":"actual"}],"roles":[%s]}\n' "$1" "$3" "$text" "$4" "$7" "$5"
}
role() { printf '{"role":"%s","type":"%s","label":"%s","id":"http://example.org/%s"}' "$1" "$2" "$3" "$4"; }
minted() { printf '{"role":"%s","type":"Thing","label":"%s","id":"https://w3id.org/acta/id/entity/thing-%s"}' "$1" "$2" "$3"; }
story() {
  i=0
  for week in 01 08 15 22 29; do
    i=$((i + 1))
    record $((100 + i)) "2021-03-$week" Bombing exploded "$(minted instrument bomb $((100 + i)))" "Blast shakes Tarsis" "A bomb exploded at a bakery in Tarsis near the Olmet river, police said."
    record $((200 + i)) "2021-03-$week" Bombing explosion "$(minted instrument bomb $((200 + i)))" "Tarsis bakery bombed" "The explosion of a bomb tore through a bakery by the Olmet in Tarsis."
  done
  record 301 2021-03-01 Death died "$(minted patient '3 sailors' 301)" "Sailors of the Corvina" "At least 3 sailors of the Corvina died off Belmora."
  record 302 2021-03-01 Death died "$(minted patient '3 sailors' 302)" "Corvina sinks" "Off Belmora 3 sailors died when the Corvina sank."
  record 303 2021-03-01 Death died "$(minted patient '7 sailors' 303)" "Corvina sinks" "Off Belmora 7 sailors died when the Corvina sank."
  record 401 2021-03-01 Arrest arrested "$(role patient Person 'Hal Voss' Hal_Voss)" "Player of Dunmere held" "Police in Dunmere arrested Hal Voss of the Dunmere Rovers for drunken driving."
  record 402 2021-03-01 Arrest arrested "$(role patient Person 'Lem Orr' Lem_Orr)" "Player of Dunmere held" "Police in Dunmere arrested Lem Orr of the Dunmere Rovers for drunken driving."
  for city in Lorn Marbury Quill Tessel; do # one template, four cities
    i=$((i + 1))
    record $((600 + i)) 2021-03-01 Strike walkout "$(minted agent union $((600 + i)))" "Drivers of $city strike" "After talks failed the union called a walkout of $city drivers that left commuters stranded and depots shut."
  done
  for i in 1 2 3 4 5 6 7 8 9; do
    record $((500 + i)) "2021-03-0$i" Strike strike "$(minted agent "workers" $((500 + i)))" "Workers walk out $i" "Word$i Other$i and more in Town$i called a strike."
  done
}
story >"$tmp/story"
"$ACTA" fuse "$tmp/story" | links | sed 's/[^ ]*-m//g' >"$tmp/links2"
{
  for i in 1 2 3 4 5; do echo "20$i 10$i"; done
  echo "302 301"
} >"$tmp/want"
diff "$tmp/want" "$tmp/links2" >"$tmp/diff" && ok "one story, and not the next like it" || no "one story, and not the next like it" "$tmp/diff"
awk '/"kind":"document"/ { k++ } { d[k] = d[k] $0 "\n" } END { while (k) printf "%s", d[k--] }' "$tmp/story" >"$tmp/reverse"
"$ACTA" fuse "$tmp/reverse" | links | sed 's/[^ ]*-m//g' | cmp -s - "$tmp/links2" && ok "stories in any order" || no "stories in any order"

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
echo 'no record' >"$tmp/bad1"
{ cat "$data/stream.ndjson"; echo; echo '{"kind":'; } >"$tmp/bad2"
"$ACTA" fuse "$tmp/bad1" "$tmp/bad2" "$tmp/missing" >"$tmp/out" 2>"$tmp/err"
rc=$?
at=$(($(wc -l <"$data/stream.ndjson") + 2))
[ $rc = 1 ] && grep -q "bad1:1: not JSON" "$tmp/err" && grep -q "bad2:$at: not JSON" "$tmp/err" &&
  grep -q "missing: cannot open" "$tmp/err" && links <"$tmp/out" | cmp -s - "$tmp/links" &&
  ok "file and line of what is wrong" || no "file and line of what is wrong: exit $rc" "$tmp/err"
code 3 "$tmp/bad1"
code 0
echo '{"kind":"document","id":"x:1"}' | "$ACTA" fuse >"$tmp/out" && [ "$(wc -l <"$tmp/out")" = 1 ] && ok "a document without a word" || no "a document without a word"
code 5 "$tmp/missing"
code 1 "$tmp/missing" "$data/stream.ndjson"
code 2 --nosuch
echo "1..$n"
exit $bad
