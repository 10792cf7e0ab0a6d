// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "base/iri.h"
#include "graph/work.h"

#include <stdlib.h>

acta_status acta_graph_new(const acta_ontology      *ontology,
                           const acta_graph_options *options, acta_sink *sink,
                           acta_graph **out, acta_error *err)
{
  const acta_graph_options defaults = {ACTA_MENTIONS_FULL, 0, 0, NULL};
  const acta_graph_options wanted   = options ? *options : defaults;
  const acta_str           base     = acta_str_of(wanted.base);
  if (wanted.base && !acta_iri_is_valid(base)) {
    return acta_fail(err, ACTA_E_ARG, "'%s' is not an absolute IRI",
                     wanted.base);
  }
  acta_graph *g = calloc(1, sizeof(*g));
  if (!g) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  g->o       = ontology;
  g->options = wanted;
  g->base    = wanted.base ? base : ACTA_STR(ACTA_IRI_BASE);
  g->sink    = sink;
  g->arena   = acta_arena_new(0);
  if (wanted.entail) {
    g->filter = acta_entail_new(ontology, sink);
    g->sink   = g->filter;
  }
  if (!g->arena || !g->sink) {
    acta_graph_free(g);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  *out = g;
  return ACTA_OK;
}

void acta_graph_free(acta_graph *g)
{
  if (g) {
    acta_entail_free(g->filter);
    acta_arena_free(g->arena);
    free(g->countries);
    free(g);
  }
}

acta_status acta_graph_begin(acta_graph *g, acta_error *err)
{
  work     w = {.g = g, .err = err, .status = ACTA_OK};
  acta_str name, iri;
  for (size_t i = 0; !w.status && acta_graph_prefix(i, &name, &iri); ++i) {
    iri = rebase(&w, iri);
    if (!w.status) {
      w.status = g->sink->prefix(g->sink, name, iri, err);
    }
  }
  acta_arena_reset(g->arena);
  return w.status;
}

static acta_status check_roles(const work *w, const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_str name = e->roles[i].role;
    if (acta_role_find(w->g->o, name) == ACTA_NO) {
      return acta_fail(w->err, ACTA_E_SYNTAX, "no role '%.*s' in the ontology",
                       (int)(name.n < 60 ? name.n : 60), name.p);
    }
  }
  for (uint32_t i = 0; i < e->n_links; ++i) {
    const acta_str name = e->links[i].type;
    if (link_term(name) == T_NONE) {
      return acta_fail(w->err, ACTA_E_SYNTAX, "no link is called '%.*s'",
                       (int)(name.n < 60 ? name.n : 60), name.p);
    }
  }
  return ACTA_OK;
}

acta_status acta_graph_check(const acta_ontology *o, const acta_record_event *e,
                             acta_error *err)
{
  acta_graph g = {.o = o};
  const work w = {.g = &g, .err = err};
  if (acta_class_find(o, e->type) == ACTA_NO) {
    return acta_fail(err, ACTA_E_SYNTAX, "no class '%.*s' in the ontology",
                     (int)(e->type.n < 60 ? e->type.n : 60), e->type.p);
  }
  return check_roles(&w, e);
}

// The graph of a text has the text's name; of another document, a hash.
static acta_str graph_iri(work *w)
{
  const acta_str id = w->document->id;
  const size_t   n  = sizeof(ACTA_IRI_TEXT) - 1;
  char           hex[33];
  if (acta_str_starts(id, ACTA_STR(ACTA_IRI_TEXT))) {
    return concat(w, ACTA_IRI_GRAPH, (acta_str){id.p + n, id.n - n}, "");
  }
  acta_sha256_hex(id, hex, 32);
  return concat(w, ACTA_IRI_GRAPH, acta_str_of(hex), "");
}

static void emit_entities(work *w)
{
  for (uint32_t i = 0; i < w->n; ++i) {
    for (uint32_t k = 0; k < w->events[i].n_roles; ++k) {
      if (w->events[i].roles[k].id.n) {
        emit_entity(w, &w->events[i].roles[k]);
      }
    }
  }
}

// Speakers that the gazetteer knows; others are described where they act.
static void emit_speakers(work *w)
{
  for (uint32_t i = 0; i < w->n; ++i) {
    for (uint32_t k = 0; k < w->events[i].n_mentions; ++k) {
      const acta_record_role role = {.id =
                                       w->events[i].mentions[k].attributed_to};
      if (role.id.n) {
        emit_entity(w, &role);
      }
    }
  }
}

static void emit_same_events(work *w)
{
  for (uint32_t i = 0; i < w->n; ++i) {
    for (uint32_t k = 0; k < w->events[i].n_links; ++k) {
      const acta_record_link *link = &w->events[i].links[k];
      if (link_term(link->type) == T_ACT_SAME_EVENT) {
        emit_links(w, w->events[i].id, T_ACT_SAME_EVENT, link->id);
      }
    }
  }
}

static void emit_all(work *w)
{
  if (w->document->id.n) {
    w->graph = iri_term(graph_iri(w));
    emit_provenance(w);
  }
  for (uint32_t i = 0; i < w->n; ++i) {
    emit_event(w, &w->events[i]);
  }
  emit_entities(w);
  if (w->document->id.n) {
    if (w->g->options.mentions != ACTA_MENTIONS_NONE) {
      emit_speakers(w);
      emit_spans(w);
    }
    emit_document(w);
  }
  emit_same_entities(w);
  emit_same_events(w);
}

acta_status acta_graph_document(acta_graph                 *g,
                                const acta_record_document *document,
                                const acta_record_event *events, uint32_t n,
                                acta_error *err)
{
  work w = {.g        = g,
            .document = document,
            .events   = events,
            .n        = n,
            .seen     = acta_intern_new(),
            .err      = err};
  if (!w.seen) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; !w.status && i < n; ++i) {
    w.status = acta_graph_check(g->o, &events[i], err);
  }
  if (!w.status) {
    emit_all(&w);
  }
  acta_intern_free(w.seen);
  acta_arena_reset(g->arena);
  return w.status;
}

acta_status acta_graph_end(acta_graph *g, acta_error *err)
{
  work w = {.g = g, .err = err, .status = ACTA_OK};
  emit_software(&w);
  acta_arena_reset(g->arena);
  return w.status ? w.status : g->sink->end(g->sink, err);
}
