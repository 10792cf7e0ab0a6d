// SPDX-License-Identifier: MIT
#include "language/learner.h"
#include "language/names_impl.h"

#include <stdlib.h>

// Weights of several perceptrons, each with the texts in another order, are
// averaged: which mistakes come last says much of a single one.
enum { TRIALS = 4, MIN_HITS = 30 };

// A training run, with memory for the longest sentence.
typedef struct {
  acta_learner      learner;
  acta_buf          halves[2]; // what spelling borrows
  acta_spelling     spelling;
  acta_name_scores *scores;
  uint32_t         *allowed, *right;
  uint8_t          *back, *guess, *gold;
  uint64_t (*keys)[ACTA_NAME_FEATURES];
  size_t *n_keys;
} trainer;

static uint32_t longest_sentence(const acta_names_text *texts, size_t n)
{
  uint32_t longest = 1;
  for (size_t d = 0; d < n; ++d) {
    for (uint32_t s = 0; s < texts[d].doc.n_sentences; ++s) {
      const acta_sentence *x = texts[d].doc.sentences + s;
      longest = x->end - x->begin > longest ? x->end - x->begin : longest;
    }
  }
  return longest;
}

static bool make_scratch(trainer *w, uint32_t n)
{
  w->scores  = calloc(n, sizeof *w->scores);
  w->allowed = calloc(n, sizeof *w->allowed);
  w->right   = calloc(n, sizeof *w->right);
  w->back    = calloc(n, ACTA_NAME_LABELS);
  w->guess   = calloc(n, 1);
  w->gold    = calloc(n, 1);
  w->keys    = calloc(n, sizeof *w->keys);
  w->n_keys  = calloc(n, sizeof *w->n_keys);
  return w->scores && w->allowed && w->right && w->back && w->guess &&
         w->gold && w->keys && w->n_keys;
}

static void release(trainer *w)
{
  acta_learner_release(&w->learner);
  acta_buf_release(w->halves);
  acta_buf_release(w->halves + 1);
  free(w->scores);
  free(w->allowed);
  free(w->right);
  free(w->back);
  free(w->guess);
  free(w->gold);
  free(w->keys);
  free(w->n_keys);
}

static void learn_step(trainer *w, unsigned from, unsigned to, int32_t delta)
{
  const uint64_t key = acta_names_step(from);
  acta_learner_update(&w->learner, &key, 1, to, delta);
}

static void update(trainer *w, uint32_t n)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (w->guess[i] != w->gold[i]) {
      acta_learner_update(&w->learner, w->keys[i], w->n_keys[i], w->gold[i], 1);
      acta_learner_update(&w->learner, w->keys[i], w->n_keys[i], w->guess[i],
                          -1);
    }
    if (i && (w->guess[i] != w->gold[i] || w->guess[i - 1] != w->gold[i - 1])) {
      learn_step(w, w->gold[i - 1], w->gold[i], 1);
      learn_step(w, w->guess[i - 1], w->guess[i], -1);
    }
  }
}

// A wrong label gets this much on top while learning, so that right ones win by
// a margin.
enum { MARGIN = 100 };

static void score_token(trainer *w, uint32_t i)
{
  for (unsigned l = 0; l < ACTA_NAME_LABELS; ++l) {
    const int32_t cost = w->right[i] >> l & 1U ? 0 : MARGIN;
    w->scores[i][l] =
      w->allowed[i] >> l & 1U
        ? acta_learner_score(&w->learner, w->keys[i], w->n_keys[i], l) + cost
        : 0;
  }
}

static void learn_sentence(trainer *w, const acta_names_text *x,
                           const acta_name_token *t, const acta_sentence *s,
                           bool tags)
{
  acta_name_steps step;
  const uint32_t  n   = s->end - s->begin;
  bool            any = false;
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t gold = x->allowed[s->begin + i];
    w->allowed[i]       = acta_names_allowed(t, s, s->begin + i);
    w->right[i]         = gold & w->allowed[i] ? gold & w->allowed[i] : gold;
    w->allowed[i] |= w->right[i];
    any |= w->allowed[i] != 1;
    w->n_keys[i] =
      w->allowed[i] == 1
        ? 0
        : acta_names_features(&x->doc, t, s, s->begin + i, tags, w->keys[i]);
    score_token(w, i);
  }
  if (!any) {
    return;
  }
  for (unsigned from = 0; from < ACTA_NAME_LABELS; ++from) {
    const uint64_t key = acta_names_step(from);
    for (unsigned to = 0; to < ACTA_NAME_LABELS; ++to) {
      step.from[from][to] = acta_learner_score(&w->learner, &key, 1, to);
    }
  }
  acta_names_viterbi(w->scores, &step, w->allowed, n, w->back, w->guess);
  acta_names_viterbi(w->scores, &step, w->right, n, w->back, w->gold);
  w->learner.time++;
  update(w, n);
}

static uint64_t next_random(uint64_t *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;
  return *state;
}

static void shuffle(size_t *order, size_t n, uint64_t *state)
{
  for (size_t i = n; i > 1; --i) {
    const size_t j    = (size_t)(next_random(state) % i);
    const size_t keep = order[i - 1];
    order[i - 1]      = order[j];
    order[j]          = keep;
  }
}

// The tagger has seen most of these texts, so its tags are better here than
// anywhere else: every other sentence is learnt without, lest the model lean on
// them and leave the other features undertrained (Sutton et al. 2006).
enum { TAGS = 1U << 20 };

// What is learnt from.
typedef struct {
  const acta_names_text  *texts;
  const acta_name_token **looks;
  size_t                 *order;
  size_t                  n;
} course;

static void learn_texts(trainer *w, const course *c, uint64_t *state)
{
  shuffle(c->order, c->n, state);
  for (size_t k = 0; !w->learner.failed && k < c->n; ++k) {
    const acta_names_text *x = c->texts + c->order[k];
    for (uint32_t s = 0; s < x->doc.n_sentences; ++s) {
      learn_sentence(w, x, c->looks[c->order[k]], x->doc.sentences + s,
                     (next_random(state) & TAGS) != 0);
    }
  }
}

static bool learn(trainer *w, const acta_names_text *texts, size_t n,
                  const acta_ontology *o, unsigned epochs)
{
  course   c     = {texts, calloc(n + 1, sizeof(const acta_name_token *)),
                    calloc(n + 1, sizeof(size_t)), n};
  uint64_t state = 88172645463325252U;
  bool     good  = c.order && c.looks;
  for (size_t d = 0; good && d < n; ++d) {
    c.order[d] = d;
    c.looks[d] = acta_names_look(&texts[d].doc, o, &w->spelling);
    good       = c.looks[d] != NULL;
  }
  for (unsigned trial = 0; good && trial < TRIALS; ++trial) {
    for (unsigned e = 0; e < epochs; ++e) {
      learn_texts(w, &c, &state);
    }
    acta_learner_end_trial(&w->learner);
    good = !w->learner.failed;
  }
  free(c.order);
  free(c.looks);
  return good;
}

// Words in lower case outside of names; the caller frees them.
static acta_spelt *common_words(const acta_names_text *texts, size_t n_texts,
                                size_t *n)
{
  size_t most = 1;
  for (size_t d = 0; d < n_texts; ++d) {
    most += texts[d].doc.n_tokens;
  }
  acta_spelt *all = calloc(most, sizeof *all);
  *n              = 0;
  for (size_t d = 0; all && d < n_texts; ++d) {
    const acta_document *doc = &texts[d].doc;
    for (uint32_t i = 0; i < doc->n_tokens; ++i) {
      const acta_str form = doc->tokens[i].form;
      if (texts[d].allowed[i] == 1 && form.p[0] >= 'a' && form.p[0] <= 'z') {
        acta_word word;
        acta_word_init(&word, form);
        all[(*n)++] = (acta_spelt){form, word.lower, ACTA_SPELT_WORD};
      }
    }
  }
  return all;
}

// Learns spellings: those learnt from all words go to `out`, the others are
// what names are learnt with.
static acta_status learn_spelling(trainer *w, const acta_names_text *texts,
                                  size_t n_texts, const acta_ontology *o,
                                  acta_buf *out, acta_error *err)
{
  size_t      n      = 0;
  acta_spelt *common = common_words(texts, n_texts, &n);
  acta_status status = ACTA_OK;
  if (!common || !acta_spelling_train(o, common, n, out, w->halves)) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory learning spellings");
  }
  for (size_t i = 0; i < 2 && !status; ++i) {
    acta_cursor c = {acta_buf_as_str(w->halves + i), false};
    status        = acta_weights_view(w->spelling.of + i, &c, err);
  }
  free(common);
  return status;
}

acta_status acta_names_train(const acta_names_text *texts, size_t n_texts,
                             const acta_ontology *o, unsigned epochs,
                             acta_buf *out, acta_error *err)
{
  trainer     w      = {.scores = NULL};
  acta_status status = learn_spelling(&w, texts, n_texts, o, out, err);
  if (!status &&
      !(make_scratch(&w, longest_sentence(texts, n_texts)) &&
        learn(&w, texts, n_texts, o, epochs) &&
        acta_learner_export(&w.learner, ACTA_NAME_LABELS, MIN_HITS, out))) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory learning names");
  }
  release(&w);
  return status;
}
