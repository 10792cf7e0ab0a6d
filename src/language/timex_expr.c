// SPDX-License-Identifier: MIT
// What the parts of the grammar ask of a word.
#include "language/timex_expr.h"
#include "base/utf8.h"
#include "language/ud.h"

const tw_word *tx_at(const tx_words *s, uint32_t i)
{
  static const tw_word none = {.type = 0};
  return i < s->n ? s->w + i : &none;
}

const acta_token *tx_token(const tx_words *s, uint32_t i)
{
  return s->doc->tokens + s->w[i].token;
}

bool tx_is_upper(const tx_words *s, uint32_t i)
{
  size_t at = s->w[i].begin;
  return acta_cp_is_upper(acta_utf8_next(s->doc->text, &at));
}

bool tx_is_tagged(const tx_words *s, uint32_t i)
{
  return tx_token(s, i)->xpos != ACTA_XPOS_NONE;
}

static bool links_months(const tw_word *w)
{
  return w->other == TW_TO || (w->is & TW_AND) || w->type == '-';
}

// "May to August", "April and May"
static bool months_in_line(const tx_words *s, uint32_t i)
{
  return tx_is_upper(s, i) &&
         ((tx_is(s, i + 2, TW_MONTH) && links_months(s->w + i + 1)) ||
          (i > 1 && tx_is(s, i - 2, TW_MONTH) && tx_is_upper(s, i - 2) &&
           links_months(s->w + i - 1)));
}

bool tx_is_name(const tx_words *s, uint32_t i, uint32_t classes)
{
  const tw_word *w = tx_at(s, i);
  if (!(w->is & classes)) {
    return false;
  }
  const acta_token *t = tx_token(s, i);
  if ((classes & TW_MONTH) && months_in_line(s, i)) {
    return true;
  }
  const uint32_t len        = w->end - w->begin;
  const bool     short_form = len <= 5; // May, March, Sat, Sun, Mar, Jan
  if ((short_form && !tx_is_upper(s, i)) ||
      (t->name == ACTA_ENT_PERSON && (classes & TW_MONTH))) {
    return false;
  }
  const bool number_after =
    tx_at(s, i + 1)->type == '9' ||
    (tx_at(s, i + 1)->type == '.' && tx_at(s, i + 2)->type == '9');
  if (number_after && (classes & TW_MONTH) && tx_is_upper(s, i)) {
    return true;
  }
  if (tx_is_tagged(s, i) && t->upos != ACTA_PROPN && t->upos != ACTA_NOUN &&
      t->upos != ACTA_NUM && t->upos != ACTA_ADV) {
    return false;
  }
  // "Theresa May", "April Smith"
  if (!tx_is_tagged(s, i) || !(classes & TW_MONTH)) {
    return true;
  }
  const bool name_before = i && tx_token(s, i - 1)->upos == ACTA_PROPN &&
                           !s->w[i - 1].is && s->w[i - 1].type == 'w';
  const bool name_after = i + 1 < s->n &&
                          tx_token(s, i + 1)->upos == ACTA_PROPN &&
                          !s->w[i + 1].is && s->w[i + 1].type == 'w';
  return !(name_before && (len == 3 || len == 5)) && !(name_after && len == 5);
}

bool tx_is_day(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->type == '9' && w->digits <= 2 && w->num >= 1 && w->num <= 31;
}

bool tx_is_year(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->type == '9' && w->digits == 4 && w->num >= 1000 && w->num < 2200;
}

// "st" after a number, as in "24th"
uint32_t tx_skip_ordinal(const tx_words *s, uint32_t i)
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

bool tx_is_ordinal(const tx_words *s, uint32_t i)
{
  return tx_is(s, i, TW_ORD) ||
         (tx_mark(s, i, '9') && tx_skip_ordinal(s, i + 1) == i + 2);
}

// End of an ordinal that is there.
uint32_t tx_after_ordinal(const tx_words *s, uint32_t i)
{
  return tx_is(s, i, TW_ORD) ? i + 1 : i + 2;
}

void tx_put_year(tx *e, int32_t year)
{
  e->year     = year;
  e->has_year = true;
}

// "'82" or "82" as a year
int32_t tx_full_year(int32_t two_digits)
{
  return two_digits < 30 ? 2000 + two_digits : 1900 + two_digits;
}

// First and last word of the name that token `t` stands in, as tokens.
static void name_around(const tx_words *s, uint32_t t, uint32_t *first,
                        uint32_t *last)
{
  const acta_token *all  = s->doc->tokens;
  const uint32_t    from = s->w[0].token, to = s->w[s->n - 1].token;
  *first = *last = t;
  while (*first > from && !all[*first].name_begin) {
    --*first;
  }
  while (*last < to && all[*last + 1].name && !all[*last + 1].name_begin) {
    ++*last;
  }
}

bool tx_is_in_name(const tx_words *s, uint32_t i, uint32_t j, bool may_end)
{
  const uint32_t begin = s->w[i].token, end = s->w[j - 1].token;
  for (uint32_t k = i; k < j; ++k) {
    if (s->w[k].type == '9') {
      return false; // a year is one, in whatever name
    }
  }
  for (uint32_t t = begin; t <= end; ++t) {
    uint32_t first = t, last = t;
    if (s->doc->tokens[t].name) {
      name_around(s, t, &first, &last);
    }
    if (last > end || (first < begin && !may_end)) {
      return true;
    }
  }
  return false;
}
