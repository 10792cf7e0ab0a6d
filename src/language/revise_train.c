// SPDX-License-Identifier: MIT
#include "language/revise_train.h"

#include "language/learner.h"

#include <stdlib.h>

enum { MIN_HITS = 6 };

// The right place must lead by more than this.
#ifndef MARGIN
#  define MARGIN 15
#endif

static void learn_token(acta_learner *l, const acta_tree *t, uint32_t i,
                        uint32_t gold)
{
  static const size_t none = SIZE_MAX;
  uint32_t            places[2 * ACTA_REVISE_REACH + 1];
  uint64_t            keys[2 * ACTA_REVISE_REACH + 1][ACTA_REVISE_FEATURES];
  const size_t        n    = acta_tree_places(t, i, places);
  size_t              best = 0, next = 0, right = none, m = 0;
  int32_t             top = INT32_MIN / 2, second = INT32_MIN / 2;
  for (size_t k = 0; k < n; ++k) {
    right = right == none && places[k] == gold ? k : right;
  }
  if (n < 2 || right == none) {
    return;
  }
  for (size_t k = 0; k < n; ++k) {
    m                   = acta_tree_features(t, i, places[k], k, keys[k]);
    const int32_t score = acta_learner_score(l, keys[k], m, 1);
    if (score > top) {
      second = top;
      next   = best;
      top    = score;
      best   = k;
    } else if (score > second) {
      second = score;
      next   = k;
    }
  }
  l->time++;
  if (places[best] != gold || top - second <= MARGIN) {
    const size_t other = places[best] != gold ? best : next;
    acta_learner_update(l, keys[right], m, 1, 1);
    acta_learner_update(l, keys[other], m, 1, -1);
  }
}

static acta_status learn_document(acta_learner *l, const acta_parse_example *x,
                                  uint32_t *heads, acta_arena *arena)
{
  for (uint32_t s = 0; s < x->doc->n_sentences; ++s) {
    const acta_sentence   *k  = x->doc->sentences + s;
    const acta_parse_input in = {x->words + k->begin, x->classes + k->begin,
                                 x->doc->tokens + k->begin, k->end - k->begin,
                                 k->begin};
    acta_tree              t;
    acta_arena_reset(arena);
    if (!acta_tree_init(&t, &in, heads + k->begin, arena)) {
      return ACTA_E_NOMEM;
    }
    for (uint32_t i = 0; i < in.n; ++i) {
      const uint32_t head = in.tokens[i].head - k->begin;
      if (head != i) {
        learn_token(l, &t, i, head);
      }
    }
  }
  return l->failed ? ACTA_E_NOMEM : ACTA_OK;
}

acta_status acta_revise_train(const acta_parse_example *examples,
                              uint32_t *const *heads, size_t n, unsigned epochs,
                              acta_buf *out, acta_error *err)
{
  acta_learner l      = {.n = 0};
  acta_arena  *arena  = acta_arena_new(0);
  acta_status  status = arena ? ACTA_OK : ACTA_E_NOMEM;
  for (unsigned e = 0; e < epochs; ++e) {
    for (size_t k = 0; k < n && !status; ++k) {
      // a fixed stride through the documents mixes them without chance
      const size_t d = (k * 7919 + (size_t)e * 31) % n;
      status         = learn_document(&l, examples + d, heads[d], arena);
    }
  }
  if (!status && !acta_learner_export_pairs(&l, MIN_HITS, out)) {
    status = ACTA_E_NOMEM;
  }
  acta_learner_release(&l);
  acta_arena_free(arena);
  return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
}
