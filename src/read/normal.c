// SPDX-License-Identifier: MIT
#include "read/normal.h"
#include "base/utf8.h"

#include <iconv.h>

// Line and byte column of `at` for messages.
static void place(acta_str s, size_t at, unsigned *line, unsigned *column)
{
  *line   = 1;
  *column = 1;
  for (size_t i = 0; i < at; ++i) {
    ++*column;
    if (s.p[i] == '\n') {
      ++*line;
      *column = 1;
    }
  }
}

static bool is_open(iconv_t cd)
{
  return cd != (iconv_t)-1; // NOLINT(performance-no-int-to-ptr): POSIX says so
}

bool acta_encoding_known(const char *encoding)
{
  iconv_t cd = iconv_open("UTF-8", encoding);
  if (!is_open(cd)) {
    return false;
  }
  (void)iconv_close(cd);
  return true;
}

static acta_status convert(acta_arena *a, iconv_t cd, acta_str raw,
                           const char *encoding, acta_str *out, acta_error *err)
{
  // no encoding makes more than four bytes of UTF-8 out of one byte
  const size_t cap = raw.n * 4 + 4;
  char        *to  = acta_arena_alloc(a, cap, 1);
  char        *in  = acta_arena_dup(a, raw.p, raw.n); // iconv wants it mutable
  if (!to || !in) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  char  *src = in, *dst = to;
  size_t left = raw.n, room = cap;
  while (left) {
    if (iconv(cd, &src, &left, &dst, &room) == (size_t)-1) {
      unsigned     line = 0, column = 0;
      const size_t at = raw.n - left;
      place(raw, at, &line, &column);
      return acta_fail_at(err, ACTA_E_SYNTAX, line, column,
                          "byte 0x%02X at offset %zu is not valid %s",
                          (unsigned char)raw.p[at], at, encoding);
    }
  }
  (void)iconv(cd, NULL, NULL, &dst, &room); // flush a shift state
  *out = (acta_str){to, cap - room};
  return ACTA_OK;
}

static acta_status check(acta_str s, const char *encoding, acta_error *err)
{
  unsigned    line = 0, column = 0;
  const char *nul = s.n ? memchr(s.p, 0, s.n) : NULL;
  if (nul) {
    const size_t at = (size_t)(nul - s.p);
    place(s, at, &line, &column);
    return acta_fail_at(err, ACTA_E_SYNTAX, line, column,
                        "not text: NUL byte at offset %zu%s", at,
                        encoding ? "" : " (if it is UTF-16, say --encoding)");
  }
  const size_t bad = acta_utf8_invalid(s);
  if (bad < s.n) {
    place(s, bad, &line, &column);
    return acta_fail_at(err, ACTA_E_SYNTAX, line, column,
                        "byte 0x%02X at offset %zu is not valid UTF-8",
                        (unsigned char)s.p[bad], bad);
  }
  return ACTA_OK;
}

acta_status acta_text_decode(acta_arena *a, acta_str raw, const char *encoding,
                             acta_str *out, acta_error *err)
{
  if (encoding) {
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (!is_open(cd)) {
      return acta_fail(err, ACTA_E_ARG, "unknown encoding '%s'", encoding);
    }
    const acta_status status = convert(a, cd, raw, encoding, &raw, err);
    (void)iconv_close(cd);
    if (status) {
      return status;
    }
  }
  const acta_status status = check(raw, encoding, err);
  if (acta_str_starts(raw, ACTA_STR("\xEF\xBB\xBF"))) {
    raw.p += 3;
    raw.n -= 3;
  }
  *out = raw;
  return status;
}

acta_str acta_text_normal(acta_arena *a, acta_str s)
{
  if (s.n && memchr(s.p, '\r', s.n)) {
    char  *p = acta_arena_alloc(a, s.n, 1);
    size_t n = 0;
    if (!p) {
      return (acta_str){NULL, 0};
    }
    for (size_t i = 0; i < s.n; ++i) {
      if (s.p[i] != '\r') {
        p[n++] = s.p[i];
      } else if (i + 1 == s.n || s.p[i + 1] != '\n') {
        p[n++] = '\n';
      }
    }
    s = (acta_str){p, n};
  }
  return acta_utf8_nfc(a, s);
}
