// SPDX-License-Identifier: MIT
/// @file analyse.h  Words, tags, lemmas and trees of one document: the stages
/// that need only the model.
#ifndef ACTA_LANGUAGE_ANALYSE_H
#define ACTA_LANGUAGE_ANALYSE_H

#include "language/model.h"
#include "language/morph.h"
#include "language/network.h"
#include "language/segment.h"

/// The stages of a model that is open; those it lacks are not run.
typedef struct {
  acta_segmenter segmenter;
  acta_network   network;
  acta_morph     morph;
  bool           has_segmenter, has_network, has_morph;
} acta_analyser;

/// Take the stages from the model file, which must stay open.
acta_status acta_analyser_view(acta_analyser *a, const acta_model_file *m,
                               acta_error *err);

/// Segment `doc` unless it has tokens; tag, lemmatise and parse its sentences.
acta_status acta_analyse(const acta_analyser *a, acta_document *doc,
                         acta_error *err);

/// Read again the sentences with names that were taken for other words, once
/// the names of `doc` are known.
acta_status acta_analyse_names(const acta_analyser *a, acta_document *doc,
                               acta_error *err);

#endif
