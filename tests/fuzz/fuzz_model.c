// SPDX-License-Identifier: MIT
// A damaged model file is refused, or what it holds can be used without leaving
// it: every section it accepts reads a sentence into a tree with one root.
#include "base/hash.h"
#include "language/analyse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_with(const acta_analyser *a)
{
  static const char text[] = "She didn't say (on Monday) that 20 ships sailed.";
  acta_error        err    = {.line = 0};
  acta_document     doc    = {.arena = acta_arena_new(0)};
  acta_block block = {{0, sizeof(text) - 1}, ACTA_BLOCK_BODY, ACTA_NO_DAY};
  doc.text         = (acta_str){text, sizeof(text) - 1};
  doc.blocks       = &block;
  doc.n_blocks     = 1;
  if (acta_analyse(a, &doc, &err)) {
    abort();
  }
  for (uint32_t s = 0; a->has_parser && s < doc.n_sentences; ++s) {
    const acta_sentence *x     = doc.sentences + s;
    uint32_t             roots = 0;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      roots += doc.tokens[i].head == i;
    }
    if (roots != 1 || x->root == ACTA_NO) {
      abort();
    }
  }
  acta_arena_free(doc.arena);
}

// The checksum would stop every change: put the right one in.
static void mend(char *p, size_t size)
{
  uint32_t n_sections = 0;
  uint64_t checksum   = 0;
  uint64_t whole      = size;
  memcpy(p + 16, &whole, sizeof(whole));
  memcpy(&n_sections, p + 32, sizeof(n_sections));
  checksum = acta_hash64(p + 40, size - 40, 0) ^ n_sections;
  memcpy(p + 24, &checksum, sizeof(checksum));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  acta_model_file m;
  acta_analyser   a;
  acta_error      err  = {.line = 0};
  char           *copy = malloc(size + 1);
  memcpy(copy, data, size);
  if (size > 40) {
    mend(copy, size);
  }
  if (!acta_model_file_view(&m, (acta_str){copy, size}, &err) &&
      !acta_analyser_view(&a, &m, &err)) {
    read_with(&a);
  }
  free(copy);
  return 0;
}
