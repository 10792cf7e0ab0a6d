// SPDX-License-Identifier: MIT
#include "store/map.h"

#include <stdlib.h>
#include <string.h>

static acta_map_slot *slot_of(const acta_map *map, uint64_t key)
{
  size_t i = (size_t)((key * 0x9E3779B97F4A7C15U) >> 20) & (map->cap - 1);
  while (map->slots[i].key && map->slots[i].key != key) {
    i = (i + 1) & (map->cap - 1);
  }
  return &map->slots[i];
}

static bool grow(acta_map *map)
{
  const acta_map old   = *map;
  const size_t   cap   = old.cap ? old.cap * 2 : 64;
  acta_map_slot *slots = calloc(cap, sizeof(*slots));
  if (!slots) {
    return false;
  }
  map->slots = slots;
  map->cap   = cap;
  for (size_t i = 0; i < old.cap; ++i) {
    if (old.slots[i].key) {
      *slot_of(map, old.slots[i].key) = old.slots[i];
    }
  }
  free(old.slots);
  return true;
}

uint64_t *acta_map_at(acta_map *map, uint64_t key)
{
  if (2 * map->n >= map->cap && !grow(map)) {
    return NULL;
  }
  acta_map_slot *slot = slot_of(map, key);
  if (!slot->key) {
    *slot = (acta_map_slot){key, 0};
    map->n++;
  }
  return &slot->value;
}

uint64_t *acta_map_find(const acta_map *map, uint64_t key)
{
  if (!map->cap) {
    return NULL;
  }
  acta_map_slot *slot = slot_of(map, key);
  return slot->key ? &slot->value : NULL;
}

void acta_map_clear(acta_map *map)
{
  if (map->n) {
    memset(map->slots, 0, map->cap * sizeof(*map->slots));
    map->n = 0;
  }
}

void acta_map_release(acta_map *map)
{
  free(map->slots);
  *map = (acta_map){NULL, 0, 0};
}
