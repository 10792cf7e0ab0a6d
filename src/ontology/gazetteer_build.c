// SPDX-License-Identifier: MIT
#include "ontology/gazetteer_build.h"

#include "base/buf.h"
#include "base/vec.h"
#include "ontology/gazetteer_format.h"
#include "ontology/name_key.h"

#include <math.h>
#include <stdlib.h>

acta_gazetteer_builder *acta_gazetteer_builder_new(const acta_gazetteer *base)
{
  acta_gazetteer_builder *b = calloc(1, sizeof *b);
  if (b) {
    b->base  = base;
    b->arena = acta_arena_new(0);
    b->iris  = acta_intern_new();
  }
  if (b && (!b->arena || !b->iris)) {
    acta_gazetteer_builder_free(b);
    b = NULL;
  }
  return b;
}

void acta_gazetteer_builder_free(acta_gazetteer_builder *b)
{
  if (!b) {
    return;
  }
  acta_arena_free(b->arena);
  acta_intern_free(b->iris);
  free(b->rows);
  free(b->names);
  free(b->firsts);
  free(b->words);
  free(b->ranks);
  free(b);
}

acta_str gaz_copy(acta_gazetteer_builder *b, acta_str s)
{
  const char *p = acta_arena_dup(b->arena, s.p, s.n);
  return (acta_str){p, p ? s.n : 0};
}

uint32_t gaz_add_row(acta_gazetteer_builder *b, acta_str iri)
{
  // room first, so that a row never lacks when its IRI is interned
  if (!acta_vec_grow((void **)&b->rows, b->n_rows, &b->cap_rows,
                     sizeof *b->rows)) {
    return ACTA_NO;
  }
  const uint32_t id = acta_intern_add(b->iris, iri);
  if (id == b->n_rows) {
    b->rows[b->n_rows++] = (gaz_row){.lat = NAN, .lon = NAN};
  }
  return id;
}

bool gaz_add_name(acta_gazetteer_builder *b, uint32_t row, acta_str name,
                  acta_name_kind kind)
{
  char         key[ACTA_NAME_KEY_MAX];
  const size_t n = acta_name_key(name, key);
  if (!n) {
    return true;
  }
  if (kind <= ACTA_NAME_ALIAS && name.n >= 2 && name.n <= 8) {
    bool capitals = true;
    for (size_t i = 0; i < name.n; ++i) {
      capitals &= (name.p[i] >= 'A' && name.p[i] <= 'Z') || name.p[i] == '.';
    }
    kind = capitals ? ACTA_NAME_ACRONYM : kind;
  }
  const acta_str copy = gaz_copy(b, (acta_str){key, n});
  if (!copy.p || !acta_vec_grow((void **)&b->names, b->n_names, &b->cap_names,
                                sizeof *b->names)) {
    return false;
  }
  b->names[b->n_names++] = (gaz_name){copy, row, kind};
  return true;
}

bool gaz_add_label(acta_gazetteer_builder *b, uint32_t row, acta_str name)
{
  gaz_row   *r     = b->rows + row;
  const bool first = !r->label.n;
  if (first && !(r->label = gaz_copy(b, name)).p) {
    return false;
  }
  return gaz_add_name(b, row, name, first ? ACTA_NAME_LABEL : ACTA_NAME_ALIAS);
}

bool gaz_add_term(acta_gazetteer_builder *b, gaz_term **list, size_t *n,
                  size_t *cap, gaz_term term)
{
  term.word  = gaz_copy(b, term.word);
  term.value = gaz_copy(b, term.value);
  if (!term.word.p || !term.value.p ||
      !acta_vec_grow((void **)list, *n, cap, sizeof **list)) {
    return false;
  }
  (*list)[(*n)++] = term;
  return true;
}

bool gaz_type_by_name(acta_str name, acta_entity_type *type)
{
  static const struct {
    const char      *name;
    acta_entity_type type;
  } table[] = {
    {"person", ACTA_ENT_PERSON},
    {"Person", ACTA_ENT_PERSON},
    {"Agent", ACTA_ENT_PERSON},
    {"place", ACTA_ENT_PLACE},
    {"Place", ACTA_ENT_PLACE},
    {"SpatialThing", ACTA_ENT_PLACE},
    {"gpe", ACTA_ENT_GPE},
    {"City", ACTA_ENT_GPE},
    {"Country", ACTA_ENT_GPE},
    {"State", ACTA_ENT_GPE},
    {"AdministrativeArea", ACTA_ENT_GPE},
    {"org", ACTA_ENT_ORG},
    {"Organization", ACTA_ENT_ORG},
    {"Organisation", ACTA_ENT_ORG},
    {"Corporation", ACTA_ENT_ORG},
    {"NewsMediaOrganization", ACTA_ENT_ORG},
    {"GovernmentOrganization", ACTA_ENT_ORG},
    {"group", ACTA_ENT_GROUP},
    {"Group", ACTA_ENT_GROUP},
    {"vehicle", ACTA_ENT_VEHICLE},
    {"Vehicle", ACTA_ENT_VEHICLE},
    {"thing", ACTA_ENT_THING},
    {"Product", ACTA_ENT_THING},
    {"CreativeWork", ACTA_ENT_THING},
    {"Thing", ACTA_ENT_THING},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (acta_str_is(name, table[i].name)) {
      *type = table[i].type;
      return true;
    }
  }
  return false;
}

bool gaz_iri_valid(acta_str s)
{
  size_t i = 0;
  while (i < s.n && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z')) {
    ++i;
  }
  if (!i || i == s.n || s.p[i] != ':' || i + 1 == s.n) {
    return false;
  }
  for (; i < s.n; ++i) {
    if ((unsigned char)s.p[i] <= ' ' || strchr("<>\"{}|\\^`", s.p[i])) {
      return false;
    }
  }
  return true;
}

// ---- compiling

// What the file below says is kept where a file above adds to an entry.
static void inherit(acta_gazetteer_builder *b)
{
  for (uint32_t i = 0; b->base && i < b->n_rows; ++i) {
    const uint32_t below =
      acta_gazetteer_by_iri(b->base, acta_intern_at(b->iris, i));
    if (below == ACTA_NO) {
      continue;
    }
    acta_entry e;
    acta_gazetteer_entry(b->base, below, &e);
    gaz_row *r    = b->rows + i;
    r->label      = r->label.n ? r->label : e.label;
    r->kind       = r->kind.n ? r->kind : e.kind;
    r->same_as    = r->same_as.n ? r->same_as : e.same_as;
    r->capital_of = r->capital_of.n ? r->capital_of : e.capital_of;
    r->lat        = isnan(r->lat) ? e.lat : r->lat;
    r->lon        = isnan(r->lon) ? e.lon : r->lon;
    r->population = r->population ? r->population : e.population;
    r->type       = r->type ? r->type : e.type;
    r->gender     = r->gender ? r->gender : e.gender;
    if (!r->country[0] && e.country.n) {
      memcpy(r->country, e.country.p, 2);
    }
  }
}

static int by_word(const void *x, const void *y)
{
  return acta_str_cmp(((const gaz_term *)x)->word, ((const gaz_term *)y)->word);
}

static int by_word_and_bits(const void *x, const void *y)
{
  const gaz_term *a = x, *b = y;
  const int       c = by_word(x, y);
  return c ? c : (a->bits > b->bits) - (a->bits < b->bits);
}

// Sort; terms that are there twice get the classes of both.
static void merge_terms(gaz_term *all, size_t *n)
{
  size_t out = 0;
  if (*n) {
    qsort(all, *n, sizeof *all, by_word_and_bits);
  }
  for (size_t i = 0, j = 0; i < *n; i = j) {
    gaz_term t = all[i];
    for (j = i + 1; j < *n && acta_str_eq(all[j].word, t.word); ++j) {
      t.bits |= all[j].bits;
      t.value = t.value.n ? t.value : all[j].value;
    }
    all[out++] = t;
  }
  *n = out;
}

static uint32_t word_bits(const acta_gazetteer_builder *b, acta_str word)
{
  char            key[ACTA_NAME_KEY_MAX];
  const gaz_term  want = {.word = {key, acta_name_key(word, key)}};
  const gaz_term *t =
    b->n_words ? bsearch(&want, b->words, b->n_words, sizeof want, by_word)
               : NULL;
  if (t) {
    return t->bits;
  }
  return b->base ? acta_gazetteer_word(b->base, word, NULL) : 0;
}

// The last word of a person's name, and the first one if it is a family name
// of those that come first ("Kim Jong Un").
static bool add_surnames(acta_gazetteer_builder *b)
{
  for (uint32_t i = 0; i < b->n_rows; ++i) {
    const acta_str label = b->rows[i].label;
    size_t         first = 0, last = label.n;
    while (first < label.n && label.p[first] != ' ') {
      ++first;
    }
    while (last && label.p[last - 1] != ' ') {
      --last;
    }
    if (b->rows[i].type != ACTA_ENT_PERSON || !last) {
      continue;
    }
    const acta_str begin = {label.p, first};
    if (!gaz_add_name(b, i, (acta_str){label.p + last, label.n - last},
                      ACTA_NAME_SURNAME) ||
        ((word_bits(b, begin) & ACTA_WORD_FAMILY) &&
         !gaz_add_name(b, i, begin, ACTA_NAME_SURNAME))) {
      return false;
    }
  }
  return true;
}

// How prominent an entry is among namesakes: people living there, else what
// the data say of its kind.
static uint64_t rank_of(const acta_gazetteer_builder *b, const gaz_row *r)
{
  if (r->population) {
    return r->population;
  }
  for (size_t i = 0; i < b->n_ranks; ++i) {
    if (acta_str_eq(b->ranks[i].word, r->kind)) {
      return b->ranks[i].bits;
    }
  }
  return 0;
}

typedef struct {
  acta_str       key;
  uint64_t       rank;
  uint32_t       entry;
  acta_name_kind kind;
} ranked;

static int by_key_and_rank(const void *x, const void *y)
{
  const ranked *a = x, *b = y;
  const int     c = acta_str_cmp(a->key, b->key);
  if (c) {
    return c;
  }
  const bool sa = a->kind == ACTA_NAME_SURNAME,
             sb = b->kind == ACTA_NAME_SURNAME;
  if (sa != sb) {
    return sa - sb;
  }
  if (a->rank != b->rank) {
    return a->rank < b->rank ? 1 : -1;
  }
  if (a->entry != b->entry) {
    return a->entry < b->entry ? -1 : 1;
  }
  return (int)a->kind - (int)b->kind;
}

typedef struct {
  acta_buf section[GAZ_N_SECTIONS];
  uint32_t count[GAZ_N_SECTIONS];
  uint32_t n_base;
} writer;

static gaz_ref put_str(writer *w, acta_str s)
{
  const gaz_ref r = {(uint32_t)w->section[GAZ_POOL].n, (uint32_t)s.n};
  acta_buf_str(&w->section[GAZ_POOL], s);
  w->count[GAZ_POOL] += (uint32_t)s.n;
  return r;
}

static void put_item(writer *w, gaz_section s, const void *item)
{
  acta_buf_add(&w->section[s], item, gaz_item_size[s]);
  ++w->count[s];
}

// `kinds` are few and shared by thousands of rows: stored once.
static gaz_ref put_kind(writer *w, acta_intern *kinds, gaz_ref *refs,
                        acta_str kind)
{
  const uint32_t known = acta_intern_count(kinds);
  const uint32_t id    = acta_intern_add(kinds, kind);
  w->section[GAZ_POOL].failed |= id == ACTA_NO; // out of memory
  if (id >= 256) {
    return put_str(w, kind); // more kinds than are worth sharing
  }
  if (id == known) {
    refs[id] = put_str(w, kind);
  }
  return refs[id];
}

static bool put_entries(const acta_gazetteer_builder *b, writer *w)
{
  gaz_ref      refs[256];
  acta_intern *kinds = acta_intern_new();
  if (!kinds) {
    return false;
  }
  for (uint32_t i = 0; i < b->n_rows; ++i) {
    const gaz_row *r = b->rows + i;
    gaz_entry      e;
    memset(&e, 0, sizeof e); // padding too: the bytes are a file
    e.iri        = put_str(w, acta_intern_at(b->iris, i));
    e.label      = put_str(w, r->label);
    e.kind       = put_kind(w, kinds, refs, r->kind);
    e.same_as    = put_str(w, r->same_as);
    e.capital_of = put_str(w, r->capital_of);
    e.lat        = r->lat;
    e.lon        = r->lon;
    e.population = r->population;
    e.type       = (uint8_t)r->type;
    e.gender     = (uint8_t)r->gender;
    memcpy(e.country, r->country, 2);
    put_item(w, GAZ_ENTRIES, &e);
  }
  acta_intern_free(kinds);
  return true;
}

static void put_hit(writer *w, uint32_t entry, acta_name_kind kind)
{
  const acta_name_hit hit = {entry, kind};
  put_item(w, GAZ_HITS, &hit);
}

// Hits of one key; those of the gazetteer below follow, since a look-up that
// finds the key here asks no further.
static void put_key(const acta_gazetteer_builder *b, writer *w,
                    const ranked *names, size_t n)
{
  gaz_key k = {put_str(w, names->key), w->count[GAZ_HITS], 0};
  for (size_t i = 0; i < n; ++i) {
    if (!i || names[i].entry != names[i - 1].entry) {
      put_hit(w, w->n_base + names[i].entry, names[i].kind);
    }
  }
  size_t               n_below = 0;
  const acta_name_hit *below =
    b->base ? acta_gazetteer_find(b->base, names->key, &n_below) : NULL;
  for (size_t i = 0; i < n_below; ++i) {
    put_hit(w, below[i].entry, below[i].kind);
  }
  k.n = w->count[GAZ_HITS] - k.first;
  put_item(w, GAZ_KEYS, &k);
}

static bool put_names(const acta_gazetteer_builder *b, writer *w)
{
  ranked *all = malloc((b->n_names + 1) * sizeof *all);
  if (!all) {
    return false;
  }
  for (size_t i = 0; i < b->n_names; ++i) {
    const gaz_name *n = b->names + i;
    all[i] =
      (ranked){n->key, rank_of(b, b->rows + n->entry), n->entry, n->kind};
  }
  qsort(all, b->n_names, sizeof *all, by_key_and_rank);
  for (size_t i = 0, j = 0; i < b->n_names; i = j) {
    while (j < b->n_names && acta_str_eq(all[j].key, all[i].key)) {
      ++j;
    }
    put_key(b, w, all + i, j - i);
  }
  free(all);
  return true;
}

static bool put_iris(const acta_gazetteer_builder *b, writer *w)
{
  gaz_term *all = malloc((2 * b->n_rows + 1) * sizeof *all);
  size_t    n   = 0;
  if (!all || w->section[GAZ_ENTRIES].failed) {
    free(all);
    return false;
  }
  for (uint32_t i = 0; i < b->n_rows; ++i) {
    all[n++] = (gaz_term){.word = acta_intern_at(b->iris, i), .bits = i};
    if (b->rows[i].same_as.n) {
      all[n++] = (gaz_term){.word = b->rows[i].same_as, .bits = i};
    }
  }
  qsort(all, n, sizeof *all, by_word_and_bits);
  for (size_t i = 0; i < n; ++i) {
    gaz_entry e;
    memcpy(&e, w->section[GAZ_ENTRIES].p + all[i].bits * sizeof e, sizeof e);
    const bool own =
      acta_str_eq(all[i].word, acta_intern_at(b->iris, all[i].bits));
    const gaz_iri item = {own ? e.iri : e.same_as, w->n_base + all[i].bits, 0};
    put_item(w, GAZ_IRIS, &item);
  }
  free(all);
  return true;
}

static void put_terms(writer *w, gaz_section section, const gaz_term *all,
                      size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    const bool     both = section == GAZ_FIRST && all[i].bits > ACTA_FEMALE;
    const gaz_word item = {put_str(w, all[i].word), put_str(w, all[i].value),
                           both ? ACTA_GENDER_UNKNOWN : all[i].bits, 0};
    put_item(w, section, &item);
  }
}

static char *assemble(writer *w, size_t *n)
{
  gaz_header h;
  memset(&h, 0, sizeof h);
  memcpy(h.magic, GAZ_MAGIC, sizeof GAZ_MAGIC);
  h.byte_order = GAZ_BYTE_ORDER;
  h.n_base     = w->n_base;
  acta_buf out = {0};
  memcpy(h.count, w->count, sizeof h.count);
  acta_buf_add(&out, &h, sizeof h);
  for (int s = 0; s < GAZ_N_SECTIONS; ++s) {
    out.failed |= w->section[s].failed;
    acta_buf_str(&out, acta_buf_as_str(&w->section[s]));
    while (!out.failed && out.n % 8) {
      acta_buf_char(&out, 0);
    }
  }
  if (out.failed) {
    acta_buf_release(&out);
    return NULL;
  }
  *n = out.n;
  return out.p;
}

acta_status acta_gazetteer_compile(acta_gazetteer_builder *b, char **bytes,
                                   size_t *n, acta_error *err)
{
  writer w = {.n_base = b->base ? acta_gazetteer_count(b->base) : 0};
  char  *p = NULL;
  merge_terms(b->firsts, &b->n_firsts);
  merge_terms(b->words, &b->n_words);
  merge_terms(b->ranks, &b->n_ranks);
  inherit(b);
  if (add_surnames(b) && put_entries(b, &w) && put_names(b, &w) &&
      put_iris(b, &w)) {
    put_terms(&w, GAZ_FIRST, b->firsts, b->n_firsts);
    put_terms(&w, GAZ_WORDS, b->words, b->n_words);
    p = assemble(&w, n);
  }
  for (int s = 0; s < GAZ_N_SECTIONS; ++s) {
    acta_buf_release(&w.section[s]);
  }
  if (!p) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory compiling gazetteers");
  }
  *bytes = p;
  return ACTA_OK;
}
