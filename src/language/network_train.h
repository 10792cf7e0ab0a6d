// SPDX-License-Identifier: MIT
/// @file network_train.h  Learning the network of network.h from treebanks.
#ifndef ACTA_LANGUAGE_NETWORK_TRAIN_H
#define ACTA_LANGUAGE_NETWORK_TRAIN_H

#include "base/buf.h"
#include "language/network_graph.h"

#include <acta/document.h>
#include <acta/log.h>

/// What to learn from: projective trees.
typedef struct {
  const acta_document *docs;
  size_t               n_docs;
  unsigned             epochs;
  const acta_log      *log; ///< Told how it goes, may be NULL
} acta_net_lesson;

/// Learn a network and append its section to `out`.  The same lesson gives the
/// same bytes.
acta_status acta_network_train(const acta_net_lesson *lesson, acta_buf *out,
                               acta_error *err);

/// What a network looks up, in order of its rows: row 0 is the unknown word.
typedef struct {
  uint64_t *keys;
  uint32_t *counts;
  size_t    n;
  uint8_t   tags[ACTA_NET_MAX_TAGS][2]; ///< upos, xpos
  size_t    n_tags;
} acta_net_vocabulary;

/// Append the section of a network to `out`, made integer.
bool acta_network_write(const acta_net_vocabulary *v, const acta_net_weights *w,
                        acta_buf *out);

#endif
