// SPDX-License-Identifier: MIT
/// @file network.h  Tags and trees of sentences by one network.  A token is the
/// sum of learnt rows for its form, its ends and its shape; two layers of
/// recurrent cells read the sentence both ways (Hochreiter and Schmidhuber
/// 1997; Graves and Schmidhuber 2005; Kiperwasser and Goldberg 2016); from
/// their output come a joint tag (UPOS and Penn tag) of each token, a score for
/// every arc by a bilinear form (Dozat and Manning 2017) and the name of each
/// arc; Eisner's algorithm finds the best tree, that of a sentence of prose
/// with a predicate (predicate.h).  All that is learnt is integer and so is all
/// arithmetic: every machine gives the same tree.
#ifndef ACTA_LANGUAGE_NETWORK_H
#define ACTA_LANGUAGE_NETWORK_H

#include "language/dense.h"
#include "language/network_impl.h"
#include "language/weights.h"

/// A network in a model section; borrowed from the model.  Layout: u32 rows,
/// u32 tags; u16 scale of each row, i8 rows; upos and xpos of each tag; the
/// dense layers; i16 root as governor; the curves; the table of rows.
typedef struct {
  uint32_t        n_rows, n_tags;
  const uint16_t *row_scales; ///< In 1 / 2^6
  const int8_t   *rows;       ///< ACTA_NET_EMBED numbers each
  const uint8_t  *tag_names;  ///< upos, xpos
  acta_dense      lstm[ACTA_NET_LAYERS][2];
  acta_dense      tag, views, arc, label;
  const int16_t  *root;    ///< As governor, ACTA_NET_ARC numbers
  const int16_t  *sigmoid; ///< ACTA_NET_CURVE values each
  const int16_t  *tanh;
  acta_numbers    row_of;  ///< Key -> row
  bool            forgets; ///< Reads every word as if it had not been seen, and
                           ///< leaves what comes out: to learn from its errors
} acta_network;

/// Take a network from the model's section "network".
acta_status acta_network_view(acta_network *w, acta_str section,
                              acta_error *err);

/// Set upos, xpos, head and deprel of the tokens of `s`, a sentence of `doc`,
/// and its root: always a tree with one root.  Names that were misread
/// (misread.h), by the tags that the tokens have on entry too, are read as if
/// another name stood there.  `scratch` is reset.  ACTA_E_NOMEM if it is
/// exhausted.
acta_status acta_network_run(const acta_network *w, acta_document *doc,
                             acta_sentence *s, acta_arena *scratch,
                             acta_error *err);

/// Would any token of `s` be read otherwise now?
bool acta_network_misread(const acta_network *w, const acta_document *doc,
                          const acta_sentence *s);

#endif
