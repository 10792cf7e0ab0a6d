// SPDX-License-Identifier: MIT
#include "language/coref_impl.h"

#include "base/hash.h"
#include "language/ud.h"

// ---- helpers of all passes

uint32_t coref_child_by(const coref *c, uint32_t t, unsigned dep)
{
  uint32_t k = coref_child(c, t);
  while (k != ACTA_NO && c->doc->tokens[k].deprel != dep &&
         acta_dep_base(c->doc->tokens[k].deprel) != dep) {
    k = c->next_sibling[k];
  }
  return k;
}

acta_str coref_lemma(const coref *c, uint32_t t)
{
  const acta_token *k = c->doc->tokens + t;
  return k->lemma.n ? k->lemma : k->form;
}

acta_str coref_text(const coref *c, uint32_t begin, uint32_t end)
{
  const uint32_t from = c->doc->tokens[begin].span.begin;
  const uint32_t to   = c->doc->tokens[end - 1].span.end;
  return (acta_str){c->doc->text.p + from, to > from ? to - from : 0};
}

uint64_t coref_key(acta_str name)
{
  char         key[ACTA_NAME_KEY_MAX];
  const size_t n = acta_name_key(name, key);
  return n ? acta_hash64(key, n, 1) : 0;
}

uint32_t coref_word(const coref *c, acta_str word, acta_str *value)
{
  return c->o ? acta_word_find(c->o, word, value) : 0;
}

uint64_t coref_office(const coref *c, uint32_t t, uint32_t *classes)
{
  const uint32_t begin = c->doc->sentences[c->doc->tokens[t].sentence].begin;
  const acta_str two =
    t > begin ? coref_text(c, t - 1, t + 1) : coref_lemma(c, t);
  const uint32_t bits = coref_word(c, two, NULL);
  const bool     both = (bits & ACTA_WORD_PERSON) != 0;
  if (classes) {
    *classes = both ? bits : coref_word(c, coref_lemma(c, t), NULL);
  }
  return coref_key(both ? two : coref_lemma(c, t));
}

bool coref_has_office(const coref_chain *x, uint64_t office, uint64_t post)
{
  return x->role && (x->role == office || (office == post && x->post == post) ||
                     (x->role == x->post && x->role == post));
}

bool coref_is_any_leader(uint64_t office)
{
  return !office || office == coref_key(ACTA_STR("leader")) ||
         office == coref_key(ACTA_STR("counterpart"));
}

// Do one to three words before token `end` name an office?
static bool is_office_before(const coref *c, uint32_t start, uint32_t end)
{
  if (end > start &&
      (coref_word(c, coref_lemma(c, end - 1), NULL) & ACTA_WORD_PERSON)) {
    return true;
  }
  for (uint32_t i = end; i > start && end - i < 3; --i) {
    if (coref_word(c, coref_text(c, i - 1, end), NULL) & ACTA_WORD_PERSON) {
      return true;
    }
  }
  return false;
}

uint32_t coref_title_begin(const coref *c, uint32_t m)
{
  enum { LONGEST_TITLE = 5 };
  const acta_mention *x     = c->doc->mentions + m;
  const acta_token   *t     = c->doc->tokens;
  const uint32_t      start = c->doc->sentences[t[x->head].sentence].begin;
  uint32_t            i     = x->begin;
  if (!is_office_before(c, start, i)) {
    return i;
  }
  while (i > start && x->begin - i < LONGEST_TITLE &&
         (t[i - 1].upos == ACTA_NOUN || t[i - 1].upos == ACTA_PROPN ||
          t[i - 1].upos == ACTA_ADJ) &&
         t[i - 1].name != ACTA_ENT_PERSON && t[i - 1].timex == ACTA_NO) {
    --i;
  }
  return i;
}

bool coref_is_clause(const coref *c, uint32_t t)
{
  const acta_token *k = c->doc->tokens + t;
  return k->upos == ACTA_VERB || k->upos == ACTA_AUX ||
         coref_child_by(c, t, ACTA_DEP_COP) != ACTA_NO ||
         coref_child_by(c, t, ACTA_DEP_NSUBJ) != ACTA_NO;
}

bool coref_map_init(coref_map *m, acta_arena *a, uint32_t n)
{
  uint32_t size = 16;
  while (size / 2 < n && size < 1U << 30) {
    size *= 2;
  }
  m->keys   = acta_arena_alloc(a, size, sizeof *m->keys);
  m->values = acta_arena_alloc(a, size, sizeof *m->values);
  m->mask   = size - 1;
  return m->keys && m->values;
}

static uint32_t slot_of(const coref_map *m, uint64_t key)
{
  uint32_t i = (uint32_t)(key ^ key >> 32) & m->mask;
  while (m->keys[i] && m->keys[i] != key) {
    i = (i + 1) & m->mask;
  }
  return i;
}

uint32_t coref_map_get(const coref_map *m, uint64_t key)
{
  const uint32_t i = slot_of(m, key);
  return key && m->keys[i] ? m->values[i] : ACTA_NO;
}

void coref_map_set(coref_map *m, uint64_t key, uint32_t value)
{
  const uint32_t i = slot_of(m, key);
  if (key) {
    m->keys[i]   = key;
    m->values[i] = value;
  }
}

// ---- chains

uint32_t coref_root(const coref *c, uint32_t m)
{
  while (c->info[m].parent != m) {
    c->info[m].parent = c->info[c->info[m].parent].parent; // halve the path
    m                 = c->info[m].parent;
  }
  return m;
}

// GPE, organisation and place may be the same thing looked at differently.
static bool types_agree(acta_entity_type a, acta_entity_type b)
{
  const unsigned places = 1U << ACTA_ENT_GPE | 1U << ACTA_ENT_PLACE;
  return a == b || a == ACTA_ENT_NONE || b == ACTA_ENT_NONE ||
         ((places >> a & 1U) && (places >> b & 1U));
}

bool coref_ends_name(const coref *c, uint32_t a, uint32_t b)
{
  const acta_mention *x = c->doc->mentions + a, *y = c->doc->mentions + b;
  const uint32_t      n = y->end - y->begin;
  if (n < 2 || x->end - x->begin <= n) {
    return false;
  }
  for (uint32_t i = 1; i <= n; ++i) {
    if (!acta_str_eq(c->doc->tokens[x->end - i].form,
                     c->doc->tokens[y->end - i].form)) {
      return false;
    }
  }
  return true;
}

// Two full names of people whose first or last words differ.
static bool names_clash(const coref *c, uint32_t a, uint32_t b)
{
  if (a == ACTA_NO || b == ACTA_NO) {
    return false;
  }
  const acta_mention *x = c->doc->mentions + a, *y = c->doc->mentions + b;
  const acta_token   *t = c->doc->tokens;
  return x->type == ACTA_ENT_PERSON && x->end - x->begin > 1 &&
         y->end - y->begin > 1 && c->info[a].key != c->info[b].key &&
         !coref_ends_name(c, a, b) && !coref_ends_name(c, b, a) &&
         (!acta_str_eq(t[x->begin].form, t[y->begin].form) ||
          !acta_str_eq(t[x->end - 1].form, t[y->end - 1].form));
}

bool coref_compatible(const coref *c, uint32_t a, uint32_t b)
{
  a                    = coref_root(c, a);
  b                    = coref_root(c, b);
  const coref_chain *x = c->chain + a, *y = c->chain + b;
  return types_agree(c->doc->mentions[a].type, c->doc->mentions[b].type) &&
         x->plural == y->plural && !names_clash(c, x->best, y->best) &&
         (!x->gender || !y->gender || x->gender == y->gender) &&
         (x->entry == ACTA_NO || y->entry == ACTA_NO || x->entry == y->entry);
}

bool coref_is_of(const coref *c, const coref_chain *x, uint32_t nation)
{
  if (x->nation != ACTA_NO || !x->home.n || nation == ACTA_NO) {
    return x->nation != ACTA_NO && x->nation == nation;
  }
  acta_entry e;
  acta_entry_at(c->o, nation, &e);
  return acta_str_eq(e.country, x->home);
}

// The longer name is the better one; any name is better than none.
static uint32_t better_name(const coref *c, uint32_t a, uint32_t b)
{
  if (a == ACTA_NO || b == ACTA_NO) {
    return a == ACTA_NO ? b : a;
  }
  const acta_mention *x = c->doc->mentions + a, *y = c->doc->mentions + b;
  const bool          dx = c->info[a].demonym || c->info[a].metonym;
  const bool          dy = c->info[b].demonym || c->info[b].metonym;
  if (dx != dy) {
    return dx ? b : a;
  }
  return y->end - y->begin > x->end - x->begin ? b : a;
}

void coref_join(coref *c, uint32_t a, uint32_t b)
{
  a = coref_root(c, a);
  b = coref_root(c, b);
  if (a == b) {
    return;
  }
  if (b < a) {
    const uint32_t keep = a;
    a                   = b;
    b                   = keep;
  }
  coref_chain *x = c->chain + a, *y = c->chain + b;
  c->info[b].parent = a;
  x->count += y->count;
  x->best   = better_name(c, x->best, y->best);
  x->last   = x->last > y->last ? x->last : y->last;
  x->nation = x->nation != ACTA_NO ? x->nation : y->nation;
  x->home   = x->home.n ? x->home : y->home;
  x->entry  = x->entry != ACTA_NO ? x->entry : y->entry;
  x->party  = x->party ? x->party : y->party;
  x->gender = x->gender ? x->gender : y->gender;
  x->named |= y->named;
  x->plural |= y->plural;
  if (!x->role) {
    x->role = y->role;
    x->post = y->post;
    x->role_classes |= y->role_classes;
  }
  if (!x->n_members && y->n_members) {
    memcpy(x->members, y->members, sizeof x->members);
    x->n_members = y->n_members;
  }
  acta_mention *m = c->doc->mentions;
  if (m[a].type == ACTA_ENT_NONE ||
      (m[b].type == ACTA_ENT_GPE && m[a].type == ACTA_ENT_PLACE)) {
    m[a].type = m[b].type;
  }
}

static bool begin_chains(coref *c)
{
  const uint32_t n = c->doc->n_mentions;
  c->chain = acta_arena_alloc(c->doc->arena, (size_t)n + 1, sizeof *c->chain);
  for (uint32_t m = 0; c->chain && m < n; ++m) {
    const coref_info *i    = c->info + m;
    const bool        name = c->doc->mentions[m].kind == ACTA_MENTION_NAME;
    c->chain[m]            = (coref_chain){.count  = 1,
                                           .best   = name ? m : ACTA_NO,
                                           .last   = m,
                                           .nation = i->nation,
                                           .entry  = i->entry,
                                           .gender = i->gender,
                                           .plural = i->plural,
                                           .named  = name};
  }
  return c->chain != NULL;
}

// ---- entities

static acta_str label_of(const coref *c, uint32_t root)
{
  const uint32_t best = c->chain[root].best;
  const uint32_t m    = best == ACTA_NO ? root : best;
  if (c->chain[root].entry != ACTA_NO && c->o) {
    acta_entry e;
    acta_entry_at(c->o, c->chain[root].entry, &e);
    if (e.label.n) {
      return e.label;
    }
  }
  return coref_text(c, c->doc->mentions[m].begin, c->doc->mentions[m].end);
}

static bool fill_members(const coref *c, const coref_chain *x, acta_entity *e)
{
  const acta_mention *m = c->doc->mentions;
  if (!x->n_members) {
    return true;
  }
  e->members =
    acta_arena_alloc(c->doc->arena, x->n_members, sizeof *e->members);
  for (uint32_t i = 0; e->members && i < x->n_members; ++i) {
    e->members[e->n_members++] = m[coref_root(c, x->members[i])].entity;
  }
  return e->members != NULL;
}

static bool make_entities(coref *c)
{
  acta_document *doc = c->doc;
  uint32_t       n   = 0;
  for (uint32_t m = 0; m < doc->n_mentions; ++m) {
    const uint32_t root     = coref_root(c, m);
    doc->mentions[m].entity = root == m ? n++ : doc->mentions[root].entity;
    if (root != m) {
      const bool keeps = doc->mentions[m].kind == ACTA_MENTION_NAME &&
                         doc->mentions[m].type != ACTA_ENT_NONE;
      doc->mentions[m].type =
        keeps ? doc->mentions[m].type : doc->mentions[root].type;
    }
  }
  doc->entities =
    acta_arena_alloc(doc->arena, (size_t)n + 1, sizeof *doc->entities);
  if (!doc->entities) {
    return false;
  }
  doc->n_entities = n;
  for (uint32_t m = 0; m < doc->n_mentions; ++m) {
    acta_entity *e = doc->entities + doc->mentions[m].entity;
    if (!e->vehicle.n && c->info[m].vehicle.n) {
      e->vehicle = c->info[m].vehicle;
    }
    if (c->info[m].parent != m) {
      continue;
    }
    const coref_chain *x = c->chain + m;
    e->type              = doc->mentions[m].type;
    e->label             = label_of(c, m);
    e->named             = x->named;
    e->plural            = x->plural;
    e->gender            = x->gender;
    e->record            = x->entry;
    if (!fill_members(c, x, e)) {
      return false;
    }
  }
  return true;
}

// ---- the whole

static bool link_children(coref *c)
{
  acta_document *doc = c->doc;
  const size_t   n   = (size_t)doc->n_tokens + 1;
  c->first_child     = acta_arena_alloc(doc->arena, n, sizeof *c->first_child);
  c->next_sibling    = acta_arena_alloc(doc->arena, n, sizeof *c->next_sibling);
  if (!c->first_child || !c->next_sibling) {
    return false;
  }
  memset(c->first_child, 0xFF, n * sizeof *c->first_child);
  memset(c->next_sibling, 0xFF, n * sizeof *c->next_sibling);
  for (uint32_t i = doc->n_tokens; i-- > 0;) {
    const acta_token *t    = doc->tokens + i;
    doc->tokens[i].mention = ACTA_NO;
    if (t->head < doc->n_tokens && t->head != i && t->deprel != ACTA_DEP_NONE) {
      c->next_sibling[i]      = c->first_child[t->head];
      c->first_child[t->head] = i;
    }
  }
  return true;
}

acta_status acta_coref_run(const acta_ontology *o, acta_document *doc,
                           acta_error *err)
{
  coref c         = {.o = o, .doc = doc};
  doc->mentions   = NULL;
  doc->n_mentions = 0;
  doc->n_entities = 0;
  if (!link_children(&c) || !coref_find_mentions(&c) || !begin_chains(&c) ||
      !coref_join_names(&c) || !coref_find_quotes(&c)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory resolving references");
  }
  coref_join_syntax(&c);
  bool good =
    coref_join_offices(&c) && coref_join_heads(&c) && coref_join_groups(&c);
  if (good) {
    coref_join_pronouns(&c);
    good = make_entities(&c);
  }
  return good
           ? ACTA_OK
           : acta_fail(err, ACTA_E_NOMEM, "out of memory resolving references");
}
