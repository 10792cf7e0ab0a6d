// SPDX-License-Identifier: MIT
// Subjects and clauses hung on the wrong verb: what a verb lacks stands near it
// and was given to another, "since fighting broke out", "denied it and Lund
// accused the board"; a clause goes on from the wrong verb, "tried to enter and
// fired"; or what tells of a noun was hung on the verb above, "17 of the drones
// launched overnight".
#include "event/mend.h"

enum { MAX_UP = 8 };

// "since fighting broke out": what broke out.
static void mend_gerund_subject(const work *w, const acta_sentence *s,
                                uint32_t t)
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
  const uint32_t mark = child_by(w, s, t, ACTA_DEP_MARK);
  if (mark != ACTA_NO) {
    token_at(w, mark)->head = t + 1;
  }
  tok->upos   = ACTA_NOUN;
  tok->xpos   = ACTA_XPOS_NN;
  tok->deprel = ACTA_DEP_NSUBJ;
}

static bool is_clause_mark(acta_str lemma)
{
  return acta_str_is(lemma, "after") || acta_str_is(lemma, "before") ||
         acta_str_is(lemma, "as") || acta_str_is(lemma, "since") ||
         acta_str_is(lemma, "until");
}

// "after a lorry overturned", "two men drowned": the noun right before a finite
// verb without a subject was taken for a phrase.
static void mend_subject(const work *w, const acta_sentence *s, uint32_t t)
{
  acta_token       *noun = token_at(w, t);
  const acta_token *verb = token_at(w, t + 1);
  if (noun->upos != ACTA_NOUN || noun->timex != ACTA_NO ||
      acta_dep_base(noun->deprel) != ACTA_DEP_OBL || noun->head != t + 1 ||
      verb->upos != ACTA_VERB || !acta_xpos_is_finite(verb->xpos) ||
      child_by(w, s, t + 1, ACTA_DEP_NSUBJ) != ACTA_NO) {
    return;
  }
  uint32_t mark = s->begin;
  while (mark < t && (token_at(w, mark)->head != t ||
                      token_at(w, mark)->deprel != ACTA_DEP_CASE)) {
    ++mark;
  }
  if (mark < t && !is_clause_mark(token_at(w, mark)->lemma)) {
    return;
  }
  noun->deprel = ACTA_DEP_NSUBJ;
  if (mark < t) {
    hang(w, mark, t + 1, ACTA_DEP_MARK);
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

static bool is_clause_said(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  return acta_dep_base(tok->deprel) == ACTA_DEP_CCOMP && tok->head > t &&
         tok->upos == ACTA_VERB && acta_xpos_is_finite(tok->xpos);
}

// "A ferry that was full sank, officials said": of two subjects of the saying
// the first is that of the verb without one in what is said.
static void mend_fronted(const work *w, const acta_sentence *s, uint32_t c)
{
  if (!is_clause_said(w, c) || child_by(w, s, c, ACTA_DEP_NSUBJ) != ACTA_NO) {
    return;
  }
  const uint32_t say   = token_at(w, c)->head;
  uint32_t       first = ACTA_NO, n = 0;
  for (uint32_t t = s->begin; t < s->end; ++t) {
    const acta_token *tok = token_at(w, t);
    if (tok->head == say && tok->deprel == ACTA_DEP_NSUBJ) {
      first = first == ACTA_NO && t < c ? t : first;
      n += t > c ? 1 : 0;
    }
  }
  if (first != ACTA_NO && n) {
    token_at(w, first)->head = c;
  }
}

static bool has_passive_aux(const work *w, const acta_sentence *s, uint32_t v)
{
  uint32_t t = s->begin;
  while (t < v && (token_at(w, t)->head != v ||
                   token_at(w, t)->deprel != ACTA_DEP_AUX_PASS)) {
    ++t;
  }
  return t < v;
}

// Is a past tense no part of what the verb before it began: after an
// infinitive or gerund, with an object after a passive?
static bool goes_on_apart(const work *w, const acta_sentence *s, uint32_t t,
                          uint32_t before)
{
  const uint8_t xpos = token_at(w, before)->xpos;
  return xpos == ACTA_XPOS_VB || xpos == ACTA_XPOS_VBG ||
         (xpos == ACTA_XPOS_VBN && has_passive_aux(w, s, before) &&
          child_by(w, s, t, ACTA_DEP_OBJ) != ACTA_NO);
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

// "was acquitted and deported": a past tense that shares the passive.
static void mend_shared_passive(const work *w, const acta_sentence *s,
                                uint32_t t)
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
  if (has_passive_aux(w, s, tok->head)) {
    tok->xpos = ACTA_XPOS_VBN;
  }
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
      noun->deprel == ACTA_DEP_NMOD && noun->timex == ACTA_NO &&
      may_hang(w, t, first - 1)) {
    hang(w, t, first - 1, ACTA_DEP_ACL);
  }
}

// "according to a study published on Monday": the noun was hung on the
// participle right behind it.
static void mend_before_participle(const work *w, const acta_sentence *s,
                                   uint32_t t)
{
  acta_token *noun = token_at(w, t), *verb = token_at(w, t + 1);
  if (noun->upos == ACTA_NOUN && acta_dep_base(noun->deprel) == ACTA_DEP_OBL &&
      noun->head == t + 1 && verb->xpos == ACTA_XPOS_VBN &&
      verb->head != t + 1 && verb->head < t &&
      child_by(w, s, t + 1, ACTA_DEP_AUX) == ACTA_NO &&
      child_by(w, s, t + 1, ACTA_DEP_NSUBJ) == ACTA_NO &&
      child_by(w, s, t, ACTA_DEP_CASE) != ACTA_NO) {
    hang(w, t, verb->head, noun->deprel);
    hang(w, t + 1, t, ACTA_DEP_ACL);
  }
}

void mend_clause(const work *w, const acta_sentence *s, uint32_t t)
{
  static void (*const rules[])(const work *, const acta_sentence *,
                               uint32_t) = {
    mend_gerund_subject, mend_subject,           mend_fronted,
    mend_participle,     mend_before_participle, mend_second_subject,
    mend_conjunct,       mend_shared_passive};
  for (size_t i = 0; i < sizeof rules / sizeof *rules; ++i) {
    rules[i](w, s, t);
  }
}
