// SPDX-License-Identifier: MIT
// Whatever the CoNLL-U reader accepts has one root a tree and spans inside the
// text, and writing it and reading it again gives the same text.
#include "language/conllu.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const acta_document *doc)
{
  uint32_t at = 0;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x     = doc->sentences + s;
    uint32_t             roots = 0;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      const acta_token *t = doc->tokens + i;
      if (t->span.begin < at || t->span.end < t->span.begin ||
          t->span.end > doc->text.n || t->head < x->begin ||
          t->head >= x->end) {
        abort();
      }
      at = t->span.begin;
      roots += t->head == i;
    }
    if (x->root != ACTA_NO && roots != 1) {
      abort();
    }
  }
}

static acta_str written(const acta_document *doc, acta_buf *out)
{
  acta_error err = {.line = 0};
  if (acta_conllu_write(out, doc, &err)) {
    abort();
  }
  return acta_buf_as_str(out);
}

// What was written must be read, and written the same once more.
static void check_round_trip(const acta_document *doc)
{
  acta_buf      once = {NULL, 0, 0, false}, twice = once;
  acta_error    err  = {.line = 0};
  acta_document back = {.arena = acta_arena_new(0)};
  acta_conllu   in   = {.text = written(doc, &once)};
  if (doc->n_sentences) {
    if (acta_conllu_next(&in, &back, &err) || back.n_tokens != doc->n_tokens ||
        back.n_sentences != doc->n_sentences) {
      abort();
    }
    (void)written(&back, &twice);
    if (!acta_str_eq(acta_buf_as_str(&once), acta_buf_as_str(&twice))) {
      abort();
    }
  }
  acta_buf_release(&once);
  acta_buf_release(&twice);
  acta_arena_free(back.arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  acta_conllu in     = {.text = {(const char *)data, size}};
  acta_status status = ACTA_OK;
  while (!status) {
    acta_error    err = {.line = 0};
    acta_document doc = {.arena = acta_arena_new(0)};
    status            = acta_conllu_next(&in, &doc, &err);
    if (!status) {
      check(&doc);
      check_round_trip(&doc);
    }
    acta_arena_free(doc.arena);
  }
  return 0;
}
