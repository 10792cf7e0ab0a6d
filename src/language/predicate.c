// SPDX-License-Identifier: MIT
#include "language/predicate.h"

#include "language/ud.h"

#include <string.h>

// A full stop, perhaps that of "p.m." or before a quotation mark; a line of two
// or three words is no sentence of prose.
static bool ends_as_sentence(const acta_tree *t)
{
  return t->n > 3 && (acta_str_ends(t->tokens[t->n - 1].form, ACTA_STR(".")) ||
                      (acta_str_is(t->tokens[t->n - 2].form, ".") &&
                       !acta_str_is(t->tokens[t->n - 1].form, ")")));
}

static bool is_child(const acta_tree *t, uint32_t k, uint32_t i)
{
  return k != i && t->tokens[k].head == t->begin + i;
}

bool acta_tree_has_subject(const acta_tree *t, uint32_t i)
{
  bool found = false;
  for (uint32_t k = 0; k < t->n && !found; ++k) {
    const unsigned base = acta_dep_base(t->tokens[k].deprel);
    found =
      is_child(t, k, i) && (base == ACTA_DEP_NSUBJ || base == ACTA_DEP_CSUBJ ||
                            base == ACTA_DEP_EXPL);
  }
  return found;
}

bool acta_tree_has_child(const acta_tree *t, uint32_t i, unsigned deprel)
{
  bool found = false;
  for (uint32_t k = 0; k < t->n && !found; ++k) {
    const unsigned its = t->tokens[k].deprel;
    found =
      is_child(t, k, i) && (its == deprel || acta_dep_base(its) == deprel);
  }
  return found;
}

bool acta_tree_is_finite(const acta_tree *t, uint32_t i)
{
  bool found = acta_xpos_is_finite(t->tokens[i].xpos);
  for (uint32_t k = 0; k < t->n && !found; ++k) {
    found = is_child(t, k, i) && acta_xpos_is_finite(t->tokens[k].xpos) &&
            acta_dep_base(t->tokens[k].deprel) == ACTA_DEP_AUX;
  }
  return found;
}

bool acta_tree_is_below(const acta_tree *t, uint32_t k, uint32_t i)
{
  while (k != i && t->tokens[k].head != t->begin + k) {
    k = t->tokens[k].head - t->begin;
  }
  return k == i;
}

static bool has_noun_before(const acta_tree *t, uint32_t i)
{
  bool found = false;
  for (uint32_t k = 0; k < i && !found; ++k) {
    found =
      acta_upos_is_nominal(t->tokens[k].upos) || t->tokens[k].upos == ACTA_NUM;
  }
  return found;
}

// "could be wryly named": an auxiliary with nothing but adverbs between.
static bool has_auxiliary_before(const acta_tree *t, uint32_t i)
{
  uint32_t k = i;
  while (k > 0 && (t->tokens[k - 1].upos == ACTA_ADV ||
                   t->tokens[k - 1].upos == ACTA_PART)) {
    --k;
  }
  return k > 0 && t->tokens[k - 1].upos == ACTA_AUX;
}

// "The bank filed for protection": a participle by its tag, with nothing that
// only a participle has.
static bool may_be_past(const acta_tree *t, uint32_t i)
{
  static const uint8_t other[] = {ACTA_DEP_OBL_AGENT, ACTA_DEP_COP,
                                  ACTA_DEP_AUX};
  bool                 may     = !has_auxiliary_before(t, i);
  for (size_t k = 0; k < sizeof other && may; ++k) {
    may = !acta_tree_has_child(t, i, other[k]);
  }
  return may;
}

// May a clause that hangs so on the root stand for the sentence?
static bool is_on_top(uint8_t deprel)
{
  const unsigned base = acta_dep_base(deprel);
  return base == ACTA_DEP_CONJ || base == ACTA_DEP_PARATAXIS ||
         base == ACTA_DEP_CCOMP || base == ACTA_DEP_DISCOURSE;
}

// "Let us go": a base form that is the root has no subject.
static bool is_imperative(const acta_tree *t, uint32_t i)
{
  return t->tokens[i].xpos == ACTA_XPOS_VB && !acta_tree_has_subject(t, i) &&
         !acta_tree_has_child(t, i, ACTA_DEP_MARK);
}

bool acta_predicate_lacks(const acta_tree *t, uint32_t root)
{
  bool lacks = ends_as_sentence(t) && !is_imperative(t, root - t->begin);
  for (uint32_t i = 0; i < t->n && lacks; ++i) {
    const acta_token *tok   = t->tokens + i;
    const unsigned    base  = acta_dep_base(tok->deprel);
    const bool        helps = base == ACTA_DEP_AUX || base == ACTA_DEP_COP;
    const uint32_t    top   = helps ? tok->head : t->begin + i;
    const acta_token *head  = t->tokens + (top - t->begin);
    const bool        on_top =
      top == root || (head->head == root && is_on_top(head->deprel));
    lacks = !on_top || !acta_xpos_is_finite(tok->xpos);
  }
  return lacks;
}

// "who was held", "as it fell": a word before it makes it another's clause;
// "the food they eat": so does a subject in what is told of a noun.
static bool is_subordinate(const acta_tree *t, uint32_t i)
{
  bool found = acta_dep_base(t->tokens[i].deprel) == ACTA_DEP_ACL &&
               acta_tree_has_subject(t, i);
  for (uint32_t k = 0; k < i && !found; ++k) {
    const acta_token *tok = t->tokens + k;
    found                 = is_child(t, k, i) &&
            (tok->deprel == ACTA_DEP_MARK || tok->xpos == ACTA_XPOS_WDT ||
             tok->xpos == ACTA_XPOS_WP || tok->xpos == ACTA_XPOS_WRB);
  }
  return found;
}

int32_t acta_predicate_gain(const acta_tree *t, uint32_t i, bool finite)
{
  const acta_token *tok = t->tokens + i;
  if (tok->upos != ACTA_VERB && tok->upos != ACTA_NOUN &&
      tok->upos != ACTA_ADJ) {
    return 0;
  }
  if (is_subordinate(t, i)) {
    return 0;
  }
  if (finite) {
    return 10;
  }
  switch (tok->xpos) {
  case ACTA_XPOS_VBN: // something before it may be its subject
    return has_noun_before(t, i) && may_be_past(t, i) ? 13 : 0;
  case ACTA_XPOS_VBG: return 0;
  case ACTA_XPOS_VB: // an imperative if it has no subject
    return acta_tree_has_subject(t, i) ? 7 : 0;
  default: return 5;
  }
}

// "As he fell", "when they met"; not "with two hurt".
static bool opens_finite(const acta_token *tok)
{
  return tok->xpos == ACTA_XPOS_WRB ||
         (tok->deprel == ACTA_DEP_MARK && !acta_str_is(tok->form, "with") &&
          !acta_str_is(tok->form, "With"));
}

bool acta_predicate_is_past(const acta_tree *t, uint32_t i)
{
  const acta_token *tok   = t->tokens + i;
  bool              opens = acta_dep_base(tok->deprel) == ACTA_DEP_CCOMP;
  if (tok->xpos != ACTA_XPOS_VBN || !acta_tree_has_subject(t, i) ||
      !may_be_past(t, i)) {
    return false;
  }
  for (uint32_t k = 0; k < i && !opens; ++k) {
    opens = is_child(t, k, i) && opens_finite(t->tokens + k);
  }
  return opens;
}

// The last noun or pronoun without a preposition that hangs on token `i` before
// it, else `i`.  "That evening" counts only if nothing lies between.
static uint32_t noun_before(const acta_tree *t, uint32_t i)
{
  for (uint32_t k = i; k > 0; --k) {
    const acta_token *tok = t->tokens + k - 1;
    if (is_child(t, k - 1, i) && acta_upos_is_nominal(tok->upos) &&
        (tok->deprel != ACTA_DEP_OBL_UNMARKED || k == i) &&
        !acta_tree_has_child(t, k - 1, ACTA_DEP_CASE)) {
      return k - 1;
    }
  }
  return i;
}

static bool modifies_noun(uint8_t deprel)
{
  static const uint8_t modifiers[] = {ACTA_DEP_DET, ACTA_DEP_AMOD,
                                      ACTA_DEP_FLAT, ACTA_DEP_COMPOUND,
                                      ACTA_DEP_NUMMOD};
  return deprel == ACTA_DEP_NMOD_POSS ||
         memchr(modifiers, deprel, sizeof modifiers);
}

static void call_subject(const acta_tree *t, uint32_t i)
{
  const uint32_t subject = noun_before(t, i);
  for (uint32_t k = 0; k < subject && subject < i; ++k) {
    if (is_child(t, k, i) && modifies_noun(t->tokens[k].deprel)) {
      t->tokens[k].head = t->begin + subject;
    }
  }
  if (subject < i) {
    t->tokens[subject].deprel = ACTA_DEP_NSUBJ;
  }
}

void acta_predicate_settle(const acta_tree *t, uint32_t i)
{
  if (!acta_tree_has_subject(t, i)) {
    call_subject(t, i);
  }
  for (uint32_t k = 0; k < t->n; ++k) {
    uint8_t *deprel = &t->tokens[k].deprel;
    if (is_child(t, k, i) && *deprel == ACTA_DEP_NSUBJ_PASS) {
      *deprel = ACTA_DEP_NSUBJ;
    } else if (is_child(t, k, i) && k > i && *deprel == ACTA_DEP_NMOD) {
      *deprel = ACTA_DEP_OBL;
    }
  }
}

void acta_predicate_untie_due(const acta_tree *t, uint32_t i)
{
  const acta_token *base = t->tokens + i;
  if (i < 2 || base->xpos != ACTA_XPOS_VB ||
      !acta_str_is(base[-1].form, "to") || !acta_str_is(base[-2].form, "due") ||
      base[-1].deprel != ACTA_DEP_FIXED) {
    return;
  }
  const uint32_t v    = base->upos == ACTA_AUX ? base->head - t->begin : i;
  acta_token    *verb = t->tokens + v, *due = t->tokens + i - 2;
  const bool     marks = due->head == t->begin + v; // or the like
  if (acta_tree_is_below(t, v, i - 1) || acta_tree_is_below(t, i - 2, i - 1) ||
      v == i - 2 || (!marks && acta_tree_is_below(t, i - 2, v))) {
    return; // of the words between them the one would govern the other
  }
  if (marks) {
    due->head   = verb->head == t->begin + v ? t->begin + i - 2 : verb->head;
    due->deprel = verb->deprel;
    for (uint32_t k = 0; k < i - 2; ++k) {
      t->tokens[k].head =
        is_child(t, k, v) ? t->begin + i - 2 : t->tokens[k].head;
    }
  }
  verb->head    = t->begin + i - 2;
  verb->deprel  = ACTA_DEP_XCOMP;
  due[1].head   = t->begin + v;
  due[1].deprel = ACTA_DEP_MARK;
  due[1].upos   = ACTA_PART;
  due[1].xpos   = ACTA_XPOS_TO;
}
