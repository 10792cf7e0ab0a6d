// SPDX-License-Identifier: MIT
#include "language/dense.h"
#include "language/learner.h"
#include "language/network_train.h"

#include <stdlib.h>

static int32_t rounded(float x)
{
  return (int32_t)floorf(x + 0.5F);
}

static int16_t rounded16(float x, int limit)
{
  const int32_t v = rounded(x);
  return (int16_t)(v > limit ? limit : v < -limit ? -limit : v);
}

// What a byte stands for in `n` numbers that lie `stride` apart.
static float byte_scale(const float *v, size_t n, size_t stride)
{
  float most = 1e-6F;
  for (size_t i = 0; i < n; ++i) {
    const float x = fabsf(v[i * stride]);
    most          = x > most ? x : most;
  }
  return most / 127.0F;
}

static void put_u32(acta_buf *out, uint32_t v)
{
  acta_buf_add(out, &v, sizeof(v));
}

static void put_bytes(acta_buf *out, const float *v, size_t n, size_t stride,
                      float scale)
{
  for (size_t i = 0; i < n; ++i) {
    acta_buf_char(out, (char)rounded16(v[i * stride] / scale, 127));
  }
}

// The columns of `m`, and of `more` below it if that has any, as rows of a
// dense layer: from numbers with `from` bits behind the point to such with
// `to`.
static void put_dense(acta_buf *out, acta_matrix m, acta_matrix more,
                      const float *bias, int from, int to)
{
  float scales[ACTA_NET_VIEWS + ACTA_NET_MAX_TAGS];
  put_u32(out, (uint32_t)m.cols);
  put_u32(out, (uint32_t)(m.rows + more.rows));
  for (size_t j = 0; j < m.cols; ++j) {
    const float a = byte_scale(m.p + j, m.rows, m.stride);
    const float b = byte_scale(more.p + j, more.rows, more.stride);
    scales[j]     = a > b || !more.rows ? a : b;
    put_u32(out,
            (uint32_t)rounded(ldexpf(scales[j], ACTA_DENSE_SHIFT + to - from)));
  }
  for (size_t j = 0; j < m.cols; ++j) {
    put_u32(out, (uint32_t)rounded(ldexpf(bias[j], to)));
  }
  for (size_t j = 0; j < m.cols; ++j) {
    put_bytes(out, m.p + j, m.rows, m.stride, scales[j]);
    put_bytes(out, more.p + j, more.rows, more.stride, scales[j]);
  }
}

static void pad(acta_buf *out)
{
  while (!out->failed && out->n % 4) {
    acta_buf_char(out, '\0');
  }
}

static void put_affine(acta_buf *out, const acta_affine *a, int from, int to)
{
  const acta_matrix none = {a->m.p, 0, 0, 0};
  put_dense(out, a->m, none, a->bias.p, from, to);
}

static void put_layers(acta_buf *out, const acta_net_weights *w)
{
  for (size_t l = 0; l < ACTA_NET_LAYERS; ++l) {
    for (size_t d = 0; d < 2; ++d) {
      const acta_lstm *x = w->lstm[l] + d;
      put_dense(out, x->in, x->own, x->bias.p, ACTA_NET_READ_BITS,
                ACTA_NET_READ_BITS);
      pad(out);
    }
  }
  put_affine(out, &w->tag, ACTA_NET_READ_BITS, ACTA_NET_READ_BITS);
  put_affine(out, &w->views, ACTA_NET_READ_BITS, ACTA_NET_VIEW_BITS);
  put_affine(out, &w->arc, ACTA_NET_VIEW_BITS, ACTA_NET_DEP_BITS);
  put_affine(out, &w->label, ACTA_NET_VIEW_BITS, ACTA_NET_READ_BITS);
}

// Row by row: the bytes of numbers, the scales before them.
static void put_rows(acta_buf *out, acta_matrix m)
{
  for (size_t i = 0; i < m.rows; ++i) {
    const float    scale = byte_scale(acta_row(m, i), m.cols, 1);
    const int      bits  = ACTA_NET_READ_BITS + ACTA_NET_SCALE_BITS;
    const uint16_t v     = (uint16_t)rounded16(ldexpf(scale, bits), INT16_MAX);
    acta_buf_add(out, &v, sizeof(v));
  }
  pad(out);
  for (size_t i = 0; i < m.rows; ++i) {
    put_bytes(out, acta_row(m, i), m.cols, 1,
              byte_scale(acta_row(m, i), m.cols, 1));
  }
}

static void put_curve(acta_buf *out, float (*f)(float))
{
  const float step = ldexpf(1, ACTA_NET_CURVE_SHIFT - ACTA_NET_READ_BITS);
  const int   half = ACTA_NET_CURVE / 2;
  for (int i = 0; i < ACTA_NET_CURVE; ++i) {
    const float   x = ((float)(i - half) + 0.5F) * step;
    const int16_t v = rounded16(ldexpf(f(x), ACTA_NET_GATE_BITS), INT16_MAX);
    acta_buf_add(out, &v, sizeof(v));
  }
}

bool acta_network_write(const acta_net_vocabulary *v, const acta_net_weights *w,
                        acta_buf *out)
{
  acta_buf keys = {NULL, 0, 0, false};
  put_u32(out, (uint32_t)v->n);
  put_u32(out, (uint32_t)v->n_tags);
  acta_buf_add(out, v->tags, v->n_tags * sizeof(*v->tags));
  pad(out);
  put_rows(out, w->embed);
  put_layers(out, w);
  for (size_t i = 0; i < ACTA_NET_ARC; ++i) {
    const int16_t x = rounded16(ldexpf(w->root_arc.p[i], ACTA_NET_VIEW_BITS),
                                ACTA_NET_VIEW_LIMIT);
    acta_buf_add(out, &x, sizeof(x));
  }
  put_curve(out, acta_sigmoid);
  put_curve(out, acta_tanh);
  for (size_t i = 1; i < v->n; ++i) {
    const uint64_t pair[2] = {v->keys[i], i};
    acta_buf_add(&keys, pair, sizeof(pair));
  }
  const bool good = !keys.failed &&
                    acta_numbers_write(acta_buf_as_str(&keys), out) &&
                    !out->failed;
  acta_buf_release(&keys);
  return good;
}
