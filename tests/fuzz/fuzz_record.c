// SPDX-License-Identifier: MIT
// Whatever is accepted must come back the same after being written.
#include <acta/record.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t write_line(const acta_record *r, char **text)
{
  size_t     n   = 0;
  FILE      *f   = open_memstream(text, &n);
  acta_error err = {0};
  if (acta_record_write(f, r, &err)) {
    abort();
  }
  (void)fclose(f);
  return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  acta_arena *a = acta_arena_new(0);
  acta_record r;
  acta_error  err  = {0};
  char       *once = NULL, *twice = NULL;
  if (!acta_record_parse(a, (acta_str){(const char *)data, size}, &r, &err)) {
    const size_t n = write_line(&r, &once);
    if (acta_record_parse(a, (acta_str){once, n - 1}, &r, &err) ||
        write_line(&r, &twice) != n || memcmp(once, twice, n)) {
      abort();
    }
  }
  free(once);
  free(twice);
  acta_arena_free(a);
  return 0;
}
