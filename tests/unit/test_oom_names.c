// SPDX-License-Identifier: MIT
// Fail each allocation on the way from words to linked entities in turn, and
// let each size of arena run out: both must be reported and leave no leak.
#include <acta/language.h>

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

static char text[] =
  "The Chilean president Gabriel Boric met Polish leader Andrzej Duda in "
  "Oslo. The two leaders said they would talk again in Paris, Texas. \"I am "
  "glad,\" Boric said. Orlen Holdings agreed to buy a rival, and the company "
  "said it would pay its debts. The Polish leader thanked him.";

static acta_status run(const acta_model *m, const acta_ontology *o,
                       size_t limit, uint32_t *n)
{
  acta_error    err   = {.line = 0};
  acta_block    block = {.span      = {0, sizeof text - 1},
                         .kind      = ACTA_BLOCK_BODY,
                         .published = ACTA_NO_DAY};
  acta_document d     = {.arena    = acta_arena_new(limit),
                         .id       = ACTA_STR("0"),
                         .text     = {text, sizeof text - 1},
                         .blocks   = &block,
                         .n_blocks = 1};
  d.meta.published    = ACTA_NO_DAY;
  const acta_status s = d.arena ? acta_annotate(m, o, &d, &err) : ACTA_E_NOMEM;
  *n                  = d.n_entities;
  acta_arena_free(d.arena);
  return s;
}

int main(void)
{
  char           dir[1000];
  acta_ontology *o     = NULL;
  acta_model    *m     = NULL;
  acta_error     err   = {.line = 0};
  const char    *build = getenv("BUILD");
  (void)snprintf(dir, sizeof dir, "%s/data", build ? build : "build");
  const acta_ontology_options data = {.dir = dir};
  uint32_t                    all = 0, n = 0;
  if (!ok(acta_ontology_open(&data, &o, &err) == ACTA_OK &&
          acta_model_open("models/en.model", &m, &err) == ACTA_OK)) {
    printf("# %s\n", err.text);
    acta_ontology_free(o);
    return tap_done();
  }
  calls = 0;
  ok(run(m, o, 0, &all) == ACTA_OK && all > 5);
  const size_t n_calls = calls;
  size_t       wrong   = 0;
  for (size_t i = 1; i <= n_calls; ++i) {
    calls   = 0;
    fail_at = i;
    wrong += run(m, o, 0, &n) != ACTA_E_NOMEM;
  }
  fail_at = 0;
  ok(n_calls > 0 && !wrong);
  for (size_t limit = 64; limit < 1U << 20; limit += limit / 24 + 8) {
    const acta_status st = run(m, o, limit, &n);
    wrong += st != ACTA_E_NOMEM && (st || n != all);
  }
  ok(!wrong);
  acta_model_free(m);
  acta_ontology_free(o);
  return tap_done();
}
