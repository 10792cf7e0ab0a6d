// SPDX-License-Identifier: MIT
#include "base/intern.h"
#include "base/hash.h"
#include "base/vec.h"

#include <stdlib.h>

struct acta_intern {
  acta_arena *arena;
  acta_str   *strings;
  size_t      n, cap;
  uint32_t   *slots; // id + 1, 0 = empty; linear probing
  size_t      mask;
  uint64_t    seed;
};

acta_intern *acta_intern_new(void)
{
  acta_intern *t = calloc(1, sizeof(*t));
  if (!t) {
    return NULL;
  }
  t->mask  = 63;
  t->seed  = acta_hash_seed();
  t->arena = acta_arena_new(0);
  t->slots = calloc(t->mask + 1, sizeof(*t->slots));
  if (!t->arena || !t->slots) {
    acta_intern_free(t);
    return NULL;
  }
  return t;
}

void acta_intern_free(acta_intern *t)
{
  if (t) {
    acta_arena_free(t->arena);
    free(t->strings);
    free(t->slots);
    free(t);
  }
}

// Slot of `s`, or the empty slot where it belongs.
static uint32_t *slot_of(const acta_intern *t, acta_str s)
{
  size_t i = (size_t)acta_hash64(s.p, s.n, t->seed) & t->mask;
  while (t->slots[i] && !acta_str_eq(t->strings[t->slots[i] - 1], s)) {
    i = (i + 1) & t->mask;
  }
  return &t->slots[i];
}

static bool grow_slots(acta_intern *t)
{
  const size_t mask  = t->mask * 2 + 1;
  uint32_t    *slots = calloc(mask + 1, sizeof(*slots));
  if (!slots) {
    return false;
  }
  free(t->slots);
  t->slots = slots;
  t->mask  = mask;
  for (size_t id = 0; id < t->n; ++id) {
    *slot_of(t, t->strings[id]) = (uint32_t)id + 1;
  }
  return true;
}

uint32_t acta_intern_add(acta_intern *t, acta_str s)
{
  uint32_t *slot = slot_of(t, s);
  if (*slot) {
    return *slot - 1;
  }
  if (t->n >= UINT32_MAX - 1) {
    return UINT32_MAX;
  }
  if (2 * (t->n + 1) > t->mask) {
    if (!grow_slots(t)) {
      return UINT32_MAX;
    }
    slot = slot_of(t, s);
  }
  void *strings = t->strings;
  if (!acta_vec_grow(&strings, t->n, &t->cap, sizeof(*t->strings))) {
    return UINT32_MAX;
  }
  t->strings = strings;
  char *copy = acta_arena_dup(t->arena, s.p, s.n);
  if (!copy) {
    return UINT32_MAX;
  }
  t->strings[t->n] = (acta_str){copy, s.n};
  *slot            = (uint32_t)++t->n;
  return *slot - 1;
}

uint32_t acta_intern_find(const acta_intern *t, acta_str s)
{
  const uint32_t *slot = slot_of(t, s);
  return *slot ? *slot - 1 : UINT32_MAX;
}

acta_str acta_intern_at(const acta_intern *t, uint32_t id)
{
  return t->strings[id];
}

uint32_t acta_intern_count(const acta_intern *t)
{
  return (uint32_t)t->n;
}
