// SPDX-License-Identifier: MIT
/// @file lstm_train.h  A layer of recurrent cells over a batch of sentences,
/// forwards and its derivative.  Cells are those of Hochreiter and Schmidhuber
/// 1997 with forget gates; input and forget gates are coupled (Greff et al.
/// 2017): c = f c' + (1 - f) g, h = o tanh c, so that |c| < 1.
#ifndef ACTA_LANGUAGE_LSTM_TRAIN_H
#define ACTA_LANGUAGE_LSTM_TRAIN_H

#include "language/matrix.h"

#include <stdbool.h>

/// How the tokens of a batch lie: sentences in order of falling length, the
/// first tokens of all of them, then the second tokens ...
typedef struct {
  uint32_t *offset; ///< Row of each step's first token
  uint32_t *active; ///< How many sentences are that long
  size_t    steps, n;
} acta_steps;

/// Weights of one direction, or their derivatives: columns are the gates f and
/// o and the new contents g of all cells.
typedef struct {
  acta_matrix in, own, bias;
} acta_lstm;

/// One direction over a batch; rows are tokens.
typedef struct {
  bool        reverse; ///< Reads each sentence from its end
  acta_matrix in, out, d_in, d_out;
  acta_matrix gates, cells, squashed; ///< f o g, c, tanh c
} acta_lstm_run;

/// Room that a derivative needs.
typedef struct {
  acta_matrix d_gates, d_cells, before; ///< As gates, cells and one output
  float      *turned, *turned_weights;  ///< For transposed matrices
} acta_lstm_room;

/// From `in` to `out`.
void acta_lstm_forward(const acta_lstm *w, const acta_steps *s,
                       const acta_lstm_run *run);

/// The derivative: adds to `d_w` and `d_in`, and to earlier rows of `d_out`.
void acta_lstm_backward(const acta_lstm *w, const acta_lstm *d_w,
                        const acta_steps *s, const acta_lstm_run *run,
                        const acta_lstm_room *room);

#endif
