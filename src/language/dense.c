// SPDX-License-Identifier: MIT
#include "language/dense.h"

#include "language/vectors.h"

acta_status acta_dense_view(acta_dense *d, uint32_t rows, uint32_t cols,
                            acta_cursor *c, acta_error *err)
{
  d->rows    = acta_cursor_u32(c);
  d->cols    = acta_cursor_u32(c);
  d->scales  = acta_cursor_array(c, d->rows, sizeof(*d->scales));
  d->biases  = acta_cursor_array(c, d->rows, sizeof(*d->biases));
  d->weights = acta_cursor_array(c, d->rows, d->cols);
  return !c->bad && d->rows == rows && d->cols == cols
           ? ACTA_OK
           : acta_fail(err, ACTA_E_SYNTAX, "model: a layer has another size");
}

// Weights and vectors are taken four at a time, to load each number once for
// several sums.  No sum overflows: there are fewer than 512 columns of at most
// 2^7 * 2^15.
enum { FEW = 4 };

// out[k] += the product of row `w` and the k-th of FEW vectors, for rows that
// are `rows` sums apart.
static inline void row_by_vectors(const int8_t *restrict w, uint32_t n,
                                  const int16_t *restrict x, size_t  stride,
                                  size_t rows, int32_t *restrict out)
{
  int32_t a = 0, b = 0, c = 0, d = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const int16_t v = (int16_t)w[i];
    a += v * x[i];
    b += v * x[stride + i];
    c += v * x[2 * stride + i];
    d += v * x[3 * stride + i];
  }
  out[0] += a;
  out[rows] += b;
  out[2 * rows] += c;
  out[3 * rows] += d;
}

// out[k] += the product of the k-th of FEW rows and one vector.
static inline void rows_by_vector(const int8_t *restrict w, size_t cols,
                                  uint32_t n, const int16_t *restrict x,
                                  int32_t *restrict out)
{
  int32_t a = 0, b = 0, c = 0, d = 0;
  for (uint32_t i = 0; i < n; ++i) {
    const int16_t v = x[i];
    a += (int16_t)w[i] * v;
    b += (int16_t)w[cols + i] * v;
    c += (int16_t)w[2 * cols + i] * v;
    d += (int16_t)w[3 * cols + i] * v;
  }
  out[0] += a;
  out[1] += b;
  out[2] += c;
  out[3] += d;
}

static inline int32_t row_by_vector(const int8_t *restrict w, uint32_t n,
                                    const int16_t *restrict x)
{
  int32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i) {
    sum += (int16_t)w[i] * x[i];
  }
  return sum;
}

ACTA_INTEGER_VECTORS void acta_dense_add(const acta_dense *d, uint32_t col,
                                         acta_vectors x, int32_t *sums)
{
  const size_t  rows = d->rows, cols = d->cols;
  const int8_t *w = d->weights + col;
  size_t        i = 0;
  for (; i + FEW <= x.count; i += FEW) {
    for (size_t r = 0; r < rows; ++r) {
      row_by_vectors(w + r * cols, x.n, x.p + i * x.stride, x.stride, rows,
                     sums + i * rows + r);
    }
  }
  for (; i < x.count; ++i) {
    size_t r = 0;
    for (; r + FEW <= rows; r += FEW) {
      rows_by_vector(w + r * cols, cols, x.n, x.p + i * x.stride,
                     sums + i * rows + r);
    }
    for (; r < rows; ++r) {
      sums[i * rows + r] +=
        row_by_vector(w + r * cols, x.n, x.p + i * x.stride);
    }
  }
}

ACTA_INTEGER_VECTORS void acta_dense_finish(const acta_dense *d, size_t count,
                                            int32_t *sums)
{
  for (size_t i = 0; i < count; ++i, sums += d->rows) {
    for (size_t r = 0; r < d->rows; ++r) {
      const int64_t v = (int64_t)sums[r] * d->scales[r];
      const int64_t y = (v >> ACTA_DENSE_SHIFT) + d->biases[r];
      sums[r]         = (int32_t)(y > ACTA_DENSE_LIMIT    ? ACTA_DENSE_LIMIT
                                  : y < -ACTA_DENSE_LIMIT ? -ACTA_DENSE_LIMIT
                                                          : y);
    }
  }
}

ACTA_INTEGER_VECTORS int32_t acta_dense_dot(const int16_t *a, const int16_t *b,
                                            uint32_t n)
{
  int32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i) {
    sum += a[i] * b[i];
  }
  return sum;
}
