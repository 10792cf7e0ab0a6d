// SPDX-License-Identifier: MIT
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool reserve(acta_buf *b, size_t more)
{
  if (b->failed || more > SIZE_MAX / 2 - b->n) {
    b->failed = true;
    return false;
  }
  if (b->n + more > b->cap) {
    size_t cap = b->cap ? b->cap : 64;
    while (cap < b->n + more) {
      cap *= 2;
    }
    char *p = realloc(b->p, cap);
    if (!p) {
      b->failed = true;
      return false;
    }
    b->p   = p;
    b->cap = cap;
  }
  return true;
}

void acta_buf_add(acta_buf *b, const void *p, size_t n)
{
  if (n && reserve(b, n)) {
    memcpy(b->p + b->n, p, n);
    b->n += n;
  }
}

void acta_buf_str(acta_buf *b, acta_str s)
{
  acta_buf_add(b, s.p, s.n);
}

void acta_buf_char(acta_buf *b, char c)
{
  acta_buf_add(b, &c, 1);
}

void acta_buf_printf(acta_buf *b, const char *fmt, ...)
{
  va_list args, again;
  va_start(args, fmt);
  va_copy(again, args);
  const int n = vsnprintf(NULL, 0, fmt, args);
  va_end(args);
  if (n < 0) {
    b->failed = true;
  } else if (reserve(b, (size_t)n + 1)) {
    (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    b->n += (size_t)n;
  }
  va_end(again);
}

void acta_buf_release(acta_buf *b)
{
  free(b->p);
  *b = (acta_buf){NULL, 0, 0, false};
}
