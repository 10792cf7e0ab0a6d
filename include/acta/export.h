// SPDX-License-Identifier: MIT
/// @file export.h  The quads of a store in the order of their terms.
#ifndef ACTA_EXPORT_H
#define ACTA_EXPORT_H

#include <acta/store.h>

/// What to export; zero it for all quads but those of the closure graph.
typedef struct {
  acta_term graph;         ///< Only this graph; NONE: all
  bool      default_graph; ///< Only the unnamed graph
  bool      merge_graphs;  ///< Each triple once, without a graph
  bool      entailed;      ///< The closure graph, too
} acta_export_options;

/**
   Give all quads to `sink` and end it: by graph, subject, predicate, object,
   each sorted by kind (literals, IRIs, blank nodes) and bytes, so that stores
   with the same quads give the same output.  If they are many, quads and terms
   are sorted in temporary files: memory does not grow with the store, but for
   some 50 bytes for each distinct number and date.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_txn_export(acta_txn *txn, const acta_export_options *options,
                acta_sink *sink, acta_error *err);

#endif // ACTA_EXPORT_H
