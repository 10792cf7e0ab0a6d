// SPDX-License-Identifier: MIT
/// @file weights.h  Linear models as they are shipped: features are 64-bit
/// hashes, weights are signed bytes, tables lie in the memory-mapped model.
#ifndef ACTA_LANGUAGE_WEIGHTS_H
#define ACTA_LANGUAGE_WEIGHTS_H

#include "language/model.h"

/// Most classes a table may tell apart.
#define ACTA_MAX_CLASSES 256

/// Feature -> weights of some of many classes.  Layout: u32 slots, u32 pool,
/// u32 classes, u32 0; slots[u32]: 10 bits of check above 22 bits of pool
/// index, 0 is empty, linear probing; pool[u16]: count, then class << 8 |
/// weight for each.
typedef struct {
  const uint32_t *slots;
  const uint16_t *pool;
  uint32_t        n_slots, n_pool, n_classes;
} acta_weights;

/// Feature -> two weights.  Layout: u32 slots, u32 0; slots[u32]: 16 bits of
/// check above the two weights, 0 is empty, linear probing.
typedef struct {
  const uint32_t *slots;
  uint32_t        n_slots;
} acta_pairs;

/// Key -> number that is not 0, for what must not be mistaken: 32 bits are
/// checked.  Layout: u32 slots, u32 0; slots; linear probing.
typedef struct {
  const struct {
    uint32_t check, number;
  } * slots;
  uint32_t n_slots;
} acta_numbers;

/// Take a table from a model section and check that no lookup can leave it.
acta_status acta_weights_view(acta_weights *w, acta_cursor *c, acta_error *err);
acta_status acta_pairs_view(acta_pairs *w, acta_cursor *c, acta_error *err);
acta_status acta_numbers_view(acta_numbers *w, acta_cursor *c, acta_error *err);

/// Combine values into a feature; `seed` tells templates apart.
static inline uint64_t acta_feature(uint64_t seed, uint64_t value)
{
  uint64_t h = (seed ^ value) * 0x9E3779B97F4A7C15U;
  return h ^ h >> 29;
}

/// First slot to look at for a feature in a table of `n` slots.
static inline uint32_t acta_slot_of(uint64_t key, uint32_t n)
{
  return (uint32_t)((key >> 8 & 0xFFFFFFFFU) * n >> 32);
}

/// The slot after `i`.
static inline uint32_t acta_slot_after(uint32_t i, uint32_t n)
{
  return i + 1 < n ? i + 1 : 0;
}

/// The row of a feature: count, then its pairs; NULL if it has none.
static inline const uint16_t *acta_weights_row(const acta_weights *w,
                                               uint64_t            key)
{
  const uint32_t check = (uint32_t)(key >> 54);
  uint32_t       i     = acta_slot_of(key, w->n_slots);
  for (; w->slots[i]; i = acta_slot_after(i, w->n_slots)) {
    if (w->slots[i] >> 22 == check) {
      return w->pool + (w->slots[i] & 0x3FFFFFU);
    }
  }
  return NULL;
}

/// Add the weights of `n` features to `scores[class]`.
void acta_weights_add(const acta_weights *w, const uint64_t *keys, size_t n,
                      int32_t *scores);

/// The number of a key, 0 if it has none.
static inline uint32_t acta_numbers_find(const acta_numbers *w, uint64_t key)
{
  const uint32_t check = (uint32_t)key;
  uint32_t       i     = acta_slot_of(key >> 24, w->n_slots);
  for (; w->slots[i].number; i = acta_slot_after(i, w->n_slots)) {
    if (w->slots[i].check == check) {
      return w->slots[i].number;
    }
  }
  return 0;
}

/// Add the weights of `n` features to the two scores.
void acta_pairs_add(const acta_pairs *w, const uint64_t *keys, size_t n,
                    int32_t scores[2]);

#endif
