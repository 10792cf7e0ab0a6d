// SPDX-License-Identifier: MIT
#include "base/utf8.h"
#include "read/article.h"
#include "read/cues.h"
#include "read/layout_text.h"
#include "read/normal.h"

enum { PRESCAN_BYTES = 1024, MAX_NAME = 40 };

static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static acta_str from(acta_str s, size_t i)
{
  return (acta_str){s.p + i, s.n - i};
}

static bool is_word(acta_str s, const char *word)
{
  return s.n == strlen(word) && acta_line_starts(s, word);
}

// The next attribute of the tag at `i`; returns where it ends, its name is
// empty at the tag's end.
static size_t attribute(acta_str s, size_t i, acta_str *name, acta_str *value)
{
  while (i < s.n && (is_space(s.p[i]) || s.p[i] == '/')) {
    ++i;
  }
  size_t begin = i;
  while (i < s.n && !is_space(s.p[i]) && !strchr("/>=", s.p[i])) {
    ++i;
  }
  *name  = (acta_str){s.p + begin, i - begin};
  *value = (acta_str){"", 0};
  while (name->n && i < s.n && is_space(s.p[i])) {
    ++i;
  }
  if (i == s.n || s.p[i] != '=') {
    return i;
  }
  for (++i; i < s.n && is_space(s.p[i]);) {
    ++i;
  }
  const char quote = i < s.n && strchr("\"'", s.p[i]) ? s.p[i] : '\0';
  begin            = quote ? ++i : i;
  while (i < s.n &&
         (quote ? s.p[i] != quote : !is_space(s.p[i]) && s.p[i] != '>')) {
    ++i;
  }
  *value = (acta_str){s.p + begin, i - begin};
  return i + (quote && i < s.n);
}

// The encoding in "text/html; charset=windows-1252".
static acta_str in_content(acta_str s)
{
  static const char key[] = "charset=";
  for (size_t i = 0; i < s.n; ++i) {
    if (acta_line_starts(from(s, i), key)) {
      acta_str     rest = from(s, i + sizeof(key) - 1);
      const char  *end  = memchr(rest.p, ';', rest.n);
      const size_t n    = end ? (size_t)(end - rest.p) : rest.n;
      return acta_str_trim((acta_str){rest.p, n});
    }
  }
  return (acta_str){"", 0};
}

// The encoding that the meta element whose attributes begin at `i` declares.
static acta_str declared(acta_str s, size_t i)
{
  acta_str name = {"", 0}, value = {"", 0}, content = {"", 0};
  bool     pragma = false;
  for (;;) {
    const size_t end = attribute(s, i, &name, &value);
    if (is_word(name, "charset")) {
      return acta_str_trim(value);
    }
    if (is_word(name, "content")) {
      content = in_content(value);
    }
    pragma =
      pragma || (is_word(name, "http-equiv") && is_word(value, "content-type"));
    if (!name.n && (end == i || end == s.n || s.p[end] == '>')) {
      return pragma ? content : (acta_str){"", 0};
    }
    i = end;
  }
}

// The encoding that a page declares, as iconv calls it; empty: none.
static acta_str declared_by(acta_str page)
{
  static const char tag[]     = "<meta";
  static const char comment[] = "<!--";
  acta_str          s         = page;
  s.n                         = s.n < PRESCAN_BYTES ? s.n : PRESCAN_BYTES;
  for (size_t i = 0; i < s.n; ++i) {
    const acta_str rest = from(s, i);
    if (acta_str_starts(rest, (acta_str){comment, sizeof(comment) - 1})) {
      while (i < s.n && !acta_str_starts(from(s, i), ACTA_STR("-->"))) {
        ++i;
      }
    } else if (acta_line_starts(rest, tag) && rest.n > sizeof(tag) &&
               (is_space(rest.p[sizeof(tag) - 1]) ||
                rest.p[sizeof(tag) - 1] == '/')) {
      const acta_str name = declared(s, i + sizeof(tag) - 1);
      if (name.n) {
        const acta_row *r = acta_rows_find(acta_layout_rows(), "charset", name);
        return r ? acta_str_of(r->value) : name;
      }
    }
  }
  return (acta_str){"", 0};
}

acta_status acta_html_decode(acta_arena *a, acta_str bytes,
                             const char *encoding, acta_str *page,
                             acta_error *err)
{
  char name[MAX_NAME];
  // pages that were converted often still declare what they had been before
  if (!encoding && acta_utf8_invalid(bytes) < bytes.n) {
    const acta_str s = declared_by(bytes);
    if (s.n && s.n < sizeof(name)) {
      memcpy(name, s.p, s.n);
      name[s.n] = '\0';
      encoding  = acta_encoding_known(name) ? name : NULL;
    }
  }
  return acta_text_decode(a, bytes, encoding, page, err);
}
