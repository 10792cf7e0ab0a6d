// SPDX-License-Identifier: MIT
/// @file store.h  A quad store: transactions, matching, bulk load.
/// One writer, many readers, each with a stable snapshot, across threads and
/// processes.  A store object may be shared by threads; a transaction and its
/// cursors belong to the thread that began it.
#ifndef ACTA_STORE_H
#define ACTA_STORE_H

#include <acta/rdf.h>

typedef struct acta_store  acta_store;
typedef struct acta_txn    acta_txn;
typedef struct acta_cursor acta_cursor;

/// How to open.
typedef struct {
  bool create;     ///< Make the folder and an empty store if there is none
  bool read_only;  ///< Never write
  bool no_sync;    ///< Do not wait for the disk at commit; a power loss may
                   ///< then lose or damage the store
  size_t map_size; ///< Address space to reserve; 0: $ACTA_MAP_SIZE or 1 TiB
  /// Called now and then, from within acta_store_open, while the pages of a
  /// store that was not closed cleanly are verified; may be NULL.
  void (*verifying)(void *user, uint64_t done, uint64_t pages);
  void *user; ///< For `verifying`
} acta_store_options;

/// Open the store in folder `dir`; `dir` NULL makes a temporary one that
/// vanishes on close.  Opening a folder twice in a process shares one
/// environment.
ACTA_API ACTA_NODISCARD acta_status
acta_store_open(const char *dir, const acta_store_options *options,
                acta_store **store, acta_error *err);

/// Close; all transactions must have ended.  NULL is fine.
ACTA_API void acta_store_close(acta_store *store);

typedef enum { ACTA_TXN_READ, ACTA_TXN_WRITE } acta_txn_mode;

/// Begin a transaction.  A writer waits for the other writer to end.
ACTA_API ACTA_NODISCARD acta_status acta_txn_begin(acta_store   *store,
                                                   acta_txn_mode mode,
                                                   acta_txn    **txn,
                                                   acta_error   *err);

/// Make all changes durable and visible, all or nothing; frees `txn` either
/// way.
ACTA_API ACTA_NODISCARD acta_status acta_txn_commit(acta_txn   *txn,
                                                    acta_error *err);

/// Forget all changes (or end a read); frees `txn`.  NULL is fine.
ACTA_API void acta_txn_abort(acta_txn *txn);

/// A sink that adds quads to a write transaction; valid until it ends.
/// Adding a quad that is there changes nothing.
ACTA_API ACTA_NODISCARD acta_sink *acta_txn_sink(acta_txn *txn);

/// Remove one quad (all terms bound, `g` NONE: the default graph); ACTA_OK
/// also if it was not there.
ACTA_API ACTA_NODISCARD acta_status acta_txn_remove(acta_txn        *txn,
                                                    const acta_quad *quad,
                                                    acta_error      *err);

/// What to match: NONE in a position means any.
typedef struct {
  acta_quad quad;
  bool      default_graph; ///< Only the unnamed graph (`g` must be NONE)
  bool      union_graph;   ///< Any graph, but each triple once; its `g` is NONE
} acta_pattern;

/// Begin walking over the quads that match, in the store's own order.
ACTA_API ACTA_NODISCARD acta_status acta_txn_match(acta_txn           *txn,
                                                   const acta_pattern *pattern,
                                                   acta_cursor       **cursor,
                                                   acta_error         *err);

/// Next quad: ACTA_OK, ACTA_END, or an error.  Its terms are borrowed until
/// the next call on this cursor.
ACTA_API ACTA_NODISCARD acta_status acta_cursor_next(acta_cursor *cursor,
                                                     acta_quad   *quad,
                                                     acta_error  *err);

/// End the walk.  NULL is fine.
ACTA_API void acta_cursor_free(acta_cursor *cursor);

/// Exact or estimated number of quads that match, cheap enough for a planner.
ACTA_API uint64_t acta_txn_estimate(acta_txn *txn, const acta_pattern *pattern);

#endif // ACTA_STORE_H
