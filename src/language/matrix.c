// SPDX-License-Identifier: MIT
#include "language/matrix.h"

// One tile of the result stays in registers while a block of the inner
// dimension is summed (Goto and van de Geijn 2008, "Anatomy of high-performance
// matrix multiplication").
enum { TILE_ROWS = 8, TILE_COLS = 32, BLOCK = 256 };

// tile = a b for TILE_ROWS rows of `a` and `k` packed rows of `b`.
ACTA_FLOAT_VECTORS static void multiply_tile(size_t k, const float *restrict a,
                                             size_t stride,
                                             const float *restrict b,
                                             float *restrict tile)
{
  float sum[TILE_ROWS][TILE_COLS] = {{0}};
  for (size_t p = 0; p < k; ++p) {
    for (size_t r = 0; r < TILE_ROWS; ++r) {
      const float x = a[r * stride + p];
      for (size_t j = 0; j < TILE_COLS; ++j) {
        sum[r][j] = fmaf(x, b[p * TILE_COLS + j], sum[r][j]);
      }
    }
  }
  memcpy(tile, sum, sizeof(sum));
}

// Copies columns [col, col + n) of a block of `b`, zeros after them.
static void pack(acta_matrix b, size_t col, size_t n, float *packed)
{
  for (size_t p = 0; p < b.rows; ++p) {
    const float *from = b.p + p * b.stride + col;
    float       *to   = packed + p * TILE_COLS;
    memcpy(to, from, n * sizeof(*to));
    memset(to + n, 0, (TILE_COLS - n) * sizeof(*to));
  }
}

ACTA_FLOAT_VECTORS static void add_tile(acta_matrix c,
                                        const float *restrict tile)
{
  for (size_t r = 0; r < c.rows; ++r) {
    float *restrict to = acta_row(c, r);
    for (size_t j = 0; j < c.cols; ++j) {
      to[j] += tile[r * TILE_COLS + j];
    }
  }
}

// Adds the product of all rows of `a` and the packed columns to those of `c`.
static void add_panel(acta_matrix c, acta_matrix a, const float *packed)
{
  float tile[TILE_ROWS * TILE_COLS], edge[TILE_ROWS * BLOCK];
  for (size_t i = 0; i < a.rows; i += TILE_ROWS) {
    const size_t rows = a.rows - i < TILE_ROWS ? a.rows - i : TILE_ROWS;
    const float *from = a.p + i * a.stride;
    size_t       step = a.stride;
    if (rows < TILE_ROWS) { // the last rows: do not read beyond them
      memset(edge, 0, sizeof(edge));
      for (size_t r = 0; r < rows; ++r) {
        memcpy(edge + r * BLOCK, from + r * a.stride, a.cols * sizeof(*edge));
      }
      from = edge;
      step = BLOCK;
    }
    multiply_tile(a.cols, from, step, packed, tile);
    add_tile(acta_matrix_rows(c, i, rows), tile);
  }
}

void acta_matrix_add_product(acta_matrix c, acta_matrix a, acta_matrix b)
{
  float packed[BLOCK * TILE_COLS];
  for (size_t k = 0; k < b.rows; k += BLOCK) {
    const size_t      n    = b.rows - k < BLOCK ? b.rows - k : BLOCK;
    const acta_matrix part = acta_matrix_cols(a, k, n);
    for (size_t j = 0; j < b.cols; j += TILE_COLS) {
      const size_t cols = b.cols - j < TILE_COLS ? b.cols - j : TILE_COLS;
      pack(acta_matrix_rows(b, k, n), j, cols, packed);
      add_panel(acta_matrix_cols(c, j, cols), part, packed);
    }
  }
}

// Rows [begin, end) of `a` become columns of `out`.
static void turn_rows(acta_matrix a, size_t begin, size_t end, float *out)
{
  for (size_t j = 0; j < a.cols; ++j) {
    for (size_t r = begin; r < end; ++r) {
      out[j * a.rows + r] = a.p[r * a.stride + j];
    }
  }
}

acta_matrix acta_matrix_transpose(acta_matrix a, float *out)
{
  enum { SOME = 16 }; // rows that stay in the cache together
  for (size_t i = 0; i < a.rows; i += SOME) {
    turn_rows(a, i, i + SOME < a.rows ? i + SOME : a.rows, out);
  }
  return acta_matrix_of(out, a.cols, a.rows);
}

void acta_matrix_add_rows(float *out, acta_matrix a)
{
  for (size_t i = 0; i < a.rows; ++i) {
    for (size_t j = 0; j < a.cols; ++j) {
      out[j] += a.p[i * a.stride + j];
    }
  }
}

void acta_matrix_zero(acta_matrix a)
{
  for (size_t i = 0; i < a.rows; ++i) {
    memset(acta_row(a, i), 0, a.cols * sizeof(*a.p));
  }
}

void acta_matrix_fill(acta_matrix a, const float *row)
{
  for (size_t i = 0; i < a.rows; ++i) {
    memcpy(a.p + i * a.stride, row, a.cols * sizeof(*row));
  }
}
