// SPDX-License-Identifier: MIT
// From an expression to its TIMEX3 value and days.
#include "base/day.h"
#include "language/timex.h"
#include "language/timex_expr.h"

#include <stdio.h>

enum { VALUE_BYTES = 64, MAX_YEAR = 9999 };

static const acta_days no_days = {ACTA_NO_DAY, ACTA_NO_DAY};

// ---- values to days

static int number(acta_str s, size_t at, size_t n)
{
  int v = 0;
  for (size_t i = at; i < at + n; ++i) {
    if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') {
      return -1;
    }
    v = v * 10 + (s.p[i] - '0');
  }
  return v;
}

static acta_days months(int y, int from, int n)
{
  int last_y = y + (from + n - 2) / 12, last = (from + n - 2) % 12 + 1;
  return (acta_days){
    acta_day_of(y, from, 1),
    acta_day_of(last_y, last, acta_days_in_month(last_y, last))};
}

// Monday of ISO week `w`.
static acta_day week_begin(int y, int w)
{
  const acta_day jan4 = acta_day_of(y, 1, 4);
  return jan4 - acta_day_weekday(jan4) + 7 * (w - 1);
}

// "2008-W35", "2010-W04-WE", "2007-Q3", "2009-H1", "2012-SU"
static acta_days special_days(acta_str s, int y)
{
  static const char seasons[] = "SPSUFAWI";
  const int         two = number(s, 6, 2), one = number(s, 6, 1);
  if (s.p[5] == 'W' && s.n >= 8 && two >= 1 && two <= 53) {
    const acta_day monday  = week_begin(y, two);
    const bool     weekend = s.n >= 11 && s.p[9] == 'W' && s.p[10] == 'E';
    return (acta_days){weekend ? monday + 5 : monday, monday + 6};
  }
  if (s.p[5] == 'Q' && one >= 1 && one <= 4) {
    return months(y, one * 3 - 2, 3);
  }
  if (s.p[5] == 'H' && one >= 1 && one <= 2) {
    return months(y, one * 6 - 5, 6);
  }
  for (int k = 0; k < 4 && s.n == 7; ++k) {
    if (!memcmp(seasons + (size_t)2 * (size_t)k, s.p + 5, 2)) {
      return months(y, 3 + 3 * k, 3);
    }
  }
  return no_days;
}

acta_days acta_timex_days(acta_str value)
{
  acta_str    s = value;
  const char *t = s.n ? memchr(s.p, 'T', s.n) : NULL;
  s.n           = t ? (size_t)(t - s.p) : s.n;
  const int y   = number(s, 0, 4);
  if (s.n == 2 || s.n == 3) {
    const int n    = number(s, 0, s.n);
    const int span = s.n == 2 ? 100 : 10;
    return n < 0 ? no_days : months(n * span, 1, span * 12);
  }
  if (y < 0) {
    return no_days;
  }
  if (s.n == 4) {
    return months(y, 1, 12);
  }
  const int m = number(s, 5, 2), d = number(s, 8, 2);
  if (s.n == 7 && m >= 1 && m <= 12) {
    return months(y, m, 1);
  }
  if (s.n == 10 && m >= 1 && m <= 12 && d >= 1 &&
      d <= acta_days_in_month(y, m)) {
    return (acta_days){acta_day_of(y, m, d), acta_day_of(y, m, d)};
  }
  return s.n >= 7 ? special_days(s, y) : no_days;
}

// ---- dates

typedef struct {
  char     text[VALUE_BYTES];
  bool     is_time;
  acta_day first, last; // set if they do not follow from the text
} value;

typedef struct {
  int y, m, d;
} civil;

static civil civil_of(acta_day day)
{
  civil c = {0, 0, 0};
  acta_day_civil(day, &c.y, &c.m, &c.d);
  return c;
}

static void put_part(value *v, const tx *e)
{
  const size_t n = strlen(v->text);
  if (e->has_clock) {
    (void)snprintf(v->text + n, sizeof(v->text) - n, "T%02d:%02d%s", e->hour,
                   e->minute, e->utc ? "Z" : "");
    v->is_time = true;
  } else if (e->part) {
    (void)snprintf(v->text + n, sizeof(v->text) - n, "T%.2s", e->part);
    v->is_time = true;
  }
}

static void put_day(value *v, acta_day d)
{
  if (d == ACTA_NO_DAY) {
    memcpy(v->text, "XXXX-XX-XX", 11);
    return;
  }
  acta_day_format(d, v->text);
}

static void put_week(value *v, acta_day d, bool weekend)
{
  const acta_day thursday = d - acta_day_weekday(d) + 3;
  const civil    c        = civil_of(thursday);
  const int      week     = (int)(thursday - acta_day_of(c.y, 1, 1)) / 7 + 1;
  (void)snprintf(v->text, sizeof(v->text), "%04d-W%02d%s", c.y, week,
                 weekend ? "-WE" : "");
}

// A year for what has none: the one that fits `begin`, the first day of it in
// the year of the anchor, to the tense.
static int open_year(const tx *e, const tx_context *c, int month, int day,
                     int length)
{
  const bool     told = c->told.begin != ACTA_NO_DAY;
  const acta_day from = // "the following autumn"
    told && e->strict && e->base != TX_FROM_DOC ? c->told.end : c->doc;
  const civil    now  = civil_of(from);
  const int      dim  = acta_days_in_month(now.y, month);
  const acta_day here = acta_day_of(now.y, month, day < dim ? day : dim);
  if (c->story && told && !e->strict) {
    return civil_of(c->told.begin).y; // a story goes on in its year
  }
  if (e->strict && e->n) { // "April last year", "April the same year"
    return now.y + e->dir;
  }
  const int  tense = e->strict && e->dir ? e->dir : c->tense;
  const bool over  = here + length - 1 < from;
  const bool ahead = here > from;
  if (tense > 0) {
    return over || (e->strict && e->dir && !ahead) ? now.y + 1 : now.y;
  }
  if (tense < 0) {
    const bool inside = !over && !ahead;
    return ahead || (e->strict && e->dir && inside) ? now.y - 1 : now.y;
  }

  // no tense: the nearest
  return here - from > 183 ? now.y - 1 : from - here > 183 ? now.y + 1 : now.y;
}

static void year_text(char out[16], const tx *e, const tx_context *c, int month,
                      int day, int length)
{
  if (e->has_year) {
    (void)snprintf(out, 16, "%s%04d", e->bc ? "-" : "", (int)e->year);
  } else if (c->doc == ACTA_NO_DAY) {
    (void)snprintf(out, 16, "XXXX");
  } else {
    (void)snprintf(out, 16, "%04d", open_year(e, c, month, day, length));
  }
}

// Day of a weekday that the text leaves open.
static acta_day weekday_day(const tx *e, const tx_context *c)
{
  if (c->doc == ACTA_NO_DAY) {
    return ACTA_NO_DAY;
  }
  const int ahead = (e->weekday - 1 - acta_day_weekday(c->doc) + 7) % 7;
  if (e->strict && e->dir) {
    return e->dir > 0 ? c->doc + (ahead ? ahead : 7) : c->doc - (7 - ahead);
  }
  if (e->base == TX_FROM_TOLD && c->told_unit == 'D') { // "that Friday"
    const int from = (e->weekday - 1 - acta_day_weekday(c->told.begin) + 7) % 7;
    return c->told.begin + (from > 4 ? from - 7 : from); // a story goes on
  }
  if (e->strict) { // this one: of this week
    return c->doc - acta_day_weekday(c->doc) + e->weekday - 1;
  }
  return c->tense > 0 || !ahead ? c->doc + ahead : c->doc - (7 - ahead);
}

static void put_month_day(value *v, const tx *e, const tx_context *c)
{
  char      y[16];
  const int length = e->length              ? e->length
                     : e->last_day > e->day ? e->last_day - e->day + 1
                     : e->day               ? 1
                              : acta_days_in_month(2000, e->month);
  year_text(y, e, c, e->month, e->day ? e->day : 1, length);
  if (!e->day) {
    (void)snprintf(v->text, sizeof(v->text), "%s-%02d", y, e->month);
    if (e->last_month && y[0] != 'X' && y[0] != '-') {
      const int year = acta_row_int(y, NULL);
      v->first       = months(year, e->month, 1).begin;
      v->last        = months(year, e->last_month, 1).end;
    }
    return;
  }
  (void)snprintf(v->text, sizeof(v->text), "%s-%02d-%02d", y, e->month, e->day);
  if (e->unit == 'W') { // "the week of June 9"
    const acta_day day = acta_timex_days(acta_str_of(v->text)).begin;
    if (day != ACTA_NO_DAY) {
      put_week(v, day, false);
    }
    return;
  }
  if (e->last_day > e->day && y[0] != 'X' && y[0] != '-' &&
      e->last_day <= acta_days_in_month(acta_row_int(y, NULL), e->month)) {
    v->first = acta_day_of(acta_row_int(y, NULL), e->month, e->day);
    v->last  = acta_day_of(acta_row_int(y, NULL), e->month, e->last_day);
  }
}

static void put_decade(value *v, const tx *e, const tx_context *c)
{
  int decade = e->decade;
  if (decade < 10) { // "the eighties": the last ones
    const int now = c->doc == ACTA_NO_DAY ? 199 : (civil_of(c->doc).y - 1) / 10;
    decade += now / 10 * 10;
    decade -= decade > now ? 10 : 0;
  }
  (void)snprintf(v->text, sizeof(v->text), "%03d", decade);
}

static void put_date(value *v, const tx *e, const tx_context *c)
{
  char y[16];
  if (e->decade) {
    put_decade(v, e, c);
  } else if (e->century) {
    (void)snprintf(v->text, sizeof(v->text), "%s%02d", e->bc ? "-" : "",
                   e->century - !e->bc);
  } else if (e->season) {
    const int first =
      3 + 3 * (!strcmp(e->season, "SU") + 2 * !strcmp(e->season, "FA") +
               3 * !strcmp(e->season, "WI"));
    year_text(y, e, c, first, 1, 91);
    (void)snprintf(v->text, sizeof(v->text), "%s-%.2s", y, e->season);
  } else if (e->quarter || e->half_year) {
    const int n     = e->quarter ? e->quarter : e->half_year;
    const int width = e->quarter ? 3 : 6;
    year_text(y, e, c, (n - 1) * width + 1, 1, width * 30);
    (void)snprintf(v->text, sizeof(v->text), "%s-%c%d", y,
                   e->quarter ? 'Q' : 'H', n);
  } else if (e->month) {
    put_month_day(v, e, c);
  } else if (e->weekday) {
    put_day(v, weekday_day(e, c));
    if (c->doc == ACTA_NO_DAY) {
      (void)snprintf(v->text, sizeof(v->text), "XXXX-WXX-%d", e->weekday);
    }
  } else if (e->has_year) {
    year_text(y, e, c, 1, 1, 365);
    (void)snprintf(v->text, sizeof(v->text), "%s", y);
  } else {
    // a clock time alone; what is told goes on in its day
    const bool goes_on =
      c->told_age == 0 || c->story || (c->told_age <= 3 && c->tense < 0);
    const bool told = goes_on && c->told_unit == 'D';
    put_day(v, told ? c->told.begin : c->doc);
  }
  put_part(v, e);
}

// ---- offsets

static acta_day add_months(acta_day d, int n)
{
  const civil c     = civil_of(d);
  const int   total = c.y * 12 + c.m - 1 + n;
  if (total < 12 || total / 12 > MAX_YEAR) {
    return ACTA_NO_DAY;
  }
  const int y = total / 12, m = total % 12 + 1;
  const int dim = acta_days_in_month(y, m);
  return acta_day_of(y, m, c.d < dim ? c.d : dim);
}

// Months of a unit that is counted in months, else 0.
static int months_of(char unit)
{
  static const char units[]  = "MQYECL";
  static const int  months[] = {1, 3, 12, 120, 1200, 12000};
  const char       *p        = strchr(units, unit);
  return unit && p ? months[p - units] : 0;
}

static int days_of(char unit)
{
  return unit == 'W' || unit == 'K' ? 7 : unit == 'F' ? 14 : unit == 'D';
}

static acta_day shift(acta_day d, int n, char unit)
{
  if (d == ACTA_NO_DAY || n > 100000 || n < -100000) {
    return ACTA_NO_DAY;
  }
  return months_of(unit)
           ? (n > -12000 && n < 12000 ? add_months(d, n * months_of(unit))
                                      : ACTA_NO_DAY)
           : d + n * days_of(unit);
}

static acta_day base_day(const tx *e, const tx_context *c)
{
  if (e->base == TX_FROM_EVENT) {
    return ACTA_NO_DAY;
  }
  const bool told       = c->told.begin != ACTA_NO_DAY;
  const bool day_needed = !months_of(e->unit);
  if (e->base == TX_FROM_DOC || !told ||
      (e->base == TX_FROM_NEAR && c->told_age > 3 && !c->story) ||
      (day_needed && c->told_unit != 'D')) {
    return c->doc;
  }
  return c->told.begin;
}

static void put_unit(value *v, acta_day d, char unit)
{
  const civil c = civil_of(d);
  switch (unit) {
  case 'W':
  case 'F': put_week(v, d, false); break;
  case 'K': put_week(v, d, true); break;
  case 'M':
    (void)snprintf(v->text, sizeof(v->text), "%04d-%02d", c.y, c.m);
    break;
  case 'Q':
    (void)snprintf(v->text, sizeof(v->text), "%04d-Q%d", c.y, (c.m + 2) / 3);
    break;
  case 'Y': (void)snprintf(v->text, sizeof(v->text), "%04d", c.y); break;
  case 'E': (void)snprintf(v->text, sizeof(v->text), "%03d", c.y / 10); break;
  case 'C': (void)snprintf(v->text, sizeof(v->text), "%02d", c.y / 100); break;
  default: put_day(v, d); break;
  }
}

// The unit of the outcome.  Weeks that are counted lead to a day: "two weeks
// ago"; a year from a quarter leads to a quarter: "a year earlier".
static char grain(const tx *e, const tx_context *c)
{
  const bool quarter = c->told_unit == 'Y' && c->told.end - c->told.begin < 92;
  if (e->unit == 'W' && e->counted) {
    return 'D';
  }
  const bool a_year = e->unit == 'Y' && e->counted && (e->n == 1 || e->n == -1);
  return a_year && e->base == TX_FROM_NEAR && quarter && c->told_age == 0
           ? 'Q'
           : e->unit;
}

static void put_offset(value *v, const tx *e, const tx_context *c)
{
  if (e->fuzzy) {
    (void)snprintf(v->text, sizeof(v->text), "%s",
                   e->n < 0 ? "PAST_REF" : "FUTURE_REF");
    return;
  }
  const acta_day base = base_day(e, c);
  acta_day       d    = shift(base, e->n, e->unit);
  if (e->open && d != ACTA_NO_DAY && c->tense <= 0 && acta_day_weekday(d) < 5) {
    d -= 7; // the weekend that is over
  }
  if (e->unit == 'Y' && base != ACTA_NO_DAY && d == ACTA_NO_DAY &&
      civil_of(base).y + e->n <= 0) {
    (void)snprintf(v->text, sizeof(v->text), "-%04d",
                   -(civil_of(base).y + (int)e->n)); // "5,000 years ago"
  } else if (d == ACTA_NO_DAY) {
    (void)snprintf(v->text, sizeof(v->text), "%s",
                   e->unit == 'Y'   ? "XXXX"
                   : e->unit == 'M' ? "XXXX-XX"
                   : e->unit == 'W' ? "XXXX-WXX"
                                    : "XXXX-XX-XX");
  } else {
    put_unit(v, d, grain(e, c));
  }
  put_part(v, e);
  v->is_time = v->is_time || e->unit == 'H' || e->unit == 'N';
}

// ---- durations, sets, holidays

static const char *unit_text(char unit)
{
  switch (unit) {
  case 'N': return "M";
  case 'E': return "DE";
  case 'C': return "CE";
  case 'L': return "ML";
  case 'K': return "WE";
  case 'F': return "W";
  case 'S': return "S";
  case 'H': return "H";
  case 'D': return "D";
  case 'W': return "W";
  case 'M': return "M";
  case 'Q': return "Q";
  default: return "Y";
  }
}

static bool is_short(char unit)
{
  return unit == 'S' || unit == 'N' || unit == 'H';
}

static size_t put_amount(value *v, size_t at, const tx *e)
{
  char      n[24] = "X";
  const int count = e->n * (e->unit == 'F' ? 2 : 1);
  if (!e->fuzzy && (e->half || e->tenths)) {
    (void)snprintf(n, sizeof(n), "%d.%d", count, e->half ? 5 : e->tenths);
  } else if (!e->fuzzy) {
    (void)snprintf(n, sizeof(n), "%d", count);
  }
  return at + (size_t)snprintf(v->text + at, sizeof(v->text) - at, "%s%s", n,
                               unit_text(e->unit));
}

static void put_duration(value *v, const tx *e, const tx_context *c)
{
  memcpy(v->text, is_short(e->unit) ? "PT" : "P", is_short(e->unit) ? 3 : 2);
  const size_t n = put_amount(v, strlen(v->text), e);
  if (e->n2) {
    (void)snprintf(v->text + n, sizeof(v->text) - n, "%s%d%s",
                   is_short(e->unit2) && !is_short(e->unit) ? "T" : "",
                   (int)e->n2, unit_text(e->unit2));
  }
  if (e->stretch && !e->fuzzy && c->doc != ACTA_NO_DAY && !is_short(e->unit)) {
    const acta_day other = shift(c->doc, e->stretch * e->n, e->unit);
    v->first             = e->stretch < 0 ? other : c->doc;
    v->last              = e->stretch < 0 ? c->doc : other;
  }
}

static void put_set(value *v, const tx *e, const tx_context *c)
{
  if (*e->value) {
    (void)snprintf(v->text, sizeof(v->text), "%s", e->value);
  } else if (e->weekday) {
    (void)snprintf(v->text, sizeof(v->text), "XXXX-WXX-%d", e->weekday);
  } else if (e->month) {
    (void)snprintf(v->text, sizeof(v->text), "XXXX-%02d", e->month);
  } else if (e->season) {
    (void)snprintf(v->text, sizeof(v->text), "XXXX-%.2s", e->season);
  } else if (e->part) {
    (void)snprintf(v->text, sizeof(v->text), "XXXX-XX-XXT%.2s", e->part);
  } else {
    put_duration(v, e, c);
  }
}

// Easter Sunday: Meeus, Jones and Butcher.
static acta_day easter(int y)
{
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, f = b % 4;
  const int g = (8 * b + 13) / 25, h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4, l = (32 + 2 * f + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int n = h + l - 7 * m + 114;
  return acta_day_of(y, n / 31, n % 31 + 1);
}

static acta_day nth_weekday(int y, int m, int weekday, int n)
{
  if (n < 0) {
    const acta_day last = acta_day_of(y, m, acta_days_in_month(y, m));
    return last - (acta_day_weekday(last) - (weekday - 1) + 7) % 7;
  }
  const acta_day first = acta_day_of(y, m, 1);
  return first + (weekday - 1 - acta_day_weekday(first) + 7) % 7 + 7 * (n - 1);
}

static acta_day holiday_in(const char *rule, int y)
{
  int a = 0, b = 0, n = 0;
  if (!strncmp(rule, "day ", 4)) {
    return acta_day_of(y, acta_row_int(rule + 4, NULL),
                       acta_row_int(rule + 7, NULL));
  }
  if (!strncmp(rule, "easter ", 7)) {
    return easter(y) + acta_row_int(rule + 7, NULL);
  }
  a = acta_row_int(rule + 4, &rule);
  b = acta_row_int(rule, &rule);
  n = acta_row_int(rule, NULL);
  return nth_weekday(y, a, b, n);
}

static void put_holiday(value *v, const tx *e, const tx_context *c)
{
  const char *rule = e->holiday->value;
  if (!strncmp(rule, "date ", 5)) {
    (void)snprintf(v->text, sizeof(v->text), "%s", rule + 5);
    return;
  }
  if (!e->has_year && c->doc == ACTA_NO_DAY) {
    put_day(v, ACTA_NO_DAY);
    return;
  }
  int      y = e->has_year ? (int)e->year : civil_of(c->doc).y;
  acta_day d = holiday_in(rule, y);
  if (!e->has_year && c->tense > 0 && d < c->doc) {
    d = holiday_in(rule, y + 1);
  } else if (!e->has_year && c->tense <= 0 && d > c->doc + 92) {
    d = holiday_in(rule, y - 1);
  }
  put_day(v, d);
}

static acta_timex_type type_of(const tx *e, const value *v)
{
  switch (e->kind) {
  case TX_DURATION: return ACTA_TIMEX_DURATION;
  case TX_SET: return ACTA_TIMEX_SET;
  case TX_NONE:
  case TX_DATE:
  case TX_OFFSET:
  case TX_REF:
  case TX_HOLIDAY: break;
  }
  return v->is_time ? ACTA_TIMEX_TIME : ACTA_TIMEX_DATE;
}

bool tx_resolve(const tx *e, const tx_context *c, acta_arena *a,
                acta_timex *out)
{
  value v = {.text = "", .first = ACTA_NO_DAY, .last = ACTA_NO_DAY};
  switch (e->kind) {
  case TX_DATE: put_date(&v, e, c); break;
  case TX_OFFSET: put_offset(&v, e, c); break;
  case TX_DURATION: put_duration(&v, e, c); break;
  case TX_SET: put_set(&v, e, c); break;
  case TX_HOLIDAY: put_holiday(&v, e, c); break;
  case TX_REF: (void)snprintf(v.text, sizeof(v.text), "%s", e->value); break;
  case TX_NONE: break;
  }
  const char *text = acta_arena_dup(a, v.text, strlen(v.text));
  if (!text) {
    return false;
  }
  out->value = (acta_str){text, strlen(v.text)};
  out->type  = type_of(e, &v);
  out->days  = (acta_days){v.first, v.last};
  if (v.first == ACTA_NO_DAY && out->type != ACTA_TIMEX_SET &&
      out->type != ACTA_TIMEX_DURATION) {
    out->days = acta_str_is(out->value, "PRESENT_REF")
                  ? (acta_days){c->doc, c->doc}
                  : acta_timex_days(out->value);
  }
  return true;
}
