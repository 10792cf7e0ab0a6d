// SPDX-License-Identifier: MIT
// Any bytes as text, HTML or JSON (the first byte says which): what comes out
// is normal text with ordered blocks inside it, and reading it again as plain
// text changes nothing.
#include "base/utf8.h"

#include <acta/read.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool cond)
{
  if (!cond) {
    abort();
  }
}

static void check(const acta_document *doc)
{
  uint32_t end = 0;
  need(acta_utf8_invalid(doc->text) == doc->text.n);
  need(!doc->text.n || !memchr(doc->text.p, '\r', doc->text.n));
  need(doc->id.n == 32 && doc->meta.source.n > 0);
  for (uint32_t i = 0; i < doc->n_blocks; ++i) {
    const acta_block *b = doc->blocks + i;
    need(b->span.begin >= end && b->span.begin < b->span.end);
    need(b->span.end <= doc->text.n);
    need(strcmp(acta_block_name(b->kind), "unknown") != 0);
    need((doc->text.p[b->span.begin] & 0xC0) != 0x80);
    end = b->span.end;
  }
}

static void check_again(acta_str text)
{
  const acta_article_options o = {.format       = ACTA_INPUT_TEXT,
                                  .any_language = true};
  acta_articles             *r = NULL;
  acta_arena                *a = acta_arena_new(0);
  acta_document              doc;
  if (a && !acta_articles_open_memory(text, "again", &o, &r, NULL)) {
    need(!acta_articles_next(r, a, &doc, NULL));
    need(acta_str_eq(doc.text, text));
  }
  acta_articles_close(r);
  acta_arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char *const encodings[] = {NULL,     NULL,     NULL,
                                          "latin1", "UTF-16", "SHIFT_JIS"};
  if (!size) {
    return 0;
  }
  const acta_article_options o = {.format   = (acta_input_format)(data[0] % 4),
                                  .encoding = encodings[data[0] / 4 % 6],
                                  .limit    = 1 << 16,
                                  .any_language = data[0] / 24 % 2 != 0};
  const acta_str             bytes = {(const char *)data + 1, size - 1};
  acta_articles             *r     = NULL;
  acta_arena                *a     = acta_arena_new(0);
  acta_error                 err   = {0};
  acta_status   status = acta_articles_open_memory(bytes, "in", &o, &r, &err);
  acta_document doc;
  for (unsigned i = 0; i < 200 && !status && a; ++i) {
    acta_arena_reset(a);
    err.text[0] = '\0';
    status      = acta_articles_next(r, a, &doc, &err);
    if (!status) {
      check(&doc);
      // a byte order mark would be dropped, as it is no text
      if (doc.text.n && !acta_str_starts(doc.text, ACTA_STR("\xEF\xBB\xBF")) &&
          !memchr(doc.text.p, 0, doc.text.n)) {
        check_again(doc.text);
      }
    } else if (status != ACTA_END) {
      need(err.text[0] != '\0');
      status = ACTA_OK;
    }
  }
  acta_articles_close(r);
  acta_arena_free(a);
  return 0;
}
