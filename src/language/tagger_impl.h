// SPDX-License-Identifier: MIT
/// @file tagger_impl.h  What tagging and its training share.
#ifndef ACTA_LANGUAGE_TAGGER_IMPL_H
#define ACTA_LANGUAGE_TAGGER_IMPL_H

#include "language/tagger.h"

/// Room for the features of one token.
#define ACTA_TAG_FEATURES 48

/// A sentence being tagged.
typedef struct {
  const acta_tagger *tagger;
  const acta_word   *words;
  uint32_t           n;
  const uint8_t     *classes;  ///< Of the tokens to the left
  bool               shouting; ///< Capitals say nothing here
} acta_tag_context;

/// Prepare a sentence.
void acta_tag_begin(acta_tag_context *c, const acta_tagger *t,
                    const acta_word *words, uint32_t n, const uint8_t *classes);
/// Tags that token `i` may have; returns how many.
size_t acta_tag_candidates(const acta_tag_context *c, uint32_t i,
                           uint8_t out[ACTA_MAX_CLASSES]);
/// Features of token `i`; returns how many.
size_t acta_tag_features(const acta_tag_context *c, uint32_t i,
                         uint64_t keys[ACTA_TAG_FEATURES]);
/// Key of a word in the lexicon.
uint64_t acta_tag_lexicon_key(const acta_word *w);

#endif
