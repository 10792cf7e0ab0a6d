// SPDX-License-Identifier: MIT
/// @file dense.h  Layers of integers: bytes as weights, each row with a scale.
#ifndef ACTA_LANGUAGE_DENSE_H
#define ACTA_LANGUAGE_DENSE_H

#include "language/model.h"

/// Bits of a scale behind the point.
#define ACTA_DENSE_SHIFT 20
/// No result is larger.
#define ACTA_DENSE_LIMIT (1 << 24)

/// rows x cols weights, borrowed.  Layout: u32 rows, u32 cols, i32 scales, i32
/// biases, i8 weights row by row.
typedef struct {
  const int32_t *scales, *biases;
  const int8_t  *weights;
  uint32_t       rows, cols;
} acta_dense;

/// Take a layer of that size.
acta_status acta_dense_view(acta_dense *d, uint32_t rows, uint32_t cols,
                            acta_cursor *c, acta_error *err);

/// `count` vectors of `n` numbers, `stride` apart.
typedef struct {
  const int16_t *p;
  uint32_t       n;
  size_t         stride, count;
} acta_vectors;

/// sums[i * rows + r] += row r of the weights, from column `col` on, times
/// vector i.
void acta_dense_add(const acta_dense *d, uint32_t col, acta_vectors x,
                    int32_t *sums);

/// Scale the sums and add the bias, in place.
void acta_dense_finish(const acta_dense *d, size_t count, int32_t *sums);

/// Sum of n products.
int32_t acta_dense_dot(const int16_t *a, const int16_t *b, uint32_t n);

#endif
