// SPDX-License-Identifier: MIT
/// @file gazetteer.h  Names of people, places and organisations: compiled from
/// tables and RDF into bytes that are used as they lie in a mapped file.
/// Sorted arrays of name keys over one pool of strings, found by bisection:
/// nothing is built or copied when the bytes are opened.
/// Files of the user become a second gazetteer laid over the first.
#ifndef ACTA_ONTOLOGY_GAZETTEER_H
#define ACTA_ONTOLOGY_GAZETTEER_H

#include <acta/ontology.h>

typedef struct acta_gazetteer acta_gazetteer;

// ---- compiling

/// Collects rows; not thread-safe.
typedef struct acta_gazetteer_builder acta_gazetteer_builder;

/// @param base  Gazetteer over which this one will lie, or NULL.
/// @return NULL if out of memory.
acta_gazetteer_builder *acta_gazetteer_builder_new(const acta_gazetteer *base);
void                    acta_gazetteer_builder_free(acta_gazetteer_builder *b);

/**
   Add a file: a table if it ends in .tsv or .tsv.gz, else RDF by its suffix.
   The columns of a table are named by its first line (see
   ontology/gazetteer/README.md); of RDF these are read: rdf:type, rdfs:label,
   skos:prefLabel, skos:altLabel, owl:sameAs, geo:lat, geo:long, gn:countryCode,
   gn:population, foaf:gender, act:demonym, act:capitalOf.
   @return ACTA_E_SYNTAX with "FILE:LINE: cause" as the message, ACTA_E_IO,
   ACTA_E_LIMIT above 1 GiB, ACTA_E_NOMEM.
*/
ACTA_NODISCARD acta_status acta_gazetteer_add_file(acta_gazetteer_builder *b,
                                                   const char             *path,
                                                   acta_error             *err);
/// The same from memory; `file` is used in messages.
ACTA_NODISCARD acta_status acta_gazetteer_add_tsv(acta_gazetteer_builder *b,
                                                  acta_str                text,
                                                  const char             *file,
                                                  acta_error             *err);

/// Make the bytes (malloc'ed, a multiple of 8 long, the same for the same
/// rows); the builder can only be freed after this.
ACTA_NODISCARD acta_status acta_gazetteer_compile(acta_gazetteer_builder *b,
                                                  char **bytes, size_t *n,
                                                  acta_error *err);

// ---- using; immutable, shared by threads

/**
   Use compiled bytes, which must stay and be 8-byte aligned.  Sections are
   checked here, references inside when they are followed: damaged bytes give
   wrong answers at worst.
   @param base  The gazetteer below, as given to the builder; it must stay too.
*/
ACTA_NODISCARD acta_status acta_gazetteer_open(acta_str              bytes,
                                               const acta_gazetteer *base,
                                               acta_gazetteer      **out,
                                               acta_error           *err);
void                       acta_gazetteer_free(acta_gazetteer *g);

/// Entries of this gazetteer and those below it.
uint32_t             acta_gazetteer_count(const acta_gazetteer *g);
void                 acta_gazetteer_entry(const acta_gazetteer *g, uint32_t id,
                                          acta_entry *entry);
const acta_name_hit *acta_gazetteer_find(const acta_gazetteer *g, acta_str name,
                                         size_t *n);
bool        acta_gazetteer_continue(const acta_gazetteer *g, acta_str prefix);
uint32_t    acta_gazetteer_by_iri(const acta_gazetteer *g, acta_str iri);
acta_gender acta_gazetteer_first_name(const acta_gazetteer *g, acta_str name,
                                      bool *known);
uint32_t    acta_gazetteer_word(const acta_gazetteer *g, acta_str word,
                                acta_str *value);

/// The topmost gazetteer of an open ontology, never NULL.
const acta_gazetteer *acta_ontology_gazetteer(const acta_ontology *o);

#endif
