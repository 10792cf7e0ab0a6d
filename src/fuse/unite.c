// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "base/vec.h"
#include "fuse/corpus.h"

#include <stdlib.h>

#define MAX_MEMBERS 64 // of a cluster whose members are compared when it grows
#define REFUSED 65536  // pairs of clusters that are remembered not to fit

// An event in some cluster.  Members of a cluster form a ring.
typedef struct {
  acta_block_entry entry;
  uint32_t         parent, next;
  uint32_t         size;  // of a root
  acta_str         least; // of a root
} member;

// A cluster that is compared, member by member.
typedef struct {
  acta_told told[MAX_MEMBERS];
  uint32_t  n;
} side;

struct acta_clusters {
  const acta_record_file *f;
  acta_arena             *arena;
  acta_arena             *reading;
  member                 *members;
  size_t                  n, cap;
  uint32_t               *places; // hash table: id to member + 1
  size_t                  n_places;
  uint64_t               *refused;
  side                   *a, *b;
};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// ---- members

// Where the id is, or would be.
static uint32_t *place_of(const acta_clusters *c, uint64_t id)
{
  size_t i = id & (c->n_places - 1);
  while (c->places[i] && c->members[c->places[i] - 1].entry.id != id) {
    i = (i + 1) & (c->n_places - 1);
  }
  return &c->places[i];
}

static bool grow_places(acta_clusters *c)
{
  const size_t n      = c->n_places ? 2 * c->n_places : 1024;
  uint32_t    *places = calloc(n, sizeof(*places));
  if (!places) {
    return false;
  }
  free(c->places);
  c->places   = places;
  c->n_places = n;
  for (size_t i = 0; i < c->n; ++i) {
    *place_of(c, c->members[i].entry.id) = (uint32_t)i + 1;
  }
  return true;
}

// The event's member, made if there is none; ACTA_NO if out of memory.
static uint32_t member_of(acta_clusters *c, const acta_block_entry *entry)
{
  const uint32_t at = *place_of(c, entry->id);
  if (at) {
    return at - 1;
  }
  void *members = c->members;
  if (c->n == ACTA_NO - 1 ||
      !acta_vec_grow(&members, c->n, &c->cap, sizeof(*c->members))) {
    return ACTA_NO;
  }
  const uint32_t i        = (uint32_t)c->n++;
  c->members              = members;
  c->members[i]           = (member){*entry, i, i, 1, {"", 0}};
  *place_of(c, entry->id) = i + 1;
  return c->n * 2 > c->n_places && !grow_places(c) ? ACTA_NO : i;
}

static uint32_t root_of(const acta_clusters *c, uint32_t i)
{
  while (c->members[i].parent != i) {
    c->members[i].parent = c->members[c->members[i].parent].parent;
    i                    = c->members[i].parent;
  }
  return i;
}

// ---- joining

static acta_status read_side(acta_clusters *c, uint32_t root, side *s,
                             acta_error *err)
{
  acta_status st = ACTA_OK;
  uint32_t    i  = root;
  s->n           = 0;
  do {
    st = acta_told_read(c->f, c->reading, &c->members[i].entry,
                        &s->told[s->n++], err);
    i  = c->members[i].next;
  } while (!st && i != root);
  return st;
}

// Do they fit on average, and does no member speak against any of the other?
static bool sides_fit(const acta_ontology *o, const side *a, const side *b)
{
  int64_t sum = 0;
  for (uint32_t i = 0; i < a->n; ++i) {
    for (uint32_t k = 0; k < b->n; ++k) {
      const int evidence = acta_events_evidence(o, &a->told[i], &b->told[k]);
      if (evidence == ACTA_FUSE_CONFLICT) {
        return false;
      }
      sum += evidence > ACTA_FUSE_LEAST ? evidence : ACTA_FUSE_LEAST;
    }
  }
  return sum >= (int64_t)ACTA_FUSE_ACCEPT * a->n * b->n;
}

// Two clusters as they are now; never 0.
static uint64_t name_of_pair(const acta_clusters *c, uint32_t a, uint32_t b)
{
  const uint32_t size   = c->members[a].size + c->members[b].size;
  const uint32_t both[] = {a < b ? a : b, a < b ? b : a, size};
  return acta_hash64(both, sizeof(both), 0) | 1;
}

static acta_status join(acta_clusters *c, uint32_t a, uint32_t b,
                        acta_error *err)
{
  const uint64_t name    = name_of_pair(c, a, b);
  uint64_t      *refused = &c->refused[(name >> 1) % REFUSED];
  if (*refused == name ||
      c->members[a].size + c->members[b].size > MAX_MEMBERS) {
    return ACTA_OK;
  }
  acta_arena_reset(c->reading);
  acta_status st = read_side(c, a, c->a, err);
  st             = st ? st : read_side(c, b, c->b, err);
  if (st) {
    return st;
  }
  if (!sides_fit(c->f->o, c->a, c->b)) {
    *refused = name;
    return ACTA_OK;
  }
  const uint32_t next  = c->members[a].next; // splice the two rings
  c->members[a].next   = c->members[b].next;
  c->members[b].next   = next;
  c->members[b].parent = a;
  c->members[a].size += c->members[b].size;
  return ACTA_OK;
}

static acta_status join_all(acta_clusters *c, acta_sorter *pairs,
                            acta_error *err)
{
  acta_event_pair pair;
  acta_status     st = ACTA_OK;
  while (!st && !(st = acta_sorter_next(pairs, &pair, err))) {
    const uint32_t i = member_of(c, &pair.a);
    const uint32_t k = i == ACTA_NO ? ACTA_NO : member_of(c, &pair.b);
    if (k == ACTA_NO) {
      return no_memory(err);
    }
    const uint32_t a = root_of(c, i), b = root_of(c, k);
    st = a == b ? ACTA_OK : join(c, a, b, err);
  }
  return st == ACTA_END ? ACTA_OK : st;
}

// IRIs are fetched only now, for those that are in a cluster.
static acta_status name(acta_clusters *c, acta_error *err)
{
  acta_status st = ACTA_OK;
  for (uint32_t i = 0; !st && i < c->n; ++i) {
    member   *root = &c->members[root_of(c, i)];
    acta_told told;
    if (root->size < 2) {
      continue;
    }
    acta_arena_reset(c->reading);
    st = acta_told_read(c->f, c->reading, &c->members[i].entry, &told, err);
    const acta_str id = told.event.id;
    if (!st && (!root->least.n || acta_str_cmp(id, root->least) < 0)) {
      root->least = (acta_str){acta_arena_dup(c->arena, id.p, id.n), id.n};
      st          = root->least.p ? ACTA_OK : no_memory(err);
    }
  }
  return st;
}

static bool make(acta_clusters *c)
{
  c->arena   = acta_arena_new(0);
  c->reading = acta_arena_new(0);
  c->cap     = 64;
  c->members = malloc(c->cap * sizeof(*c->members));
  c->refused = calloc(REFUSED, sizeof(*c->refused));
  c->a       = malloc(sizeof(*c->a));
  c->b       = malloc(sizeof(*c->b));
  return c->arena && c->reading && c->members && c->refused && c->a && c->b &&
         grow_places(c);
}

acta_status acta_clusters_new(const acta_record_file *f, acta_sorter *pairs,
                              acta_clusters **out, acta_error *err)
{
  acta_clusters *c = calloc(1, sizeof(*c));
  if (!c) {
    return no_memory(err);
  }
  c->f           = f;
  acta_status st = make(c) ? ACTA_OK : no_memory(err);
  st             = st ? st : join_all(c, pairs, err);
  st             = st ? st : name(c, err);
  if (st) {
    acta_clusters_free(c);
  } else {
    *out = c;
  }
  return st;
}

acta_str acta_clusters_find(const acta_clusters *c, uint64_t id)
{
  const uint32_t at = *place_of(c, id);
  return at ? c->members[root_of(c, at - 1)].least : (acta_str){"", 0};
}

void acta_clusters_free(acta_clusters *c)
{
  if (c) {
    acta_arena_free(c->arena);
    acta_arena_free(c->reading);
    free(c->members);
    free(c->places);
    free(c->refused);
    free(c->a);
    free(c->b);
    free(c);
  }
}
