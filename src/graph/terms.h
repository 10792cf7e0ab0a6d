// SPDX-License-Identifier: MIT
/// @file terms.h  Every fixed IRI that the graph stage emits, in one table, so
/// that a test can hold it against the vocabularies in ontology/.
#ifndef ACTA_GRAPH_TERMS_H
#define ACTA_GRAPH_TERMS_H

#include <acta/rdf.h>

typedef enum {
  T_RDF_TYPE,
  T_RDFS_LABEL,
  T_XSD_DATE,
  T_XSD_DECIMAL,
  T_XSD_INTEGER,
  T_XSD_INDEX,
  T_ACT_ACTUAL,
  T_ACT_ATTRIBUTED_TO,
  T_ACT_BEFORE,
  T_ACT_CLAIMED,
  T_ACT_CONTENT,
  T_ACT_GENERIC,
  T_ACT_HYPOTHETICAL,
  T_ACT_MENTION,
  T_ACT_NEGATED,
  T_ACT_OCCURRENCE,
  T_ACT_PART_OF,
  T_ACT_PLANNED,
  T_ACT_POSSIBLE,
  T_ACT_PRESENTED_AS,
  T_ACT_QUOTE,
  T_ACT_SAME_EVENT,
  T_ACT_SENTENCE,
  T_ACT_STANCE,
  T_ACT_AGENT,
  T_ACT_GPE,
  T_ACT_ORGANIZATION,
  T_ACT_PERSON,
  T_ACT_PLACE,
  T_ACT_THING,
  T_ACT_VEHICLE,
  T_DCT_IDENTIFIER,
  T_GAF_DENOTED_BY,
  T_GEO_LAT,
  T_GEO_LONG,
  T_NIF_ANCHOR_OF,
  T_NIF_BEGIN_INDEX,
  T_NIF_CONTEXT,
  T_NIF_END_INDEX,
  T_NIF_REFERENCE_CONTEXT,
  T_NIF_SENTENCE,
  T_OWL_SAME_AS,
  T_PROV_ACTIVITY,
  T_PROV_SOFTWARE_AGENT,
  T_PROV_USED,
  T_PROV_WAS_ASSOCIATED_WITH,
  T_PROV_WAS_DERIVED_FROM,
  T_PROV_WAS_GENERATED_BY,
  T_SCHEMA_AUTHOR,
  T_SCHEMA_CONTAINED_IN_PLACE,
  T_SCHEMA_DATE_PUBLISHED,
  T_SCHEMA_HEADLINE,
  T_SCHEMA_IN_LANGUAGE,
  T_SCHEMA_NEWS_ARTICLE,
  T_SCHEMA_PUBLISHER,
  T_SCHEMA_SOFTWARE_VERSION,
  T_SCHEMA_SUBJECT_OF,
  T_SCHEMA_URL,
  T_SEM_EARLIEST,
  T_SEM_LATEST,
  T_SEM_TIME_STAMP,
  T_VOID_DATASET,
  N_TERMS,
  T_NONE = N_TERMS
} term_id;

/// IRI of a term; static storage.
acta_str acta_graph_iri(term_id id);

/// The same as a term.
acta_term acta_graph_term(term_id id);

/// Prefixes to declare, in order; false past the last.
bool acta_graph_prefix(size_t i, acta_str *name, acta_str *iri);

#endif
