// SPDX-License-Identifier: MIT
// Fail each allocation in turn while articles are read and their dates found;
// every failure must be reported, none may leak.
#include "language/timex.h"

#include <acta/read.h>

#include "../tap.h"

static size_t calls, fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
  return ++calls == fail_at ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
  return ++calls == fail_at ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
  return ++calls == fail_at ? NULL : __real_realloc(p, size);
}

static acta_status run(const char *path)
{
  acta_error     err = {0};
  acta_document  doc;
  acta_articles *r      = NULL;
  acta_arena    *a      = acta_arena_new(0);
  acta_status    status = a ? ACTA_OK : ACTA_E_NOMEM;
  if (!status) {
    status = acta_articles_open(path, NULL, &r, &err);
  }
  while (!status) {
    status = acta_articles_next(r, a, &doc, &err);
    // malformed records are passed over, running out of memory is not
    status =
      status == ACTA_E_SYNTAX || status == ACTA_E_LANGUAGE ? ACTA_OK : status;
  }
  acta_articles_close(r);
  acta_arena_free(a);
  return status;
}

static acta_status run_timex(const char *path)
{
  (void)path;
  static const char text[] = "On Friday it rained for two days";
  static const struct {
    uint32_t begin, end;
  } at[] = {{0, 2}, {3, 9}, {10, 12}, {13, 19}, {20, 23}, {24, 27}, {28, 32}};
  acta_token    tokens[7] = {0};
  acta_sentence sentence  = {0, 7, {0, 32}, ACTA_NO, ACTA_NO};
  acta_document doc       = {.arena       = acta_arena_new(0),
                             .text        = {text, sizeof(text) - 1},
                             .tokens      = tokens,
                             .n_tokens    = 7,
                             .sentences   = &sentence,
                             .n_sentences = 1};
  for (uint32_t i = 0; i < 7; ++i) {
    tokens[i].span = (acta_span){at[i].begin, at[i].end};
    tokens[i].form = (acta_str){text + at[i].begin, at[i].end - at[i].begin};
  }
  const acta_status status =
    doc.arena ? acta_timex_find(&doc, NULL) : ACTA_E_NOMEM;
  acta_arena_free(doc.arena);
  return status ? status : doc.n_timexes == 2 ? ACTA_END : ACTA_E_SYNTAX;
}

static void check(acta_status (*what)(const char *), const char *path)
{
  fail_at = calls = 0;
  printf("# %s\n", path);
  ok(what(path) == ACTA_END);
  const size_t n        = calls;
  size_t       reported = 0;
  for (size_t i = 1; i <= n; ++i) {
    calls                    = 0;
    fail_at                  = i;
    const acta_status status = what(path);
    reported += status == ACTA_E_NOMEM;
  }
  ok(n > 2);
  ok(reported == n);
  fail_at = 0;
}

int main(void)
{
  check(run, "tests/data/read/live.txt");
  check(run, "tests/data/read/sidecar.txt");
  check(run, "tests/data/read/marked.html");
  check(run, "tests/data/read/records.ndjson");
  check(run_timex, "dates");
  return tap_done();
}
