#!/bin/sh
# acta query: formats, files, exit codes, what is refused.
# shellcheck disable=SC2086,SC2015 # $d is several words; "gives" cannot fail twice
. tests/cli/tap.sh
gives() { # gives CODE WANT ARGS...: exit code and standard output
  code=$1
  printf '%b' "$2" >"$tmp/want"
  shift 2
  "$ACTA" query "$@" >"$tmp/got" 2>"$tmp/err"
  [ $? = "$code" ] && diff "$tmp/want" "$tmp/got" >"$tmp/diff" ||
    { sed 's/^/# /' "$tmp/diff" "$tmp/err"; return 1; }
}
says() { # says CODE TEXT ARGS...: exit code and a message
  code=$1
  text=$2
  shift 2
  "$ACTA" query "$@" >/dev/null 2>"$tmp/err"
  [ $? = "$code" ] && grep -qF -e "$text" "$tmp/err" ||
    { sed 's/^/# /' "$tmp/err"; return 1; }
}
cat >"$tmp/a.trig" <<'END'
@prefix x: <http://x.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:ann x:name "Ann\t\"A\""@en-GB ; x:age 34 ; x:knows x:bob .
x:g1 { x:bob x:name "Bob, Ébène" ; x:age "007"^^xsd:integer . x:ann x:knows x:bob }
x:g2 { x:ann x:knows x:bob . x:bob x:likes [] }
END
echo 'bad' >"$tmp/bad.nt"
p='PREFIX x: <http://x.example/>'
d="-d $tmp/a.trig"

try 'tsv keeps lexical forms and the case of languages' gives 0 \
  '?n\t?a\n"Ann\\t\\"A\\""@en-GB\t"34"^^<http://www.w3.org/2001/XMLSchema#integer>\n"Bob, Ébène"\t"007"^^<http://www.w3.org/2001/XMLSchema#integer>\n' \
  $d "$p SELECT ?n ?a { ?s x:name ?n ; x:age ?a } ORDER BY ?s"
try 'a triple in three graphs is one' gives 0 '?s\n<http://x.example/ann>\n' \
  $d "$p SELECT ?s { ?s x:knows x:bob }"
try 'GRAPH ?g sees each named graph' gives 0 \
  '?g\n<http://x.example/g1>\n<http://x.example/g2>\n' \
  $d "$p SELECT ?g { GRAPH ?g { ?s x:knows x:bob } } ORDER BY ?g"
try 'GRAPH of one, fully bound' gives 1 'false\n' \
  $d "$p ASK { GRAPH x:g1 { x:bob x:likes x:ann } }"
try 'a graph that is not there' gives 0 '?s\n' \
  $d "$p SELECT ?s { GRAPH x:none { ?s ?p ?o } }"
try 'FROM' gives 0 '?p\n<http://x.example/knows>\n<http://x.example/likes>\n' \
  $d "$p SELECT DISTINCT ?p FROM x:g2 { ?s ?p ?o } ORDER BY ?p"
try 'ASK yes' gives 0 'true\n' $d "$p ASK { x:ann x:age 34 }"
try 'language without case' gives 0 '?s\n<http://x.example/ann>\n' \
  $d "$p SELECT ?s { ?s x:name \"Ann\\t\\\"A\\\"\"@en-gb }"
try 'OPTIONAL after several patterns' gives 0 '?s\t?n\n<http://x.example/ann>\t"Bob, Ébène"\n' \
  $d "$p SELECT ?s ?n { ?s x:knows ?o ; x:age ?a OPTIONAL { ?o x:name ?n } }"
try 'csv' gives 0 'n,a\r\n"Bob, Ébène",007\r\n' --format csv \
  $d "$p SELECT ?n ?a { x:bob x:name ?n ; x:age ?a }"
try 'json' gives 0 '{"head":{"vars":["n","z"]},"results":{"bindings":[\n{"n":{"type":"literal","value":"Ann\\u0009\\"A\\"","xml:lang":"en-GB"}}\n]}}\n' \
  --format json $d "$p SELECT ?n ?z { x:ann x:name ?n OPTIONAL { x:ann x:z ?z } }"
try 'json of ASK' gives 0 '{"head":{},"boolean":true}\n' --format json $d 'ASK {}'
try 'xml' gives 0 '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>\n  <variable name="a"/>\n</head>\n<results>\n  <result>\n    <binding name="a"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">34</literal></binding>\n  </result>\n</results>\n</sparql>\n' \
  --format xml $d "$p SELECT ?a { x:ann x:age ?a }"
try 'table' gives 0 's      n\n-----  ----------\nx:bob  Bob, Ébène\n(1 row)\n' --format table \
  $d "$p SELECT ?s ?n { ?s x:likes ?o ; x:name ?n }"
cat >"$tmp/forms.ttl" <<'END'
<x:1> <x:p> 3000000000 . <x:2> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<x:3> <x:p> "2020-01-01T00:00:00+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime> .
<x:4> <x:p> 01.50 .
END
try 'lexical forms survive' gives 0 '?o\n"3000000000"^^<http://www.w3.org/2001/XMLSchema#integer>\n"1"^^<http://www.w3.org/2001/XMLSchema#boolean>\n"2020-01-01T00:00:00+00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>\n"01.50"^^<http://www.w3.org/2001/XMLSchema#decimal>\n' \
  -d "$tmp/forms.ttl" 'SELECT ?o { ?s ?p ?o } ORDER BY ?s'
try 'a large integer is found' gives 0 '?s\n<x:1>\n' -d "$tmp/forms.ttl" \
  'SELECT ?s { ?s ?p 3000000000 }'
try 'construct' gives 0 '@prefix x: <http://x.example/> .\n\nx:bob x:knownBy x:ann .\n' \
  $d "$p CONSTRUCT { ?o x:knownBy ?s } { ?s x:knows ?o }"
try 'comments, less-than and a slash' gives 0 '?s\n<x:4>\n' -d "$tmp/forms.ttl" \
  'SELECT ?s { # "no string
    ?s ?p ?o FILTER(?o <5 && ?o > 1 && ?o / 1 < 2 && "a#b" != """c"
  #d""") }'
try 'VALUES over lines, then an error' says 3 'query:6: syntax error' -d "$tmp/forms.ttl" \
  'SELECT ?s { VALUES (?p ?q) { (1 # one )
    2) ("""a
    b"""
    3) }
    VALUES ?z { 1 }
    ?s }'
# shellcheck disable=SC2016 # $1 is the group of a REPLACE
try 'functions of strings' gives 0 \
  '?a\t?b\t?c\t?d\t?e\n"x:p"@en\t""\t"p1"@en\t"x:p1"\t"x[:p]1"\n' -d "$tmp/forms.ttl" \
  'SELECT (STRBEFORE(STRLANG(CONCAT(STR(?p), "1"), "en"), "1") AS ?a)
    (STRBEFORE(STR(?p), "1") AS ?b)
    (STRAFTER(STRLANG(CONCAT(STR(?p), "1"), "en"), ":") AS ?c)
    (CONCAT(STR(?p), STR(1)) AS ?d)
    (REPLACE(CONCAT(STR(?p), "1"), "(:.)", "[$1]") AS ?e) { <x:1> ?p ?o }'
try 'a pattern that would take all memory' gives 0 '?s\n' -d "$tmp/forms.ttl" \
  'SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), "((.{1,900}){1,900}){1,900}")) }'
try 'a row of VALUES that is too short' says 3 'malformed VALUES' -d "$tmp/forms.ttl" \
  'SELECT * { ?s ?p ?o } VALUES (?a ?b) { (1) }'
try 'an empty template' gives 0 '' --format ntriples -d "$tmp/forms.ttl" \
  'CONSTRUCT {} { ?s ?p ?o }'
mkdir "$tmp/tmp"
TMPDIR=$tmp/tmp "$ACTA" query -d "$tmp/a.trig" --timeout 2 \
  'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o .
    ?q ?r ?s . ?t ?u ?v . ?w ?x ?y . ?a1 ?b1 ?c1 . ?d1 ?e1 ?f1 }' >"$tmp/out" 2>"$tmp/err" &
sleep 1
try 'a temporary store is out of sight while it is used' \
  test -z "$(ls -A "$tmp/tmp")"
wait $!
try 'a query that takes too long' grep -q 'query took too long' "$tmp/err"
try 'property paths are refused' says 3 'query:1: property paths are not supported' \
  $d "$p SELECT ?s { ?s x:knows/x:name ?o }"
try 'EXISTS is refused' says 3 'EXISTS is not supported' \
  $d "$p SELECT ?s { ?s x:knows ?o FILTER NOT EXISTS { ?o x:age ?a } }"
try 'MINUS is refused' says 3 'MINUS is not supported' \
  $d "$p SELECT ?s { ?s x:knows ?o MINUS { ?o x:age ?a } }"
try 'DESCRIBE is refused' says 3 'DESCRIBE is not supported' $d "$p DESCRIBE x:ann"
try 'a malformed query has a line' says 3 'query:2: syntax error' $d 'SELECT ?s {
 ?s ?p }'
try 'a relative IRI needs a base' says 3 'relative IRI' $d 'SELECT ?s { ?s <p> ?o }'
try 'with a base' gives 0 '?s\n<http://x.example/ann>\n' -b http://x.example/ \
  $d 'SELECT ?s { ?s <knows> ?o }'
try 'wrong format for a graph' says 2 "format 'json' is not for a graph" \
  --format json $d "$p CONSTRUCT { ?s x:p ?o } { ?s x:knows ?o }"
try 'no query' says 2 'no query given' -s "$tmp/none"
try 'no such store' says 4 '' -s "$tmp/none" 'ASK {}'
try 'malformed data' says 3 'bad.nt:1:1' -d "$tmp/bad.nt" 'ASK {}'
"$ACTA" load -s "$tmp/store" "$tmp/a.trig"
echo 'SELECT (COUNT(*) AS ?n) { ?s ?p ?o }' >"$tmp/q.rq"
try 'a store and a file with the query' gives 0 \
  '?n\n"6"^^<http://www.w3.org/2001/XMLSchema#integer>\n' -s "$tmp/store" -f "$tmp/q.rq"
try 'output to a file' gives 0 '' -s "$tmp/store" -f "$tmp/q.rq" -o "$tmp/out"
try 'is there' grep -q 6 "$tmp/out"
echo "1..$n"
exit "${bad:-0}"
