// SPDX-License-Identifier: MIT
/// @file segment_impl.h  What segmenting and its training share.
#ifndef ACTA_LANGUAGE_SEGMENT_IMPL_H
#define ACTA_LANGUAGE_SEGMENT_IMPL_H

#include "language/segment.h"

#define ACTA_BORDER_FEATURES 48

/// What a border can be.
enum { ACTA_BORDER_JOIN, ACTA_BORDER_PART, ACTA_BORDER_END };

/// White space before a unit.
enum { ACTA_GAP_NONE, ACTA_GAP_SPACE, ACTA_GAP_LINE, ACTA_GAP_PARAGRAPH };

/// Kinds of units.
enum {
  ACTA_UNIT_NONE,
  ACTA_UNIT_LOWER,
  ACTA_UNIT_TITLE,   ///< One capital, then others
  ACTA_UNIT_CAPITAL, ///< One capital alone
  ACTA_UNIT_CAPS,
  ACTA_UNIT_DIGITS,
  ACTA_UNIT_MARK
};

/// What ontology/abbreviations-en.tsv says of a unit; bits.
enum {
  ACTA_UNIT_BEFORE_NAME   = 1,
  ACTA_UNIT_BETWEEN_NAMES = 2,
  ACTA_UNIT_BEFORE_NUMBER = 4,
  ACTA_UNIT_AFTER_HOUR    = 8,
  ACTA_UNIT_FIRM          = 16,
  ACTA_UNIT_BEGINS        = 32
};

/// A stretch of text that is never cut, but for contractions.
typedef struct {
  uint32_t begin, end;
  uint32_t hash;            ///< Folded
  uint8_t  kind, gap, size; ///< size: characters, at most 255
  uint8_t  is;              ///< ACTA_UNIT_BEFORE_NAME and so on
} acta_unit;

/// The units of one block; zeroed ones lie before and after.
typedef struct {
  const acta_unit *units; ///< units[-3] .. units[n + 2] may be read
  uint32_t         n;
} acta_units;

/// What has been read since the last sentence began.
typedef struct {
  uint32_t tokens, quotes, brackets;
  uint32_t chunk; ///< Marks of URLs and addresses in this run without space
} acta_border_state;

/// Cut `span` into units on `arena`.
acta_status acta_units_cut(acta_str text, acta_span span, acta_arena *arena,
                           acta_units *out);
/// Must or can only be one thing: its class, or -1 if the weights decide.
int acta_border_forced(const acta_units *u, uint32_t i);
/// Behind the initial of "Robert J. Roe" or the number of "1.5 Danish crowns",
/// where no sentence ends?  Unlike what is forced it is learnt from, too: the
/// weights know initials by such names.
bool   acta_border_within(const acta_units *u, uint32_t i);
size_t acta_border_features(const acta_units *u, uint32_t i,
                            const acta_border_state *s,
                            uint64_t keys[ACTA_BORDER_FEATURES]);
/// Step over the border after unit `i`.
void acta_border_step(acta_border_state *s, const acta_units *u, uint32_t i,
                      unsigned class);

#endif
