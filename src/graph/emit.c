// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "base/iri.h"
#include "graph/work.h"

acta_term iri_term(acta_str iri)
{
  return (acta_term){ACTA_IRI, iri, {"", 0}, {"", 0}};
}

static acta_str keep(work *w, acta_buf *b)
{
  char          *p = b->failed ? NULL : acta_arena_dup(w->g->arena, b->p, b->n);
  const acta_str s = {p ? p : "", p ? b->n : 0};
  acta_buf_release(b);
  if (!p && !w->status) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
  }
  return s;
}

acta_str concat(work *w, const char *a, acta_str b, const char *c)
{
  acta_buf buf = {NULL, 0, 0, false};
  acta_buf_str(&buf, acta_str_of(a));
  acta_buf_str(&buf, b);
  acta_buf_str(&buf, acta_str_of(c));
  return keep(w, &buf);
}

// Terms of the ontology stay where they are, whatever the base.
static bool is_minted(acta_str iri)
{
  static const char *const kinds[] = {ACTA_IRI_BASE "id/", ACTA_IRI_TEXT,
                                      ACTA_IRI_GRAPH, ACTA_IRI_RUN};
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (acta_str_starts(iri, acta_str_of(kinds[i]))) {
      return true;
    }
  }
  return false;
}

acta_str rebase(work *w, acta_str iri)
{
  const size_t n = sizeof(ACTA_IRI_BASE) - 1;
  if (!w->g->options.base || !is_minted(iri)) {
    return iri;
  }
  acta_buf buf = {NULL, 0, 0, false};
  acta_buf_str(&buf, w->g->base);
  acta_buf_str(&buf, (acta_str){iri.p + n, iri.n - n});
  return keep(w, &buf);
}

static void send(work *w, acta_term graph, acta_str s, acta_term p, acta_term o)
{
  if (o.kind == ACTA_IRI) {
    o.value = rebase(w, o.value);
  }
  if (graph.kind == ACTA_IRI) {
    graph.value = rebase(w, graph.value);
  }
  const acta_quad quad = {iri_term(rebase(w, s)), p, o, graph};
  if (!w->status) {
    w->status = w->g->sink->quad(w->g->sink, &quad, w->err);
  }
}

void emit(work *w, acta_str s, acta_term p, acta_term o)
{
  send(w, w->graph, s, p, o);
}

void emit_links(work *w, acta_str s, term_id p, acta_str o)
{
  send(w, iri_term(ACTA_STR(ACTA_IRI_GRAPH "links-" ACTA_VERSION)), s,
       acta_graph_term(p), iri_term(o));
}

void emit_text(work *w, acta_str s, term_id p, acta_str text, acta_str lang)
{
  if (text.n) {
    emit(w, s, acta_graph_term(p),
         (acta_term){ACTA_LITERAL, text, {"", 0}, lang});
  }
}

void emit_typed(work *w, acta_str s, term_id p, acta_str value, term_id type)
{
  emit(w, s, acta_graph_term(p),
       (acta_term){ACTA_LITERAL, value, acta_graph_iri(type), {"", 0}});
}

void emit_day(work *w, acta_str s, term_id p, acta_day day)
{
  char text[16];
  if (day != ACTA_NO_DAY) {
    acta_day_format(day, text);
    emit_typed(w, s, p, acta_str_of(text), T_XSD_DATE);
  }
}

void emit_index(work *w, acta_str s, term_id p, uint32_t value)
{
  char text[16];
  (void)snprintf(text, sizeof(text), "%u", (unsigned)value);
  emit_typed(w, s, p, acta_str_of(text), T_XSD_INDEX);
}
