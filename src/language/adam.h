// SPDX-License-Identifier: MIT
/// @file adam.h  Steps down a gradient (Kingma and Ba 2015, "Adam"), with the
/// gradient's length bounded (Pascanu et al. 2013) and the weights averaged
/// over the last steps (Polyak and Juditsky 1992).
#ifndef ACTA_LANGUAGE_ADAM_H
#define ACTA_LANGUAGE_ADAM_H

#include <stdbool.h>
#include <stddef.h>

/// Arrays of `n` weights; `average` is the one to use in the end.
typedef struct {
  float   *weights, *gradient, *average;
  float   *mean, *variance; ///< Of the gradient
  size_t   n;
  unsigned steps;
} acta_adam;

/// All zero; false if out of memory, release it then too.
bool acta_adam_init(acta_adam *a, size_t n);
void acta_adam_release(acta_adam *a);

/// Move the weights against the gradient, and clear it.
void acta_adam_step(acta_adam *a, float rate);

#endif
