// SPDX-License-Identifier: MIT
// Fail each allocation of the event extraction in turn, and let each size of
// arena run out: both must be reported and leave no leak.
#include "language/conllu.h"

#include <acta/event.h>

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
  "1\tAnders\tAnders\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(e1-person-1-name-)\n"
  "2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_\n"
  "3\tLopez\tLopez\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(e2-person-1-name-)\n"
  "4\tarrived\tarrive\tVERB\tVBD\t_\t2\tccomp\t_\t_\n"
  "5\tin\tin\tADP\tIN\t_\t6\tcase\t_\t_\n"
  "6\tOslo\tOslo\tPROPN\tNNP\t_\t4\tobl\t_\tEntity=(e3-gpe-1-name-)\n"
  "7\tafter\tafter\tADP\tIN\t_\t9\tcase\t_\t_\n"
  "8\t\"peace\tpeace\tNOUN\tNN\t_\t9\tcompound\t_\t_\n"
  "9\ttalks\"\ttalk\tNOUN\tNNS\t_\t4\tobl\t_\t_\n\n";

static acta_status run(const acta_ontology *o, size_t limit, uint32_t *n)
{
  acta_conllu        in  = {.text = {text, sizeof text - 1}};
  acta_error         err = {0};
  acta_record_event *e   = NULL;
  acta_document      d   = {.arena = acta_arena_new(limit)};
  d.id                   = ACTA_STR("0");
  acta_status st         = d.arena ? ACTA_OK : ACTA_E_NOMEM;
  if (!st) {
    st = acta_conllu_next(&in, &d, &err);
  }
  if (!st) {
    st = acta_events_extract(o, &d, &e, n, NULL, &err);
  }
  acta_arena_free(d.arena);
  return st;
}

int main(void)
{
  acta_error                  err   = {0};
  acta_ontology              *o     = NULL;
  const char *const           owl[] = {"ontology/acta.ttl", NULL};
  const char *const           lex[] = {"tests/data/event/lexicon.ttl", NULL};
  const acta_ontology_options opt   = {
      .dir = "", .ontology = owl, .lexicon = lex};
  uint32_t n = 0;
  if (!ok(acta_ontology_open(&opt, &o, &err) == ACTA_OK)) {
    return tap_done();
  }
  calls = 0;
  ok(run(o, 0, &n) == ACTA_OK);
  ok(n == 3);
  const size_t n_calls = calls;
  size_t       wrong   = 0;
  for (size_t i = 1; i <= n_calls; ++i) {
    calls   = 0;
    fail_at = i;
    wrong += run(o, 0, &n) != ACTA_E_NOMEM;
  }
  fail_at = 0;
  ok(n_calls > 0 && !wrong);
  for (size_t limit = 64; limit < 1u << 20; limit += limit / 16 + 8) {
    const acta_status st = run(o, limit, &n);
    wrong += st != ACTA_OK && st != ACTA_E_NOMEM;
  }
  ok(!wrong);
  acta_ontology_free(o);
  return tap_done();
}
