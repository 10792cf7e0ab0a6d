// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "language/learner.h"
#include "language/spelling.h"

#include <stdlib.h>

enum { EPOCHS = 5, MIN_HITS = 15, MARGIN = 20, BOTH = 2 };

typedef struct {
  acta_spelt *all;
  size_t      n, cap;
  bool        failed;
} words;

static void add(words *w, acta_spelt word)
{
  if (!acta_vec_grow((void **)&w->all, w->n, &w->cap, sizeof *w->all)) {
    w->failed = true;
    return;
  }
  w->all[w->n++] = word;
}

// Capitalised parts of a name; "of" and the like tell nothing.
static void add_parts(words *w, acta_str name, uint8_t kind)
{
  for (size_t i = 0, j = 0; i < name.n; i = j + 1) {
    j = i;
    while (j < name.n && name.p[j] != ' ' && name.p[j] != '-') {
      ++j;
    }
    const acta_str part = {name.p + i, j - i};
    if (part.n && (part.p[0] < 'a' || part.p[0] > 'z')) {
      acta_word word;
      acta_word_init(&word, part);
      add(w, (acta_spelt){part, word.lower, kind});
    }
  }
}

static void add_entry(words *w, const acta_entry *e)
{
  if (e->type == ACTA_ENT_PERSON) {
    add_parts(w, e->label, ACTA_SPELT_PERSON);
  } else if (e->type == ACTA_ENT_GPE || e->type == ACTA_ENT_PLACE) {
    add_parts(w, e->label, ACTA_SPELT_PLACE);
  } else if (e->type == ACTA_ENT_ORG && !acta_str_is(e->kind, "newspaper")) {
    add_parts(w, e->label, ACTA_SPELT_ORG); // papers bear the names of places
  }
}

static int by_hash(const void *x, const void *y)
{
  const acta_spelt *a = x, *b = y;
  if (a->hash != b->hash) {
    return a->hash < b->hash ? -1 : 1;
  }
  if (a->kind != b->kind) {
    return a->kind < b->kind ? -1 : 1;
  }
  return acta_str_cmp(a->form, b->form);
}

// Each word once for each kind, in an order that has nothing to do with its
// letters.
static void sort(words *w)
{
  size_t n = 0;
  if (w->n) {
    qsort(w->all, w->n, sizeof *w->all, by_hash);
  }
  for (size_t i = 0; i < w->n; ++i) {
    if (!n || w->all[n - 1].hash != w->all[i].hash ||
        w->all[n - 1].kind != w->all[i].kind) {
      w->all[n++] = w->all[i];
    }
  }
  w->n = n;
}

static void learn_word(acta_learner *l, const acta_spelt *word)
{
  uint64_t     keys[ACTA_SPELLING_KEYS];
  const size_t n    = acta_spelling_keys(word->form, keys);
  unsigned     best = word->kind;
  int32_t      top  = acta_learner_score(l, keys, n, best) - MARGIN;
  for (unsigned k = 0; k < ACTA_N_SPELT; ++k) {
    const int32_t score = acta_learner_score(l, keys, n, k);
    if (k != word->kind && score > top) {
      best = k;
      top  = score;
    }
  }
  l->time++;
  if (best != word->kind) {
    acta_learner_update(l, keys, n, word->kind, 1);
    acta_learner_update(l, keys, n, best, -1);
  }
}

// Learns from the words whose hash is not `without` modulo 2.
static bool learn(const words *w, unsigned without, acta_buf *out)
{
  acta_learner l = {.slots = NULL};
  for (unsigned epoch = 0; epoch < EPOCHS; ++epoch) {
    for (size_t i = 0; i < w->n && !l.failed; ++i) {
      if ((w->all[i].hash & 1U) != without) {
        learn_word(&l, w->all + i);
      }
    }
  }
  const bool good =
    !l.failed && acta_learner_export(&l, ACTA_N_SPELT, MIN_HITS, out);
  acta_learner_release(&l);
  return good;
}

bool acta_spelling_train(const acta_ontology *o, const acta_spelt *common,
                         size_t n, acta_buf *whole, acta_buf halves[2])
{
  words w = {.all = NULL};
  for (uint32_t i = 0; o && i < acta_n_entries(o); ++i) {
    acta_entry e;
    acta_entry_at(o, i, &e);
    add_entry(&w, &e);
  }
  for (size_t i = 0; i < n; ++i) {
    add(&w, common[i]);
  }
  sort(&w);
  const bool good = !w.failed && learn(&w, 0, halves) &&
                    learn(&w, 1, halves + 1) && learn(&w, BOTH, whole);
  free(w.all);
  return good;
}
