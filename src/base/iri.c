// SPDX-License-Identifier: MIT
#include "base/iri.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <inttypes.h>

// Moves what `b` holds to the arena.
static acta_str to_arena(acta_arena *a, acta_buf *b)
{
  acta_str s = {b->failed ? NULL : acta_arena_dup(a, b->p, b->n), b->n};
  if (!s.p) {
    s.n = 0;
  }
  acta_buf_release(b);
  return s;
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool acta_iri_is_valid(acta_str s)
{
  size_t i = 0;
  while (i < s.n &&
         (is_letter(s.p[i]) || (i && memchr("0123456789+-.", s.p[i], 13)))) {
    ++i;
  }
  if (!i || i >= s.n || s.p[i] != ':') {
    return false;
  }
  for (; i < s.n; ++i) {
    const unsigned char c = (unsigned char)s.p[i];
    if (c <= ' ' || c == 0x7F || memchr("<>\"{}|\\^`", c, 9)) {
      return false;
    }
  }
  return true;
}

acta_str acta_iri_join(acta_arena *a, const char *first, acta_str second)
{
  acta_buf b = {NULL, 0, 0, false};
  acta_buf_str(&b, acta_str_of(first));
  acta_buf_str(&b, second);
  return to_arena(a, &b);
}

acta_str acta_iri_span(acta_arena *a, acta_str text, uint32_t begin,
                       uint32_t end)
{
  acta_buf b = {NULL, 0, 0, false};
  acta_buf_str(&b, text);
  acta_buf_printf(&b, "#char=%" PRIu32 ",%" PRIu32, begin, end);
  return to_arena(a, &b);
}

acta_str acta_iri_entity(acta_arena *a, acta_str kind, acta_str name,
                         acta_str scope)
{
  const acta_str folded = acta_utf8_fold(a, name);
  acta_buf       b      = {NULL, 0, 0, false};
  char           hex[17];
  if (!folded.p) {
    return (acta_str){NULL, 0};
  }
  acta_buf_str(&b, ACTA_STR("acta-entity-1\n"));
  acta_buf_str(&b, kind);
  acta_buf_char(&b, '\n');
  acta_buf_str(&b, folded);
  acta_buf_char(&b, '\n');
  acta_buf_str(&b, scope);
  acta_buf_char(&b, '\n');
  if (!b.failed) {
    acta_sha256_hex(acta_buf_as_str(&b), hex, 16);
    b.n = 0;
    acta_buf_str(&b, ACTA_STR(ACTA_IRI_ENTITY));
    acta_buf_str(&b, kind);
    acta_buf_char(&b, '-');
    acta_buf_add(&b, hex, 16);
  }
  return to_arena(a, &b);
}

acta_str acta_iri_event(acta_arena *a, acta_str class_name, char letter,
                        acta_str recipe)
{
  acta_buf b = {NULL, 0, 0, false};
  char     hex[33];
  acta_sha256_hex(recipe, hex, 32);
  acta_buf_str(&b, ACTA_STR(ACTA_IRI_EVENT));
  for (size_t i = 0; i < class_name.n; ++i) {
    const char c = class_name.p[i];
    acta_buf_char(&b, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
  }
  acta_buf_char(&b, '-');
  acta_buf_char(&b, letter);
  acta_buf_add(&b, hex, 32);
  return to_arena(a, &b);
}
