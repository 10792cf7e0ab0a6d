// SPDX-License-Identifier: MIT
/// @file rank.h  Terms in the order of their text, while ids follow the order
/// of loading.  Note the ids in use, sort, then ask.  Memory does not grow with
/// the terms, but for some 50 bytes for each distinct number and date.
#ifndef ACTA_STORE_RANK_H
#define ACTA_STORE_RANK_H

#include "store/scratch.h"
#include "store/txn.h"

typedef struct {
  acta_str bytes; ///< As in `term` (format.h)
  acta_id  id;
} acta_ranked;

typedef struct {
  acta_txn    *txn;
  uint64_t     n_serials;
  acta_scratch by_serial; ///< uint32_t: 0 not in use, else tag, later the rank
  acta_map     by_value;  ///< Same for ids that hold their value
  acta_scratch terms;     ///< acta_ranked, by rank; rank 0 is "none"
  acta_scratch values;    ///< Bytes of the terms that the ids hold
  size_t       n;         ///< Ranks given, that of "none" included
} acta_rank;

/// For terms of `txn`, which must not change meanwhile.
acta_status acta_rank_init(acta_rank *r, acta_txn *txn, acta_error *err);
void        acta_rank_release(acta_rank *r);

/// The term is in use (0: nothing is).
acta_status acta_rank_note(acta_rank *r, acta_id id, acta_error *err);

/// Sort by kind (literals, IRIs, blank nodes) and bytes.
acta_status acta_rank_sort(acta_rank *r, acta_error *err);

/// Rank of an id that was noted, 0 for 0.
uint32_t acta_rank_of(const acta_rank *r, acta_id id);

/// Bytes of the term of a rank, borrowed from the transaction or from `r`.
acta_str acta_rank_bytes(const acta_rank *r, size_t rank);

#endif
