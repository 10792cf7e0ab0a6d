// SPDX-License-Identifier: MIT
#include "store/stream.h"
#include "base/vec.h"
#include "store/env.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { RUN_BUFFER = 1 << 16 };

// One sorted input.
typedef struct {
  acta_memory_rows memory;  // rows in memory as ranks, or
  const acta_row  *plain;   // as ids, or
  int              fd;      // in a file
  uint64_t         at, end; // next row; in a file: next byte
  uint8_t         *buffer;
  size_t           used, filled;
  acta_row         row; // current
} input;

struct acta_stream {
  input  *inputs;
  size_t *heap; // inputs that are not at their end, smallest row first
  size_t  n_heap, n_inputs;
  bool    begun;
};

// ---- inputs

static void translate(const acta_memory_rows *m, size_t i, acta_row *row)
{
  for (int part = 0; part < 4; ++part) {
    const uint32_t rank = m->rows[i].k[m->order[part]];
    row->k[part]        = m->ids ? m->ids[rank] : rank;
  }
}

static acta_status refill(input *in, acta_error *err)
{
  memmove(in->buffer, in->buffer + in->used, in->filled - in->used);
  in->filled -= in->used;
  in->used = 0;
  while (in->filled < RUN_BUFFER && in->at < in->end) {
    size_t want = RUN_BUFFER - in->filled;
    if (want > in->end - in->at) {
      want = (size_t)(in->end - in->at);
    }
    const ssize_t got =
      pread(in->fd, in->buffer + in->filled, want, (off_t)in->at);
    if (got <= 0) {
      return acta_fail(err, ACTA_E_IO, "cannot read a temporary file: %s",
                       got ? strerror(errno) : "it is cut short");
    }
    in->filled += (size_t)got;
    in->at += (uint64_t)got;
  }
  return ACTA_OK;
}

static acta_status next_of_file(input *in, acta_error *err)
{
  if (in->filled - in->used < ACTA_ROW_MAX && in->at < in->end) {
    const acta_status st = refill(in, err);
    if (st) {
      return st;
    }
  }
  if (in->used == in->filled) {
    return ACTA_END;
  }
  const uint8_t *const behind =
    acta_row_get(in->buffer + in->used, in->buffer + in->filled, &in->row);
  if (!behind) {
    return acta_fail(err, ACTA_E_IO, "a temporary file has changed");
  }
  in->used = (size_t)(behind - in->buffer);
  return ACTA_OK;
}

static acta_status next_of(input *in, acta_error *err)
{
  if (in->buffer) {
    return next_of_file(in, err);
  }
  if (in->memory.named) {
    while (in->at < in->end && !in->memory.rows[in->at].k[3]) {
      in->at++;
    }
  }
  if (in->at == in->end) {
    return ACTA_END;
  }
  if (in->plain) {
    in->row = in->plain[in->at++];
  } else {
    translate(&in->memory, in->at++, &in->row);
  }
  return ACTA_OK;
}

// ---- merging

static bool before(const acta_stream *s, size_t a, size_t b)
{
  return acta_row_cmp(&s->inputs[a].row, &s->inputs[b].row) < 0;
}

static void sift(acta_stream *s, size_t i)
{
  for (;;) {
    size_t least = i;
    for (size_t child = 2 * i + 1; child <= 2 * i + 2; ++child) {
      if (child < s->n_heap && before(s, s->heap[child], s->heap[least])) {
        least = child;
      }
    }
    if (least == i) {
      return;
    }
    const size_t swap = s->heap[i];
    s->heap[i]        = s->heap[least];
    s->heap[least]    = swap;
    i                 = least;
  }
}

// Moves the first input of the heap on.
static acta_status advance(acta_stream *s, acta_error *err)
{
  const acta_status st = next_of(&s->inputs[s->heap[0]], err);
  if (st == ACTA_END) {
    s->heap[0] = s->heap[--s->n_heap];
  } else if (st) {
    return st;
  }
  sift(s, 0);
  return ACTA_OK;
}

static acta_status begin(acta_stream *s, acta_error *err)
{
  s->begun = true;
  for (size_t i = 0; i < s->n_inputs; ++i) {
    const acta_status st = next_of(&s->inputs[i], err);
    if (!st) {
      s->heap[s->n_heap++] = i;
    } else if (st != ACTA_END) {
      return st;
    }
  }
  for (size_t i = s->n_heap / 2 + 1; i-- > 0;) {
    sift(s, i);
  }
  return ACTA_OK;
}

acta_status acta_stream_next(acta_stream *s, acta_row *row, acta_error *err)
{
  if (s->n_inputs == 1) { // nothing to merge
    const acta_status st = next_of(&s->inputs[0], err);
    if (!st) {
      *row = s->inputs[0].row;
    }
    return st;
  }
  acta_status st = s->begun ? ACTA_OK : begin(s, err);
  if (!st && !s->n_heap) {
    return ACTA_END;
  }
  if (!st) {
    *row = s->inputs[s->heap[0]].row;
  }
  while (!st && s->n_heap && !acta_row_cmp(&s->inputs[s->heap[0]].row, row)) {
    st = advance(s, err);
  }
  return st;
}

static acta_stream *make(size_t n)
{
  acta_stream *s = calloc(1, sizeof(*s));
  if (s) {
    s->inputs = calloc(n ? n : 1, sizeof(*s->inputs));
    s->heap   = calloc(n + 1, sizeof(*s->heap));
  }
  if (!s || !s->inputs || !s->heap) {
    acta_stream_free(s);
    return NULL;
  }
  s->n_inputs = n;
  return s;
}

acta_stream *acta_stream_new(const acta_memory_rows *rows,
                             const acta_runs        *runs)
{
  const size_t n_runs = runs ? runs->n : 0;
  acta_stream *s      = make(n_runs + (rows != NULL));
  if (!s) {
    return NULL;
  }
  for (size_t i = 0; i < n_runs; ++i) {
    input *in  = &s->inputs[i];
    in->fd     = runs->fd;
    in->at     = runs->run[i];
    in->end    = i + 1 < n_runs ? runs->run[i + 1] : runs->end;
    in->buffer = malloc(RUN_BUFFER);
    if (!in->buffer) {
      acta_stream_free(s);
      return NULL;
    }
  }
  if (rows) {
    s->inputs[n_runs].memory = *rows;
    s->inputs[n_runs].end    = rows->n;
  }
  return s;
}

acta_stream *acta_stream_of(const acta_row *rows, size_t n)
{
  acta_stream *s = make(1);
  if (s) {
    s->inputs[0].plain = rows;
    s->inputs[0].end   = n;
  }
  return s;
}

void acta_stream_free(acta_stream *s)
{
  if (s) {
    for (size_t i = 0; s->inputs && i < s->n_inputs; ++i) {
      free(s->inputs[i].buffer);
    }
    free(s->inputs);
    free(s->heap);
    free(s);
  }
}

// ---- runs

static acta_status put(int fd, const uint8_t *p, size_t n, uint64_t *end,
                       acta_error *err)
{
  while (n) {
    const ssize_t wrote = pwrite(fd, p, n, (off_t)*end);
    if (wrote <= 0) {
      return acta_env_fail(err, wrote ? errno : EIO,
                           "cannot write a temporary file");
    }
    p += wrote;
    n -= (size_t)wrote;
    *end += (uint64_t)wrote;
  }
  return ACTA_OK;
}

static bool begin_run(acta_runs *runs)
{
  void *p = runs->run;
  if (!acta_vec_grow(&p, runs->n, &runs->cap, sizeof(*runs->run))) {
    return false;
  }
  runs->run            = p;
  runs->run[runs->n++] = runs->end;
  return true;
}

acta_status acta_runs_add(acta_runs *runs, const acta_memory_rows *rows,
                          acta_error *err)
{
  uint8_t    *buffer = malloc(RUN_BUFFER);
  input       in     = {.memory = *rows, .end = rows->n};
  acta_row    last   = {{0, 0, 0, 0}};
  size_t      n      = 0;
  acta_status st     = ACTA_OK;
  if (!buffer || !begin_run(runs)) {
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    goto done;
  }
  while (!(st = next_of(&in, err))) {
    n += acta_row_put(buffer + n, &last, &in.row);
    last = in.row;
    if (n > RUN_BUFFER - ACTA_ROW_MAX) {
      st = put(runs->fd, buffer, n, &runs->end, err);
      n  = 0;
      if (st) {
        goto done;
      }
    }
  }
  if (st == ACTA_END) {
    st = put(runs->fd, buffer, n, &runs->end, err);
  }
done:
  free(buffer);
  return st;
}

void acta_runs_release(acta_runs *runs)
{
  if (runs->fd >= 0) {
    (void)close(runs->fd);
  }
  free(runs->run);
  *runs = (acta_runs){.fd = -1};
}

// ---- sorting

static size_t value_of(const acta_ranks *row, acta_digit digit)
{
  return row->k[digit.part] >> digit.shift & digit.mask;
}

void acta_ranks_sort(const acta_ranks *rows, acta_ranks *out, size_t n,
                     acta_digit digit, uint32_t *counts, size_t n_values)
{
  memset(counts, 0, (n_values + 1) * sizeof(*counts));
  for (size_t i = 0; i < n; ++i) {
    counts[value_of(&rows[i], digit) + 1]++;
  }
  for (size_t i = 1; i <= n_values; ++i) {
    counts[i] += counts[i - 1];
  }
  for (size_t i = 0; i < n; ++i) {
    out[counts[value_of(&rows[i], digit)]++] = rows[i];
  }
}
