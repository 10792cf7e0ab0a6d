// SPDX-License-Identifier: MIT
/// @file str.h  Borrowed byte strings: pointer and length, never NUL-ended.
#ifndef ACTA_STR_H
#define ACTA_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Borrowed text, UTF-8 unless said otherwise; a NUL may be inside.
typedef struct {
  const char *p;
  size_t      n;
} acta_str;

/// Half-open byte range [begin, end) of a document's text.
typedef struct {
  uint32_t begin;
  uint32_t end;
} acta_span;

/// An acta_str of a string literal.
#define ACTA_STR(lit) ((acta_str){"" lit, sizeof(lit) - 1})

/// Borrow a NUL-terminated string; NULL gives the empty string.
static inline acta_str acta_str_of(const char *s)
{
  return (acta_str){s, s ? strlen(s) : 0};
}

/// Byte equality.
static inline bool acta_str_eq(acta_str a, acta_str b)
{
  return a.n == b.n && (!a.n || !memcmp(a.p, b.p, a.n));
}

/// Byte equality with a NUL-terminated string.
static inline bool acta_str_is(acta_str a, const char *s)
{
  return acta_str_eq(a, acta_str_of(s));
}

/// Byte order, shorter first on a common prefix: <0, 0, >0.
static inline int acta_str_cmp(acta_str a, acta_str b)
{
  const size_t n = a.n < b.n ? a.n : b.n;
  const int    c = n ? memcmp(a.p, b.p, n) : 0;
  return c ? c : (a.n > b.n) - (a.n < b.n);
}

/// Does `a` begin with `prefix`?
static inline bool acta_str_starts(acta_str a, acta_str prefix)
{
  return a.n >= prefix.n && (!prefix.n || !memcmp(a.p, prefix.p, prefix.n));
}

/// Does `a` end with `suffix`?
static inline bool acta_str_ends(acta_str a, acta_str suffix)
{
  return a.n >= suffix.n &&
         (!suffix.n || !memcmp(a.p + a.n - suffix.n, suffix.p, suffix.n));
}

#endif // ACTA_STR_H
