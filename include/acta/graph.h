// SPDX-License-Identifier: MIT
/// @file graph.h  From event records to quads, document by document.
/// The graph that comes out is described in the ontology's comments: event
/// nodes with flat roles, mentions that carry stance and span (GAF, NIF 2.1),
/// one named graph a document, provenance in the default graph (PROV, VoID),
/// computed and authority links in a graph of their own.
#ifndef ACTA_GRAPH_H
#define ACTA_GRAPH_H

#include <acta/ontology.h>
#include <acta/rdf.h>
#include <acta/record.h>

/// How much is said of the places in the text.
typedef enum {
  ACTA_MENTIONS_FULL, ///< Spans and sentences with their words
  ACTA_MENTIONS_LINK, ///< Stance and speaker; offsets in the IRI only
  ACTA_MENTIONS_NONE, ///< Nothing
} acta_mentions;

/// Zero it for the defaults.
typedef struct {
  acta_mentions mentions;
  bool          no_text; ///< Leave out the words of mentions and sentences
  bool          entail;  ///< Add superclasses, superproperties, act:Occurrence
  const char   *base;    ///< Where minted IRIs begin, NULL: w3id.org/acta
} acta_graph_options;

/// Turns documents into quads for one sink.  Not thread-safe.
typedef struct acta_graph acta_graph;

/**
   New graph stage that drives `sink` (not owned).  `ontology` is borrowed.
   @return ACTA_E_ARG if the base is no absolute IRI, ACTA_E_NOMEM.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_graph_new(const acta_ontology *ontology, const acta_graph_options *options,
               acta_sink *sink, acta_graph **out, acta_error *err);

/// Declare the prefixes; call once before the first document.
ACTA_API ACTA_NODISCARD acta_status acta_graph_begin(acta_graph *g,
                                                     acta_error *err);

/// Are the class, roles and links of an event declared?  ACTA_E_SYNTAX if not.
ACTA_API ACTA_NODISCARD acta_status acta_graph_check(
  const acta_ontology *ontology, const acta_record_event *e, acta_error *err);

/**
   Emit one document with its events, whose ids are IRIs (see acta_fuse_mint).
   `document->id` may be empty: then its events go to the default graph.
   @return ACTA_E_SYNTAX for a class, role or link that no ontology declares
   (nothing of this document is emitted then), else what the sink returned.
*/
ACTA_API ACTA_NODISCARD acta_status acta_graph_document(
  acta_graph *g, const acta_record_document *document,
  const acta_record_event *events, uint32_t n, acta_error *err);

/// Describe the software once and end the sink.
ACTA_API ACTA_NODISCARD acta_status acta_graph_end(acta_graph *g,
                                                   acta_error *err);

/// Free; NULL is fine.
ACTA_API void acta_graph_free(acta_graph *g);

#endif // ACTA_GRAPH_H
