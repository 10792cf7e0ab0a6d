// SPDX-License-Identifier: MIT
#include "base/rows.h"

#include <limits.h>
#include <stdlib.h>

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

// Orders rows against (kind, text), the text compared in ASCII lower case.
static int order(const acta_row *r, const char *kind, acta_str text)
{
  const int c = strcmp(r->kind, kind);
  if (c) {
    return c;
  }
  const unsigned char *p = (const unsigned char *)r->text;
  for (size_t i = 0; i < text.n; ++i, ++p) {
    const unsigned char t = (unsigned char)lower(text.p[i]);
    if (*p != t) {
      return *p < t ? -1 : 1;
    }
  }
  return *p ? 1 : 0;
}

static size_t lower_bound(acta_rows all, const char *kind, acta_str text)
{
  size_t lo = 0, hi = all.n;
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    if (order(all.row + mid, kind, text) < 0) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

acta_rows acta_rows_of(acta_rows all, const char *kind)
{
  const size_t begin = lower_bound(all, kind, (acta_str){"", 0});
  size_t       lo = begin, hi = all.n;
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    if (strcmp(all.row[mid].kind, kind) <= 0) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return (acta_rows){all.row + begin, lo - begin};
}

const acta_row *acta_rows_find(acta_rows all, const char *kind, acta_str text)
{
  const size_t i = lower_bound(all, kind, text);
  return i < all.n && !order(all.row + i, kind, text) ? all.row + i : NULL;
}

bool acta_rows_continue(acta_rows all, const char *kind, acta_str prefix)
{
  size_t i = lower_bound(all, kind, prefix);
  i += i < all.n && !order(all.row + i, kind, prefix);
  if (i == all.n || strcmp(all.row[i].kind, kind) != 0) {
    return false;
  }
  const char *text = all.row[i].text;
  for (size_t k = 0; k < prefix.n; ++k) {
    if (text[k] != lower(prefix.p[k])) {
      return false;
    }
  }
  return true;
}

int acta_row_int(const char *value, const char **end)
{
  char      *after = NULL;
  const long n     = strtol(value, &after, 10);
  if (end) {
    *end = after;
  }
  return n > INT_MAX ? INT_MAX : n < INT_MIN ? INT_MIN : (int)n;
}
