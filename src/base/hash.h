// SPDX-License-Identifier: MIT
/// @file hash.h  Hashes: SHA-256 for identity, a fast one for tables.
#ifndef ACTA_BASE_HASH_H
#define ACTA_BASE_HASH_H

#include <acta/str.h>

/// Fast 64-bit hash for hash tables (not for identity, not against attackers
/// unless `seed` is secret).
uint64_t acta_hash64(const void *p, size_t n, uint64_t seed);

/// A seed drawn once per process, for tables keyed by input.
uint64_t acta_hash_seed(void);

/// First `n_hex` (at most 64) lower-case hex digits of the SHA-256 of `s`,
/// and a NUL.
void acta_sha256_hex(acta_str s, char *out, size_t n_hex);

#endif
