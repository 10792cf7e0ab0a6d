// SPDX-License-Identifier: MIT
/// @file map.h  Hash table from non-zero 64-bit keys to 64-bit values.
#ifndef ACTA_STORE_MAP_H
#define ACTA_STORE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
  uint64_t key; ///< 0: free
  uint64_t value;
} acta_map_slot;

/// Zero it to begin with an empty one.
typedef struct {
  acta_map_slot *slots;
  size_t         n, cap; ///< `cap` is 0 or a power of two
} acta_map;

/// The value of `key` (not 0), which is put there as 0 if it is new; NULL if
/// out of memory.  Valid until the next call.
uint64_t *acta_map_at(acta_map *map, uint64_t key);
/// The value of `key`, or NULL.
uint64_t *acta_map_find(const acta_map *map, uint64_t key);
/// Forget all keys, keep the memory.
void acta_map_clear(acta_map *map);
void acta_map_release(acta_map *map);

#endif
