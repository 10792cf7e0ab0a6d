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

static void compare_classes(const acta_ontology *o, const acta_record_event *a,
                            const acta_record_event *b, acta_event_match *m)
{
  const uint32_t x        = acta_class_find(o, a->type);
  const uint32_t y        = acta_class_find(o, b->type);
  const uint32_t identity = acta_class_at(o, x)->identity;
  m->same                 = x == y ||
            (identity != ACTA_NO && identity == acta_class_at(o, y)->identity);
  m->classes = m->same || acta_class_is_a(o, x, y) || acta_class_is_a(o, y, x);
}

// Open sides reach as far as one likes.
static bool days_disjoint(acta_days a, acta_days b)
{
  return (a.end != ACTA_NO_DAY && b.begin != ACTA_NO_DAY && a.end < b.begin) ||
         (b.end != ACTA_NO_DAY && a.begin != ACTA_NO_DAY && b.end < a.begin);
}

acta_places acta_places_compare(const acta_ontology    *o,
                                const acta_record_role *a,
                                const acta_record_role *b)
{
  if (acta_str_eq(a->id, b->id)) {
    return ACTA_PLACES_FIT;
  }
  const uint32_t x = acta_entry_by_iri(o, a->id);
  const uint32_t y = acta_entry_by_iri(o, b->id);
  if (x == ACTA_NO || y == ACTA_NO) {
    return ACTA_PLACES_UNKNOWN;
  }
  acta_entry p, q;
  acta_entry_at(o, x, &p);
  acta_entry_at(o, y, &q);
  const bool one_country =
    acta_str_is(p.kind, "country") != acta_str_is(q.kind, "country");
  const bool inside =
    one_country && p.country.n && acta_str_eq(p.country, q.country);
  return x == y || inside ? ACTA_PLACES_FIT : ACTA_PLACES_APART;
}

static int count_named(const acta_record_event *e, acta_str role)
{
  int n = 0;
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    n +=
      acta_str_eq(e->roles[i].role, role) && acta_filler_is_named(&e->roles[i]);
  }
  return n;
}

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

static bool has_head(const acta_record_event *e, const acta_record_role *r)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_eq(e->roles[i].role, r->role) &&
        !acta_filler_is_named(&e->roles[i]) &&
        acta_str_eq(acta_filler_head(&e->roles[i]), acta_filler_head(r))) {
      return true;
    }
  }
  return false;
}

// Fillers of one role that both events have.
typedef struct {
  int named, common;
} shared;

static shared share(const acta_record_event *a, const acta_record_event *b,
                    acta_str role)
{
  shared s = {0, 0};
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    const acta_record_role *r = &a->roles[i];
    if (!acta_str_eq(r->role, role) || !r->id.n) {
      continue;
    }
    const bool same = has_filler(b, r);
    if (acta_filler_is_named(r)) {
      s.named += same;
    } else {
      s.common += same || has_head(b, r);
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

// Events happen in nested places, but to go to one is not to go to another
// unless one is known to hold the other.
static void compare_places(const acta_ontology *o, const acta_record_event *a,
                           const acta_record_event *b, acta_str role,
                           acta_event_match *m)
{
  bool fit = false, apart = false, unknown = false;
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      const acta_record_role *x = &a->roles[i], *y = &b->roles[k];
      if (!acta_str_eq(x->role, role) || !acta_str_eq(y->role, role) ||
          !x->id.n || !y->id.n) {
        continue;
      }
      const acta_places places = acta_places_compare(o, x, y);
      const bool named = acta_filler_is_named(x) && acta_filler_is_named(y);
      fit              = fit || places == ACTA_PLACES_FIT;
      apart            = apart || places == ACTA_PLACES_APART;
      unknown          = unknown || (named && places == ACTA_PLACES_UNKNOWN);
    }
  }
  m->places += fit;
  if (!fit && (apart || (unknown && !acta_str_is(role, "place")))) {
    m->conflict = m->apart = true;
  }
}

static bool is_named_person(const acta_record_role *r)
{
  return acta_str_is(r->type, "Person") && acta_filler_is_named(r);
}

static bool share_word(acta_str a, acta_str b)
{
  for (size_t i = 0, end; i < a.n; i = end + 1) {
    const char *space = memchr(a.p + i, ' ', a.n - i);
    end               = space ? (size_t)(space - a.p) : a.n;
    if (acta_has_word(b, (acta_str){a.p + i, end - i})) {
      return true;
    }
  }
  return false;
}

// Are there people known by name on both sides, and none of one side is any of
// the other?  One name may be part of the other.
static bool other_people(const acta_record_event *a, const acta_record_event *b,
                         acta_str role)
{
  bool any = false;
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      const acta_record_role *x = &a->roles[i], *y = &b->roles[k];
      if (!acta_str_eq(x->role, role) || !acta_str_eq(y->role, role) ||
          !is_named_person(x) || !is_named_person(y)) {
        continue;
      }
      if (acta_str_eq(x->id, y->id) || share_word(x->label, y->label)) {
        return false;
      }
      any = true;
    }
  }
  return any;
}

// First number in digits, as written; empty if there is none.
static acta_str number_in(acta_str label)
{
  size_t begin = 0;
  while (begin < label.n && (label.p[begin] < '0' || label.p[begin] > '9')) {
    ++begin;
  }
  size_t end = begin;
  while (end < label.n && label.p[end] >= '0' && label.p[end] <= '9') {
    ++end;
  }
  return (acta_str){label.p + begin, end - begin};
}

// "3 people" are not "5 people".
static bool other_number(const acta_record_role *x, const acta_record_role *y)
{
  const acta_str m = number_in(x->label), n = number_in(y->label);
  return m.n && n.n && !acta_str_eq(m, n) &&
         acta_str_eq(acta_filler_head(x), acta_filler_head(y));
}

static bool other_numbers(const acta_record_event *a,
                          const acta_record_event *b, acta_str role)
{
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    for (uint32_t k = 0; acta_str_eq(a->roles[i].role, role) && k < b->n_roles;
         ++k) {
      if (acta_str_eq(b->roles[k].role, role) &&
          other_number(&a->roles[i], &b->roles[k])) {
        return true;
      }
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
  const shared s     = share(a, b, role->name);
  const int    x     = count_named(a, role->name);
  const int    y     = count_named(b, role->name);
  const int    least = x < y ? x : y;
  if (role->kind == ACTA_ROLE_PLACE) {
    compare_places(o, a, b, role->name, m);
  } else if (role->kind == ACTA_ROLE_ACTOR) {
    // equal partners must all be there; of several doers one will do
    const bool partners = acta_str_is(role->name, "participant");
    const int  needed   = partners ? least : least > 0;
    m->named += s.named;
    m->common += s.common;
    m->differ += !x && !y && !s.common;
    m->conflict = m->conflict || s.named < needed;
    m->apart    = m->apart || (partners && s.named < needed) ||
               other_people(a, b, role->name) ||
               other_numbers(a, b, role->name);
  } else if (role->kind == ACTA_ROLE_OTHER) {
    m->common += s.named || s.common;
    if (acta_str_is(role->name, "position") && !s.named && !s.common) {
      m->conflict = m->apart = true;
    }
  }
}

acta_event_match acta_event_compare(const acta_ontology     *o,
                                    const acta_record_event *a,
                                    const acta_record_event *b)
{
  acta_event_match m = {.classes = false};
  compare_classes(o, a, b, &m);
  if (!m.classes) {
    m.conflict = m.apart = true;
    return m;
  }
  m.conflict = m.apart =
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
