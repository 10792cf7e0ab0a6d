// SPDX-License-Identifier: MIT
#include "store/index.h"
#include "store/env.h"

#include <stdlib.h>
#include <string.h>

// A block being packed.
typedef struct {
  acta_row first, last;
  size_t   n, bytes;
  uint8_t  data[ACTA_BLOCK_MAX + ACTA_ROW_MAX];
} block;

typedef struct {
  const acta_index_change *change;
  MDB_cursor              *cursor;
  acta_stream             *in;
  acta_row                 next; // of the stream
  bool                     more; // is there a next
  // the block being merged with
  acta_row old[ACTA_BLOCK_ROWS];
  size_t   n_old;
  uint8_t  old_key[ACTA_KEY_BYTES];
  acta_row upper; // where the block after it begins
  bool     last;  // there is none after it
  // output: one block held back so that two small ones may become one
  block blocks[2];
  int   current;
  bool  held;  // the other one is full
  bool  wrote; // something has taken the place of the old block
} merge;

static const char what[] = "cannot change an index";

int acta_index_seek(MDB_cursor *cursor, const acta_row *row, MDB_val *key,
                    MDB_val *value)
{
  uint8_t bytes[ACTA_KEY_BYTES];
  acta_row_key(bytes, row);
  *key   = (MDB_val){sizeof(bytes), bytes};
  int rc = mdb_cursor_get(cursor, key, value, MDB_SET_RANGE);
  if (rc == MDB_NOTFOUND) {
    return mdb_cursor_get(cursor, key, value, MDB_LAST);
  }
  if (rc || (key->mv_size == sizeof(bytes) &&
             !memcmp(key->mv_data, bytes, sizeof(bytes)))) {
    return rc;
  }
  rc = mdb_cursor_get(cursor, key, value, MDB_PREV);
  return rc == MDB_NOTFOUND ? mdb_cursor_get(cursor, key, value, MDB_FIRST)
                            : rc;
}

// ---- output

static acta_status put_block(merge *m, block *b, acta_error *err)
{
  uint8_t key[ACTA_KEY_BYTES];
  acta_row_key(key, &b->first);
  b->data[0]     = (uint8_t)(b->n >> 8);
  b->data[1]     = (uint8_t)b->n;
  MDB_val  k     = {sizeof(key), key};
  MDB_val  v     = {b->bytes, b->data};
  unsigned flags = m->last ? MDB_APPEND : 0;
  int      rc    = 0;
  if (!m->wrote && m->n_old) {
    if (!memcmp(key, m->old_key, sizeof(key))) {
      flags = 0; // takes its place
    } else {
      MDB_val gone = {sizeof(m->old_key), m->old_key};
      rc           = mdb_del(m->change->txn, m->change->table, &gone, NULL);
    }
  }
  m->wrote = true;
  if (!rc) {
    rc = mdb_cursor_put(m->cursor, &k, &v, flags);
  }
  b->n = 0;
  return rc ? acta_env_fail(err, rc, what) : ACTA_OK;
}

static acta_status emit(merge *m, const acta_row *row, acta_error *err)
{
  block *b = &m->blocks[m->current];
  if (b->n) {
    const size_t n = acta_row_put(b->data + b->bytes, &b->last, row);
    if (b->bytes + n <= ACTA_BLOCK_FILL) {
      b->bytes += n;
      b->n++;
      b->last = *row;
      return ACTA_OK;
    }
    m->current ^= 1;
    b = &m->blocks[m->current];
    if (m->held) {
      const acta_status st = put_block(m, b, err);
      if (st) {
        return st;
      }
    }
    m->held = true;
  }
  b->first = *row;
  b->last  = *row;
  b->n     = 1;
  b->bytes = 2;
  return ACTA_OK;
}

// Writes what is held; makes one block of two if that fits.
static acta_status finish(merge *m, acta_error *err)
{
  block      *b    = &m->blocks[m->current];
  block      *held = &m->blocks[m->current ^ 1];
  acta_status st   = ACTA_OK;
  if (m->held) {
    if (held->bytes + b->bytes + ACTA_ROW_MAX <= ACTA_BLOCK_MAX) {
      held->bytes +=
        acta_row_put(held->data + held->bytes, &held->last, &b->first);
      memcpy(held->data + held->bytes, b->data + 2, b->bytes - 2);
      held->bytes += b->bytes - 2;
      held->n += b->n;
      b->n = 0;
    }
    st      = put_block(m, held, err);
    m->held = false;
  }
  if (!st && b->n) {
    st = put_block(m, b, err);
  }
  if (!st && !m->wrote && m->n_old) { // nothing is left of the block
    MDB_val   gone = {sizeof(m->old_key), m->old_key};
    const int rc   = mdb_del(m->change->txn, m->change->table, &gone, NULL);
    st             = rc ? acta_env_fail(err, rc, what) : ACTA_OK;
  }
  return st;
}

// ---- input

static acta_status advance(merge *m, acta_error *err)
{
  const acta_status st = acta_stream_next(m->in, &m->next, err);
  m->more              = !st;
  return st == ACTA_END ? ACTA_OK : st;
}

// Reads the block where the next row belongs, and where the one after begins.
static acta_status locate(merge *m, acta_error *err)
{
  MDB_val key, value;
  int     rc = acta_index_seek(m->cursor, &m->next, &key, &value);
  m->n_old   = 0;
  m->last    = true;
  m->wrote   = false;
  if (rc == MDB_NOTFOUND) {
    return ACTA_OK;
  }
  if (!rc) {
    m->n_old = acta_block_get(key.mv_data, key.mv_size, value.mv_data,
                              value.mv_size, m->old);
    if (!m->n_old) {
      return acta_fail(err, ACTA_E_STORE, "the store has a damaged block");
    }
    memcpy(m->old_key, key.mv_data, sizeof(m->old_key));
    rc = mdb_cursor_get(m->cursor, &key, &value, MDB_NEXT);
  }
  if (!rc && key.mv_size == ACTA_KEY_BYTES) {
    m->last = false;
    acta_row_of_key(&m->upper, key.mv_data);
  }
  return rc && rc != MDB_NOTFOUND ? acta_env_fail(err, rc, what) : ACTA_OK;
}

static bool in_reach(const merge *m)
{
  return m->more && (m->last || acta_row_cmp(&m->next, &m->upper) < 0);
}

// Passes over rows of the stream that change nothing; `*i` is then where in the
// old block the first change is.
static acta_status skip_unchanged(merge *m, size_t *i, acta_error *err)
{
  acta_status st = ACTA_OK;
  while (!st && in_reach(m)) {
    while (*i < m->n_old && acta_row_cmp(&m->old[*i], &m->next) < 0) {
      ++*i;
    }
    const bool there = *i < m->n_old && !acta_row_cmp(&m->old[*i], &m->next);
    if (there == m->change->remove) {
      return ACTA_OK;
    }
    st = advance(m, err);
  }
  return st;
}

static acta_status note(merge *m, acta_error *err)
{
  return m->change->changed ? m->change->changed(m->change->user, &m->next, err)
                            : ACTA_OK;
}

// Adds one row or takes it out; `*i` walks along the old block.
static acta_status merge_row(merge *m, size_t *i, acta_error *err)
{
  acta_status st = ACTA_OK;
  while (!st && *i < m->n_old && acta_row_cmp(&m->old[*i], &m->next) < 0) {
    st = emit(m, &m->old[(*i)++], err);
  }
  const bool there = *i < m->n_old && !acta_row_cmp(&m->old[*i], &m->next);
  if (!st && there && m->change->remove) {
    ++*i;
    st = note(m, err);
  } else if (!st && !there && !m->change->remove) {
    st = emit(m, &m->next, err);
    st = st ? st : note(m, err);
  }
  return st ? st : advance(m, err);
}

static acta_status merge_block(merge *m, acta_error *err)
{
  size_t      i  = 0;
  acta_status st = locate(m, err);
  if (!st) {
    st = skip_unchanged(m, &i, err);
  }
  if (st || !in_reach(m)) {
    return st;
  }
  for (size_t j = 0; !st && j < i; ++j) {
    st = emit(m, &m->old[j], err);
  }
  while (!st && in_reach(m)) {
    st = merge_row(m, &i, err);
  }
  while (!st && i < m->n_old) {
    st = emit(m, &m->old[i++], err);
  }
  return st ? st : finish(m, err);
}

acta_status acta_index_apply(const acta_index_change *change,
                             acta_stream *stream, acta_error *err)
{
  merge *m = malloc(sizeof(*m));
  if (!m) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  m->change      = change;
  m->in          = stream;
  m->held        = false;
  m->current     = 0;
  m->blocks[0].n = 0;
  m->blocks[1].n = 0;
  acta_status st = ACTA_OK;
  const int   rc = mdb_cursor_open(change->txn, change->table, &m->cursor);
  if (rc) {
    free(m);
    return acta_env_fail(err, rc, what);
  }
  st = advance(m, err);
  while (!st && m->more) {
    st = merge_block(m, err);
  }
  mdb_cursor_close(m->cursor);
  free(m);
  return st;
}
