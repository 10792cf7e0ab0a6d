// SPDX-License-Identifier: MIT
#include "ontology/gazetteer.h"

#include "ontology/gazetteer_format.h"
#include "ontology/name_key.h"

#include <math.h>
#include <stdlib.h>

struct acta_gazetteer {
  const acta_gazetteer *base;
  uint32_t              n_base;
  const char           *section[GAZ_N_SECTIONS];
  uint32_t              count[GAZ_N_SECTIONS];
};

static acta_status damaged(acta_error *err, const char *why)
{
  return acta_fail(err, ACTA_E_SYNTAX, "gazetteer index: %s", why);
}

static acta_status map_sections(acta_gazetteer *g, acta_str bytes,
                                acta_error *err)
{
  gaz_header h;
  if (bytes.n < sizeof h || (uintptr_t)bytes.p % 8) {
    return damaged(err, "truncated");
  }
  memcpy(&h, bytes.p, sizeof h);
  if (memcmp(h.magic, GAZ_MAGIC, sizeof h.magic) != 0) {
    return damaged(err, "not one, or of another version");
  }
  if (h.byte_order != GAZ_BYTE_ORDER) {
    return damaged(err, "compiled for another byte order");
  }
  if (h.n_base != (g->base ? acta_gazetteer_count(g->base) : 0)) {
    return damaged(err, "made for another base");
  }
  g->n_base = h.n_base;
  size_t at = sizeof h;
  for (int s = 0; s < GAZ_N_SECTIONS; ++s) {
    const uint64_t size = (uint64_t)h.count[s] * gaz_item_size[s];
    if (at > bytes.n || size > bytes.n - at) {
      return damaged(err, "truncated");
    }
    g->section[s] = bytes.p + at;
    g->count[s]   = h.count[s];
    at += (size_t)(size + 7) / 8 * 8;
  }
  return ACTA_OK;
}

acta_status acta_gazetteer_open(acta_str bytes, const acta_gazetteer *base,
                                acta_gazetteer **out, acta_error *err)
{
  acta_gazetteer *g = calloc(1, sizeof *g);
  if (!g) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory opening the gazetteer");
  }
  g->base              = base;
  const acta_status st = map_sections(g, bytes, err);
  if (st) {
    free(g);
    return st;
  }
  *out = g;
  return ACTA_OK;
}

void acta_gazetteer_free(acta_gazetteer *g)
{
  free(g);
}

uint32_t acta_gazetteer_count(const acta_gazetteer *g)
{
  return g->n_base + g->count[GAZ_ENTRIES];
}

static acta_str pool_str(const acta_gazetteer *g, gaz_ref r)
{
  const uint32_t size = g->count[GAZ_POOL];
  if (r.at > size || r.n > size - r.at) {
    return (acta_str){"", 0};
  }
  return (acta_str){g->section[GAZ_POOL] + r.at, r.n};
}

void acta_gazetteer_entry(const acta_gazetteer *g, uint32_t id,
                          acta_entry *entry)
{
  while (id < g->n_base && g->base) {
    g = g->base;
  }
  *entry = (acta_entry){.lat = NAN, .lon = NAN};
  if (id - g->n_base >= g->count[GAZ_ENTRIES]) {
    return;
  }
  const gaz_entry *e =
    (const gaz_entry *)(const void *)g->section[GAZ_ENTRIES] + (id - g->n_base);
  entry->iri   = pool_str(g, e->iri);
  entry->label = pool_str(g, e->label);
  entry->type =
    e->type < ACTA_N_ENT ? (acta_entity_type)e->type : ACTA_ENT_NONE;
  entry->country    = (acta_str){e->country, e->country[0] ? 2 : 0};
  entry->kind       = pool_str(g, e->kind);
  entry->population = e->population;
  entry->lat        = e->lat;
  entry->lon        = e->lon;
  entry->gender =
    e->gender <= ACTA_FEMALE ? (acta_gender)e->gender : ACTA_GENDER_UNKNOWN;
  entry->same_as    = pool_str(g, e->same_as);
  entry->capital_of = pool_str(g, e->capital_of);
}

// Every item that is looked up begins with the reference to its string.
static gaz_ref ref_at(const acta_gazetteer *g, gaz_section s, uint32_t i)
{
  gaz_ref r;
  memcpy(&r, g->section[s] + (size_t)i * gaz_item_size[s], sizeof r);
  return r;
}

// First item of sorted section `s` that is not below `key`.
static uint32_t lower_bound(const acta_gazetteer *g, gaz_section s,
                            acta_str key)
{
  uint32_t low = 0, high = g->count[s];
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (acta_str_cmp(pool_str(g, ref_at(g, s, mid)), key) < 0) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low;
}

static const void *item_of(const acta_gazetteer *g, gaz_section s, acta_str key)
{
  const uint32_t i = lower_bound(g, s, key);
  return i < g->count[s] && acta_str_eq(pool_str(g, ref_at(g, s, i)), key)
           ? g->section[s] + (size_t)i * gaz_item_size[s]
           : NULL;
}

const acta_name_hit *acta_gazetteer_find(const acta_gazetteer *g, acta_str name,
                                         size_t *n)
{
  char           key[ACTA_NAME_KEY_MAX];
  const acta_str folded = {key, acta_name_key(name, key)};
  *n                    = 0;
  for (; g && folded.n; g = g->base) {
    const gaz_key *k      = item_of(g, GAZ_KEYS, folded);
    const uint32_t n_hits = g->count[GAZ_HITS];
    if (k && k->first < n_hits && k->n <= n_hits - k->first) {
      *n = k->n;
      return (const acta_name_hit *)(const void *)g->section[GAZ_HITS] +
             k->first;
    }
  }
  return NULL;
}

bool acta_gazetteer_continue(const acta_gazetteer *g, acta_str prefix)
{
  char   key[ACTA_NAME_KEY_MAX];
  size_t n = acta_name_key(prefix, key);
  if (!n || n == sizeof key) {
    return false;
  }
  key[n++] = ' ';
  for (; g; g = g->base) {
    const uint32_t i = lower_bound(g, GAZ_KEYS, (acta_str){key, n});
    if (i < g->count[GAZ_KEYS] &&
        acta_str_starts(pool_str(g, ref_at(g, GAZ_KEYS, i)),
                        (acta_str){key, n})) {
      return true;
    }
  }
  return false;
}

uint32_t acta_gazetteer_by_iri(const acta_gazetteer *g, acta_str iri)
{
  for (; g; g = g->base) {
    const gaz_iri *i = item_of(g, GAZ_IRIS, iri);
    if (i) {
      return i->entry;
    }
  }
  return ACTA_NO;
}

acta_gender acta_gazetteer_first_name(const acta_gazetteer *g, acta_str name,
                                      bool *known)
{
  for (; g; g = g->base) {
    const gaz_word *w = item_of(g, GAZ_FIRST, name);
    if (w) {
      *known = true;
      return w->bits <= ACTA_FEMALE ? (acta_gender)w->bits
                                    : ACTA_GENDER_UNKNOWN;
    }
  }
  *known = false;
  return ACTA_GENDER_UNKNOWN;
}

uint32_t acta_gazetteer_word(const acta_gazetteer *g, acta_str word,
                             acta_str *value)
{
  char           key[ACTA_NAME_KEY_MAX];
  const acta_str folded = {key, acta_name_key(word, key)};
  for (; g && folded.n; g = g->base) {
    const gaz_word *w = item_of(g, GAZ_WORDS, folded);
    if (w) {
      if (value) {
        *value = pool_str(g, w->value);
      }
      return w->bits;
    }
  }
  return 0;
}
