// SPDX-License-Identifier: MIT
#include "language/network_graph.h"

#include <stdlib.h>

// Shares of what is dropped (Srivastava et al. 2014), the same columns all
// through a sentence where a layer reads them (Gal and Ghahramani 2016).
#define DROP_INPUT 0.25F
#define DROP_LAYER 0.33F
#define DROP_VIEW 0.33F
// A word that was seen n times counts as unknown with this plus a / (a + n)
// (Kiperwasser and Goldberg 2016).
#define DROP_WORD 0.1F
#define RARE_WORD 0.25F
// Slope of what bends below zero.
#define LEAK 0.125F

enum {
  EMBED  = ACTA_NET_EMBED,
  CELLS  = ACTA_NET_CELLS,
  LAYERS = ACTA_NET_LAYERS,
  OUT    = ACTA_NET_OUT,
  ARC    = ACTA_NET_ARC,
  LABEL  = ACTA_NET_LABEL,
  VIEWS  = ACTA_NET_VIEWS,
  BENT   = ACTA_NET_BENT,
  MAX_IN = EMBED > OUT ? EMBED : OUT,
  WIDEST = VIEWS > ACTA_NET_GATES ? VIEWS : ACTA_NET_GATES
};

// An array that matrices are taken from; NULL to learn how long it must be.
typedef struct {
  float *base;
  size_t used;
} pool;

static acta_matrix take(pool *p, size_t rows, size_t cols)
{
  float *at = p->base ? p->base + p->used : NULL;
  p->used += rows * cols;
  return acta_matrix_of(at, rows, cols);
}

typedef struct {
  acta_matrix   in, kept, out, d_in, d_out; ///< `kept` has a row a sentence
  acta_lstm_run run[2];
} layer;

// Points both directions of a layer to its matrices and to their own.
static void lay_out_directions(layer *y, pool *p)
{
  for (size_t d = 0; d < 2; ++d) {
    const size_t n = y->in.rows;
    y->run[d]      = (acta_lstm_run){
           .reverse  = d == 1,
           .in       = y->in,
           .out      = acta_matrix_cols(y->out, d * CELLS, CELLS),
           .d_in     = y->d_in,
           .d_out    = acta_matrix_cols(y->d_out, d * CELLS, CELLS),
           .gates    = take(p, n, ACTA_NET_GATES),
           .cells    = take(p, n, CELLS),
           .squashed = take(p, n, CELLS),
    };
  }
}

struct acta_net_graph {
  float                          *memory;
  size_t                          n_tags;
  const acta_net_state           *state;
  const acta_net_weights         *w, *d_w; ///< Those of the state
  const acta_net_sentence *const *sentences;
  size_t                          n_sentences;
  acta_steps                      steps;
  uint32_t                       *rows; ///< Looked up, after dropping words
  layer                           layers[LAYERS];
  acta_lstm_room                  room;
  acta_matrix kept, read, d_read; ///< The last layer's output, by sentence
  acta_matrix tags, views, d_views, kept_views, deps, d_deps;
  acta_matrix hidden, d_hidden, kept_hidden, labels;
  acta_matrix scores, turned_scores, govs, d_govs, turned_govs;
  acta_net_progress progress;
};

static acta_affine take_affine(pool *p, size_t rows, size_t cols)
{
  const acta_matrix m = take(p, rows, cols);
  return (acta_affine){m, take(p, 1, cols)};
}

// NOLINTNEXTLINE(readability-non-const-parameter): the matrices are written to
size_t acta_net_lay_out(acta_net_weights *w, float *base, size_t n_rows,
                        size_t n_tags)
{
  pool p   = {base, 0};
  w->embed = take(&p, n_rows, EMBED);
  for (uint32_t l = 0; l < LAYERS; ++l) {
    for (size_t d = 0; d < 2; ++d) {
      acta_lstm *x = w->lstm[l] + d;
      x->in        = take(&p, acta_net_width(l), ACTA_NET_GATES);
      x->own       = take(&p, CELLS, ACTA_NET_GATES);
      x->bias      = take(&p, 1, ACTA_NET_GATES);
    }
  }
  w->tag      = take_affine(&p, OUT, n_tags);
  w->views    = take_affine(&p, OUT, VIEWS);
  w->arc      = take_affine(&p, ARC, ARC);
  w->root_arc = take(&p, 1, ARC);
  w->label    = take_affine(&p, LABEL, ACTA_N_DEP);
  return p.used;
}

// Points the matrices of a batch of `n` tokens into memory; returns the floats.
// NOLINTNEXTLINE(readability-non-const-parameter): the matrices are written to
static size_t lay_out(acta_net_graph *g, float *base, size_t n,
                      size_t n_sentences)
{
  pool         p    = {base, 0};
  const size_t most = ACTA_NET_REACH + 1;
  for (uint32_t l = 0; l < LAYERS; ++l) {
    layer *y = g->layers + l;
    y->in    = take(&p, n, acta_net_width(l));
    y->d_in  = take(&p, n, acta_net_width(l));
    y->kept  = take(&p, n_sentences, acta_net_width(l));
    y->out   = take(&p, n, OUT);
    y->d_out = take(&p, n, OUT);
    lay_out_directions(y, &p);
  }
  g->room.d_gates        = take(&p, n, ACTA_NET_GATES);
  g->room.d_cells        = take(&p, n, CELLS);
  g->room.before         = take(&p, n, CELLS);
  g->room.turned         = take(&p, n, WIDEST).p;
  g->room.turned_weights = take(&p, WIDEST, MAX_IN).p;
  g->kept                = take(&p, n_sentences, OUT);
  g->read                = take(&p, n, OUT);
  g->d_read              = take(&p, n, OUT);
  g->tags                = take(&p, n, g->n_tags);
  g->views               = take(&p, n, VIEWS);
  g->d_views             = take(&p, n, VIEWS);
  g->kept_views          = take(&p, n, BENT);
  g->deps                = take(&p, n, ARC);
  g->d_deps              = take(&p, n, ARC);
  g->hidden              = take(&p, n, LABEL);
  g->d_hidden            = take(&p, n, LABEL);
  g->kept_hidden         = take(&p, n, LABEL);
  g->labels              = take(&p, n, ACTA_N_DEP);
  g->scores              = take(&p, most, most);
  g->turned_scores       = take(&p, most, most);
  g->govs                = take(&p, most, ARC);
  g->d_govs              = take(&p, most, ARC);
  g->turned_govs         = take(&p, ARC, most);
  return p.used;
}

acta_net_graph *acta_net_graph_new(size_t n_tokens, size_t n_tags)
{
  acta_net_graph *g = calloc(1, sizeof(*g));
  if (!g) {
    return NULL;
  }
  g->n_tags       = n_tags;
  g->memory       = calloc(lay_out(g, NULL, n_tokens, n_tokens), sizeof(float));
  g->rows         = calloc(n_tokens * ACTA_NET_KEYS, sizeof(*g->rows));
  g->steps.offset = calloc(ACTA_NET_REACH, sizeof(*g->steps.offset));
  g->steps.active = calloc(ACTA_NET_REACH, sizeof(*g->steps.active));
  if (!g->memory || !g->rows || !g->steps.offset || !g->steps.active) {
    acta_net_graph_free(g);
    return NULL;
  }
  return g;
}

void acta_net_graph_free(acta_net_graph *g)
{
  if (g) {
    free(g->memory);
    free(g->rows);
    free(g->steps.offset);
    free(g->steps.active);
    free(g);
  }
}

acta_net_progress acta_net_graph_progress(acta_net_graph *g)
{
  const acta_net_progress p = g->progress;
  g->progress               = (acta_net_progress){.tokens = 0};
  return p;
}

uint64_t acta_net_draw(uint64_t *state)
{
  uint64_t z = (*state += 0x9E3779B97F4A7C15U);
  z          = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
  z          = (z ^ z >> 27) * 0x94D049BB133111EBU;
  return z ^ z >> 31;
}

// Draws which numbers are kept, and made larger for those that are not.
static void draw_kept(acta_net_graph *g, acta_matrix m, float share)
{
  const float    more  = 1.0F / (1.0F - share);
  const uint64_t limit = (uint64_t)(share * 65536.0F);
  uint64_t       bits  = 0;
  for (size_t i = 0; i < m.rows * m.cols; ++i, bits >>= 16) {
    bits = i % 4 ? bits : acta_net_draw(g->state->seed);
    // NOLINTNEXTLINE(clang-analyzer-core.NullDereference): laid out in memory
    m.p[i] = (bits & 0xFFFFU) < limit ? 0.0F : more;
  }
}

static void multiply(float *out, const float *a, const float *b, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    out[i] = a[i] * b[i];
  }
}

static void add(float *restrict out, const float *restrict a, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    out[i] += a[i];
  }
}

// Row of token `i` of sentence `s` up to the layers' outputs.
static size_t row_of(const acta_net_graph *g, size_t s, size_t i)
{
  return g->steps.offset[i] + s;
}

static void set_steps(acta_net_graph *g)
{
  acta_steps *s = &g->steps;
  size_t      m = g->n_sentences;
  s->n          = 0;
  s->steps      = g->sentences[0]->n;
  for (size_t k = 0; k < s->steps; ++k) {
    while (g->sentences[m - 1]->n <= k) {
      --m;
    }
    s->offset[k] = (uint32_t)s->n;
    s->active[k] = (uint32_t)m;
    s->n += m;
  }
}

// Adds up the rows of a token; now and then the word counts as unknown.
static void embed_token(acta_net_graph *g, const uint32_t *rows, size_t at)
{
  uint32_t      *used = g->rows + at * ACTA_NET_KEYS;
  float         *to   = acta_row(g->layers[0].in, at);
  const uint32_t n    = g->state->counts[rows[0]];
  const float    p = (float)(acta_net_draw(g->state->seed) >> 40) / 16777216.0F;
  memcpy(used, rows, ACTA_NET_KEYS * sizeof(*used));
  if (rows[0] && p < DROP_WORD + RARE_WORD / (RARE_WORD + (float)n)) {
    used[0] = 0;
    used[1] = ACTA_NO;
  }
  memset(to, 0, EMBED * sizeof(*to));
  for (size_t k = 0; k < ACTA_NET_KEYS; ++k) {
    if (used[k] != ACTA_NO) {
      add(to, acta_row(g->w->embed, used[k]), EMBED);
    }
  }
}

static void embed(acta_net_graph *g)
{
  layer *y = g->layers;
  for (size_t s = 0; s < g->n_sentences; ++s) {
    const acta_net_sentence *x = g->sentences[s];
    for (size_t i = 0; i < x->n; ++i) {
      const size_t at = row_of(g, s, i);
      embed_token(g, x->rows + i * ACTA_NET_KEYS, at);
      multiply(acta_row(y->in, at), acta_row(y->in, at), acta_row(y->kept, s),
               EMBED);
    }
  }
}

static void embed_token_backward(acta_net_graph *g, size_t s, size_t at)
{
  const layer    *y    = g->layers;
  float          *d    = acta_row(y->d_in, at);
  const uint32_t *used = g->rows + at * ACTA_NET_KEYS;
  multiply(d, d, acta_row(y->kept, s), EMBED);
  for (size_t k = 0; k < ACTA_NET_KEYS; ++k) {
    if (used[k] != ACTA_NO) {
      add(acta_row(g->d_w->embed, used[k]), d, EMBED);
    }
  }
}

static void embed_backward(acta_net_graph *g)
{
  for (size_t s = 0; s < g->n_sentences; ++s) {
    for (size_t i = 0; i < g->sentences[s]->n; ++i) {
      embed_token_backward(g, s, row_of(g, s, i));
    }
  }
}

// Passes a layer's output on; `by_sentence` reorders the tokens.
static void pass_on(const acta_net_graph *g, acta_matrix from, acta_matrix kept,
                    acta_matrix to, bool by_sentence)
{
  size_t k = 0;
  for (size_t s = 0; s < g->n_sentences; ++s) {
    for (size_t i = 0; i < g->sentences[s]->n; ++i, ++k) {
      const size_t at = row_of(g, s, i);
      multiply(acta_row(to, by_sentence ? k : at), acta_row(from, at),
               acta_row(kept, s), OUT);
    }
  }
}

// The derivative of pass_on.
static void pass_back(const acta_net_graph *g, acta_matrix d_to,
                      acta_matrix kept, acta_matrix d_from, bool by_sentence)
{
  size_t k = 0;
  for (size_t s = 0; s < g->n_sentences; ++s) {
    for (size_t i = 0; i < g->sentences[s]->n; ++i, ++k) {
      const size_t at = row_of(g, s, i);
      multiply(acta_row(d_from, at), acta_row(d_to, by_sentence ? k : at),
               acta_row(kept, s), OUT);
    }
  }
}

static void encode(acta_net_graph *g)
{
  for (uint32_t l = 0; l < LAYERS; ++l) {
    layer *y = g->layers + l;
    draw_kept(g, y->kept, l ? DROP_LAYER : DROP_INPUT);
    if (l) {
      pass_on(g, y[-1].out, y->kept, y->in, false);
    } else {
      embed(g);
    }
    for (size_t d = 0; d < 2; ++d) {
      acta_lstm_forward(g->w->lstm[l] + d, &g->steps, y->run + d);
    }
  }
  draw_kept(g, g->kept, DROP_LAYER);
  pass_on(g, g->layers[LAYERS - 1].out, g->kept, g->read, true);
}

static void encode_backward(acta_net_graph *g)
{
  pass_back(g, g->d_read, g->kept, g->layers[LAYERS - 1].d_out, true);
  for (uint32_t l = LAYERS; l-- > 0;) {
    layer *y = g->layers + l;
    acta_matrix_zero(y->d_in);
    for (size_t d = 0; d < 2; ++d) {
      acta_lstm_backward(g->w->lstm[l] + d, g->d_w->lstm[l] + d, &g->steps,
                         y->run + d, &g->room);
    }
    if (l) {
      pass_back(g, y->d_in, y->kept, y[-1].d_out, false);
    } else {
      embed_backward(g);
    }
  }
}

static void affine(acta_matrix y, acta_matrix x, const acta_affine *w)
{
  acta_matrix_fill(y, w->bias.p);
  acta_matrix_add_product(y, x, w->m);
}

// Its derivative, given that by y; `d_x` is added to.
static void affine_backward(const acta_lstm_room *room, acta_matrix d_y,
                            acta_matrix x, const acta_affine *w,
                            const acta_affine *d_w, acta_matrix d_x)
{
  acta_matrix_add_rows(d_w->bias.p, d_y);
  acta_matrix_add_product(d_w->m, acta_matrix_transpose(x, room->turned), d_y);
  acta_matrix_add_product(d_x, d_y,
                          acta_matrix_transpose(w->m, room->turned_weights));
}

static void view(acta_net_graph *g)
{
  affine(g->tags, g->read, &g->w->tag);
  affine(g->views, g->read, &g->w->views);
  draw_kept(g, g->kept_views, DROP_VIEW);
  for (size_t i = 0; i < g->views.rows; ++i) {
    float       *x    = acta_row(g->views, i);
    const float *kept = acta_row(g->kept_views, i);
    for (size_t j = 0; j < BENT; ++j) {
      x[j] *= x[j] > 0 ? kept[j] : LEAK * kept[j];
    }
  }
  affine(g->deps, acta_matrix_cols(g->views, ACTA_NET_ARC_DEP, ARC),
         &g->w->arc);
}

static void view_backward(acta_net_graph *g)
{
  affine_backward(&g->room, g->d_deps,
                  acta_matrix_cols(g->views, ACTA_NET_ARC_DEP, ARC), &g->w->arc,
                  &g->d_w->arc,
                  acta_matrix_cols(g->d_views, ACTA_NET_ARC_DEP, ARC));
  for (size_t i = 0; i < g->views.rows; ++i) {
    const float *x    = acta_row(g->views, i);
    const float *kept = acta_row(g->kept_views, i);
    float       *d    = acta_row(g->d_views, i);
    for (size_t j = 0; j < BENT; ++j) {
      d[j] *= x[j] > 0 ? kept[j] : LEAK * kept[j];
    }
  }
  acta_matrix_zero(g->d_read);
  affine_backward(&g->room, g->d_views, g->read, &g->w->views, &g->d_w->views,
                  g->d_read);
  affine_backward(&g->room, g->tags, g->read, &g->w->tag, &g->d_w->tag,
                  g->d_read);
}

// Turns scores into the derivative of the loss -log softmax(gold) / tokens.
// True if gold had the best score.
static bool cross_entropy(acta_net_graph *g, float *x, size_t n, size_t gold)
{
  const float scale = 1.0F / (float)g->steps.n;
  float       top = x[0], sum = 0;
  for (size_t i = 1; i < n; ++i) {
    top = x[i] > top ? x[i] : top;
  }
  const float below = top - x[gold];
  for (size_t i = 0; i < n; ++i) {
    x[i] = acta_exp(x[i] - top);
    sum += x[i];
  }
  for (size_t i = 0; i < n; ++i) {
    x[i] *= scale / sum;
  }
  x[gold] -= scale;
  g->progress.loss += (log((double)sum) + (double)below) * (double)scale;
  return below <= 0;
}

// Scores of all arcs of a sentence whose tokens begin at row `at`, their loss
// and its derivative by what the two sides are made of.
static void learn_arcs(acta_net_graph *g, const acta_net_sentence *x, size_t at)
{
  const size_t n      = x->n;
  acta_matrix  scores = acta_matrix_of(g->scores.p, n, n + 1);
  acta_matrix  govs   = acta_matrix_of(g->govs.p, n + 1, ARC);
  acta_matrix  d_govs = acta_matrix_of(g->d_govs.p, n + 1, ARC);
  acta_matrix  deps   = acta_matrix_rows(g->deps, at, n);
  for (size_t i = 0; i < n; ++i) {
    memcpy(acta_row(govs, i), acta_row(g->views, at + i) + ACTA_NET_ARC_GOV,
           ARC * sizeof(float));
  }
  memcpy(acta_row(govs, n), g->w->root_arc.p, ARC * sizeof(float));
  acta_matrix_zero(scores);
  acta_matrix_add_product(scores, deps,
                          acta_matrix_transpose(govs, g->turned_govs.p));
  for (size_t i = 0; i < n; ++i) {
    acta_row(scores, i)[i] = -1e9F; // no token governs itself
    g->progress.arcs +=
      cross_entropy(g, acta_row(scores, i), n + 1, x->heads[i]);
  }
  acta_matrix_add_product(acta_matrix_rows(g->d_deps, at, n), scores, govs);
  acta_matrix_zero(d_govs);
  acta_matrix_add_product(
    d_govs, acta_matrix_transpose(scores, g->turned_scores.p), deps);
  for (size_t i = 0; i < n; ++i) {
    memcpy(acta_row(g->d_views, at + i) + ACTA_NET_ARC_GOV, acta_row(d_govs, i),
           ARC * sizeof(float));
  }
  add(g->d_w->root_arc.p, acta_row(d_govs, n), ARC);
}

// The two sides of the arc to token `i` of a sentence at row `at`, as names of
// arcs see them, in `m`.
static float *label_dep(acta_matrix m, size_t at, size_t i)
{
  return acta_row(m, at + i) + ACTA_NET_LABEL_DEP;
}

static float *label_gov(acta_matrix m, const acta_net_sentence *x, size_t at,
                        size_t i)
{
  return acta_row(m, at + x->heads[i]) + ACTA_NET_LABEL_GOV;
}

// Names of arcs; that of the root needs no learning.
static void hide_labels(acta_net_graph *g, const acta_net_sentence *x,
                        size_t at)
{
  for (size_t i = 0; i < x->n; ++i) {
    float       *h    = acta_row(g->hidden, at + i);
    const float *kept = acta_row(g->kept_hidden, at + i);
    if (x->heads[i] == x->n) {
      memset(h, 0, LABEL * sizeof(*h));
      continue;
    }
    const float *dep = label_dep(g->views, at, i);
    const float *gov = label_gov(g->views, x, at, i);
    for (size_t j = 0; j < LABEL; ++j) {
      const float v = dep[j] + gov[j];
      h[j]          = v > 0 ? v * kept[j] : 0;
    }
  }
}

static void lose_labels(acta_net_graph *g, const acta_net_sentence *x,
                        size_t at)
{
  for (size_t i = 0; i < x->n; ++i) {
    float *v = acta_row(g->labels, at + i);
    if (x->heads[i] == x->n) {
      memset(v, 0, ACTA_N_DEP * sizeof(*v));
    } else {
      g->progress.labels += cross_entropy(g, v, ACTA_N_DEP, x->labels[i]);
    }
  }
}

static void hide_labels_backward(acta_net_graph *g, const acta_net_sentence *x,
                                 size_t at)
{
  for (size_t i = 0; i < x->n; ++i) {
    float       *d    = acta_row(g->d_hidden, at + i);
    const float *h    = acta_row(g->hidden, at + i);
    const float *kept = acta_row(g->kept_hidden, at + i);
    if (x->heads[i] < x->n) {
      for (size_t j = 0; j < LABEL; ++j) {
        d[j] *= h[j] > 0 ? kept[j] : 0;
      }
      add(label_dep(g->d_views, at, i), d, LABEL);
      add(label_gov(g->d_views, x, at, i), d, LABEL);
    }
  }
}

static void learn_labels(acta_net_graph *g)
{
  size_t at = 0;
  draw_kept(g, g->kept_hidden, DROP_VIEW);
  for (size_t s = 0; s < g->n_sentences; at += g->sentences[s++]->n) {
    hide_labels(g, g->sentences[s], at);
  }
  affine(g->labels, g->hidden, &g->w->label);
  at = 0;
  for (size_t s = 0; s < g->n_sentences; at += g->sentences[s++]->n) {
    lose_labels(g, g->sentences[s], at);
  }
  acta_matrix_zero(g->d_hidden);
  affine_backward(&g->room, g->labels, g->hidden, &g->w->label, &g->d_w->label,
                  g->d_hidden);
  at = 0;
  for (size_t s = 0; s < g->n_sentences; at += g->sentences[s++]->n) {
    hide_labels_backward(g, g->sentences[s], at);
  }
}

void acta_net_learn(acta_net_graph *g, const acta_net_state *state,
                    const acta_net_sentence *const *sentences, size_t n)
{
  g->state       = state;
  g->w           = state->weights;
  g->d_w         = state->slopes;
  g->sentences   = sentences;
  g->n_sentences = n;
  set_steps(g);
  (void)lay_out(g, g->memory, g->steps.n, n);
  encode(g);
  view(g);
  acta_matrix_zero(g->d_views);
  acta_matrix_zero(g->d_deps);
  size_t at = 0;
  for (size_t s = 0; s < n; at += sentences[s++]->n) {
    learn_arcs(g, sentences[s], at);
    for (size_t i = 0; i < sentences[s]->n; ++i) {
      g->progress.tags += cross_entropy(g, acta_row(g->tags, at + i), g->n_tags,
                                        sentences[s]->tags[i]);
    }
  }
  g->progress.tokens += g->steps.n;
  learn_labels(g);
  view_backward(g);
  encode_backward(g);
}
