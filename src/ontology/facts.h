// SPDX-License-Identifier: MIT
/// @file facts.h  The statements of ontology and lexicon files, in memory: the
/// one form from which the tables are built, be they read from Turtle or from
/// a compiled index.  Terms are numbered; a fact is four numbers.
#ifndef ACTA_ONTOLOGY_FACTS_H
#define ACTA_ONTOLOGY_FACTS_H

#include "base/buf.h"

#include <acta/ontology.h>
#include <acta/rdf.h>

#define ACT_NS "https://w3id.org/acta/ont#"
#define UD_NS "https://w3id.org/acta/ud#"

/// Predicate and object of subject `s`, and the file that says so.
typedef struct {
  uint32_t s, p, o, file;
} acta_fact;

/// A collection of facts.  Not thread-safe.
typedef struct acta_facts acta_facts;

/// New and empty, or NULL if out of memory.
acta_facts *acta_facts_new(void);
void        acta_facts_free(acta_facts *f);

/**
   Read an RDF file (Turtle unless its suffix says otherwise) and keep what
   concerns the ontology; comments and alignments are dropped.
   @return ACTA_E_SYNTAX with "FILE:LINE:COLUMN: cause" as the message.
*/
ACTA_NODISCARD acta_status acta_facts_add_file(acta_facts *f, const char *path,
                                               acta_error *err);
/// The same from memory; `name` stands for the file in messages.
ACTA_NODISCARD acta_status acta_facts_add_text(acta_facts *f, acta_str text,
                                               acta_syntax syntax,
                                               const char *name,
                                               acta_error *err);
/// Append the compiled form; check b->failed.
void acta_facts_write(const acta_facts *f, acta_buf *b);
/// Add what acta_facts_write made; every number in it is checked.
ACTA_NODISCARD acta_status acta_facts_add_compiled(acta_facts *f,
                                                   acta_str    bytes,
                                                   acta_error *err);

/// Sort and drop repetitions; call it after adding and before looking up.
void acta_facts_sort(acta_facts *f);

/// All facts, sorted by subject, predicate and object.
const acta_fact *acta_facts_all(const acta_facts *f, size_t *n);
/// The facts of one subject.
const acta_fact *acta_facts_of(const acta_facts *f, uint32_t s, size_t *n);
/// The facts of one subject with one predicate.
const acta_fact *acta_facts_find(const acta_facts *f, uint32_t s, uint32_t p,
                                 size_t *n);
/// Is there this fact?
bool acta_facts_has(const acta_facts *f, uint32_t s, uint32_t p, uint32_t o);

/// Number of terms: ids are below it.
uint32_t acta_facts_n_terms(const acta_facts *f);
/// Id of an IRI, or ACTA_NO if no fact uses it.
uint32_t acta_facts_iri(const acta_facts *f, const char *iri);
/// Text of a term, without brackets or quotes.
acta_str       acta_facts_text(const acta_facts *f, uint32_t term);
acta_term_kind acta_facts_kind(const acta_facts *f, uint32_t term);
/// What follows the last '#' or '/' of an IRI; never empty unless the IRI is.
acta_str acta_facts_local(const acta_facts *f, uint32_t term);
/// Name of a file by the number in a fact.
const char *acta_facts_file(const acta_facts *f, uint32_t file);

#endif
