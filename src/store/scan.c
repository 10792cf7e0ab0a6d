// SPDX-License-Identifier: MIT
#include "store/scan.h"
#include "store/index.h"

#include <stdlib.h>

enum { ESTIMATE_BLOCKS = 256 };

// A range of one index: rows that begin with `n_bound` given ids.
typedef struct {
  MDB_cursor    *cursor;
  unsigned       index;
  acta_row       low; // the bound ids, then zeros
  int            n_bound;
  uint8_t        block[ACTA_BLOCK_MAX]; // a copy: writes may move the page
  const uint8_t *at, *end;
  size_t         left;   // rows of the block still to come
  acta_row       row;    // in the order of the index
  acta_row       triple; // the same as three ids and the graph
  bool           done;
} range;

struct acta_scan {
  acta_txn       *txn;
  acta_graph_mode mode;
  unsigned        order;         // ACTA_SPOG, ACTA_POSG or ACTA_OSPG
  range          *named, *plain; // with the graph behind; with it before
  acta_row        last;          // triple given last, for the union
  bool            any;           // has one been given
};

static const char what[] = "cannot read an index";

// ---- one range

static bool in_range(const range *r, const acta_row *row)
{
  for (int i = 0; i < r->n_bound; ++i) {
    if (row->k[i] != r->low.k[i]) {
      return false;
    }
  }
  return true;
}

static acta_status take_block(range *r, const MDB_val *key,
                              const MDB_val *value, acta_error *err)
{
  const size_t n = acta_block_count(value->mv_data, value->mv_size);
  if (!n || key->mv_size != ACTA_KEY_BYTES || value->mv_size > ACTA_BLOCK_MAX) {
    return acta_fail(err, ACTA_E_STORE, "the store has a damaged block");
  }
  memcpy(r->block, value->mv_data, value->mv_size);
  acta_row_of_key(&r->row, key->mv_data);
  r->at   = r->block + 2;
  r->end  = r->block + value->mv_size;
  r->left = n - 1;
  return ACTA_OK;
}

static acta_status step(range *r, acta_error *err)
{
  r->at = acta_row_get(r->at, r->end, &r->row);
  r->left--;
  return r->at ? ACTA_OK
               : acta_fail(err, ACTA_E_STORE, "the store has a damaged block");
}

// Goes to the first row at or behind `low`, or to the end.
static acta_status seek(range *r, const acta_row *low, acta_error *err)
{
  MDB_val     key, value;
  const int   rc = acta_index_seek(r->cursor, low, &key, &value);
  acta_status st = ACTA_OK;
  if (rc) {
    r->done = true;
    return rc == MDB_NOTFOUND ? ACTA_OK : acta_env_fail(err, rc, what);
  }
  st = take_block(r, &key, &value, err);
  while (!st && acta_row_cmp(&r->row, low) < 0) {
    if (r->left) {
      st = step(r, err);
      continue;
    }
    const int next = mdb_cursor_get(r->cursor, &key, &value, MDB_NEXT);
    if (next) {
      r->done = true;
      return next == MDB_NOTFOUND ? ACTA_OK : acta_env_fail(err, next, what);
    }
    st = take_block(r, &key, &value, err);
  }
  return st;
}

// In a write transaction the pages may have changed since: look for the place
// anew.
static acta_status next_block_anew(range *r, acta_error *err)
{
  acta_row low = r->row;
  for (int i = 3; i >= 0; --i) { // the row behind it
    if (low.k[i] < ACTA_ID_MAX) {
      low.k[i]++;
      return seek(r, &low, err);
    }
    low.k[i] = 0;
  }
  r->done = true;
  return ACTA_OK;
}

static void set_triple(range *r)
{
  const acta_row w = r->row;
  if (r->index >= ACTA_GSPO) {
    r->triple = (acta_row){{w.k[1], w.k[2], w.k[3], w.k[0]}};
  } else {
    r->triple = w;
  }
}

static acta_status next_in_range(range *r, bool write, acta_error *err)
{
  acta_status st = ACTA_OK;
  if (r->left) {
    st = step(r, err);
  } else if (write) {
    st = next_block_anew(r, err);
  } else {
    MDB_val   key, value;
    const int rc = mdb_cursor_get(r->cursor, &key, &value, MDB_NEXT);
    if (rc) {
      r->done = true;
      return rc == MDB_NOTFOUND ? ACTA_OK : acta_env_fail(err, rc, what);
    }
    st = take_block(r, &key, &value, err);
  }
  if (!st && !r->done) {
    r->done = !in_range(r, &r->row);
    set_triple(r);
  }
  return st;
}

static acta_status open_range(acta_scan *scan, range *r, unsigned index,
                              const acta_id_pattern *pattern, acta_error *err)
{
  if (r->cursor && r->index != index) {
    mdb_cursor_close(r->cursor);
    r->cursor = NULL;
  }
  if (!r->cursor) {
    const int rc = mdb_cursor_open(
      scan->txn->mdb, acta_env_table(scan->txn->store->env, index), &r->cursor);
    if (rc) {
      return acta_env_fail(err, rc, what);
    }
  }
  r->index   = index;
  r->done    = false;
  r->left    = 0;
  r->n_bound = 0;
  r->low     = (acta_row){{0, 0, 0, 0}};
  // the index is chosen so that what is bound comes first in it
  for (int i = 0; i < 4; ++i) {
    const unsigned part        = acta_index_order[index][i];
    const bool     graph_bound = part == 3 && index >= ACTA_GSPO;
    acta_id        id          = pattern->ids.k[part];
    if (part == 3) {
      id = pattern->mode == ACTA_GRAPH_ONE ? id : 0;
    }
    if (!id && !graph_bound) {
      break;
    }
    r->low.k[r->n_bound++] = id;
  }
  return ACTA_OK;
}

static acta_status first_in_range(range *r, acta_error *err)
{
  const acta_status st = seek(r, &r->low, err);
  if (!st && !r->done) {
    r->done = !in_range(r, &r->row);
    set_triple(r);
  }
  return st;
}

// ---- scans

acta_status acta_scan_new(acta_txn *txn, acta_scan **out, acta_error *err)
{
  acta_scan *s = calloc(1, sizeof(*s));
  if (s) {
    s->txn   = txn;
    s->named = calloc(1, sizeof(*s->named));
    s->plain = calloc(1, sizeof(*s->plain));
  }
  if (!s || !s->named || !s->plain) {
    acta_scan_free(s);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  s->named->done = true;
  s->plain->done = true;
  *out           = s;
  return ACTA_OK;
}

void acta_scan_free(acta_scan *s)
{
  if (s) {
    if (s->named && s->named->cursor) {
      mdb_cursor_close(s->named->cursor);
    }
    if (s->plain && s->plain->cursor) {
      mdb_cursor_close(s->plain->cursor);
    }
    free(s->named);
    free(s->plain);
    free(s);
  }
}

static unsigned choose(const acta_row *ids)
{
  if (ids->k[0]) {
    return ids->k[2] && !ids->k[1] ? ACTA_OSPG : ACTA_SPOG;
  }
  return ids->k[1] ? ACTA_POSG : ids->k[2] ? ACTA_OSPG : ACTA_SPOG;
}

acta_status acta_scan_begin(acta_scan *s, const acta_id_pattern *pattern,
                            acta_error *err)
{
  const acta_status st = acta_txn_flush(s->txn, err);
  return st ? st : acta_scan_begin_written(s, pattern, err);
}

acta_status acta_scan_begin_written(acta_scan             *s,
                                    const acta_id_pattern *pattern,
                                    acta_error            *err)
{
  acta_status st = ACTA_OK;
  s->order       = choose(&pattern->ids);
  s->mode        = pattern->mode;
  s->any         = false;
  s->named->done = true;
  if (!st) {
    st = open_range(s, s->plain, s->order + ACTA_GSPO, pattern, err);
  }
  st = st ? st : first_in_range(s->plain, err);
  if (!st && (s->mode == ACTA_GRAPH_ANY || s->mode == ACTA_GRAPH_UNION)) {
    st = open_range(s, s->named, s->order, pattern, err);
    st = st ? st : first_in_range(s->named, err);
  }
  return st;
}

static bool same_triple(const acta_row *a, const acta_row *b)
{
  return a->k[0] == b->k[0] && a->k[1] == b->k[1] && a->k[2] == b->k[2];
}

acta_status acta_scan_next(acta_scan *s, acta_row *quad, acta_error *err)
{
  for (;;) {
    range *r = s->plain;
    if (r->done || (!s->named->done &&
                    acta_row_cmp(&s->named->triple, &s->plain->triple) < 0)) {
      r = s->named;
    }
    if (r->done) {
      return ACTA_END;
    }
    acta_row          triple = r->triple;
    const acta_status st     = next_in_range(r, s->txn->write, err);
    if (st) {
      r->done = true;
      return st;
    }
    if (s->mode == ACTA_GRAPH_UNION) {
      if (s->any && same_triple(&triple, &s->last)) {
        continue;
      }
      s->last     = triple;
      s->any      = true;
      triple.k[3] = 0;
    }
    for (int i = 0; i < 4; ++i) {
      quad->k[acta_index_order[s->order][i]] = triple.k[i];
    }
    return ACTA_OK;
  }
}

// ---- estimates

// Adds up what the blocks of a range say they hold; `*more` if it gave up.
static acta_status count_range(range *r, uint64_t *n, bool *more,
                               acta_error *err)
{
  MDB_val     key, value;
  acta_status st = first_in_range(r, err);
  for (int blocks = 0; !st && !r->done; ++blocks) {
    if (blocks == ESTIMATE_BLOCKS) {
      *more = true;
      return ACTA_OK;
    }
    // the whole block belongs to it if the next one begins inside, too
    const int rc = mdb_cursor_get(r->cursor, &key, &value, MDB_NEXT);
    acta_row  next;
    if (rc && rc != MDB_NOTFOUND) {
      return acta_env_fail(err, rc, what);
    }
    const bool any = !rc && key.mv_size == ACTA_KEY_BYTES;
    if (any) {
      acta_row_of_key(&next, key.mv_data);
    }
    if (any && in_range(r, &next)) {
      *n += r->left + 1;
      st = take_block(r, &key, &value, err);
      continue;
    }
    while (!st && in_range(r, &r->row)) {
      ++*n;
      if (!r->left) {
        break;
      }
      st = step(r, err);
    }
    r->done = true;
  }
  return st;
}

// What the counts say, if they say anything about this pattern.
static acta_status count_known(acta_txn *txn, const acta_id_pattern *pattern,
                               uint64_t *n, bool *known, acta_error *err)
{
  const acta_row *ids = &pattern->ids;
  const bool      all =
    pattern->mode == ACTA_GRAPH_ANY || pattern->mode == ACTA_GRAPH_UNION;
  *known = true;
  if (all && !ids->k[0] && ids->k[1] && !ids->k[2]) {
    return acta_txn_count(txn, 'p', ids->k[1], n, err);
  }
  if (all && !ids->k[0] && !ids->k[1] && !ids->k[2]) {
    return acta_txn_count(txn, 'n', 0, n, err);
  }
  if (pattern->mode == ACTA_GRAPH_ONE && !ids->k[0] && !ids->k[1] &&
      !ids->k[2]) {
    return acta_txn_count(txn, 'g', ids->k[3], n, err);
  }
  *known = false;
  return ACTA_OK;
}

// A class can be told by its count, if the predicate is rdf:type.
static acta_status bound_of(acta_txn *txn, const acta_id_pattern *pattern,
                            uint64_t *n, acta_error *err)
{
  uint64_t          more = 0;
  const acta_row   *ids  = &pattern->ids;
  const acta_status st   = ids->k[1] && ids->k[2] && !ids->k[0]
                             ? acta_txn_count(txn, 'c', ids->k[2], &more, err)
                             : ACTA_OK;
  if (more > *n) {
    *n = more;
  }
  return st;
}

acta_status acta_scan_estimate(acta_scan *s, const acta_id_pattern *pattern,
                               uint64_t *n, acta_error *err)
{
  bool        known = false, more = false;
  acta_status st = acta_txn_flush(s->txn, err);
  *n             = 0;
  st             = st ? st : count_known(s->txn, pattern, n, &known, err);
  if (st || known) {
    return st;
  }
  s->order = choose(&pattern->ids);
  st       = open_range(s, s->plain, s->order + ACTA_GSPO, pattern, err);
  st       = st ? st : count_range(s->plain, n, &more, err);
  if (!st &&
      (pattern->mode == ACTA_GRAPH_ANY || pattern->mode == ACTA_GRAPH_UNION)) {
    st = open_range(s, s->named, s->order, pattern, err);
    st = st ? st : count_range(s->named, n, &more, err);
  }
  s->plain->done = true;
  s->named->done = true;
  return st || !more ? st : bound_of(s->txn, pattern, n, err);
}
