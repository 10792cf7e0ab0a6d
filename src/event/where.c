// SPDX-License-Identifier: MIT
#include "event/work.h"

enum { MAX_STEPS = 6 };

static bool is_place(const work *w, uint32_t t)
{
  const uint32_t e = entity_of(w, t);
  return e != ACTA_NO && (w->doc->entities[e].type == ACTA_ENT_GPE ||
                          w->doc->entities[e].type == ACTA_ENT_PLACE);
}

static bool is_named(const work *w, uint32_t place)
{
  const uint32_t e = entity_of(w, place);
  return e != ACTA_NO && w->doc->entities[e].named;
}

static bool is_locative(const work *w, uint32_t t)
{
  char           buf[64];
  const uint8_t  base = w->node[t].base;
  const acta_str mark = marker_of(w, t, buf);
  return (base == ACTA_DEP_OBL || base == ACTA_DEP_NMOD) &&
         (acta_str_is(mark, "in") || acta_str_is(mark, "at") ||
          acta_str_is(mark, "near") || acta_str_is(mark, "outside"));
}

// Marks the words that a locative phrase may place, as when.c does for times.
static void attach(const work *w, uint32_t *at, uint32_t place)
{
  uint32_t t = parent_of(w, place);
  for (int i = 0; i < MAX_STEPS && t != ACTA_NO; ++i) {
    if (token_at(w, t)->timex != ACTA_NO) {
      return; // "for six years in prison"
    }
    if (at[t] == ACTA_NO) {
      at[t] = place;
    }
    if (token_at(w, t)->upos == ACTA_VERB || w->node[t].event != ACTA_NO) {
      return;
    }
    t = parent_of(w, t);
  }
}

static bool takes_place(const work *w, const event *e)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (acta_role_at(w->o, e->fill[i].role)->kind == ACTA_ROLE_PLACE) {
      return false;
    }
  }
  return takes_role(e, w->role.place) && !e->frame->quotes;
}

static bool shares_place(const work *w, uint32_t t)
{
  const uint8_t dep = token_at(w, t)->deprel;
  return dep == ACTA_DEP_XCOMP || dep == ACTA_DEP_ADVCL ||
         (dep == ACTA_DEP_CONJ && w->node[t].subj == ACTA_NO);
}

static uint32_t place_by_tree(const work *w, const uint32_t *at, const event *e)
{
  char     buf[64];
  uint32_t t = e->token;
  if (at[t] != ACTA_NO) {
    return at[t];
  }
  if (lies_apart(w, t) || acta_str_is(marker_of(w, t, buf), "during")) {
    return ACTA_NO;
  }
  t = e->pred != t ? e->pred : clause_of(w, t);
  for (int i = 0; i < MAX_STEPS && t != ACTA_NO; ++i) {
    const uint32_t x = w->node[t].event;
    if (x != ACTA_NO && w->event[x].frame->quotes) {
      return ACTA_NO;
    }
    if (at[t] != ACTA_NO && !is_below(w, e->token, at[t]) &&
        (i == 0 || is_named(w, at[t]))) {
      return at[t];
    }
    if (!shares_place(w, t)) {
      return ACTA_NO;
    }
    t = parent_of(w, t);
  }
  return ACTA_NO;
}

void find_places(work *w)
{
  const uint32_t n  = w->doc->n_tokens;
  uint32_t      *at = acta_arena_alloc(w->arena, (size_t)n + 1, sizeof *at);
  if (!at) {
    w->nomem = true;
    return;
  }
  for (uint32_t t = 0; t < n; ++t) {
    at[t] = ACTA_NO;
  }
  for (uint32_t t = 0; t < n; ++t) {
    if (is_place(w, t) && is_locative(w, t)) {
      attach(w, at, t);
    }
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event *e = &w->event[i];
    if (!takes_place(w, e)) {
      continue;
    }
    const uint32_t p = place_by_tree(w, at, e);
    if (p != ACTA_NO && p != e->token) {
      event_fill(w, e, w->role.place, p, ACTA_NO);
    }
  }
}
