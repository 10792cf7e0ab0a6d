// SPDX-License-Identifier: MIT
#include "base/vec.h"

#include <stdlib.h>

bool acta_vec_grow(void **p, size_t n, size_t *cap, size_t size)
{
  if (n < *cap) {
    return true;
  }
  const size_t more = *cap ? *cap * 2 : 8;
  if (more > SIZE_MAX / 2 / size) {
    return false;
  }
  void *bigger = realloc(*p, more * size);
  if (!bigger) {
    return false;
  }
  *p   = bigger;
  *cap = more;
  return true;
}

bool acta_arena_grow(acta_arena *a, void **p, uint32_t n, uint32_t *cap,
                     size_t size)
{
  if (n < *cap) {
    return true;
  }
  if (*cap > UINT32_MAX / 2) {
    return false;
  }
  const uint32_t more   = *cap ? *cap * 2 : 8;
  void          *bigger = acta_arena_alloc(a, more, size);
  if (!bigger) {
    return false;
  }
  if (n) {
    memcpy(bigger, *p, n * size);
  }
  *p   = bigger;
  *cap = more;
  return true;
}
