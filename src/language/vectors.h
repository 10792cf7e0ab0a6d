// SPDX-License-Identifier: MIT
/// @file vectors.h  Loops compiled for each vector unit that the machine may
/// have, chosen when the program starts.  The results are the same.
#ifndef ACTA_LANGUAGE_VECTORS_H
#define ACTA_LANGUAGE_VECTORS_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) &&         \
  !defined(__SANITIZE_ADDRESS__)
#  define ACTA_FLOAT_VECTORS                                                   \
    __attribute__((optimize("O3"), target_clones("avx512f", "fma", "default")))
#  define ACTA_INTEGER_VECTORS                                                 \
    __attribute__((optimize("O3"), target_clones("avx2", "default")))
#else
#  define ACTA_FLOAT_VECTORS
#  define ACTA_INTEGER_VECTORS
#endif

#endif
