// SPDX-License-Identifier: MIT
// Phrases that parsers hang on the wrong verb beside words of saying, before
// the tree is read.
#include "event/work.h"

// Real sentences are shorter; keeps the work linear.
enum { LONGEST = 256 };

static acta_token *token_at(const work *w, uint32_t t)
{
  return &w->doc->tokens[t];
}

static void hang(const work *w, uint32_t t, uint32_t head, uint8_t deprel)
{
  token_at(w, t)->head   = head;
  token_at(w, t)->deprel = deprel;
}

static bool has_child_by(const work *w, const acta_sentence *s, uint32_t h,
                         uint8_t deprel)
{
  uint32_t t = s->begin;
  while (t < s->end && (token_at(w, t)->head != h || t == h ||
                        acta_dep_base(token_at(w, t)->deprel) != deprel)) {
    ++t;
  }
  return t < s->end;
}

// "according to a study published on Monday": the noun was hung on the
// participle right behind it.
static void mend_participle(const work *w, const acta_sentence *s)
{
  for (uint32_t t = s->begin; t + 1 < s->end; ++t) {
    acta_token *noun = token_at(w, t), *verb = token_at(w, t + 1);
    if (noun->upos == ACTA_NOUN &&
        acta_dep_base(noun->deprel) == ACTA_DEP_OBL && noun->head == t + 1 &&
        verb->xpos == ACTA_XPOS_VBN && verb->head != t + 1 && verb->head < t &&
        !has_child_by(w, s, t + 1, ACTA_DEP_AUX) &&
        !has_child_by(w, s, t + 1, ACTA_DEP_NSUBJ) &&
        has_child_by(w, s, t, ACTA_DEP_CASE)) {
      hang(w, t, verb->head, noun->deprel);
      hang(w, t + 1, t, ACTA_DEP_ACL);
    }
  }
}

static bool is_clause_mark(acta_str lemma)
{
  return acta_str_is(lemma, "after") || acta_str_is(lemma, "before") ||
         acta_str_is(lemma, "as") || acta_str_is(lemma, "since") ||
         acta_str_is(lemma, "until");
}

// "after a lorry overturned", "two men drowned": the noun right before a finite
// verb without a subject was taken for a phrase.
static void mend_subject(const work *w, const acta_sentence *s)
{
  for (uint32_t t = s->begin; t + 1 < s->end; ++t) {
    acta_token       *noun = token_at(w, t);
    const acta_token *verb = token_at(w, t + 1);
    if (noun->upos != ACTA_NOUN || noun->timex != ACTA_NO ||
        acta_dep_base(noun->deprel) != ACTA_DEP_OBL || noun->head != t + 1 ||
        verb->upos != ACTA_VERB || !acta_xpos_is_finite(verb->xpos) ||
        has_child_by(w, s, t + 1, ACTA_DEP_NSUBJ)) {
      continue;
    }
    uint32_t mark = s->begin;
    while (mark < t && (token_at(w, mark)->head != t ||
                        token_at(w, mark)->deprel != ACTA_DEP_CASE)) {
      ++mark;
    }
    if (mark < t && !is_clause_mark(token_at(w, mark)->lemma)) {
      continue;
    }
    noun->deprel = ACTA_DEP_NSUBJ;
    if (mark < t) {
      hang(w, mark, t + 1, ACTA_DEP_MARK);
    }
  }
}

// "call off the strike": the particle read as a word before a noun.
static void mend_particle(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  if (t > 0 && tok->deprel == ACTA_DEP_COMPOUND && tok->upos == ACTA_ADP &&
      token_at(w, t - 1)->upos == ACTA_VERB &&
      token_at(w, t - 1)->sentence == tok->sentence &&
      acta_grammar_lists("particle", tok->lemma)) {
    hang(w, t, t - 1, ACTA_DEP_COMPOUND_PRT);
  }
}

static bool is_clause_said(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  return acta_dep_base(tok->deprel) == ACTA_DEP_CCOMP && tok->head > t &&
         tok->upos == ACTA_VERB && acta_xpos_is_finite(tok->xpos);
}

// "A ferry that was full sank, officials said": of two subjects of the saying
// the first is that of the verb without one in what is said.
static void mend_fronted(const work *w, const acta_sentence *s)
{
  for (uint32_t c = s->begin; c < s->end; ++c) {
    if (!is_clause_said(w, c) || has_child_by(w, s, c, ACTA_DEP_NSUBJ)) {
      continue;
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
static void mend_day_of_saying(const work *w, const acta_timex *x)
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

void mend_phrases(work *w)
{
  const acta_document *d = w->doc;
  for (uint32_t i = 0; i < d->n_sentences; ++i) {
    const acta_sentence *s = &d->sentences[i];
    for (uint32_t t = s->begin; t < s->end; ++t) {
      mend_particle(w, t);
    }
    if (s->end - s->begin <= LONGEST) {
      mend_subject(w, s);
      mend_fronted(w, s);
      mend_participle(w, s);
    }
  }
  for (uint32_t i = 0; i < d->n_timexes; ++i) {
    mend_day_of_saying(w, &d->timexes[i]);
  }
}
