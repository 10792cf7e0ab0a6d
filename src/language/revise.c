// SPDX-License-Identifier: MIT
#include "language/revise.h"

#include "base/hash.h"
#include "language/ud.h"

#define NONE 0xFFFFFFU

static bool allocate(acta_tree *t, acta_arena *arena)
{
  const size_t n   = t->in->n + 1U;
  uint32_t    *all = acta_arena_alloc(arena, n, 7 * sizeof(*all));
  if (!all) {
    return false;
  }
  t->begin  = all;
  t->end    = all + n;
  t->left   = all + 2 * n;
  t->right  = all + 3 * n;
  t->mate   = all + 4 * n;
  t->commas = all + 5 * n;
  t->verbs  = all + 6 * n;
  return true;
}

// Extents of subtrees: in a projective tree each token widens its governor's
// once its own is known, so two passes outward-in are enough when repeated
// along the chain of governors.
static void measure(acta_tree *t, acta_arena *arena)
{
  const uint32_t n       = t->in->n;
  uint32_t      *waiting = acta_arena_alloc(arena, n + 1U, sizeof(*waiting));
  uint32_t      *ready   = acta_arena_alloc(arena, n + 1U, sizeof(*ready));
  uint32_t       n_ready = 0;
  if (!waiting || !ready) {
    t->begin = NULL;
    return;
  }
  for (uint32_t i = 0; i < n; ++i) {
    t->begin[i] = i;
    t->end[i]   = i + 1;
    t->left[i] = t->right[i] = ACTA_NO;
    if (t->heads[i] != ACTA_NO) {
      waiting[t->heads[i]]++;
    }
  }
  for (uint32_t i = 0; i < n; ++i) {
    if (!waiting[i]) {
      ready[n_ready++] = i;
    }
  }
  for (uint32_t k = 0; k < n_ready; ++k) { // leaves first
    const uint32_t i = ready[k], h = t->heads[i];
    if (h == ACTA_NO) {
      continue;
    }
    t->begin[h] = t->begin[i] < t->begin[h] ? t->begin[i] : t->begin[h];
    t->end[h]   = t->end[i] > t->end[h] ? t->end[i] : t->end[h];
    if (i < h && (t->left[h] == ACTA_NO || i < t->left[h])) {
      t->left[h] = i;
    }
    if (i > h && (t->right[h] == ACTA_NO || i > t->right[h])) {
      t->right[h] = i;
    }
    if (!--waiting[h]) {
      ready[n_ready++] = h;
    }
  }
}

// Pairs up quotes and brackets; one level of each is enough for news.
static void pair_marks(acta_tree *t)
{
  uint32_t quote = ACTA_NO, bracket = ACTA_NO;
  for (uint32_t i = 0; i < t->in->n; ++i) {
    const uint8_t xpos = t->in->tokens[i].xpos;
    t->mate[i]         = ACTA_NO;
    if (xpos == ACTA_XPOS_LRB) {
      bracket = i;
    } else if (xpos == ACTA_XPOS_RRB && bracket != ACTA_NO) {
      t->mate[i]       = bracket;
      t->mate[bracket] = i;
      bracket          = ACTA_NO;
    } else if (xpos == ACTA_XPOS_OPEN || xpos == ACTA_XPOS_CLOSE) {
      if (quote == ACTA_NO) {
        quote = i;
      } else {
        t->mate[i]     = quote;
        t->mate[quote] = i;
        quote          = ACTA_NO;
      }
    }
  }
}

static void count_marks(acta_tree *t)
{
  t->commas[0] = t->verbs[0] = 0;
  for (uint32_t i = 0; i < t->in->n; ++i) {
    const unsigned upos = t->in->tokens[i].upos;
    t->commas[i + 1]    = t->commas[i] + (upos == ACTA_PUNCT);
    t->verbs[i + 1]     = t->verbs[i] + (upos == ACTA_VERB || upos == ACTA_AUX);
  }
}

// NOLINTNEXTLINE(readability-non-const-parameter): the tree keeps it
bool acta_tree_init(acta_tree *t, const acta_parse_input *in, uint32_t *heads,
                    acta_arena *arena)
{
  *t = (acta_tree){.in = in, .heads = heads};
  if (!allocate(t, arena)) {
    return false;
  }
  measure(t, arena);
  if (!t->begin) {
    return false;
  }
  pair_marks(t);
  count_marks(t);
  return true;
}

size_t acta_tree_places(const acta_tree *t, uint32_t i,
                        uint32_t out[2 * ACTA_REVISE_REACH + 1])
{
  size_t   n    = 0;
  bool     here = false; // is the current governor among them?
  uint32_t c    = t->begin[i] ? t->begin[i] - 1 : ACTA_NO;
  if (t->heads[i] == ACTA_NO) {
    return 0;
  }
  for (size_t k = 0; k < ACTA_REVISE_REACH && c < i; ++k) {
    here     = here || c == t->heads[i];
    out[n++] = c;
    c        = t->heads[c];
  }
  c = t->end[i] < t->in->n ? t->end[i] : ACTA_NO;
  for (size_t k = 0; k < ACTA_REVISE_REACH && c != ACTA_NO && c > i; ++k) {
    here     = here || c == t->heads[i];
    out[n++] = c;
    c        = t->heads[c];
  }
  if (!here) {
    out[n++] = t->heads[i];
  }
  return n;
}

enum {
  DW,
  DT,
  DLW,
  DLT,
  DRT,
  DRW,
  SIZE,
  HW,
  HT,
  HLT,
  HRT,
  HLW,
  DIR,
  DIST,
  RANK,
  TOP,
  NOW,
  GT,
  GDIR,
  SIBT,
  SIBW,
  COMMAS,
  VERBS,
  PAIR,
  PT,
  PW,
  NT,
  NW,
  DU,
  HU,
  EDGE,
  DS,
  HS,
  N_PLACES,
  END = 255
};

// clang-format off
static const uint8_t templates[][5] = {
  {DU, NOW, END}, {DT, NOW, DIR, END}, {DW, NOW, DIR, END},
  {DT, HT, NOW, DIR, END}, {DT, DIST, DIR, END}, {DW, DIST, DIR, END},
  {DT, HT, DIR, END}, {DT, HW, DIR, END}, {DW, HT, DIR, END},
  {DW, HW, DIR, END}, {DT, HT, DIST, DIR, END}, {DU, RANK, DIR, END},
  {DW, RANK, TOP, DIR, END}, {DT, HT, RANK, TOP, END}, {DT, HT, TOP, DIR, END},
  {DW, HT, TOP, DIR, END}, {DT, DLW, HT, DIR, END}, {DT, DLW, HW, DIR, END},
  {DW, DLW, HT, END}, {DW, DLW, HW, END}, {DLW, HW, DIST, END},
  {DLW, HT, DIST, DIR, END}, {DLW, HT, SIBT, RANK, END},
  {DT, HT, SIBT, DIR, END}, {DT, HT, SIBW, DIR, END}, {DT, HW, SIBT, DIR, END},
  {DT, HT, GT, GDIR, END}, {DT, HT, COMMAS, DIR, END},
  {DT, HT, VERBS, DIR, END}, {DW, COMMAS, VERBS, DIR, END},
  {DW, PAIR, TOP, END}, {DW, PAIR, HT, END}, {DW, PAIR, RANK, DIR, END},
  {DW, PT, NT, HT, END}, {DW, NT, HT, DIR, END}, {DW, PT, HT, DIR, END},
  {DW, NW, HT, DIR, END}, {DW, PW, HT, DIR, END}, {DW, NW, RANK, DIR, END},
  {DW, NT, RANK, TOP, END}, {DT, DLT, DRT, HT, END}, {DT, DRW, HT, DIR, END},
  {DT, HT, HLT, HRT, END}, {DT, HT, HRT, DIR, END}, {DT, HT, HLT, DIR, END},
  {DT, HW, HRT, DIR, END}, {DW, EDGE, HT, DIR, END}, {DW, EDGE, TOP, DIR, END},
  {DT, SIZE, HT, DIR, END}, {DT, DLT, HT, HLT, END}, {DS, HS, DIR, END},
  {DT, HS, DIR, END}, {DS, HT, DIR, END}, {DT, DLW, HLW, HT, END},
  {DW, GT, HT, DIR, END}, {DLW, DW, HT, RANK, END},
};
// clang-format on

static uint32_t tag(const acta_tree *t, uint32_t i)
{
  return i < t->in->n ? t->in->classes[i] : NONE;
}

static uint32_t word(const acta_tree *t, uint32_t i)
{
  return i < t->in->n ? t->in->words[i].lower : NONE;
}

static uint32_t bucket(uint32_t n)
{
  if (n < 5) {
    return n;
  }
  return n < 7 ? 5 : n < 11 ? 6 : n < 20 ? 7 : 8;
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
  return n < most ? n : most;
}

// The outermost child that `h` has on the side of `i`, other than `i`.
static uint32_t sibling(const acta_tree *t, uint32_t i, uint32_t h)
{
  const uint32_t s = h < i ? t->right[h] : t->left[h];
  return s == i ? ACTA_NO : s;
}

// Where `h` lies to the pair of marks that `i` is one of.
static uint32_t pair_place(const acta_tree *t, uint32_t i, uint32_t h)
{
  const uint32_t m = t->mate[i];
  if (m == ACTA_NO) {
    return 0;
  }
  const uint32_t low = i < m ? i : m, high = i < m ? m : i;
  const uint32_t up    = t->heads[h];
  const bool     in    = h > low && h < high;
  const bool     up_in = up != ACTA_NO && up > low && up < high;
  return in ? (up_in ? 1 : 2) : 3;
}

static void look(const acta_tree *t, uint32_t i, uint32_t h, size_t k,
                 uint32_t *a)
{
  const uint32_t b = t->begin[i], e = t->end[i], up = t->heads[h];
  const uint32_t low = h < b ? h : e, high = h < b ? b : h;
  const uint32_t s = sibling(t, i, h);
  a[DW]            = word(t, i);
  a[DT]            = tag(t, i);
  a[DU]            = t->in->tokens[i].upos;
  a[DS]            = t->in->words[i].suffix[2];
  a[DLW]           = word(t, t->left[i]);
  a[DLT]           = tag(t, t->left[i]);
  a[DRT]           = tag(t, t->right[i]);
  a[DRW]           = word(t, t->right[i]);
  a[SIZE]          = bucket(e - b);
  a[HW]            = word(t, h);
  a[HT]            = tag(t, h);
  a[HU]            = t->in->tokens[h].upos;
  a[HS]            = t->in->words[h].suffix[2];
  a[HLT]           = tag(t, t->left[h]);
  a[HLW]           = word(t, t->left[h]);
  a[HRT]           = t->right[h] == i ? NONE + 1 : tag(t, t->right[h]);
  a[DIR]           = h > i;
  a[DIST]          = bucket(high - low);
  a[RANK]          = (uint32_t)at_most((uint32_t)(k % ACTA_REVISE_REACH), 4);
  a[TOP]           = up == ACTA_NO ? 2 : (h > i) != (up > i);
  a[NOW]           = t->heads[i] == h;
  a[GT]            = tag(t, up);
  a[GDIR]          = up == ACTA_NO ? 2 : up > h;
  a[SIBT]          = tag(t, s);
  a[SIBW]          = word(t, s);
  a[COMMAS]        = at_most(t->commas[high] - t->commas[low], 3);
  a[VERBS]         = at_most(t->verbs[high] - t->verbs[low], 3);
  a[PAIR]          = pair_place(t, i, h);
  a[PT]            = b ? tag(t, b - 1) : NONE;
  a[PW]            = b ? word(t, b - 1) : NONE;
  a[NT]            = tag(t, e);
  a[NW]            = word(t, e);
  a[EDGE]          = (b == 0) + 2U * (e == t->in->n) + 4U * (e + 1 == t->in->n);
}

size_t acta_tree_features(const acta_tree *t, uint32_t i, uint32_t place,
                          size_t k, uint64_t keys[ACTA_REVISE_FEATURES])
{
  const size_t n = sizeof(templates) / sizeof(templates[0]);
  uint32_t     a[N_PLACES];
  look(t, i, place, k, a);
  for (size_t f = 0; f < n; ++f) {
    uint64_t h = f * 0x632BE59BD9B4E019U + 3;
    for (size_t x = 0; x < 5 && templates[f][x] != END; ++x) {
      h = acta_feature(h, a[templates[f][x]]);
    }
    keys[f] = acta_feature(h, f);
  }
  return n;
}

// Would `i` below `head` close a circle?  `heads` is the tree as it is now.
static bool is_above(const uint32_t *heads, uint32_t i, uint32_t head)
{
  while (head != ACTA_NO && head != i) {
    head = heads[head];
  }
  return head == i;
}

static uint32_t best_place(const acta_pairs *weights, const acta_tree *t,
                           uint32_t i)
{
  uint32_t     places[2 * ACTA_REVISE_REACH + 1];
  const size_t n    = acta_tree_places(t, i, places);
  uint32_t     best = t->heads[i];
  int32_t      top  = INT32_MIN;
  for (size_t k = 0; n > 1 && k < n; ++k) {
    uint64_t     keys[ACTA_REVISE_FEATURES];
    int32_t      scores[2] = {0, 0};
    const size_t m         = acta_tree_features(t, i, places[k], k, keys);
    acta_pairs_add(weights, keys, m, scores);
    if (scores[0] > top) {
      top  = scores[0];
      best = places[k];
    }
  }
  return best;
}

acta_status acta_revise_run(const acta_pairs       *weights,
                            const acta_parse_input *in, uint32_t *heads,
                            acta_arena *arena, acta_error *err)
{
  acta_tree t;
  uint32_t *better = acta_arena_alloc(arena, in->n + 1U, sizeof(*better));
  if (!better || !acta_tree_init(&t, in, heads, arena)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; i < in->n; ++i) {
    better[i] = best_place(weights, &t, i);
  }
  for (uint32_t i = 0; i < in->n; ++i) {
    if (better[i] != heads[i] && !is_above(heads, i, better[i])) {
      heads[i] = better[i];
    }
  }
  return ACTA_OK;
}
