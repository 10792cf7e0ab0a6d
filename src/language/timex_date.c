// SPDX-License-Identifier: MIT
// Calendar dates: numeric ones, months, weekdays, years, decades, quarters.
#include "base/day.h"
#include "base/utf8.h"
#include "language/timex_expr.h"
#include "language/ud.h"

const tw_word *tx_at(const tx_words *s, uint32_t i)
{
  static const tw_word none = {.type = 0};
  return i < s->n ? s->w + i : &none;
}

static const acta_token *token_of(const tx_words *s, uint32_t i)
{
  return s->doc->tokens + s->w[i].token;
}

static bool is_upper(const tx_words *s, uint32_t i)
{
  size_t at = s->w[i].begin;
  return acta_cp_is_upper(acta_utf8_next(s->doc->text, &at));
}

static bool is_tagged(const tx_words *s, uint32_t i)
{
  return token_of(s, i)->xpos != ACTA_XPOS_NONE;
}

// "Friday Harbor": does a name of several words begin here?
static bool begins_name(const tx_words *s, uint32_t i)
{
  const acta_token *t    = token_of(s, i);
  const bool        more = i + 1 < s->n && s->w[i + 1].type == 'w' &&
                    !s->w[i + 1].is && !s->w[i + 1].other;
  return t->name && t->name_begin && more && t[1].name == t->name &&
         !t[1].name_begin;
}

// "May to August", "April and May"
static bool months_in_line(const tx_words *s, uint32_t i)
{
  const tw_word *link = tx_at(s, i + 1);
  return is_upper(s, i) && tx_is(s, i + 2, TW_MONTH) &&
         (link->other == TW_TO || (link->is & TW_AND) || link->type == '-');
}

bool tx_is_name(const tx_words *s, uint32_t i, uint32_t classes)
{
  const tw_word *w = tx_at(s, i);
  if (!(w->is & classes)) {
    return false;
  }
  const acta_token *t = token_of(s, i);
  if ((classes & TW_MONTH) && months_in_line(s, i)) {
    return true;
  }
  const uint32_t len        = w->end - w->begin;
  const bool     short_form = len <= 5; // May, March, Sat, Sun, Mar, Jan
  if (begins_name(s, i) || (short_form && !is_upper(s, i)) ||
      (t->name == ACTA_ENT_PERSON && (classes & TW_MONTH))) {
    return false;
  }
  const bool number_after =
    tx_at(s, i + 1)->type == '9' ||
    (tx_at(s, i + 1)->type == '.' && tx_at(s, i + 2)->type == '9');
  if (number_after && (classes & TW_MONTH) && is_upper(s, i)) {
    return true;
  }
  if (is_tagged(s, i) && t->upos != ACTA_PROPN && t->upos != ACTA_NOUN &&
      t->upos != ACTA_NUM && t->upos != ACTA_ADV) {
    return false;
  }
  // "Theresa May", "April Smith"
  if (!is_tagged(s, i) || !(classes & TW_MONTH)) {
    return true;
  }
  const bool name_before = i && token_of(s, i - 1)->upos == ACTA_PROPN &&
                           !s->w[i - 1].is && s->w[i - 1].type == 'w';
  const bool name_after = i + 1 < s->n &&
                          token_of(s, i + 1)->upos == ACTA_PROPN &&
                          !s->w[i + 1].is && s->w[i + 1].type == 'w';
  return !(name_before && (len == 3 || len == 5)) && !(name_after && len == 5);
}

static bool is_day(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->type == '9' && w->digits <= 2 && w->num >= 1 && w->num <= 31;
}

static bool is_year(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->type == '9' && w->digits == 4 && w->num >= 1000 && w->num < 2200;
}

// "st" after a number, as in "24th"
static uint32_t skip_ordinal(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  if (w->type != 'w' || !w->glued || w->end - w->begin != 2) {
    return i;
  }
  const char *p = s->doc->text.p + w->begin;
  const char  a = (char)(p[0] | 0x20), b = (char)(p[1] | 0x20);
  const bool  yes = (a == 's' && b == 't') || (a == 'n' && b == 'd') ||
                   (a == 'r' && b == 'd') || (a == 't' && b == 'h');
  return yes ? i + 1 : i;
}

static bool is_ordinal(const tx_words *s, uint32_t i)
{
  return tx_is(s, i, TW_ORD) ||
         (tx_mark(s, i, '9') && skip_ordinal(s, i + 1) == i + 2);
}

// End of an ordinal that is there.
static uint32_t after_ordinal(const tx_words *s, uint32_t i)
{
  return tx_is(s, i, TW_ORD) ? i + 1 : i + 2;
}

static void put_year(tx *e, int32_t year)
{
  e->year     = year;
  e->has_year = true;
}

// "'82" or "82" as a year
static int32_t full_year(int32_t two_digits)
{
  return two_digits < 30 ? 2000 + two_digits : 1900 + two_digits;
}

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
  put_year(e, y);
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
  const int32_t y    = c->digits == 2 ? full_year(c->num) : c->num;
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
  if (is_year(s, j) && !(tx_at(s, j + 1)->type == '9' && tx_mark(s, i, ','))) {
    put_year(e, tx_at(s, j)->num);
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
  uint32_t j = i + (tx_is(s, i, TW_THE) && is_ordinal(s, i + 1));
  if (tx_is(s, j, TW_ORD) && tx_is(s, i, TW_THE)) {
    e->day = (int16_t)tx_at(s, j)->num;
    return j + 1;
  }
  if (!is_day(s, j) || (tx_mark(s, j + 1, ':') && tx_mark(s, j + 2, '9'))) {
    return i;
  }
  e->day = (int16_t)tx_at(s, j)->num;
  j      = skip_ordinal(s, j + 1);
  if (tx_mark(s, j, '-') && is_day(s, j + 1) && tx_at(s, j + 1)->num > e->day) {
    e->last_day = (int16_t)tx_at(s, j + 1)->num;
    j           = skip_ordinal(s, j + 2);
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
    put_year(e, full_year(tx_at(s, j + 1)->num));
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
  } else if (is_day(s, j)) {
    e->day = (int16_t)tx_at(s, j)->num;
    j      = skip_ordinal(s, j + 1);
    if (tx_mark(s, j, '-') && is_day(s, j + 1)) {
      e->last_day = (int16_t)tx_at(s, j + 1)->num;
      j           = skip_ordinal(s, j + 2);
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
  j += tx_mark(s, j, '-') && is_year(s, j + 1); // 25-Apr-2019
  return year_after(s, j, e);
}

static uint32_t month_and_day(const tx_words *s, uint32_t i, tx *e)
{
  tx             try = *e;
  const uint32_t j   = month_first(s, i, &try);
  if (j > i) {
    *e = try;
    return j;
  }
  try              = *e;
  const uint32_t k = day_first(s, i, &try);
  if (k > i) {
    *e = try;
  }
  return k;
}

// "Thursday", "Thursday, April 25", "Tuesday 12 May 2009"
static uint32_t weekday(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is_name(s, i, TW_WEEKDAY)) {
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

// ---- years, decades, centuries

static bool is_counted(const tx_words *s, uint32_t i)
{
  if (i >= s->n) {
    return false;
  }
  const acta_token *t = token_of(s, i);
  if (tx_is(s, i, TW_UNIT | TW_UNITS | TW_MULT)) {
    return true;
  }
  if (!is_tagged(s, i) || tx_mark(s, i, '-')) {
    return false; // "1704 - 1787"
  }
  return t->upos == ACTA_SYM ||
         (t->upos == ACTA_NOUN &&
          acta_feat_get(t->feats, ACTA_FEAT_NUMBER) == ACTA_NUMBER_PLUR);
}

static bool short_number(const tw_word *w)
{
  return w->type == '9' && w->digits != 4 && w->digits != 2;
}

// Is the number at `i` a price, a telephone number, part of something longer?
static bool is_part(const tx_words *s, uint32_t i)
{
  const tw_word *w    = tx_at(s, i);
  const tw_word *next = tx_at(s, i + 1), *after = tx_at(s, i + 2);
  if (next->type == '%' || (next->type == '-' && short_number(after)) ||
      (next->glued && after->glued && strchr(".:/+=_@", next->type))) {
    return true;
  }
  if (!i) {
    return false;
  }
  const tw_word *before = s->w + i - 1;
  return strchr("$#+*=%&@_~", before->type) ||
         (w->glued && (before->type == 'w' || strchr(".,:/", before->type))) ||
         (i > 1 && before->type == '-' && before->glued &&
          short_number(before - 1));
}

// Does the word before a year lead up to one?
static bool leads_to_year(const tw_word *w)
{
  const uint32_t led = TW_MOD | TW_OF | TW_QUANT;
  return w->other == TW_IN || w->other == TW_PREP || w->other == TW_FROM ||
         w->other == TW_TO || w->other == TW_BEFORE || w->other == TW_AFTER ||
         w->other == TW_ERA || (w->is & led) || w->type == '(' ||
         w->type == '[';
}

// May the number at `i` be a year, by the words around it?
static bool year_fits(const tx_words *s, uint32_t i)
{
  if (is_part(s, i)) {
    return false;
  }
  const tw_word *w = tx_at(s, i), *next = tx_at(s, i + 1);
  const tw_word *before = i ? w - 1 : tx_at(s, s->n);
  const bool     told   = leads_to_year(before);
  const bool     listed =
    i > 1 && is_year(s, i - 2) &&
    ((before->is & TW_AND) || before->type == ',' || before->type == '-');
  const bool named  = i && ((before->is & (TW_THE | TW_DIR)) ||
                           acta_str_is(token_of(s, i - 1)->form, "'s"));
  const bool counts = is_counted(s, i + 1);
  if (w->num >= 1900 && w->num <= 2050) {
    return told || listed || named || !counts;
  }
  const bool alone = next->type != 'w' && next->type != '9';
  const bool old   = w->num >= 1500 && w->num < 1900;
  return !counts && (told || listed || (old && (named || alone)));
}

static uint32_t decade(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  uint32_t       j = i + 1;
  if (tx_other(s, i, TW_DECADES)) {
    e->kind   = TX_DATE;
    e->decade = (int16_t)(w->num / 10);
    return j;
  }
  j += tx_mark(s, j, '\''); // 1960's
  const tw_word *plural = tx_at(s, j);
  const acta_str text   = {s->doc->text.p + plural->begin,
                           plural->end - plural->begin};
  if (w->type != '9' || w->num % 10 || !plural->glued ||
      !(acta_str_is(text, "s") || acta_str_is(text, "'s") ||
        acta_str_is(text, "\xE2\x80\x99s"))) {
    return i;
  }
  if (w->digits != 4 && (w->digits != 2 || w->num < 10)) {
    return i;
  }
  e->kind   = TX_DATE;
  e->decade = (int16_t)(w->num / 10);
  if (w->digits == 4 && w->num % 100 == 0 && w->num < 2000) {
    e->century = (int16_t)(w->num / 100 + 1); // "the 1800s"
    e->decade  = 0;
  }
  return j + 1;
}

static uint32_t century(const tx_words *s, uint32_t i, tx *e)
{
  if (!is_ordinal(s, i)) {
    return i;
  }
  const int32_t n = tx_at(s, i)->num;
  uint32_t      j = after_ordinal(s, i);
  j += tx_mark(s, j, '-');
  if (tx_at(s, j)->unit != 'C' || n < 1 || n > 30) {
    return i;
  }
  e->kind    = TX_DATE;
  e->century = (int16_t)n;
  ++j;
  if (tx_other(s, j, TW_ERA)) {
    e->bc = tx_at(s, j)->dir < 0;
    ++j;
  }
  return j;
}

// "3000 BC", "AD 842"
static uint32_t era(const tx_words *s, uint32_t i, tx *e)
{
  const bool     first   = tx_other(s, i, TW_ERA);
  const tw_word *number  = tx_at(s, first ? i + 1 : i);
  const uint32_t mark_at = first ? i : i + 1;
  if (number->type != '9' || number->num > 9999 ||
      !tx_other(s, mark_at, TW_ERA) || !is_upper(s, mark_at) ||
      (first && tx_at(s, i)->dir < 0)) {
    return i;
  }
  e->kind = TX_DATE;
  e->bc   = tx_at(s, mark_at)->dir < 0;
  put_year(e, number->num);
  return i + 2;
}

// Is the word at `i` glued to the one before and not just a mark?
static bool is_text(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->glued && (w->type == 'w' || w->type == '9');
}

static uint32_t year(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t   j      = i;
  const bool fiscal = tx_other(s, i, TW_FISCAL);
  j += fiscal;
  j += fiscal && tx_at(s, j)->unit == 'Y';
  if (is_year(s, j) && (fiscal || year_fits(s, j))) {
    e->kind = TX_DATE;
    put_year(e, tx_at(s, j)->num);
    return j + 1;
  }
  // "'82"; "72" after "1871-"
  if (tx_mark(s, i, '\'') && tx_at(s, i + 1)->digits == 2 &&
      tx_at(s, i + 1)->glued && !is_text(s, i + 2)) {
    e->kind = TX_DATE;
    put_year(e, full_year(tx_at(s, i + 1)->num));
    return i + 2;
  }
  if (i > 1 && tx_mark(s, i - 1, '-') && is_year(s, i - 2) &&
      tx_at(s, i)->digits == 2 && tx_at(s, i)->glued == s->w[i - 1].glued &&
      !(tx_at(s, i + 1)->glued && tx_mark(s, i + 1, '-')) &&
      tx_at(s, i)->num > tx_at(s, i - 2)->num % 100) {
    e->kind = TX_DATE;
    put_year(e, tx_at(s, i - 2)->num / 100 * 100 + tx_at(s, i)->num);
    return i + 1;
  }
  return i;
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
  const uint32_t k   = year(s, j, &try);
  if (k > j) {
    put_year(e, try.year);
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
  if (w->other == TW_Q && tx_at(s, i + 1)->glued && is_day(s, i + 1) &&
      tx_at(s, i + 1)->num <= 4) {
    e->kind    = TX_DATE;
    e->quarter = (int16_t)tx_at(s, i + 1)->num;
    return year_of(s, i + 2, e);
  }
  if (!is_ordinal(s, i) || w->num > 4) {
    return i;
  }
  uint32_t   j     = after_ordinal(s, i);
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
  const bool        sure = !strcmp(w->part, "SU") || !strcmp(w->part, "WI");
  const acta_token *t    = token_of(s, i);
  const bool        before =
    i && (s->w[i - 1].is & (TW_THE | TW_MOD | TW_DIR) ||
          s->w[i - 1].other == TW_IN || s->w[i - 1].other == TW_PREP);
  e->kind          = TX_DATE;
  e->season        = w->part;
  const uint32_t j = year_of(s, i + 1, e);
  if (j > i + 1) {
    return j;
  }
  // "in the fall of Rome" is no season, nor is "the spring in his step"
  if (is_tagged(s, i) && t->upos != ACTA_NOUN && t->upos != ACTA_PROPN) {
    return i;
  }
  const bool compound = // "Summer Olympics"
    i + 1 < s->n && is_tagged(s, i + 1) &&
    (token_of(s, i + 1)->upos == ACTA_NOUN ||
     token_of(s, i + 1)->upos == ACTA_PROPN);
  return !compound && (before || (sure && is_tagged(s, i))) &&
             (sure || !tx_is(s, i + 1, TW_OF))
           ? i + 1
           : i;
}

typedef uint32_t rule(const tx_words *, uint32_t, tx *);

uint32_t tx_read_date(const tx_words *s, uint32_t i, tx *out)
{
  static rule *const rules[] = {numeric, weekday, month_and_day, era,   decade,
                                century, quarter, year,          season};
  uint32_t           best    = i;
  tx                 found   = *out;
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
