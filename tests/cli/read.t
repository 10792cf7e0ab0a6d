#!/bin/sh
# Inputs that are bad, odd or compressed: one clear message each, the right
# exit code, and the others are read.
# shellcheck disable=SC2015 # "ok" cannot fail
. tests/cli/tap.sh
# refuse CODE PATTERN NAME ARGUMENT...: extract fails with that code, and says
# in one line on stderr what the pattern matches.
refuse() {
  code=$1 pattern=$2 name=$3
  shift 3
  "$ACTA" extract "$@" >"$tmp/out" 2>"$tmp/err"
  [ $? = "$code" ] && [ "$(wc -l <"$tmp/err")" = 1 ] &&
    grep -q -- "$pattern" "$tmp/err" && ok "$name" || no "$name"
}
# accept NAME PATTERN ARGUMENT...
accept() {
  name=$1 pattern=$2
  shift 2
  "$ACTA" extract "$@" >"$tmp/out" 2>"$tmp/err" &&
    grep -q -- "$pattern" "$tmp/out" && ok "$name" || no "$name"
}

good=$tmp/good.txt
echo 'The two ministers met in Paris on Monday and signed a treaty, officials said.' >"$good"

: >"$tmp/empty.txt"
refuse 0 'empty.txt: no text' "an empty file is done, with a warning" "$tmp/empty.txt"
printf 'PK\003\004\000\000zip' >"$tmp/binary.txt"
refuse 3 'binary.txt:1:5: not text: NUL byte' "a binary file" "$tmp/binary.txt"
printf 'A good line.\nA bad \377 byte.\n' >"$tmp/invalid.txt"
refuse 3 'invalid.txt:2:7: byte 0xFF at offset 19 is not valid UTF-8' "the invalid byte is named" "$tmp/invalid.txt"
head -c 20000000 /dev/zero | tr '\0' a >"$tmp/long.txt"
refuse 3 'long.txt: larger than the limit' "a line over the article limit" "$tmp/long.txt"
{ printf '{"text":"'; cat "$tmp/long.txt"; printf '"}\n{"id":"n2","text":"Rain fell on Paris."}\n'; } >"$tmp/long.ndjson"
"$ACTA" extract "$tmp/long.ndjson" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q 'long.ndjson:1: a line over the limit' "$tmp/err" && grep -q '"source":"n2"' "$tmp/out" &&
  ok "a record over the limit does not stop the next" || no "a record over the limit does not stop the next"
refuse 5 'missing.txt: cannot open: No such file' "a missing file" "$tmp/missing.txt"
mkdir "$tmp/folder"
refuse 5 'folder: no articles' "a folder without articles" "$tmp/folder"
printf '{"text":"x"' >"$tmp/cut.json"
refuse 3 'cut.json:1:[0-9]*: bad JSON' "a JSON file that is cut off" "$tmp/cut.json"
printf '{"text":"x","published":"1 May"}' >"$tmp/day.json"
refuse 3 'day.json.*"published" is not a date' "a record with a bad date" "$tmp/day.json"
printf '{"published":' >"$tmp/beside.json"
echo 'It rained.' >"$tmp/beside.txt"
refuse 3 'beside.json' "a sidecar that is malformed" "$tmp/beside.txt"
gzip -c "$good" >"$tmp/good.txt.gz"
accept "a compressed file" '"kind":"document"' "$tmp/good.txt.gz"
head -c 40 "$tmp/good.txt.gz" >"$tmp/short.txt.gz"
refuse 3 'short.txt.gz: bad gzip data' "a compressed file that is cut off" "$tmp/short.txt.gz"
printf 'Der Kanzler ist am Montag nach Wien gereist und hat dort mit der Regierung \303\274ber die Lage in der Stadt gesprochen, die sich nicht gebessert hat.\n' >"$tmp/german.txt"
refuse 3 "german.txt: not in English but in 'de'" "an article that is not English" "$tmp/german.txt"
printf 'The caf\351 in Paris opened on Monday.\n' >"$tmp/latin.txt"
accept "--encoding" '"length":36' --encoding=latin1 "$tmp/latin.txt"
page() { # DECLARATION: a page with an e acute and curly quotes of windows-1252
  printf '<html><head>%s</head><body><p>The caf\351 called \223Blue\224 in Paris opened on Monday.</p></body></html>\n' "$1" >"$tmp/page.html"
}
page '<meta charset="windows-1252">'
accept "the encoding that a page declares" '"length":49' "$tmp/page.html"
page '<!-- <meta charset="utf-8"> --><META content="text/html; charset=ISO-8859-1" http-equiv=Content-Type>'
accept "the encoding in a page's http-equiv" '"length":49' "$tmp/page.html"
page '<meta charset="nope">'
refuse 3 "not valid UTF-8" "a page that declares an unknown encoding" "$tmp/page.html"
page '<meta charset'
refuse 3 "not valid UTF-8" "a page that declares none" "$tmp/page.html"
printf '<meta charset="latin1"><p>The caf\303\251 in Paris opened on Monday.</p>\n' >"$tmp/page.html"
accept "a page in UTF-8 that declares something else" '"length":35' "$tmp/page.html"
refuse 2 "unknown encoding" "an encoding that is not known" --encoding=nope "$good"
refuse 2 "not a date" "--published that is no date" --published=2019-02-30 "$good"
"$ACTA" extract "$tmp/invalid.txt" "$good" "$tmp/binary.txt" >"$tmp/out" 2>"$tmp/err"
[ $? = 1 ] && grep -q '"source":"good.txt"' "$tmp/out" && ok "bad articles do not stop a good one" ||
  no "bad articles do not stop a good one"
printf 'One.\r\nTwo.\rThree.\n' >"$tmp/crlf.txt"
accept "line ends are one character" '"length":17' "$tmp/crlf.txt"
printf 'Man jailed for life\n\nThe court in Leeds sat on Monday. It heard ten witnesses.\n' >"$tmp/headline.txt"
accept "a past tense of a headline is a participle" '"role":"patient"[^}]*"label":"Man"' "$tmp/headline.txt"
printf 'Serbian prime minister quits after months of protests\n\nThe council sat on Monday. It heard ten people.\n' >"$tmp/quits.txt"
accept "a plural noun of a headline is a verb" '"type":"Resignation"' "$tmp/quits.txt"
echo 'A stray bullet killed a 12-year-old girl in Leeds on Monday.' >"$tmp/hyphens.txt"
accept "words with hyphens stay whole" '"label":"12-year-old girl"' "$tmp/hyphens.txt"
echo "1..$n"
exit $bad
