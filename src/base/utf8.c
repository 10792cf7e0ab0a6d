// SPDX-License-Identifier: MIT
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

size_t acta_utf8_invalid(acta_str s)
{
  size_t i = 0;
  while (i < s.n) {
    if ((unsigned char)s.p[i] < 0x80) {
      ++i;
      continue;
    }
    utf8proc_int32_t       cp   = 0;
    const utf8proc_size_t  left = s.n - i;
    const utf8proc_ssize_t n    = utf8proc_iterate(
         (const utf8proc_uint8_t *)s.p + i, (utf8proc_ssize_t)left, &cp);
    if (n <= 0) {
      return i;
    }
    i += (size_t)n;
  }
  return s.n;
}

uint32_t acta_utf8_next(acta_str s, size_t *i)
{
  const unsigned char *p = (const unsigned char *)s.p + *i;
  if (p[0] < 0x80) {
    *i += 1;
    return p[0];
  }
  if (p[0] < 0xE0) {
    *i += 2;
    return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
  }
  if (p[0] < 0xF0) {
    *i += 3;
    return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
  }
  *i += 4;
  return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
         (p[3] & 0x3Fu);
}

size_t acta_utf8_put(char *out, uint32_t cp)
{
  return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp,
                                      (utf8proc_uint8_t *)out);
}

size_t acta_utf8_count(acta_str s)
{
  size_t n = 0;
  for (size_t i = 0; i < s.n; ++i) {
    n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
  }
  return n;
}

static bool is_ascii(acta_str s)
{
  unsigned char any = 0;
  for (size_t i = 0; i < s.n; ++i) {
    any |= (unsigned char)s.p[i];
  }
  return any < 0x80;
}

static acta_str map(acta_arena *a, acta_str s, utf8proc_option_t options)
{
  utf8proc_uint8_t      *out    = NULL;
  const utf8proc_ssize_t n      = utf8proc_map((const utf8proc_uint8_t *)s.p,
                                               (utf8proc_ssize_t)s.n, &out, options);
  acta_str               result = {NULL, 0};
  if (n >= 0) {
    result.p = acta_arena_dup(a, (const char *)out, (size_t)n);
    result.n = result.p ? (size_t)n : 0;
  }
  free(out);
  return result;
}

acta_str acta_utf8_nfc(acta_arena *a, acta_str s)
{
  return is_ascii(s) ? s : map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

acta_str acta_utf8_fold(acta_arena *a, acta_str s)
{
  return is_ascii(s)
           ? acta_utf8_lower(a, s)
           : map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

acta_str acta_utf8_lower(acta_arena *a, acta_str s)
{
  // a lower-case letter may need one byte more than its capital (U+0130)
  char *out = acta_arena_alloc(a, 2, s.n + 1);
  if (!out) {
    return (acta_str){NULL, 0};
  }
  size_t n = 0;
  for (size_t i = 0; i < s.n;) {
    const uint32_t cp = acta_utf8_next(s, &i);
    if (cp < 0x80) {
      out[n++] = (char)(cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
    } else {
      n += acta_utf8_put(out + n,
                         (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
    }
  }
  return (acta_str){out, n};
}

static utf8proc_category_t category(uint32_t cp)
{
  return utf8proc_category((utf8proc_int32_t)cp);
}

bool acta_cp_is_upper(uint32_t cp)
{
  if (cp < 0x80) {
    return cp >= 'A' && cp <= 'Z';
  }
  const utf8proc_category_t c = category(cp);
  return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool acta_cp_is_lower(uint32_t cp)
{
  return cp < 0x80 ? cp >= 'a' && cp <= 'z'
                   : category(cp) == UTF8PROC_CATEGORY_LL;
}

bool acta_cp_is_alpha(uint32_t cp)
{
  if (cp < 0x80) {
    return (cp | 32) >= 'a' && (cp | 32) <= 'z';
  }
  const utf8proc_category_t c = category(cp);
  return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_ME;
}

bool acta_cp_is_digit(uint32_t cp)
{
  return cp < 0x80 ? cp >= '0' && cp <= '9'
                   : category(cp) == UTF8PROC_CATEGORY_ND;
}

bool acta_cp_is_space(uint32_t cp)
{
  if (cp < 0x80) {
    return cp == ' ' || (cp >= '\t' && cp <= '\r');
  }
  const utf8proc_category_t c = category(cp);
  return cp == 0x85 || cp == 0xFEFF || cp == 0x200B ||
         c == UTF8PROC_CATEGORY_ZS || c == UTF8PROC_CATEGORY_ZL ||
         c == UTF8PROC_CATEGORY_ZP;
}

bool acta_cp_is_punct(uint32_t cp)
{
  const utf8proc_category_t c = category(cp);
  return c >= UTF8PROC_CATEGORY_PC && c <= UTF8PROC_CATEGORY_PO;
}

bool acta_cp_index_init(acta_cp_index *x, acta_arena *a, acta_str text)
{
  x->text  = text;
  x->every = acta_arena_alloc(a, text.n / 64 + 1, sizeof(*x->every));
  if (!x->every) {
    return false;
  }
  uint32_t n = 0;
  for (size_t i = 0; i < text.n; ++i) {
    if (i % 64 == 0) {
      x->every[i / 64] = n;
    }
    n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
  }
  if (text.n % 64 == 0) {
    x->every[text.n / 64] = n;
  }
  return true;
}

uint32_t acta_cp_of(const acta_cp_index *x, uint32_t byte)
{
  const uint32_t block = byte / 64;
  return x->every[block] +
         (uint32_t)acta_utf8_count(
           (acta_str){x->text.p + (size_t)block * 64, byte - block * 64});
}
