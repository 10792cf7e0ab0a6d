// SPDX-License-Identifier: MIT
#include "base/iri.h"
#include "graph/work.h"

#include <math.h>
#include <stdlib.h>

static const acta_str english = {"en", 2};

// Classes of things that fill roles, by the name that records use.
static term_id entity_class(acta_str type)
{
  static const term_id classes[] = {T_ACT_AGENT,        T_ACT_GPE,
                                    T_ACT_ORGANIZATION, T_ACT_PERSON,
                                    T_ACT_PLACE,        T_ACT_VEHICLE};
  for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); ++i) {
    const acta_str iri = acta_graph_iri(classes[i]);
    const size_t   n   = sizeof(ACTA_IRI_ONTOLOGY) - 1;
    if (acta_str_eq((acta_str){iri.p + n, iri.n - n}, type)) {
      return classes[i];
    }
  }
  return T_ACT_THING;
}

static term_id type_class(acta_entity_type type)
{
  switch (type) {
  case ACTA_ENT_PERSON: return T_ACT_PERSON;
  case ACTA_ENT_PLACE: return T_ACT_PLACE;
  case ACTA_ENT_GPE: return T_ACT_GPE;
  case ACTA_ENT_ORG: return T_ACT_ORGANIZATION;
  case ACTA_ENT_GROUP: return T_ACT_AGENT;
  case ACTA_ENT_VEHICLE: return T_ACT_VEHICLE;
  case ACTA_ENT_NONE:
  case ACTA_ENT_THING:
  case ACTA_N_ENT: break;
  }
  return T_ACT_THING;
}

// A class of the ontology under act: (act:Train), else the general one.
static acta_term class_of(work *w, acta_str type)
{
  const acta_str iri = concat(w, ACTA_IRI_ONTOLOGY, type, "");
  size_t         n   = 0;
  (void)acta_supers_find(w->g->o, iri, &n);
  return n ? iri_term(iri) : acta_graph_term(entity_class(type));
}

// Degrees with five decimals, about a metre; printf would ask the locale.
static void emit_degrees(work *w, acta_str s, term_id p, double degrees)
{
  char text[32];
  if (isnan(degrees) || degrees < -180 || degrees > 180) {
    return;
  }
  const long v    = lround(degrees * 100000);
  const long size = v < 0 ? -v : v;
  (void)snprintf(text, sizeof(text), "%s%ld.%05ld", v < 0 ? "-" : "",
                 size / 100000, size % 100000);
  emit_typed(w, s, p, acta_str_of(text), T_XSD_DECIMAL);
}

enum { N_CODES = 26 * 26 }; // of two capital letters

static size_t country_slot(acta_str code)
{
  if (code.n != 2 || code.p[0] < 'A' || code.p[0] > 'Z' || code.p[1] < 'A' ||
      code.p[1] > 'Z') {
    return N_CODES;
  }
  return (size_t)(code.p[0] - 'A') * 26 + (size_t)(code.p[1] - 'A');
}

// One walk over the gazetteer, when the first place turns up.
static bool find_countries(acta_graph *g)
{
  if (!g->countries) {
    g->countries = calloc(N_CODES, sizeof(*g->countries));
    for (uint32_t i = 0; g->countries && i < acta_n_entries(g->o); ++i) {
      acta_entry entry;
      acta_entry_at(g->o, i, &entry);
      const size_t at = country_slot(entry.country);
      if (at < N_CODES && !g->countries[at].n &&
          acta_str_is(entry.kind, "country")) {
        g->countries[at] = entry.iri;
      }
    }
  }
  return g->countries;
}

static void emit_place(work *w, acta_str iri, const acta_entry *entry)
{
  emit_degrees(w, iri, T_GEO_LAT, entry->lat);
  emit_degrees(w, iri, T_GEO_LONG, entry->lon);
  const size_t at = country_slot(entry->country);
  if (at == N_CODES) {
    return;
  }
  if (!find_countries(w->g)) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
    return;
  }
  const acta_str country = w->g->countries[at];
  if (country.n && !acta_str_eq(country, iri) &&
      !acta_str_is(entry->kind, "country")) {
    emit(w, iri, acta_graph_term(T_SCHEMA_CONTAINED_IN_PLACE),
         iri_term(country));
    const acta_record_role role = {.id = country};
    emit_entity(w, &role);
  }
}

// First time that this document describes it?
static bool is_new(work *w, acta_str iri)
{
  const uint32_t n  = acta_intern_count(w->seen);
  const uint32_t id = acta_intern_add(w->seen, iri);
  if (id == UINT32_MAX) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
  }
  return id == n;
}

void emit_entity(work *w, const acta_record_role *role)
{
  const uint32_t at = acta_entry_by_iri(w->g->o, role->id);
  if (!is_new(w, role->id)) {
    return;
  }
  if (at == ACTA_NO) {
    if (role->label.n) {
      emit(w, role->id, acta_graph_term(T_RDF_TYPE), class_of(w, role->type));
      emit_text(w, role->id, T_RDFS_LABEL, role->label, english);
    }
    return;
  }
  acta_entry entry;
  acta_entry_at(w->g->o, at, &entry);
  emit(w, role->id, acta_graph_term(T_RDF_TYPE),
       acta_graph_term(type_class(entry.type)));
  emit_text(w, role->id, T_RDFS_LABEL, entry.label, english);
  if (entry.type == ACTA_ENT_GPE || entry.type == ACTA_ENT_PLACE) {
    emit_place(w, role->id, &entry);
  }
}

void emit_same_entities(work *w)
{
  for (uint32_t i = 0; i < acta_intern_count(w->seen); ++i) {
    const acta_str iri = acta_intern_at(w->seen, i);
    const uint32_t at  = acta_entry_by_iri(w->g->o, iri);
    if (at == ACTA_NO) {
      continue;
    }
    acta_entry entry;
    acta_entry_at(w->g->o, at, &entry);
    const acta_str other =
      acta_str_eq(entry.iri, iri) ? entry.same_as : entry.iri;
    if (other.n) {
      emit_links(w, iri, T_OWL_SAME_AS, other);
    }
  }
}

acta_str emit_named(work *w, acta_str name, acta_entity_type type)
{
  size_t n = 0;
  if (!name.n) {
    return name;
  }
  const acta_name_hit *hits   = acta_names_find(w->g->o, name, &n);
  const bool           person = type == ACTA_ENT_PERSON;
  acta_record_role     role   = {.type  = person ? ACTA_STR("Person")
                                                 : ACTA_STR("Organization"),
                                 .label = name};
  for (size_t i = 0; i < n && !person && !role.id.n; ++i) {
    acta_entry entry;
    acta_entry_at(w->g->o, hits[i].entry, &entry);
    if (entry.type == type) {
      role.id = entry.iri;
    }
  }
  if (!role.id.n) {
    role.id = acta_iri_entity(
      w->g->arena, person ? ACTA_STR("person") : ACTA_STR("organization"), name,
      (acta_str){"", 0});
  }
  if (!role.id.p) {
    w->status = acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
    return (acta_str){"", 0};
  }
  emit_entity(w, &role);
  return role.id;
}
