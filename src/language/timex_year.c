// SPDX-License-Identifier: MIT
// Years, decades, centuries.
#include "language/timex_expr.h"
#include "language/ud.h"

static bool is_counted(const tx_words *s, uint32_t i)
{
  if (i >= s->n) {
    return false;
  }
  const acta_token *t = tx_token(s, i);
  if (tx_is(s, i, TW_UNIT | TW_UNITS | TW_MULT)) {
    return true;
  }
  if (!tx_is_tagged(s, i) || tx_mark(s, i, '-')) {
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

// "over 1000 featured articles": what an amount counts may stand further on.
static bool counts_something(const tx_words *s, uint32_t i)
{
  uint32_t j = i + 1;
  if (i && tx_is(s, i - 1, TW_QUANT)) {
    while (j < s->n && j < i + 4 && tx_is_tagged(s, j) &&
           (tx_token(s, j)->upos == ACTA_ADJ ||
            tx_token(s, j)->xpos == ACTA_XPOS_VBN)) {
      ++j;
    }
  }
  return is_counted(s, j);
}

// May the number at `i` be a year for itself, whatever is listed before it?
static bool stands_alone(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i), *next = tx_at(s, i + 1);
  const tw_word *before = i ? w - 1 : tx_at(s, s->n);
  const bool     told   = leads_to_year(before);
  const bool     named  = i && ((before->is & (TW_THE | TW_DIR)) ||
                           acta_str_is(tx_token(s, i - 1)->form, "'s"));
  const bool     counts = counts_something(s, i);
  if (i && tw_is_numbered(tx_token(s, i - 1)->form)) {
    return false;
  }
  if (w->num >= 1900 && w->num <= 2050) {
    return told || named || !counts;
  }
  const bool alone = next->type != 'w' && next->type != '9';
  const bool old   = w->num >= 1500 && w->num < 1900;
  return !counts && (told || (old && (named || alone)));
}

// May the number at `i` be a year, by the words around it?
static bool year_fits(const tx_words *s, uint32_t i)
{
  if (is_part(s, i)) {
    return false;
  }
  if (stands_alone(s, i)) {
    return true;
  }
  const tw_word *before = i ? s->w + i - 1 : tx_at(s, s->n);
  const bool     listed =
    i > 1 && tx_is_year(s, i - 2) && stands_alone(s, i - 2) &&
    ((before->is & TW_AND) || before->type == ',' || before->type == '-');
  const bool modern = tx_at(s, i)->num >= 1900 && tx_at(s, i)->num <= 2050;
  return listed && (modern || !counts_something(s, i));
}

// "in his twenties", "her 80s": an age
static bool is_age(const tx_words *s, uint32_t i)
{
  return i && tx_token(s, i - 1)->xpos == ACTA_XPOS_PRP_POSS;
}

uint32_t tx_read_decade(const tx_words *s, uint32_t i, tx *e)
{
  const tw_word *w = tx_at(s, i);
  uint32_t       j = i + 1;
  if (tx_other(s, i, TW_DECADES) && !is_age(s, i)) {
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
  if (w->digits != 4 && (w->digits != 2 || w->num < 10 || is_age(s, i))) {
    return i;
  }
  if ((text.n > 1 || j > i + 1) && !(i && tx_is(s, i - 1, TW_THE | TW_MOD))) {
    return i; // "Vision 2030's goals"
  }
  e->kind   = TX_DATE;
  e->decade = (int16_t)(w->num / 10);
  if (w->digits == 4 && w->num % 100 == 0 && w->num < 2000) {
    e->century = (int16_t)(w->num / 100 + 1); // "the 1800s"
    e->decade  = 0;
  }
  return j + 1;
}

// "15th" before "to the 19th century", "18th" before "and 19th centuries"
static uint32_t century_named_later(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t   j      = tx_after_ordinal(s, i);
  const bool joined = tx_is(s, j, TW_AND) || tx_other(s, j, TW_TO) ||
                      tx_mark(s, j, '-') || tx_mark(s, j, ',');
  j += joined + tx_is(s, j + 1, TW_THE);
  if (!joined || !tx_is_ordinal(s, j)) {
    return i;
  }
  j = tx_skip_hyphen(s, tx_after_ordinal(s, j));
  if (tx_at(s, j)->unit != 'C') {
    return i;
  }
  e->kind    = TX_DATE;
  e->century = (int16_t)tx_at(s, i)->num;
  e->bc      = tx_other(s, j + 1, TW_ERA) && tx_at(s, j + 1)->dir < 0;
  return tx_after_ordinal(s, i);
}

uint32_t tx_read_century(const tx_words *s, uint32_t i, tx *e)
{
  if (!tx_is_ordinal(s, i) || tx_at(s, i)->num < 1 || tx_at(s, i)->num > 30) {
    return i;
  }
  uint32_t j = tx_skip_hyphen(s, tx_after_ordinal(s, i));
  if (tx_at(s, j)->unit != 'C') {
    return century_named_later(s, i, e);
  }
  e->kind    = TX_DATE;
  e->century = (int16_t)tx_at(s, i)->num;
  ++j;
  if (tx_other(s, j, TW_ERA)) {
    e->bc = tx_at(s, j)->dir < 0;
    ++j;
  }
  return j;
}

// "3000 BC", "AD 842"
uint32_t tx_read_era(const tx_words *s, uint32_t i, tx *e)
{
  const bool     first   = tx_other(s, i, TW_ERA);
  const tw_word *number  = tx_at(s, first ? i + 1 : i);
  const uint32_t mark_at = first ? i : i + 1;
  if (number->type != '9' || number->num > 9999 ||
      !tx_other(s, mark_at, TW_ERA) || !tx_is_upper(s, mark_at) ||
      (first && tx_at(s, i)->dir < 0)) {
    return i;
  }
  e->kind = TX_DATE;
  e->bc   = tx_at(s, mark_at)->dir < 0;
  tx_put_year(e, number->num);
  return i + 2;
}

// Is the word at `i` glued to the one before and not just a mark?
static bool is_text(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->glued && (w->type == 'w' || w->type == '9');
}

// ---- years of three digits

static bool is_short_year(const tx_words *s, uint32_t i)
{
  const tw_word *w = tx_at(s, i);
  return w->type == '9' && w->digits == 3 && w->num >= 100;
}

// Do the words around the number at `i` make it a year?
static bool led_to_short_year(const tx_words *s, uint32_t i)
{
  const tw_word *next = tx_at(s, i + 1);
  if (!i || !is_short_year(s, i) || is_counted(s, i + 1) || next->type == '%' ||
      (next->glued && tx_at(s, i + 2)->glued && strchr(".:/", next->type))) {
    return false;
  }
  const tw_word *before = s->w + i - 1;
  const bool     circa =
    before->other == TW_PREP && (s->doc->text.p[before->begin] | 0x20) == 'c';
  return circa || before->unit == 'Y' ||
         (s->ancient && leads_to_year(before) && before->other != TW_TO);
}

// "c. 347", "the year 348", "314 - 368"; "in 348" where the text tells of such
// times.
uint32_t tx_read_short_year(const tx_words *s, uint32_t i, tx *e)
{
  const bool ranged = i > 1 && tx_mark(s, i - 1, '-') && is_short_year(s, i) &&
                      tx_at(s, i)->num > s->w[i - 2].num &&
                      led_to_short_year(s, i - 2);
  if (!ranged && !led_to_short_year(s, i)) {
    return i;
  }
  e->kind = TX_DATE;
  tx_put_year(e, tx_at(s, i)->num);
  return i + 1;
}

uint32_t tx_read_year(const tx_words *s, uint32_t i, tx *e)
{
  uint32_t   j      = i;
  const bool fiscal = tx_other(s, i, TW_FISCAL);
  j += fiscal;
  j += fiscal && tx_at(s, j)->unit == 'Y';
  if (tx_is_year(s, j) && (fiscal || year_fits(s, j))) {
    e->kind = TX_DATE;
    tx_put_year(e, tx_at(s, j)->num);
    return j + 1;
  }
  // "'82"; "72" after "1871-"
  if (tx_mark(s, i, '\'') && tx_at(s, i + 1)->digits == 2 &&
      tx_at(s, i + 1)->glued && !is_text(s, i + 2)) {
    e->kind = TX_DATE;
    tx_put_year(e, tx_full_year(tx_at(s, i + 1)->num));
    return i + 2;
  }
  if (i > 1 && tx_mark(s, i - 1, '-') && tx_is_year(s, i - 2) &&
      tx_at(s, i)->digits == 2 && tx_at(s, i)->glued == s->w[i - 1].glued &&
      !(tx_at(s, i + 1)->glued && tx_mark(s, i + 1, '-')) &&
      tx_at(s, i)->num > tx_at(s, i - 2)->num % 100) {
    e->kind = TX_DATE;
    tx_put_year(e, tx_at(s, i - 2)->num / 100 * 100 + tx_at(s, i)->num);
    return i + 1;
  }
  return i;
}
