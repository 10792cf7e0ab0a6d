// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "base/vec.h"
#include "fuse/corpus.h"

#include <stdlib.h>

#define WINDOW 200 // records that one is compared with in a large block
#define NEAR 3     // days between articles that report the same news

// Classes under act:Event that hold this one; each makes a block of its own.
static uint32_t top_classes(const acta_ontology *o, uint32_t class,
                            uint32_t             top[8])
{
  const uint32_t event = acta_class_find(o, ACTA_STR("Event"));
  uint32_t       n     = 0;
  for (uint32_t c = 0; c < acta_n_classes(o) && n < 8; ++c) {
    const acta_class *x = acta_class_at(o, c);
    for (uint32_t i = 0; i < x->n_parents; ++i) {
      if ((x->parents[i] == event || event == ACTA_NO) &&
          acta_class_is_a(o, class, c)) {
        top[n++] = c;
        break;
      }
    }
  }
  return n;
}

static bool is_block_role(const acta_ontology *o, const acta_record_role *r)
{
  const uint32_t id = acta_role_find(o, r->role);
  if (id == ACTA_NO || !acta_filler_is_named(r)) {
    return false;
  }
  const acta_role_kind kind = acta_role_at(o, id)->kind;
  return kind == ACTA_ROLE_ACTOR || kind == ACTA_ROLE_PLACE;
}

acta_status acta_blocks_add(const acta_ontology *o, acta_sorter *sorter,
                            const acta_record_event *e,
                            const acta_block_entry *entry, acta_error *err)
{
  uint32_t top[8];
  const uint32_t class = acta_class_find(o, e->type);
  const uint32_t n     = class == ACTA_NO ? 0 : top_classes(o, class, top);
  acta_status    st    = ACTA_OK;
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role *r = &e->roles[i];
    for (uint32_t k = 0; !st && k < n && is_block_role(o, r); ++k) {
      acta_block_entry x    = *entry;
      const acta_str   name = acta_class_at(o, top[k])->name;
      x.key = acta_hash64(r->id.p, r->id.n, acta_hash64(name.p, name.n, 0));
      st    = acta_sorter_add(sorter, &x, err);
    }
  }
  return st;
}

static int order(uint64_t a, uint64_t b)
{
  return (a > b) - (a < b);
}

int acta_block_order(const void *pa, const void *pb)
{
  const acta_block_entry *a = pa, *b = pb;
  if (a->key != b->key) {
    return order(a->key, b->key);
  }
  if (a->day != b->day) {
    return a->day < b->day ? -1 : 1;
  }
  if (a->id != b->id) {
    return order(a->id, b->id);
  }
  return order(a->line, b->line);
}

// ---- evidence

static bool is_told(const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    if (e->mentions[i].stance != ACTA_GENERIC &&
        e->mentions[i].stance != ACTA_HYPOTHETICAL) {
      return true;
    }
  }
  return !e->n_mentions;
}

static bool same_words(acta_str a, acta_str b)
{
  return a.n >= 20 && acta_str_eq(a, b);
}

static bool same_quote(const acta_record_event *a, const acta_record_event *b)
{
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      if (acta_str_is(a->roles[i].role, "quote") &&
          acta_str_is(b->roles[k].role, "quote") &&
          same_words(a->roles[i].label, b->roles[k].label)) {
        return true;
      }
    }
  }
  for (uint32_t i = 0; i < a->n_quotes; ++i) {
    for (uint32_t k = 0; k < b->n_quotes; ++k) {
      if (same_words(a->quotes[i], b->quotes[k])) {
        return true;
      }
    }
  }
  return false;
}

static bool same_trigger(const acta_record_event *a, const acta_record_event *b)
{
  for (uint32_t i = 0; i < a->n_mentions; ++i) {
    for (uint32_t k = 0; k < b->n_mentions; ++k) {
      if (a->mentions[i].span.text.n &&
          acta_str_eq(a->mentions[i].span.text, b->mentions[k].span.text)) {
        return true;
      }
    }
  }
  return false;
}

static bool is_range(acta_days d)
{
  return d.begin != ACTA_NO_DAY && d.end != ACTA_NO_DAY;
}

static bool near(acta_day a, acta_day b)
{
  return a != ACTA_NO_DAY && b != ACTA_NO_DAY && a - b <= NEAR && b - a <= NEAR;
}

// How far the times speak for one event: the same day, ranges of at most a
// month that overlap, news of the same days, or nothing but that no article
// says when it is from; 0 if they do not.
static int time_evidence(const acta_record_event *a, acta_day published_a,
                         const acta_record_event *b, acta_day published_b)
{
  if (is_range(a->time) && is_range(b->time)) {
    const acta_day x    = a->time.end - a->time.begin;
    const acta_day y    = b->time.end - b->time.begin;
    const acta_day most = x > y ? x : y;
    return most == 0 ? 3 : most <= 31 ? 2 : 0;
  }
  const bool unknown = published_a == ACTA_NO_DAY || published_b == ACTA_NO_DAY;
  return unknown || near(published_a, published_b) ? 1 : 0;
}

// Nobody dies or is born twice: what happens once to a person needs no day.
static bool is_once(const acta_ontology *o, const acta_record_event *a,
                    const acta_record_event *b)
{
  const acta_class *x = acta_class_at(o, acta_class_find(o, a->type));
  const acta_class *y = acta_class_at(o, acta_class_find(o, b->type));
  if (x->identity == ACTA_NO || x->identity != y->identity || x->key_day ||
      x->n_key != 1) {
    return false;
  }
  const acta_str role = acta_role_at(o, x->key[0])->name;
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    const acta_record_role *r = &a->roles[i];
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      if (acta_str_eq(r->role, role) && acta_str_eq(b->roles[k].role, role) &&
          acta_str_eq(r->id, b->roles[k].id) && acta_filler_is_named(r) &&
          acta_str_is(r->type, "Person")) {
        return true;
      }
    }
  }
  return false;
}

int acta_events_evidence(const acta_ontology *o, const acta_record_event *a,
                         acta_day published_a, const acta_record_event *b,
                         acta_day published_b)
{
  const acta_event_match m = acta_event_compare(o, a, b);
  if (m.conflict || !is_told(a) || !is_told(b)) {
    return 0;
  }
  if (acta_event_is(o, a, "Communication")) {
    return m.named && same_quote(a, b) ? ACTA_FUSE_ACCEPT : 0;
  }
  if (is_once(o, a, b)) {
    return ACTA_FUSE_ACCEPT + m.named;
  }
  const int time = time_evidence(a, published_a, b, published_b);
  if (!time || (!m.named && !m.places) ||
      (time == 1 && m.named < (m.places ? 1 : 2))) {
    return 0;
  }
  return time + 2 * m.named + 2 * m.places + m.common - m.differ +
         (same_trigger(a, b) ? 1 : 0);
}

// ---- pairs

acta_status acta_record_file_read(const acta_record_file *f, acta_arena *arena,
                                  uint64_t offset, acta_record_event *e,
                                  acta_error *err)
{
  acta_record         r;
  acta_record_reader *reader = acta_record_reader_new(f->file);
  if (!reader) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_status st = fseeko(f->file, (off_t)offset, SEEK_SET)
                     ? acta_fail(err, ACTA_E_IO, "temporary file: cannot seek")
                     : acta_record_next(reader, arena, &r, err);
  acta_record_reader_free(reader);
  if (!st) {
    *e = r.event;
  }
  return st;
}

// The records of a block that are in the window, oldest overwritten.
typedef struct {
  const acta_record_file *f;
  acta_block_entry        entries[WINDOW];
  acta_record_event       events[WINDOW];
  acta_arena             *arenas[WINDOW];
  size_t                  n; // added so far; the last WINDOW are there
  acta_event_pair        *pairs;
  size_t                  n_pairs, cap_pairs;
} walk;

static acta_status add_pair(walk *w, size_t i, size_t k, int score,
                            acta_error *err)
{
  const acta_block_entry *a = &w->entries[i], *b = &w->entries[k];
  void                   *pairs = w->pairs;
  if (!acta_vec_grow(&pairs, w->n_pairs, &w->cap_pairs, sizeof(*w->pairs))) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  w->pairs               = pairs;
  w->pairs[w->n_pairs++] = a->id < b->id ? (acta_event_pair){*a, *b, score}
                                         : (acta_event_pair){*b, *a, score};
  return ACTA_OK;
}

static acta_status compare_with_window(walk *w, size_t at, acta_error *err)
{
  const size_t n  = w->n < WINDOW ? w->n : WINDOW;
  acta_status  st = ACTA_OK;
  for (size_t i = 0; !st && i < n; ++i) {
    if (i == at || w->entries[i].id == w->entries[at].id ||
        (w->events[i].document.n &&
         acta_str_eq(w->events[i].document, w->events[at].document))) {
      continue;
    }
    const int score =
      acta_events_evidence(w->f->o, &w->events[i], w->entries[i].published,
                           &w->events[at], w->entries[at].published);
    if (score >= ACTA_FUSE_ACCEPT) {
      st = add_pair(w, i, at, score, err);
    }
  }
  return st;
}

static acta_status take(walk *w, const acta_block_entry *entry, acta_error *err)
{
  const size_t at = w->n % WINDOW;
  acta_arena_reset(w->arenas[at]);
  w->entries[at]       = *entry;
  const acta_status st = acta_record_file_read(
    w->f, w->arenas[at], entry->offset, &w->events[at], err);
  if (st) {
    return st;
  }
  w->n++;
  return compare_with_window(w, at, err);
}

static acta_status walk_blocks(walk *w, acta_sorter *sorter, acta_error *err)
{
  acta_block_entry next, waiting = {0};
  bool             alone = true, any = false;
  acta_status      st = ACTA_OK;
  // an entry is read only when its block has a second one
  while (!st && !(st = acta_sorter_next(sorter, &next, err))) {
    if (!any || next.key != waiting.key) {
      w->n    = 0;
      alone   = true;
      waiting = next;
      any     = true;
      continue;
    }
    if (alone) {
      st    = take(w, &waiting, err);
      alone = false;
    }
    st = st ? st : take(w, &next, err);
  }
  return st == ACTA_END ? ACTA_OK : st;
}

acta_status acta_blocks_pair(const acta_record_file *f, acta_sorter *sorter,
                             acta_event_pair **pairs, size_t *n,
                             acta_error *err)
{
  acta_status st = ACTA_OK;
  walk       *w  = calloc(1, sizeof(*w));
  if (!w) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (size_t i = 0; !st && i < WINDOW; ++i) {
    w->arenas[i] = acta_arena_new(0);
    if (!w->arenas[i]) {
      st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  w->f = f;
  st   = st ? st : walk_blocks(w, sorter, err);
  for (size_t i = 0; i < WINDOW; ++i) {
    acta_arena_free(w->arenas[i]);
  }
  if (st) {
    free(w->pairs);
  } else {
    *pairs = w->pairs;
    *n     = w->n_pairs;
  }
  free(w);
  return st;
}
