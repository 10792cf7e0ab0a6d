// SPDX-License-Identifier: MIT
/// @file revise_train.h  Learning to revise trees.
#ifndef ACTA_LANGUAGE_REVISE_TRAIN_H
#define ACTA_LANGUAGE_REVISE_TRAIN_H

#include "language/revise.h"

/// Learn from examples whose predicted heads are in `heads[k]` (positions in
/// the sentence, ACTA_NO for the root, one per token of the document) and
/// append the table.
acta_status acta_revise_train(const acta_parse_example *examples,
                              uint32_t *const *heads, size_t n, unsigned epochs,
                              acta_buf *out, acta_error *err);

#endif
