// SPDX-License-Identifier: MIT
#include "event/work.h"

#include <stdio.h>

static bool is_extra(const work *w, const event *e)
{
  const uint32_t s = w->doc->tokens[e->token].sentence;
  if (s >= w->doc->n_sentences ||
      w->doc->sentences[s].block >= w->doc->n_blocks) {
    return false;
  }
  const acta_block_kind k = w->doc->blocks[w->doc->sentences[s].block].kind;
  return k == ACTA_BLOCK_CAPTION || k == ACTA_BLOCK_LINK;
}

static acta_str event_id(work *w, uint32_t number)
{
  char      buf[24];
  const int n = snprintf(buf, sizeof buf, "_:e%u", number);
  acta_str  s = {acta_arena_dup(w->arena, buf, (size_t)n), (size_t)n};
  w->nomem    = w->nomem || !s.p;
  return s;
}

static bool emit_mention(work *w, const event *e, acta_record_event *out)
{
  uint32_t             begin, end;
  acta_record_mention *m = acta_arena_alloc(w->arena, 1, sizeof *m);
  if (!m) {
    return false;
  }
  mention_span(w, e, &begin, &end);
  span_record(w, begin, end, &m->span);
  const uint32_t s  = w->doc->tokens[e->token].sentence;
  m->sentence.begin = ACTA_NO;
  if (s < w->doc->n_sentences) {
    const acta_span span = w->doc->sentences[s].span;
    m->sentence.begin    = acta_cp_of(&w->cp, span.begin);
    m->sentence.end      = acta_cp_of(&w->cp, span.end);
    m->sentence.text =
      (acta_str){w->doc->text.p + span.begin, span.end - span.begin};
  }
  m->stance        = e->stance;
  m->attributed_to = e->attributed_to;
  out->mentions    = m;
  out->n_mentions  = 1;
  return true;
}

static bool is_group(const work *w, const filler *f)
{
  return f->entity != ACTA_NO && !f->literal.n &&
         w->doc->entities[f->entity].members &&
         w->doc->entities[f->entity].n_members;
}

static uint32_t emit_filler(work *w, const event *e, const filler *f,
                            acta_record_role *out)
{
  const acta_role_kind kind = acta_role_at(w->o, f->role)->kind;
  if (kind == ACTA_ROLE_TIME ||
      (!f->literal.n && f->entity == ACTA_NO && is_open_pronoun(w, f->token))) {
    return 0;
  }
  if (kind == ACTA_ROLE_EVENT) {
    w->nomem = w->nomem || !content_record(w, f, out);
    return 1;
  }
  if (!is_group(w, f)) {
    w->nomem = w->nomem || !fill_record(w, e, f, out);
    return 1;
  }
  const acta_entity *g = &w->doc->entities[f->entity];
  uint32_t           n = 0;
  for (uint32_t i = 0; i < g->n_members && i < MAX_FILLERS; ++i) {
    filler member = *f;
    member.entity = g->members[i];
    if (member.entity < w->doc->n_entities) {
      w->nomem = w->nomem || !fill_record(w, e, &member, &out[n++]);
    }
  }
  return n;
}

// By role, then by place in the text: one order whatever the tree was like.
static void sort_fillers(event *e)
{
  for (uint32_t i = 1; i < e->n_fill; ++i) {
    const filler f = e->fill[i];
    uint32_t     k = i;
    for (; k > 0 &&
           (e->fill[k - 1].role > f.role ||
            (e->fill[k - 1].role == f.role && e->fill[k - 1].begin > f.begin));
         --k) {
      e->fill[k] = e->fill[k - 1];
    }
    e->fill[k] = f;
  }
}

static bool emit_roles(work *w, const event *e, acta_record_event *out)
{
  uint32_t room = 0;
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    room += is_group(w, &e->fill[i]) ? MAX_FILLERS : 1;
  }
  out->roles = acta_arena_alloc(w->arena, room + 1, sizeof *out->roles);
  if (!out->roles) {
    return false;
  }
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    out->n_roles += emit_filler(w, e, &e->fill[i], &out->roles[out->n_roles]);
  }
  return !w->nomem;
}

static bool emit_links(work *w, const event *e, acta_record_event *out)
{
  out->links = acta_arena_alloc(w->arena, e->n_links + 1, sizeof *out->links);
  if (!out->links) {
    return false;
  }
  for (uint32_t i = 0; i < e->n_links; ++i) {
    const event *to = &w->event[e->links[i].to];
    if (to->id != ACTA_NO) {
      out->links[out->n_links++] =
        (acta_record_link){acta_str_of(e->links[i].type), event_id(w, to->id)};
    }
  }
  return !w->nomem;
}

static bool emit_one(work *w, event *e, acta_record_event *out)
{
  memset(out, 0, sizeof *out);
  out->id     = event_id(w, e->id);
  out->type   = acta_class_at(w->o, e->class)->name;
  out->source = w->doc->meta.source;
  out->time   = e->time;
  if (e->timex != ACTA_NO) {
    const acta_span s = w->doc->timexes[e->timex].span;
    out->time_text    = (acta_str){w->doc->text.p + s.begin, s.end - s.begin};
  }
  sort_fillers(e);
  explain_event(w, e);
  return emit_mention(w, e, out) && emit_roles(w, e, out) &&
         emit_links(w, e, out);
}

static bool share_filler(const event *a, const event *b)
{
  for (uint32_t i = 0; i < a->n_fill; ++i) {
    for (uint32_t j = 0; j < b->n_fill; ++j) {
      if (a->fill[i].entity != ACTA_NO &&
          a->fill[i].entity == b->fill[j].entity) {
        return true;
      }
    }
  }
  return false;
}

// Does a caption or link say anything of use: a day, a place, or an event of
// the body with one of the same fillers?
static bool adds_something(const work *w, const event *e)
{
  if (e->time.begin != ACTA_NO_DAY || e->time.end != ACTA_NO_DAY) {
    return true;
  }
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (acta_role_at(w->o, e->fill[i].role)->kind == ACTA_ROLE_PLACE) {
      return true;
    }
  }
  for (uint32_t k = 0; k < w->n_event; ++k) {
    const event *b = &w->event[k];
    if (!b->drop && !is_extra(w, b) &&
        (acta_class_is_a(w->o, b->class, e->class) ||
         acta_class_is_a(w->o, e->class, b->class)) &&
        share_filler(e, b)) {
      return true;
    }
  }
  return false;
}

static uint32_t number_events(work *w)
{
  uint32_t n = 0;
  for (int extra = 0; extra < 2; ++extra) {
    for (uint32_t i = 0; i < w->n_event; ++i) {
      event *e = &w->event[i];
      if (is_extra(w, e) != (extra == 1)) {
        continue;
      }
      e->id = e->drop || (extra && !adds_something(w, e)) ? ACTA_NO : n++;
    }
  }
  return n;
}

acta_status emit_events(work *w, acta_record_event **events, uint32_t *n,
                        acta_error *err)
{
  const uint32_t     count = number_events(w);
  acta_record_event *out =
    acta_arena_alloc(w->arena, (size_t)count + 1, sizeof *out);
  bool fine = out != NULL;
  for (uint32_t i = 0; i < w->n_event && fine; ++i) {
    if (w->event[i].id != ACTA_NO) {
      fine = emit_one(w, &w->event[i], &out[w->event[i].id]);
    }
  }
  if (!fine || w->nomem) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory for events");
  }
  *events = out;
  *n      = count;
  return ACTA_OK;
}
