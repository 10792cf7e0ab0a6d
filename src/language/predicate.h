// SPDX-License-Identifier: MIT
/// @file predicate.h  The predicate of a sentence of prose, a finite verb on
/// top of its tree.  Where the best tags and the best tree, found each for
/// itself, have none ("The bank" governs "filed for bankruptcy"), the network
/// looks for the best of both that has one.
#ifndef ACTA_LANGUAGE_PREDICATE_H
#define ACTA_LANGUAGE_PREDICATE_H

#include <acta/document.h>

#include <stdbool.h>

/// `n` tokens of a document with a tree of their own, the first of which is
/// token `begin` of the document.
typedef struct {
  acta_token *tokens;
  uint32_t    n, begin;
} acta_tree;

/// Does token `i` govern a subject or an expletive?
bool acta_tree_has_subject(const acta_tree *t, uint32_t i);

/// Does a token hang on token `i` by that relation or a subtype of it?
bool acta_tree_has_child(const acta_tree *t, uint32_t i, unsigned deprel);

/// Has token `i` the tag of a finite verb, or its auxiliary?
bool acta_tree_is_finite(const acta_tree *t, uint32_t i);

/// Is token `k` the same as token `i` or below it?  Then `i` cannot hang on it.
bool acta_tree_is_below(const acta_tree *t, uint32_t k, uint32_t i);

/// Do the tokens end as a sentence does, and is no finite verb their root, its
/// auxiliary or copula, or the like of a clause beside it or of what is said?
bool acta_predicate_lacks(const acta_tree *t, uint32_t root);

/// How much the best tree whose predicate is token `i` may be worse than the
/// best of all: as the logarithm of a likelihood, 0 if it cannot be one.
/// `finite`: it is a finite verb or the verb of an auxiliary that is.
int32_t acta_predicate_gain(const acta_tree *t, uint32_t i, bool finite);

/// Is token `i`, a participle by its tag, the past tense of a clause with a
/// subject: "as witnesses testified", "said that a bomb exploded"?
bool acta_predicate_is_past(const acta_tree *t, uint32_t i);

/// Read "due to" before token `i`, a base form, as what is to come and not as
/// the preposition: "was due to visit Oslo".
void acta_predicate_untie_due(const acta_tree *t, uint32_t i);

/// Token `i` of the tree is a finite verb now: have its subject called so, and
/// what modified it as a noun hang on the subject.
void acta_predicate_settle(const acta_tree *t, uint32_t i);

#endif
