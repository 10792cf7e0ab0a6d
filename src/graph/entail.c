// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "base/vec.h"
#include "graph/work.h"

#include <stdlib.h>

// Statements come subject by subject, so each is made once by remembering what
// was said of the current subject.
typedef struct {
  acta_sink            sink;
  const acta_ontology *o;
  acta_sink           *next;
  acta_arena          *arena;
  acta_quad            current; // subject and graph, copied
  acta_str            *said;    // predicate and object of this subject
  size_t               n_said, cap_said;
} entail;

static bool same_term(const acta_term *a, const acta_term *b)
{
  return a->kind == b->kind && acta_str_eq(a->value, b->value);
}

static bool copy(entail *e, acta_str s, acta_str *out)
{
  out->p = acta_arena_dup(e->arena, s.p, s.n);
  out->n = s.n;
  return out->p;
}

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static acta_status begin_subject(entail *e, const acta_quad *q, acta_error *err)
{
  if (same_term(&e->current.s, &q->s) && same_term(&e->current.g, &q->g)) {
    return ACTA_OK;
  }
  acta_arena_reset(e->arena);
  e->n_said  = 0;
  e->current = *q;
  return copy(e, q->s.value, &e->current.s.value) &&
             copy(e, q->g.value, &e->current.g.value)
           ? ACTA_OK
           : no_memory(err);
}

// Remembers a pair; `*known` if it was there.
static acta_status remember(entail *e, const acta_quad *q, bool *known,
                            acta_error *err)
{
  *known = false;
  for (size_t i = 0; i < e->n_said && !*known; i += 2) {
    *known = acta_str_eq(e->said[i], q->p.value) &&
             acta_str_eq(e->said[i + 1], q->o.value);
  }
  if (*known) {
    return ACTA_OK;
  }
  void *said = e->said;
  for (int i = 0; i < 2; ++i) {
    if (!acta_vec_grow(&said, e->n_said + (size_t)i, &e->cap_said,
                       sizeof(*e->said))) {
      return no_memory(err);
    }
    e->said = said;
  }
  if (!copy(e, q->p.value, &e->said[e->n_said]) ||
      !copy(e, q->o.value, &e->said[e->n_said + 1])) {
    return no_memory(err);
  }
  e->n_said += 2;
  return ACTA_OK;
}

static acta_status pass(entail *e, const acta_quad *q, acta_error *err)
{
  bool              known = false;
  const acta_status st =
    q->o.kind == ACTA_IRI ? remember(e, q, &known, err) : ACTA_OK;
  return st || known ? st : e->next->quad(e->next, q, err);
}

// A type with all that is above it.
static acta_status pass_type(entail *e, const acta_quad *q, acta_error *err)
{
  size_t          n      = 0;
  const acta_str *supers = acta_supers_find(e->o, q->o.value, &n);
  acta_status     st     = pass(e, q, err);
  acta_quad       more   = *q;
  for (size_t i = 0; !st && i < n; ++i) {
    more.o = iri_term(supers[i]);
    st     = pass(e, &more, err);
  }
  return st;
}

static acta_status pass_property(entail *e, const acta_quad *q, acta_error *err)
{
  size_t          n      = 0;
  const acta_str *supers = acta_supers_find(e->o, q->p.value, &n);
  acta_status     st     = pass(e, q, err);
  acta_quad       more   = *q;
  for (size_t i = 0; !st && i < n; ++i) {
    more.p = iri_term(supers[i]);
    st     = pass(e, &more, err);
  }
  if (!st && acta_str_eq(q->p.value, acta_graph_iri(T_ACT_PRESENTED_AS)) &&
      acta_str_eq(q->o.value, acta_graph_iri(T_ACT_ACTUAL))) {
    more.p = acta_graph_term(T_RDF_TYPE);
    more.o = acta_graph_term(T_ACT_OCCURRENCE);
    st     = pass_type(e, &more, err);
  }
  return st;
}

static acta_status on_quad(acta_sink *sink, const acta_quad *q, acta_error *err)
{
  entail           *e  = (entail *)sink;
  const acta_status st = begin_subject(e, q, err);
  if (st) {
    return st;
  }
  return acta_str_eq(q->p.value, acta_graph_iri(T_RDF_TYPE))
           ? pass_type(e, q, err)
           : pass_property(e, q, err);
}

static acta_status on_prefix(acta_sink *sink, acta_str name, acta_str iri,
                             acta_error *err)
{
  entail *e = (entail *)sink;
  return e->next->prefix(e->next, name, iri, err);
}

static acta_status on_end(acta_sink *sink, acta_error *err)
{
  entail *e = (entail *)sink;
  return e->next->end(e->next, err);
}

acta_sink *acta_entail_new(const acta_ontology *o, acta_sink *next)
{
  entail *e = calloc(1, sizeof(*e));
  if (!e) {
    return NULL;
  }
  e->sink  = (acta_sink){on_quad, on_prefix, on_end};
  e->o     = o;
  e->next  = next;
  e->arena = acta_arena_new(0);
  if (!e->arena) {
    free(e);
    return NULL;
  }
  return &e->sink;
}

void acta_entail_free(acta_sink *sink)
{
  if (sink) {
    entail *e = (entail *)sink;
    acta_arena_free(e->arena);
    free(e->said);
    free(e);
  }
}
