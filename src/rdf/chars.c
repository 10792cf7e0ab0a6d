// SPDX-License-Identifier: MIT
#include "rdf/chars.h"

#include "base/utf8.h"

#define N CHAR_NOT_IRI
#define B (CHAR_NOT_IRI | CHAR_NOT_TEXT)
#define L (CHAR_NAME | CHAR_ALPHA)
#define D (CHAR_NAME | CHAR_DIGIT)
#define M CHAR_NAME
#define X4 B, B, B, B
#define X16 X4, X4, X4, X4

// clang-format off
const uint8_t acta_rdf_class[256] = {
  N, N, N, N, N, N, N, N, N, N, B, N, N, B, N, N, // 0x0A LF, 0x0D CR
  N, N, N, N, N, N, N, N, N, N, N, N, N, N, N, N,
  N, 0, B, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, M, 0, 0, // space, ", -
  D, D, D, D, D, D, D, D, D, D, 0, 0, N, 0, N, 0, // <, >
  0, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  L, L, L, L, L, L, L, L, L, L, L, 0, B, 0, N, M, // backslash, ^, _
  N, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, // `
  L, L, L, L, L, L, L, L, L, L, L, N, N, N, 0, 0, // { | }
  X16, X16, X16, X16, X16, X16, X16, X16,
};
// clang-format on

size_t acta_rdf_utf8(const char *p, uint32_t *cp)
{
  const unsigned char *s = (const unsigned char *)p;
  if (s[0] < 0x80) {
    *cp = s[0];
    return 1;
  }
  const size_t n = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
  if (s[0] < 0xC2 || s[0] > 0xF4) {
    return 0;
  }
  uint32_t v = s[0] & (0xFFu >> (n + 1));
  for (size_t i = 1; i < n; ++i) {
    if ((s[i] & 0xC0) != 0x80) {
      return 0;
    }
    v = v << 6 | (s[i] & 0x3Fu);
  }
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (v < least[n] || v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) {
    return 0;
  }
  *cp = v;
  return n;
}

static bool is_base(uint32_t c)
{
  static const uint32_t ranges[][2] = {
    {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x2FF},    {0x370, 0x37D},
    {0x37F, 0x1FFF},  {0x200C, 0x200D}, {0x2070, 0x218F}, {0x2C00, 0x2FEF},
    {0x3001, 0xD7FF}, {0xF900, 0xFDCF}, {0xFDF0, 0xFFFD}, {0x10000, 0xEFFFF}};
  for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); ++i) {
    if (c <= ranges[i][1]) {
      return c >= ranges[i][0];
    }
  }
  return false;
}

bool acta_rdf_is_name_start(uint32_t cp)
{
  return cp < 0x80 ? cp == '_' || (acta_rdf_class[cp] & CHAR_ALPHA)
                   : is_base(cp);
}

bool acta_rdf_is_name(uint32_t cp)
{
  return cp < 0x80
           ? (acta_rdf_class[cp] & CHAR_NAME) != 0
           : is_base(cp) || cp == 0xB7 || (cp >= 0x300 && cp <= 0x36F) ||
               cp == 0x203F || cp == 0x2040;
}

bool acta_rdf_iri_chars(acta_str iri)
{
  bool ascii = true;
  for (size_t i = 0; i < iri.n; ++i) {
    const unsigned char c = (unsigned char)iri.p[i];
    if (c >= 0x80) {
      ascii = false;
    } else if (acta_rdf_class[c] & CHAR_NOT_IRI || c == '\\') {
      return false;
    }
  }
  return ascii || acta_utf8_invalid(iri) == iri.n;
}

bool acta_rdf_has_scheme(acta_str iri)
{
  if (!iri.n || !(acta_rdf_class[(unsigned char)iri.p[0]] & CHAR_ALPHA)) {
    return false;
  }
  for (size_t i = 1; i < iri.n; ++i) {
    const unsigned char c = (unsigned char)iri.p[i];
    if (c == ':') {
      return true;
    }
    if (!(acta_rdf_class[c] & (CHAR_ALPHA | CHAR_DIGIT)) && c != '+' &&
        c != '-' && c != '.') {
      return false;
    }
  }
  return false;
}

bool acta_rdf_iri_valid(acta_str iri)
{
  return acta_rdf_has_scheme(iri) && acta_rdf_iri_chars(iri);
}

// A name whose first character passes `start`, with dots only inside; `colon`
// lets ":" stand for a letter.
static bool name_valid(acta_str s, bool (*start)(uint32_t), bool colon)
{
  if (acta_utf8_invalid(s) < s.n) {
    return false;
  }
  uint32_t last = 0;
  for (size_t i = 0; i < s.n;) {
    const bool     first = i == 0;
    const uint32_t cp    = acta_utf8_next(s, &i);
    last                 = cp;
    if (!(first ? start(cp) : acta_rdf_is_name(cp) || cp == '.') &&
        !(colon && cp == ':')) {
      return false;
    }
  }
  return s.n > 0 && last != '.';
}

static bool is_label_start(uint32_t cp)
{
  return acta_rdf_is_name_start(cp) || (cp >= '0' && cp <= '9');
}

static bool is_prefix_start(uint32_t cp)
{
  return cp != '_' && acta_rdf_is_name_start(cp);
}

bool acta_rdf_label_valid(acta_str label)
{
  return name_valid(label, is_label_start, false);
}

bool acta_rdf_prefix_valid(acta_str name)
{
  return !name.n || name_valid(name, is_prefix_start, false);
}

bool acta_rdf_local_plain(acta_str local)
{
  return !local.n || name_valid(local, is_label_start, true);
}

bool acta_rdf_lang_valid(acta_str lang)
{
  bool   later = false; // digits may stand in later subtags
  size_t run   = 0;
  for (size_t i = 0; i < lang.n; ++i) {
    const uint8_t class = acta_rdf_class[(unsigned char)lang.p[i]];
    if (class & CHAR_ALPHA || (later && class & CHAR_DIGIT)) {
      ++run;
    } else if (lang.p[i] == '-' && run) {
      later = true;
      run   = 0;
    } else {
      return false;
    }
  }
  return run > 0;
}

bool acta_rdf_label_clashes(acta_str label)
{
  size_t i = 5;
  if (!acta_str_starts(label, ACTA_STR("genid"))) {
    return false;
  }
  while (i < label.n &&
         (acta_rdf_class[(unsigned char)label.p[i]] & CHAR_DIGIT)) {
    ++i;
  }
  const bool number = i > 5;
  while (i < label.n && label.p[i] == 'x') {
    ++i;
  }
  return number && i == label.n;
}
