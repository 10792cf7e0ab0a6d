// SPDX-License-Identifier: MIT
// The grammar as a whole: what counts from a day, sets, phrases, modifiers.
#include "language/timex_expr.h"
#include "language/ud.h"

// ---- days and parts of days

static uint32_t part_of_day(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i;
  j += tx_is(s, j, TW_MOD) || tx_is(s, j, TW_EARLIER);
  if (tx_is(s, j, TW_PART)) {
    e->part = tx_at(s, j)->part;
    return j + 1;
  }
  return i;
}

// "today", "tomorrow morning", "tonight"
static uint32_t deictic(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is(s, i, TW_DEICTIC)) {
    return i;
  }
  if (tx_is_tagged(s, i) && tx_token(s, i)->xpos == ACTA_XPOS_JJ) {
    return i; // "an overnight train"
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
  const bool     the = tx_is(s, i, TW_THE);
  const uint32_t j   = i + the;
  if (!tx_is(s, j, TW_PART)) {
    return i;
  }
  e->part    = tx_at(s, j)->part;
  uint32_t k = j + 1;
  k += tx_is(s, k, TW_OF) || tx_other(s, k, TW_ON);
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
  return tx_is(s, i, TW_WEEKDAY | TW_MONTH | TW_SEASON);
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
  if (tx_is(s, i, TW_PART)) {
    e->unit = 'D';
    e->part = w->part;
    return dir < 0 && e->base == TX_FROM_DOC && strcmp(w->part, "NI") != 0 &&
               strcmp(w->part, "EV") != 0
             ? i // "the last morning" is that of something
             : i + 1;
  }
  if (tx_other(s, i, TW_FISCAL)) {
    w = tx_at(s, ++i);
  }
  if (!tx_is(s, i, TW_UNIT) || w->unit == 'S' || w->unit == 'N' ||
      (w->unit == 'D' && dir < 0 && e->base == TX_FROM_DOC)) {
    return i; // "the last day" is that of something
  }
  e->unit = w->unit;
  return i + 1;
}

// "last", "the next", "this past"; where what it directs begins, 0: no.
static uint32_t direction(const tx_words *s, uint32_t i, tx *e, int *dir)
{
  const uint32_t j = i + tx_is(s, i, TW_THE);
  if (tx_is(s, j, TW_DIR)) {
    *dir = tx_at(s, j)->dir;
    if (j > i && *dir != 0) {
      e->base = *dir > 0 ? TX_FROM_NEAR : TX_FROM_DOC; // "the next day"
    }
    if (*dir == 0 && tx_is(s, j + 1, TW_PAST)) {
      *dir = tx_at(s, j + 1)->dir;
      return j + 2; // "this past Friday"
    }
    return j + 1;
  }
  if (tx_is(s, j, TW_PREV) || tx_is(s, j, TW_FOLL)) {
    *dir    = tx_is(s, j, TW_PREV) ? -1 : 1;
    e->base = j > i ? TX_FROM_TOLD : TX_FROM_NEAR;
    return j + 1;
  }
  if (tx_is(s, j, TW_SAME) || (j == i && tx_other(s, j, TW_THAT))) {
    *dir    = 0;
    e->base = TX_FROM_TOLD;
    return j + 1 + (j == i && tx_is(s, j + 1, TW_SAME));
  }
  if (tx_other(s, j, TW_CUR)) {
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

static bool is_adposition(const tx_words *s, uint32_t i)
{
  if (i >= s->n) {
    return false;
  }
  const acta_token *t = s->doc->tokens + s->w[i].token;
  return t->xpos != ACTA_XPOS_NONE &&
         (t->upos == ACTA_ADP || t->upos == ACTA_CCONJ);
}

// "the day before yesterday", "the day before", "the night after"
static uint32_t day_before(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j    = i + (tx_is(s, i, TW_THE) || tx_is(s, i, TW_DET));
  const bool     part = tx_is(s, j, TW_PART);
  if (j == i || !(part || tx_is(s, j, TW_UNIT))) {
    return i;
  }
  const uint32_t k     = j + 1;
  const bool     later = tx_other(s, k, TW_AFTER);
  if (!later && !tx_other(s, k, TW_BEFORE)) {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = part ? 'D' : tx_at(s, j)->unit;
  e->part = part ? tx_at(s, j)->part : NULL;
  e->n    = later ? 1 : -1;
  e->base = TX_FROM_TOLD;
  if (tx_is(s, k + 1, TW_DEICTIC) && tx_at(s, k + 1)->dir) {
    e->n += tx_at(s, k + 1)->dir;
    e->base = TX_FROM_DOC;
    return k + 2;
  }
  const char next = tx_at(s, k + 1)->type;
  if ((next != 'w' && next != '9') || is_adposition(s, k + 1)) {
    return k + 1;
  }
  const bool late = i > 1 && tx_is(s, i - 2, TW_MOD); // "late in the day"
  e->base         = TX_FROM_EVENT;
  return e->unit == 'D' && tx_is(s, i, TW_THE) && !late ? k + 1 : i;
}

// "the year-ago quarter", "the year-earlier period"
static uint32_t year_ago(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = i + (tx_is(s, i, TW_THE) || tx_is(s, i, TW_DET));
  if (!tx_is(s, j, TW_UNIT) || tx_at(s, j)->unit != 'Y' ||
      !tx_mark(s, j + 1, '-') || !tx_is(s, j + 2, TW_AGO | TW_EARLIER)) {
    return i;
  }
  const bool quarter = tx_at(s, j + 3)->unit == 'Q';
  e->kind            = TX_OFFSET;
  e->unit            = quarter ? 'Q' : 'Y';
  e->n               = quarter ? -4 : -1;
  return j + 3 + (quarter || tx_other(s, j + 3, TW_PERIOD));
}

// "recent years", "recent weeks"
static uint32_t recent(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t j = i + tx_is(s, i, TW_THE);
  if (!tx_is(s, j, TW_RECENT) || !tx_is(s, j + 1, TW_UNITS)) {
    return i;
  }
  e->kind = TX_REF;
  memcpy(e->value, "PAST_REF", 9);
  return j + 2;
}

// "the weekend": the last one or the next one
static uint32_t weekend(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is(s, i, TW_THE) || !tx_is(s, i + 1, TW_UNIT) ||
      tx_at(s, i + 1)->unit != 'K') {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = 'K';
  e->open = true;
  return i + 2;
}

// "the week of June 9"
static uint32_t week_of(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is(s, i, TW_THE) || !tx_is(s, i + 1, TW_UNIT) ||
      tx_at(s, i + 1)->unit != 'W' || !tx_is(s, i + 2, TW_OF)) {
    return i;
  }
  const uint32_t j = tx_read_date(s, i + 3, e);
  e->unit          = 'W';
  return j > i + 3 && e->day ? j : i;
}

// "ended the day": the one that is told of
static uint32_t day_ended(const tx_words *s, uint32_t i, tx *e)
{
  if (!i || !tx_other(s, i - 1, TW_ENDED) || !tx_is(s, i, TW_THE) ||
      !tx_is(s, i + 1, TW_UNIT) || tx_at(s, i + 1)->unit != 'D') {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = 'D';
  e->base = TX_FROM_NEAR;
  return i + 2;
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
  if (!tx_is(s, i, TW_EVERY) || tx_is(s, j, TW_OF)) {
    return i;
  }
  e->kind = TX_SET;
  e->n    = 1;
  if (tx_other(s, j, TW_OTHER_ONE)) {
    e->n = 2;
    ++j;
  } else {
    j = tx_is(s, j, TW_NUM) || tx_mark(s, j, '9') ? tx_read_plain(s, j, e) : j;
  }
  const tw_word *w = tx_at(s, j);
  if (tx_is_unit(s, j)) {
    e->unit = w->unit;
    return j + 1;
  }
  e->weekday = tx_is(s, j, TW_WEEKDAY) ? w->weekday : 0;
  e->part    = tx_is(s, j, TW_PART) ? w->part : NULL;
  e->month   = tx_is(s, j, TW_MONTH) ? w->month : 0;
  e->season  = tx_is(s, j, TW_SEASON) ? w->part : NULL;
  return e->weekday || e->part || e->month || e->season ? j + 1 : i;
}

// "the first Sunday of each month"
static uint32_t one_of_every(const tx_words *s, uint32_t i, tx *e)
{
  const uint32_t j = i + tx_is(s, i, TW_THE);
  if (!(tx_is_ordinal(s, j) || tx_is(s, j, TW_DIR))) {
    return i;
  }
  const uint32_t k = tx_is_ordinal(s, j) ? tx_after_ordinal(s, j) : j + 1;
  if (!tx_is(s, k, TW_WEEKDAY | TW_PART | TW_UNIT) || !tx_is(s, k + 1, TW_OF) ||
      !tx_is(s, k + 2, TW_EVERY) || !tx_is(s, k + 3, TW_UNIT)) {
    return i;
  }
  e->kind = TX_SET;
  e->n    = 1;
  e->unit = tx_at(s, k + 3)->unit;
  return k + 4;
}

// "daily", "Mondays", "twice a week", "three times per year"
static uint32_t set(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  e->kind          = TX_SET;
  if (w->other == TW_SET && !(i && tx_is_upper(s, i))) {
    put_value(e, w->part);
    return i + 1;
  }
  if (tx_is(s, i, TW_WEEKDAYS) && tx_is_name(s, i, TW_WEEKDAYS)) {
    e->weekday = w->weekday;
    return i + 1;
  }
  if (tx_is(s, i, TW_SEASONS)) {
    e->season = w->part;
    return i + 1;
  }
  uint32_t j = i;
  if ((w->type == '9' || tx_is(s, i, TW_NUM | TW_FUZZY)) &&
      tx_other(s, i + 1, TW_TIMES)) {
    j = i + 2;
  } else if (w->other == TW_TIMES && w->num) {
    j = i + 1;
  }
  if (j > i && (tx_is(s, j, TW_DET | TW_EVERY) || tx_other(s, j, TW_PER)) &&
      tx_is(s, j + 1, TW_UNIT)) {
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
  if (!r || !strcmp(r->value, "quant") || !strcmp(r->value, "mod") ||
      !strcmp(r->value, "zone")) {
    return i;
  }
  if (!strncmp(r->value, "ref ", 4)) {
    const tw_word *next = tx_at(s, i + n);
    e->kind             = TX_REF;
    put_value(e, r->value + 4);
    // "the past five days", "the present government", "the future of banks"
    return next->type == '9' || is_noun_like(s, i + n) ||
               (next->is & (TW_NUM | TW_FUZZY | TW_UNIT | TW_UNITS | TW_OF))
             ? i
             : i + n;
  }
  if (!strncmp(r->value, "this ", 5)) {
    e->kind = TX_OFFSET; // "year-end"
    e->unit = r->value[5];
    return i + n;
  }
  e->kind          = TX_HOLIDAY;
  e->holiday       = r;
  const uint32_t j = i + n + tx_mark(s, i + n, ',');
  const tw_word *w = tx_at(s, j);
  if (w->type == '9' && w->digits == 4 && w->num < 2200 && w->num > 1000) {
    e->year     = w->num;
    e->has_year = true;
    return j + 1;
  }
  return i + n;
}

// "every now and again", "now and then": sometimes
static bool is_now_and_then(const tx_words *s, uint32_t i)
{
  const bool again =
    i + 2 < s->n && (acta_str_is(tx_token(s, i + 2)->form, "again") ||
                     acta_str_is(tx_token(s, i + 2)->form, "then"));
  return (i && tx_is(s, i - 1, TW_EVERY)) || (again && tx_is(s, i + 1, TW_AND));
}

// "2013 - present", "from 2008 to present"
static bool ends_at_present(const tx_words *s, uint32_t i)
{
  return tx_other(s, i, TW_PRESENT) && i > 1 &&
         (tx_mark(s, i - 1, '-') || tx_other(s, i - 1, TW_TO)) &&
         (tx_is_year(s, i - 2) || tx_is(s, i - 2, TW_MONTH));
}

static uint32_t reference(const tx_words *s, uint32_t i, tx *e)
{
  // "now-cancelled"; "Now, ..." only goes on talking
  const bool talk = !i && s->doc->text.p[s->w[i].begin] == 'N';
  const bool now = tx_other(s, i, TW_REF) && !tx_mark(s, i + 1, '-') && !talk &&
                   !tx_other(s, i + 1, TW_THAT) && !is_now_and_then(s, i);
  if (!now && !ends_at_present(s, i)) {
    return i;
  }
  e->kind = TX_REF;
  put_value(e, tx_at(s, i)->part);
  return i + 1;
}

typedef uint32_t rule(const tx_words *, uint32_t, tx *);

static uint32_t core(const tx_words *s, uint32_t i, tx *out)
{
  static rule *const rules[] = {date,
                                tx_read_clock_time,
                                deictic,
                                relative,
                                day_before,
                                tx_read_counted,
                                tx_read_stretch,
                                year_ago,
                                recent,
                                every,
                                one_of_every,
                                set,
                                phrase,
                                reference,
                                tx_read_bare_units,
                                day_part,
                                weekend,
                                week_of,
                                day_ended};
  uint32_t           best    = i;
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
  uint32_t j = i + tx_is(s, i, TW_THE);
  *the       = j > i;
  if (tx_is(s, j, TW_MOD) || (*the && tx_is(s, j, TW_EARLIER | TW_LATER))) {
    ++j;
    j = tx_skip_hyphen(s, j);
    return j + (tx_other(s, j, TW_ON) || tx_other(s, j, TW_IN));
  }
  if (j == i && tx_is(s, j, TW_EARLIER | TW_LATER)) {
    ++j;
    return j + (tx_other(s, j, TW_ON) || tx_other(s, j, TW_IN));
  }
  if (j == i && tx_is(s, j, TW_QUANT)) {
    *vague = true;
    return j + 1;
  }
  return j;
}

// "the end of the year", "late in the day": this one
static uint32_t end_of_unit(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i + 1);
  if (!tx_is(s, i, TW_THE) || !tx_is(s, i + 1, TW_UNIT) ||
      !strchr("YMWKEDC", w->unit)) {
    return i;
  }
  e->kind = TX_OFFSET;
  e->unit = w->unit;
  e->base = w->unit == 'D' ? TX_FROM_NEAR : TX_FROM_DOC;
  return i + 2;
}

// The core, with what leads up to it.
static uint32_t whole(const tx_words *s, uint32_t i, tx *out)
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

uint32_t tx_read(const tx_words *s, uint32_t i, tx *out)
{
  const uint32_t j       = whole(s, i, out);
  const bool     may_end = out->kind == TX_DATE && (out->weekday || out->month);
  return j > i && tx_is_in_name(s, i, j, may_end) ? i : j;
}
