// SPDX-License-Identifier: MIT
/// @file vec.h  Growable arrays: a pointer, a count and a capacity side by
/// side.
#ifndef ACTA_BASE_VEC_H
#define ACTA_BASE_VEC_H

#include <acta/arena.h>

/// Make room for one more of `size` bytes in heap array `*p`.
/// @return false if out of memory; the array is unchanged then.
bool acta_vec_grow(void **p, size_t n, size_t *cap, size_t size);

/// Make room for one more of `size` bytes in an array on `a`; the old copy
/// stays behind in the arena.
bool acta_arena_grow(acta_arena *a, void **p, uint32_t n, uint32_t *cap,
                     size_t size);

#endif
