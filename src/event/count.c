// SPDX-License-Identifier: MIT
#include "event/work.h"

static const char *const number_words[] = {
  "zero",     "one",      "two",      "three",   "four",    "five",
  "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
  "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
  "eighteen", "nineteen", "twenty",   "thirty",  "forty",   "fifty",
  "sixty",    "seventy",  "eighty",   "ninety"};
static const unsigned char number_values[] = {
  0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13,
  14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90};

static bool digits(acta_str s, uint64_t *out)
{
  uint64_t v = 0;
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] == ',' && i) {
      continue;
    }
    if (s.p[i] < '0' || s.p[i] > '9' || v > 1000000000u) {
      return false;
    }
    v = v * 10 + (uint64_t)(s.p[i] - '0');
  }
  *out = v;
  return s.n > 0;
}

static bool simple_number(acta_str s, uint64_t *out)
{
  for (size_t i = 0; i < sizeof number_values; ++i) {
    if (same_lemma(s, acta_str_of(number_words[i]))) {
      *out = number_values[i];
      return true;
    }
  }
  return digits(s, out);
}

// "12", "1,200", "three", "twenty-five".
static bool number(acta_str s, uint64_t *out)
{
  const char *hyphen = s.n ? memchr(s.p, '-', s.n) : NULL;
  uint64_t    tens, ones;
  if (!hyphen) {
    return simple_number(s, out);
  }
  const size_t n = (size_t)(hyphen - s.p);
  if (!simple_number((acta_str){s.p, n}, &tens) ||
      !simple_number((acta_str){hyphen + 1, s.n - n - 1}, &ones) || tens < 20 ||
      tens % 10 || ones > 9) {
    return false;
  }
  *out = tens + ones;
  return true;
}

// The token with the number of people a filler counts: its numeral, or itself
// ("killed 12", "12 people", "a dozen" stays open).
static uint32_t count_token(const work *w, uint32_t t, uint64_t *n)
{
  if (number(token_at(w, t)->form, n)) {
    return t;
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_NUMMOD && number(token_at(w, c)->form, n)) {
      return c;
    }
  }
  return ACTA_NO;
}

static acta_str decimal(work *w, uint64_t n)
{
  char   buf[24];
  size_t i = sizeof buf;
  do {
    buf[--i] = (char)('0' + n % 10);
    n /= 10;
  } while (n);
  acta_str s = {acta_arena_dup(w->arena, buf + i, sizeof buf - i),
                sizeof buf - i};
  w->nomem   = w->nomem || !s.p;
  return s;
}

static void add_literal(event *e, uint32_t role, uint32_t t, uint32_t begin,
                        uint32_t end, acta_str value)
{
  if (role == ACTA_NO || event_has(e, role) || e->n_fill == MAX_FILLERS ||
      !value.p) {
    return;
  }
  e->fill[e->n_fill++] = (filler){.role    = role,
                                  .token   = t,
                                  .rel     = ACTA_NO,
                                  .entity  = ACTA_NO,
                                  .begin   = begin,
                                  .end     = end,
                                  .literal = value};
}

static bool is_a(const work *w, uint32_t class, const char *name)
{
  const uint32_t c = acta_class_find(w->o, acta_str_of(name));
  return c != ACTA_NO && acta_class_is_a(w->o, class, c);
}

// Role that the people counted by that event have in a larger one.
static uint32_t count_role(const work *w, uint32_t class)
{
  if (is_a(w, class, "Death")) {
    return w->role.dead;
  }
  if (is_a(w, class, "Injury")) {
    return w->role.injured;
  }
  return is_a(w, class, "Arrest") ? w->role.arrested : ACTA_NO;
}

static bool takes_counts(const work *w, uint32_t class)
{
  return (is_a(w, class, "Conflict") || is_a(w, class, "Disaster")) &&
         !is_a(w, class, "Death");
}

// The event that the casualties belong to: the one above ("an attack that
// killed 12"), or the subject or circumstance ("12 died in the blast").
static event *event_of_counts(work *w, uint32_t t)
{
  uint32_t up = t;
  for (int i = 0; i < 4; ++i) {
    for (uint32_t c = w->node[up].first; c != ACTA_NO; c = w->node[c].next) {
      const uint32_t e = w->node[c].event;
      if (e != ACTA_NO && c != t && w->node[c].base != ACTA_DEP_CONJ &&
          !w->event[e].drop && takes_counts(w, w->event[e].class)) {
        return &w->event[e];
      }
    }
    up = parent_of(w, up);
    if (up == ACTA_NO) {
      return NULL;
    }
    const uint32_t e = w->node[up].event;
    if (e != ACTA_NO && !w->event[e].drop &&
        takes_counts(w, w->event[e].class)) {
      return &w->event[e];
    }
    if (w->node[up].base == ACTA_DEP_CCOMP ||
        w->node[up].base == ACTA_DEP_ROOT) {
      return NULL;
    }
  }
  return NULL;
}

// "three people and a child": the others of the list, as far as each counts.
static uint64_t count_others(const work *w, const event *e, uint32_t i)
{
  uint64_t sum = 0;
  for (uint32_t k = i + 1; k < e->n_fill; ++k) {
    const uint32_t t   = e->fill[k].token;
    const uint32_t det = w->node[t].det;
    uint64_t       n   = 0;
    if (e->fill[k].role != e->fill[i].role ||
        token_at(w, t)->upos != ACTA_NOUN || w->node[t].base != ACTA_DEP_CONJ ||
        parent_of(w, t) != e->fill[i].token) {
      continue;
    }
    if (count_token(w, t, &n) == ACTA_NO) {
      n = det != ACTA_NO && acta_str_is(lemma_of(w, det), "a") ? 1 : 0;
    }
    sum += n;
  }
  return sum;
}

static void count_people(work *w, event *e)
{
  const uint32_t role = count_role(w, e->class);
  if (role == ACTA_NO || e->stance != ACTA_ACTUAL) {
    return;
  }
  const uint32_t patient = acta_role_find(w->o, ACTA_STR("patient"));
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    uint64_t       n = 0;
    const filler   f = e->fill[i];
    const uint32_t c =
      f.role == patient ? count_token(w, f.token, &n) : ACTA_NO;
    if (c == ACTA_NO) {
      continue;
    }
    const acta_str value = decimal(w, n + count_others(w, e, i));
    event         *big   = event_of_counts(w, e->token);
    if (big) {
      add_literal(big, role, c, c, c + 1, value);
    }
    return;
  }
}

static bool is_currency(acta_str s)
{
  static const char *const signs[] = {
    "$",   "\xE2\x82\xAC", "\xC2\xA3", "\xC2\xA5", "dollar", "euro", "pound",
    "yen", "yuan",         "ruble",    "rouble",   "rupee",  "franc"};
  for (size_t i = 0; i < sizeof signs / sizeof *signs; ++i) {
    if (same_lemma(s, acta_str_of(signs[i]))) {
      return true;
    }
  }
  return s.n && s.p[s.n - 1] == '$';
}

static void widen(uint32_t *begin, uint32_t *end, uint32_t t)
{
  *begin = t < *begin ? t : *begin;
  *end   = t + 1 > *end ? t + 1 : *end;
}

// Are they so close that they can be parts of one amount?
static bool beside(uint32_t a, uint32_t b)
{
  return a + 4 >= b && a <= b + 4;
}

// Tokens of an amount of money headed by or standing at `t`.
static bool money_at(const work *w, uint32_t t, uint32_t *begin, uint32_t *end)
{
  bool currency = is_currency(lemma_of(w, t));
  bool figure   = token_at(w, t)->upos == ACTA_NUM;
  *begin        = t;
  *end          = t + 1;
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    if ((base != ACTA_DEP_NUMMOD && base != ACTA_DEP_COMPOUND) ||
        !beside(c, t)) {
      continue;
    }
    currency = currency || is_currency(lemma_of(w, c));
    figure   = figure || token_at(w, c)->upos == ACTA_NUM;
    widen(begin, end, c);
    for (uint32_t k = w->node[c].first; k != ACTA_NO; k = w->node[k].next) {
      if (token_at(w, k)->upos == ACTA_NUM && beside(k, t)) {
        widen(begin, end, k);
      }
    }
  }
  return currency && figure;
}

static void find_money(work *w, event *e)
{
  if (w->role.money == ACTA_NO || !takes_role(e, w->role.money)) {
    return;
  }
  uint32_t steps = 0;
  for (uint32_t c = w->node[e->pred].first; c != ACTA_NO && steps < MAX_ARGS;
       c          = w->node[c].next, ++steps) {
    uint32_t begin, end;
    if (!money_at(w, c, &begin, &end)) {
      continue;
    }
    const acta_span a = token_at(w, begin)->span;
    const acta_span b = token_at(w, end - 1)->span;
    for (uint32_t i = 0; i < e->n_fill; ++i) { // the amount is no thing sold
      if (e->fill[i].token == c && !e->fill[i].literal.n) {
        e->fill[i] = e->fill[--e->n_fill];
        break;
      }
    }
    add_literal(e, w->role.money, c, begin, end,
                (acta_str){w->doc->text.p + a.begin, b.end - a.begin});
    return;
  }
}

void find_counts(work *w)
{
  for (uint32_t i = 0; i < w->n_event && !w->nomem; ++i) {
    if (!w->event[i].drop) {
      count_people(w, &w->event[i]);
      find_money(w, &w->event[i]);
    }
  }
}
