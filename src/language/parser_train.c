// SPDX-License-Identifier: MIT
#include "language/learner.h"
#include "language/parser_impl.h"
#include "language/ud.h"

#include <stdlib.h>

enum { MIN_ACTION_HITS = 4, MIN_LABEL_HITS = 3, MIN_ARC = 2 };

// What is right must lead by more than this, or the weights are moved.
enum { ACTION_MARGIN = 15, LABEL_MARGIN = 10 };

// A training run.
typedef struct {
  acta_learner actions, labels;
  uint64_t     allowed[ACTA_N_ARC_KINDS];
  uint32_t    *counts; ///< Of relations per arc kind
  acta_arena  *arena;
  acta_token  *tokens; ///< The sentence, relations predicted
  uint32_t     cap;
  uint32_t     random;
  bool         explore;
} trainer;

// A sentence with what the oracle needs.
typedef struct {
  acta_parse_input  in;
  const acta_token *gold; ///< Heads relative to in.base
  acta_parse_state  state;
  bool             *on_stack;
} exercise;

static uint32_t gold_head(const exercise *l, uint32_t i)
{
  const uint32_t head = l->gold[i].head - l->in.base;
  return head == i ? l->in.n : head; // the root's governor follows the text
}

static unsigned children_in_buffer(const exercise *l, uint32_t i)
{
  unsigned n = 0;
  for (uint32_t k = l->state.next; k < l->in.n; ++k) {
    n += gold_head(l, k) == i;
  }
  return n;
}

// Gold arcs that can no longer be made after `action` (Goldberg and Nivre
// 2013, section 4.1, arc-hybrid).
static unsigned cost_of(const exercise *l, unsigned action)
{
  const acta_parse_state *s  = &l->state;
  const uint32_t          s0 = s->depth ? s->stack[s->depth - 1] : ACTA_NO;
  const uint32_t          s1 = s->depth > 1 ? s->stack[s->depth - 2] : ACTA_NO;
  const uint32_t          b0 = s->next;
  unsigned                cost = 0;
  if (action == ACTA_SHIFT) {
    for (uint32_t k = 0; k < s->depth; ++k) {
      cost += gold_head(l, s->stack[k]) == b0;
    }
    const uint32_t head = gold_head(l, b0);
    return cost + (head < b0 && head != s0 && l->on_stack[head]);
  }
  const uint32_t head = gold_head(l, s0);
  cost                = children_in_buffer(l, s0);
  if (action == ACTA_LEFT) {
    return cost + (head == s1 || (head > b0 && head <= l->in.n));
  }
  return cost + (head >= b0);
}

static uint32_t draw(trainer *t)
{
  t->random = t->random * 1664525U + 1013904223U;
  return t->random >> 16;
}

// The best scored of the transitions in `set`.
static unsigned best_of(const int32_t *score, unsigned set)
{
  unsigned best = ACTA_N_ACTIONS;
  for (unsigned a = 0; a < ACTA_N_ACTIONS; ++a) {
    if (set >> a & 1 && (best == ACTA_N_ACTIONS || score[a] > score[best])) {
      best = a;
    }
  }
  return best;
}

static void learn_step(trainer *t, exercise *l)
{
  acta_parse_state *s                    = &l->state;
  const unsigned    legal                = acta_parse_legal(s);
  unsigned          cost[ACTA_N_ACTIONS] = {0}, least = UINT32_MAX;
  int32_t           score[ACTA_N_ACTIONS] = {0};
  unsigned          good                  = 0;
  uint64_t          keys[ACTA_PARSE_FEATURES];
  const size_t      n = acta_parse_features(s, keys);
  for (unsigned a = 0; a < ACTA_N_ACTIONS; ++a) {
    if (legal >> a & 1) {
      score[a] = acta_learner_score(&t->actions, keys, n, a);
      cost[a]  = cost_of(l, a);
      least    = cost[a] < least ? cost[a] : least;
    }
  }
  for (unsigned a = 0; a < ACTA_N_ACTIONS; ++a) {
    good |= legal >> a & 1 && cost[a] == least ? 1U << a : 0;
  }
  const unsigned right = best_of(score, good);
  const unsigned wrong = best_of(score, legal & ~good);
  t->actions.time++;
  if (wrong != ACTA_N_ACTIONS && score[right] - score[wrong] <= ACTION_MARGIN) {
    acta_learner_update(&t->actions, keys, n, right, 1);
    acta_learner_update(&t->actions, keys, n, wrong, -1);
  }
  const bool     wander = t->explore && draw(t) % 10 != 0;
  const unsigned take   = wander ? best_of(score, legal) : right;
  if (take != ACTA_SHIFT) {
    l->on_stack[s->stack[s->depth - 1]] = false;
  } else {
    l->on_stack[s->next] = true;
  }
  acta_parse_apply(s, take);
}

// Learns the name of one relation; returns the best scored one.
static unsigned learn_label(trainer *t, const uint64_t *keys, size_t n,
                            uint64_t allowed, unsigned right)
{
  unsigned best = right, wrong = ACTA_N_DEP;
  int32_t  top = INT32_MIN, lead = 0;
  for (unsigned d = 1; d < ACTA_N_DEP; ++d) {
    if (allowed >> d & 1 && d != right) {
      const int32_t score = acta_learner_score(&t->labels, keys, n, d);
      wrong               = score > top ? d : wrong;
      top                 = score > top ? score : top;
    }
  }
  t->labels.time++;
  if (wrong == ACTA_N_DEP) {
    return right;
  }
  lead = acta_learner_score(&t->labels, keys, n, right) - top;
  best = lead < 0 ? wrong : right;
  if (lead <= LABEL_MARGIN) {
    acta_learner_update(&t->labels, keys, n, right, 1);
    acta_learner_update(&t->labels, keys, n, wrong, -1);
  }
  return best;
}

// Learns to name the relations of a tree; `nodes` holds the gold tree.
static void learn_labels(trainer *t, const exercise *l, acta_node *nodes)
{
  for (uint32_t i = 0; i < l->in.n; ++i) {
    const unsigned right = l->gold[i].deprel;
    unsigned       best  = right;
    if (nodes[i].head != ACTA_NO) {
      const uint64_t allowed = t->allowed[acta_arc_kind(&l->in, nodes, i)] &
                               ~((uint64_t)1 << ACTA_DEP_ROOT);
      uint64_t     keys[ACTA_PARSE_FEATURES];
      const size_t n = acta_label_features(&l->in, nodes, i, keys);
      best           = learn_label(t, keys, n, allowed, right);
      nodes[nodes[i].head].named |= (uint64_t)1 << best;
    }
    l->in.tokens[i].deprel = (uint8_t)best;
  }
}

static acta_node *gold_nodes(trainer *t, const exercise *l)
{
  uint32_t *heads = acta_arena_alloc(t->arena, l->in.n + 1U, sizeof(*heads));
  for (uint32_t i = 0; heads && i < l->in.n; ++i) {
    heads[i] = gold_head(l, i) == l->in.n ? ACTA_NO : gold_head(l, i);
  }
  return heads ? acta_nodes_of(heads, l->in.n, t->arena) : NULL;
}

static acta_status learn_sentence(trainer *t, const acta_parse_example *x,
                                  const acta_sentence *s, bool labels)
{
  const uint32_t n = s->end - s->begin;
  exercise       l = {
          .in = {x->words + s->begin, x->classes + s->begin, t->tokens, n, s->begin},
          .gold = x->doc->tokens + s->begin};
  acta_arena_reset(t->arena);
  l.on_stack = acta_arena_alloc(t->arena, n + 1U, sizeof(*l.on_stack));
  memcpy(t->tokens, l.gold, n * sizeof(*t->tokens));
  if (!l.on_stack || !acta_parse_begin(&l.state, &l.in, t->arena)) {
    return ACTA_E_NOMEM;
  }
  if (labels) {
    acta_node *nodes = gold_nodes(t, &l);
    if (!nodes) {
      return ACTA_E_NOMEM;
    }
    learn_labels(t, &l, nodes);
    return t->labels.failed ? ACTA_E_NOMEM : ACTA_OK;
  }
  while (!acta_parse_done(&l.state)) {
    learn_step(t, &l);
  }
  return t->actions.failed ? ACTA_E_NOMEM : ACTA_OK;
}

static void count_arcs(trainer *t, const acta_parse_example *x)
{
  for (uint32_t i = 0; i < x->doc->n_tokens; ++i) {
    const acta_token *k   = x->doc->tokens + i;
    const acta_token *h   = x->doc->tokens + k->head;
    const uint32_t    row = k->upos * (2U * ACTA_N_UPOS + 1);
    const uint32_t    kind =
      k->head == i ? row + 2 * ACTA_N_UPOS : row + 2U * h->upos + (k->head > i);
    if (++t->counts[kind * ACTA_N_DEP + k->deprel] >= MIN_ARC) {
      t->allowed[kind] |= (uint64_t)1 << k->deprel;
    }
  }
}

static acta_status learn(trainer *t, const acta_parser_lesson *lesson,
                         bool labels)
{
  const size_t n      = lesson->n;
  acta_status  status = ACTA_OK;
  for (unsigned e = 0; e < lesson->epochs; ++e) {
    t->explore = e > 0;
    for (size_t k = 0; k < n && !status; ++k) {
      // a fixed stride through the documents mixes them without chance
      const size_t              d = (k * 7919 + (size_t)e * 31) % n;
      const acta_parse_example *x = lesson->examples + d;
      if (lesson->folds && d % lesson->folds == lesson->fold) {
        continue;
      }
      for (uint32_t s = 0; s < x->doc->n_sentences && !status; ++s) {
        status = learn_sentence(t, x, x->doc->sentences + s, labels);
      }
    }
  }
  return status;
}

static uint32_t longest(const acta_parse_example *examples, size_t n)
{
  uint32_t most = 1;
  for (size_t k = 0; k < n; ++k) {
    const acta_document *d = examples[k].doc;
    for (uint32_t s = 0; s < d->n_sentences; ++s) {
      const uint32_t len = d->sentences[s].end - d->sentences[s].begin;
      most               = len > most ? len : most;
    }
  }
  return most;
}

static void release(trainer *t)
{
  acta_learner_release(&t->actions);
  acta_learner_release(&t->labels);
  acta_arena_free(t->arena);
  free(t->counts);
  free(t->tokens);
  free(t);
}

static trainer *begin(const acta_parser_lesson *lesson)
{
  trainer *t = calloc(1, sizeof(*t));
  if (!t) {
    return NULL;
  }
  t->counts = calloc((size_t)ACTA_N_ARC_KINDS * ACTA_N_DEP, sizeof(*t->counts));
  t->tokens = calloc(longest(lesson->examples, lesson->n), sizeof(*t->tokens));
  t->arena  = acta_arena_new(0);
  t->random = 1;
  if (!t->counts || !t->tokens || !t->arena) {
    release(t);
    return NULL;
  }
  return t;
}

acta_status acta_parser_train(const acta_parser_lesson *lesson, acta_buf *tree,
                              acta_error *err)
{
  trainer    *t      = begin(lesson);
  acta_status status = t ? learn(t, lesson, false) : ACTA_E_NOMEM;
  if (!status &&
      !acta_learner_export_pairs(&t->actions, MIN_ACTION_HITS, tree)) {
    status = ACTA_E_NOMEM;
  }
  if (t) {
    release(t);
  }
  return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
}

acta_status acta_labels_train(const acta_parser_lesson *lesson,
                              acta_buf *labels, acta_error *err)
{
  trainer    *t      = begin(lesson);
  acta_status status = t ? ACTA_OK : ACTA_E_NOMEM;
  for (size_t k = 0; t && k < lesson->n; ++k) {
    count_arcs(t, lesson->examples + k);
  }
  if (!status) {
    status = learn(t, lesson, true);
  }
  if (!status) {
    const uint64_t none = 0;
    acta_buf_add(labels, t->allowed, sizeof(t->allowed));
    acta_buf_add(labels, &none, ACTA_N_ARC_KINDS % 2 * sizeof(none));
    if (!acta_learner_export(&t->labels, ACTA_N_DEP, MIN_LABEL_HITS, labels)) {
      status = ACTA_E_NOMEM;
    }
  }
  if (t) {
    release(t);
  }
  return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
}
