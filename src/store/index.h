// SPDX-License-Identifier: MIT
/// @file index.h  Change a sorted index of packed blocks by a sorted stream.
#ifndef ACTA_STORE_INDEX_H
#define ACTA_STORE_INDEX_H

#include "store/stream.h"

#include <lmdb.h>

typedef struct {
  MDB_txn *txn;
  MDB_dbi  table;
  bool     remove; ///< Take the rows out instead of putting them in
  /// Called for each row that was really added or removed; may be NULL.
  acta_status (*changed)(void *user, const acta_row *row, acta_error *err);
  void *user;
} acta_index_change;

/// Merge all of `stream` into the index: each block that it touches is read
/// once and written once; behind the last block it appends.
acta_status acta_index_apply(const acta_index_change *change,
                             acta_stream *stream, acta_error *err);

/// Put `cursor` on the block that may hold `row`: the last one that begins at
/// or before it, else the first.  MDB_NOTFOUND if the index is empty.
int acta_index_seek(MDB_cursor *cursor, const acta_row *row, MDB_val *key,
                    MDB_val *value);

#endif
