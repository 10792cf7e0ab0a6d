// SPDX-License-Identifier: MIT
#include "fuse/fuse.h"

#include <stdlib.h>

#define MAX_SAME_DAY 4 // a day with more events says little about their order

static bool add_link(acta_arena *arena, acta_record_event *e, const char *type,
                     acta_str id)
{
  for (uint32_t i = 0; i < e->n_links; ++i) {
    if (acta_str_is(e->links[i].type, type) &&
        acta_str_eq(e->links[i].id, id)) {
      return true;
    }
  }
  acta_record_link *links =
    acta_arena_alloc(arena, (size_t)e->n_links + 1, sizeof(*links));
  if (!links) {
    return false;
  }
  if (e->n_links) {
    memcpy(links, e->links, e->n_links * sizeof(*links));
  }
  links[e->n_links++] = (acta_record_link){acta_str_of(type), id};
  e->links            = links;
  return true;
}

// Told as a fact, by the outlet or by a speaker.
static bool is_asserted(const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    if (e->mentions[i].stance == ACTA_ACTUAL) {
      return true;
    }
  }
  return false;
}

static bool acts_in(const acta_ontology *o, const acta_record_event *e,
                    acta_str id)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const uint32_t role = acta_role_find(o, e->roles[i].role);
    if (acta_str_eq(e->roles[i].id, id) && role != ACTA_NO &&
        acta_role_at(o, role)->kind == ACTA_ROLE_ACTOR) {
      return true;
    }
  }
  return false;
}

// ---- what belongs to a visit

// Do all places of the part lie where the visit goes?  `known`: does any?
static bool in_place(const acta_ontology *o, const acta_record_event *visit,
                     const acta_record_event *part, bool *known)
{
  *known = false;
  for (uint32_t i = 0; i < visit->n_roles; ++i) {
    for (uint32_t k = 0; k < part->n_roles; ++k) {
      const acta_record_role *x = &visit->roles[i], *y = &part->roles[k];
      if (!acta_str_is(x->role, "destination") ||
          (!acta_str_is(y->role, "place") &&
           !acta_str_is(y->role, "destination"))) {
        continue;
      }
      const acta_places places = acta_places_compare(o, x, y);
      if (places == ACTA_PLACES_APART) {
        return false;
      }
      *known = *known || places == ACTA_PLACES_FIT;
    }
  }
  return true;
}

static bool is_range(acta_days d)
{
  return d.begin != ACTA_NO_DAY && d.end != ACTA_NO_DAY;
}

static bool is_part(const acta_ontology *o, const acta_record_event *visit,
                    const acta_record_event *part)
{
  bool guest = false, known = false;
  if (acta_event_is(o, part, "Visit") ||
      !(acta_event_is(o, part, "Contact") ||
        acta_event_is(o, part, "Arrival") ||
        acta_event_is(o, part, "Agreement"))) {
    return false;
  }
  for (uint32_t i = 0; i < visit->n_roles && !guest; ++i) {
    guest = acta_str_is(visit->roles[i].role, "agent") &&
            acta_filler_is_named(&visit->roles[i]) &&
            acts_in(o, part, visit->roles[i].id);
  }
  if (!guest || !in_place(o, visit, part, &known)) {
    return false;
  }
  return is_range(visit->time) && is_range(part->time)
           ? visit->time.begin <= part->time.begin &&
               part->time.end <= visit->time.end
           : known;
}

static bool relate_visits(const acta_ontology *o, acta_arena *arena,
                          acta_record_event *events, uint32_t n)
{
  for (uint32_t v = 0; v < n; ++v) {
    if (!acta_event_is(o, &events[v], "Visit") || !is_asserted(&events[v])) {
      continue;
    }
    for (uint32_t i = 0; i < n; ++i) {
      if (i != v && is_asserted(&events[i]) &&
          is_part(o, &events[v], &events[i]) &&
          !add_link(arena, &events[i], "partOf", events[v].id)) {
        return false;
      }
    }
  }
  return true;
}

// ---- what one person did day by day

typedef struct {
  acta_str           who;
  acta_day           day;
  acta_record_event *e;
} act;

static int by_person(const void *pa, const void *pb)
{
  const act *a = pa, *b = pb;
  const int  c = acta_str_cmp(a->who, b->who);
  if (c || a->day != b->day) {
    return c ? c : a->day < b->day ? -1 : 1;
  }
  return acta_str_cmp(a->e->id, b->e->id);
}

static size_t collect(const acta_ontology *o, acta_record_event *events,
                      uint32_t n, act *acts)
{
  size_t n_acts = 0;
  for (uint32_t i = 0; i < n; ++i) {
    acta_record_event *e = &events[i];
    if (e->time.begin == ACTA_NO_DAY || e->time.begin != e->time.end ||
        !is_asserted(e) || acta_event_is(o, e, "Communication")) {
      continue;
    }
    for (uint32_t k = 0; k < e->n_roles; ++k) {
      const acta_record_role *r = &e->roles[k];
      if (acta_str_is(r->type, "Person") && acta_filler_is_named(r) &&
          (acta_str_is(r->role, "agent") ||
           acta_str_is(r->role, "participant"))) {
        acts[n_acts++] = (act){r->id, e->time.begin, e};
      }
    }
  }
  return n_acts;
}

// End of the stretch of one person's acts on one day.
static size_t day_end(const act *acts, size_t n, size_t at)
{
  size_t end = at;
  while (end < n && acts[end].day == acts[at].day &&
         acta_str_eq(acts[end].who, acts[at].who)) {
    ++end;
  }
  return end;
}

// All acts of one day came before all of the next that has any.
static bool link_days(acta_arena *arena, const act *first, size_t n,
                      const act *next, size_t n_next)
{
  for (size_t a = 0; a < n && n <= MAX_SAME_DAY; ++a) {
    for (size_t b = 0; b < n_next && n_next <= MAX_SAME_DAY; ++b) {
      if (!add_link(arena, first[a].e, "before", next[b].e->id)) {
        return false;
      }
    }
  }
  return true;
}

static bool relate_days(const acta_ontology *o, acta_arena *arena,
                        acta_record_event *events, uint32_t n)
{
  size_t room = 0;
  for (uint32_t i = 0; i < n; ++i) {
    room += events[i].n_roles;
  }
  act *acts = acta_arena_alloc(arena, room, sizeof(*acts));
  if (!acts) {
    return false;
  }
  const size_t n_acts = collect(o, events, n, acts);
  if (n_acts) {
    qsort(acts, n_acts, sizeof(*acts), by_person);
  }
  for (size_t i = 0; i < n_acts;) {
    const size_t next = day_end(acts, n_acts, i);
    if (next < n_acts && acta_str_eq(acts[next].who, acts[i].who)) {
      const size_t end = day_end(acts, n_acts, next);
      if (!link_days(arena, &acts[i], next - i, &acts[next], end - next)) {
        return false;
      }
    }
    i = next;
  }
  return true;
}

bool acta_events_relate(const acta_ontology *o, acta_arena *arena,
                        acta_record_event *events, uint32_t n)
{
  return relate_visits(o, arena, events, n) && relate_days(o, arena, events, n);
}
