// SPDX-License-Identifier: MIT
/// @file revise.h  A second look at a finished tree (Attardi and Ciaramita
/// 2007, "Tree revision learning"): every subtree may move to any place where
/// the tree stays projective, and a perceptron that sees the whole tree ranks
/// the places.  It sees what a left-to-right parser could not yet see: where a
/// bracket closes, what follows a comma, what else the governor has.
#ifndef ACTA_LANGUAGE_REVISE_H
#define ACTA_LANGUAGE_REVISE_H

#include "language/parser.h"

/// Room for the features of one place.
#define ACTA_REVISE_FEATURES 64
/// Places looked at on each side of a subtree.
#define ACTA_REVISE_REACH 8

/// A tree and what is read off it; arrays of the sentence's length.
typedef struct {
  const acta_parse_input *in;
  uint32_t               *heads;          ///< ACTA_NO: root
  uint32_t               *begin, *end;    ///< Extent of each subtree, end open
  uint32_t               *left, *right;   ///< Outermost children
  uint32_t               *mate;           ///< Other half of a pair of marks
  uint32_t               *commas, *verbs; ///< Count before each token
} acta_tree;

/// Read a projective tree; false if `arena` is exhausted.
bool acta_tree_init(acta_tree *t, const acta_parse_input *in, uint32_t *heads,
                    acta_arena *arena);
/// Governors that token `i` may have, nearest first on each side; the current
/// one is among them.  Returns how many, 0 for the root.
size_t acta_tree_places(const acta_tree *t, uint32_t i,
                        uint32_t out[2 * ACTA_REVISE_REACH + 1]);
/// Features of token `i` under the `k`-th of its places.
size_t acta_tree_features(const acta_tree *t, uint32_t i, uint32_t place,
                          size_t k, uint64_t keys[ACTA_REVISE_FEATURES]);

/// Move what belongs elsewhere; `heads` stays a tree with the same root.
acta_status acta_revise_run(const acta_pairs       *weights,
                            const acta_parse_input *in, uint32_t *heads,
                            acta_arena *arena, acta_error *err);

#endif
