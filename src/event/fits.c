// SPDX-License-Identifier: MIT
// Can a word fill that argument of a frame, by its kind or by being listed?
#include "event/work.h"

bool lemma_in(const work *w, uint32_t t, const acta_str *list, uint32_t n)
{
  const acta_str l = lemma_of(w, t);
  for (uint32_t i = 0; i < n; ++i) {
    if (same_lemma(l, list[i])) {
      return true;
    }
  }
  return false;
}

static int fits_time(const work *w, const acta_frame_arg *fa, uint32_t kind)
{
  return (kind & FILL_TIME) || (fa->role != w->role.time && kind) ? FIT_STRONG
                                                                  : FIT_NO;
}

// May a word of which nothing is known be somebody?  Subjects and the like of
// verbs that people do are; the noun in "kind of", "end of" is not, nor is an
// event.
static bool may_act(const work *w, uint32_t t)
{
  const uint8_t base = w->node[t].base;
  return (w->node[t].event == ACTA_NO || is_saying_noun(w, t)) &&
         (token_at(w, t)->upos == ACTA_PROPN || base == ACTA_DEP_NSUBJ ||
          base == ACTA_DEP_OBJ || base == ACTA_DEP_IOBJ ||
          base == ACTA_DEP_OBL || base == ACTA_DEP_CONJ);
}

// "part of the stronghold", "12 kg of medicine": what there is some of.
static uint32_t part_of(const work *w, uint32_t t)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_NMOD && w->node[c].kase != ACTA_NO &&
        acta_str_is(lemma_of(w, w->node[c].kase), "of")) {
      return entity_of(w, t) == ACTA_NO ? c : t;
    }
  }
  return t;
}

// A city before an event noun says where rather than who: "Oslo summit".
static bool names_place(const work *w, const acta_role *role, uint32_t t)
{
  acta_entry     x;
  const uint32_t e = entity_of(w, t);
  if (role->kind != ACTA_ROLE_ACTOR || e == ACTA_NO ||
      w->node[t].base != ACTA_DEP_COMPOUND ||
      w->doc->entities[e].type != ACTA_ENT_GPE ||
      w->doc->entities[e].record == ACTA_NO) {
    return false;
  }
  acta_entry_at(w->o, w->doc->entities[e].record, &x);
  return acta_str_is(x.kind, "city");
}

// "Saudi-led", "Iran-backed": who acts, not where.
static bool names_doer(const work *w, uint32_t t)
{
  const uint32_t h    = parent_of(w, t);
  const uint8_t  base = w->node[t].base;
  return (base == ACTA_DEP_COMPOUND || base == ACTA_DEP_AMOD) && h != ACTA_NO &&
         h > t && token_at(w, h)->upos == ACTA_VERB;
}

// "for the first time": how often, which fills no role.
static bool is_occasion(const work *w, uint32_t t)
{
  return acta_str_is(lemma_of(w, t), "time") && w->node[t].kase != ACTA_NO &&
         acta_str_is(lemma_of(w, w->node[t].kase), "for");
}

// "died in an Oslo jail": where, not of what.
static bool is_place_phrase(const work *w, uint32_t t, uint32_t kind)
{
  const uint32_t places = 1u << ACTA_ENT_PLACE | 1u << ACTA_ENT_GPE;
  return kind && !(kind & ~places) && w->node[t].kase != ACTA_NO;
}

// "drowned in his kitchen", "died in poverty": only what happens is a cause.
static bool is_surroundings(const work *w, uint32_t t)
{
  size_t         n = 0;
  const uint32_t c = w->node[t].kase;
  if (c == ACTA_NO || !acta_str_is(lemma_of(w, c), "in")) {
    return false;
  }
  (void)acta_frames_find(w->o, lemma_of(w, t), ACTA_NOUN, &n);
  return n == 0 && !acta_grammar_lists("mishap", lemma_of(w, t));
}

// "a statement sent to reporters", "which was short": of the text, not what it
// says.
static bool is_described(const work *w, uint32_t t)
{
  const uint32_t s = w->node[t].subj;
  if (w->node[t].base != ACTA_DEP_ACL || w->node[t].mark != ACTA_NO) {
    return false;
  }
  if (token_at(w, t)->deprel != ACTA_DEP_ACL_RELCL) {
    return token_at(w, t)->xpos == ACTA_XPOS_VBN && s == ACTA_NO;
  }
  // "demands that Oslo grant more" is read so, too
  return s == ACTA_NO || is_relative(w, s) ||
         !acta_str_is(token_at(w, leftmost(w, t))->form, "that");
}

// "sentenced to six years"
static bool is_duration(const work *w, uint32_t t)
{
  const uint32_t x = token_at(w, t)->timex;
  return x < w->doc->n_timexes &&
         w->doc->timexes[x].type == ACTA_TIMEX_DURATION;
}

// Is it of a kind that the role never has, whatever its range?
static bool is_unfit(const work *w, const acta_role *role, uint32_t id,
                     uint32_t t)
{
  const uint32_t kind = fill_kind(w, t);
  if ((kind & FILL_TIME) || is_occasion(w, t)) {
    return true;
  }
  return role->kind == ACTA_ROLE_PLACE
           ? is_demonym(w, t) || names_doer(w, t)
           : id == w->role.cause &&
               (is_place_phrase(w, t, kind) || is_surroundings(w, t));
}

// "Hurricane Ida", "the ferry Star": the word that says what has the name.
static uint32_t named_kind(const work *w, uint32_t t)
{
  const bool person = is_named_person(w, entity_of(w, t));
  for (uint32_t c = w->node[t].first;
       token_at(w, t)->upos == ACTA_PROPN && !person && c != ACTA_NO && c < t;
       c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_COMPOUND && c + 1 == t) {
      return c;
    }
  }
  return t;
}

// Is it one of the words that the role lists, or some of it, or called so?
static bool lists_word(const work *w, const acta_frame_arg *fa, uint32_t t)
{
  return fa->n_lemmas &&
         (lemma_in(w, t, fa->lemmas, fa->n_lemmas) ||
          lemma_in(w, part_of(w, t), fa->lemmas, fa->n_lemmas) ||
          lemma_in(w, named_kind(w, t), fa->lemmas, fa->n_lemmas));
}

int fits(const work *w, const acta_frame_arg *fa, uint32_t t)
{
  const acta_role *role = acta_role_at(w->o, fa->role);
  const uint32_t   kind = fill_kind(w, t);
  if (role->kind == ACTA_ROLE_TIME) {
    return fits_time(w, fa, kind);
  }
  if (role->kind == ACTA_ROLE_EVENT) {
    return kind && !(kind & FILL_TIME) && !is_described(w, t) ? FIT_STRONG
                                                              : FIT_NO;
  }
  if (fa->role == w->role.result && is_duration(w, t)) {
    return FIT_STRONG;
  }
  if (is_unfit(w, role, fa->role, t)) {
    return FIT_NO;
  }
  if (lists_word(w, fa, t)) {
    return FIT_WORD;
  }
  if (fa->range == UINT32_MAX) {
    return kind & ~(uint32_t)FILL_CLAUSE ? FIT_STRONG : FIT_NO;
  }
  if (kind & fa->range) {
    return is_open_pronoun(w, t) || names_place(w, role, t) ? FIT_WEAK
                                                            : FIT_STRONG;
  }
  if (kind == 1u << ACTA_ENT_PLACE && role->kind == ACTA_ROLE_ACTOR &&
      (fa->range & 1u << ACTA_ENT_ORG) && may_act(w, t)) {
    return FIT_WEAK; // "the White House said"
  }
  const uint32_t people = 1u << ACTA_ENT_PERSON | 1u << ACTA_ENT_GROUP;
  const bool     any    = fa->range == role->range && !fa->n_lemmas;
  const bool     name   = token_at(w, t)->upos == ACTA_PROPN;
  return ((kind == 1u << ACTA_ENT_NONE && (any || name)) ||
          (kind == 1u << ACTA_ENT_THING && name)) &&
             role->kind == ACTA_ROLE_ACTOR && (fa->range & people) &&
             may_act(w, t)
           ? FIT_WEAK
           : FIT_NO;
}
