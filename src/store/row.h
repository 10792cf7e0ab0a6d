// SPDX-License-Identifier: MIT
/// @file row.h  Quads as four ids in some order, and blocks of them packed by
/// difference (the encoding is in format.h).
#ifndef ACTA_STORE_ROW_H
#define ACTA_STORE_ROW_H

#include "store/format.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// 48 bits: 44 of number, 4 of tag; 0 is "none" (the default graph; "any").
typedef uint64_t acta_id;

#define ACTA_ID_MAX (((acta_id)1 << 48) - 1)

/// Four ids, in the order of the index they come from.
typedef struct {
  acta_id k[4];
} acta_row;

/// Most bytes that one packed row takes.
enum { ACTA_ROW_MAX = 1 + 4 * 7 };

/// <0, 0, >0.
static inline int acta_row_cmp(const acta_row *a, const acta_row *b)
{
  for (int i = 0; i < 4; ++i) {
    if (a->k[i] != b->k[i]) {
      return a->k[i] < b->k[i] ? -1 : 1;
    }
  }
  return 0;
}

void    acta_id_put(uint8_t out[ACTA_ID_BYTES], acta_id id);
acta_id acta_id_get(const uint8_t in[ACTA_ID_BYTES]);
void    acta_row_key(uint8_t out[ACTA_KEY_BYTES], const acta_row *row);
void    acta_row_of_key(acta_row *row, const uint8_t in[ACTA_KEY_BYTES]);

/// Write `v` as a varint; returns the bytes written, at most 10.
size_t acta_varint_put(uint8_t *out, uint64_t v);
/// Read a varint of at most 63 bits; the byte behind it, or NULL if it does not
/// end before `end`.
const uint8_t *acta_varint_get(const uint8_t *p, const uint8_t *end,
                               uint64_t *v);

/// Pack `row`, which sorts after `before`; returns the bytes written, at most
/// ACTA_ROW_MAX.
size_t acta_row_put(uint8_t *out, const acta_row *before, const acta_row *row);

/// Unpack the row after `*row` into it.  The byte behind, or NULL if the bytes
/// are not a packed row that sorts after it.
const uint8_t *acta_row_get(const uint8_t *p, const uint8_t *end,
                            acta_row *row);

/// Unpack a whole block into `rows` (room for ACTA_BLOCK_ROWS).
/// @return number of rows, 0 if the block is malformed.
size_t acta_block_get(const void *key, size_t n_key, const void *value,
                      size_t n_value, acta_row *rows);

/// Number of rows that a block says it has, unchecked; 0 if malformed.
size_t acta_block_count(const void *value, size_t n_value);

#endif
