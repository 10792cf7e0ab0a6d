// SPDX-License-Identifier: MIT
#include "base/rows.h"

// Orders rows against (kind, text), the text compared in ASCII lower case.
static int order(const acta_row *r, const char *kind, acta_str text)
{
  const int c = strcmp(r->kind, kind);
  if (c) {
    return c;
  }
  const unsigned char *p = (const unsigned char *)r->text;
  for (size_t i = 0; i < text.n; ++i, ++p) {
    unsigned char t = (unsigned char)text.p[i];
    t = t >= 'A' && t <= 'Z' ? (unsigned char)(t + ('a' - 'A')) : t;
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
