// SPDX-License-Identifier: MIT
// Words that were read into the wrong phrase: one that is no part of the noun
// phrase it stands in front of, "shot dead two men", "denied shelling towns",
// "call off the strike", or a phrase that belongs to the verb and was hung on
// the phrase before it, "charged two men with fraud".
#include "event/mend.h"

// The word `t` is no longer the first of the phrase of `noun`.
static void take_out(const work *w, uint32_t t, uint32_t noun)
{
  const uint32_t m = token_at(w, noun)->mention;
  if (m < w->doc->n_mentions && w->doc->mentions[m].begin == t) {
    w->doc->mentions[m].begin = t + 1;
    cut_label(w, &w->doc->mentions[m]);
  }
}

// "shot dead two men": not two dead men.
static void mend_dead(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  if (tok->deprel != ACTA_DEP_AMOD || tok->head <= t ||
      !acta_str_is(lemma_of(w, t), "dead") ||
      token_at(w, t - 1)->upos != ACTA_VERB ||
      !acta_str_is(lemma_of(w, t - 1), "shoot") || !may_hang(w, t, t - 1)) {
    return;
  }
  take_out(w, t, tok->head);
  hang(w, t, t - 1, ACTA_DEP_XCOMP);
}

// "denied shelling towns", "accused of jailing critics": a gerund and its
// object read as a noun phrase.
static void mend_gerund(const work *w, const acta_sentence *s, uint32_t t)
{
  const acta_token *tok  = token_at(w, t);
  const uint32_t    noun = tok->head;
  if (tok->xpos != ACTA_XPOS_VBG || tok->deprel != ACTA_DEP_AMOD || noun <= t ||
      noun >= s->end) {
    return;
  }
  const uint32_t verb = token_at(w, noun)->head;
  const bool     of   = token_at(w, t - 1)->head == noun &&
                  acta_str_is(token_at(w, t - 1)->form, "of");
  if ((!of && token_at(w, noun)->xpos != ACTA_XPOS_NNS) || verb < s->begin ||
      verb != (of ? verb : t - 1) ||
      !acta_grammar_lists(of ? "gerund of" : "gerund", lemma_of(w, verb))) {
    return;
  }
  if (of) {
    hang(w, t - 1, t, ACTA_DEP_MARK);
  }
  hang(w, t, verb, of ? ACTA_DEP_ADVCL : ACTA_DEP_XCOMP);
  hang(w, noun, t, ACTA_DEP_OBJ);
  token_at(w, t)->upos = ACTA_VERB;
  take_out(w, t, noun);
}

// "accused the firm of hiding losses", "charged two men with fraud": the crime
// hung on who is said to have done it.
static void mend_accusation(const work *w, const acta_sentence *s, uint32_t t)
{
  const acta_token *tok    = token_at(w, t);
  const uint32_t    who    = tok->head;
  const bool        gerund = tok->deprel == ACTA_DEP_ACL;
  if (who < s->begin || who >= t || token_at(w, who)->deprel != ACTA_DEP_OBJ ||
      !(gerund ? tok->xpos == ACTA_XPOS_VBG : tok->deprel == ACTA_DEP_NMOD)) {
    return;
  }
  const uint32_t verb = token_at(w, who)->head;
  const uint32_t mark =
    child_by(w, s, t, gerund ? ACTA_DEP_MARK : ACTA_DEP_CASE);
  if (mark == ACTA_NO || mark != who + 1 || verb < s->begin || verb >= who) {
    return;
  }
  const char *kind = acta_str_is(token_at(w, mark)->form, "of") ? "gerund of"
                     : acta_str_is(token_at(w, mark)->form, "with") ? "with"
                                                                    : "";
  if (acta_grammar_lists(kind, lemma_of(w, verb))) {
    hang(w, t, verb, gerund ? ACTA_DEP_ADVCL : ACTA_DEP_OBL);
  }
}

// "resigned following weeks of protests": a preposition like "after".
static void mend_following(const work *w, uint32_t t)
{
  acta_token    *tok = token_at(w, t);
  const uint32_t h   = tok->head;
  if (!acta_str_is(tok->form, "following") || h <= t ||
      (tok->deprel != ACTA_DEP_CASE &&
       (tok->deprel != ACTA_DEP_AMOD || token_at(w, t - 1)->upos == ACTA_DET ||
        token_at(w, t - 1)->upos == ACTA_ADP ||
        token_at(w, h)->deprel != ACTA_DEP_OBJ))) {
    return;
  }
  tok->upos   = ACTA_ADP;
  tok->xpos   = ACTA_XPOS_IN;
  tok->lemma  = ACTA_STR("after");
  tok->deprel = ACTA_DEP_CASE;
}

// "gathered outside the gates": what has a preposition is no object.
static void mend_object(const work *w, uint32_t t)
{
  const uint32_t h = token_at(w, t)->head;
  if (token_at(w, t)->deprel == ACTA_DEP_CASE && h > t &&
      token_at(w, h)->deprel == ACTA_DEP_OBJ) {
    token_at(w, h)->deprel = ACTA_DEP_OBL;
  }
}

// "call off the strike": the particle read as a word before a noun.
static void mend_particle(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  if (tok->deprel == ACTA_DEP_COMPOUND && tok->upos == ACTA_ADP &&
      token_at(w, t - 1)->upos == ACTA_VERB &&
      acta_grammar_lists("particle", tok->lemma) && may_hang(w, t, t - 1)) {
    hang(w, t, t - 1, ACTA_DEP_COMPOUND_PRT);
  }
}

// "left for Cairo hours later": the span is no part of the phrase before it.
static void mend_span(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token    *tok  = token_at(w, t);
  const uint32_t noun = t - 1;
  uint32_t       head = tok->head;
  if (!acta_grammar_lists("unit", lemma_of(w, t)) ||
      !acta_grammar_lists("distance", token_at(w, t + 1)->form) ||
      token_at(w, noun)->head != t ||
      token_at(w, noun)->deprel != ACTA_DEP_COMPOUND) {
    return;
  }
  if (head == t + 1) {
    head = token_at(w, t + 1)->head;
  }
  if (head < s->begin || head >= t) {
    return;
  }
  for (uint32_t c = s->begin; c < noun; ++c) {
    if (token_at(w, c)->head == t) {
      token_at(w, c)->head = noun;
    }
  }
  const bool marked = child_by(w, s, noun, ACTA_DEP_CASE) != ACTA_NO;
  hang(w, noun, head, marked ? ACTA_DEP_OBL : tok->deprel);
  hang(w, t, head, ACTA_DEP_OBL_UNMARKED);
}

// "Blast kills 21 in Oslo": the bare number behind the verb.
static void mend_number(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token *tok = token_at(w, t);
  if (tok->upos == ACTA_NUM && tok->head == t - 1 &&
      tok->deprel == ACTA_DEP_FLAT && token_at(w, t - 1)->upos == ACTA_VERB &&
      child_by(w, s, t - 1, ACTA_DEP_OBJ) == ACTA_NO) {
    tok->deprel = ACTA_DEP_OBJ;
  }
}

static bool has_subject_between(const work *w, uint32_t from, uint32_t verb)
{
  uint32_t t = from + 1;
  while (t < verb &&
         (token_at(w, t)->head != verb ||
          acta_dep_base(token_at(w, t)->deprel) != ACTA_DEP_NSUBJ)) {
    ++t;
  }
  return t < verb;
}

// "The firm said Friday it would close two stores": the day is when it said so.
void mend_day_of_saying(const work *w, const acta_timex *x)
{
  const uint32_t n = w->doc->n_tokens, last = x->end - 1;
  if (!x->begin || x->end >= n || x->begin >= x->end ||
      token_at(w, last)->head > x->end + LONGEST) {
    return;
  }
  acta_token          *day = token_at(w, last);
  const uint32_t       say = x->begin - 1, h = day->head;
  const acta_token    *v   = token_at(w, say);
  const unsigned       dep = acta_dep_base(day->deprel);
  const acta_sentence *s   = &w->doc->sentences[v->sentence];
  if (v->upos == ACTA_VERB && h > last && h < s->end &&
      token_at(w, h)->head == say &&
      acta_dep_base(token_at(w, h)->deprel) == ACTA_DEP_CCOMP &&
      (dep == ACTA_DEP_OBL ||
       (dep == ACTA_DEP_NSUBJ && has_subject_between(w, last, h)))) {
    hang(w, last, say, ACTA_DEP_OBL);
  }
}

void mend_phrase(const work *w, const acta_sentence *s, uint32_t t)
{
  mend_following(w, t);
  mend_object(w, t);
  mend_dead(w, t);
  mend_gerund(w, s, t);
  mend_accusation(w, s, t);
  mend_particle(w, t);
  mend_span(w, s, t);
  mend_number(w, s, t);
}
