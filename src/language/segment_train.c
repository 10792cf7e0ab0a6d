// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "base/utf8.h"
#include "language/learner.h"
#include "language/segment_impl.h"
#include "language/word.h"

#include <stdlib.h>

enum { MIN_HITS = 2, MIN_SPLIT = 2, MAX_FIRST = 16 };

static bool same_token(const acta_document *doc, uint32_t token, uint32_t at)
{
  uint32_t end = token + 1;
  while (end < doc->n_tokens && doc->tokens[end].in_multiword) {
    ++end;
  }
  return at < doc->tokens[end - 1].span.end;
}

// What the treebank says of the border after unit `i`; `*token` moves along.
static unsigned gold_class(const acta_document *doc, const acta_units *u,
                           uint32_t i, uint32_t *token)
{
  const uint32_t at = u->units[i].begin, next = u->units[i + 1].begin;
  while (*token + 1 < doc->n_tokens &&
         doc->tokens[*token + 1].span.begin <= at) {
    ++*token;
  }
  if (same_token(doc, *token, next)) {
    return u->units[i + 1].gap ? ACTA_BORDER_PART : ACTA_BORDER_JOIN;
  }
  const acta_sentence *s = doc->sentences + doc->tokens[*token].sentence;
  return next >= s->span.end ? ACTA_BORDER_END : ACTA_BORDER_PART;
}

static void learn_border(acta_learner *l, const acta_units *u, uint32_t i,
                         const acta_border_state *state, unsigned gold)
{
  uint64_t       keys[ACTA_BORDER_FEATURES];
  const size_t   n = acta_border_features(u, i, state, keys);
  const unsigned first =
    u->units[i + 1].gap ? ACTA_BORDER_PART : ACTA_BORDER_JOIN;
  unsigned best = first;
  int32_t  top  = 0;
  for (unsigned c = first; c <= ACTA_BORDER_END; ++c) {
    const int32_t score = acta_learner_score(l, keys, n, c);
    if (c == first || score > top) {
      best = c;
      top  = score;
    }
  }
  l->time++;
  if (best != gold) {
    acta_learner_update(l, keys, n, gold, 1);
    acta_learner_update(l, keys, n, best, -1);
  }
}

static acta_status learn_document(acta_learner *l, const acta_document *doc,
                                  acta_arena *arena)
{
  uint32_t token = 0;
  for (uint32_t b = 0; b < doc->n_blocks; ++b) {
    acta_units        u;
    acta_border_state state = {0, 0, 0, 0};
    acta_arena_reset(arena);
    if (acta_units_cut(doc->text, doc->blocks[b].span, arena, &u)) {
      return ACTA_E_NOMEM;
    }
    for (uint32_t i = 0; i + 1 < u.n; ++i) {
      const unsigned gold = gold_class(doc, &u, i, &token);
      if (acta_border_forced(&u, i) < 0) {
        learn_border(l, &u, i, &state, gold);
      }
      acta_border_step(&state, &u, i, gold);
    }
  }
  return l->failed ? ACTA_E_NOMEM : ACTA_OK;
}

static void count_split(acta_learner *counts, const acta_document *doc,
                        uint32_t i)
{
  char     folded[ACTA_WORD_BYTES + 4];
  uint32_t end = i + 1;
  while (end < doc->n_tokens && doc->tokens[end].in_multiword) {
    ++end;
  }
  const uint32_t begin = doc->tokens[i].span.begin;
  const acta_str form  = {doc->text.p + begin,
                          doc->tokens[end - 1].span.end - begin};
  const acta_str first = {form.p, doc->tokens[i].span.end - begin};
  const size_t   chars = end == i + 2 ? acta_utf8_count(first) : 0;
  if (form.n < 3 || form.n > ACTA_WORD_BYTES || chars >= MAX_FIRST) {
    return;
  }
  const size_t   n   = acta_word_fold(form, folded);
  const uint64_t key = acta_feature(3, acta_hash64(folded, n, 0));
  acta_learner_update(counts, &key, 1, (unsigned)chars, 1);
}

// The most frequent way to split each form that is split more often than not.
static bool export_splits(const acta_learner *counts, acta_buf *out)
{
  acta_buf kept = {NULL, 0, 0, false};
  for (size_t i = 0; i < counts->cap; ++i) {
    const acta_learner_slot *s    = counts->slots + i;
    int32_t                  most = 0;
    for (unsigned c = 0; s->used && c < MAX_FIRST; ++c) {
      const int32_t n =
        c == s->class ? 0 : acta_learner_score(counts, &s->key, 1, c);
      most = n > most ? n : most;
    }
    if (s->used && s->class && s->now >= MIN_SPLIT && s->now > most) {
      const uint64_t pair[2] = {s->key, s->class};
      acta_buf_add(&kept, pair, sizeof(pair));
    }
  }
  const bool good =
    !kept.failed && acta_numbers_write(acta_buf_as_str(&kept), out);
  acta_buf_release(&kept);
  return good;
}

acta_status acta_segmenter_train(const acta_document *docs, size_t n_docs,
                                 unsigned epochs, acta_buf *out,
                                 acta_error *err)
{
  acta_learner borders = {.n = 0}, splits = {.n = 0};
  acta_arena  *arena  = acta_arena_new(0);
  acta_status  status = arena ? ACTA_OK : ACTA_E_NOMEM;
  for (unsigned e = 0; e < epochs; ++e) {
    for (size_t k = 0; k < n_docs && !status; ++k) {
      // a fixed stride through the documents mixes them without chance
      status = learn_document(
        &borders, docs + (k * 7919 + (size_t)e * 31) % n_docs, arena);
    }
  }
  for (size_t d = 0; d < n_docs; ++d) {
    for (uint32_t i = 0; i < docs[d].n_tokens; ++i) {
      if (!docs[d].tokens[i].in_multiword) {
        count_split(&splits, docs + d, i);
      }
    }
  }
  if (!status &&
      (splits.failed || !acta_learner_export_pairs(&borders, MIN_HITS, out) ||
       !export_splits(&splits, out))) {
    status = ACTA_E_NOMEM;
  }
  acta_learner_release(&borders);
  acta_learner_release(&splits);
  acta_arena_free(arena);
  return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
}
