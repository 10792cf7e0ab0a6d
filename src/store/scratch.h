// SPDX-License-Identifier: MIT
/// @file scratch.h  Arrays that grow with the store: beyond some size they lie
/// in an unnamed file, which the system can page out, not in memory.
#ifndef ACTA_STORE_SCRATCH_H
#define ACTA_STORE_SCRATCH_H

#include "store/env.h"

typedef struct {
  void  *p; ///< Zeroed at first; NULL: not there
  size_t bytes;
  bool   mapped;
} acta_scratch;

/// Room for `count` items of `size` bytes; a full disk is told now, not by a
/// signal later.
acta_status acta_scratch_init(acta_scratch *s, const acta_env *env,
                              size_t count, size_t size, acta_error *err);
void        acta_scratch_release(acta_scratch *s);

#endif
