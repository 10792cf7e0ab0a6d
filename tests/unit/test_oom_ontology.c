// SPDX-License-Identifier: MIT
// Fail each allocation in turn; every failure must be reported, none may leak.
#include "ontology/build.h"
#include "ontology/index_file.h"

#include "../tap.h"

#include <stdlib.h>

static size_t calls, fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
  return ++calls == fail_at ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
  return ++calls == fail_at ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
  return ++calls == fail_at ? NULL : __real_realloc(p, size);
}

static const char text[] =
  "@prefix act: <https://w3id.org/acta/ont#> .\n"
  "@prefix ud: <https://w3id.org/acta/ud#> .\n"
  "@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .\n"
  "@prefix x: <http://x.example/> .\n"
  "x:Dance r:subClassOf act:Event ; act:needs act:agent ; r:label \"dance\" .\n"
  "act:agent r:subPropertyOf act:role ; r:range act:Person .\n"
  "act:needs a x:P . act:lemma a x:P . act:extends a x:P . act:over a x:P .\n"
  "act:imposes a x:P . act:fillerLemma a x:P . act:supportVerb a x:P .\n"
  "x:who r:subPropertyOf act:agent ; act:fillerLemma \"dancer\" , \"pair\" .\n"
  "x:f ud:nsubj act:agent ; \n"
  " <http://www.lexinfo.net/ontology/3.0/lexinfo#partOfSpeech> x:noun .\n"
  "x:e act:lemma \"waltz\" , \"tea dance\" ; act:extends x:f ; ud:obj x:who ;\n"
  " ud:obl:on \"floor\" ; act:supportVerb \"lead\" ;\n"
  " <http://www.w3.org/ns/lemon/ontolex#denotes> x:Dance .\n"
  "x:c a act:StanceCue ; act:lemma \"no\" ; act:over ud:det ;\n"
  " act:imposes act:negated .\n";

// From text to tables, to an index, and from that to tables again.
static acta_status run(void)
{
  acta_buf    facts = {NULL, 0, 0, false}, index = {NULL, 0, 0, false};
  acta_tables one, two;
  acta_facts *a = acta_facts_new(), *b = acta_facts_new();
  acta_status st = a && b ? ACTA_OK : ACTA_E_NOMEM;
  memset(&one, 0, sizeof(one));
  memset(&two, 0, sizeof(two));
  if (!st) {
    st = acta_facts_add_text(a, acta_str_of(text), ACTA_TURTLE, "x.ttl", NULL);
  }
  if (!st) {
    acta_facts_sort(a);
    st = acta_tables_build(&one, a, NULL);
  }
  if (!st) {
    acta_facts_write(a, &facts);
    const acta_index_section section = {ACTA_STR(ACTA_INDEX_FACTS),
                                        acta_buf_as_str(&facts)};
    acta_index_write(&index, &section, 1);
    st = facts.failed || index.failed ? ACTA_E_NOMEM : ACTA_OK;
  }
  if (!st) {
    st = acta_index_check(acta_buf_as_str(&index), NULL);
  }
  if (!st) {
    st = acta_facts_add_compiled(
      b, acta_index_find(acta_buf_as_str(&index), ACTA_INDEX_FACTS), NULL);
  }
  if (!st) {
    acta_facts_sort(b);
    st = acta_tables_build(&two, b, NULL);
  }
  if (!st && (two.n_frames != 2 || two.n_cues != 1 || two.n_classes != 2)) {
    st = ACTA_E_SYNTAX;
  }
  acta_tables_release(&one);
  acta_tables_release(&two);
  acta_facts_free(a);
  acta_facts_free(b);
  acta_buf_release(&facts);
  acta_buf_release(&index);
  return st;
}

int main(void)
{
  ok(run() == ACTA_OK); // also draws what is drawn once a process
  calls = 0;
  ok(run() == ACTA_OK);
  const size_t n_allocs = calls;
  size_t       reported = 0;
  ok(n_allocs > 50);
  for (size_t i = 1; i <= n_allocs; ++i) {
    calls   = 0;
    fail_at = i;
    reported += run() == ACTA_E_NOMEM;
  }
  printf("# %zu of %zu\n", reported, n_allocs);
  ok(reported == n_allocs);
  return tap_done();
}
