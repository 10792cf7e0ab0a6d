// SPDX-License-Identifier: MIT
#include "rdf/feed.h"

#include "rdf/chars.h"

static bool fail(acta_feed *f, const char *what)
{
  f->status =
    acta_fail_at(f->err, ACTA_E_SYNTAX, f->line, f->column, "%s", what);
  return false;
}

static bool is_utf8(acta_feed *f, unsigned char c)
{
  if (f->more) {
    if (c < f->least || c > f->most) {
      return false;
    }
    f->more--;
    f->least = 0x80;
    f->most  = 0xBF;
    return true;
  }
  if (c < 0x80) {
    return true;
  }
  f->more  = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
  f->least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80; // no overlong form
  f->most  = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF; // no surrogate
  return c >= 0xC2 && c <= 0xF4;
}

static bool is_name(char c)
{
  return (unsigned char)c >= 0x80 || c == ':' || c == '%' ||
         (acta_rdf_class[(unsigned char)c] & CHAR_NAME);
}

// Follows a name or number; true if `c` still belongs to it.
static bool in_token(acta_feed *f, char c)
{
  const bool begins = f->token == FEED_NO_TOKEN;
  if (begins) {
    const uint8_t class = acta_rdf_class[(unsigned char)c];
    f->token            = class & CHAR_DIGIT || c == '+' || c == '-' || c == '@'
                            ? FEED_OTHER
                          : is_name(c) || c == '\\' ? FEED_NAME
                                                    : FEED_NO_TOKEN;
    f->underscore       = c == '_';
    f->escaped          = c == '\\';
    return f->token != FEED_NO_TOKEN;
  }
  if (f->escaped) { // PN_LOCAL_ESC
    f->escaped = false;
    return true;
  }
  f->insert_n   = f->underscore && c == ':';
  f->underscore = false;
  f->escaped    = f->token == FEED_NAME && c == '\\';
  if (is_name(c) || f->escaped || (c == '.' && f->token == FEED_NAME)) {
    return true;
  }
  f->token = FEED_NO_TOKEN;
  return false;
}

static bool text_byte(acta_feed *f, char c)
{
  if (in_token(f, c)) {
    return true;
  }
  switch (c) {
  case '#': f->state = FEED_COMMENT; break;
  case '<': f->state = FEED_IRI; break;
  case '"':
  case '\'':
    f->state  = FEED_OPEN;
    f->quote  = c;
    f->quotes = 1;
    break;
  case '[':
  case '(':
  case '{':
    if (++f->depth > ACTA_FEED_DEPTH) {
      return fail(f, "brackets nest too deeply");
    }
    break;
  case ']':
  case ')':
  case '}': f->depth -= f->depth > 0; break;
  default: break;
  }
  return true;
}

static void string_byte(acta_feed *f, char c)
{
  if (f->escaped) {
    f->escaped = false;
    f->quotes  = 0;
    return;
  }
  f->escaped = c == '\\';
  f->quotes  = c == f->quote ? f->quotes + 1 : 0;
  if (f->quotes == (f->long_string ? 3 : 1)) {
    f->state = FEED_TEXT;
  }
}

// One, two or three quotes: a string, an empty one, a long one.
static bool opening_byte(acta_feed *f, char c)
{
  if (c == f->quote && f->quotes == 1) {
    f->quotes = 2;
    return true;
  }
  const unsigned quotes = f->quotes;
  f->quotes             = 0;
  f->escaped            = false;
  if (quotes == 2 && c != f->quote) {
    f->state = FEED_TEXT;
    return text_byte(f, c);
  }
  f->state       = FEED_STRING;
  f->long_string = quotes == 2;
  if (quotes == 1) {
    string_byte(f, c);
  }
  return true;
}

static bool follow(acta_feed *f, char c)
{
  switch (f->state) {
  case FEED_TEXT: return text_byte(f, c);
  case FEED_OPEN: return opening_byte(f, c);
  case FEED_STRING: string_byte(f, c); return true;
  case FEED_IRI: f->state = c == '>' ? FEED_TEXT : FEED_IRI; return true;
  case FEED_COMMENT:
    f->state = c == '\n' || c == '\r' ? FEED_TEXT : FEED_COMMENT;
    return true;
  }
  return true;
}

static bool refill(acta_feed *f)
{
  f->at     = 0;
  f->status = acta_source_read(f->src, f->in, sizeof(f->in), &f->got, f->err);
  if (!f->status && !f->got && f->more) {
    return fail(f, "invalid UTF-8");
  }
  return !f->status && f->got;
}

bool acta_feed_next(acta_feed *f, char *c)
{
  if (f->insert_n) {
    f->insert_n = false;
    *c          = 'n';
    return true;
  }
  if (f->status || (f->at == f->got && !refill(f))) {
    return false;
  }
  *c = f->in[f->at++];
  if (f->last == '\n' || (f->last == '\r' && *c != '\n')) {
    f->line++;
    f->column = 0;
  }
  f->column++;
  f->last = *c;
  if (!is_utf8(f, (unsigned char)*c)) {
    return fail(f, "invalid UTF-8");
  }
  if (*c == '\0' && f->state != FEED_STRING && f->state != FEED_OPEN) {
    return fail(f, "NUL byte outside a string"); // serd takes it for the end
  }
  return follow(f, *c);
}
