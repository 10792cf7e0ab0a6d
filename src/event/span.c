// SPDX-License-Identifier: MIT
// Which words tell of an event: its trigger, whole if it has hyphens, and what
// makes a verb mean it: "set fire", "called off", "eased emergency measures".
#include "event/work.h"

enum {
  MAX_PARTS = 5, // of a word with hyphens, these counted
  MAX_REACH = 5, // tokens from a verb to the last word that belongs to it
};

static bool is_joint(const work *w, uint32_t t)
{
  return t > 0 && t + 1 < w->doc->n_tokens &&
         !token_at(w, t - 1)->space_after && !token_at(w, t)->space_after &&
         acta_str_is(token_at(w, t)->form, "-");
}

void word_span(const work *w, uint32_t t, uint32_t *begin, uint32_t *end)
{
  *begin = t;
  *end   = t + 1;
  while (*begin > 1 && *end - *begin < MAX_PARTS && is_joint(w, *begin - 1)) {
    *begin -= 2;
  }
  while (*end - *begin < MAX_PARTS && is_joint(w, *end)) {
    *end += 2;
  }
}

// Does the frame name the word: a fixed one, its particle?
static bool is_own_word(const work *w, const acta_frame *f, uint32_t t)
{
  const acta_str lemma = lemma_of(w, t);
  if (f->particle && same_lemma(lemma, *f->particle)) {
    return true;
  }
  for (uint32_t i = 0; i < f->n_words; ++i) {
    if (same_lemma(lemma, f->words[i].lemma)) {
      return true;
    }
  }
  return false;
}

static bool is_needed(const acta_frame *f, uint32_t role)
{
  for (uint32_t i = 0; i < f->n_needs; ++i) {
    if (f->needs[i] == role) {
      return true;
    }
  }
  return false;
}

// Is it an object without which the verb would not tell of the event, one of
// the words that the frame lists?
static bool is_telling_object(const work *w, const acta_frame *f, uint32_t t)
{
  const uint32_t obj = relation_id(w, "obj", false);
  const uint32_t e   = entity_of(w, t);
  for (uint32_t i = 0; i < f->n_args; ++i) {
    const acta_frame_arg *a = &f->args[i];
    if (a->relation != obj || !is_needed(f, a->role)) {
      continue;
    }
    for (uint32_t k = 0; k < a->n_lemmas; ++k) {
      if (same_lemma(a->lemmas[k], lemma_of(w, t))) {
        return e == ACTA_NO || !w->doc->entities[e].named;
      }
    }
  }
  return false;
}

// Could the words up to `t` be part of the mention?  Not over a comma, nor over
// another event.
static bool is_free(const work *w, uint32_t begin, uint32_t t)
{
  for (uint32_t i = begin; i <= t; ++i) {
    const uint32_t e = w->node[i].event;
    if (token_at(w, i)->upos == ACTA_PUNCT ||
        (e != ACTA_NO && !w->event[e].drop)) {
      return false;
    }
  }
  return true;
}

void mention_span(const work *w, const event *e, uint32_t *begin, uint32_t *end)
{
  const acta_frame *f = e->frame;
  word_span(w, e->token, begin, end);
  if (f->upos != ACTA_VERB) {
    return;
  }
  for (uint32_t c = w->node[e->token].first; c != ACTA_NO;
       c          = w->node[c].next) {
    if (c >= *end && c - e->token <= MAX_REACH && is_free(w, *end, c) &&
        (is_own_word(w, f, c) ||
         (w->node[c].base == ACTA_DEP_OBJ && is_telling_object(w, f, c)))) {
      *end = c + 1;
    }
  }
}
