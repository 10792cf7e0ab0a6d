// SPDX-License-Identifier: MIT
#include "language/parser.h"

#include "language/parser_impl.h"
#include "language/revise.h"
#include "language/ud.h"

acta_status acta_parser_view(acta_parser *p, acta_str tree, acta_str labels,
                             acta_str revisions, acta_error *err)
{
  acta_cursor t      = {tree, false};
  acta_cursor l      = {labels, false};
  acta_status status = acta_pairs_view(&p->actions, &t, err);
  p->allowed = acta_cursor_array(&l, ACTA_N_ARC_KINDS, sizeof(uint64_t));
  (void)acta_cursor_array(&l, ACTA_N_ARC_KINDS % 2, sizeof(uint64_t));
  status     = status ? status : acta_weights_view(&p->labels, &l, err);
  p->revises = revisions.p != NULL;
  if (p->revises && !status) {
    acta_cursor r = {revisions, false};
    status        = acta_pairs_view(&p->revisions, &r, err);
  }
  if (!status && p->labels.n_classes > ACTA_N_DEP) {
    status = acta_fail(err, ACTA_E_SYNTAX, "model: relations out of range");
  }
  return status;
}

bool acta_parse_begin(acta_parse_state *s, const acta_parse_input *in,
                      acta_arena *arena)
{
  *s       = (acta_parse_state){in, NULL, NULL, 0, 0};
  s->nodes = acta_arena_alloc(arena, in->n + 1U, sizeof(*s->nodes));
  s->stack = acta_arena_alloc(arena, in->n + 1U, sizeof(*s->stack));
  if (!s->nodes || !s->stack) {
    return false;
  }
  for (uint32_t i = 0; i < in->n; ++i) {
    s->nodes[i] = ACTA_NODE_ALONE;
  }
  return true;
}

unsigned acta_parse_legal(const acta_parse_state *s)
{
  const bool more = s->next < s->in->n;
  return (more ? 1U << ACTA_SHIFT : 0) |
         (more && s->depth ? 1U << ACTA_LEFT : 0) |
         (s->depth > 1 ? 1U << ACTA_RIGHT : 0);
}

static uint16_t one_more(uint16_t n)
{
  return (uint16_t)(n + (n < UINT16_MAX));
}

void acta_node_attach(acta_node *nodes, uint32_t child, uint32_t head)
{
  acta_node *h      = nodes + head;
  nodes[child].head = head;
  if (child < head) { // each new left child lies further out
    h->left2  = h->left;
    h->left   = child;
    h->n_left = one_more(h->n_left);
  } else {
    h->right2  = h->right;
    h->right   = child;
    h->n_right = one_more(h->n_right);
  }
}

void acta_parse_apply(acta_parse_state *s, unsigned action)
{
  if (action == ACTA_SHIFT) {
    s->stack[s->depth++] = s->next++;
    return;
  }
  const uint32_t child = s->stack[--s->depth];
  const uint32_t head  = action == ACTA_LEFT ? s->next : s->stack[s->depth - 1];
  acta_node_attach(s->nodes, child, head);
}

static unsigned choose(const acta_parser *p, const acta_parse_state *s)
{
  const unsigned legal = acta_parse_legal(s);
  if (!(legal & (legal - 1))) { // only one
    return legal == 1U << ACTA_SHIFT  ? ACTA_SHIFT
           : legal == 1U << ACTA_LEFT ? ACTA_LEFT
                                      : ACTA_RIGHT;
  }
  uint64_t     keys[ACTA_PARSE_FEATURES];
  int32_t      scores[2] = {0, 0};
  const size_t n         = acta_parse_features(s, keys);
  acta_pairs_add(&p->actions, keys, n, scores);
  const bool right = legal & 1U << ACTA_RIGHT;
  if (legal & 1U << ACTA_LEFT && scores[0] > 0 &&
      (!right || scores[0] >= scores[1])) {
    return ACTA_LEFT;
  }
  if (right && scores[1] > 0) {
    return ACTA_RIGHT;
  }
  return ACTA_SHIFT;
}

static unsigned name_relation(const acta_parser *p, const acta_parse_input *in,
                              const acta_node *nodes, uint32_t i)
{
  uint64_t allowed = p->allowed[acta_arc_kind(in, nodes, i)];
  if (nodes[i].head == ACTA_NO) {
    return ACTA_DEP_ROOT;
  }
  allowed &= ~((uint64_t)1 << ACTA_DEP_ROOT);
  if (!allowed) {
    return ACTA_DEP_DEP;
  }
  uint64_t     keys[ACTA_PARSE_FEATURES];
  int32_t      scores[ACTA_MAX_CLASSES] = {0};
  unsigned     best                     = ACTA_N_DEP;
  const size_t n = acta_label_features(in, nodes, i, keys);
  acta_weights_add(&p->labels, keys, n, scores);
  for (unsigned d = 1; d < ACTA_N_DEP; ++d) {
    if (allowed >> d & 1 && (best == ACTA_N_DEP || scores[d] > scores[best])) {
      best = d;
    }
  }
  return best == ACTA_N_DEP ? ACTA_DEP_DEP : best;
}

acta_node *acta_nodes_of(const uint32_t *heads, uint32_t n, acta_arena *arena)
{
  acta_node *nodes = acta_arena_alloc(arena, n + 1U, sizeof(*nodes));
  uint32_t  *last  = acta_arena_alloc(arena, n + 1U, sizeof(*last));
  if (!nodes || !last) {
    return NULL;
  }
  for (uint32_t i = 0; i < n; ++i) {
    nodes[i] = ACTA_NODE_ALONE;
    last[i]  = ACTA_NO;
  }
  // left children from the inside out, then right ones, as the parser does
  for (uint32_t i = n; i--;) {
    if (heads[i] != ACTA_NO && heads[i] > i) {
      acta_node_attach(nodes, i, heads[i]);
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t head = heads[i];
    if (head == ACTA_NO) {
      continue;
    }
    if (head < i) {
      acta_node_attach(nodes, i, head);
    }
    nodes[i].before = last[head];
    last[head]      = i;
  }
  return nodes;
}

acta_status acta_parser_tree(const acta_parser *p, const acta_parse_input *in,
                             uint32_t *heads, acta_arena *arena,
                             acta_error *err)
{
  acta_parse_state s;
  if (!acta_parse_begin(&s, in, arena)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  while (!acta_parse_done(&s)) {
    acta_parse_apply(&s, choose(p, &s));
  }
  for (uint32_t i = 0; i < in->n; ++i) {
    heads[i] = s.nodes[i].head;
  }
  return p->revises ? acta_revise_run(&p->revisions, in, heads, arena, err)
                    : ACTA_OK;
}

acta_status acta_parser_run(const acta_parser *p, const acta_parse_input *in,
                            acta_arena *arena, uint32_t *root, acta_error *err)
{
  uint32_t   *heads  = acta_arena_alloc(arena, in->n + 1U, sizeof(*heads));
  acta_status status = heads ? acta_parser_tree(p, in, heads, arena, err)
                             : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  acta_node  *nodes  = status ? NULL : acta_nodes_of(heads, in->n, arena);
  if (!nodes) {
    return status ? status : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  *root = 0;
  for (uint32_t i = 0; i < in->n; ++i) {
    const uint32_t head  = heads[i];
    const unsigned label = name_relation(p, in, nodes, i);
    in->tokens[i].head   = in->base + (head == ACTA_NO ? i : head);
    in->tokens[i].deprel = (uint8_t)label;
    if (head == ACTA_NO) {
      *root = i;
    } else {
      nodes[head].named |= (uint64_t)1 << label;
    }
  }
  return ACTA_OK;
}
