// SPDX-License-Identifier: MIT
/// @file term.h  Terms as bytes, as hashes and as ids (see format.h).
/// All functions are pure; nothing is allocated.
#ifndef ACTA_STORE_TERM_H
#define ACTA_STORE_TERM_H

#include "store/row.h"

#include <acta/rdf.h>

/// Low four bits of an id.
enum {
  ACTA_TAG_NONE,
  ACTA_TAG_IRI,
  ACTA_TAG_BLANK,
  ACTA_TAG_LITERAL,
  ACTA_TAG_INTEGER,
  ACTA_TAG_NATURAL, ///< xsd:nonNegativeInteger
  ACTA_TAG_DATE,
  ACTA_TAG_BOOLEAN,
  ACTA_TAG_DATETIME,
};

static inline unsigned acta_id_tag(acta_id id)
{
  return (unsigned)(id & 15);
}

static inline uint64_t acta_id_number(acta_id id)
{
  return id >> 4;
}

/// Is the term looked up in `term`, not held by the id itself?
static inline bool acta_id_stored(acta_id id)
{
  return acta_id_tag(id) >= ACTA_TAG_IRI && acta_id_tag(id) <= ACTA_TAG_LITERAL;
}

/// What kind of term an id is; NONE for 0 and for tags that do not exist.
acta_term_kind acta_id_kind(acta_id id);

/// Id that holds `term` itself, or 0 if it has to be stored.
acta_id acta_id_of_value(const acta_term *term);

/// Room for the lexical form of any id that holds its value.
enum { ACTA_LEXICAL_MAX = 32 };

/// Literal that `id` holds; its value is written to `room`.
/// @return false if the id is malformed.
bool acta_id_value(acta_id id, char room[ACTA_LEXICAL_MAX], acta_term *term);

/// Tag of a term that is stored.
unsigned acta_term_tag(const acta_term *term);

/// Bytes that acta_term_put writes at most.
size_t acta_term_room(const acta_term *term);
/// Write the bytes of `term` (not NONE); returns how many.
size_t acta_term_put(const acta_term *term, uint8_t *out);
/// Read them back; the strings are borrowed from `p` or static.
/// @return false if the bytes are no term.
bool acta_term_get(const void *p, size_t n, acta_term *term);
/// Tag of the term with these bytes, ACTA_TAG_NONE if they are none.
unsigned acta_term_tag_of(const void *p, size_t n);

/// 128 bits of hash.
typedef struct {
  uint64_t hi, lo;
} acta_hash128;

/// Hash of bytes: two lanes of multiply-and-fold.  Not made to withstand an
/// attacker: whoever uses it compares the bytes as well.
acta_hash128 acta_hash128_of(const void *bytes, size_t n);

#endif
