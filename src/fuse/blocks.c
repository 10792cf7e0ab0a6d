// SPDX-License-Identifier: MIT
#include "base/hash.h"
#include "fuse/corpus.h"

#include <stdlib.h>

#define WINDOW 200 // records that one is compared with in a large block

uint32_t acta_top_classes(const acta_ontology *o, uint32_t class,
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
  const uint32_t n     = class == ACTA_NO ? 0 : acta_top_classes(o, class, top);
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

// ---- pairs

int acta_pair_order(const void *pa, const void *pb)
{
  const acta_event_pair *a = pa, *b = pb;
  const uint64_t         x[] = {a->a.id, a->b.id, a->a.line, a->b.line};
  const uint64_t         y[] = {b->a.id, b->b.id, b->a.line, b->b.line};
  if (a->evidence != b->evidence) {
    return a->evidence > b->evidence ? -1 : 1;
  }
  for (int i = 0; i < 4; ++i) {
    if (x[i] != y[i]) {
      return order(x[i], y[i]);
    }
  }
  return 0;
}

acta_status acta_told_read(const acta_record_file *f, acta_arena *arena,
                           const acta_block_entry *entry, acta_told *out,
                           acta_error *err)
{
  acta_record         r;
  acta_record_reader *reader = acta_record_reader_new(f->file);
  if (!reader) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_status st = fseeko(f->file, (off_t)entry->offset, SEEK_SET)
                     ? acta_fail(err, ACTA_E_IO, "temporary file: cannot seek")
                     : acta_record_next(reader, arena, &r, err);
  acta_record_reader_free(reader);
  if (st) {
    return st;
  }
  out->event     = r.event;
  out->published = entry->published;
  return acta_stories_get(f->stories, entry->story, &r.event, &out->story,
                          &out->sentence, err);
}

// The records of a block that are in the window, oldest overwritten.
typedef struct {
  const acta_record_file *f;
  acta_sorter            *pairs;
  acta_block_entry        entries[WINDOW];
  acta_told               told[WINDOW];
  acta_arena             *arenas[WINDOW];
  size_t                  n; // added so far; the last WINDOW are there
} walk;

static bool is_one_document(const acta_record_event *a,
                            const acta_record_event *b)
{
  return a->document.n && acta_str_eq(a->document, b->document);
}

static acta_status compare_with_window(walk *w, size_t at, acta_error *err)
{
  const size_t n  = w->n < WINDOW ? w->n : WINDOW;
  acta_status  st = ACTA_OK;
  for (size_t i = 0; !st && i < n; ++i) {
    const acta_block_entry *a = &w->entries[i], *b = &w->entries[at];
    if (i == at || a->id == b->id ||
        is_one_document(&w->told[i].event, &w->told[at].event)) {
      continue;
    }
    const int evidence =
      acta_events_evidence(w->f->o, &w->told[i], &w->told[at]);
    if (evidence >= ACTA_FUSE_ACCEPT) {
      const acta_event_pair pair = a->id < b->id
                                     ? (acta_event_pair){*a, *b, evidence}
                                     : (acta_event_pair){*b, *a, evidence};
      st                         = acta_sorter_add(w->pairs, &pair, err);
    }
  }
  return st;
}

static acta_status take(walk *w, const acta_block_entry *entry, acta_error *err)
{
  const size_t at = w->n % WINDOW;
  acta_arena_reset(w->arenas[at]);
  w->entries[at] = *entry;
  const acta_status st =
    acta_told_read(w->f, w->arenas[at], entry, &w->told[at], err);
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

acta_status acta_blocks_pair(const acta_record_file *f, acta_sorter *entries,
                             acta_sorter *pairs, acta_error *err)
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
  w->f     = f;
  w->pairs = pairs;
  st       = st ? st : walk_blocks(w, entries, err);
  for (size_t i = 0; i < WINDOW; ++i) {
    acta_arena_free(w->arenas[i]);
  }
  free(w);
  return st;
}
