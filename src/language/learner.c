// SPDX-License-Identifier: MIT
#include "language/learner.h"

#include "language/weights.h"

#include <stdlib.h>

// Classes of one feature lie side by side, four to a group.
static size_t place(const acta_learner *l, uint64_t key, unsigned class)
{
  const uint64_t h = acta_feature(key, class >> 2);
  return ((size_t)(h >> 3) & (l->cap - 1) & ~(size_t)3) + (class & 3U);
}

static acta_learner_slot *lookup(const acta_learner *l, uint64_t key,
                                 unsigned class)
{
  size_t i = place(l, key, class);
  while (l->slots[i].used &&
         (l->slots[i].key != key || l->slots[i].class != class)) {
    i = (i + 5) & (l->cap - 1); // odd, so that every slot is reached
  }
  return l->slots + i;
}

static bool grow(acta_learner *l)
{
  acta_learner bigger = *l;
  bigger.cap          = l->cap ? l->cap * 2 : (size_t)1 << 12;
  bigger.slots        = calloc(bigger.cap, sizeof(*bigger.slots));
  if (!bigger.slots) {
    l->failed = true;
    return false;
  }
  for (size_t i = 0; i < l->cap; ++i) {
    const acta_learner_slot *s = l->slots + i;
    if (s->used) {
      *lookup(&bigger, s->key, s->class) = *s;
    }
  }
  free(l->slots);
  *l = bigger;
  return true;
}

int32_t acta_learner_score(const acta_learner *l, const uint64_t *keys,
                           size_t n, unsigned class)
{
  int32_t score = 0;
  for (size_t i = 0; l->cap && i < n; ++i) {
    __builtin_prefetch(l->slots + place(l, keys[i], class));
  }
  for (size_t i = 0; l->cap && i < n; ++i) {
    score += lookup(l, keys[i], class)->now;
  }
  return score;
}

void acta_learner_update(acta_learner *l, const uint64_t *keys, size_t n,
                         unsigned class, int32_t delta)
{
  for (size_t i = 0; i < n; ++i) {
    if (l->n * 2 >= l->cap && !grow(l)) {
      return;
    }
    acta_learner_slot *s = lookup(l, keys[i], class);
    if (!s->used) {
      *s = (acta_learner_slot){
        .key = keys[i], .class = (uint8_t) class, .used = true};
      l->n++;
    }
    s->now += delta;
    s->sum += l->time * delta;
    s->hits = (uint16_t)(s->hits + (s->hits < UINT16_MAX));
  }
}

void acta_learner_end_trial(acta_learner *l)
{
  for (size_t i = 0; i < l->cap; ++i) {
    acta_learner_slot *s = l->slots + i;
    s->kept += l->time * s->now - s->sum;
    s->now = 0;
    s->sum = 0;
  }
  l->time = 0;
}

void acta_learner_release(acta_learner *l)
{
  free(l->slots);
  *l = (acta_learner){NULL, 0, 0, 0, false};
}

// One averaged weight, not yet rounded to a byte.
typedef struct {
  uint64_t key;
  double   weight;
  unsigned class;
  unsigned hits;
} average;

static int by_key(const void *x, const void *y)
{
  const average *a = x, *b = y;
  if (a->key != b->key) {
    return a->key < b->key ? -1 : 1;
  }
  return (a->class > b->class) - (a->class < b->class);
}

static int by_size(const void *x, const void *y)
{
  const double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

static average *averages(const acta_learner *l, size_t *n)
{
  average *all = malloc((l->n + 1) * sizeof(*all));
  *n           = 0;
  for (size_t i = 0; all && i < l->cap; ++i) {
    const acta_learner_slot *s = l->slots + i;
    if (s->used) {
      const double time = (double)(l->time ? l->time : 1);
      const double last = (double)s->now - (double)s->sum / time;
      all[(*n)++] =
        (average){s->key, (double)s->kept + last, s->class, s->hits};
    }
  }
  if (all) {
    qsort(all, *n, sizeof(*all), by_key);
  }
  return all;
}

// The factor that makes all but the largest 0.02 % of weights fit a byte.
static double scale_of(const average *all, size_t n)
{
  double *sizes = malloc((n + 1) * sizeof(*sizes));
  double  scale = 0;
  if (sizes && n) {
    for (size_t i = 0; i < n; ++i) {
      sizes[i] = all[i].weight < 0 ? -all[i].weight : all[i].weight;
    }
    qsort(sizes, n, sizeof(*sizes), by_size);
    const double top = sizes[n - 1 - n / 5000];
    scale            = top > 0 ? 127 / top : 1;
  }
  free(sizes);
  return scale;
}

static int quantised(double weight, double scale)
{
  const double w = weight * scale + (weight < 0 ? -0.5 : 0.5);
  if (w >= 127) {
    return 127;
  }
  return w <= -127 ? -127 : (int)w;
}

// Four fifths of the slots are used, so that probing stays short.
static uint32_t slots_for(size_t n)
{
  return (uint32_t)(n + n / 4 + 2);
}

static void put_u32(acta_buf *out, uint32_t v)
{
  acta_buf_add(out, &v, sizeof(v));
}

static void insert(uint32_t *slots, uint32_t cap, uint64_t key, uint32_t value)
{
  uint32_t i = acta_slot_of(key, cap);
  while (slots[i]) {
    i = acta_slot_after(i, cap);
  }
  slots[i] = value;
}

// Appends one row to the pool; false if all its weights round to nothing.
static bool add_row(acta_buf *pool, const average *row, size_t n, double scale)
{
  const size_t   at    = pool->n;
  const uint16_t none  = 0;
  uint16_t       count = 0;
  acta_buf_add(pool, &none, sizeof(none));
  for (size_t i = 0; i < n; ++i) {
    const int w = quantised(row[i].weight, scale);
    if (w) {
      const uint16_t pair =
        (uint16_t)(row[i].class << 8 | (unsigned)(uint8_t)(int8_t)w);
      acta_buf_add(pool, &pair, sizeof(pair));
      count++;
    }
  }
  if (!count || pool->failed) {
    pool->n = at;
    return false;
  }
  memcpy(pool->p + at, &count, sizeof(count));
  return true;
}

static unsigned row_hits(const average *row, size_t n)
{
  unsigned hits = 0;
  for (size_t i = 0; i < n; ++i) {
    hits = row[i].hits > hits ? row[i].hits : hits;
  }
  return hits;
}

static size_t row_length(const average *all, size_t n)
{
  size_t k = 1;
  while (k < n && all[k].key == all[0].key) {
    ++k;
  }
  return k;
}

// Writes the rows of `all` that were updated `min_hits` times as a table.
static bool export_rows(const average *all, size_t n, double scale,
                        unsigned n_classes, unsigned min_hits, acta_buf *out)
{
  acta_buf       pool = {NULL, 0, 0, false}, keys = pool;
  const uint16_t pad = 0;
  acta_buf_add(&pool, &pad, sizeof(pad)); // so that index 0 is never a row
  for (size_t i = 0; i < n;) {
    const size_t   k  = row_length(all + i, n - i);
    const uint32_t at = (uint32_t)(pool.n / sizeof(uint16_t));
    if (row_hits(all + i, k) >= min_hits && add_row(&pool, all + i, k, scale)) {
      const uint64_t pair[2] = {all[i].key, at};
      acta_buf_add(&keys, pair, sizeof(pair));
    }
    i += k;
  }
  const size_t   n_keys = keys.n / (2 * sizeof(uint64_t));
  const uint32_t cap    = slots_for(n_keys);
  uint32_t      *slots  = calloc(cap, sizeof(*slots));
  const bool     good =
    slots && !pool.failed && !keys.failed && pool.n / 2 < 1U << 22;
  for (size_t i = 0; good && i < n_keys; ++i) {
    uint64_t pair[2];
    memcpy(pair, keys.p + i * sizeof(pair), sizeof(pair));
    insert(slots, cap, pair[0],
           (uint32_t)(pair[0] >> 54) << 22 | (uint32_t)pair[1]);
  }
  if (good) {
    put_u32(out, cap);
    put_u32(out, (uint32_t)(pool.n / 2));
    put_u32(out, n_classes);
    put_u32(out, 0);
    acta_buf_add(out, slots, cap * sizeof(*slots));
    acta_buf_str(out, acta_buf_as_str(&pool));
    acta_buf_add(out, &pad, pool.n % 4);
  }
  free(slots);
  acta_buf_release(&pool);
  acta_buf_release(&keys);
  return good && !out->failed;
}

bool acta_learner_export(const acta_learner *l, unsigned n_classes,
                         unsigned min_hits, acta_buf *out)
{
  size_t     n   = 0;
  average   *all = averages(l, &n);
  const bool good =
    all && export_rows(all, n, scale_of(all, n), n_classes, min_hits, out);
  free(all);
  return good;
}

// Turns the rows of three classes into the two differences to the first.
static average *differences(const average *all, size_t n, unsigned min_hits,
                            size_t *m)
{
  average *out = calloc(2 * n + 1, sizeof(*out));
  *m           = 0;
  for (size_t i = 0; out && i < n;) {
    const size_t k    = row_length(all + i, n - i);
    double       w[3] = {0, 0, 0};
    for (size_t j = i; j < i + k; ++j) {
      w[all[j].class % 3] = all[j].weight;
    }
    if (row_hits(all + i, k) >= min_hits) {
      out[(*m)++] = (average){all[i].key, w[1] - w[0], 1, 0};
      out[(*m)++] = (average){all[i].key, w[2] - w[0], 2, 0};
    }
    i += k;
  }
  return out;
}

static bool pairs_write(acta_str items, acta_buf *out)
{
  const size_t   n     = items.n / (2 * sizeof(uint64_t));
  const uint32_t cap   = slots_for(n);
  uint32_t      *slots = calloc(cap, sizeof(*slots));
  for (size_t i = 0; slots && i < n; ++i) {
    uint64_t pair[2];
    memcpy(pair, items.p + i * sizeof(pair), sizeof(pair));
    insert(slots, cap, pair[0],
           (uint32_t)(pair[0] >> 48) << 16 | (uint32_t)(pair[1] & 0xFFFFU));
  }
  if (slots) {
    put_u32(out, cap);
    put_u32(out, 0);
    acta_buf_add(out, slots, cap * sizeof(*slots));
  }
  const bool good = slots && !out->failed;
  free(slots);
  return good;
}

bool acta_numbers_write(acta_str items, acta_buf *out)
{
  const size_t   n     = items.n / (2 * sizeof(uint64_t));
  const uint32_t cap   = slots_for(n);
  uint32_t      *slots = calloc(cap, 2 * sizeof(*slots));
  for (size_t i = 0; slots && i < n; ++i) {
    uint64_t pair[2];
    memcpy(pair, items.p + i * sizeof(pair), sizeof(pair));
    uint32_t k = acta_slot_of(pair[0] >> 24, cap);
    while (slots[(size_t)2 * k + 1]) {
      k = acta_slot_after(k, cap);
    }
    slots[(size_t)2 * k]     = (uint32_t)pair[0];
    slots[(size_t)2 * k + 1] = (uint32_t)pair[1];
  }
  if (slots) {
    put_u32(out, cap);
    put_u32(out, 0);
    acta_buf_add(out, slots, (size_t)cap * 2 * sizeof(*slots));
  }
  const bool good = slots && !out->failed;
  free(slots);
  return good;
}

bool acta_learner_export_pairs(const acta_learner *l, unsigned min_hits,
                               acta_buf *out)
{
  size_t   n = 0, m = 0;
  average *rows = averages(l, &n);
  average *all  = rows ? differences(rows, n, min_hits, &m) : NULL;
  acta_buf kept = {NULL, 0, 0, false};
  free(rows);
  const double s = all ? scale_of(all, m) : 0;
  for (size_t i = 0; all && i + 1 < m; i += 2) {
    const int      a = quantised(all[i].weight, s);
    const int      b = quantised(all[i + 1].weight, s);
    const unsigned bytes =
      (unsigned)(uint8_t)(int8_t)a << 8 | (unsigned)(uint8_t)(int8_t)b;
    const uint64_t pair[2] = {all[i].key, bytes};
    if (bytes) {
      acta_buf_add(&kept, pair, sizeof(pair));
    }
  }
  const bool good =
    all && !kept.failed && pairs_write(acta_buf_as_str(&kept), out);
  free(all);
  acta_buf_release(&kept);
  return good;
}
