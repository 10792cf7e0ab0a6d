// SPDX-License-Identifier: MIT
/// @file timex_expr.h  A time expression as read, before it is resolved.
#ifndef ACTA_LANGUAGE_TIMEX_EXPR_H
#define ACTA_LANGUAGE_TIMEX_EXPR_H

#include "language/timex_words.h"

/// What an expression counts from.
typedef enum {
  TX_FROM_DOC,   ///< The article's date: "two days ago"
  TX_FROM_TOLD,  ///< The date told last: "the following day"
  TX_FROM_NEAR,  ///< That, if it was told just before, else the article's
  TX_FROM_EVENT, ///< What happened: "the day after the attack"
} tx_base;

typedef enum {
  TX_NONE,
  TX_DATE,     ///< Fields of the calendar, some of them open
  TX_OFFSET,   ///< `n` units from a base
  TX_DURATION, ///< `n` units
  TX_SET,
  TX_REF,     ///< "now"
  TX_HOLIDAY, ///< A phrase that stands for a day of the year
} tx_kind;

typedef struct {
  tx_kind kind;
  // DATE; 0 or NULL: not told
  bool        has_year, bc;
  int32_t     year;
  int16_t     month, day, weekday, quarter, half_year;
  int16_t     last_day;      ///< "5-6 September": 6
  int16_t     last_month;    ///< "January-June": 6
  int16_t     length;        ///< "April 24" before "to 26": 3 days
  int16_t     decade;        ///< 199 for the 1990s; 8 for "the eighties"
  int16_t     century;       ///< 20 for the 20th
  const char *season, *part; ///< "SU", "MO"
  bool        has_clock;
  int16_t     hour, minute; ///< 24:00 is the end of the day
  bool        utc;
  int16_t     dir;    ///< "last Friday" -1, "next Friday" 1
  bool        strict; ///< `dir` or "this" was said
  // OFFSET, DURATION
  int32_t n;
  bool    fuzzy, half; ///< "several", "and a half"
  int16_t tenths;      ///< 1.5: 5
  char    unit;
  int32_t n2; ///< "and 10 months"
  char    unit2;
  tx_base base;
  bool    counted; ///< OFFSET by a number of units: "two days ago"
  bool    open;    ///< OFFSET whose direction the tense decides
  int16_t stretch; ///< "the past three years" -1, "the next week" 1
  // SET, REF
  char            value[24];
  const acta_row *holiday;
} tx;

/// Words of one sentence.
typedef struct {
  const acta_document *doc;
  const tw_word       *w;
  uint32_t             n;
  bool                 ancient; ///< The text tells of years before 1000
} tx_words;

/// The word at `i`; behind the last one, a mark that is nothing.
const tw_word *tx_at(const tx_words *s, uint32_t i);

/// May the word at `i` be one of `classes`?
static inline bool tx_is(const tx_words *s, uint32_t i, uint32_t classes)
{
  return (tx_at(s, i)->is & classes) != 0;
}

static inline bool tx_other(const tx_words *s, uint32_t i, tw_other o)
{
  return tx_at(s, i)->other == o;
}

/// Is it the mark `c` ('9': digits)?
static inline bool tx_mark(const tx_words *s, uint32_t i, char c)
{
  return tx_at(s, i)->type == c;
}

static inline bool tx_is_unit(const tx_words *s, uint32_t i)
{
  return tx_is(s, i, TW_UNIT | TW_UNITS);
}

/// The word at `i` or, if that is a hyphen, behind it.
static inline uint32_t tx_skip_hyphen(const tx_words *s, uint32_t i)
{
  return i + tx_mark(s, i, '-');
}

/// The token that the word at `i` < n belongs to.
const acta_token *tx_token(const tx_words *s, uint32_t i);

/// Does the word at `i` < n begin with a capital?
bool tx_is_upper(const tx_words *s, uint32_t i);

/// Has the word at `i` < n been tagged?
bool tx_is_tagged(const tx_words *s, uint32_t i);

/// A number that may be a day of the month, a year.
bool tx_is_day(const tx_words *s, uint32_t i);
bool tx_is_year(const tx_words *s, uint32_t i);

/// "third", "24th"
bool tx_is_ordinal(const tx_words *s, uint32_t i);

/// End of the ordinal at `i`.
uint32_t tx_after_ordinal(const tx_words *s, uint32_t i);

/// End of the "st" of "24st" at `i`; `i` if there is none.
uint32_t tx_skip_ordinal(const tx_words *s, uint32_t i);

void tx_put_year(tx *e, int32_t year);

/// The year that two digits stand for: "'82".
int32_t tx_full_year(int32_t two_digits);

/// Are words of [i, j) part of a longer name ("The Sunday Times")?  If
/// `may_end`, they may be its end: "Reuters Monday" is a name read too far.
bool tx_is_in_name(const tx_words *s, uint32_t i, uint32_t j, bool may_end);

/// May the word be used as the month or weekday that it spells?
bool tx_is_name(const tx_words *s, uint32_t i, uint32_t is);

/// Read the longest expression that begins at word `i`; returns its end, `i` if
/// none begins there.
uint32_t tx_read(const tx_words *s, uint32_t i, tx *out);

// Parts of the grammar, each of which reads like tx_read what begins at `i`.

/// A year, "the 1990s", "the 19th century", "3000 BC" (timex_year.c).
uint32_t tx_read_year(const tx_words *s, uint32_t i, tx *e);
uint32_t tx_read_decade(const tx_words *s, uint32_t i, tx *e);
uint32_t tx_read_century(const tx_words *s, uint32_t i, tx *e);
uint32_t tx_read_era(const tx_words *s, uint32_t i, tx *e);
uint32_t tx_read_short_year(const tx_words *s, uint32_t i, tx *e);
/// A calendar date (timex_date.c).
uint32_t tx_read_date(const tx_words *s, uint32_t i, tx *out);
/// A time of day, perhaps with its day: "8 a.m. on Tuesday" (timex_clock.c).
uint32_t tx_read_clock_time(const tx_words *s, uint32_t i, tx *e);
/// A number: 12, 1.5, "twenty-five", "two hundred" (timex_count.c).
uint32_t tx_read_plain(const tx_words *s, uint32_t i, tx *out);
/// "two days ago", "a year later", "six months" (timex_count.c).
uint32_t tx_read_counted(const tx_words *s, uint32_t i, tx *e);
/// "the past three years", "the last few weeks" (timex_count.c).
uint32_t tx_read_stretch(const tx_words *s, uint32_t i, tx *e);
/// "for years", "in months": many of them (timex_count.c).
uint32_t tx_read_bare_units(const tx_words *s, uint32_t i, tx *e);

/// Where an expression is found.
typedef struct {
  acta_day  doc;       ///< Anchor, or ACTA_NO_DAY
  acta_days told;      ///< Date told last, or both ACTA_NO_DAY
  char      told_unit; ///< Its grain: D, M, Y
  unsigned  told_age;  ///< Sentences since

  int  tense; ///< -1 past, 0 unknown or present, 1 future
  bool story; ///< The text tells of old times, not of the day
} tx_context;

/// Type, value (on the arena) and days of an expression.  false: no memory.
bool tx_resolve(const tx *e, const tx_context *c, acta_arena *a,
                acta_timex *out);

#endif
