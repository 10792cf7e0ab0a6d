// SPDX-License-Identifier: MIT
// What grammar says to be the same: appositions, predicates, relative pronouns;
// and the offices that titles, appositions and predicates give to people.
#include "language/coref_impl.h"
#include "language/ud.h"

// How far back an office is looked for, in people.
enum { REACH = 48 };

// The least fit of an office whose country is known.
enum { WEAK = 1 };

static const acta_token *token(const coref *c, uint32_t t)
{
  return c->doc->tokens + t;
}

static bool is_kind(const coref *c, uint32_t m, acta_mention_kind kind)
{
  return m != ACTA_NO && c->doc->mentions[m].kind == kind;
}

static bool has_conjunct(const coref *c, uint32_t head)
{
  return coref_child_by(c, head, ACTA_DEP_CONJ) != ACTA_NO;
}

// Give the office that token `t` names to the chain of `m`.
static void take_office(coref *c, uint32_t m, uint32_t t, uint32_t nation)
{
  coref_chain *x = c->chain + coref_root(c, m);
  if (!x->role || (x->nation == ACTA_NO && nation != ACTA_NO)) {
    uint32_t classes = 0;
    x->role          = coref_office(c, t, &classes);
    x->post          = coref_key(coref_lemma(c, t));
    x->role_classes |= classes;
  }
  if (x->nation == ACTA_NO) {
    x->nation = nation;
  }
}

// Country among what modifies `head`: "Russian", "Russia's", "of Russia".
static uint32_t nation_of(const coref *c, uint32_t head)
{
  for (uint32_t k = coref_child(c, head); k != ACTA_NO;
       k          = c->next_sibling[k]) {
    const unsigned d = acta_dep_base(token(c, k)->deprel);
    const uint32_t m = token(c, k)->mention;
    if ((d == ACTA_DEP_AMOD || d == ACTA_DEP_COMPOUND || d == ACTA_DEP_NMOD) &&
        is_kind(c, m, ACTA_MENTION_NAME) && c->info[m].entry != ACTA_NO) {
      return c->info[m].entry;
    }
  }
  return ACTA_NO;
}

// What else than a country a title begins with: "Soviet", "Labour"; 0 if
// nothing does.
static uint64_t party_of(const coref *c, uint32_t begin, uint32_t end)
{
  uint64_t party = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const acta_token *t = token(c, i);
    if ((t->upos == ACTA_PROPN || t->upos == ACTA_ADJ) && t->form.n &&
        t->form.p[0] >= 'A' && t->form.p[0] <= 'Z' &&
        (t->mention == ACTA_NO || c->info[t->mention].entry == ACTA_NO)) {
      party = coref_key(t->form);
    }
  }
  return party;
}

// "Russian President Vladimir Putin", "North Korean leader Kim Jong Un"; by
// the words' order where the tree is of no help.
static void read_title(coref *c, uint32_t m)
{
  const acta_mention *x      = c->doc->mentions + m;
  const uint32_t      first  = coref_title_begin(c, m);
  uint32_t            nation = nation_of(c, x->head), title = ACTA_NO;
  if (first < x->begin) {
    title                            = x->begin - 1;
    c->chain[coref_root(c, m)].party = party_of(c, first, title);
  }
  for (uint32_t k = coref_child(c, x->head); k != ACTA_NO && k < x->begin;
       k          = c->next_sibling[k]) {
    const unsigned d = token(c, k)->deprel;
    if ((d == ACTA_DEP_NMOD_DESC || d == ACTA_DEP_COMPOUND) &&
        (coref_word(c, coref_lemma(c, k), NULL) & ACTA_WORD_PERSON)) {
      title = k;
    }
  }
  if (title == ACTA_NO) {
    return;
  }
  const uint32_t own = nation_of(c, title);
  nation             = own != ACTA_NO ? own : nation;
  take_office(c, m, title, nation);
}

// "Kim's grandfather" is not Kim.
static bool owns(const coref *c, uint32_t owner, uint32_t thing)
{
  const uint32_t t =
    coref_child_by(c, c->doc->mentions[thing].head, ACTA_DEP_NMOD_POSS);
  const uint32_t m = t == ACTA_NO ? ACTA_NO : token(c, t)->mention;
  return m != ACTA_NO && coref_root(c, m) == coref_root(c, owner);
}

// "its rival, Norvik": what a word for people names may be a firm.
static void take_type_of_firm(const coref *c, uint32_t a, uint32_t b)
{
  acta_mention  *x = c->doc->mentions;
  const uint32_t n = a < b ? a : b, m = a < b ? b : a;
  if (x[n].kind == ACTA_MENTION_NOMINAL && x[n].type == ACTA_ENT_PERSON &&
      x[m].kind == ACTA_MENTION_NAME && x[m].type == ACTA_ENT_ORG &&
      coref_root(c, n) == n && c->chain[n].count == 1 && !c->info[n].plural &&
      x[m].begin && acta_str_is(token(c, x[m].begin - 1)->form, ",")) {
    x[n].type = ACTA_ENT_ORG;
  }
}

// Two mentions that grammar equates: one chain, if nothing speaks against it.
static void equate(coref *c, uint32_t a, uint32_t b)
{
  const acta_mention *x = c->doc->mentions;
  if (a == ACTA_NO || b == ACTA_NO) {
    return;
  }
  take_type_of_firm(c, a, b);
  if (!coref_compatible(c, a, b) ||
      (x[a].kind == ACTA_MENTION_NAME && x[b].kind == ACTA_MENTION_NAME)) {
    return;
  }
  if (x[a].type != x[b].type || owns(c, a, b) || owns(c, b, a)) {
    return;
  }
  const uint32_t n = x[a].kind == ACTA_MENTION_NOMINAL ? a : b;
  const uint32_t m = n == a ? b : a;
  if (c->info[n].classes & ACTA_WORD_PERSON) {
    take_office(c, m, x[n].head, nation_of(c, x[n].head));
  }
  coref_join(c, a, b);
}

// The name that ends before the comma before nominal `m`, or ACTA_NO.
static uint32_t name_before_comma(const coref *c, uint32_t m)
{
  const acta_mention *x     = c->doc->mentions + m;
  const uint32_t      start = c->doc->sentences[c->info[m].sentence].begin;
  uint32_t            i     = x->begin;
  while (i > start && token(c, i - 1)->head == x->head &&
         token(c, i - 1)->upos != ACTA_PUNCT) {
    --i;
  }
  if (i < start + 2 || !acta_str_is(token(c, i - 1)->form, ",")) {
    return ACTA_NO;
  }
  uint32_t k = i - 2;
  while (k > start && token(c, k)->mention == ACTA_NO && token(c, k)->name &&
         !token(c, k)->name_begin) {
    --k; // the mention is kept at one word of the name
  }
  const uint32_t a = token(c, k)->mention;
  return is_kind(c, a, ACTA_MENTION_NAME) && c->doc->mentions[a].end == i - 1 &&
             c->doc->mentions[a].type == x->type
           ? a
           : ACTA_NO;
}

// "Ann Roe and Bob Lee, a farmer,": what follows the last of a list is in none.
static bool is_after_list(const coref *c, uint32_t t)
{
  if (token(c, t)->deprel != ACTA_DEP_CONJ ||
      coref_child_by(c, t, ACTA_DEP_CC) != ACTA_NO) {
    return false;
  }
  for (uint32_t k = coref_child(c, token(c, t)->head); k < t;
       k          = c->next_sibling[k]) {
    if (token(c, k)->deprel == ACTA_DEP_CONJ &&
        coref_child_by(c, k, ACTA_DEP_CC) != ACTA_NO) {
      return true;
    }
  }
  return false;
}

static void join_apposition(coref *c, uint32_t m)
{
  const uint32_t    head = c->doc->mentions[m].head;
  const acta_token *t    = token(c, head);
  const bool        said = t->deprel == ACTA_DEP_APPOS;
  if ((!said && !is_after_list(c, head)) || has_conjunct(c, head)) {
    return;
  }
  const uint32_t near = c->doc->mentions[m].kind == ACTA_MENTION_NOMINAL
                          ? name_before_comma(c, m)
                          : ACTA_NO;
  if (near != ACTA_NO) {
    equate(c, near, m);
  } else if (said && !has_conjunct(c, t->head)) {
    equate(c, token(c, t->head)->mention, m);
  }
}

// "Putin is the president of Russia"; not "was", not "a", not denied.
static void join_predicate(coref *c, uint32_t m)
{
  const uint32_t head = c->doc->mentions[m].head;
  const uint32_t be   = coref_child_by(c, head, ACTA_DEP_COP);
  const uint32_t subj = coref_child_by(c, head, ACTA_DEP_NSUBJ);
  if (be == ACTA_NO || subj == ACTA_NO || !c->info[m].definite ||
      has_conjunct(c, subj) ||
      acta_feat_get(token(c, be)->feats, ACTA_FEAT_TENSE) != ACTA_TENSE_PRES) {
    return;
  }
  for (uint32_t k = coref_child(c, head); k != ACTA_NO;
       k          = c->next_sibling[k]) {
    const acta_str w = coref_lemma(c, k);
    if (acta_str_is(w, "not") || acta_str_is(w, "n't") ||
        acta_str_is(w, "never")) {
      return;
    }
  }
  equate(c, token(c, subj)->mention, m);
}

// "the city of Vladivostok"
static void join_named_place(coref *c, uint32_t m)
{
  const uint32_t head = c->doc->mentions[m].head;
  for (uint32_t k = coref_child(c, head); k != ACTA_NO;
       k          = c->next_sibling[k]) {
    const uint32_t place = token(c, k)->mention;
    const uint32_t of    = coref_child_by(c, k, ACTA_DEP_CASE);
    if (acta_dep_base(token(c, k)->deprel) == ACTA_DEP_NMOD &&
        is_kind(c, place, ACTA_MENTION_NAME) && of != ACTA_NO &&
        acta_str_is(coref_lemma(c, of), "of") &&
        c->doc->mentions[place].type == ACTA_ENT_GPE && !c->info[m].plural &&
        !acta_str_is(coref_lemma(c, head), "government") &&
        !acta_str_is(coref_lemma(c, head), "capital")) {
      coref_join(c, m, place);
      return;
    }
  }
}

// "the head of the agency, who resigned": not the agency.
static uint32_t who_of(const coref *c, uint32_t m, uint32_t noun)
{
  const uint32_t a  = token(c, noun)->mention;
  const uint32_t up = token(c, noun)->head;
  const uint32_t b  = up == noun ? ACTA_NO : token(c, up)->mention;
  return a != ACTA_NO && b != ACTA_NO &&
             acta_dep_base(token(c, noun)->deprel) == ACTA_DEP_NMOD &&
             acta_str_is(coref_lemma(c, c->doc->mentions[m].head), "who") &&
             c->doc->mentions[a].type != ACTA_ENT_PERSON &&
             c->doc->mentions[a].type != ACTA_ENT_GROUP && !c->info[a].plural &&
             c->doc->mentions[b].type == ACTA_ENT_PERSON
           ? up
           : noun;
}

// The noun that the clause of a relative pronoun hangs on.
static void join_relative(coref *c, uint32_t m)
{
  uint32_t t = c->doc->mentions[m].head;
  for (unsigned step = 0; step < 8 && token(c, t)->head != t; ++step) {
    if (token(c, t)->deprel == ACTA_DEP_ACL_RELCL) {
      const uint32_t noun = who_of(c, m, token(c, t)->head);
      const uint32_t a    = token(c, noun)->mention;
      if (a != ACTA_NO && a < m && noun < t) {
        c->chain[m].plural = c->chain[coref_root(c, a)].plural;
        coref_join(c, a, m);
      }
      return;
    }
    t = token(c, t)->head;
  }
}

void coref_join_syntax(coref *c)
{
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    const acta_mention *x = c->doc->mentions + m;
    if (x->kind == ACTA_MENTION_NAME && x->type == ACTA_ENT_PERSON) {
      read_title(c, m);
    }
    if (x->kind != ACTA_MENTION_PRONOUN) {
      join_apposition(c, m);
    }
    if (x->kind == ACTA_MENTION_NOMINAL) {
      const uint32_t titled = token(c, x->head)->mention;
      if (titled != m && titled != ACTA_NO && x->type == ACTA_ENT_PERSON) {
        coref_join(c, titled, m); // a title before a name
      }
      join_predicate(c, m);
    }
    if (x->kind == ACTA_MENTION_NOMINAL && x->type == ACTA_ENT_GPE) {
      join_named_place(c, m);
    }
    if (c->info[m].pronoun == PRONOUN_REL) {
      join_relative(c, m);
    }
  }
}

// ---- offices

// Code of the country whose leader a gazetteer knows under that name; empty if
// leaders of several countries bear it.
static acta_str led_country(const coref *c, acta_str name)
{
  size_t               n    = 0;
  acta_str             code = ACTA_STR("");
  const acta_name_hit *hits = c->o ? acta_names_find(c->o, name, &n) : NULL;
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(c->o, hits[i].entry, &e);
    if (hits[i].kind == ACTA_NAME_SURNAME || e.type != ACTA_ENT_PERSON ||
        !acta_str_is(e.kind, "leader") || !e.country.n) {
      continue;
    }
    if (code.n && !acta_str_eq(code, e.country)) {
      return ACTA_STR("");
    }
    code = e.country;
  }
  return code;
}

// "Soviet" of "the Soviet leader", but not "Prime" of "the Prime Minister".
static uint64_t party_of_office(const coref *c, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + m;
  const acta_str      f = token(c, x->head)->form;
  return f.n && f.p[0] >= 'a' && f.p[0] <= 'z' ? party_of(c, x->begin, x->head)
                                               : 0;
}

// "the head of the agency": of something that is no country.
static bool is_of_other(const coref *c, uint32_t m)
{
  const uint32_t head = c->doc->mentions[m].head;
  bool           of   = false;
  for (uint32_t k = coref_child(c, head); k != ACTA_NO && !of;
       k          = c->next_sibling[k]) {
    const uint32_t kase = coref_child_by(c, k, ACTA_DEP_CASE);
    of                  = acta_dep_base(token(c, k)->deprel) == ACTA_DEP_NMOD &&
         kase != ACTA_NO && acta_str_is(coref_lemma(c, kase), "of");
  }
  return of && nation_of(c, head) == ACTA_NO;
}

// 2 if the nominal names the office of chain `x`, 1 if it may be meant.
static unsigned names_office(const coref *c, const coref_chain *x, uint32_t m)
{
  const coref_info *i    = c->info + m;
  const uint64_t    role = coref_office(c, c->doc->mentions[m].head, NULL);
  if (coref_has_office(x, role, i->key)) {
    return 2;
  }
  return (x->role_classes & ACTA_WORD_LEADER) &&
         (i->classes & ACTA_WORD_LEADER) && !is_of_other(c, m) &&
         (coref_is_any_leader(role) || coref_is_any_leader(x->role));
}

// Does the office of chain `x` fit "the Russian president"?
static unsigned office_fits(const coref *c, const coref_chain *x, uint32_t m,
                            uint32_t nation)
{
  const coref_info *i = c->info + m;
  if (x->plural || (x->gender && i->gender && x->gender != i->gender)) {
    return 0;
  }
  const unsigned fit   = names_office(c, x, m);
  const bool     known = coref_is_of(c, x, nation);
  const uint64_t party = party_of_office(c, m);
  if (party && !known && (nation == ACTA_NO || x->nation == ACTA_NO) &&
      party != x->party) {
    return 0;
  }
  if (nation == ACTA_NO) {
    return fit;
  }
  if (known) {
    return fit ? fit + 2 : 0;
  }
  // "President Vega": of the country, if there is no other president
  return x->nation == ACTA_NO && !x->home.n && !x->party && fit == 2 ? WEAK : 0;
}

// The person with that office, told of last before `m`.
static uint32_t find_office(const coref *c, const uint32_t *people, uint32_t n,
                            uint32_t m, uint32_t nation)
{
  uint32_t best = ACTA_NO;
  unsigned top  = 0;
  bool     sole = true;
  for (uint32_t k = 0; k < n && k < REACH; ++k) {
    const uint32_t root = coref_root(c, people[n - 1 - k]);
    const unsigned fit  = office_fits(c, c->chain + root, m, nation);
    sole                = sole && (fit != top || root == best);
    if (fit > top) {
      top  = fit;
      best = root;
      sole = true;
    }
  }
  return nation == ACTA_NO || top != WEAK || sole ? best : ACTA_NO;
}

// "appointed him as director", "its next director": the office, not a person
// who was told of.
static bool is_vacant(const coref *c, uint32_t m)
{
  const uint32_t head = c->doc->mentions[m].head;
  bool vacant         = acta_dep_base(token(c, head)->deprel) == ACTA_DEP_XCOMP;
  for (uint32_t k = coref_child(c, head); k != ACTA_NO && !vacant;
       k          = c->next_sibling[k]) {
    const unsigned d = acta_dep_base(token(c, k)->deprel);
    const acta_str w = coref_lemma(c, k);
    vacant           = (d == ACTA_DEP_CASE && acta_str_is(w, "as")) ||
             (d == ACTA_DEP_AMOD &&
              (acta_str_is(w, "next") || acta_str_is(w, "future")));
  }
  return vacant;
}

static bool is_office(const coref *c, uint32_t m)
{
  return !is_vacant(c, m) && c->doc->mentions[m].kind == ACTA_MENTION_NOMINAL &&
         c->doc->mentions[m].type == ACTA_ENT_PERSON &&
         (c->info[m].classes & ACTA_WORD_PERSON) && coref_root(c, m) == m &&
         c->chain[m].count == 1;
}

// A leader's country may be known though the text does not tell it.
static void learn_nation(coref *c, uint32_t m)
{
  const acta_mention *x = c->doc->mentions + m;
  coref_chain        *k = c->chain + coref_root(c, m);
  if (k->nation != ACTA_NO || k->home.n || x->end - x->begin == 1) {
    return;
  }
  k->home = led_country(c, coref_text(c, x->begin, x->end));
  if (k->home.n) {
    k->role_classes |= ACTA_WORD_LEADER;
  }
}

// "Kenyan leader in Rome", a headline: the person with that office whom the
// text names first below it.
static void join_headline_office(coref *c, const uint32_t *people, uint32_t n,
                                 uint32_t m)
{
  const uint32_t block  = c->doc->sentences[c->info[m].sentence].block;
  const uint32_t nation = c->info[m].nation;
  if (nation == ACTA_NO || c->doc->blocks[block].kind != ACTA_BLOCK_TITLE) {
    return;
  }
  for (uint32_t k = 0; k < n && k < REACH; ++k) {
    const uint32_t root = coref_root(c, people[k]);
    if (office_fits(c, c->chain + root, m, nation) > WEAK) {
      coref_join(c, root, m);
      return;
    }
  }
}

bool coref_join_offices(coref *c)
{
  uint32_t *people = acta_arena_alloc(
    c->doc->arena, (size_t)c->doc->n_mentions + 1, sizeof *people);
  uint32_t n = 0;
  if (!people) {
    return false;
  }
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (c->doc->mentions[m].kind == ACTA_MENTION_NAME &&
        c->doc->mentions[m].type == ACTA_ENT_PERSON) {
      learn_nation(c, m);
      people[n++] = m;
    }
    if (!is_office(c, m)) {
      continue;
    }
    const uint32_t nation = nation_of(c, c->doc->mentions[m].head);
    c->info[m].nation     = nation;
    c->chain[m].nation    = nation;
    if (nation == ACTA_NO && !c->info[m].definite) {
      continue; // "a president"
    }
    const uint32_t to = find_office(c, people, n, m, nation);
    if (to != ACTA_NO && !owns(c, to, m)) {
      take_office(c, to, c->doc->mentions[m].head, nation);
      coref_join(c, to, m);
    }
  }
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    if (is_office(c, m)) {
      join_headline_office(c, people, n, m);
    }
  }
  return true;
}
