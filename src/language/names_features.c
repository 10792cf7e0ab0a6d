// SPDX-License-Identifier: MIT
// What the model sees of a token.
#include "language/names_impl.h"

static const acta_name_token border = {.word = {.lower = 77, .shape = 77}};

// Keys being made.  Each feature has a number of its own.
typedef struct {
  uint64_t *keys;
  size_t    n;
} keyring;

static void put(keyring *k, unsigned number, uint64_t value)
{
  k->keys[k->n++] = acta_feature(acta_feature(number + 300, value), number);
}

static uint64_t two(uint64_t a, uint64_t b)
{
  return acta_feature(a, b);
}

static uint64_t three(uint64_t a, uint64_t b, uint64_t c)
{
  return acta_feature(acta_feature(a, b), c);
}

// A token with those around it.
typedef struct {
  const acta_name_token *pp, *p, *w, *n, *nn;
} window;

static const acta_name_token *at(const acta_name_token *t,
                                 const acta_sentence *s, uint32_t i, int32_t d)
{
  const int64_t k = (int64_t)i + d;
  return k >= s->begin && k < s->end ? t + k : &border;
}

static void put_words(keyring *k, const window *x, uint64_t style)
{
  const acta_word *w = &x->w->word;
  put(k, 0, 0);
  put(k, 1, w->lower);
  put(k, 2, x->p->word.lower);
  put(k, 3, x->n->word.lower);
  put(k, 4, x->pp->word.lower);
  put(k, 5, x->nn->word.lower);
  put(k, 6, two(x->p->word.lower, w->lower));
  put(k, 7, two(w->lower, x->n->word.lower));
  put(k, 8, two(x->p->word.lower, x->n->word.lower));
  put(k, 9, two(x->pp->word.lower, x->p->word.lower));
  put(k, 10, two(x->n->word.lower, x->nn->word.lower));
  put(k, 11, two(w->shape, style));
  put(k, 12, three(x->p->word.shape, w->shape, x->n->word.shape));
  put(k, 13, two(x->p->word.lower, w->shape));
  put(k, 14, two(x->n->word.lower, w->shape));
  put(k, 15, two(w->flags, style));
  for (unsigned i = 0; i < ACTA_N_PREFIXES; ++i) {
    put(k, 16 + i, two(w->prefix[i], w->flags & 1));
  }
  for (unsigned i = 0; i < ACTA_N_SUFFIXES; ++i) {
    put(k, 19 + i, two(w->suffix[i], w->flags & 1));
  }
}

static void put_tags(keyring *k, const acta_token *p, const acta_token *w,
                     const acta_token *n, const acta_name_token *t)
{
  put(k, 23, w->xpos);
  put(k, 24, p->xpos);
  put(k, 25, n->xpos);
  put(k, 26, two(p->xpos, w->xpos));
  put(k, 27, two(w->xpos, n->xpos));
  put(k, 28, three(p->xpos, w->xpos, n->xpos));
  put(k, 29, two(w->xpos, t->word.shape));
  put(k, 30, two(t->gazetteer, w->xpos));
}

static void put_lists(keyring *k, const window *x, uint64_t style)
{
  const acta_name_token *w = x->w, *p = x->p, *n = x->n;
  put(k, 31, w->gazetteer);
  put(k, 32, two(w->gazetteer, w->types));
  put(k, 33, two(w->gazetteer, w->word.lower));
  put(k, 34, two(w->gazetteer, style));
  put(k, 35, two(w->gazetteer, p->word.lower));
  put(k, 36, two(w->gazetteer, n->word.lower));
  put(k, 37, two(p->gazetteer, w->gazetteer));
  put(k, 38, two(w->gazetteer, n->gazetteer));
  put(k, 39, w->classes);
  put(k, 40, two(p->classes, w->word.flags & 1));
  put(k, 41, two(n->classes, w->word.flags & 1));
  put(k, 42, two(x->pp->classes, p->classes));
  put(k, 43, two(w->first_name, w->gazetteer));
  put(k, 44, two(p->first_name, w->word.flags & 1));
  put(k, 45, two(n->word.flags & 1, w->first_name));
  put(k, 46, three(p->first_name, w->first_name, n->word.flags & 1));
}

static void put_document(keyring *k, const acta_name_token *w, uint64_t style)
{
  put(k, 47, w->evidence);
  put(k, 48, two(w->evidence, w->gazetteer));
  put(k, 49, three(w->evidence, w->word.shape, style));
  for (unsigned bit = 0; bit < ACTA_NAME_EVIDENCE; ++bit) {
    put(k, 50 + bit, w->evidence >> bit & 1U);
  }
}

static void put_spelling(keyring *k, const window *x, const acta_name_token *t)
{
  const acta_name_token *w = x->w, *last = t + w->run_last;
  put(k, 59, w->spelling);
  put(k, 60, w->spelling >> 5);
  put(k, 61, two(w->spelling, w->gazetteer));
  put(k, 62, two(w->spelling, x->p->word.lower));
  put(k, 63, two(x->p->spelling, w->spelling));
  put(k, 64, two(x->n->spelling, w->spelling));
  put(k, 65, two(last->spelling, w == last));
  put(k, 66, two(w->spelling, w->evidence));
}

// The run of capitals that the token is in.
static void put_run(keyring *k, const acta_name_token *t, uint32_t i)
{
  const acta_name_token *w     = t + i;
  const uint32_t         first = w->run_first, last = w->run_last;
  const uint64_t         place = two(i - first, last - i);
  const uint64_t         upper = w->word.flags & ACTA_WORD_UPPER;
  put(k, 70, two(last - first < 6 ? place : 6, upper));
  put(k, 71, two(t[last].word.lower, i == last));
  put(k, 72, two(t[first].word.lower, i == first));
  put(k, 73, two(t[last].classes, i == last));
  put(k, 74, two(t[first].first_name, place));
}

// The chain of runs, its head and what stands around it.
static void put_chain(keyring *k, const acta_name_token *t,
                      const acta_sentence *s, uint32_t i)
{
  const acta_name_token *w      = t + i;
  const acta_name_token *before = at(t, s, w->chain_first, -1);
  const acta_name_token *after  = at(t, s, w->chain_last, 1);
  const uint64_t         upper  = w->word.flags & ACTA_WORD_UPPER;
  const uint64_t side = i < w->head ? 1 : i == w->head ? 2 : upper ? 3 : 4;
  if (!upper && w->chain_first == w->chain_last) {
    return;
  }
  put(k, 75, two(t[w->head].classes, side));
  put(k, 76, two(t[w->head].word.lower, side));
  put(k, 77, two(w->chain_classes, side));
  put(k, 78, two(before->word.lower, upper));
  put(k, 79, two(after->word.lower, upper));
  put(k, 80, two(before->classes, side));
  put(k, 81, two(after->classes, side));
  put(k, 82, three(before->word.lower, after->word.lower, upper));
  put(k, 83, two(t[w->head].word.suffix[2], side));
}

size_t acta_names_features(const acta_document *doc, const acta_name_token *t,
                           const acta_sentence *s, uint32_t i, bool tags,
                           uint64_t keys[ACTA_NAME_FEATURES])
{
  static const acta_token nothing;
  const acta_token       *w     = doc->tokens + i;
  const uint64_t          style = (uint64_t)t[i].start * 2 + t[i].shouting;
  const window x = {at(t, s, i, -2), at(t, s, i, -1), t + i, at(t, s, i, 1),
                    at(t, s, i, 2)};
  keyring      k = {.n = 0};
  k.keys         = keys;
  put_words(&k, &x, style);
  put_lists(&k, &x, style);
  put_document(&k, t + i, style);
  put_spelling(&k, &x, t);
  put_run(&k, t, i);
  put_chain(&k, t, s, i);
  if (tags) {
    put_tags(&k, i > s->begin ? w - 1 : &nothing, w,
             i + 1 < s->end ? w + 1 : &nothing, t + i);
  }
  return k.n;
}
