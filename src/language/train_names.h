// SPDX-License-Identifier: MIT
/// @file train_names.h  Learning names over a model that has all the rest.
#ifndef ACTA_LANGUAGE_TRAIN_NAMES_H
#define ACTA_LANGUAGE_TRAIN_NAMES_H

#include "language/train.h"

/// Learn names from options->names as `base` reads these texts, and write a
/// copy of `base` with the new section "names"; its other sections stay as they
/// are, byte for byte.  options->treebanks is not looked at.
acta_status acta_train_names(const acta_model_file    *base,
                             const acta_train_options *options, FILE *out,
                             acta_error *err);

#endif
