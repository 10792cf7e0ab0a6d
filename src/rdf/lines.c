// SPDX-License-Identifier: MIT
// N-Triples and N-Quads 1.1.  Whole lines are scanned where they were read;
// escapes, which only ever shrink, are decoded in place.
#include "base/utf8.h"
#include "rdf/chars.h"
#include "rdf/emit.h"

#include <stdlib.h>

enum { WINDOW = 256 * 1024 };
static const size_t MAX_LINE = (size_t)1 << 30;

typedef struct {
  acta_source *src;
  acta_emit   *emit;
  acta_error  *err;
  bool         quads;
  char        *buf;
  size_t       cap;
  char        *end;    // of the whole lines; end[-1] is a line end
  char        *filled; // of what was read
  char        *begin;  // of this line
  unsigned     line;
  bool         eof, was_cr;
} scanner;

static inline uint8_t class_of(const char *p)
{
  return acta_rdf_class[(unsigned char)*p];
}

static inline bool is_eol(char c)
{
  return c == '\n' || c == '\r';
}

static char *fail(scanner *s, const char *p, const char *what)
{
  (void)acta_fail_at(s->err, ACTA_E_SYNTAX, s->line,
                     (unsigned)(p - s->begin) + 1, "%s", what);
  return NULL;
}

static inline char *skip_space(char *p)
{
  while (*p == ' ' || *p == '\t') {
    ++p;
  }
  return p;
}

// \uXXXX or \UXXXXXXXX at `*p`; false if malformed or a surrogate.
static bool read_uchar(char **p, uint32_t *cp)
{
  const size_t n = (*p)[1] == 'u' ? 4 : 8;
  uint32_t     v = 0;
  for (size_t i = 2; i < 2 + n; ++i) {
    const char c = (*p)[i];
    if (c >= '0' && c <= '9') {
      v = v << 4 | (uint32_t)(c - '0');
    } else if ((c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f')) {
      v = v << 4 | (uint32_t)((c & ~0x20) - 'A' + 10);
    } else {
      return false;
    }
  }
  if (v > 0x10FFFF || (v >= 0xD800 && v <= 0xDFFF)) {
    return false;
  }
  *cp = v;
  *p += 2 + n;
  return true;
}

// Copies one UTF-8 sequence from `*p` to `*w`.
static bool copy_utf8(char **p, char **w)
{
  uint32_t     cp = 0;
  const size_t n  = acta_rdf_utf8(*p, &cp);
  memmove(*w, *p, n);
  *p += n;
  *w += n;
  return n > 0;
}

static char *iri_slow(scanner *s, char *p, const char *start, acta_str *out)
{
  char *w = p;
  while (*p != '>') {
    if (*p == '\\') {
      uint32_t cp = 0;
      char    *at = p;
      if ((p[1] != 'u' && p[1] != 'U') || !read_uchar(&p, &cp)) {
        return fail(s, at, "bad escape in IRI");
      }
      if (cp < 0x80 && (acta_rdf_class[cp] & CHAR_NOT_IRI)) {
        return fail(s, at, "escaped character not allowed in IRI");
      }
      w += acta_utf8_put(w, cp);
    } else if ((unsigned char)*p >= 0x80) {
      if (!copy_utf8(&p, &w)) {
        return fail(s, p, "invalid UTF-8");
      }
    } else if (class_of(p) & CHAR_NOT_IRI) {
      return fail(
        s, p, is_eol(*p) ? "IRI without '>'" : "character not allowed in IRI");
    } else {
      *w++ = *p++;
    }
  }
  *out = (acta_str){start, (size_t)(w - start)};
  return p + 1;
}

// `p` is at "<".
static inline char *read_iri(scanner *s, char *p, acta_str *out)
{
  char *start = ++p;
  while (!(class_of(p) & CHAR_NOT_IRI)) {
    ++p;
  }
  if (*p == '>') {
    *out = (acta_str){start, (size_t)(p - start)};
    ++p;
  } else {
    p = iri_slow(s, p, start, out);
  }
  if (p && !acta_rdf_has_scheme(*out)) {
    return fail(s, start, "IRI is not absolute");
  }
  return p;
}

// `p` is at "_".
static char *read_blank(scanner *s, char *p, acta_str *out)
{
  if (p[1] != ':') {
    return fail(s, p, "expected '_:'");
  }
  char    *start = p + 2, *end = start;
  uint32_t cp = 0;
  for (p = start;;) {
    const size_t n = acta_rdf_utf8(p, &cp);
    if (!n) {
      return fail(s, p, "invalid UTF-8");
    }
    const bool fits =
      p > start ? acta_rdf_is_name(cp) || cp == '.'
                : acta_rdf_is_name_start(cp) || (cp >= '0' && cp <= '9');
    if (!fits) {
      break;
    }
    p += n;
    if (cp != '.') {
      end = p; // a label does not end with a dot
    }
  }
  if (end == start) {
    return fail(s, start, "malformed blank node label");
  }
  *out = (acta_str){start, (size_t)(end - start)};
  return end;
}

static bool decode_escape(char **p, char **w)
{
  static const char from[] = "tbnrf\"'\\", to[] = "\t\b\n\r\f\"'\\";
  uint32_t          cp = 0;
  if ((*p)[1] == 'u' || (*p)[1] == 'U') {
    if (!read_uchar(p, &cp)) {
      return false;
    }
    *w += acta_utf8_put(*w, cp);
    return true;
  }
  const char *found = memchr(from, (*p)[1], sizeof(from) - 1);
  if (!found) {
    return false;
  }
  *(*w)++ = to[found - from];
  *p += 2;
  return true;
}

static char *string_slow(scanner *s, char *p, const char *start, acta_str *out)
{
  char *w = p;
  while (*p != '"') {
    if (*p == '\\') {
      if (!decode_escape(&p, &w)) {
        return fail(s, p, "bad escape in string");
      }
    } else if ((unsigned char)*p >= 0x80) {
      if (!copy_utf8(&p, &w)) {
        return fail(s, p, "invalid UTF-8");
      }
    } else if (is_eol(*p)) {
      return fail(s, p, "string without closing '\"'");
    } else {
      *w++ = *p++;
    }
  }
  *out = (acta_str){start, (size_t)(w - start)};
  return p + 1;
}

static char *read_lang(scanner *s, char *p, acta_str *out)
{
  char *start = ++p;
  while ((class_of(p) & (CHAR_ALPHA | CHAR_DIGIT)) || *p == '-') {
    ++p;
  }
  *out = (acta_str){start, (size_t)(p - start)};
  return acta_rdf_lang_valid(*out) ? p
                                   : fail(s, start, "malformed language tag");
}

// `p` is at the opening quote.
static inline char *read_literal(scanner *s, char *p, acta_term *t)
{
  char *start = ++p;
  t->kind     = ACTA_LITERAL;
  while (!(class_of(p) & CHAR_NOT_TEXT)) {
    ++p;
  }
  if (*p == '"') {
    t->value = (acta_str){start, (size_t)(p - start)};
    ++p;
  } else {
    p = string_slow(s, p, start, &t->value);
  }
  if (!p) {
    return NULL;
  }
  if (*p == '@') {
    return read_lang(s, p, &t->lang);
  }
  if (*p == '^') {
    if (p[1] != '^') {
      return fail(s, p, "expected '^^'");
    }
    p = skip_space(p + 2);
    if (*p != '<') {
      return fail(s, p, "expected the IRI of a datatype");
    }
    p = read_iri(s, p, &t->datatype);
    if (p && acta_str_eq(t->datatype, ACTA_STR(ACTA_XSD "string"))) {
      t->datatype = (acta_str){NULL, 0};
    }
  }
  return p;
}

// An IRI or blank node, and a literal if `literal`.
static inline char *read_term(scanner *s, char *p, acta_term *t, bool literal,
                              const char *expected)
{
  if (*p == '<') {
    t->kind = ACTA_IRI;
    return read_iri(s, p, &t->value);
  }
  if (*p == '_') {
    t->kind = ACTA_BLANK;
    return read_blank(s, p, &t->value);
  }
  if (*p == '"' && literal) {
    return read_literal(s, p, t);
  }
  return fail(s, p, expected);
}

static char *skip_comment(scanner *s, char *p)
{
  char *start = p;
  while (!is_eol(*p)) {
    ++p;
  }
  const acta_str text = {start, (size_t)(p - start)};
  const size_t   bad  = acta_utf8_invalid(text);
  return bad == text.n ? p : fail(s, start + bad, "invalid UTF-8");
}

static char *read_statement(scanner *s, char *p, acta_quad *q)
{
  p = read_term(s, p, &q->s, false, "expected an IRI or blank node as subject");
  if (!p) {
    return NULL;
  }
  p = skip_space(p);
  if (*p != '<') {
    return fail(s, p, "expected an IRI as predicate");
  }
  q->p.kind = ACTA_IRI;
  p         = read_iri(s, p, &q->p.value);
  if (!p) {
    return NULL;
  }
  p = read_term(s, skip_space(p), &q->o, true,
                "expected an IRI, blank node or literal as object");
  if (!p) {
    return NULL;
  }
  p = skip_space(p);
  if (s->quads && *p != '.') {
    p = read_term(s, p, &q->g, false, "expected a graph name or '.'");
    p = p ? skip_space(p) : NULL;
  }
  if (p && *p != '.') {
    return fail(s, p, "expected '.'");
  }
  return p ? skip_space(p + 1) : NULL;
}

// One line, up to its end.  Fills `status` if the sink stops.
static char *read_line(scanner *s, char *p, acta_status *status)
{
  acta_quad q     = {0};
  bool      found = false;
  s->begin        = p;
  p               = skip_space(p);
  if (!is_eol(*p) && *p != '#') {
    p     = read_statement(s, p, &q);
    found = true;
  }
  if (p && *p == '#') {
    p = skip_comment(s, p);
  }
  if (p && !is_eol(*p)) {
    return fail(s, p, "expected the end of the line after '.'");
  }
  if (p && found) {
    *status = acta_emit_quad(s->emit, &q, s->err);
  }
  return p;
}

static acta_status grow(scanner *s)
{
  const size_t used = (size_t)(s->filled - s->buf);
  if (s->cap >= MAX_LINE) {
    return acta_fail_at(s->err, ACTA_E_LIMIT, s->line, 0,
                        "line is longer than %zu bytes", MAX_LINE);
  }
  char *buf = realloc(s->buf, s->cap * 2);
  if (!buf) {
    return acta_fail(s->err, ACTA_E_NOMEM, "out of memory");
  }
  s->cap *= 2;
  s->buf    = buf;
  s->filled = buf + used;
  return ACTA_OK;
}

// Moves the begun line to the front and reads until a line is whole.
static acta_status refill(scanner *s)
{
  const size_t rest = (size_t)(s->filled - s->end);
  memmove(s->buf, s->end, rest);
  s->filled = s->buf + rest;
  s->end    = s->buf;
  while (s->end == s->buf && !s->eof) {
    acta_status st   = ACTA_OK;
    size_t      room = s->cap - (size_t)(s->filled - s->buf) - 1;
    if (!room) {
      st   = grow(s);
      room = s->cap - (size_t)(s->filled - s->buf) - 1;
    }
    size_t got = 0;
    if (!st) {
      st = acta_source_read(s->src, s->filled, room, &got, s->err);
    }
    if (st) {
      return st;
    }
    char *fresh = s->filled;
    s->filled += got;
    s->eof = got == 0;
    if (s->eof && s->filled > s->buf) {
      *s->filled++ = '\n'; // the last line may lack its end
    }
    for (s->end = s->filled; s->end > fresh && !is_eol(s->end[-1]);) {
      --s->end;
    }
    s->end = s->end == fresh ? s->buf : s->end;
  }
  return ACTA_OK;
}

static acta_status scan(scanner *s)
{
  acta_status st = ACTA_OK;
  while (!(st = refill(s)) && s->end > s->buf) {
    for (char *p = s->buf; p < s->end;) {
      if (*p == '\n' && s->was_cr) { // CR LF is one line end
        s->was_cr = false;
        ++p;
        continue;
      }
      p = read_line(s, p, &st);
      if (!p) {
        return s->err ? s->err->status : ACTA_E_SYNTAX;
      }
      if (st) {
        return st;
      }
      s->was_cr = *p == '\r';
      ++p;
      ++s->line;
    }
  }
  return st;
}

acta_status acta_lines_read(acta_source *src, acta_syntax syntax, acta_emit *e,
                            acta_error *err)
{
  acta_error  own = {ACTA_OK, 0, 0, ""};
  scanner     s   = {.src   = src,
                     .emit  = e,
                     .err   = err ? err : &own,
                     .quads = syntax == ACTA_NQUADS,
                     .cap   = WINDOW,
                     .line  = 1};
  acta_status st  = ACTA_E_NOMEM;
  s.buf           = malloc(s.cap);
  s.end = s.filled = s.buf;
  if (s.buf) {
    st = scan(&s);
  } else {
    (void)acta_fail(s.err, st, "out of memory");
  }
  free(s.buf);
  return st;
}
