// SPDX-License-Identifier: MIT
// Fail each allocation in turn; every failure must be reported, none may leak.
#include "../tap.h"

#include <acta/rdf.h>

#include <stdlib.h>

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

static acta_status run(acta_syntax from, acta_syntax to, const char *text)
{
  const acta_read_options options = {"x:/", {0}, "scope", false};
  FILE                   *out     = fopen("/dev/null", "wb");
  acta_error              err     = {ACTA_OK, 0, 0, ""};
  acta_sink              *w       = acta_writer_new(out, to);
  acta_status             st      = ACTA_E_NOMEM;
  if (w) {
    st = acta_rdf_read_mem(acta_str_of(text), from, &options, w, &err);
  }
  acta_writer_free(w);
  (void)fclose(out);
  return st;
}

static void each(acta_syntax from, acta_syntax to, const char *text)
{
  fail_at = 0;
  ok(run(from, to, text) == ACTA_OK); // also makes what is made once
  calls = 0;
  ok(run(from, to, text) == ACTA_OK);
  const size_t n   = calls;
  size_t       bad = 0;
  ok(n > 0);
  for (size_t i = 1; i <= n; ++i) {
    calls   = 0;
    fail_at = i;
    bad += run(from, to, text) != ACTA_E_NOMEM;
  }
  ok(bad == 0);
}

int main(void)
{
  static const char turtle[] =
    "@base <x:/b/> . @prefix a: <x:/> . @prefix : <y:/> . <#s> a:p [] , _:x , "
    "'1'^^a:d, 'a'@en , _:genid1 . @prefix b: <z:/> . b:s :p 1 .";
  each(ACTA_NQUADS, ACTA_NQUADS, "<x:s> <x:p> \"\\u00e9\" _:g .\n");
  each(ACTA_TURTLE, ACTA_TRIG, turtle);
  each(ACTA_TRIG, ACTA_NTRIPLES, turtle);
  each(ACTA_TURTLE, ACTA_RDFXML, turtle);
  return tap_done();
}
