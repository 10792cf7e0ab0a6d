// SPDX-License-Identifier: MIT
#include "base/day.h"
#include "event/work.h"

enum { MAX_STEPS = 8 };

static bool is_usable(const acta_timex *x)
{
  return x->type != ACTA_TIMEX_SET && x->type != ACTA_TIMEX_DURATION &&
         (x->days.begin != ACTA_NO_DAY || x->days.end != ACTA_NO_DAY);
}

// Time expression of each word it is attached to, or ACTA_NO.
typedef struct {
  uint32_t *at; ///< By token
} times;

static int32_t width(const acta_timex *x)
{
  if (x->days.begin == ACTA_NO_DAY || x->days.end == ACTA_NO_DAY) {
    return INT32_MAX;
  }
  return x->days.end - x->days.begin;
}

static bool is_verb(const work *w, uint32_t t)
{
  return token_at(w, t)->upos == ACTA_VERB;
}

static bool is_best(const work *w, uint32_t t)
{
  const uint8_t xpos = token_at(w, t)->xpos;
  return xpos == ACTA_XPOS_JJS || xpos == ACTA_XPOS_RBS ||
         acta_feat_get(token_at(w, t)->feats, ACTA_FEAT_NUMTYPE) ==
           ACTA_NUMTYPE_ORD;
}

static bool has_best(const work *w, uint32_t t)
{
  bool found = is_best(w, t);
  for (uint32_t c = w->node[t].first; c != ACTA_NO && !found;
       c          = w->node[c].next) {
    found = is_best(w, c);
  }
  return found;
}

// "the worst crash since 2013", "for the first time since May": when the last
// like it was.
static bool is_comparison(const work *w, uint32_t t)
{
  const uint32_t since = w->node[t].kase;
  uint32_t       h     = parent_of(w, t);
  if (since == ACTA_NO || since == 0 || h == ACTA_NO ||
      !acta_str_is(lemma_of(w, since), "since")) {
    return false;
  }
  bool found = has_best(w, since - 1);
  for (int i = 0; i < MAX_STEPS && h != ACTA_NO && !found; ++i) {
    found = has_best(w, h);
    h =
      is_verb(w, h) || (w->node[h].flags & HAS_COP) ? ACTA_NO : parent_of(w, h);
  }
  return found;
}

// Words that a time expression may date: its governor, and through names and
// nouns the clause around; an event noun in between keeps it.
static void attach(work *w, times *ts, uint32_t i)
{
  const acta_timex *x = &w->doc->timexes[i];
  uint32_t          t = is_comparison(w, w->timex_head[i])
                          ? ACTA_NO
                          : parent_of(w, w->timex_head[i]);
  for (int step = 0; step < MAX_STEPS && t != ACTA_NO; ++step) {
    const uint32_t old = ts->at[t];
    if (old == ACTA_NO || width(x) < width(&w->doc->timexes[old])) {
      ts->at[t] = i;
    }
    if (is_verb(w, t) || w->node[t].event != ACTA_NO ||
        (w->node[t].flags & HAS_COP) || w->node[t].base == ACTA_DEP_APPOS) {
      return;
    }
    t = parent_of(w, t);
  }
}

static acta_days range_of(const work *w, uint32_t i)
{
  char              buf[64];
  const acta_timex *x    = &w->doc->timexes[i];
  acta_days         d    = x->days;
  const acta_str    mark = marker_of(w, w->timex_head[i], buf);
  if (acta_str_is(mark, "since")) {
    d.end = ACTA_NO_DAY;
  } else if (acta_str_is(mark, "until") || acta_str_is(mark, "till") ||
             acta_str_is(mark, "by")) {
    d.begin = ACTA_NO_DAY;
  } else if (acta_str_is(mark, "after")) {
    d = (acta_days){d.end == ACTA_NO_DAY ? d.end : d.end + 1, ACTA_NO_DAY};
  } else if (acta_str_is(mark, "before")) {
    d =
      (acta_days){ACTA_NO_DAY, d.begin == ACTA_NO_DAY ? d.begin : d.begin - 1};
  }
  return d;
}

// "from April 24 to 26": the other end of a range.
static void extend(const work *w, uint32_t i, acta_days *d)
{
  char           buf[64];
  const uint32_t h = parent_of(w, w->timex_head[i]);
  if (!acta_str_is(marker_of(w, w->timex_head[i], buf), "from") &&
      !acta_str_is(marker_of(w, w->timex_head[i], buf), "between")) {
    return;
  }
  for (uint32_t k = i + 1; k < w->doc->n_timexes && k < i + 3; ++k) {
    const uint32_t    at = parent_of(w, w->timex_head[k]);
    const acta_timex *y  = &w->doc->timexes[k];
    if (is_usable(y) && (at == h || at == w->timex_head[i]) &&
        y->days.end != ACTA_NO_DAY && y->days.end >= d->begin) {
      d->end = y->days.end;
      return;
    }
  }
}

static bool is_nominal_arg(const work *w, uint32_t t)
{
  const uint8_t base = w->node[t].base;
  return base == ACTA_DEP_NSUBJ || base == ACTA_DEP_OBJ ||
         base == ACTA_DEP_OBL || base == ACTA_DEP_CONJ;
}

// May a clause take the time of the one above it?
static bool shares_time(const work *w, uint32_t t)
{
  const uint32_t m = w->node[t].mark;
  switch (token_at(w, t)->deprel) {
  case ACTA_DEP_XCOMP: return true;
  case ACTA_DEP_CONJ: return w->node[t].subj == ACTA_NO;
  case ACTA_DEP_ADVCL:
    return m == ACTA_NO || acta_str_is(lemma_of(w, m), "as") ||
           acta_str_is(lemma_of(w, m), "while") ||
           acta_str_is(lemma_of(w, m), "when");
  default: return false;
  }
}

// "It won 57 seats in 2019, the board said": not when the board said it.
static bool is_in_said(const work *w, const event *e, uint32_t x)
{
  aside          a;
  const uint32_t t = w->timex_head[x];
  return e->frame->quotes && find_aside(w, e->token, &a) &&
         ((t >= a.begin && t < a.end) || (t >= a.rest_begin && t < a.rest_end));
}

static uint32_t timex_by_tree(const work *w, const times *ts, const event *e)
{
  uint32_t t = e->token;
  if (ts->at[t] != ACTA_NO) {
    return is_in_said(w, e, ts->at[t]) ? ACTA_NO : ts->at[t];
  }
  if (e->pred != t) {
    t = e->pred;
  } else if (!is_verbal(w, t) && is_nominal_arg(w, t)) {
    const uint32_t c = clause_of(w, t);
    return c == t || is_saying(w, c) || lies_apart(w, t) ? ACTA_NO : ts->at[c];
  }
  for (int i = 0; i < MAX_STEPS && t != ACTA_NO; ++i) {
    if (ts->at[t] != ACTA_NO) {
      return ts->at[t];
    }
    if (!shares_time(w, t)) {
      return ACTA_NO;
    }
    t = parent_of(w, t);
    if (t == ACTA_NO || is_saying(w, t)) {
      return ACTA_NO;
    }
  }
  return ACTA_NO;
}

// "two months after the talks": unit and number of a TIMEX3 duration, P2M.
static bool parse_duration(acta_str v, int *n, char *unit)
{
  if (v.n < 3 || v.n > 6 || v.p[0] != 'P') {
    return false;
  }
  *n = 0;
  for (size_t i = 1; i + 1 < v.n; ++i) {
    if (v.p[i] < '0' || v.p[i] > '9') {
      return false;
    }
    *n = *n * 10 + (v.p[i] - '0');
  }
  *unit = v.p[v.n - 1];
  return *unit == 'D' || *unit == 'W' || *unit == 'M' || *unit == 'Y';
}

static acta_days shift(acta_day from, int n, char unit)
{
  int y, m, d;
  if (unit == 'D' || unit == 'W') {
    const acta_day day = from + n * (unit == 'W' ? 7 : 1);
    return unit == 'W' ? (acta_days){day - 3, day + 3} : (acta_days){day, day};
  }
  acta_day_civil(from, &y, &m, &d);
  if (unit == 'Y') {
    y += n;
    return (acta_days){acta_day_of(y, 1, 1), acta_day_of(y, 12, 31)};
  }
  const int months = y * 12 + (m - 1) + n;
  y                = months / 12;
  m                = months % 12 + 1;
  return (acta_days){acta_day_of(y, m, 1),
                     acta_day_of(y, m, acta_days_in_month(y, m))};
}

// The event that `after` or `before` at token `t` introduces.
static event *marked_event(const work *w, uint32_t t)
{
  const uint32_t h = parent_of(w, t);
  if (h == ACTA_NO) {
    return NULL;
  }
  const uint32_t up = parent_of(w, h); // "after much anticipated talks"
  if (w->node[h].event == ACTA_NO && up != ACTA_NO &&
      w->node[h].base == ACTA_DEP_AMOD && w->node[up].event != ACTA_NO) {
    return &w->event[w->node[up].event];
  }
  if (w->node[h].event != ACTA_NO && !w->event[w->node[h].event].drop) {
    return &w->event[w->node[h].event];
  }
  for (uint32_t c = w->node[h].first; c != ACTA_NO; c = w->node[c].next) {
    const uint32_t e = w->node[c].event;
    if (e != ACTA_NO && w->event[e].pred == h) {
      return &w->event[e];
    }
  }
  return NULL;
}

// E1 two months after E2: E2 lies two months before E1, or before the article.
static void date_by_distance(work *w, uint32_t i)
{
  const acta_timex *x = &w->doc->timexes[i];
  int               n;
  char              unit;
  if (x->end >= w->doc->n_tokens) {
    return;
  }
  const acta_str word  = lemma_of(w, x->end);
  const bool     after = acta_str_is(word, "after");
  if (!after && !acta_str_is(word, "before")) {
    return;
  }
  event *e = marked_event(w, x->end);
  if (!e || e->time.begin != ACTA_NO_DAY ||
      !parse_duration(x->value, &n, &unit)) {
    return;
  }
  acta_day       from = w->doc->meta.published;
  const uint32_t main = parent_of(w, parent_of(w, x->end));
  if (main != ACTA_NO && w->node[main].event != ACTA_NO &&
      w->event[w->node[main].event].time.begin != ACTA_NO_DAY) {
    from = w->event[w->node[main].event].time.begin;
  }
  if (from != ACTA_NO_DAY) {
    e->time  = shift(from, after ? -n : n, unit);
    e->timex = i;
  }
}

static bool is_known(acta_days d)
{
  return d.begin != ACTA_NO_DAY || d.end != ACTA_NO_DAY;
}

// First time expression that does not begin before a token.
static uint32_t first_timex(const work *w, uint32_t t)
{
  uint32_t lo = 0;
  uint32_t hi = w->doc->n_timexes;
  while (lo < hi) {
    const uint32_t mid = lo + (hi - lo) / 2;
    if (w->doc->timexes[mid].begin < t) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

// Does the sentence name a day outside of what is said?
static bool is_dated(const work *w, const event *e)
{
  const acta_sentence *sent =
    &w->doc->sentences[token_at(w, e->token)->sentence];
  for (uint32_t i = first_timex(w, sent->begin);
       i < w->doc->n_timexes && w->timex_head[i] < sent->end; ++i) {
    const uint32_t t    = w->timex_head[i];
    bool           said = false;
    for (uint32_t k = 0; k < e->n_fill && !said; ++k) {
      const filler *f = &e->fill[k];
      said = (f->role == w->role.content || f->role == w->role.quote) &&
             ((t >= f->begin && t < f->end) ||
              (t >= f->rest_begin && t < f->rest_end));
    }
    if (!said && is_usable(&w->doc->timexes[i])) {
      return true;
    }
  }
  return false;
}

// Told as new: in the past, the present, or the perfect of the present.
static bool is_news(const work *w, uint32_t t)
{
  const uint8_t xpos = token_at(w, t)->xpos;
  if (has_aux_form(w, t, "was") || has_aux_form(w, t, "were") ||
      has_aux_form(w, t, "is") || has_aux_form(w, t, "are")) {
    return is_passive(w, t);
  }
  if (w->node[t].flags & HAS_AUX) {
    return xpos == ACTA_XPOS_VBN &&
           (has_aux_form(w, t, "has") || has_aux_form(w, t, "have"));
  }
  return xpos == ACTA_XPOS_VBD || xpos == ACTA_XPOS_VBZ ||
         xpos == ACTA_XPOS_VBP;
}

// What an outlet reports somebody to have said, with no date but in what is
// said, is of the day of the article, unless the form says earlier or later.
static bool is_of_today(const work *w, const event *e)
{
  const acta_token    *tok  = token_at(w, e->token);
  const acta_sentence *sent = &w->doc->sentences[tok->sentence];
  const uint8_t        base = w->node[e->token].base;
  return e->frame->quotes && !is_known(e->time) && e->said_by == ACTA_NO &&
         w->quote_of[e->token] == ACTA_NO && !is_dated(w, e) &&
         is_news(w, e->token) && tok->deprel != ACTA_DEP_ACL_RELCL &&
         base != ACTA_DEP_ADVCL && sent->block < w->doc->n_blocks &&
         w->doc->blocks[sent->block].kind == ACTA_BLOCK_BODY;
}

static acta_day day_of_block(const work *w, const event *e)
{
  const uint32_t s = token_at(w, e->token)->sentence;
  const acta_day d = w->doc->blocks[w->doc->sentences[s].block].published;
  return d == ACTA_NO_DAY ? w->doc->meta.published : d;
}

static void date_by_saying(const work *w, event *e)
{
  const uint32_t h = parent_of(w, e->token);
  const event   *of =
    h == ACTA_NO || !is_saying(w, h) ? NULL : &w->event[w->node[h].event];
  if (of && !is_known(e->time) && is_known(of->time) &&
      w->node[e->token].base == ACTA_DEP_ADVCL &&
      w->node[e->token].mark == ACTA_NO &&
      token_at(w, e->token)->xpos == ACTA_XPOS_VBG &&
      !(w->node[e->token].flags & HAS_AUX)) {
    e->time = of->time;
  }
}

// Does the main clause of the headline or of the first sentence tell of it?
static bool is_lead(const work *w, const event *e)
{
  const acta_document *d     = w->doc;
  const uint32_t       s     = token_at(w, e->token)->sentence;
  const uint32_t       b     = d->sentences[s].block;
  const bool           first = s == 0 || b != d->sentences[s - 1].block;
  const uint32_t       h     = parent_of(w, e->pred);
  const uint32_t       top =
    h != ACTA_NO && w->node[e->pred].base == ACTA_DEP_CONJ ? h : e->pred;
  if (b >= d->n_blocks || w->node[top].base != ACTA_DEP_ROOT || !first) {
    return false;
  }
  for (uint32_t i = 0; i < b; ++i) {
    if (d->blocks[i].kind == ACTA_BLOCK_BODY) {
      return false;
    }
  }
  return d->blocks[b].kind == ACTA_BLOCK_TITLE ||
         d->blocks[b].kind == ACTA_BLOCK_BODY;
}

// Is a day named for an event of the kind anywhere in the article?
static bool is_kind_dated(const work *w, const event *e)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    const event *x = &w->event[i];
    if (x->timex != ACTA_NO && (acta_class_is_a(w->o, x->class, e->class) ||
                                acta_class_is_a(w->o, e->class, x->class))) {
      return true;
    }
  }
  return false;
}

// What the lead tells as news without a date is of the day of the article or
// the day before.
static void date_by_lead(const work *w, event *e)
{
  const acta_day today = day_of_block(w, e);
  if (today != ACTA_NO_DAY && e->stance == ACTA_ACTUAL && !is_known(e->time) &&
      !e->frame->quotes && is_lead(w, e) && w->quote_of[e->token] == ACTA_NO &&
      is_news(w, e->pred) && !is_dated(w, e) && !is_kind_dated(w, e)) {
    e->time = (acta_days){today - 1, today};
  }
}

static bool init_times(work *w, times *ts)
{
  const acta_document *d = w->doc;
  ts->at =
    acta_arena_alloc(w->arena, (size_t)d->n_tokens + 1, sizeof(uint32_t));
  if (!ts->at) {
    w->nomem = true;
    return false;
  }
  for (uint32_t t = 0; t < d->n_tokens; ++t) {
    ts->at[t] = ACTA_NO;
  }
  return true;
}

void find_times(work *w)
{
  times ts;
  if (!init_times(w, &ts)) {
    return;
  }
  for (uint32_t i = 0; i < w->doc->n_timexes; ++i) {
    if (is_usable(&w->doc->timexes[i])) {
      attach(w, &ts, i);
    }
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event         *e = &w->event[i];
    const uint32_t x = timex_by_tree(w, &ts, e);
    if (x != ACTA_NO) {
      e->timex = x;
      e->time  = range_of(w, x);
      extend(w, x, &e->time);
    }
  }
  for (uint32_t i = 0; i < w->doc->n_timexes; ++i) {
    date_by_distance(w, i);
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event *e = &w->event[i];
    if (is_of_today(w, e)) {
      e->time.begin = e->time.end = day_of_block(w, e);
    }
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    date_by_saying(w, &w->event[i]);
  }
}

void find_lead_times(work *w)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    date_by_lead(w, &w->event[i]);
  }
}
