// SPDX-License-Identifier: MIT
/// @file eisner.h  The best projective dependency tree with one root for given
/// scores of arcs (Eisner 1996, "Three new probabilistic models for dependency
/// parsing"), in cubic time.
#ifndef ACTA_LANGUAGE_EISNER_H
#define ACTA_LANGUAGE_EISNER_H

#include <acta/arena.h>

#include <stdbool.h>
#include <stdint.h>

/// Set heads[i] to the governor of token i, or to `n` for the root.
/// scores[i * (n + 1) + h]: how well token h, or the root if h is n, governs
/// token i; sums over a tree must fit 32 bits.  False if `scratch` is
/// exhausted.
bool acta_eisner(const int32_t *scores, uint32_t n, uint32_t *heads,
                 acta_arena *scratch);

#endif
