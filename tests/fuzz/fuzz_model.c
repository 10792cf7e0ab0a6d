// SPDX-License-Identifier: MIT
// A damaged model file is refused, or what it holds can be used without leaving
// it: every section it accepts reads a sentence into a tree with one root.  An
// input is a model file, or changes to the shipped one.
#include "base/file.h"
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
  for (uint32_t s = 0; a->has_network && s < doc.n_sentences; ++s) {
    const acta_sentence *x     = doc.sentences + s;
    uint32_t             roots = 0;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      roots += doc.tokens[i].head == i;
      if (doc.tokens[i].head < x->begin || doc.tokens[i].head >= x->end) {
        abort();
      }
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

// The shipped model, to be altered; none outside the project's folder.
static acta_str shipped(void)
{
  static char  *bytes;
  static size_t n;
  acta_error    err = {.line = 0};
  if (!bytes && acta_file_read("models/en.model", 1U << 30, &bytes, &n, &err)) {
    bytes = calloc(1, 1);
  }
  return (acta_str){bytes, n};
}

// Takes the input for a list of changes to `p`, five bytes each: where, and
// what to put there.
static void alter(char *p, size_t size, const uint8_t *data, size_t n)
{
  for (size_t i = 0; size > 40 && i + 5 <= n; i += 5) {
    uint32_t at = 0;
    memcpy(&at, data + i, sizeof(at));
    p[32 + at % (size - 32)] = (char)data[i + 4];
  }
}

static void check(acta_str bytes)
{
  acta_model_file m;
  acta_analyser   a;
  acta_error      err = {.line = 0};
  if (!acta_model_file_view(&m, bytes, &err) &&
      !acta_analyser_view(&a, &m, &err)) {
    read_with(&a);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  const bool     whole = size && data[0] == 'a'; // as in "actamodl"
  const acta_str from =
    whole ? (acta_str){(const char *)data, size} : shipped();
  char *copy = malloc(from.n + 1);
  memcpy(copy, from.p, from.n);
  if (!whole) {
    alter(copy, from.n, data, size);
  }
  if (from.n > 40) {
    mend(copy, from.n);
  }
  check((acta_str){copy, from.n});
  free(copy);
  return 0;
}
