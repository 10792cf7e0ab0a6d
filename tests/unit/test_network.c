// SPDX-License-Identifier: MIT
// The parts of the network against plain ways to do the same.
#include "../tap.h"
#include "language/dense.h"
#include "language/eisner.h"
#include "language/network_graph.h"

#include <stdlib.h>

static uint64_t seed = 7;

static int32_t drawn(int32_t most)
{
  return (int32_t)(acta_net_draw(&seed) % (2 * (uint64_t)most + 1)) - most;
}

// Is it a tree with one root in which no arcs cross?
static bool projective(const uint32_t *heads, uint32_t n)
{
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t k = i, steps = 0;
    roots += heads[i] == n;
    while (heads[k] < n && steps++ < n) {
      k = heads[k];
    }
    if (heads[k] != n) {
      return false;
    }
    const uint32_t h   = heads[i];
    const uint32_t low = h < i ? h : i, high = h < i ? i : h;
    for (uint32_t j = low + 1; h < n && j < high; ++j) {
      if (heads[j] == n || heads[j] < low || heads[j] > high) {
        return false;
      }
    }
  }
  return roots == 1;
}

static int32_t total(const int32_t *scores, const uint32_t *heads, uint32_t n)
{
  int32_t sum = 0;
  for (uint32_t i = 0; i < n; ++i) {
    sum += scores[i * (n + 1) + heads[i]];
  }
  return sum;
}

// The best tree among all that there are.
static int32_t best_by_trying(const int32_t *scores, uint32_t n)
{
  uint32_t heads[5] = {0};
  int32_t  best     = INT32_MIN;
  uint32_t all      = 1;
  for (uint32_t i = 0; i < n; ++i) {
    all *= n + 1;
  }
  for (uint32_t code = 0; code < all; ++code) {
    uint32_t rest = code;
    for (uint32_t i = 0; i < n; ++i, rest /= n + 1) {
      heads[i] = rest % (n + 1);
    }
    if (projective(heads, n) && total(scores, heads, n) > best) {
      best = total(scores, heads, n);
    }
  }
  return best;
}

static void test_eisner(void)
{
  acta_arena *scratch = acta_arena_new(0);
  for (uint32_t n = 1; n <= 5; ++n) {
    for (int round = 0; round < 8; ++round) {
      int32_t  scores[30];
      uint32_t heads[5];
      for (uint32_t i = 0; i < n * (n + 1); ++i) {
        scores[i] = drawn(50);
      }
      acta_arena_reset(scratch);
      ok(acta_eisner(scores, n, heads, scratch));
      ok(projective(heads, n));
      ok(total(scores, heads, n) == best_by_trying(scores, n));
    }
  }
  acta_arena_free(scratch);
  scratch             = acta_arena_new(64);
  int32_t  scores[30] = {0};
  uint32_t heads[5];
  ok(!acta_eisner(scores, 5, heads, scratch)); // no room
  acta_arena_free(scratch);
}

// Odd sizes, so that every edge of the tiles is met.
static void test_product(void)
{
  enum { N = 21, K = 300, M = 45 };
  static float a[N * K], b[K * M], c[N * M], turned[K * N];
  for (size_t i = 0; i < (size_t)N * K; ++i) {
    a[i] = (float)drawn(8);
  }
  for (size_t i = 0; i < (size_t)K * M; ++i) {
    b[i] = (float)drawn(8);
  }
  acta_matrix_add_product(acta_matrix_of(c, N, M), acta_matrix_of(a, N, K),
                          acta_matrix_of(b, K, M));
  const acta_matrix t = acta_matrix_transpose(acta_matrix_of(a, N, K), turned);
  bool              good = t.rows == K && t.cols == N;
  for (size_t i = 0; i < N; ++i) {
    for (size_t j = 0; j < M; ++j) {
      float sum = 0; // small whole numbers: exact in any order
      for (size_t k = 0; k < K; ++k) {
        sum += a[i * K + k] * b[k * M + j];
      }
      good = good && c[i * M + j] == sum && turned[i] == a[i * K];
    }
  }
  ok(good);
}

static void test_functions(void)
{
  bool good = true;
  for (int i = -2000; i < 2000; ++i) {
    const float x = (float)i / 100;
    good          = good && fabsf(acta_tanh(x) - tanhf(x)) < 2e-4F;
    good          = good && fabsf(acta_sigmoid(x) - 1 / (1 + expf(-x))) < 2e-4F;
    good          = good && fabsf(acta_exp(x) / expf(x) - 1) < 1e-5F;
  }
  ok(good);
}

static void test_dense(void)
{
  enum { ROWS = 7, COLS = 24, COUNT = 6 };
  int32_t    scales[ROWS], biases[ROWS], sums[COUNT * ROWS] = {0};
  int8_t     weights[ROWS * COLS];
  int16_t    x[COUNT * COLS];
  acta_dense d    = {scales, biases, weights, ROWS, COLS};
  bool       good = true;
  for (size_t r = 0; r < ROWS; ++r) {
    scales[r] = (int32_t)(r + 1) << (ACTA_DENSE_SHIFT - 2);
    biases[r] = drawn(100);
  }
  for (size_t i = 0; i < sizeof(weights); ++i) {
    weights[i] = (int8_t)drawn(127);
  }
  for (size_t i = 0; i < COUNT * COLS; ++i) {
    x[i] = (int16_t)drawn(INT16_MAX);
  }
  acta_dense_add(&d, 0, (acta_vectors){x, COLS, COLS, COUNT}, sums);
  acta_dense_finish(&d, COUNT, sums);
  for (size_t i = 0; i < COUNT; ++i) {
    for (size_t r = 0; r < ROWS; ++r) {
      int64_t sum = 0;
      for (size_t k = 0; k < COLS; ++k) {
        sum += (int64_t)weights[r * COLS + k] * x[i * COLS + k];
      }
      sum  = (sum * (int64_t)(r + 1) >> 2) + biases[r];
      sum  = sum > ACTA_DENSE_LIMIT ? ACTA_DENSE_LIMIT : sum;
      sum  = sum < -ACTA_DENSE_LIMIT ? -ACTA_DENSE_LIMIT : sum;
      good = good && sums[i * ROWS + r] == sum;
    }
  }
  ok(good);
}

// Three sentences of drawn words, tags and trees.
enum { N_ROWS = 9, N_TAGS = 4, N_SENTENCES = 3 };
static const uint32_t counts[N_ROWS] = {0, 9, 9, 9, 9, 9, 9, 9, 9};
static uint32_t rows[N_SENTENCES][6 * ACTA_NET_KEYS], heads[N_SENTENCES][6];
static uint8_t  tags[N_SENTENCES][6], labels[N_SENTENCES][6];

static void draw_sentences(acta_net_sentence x[N_SENTENCES])
{
  for (uint32_t s = 0; s < N_SENTENCES; ++s) {
    x[s] =
      (acta_net_sentence){rows[s], heads[s], tags[s], labels[s], 6 - 2 * s};
    for (uint32_t i = 0; i < x[s].n; ++i) {
      for (uint32_t k = 0; k < ACTA_NET_KEYS; ++k) {
        rows[s][i * ACTA_NET_KEYS + k] =
          k < 2 ? (uint32_t)acta_net_draw(&seed) % N_ROWS : ACTA_NO;
      }
      heads[s][i]  = i + 1; // the last one is the root
      tags[s][i]   = (uint8_t)(acta_net_draw(&seed) % N_TAGS);
      labels[s][i] = (uint8_t)(acta_net_draw(&seed) % ACTA_N_DEP);
    }
  }
}

typedef struct {
  acta_net_graph          *graph;
  const acta_net_sentence *sentences[N_SENTENCES];
  acta_net_weights         weights, slope;
} lesson;

static double loss(lesson *l)
{
  uint64_t same = 5; // what is dropped
  (void)acta_net_graph_progress(l->graph);
  const acta_net_state state = {&l->weights, &l->slope, counts, &same};
  acta_net_learn(l->graph, &state, l->sentences, N_SENTENCES);
  return acta_net_graph_progress(l->graph).loss;
}

// Along its own derivative, the loss must rise by the derivative's length.
static bool slope_is_right(lesson *l, acta_matrix w, acta_matrix d)
{
  const size_t n      = w.rows * w.cols;
  float       *before = malloc(n * sizeof(*before));
  float       *slope  = malloc(n * sizeof(*slope));
  double       length = 0, sides[2] = {0, 0};
  memcpy(before, w.p, n * sizeof(*before));
  memcpy(slope, d.p, n * sizeof(*slope));
  for (size_t i = 0; i < n; ++i) {
    length += (double)slope[i] * (double)slope[i];
  }
  length           = sqrt(length);
  const float step = (float)(0.002 / length);
  for (int side = 0; side < 2; ++side) {
    for (size_t i = 0; i < n; ++i) {
      w.p[i] = before[i] + (side ? step : -step) * slope[i];
    }
    sides[side] = loss(l);
  }
  memcpy(w.p, before, n * sizeof(*before));
  free(before);
  free(slope);
  const double rise = (sides[1] - sides[0]) / 0.004;
  return length > 1e-4 && fabs(rise / length - 1) < 0.05;
}

static void test_slopes(void)
{
  acta_net_sentence x[N_SENTENCES];
  lesson            l;
  const size_t      n  = acta_net_lay_out(&l.weights, NULL, N_ROWS, N_TAGS);
  float            *w  = calloc(n, sizeof(*w));
  float            *d  = calloc(n, sizeof(*d));
  float            *d0 = calloc(n, sizeof(*d0));
  acta_net_weights  at;
  draw_sentences(x);
  for (size_t s = 0; s < N_SENTENCES; ++s) {
    l.sentences[s] = x + s;
  }
  for (size_t i = 0; i < n; ++i) {
    w[i] = (float)drawn(1000) / 8000;
  }
  l.graph = acta_net_graph_new(32, N_TAGS);
  (void)acta_net_lay_out(&l.weights, w, N_ROWS, N_TAGS);
  (void)acta_net_lay_out(&l.slope, d, N_ROWS, N_TAGS);
  (void)acta_net_lay_out(&at, d0, N_ROWS, N_TAGS);
  const double first = loss(&l);
  memcpy(d0, d, n * sizeof(*d));
  ok(first > 0 && loss(&l) == first);
  ok(slope_is_right(&l, l.weights.embed, at.embed));
  for (size_t k = 0; k < ACTA_NET_LAYERS; ++k) {
    for (size_t r = 0; r < 2; ++r) {
      ok(slope_is_right(&l, l.weights.lstm[k][r].in, at.lstm[k][r].in));
      ok(slope_is_right(&l, l.weights.lstm[k][r].own, at.lstm[k][r].own));
      ok(slope_is_right(&l, l.weights.lstm[k][r].bias, at.lstm[k][r].bias));
    }
  }
  ok(slope_is_right(&l, l.weights.tag.m, at.tag.m));
  ok(slope_is_right(&l, l.weights.tag.bias, at.tag.bias));
  ok(slope_is_right(&l, l.weights.views.m, at.views.m));
  ok(slope_is_right(&l, l.weights.views.bias, at.views.bias));
  ok(slope_is_right(&l, l.weights.arc.m, at.arc.m));
  ok(slope_is_right(&l, l.weights.arc.bias, at.arc.bias));
  ok(slope_is_right(&l, l.weights.root_arc, at.root_arc));
  ok(slope_is_right(&l, l.weights.label.m, at.label.m));
  ok(slope_is_right(&l, l.weights.label.bias, at.label.bias));
  acta_net_graph_free(l.graph);
  free(w);
  free(d);
  free(d0);
}

int main(void)
{
  test_slopes();
  test_eisner();
  test_product();
  test_functions();
  test_dense();
  return tap_done();
}
