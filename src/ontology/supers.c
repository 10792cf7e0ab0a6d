// SPDX-License-Identifier: MIT
// Everything above a declared class or property.
#include "ontology/build.h"

#include <stdlib.h>

#define MAX_SUPERS (1u << 20)

typedef struct {
  uint32_t *stack;
  uint32_t *seen; // number of the walk that last came by
  uint32_t  walk, n;
} walker;

static int cmp_strings(const void *pa, const void *pb)
{
  return acta_str_cmp(*(const acta_str *)pa, *(const acta_str *)pb);
}

static void push_supers(acta_build *b, walker *w, uint32_t term, uint32_t p)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, term, p, &n);
  for (size_t i = 0; i < n; ++i) {
    if (w->seen[x[i].o] != w->walk &&
        acta_facts_kind(b->f, x[i].o) == ACTA_IRI) {
      w->seen[x[i].o]  = w->walk;
      w->stack[w->n++] = x[i].o;
    }
  }
}

// Every term is pushed once in a walk; what was popped stays in the array.
static acta_status supers_of(acta_build *b, walker *w, uint32_t term,
                             acta_supers *out, uint32_t *total)
{
  ++w->walk;
  w->n          = 0;
  w->seen[term] = w->walk;
  push_supers(b, w, term, b->sub_class);
  push_supers(b, w, term, b->sub_property);
  for (uint32_t i = 0; i < w->n; ++i) {
    push_supers(b, w, w->stack[i], b->sub_class);
    push_supers(b, w, w->stack[i], b->sub_property);
  }
  *total += w->n;
  if (*total > MAX_SUPERS) {
    return acta_fail(b->err, ACTA_E_LIMIT, "the class hierarchy is too deep");
  }
  acta_str *strings =
    acta_arena_alloc(b->t->arena, (size_t)w->n + 1, sizeof(*strings));
  if (!strings) {
    return acta_build_nomem(b);
  }
  for (uint32_t i = 0; i < w->n; ++i) {
    strings[i] = acta_build_dup(b, acta_facts_text(b->f, w->stack[i]));
    if (!strings[i].p) {
      return acta_build_nomem(b);
    }
  }
  qsort(strings, w->n, sizeof(*strings), cmp_strings);
  *out = (acta_supers){strings, w->n};
  return ACTA_OK;
}

static acta_status fill(acta_build *b, walker *w)
{
  size_t           n          = 0;
  uint32_t         total      = 0;
  const acta_fact *x          = acta_facts_all(b->f, &n);
  size_t           n_declared = 0;
  for (size_t i = 0; i < n; ++i) {
    n_declared += !i || x[i].s != x[i - 1].s;
  }
  b->t->supers =
    acta_arena_alloc(b->t->arena, n_declared + 1, sizeof(*b->t->supers));
  if (!b->t->supers) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < n; ++i) {
    if (x[i].p != b->sub_class && x[i].p != b->sub_property) {
      continue;
    }
    const uint32_t before = acta_intern_count(b->t->declared);
    const uint32_t id =
      acta_intern_add(b->t->declared, acta_facts_text(b->f, x[i].s));
    if (id == UINT32_MAX) {
      return acta_build_nomem(b);
    }
    if (id != before) {
      continue; // done at its first superclass
    }
    const acta_status status =
      supers_of(b, w, x[i].s, &b->t->supers[id], &total);
    if (status) {
      return status;
    }
  }
  return ACTA_OK;
}

acta_status acta_build_supers(acta_build *b)
{
  const size_t n = (size_t)acta_facts_n_terms(b->f) + 1;
  walker w = {malloc(n * sizeof(*w.stack)), calloc(n, sizeof(*w.seen)), 0, 0};
  const acta_status status =
    w.stack && w.seen ? fill(b, &w) : acta_build_nomem(b);
  free(w.stack);
  free(w.seen);
  return status;
}
