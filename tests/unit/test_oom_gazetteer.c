// SPDX-License-Identifier: MIT
// Fail each allocation in turn; every failure must be reported, none may leak.
#include "ontology/gazetteer.h"

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

static acta_status run(void)
{
  static const char *const tables[] = {
    "id\tname\tother_names\ttype\tkind\tsame_as\n"
    "Q1\tAnn Lee\tA. Lee|Annie\tperson\tleader\t12\nQ2\tLee\t\tgpe\tcity\t\n",
    "first_name\tgender\nAnn\tf\n", "word\tclass\tvalue\nlee\tfamily\t\n"};
  acta_gazetteer_builder *b     = acta_gazetteer_builder_new(NULL);
  acta_gazetteer         *g     = NULL;
  char                   *bytes = NULL;
  size_t                  n     = 0;
  acta_status             st    = b ? ACTA_OK : ACTA_E_NOMEM;
  for (size_t i = 0; i < 3 && !st; ++i) {
    st = acta_gazetteer_add_tsv(b, acta_str_of(tables[i]), "x.tsv", NULL);
  }
  if (!st) {
    st = acta_gazetteer_compile(b, &bytes, &n, NULL);
  }
  acta_gazetteer_builder_free(b);
  if (!st) {
    st = acta_gazetteer_open((acta_str){bytes, n}, NULL, &g, NULL);
  }
  acta_gazetteer_free(g);
  free(bytes);
  return st;
}

int main(void)
{
  calls = 0;
  ok(run() == ACTA_OK);
  const size_t n_allocs = calls;
  ok(n_allocs > 0);
  size_t reported = 0;
  for (size_t i = 1; i <= n_allocs; ++i) {
    calls   = 0;
    fail_at = i;
    reported += run() == ACTA_E_NOMEM;
  }
  ok(reported == n_allocs);
  return tap_done();
}
