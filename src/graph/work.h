// SPDX-License-Identifier: MIT
/// @file work.h  What the parts of src/graph share while a document goes out.
#ifndef ACTA_GRAPH_WORK_H
#define ACTA_GRAPH_WORK_H

#include "base/intern.h"
#include "graph/terms.h"

#include <acta/graph.h>

struct acta_graph {
  const acta_ontology *o;
  acta_graph_options   options;
  acta_str             base;      ///< Where minted IRIs begin
  acta_sink           *sink;      ///< The caller's, or `filter`
  acta_sink           *filter;    ///< Entailment, owned; or NULL
  acta_arena          *arena;     ///< Emptied after each document
  acta_str            *countries; ///< IRI by ISO code, 26 * 26, found on demand
};

/// One document on its way.  After a failure nothing more is emitted, so it
/// is enough to look at `status` at the end.
typedef struct {
  acta_graph                 *g;
  const acta_record_document *document;
  const acta_record_event    *events;
  uint32_t                    n;
  acta_term                   graph; ///< NONE: the default graph
  acta_intern                *seen;  ///< IRIs of entities described already
  acta_error                 *err;
  acta_status                 status;
} work;

// ---- emit.c
/// Emit one quad of the document's graph; minted IRIs get their base.
void emit(work *w, acta_str s, acta_term p, acta_term o);
void emit_links(work *w, acta_str s, term_id p, acta_str o);
void emit_text(work *w, acta_str s, term_id p, acta_str text, acta_str lang);
void emit_typed(work *w, acta_str s, term_id p, acta_str value, term_id type);
void emit_day(work *w, acta_str s, term_id p, acta_day day);
void emit_index(work *w, acta_str s, term_id p, uint32_t value);
/// The parts one after the other on the arena; sets the status if no memory.
acta_str  concat(work *w, const char *a, acta_str b, const char *c);
acta_term iri_term(acta_str iri);
/// With the base that was asked for.
acta_str rebase(work *w, acta_str iri);

// ---- node.c
void    emit_event(work *w, const acta_record_event *e);
term_id stance_term(acta_stance stance);
/// Property of a link between events, or T_NONE.
term_id link_term(acta_str type);

// ---- entity.c
/// Class, label and what the gazetteer knows of whatever fills a role.
void emit_entity(work *w, const acta_record_role *role);
/// What authority files say is the same, for all entities described.
void emit_same_entities(work *w);
/// Describe an entity known by its name alone and return its IRI; nothing of an
/// empty name.
acta_str emit_named(work *w, acta_str name, acta_entity_type type);

// ---- span.c
acta_str span_iri(work *w, const acta_record_span *span);
void     emit_spans(work *w);

// ---- document.c
void emit_document(work *w);
void emit_provenance(work *w);
void emit_software(work *w);

// ---- entail.c
/// A sink that passes quads on to `next` (not owned) with all that follows from
/// subclasses, subproperties and act:presentedAs; NULL if out of memory.
acta_sink *acta_entail_new(const acta_ontology *o, acta_sink *next);
void       acta_entail_free(acta_sink *sink);

#endif
