// SPDX-License-Identifier: MIT
/// @file network_graph.h  The network of network.h in floats: forwards over a
/// batch of sentences, the loss, and its derivative by every weight.
#ifndef ACTA_LANGUAGE_NETWORK_GRAPH_H
#define ACTA_LANGUAGE_NETWORK_GRAPH_H

#include "language/lstm_train.h"
#include "language/network_impl.h"

/// y = x m + bias.
typedef struct {
  acta_matrix m, bias;
} acta_affine;

/// All weights, or their derivatives, as matrices within one array; a row for
/// each input.
typedef struct {
  acta_matrix embed;
  acta_lstm   lstm[ACTA_NET_LAYERS][2];
  acta_affine tag, views, label;
  acta_affine arc;      ///< From a dependent to what governors are met with
  acta_matrix root_arc; ///< The root as governor
} acta_net_weights;

/// Point `w` into `base`; returns the floats needed.  `base` may be NULL.
size_t acta_net_lay_out(acta_net_weights *w, float *base, size_t n_rows,
                        size_t n_tags);

/// A sentence to learn from.
typedef struct {
  uint32_t *rows;  ///< ACTA_NET_KEYS a token, ACTA_NO where none
  uint32_t *heads; ///< Position of the governor, n for the root
  uint8_t  *tags, *labels;
  uint32_t  n;
} acta_net_sentence;

/// A generator of pseudo-random numbers (Steele et al. 2014, SplitMix64).
uint64_t acta_net_draw(uint64_t *state);

/// What one batch fills.  Rows are tokens, in the order of acta_steps up to the
/// layers' outputs, sentence by sentence after them.
typedef struct acta_net_graph acta_net_graph;

/// For batches of at most `n_tokens` tokens and sentences of at most
/// ACTA_NET_REACH; NULL if out of memory.
acta_net_graph *acta_net_graph_new(size_t n_tokens, size_t n_tags);
void            acta_net_graph_free(acta_net_graph *g);

/// What is learnt from and into.
typedef struct {
  const acta_net_weights *weights, *slopes;
  const uint32_t         *counts; ///< How frequent the word of a row is
  uint64_t               *seed;   ///< Drawn from for what is dropped
} acta_net_state;

/// Forwards and backwards over `n` sentences in order of falling length: adds
/// to the slopes the derivative of the mean loss.
void acta_net_learn(acta_net_graph *g, const acta_net_state *state,
                    const acta_net_sentence *const *sentences, size_t n);

/// Since it was last asked for: tokens seen, decisions that were right (names
/// of arcs over gold governors), and the sum of the batches' losses.
typedef struct {
  size_t tokens, tags, arcs, labels;
  double loss;
} acta_net_progress;

acta_net_progress acta_net_graph_progress(acta_net_graph *g);

#endif
