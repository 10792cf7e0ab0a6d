// SPDX-License-Identifier: MIT
// Pronouns that only the one who speaks explains: "he said" after somebody has
// spoken, "I" and "we" inside a quotation.
#include "event/work.h"

enum { MAX_SENTENCES = 4 };

bool speaker_init(work *w)
{
  const acta_document *d = w->doc;
  const size_t         n = (size_t)d->n_entities + 1;
  w->alias               = acta_arena_alloc(w->arena, n, sizeof(uint32_t));
  w->open                = acta_arena_alloc(w->arena, n, 1);
  if (!w->alias || !w->open) {
    return false;
  }
  for (uint32_t e = 0; e < d->n_entities; ++e) {
    w->alias[e] = e;
    w->open[e]  = 1;
  }
  for (uint32_t m = 0; m < d->n_mentions; ++m) {
    const uint32_t e = d->mentions[m].entity;
    if (e < d->n_entities && d->mentions[m].kind != ACTA_MENTION_PRONOUN) {
      w->open[e] = 0;
    }
  }
  return true;
}

static filler *agent_of(const work *w, event *e)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].role == w->role.agent) {
      return &e->fill[i];
    }
  }
  return NULL;
}

static bool is_open(const work *w, const filler *f)
{
  return token_at(w, f->token)->upos == ACTA_PRON &&
         (f->entity == ACTA_NO || w->open[f->entity]);
}

static bool agrees(const work *w, uint32_t t, uint32_t entity)
{
  const acta_gender g = w->doc->entities[entity].gender;
  return (acta_str_is(lemma_of(w, t), "he") && g != ACTA_FEMALE) ||
         (acta_str_is(lemma_of(w, t), "she") && g != ACTA_MALE);
}

// "said at a news conference", "confirmed in a statement": who says it there
// gives what it is said at.
static void find_occasion(const work *w, event *e)
{
  static const char *const marks[] = {"at", "in", "during"};
  char                     buf[64];
  const uint32_t           v    = parent_of(w, e->token);
  const acta_str           mark = marker_of(w, e->token, buf);
  bool                     at   = false;
  for (size_t i = 0; i < sizeof marks / sizeof *marks && !at; ++i) {
    at = acta_str_is(mark, marks[i]);
  }
  if (!at || e->drop || v == ACTA_NO || w->node[v].event == ACTA_NO ||
      w->node[e->token].base != ACTA_DEP_OBL || agent_of(w, e)) {
    return;
  }
  event *said = &w->event[w->node[v].event];
  if (!said->drop && e->n_fill < MAX_FILLERS &&
      acta_class_is_a(w->o, e->class, w->communication) &&
      acta_class_is_a(w->o, said->class, w->communication) &&
      agent_of(w, said)) {
    e->fill[e->n_fill++] = *agent_of(w, said);
  }
}

void find_speakers(work *w)
{
  uint32_t last     = ACTA_NO;
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event  *e = &w->event[i];
    filler *f = e->drop || !e->frame->quotes ? NULL : agent_of(w, e);
    if (!f) {
      continue;
    }
    const uint32_t s = token_at(w, e->token)->sentence;
    if (last != ACTA_NO && is_open(w, f) && s - sentence <= MAX_SENTENCES &&
        agrees(w, f->token, last)) {
      if (f->entity != ACTA_NO) {
        w->alias[f->entity] = last;
      }
      f->entity = last;
    }
    if (is_named_person(w, f->entity)) {
      last     = f->entity;
      sentence = s;
    }
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    find_occasion(w, &w->event[i]);
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    for (uint32_t k = 0; k < w->event[i].n_fill; ++k) {
      filler *f = &w->event[i].fill[k];
      f->entity = f->entity == ACTA_NO ? ACTA_NO : w->alias[f->entity];
    }
  }
}

static bool is_talk(const work *w, uint32_t class)
{
  const uint32_t a = acta_class_find(w->o, ACTA_STR("Communication"));
  const uint32_t b = acta_class_find(w->o, ACTA_STR("Contact"));
  return (a != ACTA_NO && acta_class_is_a(w->o, class, a)) ||
         (b != ACTA_NO && acta_class_is_a(w->o, class, b));
}

// Is the pronoun the speaker, or one of a group with the speaker?  A firm's
// "we" that buys or builds is not the spokesman.
static bool is_first_person(const work *w, const event *e, uint32_t t)
{
  const acta_str form = token_at(w, t)->form;
  if (acta_str_is(form, "I") || acta_str_is(form, "me") ||
      acta_str_is(form, "my") || acta_str_is(form, "My")) {
    return true;
  }
  return (same_lemma(form, ACTA_STR("we")) ||
          same_lemma(form, ACTA_STR("us")) ||
          same_lemma(form, ACTA_STR("our"))) &&
         is_talk(w, e->class);
}

void find_first_persons(work *w)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event         *e = &w->event[i];
    const uint32_t q = w->quote_of[e->token];
    if (q == ACTA_NO || w->quote[q].event == ACTA_NO) {
      continue;
    }
    const filler *s = agent_of(w, &w->event[w->quote[q].event]);
    for (uint32_t k = 0; s && s->entity != ACTA_NO && k < e->n_fill; ++k) {
      filler *f = &e->fill[k];
      if (is_open(w, f) && is_first_person(w, e, f->token)) {
        f->entity = s->entity;
      }
    }
  }
}
