// SPDX-License-Identifier: MIT
/// @file matrix.h  Products of matrices of floats, row by row in memory, and
/// the functions that training needs.  Every sum is made in one order and every
/// multiply-add is rounded once (fmaf), so any machine gives the same bits.
#ifndef ACTA_LANGUAGE_MATRIX_H
#define ACTA_LANGUAGE_MATRIX_H

#include "language/vectors.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/// Most cells in one direction of a recurrent layer.
#define ACTA_MAX_CELLS 256

/// A matrix in memory: `stride` floats from one row to the next.
typedef struct {
  float *p;
  size_t rows, cols, stride;
} acta_matrix;

/// All of `p` as a matrix.
static inline acta_matrix acta_matrix_of(float *p, size_t rows, size_t cols)
{
  return (acta_matrix){p, rows, cols, cols};
}

/// Rows [begin, begin + n) of `m`.
static inline acta_matrix acta_matrix_rows(acta_matrix m, size_t begin,
                                           size_t n)
{
  return (acta_matrix){m.p + begin * m.stride, n, m.cols, m.stride};
}

/// Columns [begin, begin + n) of `m`.
static inline acta_matrix acta_matrix_cols(acta_matrix m, size_t begin,
                                           size_t n)
{
  return (acta_matrix){m.p + begin, m.rows, n, m.stride};
}

/// Row `i` of `m`.
static inline float *acta_row(acta_matrix m, size_t i)
{
  return m.p + i * m.stride;
}

/// c += a b.
void acta_matrix_add_product(acta_matrix c, acta_matrix a, acta_matrix b);
/// Turn `a` into `out`, which has a.cols rows without gaps.
acta_matrix acta_matrix_transpose(acta_matrix a, float *out);
/// out += each row of `a`.
void acta_matrix_add_rows(float *out, acta_matrix a);
/// Set each row of `a` to `row`.
void acta_matrix_fill(acta_matrix a, const float *row);
void acta_matrix_zero(acta_matrix a);

/// tanh by a rational function (a continued fraction cut off), exact to 1e-4.
static inline float acta_tanh(float x)
{
  const float y = x > 4.97F ? 4.97F : x < -4.97F ? -4.97F : x;
  const float q = y * y;
  return y * (135135.0F + q * (17325.0F + q * (378.0F + q))) /
         (135135.0F + q * (62370.0F + q * (3150.0F + q * 28.0F)));
}

static inline float acta_sigmoid(float x)
{
  return 0.5F + 0.5F * acta_tanh(0.5F * x);
}

/// exp for arguments from -80 to 80.
static inline float acta_exp(float x)
{
  const float   y    = x < -80.0F ? -80.0F : x > 80.0F ? 80.0F : x;
  const float   n    = floorf(y * 1.44269504F + 0.5F);
  const float   r    = y - n * 0.693359375F + n * 2.12194440e-4F;
  const int32_t bits = ((int32_t)n + 127) * (1 << 23);
  float         power;
  memcpy(&power, &bits, sizeof(power));
  const float p =
    0.5F + r * (0.166666654F +
                r * (0.0416657947F + r * (8.3334519e-3F + r * 1.3981999e-3F)));
  return power * (1.0F + r + r * r * p);
}

#endif
