// SPDX-License-Identifier: MIT
#include "language/timex.h"
#include "base/day.h"
#include "base/vec.h"
#include "language/timex_expr.h"
#include "language/ud.h"

enum { NEAR_VERBS = 12, MAX_CLIMB = 8 };

typedef struct {
  acta_document *doc;
  acta_arena    *scratch;
  uint32_t       cap; // of doc->timexes
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
                      uint32_t v)
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
    return -1;
  }
  return 0;
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

static int tense_at(const acta_document *doc, const acta_sentence *s,
                    uint32_t begin, uint32_t end)
{
  const bool tree = s->root != ACTA_NO && s->root < doc->n_tokens &&
                    doc->tokens[s->root].head == s->root;
  const uint32_t v =
    tree && doc->tokens[begin].deprel ? governor(doc, end - 1) : ACTA_NO;
  const uint32_t w = v != ACTA_NO ? v : nearest(doc, s, begin, end);
  if (w != ACTA_NO) {
    return verb_tense(doc, s, w);
  }
  for (uint32_t k = begin; k-- > s->begin && begin - k <= NEAR_VERBS;) {
    if (tw_is_future(doc->tokens[k].form)) {
      return 1; // untagged text, headlines
    }
  }
  return 0;
}

// ---- one expression

static void remember(finder *f, const tx *e, const acta_timex *t)
{
  const bool date = t->type == ACTA_TIMEX_DATE || t->type == ACTA_TIMEX_TIME;
  if (!date || e->kind == TX_REF || t->days.begin == ACTA_NO_DAY ||
      t->days.end == ACTA_NO_DAY) {
    return;
  }
  const int32_t length = t->days.end - t->days.begin;
  f->c.told_unit       = length < 1 ? 'D' : length < 32 ? 'M' : 'Y';
  if (length > 366) {
    return; // a decade is nothing to count from
  }
  f->c.told_year =
    e->has_year ||
    (f->c.told_year && f->c.told_age <= 2 && f->c.told.begin != ACTA_NO_DAY &&
     t->days.begin / 366 == f->c.told.begin / 366);
  f->c.told     = t->days;
  f->c.told_age = 0;
}

static bool add(finder *f, const acta_sentence *s, const tx_words *words,
                uint32_t from, uint32_t to, const tx *e)
{
  acta_document *doc   = f->doc;
  const uint32_t begin = words->w[from].token;
  const uint32_t end   = words->w[to - 1].token + 1;
  acta_timex     t     = {.begin = begin, .end = end};
  if (doc->n_timexes && doc->timexes[doc->n_timexes - 1].end > begin) {
    return true; // the rest of a token that is in the one before
  }
  f->c.tense = tense_at(doc, s, begin, end);
  if (!tx_resolve(e, &f->c, doc->arena, &t)) {
    return false;
  }
  t.span =
    (acta_span){doc->tokens[begin].span.begin, doc->tokens[end - 1].span.end};
  void *p = doc->timexes;
  if (!acta_arena_grow(doc->arena, &p, doc->n_timexes, &f->cap, sizeof(t))) {
    return false;
  }
  doc->timexes = p;
  for (uint32_t k = begin; k < end; ++k) {
    doc->tokens[k].timex = doc->n_timexes;
  }
  doc->timexes[doc->n_timexes++] = t;
  remember(f, e, &t);
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
  e->day     = (int8_t)day->num;
  e->weekday = 0;
  return i + 2;
}

static bool find_in(finder *f, const acta_sentence *s)
{
  tx_words words = {.doc = f->doc};
  words.w        = tw_cut(f->scratch, f->doc, s->begin, s->end, &words.n);
  if (!words.w) {
    return false;
  }
  for (uint32_t i = 0; i < words.n;) {
    tx       e = {.kind = TX_NONE};
    uint32_t j = tx_read(&words, i, &e);
    if (j == i) {
      ++i;
      continue;
    }
    if (!add(f, s, &words, i, j, &e)) {
      return false;
    }
    i = j;
    j = range_end(&words, i, &e);
    if (j > i && !add(f, s, &words, j - 1, j, &e)) {
      return false;
    }
    i = j;
  }
  return true;
}

static acta_day anchor(const acta_document *doc, const acta_sentence *s)
{
  const acta_day own =
    s->block < doc->n_blocks ? doc->blocks[s->block].published : ACTA_NO_DAY;
  return own != ACTA_NO_DAY ? own : doc->meta.published;
}

acta_status acta_timex_find(acta_document *doc, acta_error *err)
{
  acta_status status = ACTA_OK;
  finder      f      = {.doc     = doc,
                        .scratch = acta_arena_new(0),
                        .c = {.told = {ACTA_NO_DAY, ACTA_NO_DAY}, .told_age = 1000}};
  doc->timexes       = NULL;
  doc->n_timexes     = 0;
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    doc->tokens[i].timex = ACTA_NO;
  }
  for (uint32_t i = 0; i < doc->n_sentences && f.scratch && !status; ++i) {
    const acta_sentence *s = doc->sentences + i;
    f.c.doc                = anchor(doc, s);
    f.c.told_age += f.c.told_age < 1000;
    if (!find_in(&f, s)) {
      status = ACTA_E_NOMEM;
    }
    acta_arena_reset(f.scratch);
  }
  if (!f.scratch || status) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_arena_free(f.scratch);
  return status;
}
