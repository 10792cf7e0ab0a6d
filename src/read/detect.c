// SPDX-License-Identifier: MIT
#include "read/detect.h"
#include "base/rows.h"
#include "base/utf8.h"

enum {
  MAX_LANGUAGES = 40,
  MAX_WORDS     = 600, // read no further
  MIN_LETTERS   = 30,  // for a judgement by script
  MIN_WORDS     = 16,  // for one by words
  MIN_DISTINCT  = 6,   // function words of the other language
};

static const acta_row rows[] = {
#include "languages.inc"
};

// Scripts that are not Latin, and the language most news in them is in.
static const struct {
  uint32_t    from, to;
  const char *language;
} scripts[] = {
  {0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"}, {0x0530, 0x058F, "hy"},
  {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"}, {0x0900, 0x097F, "hi"},
  {0x0980, 0x09FF, "bn"}, {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"},
  {0x0E00, 0x0E7F, "th"}, {0x10A0, 0x10FF, "ka"}, {0x1200, 0x137F, "am"},
  {0x3040, 0x30FF, "ja"}, {0x3400, 0x9FFF, "zh"}, {0xAC00, 0xD7AF, "ko"},
};
enum { N_SCRIPTS = sizeof(scripts) / sizeof(scripts[0]) };

typedef struct {
  struct {
    char     code[8];
    unsigned hits;
    uint64_t seen; // which words, by bits that may collide
  } language[MAX_LANGUAGES];
  unsigned n, english, words;
  unsigned latin, other, script[N_SCRIPTS]; // letters
} counts;

static void count_letter(counts *c, uint32_t cp)
{
  if (cp < 0x250) {
    ++c->latin;
    return;
  }
  ++c->other;
  for (size_t i = 0; i < N_SCRIPTS; ++i) {
    c->script[i] += cp >= scripts[i].from && cp <= scripts[i].to;
  }
}

static void count_language(counts *c, acta_str code, uint64_t bit)
{
  if (acta_str_is(code, "en")) {
    ++c->english;
    return;
  }
  unsigned i = 0;
  while (i < c->n && !acta_str_is(code, c->language[i].code)) {
    ++i;
  }
  if (i == c->n && (c->n == MAX_LANGUAGES || code.n >= 8)) {
    return;
  }
  if (i == c->n) {
    memcpy(c->language[i].code, code.p, code.n);
    c->language[i].code[code.n] = '\0';
    c->language[i].hits         = 0;
    c->language[i].seen         = 0;
    ++c->n;
  }
  ++c->language[i].hits;
  c->language[i].seen |= bit;
}

static unsigned count_bits(uint64_t x)
{
  unsigned n = 0;
  for (; x; x &= x - 1) {
    ++n;
  }
  return n;
}

static void count_word(counts *c, acta_str word)
{
  const acta_rows all = {rows, sizeof(rows) / sizeof(rows[0])};
  const acta_row *r   = acta_rows_find(all, "word", word);
  ++c->words;
  for (const char *p = r ? r->value : ""; *p;) {
    const size_t n = strcspn(p, " ");
    count_language(c, (acta_str){p, n}, (uint64_t)1 << (r - rows) % 64);
    p += n + (p[n] == ' ');
  }
}

static void count(counts *c, acta_str text)
{
  size_t from = 0;
  bool   in   = false;
  for (size_t i = 0; i < text.n && c->words < MAX_WORDS;) {
    const size_t   at     = i;
    const uint32_t cp     = acta_utf8_next(text, &i);
    const bool     letter = acta_cp_is_alpha(cp);
    if (letter) {
      count_letter(c, cp);
    }
    if (letter && !in) {
      from = at;
    } else if (!letter && in) {
      count_word(c, (acta_str){text.p + from, at - from});
    }
    in = letter;
  }
}

const char *acta_language_detect(acta_str text)
{
  static const counts zero;
  counts              c = zero;
  count(&c, text);
  if (c.other > MIN_LETTERS && c.other > 2 * c.latin) {
    unsigned best = 0;
    for (unsigned i = 1; i < N_SCRIPTS; ++i) {
      best = c.script[i] > c.script[best] ? i : best;
    }
    // Japanese is written with as many Chinese characters as with its own
    best = c.script[12] * 8 > c.script[13] && c.script[12] ? 12 : best;
    return c.script[best] ? scripts[best].language : "und";
  }
  unsigned best = 0;
  for (unsigned i = 1; i < c.n; ++i) {
    best = c.language[i].hits > c.language[best].hits ? i : best;
  }
  const unsigned hits = c.n ? c.language[best].hits : 0;
  // names like "de la Cruz" repeat two or three of them
  if (c.words < MIN_WORDS || hits * 8 < c.words || hits < 2 * c.english ||
      count_bits(c.language[best].seen) < MIN_DISTINCT) {
    return "en";
  }
  const acta_rows all = {rows, sizeof(rows) / sizeof(rows[0])};
  for (size_t i = 0; i < all.n; ++i) { // a name that outlives this call
    if (!strcmp(rows[i].value, c.language[best].code)) {
      return rows[i].value;
    }
  }
  return "und";
}
