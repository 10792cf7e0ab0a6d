// SPDX-License-Identifier: MIT
/// @file timex_words.h  Words of time expressions, classified.
#ifndef ACTA_LANGUAGE_TIMEX_WORDS_H
#define ACTA_LANGUAGE_TIMEX_WORDS_H

#include "base/rows.h"

#include <acta/document.h>

/// What a word may be; names as in ontology/timex-en.tsv.
enum {
  TW_MONTH    = 1u << 0,
  TW_WEEKDAY  = 1u << 1,
  TW_WEEKDAYS = 1u << 2,
  TW_UNIT     = 1u << 3,
  TW_UNITS    = 1u << 4,
  TW_NUM      = 1u << 5,
  TW_MULT     = 1u << 6,
  TW_ORD      = 1u << 7,
  TW_FUZZY    = 1u << 8,
  TW_HALF     = 1u << 9,
  TW_DET      = 1u << 10,
  TW_THE      = 1u << 11,
  TW_AND      = 1u << 12,
  TW_OF       = 1u << 13,
  TW_PART     = 1u << 14,
  TW_CLOCK    = 1u << 15,
  TW_DEICTIC  = 1u << 16,
  TW_SEASON   = 1u << 17,
  TW_SEASONS  = 1u << 18,
  TW_DIR      = 1u << 19, ///< last, next, this
  TW_PAST     = 1u << 20, ///< the past, coming years: a stretch up to now
  TW_PREV     = 1u << 21,
  TW_FOLL     = 1u << 22,
  TW_SAME     = 1u << 23,
  TW_RECENT   = 1u << 24,
  TW_AGO      = 1u << 25,
  TW_LATER    = 1u << 26,
  TW_EARLIER  = 1u << 27,
  TW_EVERY    = 1u << 28,
  TW_MOD      = 1u << 29,
  TW_QUANT    = 1u << 30,
};

/// The rarer classes, one a word.
typedef enum {
  TW_NONE,
  TW_SET,
  TW_REF,
  TW_ZONE,
  TW_AMPM,
  TW_OCLOCK,
  TW_ERA,
  TW_FISCAL,
  TW_TIMES,
  TW_PER,
  TW_ON,
  TW_IN,
  TW_TO,
  TW_AT,
  TW_DECADES,
  TW_CUR,
  TW_THAT,
  TW_BEFORE,
  TW_AFTER,
  TW_ENDED,
  TW_FILL, ///< "straight" between number and unit
  TW_Q,
  TW_OTHER_ONE,
  TW_FROM,
  TW_OLD,
  TW_PREP, ///< by, since, until ...
  TW_FOR,  ///< for, within
  TW_PRESENT,
  TW_BACK,
  TW_PERIOD,
  TW_VERB, ///< A season's name that is as often a verb: spring, fall
} tw_other;

/// One word, number or mark; tokens are split at hyphens, slashes and between
/// digits and letters.
typedef struct {
  uint32_t    token;      ///< Index in doc->tokens
  uint32_t    begin, end; ///< Bytes of the text
  uint32_t    is;         ///< Classes
  char        type;       ///< 'w' word, '9' digits, else the mark itself
  uint16_t    other;      ///< tw_other
  char        unit;       ///< Of UNIT, UNITS
  uint16_t    digits;     ///< How many, if `type` is '9'
  int16_t     month, weekday;
  int16_t     dir;  ///< Of DIR, PAST, DEICTIC, ERA; hours of AMPM
  int32_t     num;  ///< Value of digits, NUM, MULT, ORD, CLOCK, DECADES
  const char *part; ///< "MO" of PART or DEICTIC, "SU" of SEASON, SET's and
                    ///< REF's value, zone; static storage, may be NULL
  bool glued;       ///< No white space before it
} tw_word;

/// Cut the tokens [begin, end) into words on the arena.  NULL: out of memory.
tw_word *tw_cut(acta_arena *a, const acta_document *doc, uint32_t begin,
                uint32_t end, uint32_t *n);

/// Row of a whole phrase that begins at words[i], the longest, or NULL; `*n`
/// words of it.
const acta_row *tw_phrase(const acta_document *doc, const tw_word *words,
                          uint32_t n_words, uint32_t i, uint32_t *n);

/// Is `form` the name of a weekday, "Friday" or "Fri."?
bool tw_is_weekday(acta_str form);

/// Does `form` point into the future ("will", "scheduled")?
bool tw_is_future(acta_str form);

/// Is a number after `form` its name ("Resolution 1973")?
bool tw_is_numbered(acta_str form);

/// Does a day after `form` lie ahead ("until")?
bool tw_is_ahead(acta_str form);

#endif
