// SPDX-License-Identifier: MIT
#include "language/speaker.h"

#include "language/ud.h"

static bool is_quote(const acta_token *t)
{
  return acta_str_is(t->form, "\"") || acta_str_is(t->form, "\u201d") ||
         acta_str_is(t->form, "''");
}

static bool is_comma(const acta_token *t)
{
  return acta_str_is(t->form, ",");
}

static bool is_clause(const acta_tree *t, uint32_t i)
{
  return t->tokens[i].upos == ACTA_VERB || acta_tree_has_subject(t, i);
}

// The head of what is said before token `i`, ACTA_NO if there is nothing: its
// clause, or that on which the verb hangs as if in passing.
static uint32_t said_before(const acta_tree *t, uint32_t i)
{
  const acta_token *verb = t->tokens + i;
  const uint32_t    over = verb->head - t->begin;
  uint32_t          said = ACTA_NO;
  for (uint32_t k = 0; k < i; ++k) {
    if (t->tokens[k].head == t->begin + i &&
        acta_dep_base(t->tokens[k].deprel) == ACTA_DEP_CCOMP) {
      said = k;
    }
  }
  if (said == ACTA_NO && over < i && verb->deprel == ACTA_DEP_PARATAXIS) {
    said = over;
  }
  return said != ACTA_NO && is_clause(t, said) ? said : ACTA_NO;
}

static bool begins_phrase(const acta_token *t)
{
  return t->upos == ACTA_NOUN || t->upos == ACTA_PROPN || t->upos == ACTA_DET ||
         t->upos == ACTA_ADJ || t->upos == ACTA_NUM ||
         (t->upos == ACTA_PRON && t->xpos != ACTA_XPOS_WP &&
          t->xpos != ACTA_XPOS_WDT);
}

// Where the phrase before token `i` begins, ACTA_NO if none does: behind a
// quotation mark, or else behind the last comma; behind the one but last if an
// apposition ends there, but not in ", said a guard".
static uint32_t phrase_begin(const acta_tree *t, uint32_t said, uint32_t i)
{
  const bool apposed = is_comma(t->tokens + i - 1);
  const bool inverted =
    apposed && i + 1 < t->n && begins_phrase(t->tokens + i + 1);
  uint32_t commas = apposed ? 2 : 1;
  uint32_t begin  = ACTA_NO;
  for (uint32_t k = apposed ? i - 1 : i; k > said + 1; --k) {
    if (is_quote(t->tokens + k - 1)) {
      return begins_phrase(t->tokens + k) ? k : begin;
    }
    if (is_comma(t->tokens + k - 1) && commas && --commas == 0 && !inverted) {
      begin = k;
    }
  }
  return begin;
}

// The noun of [begin, end) that hangs on no other inside.
static uint32_t phrase_head(const acta_tree *t, uint32_t begin, uint32_t end)
{
  for (uint32_t k = begin; k < end; ++k) {
    const uint32_t h = t->tokens[k].head - t->begin;
    if (acta_upos_is_nominal(t->tokens[k].upos) &&
        (h < begin || h >= end || !acta_upos_is_nominal(t->tokens[h].upos))) {
      return k;
    }
  }
  return ACTA_NO;
}

// The first subject of token `i` from `begin` on, ACTA_NO if none is before it.
static uint32_t subject_from(const acta_tree *t, uint32_t begin, uint32_t i)
{
  for (uint32_t k = begin; k < i; ++k) {
    if (t->tokens[k].head == t->begin + i &&
        t->tokens[k].deprel == ACTA_DEP_NSUBJ) {
      return k;
    }
  }
  return ACTA_NO;
}

// The predicate of the noun `first` before token `end` that hangs on it as what
// is told of it: the one that is finite; a participle if nothing is.
static uint32_t hidden_predicate(const acta_tree *t, uint32_t first,
                                 uint32_t end)
{
  uint32_t participle = ACTA_NO;
  bool     finite     = false;
  for (uint32_t k = first + 1; k < end; ++k) {
    const acta_token *tok  = t->tokens + k;
    const bool        told = tok->head == t->begin + first &&
                      tok->deprel == ACTA_DEP_ACL &&
                      !acta_tree_has_subject(t, k) &&
                      !acta_tree_has_child(t, k, ACTA_DEP_OBL_AGENT);
    if (told && acta_tree_is_finite(t, k)) {
      return k;
    }
    participle = told && participle == ACTA_NO && tok->xpos == ACTA_XPOS_VBN
                   ? k
                   : participle;
    finite     = finite || acta_xpos_is_finite(tok->xpos);
  }
  return finite ? ACTA_NO : participle;
}

// "A man drowned at home, police said": of two subjects the first is that of
// what is said.
static void split_subjects(const acta_tree *t, uint32_t i)
{
  const uint32_t first  = subject_from(t, 0, i);
  const uint32_t second = first == ACTA_NO ? i : subject_from(t, first + 1, i);
  const uint32_t verb =
    second < i ? hidden_predicate(t, first, second) : ACTA_NO;
  uint32_t comma = ACTA_NO;
  for (uint32_t k = verb; k < second && verb != ACTA_NO; ++k) {
    comma = is_comma(t->tokens + k) ? k : comma;
  }
  if (comma == ACTA_NO) {
    return;
  }
  for (uint32_t k = verb + 1; k < second; ++k) {
    if (t->tokens[k].head == t->begin + first) {
      t->tokens[k].head = t->begin + verb;
    }
  }
  t->tokens[verb].head   = t->begin + i;
  t->tokens[verb].deprel = ACTA_DEP_CCOMP;
  t->tokens[first].head  = t->begin + verb;
  if (!acta_tree_is_finite(t, verb)) {
    t->tokens[verb].xpos = ACTA_XPOS_VBD;
  }
}

void acta_speaker_settle(const acta_tree *t, uint32_t i)
{
  const acta_token *verb = t->tokens + i;
  if (!i || verb->upos != ACTA_VERB || !acta_xpos_is_finite(verb->xpos)) {
    return;
  }
  split_subjects(t, i);
  if (verb->deprel == ACTA_DEP_CONJ || acta_tree_has_subject(t, i)) {
    return;
  }
  const uint32_t said  = said_before(t, i);
  const uint32_t begin = said == ACTA_NO ? said : phrase_begin(t, said, i);
  if (begin == ACTA_NO || begin >= i || !begins_phrase(t->tokens + begin)) {
    return;
  }
  const uint32_t head = phrase_head(t, begin, i);
  if (head == ACTA_NO || acta_tree_is_below(t, i, head)) {
    return;
  }
  for (uint32_t k = begin; k < i; ++k) {
    const uint32_t h = t->tokens[k].head - t->begin;
    if (k != head && (h < begin || h >= i) && t->tokens[k].upos != ACTA_ADV &&
        !acta_tree_is_below(t, i, k)) {
      t->tokens[k].head = t->begin + head;
    }
  }
  t->tokens[head].head   = t->begin + i;
  t->tokens[head].deprel = ACTA_DEP_NSUBJ;
}

// The word "that" before a clause, ACTA_NO if none hangs on it.
static uint32_t that_before(const acta_tree *t, uint32_t i)
{
  uint32_t found = ACTA_NO;
  for (uint32_t k = 0; k < i && found == ACTA_NO; ++k) {
    const bool here = t->tokens[k].head == t->begin + i &&
                      (t->tokens[k].deprel == ACTA_DEP_MARK ||
                       t->tokens[k].deprel == ACTA_DEP_OBJ) &&
                      acta_str_is(t->tokens[k].form, "that");
    found = here ? k : found;
  }
  return found;
}

// Has a clause no place for the noun that it is said to tell of?
static bool is_complete(const acta_tree *t, uint32_t i)
{
  return acta_tree_has_child(t, i, ACTA_DEP_NSUBJ_PASS) ||
         (acta_tree_has_child(t, i, ACTA_DEP_COP) &&
          acta_tree_has_child(t, i, ACTA_DEP_NSUBJ));
}

// The verb of the clause that a noun stands in, behind it; ACTA_NO if there is
// none.
static uint32_t verb_above(const acta_tree *t, uint32_t noun)
{
  uint32_t k = noun;
  while (t->tokens[k].upos != ACTA_VERB ||
         acta_dep_base(t->tokens[k].deprel) == ACTA_DEP_ACL) {
    const uint32_t h = t->tokens[k].head - t->begin;
    if (h >= k) {
      return ACTA_NO;
    }
    k = h;
  }
  return k;
}

// Does a noun only tell when, where or to whom a verb without another object
// says something: "said at a hearing on Friday", "told a radio station"?
static bool is_beside_saying(const acta_tree *t, uint32_t noun, uint32_t verb,
                             bool relative)
{
  uint32_t k = noun;
  while (acta_dep_base(t->tokens[k].deprel) == ACTA_DEP_NMOD) {
    k = t->tokens[k].head - t->begin;
  }
  const unsigned base = acta_dep_base(t->tokens[k].deprel);
  return t->tokens[k].head == t->begin + verb &&
         (base == ACTA_DEP_IOBJ ||
          (base == ACTA_DEP_OBL && relative &&
           !acta_tree_has_child(t, verb, ACTA_DEP_OBJ) &&
           !acta_tree_has_child(t, verb, ACTA_DEP_AUX)));
}

// May a clause that hangs so on a noun be what is told? "told Lund that", "said
// on Friday that"; "said in a note that all was well" has no place for the
// note.
static bool may_be_told(const acta_tree *t, uint32_t i, uint32_t noun,
                        uint32_t verb, uint32_t that)
{
  const uint8_t upos   = t->tokens[noun].upos;
  const uint8_t deprel = t->tokens[i].deprel;
  const bool    mark   = t->tokens[that].deprel == ACTA_DEP_MARK;
  if (acta_tree_has_child(t, noun, ACTA_DEP_COP)) {
    return false;
  }
  if (upos == ACTA_PROPN || upos == ACTA_PRON) {
    return mark || is_complete(t, i);
  }
  if (upos != ACTA_NOUN) {
    return false;
  }
  return acta_dep_base(deprel) == ACTA_DEP_CCOMP
           ? mark
           : is_complete(t, i) &&
               is_beside_saying(t, noun, verb, deprel == ACTA_DEP_ACL_RELCL);
}

// "told reporters he would appeal": no word joins the clause to who is told.
static bool is_bare_told(const acta_tree *t, uint32_t i, uint32_t noun)
{
  if (t->tokens[i].deprel != ACTA_DEP_ACL_RELCL || noun >= i ||
      t->tokens[noun].deprel != ACTA_DEP_IOBJ) {
    return false;
  }
  for (uint32_t k = noun + 1; k < i; ++k) {
    const uint8_t xpos = t->tokens[k].xpos;
    if (xpos == ACTA_XPOS_WDT || xpos == ACTA_XPOS_WP ||
        xpos == ACTA_XPOS_WRB || acta_str_is(t->tokens[k].form, "that")) {
      return false;
    }
  }
  return acta_tree_has_child(t, i, ACTA_DEP_NSUBJ) &&
         (acta_tree_has_child(t, i, ACTA_DEP_OBJ) || is_complete(t, i));
}

static void hang_bare_clause(const acta_tree *t, uint32_t i)
{
  acta_token    *clause = t->tokens + i;
  const uint32_t noun   = clause->head - t->begin;
  if (is_bare_told(t, i, noun) &&
      !acta_tree_has_child(t, t->tokens[noun].head - t->begin,
                           ACTA_DEP_CCOMP)) {
    clause->head   = t->tokens[noun].head;
    clause->deprel = ACTA_DEP_CCOMP;
  }
}

// "warned that jobs could go and said it would vote": who warned said so.
static void hang_second_saying(const acta_tree *t, uint32_t i)
{
  acta_token       *verb   = t->tokens + i;
  const uint32_t    said   = verb->head - t->begin;
  const acta_token *clause = t->tokens + said;
  const uint32_t    over   = clause->head - t->begin;
  if (verb->deprel == ACTA_DEP_CONJ && verb->xpos == ACTA_XPOS_VBD &&
      said < i && over < said &&
      acta_dep_base(clause->deprel) == ACTA_DEP_CCOMP &&
      t->tokens[over].xpos == ACTA_XPOS_VBD && !acta_tree_has_subject(t, i) &&
      acta_tree_has_child(t, i, ACTA_DEP_CCOMP) &&
      !acta_tree_has_child(t, said, ACTA_DEP_CCOMP)) {
    verb->head = t->begin + over;
  }
}

void acta_speaker_hang_clause(const acta_tree *t, uint32_t i)
{
  acta_token    *clause = t->tokens + i;
  const uint32_t noun   = clause->head - t->begin;
  const unsigned base   = acta_dep_base(clause->deprel);
  hang_bare_clause(t, i);
  hang_second_saying(t, i);
  if (noun >= i || (base != ACTA_DEP_CCOMP && base != ACTA_DEP_ACL)) {
    return;
  }
  const uint32_t that = that_before(t, i);
  const uint32_t verb = that == ACTA_NO ? that : verb_above(t, noun);
  if (verb != ACTA_NO && !acta_tree_has_child(t, verb, ACTA_DEP_CCOMP) &&
      may_be_told(t, i, noun, verb, that)) {
    clause->head           = t->begin + verb;
    clause->deprel         = ACTA_DEP_CCOMP;
    t->tokens[that].deprel = ACTA_DEP_MARK;
  }
}
