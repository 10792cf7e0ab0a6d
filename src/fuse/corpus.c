// SPDX-License-Identifier: MIT
#include "fuse/corpus.h"
#include "base/hash.h"

#include <errno.h>
#include <stdlib.h>

#define SORT_MEMORY ((size_t)32 << 20)

static acta_status failed(acta_error *err)
{
  return acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno));
}

static acta_block_entry entry_of(const acta_record_event *e, acta_str line,
                                 uint64_t offset, uint64_t story,
                                 acta_day published)
{
  const acta_day first =
    e->time.begin != ACTA_NO_DAY ? e->time.begin : published;
  return (acta_block_entry){.id        = acta_hash64(e->id.p, e->id.n, 0),
                            .line      = acta_hash64(line.p, line.n, 0),
                            .offset    = offset,
                            .story     = story,
                            .day       = first,
                            .published = published};
}

// Records on their way into the sorter and a seekable copy.
typedef struct {
  const acta_ontology *o;
  acta_sorter         *sorter;
  FILE                *copy;
  acta_stories        *stories;
  uint64_t             document;  // hash of its IRI
  acta_day             published; // of the last document line
  bool                 any;
} indexing;

// A document line begins a document, and so does an event of another one.
static acta_status begin_document(indexing *x, acta_str iri, acta_str title,
                                  acta_day published, acta_error *err)
{
  const uint64_t document = acta_hash64(iri.p, iri.n, 0);
  if (x->any && (!iri.n || document == x->document)) {
    return ACTA_OK;
  }
  x->any       = true;
  x->document  = document;
  x->published = published;
  return acta_stories_begin(x->stories, title, err);
}

static acta_status add_event(indexing *x, acta_str line,
                             const acta_record_event *e, off_t at,
                             acta_error *err)
{
  acta_status st =
    begin_document(x, e->document, ACTA_STR(""), ACTA_NO_DAY, err);
  const acta_block_entry entry = entry_of(
    e, line, (uint64_t)at, acta_stories_number(x->stories), x->published);
  // what has no name of its own cannot be linked to
  const bool named     = e->id.n && !acta_str_starts(e->id, ACTA_STR("_:"));
  const uint32_t class = named && acta_event_has_story(x->o, e)
                           ? acta_class_find(x->o, e->type)
                           : ACTA_NO;
  st = st ? st : acta_stories_add(x->stories, e, &entry, class, err);
  return st || !named ? st : acta_blocks_add(x->o, x->sorter, e, &entry, err);
}

static acta_status add_line(indexing *x, acta_str line, const acta_record *r,
                            acta_error *err)
{
  const off_t at = ftello(x->copy);
  if (at < 0 || fwrite(line.p, 1, line.n, x->copy) != line.n ||
      putc('\n', x->copy) == EOF) {
    return failed(err);
  }
  if (r->kind == ACTA_RECORD_EVENT) {
    return add_event(x, line, &r->event, at, err);
  }
  const acta_record_document *d = &r->document;
  return begin_document(x, d->id, d->title, d->published, err);
}

// Copies the good lines of `in`, and puts every event under its keys.
static acta_status index_records(indexing *x, FILE *in, acta_fuse_report *told,
                                 acta_error *err)
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
      if (told) {
        told->records++;
      }
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

// What link_records works with; all is made and freed together.
typedef struct {
  acta_stories  *stories;
  acta_sorter   *entries, *pairs;
  acta_clusters *clusters;
} linking;

static acta_status begin_linking(linking *l, acta_error *err)
{
  l->entries =
    acta_sorter_new(sizeof(acta_block_entry), SORT_MEMORY, acta_block_order);
  l->pairs =
    acta_sorter_new(sizeof(acta_event_pair), SORT_MEMORY, acta_pair_order);
  return l->entries && l->pairs ? acta_stories_new(&l->stories, err)
                                : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static void end_linking(linking *l)
{
  acta_clusters_free(l->clusters);
  acta_sorter_free(l->pairs);
  acta_sorter_free(l->entries);
  acta_stories_free(l->stories);
}

static acta_status link_records(const acta_ontology *o, FILE *in, FILE *copy,
                                FILE *out, acta_fuse_report *told,
                                acta_error *err)
{
  linking     l  = {NULL, NULL, NULL, NULL};
  acta_status st = begin_linking(&l, err);
  indexing    x  = {o, l.entries, copy, l.stories, 0, ACTA_NO_DAY, false};
  const acta_record_file f = {o, copy, l.stories};
  st                       = st ? st : index_records(&x, in, told, err);
  if (!st && fflush(copy)) {
    st = failed(err);
  }
  st = st ? st : acta_stories_finish(l.stories, o, l.entries, err);
  st = st ? st : acta_sorter_finish(l.entries, err);
  st = st ? st : acta_blocks_pair(&f, l.entries, l.pairs, err);
  st = st ? st : acta_sorter_finish(l.pairs, err);
  st = st ? st : acta_clusters_new(&f, l.pairs, &l.clusters, err);
  if (!st) {
    rewind(copy);
    st = write_records(copy, out, l.clusters, err);
  }
  end_linking(&l);
  return st;
}

acta_status acta_fuse_records(const acta_ontology *o, FILE *in, FILE *out,
                              acta_fuse_report *told, acta_error *err)
{
  FILE *copy = tmpfile();
  if (!copy) {
    return failed(err);
  }
  const acta_status st = link_records(o, in, copy, out, told, err);
  (void)fclose(copy);
  return st;
}
