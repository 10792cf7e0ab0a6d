// SPDX-License-Identifier: MIT
/// @file chunk.h  Quads waiting to be written: their terms numbered locally.
#ifndef ACTA_STORE_CHUNK_H
#define ACTA_STORE_CHUNK_H

#include "base/buf.h"
#include "store/stream.h"
#include "store/term.h"

/// A term of the chunk, by its local number; number 0 is "none".
typedef struct {
  size_t       begin; ///< Its bytes in `bytes`
  uint32_t     n;     ///< How many; 0 if its id holds its value
  acta_hash128 hash;
  acta_id      id; ///< 0: not known yet
} acta_chunk_term;

typedef struct {
  uint32_t number; ///< Local number, 0: free
  uint32_t check;  ///< Low bits of the hash
} acta_chunk_slot;

typedef struct {
  acta_buf         bytes;
  acta_chunk_term *terms;
  size_t           n_terms, cap_terms;
  acta_chunk_slot *slots;
  size_t           mask;
  acta_ranks      *rows; ///< Local numbers; s p o g
  size_t           n_rows, cap_rows;
  uint32_t         last[4]; ///< Term last seen in each position
} acta_chunk;

/// New empty chunk, or NULL if out of memory.
acta_chunk *acta_chunk_new(void);
void        acta_chunk_free(acta_chunk *chunk);
/// Forget everything, keep the memory.
void acta_chunk_clear(acta_chunk *chunk);

/// Go back to the first `n_rows` rows and `n_terms` terms.
void acta_chunk_cut(acta_chunk *chunk, size_t n_rows, size_t n_terms);

/// Bytes that a chunk's terms may take before it is full.
#define ACTA_CHUNK_BYTES ((size_t)128 << 20)
enum {
  ACTA_CHUNK_ROWS  = 2 << 20,
  ACTA_CHUNK_TERMS = 1 << 20,
};

/// Local number of a term (NONE: 0), put there if new; UINT32_MAX if out of
/// memory.
uint32_t acta_chunk_number(acta_chunk *chunk, const acta_term *term);
/// Same for the bytes of a term as in `term` (format.h).
uint32_t acta_chunk_number_of(acta_chunk *chunk, acta_str bytes);
/// Same for a term whose id is known already.
uint32_t acta_chunk_number_of_id(acta_chunk *chunk, acta_id id);
/// Add a quad; false if out of memory.
bool acta_chunk_add(acta_chunk *chunk, const acta_quad *quad);
/// Add a quad of local numbers; false if out of memory.
bool acta_chunk_add_numbers(acta_chunk *chunk, acta_ranks row);

/// Bytes of a stored term.
static inline acta_str acta_chunk_bytes(const acta_chunk *chunk,
                                        uint32_t          number)
{
  return (acta_str){chunk->bytes.p + chunk->terms[number].begin,
                    chunk->terms[number].n};
}

#endif
