// SPDX-License-Identifier: MIT
#include "base/intern.h"
#include "base/iri.h"
#include "fuse/fuse.h"

#include <stdlib.h>

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static bool is_provisional(acta_str id)
{
  return !id.n || acta_str_starts(id, ACTA_STR("_:"));
}

// Kind of a minted entity's IRI, by the class name of the record.
static acta_str kind_of(acta_str type)
{
  static const char *const kinds[][2] = {
    {"Person", "person"},
    {"Agent", "agent"},
    {"Organization", "organization"},
    {"Place", "place"},
    {"GeopoliticalEntity", "place"},
    {"Vehicle", "vehicle"},
    {"Train", "vehicle"},
    {"Ship", "vehicle"},
    {"Aircraft", "vehicle"},
  };
  for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); ++i) {
    if (acta_str_is(type, kinds[i][0])) {
      return acta_str_of(kinds[i][1]);
    }
  }
  return ACTA_STR("thing");
}

static bool is_within(uint32_t range, uint32_t types)
{
  return range && !(range & ~types);
}

// The class of a filler of which a record tells no type: the role's range.
static acta_str type_by_role(const acta_role *role)
{
  static const uint32_t place = 1U << ACTA_ENT_PLACE | 1U << ACTA_ENT_GPE;
  static const uint32_t agent = 1U << ACTA_ENT_PERSON | 1U << ACTA_ENT_ORG |
                                1U << ACTA_ENT_GROUP | 1U << ACTA_ENT_GPE;
  return is_within(role->range, place)                    ? ACTA_STR("Place")
         : is_within(role->range, agent)                  ? ACTA_STR("Agent")
         : is_within(role->range, 1U << ACTA_ENT_VEHICLE) ? ACTA_STR("Vehicle")
                                                          : (acta_str){"", 0};
}

// A full proper name is one thing everywhere; one word, or a common noun, only
// within its text.
static acta_str scope_of(acta_str label, acta_str document)
{
  const bool upper = label.n && label.p[0] >= 'A' && label.p[0] <= 'Z';
  return upper && memchr(label.p, ' ', label.n) ? (acta_str){"", 0} : document;
}

static acta_status mint_fillers(const acta_ontology *o, acta_arena *arena,
                                acta_record_event *e, acta_error *err)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    acta_record_role *r  = &e->roles[i];
    const uint32_t    id = acta_role_find(o, r->role);
    if (id == ACTA_NO) {
      continue;
    }
    const acta_role *role = acta_role_at(o, id);
    if (role->kind != ACTA_ROLE_ACTOR && role->kind != ACTA_ROLE_PLACE &&
        role->kind != ACTA_ROLE_OTHER) {
      continue;
    }
    r->type = r->type.n ? r->type : type_by_role(role);
    if (!is_provisional(r->id)) {
      continue;
    }
    r->id = acta_iri_entity(arena, kind_of(r->type), r->label,
                            scope_of(r->label, e->document));
    if (!r->id.p) {
      return no_memory(err);
    }
  }
  return ACTA_OK;
}

static acta_status mint_event(const acta_ontology *o, acta_arena *arena,
                              acta_record_event *e, acta_error *err)
{
  const acta_str key = acta_event_key(o, arena, e);
  const bool     keyed =
    key.n && (is_provisional(e->id) || acta_str_eq(e->id, key));
  if (is_provisional(e->id)) {
    e->id = key.n ? key : acta_event_own(o, arena, e);
  }
  if (!e->label.n) {
    e->label = acta_event_label(o, arena, e, keyed);
  }
  return key.p && e->id.p && e->label.p ? ACTA_OK : no_memory(err);
}

// Replaces provisional ids in links; those that lead nowhere are dropped, as is
// a link of an event to itself.
static void rename_links(acta_record_event *e, const acta_intern *old,
                         const acta_str *ids)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->n_links; ++i) {
    acta_record_link link = e->links[i];
    if (is_provisional(link.id)) {
      const uint32_t at = acta_intern_find(old, link.id);
      link.id           = at == UINT32_MAX ? (acta_str){"", 0} : ids[at];
    }
    if (link.id.n && !acta_str_eq(link.id, e->id)) {
      e->links[kept++] = link;
    }
  }
  e->n_links = kept;
}

acta_status acta_fuse_mint(const acta_ontology *o, acta_arena *arena,
                           acta_record_event *events, uint32_t n,
                           acta_error *err)
{
  acta_status  st  = ACTA_OK;
  acta_intern *old = acta_intern_new();
  acta_str    *ids = acta_arena_alloc(arena, n, sizeof(*ids));
  if (!old || !ids) {
    acta_intern_free(old);
    return no_memory(err);
  }
  for (uint32_t i = 0; !st && i < n; ++i) {
    acta_record_event *e    = &events[i];
    const acta_str     name = e->id;
    if (acta_class_find(o, e->type) == ACTA_NO) {
      st = acta_fail(err, ACTA_E_SYNTAX, "no class '%.*s' in the ontology",
                     (int)(e->type.n < 60 ? e->type.n : 60), e->type.p);
      break;
    }
    st = mint_fillers(o, arena, e, err);
    st = st ? st : mint_event(o, arena, e, err);
    if (!st && name.n) {
      const uint32_t at = acta_intern_add(old, name);
      if (at == UINT32_MAX) {
        st = no_memory(err);
      } else {
        ids[at] = e->id;
      }
    }
  }
  for (uint32_t i = 0; !st && i < n; ++i) {
    rename_links(&events[i], old, ids);
  }
  acta_intern_free(old);
  return st;
}
