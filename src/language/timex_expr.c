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

// "Friday Harbor": does a name of several words begin here?
static bool begins_name(const tx_words *s, uint32_t i)
{
  const acta_token *t    = tx_token(s, i);
  const bool        more = i + 1 < s->n && s->w[i + 1].type == 'w' &&
                    !s->w[i + 1].is && !s->w[i + 1].other;
  return t->name && t->name_begin && more && t[1].name == t->name &&
         !t[1].name_begin;
}

// "May to August", "April and May"
static bool months_in_line(const tx_words *s, uint32_t i)
{
  const tw_word *link = tx_at(s, i + 1);
  return tx_is_upper(s, i) && tx_is(s, i + 2, TW_MONTH) &&
         (link->other == TW_TO || (link->is & TW_AND) || link->type == '-');
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
  if (begins_name(s, i) || (short_form && !tx_is_upper(s, i)) ||
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
