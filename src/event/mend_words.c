// SPDX-License-Identifier: MIT
// Words of a clause that parsers often hang wrongly, though it has its verb:
// "shot dead two men", "denied shelling towns", "since fighting broke out",
// "Blast kills 21".
#include "event/work.h"

enum { MAX_UP = 8 };

static acta_token *token_at(const work *w, uint32_t t)
{
  return &w->doc->tokens[t];
}

static void hang(const work *w, uint32_t t, uint32_t head, uint8_t deprel)
{
  token_at(w, t)->head   = head;
  token_at(w, t)->deprel = deprel;
}

// What hangs on `from` by `deprel` hangs on `to`.
static void move(const work *w, const acta_sentence *s, uint32_t from,
                 uint32_t to, uint8_t deprel)
{
  for (uint32_t t = s->begin; t < s->end; ++t) {
    if (token_at(w, t)->head == from && t != to &&
        token_at(w, t)->deprel == deprel) {
      token_at(w, t)->head = to;
    }
  }
}

static uint32_t child_by(const work *w, const acta_sentence *s, uint32_t h,
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
  if (tok->deprel != ACTA_DEP_AMOD || tok->head < t ||
      !acta_str_is(lemma_of(w, t), "dead") ||
      token_at(w, t - 1)->upos != ACTA_VERB ||
      !acta_str_is(lemma_of(w, t - 1), "shoot")) {
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
  if (tok->xpos != ACTA_XPOS_VBG || tok->deprel != ACTA_DEP_AMOD || noun < t ||
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

// "since fighting broke out": what broke out.
static void mend_subject(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token   *tok = token_at(w, t);
  const uint8_t dep = tok->deprel;
  if (tok->xpos != ACTA_XPOS_VBG || tok->head != t + 1 ||
      (dep != ACTA_DEP_ADVCL && dep != ACTA_DEP_CSUBJ) ||
      !acta_xpos_is_finite(token_at(w, t + 1)->xpos) ||
      child_by(w, s, t + 1, ACTA_DEP_NSUBJ) != ACTA_NO ||
      child_by(w, s, t, ACTA_DEP_OBJ) != ACTA_NO) {
    return;
  }
  move(w, s, t, t + 1, ACTA_DEP_MARK);
  tok->upos   = ACTA_NOUN;
  tok->xpos   = ACTA_XPOS_NN;
  tok->deprel = ACTA_DEP_NSUBJ;
}

static bool is_event_noun(const work *w, uint32_t t)
{
  size_t n = 0;
  (void)acta_frames_find(w->o, lemma_of(w, t), ACTA_NOUN, &n);
  return n && token_at(w, t)->upos == ACTA_NOUN;
}

// "17 of the drones launched overnight", "a list of firms to be barred": what
// stands right behind an inner noun tells of it, not of the verb.
static void mend_participle(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token *tok   = token_at(w, t);
  uint32_t    first = t;
  if (tok->xpos != ACTA_XPOS_VBN || tok->deprel != ACTA_DEP_ADVCL ||
      tok->head > t || child_by(w, s, t, ACTA_DEP_NSUBJ) != ACTA_NO) {
    return;
  }
  while (first > s->begin + 1 && token_at(w, first - 1)->head == t) {
    --first;
  }
  const bool to = token_at(w, first)->xpos == ACTA_XPOS_TO;
  if (!to && first > s->begin + 1 && is_event_noun(w, first - 2) &&
      acta_str_is(token_at(w, first - 1)->form, ",")) {
    --first; // "the election, held in May,"
  }
  const acta_token *noun = token_at(w, first - 1);
  if (first > s->begin && (first + 1 >= t || to) &&
      (noun->upos == ACTA_NOUN || noun->upos == ACTA_PROPN) &&
      noun->deprel == ACTA_DEP_NMOD && noun->timex == ACTA_NO) {
    hang(w, t, first - 1, ACTA_DEP_ACL);
  }
}

// Is a past tense no part of what the verb before it began: after an
// infinitive or gerund, with an object after a passive?
static bool goes_on_apart(const work *w, const acta_sentence *s, uint32_t t,
                          uint32_t before)
{
  const uint8_t xpos  = token_at(w, before)->xpos;
  bool          apart = xpos == ACTA_XPOS_VB || xpos == ACTA_XPOS_VBG;
  for (uint32_t c = s->begin; c < before && !apart; ++c) {
    apart = xpos == ACTA_XPOS_VBN && token_at(w, c)->head == before &&
            token_at(w, c)->deprel == ACTA_DEP_AUX_PASS &&
            child_by(w, s, t, ACTA_DEP_OBJ) != ACTA_NO;
  }
  return apart;
}

// "ruled out resigning and blamed the army", "tried to enter and fired": a
// finite verb goes on from a finite verb.
static void mend_conjunct(const work *w, const acta_sentence *s, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  uint32_t          up  = tok->head;
  if (tok->xpos != ACTA_XPOS_VBD || tok->deprel != ACTA_DEP_CONJ || up >= t ||
      up < s->begin || token_at(w, up)->upos != ACTA_VERB ||
      !goes_on_apart(w, s, t, up) ||
      child_by(w, s, t, ACTA_DEP_NSUBJ) != ACTA_NO ||
      child_by(w, s, t, ACTA_DEP_AUX) != ACTA_NO) {
    return;
  }
  for (int i = 0; i < MAX_UP && token_at(w, up)->xpos != ACTA_XPOS_VBD; ++i) {
    const uint32_t next = token_at(w, up)->head;
    if (next < s->begin || next >= t || next == up) {
      return;
    }
    up = next;
  }
  if (token_at(w, up)->xpos == ACTA_XPOS_VBD) {
    hang(w, t, up, ACTA_DEP_CONJ);
  }
}

// "denied it and Lund accused the board": who the second clause is about, taken
// for another object of the first.
static void mend_second_subject(const work *w, const acta_sentence *s,
                                uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  uint32_t          who = t - 1;
  if (tok->upos != ACTA_VERB || tok->xpos != ACTA_XPOS_VBD ||
      tok->deprel != ACTA_DEP_CONJ || tok->head >= t ||
      token_at(w, tok->head)->upos != ACTA_VERB ||
      child_by(w, s, t, ACTA_DEP_NSUBJ) != ACTA_NO) {
    return;
  }
  for (int i = 0; i < MAX_UP && token_at(w, who)->deprel != ACTA_DEP_CONJ;
       ++i) {
    const uint32_t up = token_at(w, who)->head;
    if (up < s->begin || up >= who || up <= tok->head) {
      return;
    }
    who = up;
  }
  const uint32_t first = token_at(w, who)->head;
  const uint32_t   and = child_by(w, s, who, ACTA_DEP_CC);
  if (token_at(w, who)->deprel != ACTA_DEP_CONJ || first <= tok->head ||
      and == ACTA_NO || token_at(w, first)->head != tok->head ||
      child_by(w, s, t, ACTA_DEP_CC) != ACTA_NO) {
    return;
  }
  hang(w, who, t, ACTA_DEP_NSUBJ);
  token_at(w, and)->head = t;
}

// "was acquitted and deported": a past tense that shares the passive.
static void mend_passive(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token       *tok  = token_at(w, t);
  const acta_token *head = token_at(w, tok->head);
  if (tok->xpos != ACTA_XPOS_VBD || tok->deprel != ACTA_DEP_CONJ ||
      tok->head >= t || tok->head < s->begin || head->xpos != ACTA_XPOS_VBN ||
      child_by(w, s, t, ACTA_DEP_NSUBJ) != ACTA_NO ||
      child_by(w, s, t, ACTA_DEP_OBJ) != ACTA_NO ||
      child_by(w, s, t, ACTA_DEP_CCOMP) != ACTA_NO || has_active_only(w, t)) {
    return;
  }
  const uint32_t aux = child_by(w, s, tok->head, ACTA_DEP_AUX);
  for (uint32_t c = s->begin; aux != ACTA_NO && c < tok->head; ++c) {
    if (token_at(w, c)->head == tok->head &&
        token_at(w, c)->deprel == ACTA_DEP_AUX_PASS) {
      tok->xpos = ACTA_XPOS_VBN;
    }
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

void mend_words(work *w)
{
  const acta_document *d = w->doc;
  for (uint32_t i = 0; i < d->n_sentences; ++i) {
    const acta_sentence *s = &d->sentences[i];
    for (uint32_t t = s->begin; t + 1 < s->end; ++t) {
      mend_subject(w, s, t);
      if (t > s->begin) {
        mend_following(w, t);
        mend_object(w, t);
        mend_dead(w, t);
        mend_gerund(w, s, t);
        mend_accusation(w, s, t);
        mend_participle(w, s, t);
        mend_second_subject(w, s, t);
        mend_conjunct(w, s, t);
        mend_passive(w, s, t);
        mend_span(w, s, t);
        mend_number(w, s, t);
      }
    }
  }
}
