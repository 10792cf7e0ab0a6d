// SPDX-License-Identifier: MIT
/// @file gazetteer_build.h  What the readers of gazetteer files fill.
#ifndef ACTA_ONTOLOGY_GAZETTEER_BUILD_H
#define ACTA_ONTOLOGY_GAZETTEER_BUILD_H

#include "base/intern.h"
#include "ontology/gazetteer.h"

/// An entry being collected; its IRI is interned under its index.
typedef struct {
  acta_str         label, kind, same_as, capital_of;
  double           lat, lon; ///< NAN until known
  uint64_t         population;
  char             country[2];
  acta_entity_type type;
  acta_gender      gender;
} gaz_row;

/// A name of an entry.
typedef struct {
  acta_str       key; ///< acta_name_key of it
  uint32_t       entry;
  acta_name_kind kind;
} gaz_name;

/// A first name or a word with its classes.
typedef struct {
  acta_str word, value;
  uint32_t bits;
} gaz_term;

struct acta_gazetteer_builder {
  const acta_gazetteer *base;
  acta_arena           *arena;
  acta_intern          *iris;
  gaz_row              *rows;
  gaz_name             *names;
  gaz_term             *firsts, *words, *ranks;
  size_t                n_rows, n_names, n_firsts, n_words, n_ranks;
  size_t                cap_rows, cap_names, cap_firsts, cap_words, cap_ranks;
};

/// Index of the row of `iri`, new if need be; ACTA_NO if out of memory.
uint32_t gaz_add_row(acta_gazetteer_builder *b, acta_str iri);

/// Add a name; one with an empty key is left out.  False if out of memory.
bool gaz_add_name(acta_gazetteer_builder *b, uint32_t row, acta_str name,
                  acta_name_kind kind);

/// Make `name` the label of the row if it has none yet, else an alias.
bool gaz_add_label(acta_gazetteer_builder *b, uint32_t row, acta_str name);

/// Add to one of the lists of terms, copying.  False if out of memory.
bool gaz_add_term(acta_gazetteer_builder *b, gaz_term **list, size_t *n,
                  size_t *cap, gaz_term term);

/// Copy into the builder's arena; p NULL if out of memory.
acta_str gaz_copy(acta_gazetteer_builder *b, acta_str s);

/// Is `s` an absolute IRI (scheme, no character that IRIs exclude)?
bool gaz_iri_valid(acta_str s);

/// Fill a row from one RDF file.
acta_status gaz_read_rdf(acta_gazetteer_builder *b, const char *path,
                         acta_error *err);

/// Type by its name in tables and the local name of RDF classes; false if
/// there is no such type.
bool gaz_type_by_name(acta_str name, acta_entity_type *type);

#endif
