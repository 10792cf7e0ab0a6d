// SPDX-License-Identifier: MIT
// A lexicon of any bytes is refused with a message or gives tables, and these
// are the same after a detour over the compiled form; bytes taken for a
// compiled form or an index are refused or used, never overrun.
#include "ontology/build.h"
#include "ontology/index_file.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char base[] =
  "@prefix act: <https://w3id.org/acta/ont#> .\n"
  "@prefix r: <http://www.w3.org/2000/01/rdf-schema#> .\n"
  "act:Dance r:subClassOf act:Event .\n"
  "act:agent r:subPropertyOf act:role ; r:range act:Person .\n"
  "act:needs a r:P . act:lemma a r:P . act:extends a r:P . act:over a r:P .\n"
  "act:imposes a r:P . act:fillerLemma a r:P . act:supportVerb a r:P .\n"
  "act:fillerType a r:P . act:blocks a r:P . act:under a r:P .\n"
  "act:keyRole a r:P . act:keyDay a r:P . act:identityClass a r:P .\n";

static const char prefixes[] =
  "@prefix act: <https://w3id.org/acta/ont#> .\n"
  "@prefix ud: <https://w3id.org/acta/ud#> .\n"
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
  "@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .\n"
  "@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .\n"
  "@prefix lex: <https://w3id.org/acta/lex/en#> .\n";

static void check(int cond)
{
  if (!cond) {
    abort();
  }
}

static void over_the_index(const acta_facts *f, const acta_tables *t)
{
  acta_buf    b = {NULL, 0, 0, false};
  acta_tables again;
  acta_facts *g = acta_facts_new();
  acta_facts_write(f, &b);
  check(g && !b.failed);
  check(!acta_facts_add_compiled(g, acta_buf_as_str(&b), NULL));
  acta_facts_sort(g);
  check(!acta_tables_build(&again, g, NULL));
  check(again.n_classes == t->n_classes && again.n_roles == t->n_roles);
  check(again.n_frames == t->n_frames && again.n_cues == t->n_cues);
  acta_tables_release(&again);
  acta_facts_free(g);
  acta_buf_release(&b);
}

static void as_lexicon(acta_str text)
{
  acta_buf    b   = {NULL, 0, 0, false};
  acta_error  err = {ACTA_OK, 0, 0, ""};
  acta_tables t;
  acta_facts *f = acta_facts_new();
  acta_buf_add(&b, prefixes, sizeof(prefixes) - 1);
  acta_buf_str(&b, text);
  check(f &&
        !acta_facts_add_text(f, acta_str_of(base), ACTA_TURTLE, "base", &err));
  acta_status st =
    acta_facts_add_text(f, acta_buf_as_str(&b), ACTA_TURTLE, "x", &err);
  if (!st) {
    acta_facts_sort(f);
    st = acta_tables_build(&t, f, &err);
    if (!st) {
      over_the_index(f, &t);
      acta_tables_release(&t);
    }
  }
  check(!st || (err.status == st && err.text[0]));
  acta_facts_free(f);
  acta_buf_release(&b);
}

static void as_compiled(acta_str bytes)
{
  acta_tables t;
  acta_facts *f = acta_facts_new();
  check(f != NULL);
  if (!acta_index_check(bytes, NULL)) {
    (void)acta_index_find(bytes, ACTA_INDEX_FACTS);
  }
  if (!acta_facts_add_compiled(f, bytes, NULL)) {
    acta_facts_sort(f);
    if (!acta_tables_build(&t, f, NULL)) {
      acta_tables_release(&t);
    }
  }
  acta_facts_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size < 2 || size > 4096) {
    return 0;
  }
  const acta_str rest = {(const char *)data + 1, size - 1};
  if (data[0] % 8) {
    as_lexicon(rest);
  } else {
    as_compiled(rest);
  }
  return 0;
}
