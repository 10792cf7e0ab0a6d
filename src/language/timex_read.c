// SPDX-License-Identifier: MIT
// Everything but calendar dates: clock times, offsets, durations, sets.
#include "language/timex_expr.h"
#include "language/ud.h"

enum { MAX_COUNT = 1000000000 };

static bool is(const tx_words *s, uint32_t i, uint32_t classes)
{
  return (tx_at(s, i)->is & classes) != 0;
}

static bool other(const tx_words *s, uint32_t i, tw_other o)
{
  return tx_at(s, i)->other == o;
}

static bool mark(const tx_words *s, uint32_t i, char c)
{
  return tx_at(s, i)->type == c;
}

static uint32_t skip_hyphen(const tx_words *s, uint32_t i)
{
  return i + mark(s, i, '-');
}

static bool is_unit(const tx_words *s, uint32_t i)
{
  return is(s, i, TW_UNIT | TW_UNITS);
}

// ---- numbers

// "12", "1.5", "twenty-five", "two hundred"
static uint32_t plain_number(const tx_words *s, uint32_t i, tx *out)
{
  const tw_word *w = tx_at(s, i);
  if (w->type == '9') {
    out->n = w->num;
    if (mark(s, i + 1, '.') && tx_at(s, i + 1)->glued &&
        tx_at(s, i + 2)->glued && tx_at(s, i + 2)->digits == 1) {
      out->tenths = (int16_t)tx_at(s, i + 2)->num;
      i += 2;
    }
    ++i;
    if (tx_at(s, i)->num == 1 && mark(s, i, '9') && mark(s, i + 1, '/') &&
        tx_at(s, i + 2)->num == 2) { // "2 1/2"
      out->half = true;
      i += 3;
    }
  } else if (is(s, i, TW_NUM)) {
    out->n           = w->num;
    const uint32_t j = skip_hyphen(s, i + 1);
    ++i;
    if (w->num >= 20 && is(s, j, TW_NUM) && tx_at(s, j)->num < 10) {
      out->n += tx_at(s, j)->num;
      i = j + 1;
    }
  } else {
    return i;
  }
  for (; is(s, i, TW_MULT); ++i) {
    const int64_t n = (int64_t)out->n * tx_at(s, i)->num;
    out->n          = n < MAX_COUNT ? (int32_t)n : MAX_COUNT;
  }
  return i;
}

// "a", "a few", "a couple of", "several", "half a", "a dozen"
static uint32_t vague_number(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = i + is(s, i, TW_DET);
  out->n     = 1;
  if (mark(s, j, '9') && is(s, j + 1, TW_UNIT)) { // "a 20 year high"
    return plain_number(s, j, out);
  }
  if (is(s, j, TW_FUZZY)) {
    out->fuzzy = true;
    ++j;
    return j + is(s, j, TW_OF);
  }
  if (is(s, j, TW_MULT)) {
    out->n = tx_at(s, j)->num;
    return j + 1;
  }
  if (is(s, j, TW_HALF)) {
    out->n    = 0;
    out->half = true;
    ++j;
    j = skip_hyphen(s, j);
    return j + is(s, j, TW_DET);
  }
  return j;
}

// "and a half", "-and-a-half"
static uint32_t and_a_half(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = skip_hyphen(s, i);
  if (!is(s, j, TW_AND)) {
    return i;
  }
  j = skip_hyphen(s, j + 1);
  j += is(s, j, TW_DET);
  j = skip_hyphen(s, j);
  if (!is(s, j, TW_HALF)) {
    return i;
  }
  out->half = true;
  return j + 1;
}

uint32_t tx_read_number(const tx_words *s, uint32_t i, tx *out)
{
  uint32_t j = plain_number(s, i, out);
  if (j == i) {
    return vague_number(s, i, out);
  }
  // "two or three", "ten to fifteen", "10-15"
  const bool range = is(s, j, TW_AND) || other(s, j, TW_TO) ||
                     mark(s, j, '-') || tx_at(s, j)->other == TW_PREP;
  if (range && !is(s, j, TW_AND)) {
    tx             second = *out;
    const uint32_t k      = plain_number(s, j + 1, &second);
    if (k > j + 1 && second.n > out->n && is_unit(s, skip_hyphen(s, k))) {
      *out = second;
      return k;
    }
  }
  return and_a_half(s, j, out);
}

// ---- clock times

static uint32_t zone(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  if (w->other != TW_ZONE || (s->doc->text.p[w->begin] & 0x20)) {
    return i;
  }
  e->utc = w->part[0] == 'Z';
  return i + 1;
}

static bool put_clock(tx *e, int32_t hour, int32_t minute, const tw_word *half)
{
  if (half->other == TW_AMPM) {
    hour = half->dir == 12 && hour < 12   ? hour + 12
           : half->dir == 0 && hour == 12 ? 0
                                          : hour;
  }
  if (hour > 24 || minute > 59) {
    return false;
  }
  e->kind      = TX_DATE;
  e->has_clock = true;
  e->hour      = (int16_t)hour;
  e->minute    = (int16_t)minute;
  return true;
}

// "6 in the morning", "9 at night": the part of the day after a time.
static uint32_t part_after(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + (other(s, i, TW_IN) || other(s, i, TW_AT));
  j += is(s, j, TW_THE);
  if (j == i || !is(s, j, TW_PART)) {
    return i;
  }
  const char *part = tx_at(s, j)->part;
  if (strcmp(part, "MO") != 0 && e->hour < 12) {
    e->hour = (int16_t)(e->hour + 12);
  }
  return j + 1;
}

static bool before_time(const tx_words *s, uint32_t i)
{
  if (!i) {
    return false;
  }
  const tw_word *w = s->w + i - 1;
  return w->other == TW_AT || w->other == TW_PREP || w->other == TW_FROM ||
         w->other == TW_TO || w->other == TW_BEFORE || w->other == TW_AFTER ||
         (w->is & (TW_QUANT | TW_WEEKDAY)) || w->type == ',';
}

// "noon", "ten o'clock", "0800 UTC"
static uint32_t clock_word(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w    = tx_at(s, i);
  const tw_word *none = tx_at(s, s->n);
  if (is(s, i, TW_CLOCK)) {
    return put_clock(e, w->num, 0, none) ? i + 1 : i;
  }
  if ((is(s, i, TW_NUM) || w->type == '9') && other(s, i + 1, TW_OCLOCK) &&
      put_clock(e, w->num, 0, none)) {
    return part_after(s, i + 2, e);
  }
  if (w->type == '9' && w->digits == 4 &&
      put_clock(e, w->num / 100, w->num % 100, none)) {
    const uint32_t z = zone(s, i + 1, e);
    return z > i + 1 ? z : i;
  }
  return i;
}

// ":29", ":29:05" or ".30" after the hour
static uint32_t minutes(const tx_words *s, uint32_t i, int32_t *minute)
{
  const bool dot = mark(s, i, '.');
  if (!(dot || mark(s, i, ':')) || !tx_at(s, i)->glued ||
      !tx_at(s, i + 1)->glued || tx_at(s, i + 1)->digits != 2) {
    return i;
  }
  *minute = tx_at(s, i + 1)->num;
  const bool seconds =
    !dot && mark(s, i + 2, ':') && tx_at(s, i + 3)->digits == 2;
  return i + (seconds ? 4 : 2);
}

// "8:29 a.m.", "16:08 UTC", "6 a.m."
static uint32_t clock_alone(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w      = tx_at(s, i);
  int32_t        minute = 0;
  const uint32_t word   = clock_word(s, i, e);
  if (word > i || w->type != '9' || w->digits > 2) {
    return word;
  }
  uint32_t   j     = minutes(s, i + 1, &minute);
  const bool timed = j > i + 1;
  const bool ampm  = other(s, j, TW_AMPM);
  if (!put_clock(e, w->num, minute, tx_at(s, j))) {
    return i;
  }
  j += ampm;
  const uint32_t k = zone(s, j, e);
  if (ampm || (k > j && timed)) {
    return k;
  }
  if (timed && mark(s, i + 1, ':') && before_time(s, i)) {
    return j;
  }
  const uint32_t p = part_after(s, j, e);
  return !timed && w->num <= 12 && p > j ? p : i;
}

// A time of day, perhaps with its day: "8 a.m. on Tuesday"
static uint32_t clock_time(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = clock_alone(s, i, e);
  if (j == i) {
    return i;
  }
  uint32_t k = j + (mark(s, j, ',') || other(s, j, TW_ON));
  k += other(s, k, TW_ON);
  tx             day = {.kind = TX_NONE};
  const uint32_t end = tx_read_date(s, k, &day);
  if (end > k && (day.day || day.weekday)) {
    day.has_clock = true;
    day.hour      = e->hour;
    day.minute    = e->minute;
    day.utc       = e->utc;
    *e            = day;
    return end;
  }
  if (is(s, k, TW_DEICTIC) && !tx_at(s, k)->part) {
    e->kind = TX_OFFSET;
    e->unit = 'D';
    e->n    = tx_at(s, k)->dir;
    return k + 1;
  }
  return j;
}

// ---- days and parts of days

static uint32_t part_of_day(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i;
  j += is(s, j, TW_MOD) || is(s, j, TW_EARLIER);
  if (is(s, j, TW_PART)) {
    e->part = tx_at(s, j)->part;
    return j + 1;
  }
  return i;
}

// "today", "tomorrow morning", "tonight"
static uint32_t deictic(const tx_words *s, uint32_t i, tx *e)
{
  if (!is(s, i, TW_DEICTIC)) {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = 'D';
  e->n    = tx_at(s, i)->dir;
  e->part = tx_at(s, i)->part;
  return part_of_day(s, i + 1, e);
}

// "the morning", "the night of May 1"
static uint32_t day_part(const tx_words *s, uint32_t i, tx *e)
{
  const bool     the = is(s, i, TW_THE);
  const uint32_t j   = i + the;
  if (!is(s, j, TW_PART)) {
    return i;
  }
  e->part    = tx_at(s, j)->part;
  uint32_t k = j + 1;
  k += is(s, k, TW_OF) || other(s, k, TW_ON);
  tx             day = *e;
  const uint32_t end = tx_read_date(s, k, &day);
  if (k > j + 1 && end > k && (day.day || day.weekday)) {
    *e = day;
    return end;
  }
  e->kind = TX_OFFSET;
  e->unit = 'D';
  e->base = TX_FROM_NEAR;
  return the && i && tx_at(s, i - 1)->other ? j + 1 : i;
}

static uint32_t date(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = tx_read_date(s, i, e);
  if (j > i && (e->weekday || e->day)) {
    return part_of_day(s, j, e);
  }
  return j;
}

// ---- "last week", "this morning", "the following day", "next Friday"

static bool names_day(const tx_words *s, uint32_t i)
{
  return is(s, i, TW_WEEKDAY | TW_MONTH | TW_SEASON);
}

// What "last", "this" or "next" stands before.
static uint32_t directed(const tx_words *s, uint32_t i, int dir, tx *e)
{
  const tw_word *w = tx_at(s, i);
  if (names_day(s, i)) {
    const uint32_t j = tx_read_date(s, i, e);
    e->dir           = (int16_t)dir;
    e->strict        = true;
    const bool bare  = j == i + 1;
    return bare && e->weekday ? part_of_day(s, j, e) : bare ? j : i;
  }
  e->kind = TX_OFFSET;
  e->n    = dir;
  if (is(s, i, TW_PART)) {
    e->unit = 'D';
    e->part = w->part;
    return dir < 0 && e->base == TX_FROM_DOC && strcmp(w->part, "NI") != 0 &&
               strcmp(w->part, "EV") != 0
             ? i // "the last morning" is that of something
             : i + 1;
  }
  if (other(s, i, TW_FISCAL)) {
    w = tx_at(s, ++i);
  }
  if (!is(s, i, TW_UNIT) || w->unit == 'S' || w->unit == 'N' ||
      (w->unit == 'D' && dir < 0 && e->base == TX_FROM_DOC)) {
    return i; // "the last day" is that of something
  }
  e->unit = w->unit;
  return i + 1;
}

// "last", "the next", "this past"; where what it directs begins, 0: no.
static uint32_t direction(const tx_words *s, uint32_t i, tx *e, int *dir)
{
  const uint32_t j = i + is(s, i, TW_THE);
  if (is(s, j, TW_DIR)) {
    *dir = tx_at(s, j)->dir;
    if (j > i && *dir != 0) {
      e->base = *dir > 0 ? TX_FROM_NEAR : TX_FROM_DOC; // "the next day"
    }
    if (*dir == 0 && is(s, j + 1, TW_PAST)) {
      *dir = tx_at(s, j + 1)->dir;
      return j + 2; // "this past Friday"
    }
    return j + 1;
  }
  if (is(s, j, TW_PREV) || is(s, j, TW_FOLL)) {
    *dir    = is(s, j, TW_PREV) ? -1 : 1;
    e->base = j > i ? TX_FROM_TOLD : TX_FROM_NEAR;
    return j + 1;
  }
  if (is(s, j, TW_SAME) || (j == i && other(s, j, TW_THAT))) {
    *dir    = 0;
    e->base = TX_FROM_TOLD;
    return j + 1 + (j == i && is(s, j + 1, TW_SAME));
  }
  if (other(s, j, TW_CUR)) {
    *dir = 0;
    return j + 1;
  }
  return 0;
}

static uint32_t relative(const tx_words *s, uint32_t i, tx *e)
{
  int            dir = 0;
  const uint32_t j   = direction(s, i, e, &dir);
  if (!j) {
    return i;
  }
  const uint32_t end = directed(s, j, dir, e);
  return end > j ? end : i;
}

// "the day before yesterday", "the day before", "the night after"
static uint32_t day_before(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j    = i + (is(s, i, TW_THE) || is(s, i, TW_DET));
  const bool     part = is(s, j, TW_PART);
  if (j == i || !(part || is(s, j, TW_UNIT))) {
    return i;
  }
  const uint32_t k     = j + 1;
  const bool     later = other(s, k, TW_AFTER);
  if (!later && !other(s, k, TW_BEFORE)) {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = part ? 'D' : tx_at(s, j)->unit;
  e->part = part ? tx_at(s, j)->part : NULL;
  e->n    = later ? 1 : -1;
  e->base = TX_FROM_TOLD;
  if (is(s, k + 1, TW_DEICTIC) && tx_at(s, k + 1)->dir) {
    e->n += tx_at(s, k + 1)->dir;
    e->base = TX_FROM_DOC;
    return k + 2;
  }
  const char next = tx_at(s, k + 1)->type;
  return next != 'w' && next != '9' ? k + 1 : i;
}

// ---- durations and what is counted from them

// Reads "three-year", "three straight years"; `*e` has the number.
static uint32_t unit_after(const tx_words *s, uint32_t i, bool counted, tx *e)
{
  uint32_t   j      = skip_hyphen(s, i);
  const bool hyphen = j > i;
  while (tx_at(s, j)->other == TW_FILL) {
    ++j;
  }
  const tw_word *w = tx_at(s, j);
  if (!is_unit(s, j)) {
    return i;
  }
  const bool plural = is(s, j, TW_UNITS);
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
  if (w->unit == 'Q' && e->half) {
    return i;
  }
  e->unit = w->unit;
  return j + 1;
}

static bool is_age(const tx_words *s, uint32_t i)
{
  return other(s, skip_hyphen(s, i), TW_OLD);
}

// "five cents a share, three times a year": a rate, not a length
static bool is_rate(const tx_words *s, uint32_t i)
{
  if (!i || !is(s, i, TW_DET)) {
    return false;
  }
  const tw_word    *w = s->w + i - 1;
  const acta_token *t = s->doc->tokens + w->token;
  return w->type == '9' || w->type == '%' || is(s, i - 1, TW_NUM | TW_MULT) ||
         (t->xpos != ACTA_XPOS_NONE && t->upos == ACTA_NOUN);
}

static uint32_t amount(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = tx_read_number(s, i, e);
  if (j == i) {
    return i;
  }
  const uint32_t k = unit_after(s, j, !is(s, i, TW_DET) || j > i + 1, e);
  if (k == j || is_age(s, k)) {
    return i;
  }
  const uint32_t half = and_a_half(s, k, e); // "two years and a half"
  if (half > k) {
    return half;
  }
  // "nine years and 10 months", "2 hours 30 minutes"
  const uint32_t m      = k + (is(s, k, TW_AND) || mark(s, k, ','));
  tx             second = {.kind = TX_NONE};
  const uint32_t p      = plain_number(s, m, &second);
  if (p > m && is(s, p, TW_UNITS | TW_UNIT) &&
      (is(s, p, TW_UNITS) || second.n == 1) && e->unit != tx_at(s, p)->unit) {
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

// "two days ago", "a year later", "six months from now", "five days before"
static uint32_t counted(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = amount(s, i, e);
  if (j == i) {
    return i;
  }
  e->kind    = TX_OFFSET;
  e->counted = true;
  if (is(s, j, TW_AGO)) {
    e->n = -e->n;
    return j + 1;
  }
  if (is(s, j, TW_LATER | TW_EARLIER)) {
    e->n    = is(s, j, TW_EARLIER) ? -e->n : e->n;
    e->base = TX_FROM_NEAR;
    return j + 1;
  }
  if (other(s, j, TW_FROM) &&
      (other(s, j + 1, TW_REF) || is(s, j + 1, TW_DEICTIC))) {
    return j + 2;
  }
  const bool before = other(s, j, TW_BEFORE);
  if ((before || other(s, j, TW_AFTER)) && at_end(s, j + 1)) {
    e->n    = before ? -e->n : e->n;
    e->base = TX_FROM_TOLD;
    return j + 1;
  }
  e->kind = TX_DURATION;
  return is_rate(s, i) ? i : j;
}

// "the past three years", "the last few weeks", "the next decade"
static uint32_t stretch(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t       j = i + is(s, i, TW_THE);
  const uint32_t d = j + (is(s, j, TW_DIR) && tx_at(s, j)->dir == 0 &&
                          is(s, j + 1, TW_PAST)); // "these past years"
  const tw_word *w = tx_at(s, d);
  if (!is(s, d, TW_DIR | TW_PAST | TW_PREV | TW_FOLL | TW_ORD)) {
    return i;
  }
  const int dir = is(s, d, TW_PREV) ? -1 : is(s, d, TW_FOLL) ? 1 : w->dir;
  j             = d + 1;
  e->kind       = TX_DURATION;
  e->stretch    = (int16_t)dir;
  if (is(s, d, TW_PAST) && is_unit(s, j)) { // "the past year"
    e->n     = 1;
    e->fuzzy = is(s, j, TW_UNITS);
    e->unit  = tx_at(s, j)->unit;
    return j + 1;
  }
  const uint32_t k = tx_read_number(s, j, e);
  if (k == j || is(s, j, TW_DET)) {
    return i;
  }
  const uint32_t end = unit_after(s, k, true, e);
  e->n2              = 0;
  return end > k && !is_age(s, end) ? end : i;
}

// "recent years", "recent weeks"
static uint32_t recent(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + is(s, i, TW_THE);
  if (!is(s, j, TW_RECENT) || !is(s, j + 1, TW_UNITS)) {
    return i;
  }
  e->kind = TX_REF;
  memcpy(e->value, "PAST_REF", 9);
  return j + 2;
}

// "the weekend": the last one or the next one
static uint32_t weekend(const tx_words *s, uint32_t i, tx *e)
{
  if (!is(s, i, TW_THE) || !is(s, i + 1, TW_UNIT) ||
      tx_at(s, i + 1)->unit != 'K') {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = 'K';
  e->open = true;
  return i + 2;
}

// "ended the day": the one that is told of
static uint32_t day_ended(const tx_words *s, uint32_t i, tx *e)
{
  if (!i || !other(s, i - 1, TW_ENDED) || !is(s, i, TW_THE) ||
      !is(s, i + 1, TW_UNIT) || tx_at(s, i + 1)->unit != 'D') {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = 'D';
  e->base = TX_FROM_NEAR;
  return i + 2;
}

// "for years", "in months": many of them
static uint32_t bare_units(const tx_words *s, uint32_t i, tx *e)
{
  if (!is(s, i, TW_UNITS) || !i ||
      !(tx_at(s, i - 1)->other == TW_PREP || tx_at(s, i - 1)->other == TW_FOR ||
        tx_at(s, i - 1)->other == TW_IN ||
        tx_at(s, i - 1)->other == TW_AFTER) ||
      is(s, i + 1, TW_OF)) {
    return is(s, i, TW_UNITS) && is(s, i + 1, TW_AGO | TW_LATER | TW_EARLIER)
             ? (e->kind = TX_OFFSET, e->fuzzy = true,
                e->n    = is(s, i + 1, TW_LATER) ? 1 : -1,
                e->unit = tx_at(s, i)->unit, i + 2)
             : i;
  }
  e->kind  = TX_DURATION;
  e->n     = 1;
  e->fuzzy = true;
  e->unit  = tx_at(s, i)->unit;
  return i + 1;
}

// ---- sets

static void put_value(tx *e, const char *value)
{
  size_t n = 0;
  while (value[n] && value[n] != '|' && n + 1 < sizeof(e->value)) {
    e->value[n] = value[n];
    ++n;
  }
  e->value[n] = '\0';
}

static uint32_t every(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + 1;
  if (!is(s, i, TW_EVERY) || is(s, j, TW_OF)) {
    return i;
  }
  e->kind = TX_SET;
  e->n    = 1;
  if (other(s, j, TW_OTHER_ONE)) {
    e->n = 2;
    ++j;
  } else {
    j = is(s, j, TW_NUM) || mark(s, j, '9') ? plain_number(s, j, e) : j;
  }
  const tw_word *w = tx_at(s, j);
  if (is_unit(s, j)) {
    e->unit = w->unit;
    return j + 1;
  }
  e->weekday = is(s, j, TW_WEEKDAY) ? w->weekday : 0;
  e->part    = is(s, j, TW_PART) ? w->part : NULL;
  e->month   = is(s, j, TW_MONTH) ? w->month : 0;
  e->season  = is(s, j, TW_SEASON) ? w->part : NULL;
  return e->weekday || e->part || e->month || e->season ? j + 1 : i;
}

// "daily", "Mondays", "twice a week", "three times per year"
static uint32_t set(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  e->kind          = TX_SET;
  if (w->other == TW_SET) {
    put_value(e, w->part);
    return i + 1;
  }
  if (is(s, i, TW_WEEKDAYS) && tx_is_name(s, i, TW_WEEKDAYS)) {
    e->weekday = w->weekday;
    return i + 1;
  }
  uint32_t j = i;
  if ((w->type == '9' || is(s, i, TW_NUM | TW_FUZZY)) &&
      other(s, i + 1, TW_TIMES)) {
    j = i + 2;
  } else if (w->other == TW_TIMES && w->num) {
    j = i + 1;
  }
  if (j > i && (is(s, j, TW_DET | TW_EVERY) || other(s, j, TW_PER)) &&
      is(s, j + 1, TW_UNIT)) {
    e->n    = 1;
    e->unit = tx_at(s, j + 1)->unit;
    return j + 2;
  }
  e->kind = TX_NONE;
  return i;
}

// ---- phrases and modifiers

static bool is_noun_like(const tx_words *s, uint32_t i)
{
  if (i >= s->n) {
    return false;
  }
  const acta_token *t = s->doc->tokens + s->w[i].token;
  return t->xpos != ACTA_XPOS_NONE &&
         (t->upos == ACTA_NOUN || t->upos == ACTA_PROPN || t->upos == ACTA_ADJ);
}

static uint32_t phrase(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t        n = 0;
  const acta_row *r = tw_phrase(s->doc, s->w, s->n, i, &n);
  if (!r || !strcmp(r->value, "quant") || !strcmp(r->value, "mod")) {
    return i;
  }
  if (!strncmp(r->value, "ref ", 4)) {
    const tw_word *next = tx_at(s, i + n);
    e->kind             = TX_REF;
    put_value(e, r->value + 4);
    // "the past five days", "the present government"
    return next->type == '9' || is_noun_like(s, i + n) ||
               (next->is & (TW_NUM | TW_FUZZY | TW_UNIT | TW_UNITS))
             ? i
             : i + n;
  }
  e->kind          = TX_HOLIDAY;
  e->holiday       = r;
  const uint32_t j = i + n + mark(s, i + n, ',');
  const tw_word *w = tx_at(s, j);
  if (w->type == '9' && w->digits == 4 && w->num < 2200 && w->num > 1000) {
    e->year     = w->num;
    e->has_year = true;
    return j + 1;
  }
  return i + n;
}

static uint32_t reference(const tx_words *s, uint32_t i, tx *e)
{
  // "now-cancelled"; "Now, ..." only goes on talking
  const bool talk = !i && s->doc->text.p[s->w[i].begin] == 'N';
  if (!other(s, i, TW_REF) || mark(s, i + 1, '-') || talk ||
      other(s, i + 1, TW_THAT)) {
    return i;
  }
  e->kind = TX_REF;
  put_value(e, tx_at(s, i)->part);
  return i + 1;
}

static uint32_t core(const tx_words *s, uint32_t i, tx *out)
{
  static uint32_t (*const rules[])(const tx_words *, uint32_t, tx *) = {
    date,       clock_time, deictic, relative, day_before, counted,
    stretch,    recent,     every,   set,      phrase,     reference,
    bare_units, day_part,   weekend, day_ended};
  uint32_t best = i;
  for (size_t k = 0; k < sizeof(rules) / sizeof(rules[0]); ++k) {
    tx             e = {.kind = TX_NONE};
    const uint32_t j = rules[k](s, i, &e);
    if (j > best) {
      best = j;
      *out = e;
    }
  }
  return best;
}

// Words before the core that belong to it: "early", "the end of", "more than".
static uint32_t lead(const tx_words *s, uint32_t i, bool *the, bool *vague)
{
  uint32_t        n = 0;
  const acta_row *r = tw_phrase(s->doc, s->w, s->n, i, &n);
  if (r && (!strcmp(r->value, "quant") || !strcmp(r->value, "mod"))) {
    *vague = !strcmp(r->value, "quant");
    return i + n;
  }
  uint32_t j = i + is(s, i, TW_THE);
  *the       = j > i;
  if (is(s, j, TW_MOD)) {
    ++j;
    j = skip_hyphen(s, j);
    return j + (other(s, j, TW_ON) || other(s, j, TW_IN));
  }
  if (j == i && is(s, j, TW_EARLIER | TW_LATER)) {
    ++j;
    return j + (other(s, j, TW_ON) || other(s, j, TW_IN));
  }
  if (j == i && is(s, j, TW_QUANT)) {
    *vague = true;
    return j + 1;
  }
  return j;
}

// "the end of the year", "late in the day": this one
static uint32_t end_of_unit(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i + 1);
  if (!is(s, i, TW_THE) || !is(s, i + 1, TW_UNIT) ||
      !strchr("YMWKED", w->unit)) {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = w->unit;
  e->base = w->unit == 'D' ? TX_FROM_NEAR : TX_FROM_DOC;
  return i + 2;
}

uint32_t tx_read(const tx_words *s, uint32_t i, tx *out)
{
  bool           the = false, vague = false;
  uint32_t       best = core(s, i, out);
  const uint32_t j    = lead(s, i, &the, &vague);
  if (j == i) {
    return best;
  }
  tx       e = {.kind = TX_NONE};
  uint32_t k = core(s, j, &e);
  if (k == j && !vague && j > i + 1) {
    k = end_of_unit(s, j, &e);
  }
  // "about" goes with amounts; "the" with what is named by it
  const bool fits = vague ? (e.kind == TX_DURATION && !e.stretch) ||
                              e.has_clock || (e.kind == TX_OFFSET && e.counted)
                          : e.kind == TX_DATE ||
                              (e.kind == TX_OFFSET && j > i + the) ||
                              (e.kind == TX_DURATION && !the && j > i + 1);
  const bool bare = the && j == i + 1;
  if (k == j || !fits) {
    return best;
  }
  if (bare && !(e.decade || e.century || e.season || e.quarter || e.half_year ||
                e.part || e.weekday)) {
    return best;
  }
  if (k > best) {
    *out = e;
    best = k;
  }
  return best;
}
