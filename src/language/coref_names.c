// SPDX-License-Identifier: MIT
// Names that mean the same: equal ones, countries by any name, family names,
// short forms and acronyms.
#include "language/coref_impl.h"
#include "language/ud.h"

#include "base/hash.h"

// How many people of one family are looked at; an article has few.
enum { MAX_FAMILY = 16 };

// Seeds that keep keys of different kinds apart in one table.
enum {
  SEED_FAMILY   = 11,
  SEED_FIRST    = 12,
  SEED_INITIALS = 13,
  SEED_CORE     = 14,
  SEED_LAST     = 15
};

typedef struct {
  coref    *c;
  coref_map exact, family, initials, core;
  uint32_t *next; ///< Of a full name: the one before it in its family
} namer;

static bool is_name(const coref *c, uint32_t m)
{
  return c->doc->mentions[m].kind == ACTA_MENTION_NAME;
}

static acta_str token_key(const coref *c, uint32_t t,
                          char out[ACTA_NAME_KEY_MAX])
{
  return (acta_str){out, acta_name_key(c->doc->tokens[t].form, out)};
}

static uint64_t seeded(acta_str s, uint64_t seed)
{
  const uint64_t h = s.n ? acta_hash64(s.p, s.n, seed) : 0;
  return h ? h : s.n;
}

static uint64_t token_hash(const coref *c, uint32_t t, uint64_t seed)
{
  char key[ACTA_NAME_KEY_MAX];
  return seeded(token_key(c, t, key), seed);
}

// First and last word of a person's name that carry it: no "Jr.", no initials.
static void name_ends(const coref *c, uint32_t m, uint32_t *first,
                      uint32_t *last)
{
  const acta_mention *x = c->doc->mentions + m;
  *first                = x->begin;
  *last                 = x->end - 1;
  while (*last > *first && (coref_word(c, c->doc->tokens[*last].form, NULL) &
                            ACTA_WORD_PARTICLE)) {
    --*last;
  }
}

// "Kim Jong Un" before "Kim Il Sung": which of the two may "Kim" be?  One that
// was introduced before, then the one told of most, then the later one; else
// the next to be introduced.
static uint32_t pick_relative(const namer *w, uint32_t head, uint32_t m)
{
  const coref *c    = w->c;
  uint32_t     best = ACTA_NO;
  unsigned     seen = 0;
  for (uint32_t f = head; f != ACTA_NO && seen < MAX_FAMILY;
       f          = w->next[f], ++seen) {
    const uint32_t root = coref_root(c, f);
    if (!coref_compatible(c, root, m)) {
      continue;
    }
    const bool known = best != ACTA_NO && best < m;
    if (best == ACTA_NO || (root < m && !known) ||
        (root > m && !known && root < best) ||
        ((root < m) == known && c->chain[root].count > c->chain[best].count)) {
      best = root;
    }
  }
  return best;
}

static void add_family(namer *w, uint32_t m, uint64_t key)
{
  const uint32_t before = coref_map_get(&w->family, key);
  if (w->next[m] == ACTA_NO && before != m) {
    w->next[m] = before;
    coref_map_set(&w->family, key, m);
  }
}

// A full name is entered under its family name: the last word, and the first
// one too if that is a family name of those that stand first.
static void enter_person(namer *w, uint32_t m)
{
  uint32_t first = 0, last = 0;
  name_ends(w->c, m, &first, &last);
  if (first == last) {
    return;
  }
  const bool leads = (coref_word(w->c, w->c->doc->tokens[first].form, NULL) &
                      ACTA_WORD_FAMILY) != 0;
  add_family(w, m, token_hash(w->c, leads ? first : last, SEED_FAMILY));
  const uint64_t other =
    token_hash(w->c, leads ? last : first, leads ? SEED_FAMILY : SEED_FIRST);
  if (coref_map_get(&w->family, other) == ACTA_NO) {
    coref_map_set(&w->family, other, m);
  }
}

// "Smith" may be a man's first name; below "Ann Smith" it tells no gender.
static void forget_gender_of_family_names(namer *w)
{
  coref              *c     = w->c;
  const acta_mention *x     = c->doc->mentions;
  uint32_t            first = 0, last = 0;
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (is_name(c, m) && x[m].type == ACTA_ENT_PERSON) {
      name_ends(c, m, &first, &last);
      if (first < last) {
        coref_map_set(&w->family, token_hash(c, last, SEED_LAST), m);
      }
    }
  }
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (is_name(c, m) && x[m].end - x[m].begin == 1 && !c->info[m].titled &&
        coref_map_get(&w->family, token_hash(c, x[m].begin, SEED_LAST)) !=
          ACTA_NO) {
      c->info[m].gender = c->chain[m].gender = ACTA_GENDER_UNKNOWN;
    }
  }
}

// "Suu Kyi": the only person whose longer name ends so.
static void join_ending(namer *w, uint32_t m, uint64_t family)
{
  uint32_t found = ACTA_NO;
  unsigned seen  = 0;
  for (uint32_t f                           = coref_map_get(&w->family, family);
       f != ACTA_NO && seen < MAX_FAMILY; f = w->next[f], ++seen) {
    if (!coref_ends_name(w->c, f, m)) {
      continue;
    }
    if (found != ACTA_NO && coref_root(w->c, found) != coref_root(w->c, f)) {
      return;
    }
    found = f;
  }
  if (found != ACTA_NO && coref_compatible(w->c, found, m)) {
    coref_join(w->c, found, m);
  }
}

static void join_person(namer *w, uint32_t m)
{
  uint32_t first = 0, last = 0;
  name_ends(w->c, m, &first, &last);
  if (first != last) {
    join_ending(w, m, token_hash(w->c, last, SEED_FAMILY));
    return;
  }
  uint32_t head =
    coref_map_get(&w->family, token_hash(w->c, first, SEED_FAMILY));
  if (head == ACTA_NO) {
    head = coref_map_get(&w->family, token_hash(w->c, first, SEED_FIRST));
  }
  const uint32_t to = head == ACTA_NO ? ACTA_NO : pick_relative(w, head, m);
  if (to != ACTA_NO) {
    coref_join(w->c, to, m);
  }
}

// Initials of a name of several words: "World Health Organization" -> "who".
static uint64_t initials_of(const coref *c, uint32_t m)
{
  char                out[16];
  size_t              n = 0;
  const acta_mention *x = c->doc->mentions + m;
  for (uint32_t i = x->begin; i < x->end && n < sizeof out; ++i) {
    const char ch = c->doc->tokens[i].form.p[0];
    if (ch >= 'A' && ch <= 'Z') {
      out[n++] = (char)(ch | 32);
    }
  }
  return n >= 2 ? seeded((acta_str){out, n}, SEED_INITIALS) : 0;
}

static bool is_acronym(const coref *c, uint32_t m)
{
  const acta_str s =
    coref_text(c, c->doc->mentions[m].begin, c->doc->mentions[m].end);
  size_t capitals = 0;
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] >= 'A' && s.p[i] <= 'Z') {
      ++capitals;
    } else if (s.p[i] != '.') {
      return false;
    }
  }
  return capitals >= 2 && capitals <= 8;
}

// "Boeing Co." without what says that it is a company; 0 if nothing changes.
static uint64_t core_of(const coref *c, uint32_t m)
{
  const acta_mention *x   = c->doc->mentions + m;
  uint32_t            end = x->end;
  while (
    end > x->begin + 1 &&
    ((coref_word(c, c->doc->tokens[end - 1].form, NULL) & ACTA_WORD_COMPANY) ||
     c->doc->tokens[end - 1].upos == ACTA_PUNCT)) {
    --end;
  }
  return coref_key(coref_text(c, x->begin, end));
}

static void join_to(namer *w, coref_map *map, uint64_t key, uint32_t m)
{
  const uint32_t before = coref_map_get(map, key);
  if (before == ACTA_NO) {
    coref_map_set(map, key, m);
  } else if (coref_compatible(w->c, before, m)) {
    coref_join(w->c, before, m);
  }
}

static void join_organisation(namer *w, uint32_t m)
{
  join_to(w, &w->core, core_of(w->c, m), m);
  if (is_acronym(w->c, m)) {
    char           key[ACTA_NAME_KEY_MAX];
    const acta_str text = coref_text(w->c, w->c->doc->mentions[m].begin,
                                     w->c->doc->mentions[m].end);
    const acta_str name = {key, acta_name_key(text, key)};
    join_to(w, &w->initials, seeded(name, SEED_INITIALS), m);
  } else {
    join_to(w, &w->initials, initials_of(w->c, m), m);
  }
}

// All that a name can be joined by at once: equal names, countries.
static void join_equal(namer *w, uint32_t m)
{
  coref         *c     = w->c;
  const uint32_t entry = c->info[m].entry;
  if (entry != ACTA_NO) {
    join_to(w, &w->exact,
            seeded((acta_str){(const char *)&entry, sizeof entry}, 2), m);
  } else if (!c->info[m].demonym) {
    const bool person = c->doc->mentions[m].type == ACTA_ENT_PERSON;
    join_to(w, &w->exact, c->info[m].key ^ (person ? 1U : 0U), m);
  }
}

// A single word that is elsewhere the family name of a person is one too,
// unless a gazetteer knows it as a place.
static void retype(namer *w, uint32_t m)
{
  coref        *c = w->c;
  acta_mention *x = c->doc->mentions + m;
  if (x->end - x->begin != 1 || x->type == ACTA_ENT_PERSON ||
      x->type == ACTA_ENT_GPE || coref_root(c, m) != m ||
      c->chain[m].count > 1) {
    return;
  }
  const uint32_t f =
    coref_map_get(&w->family, token_hash(c, x->begin, SEED_FAMILY));
  if (f != ACTA_NO) {
    x->type = ACTA_ENT_PERSON;
  }
}

// Does the name's first word say nothing by itself: no place, no people?
static bool is_own_word(const coref *c, uint32_t t)
{
  enum { SHORTEST = 4 };
  const acta_str form  = c->doc->tokens[t].form;
  size_t         n     = 0;
  const bool     known = c->o && acta_names_find(c->o, form, &n) && n > 0;
  return !known && form.n >= SHORTEST && form.p[0] >= 'A' && form.p[0] <= 'Z' &&
         c->doc->tokens[t].upos == ACTA_PROPN && !coref_word(c, form, NULL);
}

// Key of what an organisation may be called for short, or 0: "Boeing" for
// "Boeing Co.", "Lundgren" for "Lundgren Shipping".
static uint64_t short_form(const coref *c, uint32_t m)
{
  const acta_mention *x    = c->doc->mentions + m;
  const uint64_t      core = core_of(c, m);
  if (core != c->info[m].key) {
    return core;
  }
  return x->end - x->begin > 1 && is_own_word(c, x->begin)
           ? coref_key(c->doc->tokens[x->begin].form)
           : 0;
}

// "Norvik said it had sold", "carmaker Norvik": no person.
static bool is_told_as_firm(const coref *c, uint32_t m)
{
  const acta_token *t    = c->doc->tokens;
  const uint32_t    head = c->doc->mentions[m].head;
  const uint32_t    from = c->doc->mentions[m].begin;
  if (from > c->doc->sentences[t[head].sentence].begin) {
    const uint32_t bits = coref_word(c, coref_lemma(c, from - 1), NULL);
    if ((bits & ACTA_WORD_ORG) && !(bits & ACTA_WORD_PERSON) &&
        t[from - 1].upos != ACTA_PUNCT) {
      return true;
    }
  }
  if (acta_dep_base(t[head].deprel) != ACTA_DEP_NSUBJ) {
    return false;
  }
  const uint32_t said = coref_child_by(c, t[head].head, ACTA_DEP_CCOMP);
  const uint32_t it =
    said == ACTA_NO ? ACTA_NO : coref_child_by(c, said, ACTA_DEP_NSUBJ);
  return it != ACTA_NO && head < said && t[said].upos == ACTA_VERB &&
         acta_str_is(coref_lemma(c, it), "it");
}

static bool may_be_firm(const namer *w, uint32_t m)
{
  const coref        *c = w->c;
  const acta_mention *x = c->doc->mentions + m;
  return is_name(c, m) && x->end - x->begin == 1 && x->type != ACTA_ENT_GPE &&
         c->info[m].entry == ACTA_NO &&
         coref_map_get(&w->family, token_hash(c, x->begin, SEED_LAST)) ==
           ACTA_NO;
}

// "Norvik" is no person in a text about "Norvik Semiconductors".
static void retype_firms(namer *w)
{
  coref        *c   = w->c;
  acta_mention *all = c->doc->mentions;
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (is_name(c, m) && all[m].type == ACTA_ENT_ORG) {
      coref_map_set(&w->core, short_form(c, m), m);
    } else if (may_be_firm(w, m) && all[m].type == ACTA_ENT_PERSON &&
               is_told_as_firm(c, m)) {
      coref_map_set(&w->core, c->info[m].key, m);
    }
  }
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (may_be_firm(w, m) &&
        coref_map_get(&w->core, c->info[m].key) != ACTA_NO) {
      all[m].type       = ACTA_ENT_ORG;
      c->info[m].gender = c->chain[m].gender = ACTA_GENDER_UNKNOWN;
    }
  }
}

bool coref_join_names(coref *c)
{
  namer          w = {.c = c};
  const uint32_t n = c->doc->n_mentions;
  acta_arena    *a = c->doc->arena;
  w.next           = acta_arena_alloc(a, (size_t)n + 1, sizeof *w.next);
  if (!w.next || !coref_map_init(&w.exact, a, n) ||
      !coref_map_init(&w.family, a, 3 * n) ||
      !coref_map_init(&w.initials, a, n) || !coref_map_init(&w.core, a, n)) {
    return false;
  }
  memset(w.next, 0xFF, ((size_t)n + 1) * sizeof *w.next);
  forget_gender_of_family_names(&w);
  retype_firms(&w);
  for (uint32_t m = 0; m < n; ++m) {
    if (is_name(c, m)) {
      join_equal(&w, m);
    }
    if (is_name(c, m) && c->doc->mentions[m].type == ACTA_ENT_ORG) {
      join_organisation(&w, m);
    }
  }
  // full names first, so that a headline's "Kim" finds the one below
  for (uint32_t m = 0; m < n; ++m) {
    if (is_name(c, m) && c->doc->mentions[m].type == ACTA_ENT_PERSON &&
        coref_root(c, m) == m) {
      enter_person(&w, m);
    }
  }
  for (uint32_t m = 0; m < n; ++m) {
    if (is_name(c, m)) {
      retype(&w, m);
    }
    if (is_name(c, m) && c->doc->mentions[m].type == ACTA_ENT_PERSON) {
      join_person(&w, m);
    }
  }
  return true;
}
