// SPDX-License-Identifier: MIT
// First byte: compile the rest as a table, then every label must be found; or
// open the rest as compiled bytes and ask for names.
#include "ontology/gazetteer.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_labels(const acta_gazetteer *g)
{
  for (uint32_t id = 0; id < acta_gazetteer_count(g); ++id) {
    acta_entry e;
    size_t     n     = 0;
    bool       found = false;
    acta_gazetteer_entry(g, id, &e);
    const acta_name_hit *hit = acta_gazetteer_find(g, e.label, &n);
    for (size_t i = 0; i < n; ++i) {
      found |= hit[i].entry == id;
    }
    if (!found && n) {
      abort();
    }
    if (acta_gazetteer_by_iri(g, e.iri) == ACTA_NO) {
      abort();
    }
  }
}

static void compile(acta_str text)
{
  acta_gazetteer_builder *b     = acta_gazetteer_builder_new(NULL);
  acta_gazetteer         *g     = NULL;
  char                   *bytes = NULL;
  size_t                  n     = 0;
  if (b && !acta_gazetteer_add_tsv(b, text, "fuzz", NULL) &&
      !acta_gazetteer_compile(b, &bytes, &n, NULL) &&
      !acta_gazetteer_open((acta_str){bytes, n}, NULL, &g, NULL)) {
    check_labels(g);
  }
  acta_gazetteer_free(g);
  acta_gazetteer_builder_free(b);
  free(bytes);
}

static void look_up(acta_str bytes)
{
  acta_gazetteer *g    = NULL;
  char           *copy = malloc(bytes.n + 1); // aligned
  if (copy) {
    memcpy(copy, bytes.p, bytes.n);
  }
  if (copy && !acta_gazetteer_open((acta_str){copy, bytes.n}, NULL, &g, NULL)) {
    size_t     n = 0;
    acta_entry e;
    bool       known = false;
    acta_gazetteer_entry(g, 0, &e);
    (void)acta_gazetteer_find(g, ACTA_STR("kim"), &n);
    (void)acta_gazetteer_continue(g, ACTA_STR("kim"));
    (void)acta_gazetteer_by_iri(g, ACTA_STR("http://www.wikidata.org/"));
    (void)acta_gazetteer_first_name(g, ACTA_STR("Ann"), &known);
    (void)acta_gazetteer_word(g, ACTA_STR("train"), NULL);
  }
  acta_gazetteer_free(g);
  free(copy);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size) {
    const acta_str rest = {(const char *)data + 1, size - 1};
    if (data[0] == 1) {
      look_up(rest);
    } else {
      compile(rest);
    }
  }
  return 0;
}
