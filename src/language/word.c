// SPDX-License-Identifier: MIT
#include "language/word.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <utf8proc.h>

static uint32_t hash32(const char *p, size_t n)
{
  const uint64_t h = acta_hash64(p, n, 0);
  return (uint32_t)(h ^ h >> 32);
}

// One character folded; ASCII for the typography of newspapers.
static size_t fold_char(uint32_t cp, char *out)
{
  switch (cp) {
  case 0x2018:
  case 0x2019:
  case 0x201B:
  case 0x60:
  case 0xB4: out[0] = '\''; return 1;
  case 0x201C:
  case 0x201D:
  case 0x201E: out[0] = '"'; return 1;
  case 0x2010:
  case 0x2011:
  case 0x2013: out[0] = '-'; return 1;
  case 0x2014: memcpy(out, "--", 2); return 2;
  case 0x2026: memcpy(out, "...", 3); return 3;
  default: break;
  }
  if (cp < 128) {
    out[0] = (char)(cp >= 'A' && cp <= 'Z'   ? cp + 32
                    : cp >= '0' && cp <= '9' ? '0'
                                             : cp);
    return 1;
  }
  return acta_utf8_put(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
}

size_t acta_word_fold(acta_str form, char out[ACTA_WORD_BYTES + 4])
{
  size_t n = 0;
  for (size_t i = 0; i < form.n && n < ACTA_WORD_BYTES;) {
    n += fold_char(acta_utf8_next(form, &i), out + n);
  }
  return n;
}

static char kind_of(uint32_t cp)
{
  if (cp < 128) {
    if (cp >= 'a' && cp <= 'z') {
      return 'x';
    }
    if (cp >= 'A' && cp <= 'Z') {
      return 'X';
    }
    return (char)(cp >= '0' && cp <= '9' ? 'd' : cp);
  }
  if (acta_cp_is_upper(cp)) {
    return 'X';
  }
  if (acta_cp_is_alpha(cp)) {
    return 'x';
  }
  return acta_cp_is_digit(cp) ? 'd' : 'o';
}

static void look_at_shape(acta_word *w, acta_str form)
{
  char     shape[16];
  size_t   n     = 0;
  unsigned upper = 0, lower = 0;
  w->flags = 0;
  for (size_t i = 0; i < form.n;) {
    const bool first = i == 0;
    const char kind  = kind_of(acta_utf8_next(form, &i));
    upper += kind == 'X';
    lower += kind == 'x';
    w->flags |= kind == 'd' ? ACTA_WORD_DIGIT : 0;
    w->flags |= kind == '-' && !first && i < form.n ? ACTA_WORD_HYPHEN : 0;
    w->flags |= kind == 'X' && first ? ACTA_WORD_UPPER : 0;
    const bool run = n > 1 && shape[n - 1] == kind && shape[n - 2] == kind;
    if (!run && n < sizeof(shape)) {
      shape[n++] = kind;
    }
  }
  w->flags |= upper + lower ? ACTA_WORD_ALPHA : 0;
  w->flags |= upper > 1 && !lower ? ACTA_WORD_CAPS : 0;
  w->shape = hash32(shape, n);
}

void acta_word_init(acta_word *w, acta_str form)
{
  char   folded[ACTA_WORD_BYTES + 4];
  size_t n = acta_word_fold(form, folded);
  w->lower = hash32(folded, n);
  for (size_t i = 0; i < ACTA_N_PREFIXES; ++i) {
    w->prefix[i] = n > i ? hash32(folded, i + 1) : 0;
  }
  w->stem = n > 4 ? hash32(folded, 5) : 0;
  if (form.n > ACTA_WORD_BYTES) { // the true end of a very long word
    const acta_str end = {form.p + form.n - 8, 8};
    memcpy(folded, end.p, end.n);
    n = end.n;
  }
  for (size_t i = 0; i < ACTA_N_SUFFIXES; ++i) {
    w->suffix[i] = n > i ? hash32(folded + n - i - 1, i + 1) : 0;
  }
  w->ending = n > 4 ? hash32(folded + n - 5, 5) : 0;
  look_at_shape(w, form);
}
