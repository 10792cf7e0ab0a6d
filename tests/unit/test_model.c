// SPDX-License-Identifier: MIT
#include "../tap.h"
#include "language/model.h"

#include <stdlib.h>

static acta_str written(void)
{
  static const acta_model_part parts[] = {
    {"first", {"hello", 5}}, {"empty", {"", 0}}, {"last", {"\1\0\0\0abc", 7}}};
  acta_error err  = {.line = 0};
  FILE      *file = tmpfile();
  ok(file && acta_model_file_write(file, parts, 3, &err) == ACTA_OK);
  const long n = ftell(file);
  char      *p = malloc((size_t)n);
  rewind(file);
  ok(p && fread(p, 1, (size_t)n, file) == (size_t)n);
  (void)fclose(file);
  return (acta_str){p, (size_t)n};
}

static acta_status view(acta_str bytes)
{
  acta_model_file m;
  acta_error      err = {.line = 0};
  return acta_model_file_view(&m, bytes, &err);
}

int main(void)
{
  const acta_str  bytes = written();
  acta_error      err   = {.line = 0};
  acta_model_file m;
  ok(acta_model_file_view(&m, bytes, &err) == ACTA_OK);
  ok(acta_str_is(acta_model_section(&m, "first"), "hello"));
  ok(acta_model_section(&m, "empty").n == 0);
  ok(acta_model_section(&m, "empty").p != NULL);
  ok(acta_model_section(&m, "none").p == NULL);

  acta_cursor c = {acta_model_section(&m, "last"), false};
  ok(acta_cursor_u32(&c) == 1 && !c.bad);
  ok(acta_cursor_array(&c, 3, 1) != NULL);
  ok(acta_cursor_u32(&c) == 0 && c.bad);
  ok(acta_cursor_array(&c, 0, 1) == NULL);
  c = (acta_cursor){{"\xff\xff\xff\xff....", 8}, false};
  ok(acta_cursor_str(&c).p == NULL && c.bad);
  c = (acta_cursor){{"12345678", 8}, false};
  ok(acta_cursor_array(&c, SIZE_MAX / 2, 4) == NULL && c.bad);

  size_t accepted = 0;
  for (size_t n = 0; n < bytes.n; ++n) {
    accepted += !view((acta_str){bytes.p, n});
  }
  ok(accepted == 0); // cut short anywhere
  char *copy = malloc(bytes.n);
  for (size_t i = 0; i < bytes.n; ++i) {
    memcpy(copy, bytes.p, bytes.n);
    copy[i] ^= 0x40;
    accepted += !view((acta_str){copy, bytes.n});
  }
  ok(accepted == 0); // altered anywhere
  ok(acta_model_file_open(&m, "/nonexistent/en.model", &err) == ACTA_E_IO);
  free(copy);
  free((void *)(uintptr_t)bytes.p);
  return tap_done();
}
