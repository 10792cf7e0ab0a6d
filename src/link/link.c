// SPDX-License-Identifier: MIT
#include "link/link.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/iri.h"

#include <math.h>

enum { CANDIDATES = 24, COUNTRIES = 64, LONGEST_NAME = 256 };

// Where the document is set: how often each country is told of, by itself or
// by places that can only be there.
typedef struct {
  char     code[COUNTRIES][2];
  uint32_t count[COUNTRIES];
  uint32_t n;
} setting;

typedef struct {
  const acta_ontology *o;
  acta_document       *doc;
  uint32_t            *best;   ///< Mention with the best name of each entity
  bool                *silent; ///< Only pronouns tell of it
  setting              setting;
} linker;

// ---- the setting

static void tell_country(setting *s, acta_str code)
{
  uint32_t i = 0;
  if (code.n != 2) {
    return;
  }
  while (i < s->n && memcmp(s->code[i], code.p, 2) != 0) {
    ++i;
  }
  if (i == COUNTRIES) {
    return;
  }
  if (i == s->n) {
    memcpy(s->code[s->n++], code.p, 2);
  }
  ++s->count[i];
}

static uint32_t told(const setting *s, acta_str code)
{
  for (uint32_t i = 0; i < s->n && code.n == 2; ++i) {
    if (!memcmp(s->code[i], code.p, 2)) {
      return s->count[i];
    }
  }
  return 0;
}

// Is no other country told of as often?
static bool is_stage(const setting *s, acta_str code)
{
  const uint32_t own = told(s, code);
  for (uint32_t i = 0; i < s->n; ++i) {
    if (s->count[i] >= own && memcmp(s->code[i], code.p, 2) != 0) {
      return false;
    }
  }
  return own > 0;
}

static acta_str name_of(const linker *w, uint32_t m)
{
  const acta_mention *x     = w->doc->mentions + m;
  const uint32_t      begin = w->doc->tokens[x->begin].span.begin;
  const uint32_t      end   = w->doc->tokens[x->end - 1].span.end;
  return (acta_str){w->doc->text.p + begin, end - begin};
}

static bool is_place(acta_entity_type t)
{
  return t == ACTA_ENT_GPE || t == ACTA_ENT_PLACE;
}

static bool fits_type(acta_entity_type wanted, acta_entity_type entry)
{
  return wanted == entry || entry == ACTA_ENT_NONE ||
         (is_place(wanted) && is_place(entry));
}

// Candidates of that type by name, family names apart.
static size_t candidates(const linker *w, acta_str name, acta_entity_type type,
                         uint32_t out[CANDIDATES])
{
  size_t               n = 0, m = 0;
  const acta_name_hit *hits     = acta_names_find(w->o, name, &n);
  bool                 capitals = true;
  for (size_t i = 0; i < name.n; ++i) {
    capitals = capitals && !(name.p[i] >= 'a' && name.p[i] <= 'z');
  }
  for (size_t i = 0; i < n && m < CANDIDATES; ++i) {
    acta_entry e;
    acta_entry_at(w->o, hits[i].entry, &e);
    if (hits[i].kind != ACTA_NAME_SURNAME && fits_type(type, e.type) &&
        (hits[i].kind != ACTA_NAME_ACRONYM || capitals)) {
      out[m++] = hits[i].entry;
    }
  }
  return m;
}

// A place that can only be in one country: the only one of its name, or one
// with many times the people of all others; ACTA_NO if it may be elsewhere.
static uint32_t sure_place(const linker *w, uint32_t m, acta_entity_type type)
{
  enum { FAR_LARGER = 20 };
  uint32_t     found[CANDIDATES], best = ACTA_NO;
  uint64_t     most = 0, second = 0;
  const size_t n = candidates(w, name_of(w, m), type, found);
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(w->o, found[i], &e);
    if (e.population > most) {
      second = most;
      most   = e.population;
      best   = found[i];
    } else if (e.population > second) {
      second = e.population;
    }
  }
  return n == 1 ? found[0] : most > second * FAR_LARGER ? best : ACTA_NO;
}

static void learn_setting(linker *w)
{
  for (uint32_t i = 0; i < w->doc->n_entities; ++i) {
    const acta_entity *x    = w->doc->entities + i;
    uint32_t           sure = x->record;
    acta_entry         e;
    if (sure == ACTA_NO && w->best[i] != ACTA_NO && is_place(x->type)) {
      sure = sure_place(w, w->best[i], x->type);
    }
    if (sure == ACTA_NO) {
      continue;
    }
    acta_entry_at(w->o, sure, &e);
    if (!acta_str_is(e.label, "Georgia")) {
      tell_country(&w->setting, e.country);
    }
  }
}

// ---- choosing

// The place whose name begins at token `t`, looked for behind mention `m`.
static uint32_t place_at(const linker *w, uint32_t m, uint32_t t)
{
  const acta_document *d = w->doc;
  for (uint32_t k = m + 1; k < d->n_mentions && d->mentions[k].begin <= t;
       ++k) {
    if (d->mentions[k].begin == t && d->mentions[k].kind == ACTA_MENTION_NAME &&
        is_place(d->mentions[k].type)) {
      return k;
    }
  }
  return ACTA_NO;
}

// Does a list go on behind token `t`: "and Rome", ", Rome"?
static bool list_goes_on(const linker *w, uint32_t m, uint32_t t)
{
  const acta_document *d = w->doc;
  if (t + 1 >= d->n_tokens) {
    return false;
  }
  const acta_str f = d->tokens[t].form;
  return acta_str_is(f, "and") || acta_str_is(f, "or") ||
         (acta_str_is(f, ",") && place_at(w, m, t + 1) != ACTA_NO);
}

// "Paris, Texas", not "Paris, Berlin and Rome": the mention of the region that
// a town is said to be in, right after it; ACTA_NO if none is.
static uint32_t region_after(const linker *w, uint32_t m)
{
  const acta_document *d = w->doc;
  const uint32_t       t = d->mentions[m].end;
  const bool     comma = t < d->n_tokens && acta_str_is(d->tokens[t].form, ",");
  const uint32_t next  = comma ? place_at(w, m, t + 1) : ACTA_NO;
  return next != ACTA_NO && !list_goes_on(w, next, d->mentions[next].end)
           ? next
           : ACTA_NO;
}

// Has the entry the name "Paris, Texas"?
static bool has_full_name(const linker *w, acta_str town, acta_str region,
                          const acta_entry *e)
{
  char      full[LONGEST_NAME];
  const int len = snprintf(full, sizeof full, "%.*s, %.*s", (int)town.n, town.p,
                           (int)region.n, region.p);
  const bool           fits = len > 0 && (size_t)len < sizeof full;
  size_t               n    = 0;
  const acta_name_hit *hits =
    fits ? acta_names_find(w->o, (acta_str){full, (size_t)len}, &n) : NULL;
  for (size_t i = 0; i < n; ++i) {
    acta_entry other;
    acta_entry_at(w->o, hits[i].entry, &other);
    if (acta_str_eq(other.iri, e->iri)) {
      return true;
    }
  }
  return false;
}

// Does a candidate of the region's name lie in country `code`?
static bool region_lies_in(const linker *w, acta_str region, acta_str code)
{
  uint32_t     found[CANDIDATES];
  const size_t n = candidates(w, region, ACTA_ENT_GPE, found);
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(w->o, found[i], &e);
    const bool wide = acta_str_is(e.kind, "state") ||
                      acta_str_is(e.kind, "country") ||
                      acta_str_is(e.kind, "part");
    if (wide && e.country.n && acta_str_eq(e.country, code)) {
      return true;
    }
  }
  return false;
}

// How well the region said to be around a town fits a candidate: it has both
// names, its country is that or has that state, nothing is told, or else.
static double region_score(const linker *w, uint32_t m, const acta_entry *e)
{
  const uint32_t next = region_after(w, m);
  if (next == ACTA_NO) {
    return 0;
  }
  if (has_full_name(w, name_of(w, m), name_of(w, next), e)) {
    return 5;
  }
  return region_lies_in(w, name_of(w, next), e->country) ? 2 : -5;
}

// A smaller town has namesakes in many countries: that its country is told of
// says little, unless the text is set there.
static const uint64_t town_limit = 100000;

static double place_score(const linker *w, uint32_t m, const acta_entry *e)
{
  double s = log10((double)e->population + 1);
  if (acta_str_is(e->kind, "country")) {
    s = 7.5;
  } else if (acta_str_is(e->kind, "state") || acta_str_is(e->kind, "region")) {
    s = 6.5;
  } else if (!e->population) {
    s = e->type == ACTA_ENT_PLACE ? 4.5 : 3;
  }
  const uint32_t near = told(&w->setting, e->country);
  if (acta_str_is(e->kind, "city") && e->population < town_limit) {
    s += is_stage(&w->setting, e->country) ? 0.7 : 0;
  } else {
    s += near ? 1 + (near > 2 ? 0.5 : 0) : 0;
  }
  s += acta_str_is(e->kind, "capital") ? 1 : 0;
  return s + region_score(w, m, e);
}

// Too small to be meant unless its country is told of.
static const double place_floor = 4.7;

static uint32_t choose_place(const linker *w, uint32_t entity, uint32_t m)
{
  uint32_t               found[CANDIDATES], best = ACTA_NO;
  double                 top  = place_floor;
  const acta_entity_type type = w->doc->entities[entity].type;
  const size_t           n    = candidates(w, name_of(w, m), type, found);
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(w->o, found[i], &e);
    const double s = place_score(w, m, &e);
    if (s > top) {
      top  = s;
      best = found[i];
    }
  }
  return best;
}

static bool leads(const acta_entry *e)
{
  return acta_str_is(e->kind, "leader");
}

// A full name: the only bearer, the only leader, or the only one whose country
// the document tells of.
static uint32_t choose_person(const linker *w, uint32_t m)
{
  uint32_t     found[CANDIDATES], leader = ACTA_NO, local = ACTA_NO;
  unsigned     n_leaders = 0, n_local = 0;
  const size_t n = candidates(w, name_of(w, m), ACTA_ENT_PERSON, found);
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(w->o, found[i], &e);
    if (leads(&e)) {
      leader = found[i];
      ++n_leaders;
    }
    if (told(&w->setting, e.country)) {
      local = found[i];
      ++n_local;
    }
  }
  return n == 1           ? found[0]
         : n_leaders == 1 ? leader
         : n_local == 1   ? local
                          : ACTA_NO;
}

// A family name alone: borne by one person that the gazetteers know, a leader
// whose country is told of, and no first name.
static uint32_t choose_by_family(const linker *w, uint32_t m)
{
  size_t               n = 0, n_leaders = 0;
  uint32_t             leader = ACTA_NO;
  const acta_str       name   = name_of(w, m);
  const acta_name_hit *hits   = acta_names_find(w->o, name, &n);
  bool                 first  = false;
  (void)acta_first_name(w->o, name, &first);
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(w->o, hits[i].entry, &e);
    if (e.type == ACTA_ENT_PERSON && leads(&e) &&
        told(&w->setting, e.country)) {
      leader = hits[i].entry;
      ++n_leaders;
    }
  }
  return n_leaders == 1 && n <= 3 && !first ? leader : ACTA_NO;
}

// Organisations: the only one of that name, or one far more prominent; the
// gazetteers give the most prominent first.
static uint32_t choose_organisation(const linker *w, acta_entity_type type,
                                    uint32_t m)
{
  uint32_t     found[CANDIDATES];
  const size_t n = candidates(w, name_of(w, m), type, found);
  acta_entry   e;
  if (!n) {
    return ACTA_NO;
  }
  acta_entry_at(w->o, found[0], &e);
  return n == 1 || !acta_str_is(e.kind, "newspaper") ? found[0] : ACTA_NO;
}

static uint32_t choose(const linker *w, uint32_t entity)
{
  const acta_entity *x = w->doc->entities + entity;
  const uint32_t     m = w->best[entity];
  if (x->record != ACTA_NO || m == ACTA_NO || !w->o) {
    return x->record;
  }
  const acta_mention *y = w->doc->mentions + m;
  switch (x->type) {
  case ACTA_ENT_PERSON:
    return y->end - y->begin > 1 ? choose_person(w, m) : choose_by_family(w, m);
  case ACTA_ENT_GPE:
  case ACTA_ENT_PLACE: return choose_place(w, entity, m);
  case ACTA_ENT_ORG:
  case ACTA_ENT_THING:
  case ACTA_ENT_VEHICLE:
  case ACTA_ENT_GROUP: return choose_organisation(w, x->type, m);
  case ACTA_ENT_NONE:
  case ACTA_N_ENT: break;
  }
  return ACTA_NO;
}

// "Georgia": the country, unless the document is set in the United States.
static uint32_t weigh_country(const linker *w, uint32_t record)
{
  acta_entry e;
  uint32_t   found[CANDIDATES], best = record;
  acta_entry_at(w->o, record, &e);
  const size_t   n   = candidates(w, e.label, ACTA_ENT_GPE, found);
  const uint32_t own = told(&w->setting, e.country);
  for (size_t i = 0; i < n; ++i) {
    acta_entry other;
    acta_entry_at(w->o, found[i], &other);
    if (acta_str_is(other.kind, "state") && w->setting.n == 1 &&
        told(&w->setting, other.country) > own) {
      best = found[i];
    }
  }
  return best;
}

// ---- minting

static acta_str kind_of(acta_entity_type type)
{
  switch (type) {
  case ACTA_ENT_PERSON: return ACTA_STR("person");
  case ACTA_ENT_PLACE:
  case ACTA_ENT_GPE: return ACTA_STR("place");
  case ACTA_ENT_ORG: return ACTA_STR("organization");
  case ACTA_ENT_GROUP: return ACTA_STR("group");
  case ACTA_ENT_VEHICLE: return ACTA_STR("vehicle");
  case ACTA_ENT_NONE:
  case ACTA_ENT_THING:
  case ACTA_N_ENT: break;
  }
  return ACTA_STR("thing");
}

static bool full_name(const linker *w, uint32_t entity)
{
  const uint32_t m = w->best[entity];
  return m != ACTA_NO && memchr(name_of(w, m).p, ' ', name_of(w, m).n) != NULL;
}

// Two entities of a text with the same words get scopes of their own.
static acta_str scope_of(const linker *w, acta_str text_iri, uint32_t again)
{
  acta_buf b = {NULL, 0, 0, false};
  if (!again) {
    return text_iri;
  }
  acta_buf_str(&b, text_iri);
  acta_buf_printf(&b, "#%u", again + 1);
  acta_str s = {b.failed ? NULL : acta_arena_dup(w->doc->arena, b.p, b.n), b.n};
  acta_buf_release(&b);
  return s;
}

// How often a label was used before, by hash.
typedef struct {
  uint64_t *keys;
  uint32_t *times;
  uint32_t  mask;
} labels;

static bool labels_init(labels *l, acta_document *doc)
{
  uint32_t size = 16;
  while (size / 2 < doc->n_entities && size < 1U << 30) {
    size *= 2;
  }
  l->keys  = acta_arena_alloc(doc->arena, size, sizeof *l->keys);
  l->times = acta_arena_alloc(doc->arena, size, sizeof *l->times);
  l->mask  = size - 1;
  return l->keys && l->times;
}

static uint32_t times_used(labels *l, acta_str label, acta_entity_type type)
{
  const uint64_t key = acta_hash64(label.p, label.n, (uint64_t)type + 1) | 1U;
  uint32_t       i   = (uint32_t)(key >> 16) & l->mask;
  while (l->keys[i] && l->keys[i] != key) {
    i = (i + 1) & l->mask;
  }
  l->keys[i] = key;
  return l->times[i]++;
}

static bool mint(linker *w, uint32_t entity, acta_str text_iri, labels *used)
{
  acta_document *doc  = w->doc;
  acta_entity   *x    = doc->entities + entity;
  const bool     full = full_name(w, entity);
  const uint32_t again =
    full || x->named ? 0 : times_used(used, x->label, x->type);
  const acta_str scope = full ? ACTA_STR("") : scope_of(w, text_iri, again);
  x->linked            = false;
  x->iri               = scope.p
                           ? acta_iri_entity(doc->arena, kind_of(x->type), x->label, scope)
                           : scope;
  return x->iri.p != NULL;
}

static bool find_names(linker *w)
{
  acta_document *doc = w->doc;
  const size_t   n   = (size_t)doc->n_entities + 1;
  w->best            = acta_arena_alloc(doc->arena, n, sizeof *w->best);
  w->silent          = acta_arena_alloc(doc->arena, n, sizeof *w->silent);
  if (!w->best || !w->silent) {
    return false;
  }
  memset(w->silent, 1, n * sizeof *w->silent);
  memset(w->best, 0xFF, n * sizeof *w->best);
  for (uint32_t m = 0; m < doc->n_mentions; ++m) {
    const acta_mention *x = doc->mentions + m;
    uint32_t           *b = w->best + x->entity;
    if (x->kind != ACTA_MENTION_PRONOUN || doc->entities[x->entity].n_members) {
      w->silent[x->entity] = false;
    }
    if (x->kind == ACTA_MENTION_NAME &&
        (*b == ACTA_NO ||
         acta_str_eq(name_of(w, m), doc->entities[x->entity].label))) {
      *b = *b != ACTA_NO &&
               acta_str_eq(name_of(w, *b), doc->entities[x->entity].label)
             ? *b
             : m;
    }
  }
  return true;
}

acta_status acta_link_run(const acta_ontology *o, acta_document *doc,
                          acta_error *err)
{
  linker         w = {.o = o, .doc = doc};
  labels         used;
  const acta_str text = acta_iri_join(doc->arena, ACTA_IRI_TEXT, doc->id);
  bool           good = text.p && find_names(&w) && labels_init(&used, doc);
  if (good && o) {
    learn_setting(&w);
  }
  for (uint32_t i = 0; good && i < doc->n_entities; ++i) {
    acta_entity *x = doc->entities + i;
    if (x->record != ACTA_NO && o) {
      x->record = weigh_country(&w, x->record);
    }
    x->record = choose(&w, i);
    if (x->record == ACTA_NO && w.silent[i]) {
      continue;
    }
    if (x->record == ACTA_NO) {
      good = mint(&w, i, text, &used);
      continue;
    }
    acta_entry e;
    acta_entry_at(o, x->record, &e);
    x->iri    = e.iri;
    x->linked = true;
    x->label  = e.label.n ? e.label : x->label;
    x->type   = e.type && x->type != ACTA_ENT_GPE ? e.type : x->type;
    x->gender = x->gender ? x->gender : e.gender;
  }
  return good ? ACTA_OK
              : acta_fail(err, ACTA_E_NOMEM, "out of memory linking entities");
}
