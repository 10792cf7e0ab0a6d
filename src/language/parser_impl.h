// SPDX-License-Identifier: MIT
/// @file parser_impl.h  What parsing and its training share.
#ifndef ACTA_LANGUAGE_PARSER_IMPL_H
#define ACTA_LANGUAGE_PARSER_IMPL_H

#include "language/parser.h"

#define ACTA_PARSE_FEATURES 128

/// Transitions; SHIFT is the one the weights of the others are relative to.
enum { ACTA_SHIFT, ACTA_LEFT, ACTA_RIGHT, ACTA_N_ACTIONS };

/// A token in the growing tree.
typedef struct {
  uint32_t head;          ///< ACTA_NO while it has none
  uint32_t left, left2;   ///< Outermost left children
  uint32_t right, right2; ///< Outermost right children
  uint32_t before;        ///< Child of the same governor just before this one
  uint64_t named;         ///< Relations of its children named so far
  uint16_t n_left, n_right;
} acta_node;

/// A token without arcs.
#define ACTA_NODE_ALONE                                                        \
  ((acta_node){ACTA_NO, ACTA_NO, ACTA_NO, ACTA_NO, ACTA_NO, ACTA_NO, 0, 0, 0})

/// A parser state.
typedef struct {
  const acta_parse_input *in;
  acta_node              *nodes;
  uint32_t               *stack;
  uint32_t                depth, next; ///< next: first token of the buffer
} acta_parse_state;

/// Allocate and begin; false if out of memory.
bool acta_parse_begin(acta_parse_state *s, const acta_parse_input *in,
                      acta_arena *arena);
/// Is only the root left?
static inline bool acta_parse_done(const acta_parse_state *s)
{
  return s->next == s->in->n && s->depth <= 1;
}
/// Bit set of transitions that are possible.
unsigned acta_parse_legal(const acta_parse_state *s);
void     acta_parse_apply(acta_parse_state *s, unsigned action);
size_t   acta_parse_features(const acta_parse_state *s,
                             uint64_t                keys[ACTA_PARSE_FEATURES]);
/// Add an arc to the nodes.
void acta_node_attach(acta_node *nodes, uint32_t child, uint32_t head);

/// The nodes of a finished tree; NULL if out of memory.
acta_node *acta_nodes_of(const uint32_t *heads, uint32_t n, acta_arena *arena);

/// Which relations token `i` may have.
uint32_t acta_arc_kind(const acta_parse_input *in, const acta_node *nodes,
                       uint32_t i);
/// Features for the relation of token `i`; relations of the tokens before are
/// in `in->tokens`.
size_t acta_label_features(const acta_parse_input *in, const acta_node *nodes,
                           uint32_t i, uint64_t keys[ACTA_PARSE_FEATURES]);

#endif
