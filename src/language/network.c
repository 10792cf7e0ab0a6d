// SPDX-License-Identifier: MIT
#include "language/network.h"

#include "language/eisner.h"
#include "language/misread.h"
#include "language/predicate.h"
#include "language/speaker.h"

#include <string.h>

enum {
  CELLS      = ACTA_NET_CELLS,
  OUT        = ACTA_NET_OUT,
  GATES      = ACTA_NET_GATES,
  ARC        = ACTA_NET_ARC,
  LABEL      = ACTA_NET_LABEL,
  VIEWS      = ACTA_NET_VIEWS,
  UNKNOWN    = 0,  // row of words that are not known
  NAT        = 8,  // bits behind the point of the scores of arcs
  LEAST_PAST = 10, // by how much a participle's tag may be better than a past's
  TREE       = 3,  // by how much scores of arcs are surer than those of tags
  ONE        = 1 << ACTA_NET_GATE_BITS
};

size_t acta_net_keys(const acta_word *w, uint64_t keys[ACTA_NET_KEYS])
{
  uint64_t values[ACTA_NET_KEYS];
  size_t   n  = 0;
  values[n++] = w->lower;
  values[n++] = acta_feature(w->lower, w->flags);
  values[n++] = acta_feature(w->shape, w->flags);
  values[n++] = w->flags;
  values[n++] = w->stem;
  values[n++] = w->ending;
  for (size_t k = 0; k < ACTA_N_PREFIXES; ++k) {
    values[n++] = w->prefix[k];
  }
  for (size_t k = 0; k < ACTA_N_SUFFIXES; ++k) {
    values[n++] = w->suffix[k];
  }
  for (size_t k = 0; k < n; ++k) {
    keys[k] = acta_feature(acta_feature(k + 1, values[k]), k) & ~1ULL;
  }
  keys[0] |= 1;
  return n;
}

// Does the k-th key hold the form, or most of it?
static bool tells_word(size_t k)
{
  return k == 0 || k == 1 || k == 4 || k == 5;
}

static acta_status damaged(acta_error *err)
{
  return acta_fail(err, ACTA_E_SYNTAX, "model: network is damaged");
}

// Are all values within -most and most, and not below `least`?
static bool within(const int16_t *v, size_t n, int least, int most)
{
  bool good = v != NULL;
  for (size_t i = 0; good && i < n; ++i) {
    good = v[i] >= least && v[i] <= most;
  }
  return good;
}

static acta_status view_layers(acta_network *w, acta_cursor *c, acta_error *err)
{
  acta_status status = ACTA_OK;
  for (uint32_t l = 0; l < ACTA_NET_LAYERS; ++l) {
    for (size_t d = 0; d < 2 && !status; ++d) {
      status = acta_dense_view(w->lstm[l] + d, GATES, acta_net_width(l) + CELLS,
                               c, err);
    }
  }
  status = status ? status : acta_dense_view(&w->tag, w->n_tags, OUT, c, err);
  status = status ? status : acta_dense_view(&w->views, VIEWS, OUT, c, err);
  status = status ? status : acta_dense_view(&w->arc, ARC, ARC, c, err);
  return status ? status
                : acta_dense_view(&w->label, ACTA_N_DEP, LABEL, c, err);
}

acta_status acta_network_view(acta_network *w, acta_str section,
                              acta_error *err)
{
  acta_cursor c = {section, false};
  w->n_rows     = acta_cursor_u32(&c);
  w->n_tags     = acta_cursor_u32(&c);
  w->tag_names  = acta_cursor_array(&c, w->n_tags, 2);
  (void)acta_cursor_array(&c, w->n_tags % 2, 2);
  w->row_scales = acta_cursor_array(&c, w->n_rows, sizeof(*w->row_scales));
  (void)acta_cursor_array(&c, w->n_rows % 2, sizeof(*w->row_scales));
  w->rows = acta_cursor_array(&c, w->n_rows, ACTA_NET_EMBED);
  if (c.bad || !w->n_rows || !w->n_tags || w->n_tags > ACTA_NET_MAX_TAGS) {
    return damaged(err);
  }
  for (uint32_t i = 0; i < w->n_tags; ++i) {
    if (w->tag_names[(size_t)2 * i] >= ACTA_N_UPOS ||
        w->tag_names[(size_t)2 * i + 1] >= ACTA_N_XPOS) {
      return acta_fail(err, ACTA_E_SYNTAX, "model: tags out of range");
    }
  }
  const acta_status status = view_layers(w, &c, err);
  if (status) {
    return status;
  }
  w->root    = acta_cursor_array(&c, ARC, sizeof(*w->root));
  w->sigmoid = acta_cursor_array(&c, ACTA_NET_CURVE, sizeof(*w->sigmoid));
  w->tanh    = acta_cursor_array(&c, ACTA_NET_CURVE, sizeof(*w->tanh));
  if (!within(w->root, ARC, -ACTA_NET_VIEW_LIMIT, ACTA_NET_VIEW_LIMIT) ||
      !within(w->sigmoid, ACTA_NET_CURVE, 0, ONE) ||
      !within(w->tanh, ACTA_NET_CURVE, -ONE, ONE)) {
    return damaged(err);
  }
  return acta_numbers_view(&w->row_of, &c, err);
}

// A piece of a sentence that is read at once.
typedef struct {
  const acta_network *w;
  acta_token         *tokens;
  uint32_t            n;
  uint32_t           *heads;    ///< n for the root
  int16_t            *in, *out; ///< Of the current layer
  int32_t            *sums;
  int16_t            *views, *deps;
  int32_t            *losses; ///< By which the best tag is better than `finite`
  uint8_t            *finite; ///< The best tag of a finite verb
  bool               *names; ///< Tokens to be read as a name, whatever they are
} piece;

static int32_t clamp(int32_t v, int32_t limit)
{
  return v > limit ? limit : v < -limit ? -limit : v;
}

// A name that the network knows, in place of those it takes for other words.
#define EXAMPLE ACTA_STR("Johnson")

// Does its tag show token `i` to be a misread name?  Only a word with a capital
// is worth a look whether the network knows it.
static bool is_misread(const acta_network *w, const acta_token *tokens,
                       uint32_t n, uint32_t i)
{
  uint64_t  keys[ACTA_NET_KEYS];
  acta_word word;
  acta_word_init(&word, tokens[i].form);
  if (!(word.flags & ACTA_WORD_UPPER)) {
    return false;
  }
  (void)acta_net_keys(&word, keys);
  return acta_misread(tokens, n, i,
                      acta_numbers_find(&w->row_of, keys[0]) != UNKNOWN);
}

// Marks names that their tags show to be misread; are there new ones?
static bool find_names(const piece *p)
{
  bool found = false;
  for (uint32_t i = 0; i < p->n; ++i) {
    if (!p->names[i] && is_misread(p->w, p->tokens, p->n, i)) {
      p->names[i] = true;
      found       = true;
    }
  }
  return found;
}

static void embed_token(const piece *p, uint32_t i)
{
  const acta_network *w = p->w;
  uint64_t            keys[ACTA_NET_KEYS];
  int32_t             sum[ACTA_NET_EMBED] = {0};
  acta_word           word;
  acta_word_init(&word, p->names[i] ? EXAMPLE : p->tokens[i].form);
  const size_t n = acta_net_keys(&word, keys);
  for (size_t k = 0; k < n; ++k) {
    const uint32_t found = acta_numbers_find(&w->row_of, keys[k]);
    const bool     known = found < w->n_rows && !(w->forgets && tells_word(k));
    const uint32_t row   = known ? found : UNKNOWN;
    if (row != UNKNOWN || k == 0) {
      const int8_t *v     = w->rows + (size_t)row * ACTA_NET_EMBED;
      const int32_t scale = w->row_scales[row];
      for (size_t j = 0; j < ACTA_NET_EMBED; ++j) {
        sum[j] += v[j] * scale;
      }
    }
  }
  for (size_t j = 0; j < ACTA_NET_EMBED; ++j) {
    p->in[(size_t)i * ACTA_NET_EMBED + j] =
      (int16_t)clamp(sum[j] >> ACTA_NET_SCALE_BITS, INT16_MAX);
  }
}

// A curve's value; `x` has READ_BITS behind the point, the result GATE_BITS.
static int32_t curve(const int16_t *table, int32_t x)
{
  const int32_t half = ACTA_NET_CURVE / 2;
  const int32_t i    = (x >> ACTA_NET_CURVE_SHIFT) + half;
  return table[i < 0 ? 0 : i < 2 * half ? i : 2 * half - 1];
}

// One token: from the sums of the gates to new contents and output of cells.
static void run_cells(const acta_network *w, const int32_t *sums,
                      int32_t *cells, int16_t *out)
{
  for (size_t i = 0; i < CELLS; ++i) {
    const int32_t f = curve(w->sigmoid, sums[i]);
    const int32_t o = curve(w->sigmoid, sums[CELLS + i]);
    const int32_t g = curve(w->tanh, sums[(size_t)2 * CELLS + i]);
    cells[i]        = g + (f * (cells[i] - g) >> ACTA_NET_GATE_BITS);
    const int32_t t =
      curve(w->tanh, cells[i] >> (ACTA_NET_GATE_BITS - ACTA_NET_READ_BITS));
    out[i] = (int16_t)(o * t >> (2 * ACTA_NET_GATE_BITS - ACTA_NET_READ_BITS));
  }
}

// One layer in one direction.
static void run_direction(const piece *p, uint32_t layer, bool reverse)
{
  const acta_dense *d            = p->w->lstm[layer] + reverse;
  const uint32_t    width        = acta_net_width(layer);
  int32_t           cells[CELLS] = {0};
  int16_t           none[CELLS]  = {0};
  const int16_t    *before       = none;
  memset(p->sums, 0, (size_t)p->n * GATES * sizeof(*p->sums));
  acta_dense_add(d, 0, (acta_vectors){p->in, width, width, p->n}, p->sums);
  for (uint32_t k = 0; k < p->n; ++k) {
    const size_t i    = reverse ? p->n - 1 - k : k;
    int32_t     *sums = p->sums + i * GATES;
    int16_t     *out  = p->out + i * OUT + (reverse ? CELLS : 0);
    acta_dense_add(d, width, (acta_vectors){before, CELLS, 0, 1}, sums);
    acta_dense_finish(d, 1, sums);
    run_cells(p->w, sums, cells, out);
    before = out;
  }
}

static void encode(piece *p)
{
  for (uint32_t i = 0; i < p->n; ++i) {
    embed_token(p, i);
  }
  for (uint32_t l = 0; l < ACTA_NET_LAYERS; ++l) {
    run_direction(p, l, false);
    run_direction(p, l, true);
    int16_t *swap = p->in;
    p->in         = p->out;
    p->out        = swap;
  }
}

// y = d x for all tokens, in p->sums.
static void apply(const piece *p, const acta_dense *d, const int16_t *x,
                  size_t stride)
{
  memset(p->sums, 0, (size_t)p->n * d->rows * sizeof(*p->sums));
  acta_dense_add(d, 0, (acta_vectors){x, d->cols, stride, p->n}, p->sums);
  acta_dense_finish(d, p->n, p->sums);
}

static uint32_t best_of(const int32_t *v, uint32_t from, uint32_t n)
{
  uint32_t best = from;
  for (uint32_t i = from + 1; i < n; ++i) {
    best = v[i] > v[best] ? i : best;
  }
  return best;
}

static void set_tag(const piece *p, uint32_t i, size_t tag)
{
  p->tokens[i].upos = p->w->tag_names[tag * 2];
  p->tokens[i].xpos = p->w->tag_names[tag * 2 + 1];
}

static void tag(const piece *p)
{
  const acta_network *w = p->w;
  apply(p, &w->tag, p->in, OUT);
  for (uint32_t i = 0; i < p->n; ++i) {
    const int32_t *sums = p->sums + (size_t)i * w->n_tags;
    const uint32_t best = best_of(sums, 0, w->n_tags);
    set_tag(p, i, best);
    p->losses[i] = INT32_MAX;
    for (uint32_t k = 0; k < w->n_tags; ++k) {
      const uint8_t *name = w->tag_names + (size_t)k * 2;
      const int32_t loss = (sums[best] - sums[k]) >> (ACTA_NET_READ_BITS - NAT);
      if (name[0] == ACTA_VERB && acta_xpos_is_finite(name[1]) &&
          loss < p->losses[i]) {
        p->losses[i] = loss;
        p->finite[i] = (uint8_t)k;
      }
    }
  }
}

static void view(const piece *p)
{
  apply(p, &p->w->views, p->in, OUT);
  for (size_t i = 0; i < (size_t)p->n * VIEWS; ++i) {
    const int32_t v    = p->sums[i];
    const bool    bent = i % VIEWS < ACTA_NET_BENT && v < 0;
    p->views[i]        = (int16_t)clamp(bent ? v >> 3 : v, ACTA_NET_VIEW_LIMIT);
  }
  apply(p, &p->w->arc, p->views + ACTA_NET_ARC_DEP, VIEWS);
  for (size_t i = 0; i < (size_t)p->n * ARC; ++i) {
    p->deps[i] = (int16_t)clamp(p->sums[i], ACTA_NET_VIEW_LIMIT);
  }
}

// Scores of all arcs, small enough to be added up over a tree.
static void score_arcs(const piece *p, int32_t *scores)
{
  for (uint32_t i = 0; i < p->n; ++i) {
    const int16_t *dep = p->deps + (size_t)i * ARC;
    for (uint32_t h = 0; h <= p->n; ++h) {
      const int16_t *gov =
        h < p->n ? p->views + (size_t)h * VIEWS + ACTA_NET_ARC_GOV : p->w->root;
      *scores++ = acta_dense_dot(dep, gov, ARC) >>
                  (ACTA_NET_VIEW_BITS + ACTA_NET_DEP_BITS - NAT);
    }
  }
}

// The name of the arc to token `i`; only the root's arc is called so.
static uint8_t name_arc(const piece *p, uint32_t i)
{
  int16_t        hidden[LABEL];
  int32_t        sums[ACTA_N_DEP] = {0};
  const uint32_t h                = p->heads[i];
  const int16_t *dep = p->views + (size_t)i * VIEWS + ACTA_NET_LABEL_DEP;
  if (h == p->n) {
    return ACTA_DEP_ROOT;
  }
  const int16_t *gov = p->views + (size_t)h * VIEWS + ACTA_NET_LABEL_GOV;
  for (size_t j = 0; j < LABEL; ++j) {
    const int32_t v = dep[j] + gov[j];
    hidden[j]       = (int16_t)(v > 0 ? v : 0);
  }
  acta_dense_add(&p->w->label, 0, (acta_vectors){hidden, LABEL, 0, 1}, sums);
  acta_dense_finish(&p->w->label, 1, sums);
  sums[ACTA_DEP_ROOT] = INT32_MIN;
  return (uint8_t)best_of(sums, ACTA_DEP_NONE + 1, ACTA_N_DEP);
}

// Makes a tree of the heads; returns its root.
static uint32_t hang(const piece *p, uint32_t begin)
{
  uint32_t root = 0;
  for (uint32_t i = 0; i < p->n; ++i) {
    p->tokens[i].deprel = name_arc(p, i);
    p->tokens[i].head   = begin + (p->heads[i] < p->n ? p->heads[i] : i);
    root                = p->heads[i] < p->n ? root : i;
  }
  return root;
}

// What token `i` gains as the predicate, all told; not above 0 if it cannot be.
static int32_t predicate_gain(const piece *p, const acta_tree *t, uint32_t i)
{
  const bool finite = acta_tree_is_finite(t, i);
  return (acta_predicate_gain(t, i, finite) << NAT) -
         (finite ? 0 : p->losses[i]);
}

// Another tree, the best that has a predicate.  False if out of memory.
static bool find_predicate(piece *p, const acta_tree *t, int32_t *scores,
                           uint32_t *root, acta_arena *scratch)
{
  for (uint32_t i = 0; i < p->n; ++i) {
    const int32_t gain = predicate_gain(p, t, i);
    scores[(size_t)i * (p->n + 1) + p->n] += gain > 0 ? TREE * gain : 0;
  }
  if (!acta_eisner(scores, p->n, p->heads, scratch)) {
    return false;
  }
  *root = hang(p, t->begin);
  if (!acta_tree_is_finite(t, *root) && predicate_gain(p, t, *root) > 0) {
    set_tag(p, *root, p->finite[*root]);
  }
  if (acta_xpos_is_finite(p->tokens[*root].xpos)) {
    acta_predicate_settle(t, *root);
  }
  return true;
}

// What the tree as a whole shows to be wrong with it.
static bool mend_tree(piece *p, const acta_tree *t, int32_t *scores,
                      uint32_t *root, acta_arena *scratch)
{
  if (acta_predicate_lacks(t, t->begin + *root) &&
      !find_predicate(p, t, scores, root, scratch)) {
    return false;
  }
  for (uint32_t i = 0; i < p->n; ++i) {
    if (p->losses[i] < LEAST_PAST << NAT && acta_predicate_is_past(t, i)) {
      set_tag(p, i, p->finite[i]);
      acta_predicate_settle(t, i);
    }
    acta_predicate_untie_due(t, i);
    acta_speaker_settle(t, i);
    acta_speaker_hang_clause(t, i);
  }
  for (uint32_t i = 0; i < p->n; ++i) {
    *root = p->tokens[i].head == t->begin + i ? i : *root;
  }
  return true;
}

static bool find_tree(piece *p, uint32_t begin, int32_t *scores, uint32_t *root,
                      acta_arena *scratch)
{
  const acta_tree t = {p->tokens, p->n, begin};
  if (!acta_eisner(scores, p->n, p->heads, scratch)) {
    return false;
  }
  *root = hang(p, begin);
  return p->w->forgets || mend_tree(p, &t, scores, root, scratch);
}

// Reads the tokens [begin, end) of a document, at most ACTA_NET_REACH.  Returns
// the root, or ACTA_NO if out of memory.
static uint32_t read_piece(const acta_network *w, acta_token *tokens,
                           uint32_t begin, uint32_t end, acta_arena *scratch)
{
  const uint32_t n      = end - begin;
  const uint32_t widest = VIEWS > GATES ? VIEWS : GATES;
  piece          p      = {.w = w, .tokens = tokens + begin, .n = n};
  acta_arena_reset(scratch);
  p.heads  = acta_arena_alloc(scratch, n, sizeof(*p.heads));
  p.in     = acta_arena_alloc(scratch, (size_t)n * OUT, sizeof(*p.in));
  p.out    = acta_arena_alloc(scratch, (size_t)n * OUT, sizeof(*p.out));
  p.sums   = acta_arena_alloc(scratch, (size_t)n * widest, sizeof(*p.sums));
  p.views  = acta_arena_alloc(scratch, (size_t)n * VIEWS, sizeof(*p.views));
  p.deps   = acta_arena_alloc(scratch, (size_t)n * ARC, sizeof(*p.deps));
  p.losses = acta_arena_alloc(scratch, n, sizeof(*p.losses));
  p.finite = acta_arena_alloc(scratch, n, sizeof(*p.finite));
  p.names  = acta_arena_alloc(scratch, n, sizeof(*p.names));
  int32_t *scores =
    acta_arena_alloc(scratch, (size_t)n * (n + 1), sizeof(*scores));
  uint32_t root = 0;
  if (!p.heads || !p.in || !p.out || !p.sums || !p.views || !p.deps ||
      !p.losses || !p.finite || !p.names || !scores) {
    return ACTA_NO;
  }
  if (!w->forgets && tokens[begin].xpos) { // read before names were known
    (void)find_names(&p);
  }
  encode(&p);
  tag(&p);
  if (!w->forgets && find_names(&p)) {
    encode(&p);
    tag(&p);
  }
  view(&p);
  score_arcs(&p, scores);
  return find_tree(&p, begin, scores, &root, scratch) ? begin + root : ACTA_NO;
}

// Where to end a piece of a sentence that goes on to `n`: behind a mark, or at
// the limit.
static uint32_t piece_end(const acta_token *tokens, uint32_t begin, uint32_t n)
{
  const uint32_t limit = begin + ACTA_NET_REACH;
  if (limit >= n) {
    return n;
  }
  for (uint32_t i = limit; i > begin + ACTA_NET_REACH / 2; --i) {
    const acta_str form = tokens[i - 1].form;
    if (form.n == 1 && memchr(".;:!?,", form.p[0], 6)) {
      return i;
    }
  }
  return limit;
}

acta_status acta_network_run(const acta_network *w, acta_document *doc,
                             acta_sentence *s, acta_arena *scratch,
                             acta_error *err)
{
  const uint32_t first = s->begin;
  for (uint32_t begin = first, end; begin < s->end; begin = end) {
    end              = piece_end(doc->tokens, begin, s->end);
    const uint32_t r = read_piece(w, doc->tokens, begin, end, scratch);
    if (r == ACTA_NO) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    if (begin == first) {
      s->root = r;
    } else { // the other pieces stand beside the first
      doc->tokens[r].head   = s->root;
      doc->tokens[r].deprel = ACTA_DEP_PARATAXIS;
    }
  }
  return ACTA_OK;
}

bool acta_network_misread(const acta_network *w, const acta_document *doc,
                          const acta_sentence *s)
{
  bool found = false;
  for (uint32_t begin = s->begin, end; begin < s->end && !found; begin = end) {
    const acta_token *tokens = doc->tokens + begin;
    end                      = piece_end(doc->tokens, begin, s->end);
    for (uint32_t i = 0; i < end - begin && !found; ++i) {
      found = is_misread(w, tokens, end - begin, i);
    }
  }
  return found;
}
