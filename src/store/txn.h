// SPDX-License-Identifier: MIT
/// @file txn.h  Inside of a transaction: ids for terms, and what is pending.
/// For src/store and src/sparql, which work on ids; a transaction and all that
/// hangs on it belong to one thread.
#ifndef ACTA_STORE_TXN_H
#define ACTA_STORE_TXN_H

#include "store/chunk.h"
#include "store/env.h"
#include "store/map.h"

typedef struct acta_closure acta_closure;

struct acta_store {
  acta_env *env;
  bool      read_only;
};

struct acta_txn {
  acta_sink     sink; ///< First: the sink is the transaction
  acta_store   *store;
  MDB_txn      *mdb;
  bool          write;
  acta_status   broken; ///< A change failed half-way: only abort is left
  acta_chunk   *chunk;  ///< Quads to add, NULL until there are some
  acta_runs     runs[ACTA_N_INDEXES]; ///< Sorted quads of earlier chunks
  acta_row     *removed;              ///< Quads to remove, s p o g
  size_t        n_removed, cap_removed;
  acta_map      counts; ///< Changes of `count` in this flush
  acta_id       type;   ///< Id of rdf:type, 0: not looked up or not there
  acta_cursor  *cursors;
  acta_closure *closure;    ///< NULL: not kept in this transaction
  bool          attached;   ///< Has it been looked whether to keep it
  size_t        chunk_rows; ///< Quads that make a chunk full
  bool          marked;     ///< Between acta_txn_mark and _undo or _unmark
  size_t        marked_rows, marked_terms;
};

/// The id of `term`; 0 if the store does not know it (or it is NONE).
acta_status acta_txn_find(acta_txn *txn, const acta_term *term, acta_id *id,
                          acta_error *err);

/// Room that acta_txn_term may need.
typedef struct {
  char     value[ACTA_LEXICAL_MAX];
  acta_buf copy; ///< Zero it to begin with, acta_buf_release it in the end
} acta_term_room_t;

/// The term of `id` (0: NONE).  It is borrowed from `room`, from static storage
/// or, in a read transaction, from the store.
acta_status acta_txn_term(acta_txn *txn, acta_id id, acta_term_room_t *room,
                          acta_term *term, acta_error *err);

/// The bytes of a stored term (format.h), borrowed from the store until the
/// transaction ends or, if it writes, until it writes.
acta_status acta_txn_term_bytes(acta_txn *txn, acta_id id, acta_str *bytes,
                                acta_error *err);

/// Write down what is pending, so that scans see it.  Every function that reads
/// quads calls it first.
acta_status acta_txn_flush(acta_txn *txn, acta_error *err);

/// From here on what is added can be undone.  It is held in memory until then.
acta_status acta_txn_mark(acta_txn *txn, acta_error *err);
/// Forget what has been added since the mark.
acta_status acta_txn_undo(acta_txn *txn, acta_error *err);
/// Keep it.
void acta_txn_unmark(acta_txn *txn);

/// Remove one quad by its ids (s p o g; g 0: default graph).
acta_status acta_txn_remove_ids(acta_txn *txn, const acta_row *quad,
                                acta_error *err);

/// Number of quads: kind 'n' (id 0: all), 'g', 'p' or 'c', see format.h.
acta_status acta_txn_count(acta_txn *txn, char kind, acta_id id, uint64_t *n,
                           acta_error *err);

/// Walk over the counts of one kind in the order of ids: `*id` is the one
/// before (begin with 0) and becomes the next; ACTA_END after the last.  For
/// 'g' these are the named graphs.
acta_status acta_txn_count_next(acta_txn *txn, char kind, acta_id *id,
                                uint64_t *n, acta_error *err);

/// State of the closure graph.
acta_status acta_txn_entail_state(acta_txn *txn, acta_entail_state *state,
                                  acta_error *err);
acta_status acta_txn_set_entail_state(acta_txn *txn, acta_entail_state state,
                                      acta_error *err);

#endif
