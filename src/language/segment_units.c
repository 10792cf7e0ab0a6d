// SPDX-License-Identifier: MIT
#include "language/segment_impl.h"

#include "base/hash.h"
#include "base/rows.h"
#include "base/utf8.h"
#include "language/word.h"

enum { AT_SIGN = 1, SLASHES = 2, WWW = 4, MARGIN = 3 };

static const acta_row abbreviations[] = {
#include "abbreviations-en.inc"
};

static unsigned class_of(uint32_t cp)
{
  if (acta_cp_is_space(cp) || cp == 0x200B || cp < 0x20) {
    return ACTA_UNIT_NONE;
  }
  if (acta_cp_is_alpha(cp)) {
    return ACTA_UNIT_LOWER;
  }
  return acta_cp_is_digit(cp) ? ACTA_UNIT_DIGITS : ACTA_UNIT_MARK;
}

// Marks that are taken together when repeated: "...", "--", "!!!".
static bool repeats(uint32_t cp)
{
  return cp < 128 && cp && strchr(".-!?*=_~#$+", (int)cp);
}

// Only what is told of a word with a capital, or of one without, is looked up.
static uint8_t listed_as(acta_str folded, bool capital)
{
  static const struct {
    const char *kind;
    uint8_t     bit;
    bool        capital;
  } kinds[]           = {{"name", ACTA_UNIT_BEFORE_NAME, true},
                         {"number", ACTA_UNIT_BEFORE_NUMBER, true},
                         {"firm", ACTA_UNIT_FIRM, true},
                         {"begin", ACTA_UNIT_BEGINS, true},
                         {"versus", ACTA_UNIT_BETWEEN_NAMES, false},
                         {"hour", ACTA_UNIT_AFTER_HOUR, false}};
  const acta_rows all = {abbreviations,
                         sizeof(abbreviations) / sizeof(abbreviations[0])};
  uint8_t         is  = 0;
  for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
    if ((capital || !kinds[k].capital) &&
        acta_rows_find(all, kinds[k].kind, folded)) {
      is |= kinds[k].bit;
    }
  }
  return is;
}

static uint32_t folded_hash(const char *folded, size_t n)
{
  const uint64_t h = acta_hash64(folded, n, 0);
  return (uint32_t)(h ^ h >> 32);
}

static void describe(acta_unit *u, acta_str text, unsigned class)
{
  const acta_str s = {text.p + u->begin, u->end - u->begin};
  char           folded[ACTA_WORD_BYTES + 4];
  const size_t   n     = acta_word_fold(s, folded);
  uint32_t       upper = 0, chars = 0;
  for (size_t i = 0; i < s.n; ++chars) {
    upper += acta_cp_is_upper(acta_utf8_next(s, &i));
  }
  size_t     first = 0;
  const bool title = acta_cp_is_upper(acta_utf8_next(s, &first));
  u->hash          = folded_hash(folded, n);
  u->size          = (uint8_t)(chars < 255 ? chars : 255);
  u->kind          = (uint8_t) class;
  if (class == ACTA_UNIT_LOWER && title) {
    u->kind = (uint8_t)(chars == 1       ? ACTA_UNIT_CAPITAL
                        : upper == chars ? ACTA_UNIT_CAPS
                                         : ACTA_UNIT_TITLE);
  }
  u->is =
    class == ACTA_UNIT_LOWER ? listed_as((acta_str){folded, n}, title) : 0;
}

// Reads white space at `*at`; returns what kind of gap it makes.
static uint8_t read_gap(acta_str text, uint32_t end, size_t *at)
{
  uint8_t  gap   = ACTA_GAP_NONE;
  unsigned lines = 0;
  while (*at < end) {
    size_t         next = *at;
    const uint32_t cp   = acta_utf8_next(text, &next);
    if (class_of(cp) != ACTA_UNIT_NONE) {
      break;
    }
    lines += cp == '\n' || cp == 0x2028 || cp == 0x2029;
    gap = ACTA_GAP_SPACE;
    *at = next;
  }
  if (lines) {
    gap = lines > 1 ? ACTA_GAP_PARAGRAPH : ACTA_GAP_LINE;
  }
  return gap;
}

static uint32_t read_unit(acta_str text, uint32_t end, size_t at,
                          unsigned *class)
{
  const uint32_t first = acta_utf8_next(text, &at);
  *class               = class_of(first);
  while (at < end) {
    size_t         next = at;
    const uint32_t cp   = acta_utf8_next(text, &next);
    const bool     same = *class == ACTA_UNIT_MARK ? cp == first && repeats(cp)
                                                   : class_of(cp) == *class;
    if (!same) {
      break;
    }
    at = next;
  }
  return (uint32_t)at;
}

acta_status acta_units_cut(acta_str text, acta_span span, acta_arena *arena,
                           acta_units *out)
{
  // count first, so that the array has its size from the beginning
  uint32_t n       = 0;
  unsigned class   = 0;
  acta_unit *units = NULL;
  for (unsigned pass = 0; pass < 2; ++pass) {
    n         = 0;
    size_t at = span.begin;
    for (;;) {
      const uint8_t gap = read_gap(text, span.end, &at);
      if (at >= span.end) {
        break;
      }
      const uint32_t end = read_unit(text, span.end, at, &class);
      if (pass) {
        units[MARGIN + n] = (acta_unit){(uint32_t)at, end, 0, 0, gap, 0, 0};
        describe(units + MARGIN + n, text, class);
      }
      ++n;
      at = end;
    }
    if (!pass) {
      units =
        acta_arena_alloc(arena, (size_t)n + (size_t)2 * MARGIN, sizeof(*units));
      if (!units) {
        return ACTA_E_NOMEM;
      }
    }
  }
  *out = (acta_units){units + MARGIN, n};
  return ACTA_OK;
}

static bool unit_is(const acta_unit *u, const char *folded)
{
  return u->hash == folded_hash(folded, strlen(folded));
}

static bool has_capital(const acta_unit *u)
{
  return u->kind == ACTA_UNIT_TITLE || u->kind == ACTA_UNIT_CAPITAL ||
         u->kind == ACTA_UNIT_CAPS;
}

// Does an abbreviation lead from `l` to `r`: "Gov. Lee", "Jan. 27", "Roe Inc.
// Friday", "Roe v. Wade"?
static bool abbreviation_goes_on(const acta_unit *l, const acta_unit *r)
{
  if (l->kind == ACTA_UNIT_TITLE) {
    return ((l->is & ACTA_UNIT_BEFORE_NAME) && has_capital(r)) ||
           ((l->is & ACTA_UNIT_BEFORE_NUMBER) && r->kind == ACTA_UNIT_DIGITS) ||
           ((l->is & ACTA_UNIT_FIRM) && (r->is & ACTA_UNIT_AFTER_HOUR) &&
            r->kind == ACTA_UNIT_TITLE);
  }
  return l->kind == ACTA_UNIT_LOWER && (l->is & ACTA_UNIT_BETWEEN_NAMES) &&
         has_capital(r);
}

// "9 p.m. Saturday", "9 p.m. EST"
static bool hour_goes_on(const acta_unit *stop)
{
  return unit_is(stop - 1, "m") && unit_is(stop - 2, ".") &&
         (unit_is(stop - 3, "a") || unit_is(stop - 3, "p")) &&
         (stop[1].is & ACTA_UNIT_AFTER_HOUR);
}

// "J. K. Roe", "J.K. Roe", "the U.S. Army", but not "the U.S. The law"
static bool initials_go_on(const acta_unit *stop)
{
  const acta_unit *last = stop - 1, *r = stop + 1;
  if (last->kind != ACTA_UNIT_CAPITAL) {
    return false;
  }
  if (r->kind == ACTA_UNIT_CAPITAL) {
    return unit_is(r + 1, ".") && r[1].gap == ACTA_GAP_NONE;
  }
  const bool two = unit_is(stop - 2, ".") && stop[-3].kind == ACTA_UNIT_CAPITAL;
  return two && has_capital(r) &&
         (last->gap == ACTA_GAP_SPACE || !(r->is & ACTA_UNIT_BEGINS));
}

// Does the sentence go on behind the full stop of an abbreviation?
static bool goes_on(const acta_unit *stop)
{
  const acta_unit *r = stop + 1;
  return unit_is(stop, ".") && stop->gap == ACTA_GAP_NONE &&
         (r->gap == ACTA_GAP_SPACE || r->gap == ACTA_GAP_LINE) &&
         (abbreviation_goes_on(stop - 1, r) || hour_goes_on(stop) ||
          initials_go_on(stop));
}

static bool is_initial_in_name(const acta_unit *stop)
{
  const acta_unit *r = stop + 1;
  return unit_is(stop, ".") && stop->gap == ACTA_GAP_NONE &&
         stop[-1].kind == ACTA_UNIT_CAPITAL && !unit_is(stop - 1, "i") &&
         stop[-1].gap == ACTA_GAP_SPACE && stop[-2].kind == ACTA_UNIT_TITLE &&
         r->kind == ACTA_UNIT_TITLE && r->gap == ACTA_GAP_SPACE &&
         !(r->is & ACTA_UNIT_BEGINS);
}

// "1.5 Danish crowns"
static bool is_decimal(const acta_unit *l)
{
  return l->kind == ACTA_UNIT_DIGITS && l->gap == ACTA_GAP_NONE &&
         unit_is(l - 1, ".") && l[-1].gap == ACTA_GAP_NONE &&
         l[-2].kind == ACTA_UNIT_DIGITS && l[-2].gap == ACTA_GAP_SPACE &&
         l[-3].kind == ACTA_UNIT_LOWER && l[1].gap == ACTA_GAP_SPACE &&
         l[1].kind != ACTA_UNIT_MARK;
}

bool acta_border_within(const acta_units *u, uint32_t i)
{
  const acta_unit *l = u->units + i;
  return i + 1 < u->n && (is_initial_in_name(l) || is_decimal(l));
}

int acta_border_forced(const acta_units *u, uint32_t i)
{
  const acta_unit *l = u->units + i, *r = l + 1;
  if (r->gap == ACTA_GAP_PARAGRAPH || i + 1 == u->n) {
    return ACTA_BORDER_END;
  }
  if (r->gap == ACTA_GAP_SPACE && l->kind != ACTA_UNIT_MARK &&
      r->kind == ACTA_UNIT_LOWER) {
    return ACTA_BORDER_PART;
  }
  if (goes_on(r)) {
    return ACTA_BORDER_JOIN;
  }
  if (goes_on(l)) {
    return ACTA_BORDER_PART;
  }
  return -1;
}

static uint64_t look(const acta_unit *u)
{
  return u->kind * 16U + u->gap * 4U + (u->size < 3 ? u->size : 3U);
}

static uint64_t exact(const acta_unit *u)
{
  return acta_feature(u->hash, u->kind == ACTA_UNIT_MARK ? 0 : u->kind);
}

static uint64_t grade(uint32_t n)
{
  return n < 3 ? n : n < 6 ? 3 : n < 12 ? 4 : n < 30 ? 5 : 6;
}

size_t acta_border_features(const acta_units *u, uint32_t i,
                            const acta_border_state *s,
                            uint64_t                 keys[ACTA_BORDER_FEATURES])
{
  const acta_unit *l = u->units + i, *r = l + 1;
  const acta_unit *l2 = l - 1, *l3 = l - 2, *r2 = l + 2, *r3 = l + 3;
  const uint64_t   gap = r->gap;
  const uint64_t   x = exact(l), y = exact(r);
  const uint64_t   a = look(l), b = look(r), a2 = look(l2), b2 = look(r2);
  const uint64_t   ab = acta_feature(a, b);
  size_t           n  = 0;
  uint64_t         v[ACTA_BORDER_FEATURES];
  v[n++] = 0;
  v[n++] = x;
  v[n++] = y;
  v[n++] = acta_feature(x, y);
  v[n++] = acta_feature(x, b);
  v[n++] = acta_feature(a, y);
  v[n++] = ab;
  v[n++] = acta_feature(ab, a2);
  v[n++] = acta_feature(ab, b2);
  v[n++] = acta_feature(acta_feature(ab, a2), b2);
  v[n++] = acta_feature(acta_feature(acta_feature(ab, a2), look(l3)), b2);
  v[n++] = acta_feature(acta_feature(acta_feature(ab, a2), look(r3)), b2);
  v[n++] = acta_feature(l2->hash, x);
  v[n++] = acta_feature(acta_feature(l2->hash, x), b);
  v[n++] = acta_feature(acta_feature(l2->hash, x), y);
  v[n++] = acta_feature(acta_feature(l3->hash, l2->hash), x);
  v[n++] = acta_feature(y, r2->hash);
  v[n++] = acta_feature(acta_feature(x, y), r2->hash);
  v[n++] = acta_feature(acta_feature(x, y), b2);
  v[n++] = acta_feature(acta_feature(x, y), a2);
  v[n++] = acta_feature(acta_feature(a2, x), b);
  v[n++] = acta_feature(acta_feature(acta_feature(a2, x), y), b2);
  v[n++] = acta_feature(grade(s->tokens), ab);
  v[n++] = acta_feature(grade(s->tokens), x);
  v[n++] = acta_feature(acta_feature(s->quotes % 2, x), b);
  v[n++] = acta_feature(acta_feature(s->quotes % 2, x), y);
  v[n++] = acta_feature(s->brackets, ab);
  v[n++] = acta_feature(acta_feature(s->chunk, a), y);
  v[n++] = acta_feature(acta_feature(s->chunk, x), b);
  v[n++] = acta_feature(acta_feature(l2->hash, b), a);
  v[n++] = acta_feature(acta_feature(l3->hash, l2->kind), ab);
  v[n++] = acta_feature(acta_feature(l->size, r->size), ab);
  for (size_t k = 0; k < n; ++k) {
    keys[k] = acta_feature(acta_feature(k + 500, v[k]), gap);
  }
  return n;
}

void acta_border_step(acta_border_state *s, const acta_units *u, uint32_t i,
                      unsigned class)
{
  static const struct {
    const char *text;
    uint8_t     bit;
  } marks[]          = {{"@", AT_SIGN}, {"/", SLASHES}, {"www", WWW}};
  const acta_unit *l = u->units + i;
  for (size_t k = 0; k < sizeof(marks) / sizeof(marks[0]); ++k) {
    if (unit_is(l, marks[k].text)) {
      s->chunk |= marks[k].bit;
    }
  }
  s->quotes += unit_is(l, "\"");
  if (unit_is(l, "(")) {
    s->brackets = 1;
  } else if (unit_is(l, ")")) {
    s->brackets = 0;
  }
  if (l[1].gap != ACTA_GAP_NONE) {
    s->chunk = 0;
  }
  s->tokens += class == ACTA_BORDER_PART;
  if (class == ACTA_BORDER_END) {
    s->tokens   = 0;
    s->brackets = 0;
  }
}
