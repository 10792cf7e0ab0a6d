// SPDX-License-Identifier: MIT
#include "language/tagger.h"

#include "language/tagger_impl.h"
#include "language/ud.h"

#define BORDER 0xFFFFU // stands for what lies outside the sentence

acta_status acta_tagger_view(acta_tagger *t, acta_str section, acta_error *err)
{
  acta_cursor c = {section, false};
  t->n_tags     = acta_cursor_u32(&c);
  t->tags       = acta_cursor_array(&c, t->n_tags, 2);
  (void)acta_cursor_array(&c, t->n_tags % 2, 2);
  acta_status status = acta_weights_view(&t->weights, &c, err);
  status = status ? status : acta_weights_view(&t->lexicon, &c, err);
  status = status ? status : acta_weights_view(&t->open, &c, err);
  if (status) {
    return status;
  }
  bool good = t->n_tags && t->n_tags <= ACTA_MAX_CLASSES &&
              t->weights.n_classes <= t->n_tags &&
              t->lexicon.n_classes <= t->n_tags &&
              t->open.n_classes <= t->n_tags;
  for (uint32_t i = 0; good && i < t->n_tags; ++i) {
    good = t->tags[(size_t)2 * i] < ACTA_N_UPOS &&
           t->tags[(size_t)2 * i + 1] < ACTA_N_XPOS;
  }
  return good ? ACTA_OK
              : acta_fail(err, ACTA_E_SYNTAX, "model: tags out of range");
}

uint64_t acta_tag_lexicon_key(const acta_word *w)
{
  return acta_feature(acta_feature(1, w->lower), 7);
}

void acta_tag_begin(acta_tag_context *c, const acta_tagger *t,
                    const acta_word *words, uint32_t n, const uint8_t *classes)
{
  uint32_t capital = 0, alpha = 0;
  for (uint32_t i = 0; i < n; ++i) {
    alpha += (words[i].flags & ACTA_WORD_ALPHA) != 0;
    capital += (words[i].flags & ACTA_WORD_UPPER) != 0;
  }
  *c = (acta_tag_context){t, words, n, classes,
                          alpha > 3 && capital * 10 >= alpha * 7};
}

size_t acta_tag_candidates(const acta_tag_context *c, uint32_t i,
                           uint8_t out[ACTA_MAX_CLASSES])
{
  const acta_tagger *t = c->tagger;
  const acta_word   *w = c->words + i;
  const uint16_t *row  = acta_weights_row(&t->lexicon, acta_tag_lexicon_key(w));
  bool            name = (w->flags & ACTA_WORD_UPPER) == 0;
  size_t          n    = 0;
  const uint16_t *open = acta_weights_row(&t->open, acta_feature(0, 0));
  if (!row) {
    row  = open;
    name = true; // names are open
  }
  for (uint32_t k = 1; row && k <= row[0]; ++k) {
    out[n++] = (uint8_t)(row[k] >> 8);
    name     = name || t->tags[(size_t)2 * out[n - 1]] == ACTA_PROPN;
  }
  for (uint32_t k = 1; !name && open && k <= open[0]; ++k) {
    const uint8_t class = (uint8_t)(open[k] >> 8);
    if (t->tags[(size_t)2 * class] == ACTA_PROPN) {
      out[n++] = class;
    }
  }
  return n;
}

// What the lexicon allows for token `i`, in a number.
static uint64_t ambiguity(const acta_tag_context *c, int64_t i)
{
  if (i < 0 || i >= (int64_t)c->n) {
    return BORDER;
  }
  const acta_word *w = c->words + i;
  const uint16_t  *row =
    acta_weights_row(&c->tagger->lexicon, acta_tag_lexicon_key(w));
  if (!row) {
    return acta_feature(w->suffix[1], w->flags);
  }
  uint64_t h = w->flags & ACTA_WORD_UPPER;
  for (uint32_t k = 1; k <= row[0]; ++k) {
    if ((row[k] & 0xFFU) >= 4) { // leave out what is rare
      h = acta_feature(h, row[k] >> 8);
    }
  }
  return h;
}

size_t acta_tag_features(const acta_tag_context *c, uint32_t i,
                         uint64_t keys[ACTA_TAG_FEATURES])
{
  static const acta_word border = {.lower = BORDER};
  const acta_word       *w      = c->words + i;
  const acta_word       *p1     = i ? w - 1 : &border;
  const acta_word       *p2     = i > 1 ? w - 2 : &border;
  const acta_word       *n1     = i + 1 < c->n ? w + 1 : &border;
  const acta_word       *n2     = i + 2 < c->n ? w + 2 : &border;
  const uint64_t         t1     = i ? c->classes[i - 1] : BORDER;
  const uint64_t         t2     = i > 1 ? c->classes[i - 2] : BORDER;
  const uint64_t         a1     = ambiguity(c, (int64_t)i + 1);
  const uint64_t         a2     = ambiguity(c, (int64_t)i + 2);
  const uint64_t         a0     = ambiguity(c, i);
  const uint64_t         style  = (c->shouting ? 2U : 0U) + (i == 0 ? 1U : 0U);
  const uint64_t         shape  = acta_feature(w->shape, style);
  size_t                 n      = 0;
  uint64_t               values[ACTA_TAG_FEATURES];
  values[n++] = 0;
  values[n++] = w->lower;
  values[n++] = p1->lower;
  values[n++] = n1->lower;
  values[n++] = p2->lower;
  values[n++] = n2->lower;
  values[n++] = t1;
  values[n++] = t2;
  values[n++] = acta_feature(t1, t2);
  values[n++] = acta_feature(t1, w->lower);
  values[n++] = acta_feature(acta_feature(t1, t2), w->lower);
  values[n++] = acta_feature(p1->lower, w->lower);
  values[n++] = acta_feature(w->lower, n1->lower);
  values[n++] = acta_feature(p1->lower, n1->lower);
  values[n++] = acta_feature(p1->lower, p2->lower);
  values[n++] = acta_feature(n1->lower, n2->lower);
  for (size_t k = 0; k < ACTA_N_PREFIXES; ++k) {
    values[n++] = w->prefix[k];
  }
  for (size_t k = 0; k < ACTA_N_SUFFIXES; ++k) {
    values[n++] = w->suffix[k];
  }
  values[n++] = acta_feature(w->suffix[2], t1);
  values[n++] = acta_feature(w->suffix[1], a1);
  values[n++] = shape;
  values[n++] = acta_feature(shape, w->suffix[1]);
  values[n++] = acta_feature(shape, t1);
  values[n++] = acta_feature(w->flags, style);
  values[n++] = acta_feature(acta_feature(p1->shape, w->shape), n1->shape);
  values[n++] = p1->suffix[2];
  values[n++] = n1->suffix[2];
  values[n++] = a1;
  values[n++] = a2;
  values[n++] = acta_feature(t1, a1);
  values[n++] = acta_feature(w->lower, a1);
  values[n++] = acta_feature(a0, a1);
  values[n++] = acta_feature(acta_feature(t1, a0), a1);
  values[n++] = acta_feature(a1, a2);
  values[n++] = acta_feature(acta_feature(t2, t1), a0);
  for (size_t k = 0; k < n; ++k) {
    keys[k] = acta_feature(acta_feature(k + 100, values[k]), k);
  }
  return n;
}

void acta_tagger_run(const acta_tagger *t, acta_token *tokens,
                     const acta_word *words, uint32_t n, uint8_t *classes)
{
  acta_tag_context c;
  acta_tag_begin(&c, t, words, n, classes);
  for (uint32_t i = 0; i < n; ++i) {
    uint8_t      may[ACTA_MAX_CLASSES] = {0};
    const size_t n_may                 = acta_tag_candidates(&c, i, may);
    size_t       best                  = 0;
    if (n_may > 1) {
      uint64_t     keys[ACTA_TAG_FEATURES];
      int32_t      scores[ACTA_MAX_CLASSES] = {0};
      const size_t n_keys                   = acta_tag_features(&c, i, keys);
      acta_weights_add(&t->weights, keys, n_keys, scores);
      for (size_t k = 1; k < n_may; ++k) {
        best = scores[may[k]] > scores[may[best]] ? k : best;
      }
    }
    classes[i]     = may[best];
    tokens[i].upos = t->tags[(size_t)2 * classes[i]];
    tokens[i].xpos = t->tags[2 * classes[i] + 1];
  }
}
