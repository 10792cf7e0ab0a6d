// SPDX-License-Identifier: MIT
// Any text cut at spaces: expressions are ordered, inside their sentence, and
// have a value that is well formed and days that are in order.
#include "base/utf8.h"
#include "language/timex.h"
#include "language/ud.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_TOKENS = 4096 };

static void need(bool cond)
{
  if (!cond) {
    abort();
  }
}

static void check(const acta_document *doc)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < doc->n_timexes; ++i) {
    const acta_timex *t = doc->timexes + i;
    need(t->begin >= end && t->begin < t->end && t->end <= doc->n_tokens);
    need(t->span.begin == doc->tokens[t->begin].span.begin);
    need(t->span.end == doc->tokens[t->end - 1].span.end);
    need(doc->tokens[t->begin].sentence == doc->tokens[t->end - 1].sentence);
    need(t->value.n > 0);
    for (size_t k = 0; k < t->value.n; ++k) {
      need(strchr("0123456789-:.TPXWDHMSYQUFAICENOVLR_Z", t->value.p[k]));
    }
    need(t->days.begin == ACTA_NO_DAY || t->days.end == ACTA_NO_DAY ||
         t->days.begin <= t->days.end);
    for (uint32_t k = t->begin; k < t->end; ++k) {
      need(doc->tokens[k].timex == i);
    }
    end = t->end;
  }
}

static void put_tokens(acta_document *doc)
{
  const acta_str s    = doc->text;
  uint32_t       from = 0, first = 0;
  for (uint32_t i = 0; i <= s.n && doc->n_tokens < MAX_TOKENS; ++i) {
    const bool gap = i == s.n || s.p[i] == ' ' || s.p[i] == '\n';
    if (gap && i > from) {
      acta_token *t = doc->tokens + doc->n_tokens;
      *t = (acta_token){.span = {from, i}, .form = {s.p + from, i - from}};
      t->sentence = doc->n_sentences;
      t->head     = doc->n_tokens++;
      t->xpos     = (uint8_t)((unsigned char)s.p[from] % ACTA_N_XPOS);
      t->upos     = (uint8_t)((unsigned char)s.p[i - 1] % ACTA_N_UPOS);
    }
    if (i == s.n || s.p[i] == '\n' || doc->n_tokens == MAX_TOKENS) {
      acta_sentence *n = doc->sentences + doc->n_sentences;
      *n = (acta_sentence){first, doc->n_tokens, {0, 0}, ACTA_NO, ACTA_NO};
      doc->n_sentences += first < doc->n_tokens;
      first = doc->n_tokens;
    }
    from = gap ? i + 1 : from;
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static acta_token    tokens[MAX_TOKENS];
  static acta_sentence sentences[MAX_TOKENS + 1];
  if (size < 3) {
    return 0;
  }
  acta_document doc = {.arena     = acta_arena_new(0),
                       .text      = {(const char *)data + 2, size - 2},
                       .tokens    = tokens,
                       .sentences = sentences};
  doc.meta.published =
    data[0] % 8 ? (data[0] * 256 + data[1]) - 20000 : ACTA_NO_DAY;
  if (doc.arena && acta_utf8_invalid(doc.text) == doc.text.n &&
      !memchr(doc.text.p, 0, doc.text.n)) {
    put_tokens(&doc);
    need(!acta_timex_find(&doc, NULL));
    check(&doc);
  }
  (void)acta_timex_days(doc.text);
  acta_arena_free(doc.arena);
  return 0;
}
