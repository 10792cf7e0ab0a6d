// SPDX-License-Identifier: MIT
/// @file train.h  Making the model from annotated text.
#ifndef ACTA_LANGUAGE_TRAIN_H
#define ACTA_LANGUAGE_TRAIN_H

#include "language/model.h"

#include <acta/log.h>
#include <acta/ontology.h>

/// What to learn from.  Arrays end with NULL or are NULL.
typedef struct {
  const char *const *treebanks; ///< CoNLL-U files
  const char *const *names; ///< Names: IOB2 or GUM's CoNLL-U (language/names.h)
  const acta_ontology *ontology; ///< Gazetteers, a help in learning names
  const acta_log      *log;      ///< Told what is being done, may be NULL
  unsigned epochs; ///< Passes of the network over the treebanks; 0: 36 of them
} acta_train_options;

/// Learn everything and write a model file.  The same input gives the same
/// bytes.
acta_status acta_train(const acta_train_options *options, FILE *out,
                       acta_error *err);

#endif
