// SPDX-License-Identifier: MIT
// Clock times, perhaps with their day.
#include "language/timex_expr.h"

static uint32_t zone(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word  *w = tx_at(s, i);
  uint32_t        n = 0;
  const acta_row *r = tw_phrase(s->doc, s->w, s->n, i, &n);
  if (r && !strcmp(r->value, "zone")) {
    return i + n; // "local time"
  }
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
  uint32_t j = i + (tx_other(s, i, TW_IN) || tx_other(s, i, TW_AT));
  j += tx_is(s, j, TW_THE);
  if (j == i || !tx_is(s, j, TW_PART)) {
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
  if (tx_is(s, i, TW_CLOCK)) {
    return put_clock(e, w->num, 0, none) ? zone(s, i + 1, e) : i;
  }
  if ((tx_is(s, i, TW_NUM) || w->type == '9') &&
      tx_other(s, i + 1, TW_OCLOCK) && put_clock(e, w->num, 0, none)) {
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
  const bool dot = tx_mark(s, i, '.');
  if (!(dot || tx_mark(s, i, ':')) || !tx_at(s, i)->glued ||
      !tx_at(s, i + 1)->glued || tx_at(s, i + 1)->digits != 2) {
    return i;
  }
  *minute = tx_at(s, i + 1)->num;
  const bool seconds =
    !dot && tx_mark(s, i + 2, ':') && tx_at(s, i + 3)->digits == 2;
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
  const bool ampm  = tx_other(s, j, TW_AMPM);
  if (!put_clock(e, w->num, minute, tx_at(s, j))) {
    return i;
  }
  j += ampm;
  // an abbreviation's full stop that is a token of its own
  j += ampm && tx_mark(s, j, '.') && tx_at(s, j)->glued && j + 1 < s->n;
  const uint32_t k = zone(s, j, e);
  if (ampm || (k > j && timed)) {
    return k;
  }
  const uint32_t p = w->num <= 12 ? part_after(s, j, e) : j;
  if (p > j) {
    return p;
  }
  return timed && tx_mark(s, i + 1, ':') && before_time(s, i) ? j : i;
}

// A time of day, perhaps with its day: "8 a.m. on Tuesday"
uint32_t tx_read_clock_time(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = clock_alone(s, i, e);
  if (j == i) {
    return i;
  }
  uint32_t k = j + (tx_mark(s, j, ',') || tx_other(s, j, TW_ON));
  k += tx_other(s, k, TW_ON);
  tx             day = {.kind = TX_NONE};
  const uint32_t end = tx_read_date(s, k, &day);
  if (end > k && (day.day || day.weekday)) {
    day.has_clock = true;
    day.hour      = e->hour;
    day.minute    = e->minute;
    day.utc       = e->utc;
    *e            = day;
    return end + tx_is(s, end, TW_PART); // "9:30 on Tuesday morning"
  }
  if (tx_is(s, k, TW_DEICTIC) && !tx_at(s, k)->part) {
    e->kind = TX_OFFSET;
    e->unit = 'D';
    e->n    = tx_at(s, k)->dir;
    return k + 1;
  }
  return j;
}
