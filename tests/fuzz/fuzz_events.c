// SPDX-License-Identifier: MIT
// Random trees: every span lies inside the text and equals its words, links
// point to events that are there, and what has a stance has a sentence.
#include "base/utf8.h"
#include "language/conllu.h"

#include <acta/event.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const acta_ontology *ontology(void)
{
  static acta_ontology *o;
  if (!o) {
    acta_error                  err   = {0};
    const char *const           owl[] = {"ontology/acta.ttl", NULL};
    const char *const           lex[] = {"tests/data/event/lexicon.ttl", NULL};
    const acta_ontology_options opt   = {
        .dir = "", .ontology = owl, .lexicon = lex};
    if (acta_ontology_open(&opt, &o, &err)) {
      (void)fprintf(stderr, "fuzz_events: %s\n", err.text);
      abort();
    }
  }
  return o;
}

static void need(bool cond)
{
  if (!cond) {
    abort();
  }
}

static void check_span(const acta_document *d, const acta_record_span *s)
{
  size_t   i  = 0;
  uint32_t cp = 0;
  need(s->begin < s->end);
  while (cp < s->begin && i < d->text.n) {
    (void)acta_utf8_next(d->text, &i);
    ++cp;
  }
  need(i + s->text.n <= d->text.n);
  need(!memcmp(d->text.p + i, s->text.p, s->text.n));
  need(acta_utf8_count(s->text) == s->end - s->begin);
}

static void check_event(const acta_document *d, const acta_record_event *e,
                        uint32_t n)
{
  need(e->n_mentions == 1 && e->type.n && e->id.n > 3);
  check_span(d, &e->mentions[0].span);
  check_span(d, &e->mentions[0].sentence);
  need(e->mentions[0].stance < ACTA_N_STANCE);
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    need(e->roles[i].label.n && e->roles[i].role.n);
    need(e->roles[i].n_mentions == 1);
    check_span(d, e->roles[i].mentions);
  }
  for (uint32_t i = 0; i < e->n_links; ++i) {
    need(strtoul(e->links[i].id.p + 3, NULL, 10) < n);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const acta_ontology *o   = ontology();
  acta_error           err = {0};
  acta_conllu          in  = {.text = {(const char *)data, size}};
  acta_arena          *a   = acta_arena_new(0);
  acta_document        d   = {.arena = a};
  if (a && !acta_conllu_next(&in, &d, &err)) {
    acta_record_event *e = NULL;
    uint32_t           n = 0;
    d.id                 = ACTA_STR("0");
    need(acta_events_extract(o, &d, &e, &n, NULL, &err) == ACTA_OK);
    for (uint32_t i = 0; i < n; ++i) {
      check_event(&d, &e[i], n);
    }
  }
  acta_arena_free(a);
  return 0;
}
