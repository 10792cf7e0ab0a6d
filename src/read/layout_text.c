// SPDX-License-Identifier: MIT
#include "read/layout_text.h"
#include "base/utf8.h"
#include "read/cues.h"

enum { CREDIT_WORDS = 8, CREDIT_BYTES = 100, INITIALS_BYTES = 16 };

static size_t last_char(acta_str s)
{
  size_t i = s.n - 1;
  while (i && ((unsigned char)s.p[i] & 0xC0) == 0x80) {
    --i;
  }
  return i;
}

acta_str acta_str_trim(acta_str s)
{
  while (s.n) {
    size_t i = 0;
    if (!acta_cp_is_space(acta_utf8_next(s, &i))) {
      break;
    }
    s.p += i;
    s.n -= i;
  }
  while (s.n) {
    const size_t last = last_char(s);
    size_t       i    = last;
    if (!acta_cp_is_space(acta_utf8_next(s, &i))) {
      break;
    }
    s.n = last;
  }
  return s;
}

acta_span acta_span_trim(acta_str text, acta_span s)
{
  const acta_str t =
    acta_str_trim((acta_str){text.p + s.begin, s.end - s.begin});
  const uint32_t b = (uint32_t)(t.p - text.p);
  return (acta_span){b, b + (uint32_t)t.n};
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t' || c == '\n';
}

static bool is_alnum(char c)
{
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3;
}

unsigned acta_line_words(acta_str s, unsigned max)
{
  unsigned n  = 0;
  bool     in = false;
  for (size_t i = 0; i < s.n && n < max; ++i) {
    if (is_blank(s.p[i])) {
      in = false;
    } else if (!in && is_alnum(s.p[i])) {
      in = true;
      ++n;
    }
  }
  return n;
}

char acta_line_end(acta_str s)
{
  while (s.n) {
    const size_t   last = last_char(s);
    size_t         i    = last;
    const uint32_t cp   = acta_utf8_next(s, &i);
    if (cp < 0x80 && strchr(".!?:,;", (int)cp)) {
      return (char)cp;
    }
    if (cp == 0x2026) {
      return '.';
    }
    if (!(cp < 0x80 && strchr("\"')]", (int)cp)) && cp != 0x201D &&
        cp != 0x2019 && cp != 0xBB) {
      return 0;
    }
    s.n = last;
  }
  return 0;
}

bool acta_line_upper(acta_str s)
{
  size_t i = 0;
  return s.n && acta_cp_is_upper(acta_utf8_next(s, &i));
}

bool acta_line_capitals(acta_str s, unsigned min)
{
  unsigned n = 0;
  for (size_t i = 0; i < s.n;) {
    const uint32_t cp = acta_utf8_next(s, &i);
    if (acta_cp_is_lower(cp)) {
      return false;
    }
    n += acta_cp_is_upper(cp);
  }
  return n >= min;
}

bool acta_line_is_url(acta_str s)
{
  return (acta_line_starts(s, "http://") || acta_line_starts(s, "https://") ||
          acta_line_starts(s, "www.")) &&
         acta_line_words(s, 2) == 1;
}

static char lower(char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool same_letters(const char *p, const char *q, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (lower(p[i]) != q[i]) {
      return false;
    }
  }
  return true;
}

bool acta_line_starts(acta_str s, const char *prefix)
{
  const size_t n = strlen(prefix);
  return s.n >= n && same_letters(s.p, prefix, n) &&
         (s.n == n || !n || !is_alnum(prefix[n - 1]) || !is_alnum(s.p[n]));
}

bool acta_line_ends(acta_str s, const char *suffix)
{
  const size_t n = strlen(suffix);
  return s.n >= n && same_letters(s.p + s.n - n, suffix, n);
}

const char *acta_outlet_name(acta_str s)
{
  const acta_row *r = acta_rows_find(acta_layout_rows(), "outlet", s);
  return r ? r->value : NULL;
}

acta_str acta_line_next_word(acta_str s, size_t *i)
{
  while (*i < s.n && (is_blank(s.p[*i]) || strchr("/,;|&", s.p[*i]))) {
    ++*i;
  }
  const size_t from = *i;
  while (*i < s.n && !is_blank(s.p[*i]) && !strchr("/,;|&", s.p[*i])) {
    ++*i;
  }
  return (acta_str){s.p + from, *i - from};
}

static bool is_credit_word(acta_str w)
{
  while (w.n && strchr(".:()", w.p[w.n - 1])) {
    --w.n;
  }
  return acta_outlet_name(w) || acta_rows_find(acta_layout_rows(), "credit", w);
}

// Words of `s` that belong to picture credits, and all its words.
static void count_credits(acta_str s, unsigned *credits, unsigned *words)
{
  *credits = *words = 0;
  for (size_t i = 0; i < s.n;) {
    const acta_str w = acta_line_next_word(s, &i);
    *words += w.n > 0;
    *credits += w.n && is_credit_word(w);
  }
}

bool acta_line_is_credit(acta_str s)
{
  unsigned credits = 0, words = 0;
  if (acta_outlet_name(s)) {
    return true;
  }
  count_credits(s, &credits, &words);
  return words && credits == words;
}

bool acta_line_is_initials(acta_str s)
{
  bool parted = false;
  for (size_t i = 0; i < s.n; ++i) {
    const bool part = s.p[i] == '/' || s.p[i] == ',';
    if (!part && !(s.p[i] >= 'a' && s.p[i] <= 'z') && s.p[i] != ' ') {
      return false;
    }
    parted = parted || part;
  }
  return parted && s.n <= INITIALS_BYTES;
}

static bool starts_row(acta_str s, const char *kind)
{
  const acta_rows rows = acta_rows_of(acta_layout_rows(), kind);
  for (size_t i = 0; i < rows.n; ++i) {
    if (acta_line_starts(s, rows.row[i].text)) {
      return true;
    }
  }
  return false;
}

// "Jo Frame/AP", "(AP Photo/Jo Frame)", "Photograph: Jo Frame", "(c) AFP"
static bool is_credit_tail(acta_str s)
{
  unsigned       credits = 0, words = 0;
  size_t         i     = 0;
  const acta_str first = acta_line_next_word(s, &i);
  count_credits(s, &credits, &words);
  if (!words || words > CREDIT_WORDS || credits == words) {
    return words && credits == words;
  }
  return starts_row(s, "caption") ||
         (acta_line_end(s) != '.' &&
          (is_credit_word(first) || acta_str_starts(s, ACTA_STR("\xC2\xA9"))));
}

// Where the brackets that end `s` open, if a credit is in them; else s.n.
static size_t bracketed_credit(acta_str s, size_t from)
{
  unsigned   credits = 0, words = 0;
  const char open = s.p[s.n - 1] == ')' ? '(' : '[';
  size_t     i    = s.n - 1;
  while (i > from && s.p[i] != open) {
    --i;
  }
  count_credits((acta_str){s.p + i + 1, s.n - i - 2}, &credits, &words);
  return s.p[i] == open && credits && words <= CREDIT_WORDS ? i : s.n;
}

size_t acta_line_credit(acta_str s)
{
  const size_t from = s.n > CREDIT_BYTES ? s.n - CREDIT_BYTES : 0;
  if (s.n > 2 && (s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']')) {
    return bracketed_credit(s, from);
  }
  for (size_t i = s.n; i-- > from + 1;) {
    if (s.p[i - 1] != '.' && s.p[i - 1] != ')') {
      continue;
    }
    const acta_str tail = acta_str_trim((acta_str){s.p + i, s.n - i});
    if (tail.n > 1 && is_credit_tail(tail) &&
        (acta_line_upper(tail) || (tail.p[0] & 0x80))) {
      return i;
    }
  }
  return s.n;
}

// ---- kinds of lines

// Does a sentence end before the last one does?  Not after "Mich." or "U.S."
static bool has_two_sentences(acta_str s)
{
  size_t word = 0; // where the word before begins
  for (size_t i = 1; i + 2 < s.n; ++i) {
    word = s.p[i - 1] == ' ' ? i : word;
    if (s.p[i] == '.' && s.p[i + 1] == ' ' && s.p[i + 2] >= 'A' &&
        s.p[i + 2] <= 'Z' && s.p[word] >= 'a' && s.p[word] <= 'z' &&
        i - word >= 4) {
      return true;
    }
  }
  return false;
}

bool acta_line_is_headline(acta_str s, unsigned max)
{
  const char end = acta_line_end(s);
  return acta_line_words(s, max + 1) <= max &&
         (!end || end == '?' || end == '!') && !has_two_sentences(s);
}

const acta_row *acta_line_row(acta_str s, const char *kind)
{
  const acta_rows rows = acta_rows_of(acta_layout_rows(), kind);
  for (size_t i = 0; i < rows.n; ++i) {
    if (acta_line_starts(s, rows.row[i].text)) {
      return rows.row + i;
    }
  }
  return NULL;
}

bool acta_line_ends_row(acta_str s, const char *kind)
{
  const acta_rows rows = acta_rows_of(acta_layout_rows(), kind);
  for (size_t i = 0; i < rows.n; ++i) {
    if (acta_line_ends(s, rows.row[i].text)) {
      return true;
    }
  }
  return false;
}

const char *acta_line_from_outlet(acta_str s)
{
  if (!acta_line_starts(s, "from ")) {
    return NULL;
  }
  const char *end = NULL;
  for (size_t i = 5; i + 1 < s.n && i < 40 && !end; ++i) {
    const bool curly = s.n - i > 3 && !memcmp(s.p + i, "\xE2\x80\x99s", 4);
    if (curly || !memcmp(s.p + i, "'s", 2)) {
      end = s.p + i;
    }
  }
  return end ? acta_outlet_name((acta_str){s.p + 5, (size_t)(end - s.p) - 5})
             : NULL;
}
