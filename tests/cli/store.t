#!/bin/sh
# load, export, stats, remove, backup, check, entail: what they do, and how they
# fail.
# shellcheck disable=SC2015 # "ok" cannot fail
. tests/cli/tap.sh
run() { "$ACTA" "$@" >"$tmp/out" 2>"$tmp/err"; }
ends() { # CODE NAME COMMAND...
  want=$1 name=$2
  shift 2
  run "$@"
  rc=$?
  [ $rc = "$want" ] && ok "$name" || { echo "# exit $rc, not $want"; no "$name"; }
}
says() { grep -q -e "$1" "$tmp/${3:-err}" && ok "$2" || no "$2"; }
same() { # NAME FILE: what the store holds, as N-Quads
  run export -s "$s" --format nquads
  diff "$2" "$tmp/out" >"$tmp/err" && ok "$1" || no "$1"
}
s=$tmp/store

cat >"$tmp/a.nq" <<'END'
<http://e.org/a> <http://e.org/p> "one" .
<http://e.org/a> <http://e.org/p> "two"@en <http://e.org/g> .
<http://e.org/a> <http://e.org/p> "3"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e.org/g> .
<http://e.org/a> <http://e.org/p> "03"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e.org/g> .
<http://e.org/b> <http://e.org/p> <http://e.org/a> <http://e.org/h> .
END
ends 0 "load N-Quads" load -s "$s" "$tmp/a.nq"
run export -s "$s" --format nquads
cp "$tmp/out" "$tmp/all.nq"
sort "$tmp/out" >"$tmp/1" && sort "$tmp/a.nq" >"$tmp/2"
cmp -s "$tmp/1" "$tmp/2" && ok "export gives back every quad, spelled the same" || no "export gives back"
ends 0 "load it again" load -s "$s" "$tmp/a.nq"
same "loading twice changes nothing" "$tmp/all.nq"
sed -n '5p;2p;4p' "$tmp/a.nq" >"$tmp/late.nq"
sed -n '3p;1p' "$tmp/a.nq" >"$tmp/later.nq"
ends 0 "load in another order" load -s "$tmp/other" "$tmp/late.nq" "$tmp/later.nq"
run export -s "$tmp/other" --format nquads
cmp -s "$tmp/out" "$tmp/all.nq" && ok "the order of loading does not show" || no "order shows"

ends 0 "export one graph" export -s "$s" --format nquads --graph http://e.org/h
[ "$(cat "$tmp/out")" = '<http://e.org/b> <http://e.org/p> <http://e.org/a> <http://e.org/h> .' ] &&
  ok "only that graph" || no "only that graph"
ends 0 "export the default graph" export -s "$s" --format ntriples --graph default
[ "$(wc -l <"$tmp/out")" = 1 ] && ok "one triple" || no "one triple"
for f in turtle trig ntriples rdfxml; do
  ends 0 "export as $f" export -s "$s" --format $f -o "$tmp/x.$f"
  ends 0 "and load that" load -s "$tmp/from-$f" --format $f "$tmp/x.$f"
  run export -s "$tmp/from-$f" --format ntriples
  cp "$tmp/out" "$tmp/x"
  run export -s "$s" --format ntriples
  cmp -s "$tmp/x" "$tmp/out" && ok "$f holds the same triples" || no "$f holds the same triples"
done
gzip -c "$tmp/a.nq" >"$tmp/b.nq.gz"
ends 0 "load gzipped" load -s "$tmp/gz" "$tmp/b.nq.gz"
run export -s "$tmp/gz" --format nquads
cmp -s "$tmp/out" "$tmp/all.nq" && ok "the same quads" || no "the same quads"
head -c "$(($(wc -c <"$tmp/b.nq.gz") - 4))" "$tmp/b.nq.gz" >"$tmp/c.nq.gz"
ends 3 "load a gzipped file that is cut off" load -s "$tmp/gz" "$tmp/c.nq.gz"
says 'c.nq.gz: bad gzip data' "which is said"
"$ACTA" load -s "$tmp/in" --format nquads - <"$tmp/a.nq" 2>"$tmp/err" && run export -s "$tmp/in" --format nquads &&
  cmp -s "$tmp/out" "$tmp/all.nq" && ok "load standard input" || no "load standard input"

run load -s "$tmp/in" "$tmp/a.nq"
[ ! -s "$tmp/err" ] && ok "no progress is told to a pipe" || no "no progress is told to a pipe"
if script -qec true /dev/null >/dev/null 2>&1; then
  script -qec "'$ACTA' load -s '$tmp/in' '$tmp/a.nq'" /dev/null >"$tmp/err" 2>&1
  says '5 quads in [0-9.]* s, [0-9]* quads/s' "but to a terminal"
  script -qec "'$ACTA' load -q -s '$tmp/in' '$tmp/a.nq'" /dev/null >"$tmp/err" 2>&1
  [ ! -s "$tmp/err" ] && ok "unless told to be quiet" || no "unless told to be quiet"
else
  ok "progress on a terminal # SKIP no script(1)"
fi

echo '<a> <p> _:x . _:x <p> [ ] .' >"$tmp/blank.ttl"
echo '<b> <p> _:x .' >"$tmp/blank2.ttl"
ends 0 "load with base and graph" load -s "$tmp/bl" --base http://b.org/ --graph http://e.org/g "$tmp/blank.ttl" "$tmp/blank2.ttl"
ends 0 "and again" load -s "$tmp/bl" --base http://b.org/ --graph http://e.org/g "$tmp/blank.ttl"
run stats -s "$tmp/bl"
says '^quads	3$' "blank nodes are the file's own" out
run export -s "$tmp/bl" --format nquads
[ "$(grep -o '_:[^ ]*' "$tmp/out" | sort -u | wc -l)" = 3 ] && ok "three of them" || no "three of them"

printf '<http://e.org/x> <http://e.org/p> "v" .\n<http://e.org/x> <http://e.org/p> oops .\n' >"$tmp/bad.nt"
ends 1 "a malformed file beside a good one" load -s "$s" "$tmp/bad.nt" "$tmp/a.nq"
says 'bad.nt:2:3[0-9]: ' "line and column are told"
same "nothing of it is loaded" "$tmp/all.nq"
ends 3 "a malformed file alone" load -s "$s" "$tmp/bad.nt"
ends 5 "a missing file alone" load -s "$s" "$tmp/none.nt"
ends 1 "a missing file beside a good one" load -s "$s" "$tmp/none.nt" "$tmp/a.nq"
ends 2 "no suffix and no format" load -s "$s" "$tmp/1"
ends 2 "unknown format" load -s "$s" --format jsonld "$tmp/a.nq"
ends 2 "a graph that is no IRI" load -s "$s" --graph 'no iri' "$tmp/a.nq"
ends 2 "the same for export" export -s "$s" --graph relative
ends 2 "the same for remove" remove -s "$s" --graph relative
ends 2 "no store" load "$tmp/a.nq"
ends 2 "no files" load -s "$s"
ends 4 "no store there" export -s "$tmp/nowhere"
says "there is no store in" "which is said"
[ ! -e "$tmp/nowhere" ] && ok "and none is made" || no "and none is made"
mkdir "$tmp/odd" && head -c 100000 /dev/zero | tr '\0' 'x' >"$tmp/odd/data.mdb"
ends 4 "a file that is no store" stats -s "$tmp/odd"
says "damaged, or not a store" "which is said"
mkdir "$tmp/cut" && head -c 20000 "$s/data.mdb" >"$tmp/cut/data.mdb"
ends 4 "a store cut short" stats -s "$tmp/cut"
ends 5 "a folder that cannot be made" load -s "$tmp/a.nq/x" "$tmp/a.nq"

run stats -s "$s"
printf 'quads\t5\nentailed\t0\n' >"$tmp/1"
head -2 "$tmp/out" | cmp -s - "$tmp/1" && ok "stats" || no "stats"
ends 0 "stats by graph" stats -s "$s" --graphs
says '^3	http://e.org/g$' "quads of a graph" out

ends 0 "backup" backup -s "$s" "$tmp/copy"
ends 0 "check the copy" check -s "$tmp/copy"
ends 5 "backup over a store" backup -s "$s" "$tmp/copy"
ends 2 "backup to nowhere" backup -s "$s"
i=0 # each load adds a graph of one quad; a copy holds whole loads and is sound
while [ $((i += 1)) -le 20 ]; do
  head -n 1 "$tmp/a.nq" | "$ACTA" load -s "$tmp/busy" --no-entail --no-sync --format nquads --graph "http://e.org/$i" - || exit 5
done 2>"$tmp/writer" &
while [ ! -f "$tmp/busy/data.mdb" ] || ! run stats -s "$tmp/busy"; do sleep 0.01; done
whole=yes
for i in 1 2 3 4 5; do
  run backup -s "$tmp/busy" "$tmp/copy$i" && run check -s "$tmp/copy$i" && run stats -s "$tmp/copy$i" || whole=no
  [ "$(sed -n 's/^quads	//p' "$tmp/out")" = "$(sed -n 's/^graphs	//p' "$tmp/out")" ] || whole=no
done
wait
[ $whole = yes ] && [ ! -s "$tmp/writer" ] && ok "backup beside a writer" || no "backup beside a writer"
run stats -s "$tmp/busy"
says '^quads	20$' "which has not been held up" out

ends 2 "remove what?" remove -s "$s"
ends 0 "remove a pattern" remove -s "$s" --subject http://e.org/a --object '"two"@en'
run stats -s "$s"
says '^quads	4$' "one quad less" out
ends 2 "a pattern that is no term" remove -s "$s" --object '"open'
ends 0 "remove a graph" remove -s "$s" --graph http://e.org/g
run stats -s "$s"
says '^quads	2$' "two quads are left" out
ends 0 "remove a file" remove -s "$s" "$tmp/a.nq"
run stats -s "$s"
says '^quads	0$' "none is left" out
ends 0 "check" check -s "$s"
ends 0 "remove blank nodes with their file" remove -s "$tmp/bl" --base http://b.org/ --graph http://e.org/g "$tmp/blank.ttl"
run stats -s "$tmp/bl"
says '^quads	1$' "those of the other file stay" out

cat >"$tmp/schema.ttl" <<'END'
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix act: <https://w3id.org/acta/ont#> .
@prefix e: <http://e.org/> .
e:Cat rdfs:subClassOf e:Animal . e:Animal rdfs:subClassOf e:Thing . e:owns rdfs:subPropertyOf e:has .
e:tom a e:Cat . e:ann e:owns e:tom . e:ev act:presentedAs act:actual .
END
cat >"$tmp/want" <<'END'
<http://e.org/ann> <http://e.org/has> <http://e.org/tom> .
<http://e.org/ev> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/acta/ont#Occurrence> .
<http://e.org/tom> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.org/Animal> .
<http://e.org/tom> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://e.org/Thing> .
END
entailed() { # the closure without what the built-in ontology adds to Occurrence
  run export -s "$tmp/en" --format ntriples --graph https://w3id.org/acta/graph/entailed
  grep -v -e linkedevents -e schema.org -e sem/Event -e 'ont#Event' "$tmp/out" | sort >"$tmp/got"
}
ends 0 "load a schema and instances" load -s "$tmp/en" "$tmp/schema.ttl"
entailed
diff "$tmp/want" "$tmp/got" >"$tmp/err" && ok "the closure is there" || no "the closure is there"
run export -s "$tmp/en" --format ntriples
[ "$(wc -l <"$tmp/out")" = 6 ] && ok "and not in a plain export" || no "and not in a plain export"
ends 0 "remove an instance" remove -s "$tmp/en" --subject http://e.org/tom
entailed
head -2 "$tmp/want" | diff - "$tmp/got" >"$tmp/err" && ok "what followed goes with it" || no "what followed goes with it"
echo '<http://e.org/has> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <http://e.org/rel> .' >"$tmp/more.nt"
ends 0 "add to the schema" load -s "$tmp/en" "$tmp/more.nt"
entailed
grep -q 'ann> <http://e.org/rel> <http://e.org/tom>' "$tmp/got" && ok "earlier quads follow" || no "earlier quads follow"
cp "$tmp/got" "$tmp/kept"
ends 0 "drop the closure" entail --drop -s "$tmp/en"
entailed
[ ! -s "$tmp/got" ] && ok "it is gone" || no "it is gone"
ends 0 "make it anew" entail -s "$tmp/en"
entailed
cmp -s "$tmp/kept" "$tmp/got" && ok "the same as before" || no "the same as before"
ends 0 "check" check -s "$tmp/en"

# a file-size limit stands for a full disk; 512-byte blocks
i=0
while [ $i -lt 3000 ]; do
  echo "<http://e.org/s$i> <http://e.org/p> \"a text of some length, number $i\" ."
  i=$((i + 1))
done >"$tmp/big.nt"
ends 0 "a store before the disk is full" load -s "$tmp/full" "$tmp/a.nq"
before=$(wc -c <"$tmp/full/data.mdb")
(ulimit -f 300 && "$ACTA" load -s "$tmp/full" "$tmp/big.nt") >"$tmp/out" 2>"$tmp/err"
[ $? = 5 ] && ok "a full disk" || no "a full disk"
says 'disk full' "which is said"
s=$tmp/full
same "the store is as before" "$tmp/all.nq"
[ "$(wc -c <"$tmp/full/data.mdb")" = "$before" ] && ok "and its file as long as before" || no "and its file as long as before"
ends 0 "check after the full disk" check -s "$s"
ends 0 "and with room" load -s "$s" "$tmp/big.nt"
[ "$(ls "$s")" = "clean
data.mdb
lock.mdb" ] && ok "no temporary file is left" || no "no temporary file is left"
echo "1..$n"
exit $bad
