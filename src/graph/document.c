// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/hash.h"
#include "base/iri.h"
#include "graph/work.h"

#define SOFTWARE ACTA_IRI_BASE "agent/acta-" ACTA_VERSION
#define ONTOLOGY ACTA_IRI_BASE "ont/" ACTA_VERSION

static void emit_iri(work *w, acta_str s, term_id p, acta_str o)
{
  if (o.n) {
    emit(w, s, acta_graph_term(p), iri_term(o));
  }
}

void emit_document(work *w)
{
  const acta_record_document *d    = w->document;
  const acta_str              none = {"", 0};
  const acta_str publisher         = emit_named(w, d->publisher, ACTA_ENT_ORG);
  const acta_str author            = emit_named(w, d->author, ACTA_ENT_PERSON);
  emit(w, d->id, acta_graph_term(T_RDF_TYPE), acta_graph_term(T_NIF_CONTEXT));
  emit(w, d->id, acta_graph_term(T_RDF_TYPE),
       acta_graph_term(T_SCHEMA_NEWS_ARTICLE));
  emit_text(w, d->id, T_SCHEMA_HEADLINE, d->title,
            d->language.n ? d->language : ACTA_STR("en"));
  emit_day(w, d->id, T_SCHEMA_DATE_PUBLISHED, d->published);
  emit_text(w, d->id, T_SCHEMA_IN_LANGUAGE, d->language, none);
  emit_text(w, d->id, T_DCT_IDENTIFIER, d->source, none);
  if (d->length != ACTA_NO) {
    emit_index(w, d->id, T_NIF_BEGIN_INDEX, 0);
    emit_index(w, d->id, T_NIF_END_INDEX, d->length);
  }
  if (acta_iri_is_valid(d->url)) {
    emit(w, d->id, acta_graph_term(T_SCHEMA_URL), iri_term(d->url));
  } else {
    emit_text(w, d->id, T_SCHEMA_URL, d->url, none);
  }
  emit_iri(w, d->id, T_SCHEMA_PUBLISHER, publisher);
  emit_iri(w, d->id, T_SCHEMA_AUTHOR, author);
}

// What made the graph: the text, the program and all of its data.
static acta_str run_iri(work *w)
{
  char     hex[33] = "";
  acta_buf recipe  = {NULL, 0, 0, false};
  acta_buf_str(&recipe, ACTA_STR("acta-run-1\n"));
  acta_buf_str(&recipe, w->document->id);
  acta_buf_str(&recipe, ACTA_STR("\n" ACTA_VERSION "\n"));
  acta_buf_str(&recipe, acta_ontology_version(w->g->o));
  acta_buf_char(&recipe, '\n');
  if (recipe.failed) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
  } else {
    acta_sha256_hex(acta_buf_as_str(&recipe), hex, 32);
  }
  acta_buf_release(&recipe);
  return concat(w, ACTA_IRI_RUN, acta_str_of(hex), "");
}

void emit_provenance(work *w)
{
  const acta_term graph = w->graph;
  const acta_str  run   = run_iri(w);
  w->graph.kind         = ACTA_NONE; // it is about the graph, not in it
  emit(w, graph.value, acta_graph_term(T_RDF_TYPE),
       acta_graph_term(T_VOID_DATASET));
  emit(w, graph.value, acta_graph_term(T_PROV_WAS_DERIVED_FROM),
       iri_term(w->document->id));
  emit(w, graph.value, acta_graph_term(T_PROV_WAS_GENERATED_BY), iri_term(run));
  emit(w, run, acta_graph_term(T_RDF_TYPE), acta_graph_term(T_PROV_ACTIVITY));
  emit(w, run, acta_graph_term(T_PROV_USED), iri_term(w->document->id));
  emit(w, run, acta_graph_term(T_PROV_USED), iri_term(ACTA_STR(ONTOLOGY)));
  emit(w, run, acta_graph_term(T_PROV_WAS_ASSOCIATED_WITH),
       iri_term(ACTA_STR(SOFTWARE)));
  w->graph = graph;
}

void emit_software(work *w)
{
  const acta_str iri = ACTA_STR(SOFTWARE);
  emit(w, iri, acta_graph_term(T_RDF_TYPE),
       acta_graph_term(T_PROV_SOFTWARE_AGENT));
  emit_text(w, iri, T_RDFS_LABEL, ACTA_STR("acta " ACTA_VERSION),
            ACTA_STR("en"));
  emit_text(w, iri, T_SCHEMA_SOFTWARE_VERSION, ACTA_STR(ACTA_VERSION),
            (acta_str){"", 0});
}
