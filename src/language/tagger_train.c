// SPDX-License-Identifier: MIT
#include "language/learner.h"
#include "language/tagger_impl.h"
#include "language/ud.h"

#include <stdlib.h>

// Words seen this often may only have the tags they were seen with.
enum { KNOWN = 4, RARE = 2, MIN_TAG = 3, MIN_HITS = 3 };

// A training run.
typedef struct {
  acta_tagger  tagger; ///< Tags, lexicon and open tags; weights unused
  acta_buf     tables; ///< What tagger views
  uint8_t      tags[2 * ACTA_MAX_CLASSES];
  uint8_t      class_of[ACTA_N_UPOS][ACTA_N_XPOS]; ///< 255: none
  acta_learner weights;
} trainer;

static void number_tags(trainer *t, const acta_document *docs, size_t n_docs)
{
  static const uint32_t none[ACTA_N_UPOS][ACTA_N_XPOS];
  uint32_t              count[ACTA_N_UPOS][ACTA_N_XPOS];
  memcpy(count, none, sizeof(count));
  for (size_t d = 0; d < n_docs; ++d) {
    for (uint32_t i = 0; i < docs[d].n_tokens; ++i) {
      count[docs[d].tokens[i].upos][docs[d].tokens[i].xpos]++;
    }
  }
  t->tagger.n_tags = 0;
  t->tagger.tags   = t->tags;
  for (unsigned u = 0; u < ACTA_N_UPOS; ++u) {
    for (unsigned x = 0; x < ACTA_N_XPOS; ++x) {
      t->class_of[u][x] = 255;
      if (count[u][x] >= MIN_TAG && t->tagger.n_tags < 255) {
        t->class_of[u][x]                     = (uint8_t)t->tagger.n_tags;
        t->tags[(size_t)2 * t->tagger.n_tags] = (uint8_t)u;
        t->tags[2 * t->tagger.n_tags + 1]     = (uint8_t)x;
        t->tagger.n_tags++;
      }
    }
  }
}

static bool left_out(const acta_tagger_lesson *lesson, size_t d)
{
  return lesson->folds && d % lesson->folds == lesson->fold;
}

static void count_words(const trainer *t, const acta_tagger_lesson *lesson,
                        acta_learner *lexicon)
{
  for (size_t d = 0; d < lesson->n_docs; ++d) {
    const acta_document *doc = lesson->docs + d;
    for (uint32_t i = 0; !left_out(lesson, d) && i < doc->n_tokens; ++i) {
      const acta_token *k = doc->tokens + i;
      acta_word         w;
      acta_word_init(&w, k->form);
      const uint64_t key  = acta_tag_lexicon_key(&w);
      const uint8_t class = t->class_of[k->upos][k->xpos];
      if (class != 255) {
        acta_learner_update(lexicon, &key, 1, class, 1);
      }
    }
  }
}

// Tags of words seen once or twice are those that unknown words may have.
static void count_open(const acta_learner *lexicon, acta_learner *open)
{
  const uint64_t key = acta_feature(0, 0);
  for (size_t i = 0; i < lexicon->cap; ++i) {
    const acta_learner_slot *s = lexicon->slots + i;
    if (s->used && s->now <= RARE) {
      acta_learner_update(open, &key, 1, s->class, 1);
    }
  }
}

static acta_status view_tables(trainer *t, acta_error *err)
{
  acta_cursor       c      = {acta_buf_as_str(&t->tables), false};
  const acta_status status = acta_weights_view(&t->tagger.lexicon, &c, err);
  return status ? status : acta_weights_view(&t->tagger.open, &c, err);
}

static acta_status make_lexicon(trainer *t, const acta_tagger_lesson *lesson,
                                acta_error *err)
{
  acta_learner lexicon = {.n = 0}, open = {.n = 0};
  count_words(t, lesson, &lexicon);
  count_open(&lexicon, &open);
  const bool good =
    !lexicon.failed && !open.failed &&
    acta_learner_export_shares(&lexicon, t->tagger.n_tags, KNOWN, &t->tables) &&
    acta_learner_export_shares(&open, t->tagger.n_tags, 1, &t->tables);
  acta_learner_release(&lexicon);
  acta_learner_release(&open);
  return good ? view_tables(t, err)
              : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// Tags one sentence with the current weights and learns from mistakes.
static void learn_sentence(trainer *t, const acta_token *tokens, uint32_t n,
                           const acta_word *words, uint8_t *classes)
{
  acta_tag_context c;
  acta_tag_begin(&c, &t->tagger, words, n, classes);
  for (uint32_t i = 0; i < n; ++i) {
    uint8_t       may[ACTA_MAX_CLASSES] = {0};
    const size_t  n_may                 = acta_tag_candidates(&c, i, may);
    const uint8_t gold = t->class_of[tokens[i].upos][tokens[i].xpos];
    size_t        best = 0, right = n_may;
    uint64_t      keys[ACTA_TAG_FEATURES];
    int32_t       top = 0;
    if (n_may < 2) {
      classes[i] = may[0];
      continue;
    }
    const size_t n_keys = acta_tag_features(&c, i, keys);
    for (size_t k = 0; k < n_may; ++k) {
      const int32_t s = acta_learner_score(&t->weights, keys, n_keys, may[k]);
      best            = !k || s > top ? k : best;
      top             = !k || s > top ? s : top;
      right           = may[k] == gold ? k : right;
    }
    t->weights.time++;
    classes[i] = may[best];
    if (best != right && right < n_may) {
      acta_learner_update(&t->weights, keys, n_keys, gold, 1);
      acta_learner_update(&t->weights, keys, n_keys, may[best], -1);
    }
  }
}

static acta_status learn_document(trainer *t, const acta_document *doc)
{
  acta_word *words   = calloc(doc->n_tokens + 1U, sizeof(*words));
  uint8_t   *classes = calloc(doc->n_tokens + 1U, 1);
  const bool good    = words && classes;
  for (uint32_t i = 0; good && i < doc->n_tokens; ++i) {
    acta_word_init(words + i, doc->tokens[i].form);
  }
  for (uint32_t s = 0; good && s < doc->n_sentences; ++s) {
    const acta_sentence *x = doc->sentences + s;
    learn_sentence(t, doc->tokens + x->begin, x->end - x->begin,
                   words + x->begin, classes);
  }
  free(words);
  free(classes);
  return good && !t->weights.failed ? ACTA_OK : ACTA_E_NOMEM;
}

static void write_section(const trainer *t, acta_buf *out)
{
  const uint32_t n   = t->tagger.n_tags;
  const uint16_t pad = 0;
  acta_buf_add(out, &n, sizeof(n));
  acta_buf_add(out, t->tags, 2 * (size_t)n);
  acta_buf_add(out, &pad, n % 2 * sizeof(pad));
  if (!acta_learner_export(&t->weights, n, MIN_HITS, out)) {
    out->failed = true;
  }
  acta_buf_str(out, acta_buf_as_str(&t->tables));
}

acta_status acta_tagger_train(const acta_tagger_lesson *lesson, acta_buf *out,
                              acta_error *err)
{
  trainer *t = calloc(1, sizeof(*t));
  if (!t) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const size_t n = lesson->n_docs;
  number_tags(t, lesson->docs, n);
  acta_status status = make_lexicon(t, lesson, err);
  for (unsigned e = 0; e < lesson->epochs; ++e) {
    for (size_t k = 0; k < n && !status; ++k) {
      // a fixed stride through the documents mixes them without chance
      const size_t d = (k * 7919 + (size_t)e * 31) % n;
      status =
        left_out(lesson, d) ? ACTA_OK : learn_document(t, lesson->docs + d);
    }
  }
  if (!status) {
    write_section(t, out);
  }
  if (status == ACTA_E_NOMEM || out->failed) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_learner_release(&t->weights);
  acta_buf_release(&t->tables);
  free(t);
  return status;
}
