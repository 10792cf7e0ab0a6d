// SPDX-License-Identifier: MIT
// What the form of a clause says of its stance: infinitives, orders, questions,
// habits, facts told in the past.
#include "event/work.h"

// "the first leader to visit": it did happen.
static bool is_ranked(const work *w, uint32_t noun)
{
  for (uint32_t c = w->node[noun].first; c != ACTA_NO; c = w->node[c].next) {
    if (is_lemma(w, c, "only") || is_lemma(w, c, "last") ||
        acta_feat_get(token_at(w, c)->feats, ACTA_FEAT_NUMTYPE) ==
          ACTA_NUMTYPE_ORD) {
      return true;
    }
  }
  return false;
}

acta_block_kind kind_of_block(const work *w, uint32_t t)
{
  const uint32_t s = token_at(w, t)->sentence;
  const uint32_t b =
    s < w->doc->n_sentences ? w->doc->sentences[s].block : ACTA_NO;
  return b < w->doc->n_blocks ? w->doc->blocks[b].kind : ACTA_BLOCK_BODY;
}

bool is_question(const work *w, uint32_t t)
{
  const uint32_t s = token_at(w, t)->sentence;
  if (s >= w->doc->n_sentences) {
    return false;
  }
  const acta_sentence *sent = &w->doc->sentences[s];
  for (uint32_t i = sent->end; i > sent->begin && i + 3 > sent->end; --i) {
    if (acta_str_is(token_at(w, i - 1)->form, "?")) {
      return true;
    }
  }
  return false;
}

// "Airlines usually raise", "Dogs bite men": nobody in particular, at no time.
static bool is_habit(const work *w, uint32_t t)
{
  const uint8_t  xpos = token_at(w, t)->xpos;
  const uint32_t s    = w->node[t].subj;
  if ((xpos != ACTA_XPOS_VBP && xpos != ACTA_XPOS_VBZ) ||
      (w->node[t].flags & (HAS_AUX | HAS_AUX_PASS)) || s == ACTA_NO ||
      kind_of_block(w, t) != ACTA_BLOCK_BODY) {
    return false;
  }
  const uint32_t e = entity_of(w, s);
  return token_at(w, s)->xpos == ACTA_XPOS_NNS && w->node[s].det == ACTA_NO &&
         w->node[s].first == ACTA_NO &&
         (e == ACTA_NO || !w->doc->entities[e].named);
}

static bool is_order(const work *w, uint32_t t)
{
  const node    *n = &w->node[t];
  const uint32_t s = token_at(w, t)->sentence;
  return token_at(w, t)->xpos == ACTA_XPOS_VB && n->subj == ACTA_NO &&
         !(n->flags & (HAS_TO | HAS_AUX | HAS_AUX_PASS | HAS_COP)) &&
         n->base == ACTA_DEP_ROOT && kind_of_block(w, t) == ACTA_BLOCK_BODY &&
         s < w->doc->n_sentences;
}

// "Lopez to visit Oslo": what the parser made the topic of a headline is who
// will do it.
static bool heads_headline(const work *w, uint32_t t)
{
  return w->node[t].base == ACTA_DEP_ROOT &&
         kind_of_block(w, t) != ACTA_BLOCK_BODY &&
         (token_at(w, t)->upos == ACTA_PROPN || entity_of(w, t) != ACTA_NO);
}

// "He is to be charged", "the day on which they were to meet".
static bool is_to_be(const work *w, uint32_t t)
{
  const uint32_t to    = w->node[t].mark;
  bool           found = false;
  for (uint32_t c = w->node[t].first; c != ACTA_NO && c < to && !found;
       c          = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    found =
      (base == ACTA_DEP_AUX || base == ACTA_DEP_COP) && is_lemma(w, c, "be");
  }
  return found;
}

// An infinitive that no cue governs has not happened by itself.
static acta_stance bare_infinitive(const work *w, uint32_t t)
{
  const uint32_t h = parent_of(w, t);
  if (is_to_be(w, t)) {
    return ACTA_PLANNED;
  }
  switch (w->node[t].base) {
  case ACTA_DEP_ROOT: // "Putin to meet Kim"
  case ACTA_DEP_ADVCL: return ACTA_PLANNED;
  case ACTA_DEP_XCOMP:
    return h != ACTA_NO && is_lemma(w, h, "be") ? ACTA_PLANNED
                                                : ACTA_HYPOTHETICAL;
  case ACTA_DEP_ACL:
    if (h != ACTA_NO && heads_headline(w, h)) {
      return ACTA_PLANNED;
    }
    return h != ACTA_NO && is_ranked(w, h) ? ACTA_ACTUAL : ACTA_HYPOTHETICAL;
  case ACTA_DEP_CCOMP:
  case ACTA_DEP_CSUBJ: return ACTA_HYPOTHETICAL;
  default: return ACTA_ACTUAL;
  }
}

acta_stance stance_by_form(const work *w, uint32_t t, bool governed)
{
  if ((w->node[t].flags & HAS_TO) && !governed) {
    return bare_infinitive(w, t);
  }
  if (is_order(w, t)) {
    return ACTA_HYPOTHETICAL;
  }
  return is_habit(w, t) && !is_saying(w, t) ? ACTA_GENERIC : ACTA_ACTUAL;
}

bool is_told_fact(const work *w, uint32_t t)
{
  static const char *const marks[] = {"as",     "when",  "while",  "after",
                                      "before", "since", "because"};
  const uint32_t           m       = w->node[t].mark;
  if (m != ACTA_NO && is_lemma(w, m, "with") && w->node[t].subj != ACTA_NO) {
    return true; // "with Kim declaring"
  }
  bool told = token_at(w, t)->xpos == ACTA_XPOS_VBD;
  for (uint32_t c = w->node[t].first; c != ACTA_NO && !told;
       c          = w->node[c].next) {
    told =
      w->node[c].base == ACTA_DEP_AUX && token_at(w, c)->xpos == ACTA_XPOS_VBD;
  }
  for (size_t i = 0; told && m != ACTA_NO && i < sizeof marks / sizeof *marks;
       ++i) {
    if (is_lemma(w, m, marks[i])) {
      return true;
    }
  }
  return false;
}
