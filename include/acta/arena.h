// SPDX-License-Identifier: MIT
/// @file arena.h  Memory that is freed all at once: one arena per article.
#ifndef ACTA_ARENA_H
#define ACTA_ARENA_H

#include <acta/status.h>
#include <acta/str.h>

/// Growable bump allocator.  Not thread-safe: one arena per worker.
typedef struct acta_arena acta_arena;

/**
   Create an arena that may hold at most `limit` bytes (0 means no limit).
   @return New arena, owned by the caller (acta_arena_free), or NULL if out of
   memory.
*/
ACTA_API ACTA_NODISCARD acta_arena *acta_arena_new(size_t limit);

/// Release the arena and everything allocated from it.  `a` may be NULL.
ACTA_API void acta_arena_free(acta_arena *a);

/// Invalidate all allocations but keep one chunk for the next article.
ACTA_API void acta_arena_reset(acta_arena *a);

/**
   Allocate `count * size` zeroed bytes, aligned for any type.
   @return Memory owned by `a`, valid until reset or free; NULL if the product
   overflows, the limit is reached, or the system is out of memory.
*/
ACTA_API ACTA_NODISCARD void *acta_arena_alloc(acta_arena *a, size_t count,
                                               size_t size);

/// Copy `len` bytes of `s` (NULs allowed) and append a NUL.  Owned by `a`.
ACTA_API ACTA_NODISCARD char *acta_arena_dup(acta_arena *a, const char *s,
                                             size_t len);

/// Bytes in use now, for limits and tests.
ACTA_API size_t acta_arena_used(const acta_arena *a);

#endif // ACTA_ARENA_H
