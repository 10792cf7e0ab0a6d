// SPDX-License-Identifier: MIT
/// @file spelling.h  What a word looks like by its letters: a person's name, a
/// place, a part of an organisation's name, or a common word.  A linear model
/// of its runs of two to four letters, learnt from the names of the gazetteers
/// and the words of the training text.  It tells names that no list has:
/// "-istan", "-ovich", "-burg".
#ifndef ACTA_LANGUAGE_SPELLING_H
#define ACTA_LANGUAGE_SPELLING_H

#include "base/buf.h"
#include "language/weights.h"
#include "language/word.h"

#include <acta/ontology.h>

enum { ACTA_SPELT_PERSON, ACTA_SPELT_PLACE, ACTA_SPELT_ORG, ACTA_SPELT_WORD };

/// Kinds told apart, and most runs of letters of a word.
enum { ACTA_N_SPELT = 4, ACTA_SPELLING_KEYS = 120 };

/// Tables for words whose hash is even and odd.  They are one and the same but
/// in training, where each was learnt from the words of the other: what was
/// learnt by heart would look surer there than on words that are new.
typedef struct {
  acta_weights of[2];
} acta_spelling;

/// Take the model from a section.
acta_status acta_spelling_view(acta_spelling *s, acta_cursor *c,
                               acta_error *err);

/// Features of a form; returns how many, 0 if it is too short or too long.
size_t acta_spelling_keys(acta_str form, uint64_t keys[ACTA_SPELLING_KEYS]);

/// What `form` looks like: its kind and how sure that is, and the kind of name
/// that it looks most like, as one number; 0 if nothing can be told.
uint8_t acta_spelling_guess(const acta_spelling *s, const acta_word *w,
                            acta_str form);

/// Does a guess say that the word is of this kind?
static inline bool acta_spelling_is(uint8_t guess, unsigned kind)
{
  return (guess & 31U) && ((guess & 31U) - 1) / 4 == kind;
}

/// A word that has been seen as one of the kinds.
typedef struct {
  acta_str form;
  uint32_t hash; ///< acta_word.lower
  uint8_t  kind;
} acta_spelt;

/// Learn from the gazetteers of `o` (may be NULL) and `common` words.  Appends
/// to `whole` what is learnt from all, to `halves[i]` what is learnt from the
/// words whose hash is not i modulo 2.  False if out of memory.
bool acta_spelling_train(const acta_ontology *o, const acta_spelt *common,
                         size_t n, acta_buf *whole, acta_buf halves[2]);

#endif
