// SPDX-License-Identifier: MIT
/// @file tagger.h  Parts of speech: UPOS and Penn tag together, left to right,
/// with an averaged perceptron over the words around (Collins 2002) and the
/// ambiguity classes of the words to come (Toutanova et al. 2003 look both
/// ways; here a lexicon stands for the tags not yet known).
#ifndef ACTA_LANGUAGE_TAGGER_H
#define ACTA_LANGUAGE_TAGGER_H

#include "base/buf.h"
#include "language/weights.h"
#include "language/word.h"

/// A tagger in a model section; borrowed from the model.
typedef struct {
  acta_weights   weights;
  acta_weights   lexicon; ///< Folded form -> tags seen, most frequent first
  const uint8_t *tags;    ///< upos, xpos of each class
  uint32_t       n_tags;
  acta_weights   open; ///< Key 0 -> tags of unknown words
} acta_tagger;

/// Take a tagger from the model's section "tags".
acta_status acta_tagger_view(acta_tagger *t, acta_str section, acta_error *err);

/// Set upos and xpos of the tokens [begin, end), one sentence; `words` are
/// theirs and `classes` receives the joint tag of each.
void acta_tagger_run(const acta_tagger *t, acta_token *tokens,
                     const acta_word *words, uint32_t n, uint8_t *classes);

/// What to learn from.  With `folds`, every folds-th document from `fold` on is
/// left out, but classes are numbered as if it were not.
typedef struct {
  const acta_document *docs;
  size_t               n_docs;
  unsigned             epochs, folds, fold;
} acta_tagger_lesson;

/// Learn a tagger and append its section to `out`.
acta_status acta_tagger_train(const acta_tagger_lesson *lesson, acta_buf *out,
                              acta_error *err);

#endif
