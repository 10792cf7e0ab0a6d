// SPDX-License-Identifier: MIT
#include "language/timex.h"
#include "base/day.h"
#include "base/vec.h"
#include "language/timex_expr.h"
#include "language/ud.h"

enum { NEAR_VERBS = 12, MAX_CLIMB = 8 };

// An expression that was read, not yet resolved.
typedef struct {
  tx       e;
  uint32_t sentence, begin, end; // tokens
} found;

typedef struct {
  acta_document *doc;
  acta_arena    *words;   // of one sentence
  acta_arena    *scratch; // of all expressions
  found         *all;
  uint32_t       n, cap;
  bool           ancient; // the text tells of years before 1000
  tx_context     c;
} finder;

// ---- tense

static bool is_tensed(const acta_token *t)
{
  return t->xpos == ACTA_XPOS_VBD || t->xpos == ACTA_XPOS_VBN ||
         t->xpos == ACTA_XPOS_VBP || t->xpos == ACTA_XPOS_VBZ ||
         t->xpos == ACTA_XPOS_MD || t->xpos == ACTA_XPOS_VB ||
         t->xpos == ACTA_XPOS_VBG;
}

// "are due in November": does a word between verb and expression?
static bool is_due(const acta_document *doc, uint32_t v, uint32_t begin)
{
  for (uint32_t k = v + 1; k < begin && k - v <= 4; ++k) {
    if (doc->tokens[k].upos == ACTA_PUNCT) {
      return false;
    }
    if (tw_is_future(doc->tokens[k].form)) {
      return true;
    }
  }
  return false;
}

// Does a word before verb `v` in its clause make it future?
static bool is_future(const acta_document *doc, uint32_t from, uint32_t v)
{
  const acta_token *t = doc->tokens;
  for (uint32_t k = v; k-- > from && v - k <= 4;) {
    if (t[k].upos == ACTA_PUNCT) {
      return false;
    }
    if (tw_is_future(t[k].form)) {
      return true;
    }
    if (t[k].xpos == ACTA_XPOS_VBD) {
      return false;
    }
  }
  return false;
}

static int verb_tense(const acta_document *doc, const acta_sentence *s,
                      uint32_t v, uint32_t begin)
{
  const acta_token *t = doc->tokens + v;
  if (t->xpos == ACTA_XPOS_VBD) {
    return -1;
  }
  if (is_future(doc, s->begin, v) ||
      (t->xpos == ACTA_XPOS_MD && tw_is_future(t->form))) {
    return 1;
  }
  if (t->xpos == ACTA_XPOS_VBN) {
    return tw_is_future(t->form) ? 1 : -1; // "is scheduled for Friday"
  }
  if ((t->xpos == ACTA_XPOS_VBP || t->xpos == ACTA_XPOS_VBZ) &&
      is_due(doc, v, begin)) {
    return 1;
  }
  // a headline: "Leaders to meet on Friday"
  return t->xpos == ACTA_XPOS_VB && s->root == v && v > s->begin &&
         t[-1].xpos == ACTA_XPOS_TO;
}

// The verb that governs token `i`, by the tree; ACTA_NO if it has none.
static uint32_t governor(const acta_document *doc, uint32_t i)
{
  for (unsigned k = 0; k < MAX_CLIMB; ++k) {
    const acta_token *t = doc->tokens + i;
    if (is_tensed(t) && t->upos != ACTA_AUX) {
      return i;
    }
    if (t->head == i || t->head >= doc->n_tokens) {
      return ACTA_NO;
    }
    i = t->head;
  }
  return ACTA_NO;
}

// Else the nearest verb, rather before than behind.
static uint32_t nearest(const acta_document *doc, const acta_sentence *s,
                        uint32_t begin, uint32_t end)
{
  for (uint32_t d = 1; d <= NEAR_VERBS; ++d) {
    if (begin >= s->begin + d && is_tensed(doc->tokens + begin - d)) {
      return begin - d;
    }
    if (end + d / 2 < s->end && is_tensed(doc->tokens + end + d / 2)) {
      return end + d / 2;
    }
  }
  return ACTA_NO;
}

// "it fell and weakened": a verb of the past, whether so tagged or not
static bool is_past(const acta_document *doc, uint32_t v)
{
  const acta_token *t = doc->tokens + v;
  const bool join     = t->deprel == ACTA_DEP_CONJ && t->head < doc->n_tokens;
  return t->xpos == ACTA_XPOS_VBD ||
         (t->xpos == ACTA_XPOS_VBN && join &&
          doc->tokens[t->head].xpos == ACTA_XPOS_VBD);
}

static int tense_at(const acta_document *doc, const acta_sentence *s,
                    uint32_t begin, uint32_t end)
{
  const bool tree = s->root != ACTA_NO && s->root < doc->n_tokens &&
                    doc->tokens[s->root].head == s->root;
  const uint32_t v =
    tree && doc->tokens[begin].deprel ? governor(doc, end - 1) : ACTA_NO;
  const uint32_t w = v != ACTA_NO ? v : nearest(doc, s, begin, end);
  if (begin > s->begin && tw_is_ahead(doc->tokens[begin - 1].form) &&
      (w == ACTA_NO || !is_past(doc, w))) {
    return 1;
  }
  if (w != ACTA_NO) {
    return verb_tense(doc, s, w, begin);
  }
  for (uint32_t k = begin; k-- > s->begin && begin - k <= NEAR_VERBS;) {
    if (tw_is_future(doc->tokens[k].form)) {
      return 1; // untagged text, headlines
    }
  }
  return 0;
}

// ---- one expression

static void remember(tx_context *c, const tx *e, const acta_timex *t)
{
  const bool date   = t->type == ACTA_TIMEX_DATE || t->type == ACTA_TIMEX_TIME;
  const acta_days d = t->days;
  if (!date || e->kind == TX_REF || d.begin == ACTA_NO_DAY ||
      d.end == ACTA_NO_DAY || d.end - d.begin > 366) {
    return; // a decade is nothing to count from
  }
  c->told_unit = d.end == d.begin ? 'D' : d.end - d.begin < 32 ? 'M' : 'Y';
  c->told      = d;
  c->told_age  = 0;
}

static bool add(finder *f, uint32_t sentence, const tw_word *from,
                const tw_word *to, const tx *e)
{
  const found one = {*e, sentence, from->token, to->token + 1};
  void       *p   = f->all;
  if (f->n && f->all[f->n - 1].end > one.begin) {
    return true; // the rest of a token that is in the one before
  }
  if (!acta_arena_grow(f->scratch, &p, f->n, &f->cap, sizeof(one))) {
    return false;
  }
  f->all         = p;
  f->all[f->n++] = one;
  return true;
}

// "to 26" after "April 24": the second day of a range.
static uint32_t range_end(const tx_words *w, uint32_t i, tx *e)
{
  const tw_word *link = tx_at(w, i), *day = tx_at(w, i + 1);
  const tw_word *next = tx_at(w, i + 2);
  const bool     fits = (link->other == TW_TO || (link->is & TW_AND) ||
                     link->type == '-' || link->other == TW_PREP) &&
                    day->type == '9' && day->digits <= 2 && day->num > e->day &&
                    day->num <= 31 && next->type != '%' && next->type != ':' &&
                    !(next->is & (TW_UNIT | TW_UNITS | TW_MULT | TW_MONTH)) &&
                    next->other != TW_AMPM;
  if (!fits || e->kind != TX_DATE || !e->month || !e->day || e->last_day ||
      e->has_year) {
    return i;
  }
  if (next->type == 'w' && link->type != '-' && next->other != TW_PREP &&
      next->other != TW_IN && next->other != TW_AT && next->other != TW_TO) {
    return i; // "April 24 and 26 people"
  }
  e->length  = (int16_t)(day->num - e->day + 1);
  e->day     = (int16_t)day->num;
  e->weekday = 0;
  return i + 2;
}

// "from May to August 2017", "June 5 - August 20": one year for both ends,
// which are the last two expressions; between them stands `link`.
static void link_range(const finder *f, const tw_word *link)
{
  tx        *a     = &f->all[f->n - 2].e;
  const tx  *b     = &f->all[f->n - 1].e;
  const bool joins = link->other == TW_TO || link->type == '-' ||
                     (link->is & TW_AND) || link->other == TW_PREP;
  const int days = (b->month - a->month) * 30 + b->day - a->day;
  if (!joins || a->kind != TX_DATE || b->kind != TX_DATE || !a->month ||
      !b->month || a->has_year || a->strict || b->strict || days <= 0) {
    return;
  }
  if (b->has_year) {
    a->year     = b->year;
    a->has_year = true;
  } else {
    a->length = (int16_t)(days + 1);
  }
}

static bool read_sentence(finder *f, uint32_t sentence)
{
  const acta_sentence *s     = f->doc->sentences + sentence;
  tx_words             words = {.doc = f->doc, .ancient = f->ancient};
  uint32_t             last  = ACTA_NO; // end of the last expression
  words.w = tw_cut(f->words, f->doc, s->begin, s->end, &words.n);
  if (!words.w) {
    return false;
  }
  for (uint32_t i = 0, j; i < words.n; i = j) {
    tx             e = {.kind = TX_NONE};
    const uint32_t n = f->n;
    j                = tx_read(&words, i, &e);
    if (j == i) {
      ++j;
      continue;
    }
    if (!add(f, sentence, words.w + i, words.w + j - 1, &e)) {
      return false;
    }
    if (f->n > n && last != ACTA_NO && i == last + 1) {
      link_range(f, words.w + last);
    }
    last = j;
    j    = range_end(&words, last, &e);
    if (j > last) {
      if (f->n > n) {
        f->all[f->n - 1].e.length = e.length;
      }
      if (!add(f, sentence, words.w + j - 1, words.w + j - 1, &e)) {
        return false;
      }
      last = j;
    }
  }
  return true;
}

static bool read_sentences(finder *f)
{
  f->n = 0;
  for (uint32_t i = 0; i < f->doc->n_sentences; ++i) {
    if (!read_sentence(f, i)) {
      return false;
    }
    acta_arena_reset(f->words);
  }
  return true;
}

static bool tells_of_ancient_times(const finder *f)
{
  for (uint32_t i = 0; i < f->n; ++i) {
    const tx *e = &f->all[i].e;
    if (e->kind == TX_DATE && e->has_year && (e->bc || e->year < 1000)) {
      return true;
    }
  }
  return false;
}

// Where one year of three digits is sure, the text is read again for others.
static bool read_all(finder *f)
{
  if (!read_sentences(f)) {
    return false;
  }
  f->ancient = tells_of_ancient_times(f);
  return !f->ancient || read_sentences(f);
}

static acta_day anchor(const acta_document *doc, const acta_sentence *s)
{
  const acta_day own =
    s->block < doc->n_blocks ? doc->blocks[s->block].published : ACTA_NO_DAY;
  return own != ACTA_NO_DAY ? own : doc->meta.published;
}

// Does the text tell of old times?  Then most of its dates say a year that is
// long past, and few are told from today.
static bool is_story(const finder *f)
{
  const acta_day day = f->doc->meta.published;
  int            now = 0, month = 0, d = 0;
  uint32_t       old = 0, today = 0;
  if (day == ACTA_NO_DAY) {
    return false;
  }
  acta_day_civil(day, &now, &month, &d);
  for (uint32_t i = 0; i < f->n; ++i) {
    const tx *e = &f->all[i].e;
    old += e->kind == TX_DATE && e->has_year && (e->bc || e->year < now - 1);
    today += (e->kind == TX_DATE && e->has_year && e->year >= now - 1) ||
             (e->kind == TX_DATE && e->weekday && !e->day) ||
             (e->kind == TX_OFFSET && e->base == TX_FROM_DOC);
  }
  return old >= 4 && old > 3 * today;
}

static bool resolve(finder *f, const found *x, uint32_t id)
{
  acta_document       *doc = f->doc;
  const acta_sentence *s   = doc->sentences + x->sentence;
  acta_timex           t   = {.begin = x->begin, .end = x->end};
  f->c.doc                 = anchor(doc, s);
  f->c.tense               = tense_at(doc, s, x->begin, x->end);
  if (!tx_resolve(&x->e, &f->c, doc->arena, &t)) {
    return false;
  }
  t.span           = (acta_span){doc->tokens[t.begin].span.begin,
                                 doc->tokens[t.end - 1].span.end};
  doc->timexes[id] = t;
  for (uint32_t k = t.begin; k < t.end; ++k) {
    doc->tokens[k].timex = id;
  }
  remember(&f->c, &x->e, &t);
  return true;
}

static bool resolve_all(finder *f)
{
  f->doc->timexes =
    acta_arena_alloc(f->doc->arena, f->n + 1, sizeof(*f->doc->timexes));
  if (!f->doc->timexes) {
    return false;
  }
  f->c.story    = is_story(f);
  f->c.told_age = UINT32_MAX;
  for (uint32_t i = 0; i < f->n; ++i) {
    if (i && f->c.told_age < UINT32_MAX) {
      f->c.told_age += f->all[i].sentence - f->all[i - 1].sentence;
    }
    if (!resolve(f, f->all + i, i)) {
      return false;
    }
  }
  f->doc->n_timexes = f->n;
  return true;
}

acta_status acta_timex_find(acta_document *doc, acta_error *err)
{
  finder f       = {.doc     = doc,
                    .words   = acta_arena_new(0),
                    .scratch = acta_arena_new(0),
                    .c       = {.told = {ACTA_NO_DAY, ACTA_NO_DAY}}};
  doc->timexes   = NULL;
  doc->n_timexes = 0;
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    doc->tokens[i].timex = ACTA_NO;
  }
  const bool good = f.words && f.scratch && read_all(&f) && resolve_all(&f);
  acta_arena_free(f.words);
  acta_arena_free(f.scratch);
  return good ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}
