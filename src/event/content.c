// SPDX-License-Identifier: MIT
// What is said: the words of a clause or phrase that fills a role, without
// those of the saying that stands after or within it.
#include "event/work.h"

// Asides and sentences are far shorter; keeps the work linear.
enum { MAX_ASIDE = 24, MAX_SAID = 128, MAX_ABOVE = 24 };

static bool is_mark(const work *w, uint32_t t)
{
  return token_at(w, t)->upos == ACTA_PUNCT;
}

// A mark that may part an aside from what is said.
static bool is_border(const work *w, uint32_t t)
{
  static const char *const marks[] = {",",
                                      "\"",
                                      "''",
                                      "\xE2\x80\x9D",
                                      "\xE2\x80\x9C",
                                      "\xE2\x80\x99",
                                      "--",
                                      "\xE2\x80\x94",
                                      "\xE2\x80\x93",
                                      "?",
                                      "!"};
  for (size_t i = 0; is_mark(w, t) && i < sizeof marks / sizeof *marks; ++i) {
    if (acta_str_is(token_at(w, t)->form, marks[i])) {
      return true;
    }
  }
  return false;
}

static bool is_quote_mark(const work *w, uint32_t t)
{
  return t < w->doc->n_tokens && is_mark(w, t) && is_border(w, t) &&
         !acta_str_is(token_at(w, t)->form, ",") &&
         !acta_str_is(token_at(w, t)->form, "?");
}

static bool is_tensed(const work *w, uint32_t t)
{
  return acta_xpos_is_finite(token_at(w, t)->xpos);
}

static bool has_tensed(const work *w, uint32_t begin, uint32_t end)
{
  for (uint32_t t = begin; t < end; ++t) {
    if (is_tensed(w, t)) {
      return true;
    }
  }
  return false;
}

static bool is_nominal(const work *w, uint32_t t)
{
  return acta_upos_is_nominal(token_at(w, t)->upos);
}

// May the words between the mark and the verb be a subject, with auxiliaries
// and "as"?
static bool may_stand_before(const work *w, uint32_t t, uint32_t first)
{
  const acta_token *tok = token_at(w, t);
  switch ((acta_upos)tok->upos) {
  case ACTA_VERB: // "two people briefed on it said"
    return t != first && tok->xpos == ACTA_XPOS_VBN && is_nominal(w, t - 1);
  case ACTA_PART:
  case ACTA_PUNCT: return tok->xpos == ACTA_XPOS_POS;
  case ACTA_SCONJ: return t == first && acta_str_is(lemma_of(w, t), "as");
  case ACTA_CCONJ: return t != first;
  case ACTA_ADJ:
  case ACTA_ADP:
  case ACTA_ADV:
  case ACTA_AUX:
  case ACTA_DET:
  case ACTA_INTJ:
  case ACTA_NOUN:
  case ACTA_NUM:
  case ACTA_PRON:
  case ACTA_PROPN:
  case ACTA_SYM:
  case ACTA_X:
  case ACTA_N_UPOS: break;
  }
  return !is_relative(w, t) && tok->xpos != ACTA_XPOS_WRB;
}

// Head word of the noun phrase that starts at `begin`: its last noun before
// anything that hangs from it; whose it is does not count.
static uint32_t head_from(const work *w, uint32_t begin, uint32_t end)
{
  uint32_t head = ACTA_NO;
  for (uint32_t t = begin; t < end; ++t) {
    const uint8_t xpos = token_at(w, t)->xpos;
    if (xpos == ACTA_XPOS_POS) {
      head = ACTA_NO; // "the firm's chairman"
    } else if (is_nominal(w, t) && xpos != ACTA_XPOS_PRP_POSS) {
      head = t;
    } else if (head != ACTA_NO) {
      break;
    }
  }
  const uint32_t m = head == ACTA_NO ? ACTA_NO : w->node[head].mention;
  return m == ACTA_NO || w->doc->mentions[m].head < begin
           ? head
           : w->doc->mentions[m].head;
}

// `"I will go," the candidate, Ana Ruiz, said`: the mark behind the quotation
// before `t`, if only a noun phrase stands between; else ACTA_NO.
static uint32_t quote_before(const work *w, uint32_t t, uint32_t begin,
                             aside *out)
{
  uint32_t at   = t;
  bool     open = false; // a verb whose relative pronoun is still to come
  while (at > begin && t - at < MAX_ASIDE && w->quote_of[at - 1] == ACTA_NO &&
         !is_quote_mark(w, at - 1)) {
    --at;
    open = (open || is_tensed(w, at)) && !is_relative(w, at);
  }
  if (open) {
    return ACTA_NO;
  }
  const uint8_t first = token_at(w, at)->upos;
  if (at == t || at < begin + 2 || !is_quote_mark(w, at - 1) ||
      is_relative(w, at) || w->quote_of[at - 2] == ACTA_NO ||
      w->quote_of[t] != ACTA_NO ||
      !(first == ACTA_DET || first == ACTA_PROPN || first == ACTA_NOUN ||
        first == ACTA_PRON)) {
    return ACTA_NO;
  }
  const uint32_t s = w->node[t].subj;
  out->subject     = s != ACTA_NO && s >= at && s < t ? s : head_from(w, at, t);
  return out->subject == ACTA_NO ? ACTA_NO : at - 1;
}

// "Egypt, which backs the army, praised Berg": does the verb have its subject
// before the clause that a comma ends, `at` behind it?
static bool has_own_subject(const work *w, uint32_t t, uint32_t at)
{
  const uint32_t s         = w->node[t].subj;
  bool           described = false;
  for (uint32_t c                    = s < at ? w->node[s].first : ACTA_NO;
       c != ACTA_NO && !described; c = w->node[c].next) {
    described = token_at(w, c)->deprel == ACTA_DEP_ACL_RELCL && c < at &&
                rightmost(w, c) + 2 >= at;
  }
  return described && acta_str_is(token_at(w, at - 1)->form, ",");
}

// Has the verb an object that is asked to do something?
static bool spoken_to(const work *w, uint32_t t)
{
  bool asked = false;
  for (uint32_t c = w->node[t].first; c != ACTA_NO && !asked;
       c          = w->node[c].next) {
    asked = c > t && (w->node[c].flags & HAS_TO) != 0;
  }
  return asked && ((w->node[t].obj != ACTA_NO && w->node[t].obj > t) ||
                   (w->node[t].iobj != ACTA_NO && w->node[t].iobj > t));
}

// Who said it, right behind the verb: what the tree has there, else the noun
// phrase, unless it is who was told.
static uint32_t subject_behind(const work *w, uint32_t t)
{
  const uint32_t s = w->node[t].subj;
  if (s != ACTA_NO && s > t && parent_of(w, s) == t) {
    return s;
  }
  const uint32_t x = nominal_beside(w, t, false);
  return x == ACTA_NO || acta_str_is(lemma_of(w, t), "tell") ||
             acta_feat_get(token_at(w, x)->feats, ACTA_FEAT_CASE) ==
               ACTA_CASE_ACC
           ? ACTA_NO
           : x;
}

// Token of the mark before the aside and the subject in `out`; ACTA_NO if
// there is no aside.
static uint32_t border_before(const work *w, uint32_t t, uint32_t begin,
                              aside *out)
{
  const uint32_t mark = quote_before(w, t, begin, out);
  uint32_t       at   = t;
  if (mark != ACTA_NO) {
    return mark;
  }
  while (at > begin && t - at < MAX_ASIDE && !is_border(w, at - 1)) {
    --at;
  }
  const uint32_t q = w->quote_of[t];
  if (at == begin || !is_border(w, at - 1) ||
      (q != ACTA_NO && w->quote[q].begin == at)) { // `he replied: "Ask Lund"`
    return ACTA_NO;
  }
  for (uint32_t i = at; i < t; ++i) {
    if (!may_stand_before(w, i, at)) {
      return ACTA_NO;
    }
  }
  const uint32_t s   = w->node[t].subj;
  out->subject       = head_from(w, at, t);
  const bool apposed = s != ACTA_NO && s < at && at == t &&
                       rightmost(w, s) + 2 >= t &&
                       !has_tensed(w, leftmost(w, s), t);
  if (s != ACTA_NO && s < t && (s >= at || apposed)) {
    at           = s >= at ? at : leftmost(w, s);
    out->subject = s; // ", Marta Silva, an economist, said"
  } else if (out->subject == ACTA_NO) {
    out->subject = spoken_to(w, t) || has_own_subject(w, t, at)
                     ? ACTA_NO                      // ", urged Lund to go"
                   : at == t ? subject_behind(w, t) // ", said Lund"
                             : nominal_beside(w, t, false);
  }
  return out->subject != ACTA_NO && at > begin && is_border(w, at - 1)
           ? at - 1
           : ACTA_NO;
}

// Does the tensed verb belong to the relative clause of a subject that follows:
// "said an aide who was there"?
static bool is_of_subject(const work *w, uint32_t t, uint32_t i,
                          uint32_t subject)
{
  return subject > t && i > subject && is_below(w, i, subject) &&
         w->node[i].subj != ACTA_NO && is_relative(w, w->node[i].subj);
}

// Where the aside ends: at a mark, or with the sentence.  ACTA_NO if a clause
// follows that is what is said.
static uint32_t border_after(const work *w, uint32_t t, uint32_t subject,
                             uint32_t end)
{
  for (uint32_t i = t + 1; i < end; ++i) {
    if ((is_tensed(w, i) && !is_of_subject(w, t, i, subject)) ||
        acta_str_is(token_at(w, i)->form, ":")) {
      return ACTA_NO;
    }
    if (is_border(w, i)) {
      return i;
    }
  }
  return end;
}

// `asked about it, she said, "No"`: the quotation is what is said.
static bool quotes_after(const work *w, uint32_t left, uint32_t right)
{
  return (is_quote_mark(w, right) || is_quote_mark(w, right + 1)) &&
         !is_quote_mark(w, left) && !(left && is_quote_mark(w, left - 1));
}

// Tokens without the marks around.
static void trim(const work *w, uint32_t *begin, uint32_t *end)
{
  while (*begin < *end && is_mark(w, *begin)) {
    ++*begin;
  }
  while (*end > *begin && is_mark(w, *end - 1)) {
    --*end;
  }
}

// A finite verb, as far as the tagger can tell, that has no other object than
// who is spoken to.
static bool may_say(const work *w, uint32_t t)
{
  const uint32_t people = 1u << ACTA_ENT_PERSON | 1u << ACTA_ENT_GROUP |
                          1u << ACTA_ENT_ORG | 1u << ACTA_ENT_GPE;
  const uint32_t obj  = w->node[t].obj;
  const uint8_t  xpos = token_at(w, t)->xpos;
  if (is_passive(w, t) ||
      (obj != ACTA_NO && obj > t && !(fill_kind(w, obj) & people))) {
    return false;
  }
  return is_finite(w, t) ||
         (xpos == ACTA_XPOS_VB && !(w->node[t].flags & HAS_TO));
}

static bool has_quote(const work *w, uint32_t begin, uint32_t end)
{
  while (begin < end && w->quote_of[begin] == ACTA_NO) {
    ++begin;
  }
  return begin < end;
}

bool find_aside(const work *w, uint32_t t, aside *out)
{
  const uint32_t s = token_at(w, t)->sentence;
  const uint32_t m = w->node[t].mark;
  memset(out, 0, sizeof *out);
  if (s >= w->doc->n_sentences || !may_say(w, t) ||
      (m != ACTA_NO && !acta_str_is(lemma_of(w, m), "as"))) {
    return false;
  }
  uint32_t begin      = w->doc->sentences[s].begin;
  uint32_t end        = w->doc->sentences[s].end;
  begin               = t - begin > MAX_SAID ? t - MAX_SAID : begin;
  end                 = end - t > MAX_SAID ? t + MAX_SAID : end;
  const uint32_t left = border_before(w, t, begin, out);
  const uint32_t right =
    left == ACTA_NO ? ACTA_NO : border_after(w, t, out->subject, end);
  if (right == ACTA_NO || quotes_after(w, left, right)) {
    return false;
  }
  out->begin      = begin;
  out->end        = left;
  out->rest_begin = right;
  out->rest_end   = end;
  trim(w, &out->begin, &out->end);
  trim(w, &out->rest_begin, &out->rest_end);
  const uint32_t r    = out->rest_begin;
  const bool     rest = r < out->rest_end && !is_relative(w, r) &&
                    (!left || w->quote_of[left - 1] == ACTA_NO ||
                     has_quote(w, r, out->rest_end)) &&
                    has_tensed(w, r, out->rest_end) &&
                    token_at(w, r)->upos != ACTA_CCONJ &&
                    token_at(w, r)->xpos != ACTA_XPOS_VBG;
  if (!rest) {
    out->rest_begin = out->rest_end = out->end;
  }
  return out->begin < out->end && (rest || has_tensed(w, out->begin, out->end));
}

uint32_t top_of(const work *w, uint32_t begin, uint32_t end)
{
  for (uint32_t t = begin; t < end; ++t) {
    const uint32_t h = parent_of(w, t);
    if ((h == ACTA_NO || h < begin || h >= end) && !is_mark(w, t)) {
      return t;
    }
  }
  return begin;
}

// What stands before or after ", according to Lund": the whole sentence if a
// comma parts it, else the clause around.
static uint32_t above_aside(const work *w, uint32_t noun)
{
  const uint32_t left  = leftmost(w, noun);
  const uint32_t begin = w->doc->sentences[token_at(w, noun)->sentence].begin;
  uint32_t       up    = parent_of(w, noun);
  const bool     apart = left == begin ||
                     acta_str_is(token_at(w, left)->form, ",") ||
                     acta_str_is(token_at(w, left - 1)->form, ",");
  if (up == ACTA_NO || !apart) {
    return up == ACTA_NO ? up : clause_of(w, up);
  }
  for (int i = 0; i < MAX_ABOVE && parent_of(w, up) != ACTA_NO; ++i) {
    up = parent_of(w, up);
  }
  return up;
}

// The clause above a saying is what it says: "as Lund said", "according to
// Lund".
uint32_t said_above(const work *w, uint32_t t)
{
  char           buf[64];
  const uint32_t h    = parent_of(w, t);
  const uint8_t  base = w->node[t].base;
  if (h != ACTA_NO && base == ACTA_DEP_CASE) {
    return above_aside(w, h);
  }
  const bool apart = acta_str_is(token_at(w, leftmost(w, t))->form, ";");
  return (base == ACTA_DEP_PARATAXIS && !apart) ||
             (base == ACTA_DEP_ADVCL && acta_str_is(marker_of(w, t, buf), "as"))
           ? h
           : ACTA_NO;
}

// The child of `t` before its child `c`.
static uint32_t child_before(const work *w, uint32_t t, uint32_t c)
{
  uint32_t before = ACTA_NO;
  for (uint32_t k = w->node[t].first; k != ACTA_NO && k < c;
       k          = w->node[k].next) {
    before = k;
  }
  return before;
}

// "wrote in a letter that he left": the clause that was hung on the noun.
uint32_t clause_on_noun(const work *w, uint32_t t)
{
  enum { MOST_NOUNS = 3 };
  uint32_t n = w->node[t].last;
  for (int i = 0; i < MOST_NOUNS && n != ACTA_NO && n > t; ++i) {
    n = token_at(w, n)->upos == ACTA_PUNCT ? child_before(w, t, n) : n;
    if (n == ACTA_NO || n <= t ||
        acta_grammar_lists("thought", lemma_of(w, n))) {
      return ACTA_NO;
    }
    const uint32_t c = w->node[n].last;
    if (c != ACTA_NO && w->node[c].base == ACTA_DEP_ACL) {
      const acta_token *that = token_at(w, leftmost(w, c));
      return that->upos == ACTA_SCONJ && acta_str_is(that->form, "that")
               ? c
               : ACTA_NO;
    }
    t = n;
    n = c;
  }
  return ACTA_NO;
}

// Words of the saying itself: the verb with what hangs from it, or "according
// to" with its noun phrase.
static void saying_span(const work *w, const event *e, uint32_t *begin,
                        uint32_t *end)
{
  const uint32_t h =
    w->node[e->token].base == ACTA_DEP_CASE ? parent_of(w, e->token) : e->token;
  *begin = leftmost(w, h);
  *end   = rightmost(w, h) + 1;
}

// Another clause behind a semicolon is no more said than what stands before it.
static uint32_t end_of_clause(const work *w, uint32_t head, uint32_t end)
{
  uint32_t t = head;
  while (t < end && (w->quote_of[t] != ACTA_NO ||
                     !acta_str_is(token_at(w, t)->form, ";"))) {
    ++t;
  }
  return has_tensed(w, t, end) ? t : end;
}

// `the line was "vital"`: a quotation within keeps both of its marks.
static void close_quotes(const work *w, uint32_t *begin, uint32_t *end)
{
  if (*begin == *end) {
    return;
  }
  const uint32_t first = w->quote_of[*begin], last = w->quote_of[*end - 1];
  if (last != ACTA_NO && w->quote[last].end == *end &&
      w->quote[last].begin > *begin && is_quote_mark(w, *end)) {
    ++*end;
  }
  if (first != ACTA_NO && w->quote[first].begin == *begin &&
      w->quote[first].end < *end && *begin && is_quote_mark(w, *begin - 1)) {
    --*begin;
  }
}

// "wants the board to resign", "expects prices to fall": what is wanted begins
// with who shall do it.
static uint32_t begin_with_doer(const work *w, const event *e, const filler *f)
{
  const uint32_t obj = w->node[e->token].obj;
  const bool     to  = w->node[f->token].base == ACTA_DEP_XCOMP &&
                  (w->node[f->token].flags & HAS_TO) &&
                  parent_of(w, f->token) == e->token;
  for (uint32_t k = 0; to && obj != ACTA_NO && k < e->n_fill; ++k) {
    if (e->fill[k].role == w->role.topic && e->fill[k].token == obj &&
        obj > e->token && obj < f->token) {
      return leftmost(w, obj);
    }
  }
  return leftmost(w, f->token);
}

static void set_content(const work *w, const event *e, filler *f)
{
  uint32_t begin, end;
  aside    a;
  if (e->frame->quotes && find_aside(w, e->token, &a) && f->token >= a.begin &&
      (f->token < a.end || f->token >= a.rest_begin)) {
    f->begin      = a.begin;
    f->end        = a.end;
    f->rest_begin = a.rest_begin;
    f->rest_end   = a.rest_end;
    return;
  }
  f->begin = begin_with_doer(w, e, f);
  f->end   = end_of_clause(w, f->token, rightmost(w, f->token) + 1);
  saying_span(w, e, &begin, &end);
  end = begin > f->begin && begin < f->end && end > f->end ? f->end : end;
  if (begin >= f->begin && end <= f->end) {
    f->rest_begin = end;
    f->rest_end   = f->end;
    f->end        = begin;
  } else if (begin <= f->begin && end < f->end && end > f->begin) {
    f->begin = end;
  }
  trim(w, &f->rest_begin, &f->rest_end);
  trim(w, &f->begin, &f->end);
  if (f->begin == f->end) {
    f->begin    = f->rest_begin;
    f->end      = f->rest_end;
    f->rest_end = f->rest_begin;
  }
  if (f->begin == f->end) {
    f->begin = f->token;
    f->end   = f->token + 1;
  }
  close_quotes(w, &f->begin, &f->end);
}

void find_contents(work *w)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event *e = &w->event[i];
    for (uint32_t k = 0; k < e->n_fill; ++k) {
      filler *f = &e->fill[k];
      if (!f->literal.n &&
          acta_role_at(w->o, f->role)->kind == ACTA_ROLE_EVENT) {
        set_content(w, e, f);
      }
    }
  }
}
