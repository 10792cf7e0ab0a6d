// SPDX-License-Identifier: MIT
#include "event/work.h"

enum { MAX_STEPS = 24, NEAR = 8 };

static bool is_saying_event(const work *w, uint32_t e)
{
  return e != ACTA_NO && !w->event[e].drop && w->event[e].frame->quotes;
}

static uint32_t role_token(const event *e, uint32_t role)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].role == role) {
      return e->fill[i].token;
    }
  }
  return ACTA_NO;
}

// Which saying reports the clause below a token, by token.
typedef struct {
  uint32_t *said;
  uint32_t  last; ///< Saying that had the last quotation
} reports;

// Marks the words on which a stretch of what is said hangs.
static void note_stretch(const work *w, reports *r, uint32_t e, uint32_t begin,
                         uint32_t end)
{
  for (uint32_t t = begin; t < end; ++t) {
    const uint32_t h = parent_of(w, t);
    if (h == ACTA_NO || h < begin || h >= end) {
      r->said[t] = e;
    }
  }
}

static void note_content(const work *w, reports *r, uint32_t e)
{
  const event *x = &w->event[e];
  aside        a;
  if (find_aside(w, x->token, &a)) {
    note_stretch(w, r, e, a.begin, a.end);
    note_stretch(w, r, e, a.rest_begin, a.rest_end);
    return;
  }
  for (uint32_t c = w->node[x->token].first; c != ACTA_NO;
       c          = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    if (base == ACTA_DEP_CCOMP || (base == ACTA_DEP_CSUBJ && c > x->token) ||
        (base == ACTA_DEP_PARATAXIS && !is_saying_event(w, w->node[c].event)) ||
        ((base == ACTA_DEP_XCOMP || base == ACTA_DEP_ACL) &&
         fill_kind(w, c) == FILL_CLAUSE)) {
      r->said[c] = e;
    }
  }
  for (uint32_t i = 0; i < x->n_fill; ++i) {
    const uint32_t c = x->fill[i].token;
    if (x->fill[i].role == w->role.content &&
        (w->node[c].base == ACTA_DEP_ACL ||
         (w->node[c].base == ACTA_DEP_ADVCL &&
          token_at(w, c)->xpos == ACTA_XPOS_VBG) ||
         !is_below(w, c, x->token))) {
      r->said[c] = e;
    }
  }
}

// Does the saying say something other than the quotation?
static bool says_else(const work *w, uint32_t e, const quote *q)
{
  bool found = false;
  for (uint32_t i = 0; i < w->event[e].n_fill; ++i) {
    const filler *f = &w->event[e].fill[i];
    if (f->role == w->role.content) {
      found = true;
      if ((f->begin < q->end && q->begin < f->end) ||
          (f->rest_begin < q->end && q->begin < f->rest_end)) {
        return false;
      }
    }
  }
  return found;
}

// Saying whose content the word is in, going up the tree.
static uint32_t saying_above(const work *w, const reports *r, uint32_t t,
                             uint32_t self)
{
  uint32_t from = ACTA_NO;
  for (int i = 0; i < MAX_STEPS && t != ACTA_NO; ++i) {
    const uint32_t e = r->said[t];
    if (e != ACTA_NO && e != self && w->event[e].token != from) {
      return e;
    }
    from = t;
    t    = parent_of(w, t);
  }
  return ACTA_NO;
}

// The saying nearest to a quotation in the sentences it touches.
static uint32_t nearest_saying(const work *w, const quote *q)
{
  const acta_document *d    = w->doc;
  uint32_t             best = ACTA_NO;
  uint32_t             dist = UINT32_MAX;
  const uint32_t       a    = token_at(w, q->begin)->sentence;
  const uint32_t       b    = token_at(w, q->end - 1)->sentence;
  if (a >= d->n_sentences || b >= d->n_sentences) {
    return ACTA_NO;
  }
  const uint32_t from = q->begin - d->sentences[a].begin > 4 * NEAR
                          ? q->begin - 4 * NEAR
                          : d->sentences[a].begin;
  const uint32_t to   = d->sentences[b].end - q->end > 4 * NEAR
                          ? q->end + 4 * NEAR
                          : d->sentences[b].end;
  for (uint32_t t = from; t < to; ++t) {
    const uint32_t e = w->node[t].event;
    if ((t >= q->begin && t < q->end) || !is_saying_event(w, e) ||
        w->quote_of[t] != ACTA_NO) {
      continue;
    }
    uint32_t far = t < q->begin ? q->begin - t : t - q->end;
    if (says_else(w, e, q) && t >= q->end) {
      far += NEAR; // what follows has its own content already
    }
    if (far < dist) {
      dist = far;
      best = e;
    }
  }
  return best;
}

// `"What now?" he asked.` read as two sentences.
static uint32_t saying_after(const work *w, const quote *q)
{
  const acta_document *d = w->doc;
  for (uint32_t t = q->end; t < q->end + NEAR && t < d->n_tokens; ++t) {
    const uint32_t s = token_at(w, t)->sentence;
    if (w->quote_of[t] != ACTA_NO || s >= d->n_sentences ||
        d->sentences[s].block != q->block) {
      return ACTA_NO;
    }
    const uint32_t e = w->node[t].event;
    if (is_saying_event(w, e)) {
      return says_else(w, e, q) ? ACTA_NO : e;
    }
  }
  return ACTA_NO;
}

static bool has_verb(const work *w, const quote *q)
{
  for (uint32_t t = q->begin; t < q->end; ++t) {
    const uint8_t upos = token_at(w, t)->upos;
    if (upos == ACTA_VERB || upos == ACTA_AUX) {
      return true;
    }
  }
  return false;
}

// Does the quotation make up whole sentences?
static bool is_whole(const work *w, const quote *q)
{
  const uint32_t       s = token_at(w, q->begin)->sentence;
  const acta_document *d = w->doc;
  return s < d->n_sentences && q->begin <= d->sentences[s].begin + 1 &&
         (q->open_end || q->end + 2 >= d->sentences[s].end);
}

static uint32_t speaker_of_quote(const work *w, const reports *r, uint32_t i)
{
  const quote   *q     = &w->quote[i];
  const bool     verb  = has_verb(w, q);
  const bool     whole = is_whole(w, q);
  const uint32_t top   = top_of(w, q->begin, q->end);
  uint32_t       e     = saying_above(w, r, top, ACTA_NO);
  if (e != ACTA_NO && w->quote_of[w->event[e].token] != i) {
    return e;
  }
  const uint32_t in = parent_of(w, top);
  if (in != ACTA_NO && is_saying_event(w, w->node[in].event)) {
    return w->node[in].event; // threatened a "corresponding response"
  }
  e = whole && !q->open_end ? saying_after(w, q) : ACTA_NO;
  if (e == ACTA_NO && (verb || q->end - q->begin > 3)) {
    e = nearest_saying(w, q);
  }
  if (e != ACTA_NO || !whole || r->last == ACTA_NO || !i) {
    return e;
  }
  const uint32_t gap = q->block - w->quote[i - 1].block;
  return gap <= 1 && w->quote[i - 1].event != ACTA_NO ? r->last : ACTA_NO;
}

static void give_quote(work *w, uint32_t i, uint32_t e)
{
  quote *q = &w->quote[i];
  event *x = &w->event[e];
  q->event = e;
  if (x->n_fill == MAX_FILLERS || w->role.quote == ACTA_NO) {
    return;
  }
  x->fill[x->n_fill++] = (filler){
    .role    = w->role.quote,
    .token   = q->begin,
    .rel     = ACTA_NO,
    .entity  = ACTA_NO,
    .begin   = q->begin,
    .end     = q->end,
    .literal = {w->doc->text.p + q->span.begin, q->span.end - q->span.begin}};
}

static void attribute(work *w, const reports *r, event *e, uint32_t self)
{
  const uint32_t q = w->quote_of[e->token];
  e->said_by       = saying_above(w, r, e->token, self);
  if (e->said_by == ACTA_NO && q != ACTA_NO && w->quote[q].event != self) {
    e->said_by = w->quote[q].event;
  }
  if (e->said_by != ACTA_NO) {
    e->speaker = role_token(&w->event[e->said_by], w->role.agent);
    if (e->speaker == ACTA_NO) {
      e->speaker = w->event[e->said_by].token;
    }
  }
}

static bool init_tables(work *w, reports *r)
{
  const size_t n = (size_t)w->doc->n_tokens + 1;
  r->said        = acta_arena_alloc(w->arena, n, sizeof(uint32_t));
  r->last        = ACTA_NO;
  if (!r->said) {
    w->nomem = true;
    return false;
  }
  for (uint32_t t = 0; t < w->doc->n_tokens; ++t) {
    r->said[t] = ACTA_NO;
  }
  return true;
}

void find_sources(work *w)
{
  reports r = {0};
  if (!init_tables(w, &r)) {
    return;
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    if (!w->event[i].drop &&
        (is_saying_event(w, i) || event_has(&w->event[i], w->role.content))) {
      note_content(w, &r, i);
    }
  }
  for (uint32_t i = 0; i < w->n_quote; ++i) {
    if (w->quote[i].end == w->quote[i].begin || w->quote[i].title) {
      continue;
    }
    const uint32_t e = speaker_of_quote(w, &r, i);
    if (e != ACTA_NO) {
      give_quote(w, i, e);
      r.last = e;
    }
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    attribute(w, &r, &w->event[i], i);
  }
}
