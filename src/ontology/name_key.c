// SPDX-License-Identifier: MIT
#include "ontology/name_key.h"

#include "base/utf8.h"

#include <utf8proc.h>

typedef struct {
  char  *out;
  size_t n;
  bool   blank; // a blank is due before the next character
  bool   full;
} key_buf;

static void put(key_buf *b, uint32_t cp)
{
  char         bytes[4];
  const size_t n = acta_utf8_put(bytes, cp);
  if (b->n + n + 1 > ACTA_NAME_KEY_MAX) {
    b->full = true;
    return;
  }
  if (b->blank && b->n) {
    b->out[b->n++] = ' ';
  }
  b->blank = false;
  memcpy(b->out + b->n, bytes, n);
  b->n += n;
}

// Letters whose stroke is not a combining mark in Unicode, so that
// decomposition keeps it, and the apostrophes.
static uint32_t plain(uint32_t cp)
{
  static const struct {
    uint16_t from, to;
  } table[] = {{0x00F8, 'o'},  {0x0111, 'd'},  {0x0131, 'i'},  {0x0142, 'l'},
               {0x02BB, '\''}, {0x02BC, '\''}, {0x2018, '\''}, {0x2019, '\''}};
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (table[i].from == cp) {
      return table[i].to;
    }
  }
  return cp;
}

static bool is_dash(uint32_t cp)
{
  return cp == '-' || (cp >= 0x2010 && cp <= 0x2015);
}

static void put_folded(key_buf *b, uint32_t cp)
{
  utf8proc_int32_t       folded[16];
  int                    boundary = 0;
  const utf8proc_ssize_t n        = utf8proc_decompose_char(
           (utf8proc_int32_t)cp, folded, 16,
           UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_DECOMPOSE |
             UTF8PROC_STABLE | UTF8PROC_IGNORE,
           &boundary);
  for (utf8proc_ssize_t i = 0; i < n && i < 16; ++i) {
    put(b, plain((uint32_t)folded[i]));
  }
}

// NOLINTNEXTLINE(readability-non-const-parameter): written through the buffer
size_t acta_name_key(acta_str name, char out[ACTA_NAME_KEY_MAX])
{
  key_buf b = {out, 0, false, false};
  for (size_t i = 0; i < name.n && !b.full;) {
    const uint32_t cp = acta_utf8_next(name, &i);
    if (acta_cp_is_space(cp) || is_dash(cp)) {
      b.blank = true;
    } else if (cp == '.' || cp == ',') {
      continue;
    } else if (cp < 0x80) {
      put(&b, cp >= 'A' && cp <= 'Z' ? cp + 32 : cp);
    } else {
      put_folded(&b, cp);
    }
  }
  return b.full ? 0 : b.n;
}
