// SPDX-License-Identifier: MIT
/// @file buf.h  Growable byte string on the heap.
#ifndef ACTA_BASE_BUF_H
#define ACTA_BASE_BUF_H

#include <acta/status.h>
#include <acta/str.h>

/// Zero it to begin with an empty one.  Once an append runs out of memory,
/// `failed` stays set and later appends do nothing: check it once at the end.
typedef struct {
  char  *p;
  size_t n, cap;
  bool   failed;
} acta_buf;

void acta_buf_add(acta_buf *b, const void *p, size_t n);
void acta_buf_str(acta_buf *b, acta_str s);
void acta_buf_char(acta_buf *b, char c);
void acta_buf_printf(acta_buf *b, const char *fmt, ...) ACTA_PRINTF(2, 3);
/// Free the memory and zero the struct.
void acta_buf_release(acta_buf *b);

/// Borrow the contents.
static inline acta_str acta_buf_as_str(const acta_buf *b)
{
  return (acta_str){b->p, b->n};
}

#endif
