// SPDX-License-Identifier: MIT
#include "sparql/redland_text.h"

#include <ctype.h>
#include <strings.h>

// ---- words

typedef enum {
  END,
  SPACE, // white space or a comment
  IRI,
  STRING,
  NUMBER, // without its sign
  NAME,   // keyword, variable, prefixed name, language tag ...
  MARK,   // any other single character
} kind;

typedef struct {
  kind     kind;
  acta_str s;
} token;

static char at(acta_str s, size_t i)
{
  return i < s.n ? s.p[i] : '\0';
}

static bool is_name(char c)
{
  return isalnum((unsigned char)c) || c == '_' || c == '\\' || (c & 0x80);
}

// End of a comment or white space at `i`; `i` if there is none.
static size_t space_end(acta_str s, size_t i)
{
  if (at(s, i) == '#') {
    while (i < s.n && s.p[i] != '\n' && s.p[i] != '\r') {
      ++i;
    }
    return i;
  }
  while (i < s.n && isspace((unsigned char)s.p[i])) {
    ++i;
  }
  return i;
}

// End of the IRI at `i`; `i` if "<" is an operator.
static size_t iri_end(acta_str s, size_t i)
{
  if (at(s, i) != '<' || at(s, i + 1) == '=') {
    return i;
  }
  for (size_t k = i + 1; k < s.n; ++k) {
    if (s.p[k] == '>') {
      return k + 1;
    }
    if ((unsigned char)s.p[k] <= ' ' || strchr("<\"{}|^`", s.p[k])) {
      return i;
    }
  }
  return i;
}

// End of the string at `i`; `i` if none begins or it does not end.
static size_t string_end(acta_str s, size_t i)
{
  const char quote = at(s, i);
  if (quote != '"' && quote != '\'') {
    return i;
  }
  const bool   tall  = at(s, i + 1) == quote && at(s, i + 2) == quote;
  const size_t width = tall ? 3 : 1;
  for (size_t k = i + width; k < s.n; ++k) {
    const bool escaped = s.p[k] == '\\';
    k += escaped;
    if (!tall && (at(s, k) == '\n' || at(s, k) == '\r')) {
      return i;
    }
    if (!escaped && s.p[k] == quote &&
        (!tall || (at(s, k + 1) == quote && at(s, k + 2) == quote))) {
      return k + width;
    }
  }
  return i;
}

// End of a run of name characters, "-" and "." within it.
static size_t run_end(acta_str s, size_t i)
{
  size_t end = i;
  for (; is_name(at(s, i)) || at(s, i) == '-' || at(s, i) == '.'; ++i) {
    end = at(s, i) == '.' ? end : i + 1;
  }
  return end;
}

// End of the local part of a prefixed name.
static size_t local_end(acta_str s, size_t i)
{
  return is_name(at(s, i)) ? run_end(s, i) : i;
}

// End of the language tag at `i`.
static size_t tag_end(acta_str s, size_t i)
{
  size_t end = i + 1;
  while (isalnum((unsigned char)at(s, end)) || at(s, end) == '_' ||
         at(s, end) == '-') {
    ++end;
  }
  return end > i + 1 ? end : i;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static size_t digits_end(acta_str s, size_t i)
{
  while (is_digit(at(s, i))) {
    ++i;
  }
  return i;
}

// End of the number without a sign at `i`; `i` if there is none.
static size_t number_end(acta_str s, size_t i)
{
  const bool whole = is_digit(at(s, i));
  if (!whole && (at(s, i) != '.' || !is_digit(at(s, i + 1)))) {
    return i;
  }
  size_t end = digits_end(s, i);
  if (at(s, end) == '.' && (whole || is_digit(at(s, end + 1)))) {
    end = digits_end(s, end + 1);
  }
  if (at(s, end) == 'e' || at(s, end) == 'E') {
    const size_t sign = at(s, end + 1) == '-' || at(s, end + 1) == '+';
    if (is_digit(at(s, end + 1 + sign))) {
      end = digits_end(s, end + 1 + sign);
    }
  }
  return end;
}

// End of the name at `i`, "?", "$" or "@" before it; `i` if there is none.
static size_t name_end(acta_str s, size_t i)
{
  const char   c    = at(s, i);
  const size_t from = i + (c == '?' || c == '$');
  size_t       end  = from;
  if (c == '@') {
    return tag_end(s, i);
  }
  while (is_name(at(s, end))) {
    ++end;
  }
  if (from > i) {
    return end > from ? end : i;
  }
  const size_t prefix = run_end(s, i);
  return at(s, prefix) == ':' ? local_end(s, prefix + 1) : end;
}

static token token_at(acta_str s, size_t i)
{
  static size_t (*const ends[])(acta_str, size_t) = {[SPACE]  = space_end,
                                                     [IRI]    = iri_end,
                                                     [STRING] = string_end,
                                                     [NUMBER] = number_end,
                                                     [NAME]   = name_end};
  if (i >= s.n) {
    return (token){END, {s.p + s.n, 0}};
  }
  for (kind k = SPACE; k <= NAME; ++k) {
    const size_t end = ends[k](s, i);
    if (end > i) {
      return (token){k, {s.p + i, end - i}};
    }
  }
  return (token){MARK, {s.p + i, 1}};
}

static bool is_word(token t, const char *word)
{
  const size_t n = strlen(word);
  return t.kind == NAME && t.s.n == n && !strncasecmp(t.s.p, word, n);
}

static bool is_mark(token t, char c)
{
  return t.kind == MARK && *t.s.p == c;
}

// Nothing behind it, or a string without an end: no more can be told.
static bool is_last(token t)
{
  return t.kind == END || is_mark(t, '"') || is_mark(t, '\'');
}

// ---- what Rasqal does not know

// Is the mark at `i` an operator of a property path?
static bool path_at(acta_str s, size_t i)
{
  const char before = i ? s.p[i - 1] : ' ';
  const char after  = at(s, i + 1);
  const bool name   = isalnum((unsigned char)before) || before == '>' ||
                    before == ')' || before == '_';
  switch (s.p[i]) {
  case '^': return before != '^' && after != '^';
  case '/': return name || after == ':' || after == '<';
  case '|': return before != '|' && after != '|';
  case '+':
  case '*': return name && (isspace((unsigned char)after) || after == '/');
  default: return false;
  }
}

const char *acta_query_unknown(acta_str s)
{
  static const char *const words[][2] = {
    {"EXISTS", "EXISTS is not supported"},
    {"MINUS", "MINUS is not supported"},
    {"INSERT", "updates are not supported"},
    {"DELETE", "updates are not supported"},
  };
  size_t i = 0;
  for (token t; !is_last(t = token_at(s, i)); i += t.s.n) {
    for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); ++k) {
      if (is_word(t, words[k][0])) {
        return words[k][1];
      }
    }
    if (t.kind == MARK && path_at(s, i)) {
      return "property paths are not supported";
    }
  }
  return NULL;
}

bool acta_query_calls_functions(acta_str s)
{
  static const char *const names[] = {"CONCAT", "REPLACE", "REGEX", "STRBEFORE",
                                      "STRAFTER"};
  for (size_t i = 0; i < s.n; ++i) {
    for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); ++k) {
      const size_t n = strlen(names[k]);
      if (i + n <= s.n && !strncasecmp(s.p + i, names[k], n)) {
        return true;
      }
    }
  }
  return false;
}

// ---- writing

typedef struct {
  acta_str text;
  size_t   at;      // reading place
  size_t   n_lines; // ends of lines that were not written
} reader;

static token peek(const reader *r)
{
  return token_at(r->text, r->at);
}

static token skip_space(reader *r)
{
  token t;
  while ((t = peek(r)).kind == SPACE) {
    for (size_t i = 0; i < t.s.n; ++i) {
      r->n_lines += t.s.p[i] == '\n';
    }
    r->at += t.s.n;
  }
  return t;
}

// Writes a token on one line, and counts the lines that it would take.
static void put_flat(reader *r, token t, acta_buf *out)
{
  for (size_t i = 0; i < t.s.n; ++i) {
    const char c = t.s.p[i];
    r->n_lines += c == '\n';
    if (c != '\n' && c != '\r') {
      acta_buf_char(out, c);
    } else if (t.kind == STRING) {
      acta_buf_add(out, c == '\n' ? "\\n" : "\\r", 2);
    }
  }
}

static void put(reader *r, token t, acta_buf *out, bool flat)
{
  if (t.kind == SPACE && (flat || *t.s.p == '#')) {
    acta_buf_char(out, ' ');
    (void)skip_space(r);
    return;
  }
  if (flat) {
    put_flat(r, t, out);
  } else {
    acta_buf_str(out, t.s);
  }
  const bool less = is_mark(t, '<') && at(r->text, r->at + 1) != '=';
  if (less || is_mark(t, '/')) { // keep them from being read as IRI and comment
    acta_buf_char(out, ' ');
  }
  r->at += t.s.n;
}

static void put_lines(reader *r, acta_buf *out)
{
  for (; r->n_lines; r->n_lines--) {
    acta_buf_char(out, '\n');
  }
}

// ---- VALUES

// Is `t` a term, and not a part of the one before?
static bool is_term(token t, token before)
{
  return t.kind == IRI    ? !is_mark(before, '^')
         : t.kind == NAME ? *t.s.p != '@' && !is_mark(before, '^')
                          : t.kind == STRING || t.kind == NUMBER;
}

// "?x" or "(?x ?y)", or a row, on one line; `*n` terms.  False if there is
// none.
static bool row(reader *r, acta_buf *out, size_t *n)
{
  token      t      = skip_space(r);
  token      before = {SPACE, {NULL, 0}};
  const bool many   = is_mark(t, '(');
  *n                = 0;
  do {
    if (is_last(t) || is_mark(t, '{') || is_mark(t, '}') ||
        (*n && is_mark(t, '('))) {
      return false;
    }
    *n += is_term(t, before);
    put(r, t, out, true);
    before = t;
    t      = peek(r);
  } while (many ? !is_mark(t, ')')
                : t.kind != SPACE && !is_last(t) && !is_mark(t, '{') &&
                    !is_mark(t, '}'));
  if (many) {
    put(r, t, out, true);
  }
  return true;
}

// At the word VALUES, whose rows it writes as a UNION if there are several and
// it is inside a group.  A phrase if it is malformed.
static const char *values(reader *r, acta_buf *out, bool inside)
{
  const reader start  = *r;
  const size_t before = out->n;
  acta_buf     vars   = {NULL, 0, 0, false};
  size_t       n_rows = 0, n_vars = 0, n = 0;
  r->at += peek(r).s.n;
  bool good = row(r, &vars, &n_vars) && is_mark(skip_space(r), '{');
  r->at += good;
  acta_buf_char(out, '{');
  while (good && !is_mark(skip_space(r), '}')) {
    acta_buf_str(out, n_rows++ ? ACTA_STR(" UNION { VALUES ")
                               : ACTA_STR("{ VALUES "));
    acta_buf_str(out, acta_buf_as_str(&vars));
    acta_buf_add(out, " { ", 3);
    good = row(r, out, &n) && n == n_vars;
    acta_buf_add(out, " } }", 4);
  }
  acta_buf_char(out, '}');
  r->at += good;
  if (!good || !inside || n_rows < 2) {
    out->n = out->failed ? out->n : before;
    *r     = start;
    put(r, peek(r), out, false);
  }
  out->failed = out->failed || vars.failed;
  acta_buf_release(&vars);
  return good ? NULL : "malformed VALUES";
}

// Rasqal needs no space between words: does it see VALUES at the end of this?
// BINDINGS is what a draft of SPARQL 1.1 called it.
static bool hides_values(token t)
{
  static const char *const words[] = {"VALUES", "BINDINGS"};
  for (size_t i = 0; i < 2 && t.kind == NAME; ++i) {
    const size_t n = strlen(words[i]);
    if (t.s.n >= n && !strncasecmp(t.s.p + t.s.n - n, words[i], n) &&
        !strchr("?$@", *t.s.p) && !memchr(t.s.p, ':', t.s.n)) {
      return i || t.s.n > n;
    }
  }
  return false;
}

// ----

const char *acta_query_rewrite(acta_str text, acta_buf *out)
{
  reader      r      = {text, 0, 0};
  size_t      braces = 0; // open at the reading place
  const char *bad    = NULL;
  token       t;
  while (!bad && !is_last(t = peek(&r))) {
    braces += is_mark(t, '{');
    braces -= is_mark(t, '}') && braces;
    if (is_word(t, "VALUES")) {
      bad = values(&r, out, braces > 0);
    } else {
      bad = hides_values(t) ? "malformed VALUES" : NULL;
      put(&r, t, out, false);
    }
    put_lines(&r, out);
  }
  acta_buf_add(out, text.p + r.at, text.n - r.at);
  return bad;
}
