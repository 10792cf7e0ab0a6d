// SPDX-License-Identifier: MIT
#include "language/morph.h"

#include "base/utf8.h"
#include "language/learner.h"

#include <stdlib.h>

enum { MAX_SCRIPTS = 4096, MAX_FEATS = 1024, MIN_ENDING = 2 };

// What a key was seen with; `depth` orders whole words after endings.
typedef struct {
  uint64_t key, shorter; ///< Key of the next shorter ending
  uint32_t value, count;
  uint32_t depth;
} seen;

typedef struct {
  acta_lemma_script *scripts;
  uint32_t          *feats;
  uint32_t           n_scripts, n_feats;
  seen              *rules, *feat_rules;
  size_t             n_rules, n_feat_rules, cap_rules, cap_feat_rules;
  acta_arena        *arena;
} trainer;

static uint32_t script_id(trainer *t, const acta_lemma_script *s)
{
  for (uint32_t i = 0; i < t->n_scripts; ++i) {
    if (!memcmp(t->scripts + i, s, sizeof(*s))) {
      return i + 1;
    }
  }
  if (t->n_scripts == MAX_SCRIPTS) {
    return 0;
  }
  t->scripts[t->n_scripts++] = *s;
  return t->n_scripts;
}

static uint32_t feats_id(trainer *t, uint32_t feats)
{
  for (uint32_t i = 0; i < t->n_feats; ++i) {
    if (t->feats[i] == feats) {
      return i + 1;
    }
  }
  if (t->n_feats == MAX_FEATS) {
    return 0;
  }
  t->feats[t->n_feats++] = feats;
  return t->n_feats;
}

static size_t common(acta_str a, acta_str b)
{
  size_t n = 0;
  while (n < a.n && n < b.n && a.p[n] == b.p[n]) {
    ++n;
  }
  while (n && ((n < a.n && ((unsigned char)a.p[n] & 0xC0U) == 0x80) ||
               (n < b.n && ((unsigned char)b.p[n] & 0xC0U) == 0x80))) {
    --n;
  }
  return n;
}

// The replacement that makes `lemma` of a form: the one that keeps most of it,
// names from the title form first.  False if it is too long.
static bool find_script(const acta_token *t, acta_str lower, acta_str title,
                        acta_lemma_script *s)
{
  static const uint8_t name[]  = {ACTA_LEMMA_TITLE, ACTA_LEMMA_AS_IS,
                                  ACTA_LEMMA_LOWER};
  static const uint8_t other[] = {ACTA_LEMMA_LOWER, ACTA_LEMMA_TITLE,
                                  ACTA_LEMMA_AS_IS};
  const uint8_t       *order   = t->upos == ACTA_PROPN ? name : other;
  const acta_str       from[3] = {lower, title, t->form};
  uint8_t              best    = order[0];
  for (size_t i = 1; i < 3; ++i) {
    if (common(from[order[i]], t->lemma) > common(from[best], t->lemma)) {
      best = order[i];
    }
  }
  const size_t n = common(from[best], t->lemma);
  memset(s, 0, sizeof(*s));
  if (from[best].n - n > UINT8_MAX || t->lemma.n - n > ACTA_MORPH_TEXT) {
    return false;
  }
  s->strip = (uint8_t)(from[best].n - n);
  s->from  = best;
  s->n     = (uint8_t)(t->lemma.n - n);
  memcpy(s->text, t->lemma.p + n, s->n);
  return true;
}

static bool add(seen **list, size_t *n, size_t *cap, const seen *item)
{
  if (*n == *cap) {
    const size_t more = *cap ? *cap * 2 : 65536;
    seen        *p    = realloc(*list, more * sizeof(*p));
    if (!p) {
      return false;
    }
    *list = p;
    *cap  = more;
  }
  (*list)[(*n)++] = *item;
  return true;
}

static bool see_lemma(trainer *t, const acta_token *k, acta_str lower)
{
  acta_lemma_script s;
  const acta_str    title = acta_morph_title(lower, t->arena);
  if (!title.p) {
    return false;
  }
  if (!find_script(k, lower, title, &s)) {
    return true;
  }
  const uint32_t id      = script_id(t, &s);
  uint64_t       shorter = 0;
  bool           good    = true;
  for (size_t n = 0; id && n <= ACTA_MORPH_ENDING && n <= lower.n; ++n) {
    const acta_str ending = {lower.p + lower.n - n, n};
    const seen     item   = {acta_morph_key(k, ending, false), shorter, id, 1,
                             (uint32_t)n};
    good    = good && add(&t->rules, &t->n_rules, &t->cap_rules, &item);
    shorter = item.key;
  }
  const seen whole = {acta_morph_key(k, lower, true), shorter, id, 1,
                      ACTA_MORPH_ENDING + 1};
  return good && (!id || add(&t->rules, &t->n_rules, &t->cap_rules, &whole));
}

static bool see_feats(trainer *t, const acta_token *k, acta_str lower)
{
  const uint32_t id    = feats_id(t, k->feats);
  const acta_str none  = {"", 0};
  const seen     tag   = {acta_morph_key(k, none, false), 0, id, 1, 0};
  const seen     whole = {acta_morph_key(k, lower, true), tag.key, id, 1, 1};
  return add(&t->feat_rules, &t->n_feat_rules, &t->cap_feat_rules, &tag) &&
         add(&t->feat_rules, &t->n_feat_rules, &t->cap_feat_rules, &whole);
}

static int by_depth(const void *x, const void *y)
{
  const seen *a = x, *b = y;
  if (a->depth != b->depth) {
    return a->depth < b->depth ? -1 : 1;
  }
  if (a->key != b->key) {
    return a->key < b->key ? -1 : 1;
  }
  return (a->value > b->value) - (a->value < b->value);
}

// Adds up equal items; returns how many are left.
static size_t add_up(seen *s, size_t n)
{
  size_t out = 0;
  if (n) {
    qsort(s, n, sizeof(*s), by_depth);
  }
  for (size_t i = 0; i < n; ++i) {
    if (out && s[out - 1].key == s[i].key && s[out - 1].value == s[i].value) {
      s[out - 1].count += s[i].count;
    } else {
      s[out++] = s[i];
    }
  }
  return out;
}

// Rules chosen so far: open addressing by key.
typedef struct {
  uint64_t *keys;
  uint32_t *values; ///< What applies to the key
  size_t    cap;
} rule_table;

static size_t rule_slot(const rule_table *r, uint64_t key)
{
  size_t i = (size_t)(key >> 8) & (r->cap - 1);
  while (r->keys[i] && r->keys[i] != key) {
    i = (i + 1) & (r->cap - 1);
  }
  return i;
}

// Keeps a key where its most frequent value differs from what the next shorter
// ending already says.  Endings need to be seen more than once.
static bool choose(const seen *s, size_t n, acta_buf *out)
{
  rule_table r    = {NULL, NULL, 1024};
  acta_buf   kept = {NULL, 0, 0, false};
  while (r.cap < 2 * n + 2) {
    r.cap *= 2;
  }
  r.keys   = calloc(r.cap, sizeof(*r.keys));
  r.values = calloc(r.cap, sizeof(*r.values));
  for (size_t i = 0; r.keys && r.values && i < n;) {
    size_t   best = i, end = i;
    uint32_t total = 0;
    for (; end < n && s[end].key == s[i].key; ++end) {
      total += s[end].count;
      best = s[end].count > s[best].count ? end : best;
    }
    const uint32_t backed =
      s[i].shorter ? r.values[rule_slot(&r, s[i].shorter)] : 0;
    const bool differs = s[best].value != backed;
    const bool enough =
      !s[i].shorter || total >= MIN_ENDING || (s[i].depth > ACTA_MORPH_ENDING);
    const size_t k = rule_slot(&r, s[i].key);
    r.keys[k]      = s[i].key;
    r.values[k]    = differs && enough ? s[best].value : backed;
    if (differs && enough) {
      const uint64_t pair[2] = {s[i].key, s[best].value};
      acta_buf_add(&kept, pair, sizeof(pair));
    }
    i = end;
  }
  const bool good = r.keys && r.values && !kept.failed &&
                    acta_numbers_write(acta_buf_as_str(&kept), out);
  free(r.keys);
  free(r.values);
  acta_buf_release(&kept);
  return good;
}

static bool see_document(trainer *t, const acta_document *doc)
{
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    const acta_token *k = doc->tokens + i;
    acta_arena_reset(t->arena);
    const acta_str lower = acta_utf8_lower(t->arena, k->form);
    if (!lower.p || !see_feats(t, k, lower) ||
        (k->lemma.n && !see_lemma(t, k, lower))) {
      return false;
    }
  }
  return true;
}

static bool write_section(trainer *t, acta_buf *out)
{
  t->n_rules      = add_up(t->rules, t->n_rules);
  t->n_feat_rules = add_up(t->feat_rules, t->n_feat_rules);
  acta_buf_add(out, &t->n_scripts, sizeof(t->n_scripts));
  acta_buf_add(out, &t->n_feats, sizeof(t->n_feats));
  acta_buf_add(out, t->scripts, t->n_scripts * sizeof(*t->scripts));
  acta_buf_add(out, t->feats, t->n_feats * sizeof(*t->feats));
  return choose(t->rules, t->n_rules, out) &&
         choose(t->feat_rules, t->n_feat_rules, out) && !out->failed;
}

acta_status acta_morph_train(const acta_document *docs, size_t n_docs,
                             acta_buf *out, acta_error *err)
{
  trainer t = {.arena = acta_arena_new(0)};
  t.scripts = calloc(MAX_SCRIPTS, sizeof(*t.scripts));
  t.feats   = calloc(MAX_FEATS, sizeof(*t.feats));
  bool good = t.arena && t.scripts && t.feats;
  for (size_t d = 0; d < n_docs && good; ++d) {
    good = see_document(&t, docs + d);
  }
  good = good && write_section(&t, out);
  free(t.scripts);
  free(t.feats);
  free(t.rules);
  free(t.feat_rules);
  acta_arena_free(t.arena);
  return good ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}
