// SPDX-License-Identifier: MIT
#include "store/row.h"

#include <string.h>

enum { SMALL = 63 };

void acta_id_put(uint8_t out[ACTA_ID_BYTES], acta_id id)
{
  for (int i = ACTA_ID_BYTES - 1; i >= 0; --i) {
    out[i] = (uint8_t)id;
    id >>= 8;
  }
}

acta_id acta_id_get(const uint8_t in[ACTA_ID_BYTES])
{
  acta_id id = 0;
  for (int i = 0; i < ACTA_ID_BYTES; ++i) {
    id = id << 8 | in[i];
  }
  return id;
}

void acta_row_key(uint8_t out[ACTA_KEY_BYTES], const acta_row *row)
{
  for (size_t i = 0; i < 4; ++i) {
    acta_id_put(out + i * ACTA_ID_BYTES, row->k[i]);
  }
}

void acta_row_of_key(acta_row *row, const uint8_t in[ACTA_KEY_BYTES])
{
  for (size_t i = 0; i < 4; ++i) {
    row->k[i] = acta_id_get(in + i * ACTA_ID_BYTES);
  }
}

size_t acta_varint_put(uint8_t *out, uint64_t v)
{
  size_t n = 0;
  while (v > 127) {
    out[n++] = (uint8_t)(v | 128);
    v >>= 7;
  }
  out[n++] = (uint8_t)v;
  return n;
}

const uint8_t *acta_varint_get(const uint8_t *p, const uint8_t *end,
                               uint64_t *v)
{
  uint64_t got = 0;
  for (unsigned shift = 0; p < end && shift < 63; shift += 7) {
    const uint8_t byte = *p++;
    got |= (uint64_t)(byte & 127) << shift;
    if (byte < 128) {
      *v = got;
      return p;
    }
  }
  return NULL;
}

static uint64_t zigzag(uint64_t from, uint64_t to)
{
  const int64_t d = (int64_t)(to - from);
  return (uint64_t)d << 1 ^ (d < 0 ? UINT64_MAX : 0);
}

static uint64_t unzigzag(uint64_t from, uint64_t z)
{
  return from + (z >> 1 ^ (z & 1 ? UINT64_MAX : 0));
}

size_t acta_row_put(uint8_t *out, const acta_row *before, const acta_row *row)
{
  unsigned i = 0;
  while (i < 3 && before->k[i] == row->k[i]) {
    ++i;
  }
  const uint64_t d = row->k[i] - before->k[i] - 1;
  size_t         n = 1;
  if (d < SMALL) {
    out[0] = (uint8_t)(i | d << 2);
  } else {
    out[0] = (uint8_t)(i | SMALL << 2);
    n += acta_varint_put(out + 1, d - SMALL);
  }
  while (++i < 4) {
    n += acta_varint_put(out + n, zigzag(before->k[i], row->k[i]));
  }
  return n;
}

const uint8_t *acta_row_get(const uint8_t *p, const uint8_t *end, acta_row *row)
{
  if (p >= end) {
    return NULL;
  }
  unsigned i = *p & 3;
  uint64_t d = *p >> 2;
  ++p;
  if (d == SMALL) {
    p = acta_varint_get(p, end, &d);
    d += SMALL;
  }
  if (!p || d >= ACTA_ID_MAX - row->k[i]) {
    return NULL;
  }
  row->k[i] += d + 1;
  while (++i < 4) {
    uint64_t z = 0;
    p          = acta_varint_get(p, end, &z);
    row->k[i]  = unzigzag(row->k[i], z);
    if (!p || row->k[i] > ACTA_ID_MAX) {
      return NULL;
    }
  }
  return p;
}

size_t acta_block_count(const void *value, size_t n_value)
{
  const uint8_t *p = value;
  return n_value < 2 ? 0 : (size_t)p[0] << 8 | p[1];
}

size_t acta_block_get(const void *key, size_t n_key, const void *value,
                      size_t n_value, acta_row *rows)
{
  const size_t n = acta_block_count(value, n_value);
  if (n_key != ACTA_KEY_BYTES || n == 0 || n > ACTA_BLOCK_ROWS ||
      n_value > ACTA_BLOCK_MAX) {
    return 0;
  }
  const uint8_t       *p   = (const uint8_t *)value + 2;
  const uint8_t *const end = (const uint8_t *)value + n_value;
  acta_row             row;
  acta_row_of_key(&row, key);
  rows[0] = row;
  for (size_t i = 1; i < n; ++i) {
    p = acta_row_get(p, end, &row);
    if (!p) {
      return 0;
    }
    rows[i] = row;
  }
  return p == end ? n : 0;
}
