// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "fuse/corpus.h"

#include <stdlib.h>

#define MAX_MEMBERS 64 // of a cluster whose members are compared when it grows

// An event in some pair.  Members of a cluster form a ring.
typedef struct {
  acta_block_entry entry;
  uint32_t         parent, next;
  uint32_t         size;  // of a root
  acta_str         least; // of a root
} member;

struct acta_clusters {
  const acta_record_file *f;
  acta_arena             *arena;
  member                 *members; // by id hash
  uint32_t                n;
};

static int by_id(const void *pa, const void *pb)
{
  const acta_block_entry *a = &((const member *)pa)->entry;
  const acta_block_entry *b = &((const member *)pb)->entry;
  if (a->id != b->id) {
    return a->id < b->id ? -1 : 1;
  }
  return (a->line > b->line) - (a->line < b->line);
}

// Best first; then by what does not depend on the order of the input.
static int by_score(const void *pa, const void *pb)
{
  const acta_event_pair *a = pa, *b = pb;
  const uint64_t         x[] = {a->a.id, a->b.id, a->a.line, a->b.line};
  const uint64_t         y[] = {b->a.id, b->b.id, b->a.line, b->b.line};
  if (a->score != b->score) {
    return a->score > b->score ? -1 : 1;
  }
  for (int i = 0; i < 4; ++i) {
    if (x[i] != y[i]) {
      return x[i] < y[i] ? -1 : 1;
    }
  }
  return 0;
}

static uint32_t find_member(const acta_clusters *c, uint64_t id)
{
  uint32_t low = 0, high = c->n;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (c->members[mid].entry.id < id) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low < c->n && c->members[low].entry.id == id ? low : ACTA_NO;
}

static uint32_t root_of(acta_clusters *c, uint32_t i)
{
  while (c->members[i].parent != i) {
    c->members[i].parent = c->members[c->members[i].parent].parent;
    i                    = c->members[i].parent;
  }
  return i;
}

static acta_status make_members(acta_clusters *c, const acta_event_pair *pairs,
                                size_t n, acta_error *err)
{
  size_t kept = 0;
  c->members  = malloc((2 * n + 1) * sizeof(*c->members));
  if (!c->members || n > UINT32_MAX / 4) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (size_t i = 0; i < n; ++i) {
    c->members[2 * i]     = (member){.entry = pairs[i].a};
    c->members[2 * i + 1] = (member){.entry = pairs[i].b};
  }
  qsort(c->members, 2 * n, sizeof(*c->members), by_id);
  for (size_t i = 0; i < 2 * n; ++i) {
    if (!kept || c->members[kept - 1].entry.id != c->members[i].entry.id) {
      c->members[kept++] = c->members[i];
    }
  }
  c->n = (uint32_t)kept;
  for (uint32_t i = 0; i < c->n; ++i) {
    c->members[i].parent = c->members[i].next = i;
    c->members[i].size                        = 1;
  }
  return ACTA_OK;
}

// Does any member of one cluster speak against any of the other?
static acta_status conflict(const acta_clusters *c, uint32_t a, uint32_t b,
                            bool *yes, acta_error *err)
{
  acta_arena       *arena = acta_arena_new(0);
  acta_status       st    = ACTA_OK;
  acta_record_event x, y;
  uint32_t          i = a, k = b;
  *yes = c->members[a].size + c->members[b].size > MAX_MEMBERS;
  if (!arena) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  do {
    acta_arena_reset(arena);
    st =
      acta_record_file_read(c->f, arena, c->members[i].entry.offset, &x, err);
    do {
      st   = st ? st
                : acta_record_file_read(c->f, arena, c->members[k].entry.offset,
                                        &y, err);
      *yes = *yes || (!st && acta_event_compare(c->f->o, &x, &y).conflict);
      k    = c->members[k].next;
    } while (!st && !*yes && k != b);
    i = c->members[i].next;
  } while (!st && !*yes && i != a);
  acta_arena_free(arena);
  return st;
}

static acta_status join(acta_clusters *c, const acta_event_pair *pair,
                        acta_error *err)
{
  const uint32_t i = find_member(c, pair->a.id);
  const uint32_t k = find_member(c, pair->b.id);
  const uint32_t a = root_of(c, i), b = root_of(c, k);
  bool           no = false;
  acta_status    st = a == b ? ACTA_OK : conflict(c, a, b, &no, err);
  if (st || a == b || no) {
    return st;
  }
  const uint32_t next  = c->members[a].next; // splice the two rings
  c->members[a].next   = c->members[b].next;
  c->members[b].next   = next;
  c->members[b].parent = a;
  c->members[a].size += c->members[b].size;
  return ACTA_OK;
}

// IRIs are fetched only now, for those that are in a cluster.
static acta_status name(acta_clusters *c, acta_error *err)
{
  acta_status st    = ACTA_OK;
  acta_arena *arena = acta_arena_new(0);
  if (!arena) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; !st && i < c->n; ++i) {
    member           *root = &c->members[root_of(c, i)];
    acta_record_event e;
    if (root->size < 2) {
      continue;
    }
    acta_arena_reset(arena);
    st =
      acta_record_file_read(c->f, arena, c->members[i].entry.offset, &e, err);
    if (!st && (!root->least.n || acta_str_cmp(e.id, root->least) < 0)) {
      root->least =
        (acta_str){acta_arena_dup(c->arena, e.id.p, e.id.n), e.id.n};
      st =
        root->least.p ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  acta_arena_free(arena);
  return st;
}

acta_status acta_clusters_new(const acta_record_file *f, acta_event_pair *pairs,
                              size_t n, acta_clusters **out, acta_error *err)
{
  acta_clusters *c  = calloc(1, sizeof(*c));
  acta_status    st = ACTA_OK;
  if (!c || !(c->arena = acta_arena_new(0))) {
    free(c);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  c->f = f;
  if (n) {
    qsort(pairs, n, sizeof(*pairs), by_score);
    st = make_members(c, pairs, n, err);
  }
  for (size_t i = 0; !st && i < n; ++i) {
    st = join(c, &pairs[i], err);
  }
  st = st ? st : name(c, err);
  if (st) {
    acta_clusters_free(c);
  } else {
    *out = c;
  }
  return st;
}

acta_str acta_clusters_find(const acta_clusters *c, uint64_t id)
{
  uint32_t i = find_member(c, id);
  if (i == ACTA_NO) {
    return (acta_str){"", 0};
  }
  while (c->members[i].parent != i) {
    i = c->members[i].parent;
  }
  return c->members[i].least;
}

void acta_clusters_free(acta_clusters *c)
{
  if (c) {
    acta_arena_free(c->arena);
    free(c->members);
    free(c);
  }
}
