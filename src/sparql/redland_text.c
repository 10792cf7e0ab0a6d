// SPDX-License-Identifier: MIT
#include "sparql/redland_text.h"

#include <ctype.h>
#include <strings.h>

// Steps over a comment, string or IRI that begins at `i`; else returns `i`.
static size_t skip_quoted(acta_str s, size_t i)
{
  const char c   = s.p[i];
  char       end = c;
  if (c == '#') {
    end = '\n';
  } else if (c == '<') {
    end = '>';
  } else if (c != '"' && c != '\'') {
    return i;
  }
  for (size_t k = i + 1; k < s.n; ++k) {
    if (c == '<' && isspace((unsigned char)s.p[k])) {
      return i; // "less than"
    }
    if (s.p[k] == '\\' && c != '#') {
      ++k;
    } else if (s.p[k] == end) {
      return k;
    }
  }
  return s.n;
}

static bool word_at(acta_str s, size_t i, const char *word)
{
  const size_t n = strlen(word);
  return i + n <= s.n && !strncasecmp(s.p + i, word, n) &&
         (!i || !isalnum((unsigned char)s.p[i - 1])) &&
         (i + n == s.n || !isalnum((unsigned char)s.p[i + n]));
}

// Does an operator of a property path stand at `i`?
static bool path_at(acta_str s, size_t i)
{
  const char before = i ? s.p[i - 1] : ' ';
  const char after  = i + 1 < s.n ? s.p[i + 1] : ' ';
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
  for (size_t i = 0; i < s.n; ++i) {
    const size_t end = skip_quoted(s, i);
    if (end > i) {
      i = end;
      continue;
    }
    for (size_t k = 0; k < sizeof(words) / sizeof(words[0]); ++k) {
      if (word_at(s, i, words[k][0])) {
        return words[k][1];
      }
    }
    if (path_at(s, i)) {
      return "property paths are not supported";
    }
  }
  return NULL;
}

// ---- VALUES

// A VALUES block: where its variables stand, and its rows.
typedef struct {
  acta_str text;
  size_t   at; // reading place
  acta_str vars;
  bool     many; // rows are in parentheses
} values;

static void skip_space(values *v)
{
  while (v->at < v->text.n && isspace((unsigned char)v->text.p[v->at])) {
    v->at++;
  }
}

static char now(const values *v)
{
  return v->at < v->text.n ? v->text.p[v->at] : '\0';
}

// "( ... )" at the reading place; false if it does not end.
static bool group(values *v, acta_str *out)
{
  const size_t from = v->at;
  for (; v->at < v->text.n; v->at++) {
    v->at = skip_quoted(v->text, v->at);
    if (now(v) == ')') {
      v->at++;
      *out = (acta_str){v->text.p + from, v->at - from};
      return true;
    }
  }
  return false;
}

// A word, IRI or string with what hangs on it.
static bool word(values *v, acta_str *out)
{
  const size_t from = v->at;
  while (v->at < v->text.n && !isspace((unsigned char)now(v)) &&
         now(v) != '}' && now(v) != '{' && now(v) != '#') {
    v->at = skip_quoted(v->text, v->at) + 1;
  }
  v->at = v->at < v->text.n ? v->at : v->text.n;
  *out  = (acta_str){v->text.p + from, v->at - from};
  return v->at > from;
}

// Reads "?x {" or "(?x ?y) {".
static bool begin_values(values *v)
{
  skip_space(v);
  v->many = now(v) == '(';
  if (!(v->many ? group(v, &v->vars) : word(v, &v->vars))) {
    return false;
  }
  skip_space(v);
  const bool open = now(v) == '{';
  v->at++;
  return open;
}

// The next row; false at "}" or at what is not understood.
static bool next_row(values *v, acta_str *row)
{
  skip_space(v);
  if (now(v) == '}' || (v->many && now(v) != '(')) {
    return false;
  }
  return v->many ? group(v, row) : word(v, row);
}

static void add_row(acta_buf *out, acta_str vars, acta_str row, bool first)
{
  acta_buf_str(out,
               first ? ACTA_STR("{ VALUES ") : ACTA_STR(" UNION { VALUES "));
  acta_buf_str(out, vars);
  acta_buf_add(out, " { ", 3);
  acta_buf_str(out, row);
  acta_buf_add(out, " } }", 4);
}

// Writes the block that begins behind "VALUES" at `at` as a UNION and returns
// the place behind it; `at` if it is to stay as it is.
static size_t split(acta_str text, size_t at, acta_buf *out)
{
  values       v      = {text, at, {NULL, 0}, false};
  acta_str     row    = {NULL, 0};
  size_t       n_rows = 0;
  const size_t before = out->n;
  if (!begin_values(&v)) {
    return at;
  }
  acta_buf_char(out, '{');
  while (next_row(&v, &row)) {
    add_row(out, v.vars, row, n_rows++ == 0);
  }
  acta_buf_char(out, '}');
  if (now(&v) != '}' || n_rows < 2) {
    out->n = out->failed ? out->n : before;
    return at;
  }
  for (size_t i = at; i < v.at; ++i) {
    acta_buf_add(out, "\n", text.p[i] == '\n');
  }
  return v.at + 1;
}

void acta_query_split_values(acta_str text, acta_buf *out)
{
  static const char keyword[] = "VALUES";
  size_t            depth = 0, from = 0;
  for (size_t i = 0; i < text.n; ++i) {
    const size_t end = skip_quoted(text, i);
    if (end > i) {
      i = end;
      continue;
    }
    depth += text.p[i] == '{';
    depth -= text.p[i] == '}' && depth;
    if (depth && word_at(text, i, keyword)) {
      const size_t begin = i + sizeof(keyword) - 1;
      acta_buf_add(out, text.p + from, i - from);
      const size_t behind = split(text, begin, out);
      from                = behind > begin ? behind : i;
      i                   = (behind > begin ? behind : begin) - 1;
    }
  }
  acta_buf_add(out, text.p + from, text.n - from);
}
