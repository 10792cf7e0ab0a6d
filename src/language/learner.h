// SPDX-License-Identifier: MIT
/// @file learner.h  Averaged perceptron (Collins 2002; averaging as in Daume
/// 2006) over hashed features.  All sums are integers, so that training gives
/// the same bytes everywhere.
#ifndef ACTA_LANGUAGE_LEARNER_H
#define ACTA_LANGUAGE_LEARNER_H

#include "base/buf.h"

/// One weight being learnt.
typedef struct {
  uint64_t key;
  int64_t  kept; ///< Averages of trials that are over
  int64_t  sum;  ///< Sum of updates, each times when it was made
  int32_t  now;  ///< Current weight
  uint16_t hits; ///< Updates, saturating
  uint8_t class;
  bool used;
} acta_learner_slot;

/// Zero it to begin; `time` counts decisions of this trial.
typedef struct {
  acta_learner_slot *slots;
  size_t             n, cap;
  int64_t            time;
  bool               failed; ///< Ran out of memory
} acta_learner;

/// Sum of current weights of `n` features for a class.
int32_t acta_learner_score(const acta_learner *l, const uint64_t *keys,
                           size_t n, unsigned class);
/// Add `delta` to the weights of `n` features for a class.
void acta_learner_update(acta_learner *l, const uint64_t *keys, size_t n,
                         unsigned class, int32_t delta);
/// End a trial: what was learnt is kept and the next begins with nothing.  All
/// trials, which must be equally long, are averaged in the end.
void acta_learner_end_trial(acta_learner *l);
void acta_learner_release(acta_learner *l);

/// Append the averaged weights as an acta_weights table, leaving out features
/// with fewer than `min_hits` updates.
bool acta_learner_export(const acta_learner *l, unsigned n_classes,
                         unsigned min_hits, acta_buf *out);
/// Append u64 keys, each followed by a u64 number that is not 0, as
/// acta_numbers.
bool acta_numbers_write(acta_str keys_and_numbers, acta_buf *out);
/// Append the weights of classes 1 and 2 relative to class 0 as acta_pairs.
bool acta_learner_export_pairs(const acta_learner *l, unsigned min_hits,
                               acta_buf *out);

#endif
