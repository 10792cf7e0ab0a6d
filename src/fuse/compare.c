// SPDX-License-Identifier: MIT
#include "fuse/fuse.h"

bool acta_event_is(const acta_ontology *o, const acta_record_event *e,
                   const char *name)
{
  const uint32_t class = acta_class_find(o, e->type);
  const uint32_t above = acta_class_find(o, acta_str_of(name));
  return class != ACTA_NO && above != ACTA_NO &&
         acta_class_is_a(o, class, above);
}

bool acta_event_all(const acta_record_event *e, acta_stance stance)
{
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    if (e->mentions[i].stance != stance) {
      return false;
    }
  }
  return e->n_mentions;
}

static bool classes_fit(const acta_ontology *o, const acta_record_event *a,
                        const acta_record_event *b)
{
  const uint32_t x = acta_class_find(o, a->type);
  const uint32_t y = acta_class_find(o, b->type);
  if (x == y) {
    return true;
  }
  const uint32_t identity = acta_class_at(o, x)->identity;
  return (identity != ACTA_NO && identity == acta_class_at(o, y)->identity) ||
         acta_class_is_a(o, x, y) || acta_class_is_a(o, y, x);
}

// Open sides reach as far as one likes.
static bool days_disjoint(acta_days a, acta_days b)
{
  return (a.end != ACTA_NO_DAY && b.begin != ACTA_NO_DAY && a.end < b.begin) ||
         (b.end != ACTA_NO_DAY && a.begin != ACTA_NO_DAY && b.end < a.begin);
}

bool acta_places_fit(const acta_ontology *o, const acta_record_role *a,
                     const acta_record_role *b)
{
  if (acta_str_eq(a->id, b->id)) {
    return true;
  }
  const uint32_t x = acta_entry_by_iri(o, a->id);
  const uint32_t y = acta_entry_by_iri(o, b->id);
  if (x == ACTA_NO || y == ACTA_NO || x == y) {
    return true;
  }
  acta_entry p, q;
  acta_entry_at(o, x, &p);
  acta_entry_at(o, y, &q);
  const bool country =
    acta_str_is(p.kind, "country") != acta_str_is(q.kind, "country");
  return country && p.country.n && acta_str_eq(p.country, q.country);
}

static uint32_t count_named(const acta_record_event *e, acta_str role)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    n +=
      acta_str_eq(e->roles[i].role, role) && acta_filler_is_named(&e->roles[i]);
  }
  return n;
}

// Compares the fillers of one role: how many named and other ones are shared?
typedef struct {
  int named, common, others, places, misfits;
} shared;

static bool has_filler(const acta_record_event *e, const acta_record_role *r)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_eq(e->roles[i].role, r->role) &&
        acta_str_eq(e->roles[i].id, r->id)) {
      return true;
    }
  }
  return false;
}

static bool has_label(const acta_record_event *e, const acta_record_role *r)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_eq(e->roles[i].role, r->role) &&
        acta_str_eq(e->roles[i].label, r->label)) {
      return true;
    }
  }
  return false;
}

static shared share(const acta_ontology *o, const acta_record_event *a,
                    const acta_record_event *b, const acta_role *role)
{
  shared s = {0, 0, 0, 0, 0};
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    const acta_record_role *r = &a->roles[i];
    if (!acta_str_eq(r->role, role->name) || !r->id.n) {
      continue;
    }
    const bool same = has_filler(b, r);
    if (role->kind == ACTA_ROLE_PLACE) {
      for (uint32_t k = 0; k < b->n_roles; ++k) {
        if (acta_str_eq(b->roles[k].role, role->name) && b->roles[k].id.n) {
          s.places += acta_places_fit(o, r, &b->roles[k]);
          s.misfits += !acta_places_fit(o, r, &b->roles[k]);
        }
      }
    }
    if (acta_filler_is_named(r)) {
      s.named += same;
    } else if (same || has_label(b, r)) {
      s.common++;
    } else {
      s.others++;
    }
  }
  return s;
}

static bool has_role(const acta_record_event *e, acta_str role)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (e->roles[i].id.n && acta_str_eq(e->roles[i].role, role)) {
      return true;
    }
  }
  return false;
}

static void compare_role(const acta_ontology *o, const acta_record_event *a,
                         const acta_record_event *b, const acta_role *role,
                         acta_event_match *m)
{
  if (!has_role(a, role->name) || !has_role(b, role->name)) {
    return;
  }
  const shared   s     = share(o, a, b, role);
  const uint32_t x     = count_named(a, role->name);
  const uint32_t y     = count_named(b, role->name);
  const uint32_t least = x < y ? x : y;
  if (role->kind == ACTA_ROLE_PLACE) {
    m->places += s.places ? 1 : 0;
    m->conflict = m->conflict || (s.misfits && !s.places);
    // to go to one place is not to go to another, though one may hold the other
    m->conflict = m->conflict || (!acta_str_is(role->name, "place") && least &&
                                  !s.named && !s.places);
  } else if (role->kind == ACTA_ROLE_ACTOR) {
    m->named += s.named;
    m->common += s.common;
    m->differ += !s.named && !s.common;
    // equal partners must all be there; of a list of doers one will do
    m->conflict = m->conflict || (acta_str_is(role->name, "participant")
                                    ? (uint32_t)s.named < least
                                    : least && !s.named);
  } else if (role->kind == ACTA_ROLE_OTHER) {
    m->common += s.named || s.common ? 1 : 0;
    m->conflict = m->conflict || (acta_str_is(role->name, "position") &&
                                  !s.named && !s.common);
  }
}

acta_event_match acta_event_compare(const acta_ontology     *o,
                                    const acta_record_event *a,
                                    const acta_record_event *b)
{
  acta_event_match m = {.classes = classes_fit(o, a, b)};
  if (!m.classes) {
    m.conflict = true;
    return m;
  }
  m.conflict =
    days_disjoint(a->time, b->time) ||
    acta_event_all(a, ACTA_NEGATED) != acta_event_all(b, ACTA_NEGATED) ||
    acta_event_all(a, ACTA_GENERIC) != acta_event_all(b, ACTA_GENERIC);
  m.day = a->time.begin != ACTA_NO_DAY && a->time.begin == a->time.end &&
          a->time.begin == b->time.begin && a->time.end == b->time.end;
  for (uint32_t i = 0; i < acta_n_roles(o); ++i) {
    compare_role(o, a, b, acta_role_at(o, i), &m);
  }
  return m;
}
