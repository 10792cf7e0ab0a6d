// SPDX-License-Identifier: MIT
#include "language/segment.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "language/segment_impl.h"
#include "language/word.h"

#define MAX_WORDS 4 // of one contraction

// A document being segmented.
typedef struct {
  const acta_segmenter *segmenter;
  acta_document        *doc;
  uint32_t              cap_tokens, cap_sentences;
} segmentation;

acta_status acta_segmenter_view(acta_segmenter *s, acta_str section,
                                acta_error *err)
{
  acta_cursor       c      = {section, false};
  const acta_status status = acta_pairs_view(&s->borders, &c, err);
  return status ? status : acta_numbers_view(&s->splits, &c, err);
}

// Bytes of the contracted word at the end of a folded form: "n't", "'s".
static size_t contraction(const char *p, size_t n)
{
  static const char *const ends[] = {"n't", "'re", "'ve", "'ll",
                                     "'s",  "'d",  "'m"};
  for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); ++i) {
    const size_t len = strlen(ends[i]);
    if (n > len && !memcmp(p + n - len, ends[i], len)) {
      return len;
    }
  }
  return n > 2 && !memcmp(p + n - 2, "s'", 2) ? 1 : 0;
}

static size_t step_chars(acta_str s, size_t chars)
{
  size_t i = 0;
  while (chars-- && i < s.n) {
    (void)acta_utf8_next(s, &i);
  }
  return i;
}

// Where the words of a token end; returns how many words.
static size_t split(const acta_segmenter *seg, acta_str form,
                    size_t ends[MAX_WORDS])
{
  char   folded[ACTA_WORD_BYTES + 4];
  size_t cuts[MAX_WORDS];
  size_t n_cuts = 0, n = 0;
  ends[0] = form.n;
  if (form.n > ACTA_WORD_BYTES || form.n < 3) {
    return 1;
  }
  n                    = acta_word_fold(form, folded);
  const uint64_t key   = acta_feature(3, acta_hash64(folded, n, 0));
  const uint32_t known = acta_numbers_find(&seg->splits, key);
  const size_t   chars = acta_utf8_count(form);
  if (known && known < chars) {
    ends[0] = step_chars(form, known);
    ends[1] = form.n;
    return 2;
  }
  if (known || n != chars) { // known to be one word, or folding moved things
    return 1;
  }
  for (size_t len = contraction(folded, n); len && n_cuts + 1 < MAX_WORDS;
       len        = contraction(folded, n)) {
    n -= len;
    cuts[n_cuts++] = n;
  }
  for (size_t i = 0; i < n_cuts; ++i) {
    ends[i] = step_chars(form, cuts[n_cuts - 1 - i]);
  }
  ends[n_cuts] = form.n;
  return n_cuts + 1;
}

static acta_status add_word(segmentation *g, uint32_t begin, uint32_t end,
                            bool inside)
{
  acta_document *doc = g->doc;
  if (!acta_arena_grow(doc->arena, (void **)&doc->tokens, doc->n_tokens,
                       &g->cap_tokens, sizeof(*doc->tokens))) {
    return ACTA_E_NOMEM;
  }
  doc->tokens[doc->n_tokens] =
    (acta_token){.span         = {begin, end},
                 .form         = {doc->text.p + begin, end - begin},
                 .lemma        = {"", 0},
                 .head         = doc->n_tokens,
                 .sentence     = doc->n_sentences,
                 .mention      = ACTA_NO,
                 .timex        = ACTA_NO,
                 .upos         = ACTA_X,
                 .in_multiword = inside};
  doc->n_tokens++;
  return ACTA_OK;
}

static acta_status add_token(segmentation *g, uint32_t begin, uint32_t end,
                             bool space_after)
{
  const acta_str form = {g->doc->text.p + begin, end - begin};
  size_t         ends[MAX_WORDS];
  const size_t   n      = split(g->segmenter, form, ends);
  acta_status    status = ACTA_OK;
  size_t         at     = 0;
  for (size_t i = 0; i < n && !status; ++i) {
    status =
      add_word(g, begin + (uint32_t)at, begin + (uint32_t)ends[i], i > 0);
    at = ends[i];
  }
  if (!status) {
    g->doc->tokens[g->doc->n_tokens - 1].space_after = space_after;
  }
  return status;
}

static acta_status end_sentence(segmentation *g, uint32_t first, uint32_t block)
{
  acta_document *doc = g->doc;
  if (!acta_arena_grow(doc->arena, (void **)&doc->sentences, doc->n_sentences,
                       &g->cap_sentences, sizeof(*doc->sentences))) {
    return ACTA_E_NOMEM;
  }
  doc->sentences[doc->n_sentences++] = (acta_sentence){
    first,
    doc->n_tokens,
    {doc->tokens[first].span.begin, doc->tokens[doc->n_tokens - 1].span.end},
    block,
    ACTA_NO};
  return ACTA_OK;
}

static unsigned decide(const acta_segmenter *s, const acta_units *u, uint32_t i,
                       const acta_border_state *state)
{
  const int forced = acta_border_forced(u, i);
  if (forced >= 0) {
    return (unsigned)forced;
  }
  if (acta_border_within(u, i)) {
    return ACTA_BORDER_PART;
  }
  uint64_t     keys[ACTA_BORDER_FEATURES];
  int32_t      scores[2] = {0, 0};
  const size_t n         = acta_border_features(u, i, state, keys);
  acta_pairs_add(&s->borders, keys, n, scores);
  if (u->units[i + 1].gap == ACTA_GAP_NONE && scores[0] <= 0 &&
      scores[1] <= 0) {
    return ACTA_BORDER_JOIN;
  }
  return scores[1] > scores[0] ? ACTA_BORDER_END : ACTA_BORDER_PART;
}

static acta_status segment_block(segmentation *g, uint32_t block,
                                 acta_arena *scratch)
{
  acta_units        u;
  acta_border_state state = {0, 0, 0, 0};
  acta_status       status =
    acta_units_cut(g->doc->text, g->doc->blocks[block].span, scratch, &u);
  uint32_t first = g->doc->n_tokens, begin = 0;
  for (uint32_t i = 0; !status && i < u.n; ++i) {
    const unsigned class = decide(g->segmenter, &u, i, &state);
    begin                = i && begin ? begin : u.units[i].begin + 1;
    acta_border_step(&state, &u, i, class);
    if (class == ACTA_BORDER_JOIN) {
      continue;
    }
    const bool space = i + 1 == u.n || u.units[i + 1].gap != ACTA_GAP_NONE;
    status           = add_token(g, begin - 1, u.units[i].end, space);
    begin            = 0;
    if (class == ACTA_BORDER_END && !status) {
      status = end_sentence(g, first, block);
      first  = g->doc->n_tokens;
    }
  }
  return status;
}

acta_status acta_segmenter_run(const acta_segmenter *s, acta_document *doc,
                               acta_error *err)
{
  segmentation g       = {s, doc, 0, 0};
  acta_arena  *scratch = acta_arena_new(0);
  acta_status  status  = scratch ? ACTA_OK : ACTA_E_NOMEM;
  for (uint32_t b = 0; b < doc->n_blocks && !status; ++b) {
    acta_arena_reset(scratch);
    if (doc->blocks[b].kind != ACTA_BLOCK_JUNK) {
      status = segment_block(&g, b, scratch);
    }
  }
  acta_arena_free(scratch);
  return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
}
