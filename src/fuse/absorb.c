// SPDX-License-Identifier: MIT
#include "fuse/fuse.h"

#include <stdlib.h>

// Two arrays one after the other on the arena.
static bool concat(acta_arena *arena, void **to, uint32_t *n, const void *more,
                   uint32_t n_more, size_t size)
{
  if (!n_more) {
    return true;
  }
  char *both = acta_arena_alloc(arena, (size_t)*n + n_more, size);
  if (!both) {
    return false;
  }
  if (*n) {
    memcpy(both, *to, *n * size);
  }
  memcpy(both + *n * size, more, n_more * size);
  *to = both;
  *n += n_more;
  return true;
}

static acta_record_role *same_role(acta_record_event      *e,
                                   const acta_record_role *r)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    acta_record_role *x = &e->roles[i];
    if (acta_str_eq(x->role, r->role) && acta_str_eq(x->id, r->id) &&
        (r->id.n || acta_str_eq(x->label, r->label))) {
      return x;
    }
  }
  return NULL;
}

static bool add_role(acta_arena *arena, acta_record_event *to,
                     const acta_record_role *r)
{
  acta_record_role *same = same_role(to, r);
  void             *p    = same ? (void *)same->mentions : to->roles;
  bool              ok   = false;
  if (same) {
    ok = concat(arena, &p, &same->n_mentions, r->mentions, r->n_mentions,
                sizeof(*r->mentions));
    same->mentions = p;
  } else {
    ok        = concat(arena, &p, &to->n_roles, r, 1, sizeof(*r));
    to->roles = p;
  }
  return ok;
}

static int by_place(const void *a, const void *b)
{
  const acta_record_span *x = &((const acta_record_mention *)a)->span;
  const acta_record_span *y = &((const acta_record_mention *)b)->span;
  if (x->begin != y->begin) {
    return x->begin < y->begin ? -1 : 1;
  }
  return (x->end > y->end) - (x->end < y->end);
}

// A day says more than a range; ranges that overlap say their common part.
static acta_days narrow(acta_days a, acta_days b)
{
  if (b.begin != ACTA_NO_DAY && (a.begin == ACTA_NO_DAY || b.begin > a.begin)) {
    a.begin = b.begin;
  }
  if (b.end != ACTA_NO_DAY && (a.end == ACTA_NO_DAY || b.end < a.end)) {
    a.end = b.end;
  }
  return a;
}

bool acta_event_absorb(const acta_ontology *o, acta_arena *arena,
                       acta_record_event *to, const acta_record_event *from)
{
  const acta_days days     = narrow(to->time, from->time);
  void           *mentions = to->mentions;
  void           *quotes   = to->quotes;
  void           *links    = to->links;
  bool            ok = concat(arena, &mentions, &to->n_mentions, from->mentions,
                              from->n_mentions, sizeof(*from->mentions)) &&
            concat(arena, &quotes, &to->n_quotes, from->quotes, from->n_quotes,
                   sizeof(*from->quotes)) &&
            concat(arena, &links, &to->n_links, from->links, from->n_links,
                   sizeof(*from->links));
  to->mentions = mentions;
  to->quotes   = quotes;
  to->links    = links;
  for (uint32_t i = 0; ok && i < from->n_roles; ++i) {
    ok = add_role(arena, to, &from->roles[i]);
  }
  if (to->n_mentions) {
    qsort(to->mentions, to->n_mentions, sizeof(*to->mentions), by_place);
  }
  if (acta_class_is_a(o, acta_class_find(o, from->type),
                      acta_class_find(o, to->type))) {
    to->type = from->type;
  }
  if (days.begin == ACTA_NO_DAY || days.end == ACTA_NO_DAY ||
      days.begin <= days.end) {
    if (!to->time_text.n ||
        (days.begin == from->time.begin && days.end == from->time.end)) {
      to->time_text = from->time_text.n ? from->time_text : to->time_text;
    }
    to->time = days;
  }
  return ok;
}
