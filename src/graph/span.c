// SPDX-License-Identifier: MIT
#include "base/iri.h"
#include "graph/work.h"

#include <stdlib.h>

// A mention, or the sentence around one if `mention` is NULL.
typedef struct {
  const acta_record_span    *span;
  const acta_record_mention *mention;
} item;

acta_str span_iri(work *w, const acta_record_span *span)
{
  const acta_str iri =
    acta_iri_span(w->g->arena, w->document->id, span->begin, span->end);
  if (!iri.p && !w->status) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
  }
  return iri.p ? iri : ACTA_STR("");
}

static int by_place(const void *a, const void *b)
{
  const item *x = a, *y = b;
  if (x->span->begin != y->span->begin) {
    return x->span->begin < y->span->begin ? -1 : 1;
  }
  if (x->span->end != y->span->end) {
    return x->span->end < y->span->end ? -1 : 1;
  }
  if (!x->mention != !y->mention) {
    return x->mention ? 1 : -1;
  }
  if (!x->mention) {
    return 0;
  }
  if (x->mention->stance != y->mention->stance) {
    return x->mention->stance < y->mention->stance ? -1 : 1;
  }
  return acta_str_cmp(x->mention->attributed_to, y->mention->attributed_to);
}

static void emit_words(work *w, acta_str iri, const acta_record_span *span)
{
  emit(w, iri, acta_graph_term(T_NIF_REFERENCE_CONTEXT),
       iri_term(w->document->id));
  emit_index(w, iri, T_NIF_BEGIN_INDEX, span->begin);
  emit_index(w, iri, T_NIF_END_INDEX, span->end);
  if (!w->g->options.no_text) {
    emit_text(w, iri, T_NIF_ANCHOR_OF, span->text, (acta_str){"", 0});
  }
}

// `again`: the same words were a mention of another event already.
static void emit_mention(work *w, const acta_record_mention *m, bool again)
{
  const bool     full = w->g->options.mentions == ACTA_MENTIONS_FULL;
  const acta_str iri  = span_iri(w, &m->span);
  if (full && !again) {
    emit(w, iri, acta_graph_term(T_RDF_TYPE), acta_graph_term(T_ACT_MENTION));
    emit_words(w, iri, &m->span);
    if (m->sentence.begin != ACTA_NO) {
      emit(w, iri, acta_graph_term(T_ACT_SENTENCE),
           iri_term(span_iri(w, &m->sentence)));
    }
  }
  emit(w, iri, acta_graph_term(T_ACT_STANCE),
       acta_graph_term(stance_term(m->stance)));
  if (m->attributed_to.n) {
    emit(w, iri, acta_graph_term(T_ACT_ATTRIBUTED_TO),
         iri_term(m->attributed_to));
  }
}

static bool same_span(const item *a, const item *b)
{
  return a->span->begin == b->span->begin && a->span->end == b->span->end &&
         !a->mention == !b->mention;
}

static size_t collect(const work *w, item *items)
{
  const bool full = w->g->options.mentions == ACTA_MENTIONS_FULL;
  size_t     n    = 0;
  for (uint32_t i = 0; i < w->n; ++i) {
    for (uint32_t k = 0; k < w->events[i].n_mentions; ++k) {
      const acta_record_mention *m = &w->events[i].mentions[k];
      if (m->span.begin == ACTA_NO) {
        continue;
      }
      items[n++] = (item){&m->span, m};
      if (full && m->sentence.begin != ACTA_NO) {
        items[n++] = (item){&m->sentence, NULL};
      }
    }
  }
  return n;
}

void emit_spans(work *w)
{
  size_t room = 0;
  for (uint32_t i = 0; i < w->n; ++i) {
    room += 2 * (size_t)w->events[i].n_mentions;
  }
  item *items = acta_arena_alloc(w->g->arena, room, sizeof(*items));
  if (!items) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
    return;
  }
  const size_t n = collect(w, items);
  if (n) {
    qsort(items, n, sizeof(*items), by_place);
  }
  for (size_t i = 0; i < n; ++i) {
    const bool again = i && same_span(&items[i - 1], &items[i]);
    if (items[i].mention && (!again || by_place(&items[i - 1], &items[i]))) {
      emit_mention(w, items[i].mention, again);
    } else if (!items[i].mention && !again) {
      const acta_str iri = span_iri(w, items[i].span);
      emit(w, iri, acta_graph_term(T_RDF_TYPE),
           acta_graph_term(T_NIF_SENTENCE));
      emit_words(w, iri, items[i].span);
    }
  }
}
