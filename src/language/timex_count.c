// SPDX-License-Identifier: MIT
// Numbers, durations and what is counted from them: "two days ago".
#include "language/timex_expr.h"
#include "language/ud.h"

enum { MAX_COUNT = 1000000000 };

// ---- numbers

// "12", "1.5", "twenty-five", "two hundred"
uint32_t tx_read_plain(const tx_words *s, uint32_t i, tx *out)
{
  const tw_word *w = tx_at(s, i);
  if (w->type == '9') {
    out->n = w->num;
    if (tx_mark(s, i + 1, '.') && tx_at(s, i + 1)->glued &&
        tx_at(s, i + 2)->glued && tx_at(s, i + 2)->digits == 1) {
      out->tenths = (int16_t)tx_at(s, i + 2)->num;
      i += 2;
    }
    ++i;
    if (tx_at(s, i)->num == 1 && tx_mark(s, i, '9') && tx_mark(s, i + 1, '/') &&
        tx_at(s, i + 2)->num == 2) { // "2 1/2"
      out->half = true;
      i += 3;
    }
  } else if (tx_is(s, i, TW_NUM)) {
    out->n           = w->num;
    const uint32_t j = tx_skip_hyphen(s, i + 1);
    ++i;
    if (w->num >= 20 && tx_is(s, j, TW_NUM) && tx_at(s, j)->num < 10) {
      out->n += tx_at(s, j)->num;
      i = j + 1;
    }
  } else {
    return i;
  }
  for (; tx_is(s, i, TW_MULT); ++i) {
    const int64_t n = (int64_t)out->n * tx_at(s, i)->num;
    out->n          = n < MAX_COUNT ? (int32_t)n : MAX_COUNT;
    out->fuzzy      = out->fuzzy || n > MAX_COUNT;
  }
  return i;
}

// "a", "a few", "a couple of", "several", "half a", "a dozen"
static uint32_t vague_number(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = i + tx_is(s, i, TW_DET);
  out->n     = 1;
  if (tx_mark(s, j, '9') && tx_is(s, j + 1, TW_UNIT)) { // "a 20 year high"
    return tx_read_plain(s, j, out);
  }
  if (tx_is(s, j, TW_FUZZY)) {
    out->fuzzy = true;
    ++j;
    return j + tx_is(s, j, TW_OF);
  }
  if (tx_is(s, j, TW_MULT)) {
    out->n = tx_at(s, j)->num;
    return j + 1;
  }
  if (tx_is(s, j, TW_HALF)) {
    out->n    = 0;
    out->half = true;
    ++j;
    j = tx_skip_hyphen(s, j);
    return j + tx_is(s, j, TW_DET);
  }
  return j;
}

// "and a half", "-and-a-half"
static uint32_t and_a_half(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = tx_skip_hyphen(s, i);
  if (!tx_is(s, j, TW_AND)) {
    return i;
  }
  j = tx_skip_hyphen(s, j + 1);
  j += tx_is(s, j, TW_DET);
  j = tx_skip_hyphen(s, j);
  if (!tx_is(s, j, TW_HALF)) {
    return i;
  }
  out->half = true;
  return j + 1;
}

static uint32_t any_number(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = tx_read_plain(s, i, out);
  if (j == i) {
    return vague_number(s, i, out);
  }
  // "two or three", "ten to fifteen", "10-15"
  const bool range = tx_is(s, j, TW_AND) || tx_other(s, j, TW_TO) ||
                     tx_mark(s, j, '-') || tx_at(s, j)->other == TW_PREP;
  if (range && !tx_is(s, j, TW_AND)) {
    tx             second = *out;
    const uint32_t k      = tx_read_plain(s, j + 1, &second);
    if (k > j + 1 && second.n > out->n && tx_is_unit(s, tx_skip_hyphen(s, k))) {
      *out = second;
      return k;
    }
  }
  return and_a_half(s, j, out);
}

// ---- durations and what is counted from them

// Reads "three-year", "three straight years"; `*e` has the number.
static uint32_t unit_after(const tx_words *s, uint32_t i, bool counted, tx *e)
{
  uint32_t   j      = tx_skip_hyphen(s, i);
  const bool hyphen = j > i;
  while (tx_at(s, j)->other == TW_FILL) {
    ++j;
  }
  const tw_word *w = tx_at(s, j);
  if (!tx_is_unit(s, j)) {
    return i;
  }
  const bool plural = tx_is(s, j, TW_UNITS);
  // "four day streak"
  const bool modifies =
    strchr("HDWMY", w->unit) && tx_at(s, j + 1)->type == 'w';
  if (!plural && !hyphen && counted && (e->n != 1 || e->fuzzy) && !e->half &&
      !(modifies && !e->fuzzy)) {
    return i;
  }
  if (w->unit == 'S' && !plural && !hyphen) {
    return i; // "a second" is an ordinal as often
  }
  const bool fraction = (e->n == 1 || e->n == 3) && tx_is(s, j + 1, TW_OF);
  if (w->unit == 'Q' && (e->half || fraction)) {
    return i; // "one quarter of the voters"
  }
  e->unit = w->unit;
  return j + 1;
}

static bool is_age(const tx_words *s, uint32_t i)
{
  return tx_other(s, tx_skip_hyphen(s, i), TW_OLD);
}

// "five cents a share, three times a year": a rate, not a length
static bool is_rate(const tx_words *s, uint32_t i)
{
  if (!i || !tx_is(s, i, TW_DET)) {
    return false;
  }
  const tw_word    *w = s->w + i - 1;
  const acta_token *t = s->doc->tokens + w->token;
  return w->type == '9' || w->type == '%' ||
         tx_is(s, i - 1, TW_NUM | TW_MULT) ||
         (t->xpos != ACTA_XPOS_NONE && t->upos == ACTA_NOUN);
}

// "One day he will return": which, nobody says
static bool is_some_day(const tx_words *s, uint32_t i)
{
  const tw_word *before = tx_at(s, i ? i - 1 : s->n);
  return tx_is(s, i, TW_NUM) && tx_at(s, i)->num == 1 &&
         tx_is(s, i + 1, TW_UNIT) && tx_at(s, i + 1)->unit == 'D' &&
         (before->type != 'w' || (before->is & TW_AND)) &&
         tx_at(s, i + 2)->type == 'w';
}

// "the 2018 season", "World Cup 2018 day five": a year, no count
static bool is_year_before_unit(const tx_words *s, uint32_t i, uint32_t j)
{
  const tw_word *w = tx_at(s, i);
  return j == i + 1 && w->digits == 4 && w->num >= 1900 && w->num <= 2050 &&
         tx_is(s, j, TW_UNIT);
}

// "a quarter of a century", "quarter-century"
static uint32_t quarter_century(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + tx_is(s, i, TW_DET);
  if (tx_at(s, j)->unit != 'Q' || !tx_is(s, j, TW_UNIT)) {
    return i;
  }
  j = tx_skip_hyphen(s, j + 1);
  j += tx_is(s, j, TW_OF) && tx_is(s, j + 1, TW_DET) ? 2 : 0;
  if (tx_at(s, j)->unit != 'C' || !tx_is(s, j, TW_UNIT)) {
    return i;
  }
  e->n    = 25;
  e->unit = 'Y';
  return j + 1;
}

static uint32_t amount(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t quarter = quarter_century(s, i, e);
  if (quarter > i) {
    return quarter;
  }
  const uint32_t j = any_number(s, i, e);
  if (j == i || is_year_before_unit(s, i, j)) {
    return i;
  }
  const uint32_t k = unit_after(s, j, !tx_is(s, i, TW_DET) || j > i + 1, e);
  if (k == j || is_age(s, k)) {
    return i;
  }
  const uint32_t half = and_a_half(s, k, e); // "two years and a half"
  if (half > k) {
    return half;
  }
  // "nine years and 10 months", "2 hours 30 minutes"
  const uint32_t m      = k + (tx_is(s, k, TW_AND) || tx_mark(s, k, ','));
  tx             second = {.kind = TX_NONE};
  const uint32_t p      = tx_read_plain(s, m, &second);
  if (p > m && tx_is(s, p, TW_UNITS | TW_UNIT) &&
      (tx_is(s, p, TW_UNITS) || second.n == 1) &&
      e->unit != tx_at(s, p)->unit) {
    e->n2    = second.n;
    e->unit2 = tx_at(s, p)->unit;
    return p + 1;
  }
  return k;
}

static bool at_end(const tx_words *s, uint32_t i)
{
  const char type = tx_at(s, i)->type;
  return type != 'w' && type != '9' && type != '-' && type != '"';
}

// "half a century ago": as many whole units that are smaller
static void halve(tx *e)
{
  static const struct {
    char    unit, smaller;
    int16_t whole;
  } parts[] = {{'C', 'Y', 100}, {'E', 'Y', 10}, {'Y', 'M', 12}, {'D', 'H', 24}};
  for (size_t k = 0; e->half && k < sizeof(parts) / sizeof(parts[0]); ++k) {
    if (e->unit == parts[k].unit && e->n < MAX_COUNT / 100) {
      e->n    = e->n * parts[k].whole + parts[k].whole / 2;
      e->unit = parts[k].smaller;
      e->half = false;
    }
  }
}

// "two days ago", "a year later", "six months from now", "five days before"
uint32_t tx_read_counted(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = amount(s, i, e);
  if (j == i) {
    return i;
  }
  e->kind          = TX_OFFSET;
  e->counted       = true;
  const tx as_read = *e;
  halve(e);
  if (tx_is(s, j, TW_AGO) || (tx_other(s, j, TW_BACK) && at_end(s, j + 1))) {
    e->n = -e->n;
    return j + 1;
  }
  if (tx_is(s, j, TW_LATER | TW_EARLIER)) {
    e->n    = tx_is(s, j, TW_EARLIER) ? -e->n : e->n;
    e->base = TX_FROM_NEAR;
    return j + 1;
  }
  if (tx_other(s, j, TW_FROM) &&
      (tx_other(s, j + 1, TW_REF) || tx_is(s, j + 1, TW_DEICTIC))) {
    return j + 2;
  }
  const bool before = tx_other(s, j, TW_BEFORE);
  if ((before || tx_other(s, j, TW_AFTER)) && at_end(s, j + 1)) {
    e->n    = before ? -e->n : e->n;
    e->base = TX_FROM_TOLD;
    return j + 1;
  }
  *e      = as_read;
  e->kind = TX_DURATION;
  return is_rate(s, i) || is_some_day(s, i) ? i : j;
}

// "the past three years", "the last few weeks", "the next decade"
uint32_t tx_read_stretch(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t       j = i + tx_is(s, i, TW_THE);
  const uint32_t d = j + (tx_is(s, j, TW_DIR) && tx_at(s, j)->dir == 0 &&
                          tx_is(s, j + 1, TW_PAST)); // "these past years"
  const tw_word *w = tx_at(s, d);
  if (!tx_is(s, d, TW_DIR | TW_PAST | TW_PREV | TW_FOLL | TW_ORD) ||
      (d == i && tx_is_tagged(s, d) && tx_token(s, d)->xpos == ACTA_XPOS_VB)) {
    return i; // "it will last six weeks"
  }
  const int dir = tx_is(s, d, TW_PREV) ? -1 : tx_is(s, d, TW_FOLL) ? 1 : w->dir;
  j             = d + 1;
  e->kind       = TX_DURATION;
  e->stretch    = (int16_t)dir;
  if (tx_is(s, d, TW_PAST) && tx_is_unit(s, j)) { // "the past year"
    e->n     = 1;
    e->fuzzy = tx_is(s, j, TW_UNITS);
    e->unit  = tx_at(s, j)->unit;
    return j + 1;
  }
  const uint32_t k = any_number(s, j, e);
  if (k == j || tx_is(s, j, TW_DET)) {
    return i;
  }
  const uint32_t end = unit_after(s, k, true, e);
  e->n2              = 0;
  return end > k && !is_age(s, end) ? end : i;
}

// "for years", "in months": many of them
uint32_t tx_read_bare_units(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is(s, i, TW_UNITS) || !i ||
      !(tx_at(s, i - 1)->other == TW_PREP || tx_at(s, i - 1)->other == TW_FOR ||
        tx_at(s, i - 1)->other == TW_IN ||
        tx_at(s, i - 1)->other == TW_AFTER) ||
      tx_is(s, i + 1, TW_OF)) {
    return tx_is(s, i, TW_UNITS) &&
               tx_is(s, i + 1, TW_AGO | TW_LATER | TW_EARLIER)
             ? (e->kind = TX_OFFSET, e->fuzzy = true,
                e->n    = tx_is(s, i + 1, TW_LATER) ? 1 : -1,
                e->unit = tx_at(s, i)->unit, i + 2)
             : i;
  }
  e->kind  = TX_DURATION;
  e->n     = 1;
  e->fuzzy = true;
  e->unit  = tx_at(s, i)->unit;
  return i + 1;
}
