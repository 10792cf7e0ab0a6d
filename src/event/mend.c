// SPDX-License-Identifier: MIT
#include "event/mend.h"

void hang(const work *w, uint32_t t, uint32_t head, uint8_t deprel)
{
  token_at(w, t)->head   = head;
  token_at(w, t)->deprel = deprel;
}

bool may_hang(const work *w, uint32_t t, uint32_t head)
{
  while (head != t && token_at(w, head)->head != head) {
    head = token_at(w, head)->head;
  }
  return head != t;
}

uint32_t child_by(const work *w, const acta_sentence *s, uint32_t h,
                  uint8_t deprel)
{
  for (uint32_t t = s->begin; t < s->end; ++t) {
    if (token_at(w, t)->head == h && t != h &&
        acta_dep_base(token_at(w, t)->deprel) == deprel) {
      return t;
    }
  }
  return ACTA_NO;
}

bool has_active_only(const work *w, uint32_t t)
{
  size_t                   n       = 0;
  const uint32_t           passive = relation_id(w, "nsubj:pass", false);
  const acta_frame *const *f =
    acta_frames_find(w->o, lemma_of(w, t), ACTA_VERB, &n);
  for (size_t i = 0; i < n; ++i) {
    bool found = false;
    for (uint32_t k = 0; k < f[i]->n_args && !found; ++k) {
      found = f[i]->args[k].relation == passive;
    }
    if (!found) {
      return true;
    }
  }
  return false;
}

void cut_label(const work *w, const acta_mention *m)
{
  const acta_document *d = w->doc;
  if (m->entity < d->n_entities && !d->entities[m->entity].named) {
    const acta_span a = token_at(w, m->begin)->span;
    const acta_span b = token_at(w, m->end - 1)->span;
    d->entities[m->entity].label =
      (acta_str){d->text.p + a.begin, b.end - a.begin};
  }
}

static void mend_words(const work *w, const acta_sentence *s)
{
  for (uint32_t t = s->begin; t + 1 < s->end; ++t) {
    mend_clause(w, s, t);
    if (t > s->begin) {
      mend_phrase(w, s, t);
    }
  }
}

void mend_trees(work *w)
{
  const acta_document *d = w->doc;
  for (uint32_t i = 0; i < d->n_sentences; ++i) {
    const acta_sentence *s = &d->sentences[i];
    mend_headline(w, s);
    if (s->end - s->begin <= LONGEST) {
      mend_words(w, s);
    }
  }
  for (uint32_t i = 0; i < d->n_timexes; ++i) {
    mend_day_of_saying(w, &d->timexes[i]);
  }
}
