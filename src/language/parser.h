// SPDX-License-Identifier: MIT
/// @file parser.h  Dependency trees: the arc-hybrid transition system (Kuhlmann
/// et al. 2011) driven greedily by a perceptron that was trained with a dynamic
/// oracle and exploration (Goldberg and Nivre 2013), features after Zhang and
/// Nivre 2011; then a second perceptron names the relations, looking at the
/// whole tree.
#ifndef ACTA_LANGUAGE_PARSER_H
#define ACTA_LANGUAGE_PARSER_H

#include "base/buf.h"
#include "language/weights.h"
#include "language/word.h"

/// Combinations of the parts of speech of dependent and governor and the
/// direction: which relations are possible between them.
#define ACTA_N_ARC_KINDS (ACTA_N_UPOS * (2 * ACTA_N_UPOS + 1))

/// A parser in two model sections; borrowed from the model.
typedef struct {
  acta_pairs      actions;
  acta_weights    labels;
  const uint64_t *allowed;   ///< Bit set of relations per arc kind
  acta_pairs      revisions; ///< See revise.h
  bool            revises;
} acta_parser;

/// Take a parser from the model's sections "tree", "labels" and, if it is
/// there, "revise".
acta_status acta_parser_view(acta_parser *p, acta_str tree, acta_str labels,
                             acta_str revisions, acta_error *err);

/// What the parser sees of a sentence; arrays of `n`.
typedef struct {
  const acta_word *words;
  const uint8_t   *classes; ///< Joint tags, see tagger.h
  acta_token      *tokens;  ///< upos is read; head and deprel are set
  uint32_t         n;
  uint32_t         base; ///< Index of the first token in the document
} acta_parse_input;

/// Set the governor of every token, as its position in the sentence; ACTA_NO
/// for the one root.
acta_status acta_parser_tree(const acta_parser *p, const acta_parse_input *in,
                             uint32_t *heads, acta_arena *arena,
                             acta_error *err);

/// Set head and deprel of every token: always a tree with one root.  Returns
/// the root's position in the sentence.  `arena` is scratch.
/// ACTA_E_NOMEM if it is exhausted.
acta_status acta_parser_run(const acta_parser *p, const acta_parse_input *in,
                            acta_arena *arena, uint32_t *root, acta_error *err);

/// A treebank document prepared for training: tags are predicted, trees gold.
typedef struct {
  const acta_document *doc;
  const acta_word     *words;
  const uint8_t       *classes;
} acta_parse_example;

/// What to learn from.  With `folds`, every folds-th example from `fold` on is
/// left out.
typedef struct {
  const acta_parse_example *examples;
  size_t                    n;
  unsigned                  epochs, folds, fold;
} acta_parser_lesson;

/// Learn transitions and append their section.
acta_status acta_parser_train(const acta_parser_lesson *lesson, acta_buf *tree,
                              acta_error *err);
/// Learn names of relations and append their section.
acta_status acta_labels_train(const acta_parser_lesson *lesson,
                              acta_buf *labels, acta_error *err);

#endif
