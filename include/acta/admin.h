// SPDX-License-Identifier: MIT
/// @file admin.h  Looking after a store: figures, removal, copies, checks.
#ifndef ACTA_ADMIN_H
#define ACTA_ADMIN_H

#include <acta/store.h>

/// The graph of the closure: what follows from subclasses, subproperties and
/// act:presentedAs act:actual for the things in the other graphs.
#define ACTA_ENTAIL_GRAPH "https://w3id.org/acta/graph/entailed"

typedef struct acta_ontology acta_ontology;

/**
   Keep the closure graph in step from here on, in this transaction and, once it
   is committed, in all later ones.  Call it before the first change.  What is
   in the store without it (quads loaded with acta_txn_entail_skip) is followed
   up. Does nothing if the closure has been refused or dropped.  The schema is
   what the store says of subclasses and subproperties and what `ontology` (may
   be NULL) adds, which the store remembers.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_txn_entail(acta_txn *txn, const acta_ontology *ontology, acta_error *err);

/// Make the closure graph anew from all quads, and keep it from here on, even
/// if it has been dropped.
ACTA_API ACTA_NODISCARD acta_status acta_txn_entail_rebuild(
  acta_txn *txn, const acta_ontology *ontology, acta_error *err);

/// Remove the closure graph and do not keep one until acta_txn_entail_rebuild.
ACTA_API ACTA_NODISCARD acta_status acta_txn_entail_drop(acta_txn   *txn,
                                                         acta_error *err);

/// Leave the closure graph alone in this transaction; in a store that has none
/// yet, for good.
ACTA_API ACTA_NODISCARD acta_status acta_txn_entail_skip(acta_txn   *txn,
                                                         acta_error *err);

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
   Verify that every page is sound (opening a store does that too, unless it was
   closed cleanly), that the six indexes hold the same quads in order, that the
   dictionary holds their terms and finds them by hash, and that the counts are
   right.
   @return ACTA_E_STORE with the first fault found.
*/
ACTA_API ACTA_NODISCARD acta_status acta_txn_check(acta_txn   *txn,
                                                   acta_error *err);

#endif // ACTA_ADMIN_H
