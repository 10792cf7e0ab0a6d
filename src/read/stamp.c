// SPDX-License-Identifier: MIT
#include "read/stamp.h"
#include "base/day.h"
#include "read/cues.h"

enum {
  MAX_TOKENS  = 48,
  CENTURY     = 2000, // of a year of two digits
  MAX_MINUTES = 1440 * 3660,
  GLUED_MONTH = 5, // letters of the shortest month that is found glued
};

typedef struct {
  char     type;   // '9' number, 'a' word, else the punctuation itself
  uint8_t  digits; // of a number
  int      value;  // of a number
  acta_str text;
} token;

typedef struct {
  token       t[MAX_TOKENS];
  size_t      n;
  bool        cut; // there were more
  acta_stamp *out;
} scan;

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Dashes, bullets and no-break spaces separate; other letters do not belong.
static size_t separator(acta_str s, size_t i)
{
  static const char *const ok[] = {"\xC2\xA0",     "\xC2\xB7",
                                   "\xE2\x80\x93", "\xE2\x80\x94",
                                   "\xE2\x80\xA2", "\xE2\x80\xAF"};
  for (size_t k = 0; k < sizeof(ok) / sizeof(ok[0]); ++k) {
    const size_t n = strlen(ok[k]);
    if (s.n - i >= n && !memcmp(s.p + i, ok[k], n)) {
      return n;
    }
  }
  return 0;
}

// A year with the clock glued on, "20239:12", comes out as two numbers.
static size_t take_number(acta_str s, size_t i, token *t)
{
  const size_t from = i;
  size_t       end  = i;
  while (end < s.n && is_digit(s.p[end])) {
    ++end;
  }
  const size_t n = end - from;
  if ((n == 5 || n == 6) && end < s.n && s.p[end] == ':') {
    end = from + 4;
  }
  t->type = '9';
  for (; i < end; ++i) {
    t->value = t->value < 100000 ? t->value * 10 + (s.p[i] - '0') : t->value;
  }
  t->digits = (uint8_t)(i - from < 9 ? i - from : 9);
  return i;
}

static bool is_lower(char c)
{
  return c >= 'a' && c <= 'z';
}

// Does another word begin at `i`, inside "agoUpdated" or "GMTUpdated"?
static bool is_glued(acta_str s, size_t i)
{
  return !is_lower(s.p[i]) &&
         (is_lower(s.p[i - 1]) || (i + 1 < s.n && is_lower(s.p[i + 1])));
}

// "a.m." and "p.m." come out as one word of two letters.
static size_t take_word(acta_str s, size_t i, token *t)
{
  t->type = 'a';
  if (s.n - i >= 4 && strchr("aApP", s.p[i]) && s.p[i + 1] == '.') {
    const size_t m = i + 2 + (s.p[i + 2] == ' ');
    if (s.p[m] == 'm' || s.p[m] == 'M') {
      t->text = strchr("aA", s.p[i]) ? ACTA_STR("am") : ACTA_STR("pm");
      return m + 1 + (s.n > m + 1 && s.p[m + 1] == '.');
    }
  }
  const size_t from = i++;
  while (i < s.n && is_letter(s.p[i]) && !is_glued(s, i)) {
    ++i;
  }
  t->text = (acta_str){s.p + from, i - from};
  return i;
}

static void cut(acta_str s, scan *x)
{
  size_t i = 0;
  while (i < s.n && x->n < MAX_TOKENS) {
    token       *t   = x->t + x->n;
    const size_t gap = separator(s, i);
    *t               = (token){' ', 0, 0, {NULL, 0}};
    if (gap) {
      i += gap;
    } else if (is_digit(s.p[i])) {
      i = take_number(s, i, t);
    } else if (is_letter(s.p[i])) {
      i = take_word(s, i, t);
    } else {
      t->type = s.p[i++];
    }
    x->n += t->type != ' ' && t->type != '\t';
  }
  x->cut = i < s.n;
}

static const token *at(const scan *x, size_t i)
{
  static const token none = {0, 0, 0, {NULL, 0}};
  return i < x->n ? x->t + i : &none;
}

static int row_value(const token *t, const char *kind)
{
  const acta_row *r =
    t->type == 'a' ? acta_rows_find(acta_layout_rows(), kind, t->text) : NULL;
  return r ? acta_row_int(r->value, NULL) : -1;
}

// A month, perhaps with a word of capitals glued on: "NEWSNOVEMBER".
static int month_of(const token *t)
{
  const int month = row_value(t, "month");
  if (month >= 0 || t->type != 'a' || t->text.n <= GLUED_MONTH) {
    return month;
  }
  for (size_t i = 1; i + GLUED_MONTH <= t->text.n; ++i) {
    const token tail = {'a', 0, 0, {t->text.p + i, t->text.n - i}};
    if (t->text.p[i] >= 'a' || row_value(&tail, "month") < 0) {
      continue;
    }
    return row_value(&tail, "month");
  }
  return -1;
}

static bool is_word(const token *t, const char *word)
{
  if (t->type != 'a' || t->text.n != strlen(word)) {
    return false;
  }
  for (size_t i = 0; i < t->text.n; ++i) {
    if ((t->text.p[i] | 0x20) != word[i]) {
      return false;
    }
  }
  return true;
}

static bool is_zone(const token *t)
{
  const acta_row *r = t->type == 'a'
                        ? acta_rows_find(acta_layout_rows(), "stamp", t->text)
                        : NULL;
  return r && !strcmp(r->value, "zone");
}

static bool put_date(scan *x, int y, int m, int d)
{
  if (y < 1700 || y > 2199 || m < 1 || m > 12 || d < 1 ||
      d > acta_days_in_month(y, m)) {
    return false;
  }
  const acta_day day = acta_day_of(y, m, d);
  if (x->out->day == ACTA_NO_DAY || day > x->out->day) {
    x->out->day = day;
  }
  return true;
}

// "2019-04-25", "25.04.2019", "4/25/2019", "4/25/19"; tokens used, 0: none of
// them.
static size_t numeric_date(scan *x, size_t i)
{
  const token *a = at(x, i), *b = at(x, i + 2), *c = at(x, i + 4);
  const char   sep = at(x, i + 1)->type;
  if (!sep || !strchr("-./", sep) || at(x, i + 3)->type != sep ||
      b->type != '9' || c->type != '9') {
    return 0;
  }
  bool good = false;
  if (a->digits == 4) {
    good = put_date(x, a->value, b->value, c->value);
  } else if (c->digits == 4) {
    // with slashes the American order, unless that is no date
    good = (sep == '/' && put_date(x, c->value, a->value, b->value)) ||
           put_date(x, c->value, b->value, a->value);
  } else if (c->digits == 2 && sep == '/') {
    good = put_date(x, CENTURY + c->value, a->value, b->value);
  }
  return good ? 5 : 0;
}

// A year after a day and a month, after a comma or not; tokens used.
static size_t year_after(scan *x, size_t i, int month, int day)
{
  const size_t skip = at(x, i)->type == ',' || at(x, i)->type == '.';
  if (at(x, i + skip)->digits == 4 &&
      put_date(x, at(x, i + skip)->value, month, day)) {
    return skip + 1;
  }
  if (day >= 1 && day <= 31 && !x->out->month) {
    x->out->month        = month;
    x->out->day_of_month = day;
  }
  return 0;
}

static size_t ordinal(const scan *x, size_t i)
{
  return is_word(at(x, i), "st") || is_word(at(x, i), "nd") ||
         is_word(at(x, i), "rd") || is_word(at(x, i), "th");
}

// "25 April 2019", "25th of April"
static size_t day_month(scan *x, size_t i)
{
  size_t j = i + 1 + ordinal(x, i + 1);
  j += is_word(at(x, j), "of");
  const int month = row_value(at(x, j), "month");
  if (month < 0 || at(x, i)->digits > 2) {
    return 0;
  }
  j += at(x, j + 1)->type == '.' ? 2 : 1;
  return j + year_after(x, j, month, at(x, i)->value) - i;
}

// "April 25, 2019", "Sept. 4"
static size_t month_day(scan *x, size_t i)
{
  const int month = month_of(at(x, i));
  size_t    j     = i + 1 + (at(x, i + 1)->type == '.');
  if (month < 0 || at(x, j)->type != '9' || at(x, j)->digits > 2) {
    return 0;
  }
  const int day = at(x, j)->value;
  j += 1 + ordinal(x, j + 1);
  return j + year_after(x, j, month, day) - i;
}

static void put_clock(scan *x, int hour, int minute, const token *half)
{
  hour = is_word(half, "pm") && hour < 12 ? hour + 12 : hour;
  hour = is_word(half, "am") && hour == 12 ? 0 : hour;
  if (hour < 24 && minute < 60 && x->out->minute < 0) {
    x->out->minute = hour * 60 + minute;
  }
}

static bool is_half(const token *t)
{
  return is_word(t, "am") || is_word(t, "pm");
}

// "8:29 a.m.", "16:08", "18.22 GMT", "6 am"
static size_t clock_time(scan *x, size_t i)
{
  const token *a = at(x, i), *b = at(x, i + 2), *zone = at(x, i + 3);
  const char   sep   = at(x, i + 1)->type;
  const bool   point = sep == '.' && (is_half(zone) || is_zone(zone));
  if (a->digits > 2) {
    return 0;
  }
  if ((sep == ':' || point) && b->type == '9' && b->digits == 2) {
    const size_t s    = zone->type == ':' && at(x, i + 4)->type == '9' ? 2 : 0;
    const token *half = at(x, i + 3 + s);
    put_clock(x, a->value, b->value, half);
    return 3 + s + is_half(half);
  }
  if (is_half(at(x, i + 1))) {
    put_clock(x, a->value, 0, at(x, i + 1));
    return 2;
  }
  return 0;
}

static int count_of(const token *t)
{
  return is_word(t, "a") || is_word(t, "an") ? 1
         : t->type == '9'                    ? t->value < 1000 ? t->value : 1000
                                             : -1;
}

// "2 hr 8 min ago", "a day ago"; a "2 min read" tells nothing
static size_t ago(scan *x, size_t i)
{
  int32_t sum = 0;
  size_t  j   = i;
  while (count_of(at(x, j)) >= 0 && row_value(at(x, j + 1), "unit") >= 0 &&
         sum < MAX_MINUTES) {
    sum += count_of(at(x, j)) * row_value(at(x, j + 1), "unit");
    j += at(x, j + 2)->type == ',' ? 3 : 2;
  }
  if (j == i || (!is_word(at(x, j), "ago") && !is_word(at(x, j), "read"))) {
    return 0;
  }
  x->out->ago = is_word(at(x, j), "ago") ? sum : x->out->ago;
  return j + 1 - i;
}

// Tokens of the expression that begins at `i`, 0: none does.
static size_t step(scan *x, size_t i)
{
  const token *t = at(x, i);
  size_t       n = 0;
  if (t->type == '9') {
    n = ago(x, i);
    n = n ? n : numeric_date(x, i);
    n = n ? n : clock_time(x, i);
    return n ? n : day_month(x, i);
  }
  if (t->type != 'a') {
    return strchr(",.|-():/+", t->type) ? 1 : 0;
  }
  if (is_zone(t) && strchr("+-", at(x, i + 1)->type) &&
      at(x, i + 2)->type == '9') { // "GMT+2", "GMT+02:00"
    return at(x, i + 3)->type == ':' && at(x, i + 4)->type == '9' ? 5 : 3;
  }
  n = month_day(x, i);
  n = n ? n : ago(x, i);
  if (!n && row_value(t, "weekday") >= 0) {
    n = 1;
  }
  if (!n) {
    const acta_row *r = acta_rows_find(acta_layout_rows(), "stamp", t->text);
    n                 = r ? 1 : 0;
    x->out->labelled  = x->out->labelled || (r && *r->value && !is_zone(t));
  }
  return n;
}

void acta_stamp_scan(acta_str line, acta_stamp *out)
{
  scan x;
  x.n   = 0;
  x.cut = false;
  x.out = out;
  *out  = (acta_stamp){ACTA_NO_DAY, 0, 0, -1, -1, true, false};
  cut(line, &x);
  for (size_t i = 0; i < x.n;) {
    const size_t n = step(&x, i);
    out->only      = out->only && n;
    i += n ? n : 1;
  }
  out->only = out->only && !x.cut &&
              (out->day != ACTA_NO_DAY || out->month || out->ago >= 0 ||
               out->minute >= 0);
}

acta_day acta_stamp_near(const acta_stamp *s, acta_day near)
{
  acta_day best = ACTA_NO_DAY;
  int      y = 0, mo = 0, d = 0;
  if (!s->month || near == ACTA_NO_DAY) {
    return ACTA_NO_DAY;
  }
  acta_day_civil(near, &y, &mo, &d);
  for (int k = y - 1; k <= y + 1; ++k) {
    if (s->day_of_month > acta_days_in_month(k, s->month)) {
      continue;
    }
    const acta_day day = acta_day_of(k, s->month, s->day_of_month);
    if (best == ACTA_NO_DAY || (day > near ? day - near : near - day) <
                                 (best > near ? best - near : near - best)) {
      best = day;
    }
  }
  return best;
}
