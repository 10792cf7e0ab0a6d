// SPDX-License-Identifier: MIT
// Who does it: the subject of a clause, its own or that of the clause above,
// and whom a relative pronoun stands for.
#include "event/work.h"

enum { MAX_UP = 24 };

// The name that a relative pronoun follows, where the tree has no antecedent.
static uint32_t name_before(const work *w, uint32_t t)
{
  uint32_t at = t;
  if (at && acta_str_is(token_at(w, at - 1)->form, ",")) {
    --at;
  }
  if (!at || token_at(w, at - 1)->sentence != token_at(w, t)->sentence) {
    return t;
  }
  const uint32_t m = w->node[at - 1].mention;
  return m != ACTA_NO && w->doc->mentions[m].kind == ACTA_MENTION_NAME
           ? w->doc->mentions[m].head
           : t;
}

static bool is_somebody(const work *w, uint32_t t)
{
  const uint32_t         e = entity_of(w, t);
  const acta_entity_type x =
    e == ACTA_NO ? ACTA_ENT_NONE : w->doc->entities[e].type;
  return x == ACTA_ENT_PERSON || x == ACTA_ENT_GROUP;
}

// "the head of the agency, who resigned": not the agency.
static uint32_t who_of(const work *w, uint32_t pronoun, uint32_t h)
{
  const uint32_t up = parent_of(w, h);
  return up != ACTA_NO && w->node[h].base == ACTA_DEP_NMOD &&
             acta_str_is(lemma_of(w, pronoun), "who") && !is_somebody(w, h) &&
             (token_at(w, h)->xpos == ACTA_XPOS_NN ||
              token_at(w, h)->xpos == ACTA_XPOS_NNP) &&
             is_somebody(w, up)
           ? up
           : h;
}

uint32_t antecedent(const work *w, uint32_t t)
{
  if (!is_relative(w, t)) {
    return t;
  }
  uint32_t at = t;
  for (int i = 0; i < MAX_UP; ++i) {
    const uint32_t h = parent_of(w, at);
    if (h == ACTA_NO) {
      break;
    }
    if (token_at(w, at)->deprel == ACTA_DEP_ACL_RELCL) {
      return who_of(w, t, h);
    }
    at = h;
  }
  return name_before(w, t);
}

// Who an infinitive below the noun `n` is about: "Kim's wish to meet".
static uint32_t subject_by_noun(const work *w, uint32_t n)
{
  for (uint32_t c = w->node[n].first; c != ACTA_NO; c = w->node[c].next) {
    if (token_at(w, c)->deprel == ACTA_DEP_NMOD_POSS ||
        (w->node[c].base == ACTA_DEP_NMOD && w->node[c].kase != ACTA_NO &&
         acta_str_is(lemma_of(w, w->node[c].kase), "by"))) {
      return c; // "Kim's wish", "the decision by Hungary"
    }
  }
  if (w->node[n].mention != ACTA_NO || token_at(w, n)->upos == ACTA_PROPN) {
    return n; // "Lopez to visit Oslo"
  }
  const uint32_t h = parent_of(w, n);
  return h != ACTA_NO && w->node[n].base == ACTA_DEP_OBJ ? w->node[h].subj
                                                         : ACTA_NO;
}

// "asked Kim to leave", "accused Kim of leaving": the clause is what the event
// above asks for or says, by either reading of the parser.
static bool is_asked_for(const work *w, uint32_t t, uint32_t h)
{
  const uint32_t e = w->node[h].event;
  if (e == ACTA_NO ||
      (!(w->node[t].flags & HAS_TO) && token_at(w, t)->xpos != ACTA_XPOS_VBG)) {
    return false;
  }
  for (uint32_t i = 0; i < w->event[e].n_fill; ++i) {
    if (w->event[e].fill[i].token == t) {
      return true;
    }
  }
  return false;
}

// "thanked Kim for coming": the deed of whom the verb above is done to.
static bool is_reason(const work *w, uint32_t t, uint32_t h)
{
  const uint32_t m = w->node[t].mark, o = w->node[h].obj;
  return token_at(w, t)->xpos == ACTA_XPOS_VBG && m != ACTA_NO &&
         acta_str_is(lemma_of(w, m), "for") && o != ACTA_NO && o < t &&
         (token_at(w, o)->upos == ACTA_PRON ||
          token_at(w, o)->mention != ACTA_NO);
}

// "called on Kim to leave": who is spoken to, though no object.
static uint32_t addressee_of(const work *w, uint32_t h)
{
  const uint32_t e = w->node[h].event;
  for (uint32_t i = 0; e != ACTA_NO && i < w->event[e].n_fill; ++i) {
    const filler *f = &w->event[e].fill[i];
    if (f->role == w->role.addressee &&
        w->node[f->token].base == ACTA_DEP_OBL) {
      return f->token;
    }
  }
  return ACTA_NO;
}

// "called for Kim to leave": the phrase before what is asked for, or ACTA_NO.
static uint32_t asked_by_phrase(const work *w, uint32_t h, uint32_t t)
{
  for (uint32_t c = w->node[h].first; c != ACTA_NO && c < t;
       c          = w->node[c].next) {
    if (c > h && w->node[c].base == ACTA_DEP_OBL &&
        w->node[c].kase != ACTA_NO && entity_of(w, c) != ACTA_NO &&
        (w->node[t].flags & HAS_TO) && rightmost(w, c) + 1 == w->node[t].mark &&
        acta_str_is(lemma_of(w, w->node[c].kase), "for")) {
      return c;
    }
  }
  return ACTA_NO;
}

// Object control: "asked Kim to leave"; else the subject of the verb above.
static uint32_t controller(const work *w, uint32_t h, uint32_t t,
                           bool by_object, uint32_t *up)
{
  const node    *n   = &w->node[h];
  const uint32_t who = asked_by_phrase(w, h, t);
  if (who != ACTA_NO) {
    return who;
  }
  if (by_object && !acta_str_is(lemma_of(w, h), "promise")) {
    const uint32_t o = n->obj != ACTA_NO ? n->obj : n->iobj;
    const uint32_t c = o != ACTA_NO ? o : addressee_of(w, h);
    if (c != ACTA_NO) {
      return c;
    }
  }
  *up = h;
  return ACTA_NO;
}

// "He left, then said so": what goes on with an adverb goes on about the same.
static bool goes_on(const work *w, uint32_t t, uint32_t h)
{
  return h < t && is_finite(w, h) && w->quote_of[h] == w->quote_of[t] &&
         token_at(w, t - 1)->upos == ACTA_ADV && parent_of(w, t - 1) == t;
}

// The subject of the clause above that a clause without one takes, or the word
// at which to look on in `*up`.
static uint32_t borrowed_subject(const work *w, uint32_t t, uint32_t *up)
{
  const uint32_t h = parent_of(w, t);
  *up              = ACTA_NO;
  if (h == ACTA_NO) {
    return ACTA_NO;
  }
  switch (token_at(w, t)->deprel) {
  case ACTA_DEP_CONJ: *up = h; return ACTA_NO;
  case ACTA_DEP_PARATAXIS: *up = goes_on(w, t, h) ? h : ACTA_NO; return ACTA_NO;
  case ACTA_DEP_ADVCL:
    return controller(w, h, t, is_asked_for(w, t, h) || is_reason(w, t, h), up);
  case ACTA_DEP_XCOMP: return controller(w, h, t, true, up);
  case ACTA_DEP_ACL_RELCL: return h;
  case ACTA_DEP_ACL:
    return w->node[t].flags & HAS_TO ? subject_by_noun(w, h) : h;
  case ACTA_DEP_AMOD: return h;
  default: return ACTA_NO;
  }
}

uint32_t subject_of(const work *w, uint32_t t)
{
  for (int i = 0; i < MAX_UP && t != ACTA_NO; ++i) {
    if (w->node[t].subj != ACTA_NO) {
      return antecedent(w, w->node[t].subj);
    }
    if (i && !is_verbal(w, t) && w->node[t].base != ACTA_DEP_ROOT) {
      return ACTA_NO;
    }
    uint32_t       up;
    const uint32_t s = borrowed_subject(w, t, &up);
    if (s != ACTA_NO) {
      return antecedent(w, s);
    }
    t = up;
  }
  return ACTA_NO;
}
