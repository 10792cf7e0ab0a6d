// SPDX-License-Identifier: MIT
/// @file redland_storage.h  What an open storage "acta" is, and its streams.
#ifndef ACTA_STORE_REDLAND_STORAGE_H
#define ACTA_STORE_REDLAND_STORAGE_H

#include "store/redland_node.h"
#include "store/txn.h"

#include <rdf_storage_module.h>

/// A read transaction that the streams begun in it keep alive.
typedef struct {
  acta_txn *txn;
  size_t    n_users;
} acta_snapshot;

/// Instance of a librdf_storage.
typedef struct {
  librdf_world  *world;
  acta_store    *store;
  char          *dir; ///< NULL: temporary
  bool           read_only, no_sync;
  acta_txn      *write;   ///< The transaction that the program began, or NULL
  acta_snapshot *current; ///< That new streams may join, or NULL
} acta_redland;

/// Tell Redland's log of a failure; returns 1, or 0 for ACTA_OK.
int acta_redland_report(const acta_redland *r, acta_status status,
                        const acta_error *err);

/// The transaction to read in: the program's own (`*snapshot` NULL), or a
/// snapshot that acta_redland_leave gives back.
acta_status acta_redland_enter(acta_redland *r, acta_snapshot **snapshot,
                               acta_txn **txn, acta_error *err);
void        acta_redland_leave(acta_redland *r, acta_snapshot *snapshot);

/// A stream over what matches.  `contains` (or NULL) is text that the object,
/// a literal, must have in it.
librdf_stream *acta_redland_stream(librdf_storage     *storage,
                                   const acta_pattern *pattern,
                                   const char         *contains);

/// An iterator over the names of graphs.
librdf_iterator *acta_redland_contexts(librdf_storage *storage);

#endif
