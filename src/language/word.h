// SPDX-License-Identifier: MIT
/// @file word.h  What the learnt models look at in a token's form.
#ifndef ACTA_LANGUAGE_WORD_H
#define ACTA_LANGUAGE_WORD_H

#include <acta/document.h>

enum { ACTA_N_PREFIXES = 3, ACTA_N_SUFFIXES = 4 };

/// Bits of acta_word.flags.
enum {
  ACTA_WORD_UPPER  = 1,  ///< Begins with a capital
  ACTA_WORD_CAPS   = 2,  ///< No lower-case letter, more than one capital
  ACTA_WORD_DIGIT  = 4,  ///< Has a digit
  ACTA_WORD_ALPHA  = 8,  ///< Has a letter
  ACTA_WORD_HYPHEN = 16, ///< Has a hyphen inside
};

/// Longest form looked at whole; of longer ones the ends are.
#define ACTA_WORD_BYTES 64

/// Hashes of one form.  Typographic quotes and dashes count as their ASCII
/// forms, digits as 0.
typedef struct {
  uint32_t lower; ///< The form in lower case
  uint32_t prefix[ACTA_N_PREFIXES];
  uint32_t suffix[ACTA_N_SUFFIXES];
  uint32_t shape;        ///< Kinds of characters, runs collapsed
  uint32_t stem, ending; ///< The first and the last five bytes
  uint8_t  flags;
} acta_word;

/// Look at `form`.
void acta_word_init(acta_word *w, acta_str form);

/// Write `form` folded as described into `out`; returns the bytes written.
size_t acta_word_fold(acta_str form, char out[ACTA_WORD_BYTES + 4]);

#endif
