// SPDX-License-Identifier: MIT
/// @file segment.h  Sentences and tokens of UD English from running text.  The
/// text falls into units (letters, digits, single marks); a perceptron decides
/// at each border of units whether they join, part, or end a sentence (after
/// Straka et al. 2016, with units in place of characters); contractions are
/// split into words by rule and by a list from the treebanks.
#ifndef ACTA_LANGUAGE_SEGMENT_H
#define ACTA_LANGUAGE_SEGMENT_H

#include "base/buf.h"
#include "language/weights.h"

#include <acta/document.h>

/// A segmenter in a model section; borrowed from the model.
typedef struct {
  acta_pairs   borders;
  acta_numbers splits; ///< Folded form -> characters of its first word
} acta_segmenter;

/// Take a segmenter from the model's section "segment".
acta_status acta_segmenter_view(acta_segmenter *s, acta_str section,
                                acta_error *err);

/// Fill sentences and tokens of `doc`, block by block, JUNK left out: spans are
/// ordered and inside the block.  Time is linear in the text.
acta_status acta_segmenter_run(const acta_segmenter *s, acta_document *doc,
                               acta_error *err);

/// Learn from documents and append the section to `out`.
acta_status acta_segmenter_train(const acta_document *docs, size_t n_docs,
                                 unsigned epochs, acta_buf *out,
                                 acta_error *err);

#endif
