// SPDX-License-Identifier: MIT
#include "language/weights.h"

static acta_status damaged(acta_error *err)
{
  return acta_fail(err, ACTA_E_SYNTAX, "model: a table is damaged");
}

// Every slot must lead to a row inside the pool, and some slot must be empty,
// or probing would never end.
static bool rows_inside(const acta_weights *w)
{
  bool gap = false;
  for (uint32_t i = 0; i < w->n_slots; ++i) {
    const uint32_t at = w->slots[i] & 0x3FFFFFU;
    if (!w->slots[i]) {
      gap = true;
      continue;
    }
    if (at >= w->n_pool || w->pool[at] > w->n_pool - at - 1) {
      return false;
    }
    for (uint32_t k = 1; k <= w->pool[at]; ++k) {
      if (w->pool[at + k] >> 8 >= w->n_classes) {
        return false;
      }
    }
  }
  return gap;
}

acta_status acta_weights_view(acta_weights *w, acta_cursor *c, acta_error *err)
{
  const uint32_t n_slots = acta_cursor_u32(c);
  w->n_pool              = acta_cursor_u32(c);
  w->n_classes           = acta_cursor_u32(c);
  (void)acta_cursor_u32(c);
  w->slots = acta_cursor_array(c, n_slots, sizeof(*w->slots));
  w->pool  = acta_cursor_array(c, w->n_pool, sizeof(*w->pool));
  (void)acta_cursor_array(c, w->n_pool % 2, sizeof(*w->pool));
  w->n_slots = n_slots;
  if (c->bad || w->n_classes > ACTA_MAX_CLASSES || !rows_inside(w)) {
    return damaged(err);
  }
  return ACTA_OK;
}

acta_status acta_pairs_view(acta_pairs *w, acta_cursor *c, acta_error *err)
{
  const uint32_t n_slots = acta_cursor_u32(c);
  (void)acta_cursor_u32(c);
  w->slots   = acta_cursor_array(c, n_slots, sizeof(*w->slots));
  w->n_slots = n_slots;
  if (c->bad) {
    return damaged(err);
  }
  for (uint32_t i = 0; i < n_slots; ++i) {
    if (!w->slots[i]) {
      return ACTA_OK;
    }
  }
  return damaged(err);
}

acta_status acta_numbers_view(acta_numbers *w, acta_cursor *c, acta_error *err)
{
  w->n_slots = acta_cursor_u32(c);
  (void)acta_cursor_u32(c);
  w->slots = acta_cursor_array(c, w->n_slots, sizeof(*w->slots));
  for (uint32_t i = 0; !c->bad && i < w->n_slots; ++i) {
    if (!w->slots[i].number) {
      return ACTA_OK;
    }
  }
  return damaged(err);
}

void acta_weights_add(const acta_weights *w, const uint64_t *keys, size_t n,
                      int32_t *scores)
{
  for (size_t i = 0; i < n; ++i) {
    __builtin_prefetch(w->slots + acta_slot_of(keys[i], w->n_slots));
  }
  for (size_t i = 0; i < n; ++i) {
    const uint16_t *row = acta_weights_row(w, keys[i]);
    for (uint32_t k = row ? row[0] : 0; k; --k) {
      scores[row[k] >> 8] += (int8_t)(row[k] & 0xFFU);
    }
  }
}

void acta_pairs_add(const acta_pairs *w, const uint64_t *keys, size_t n,
                    int32_t scores[2])
{
  for (size_t i = 0; i < n; ++i) {
    __builtin_prefetch(w->slots + acta_slot_of(keys[i], w->n_slots));
  }
  for (size_t i = 0; i < n; ++i) {
    const uint32_t check = (uint32_t)(keys[i] >> 48);
    uint32_t       k     = acta_slot_of(keys[i], w->n_slots);
    for (; w->slots[k]; k = acta_slot_after(k, w->n_slots)) {
      if (w->slots[k] >> 16 == check) {
        scores[0] += (int8_t)(w->slots[k] >> 8 & 0xFFU);
        scores[1] += (int8_t)(w->slots[k] & 0xFFU);
        break;
      }
    }
  }
}
