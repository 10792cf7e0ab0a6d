// SPDX-License-Identifier: MIT
/// @file write.h  From pending quads to the six indexes.
#ifndef ACTA_STORE_WRITE_H
#define ACTA_STORE_WRITE_H

#include "store/txn.h"

/// Sort the transaction's chunk into one run per index, in temporary files, and
/// empty it.
acta_status acta_write_spill(acta_txn *txn, acta_error *err);

/// Write chunk and runs into the indexes and bring the counts up to date.
acta_status acta_write_added(acta_txn *txn, acta_error *err);

/// Take the `n` quads (s p o g, in any order) out of the indexes.
acta_status acta_write_removed(acta_txn *txn, acta_row *quads, size_t n,
                               acta_error *err);

#endif
