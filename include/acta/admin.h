// SPDX-License-Identifier: MIT
/// @file admin.h  Looking after a store: figures, removal, copies, checks.
#ifndef ACTA_ADMIN_H
#define ACTA_ADMIN_H

#include <acta/store.h>

/// Figures of a store.
typedef struct {
  uint64_t quads;      ///< All, those of the closure graph included
  uint64_t entailed;   ///< In the closure graph
  uint64_t terms;      ///< In the dictionary
  uint64_t graphs;     ///< Named graphs, the closure graph not counted
  uint64_t classes;    ///< Objects of rdf:type
  uint64_t predicates; ///< Distinct ones
  uint64_t bytes;      ///< Of the data file
} acta_store_stats;

ACTA_API ACTA_NODISCARD acta_status acta_txn_stats(acta_txn         *txn,
                                                   acta_store_stats *stats,
                                                   acta_error       *err);

/// What acta_txn_counts counts by.
typedef enum {
  ACTA_BY_GRAPH,
  ACTA_BY_PREDICATE,
  ACTA_BY_CLASS,
} acta_count_kind;

/// Call `each` for every named graph, predicate or class with its number of
/// quads, in the order of their ids; `each` may stop the walk with a status.
ACTA_API ACTA_NODISCARD acta_status acta_txn_counts(
  acta_txn *txn, acta_count_kind kind,
  acta_status (*each)(void *user, const acta_term *term, uint64_t quads),
  void *user, acta_error *err);

/// Remove all quads that match; `*n` (may be NULL) says how many matched.
ACTA_API ACTA_NODISCARD acta_status acta_txn_remove_matching(
  acta_txn *txn, const acta_pattern *pattern, uint64_t *n, acta_error *err);

/// A sink that removes the quads it is given; free it with free().
ACTA_API acta_sink *acta_remover_new(acta_txn *txn);

/// Copy the last committed state to the new folder `dir`, while readers and a
/// writer go on.
ACTA_API ACTA_NODISCARD acta_status acta_store_backup(acta_store *store,
                                                      const char *dir,
                                                      acta_error *err);

/**
   Verify that the six indexes hold the same quads in order, that the dictionary
   holds their terms and finds them by hash, and that the counts are right.
   @return ACTA_E_STORE with the first fault found.
*/
ACTA_API ACTA_NODISCARD acta_status acta_txn_check(acta_txn   *txn,
                                                   acta_error *err);

#endif // ACTA_ADMIN_H
