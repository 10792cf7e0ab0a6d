// SPDX-License-Identifier: MIT
#include "language/timex_words.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { MAX_PHRASE = 32, MAX_NUMBER = 100000000 };

static const acta_row rows[] = {
#include "timex-en.inc"
};

static acta_rows all(void)
{
  return (acta_rows){rows, sizeof(rows) / sizeof(rows[0])};
}

static const struct {
  const char *name;
  uint32_t    is;
} classes[] = {
  {"month", TW_MONTH},     {"weekday", TW_WEEKDAY}, {"weekdays", TW_WEEKDAYS},
  {"unit", TW_UNIT},       {"units", TW_UNITS},     {"num", TW_NUM},
  {"mult", TW_MULT},       {"ord", TW_ORD},         {"fuzzy", TW_FUZZY},
  {"half", TW_HALF},       {"det", TW_DET},         {"the", TW_THE},
  {"and", TW_AND},         {"of", TW_OF},           {"part", TW_PART},
  {"clock", TW_CLOCK},     {"deictic", TW_DEICTIC}, {"season", TW_SEASON},
  {"seasons", TW_SEASONS}, {"dir", TW_DIR},         {"past", TW_PAST},
  {"prev", TW_PREV},       {"foll", TW_FOLL},       {"same", TW_SAME},
  {"recent", TW_RECENT},   {"ago", TW_AGO},         {"later", TW_LATER},
  {"earlier", TW_EARLIER}, {"every", TW_EVERY},     {"mod", TW_MOD},
  {"quant", TW_QUANT},
};

static const struct {
  const char *name;
  tw_other    other;
} others[] = {
  {"set", TW_SET},         {"ref", TW_REF},         {"zone", TW_ZONE},
  {"ampm", TW_AMPM},       {"oclock", TW_OCLOCK},   {"era", TW_ERA},
  {"fiscal", TW_FISCAL},   {"times", TW_TIMES},     {"per", TW_PER},
  {"on", TW_ON},           {"in", TW_IN},           {"to", TW_TO},
  {"at", TW_AT},           {"decades", TW_DECADES}, {"cur", TW_CUR},
  {"that", TW_THAT},       {"before", TW_BEFORE},   {"after", TW_AFTER},
  {"ended", TW_ENDED},     {"fill", TW_FILL},       {"q", TW_Q},
  {"present", TW_PRESENT}, {"back", TW_BACK},       {"period", TW_PERIOD},
  {"verb", TW_VERB},       {"other", TW_OTHER_ONE}, {"from", TW_FROM},
  {"old", TW_OLD},         {"prep", TW_PREP},       {"for", TW_FOR},
};

// Second argument of "deictic 0 NI", else the first one.
static const char *last_argument(const char *value, size_t n)
{
  size_t i = n;
  while (i && value[i - 1] != ' ') {
    --i;
  }
  return value + i;
}

static void put_arguments(tw_word *w, uint32_t is, const char *arg,
                          const char *last)
{
  switch (is) {
  case TW_MONTH: w->month = (int16_t)acta_row_int(arg, NULL); break;
  case TW_WEEKDAY:
  case TW_WEEKDAYS: w->weekday = (int16_t)acta_row_int(arg, NULL); break;
  case TW_UNIT:
  case TW_UNITS: w->unit = *arg; break;
  case TW_NUM:
  case TW_MULT:
  case TW_ORD:
  case TW_CLOCK: w->num = acta_row_int(arg, NULL); break;
  case TW_DIR:
  case TW_PAST: w->dir = (int16_t)acta_row_int(arg, NULL); break;
  case TW_DEICTIC:
    w->dir  = (int16_t)acta_row_int(arg, NULL);
    w->part = last != arg ? last : NULL;
    break;
  case TW_PART:
  case TW_SEASON:
  case TW_SEASONS: w->part = arg; break;
  default: break;
  }
}

// Reads one class of a row's value: "unit S", "ampm 12".
static void put_class(tw_word *w, const char *value, size_t n)
{
  const size_t name = strcspn(value, " |");
  const char  *arg  = value + name + (value[name] == ' ');
  for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); ++i) {
    if (strlen(classes[i].name) == name &&
        !memcmp(classes[i].name, value, name)) {
      w->is |= classes[i].is;
      put_arguments(w, classes[i].is, arg, last_argument(value, n));
      return;
    }
  }
  for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); ++i) {
    if (strlen(others[i].name) == name &&
        !memcmp(others[i].name, value, name)) {
      w->other = (uint16_t)others[i].other;
      w->part  = arg;
      w->dir   = (int16_t)acta_row_int(arg, NULL);
      w->num   = others[i].other == TW_TIMES || others[i].other == TW_DECADES
                   ? acta_row_int(arg, NULL)
                   : w->num;
      return;
    }
  }
}

static void classify(tw_word *w, acta_str form)
{
  const acta_row *r = acta_rows_find(all(), "word", form);
  if (!r) {
    return;
  }
  for (const char *v = r->value; *v;) {
    const size_t n = strcspn(v, "|");
    put_class(w, v, n);
    v += n + (v[n] == '|');
  }
}

bool tw_is_weekday(acta_str form)
{
  const acta_row *row = acta_rows_find(all(), "word", form);
  return row && acta_str_starts(acta_str_of(row->value), ACTA_STR("weekday "));
}

bool tw_is_future(acta_str form)
{
  return acta_rows_find(all(), "future", form) != NULL;
}

bool tw_is_numbered(acta_str form)
{
  return acta_rows_find(all(), "numbered", form) != NULL;
}

bool tw_is_ahead(acta_str form)
{
  return acta_rows_find(all(), "ahead", form) != NULL;
}

static bool is_digit(char c)
{
  return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (unsigned char)c >= 0x80;
}

// Bytes of a dash at `i`, so that "1939–45" is cut like "1939-45".
static size_t dash_at(acta_str s, size_t i)
{
  if (s.p[i] == '-') {
    return 1;
  }
  return s.n - i >= 3 && !memcmp(s.p + i, "\xE2\x80", 2) &&
             (unsigned char)s.p[i + 2] >= 0x90 &&
             (unsigned char)s.p[i + 2] <= 0x95
           ? 3
           : 0;
}

// "5,000" is one number, "1,2" and "2008,2009" are not.
static size_t number_end(acta_str s, size_t i)
{
  size_t from = i;
  while (i < s.n && is_digit(s.p[i])) {
    ++i;
  }
  while (i - from <= 3 && s.n - i >= 4 && s.p[i] == ',' &&
         is_digit(s.p[i + 1]) && is_digit(s.p[i + 2]) && is_digit(s.p[i + 3]) &&
         (s.n - i == 4 || !is_digit(s.p[i + 4]))) {
    from = i + 1;
    i += 4;
  }
  return i;
}

static size_t word_end(acta_str s, size_t i)
{
  while (i < s.n && is_letter(s.p[i]) && !dash_at(s, i) &&
         !(s.n - i >= 3 && !memcmp(s.p + i, "\xE2\x80\x99", 3))) {
    ++i;
  }
  return i;
}

// Reads the piece of a token at `i`; returns its end.
static size_t take(acta_str s, size_t i, tw_word *w)
{
  const size_t from = i;
  const size_t dash = dash_at(s, i);
  if (dash) {
    w->type = '-';
    return i + dash;
  }
  if (is_digit(s.p[i])) {
    w->type = '9';
    i       = number_end(s, i);
    for (size_t k = from; k < i; ++k) {
      w->num = w->num < MAX_NUMBER && s.p[k] != ','
                 ? w->num * 10 + (s.p[k] - '0')
                 : w->num;
    }
    // a comma makes it a quantity, no year
    w->digits = memchr(s.p + from, ',', i - from)
                  ? 9
                  : (uint16_t)(i - from < 9 ? i - from : 9);
    return i;
  }
  if (s.n - i >= 3 && !memcmp(s.p + i, "\xE2\x80\x99", 3)) {
    w->type = '\'';
    return i + 3;
  }
  if (is_letter(s.p[i])) {
    w->type = 'w';
    i       = word_end(s, i);
    classify(w, (acta_str){s.p + from, i - from});
    return i;
  }
  w->type = s.p[i];
  return i + 1;
}

typedef struct {
  tw_word *w;
  uint32_t n, cap;
} cutter;

static tw_word *add(acta_arena *a, cutter *c)
{
  void *p = c->w;
  if (!acta_arena_grow(a, &p, c->n, &c->cap, sizeof(*c->w))) {
    return NULL;
  }
  c->w = p;
  memset(c->w + c->n, 0, sizeof(*c->w));
  return c->w + c->n++;
}

static bool cut_token(acta_arena *a, cutter *c, const acta_document *doc,
                      uint32_t t)
{
  const acta_span at    = doc->tokens[t].span;
  const acta_str  s     = {doc->text.p + at.begin, at.end - at.begin};
  const bool      glued = t > 0 && doc->tokens[t - 1].span.end == at.begin;
  tw_word         whole = {0};
  classify(&whole, s);
  for (size_t i = 0; i < s.n;) {
    tw_word *w = add(a, c);
    if (!w) {
      return false;
    }
    const size_t from = i;
    if (whole.is || whole.other) { // "a.m.", "Sept.", "mid-": known as a whole
      *w      = whole;
      w->type = 'w';
      i       = s.n;
    } else {
      i = take(s, i, w);
    }
    w->token = t;
    w->begin = at.begin + (uint32_t)from;
    w->end   = at.begin + (uint32_t)i;
    w->glued = from ? true : glued;
  }
  return true;
}

tw_word *tw_cut(acta_arena *a, const acta_document *doc, uint32_t begin,
                uint32_t end, uint32_t *n)
{
  cutter c = {NULL, 0, 0};
  c.w      = acta_arena_alloc(a, end - begin + 1, sizeof(*c.w));
  c.cap    = end - begin + 1;
  if (!c.w) {
    return NULL;
  }
  for (uint32_t t = begin; t < end; ++t) {
    if (!cut_token(a, &c, doc, t)) {
      return NULL;
    }
  }
  *n = c.n;
  return c.w;
}

// Copies words [i, j) in lower case, one space apart where the text has white
// space, straight apostrophes; bytes, 0 if it does not fit.
static size_t spell(const acta_document *doc, const tw_word *words, uint32_t i,
                    uint32_t j, char out[MAX_PHRASE])
{
  size_t n = 0;
  for (uint32_t k = i; k < j; ++k) {
    if (k > i && !words[k].glued && n < MAX_PHRASE) {
      out[n++] = ' ';
    }
    for (uint32_t b = words[k].begin; b < words[k].end; ++b) {
      const bool curly =
        words[k].end - b >= 3 && !memcmp(doc->text.p + b, "\xE2\x80\x99", 3);
      if (n == MAX_PHRASE) {
        return 0;
      }
      out[n++] = curly ? '\'' : doc->text.p[b];
      b += curly ? 2 : 0;
    }
  }
  return n;
}

const acta_row *tw_phrase(const acta_document *doc, const tw_word *words,
                          uint32_t n_words, uint32_t i, uint32_t *n)
{
  const acta_row *best = NULL;
  char            buf[MAX_PHRASE];
  for (uint32_t j = i + 1; j <= n_words && j <= i + 6; ++j) {
    const size_t    len = spell(doc, words, i, j, buf);
    const acta_row *r =
      len ? acta_rows_find(all(), "phrase", (acta_str){buf, len}) : NULL;
    if (!len ||
        (!r && !acta_rows_continue(all(), "phrase", (acta_str){buf, len}))) {
      break;
    }
    if (r) {
      best = r;
      *n   = j - i;
    }
  }
  return best;
}
