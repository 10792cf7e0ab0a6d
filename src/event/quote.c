// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "event/work.h"

// What stands at a place of the text.
typedef enum { NO_MARK, OPEN, CLOSE, EITHER, OPEN_SINGLE, CLOSE_SINGLE } mark;

static bool is_word_byte(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

static mark mark_at(acta_str text, size_t i, size_t *len)
{
  const acta_str s = {text.p + i, text.n - i};
  *len             = 1;
  if (s.p[0] == '"') {
    return EITHER;
  }
  *len = 2;
  if (acta_str_starts(s, ACTA_STR("``"))) {
    return OPEN;
  }
  if (acta_str_starts(s, ACTA_STR("''"))) {
    return CLOSE;
  }
  *len = 3;
  if (acta_str_starts(s, ACTA_STR("\xE2\x80\x9C"))) {
    return OPEN;
  }
  if (acta_str_starts(s, ACTA_STR("\xE2\x80\x9D"))) {
    return CLOSE;
  }
  if (acta_str_starts(s, ACTA_STR("\xE2\x80\x98"))) {
    return i && is_word_byte(text.p[i - 1]) ? NO_MARK : OPEN_SINGLE;
  }
  if (acta_str_starts(s, ACTA_STR("\xE2\x80\x99"))) {
    return i + 3 < text.n && is_word_byte(text.p[i + 3]) ? NO_MARK
                                                         : CLOSE_SINGLE;
  }
  *len = 1;
  return NO_MARK;
}

static bool is_blank(char c)
{
  return c >= 0 && c <= ' ';
}

static void add_quote(work *w, acta_span span, uint32_t block, bool open_end)
{
  while (span.begin < span.end && is_blank(w->doc->text.p[span.begin])) {
    ++span.begin;
  }
  while (span.begin < span.end && is_blank(w->doc->text.p[span.end - 1])) {
    --span.end;
  }
  if (span.begin == span.end) {
    return;
  }
  if (!acta_arena_grow(w->arena, (void **)&w->quote, w->n_quote, &w->cap_quote,
                       sizeof *w->quote)) {
    w->nomem = true;
    return;
  }
  w->quote[w->n_quote++] = (quote){
    .span = span, .block = block, .open_end = open_end, .event = ACTA_NO};
}

static void scan_block(work *w, uint32_t b)
{
  const acta_span span = w->doc->blocks[b].span;
  const acta_str  text = {w->doc->text.p, span.end};
  uint32_t        from = ACTA_NO;
  bool            one  = false; // opened by a single mark
  for (size_t i = span.begin; i < span.end;) {
    size_t     len;
    const mark m = mark_at(text, i, &len);
    if (from == ACTA_NO && (m == OPEN || m == EITHER || m == OPEN_SINGLE)) {
      from = (uint32_t)(i + len);
      one  = m == OPEN_SINGLE;
    } else if (from != ACTA_NO &&
               (one ? m == CLOSE_SINGLE : m == CLOSE || m == EITHER)) {
      add_quote(w, (acta_span){from, (uint32_t)i}, b, false);
      from = ACTA_NO;
    }
    i += m == NO_MARK ? 1 : len;
  }
  if (from != ACTA_NO && !one) {
    add_quote(w, (acta_span){from, span.end}, b, true);
  }
}

// Tokens of each quotation: both lists are in text order.
static void place_tokens(work *w)
{
  const acta_document *d = w->doc;
  uint32_t             t = 0;
  for (uint32_t q = 0; q < w->n_quote; ++q) {
    quote *x = &w->quote[q];
    while (t < d->n_tokens && d->tokens[t].span.begin < x->span.begin) {
      ++t;
    }
    x->begin = t;
    while (t < d->n_tokens && d->tokens[t].span.end <= x->span.end) {
      w->quote_of[t++] = q;
    }
    x->end = t;
  }
}

static bool is_small_word(const work *w, uint32_t t)
{
  const uint8_t upos = w->doc->tokens[t].upos;
  return upos == ACTA_ADP || upos == ACTA_DET || upos == ACTA_CCONJ ||
         upos == ACTA_SCONJ || upos == ACTA_PART;
}

// "The Long Road": a title, not what somebody says.
static bool is_title(const work *w, const quote *q)
{
  bool capital = false;
  for (uint32_t t = q->begin; t < q->end; ++t) {
    const acta_str f = w->doc->tokens[t].form;
    if (f.n && f.p[0] >= 'A' && f.p[0] <= 'Z') {
      capital = capital || t > q->begin;
    } else if (!is_small_word(w, t)) {
      return false;
    }
  }
  return capital;
}

void find_quotes(work *w)
{
  for (uint32_t b = 0; b < w->doc->n_blocks && !w->nomem; ++b) {
    const acta_block_kind kind = w->doc->blocks[b].kind;
    if (kind != ACTA_BLOCK_JUNK && kind != ACTA_BLOCK_BYLINE &&
        w->doc->blocks[b].span.end <= w->doc->text.n) {
      scan_block(w, b);
    }
  }
  place_tokens(w);
  for (uint32_t q = 0; q < w->n_quote; ++q) {
    w->quote[q].title = is_title(w, &w->quote[q]);
  }
}
