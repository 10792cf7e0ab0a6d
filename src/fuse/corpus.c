// SPDX-License-Identifier: MIT
#include "fuse/corpus.h"
#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>

#define SORT_MEMORY ((size_t)64 << 20)

static acta_status failed(acta_error *err)
{
  return acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno));
}

static acta_block_entry entry_of(const acta_record_event *e, acta_str line,
                                 uint64_t offset, acta_day published)
{
  const acta_day first =
    e->time.begin != ACTA_NO_DAY ? e->time.begin : published;
  return (acta_block_entry){.id        = acta_hash64(e->id.p, e->id.n, 0),
                            .line      = acta_hash64(line.p, line.n, 0),
                            .offset    = offset,
                            .day       = first,
                            .published = published};
}

// Records on their way into the sorter and a seekable copy.
typedef struct {
  const acta_ontology *o;
  acta_sorter         *sorter;
  FILE                *copy;
  acta_day             published; // of the last document line
} indexing;

static acta_status add_line(indexing *x, acta_str line, const acta_record *r,
                            acta_error *err)
{
  const off_t at = ftello(x->copy);
  if (at < 0 || fwrite(line.p, 1, line.n, x->copy) != line.n ||
      putc('\n', x->copy) == EOF) {
    return failed(err);
  }
  if (r->kind == ACTA_RECORD_DOCUMENT) {
    x->published = r->document.published;
    return ACTA_OK;
  }
  const acta_block_entry entry =
    entry_of(&r->event, line, (uint64_t)at, x->published);
  // what has no name of its own cannot be linked to
  const acta_str id = r->event.id;
  return !id.n || acta_str_starts(id, ACTA_STR("_:"))
           ? ACTA_OK
           : acta_blocks_add(x->o, x->sorter, &r->event, &entry, err);
}

// Copies the good lines of `in`, and puts every event under its keys.
static acta_status index_records(indexing *x, FILE *in,
                                 const acta_fuse_report *told, acta_error *err)
{
  acta_record_reader *reader = acta_record_reader_new(in);
  acta_arena         *arena  = acta_arena_new(0);
  acta_status         st     = ACTA_OK;
  if (!reader || !arena) {
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    goto done;
  }
  while (!st) {
    acta_record r;
    acta_error  wrong = {0};
    acta_arena_reset(arena);
    const acta_status got = acta_record_next(reader, arena, &r, &wrong);
    if (got == ACTA_END) {
      break;
    }
    if (got == ACTA_E_NOMEM || got == ACTA_E_IO) {
      st = acta_fail(err, got, "%s", wrong.text);
    } else if (!got) {
      st = add_line(x, acta_record_line(reader), &r, err);
    } else if (told) {
      told->wrong(told->user, &wrong);
    }
  }
done:
  acta_record_reader_free(reader);
  acta_arena_free(arena);
  return st;
}

static acta_status write_linked(FILE *out, acta_arena *arena, acta_record *r,
                                acta_str to, acta_error *err)
{
  acta_record_event *e = &r->event;
  acta_record_link  *links =
    acta_arena_alloc(arena, (size_t)e->n_links + 1, sizeof(*links));
  if (!links) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; i < e->n_links; ++i) {
    links[i] = e->links[i];
  }
  links[e->n_links++] = (acta_record_link){ACTA_STR("sameEvent"), to};
  e->links            = links;
  return acta_record_write(out, r, err);
}

static bool has_link(const acta_record_event *e, acta_str to)
{
  for (uint32_t i = 0; i < e->n_links; ++i) {
    if (acta_str_is(e->links[i].type, "sameEvent") &&
        acta_str_eq(e->links[i].id, to)) {
      return true;
    }
  }
  return false;
}

// A record without a new link goes out as it came in.
static acta_status write_records(FILE *in, FILE *out, const acta_clusters *c,
                                 acta_error *err)
{
  acta_record_reader *reader = acta_record_reader_new(in);
  acta_arena         *arena  = acta_arena_new(0);
  acta_status         st =
    reader && arena ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  while (!st) {
    acta_record r;
    acta_arena_reset(arena);
    st = acta_record_next(reader, arena, &r, err);
    if (st) {
      break;
    }
    const acta_record_event *e  = &r.event;
    acta_str                 to = {"", 0};
    if (r.kind == ACTA_RECORD_EVENT) {
      to = acta_clusters_find(c, acta_hash64(e->id.p, e->id.n, 0));
    }
    if (to.n && !acta_str_eq(to, e->id) && !has_link(e, to)) {
      st = write_linked(out, arena, &r, to, err);
    } else {
      const acta_str line = acta_record_line(reader);
      if (fwrite(line.p, 1, line.n, out) != line.n || putc('\n', out) == EOF) {
        st = acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno));
      }
    }
  }
  acta_record_reader_free(reader);
  acta_arena_free(arena);
  return st == ACTA_END ? ACTA_OK : st;
}

static acta_status link_records(const acta_ontology *o, FILE *in, FILE *copy,
                                FILE *out, const acta_fuse_report *told,
                                acta_error *err)
{
  const acta_record_file f       = {o, copy};
  acta_clusters         *c       = NULL;
  acta_event_pair       *pairs   = NULL;
  size_t                 n_pairs = 0;
  acta_sorter           *sorter =
    acta_sorter_new(sizeof(acta_block_entry), SORT_MEMORY, acta_block_order);
  acta_status st =
    sorter ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  indexing x = {o, sorter, copy, ACTA_NO_DAY};
  st         = st ? st : index_records(&x, in, told, err);
  if (!st && fflush(copy)) {
    st = failed(err);
  }
  st = st ? st : acta_sorter_finish(sorter, err);
  st = st ? st : acta_blocks_pair(&f, sorter, &pairs, &n_pairs, err);
  st = st ? st : acta_clusters_new(&f, pairs, n_pairs, &c, err);
  if (!st) {
    rewind(copy);
    st = write_records(copy, out, c, err);
  }
  acta_sorter_free(sorter);
  acta_clusters_free(c);
  free(pairs);
  return st;
}

acta_status acta_fuse_records(const acta_ontology *o, FILE *in, FILE *out,
                              const acta_fuse_report *told, acta_error *err)
{
  FILE *copy = tmpfile();
  if (!copy) {
    return failed(err);
  }
  const acta_status st = link_records(o, in, copy, out, told, err);
  (void)fclose(copy);
  return st;
}
