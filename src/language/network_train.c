// SPDX-License-Identifier: MIT
#include "language/network_train.h"

#include "language/adam.h"
#include "language/weights.h"

#include <stdlib.h>

// A batch has at most this many tokens.
enum { BATCH = 1600, MIN_WORD = 2, MIN_OTHER = 3, WARM_UP = 100 };

#define RATE 3e-3F      // at first; it falls to
#define LAST_RATE 1e-5F // this
#define FORGET 0.5F     // bias of gates that keep cells

// Sentences [begin, end) of an epoch's order.
typedef struct {
  uint32_t begin, end;
} batch;

typedef struct {
  const acta_net_lesson    *lesson;
  acta_arena               *arena;
  acta_net_vocabulary       words;
  acta_net_sentence        *sentences;
  const acta_net_sentence **order; ///< Of this epoch, batch after batch
  batch                    *batches;
  uint64_t                 *ranks;
  size_t                    n, n_batches, n_tokens;
  acta_net_graph           *graph;
  acta_adam                 adam;
  acta_net_weights          weights, gradient;
  uint64_t                  seed;
} trainer;

static int by_key(const void *x, const void *y)
{
  const uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
  return (a > b) - (a < b);
}

static size_t tag_id(acta_net_vocabulary *v, const acta_token *t)
{
  size_t i = 0;
  while (i < v->n_tags &&
         (v->tags[i][0] != t->upos || v->tags[i][1] != t->xpos)) {
    ++i;
  }
  if (i == v->n_tags && i < ACTA_NET_MAX_TAGS) {
    v->tags[i][0] = t->upos;
    v->tags[i][1] = t->xpos;
    v->n_tags++;
  }
  return i < v->n_tags ? i : 0;
}

// Keeps the keys that are frequent enough, in order.
static void keep_keys(acta_net_vocabulary *v, uint64_t *keys, size_t n)
{
  qsort(keys, n, sizeof(*keys), by_key);
  v->n = 1;
  for (size_t i = 0, end; i < n; i = end) {
    for (end = i; end < n && keys[end] == keys[i]; ++end) {
    }
    if (end - i >= (keys[i] & 1 ? MIN_WORD : MIN_OTHER)) {
      v->keys[v->n]     = keys[i];
      v->counts[v->n++] = (uint32_t)(end - i);
    }
  }
}

static bool find_vocabulary(trainer *t)
{
  const acta_net_lesson *l   = t->lesson;
  acta_net_vocabulary   *v   = &t->words;
  const size_t           max = t->n_tokens * ACTA_NET_KEYS + 1;
  uint64_t              *all = calloc(max, sizeof(*all));
  size_t                 n   = 0;
  v->keys                    = calloc(max, sizeof(*v->keys));
  v->counts                  = calloc(max, sizeof(*v->counts));
  const bool good            = all && v->keys && v->counts;
  for (size_t d = 0; good && d < l->n_docs; ++d) {
    for (uint32_t i = 0; i < l->docs[d].n_tokens; ++i) {
      acta_word w;
      acta_word_init(&w, l->docs[d].tokens[i].form);
      n += acta_net_keys(&w, all + n);
      (void)tag_id(v, l->docs[d].tokens + i);
    }
  }
  if (good) {
    keep_keys(v, all, n);
  }
  free(all);
  return good;
}

// Row of a key, 0 if it has none.
static uint32_t row_of(const acta_net_vocabulary *v, uint64_t key)
{
  size_t begin = 1, end = v->n;
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    if (v->keys[middle] < key) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin < v->n && v->keys[begin] == key ? (uint32_t)begin : 0;
}

static void read_token(trainer *t, acta_net_sentence *x, uint32_t i,
                       const acta_token *token)
{
  uint32_t *rows = x->rows + (size_t)i * ACTA_NET_KEYS;
  uint64_t  keys[ACTA_NET_KEYS];
  acta_word w;
  acta_word_init(&w, token->form);
  const size_t n = acta_net_keys(&w, keys);
  for (size_t k = 0; k < ACTA_NET_KEYS; ++k) {
    const uint32_t row = k < n ? row_of(&t->words, keys[k]) : 0;
    rows[k]            = row || !k ? row : ACTA_NO;
  }
  x->tags[i]   = (uint8_t)tag_id(&t->words, token);
  x->labels[i] = token->deprel;
}

static bool read_sentence(trainer *t, const acta_document *doc,
                          const acta_sentence *s)
{
  acta_net_sentence *x = t->sentences + t->n;
  const uint32_t     n = s->end - s->begin;
  if (!n || n > ACTA_NET_REACH || s->root == ACTA_NO) {
    return true;
  }
  x->n      = n;
  x->rows   = acta_arena_alloc(t->arena, n, ACTA_NET_KEYS * sizeof(*x->rows));
  x->heads  = acta_arena_alloc(t->arena, n, sizeof(*x->heads));
  x->tags   = acta_arena_alloc(t->arena, n, 1);
  x->labels = acta_arena_alloc(t->arena, n, 1);
  if (!x->rows || !x->heads || !x->tags || !x->labels) {
    return false;
  }
  for (uint32_t i = 0; i < n; ++i) {
    const acta_token *k = doc->tokens + s->begin + i;
    read_token(t, x, i, k);
    x->heads[i] = k->head == s->begin + i ? n : k->head - s->begin;
  }
  t->n++;
  return true;
}

static bool read_sentences(trainer *t)
{
  const acta_net_lesson *l = t->lesson;
  size_t                 n = 0;
  for (size_t d = 0; d < l->n_docs; ++d) {
    n += l->docs[d].n_sentences;
  }
  t->sentences = acta_arena_alloc(t->arena, n + 1, sizeof(*t->sentences));
  t->order     = acta_arena_alloc(t->arena, n + 1, sizeof(acta_net_sentence *));
  t->batches   = acta_arena_alloc(t->arena, n + 1, sizeof(*t->batches));
  t->ranks     = acta_arena_alloc(t->arena, n + 1, sizeof(*t->ranks));
  bool good    = t->sentences && t->order && t->batches && t->ranks;
  for (size_t d = 0; d < l->n_docs && good; ++d) {
    for (uint32_t s = 0; s < l->docs[d].n_sentences && good; ++s) {
      good = read_sentence(t, l->docs + d, l->docs[d].sentences + s);
    }
  }
  return good;
}

static void draw_matrix(trainer *t, acta_matrix m, float most)
{
  for (size_t i = 0; i < m.rows * m.cols; ++i) {
    const float x = (float)(acta_net_draw(&t->seed) >> 40) / 8388608.0F;
    m.p[i]        = (x - 1) * most;
  }
}

// Uniform, by the numbers of inputs and outputs (Glorot and Bengio 2010).
static void draw_dense(trainer *t, acta_matrix m)
{
  draw_matrix(t, m, sqrtf(6.0F / (float)(m.rows + m.cols)));
}

static void draw_weights(trainer *t)
{
  const acta_net_weights *w = &t->weights;
  draw_matrix(t, w->embed, 0.1F);
  for (size_t l = 0; l < ACTA_NET_LAYERS; ++l) {
    for (size_t d = 0; d < 2; ++d) {
      draw_dense(t, w->lstm[l][d].in);
      draw_dense(t, w->lstm[l][d].own);
      for (size_t i = 0; i < ACTA_NET_CELLS; ++i) {
        w->lstm[l][d].bias.p[i] = FORGET;
      }
    }
  }
  draw_dense(t, w->tag.m);
  draw_dense(t, w->views.m);
  draw_matrix(t, w->arc.m, 0.05F);
  draw_matrix(t, w->root_arc, 0.1F);
  draw_dense(t, w->label.m);
}

static bool prepare(trainer *t)
{
  const acta_net_lesson *l = t->lesson;
  t->arena                 = acta_arena_new(0);
  for (size_t d = 0; d < l->n_docs; ++d) {
    t->n_tokens += l->docs[d].n_tokens;
  }
  if (!t->arena || !find_vocabulary(t) || !read_sentences(t)) {
    return false;
  }
  const size_t rows = t->words.n, tags = t->words.n_tags;
  const size_t n = acta_net_lay_out(&t->weights, NULL, rows, tags);
  t->graph       = acta_net_graph_new(BATCH, tags);
  if (!acta_adam_init(&t->adam, n) || !t->graph) {
    return false;
  }
  (void)acta_net_lay_out(&t->weights, t->adam.weights, rows, tags);
  (void)acta_net_lay_out(&t->gradient, t->adam.gradient, rows, tags);
  draw_weights(t);
  acta_log_msg(l->log, ACTA_LOG_INFO,
               "network: %zu sentences, %zu rows, %zu tags, %zu weights", t->n,
               rows, tags, n);
  return true;
}

// The longest first.
static int by_rank(const void *x, const void *y)
{
  return by_key(y, x);
}

// Orders a batch by falling length: insertion, it nearly is.
static void sort_batch(const acta_net_sentence **s, size_t n)
{
  for (size_t i = 1; i < n; ++i) {
    for (size_t k = i; k && s[k]->n > s[k - 1]->n; --k) {
      const acta_net_sentence *swap = s[k];
      s[k]                          = s[k - 1];
      s[k - 1]                      = swap;
    }
  }
}

// Forms batches of sentences of about the same length, anew for each epoch, and
// shuffles them.
static void form_batches(trainer *t)
{
  size_t words = BATCH;
  for (size_t i = 0; i < t->n; ++i) {
    const uint64_t length =
      t->sentences[i].n * (uint64_t)16 + acta_net_draw(&t->seed) % 48;
    const uint64_t chance = acta_net_draw(&t->seed) & 0xFFFFFU;
    t->ranks[i]           = length << 44 | chance << 24 | i;
  }
  qsort(t->ranks, t->n, sizeof(*t->ranks), by_rank);
  t->n_batches = 0;
  for (uint32_t i = 0; i < t->n; ++i) {
    t->order[i] = t->sentences + (t->ranks[i] & 0xFFFFFFU);
    words += t->order[i]->n;
    if (words > BATCH) {
      t->batches[t->n_batches++].begin = i;
      words                            = t->order[i]->n;
    }
    t->batches[t->n_batches - 1].end = i + 1;
  }
  for (size_t k = t->n_batches; k > 1; --k) {
    const size_t j    = acta_net_draw(&t->seed) % k;
    const batch  swap = t->batches[k - 1];
    t->batches[k - 1] = t->batches[j];
    t->batches[j]     = swap;
  }
}

// The rate rises for a while, then falls evenly to the end.
static float rate_at(const trainer *t, unsigned epoch, size_t k)
{
  const float in_epoch = (float)k / (float)t->n_batches;
  const float done     = ((float)epoch + in_epoch) / (float)t->lesson->epochs;
  const float rate     = LAST_RATE + (RATE - LAST_RATE) * (1 - done);
  const float step     = (float)t->adam.steps + 1;
  return step < WARM_UP ? rate * step / WARM_UP : rate;
}

static void learn_epoch(trainer *t, unsigned epoch)
{
  const acta_net_state state = {&t->weights, &t->gradient, t->words.counts,
                                &t->seed};
  form_batches(t);
  for (size_t k = 0; k < t->n_batches; ++k) {
    const batch  b = t->batches[k];
    const size_t n = b.end - b.begin;
    sort_batch(t->order + b.begin, n);
    acta_net_learn(t->graph, &state, t->order + b.begin, n);
    acta_adam_step(&t->adam, rate_at(t, epoch, k));
  }
  const acta_net_progress p     = acta_net_graph_progress(t->graph);
  const double            share = 100.0 / (double)(p.tokens + !p.tokens);
  acta_log_msg(t->lesson->log, ACTA_LOG_INFO,
               "epoch %u of %u: right tags %.2f %%, arcs %.2f %%, names of "
               "arcs %.2f %%",
               epoch + 1, t->lesson->epochs, (double)p.tags * share,
               (double)p.arcs * share, (double)p.labels * share);
}

acta_status acta_network_train(const acta_net_lesson *lesson, acta_buf *out,
                               acta_error *err)
{
  trainer t    = {.lesson = lesson, .seed = 1};
  bool    good = prepare(&t);
  for (unsigned e = 0; e < lesson->epochs && good; ++e) {
    learn_epoch(&t, e);
  }
  if (good) {
    (void)acta_net_lay_out(&t.weights, t.adam.average, t.words.n,
                           t.words.n_tags);
    good = acta_network_write(&t.words, &t.weights, out);
  }
  acta_net_graph_free(t.graph);
  acta_adam_release(&t.adam);
  free(t.words.keys);
  free(t.words.counts);
  acta_arena_free(t.arena);
  return good ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}
