// SPDX-License-Identifier: MIT
// Names learnt from a handful of sentences, over a model learnt from as few.
#include "../tap.h"
#include "language/analyse.h"
#include "language/names.h"
#include "language/train_names.h"

#include <stdlib.h>

static const char *const banks[]    = {"tests/data/language/tiny.conllu", NULL};
static const char *const lists[]    = {"tests/data/language/tiny-names.iob2",
                                       NULL};
static const acta_train_options all = {
  .treebanks = banks, .names = lists, .epochs = 2};
static const acta_train_options rest = {.treebanks = banks, .epochs = 2};

// A model learnt from all, or by names alone over `base`; the caller frees it.
static acta_str train(const acta_train_options *options,
                      const acta_model_file    *base)
{
  acta_error        err  = {.line = 0};
  FILE             *file = tmpfile();
  const acta_status st   = !file  ? ACTA_E_IO
                           : base ? acta_train_names(base, options, file, &err)
                                  : acta_train(options, file, &err);
  const long        n    = ok(!st) ? ftell(file) : 0;
  char             *p    = calloc((size_t)n + 1, 1);
  rewind(file);
  ok(p && fread(p, 1, (size_t)n, file) == (size_t)n);
  (void)fclose(file);
  return (acta_str){p, (size_t)n};
}

// Finds names in `text` on doc->arena; false if that fails.
static bool find_names(const acta_model_file *file, const char *text,
                       acta_document *doc)
{
  static acta_block block = {{0, 0}, ACTA_BLOCK_BODY, ACTA_NO_DAY};
  acta_error        err   = {.line = 0};
  acta_analyser     a;
  acta_names        names;
  block.span.end = (uint32_t)strlen(text);
  doc->text      = acta_str_of(text);
  doc->blocks    = &block;
  doc->n_blocks  = 1;
  return !acta_analyser_view(&a, file, &err) &&
         !acta_names_view(&names, acta_model_section(file, "names"), &err) &&
         !acta_analyse(&a, doc, &err) &&
         !acta_names_run(&names, NULL, doc, &err);
}

static void check_names(const acta_model_file *file)
{
  acta_document doc = {.arena = acta_arena_new(0)};
  ok(find_names(file, "Anna Holm met farmers in Lund on Monday.", &doc));
  if (ok(doc.n_tokens > 5)) {
    const acta_token *t = doc.tokens;
    ok(t[0].name == ACTA_ENT_PERSON && t[0].name_begin);
    ok(t[1].name == ACTA_ENT_PERSON && !t[1].name_begin);
    ok(t[2].name == ACTA_ENT_NONE);
    ok(t[5].name == ACTA_ENT_PLACE && t[5].name_begin);
  }
  acta_arena_free(doc.arena);
}

// The weekday after a name is no part of it.
static void check_weekday(const acta_model_file *file)
{
  acta_document doc = {.arena = acta_arena_new(0)};
  ok(find_names(file, "Anna Holm met farmers in Lund Monday.", &doc));
  if (ok(doc.n_tokens > 6)) {
    ok(doc.tokens[5].name == ACTA_ENT_PLACE && doc.tokens[5].name_begin);
    ok(doc.tokens[6].name == ACTA_ENT_NONE);
  }
  acta_arena_free(doc.arena);
}

int main(void)
{
  acta_error      err  = {.line = 0};
  const acta_str  full = train(&all, NULL), plain = train(&rest, NULL);
  acta_model_file file, base;
  ok(!acta_model_file_view(&file, full, &err));
  ok(!acta_model_file_view(&base, plain, &err));
  const acta_str added = train(&all, &base), again = train(&all, &file);
  ok(
    acta_str_eq(added, full)); // all else is copied, so all at once is the same
  ok(acta_str_eq(again, full)); // and a section that is there is replaced
  check_names(&file);
  check_weekday(&file);
  free((void *)(uintptr_t)full.p);
  free((void *)(uintptr_t)plain.p);
  free((void *)(uintptr_t)added.p);
  free((void *)(uintptr_t)again.p);
  return tap_done();
}
