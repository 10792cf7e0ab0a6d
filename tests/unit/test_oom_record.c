// SPDX-License-Identifier: MIT
// Fail each allocation in turn; every failure must be reported, none may leak.
#include <acta/record.h>

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

static acta_status run(FILE *in, FILE *out)
{
  acta_error          err;
  acta_record         r;
  acta_arena         *a      = acta_arena_new(0);
  acta_record_reader *reader = acta_record_reader_new(in);
  acta_status         st     = a && reader ? ACTA_OK : ACTA_E_NOMEM;
  rewind(in);
  rewind(out);
  while (!st && !(st = acta_record_next(reader, a, &r, &err))) {
    st = acta_record_write(out, &r, &err);
  }
  acta_record_reader_free(reader);
  acta_arena_free(a);
  return st;
}

int main(void)
{
  FILE *in  = tmpfile();
  FILE *out = tmpfile();
  (void)fputs("{\"kind\":\"document\",\"id\":\"urn:t\"}\n"
              "{\"type\":\"Fire\",\"id\":\"urn:e\",\"mentions\":[{\"begin\":1,"
              "\"end\":2,\"sentence\":{\"text\":\"A\"}}],\"roles\":[{\"role\":"
              "\"place\",\"label\":\"Oslo\",\"mentions\":[{\"text\":\"it\"}]}],"
              "\"quote\":[\"x\"],\"time\":{\"begin\":\"2020-01-01\"},"
              "\"links\":[{\"type\":\"before\",\"id\":\"urn:f\"}]}\n",
              in);
  ok(run(in, out) == ACTA_END);
  const size_t n        = calls;
  size_t       reported = 0;
  for (size_t i = 1; i <= n; ++i) {
    calls   = 0;
    fail_at = i;
    reported += run(in, out) == ACTA_E_NOMEM;
  }
  ok(n > 2);
  ok(reported == n);
  fail_at = 0;
  (void)fclose(in);
  (void)fclose(out);
  return tap_done();
}
