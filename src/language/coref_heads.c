// SPDX-License-Identifier: MIT
// Nominals with the same head, and groups of two that their sentence tells of.
#include "language/coref_impl.h"
#include "language/ud.h"

#include "base/hash.h"

enum { FAR = 12, NEAR = 3, MAX_WORDS = 12 };

static const acta_token *token(const coref *c, uint32_t t)
{
  return c->doc->tokens + t;
}

// Is every modifier of `m` one of `before` too?  "the train" <- "armored
// train", but not "the Thursday meeting" <- "the Monday meeting".
static bool modifiers_agree(const coref *c, uint32_t before, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + before;
  const acta_mention *y = c->doc->mentions + m;
  if (x->end - x->begin > MAX_WORDS || y->end - y->begin > MAX_WORDS) {
    return false;
  }
  for (uint32_t i = y->begin; i < y->end; ++i) {
    bool found = i == y->head || token(c, i)->upos == ACTA_PUNCT;
    for (uint32_t k = x->begin; k < x->end && !found; ++k) {
      found = acta_str_eq(coref_lemma(c, i), coref_lemma(c, k));
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

// The possessor of a nominal, or ACTA_NO.
static uint32_t owner(const coref *c, uint32_t m)
{
  const uint32_t t =
    coref_child_by(c, c->doc->mentions[m].head, ACTA_DEP_NMOD_POSS);
  return t == ACTA_NO ? ACTA_NO : token(c, t)->mention;
}

static bool same_owner(const coref *c, uint32_t a, uint32_t b)
{
  const uint32_t x = owner(c, a), y = owner(c, b);
  return x == ACTA_NO || y == ACTA_NO || coref_root(c, x) == coref_root(c, y);
}

static void join_head(coref *c, coref_map *last, uint32_t m)
{
  const coref_info *i      = c->info + m;
  const uint64_t    key    = i->key ^ (i->plural ? 3U : 0U);
  const uint32_t    before = coref_map_get(last, key);
  coref_map_set(last, key, m);
  if (before != ACTA_NO && i->definite && coref_root(c, m) == m &&
      i->sentence - c->info[before].sentence <= FAR &&
      coref_compatible(c, before, m) && same_owner(c, before, m) &&
      modifiers_agree(c, before, m)) {
    coref_join(c, before, m);
  }
}

// "an analyst at Kestrel": where somebody works who is not of the firm that the
// text is about.
static bool is_workplace(const coref *c, uint32_t m)
{
  const uint32_t head = c->doc->mentions[m].head;
  const uint32_t at   = coref_child_by(c, head, ACTA_DEP_CASE);
  const uint32_t up   = token(c, head)->head;
  return acta_dep_base(token(c, head)->deprel) == ACTA_DEP_NMOD &&
         at != ACTA_NO && acta_str_is(coref_lemma(c, at), "at") &&
         (coref_word(c, coref_lemma(c, up), NULL) & ACTA_WORD_PERSON);
}

// "OSLO (AP) - ": who sent the news, not who is in it.
static bool is_in_brackets(const coref *c, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + m;
  return x->begin > 0 && x->end < c->doc->n_tokens &&
         acta_str_is(token(c, x->begin - 1)->form, "(") &&
         acta_str_is(token(c, x->end)->form, ")");
}

// "the company" after "Boeing": the organisation told of last, if it is near
// and no other competes in its sentence.
static void join_to_name(coref *c, const uint32_t *recent, uint32_t n,
                         uint32_t m)
{
  const coref_info *i    = c->info + m;
  uint32_t          best = ACTA_NO;
  if (!i->definite || coref_root(c, m) != m || c->chain[m].count > 1 ||
      c->doc->mentions[m].end - c->doc->mentions[m].begin > 1 ||
      owner(c, m) != ACTA_NO) {
    return;
  }
  for (uint32_t k = n; k-- > 0;) {
    const uint32_t r = recent[k];
    if (i->sentence - c->info[r].sentence > 2) {
      break;
    }
    if (best != ACTA_NO && coref_root(c, r) != coref_root(c, best)) {
      if (c->info[r].sentence < c->info[best].sentence) {
        break;
      }
      if (c->info[r].subject == c->info[best].subject) {
        return;
      }
      best = c->info[r].subject ? r : best;
    } else {
      best = r;
    }
  }
  if (best != ACTA_NO && coref_compatible(c, best, m)) {
    coref_join(c, best, m);
  }
}

// A plain word for the type of thing: only these stand for a name.
static bool stands_for(const coref *c, uint32_t m, acta_entity_type type)
{
  const acta_str w = coref_lemma(c, c->doc->mentions[m].head);
  if (type == ACTA_ENT_ORG) {
    return (c->info[m].classes & ACTA_WORD_ORG) &&
           (acta_str_is(w, "company") || acta_str_is(w, "firm") ||
            acta_str_is(w, "group") || acta_str_is(w, "organization") ||
            acta_str_is(w, "organisation") || acta_str_is(w, "agency"));
  }
  return acta_str_is(w, "city") || acta_str_is(w, "town") ||
         acta_str_is(w, "country") || acta_str_is(w, "nation");
}

static bool fits_word(const coref *c, uint32_t name, uint32_t m)
{
  const acta_str w     = coref_lemma(c, c->doc->mentions[m].head);
  const bool     state = acta_str_is(w, "country") || acta_str_is(w, "nation");
  return c->doc->mentions[m].type != ACTA_ENT_GPE ||
         state == (c->info[name].entry != ACTA_NO);
}

// The names of one type told of last.
typedef struct {
  uint32_t mention[8], n;
} recent_names;

static void remember(recent_names *r, uint32_t m)
{
  enum { MAX = sizeof r->mention / sizeof *r->mention };
  if (r->n == MAX) {
    memmove(r->mention, r->mention + 1, (MAX - 1) * sizeof *r->mention);
    --r->n;
  }
  r->mention[r->n++] = m;
}

static void join_to_recent(coref *c, const recent_names *r, uint32_t m)
{
  recent_names fit = {.n = 0};
  for (uint32_t k = 0; k < r->n; ++k) {
    if (fits_word(c, r->mention[k], m) && !is_workplace(c, r->mention[k]) &&
        !is_in_brackets(c, r->mention[k])) {
      fit.mention[fit.n++] = r->mention[k];
    }
  }
  join_to_name(c, fit.mention, fit.n, m);
}

// "London Bridge": by its last word no town.
static bool names_site(const coref *c, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + m;
  return x->end - x->begin > 1 &&
         (coref_word(c, c->doc->tokens[x->end - 1].form, NULL) &
          ACTA_WORD_PLACE) != 0;
}

// "the vessel" after "a ferry", "the plane" after "the Boeing 737": the ship or
// aircraft told of last.
static void join_vehicle(coref *c, uint32_t *last, uint32_t m)
{
  static const char *const plain[] = {"vessel", "ship",     "boat",    "plane",
                                      "jet",    "aircraft", "airliner"};
  const acta_mention      *x       = c->doc->mentions + m;
  const acta_str           word    = coref_lemma(c, x->head);
  const uint32_t           before  = *last;
  bool                     stands  = false;
  for (size_t i = 0; i < sizeof plain / sizeof *plain; ++i) {
    stands = stands || acta_str_is(word, plain[i]);
  }
  if (stands && before != ACTA_NO && c->info[m].definite &&
      !c->info[m].plural && coref_root(c, m) == m && x->begin == x->head &&
      owner(c, m) == ACTA_NO &&
      c->info[m].sentence - c->info[before].sentence <= NEAR &&
      acta_str_eq(c->info[before].vehicle, c->info[m].vehicle) &&
      coref_compatible(c, before, m)) {
    coref_join(c, before, m);
  }
  *last = c->info[m].plural ? ACTA_NO : m;
}

bool coref_join_heads(coref *c)
{
  coref_map      last;
  recent_names   orgs = {.n = 0}, states = {.n = 0};
  const uint32_t n    = c->doc->n_mentions;
  uint32_t       ship = ACTA_NO, aircraft = ACTA_NO;
  if (!coref_map_init(&last, c->doc->arena, n)) {
    return false;
  }
  for (uint32_t m = 0; m < n; ++m) {
    const acta_mention *x = c->doc->mentions + m;
    const bool    typed   = x->type == ACTA_ENT_ORG || x->type == ACTA_ENT_GPE;
    recent_names *r       = x->type == ACTA_ENT_ORG ? &orgs : &states;
    if (x->kind == ACTA_MENTION_NAME && !c->info[m].demonym && typed &&
        !(x->type == ACTA_ENT_GPE && names_site(c, m))) {
      remember(r, m);
    }
    if (x->kind != ACTA_MENTION_NOMINAL) {
      continue;
    }
    join_head(c, &last, m);
    if (acta_str_is(c->info[m].vehicle, "Ship")) {
      join_vehicle(c, &ship, m);
    } else if (acta_str_is(c->info[m].vehicle, "Aircraft")) {
      join_vehicle(c, &aircraft, m);
    }
    if (typed && !c->info[m].plural && stands_for(c, m, x->type)) {
      join_to_recent(c, r, m);
    }
  }
  return true;
}

// ---- groups

static bool is_pair(const coref *c, uint32_t m)
{
  const acta_mention *x   = c->doc->mentions + m;
  const uint32_t      num = coref_child_by(c, x->head, ACTA_DEP_NUMMOD);
  if (c->info[m].classes & ACTA_WORD_PAIR) {
    return c->info[m].definite || token(c, x->head)->upos == ACTA_NUM;
  }
  const uint32_t det = coref_child_by(c, x->head, ACTA_DEP_DET);
  if (det != ACTA_NO && acta_str_is(coref_lemma(c, det), "both")) {
    return true;
  }
  return c->info[m].definite && num != ACTA_NO &&
         (acta_str_is(coref_lemma(c, num), "two") ||
          acta_str_is(token(c, num)->form, "2"));
}

// What a plural word says its members are.
static acta_entity_type member_type(const coref *c, uint32_t m)
{
  const uint32_t bits = c->info[m].classes;
  const acta_str w    = coref_lemma(c, c->doc->mentions[m].head);
  if (bits & ACTA_WORD_PERSON || bits & ACTA_WORD_PAIR) {
    return ACTA_ENT_PERSON;
  }
  if ((bits & ACTA_WORD_GPE) || acta_str_is(w, "side")) {
    return ACTA_ENT_GPE;
  }
  return bits & ACTA_WORD_ORG ? ACTA_ENT_ORG : ACTA_ENT_NONE;
}

// May the person of chain `x` be one of "the two presidents", "both women"?
static bool may_be_one(const coref *c, const coref_chain *x, uint32_t m)
{
  const coref_info *i = c->info + m;
  if (i->gender && x->gender && i->gender != x->gender) {
    return false;
  }
  if (!(i->classes & ACTA_WORD_LEADER)) {
    return true;
  }
  const uint64_t office = coref_office(c, c->doc->mentions[m].head, NULL);
  return coref_has_office(x, office, i->key) ||
         ((x->role_classes & ACTA_WORD_LEADER) &&
          (coref_is_any_leader(x->role) || coref_is_any_leader(office)));
}

// The two chains of that type told of last before `m`.
static uint32_t last_two(const coref *c, uint32_t m, acta_entity_type type,
                         uint32_t out[2])
{
  uint32_t n = 0;
  for (uint32_t k = 1; k <= 40 && k <= m && n < 2; ++k) {
    const uint32_t x    = m - k;
    const uint32_t root = coref_root(c, x);
    if (c->info[m].sentence - c->info[x].sentence > NEAR) {
      break;
    }
    if (c->doc->mentions[root].type == type && c->chain[root].named &&
        !c->chain[root].plural &&
        (type != ACTA_ENT_GPE || c->chain[root].entry != ACTA_NO) &&
        (type != ACTA_ENT_PERSON || may_be_one(c, c->chain + root, m)) &&
        (!n || coref_root(c, out[0]) != root)) {
      out[n++] = root;
    }
  }
  return n;
}

static void set_members(coref *c, uint32_t m, uint32_t a, uint32_t b)
{
  coref_chain *x = c->chain + coref_root(c, m);
  x->members[0]  = a < b ? a : b;
  x->members[1]  = a < b ? b : a;
  x->n_members   = 2;
  x->plural      = true;
}

// "The Russian and North Korean leaders": one leader of each country.
static bool leaders_of_two(coref *c, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + m;
  uint32_t            nations[2], people[2], n = 0;
  for (uint32_t i = x->begin > 4 ? x->begin - 4 : 0; i < x->head && n < 2;
       ++i) {
    const uint32_t k = token(c, i)->mention;
    if (k != ACTA_NO && token(c, i)->sentence == c->info[m].sentence &&
        c->info[k].entry != ACTA_NO && (!n || nations[0] != c->info[k].entry)) {
      nations[n++] = c->info[k].entry;
    }
  }
  if (n < 2 || !(c->info[m].classes & ACTA_WORD_LEADER)) {
    return false;
  }
  for (n = 0; n < 2; ++n) {
    people[n] = ACTA_NO;
    for (uint32_t k = 1; k <= m && k < 200 && people[n] == ACTA_NO; ++k) {
      const uint32_t root = coref_root(c, m - k);
      if (c->doc->mentions[root].type == ACTA_ENT_PERSON &&
          c->chain[root].named && coref_is_of(c, c->chain + root, nations[n]) &&
          (c->chain[root].role_classes & ACTA_WORD_LEADER)) {
        people[n] = root;
      }
    }
    if (people[n] == ACTA_NO) {
      return false;
    }
  }
  set_members(c, m, people[0], people[1]);
  return true;
}

// Groups with the same members are one.
static void join_groups(coref *c, const uint32_t *groups, uint32_t n,
                        uint32_t m)
{
  const coref_chain *x = c->chain + coref_root(c, m);
  for (uint32_t k = 0; k < n && k < 8; ++k) {
    const uint32_t     g = groups[n - 1 - k];
    const coref_chain *y = c->chain + coref_root(c, g);
    if (y->n_members == 2 &&
        coref_root(c, x->members[0]) == coref_root(c, y->members[0]) &&
        coref_root(c, x->members[1]) == coref_root(c, y->members[1])) {
      coref_join(c, g, m);
      return;
    }
  }
}

bool coref_join_groups(coref *c)
{
  const uint32_t n = c->doc->n_mentions;
  uint32_t      *groups =
    acta_arena_alloc(c->doc->arena, (size_t)n + 1, sizeof *groups);
  uint32_t n_groups = 0;
  if (!groups) {
    return false;
  }
  for (uint32_t m = 0; m < n; ++m) {
    uint32_t two[2];
    if (c->doc->mentions[m].kind != ACTA_MENTION_NOMINAL ||
        !c->info[m].plural || coref_root(c, m) != m) {
      continue;
    }
    bool found = leaders_of_two(c, m);
    if (!found && is_pair(c, m)) {
      const acta_entity_type type = member_type(c, m);
      found = type != ACTA_ENT_NONE && last_two(c, m, type, two) == 2;
      if (found) {
        set_members(c, m, two[0], two[1]);
      }
    }
    if (found) {
      c->doc->mentions[m].type = ACTA_ENT_GROUP;
      join_groups(c, groups, n_groups, m);
      groups[n_groups++] = m;
    }
  }
  return true;
}
