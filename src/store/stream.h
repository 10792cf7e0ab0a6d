// SPDX-License-Identifier: MIT
/// @file stream.h  Sorted rows from memory and from runs in temporary files,
/// merged (Knuth, TAOCP 3, 5.4: external sorting), each row once.
#ifndef ACTA_STORE_STREAM_H
#define ACTA_STORE_STREAM_H

#include "store/row.h"

#include <acta/status.h>

/// A quad of ranks (s, p, o, g): 32-bit stand-ins that sort like the ids.
typedef struct {
  uint32_t k[4];
} acta_ranks;

/// Rows in memory: ranks sorted in some index's order.
typedef struct {
  const acta_ranks *rows;
  size_t            n;
  const acta_id    *ids;   ///< Rank to id; NULL: give the ranks
  const uint8_t    *order; ///< Which part comes first, second ...
  bool              named; ///< Leave out the rows whose graph is rank 0
} acta_memory_rows;

/// Sorted runs in one temporary file.
typedef struct {
  int       fd; ///< -1: none yet
  uint64_t  end;
  uint64_t *run; ///< Where each run begins
  size_t    n, cap;
} acta_runs;

/// Write `rows` as one more run.
acta_status acta_runs_add(acta_runs *runs, const acta_memory_rows *rows,
                          acta_error *err);
/// Close the file and free the rest; begin again with fd -1.
void acta_runs_release(acta_runs *runs);

typedef struct acta_stream acta_stream;

/// All rows of `rows` (may be NULL) and `runs` (may be NULL), which must live
/// as long.  NULL if out of memory.
acta_stream *acta_stream_new(const acta_memory_rows *rows,
                             const acta_runs        *runs);
/// Rows of an array that is sorted and unique already.
acta_stream *acta_stream_of(const acta_row *rows, size_t n);
void         acta_stream_free(acta_stream *stream);

/// The next row, or ACTA_END.
acta_status acta_stream_next(acta_stream *stream, acta_row *row,
                             acta_error *err);

/// What to sort by: some bits of one part.
typedef struct {
  unsigned part, shift;
  uint32_t mask; ///< Of the bits that are left after the shift
} acta_digit;

/// Sort `rows` by `digit`, stably, into `out`; `counts` has room for `n_values`
/// + 1, where every value of the digit is below `n_values`.
void acta_ranks_sort(const acta_ranks *rows, acta_ranks *out, size_t n,
                     acta_digit digit, uint32_t *counts, size_t n_values);

#endif
