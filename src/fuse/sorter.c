// SPDX-License-Identifier: MIT
#include "fuse/sorter.h"
#include "base/vec.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A sorted stretch in a file of its own, with its first item not yet given out.
typedef struct {
  FILE *file;
  void *head;
} run;

struct acta_sorter {
  size_t size, room, n, at;
  int (*compare)(const void *, const void *);
  unsigned char *items;
  run           *runs;
  size_t         n_runs, cap_runs;
};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory sorting");
}

static acta_status io_failed(acta_error *err)
{
  return acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno));
}

acta_sorter *acta_sorter_new(size_t size, size_t memory,
                             int (*compare)(const void *, const void *))
{
  acta_sorter *s = calloc(1, sizeof(*s));
  if (!s) {
    return NULL;
  }
  s->size    = size;
  s->room    = memory / size ? memory / size : 1;
  s->compare = compare;
  s->items   = malloc(s->room * size);
  if (!s->items) {
    free(s);
    return NULL;
  }
  return s;
}

void acta_sorter_free(acta_sorter *s)
{
  if (s) {
    for (size_t i = 0; i < s->n_runs; ++i) {
      (void)fclose(s->runs[i].file);
      free(s->runs[i].head);
    }
    free(s->runs);
    free(s->items);
    free(s);
  }
}

static acta_status write_run(acta_sorter *s, acta_error *err)
{
  void *runs = s->runs;
  if (!acta_vec_grow(&runs, s->n_runs, &s->cap_runs, sizeof(*s->runs))) {
    return no_memory(err);
  }
  s->runs = runs;
  run r   = {tmpfile(), malloc(s->size)};
  if (!r.file || !r.head) {
    free(r.head);
    if (!r.file) {
      return io_failed(err);
    }
    (void)fclose(r.file);
    return no_memory(err);
  }
  s->runs[s->n_runs++] = r;
  qsort(s->items, s->n, s->size, s->compare);
  if (fwrite(s->items, s->size, s->n, r.file) != s->n || fflush(r.file)) {
    return io_failed(err);
  }
  s->n = 0;
  return ACTA_OK;
}

acta_status acta_sorter_add(acta_sorter *s, const void *item, acta_error *err)
{
  if (s->n == s->room) {
    const acta_status st = write_run(s, err);
    if (st) {
      return st;
    }
  }
  memcpy(s->items + s->n++ * s->size, item, s->size);
  return ACTA_OK;
}

// Moves a run on; a run that is over is closed.
static acta_status advance(acta_sorter *s, size_t i, acta_error *err)
{
  run *r = &s->runs[i];
  if (fread(r->head, s->size, 1, r->file) == 1) {
    return ACTA_OK;
  }
  const bool bad = ferror(r->file);
  (void)fclose(r->file);
  free(r->head);
  *r = s->runs[--s->n_runs];
  return bad ? io_failed(err) : ACTA_OK;
}

acta_status acta_sorter_finish(acta_sorter *s, acta_error *err)
{
  if (!s->n_runs) {
    if (s->n) {
      qsort(s->items, s->n, s->size, s->compare);
    }
    return ACTA_OK;
  }
  acta_status st = s->n ? write_run(s, err) : ACTA_OK;
  for (size_t i = s->n_runs; !st && i-- > 0;) {
    rewind(s->runs[i].file);
    st = advance(s, i, err);
  }
  return st;
}

acta_status acta_sorter_next(acta_sorter *s, void *item, acta_error *err)
{
  if (!s->n_runs) {
    if (s->at == s->n) {
      return ACTA_END;
    }
    memcpy(item, s->items + s->at++ * s->size, s->size);
    return ACTA_OK;
  }
  size_t least = 0;
  for (size_t i = 1; i < s->n_runs; ++i) {
    if (s->compare(s->runs[i].head, s->runs[least].head) < 0) {
      least = i;
    }
  }
  memcpy(item, s->runs[least].head, s->size);
  acta_status st = advance(s, least, err);
  if (!st && !s->n_runs) { // the files are all read: nothing is in memory
    s->at = s->n = 0;
  }
  return st;
}
