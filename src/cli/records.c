// SPDX-License-Identifier: MIT
#include "cli/records.h"
#include "base/vec.h"

#include <acta/fuse.h>

// The records of one document, until another one begins.
typedef struct {
  const acta_ontology *o;
  acta_graph          *g;
  acta_arena          *arena;
  acta_record_document document;
  acta_record_event   *events;
  uint32_t             n, cap;
  bool                 any; // a document line or an event is waiting
} batch;

static acta_status flush(batch *b, acta_error *err)
{
  acta_status st = ACTA_OK;
  if (b->any) {
    st = acta_fuse_mint(b->o, b->arena, b->events, b->n, err);
    st =
      st ? st : acta_graph_document(b->g, &b->document, b->events, b->n, err);
  }
  acta_arena_reset(b->arena);
  b->document =
    (acta_record_document){.published = ACTA_NO_DAY, .length = ACTA_NO};
  b->events = NULL;
  b->n = b->cap = 0;
  b->any        = false;
  return st;
}

// A record is read twice if it begins a new document: the first reading was on
// the arena that the old one empties.
static bool begins_another(const batch *b, const acta_record *r)
{
  return b->any && (r->kind == ACTA_RECORD_DOCUMENT ||
                    !acta_str_eq(r->event.document, b->document.id));
}

static acta_status add(batch *b, const acta_record *r, acta_error *err)
{
  if (r->kind == ACTA_RECORD_DOCUMENT) {
    b->document = r->document;
  } else {
    void *events = b->events;
    if (!acta_arena_grow(b->arena, &events, b->n, &b->cap,
                         sizeof(*b->events))) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    b->events         = events;
    b->events[b->n++] = r->event;
    b->document.id    = r->event.document;
  }
  b->any = true;
  return ACTA_OK;
}

static acta_status take_record(batch *b, acta_record_reader *reader,
                               acta_record *r, acta_error *err)
{
  if (begins_another(b, r)) {
    acta_status st = flush(b, err);
    st =
      st ? st : acta_record_parse(b->arena, acta_record_line(reader), r, err);
    if (st) {
      return st;
    }
  }
  return add(b, r, err);
}

acta_status cli_map_records(const acta_ontology *o, FILE *in, const char *name,
                            acta_graph *g, cli_tally *tally, acta_error *err)
{
  acta_record_reader *reader = acta_record_reader_new(in);
  batch               b      = {.o = o, .g = g, .arena = acta_arena_new(0)};
  bool                bad    = false;
  acta_status         st     = ACTA_E_NOMEM;
  if (!reader || !b.arena) {
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    goto done;
  }
  st = flush(&b, err); // sets an empty batch up
  while (!st) {
    acta_record r;
    acta_error  wrong = {0};
    acta_status got   = acta_record_next(reader, b.arena, &r, &wrong);
    if (!got && r.kind == ACTA_RECORD_EVENT) {
      got        = acta_graph_check(o, &r.event, &wrong);
      wrong.line = acta_record_number(reader);
    }
    if (got == ACTA_END) {
      break;
    }
    if (got == ACTA_E_IO) { // no more of this input
      cli_tally_fail(tally, name, &wrong);
      break;
    }
    if (got == ACTA_E_NOMEM) {
      *err = wrong;
      st   = got;
    } else if (got) {
      (void)cli_error(name, &wrong);
      if (!bad && !tally->failed++) {
        tally->first = cli_exit_code(got);
      }
      bad = true;
    } else {
      st = take_record(&b, reader, &r, err);
      tally->done += !st;
    }
  }
  st = st ? st : flush(&b, err);
done:
  acta_record_reader_free(reader);
  acta_arena_free(b.arena);
  return st;
}

acta_status cli_write_records(void *user, const acta_result_article *a,
                              acta_error *err)
{
  FILE       *out = user;
  acta_record r   = {.kind = ACTA_RECORD_DOCUMENT, .document = *a->document};
  acta_status st  = acta_record_write(out, &r, err);
  r.kind          = ACTA_RECORD_EVENT;
  for (uint32_t i = 0; !st && i < a->n_events; ++i) {
    r.event = a->events[i];
    st      = acta_record_write(out, &r, err);
  }
  return st;
}
