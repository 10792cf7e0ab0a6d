// SPDX-License-Identifier: MIT
// Tokens and sentences of any text lie in order inside it and leave out nothing
// but white space, whatever the weights say: the first bytes make the table.
#include "base/utf8.h"
#include "language/segment.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const acta_document *doc)
{
  uint32_t at = 0, next = 0;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x = doc->sentences + s;
    if (x->begin != next || x->end <= x->begin ||
        x->span.begin != doc->tokens[x->begin].span.begin ||
        x->span.end != doc->tokens[x->end - 1].span.end) {
      abort();
    }
    next = x->end;
  }
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    const acta_span span = doc->tokens[i].span;
    if (span.begin < at || span.end <= span.begin || span.end > doc->text.n) {
      abort();
    }
    for (size_t k = at; k < span.begin;) {
      const uint32_t cp = acta_utf8_next(doc->text, &k);
      if (cp >= 0x20 && cp != 0x200B && !acta_cp_is_space(cp)) {
        abort();
      }
    }
    at = span.end;
  }
  if (next != doc->n_tokens) {
    abort();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  enum { N_SLOTS = 16 };
  uint32_t slots[N_SLOTS] = {0};
  const struct {
    uint32_t check, number;
  } none[1]           = {{0, 0}};
  acta_segmenter s    = {.borders = {slots, N_SLOTS}};
  acta_error     err  = {.line = 0};
  const size_t   used = size < sizeof(slots) - 4 ? size : sizeof(slots) - 4;
  memcpy(slots, data, used);
  memcpy(&s.splits.slots, &(const void *){none}, sizeof(s.splits.slots));
  s.splits.n_slots  = 1;
  acta_document doc = {.arena = acta_arena_new(0)};
  doc.text          = (acta_str){(const char *)data + used, size - used};
  acta_block block  = {{0, (uint32_t)doc.text.n}, ACTA_BLOCK_BODY, ACTA_NO_DAY};
  doc.blocks        = &block;
  doc.n_blocks      = 1;
  if (acta_utf8_invalid(doc.text) == doc.text.n) {
    if (acta_segmenter_run(&s, &doc, &err)) {
      abort();
    }
    check(&doc);
  }
  acta_arena_free(doc.arena);
  return 0;
}
