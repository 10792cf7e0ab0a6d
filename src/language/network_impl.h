// SPDX-License-Identifier: MIT
/// @file network_impl.h  Sizes of the network and what its training and its
/// running share.
#ifndef ACTA_LANGUAGE_NETWORK_IMPL_H
#define ACTA_LANGUAGE_NETWORK_IMPL_H

#include "language/ud.h"
#include "language/word.h"

/// Most rows that are added up for one token.
#define ACTA_NET_KEYS 13
/// Most tokens that the network reads at once.
#define ACTA_NET_REACH 160
/// Most joint tags.
#define ACTA_NET_MAX_TAGS 256

enum {
  ACTA_NET_EMBED  = 128, ///< Sum of the rows of a token
  ACTA_NET_CELLS  = 160, ///< In each direction of a layer
  ACTA_NET_LAYERS = 2,
  ACTA_NET_OUT    = 2 * ACTA_NET_CELLS, ///< What a layer gives
  ACTA_NET_GATES  = 3 * ACTA_NET_CELLS,
  ACTA_NET_ARC    = 128, ///< A token as dependent, and as governor, of an arc
  ACTA_NET_LABEL  = 96,  ///< The same for the name of the arc
  ACTA_NET_VIEWS  = 2 * ACTA_NET_ARC + 2 * ACTA_NET_LABEL
};

/// Columns of the views: first those of arcs, which bend, then those of names.
enum {
  ACTA_NET_ARC_DEP   = 0,
  ACTA_NET_ARC_GOV   = ACTA_NET_ARC,
  ACTA_NET_BENT      = 2 * ACTA_NET_ARC,
  ACTA_NET_LABEL_DEP = ACTA_NET_BENT,
  ACTA_NET_LABEL_GOV = ACTA_NET_BENT + ACTA_NET_LABEL
};

/// Fixed point: bits behind the point of what a layer reads (x, h), of gates
/// and cells, of views, of a dependent as its governors see it.
enum {
  ACTA_NET_READ_BITS  = 12,
  ACTA_NET_GATE_BITS  = 14,
  ACTA_NET_VIEW_BITS  = 9,
  ACTA_NET_DEP_BITS   = 7,
  ACTA_NET_SCALE_BITS = 6,   ///< Of the scale of a row, behind READ_BITS
  ACTA_NET_VIEW_LIMIT = 4095 ///< ARC products of two fit 31 bits
};

/// Curves are tables of arguments from -8 to 8.
enum { ACTA_NET_CURVE = 4096, ACTA_NET_CURVE_SHIFT = 4 };

/// Columns that a layer reads.
static inline uint32_t acta_net_width(uint32_t layer)
{
  return layer ? ACTA_NET_OUT : ACTA_NET_EMBED;
}

/// Keys of what is looked up for a token; returns how many.  The first is that
/// of the form in lower case and odd, the others are even; the second holds the
/// form too.
size_t acta_net_keys(const acta_word *w, uint64_t keys[ACTA_NET_KEYS]);

#endif
