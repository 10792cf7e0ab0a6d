// SPDX-License-Identifier: MIT
// Calendar dates: numeric ones, months, weekdays, quarters, seasons.
#include "base/day.h"
#include "language/timex_expr.h"
#include "language/ud.h"

// ---- numbers alone: 2019-04-25, 25.04.2019, 4/25/2019

static bool valid_day(int32_t y, int32_t m, int32_t d)
{
  return m >= 1 && m <= 12 && d >= 1 && d <= acta_days_in_month((int)y, (int)m);
}

static bool put_date(tx *e, int32_t y, int32_t m, int32_t d)
{
  if (!valid_day(y, m, d)) {
    return false;
  }
  e->kind  = TX_DATE;
  e->month = (int16_t)m;
  e->day   = (int16_t)d;
  tx_put_year(e, y);
  return true;
}

static uint32_t numeric(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *a = tx_at(s, i), *b = tx_at(s, i + 2), *c = tx_at(s, i + 4);
  const char     sep = tx_at(s, i + 1)->type;
  if (a->type != '9' || b->type != '9' || c->type != '9' || !b->glued ||
      !c->glued || tx_at(s, i + 3)->type != sep || b->digits > 2 ||
      (sep != '-' && sep != '/' && sep != '.') ||
      (tx_at(s, i + 5)->type == sep && tx_at(s, i + 6)->glued)) {
    return i;
  }
  const int32_t y    = c->digits == 2 ? tx_full_year(c->num) : c->num;
  bool          good = false;
  if (a->digits == 4 && c->digits <= 2) {
    good = put_date(e, a->num, b->num, c->num);
  } else if (a->digits <= 2 &&
             (c->digits == 4 || (c->digits == 2 && sep == '/'))) {
    // with slashes the American order, unless that is no date
    good = (sep == '/' && put_date(e, y, a->num, b->num)) ||
           put_date(e, y, b->num, a->num);
  }
  return good ? i + 5 : i;
}

// ---- years

// The year after "April 24" or "April": ", 2019", "2019", "'82", "of 2019",
// "last year".
static uint32_t year_after(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + (tx_mark(s, i, ',') || tx_is(s, i, TW_OF));
  if (tx_is_year(s, j) &&
      !(tx_at(s, j + 1)->type == '9' && tx_mark(s, i, ','))) {
    tx_put_year(e, tx_at(s, j)->num);
    return j + 1;
  }
  if (s->ancient && !tx_mark(s, i, ',') && tx_at(s, j)->digits == 3 &&
      tx_mark(s, j, '9') && !tx_is(s, j + 1, TW_UNITS)) {
    tx_put_year(e, tx_at(s, j)->num); // "30 September 420"
    return j + 1;
  }
  j = i + tx_is(s, i, TW_OF);
  j += tx_is(s, j, TW_THE);
  if ((tx_is(s, j, TW_DIR | TW_PREV | TW_SAME) || tx_other(s, j, TW_THAT)) &&
      tx_at(s, j + 1)->unit == 'Y') {
    e->dir    = tx_is(s, j, TW_PREV) ? -1 : tx_at(s, j)->dir;
    e->strict = true;
    e->base   = tx_is(s, j, TW_DIR) ? TX_FROM_DOC : TX_FROM_TOLD;
    e->n      = 1; // the year itself is named
    return j + 2;
  }
  return i;
}

// ---- month and day

static uint32_t day_of_month(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + (tx_is(s, i, TW_THE) && tx_is_ordinal(s, i + 1));
  if (tx_is(s, j, TW_ORD) && tx_is(s, i, TW_THE)) {
    e->day = (int16_t)tx_at(s, j)->num;
    return j + 1;
  }
  if (!tx_is_day(s, j) || (tx_mark(s, j + 1, ':') && tx_mark(s, j + 2, '9'))) {
    return i;
  }
  e->day = (int16_t)tx_at(s, j)->num;
  j      = tx_skip_ordinal(s, j + 1);
  if (tx_mark(s, j, '-') && tx_is_day(s, j + 1) &&
      tx_at(s, j + 1)->num > e->day) {
    e->last_day = (int16_t)tx_at(s, j + 1)->num;
    j           = tx_skip_ordinal(s, j + 2);
  }
  return j;
}

static uint32_t month_first(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is_name(s, i, TW_MONTH)) {
    return i;
  }
  e->kind    = TX_DATE;
  e->month   = tx_at(s, i)->month;
  uint32_t j = i + 1;
  if (tx_mark(s, j, '-') && tx_is(s, j + 1, TW_MONTH) &&
      tx_at(s, j + 1)->month > e->month) {
    e->last_month = tx_at(s, j + 1)->month;
    return year_after(s, j + 2, e);
  }
  // an abbreviation's full stop that is a token of its own
  j += tx_mark(s, j, '.') && tx_at(s, j)->glued && tx_at(s, j + 1)->type == '9';
  const uint32_t k = day_of_month(s, j, e);
  if (k == j && tx_mark(s, j, '\'') && tx_at(s, j + 1)->digits == 2) {
    tx_put_year(e, tx_full_year(tx_at(s, j + 1)->num));
    return j + 2;
  }
  return year_after(s, k, e);
}

static uint32_t day_first(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + tx_is(s, i, TW_THE);
  if (tx_is(s, j, TW_ORD) && tx_is(s, i, TW_THE)) {
    e->day = (int16_t)tx_at(s, j)->num;
    ++j;
  } else if (tx_is_day(s, j)) {
    e->day = (int16_t)tx_at(s, j)->num;
    j      = tx_skip_ordinal(s, j + 1);
    if (tx_mark(s, j, '-') && tx_is_day(s, j + 1)) {
      e->last_day = (int16_t)tx_at(s, j + 1)->num;
      j           = tx_skip_ordinal(s, j + 2);
    }
  } else {
    return i;
  }
  j += tx_is(s, j, TW_OF) || tx_mark(s, j, '-');
  if (!tx_is_name(s, j, TW_MONTH)) {
    return i;
  }
  e->kind  = TX_DATE;
  e->month = tx_at(s, j)->month;
  j += 1;
  j += tx_mark(s, j, '-') && tx_is_year(s, j + 1); // 25-Apr-2019
  return year_after(s, j, e);
}

// "3" before "and 4 May", "to 6 June"
static uint32_t day_named_later(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = tx_skip_ordinal(s, i + 1);
  if (!tx_is_day(s, i) ||
      !(tx_is(s, j, TW_AND) || tx_other(s, j, TW_TO) || tx_mark(s, j, '/')) ||
      !tx_is_day(s, j + 1) || tx_at(s, j + 1)->num <= tx_at(s, i)->num) {
    return i;
  }
  tx             other = *e;
  const uint32_t k     = day_first(s, j + 1, &other);
  if (k == j + 1 || other.last_day) {
    return i;
  }
  other.day = (int16_t)tx_at(s, i)->num;
  *e        = other;
  return j;
}

static uint32_t month_and_day(const tx_words *s, uint32_t i, tx *e)
{
  tx             try = *e;
  const uint32_t j   = month_first(s, i, &try);
  if (j > i) {
    *e = try;
    return j;
  }
  try        = *e;
  uint32_t k = day_first(s, i, &try);
  k          = k > i ? k : day_named_later(s, i, &try);
  if (k > i) {
    *e = try;
  }
  return k;
}

// "on a Monday", but not "in a Monday speech"
static bool is_any(const tx_words *s, uint32_t i)
{
  const bool noun = i + 1 < s->n && tx_is_tagged(s, i + 1) &&
                    (tx_token(s, i + 1)->upos == ACTA_NOUN ||
                     tx_token(s, i + 1)->upos == ACTA_PROPN ||
                     tx_token(s, i + 1)->upos == ACTA_ADJ);
  return i && tx_is(s, i - 1, TW_DET) && !noun;
}

// "Thursday", "Thursday, April 25", "Tuesday 12 May 2009"
static uint32_t weekday(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is_name(s, i, TW_WEEKDAY) || is_any(s, i)) {
    return i;
  }
  e->kind            = TX_DATE;
  e->weekday         = tx_at(s, i)->weekday;
  const uint32_t j   = i + 1 + tx_mark(s, i + 1, ',');
  tx             try = *e;
  uint32_t       k   = month_and_day(s, j, &try);
  if (k > j && try.day) {
    *e = try;
    return k;
  }
  try = *e;
  k   = numeric(s, j, &try);
  if (k > j) {
    *e = try;
    return k;
  }
  return i + 1;
}

// ---- quarters, halves, seasons

// The year of a quarter or season: "of 2007", "2007", "of the year".
static uint32_t year_of(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = year_after(s, i, e);
  if (j > i) {
    return j;
  }
  j                  = i + tx_is(s, i, TW_OF);
  tx             try = {.kind = TX_NONE};
  const uint32_t k   = tx_read_year(s, j, &try);
  if (k > j) {
    tx_put_year(e, try.year);
    return k;
  }
  if (j > i && tx_is(s, j, TW_THE) && tx_at(s, j + 1)->unit == 'Y') {
    e->strict = true;
    e->n      = 1;
    return j + 2;
  }
  return i;
}

static uint32_t quarter(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  if (w->other == TW_Q && tx_at(s, i + 1)->glued && tx_is_day(s, i + 1) &&
      tx_at(s, i + 1)->num <= 4) {
    e->kind    = TX_DATE;
    e->quarter = (int16_t)tx_at(s, i + 1)->num;
    return year_of(s, i + 2, e);
  }
  if (!tx_is_ordinal(s, i) || w->num > 4) {
    return i;
  }
  uint32_t   j     = tx_after_ordinal(s, i);
  const bool joint = tx_mark(s, j, '-');
  j += joint;
  j += tx_other(s, j, TW_FISCAL);
  if (tx_at(s, j)->unit == 'Q') {
    e->kind    = TX_DATE;
    e->quarter = (int16_t)w->num;
    return year_of(s, j + 1, e);
  }
  if (tx_is(s, j, TW_HALF) && w->num <= 2) {
    e->half_year     = (int16_t)w->num;
    const uint32_t k = year_of(s, j + 1, e);
    e->kind          = k > j + 1 ? TX_DATE : TX_NONE;
    return k > j + 1 ? k : i;
  }
  return i;
}

static uint32_t season(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is(s, i, TW_SEASON)) {
    return i;
  }
  const tw_word    *w    = tx_at(s, i);
  const bool        sure = w->other != TW_VERB;
  const acta_token *t    = tx_token(s, i);
  const bool        before =
    i && (s->w[i - 1].is &
            (TW_THE | TW_MOD | TW_DIR | TW_FOLL | TW_PREV | TW_SAME) ||
          s->w[i - 1].other == TW_IN || s->w[i - 1].other == TW_PREP);
  e->kind          = TX_DATE;
  e->season        = w->part;
  const uint32_t j = year_of(s, i + 1, e);
  if (j > i + 1) {
    return j;
  }
  // "in the fall of Rome" is no season, nor is "the spring in his step"
  if (tx_is_tagged(s, i) && t->upos != ACTA_NOUN && t->upos != ACTA_PROPN) {
    return i;
  }
  const bool compound = // "Summer Olympics"
    i + 1 < s->n && tx_is_tagged(s, i + 1) &&
    (tx_token(s, i + 1)->upos == ACTA_NOUN ||
     tx_token(s, i + 1)->upos == ACTA_PROPN);
  return !compound && (before || (sure && tx_is_tagged(s, i))) &&
             (sure || !tx_is(s, i + 1, TW_OF))
           ? i + 1
           : i;
}

typedef uint32_t rule(const tx_words *, uint32_t, tx *);

uint32_t tx_read_date(const tx_words *s, uint32_t i, tx *out)
{
  static rule *const rules[] = {
    numeric,         weekday, month_and_day, tx_read_era,        tx_read_decade,
    tx_read_century, quarter, tx_read_year,  tx_read_short_year, season};
  uint32_t best  = i;
  tx       found = *out;
  for (size_t k = 0; k < sizeof(rules) / sizeof(rules[0]); ++k) {
    tx             e = *out;
    const uint32_t j = rules[k](s, i, &e);
    if (j > best) {
      best  = j;
      found = e;
    }
  }
  if (best > i) {
    *out = found;
  }
  return best;
}
