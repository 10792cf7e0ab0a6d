// SPDX-License-Identifier: MIT
#include "store/dict.h"

#include <stdlib.h>

enum { HASH_BYTES = 16 };

static const char what[] = "cannot use the dictionary";

static MDB_dbi table(const acta_txn *txn, unsigned t)
{
  return acta_env_table(txn->store->env, t);
}

static void put64(uint8_t *out, uint64_t v)
{
  for (int i = 7; i >= 0; --i) {
    out[i] = (uint8_t)v;
    v >>= 8;
  }
}

static void hash_key(uint8_t out[HASH_BYTES], acta_hash128 h)
{
  put64(out, h.hi);
  put64(out + 8, h.lo);
}

acta_status acta_dict_bytes(acta_txn *txn, acta_id id, acta_str *bytes,
                            acta_error *err)
{
  uint8_t serial[ACTA_ID_BYTES];
  acta_id_put(serial, acta_id_number(id));
  MDB_val   key = {sizeof(serial), serial}, value;
  const int rc  = mdb_get(txn->mdb, table(txn, ACTA_T_TERM), &key, &value);
  if (rc == MDB_NOTFOUND) {
    return acta_fail(err, ACTA_E_STORE,
                     "the store is damaged: term %llu is missing",
                     (unsigned long long)acta_id_number(id));
  }
  if (rc) {
    return acta_env_fail(err, rc, what);
  }
  *bytes = (acta_str){value.mv_data, value.mv_size};
  return ACTA_OK;
}

// Looks for the term under its hash and, as long as other terms hold that key,
// under the ones behind.  `*id` 0: not there; `*hash` is then the free key.
static acta_status probe(acta_txn *txn, MDB_cursor *cursor, acta_str bytes,
                         acta_hash128 *hash, acta_id *id, acta_error *err)
{
  for (;; hash->lo++) {
    uint8_t raw[HASH_BYTES];
    hash_key(raw, *hash);
    MDB_val   key = {sizeof(raw), raw}, value;
    const int rc  = mdb_cursor_get(cursor, &key, &value, MDB_SET);
    if (rc == MDB_NOTFOUND) {
      *id = 0;
      return ACTA_OK;
    }
    if (rc) {
      return acta_env_fail(err, rc, what);
    }
    if (value.mv_size != ACTA_ID_BYTES) {
      return acta_fail(err, ACTA_E_STORE,
                       "the store is damaged: impossible id");
    }
    acta_str          there;
    const acta_id     candidate = acta_id_get(value.mv_data);
    const acta_status st        = acta_dict_bytes(txn, candidate, &there, err);
    if (st || acta_str_eq(there, bytes)) {
      *id = candidate;
      return st;
    }
  }
}

acta_status acta_dict_find(acta_txn *txn, acta_str bytes, acta_id *id,
                           acta_error *err)
{
  MDB_cursor *cursor = NULL;
  const int   rc = mdb_cursor_open(txn->mdb, table(txn, ACTA_T_ID), &cursor);
  if (rc) {
    return acta_env_fail(err, rc, what);
  }
  acta_hash128      hash = acta_hash128_of(bytes.p, bytes.n);
  const acta_status st   = probe(txn, cursor, bytes, &hash, id, err);
  mdb_cursor_close(cursor);
  return st;
}

// ---- many at once

typedef struct {
  acta_hash128 hash;
  uint32_t     number;
} entry;

static int cmp_entry(const void *a, const void *b)
{
  const entry *x = a, *y = b;
  if (x->hash.hi != y->hash.hi) {
    return x->hash.hi < y->hash.hi ? -1 : 1;
  }
  if (x->hash.lo != y->hash.lo) {
    return x->hash.lo < y->hash.lo ? -1 : 1;
  }
  return x->number < y->number ? -1 : 1;
}

// Spreads the entries over buckets by the top bits of their hashes, which are
// even, and sorts the few of each bucket.
static void sort_entries(entry *out, const acta_chunk *c, uint32_t *ends,
                         unsigned bits)
{
  const size_t   n_buckets = (size_t)1 << bits;
  const unsigned shift     = 64 - bits;
  for (size_t i = 1; i < c->n_terms; ++i) {
    if (c->terms[i].n) {
      ends[(c->terms[i].hash.hi >> shift) + 1]++;
    }
  }
  for (size_t b = 1; b <= n_buckets; ++b) {
    ends[b] += ends[b - 1];
  }
  for (size_t i = 1; i < c->n_terms; ++i) {
    if (c->terms[i].n) {
      out[ends[c->terms[i].hash.hi >> shift]++] =
        (entry){c->terms[i].hash, (uint32_t)i};
    }
  }
  for (size_t b = 0; b < n_buckets; ++b) {
    const size_t begin = b ? ends[b - 1] : 0;
    qsort(out + begin, ends[b] - begin, sizeof(*out), cmp_entry);
  }
}

// The chunk's stored terms sorted by hash; NULL if out of memory.
static entry *by_hash(const acta_chunk *c, size_t *n)
{
  unsigned bits = 1;
  while (bits < 20 && (size_t)4 << bits < c->n_terms) {
    ++bits;
  }
  entry    *out  = malloc((c->n_terms + 1) * sizeof(*out));
  uint32_t *ends = calloc(((size_t)1 << bits) + 1, sizeof(*ends));
  if (out && ends) {
    sort_entries(out, c, ends, bits);
    *n = ends[((size_t)1 << bits) - 1];
    free(ends);
    return out;
  }
  free(out);
  free(ends);
  return NULL;
}

static acta_status is_empty(MDB_cursor *cursor, bool *empty, acta_error *err)
{
  MDB_val   key, value;
  const int rc = mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
  *empty       = rc == MDB_NOTFOUND;
  return rc && rc != MDB_NOTFOUND ? acta_env_fail(err, rc, what) : ACTA_OK;
}

// Ids of the terms that the store has.
static acta_status find_known(acta_txn *txn, MDB_cursor *cursor, acta_chunk *c,
                              entry *entries, size_t n, acta_error *err)
{
  acta_status st = ACTA_OK;
  for (size_t i = 0; !st && i < n; ++i) {
    acta_chunk_term *t = &c->terms[entries[i].number];
    st = probe(txn, cursor, acta_chunk_bytes(c, entries[i].number),
               &entries[i].hash, &t->id, err);
  }
  return st;
}

static acta_status last_serial(MDB_cursor *cursor, uint64_t *serial,
                               acta_error *err)
{
  MDB_val   key, value;
  const int rc = mdb_cursor_get(cursor, &key, &value, MDB_LAST);
  *serial      = 0;
  if (!rc && key.mv_size == ACTA_ID_BYTES) {
    *serial = acta_id_get(key.mv_data);
  }
  return rc && rc != MDB_NOTFOUND ? acta_env_fail(err, rc, what) : ACTA_OK;
}

// Writes the terms without an id in the order of their numbers.
static acta_status write_new(acta_txn *txn, acta_chunk *c, acta_error *err)
{
  MDB_cursor *cursor = NULL;
  uint64_t    serial = 0;
  int         rc = mdb_cursor_open(txn->mdb, table(txn, ACTA_T_TERM), &cursor);
  if (rc) {
    return acta_env_fail(err, rc, what);
  }
  acta_status st = last_serial(cursor, &serial, err);
  for (size_t i = 1; !st && i < c->n_terms; ++i) {
    if (c->terms[i].id) {
      continue;
    }
    uint8_t        raw[ACTA_ID_BYTES];
    const acta_str bytes = acta_chunk_bytes(c, (uint32_t)i);
    acta_id_put(raw, ++serial);
    MDB_val key = {sizeof(raw), raw}, value = {bytes.n, c->bytes.p};
    value.mv_data  = c->bytes.p + c->terms[i].begin;
    c->terms[i].id = serial << 4 | acta_term_tag_of(bytes.p, bytes.n);
    rc             = mdb_cursor_put(cursor, &key, &value, MDB_APPEND);
    st             = rc ? acta_env_fail(err, rc, what) : ACTA_OK;
  }
  mdb_cursor_close(cursor);
  return st;
}

// Writes hash -> id for the terms above `before`, in the order of hashes.
static acta_status write_hashes(acta_txn *txn, MDB_cursor *cursor,
                                entry *entries, size_t n, unsigned flags,
                                acta_error *err)
{
  const acta_chunk *c = txn->chunk;
  for (size_t i = 0; i < n; ++i) {
    entry                 *e = &entries[i];
    const acta_chunk_term *t = &c->terms[e->number];
    uint8_t                raw[HASH_BYTES], id[ACTA_ID_BYTES];
    hash_key(raw, e->hash);
    acta_id_put(id, t->id);
    MDB_val key = {sizeof(raw), raw}, value = {sizeof(id), id};
    int     rc = mdb_cursor_put(cursor, &key, &value, flags);
    while (rc == MDB_KEYEXIST) { // another term of the chunk has this hash
      acta_id           there = 0;
      const acta_status st = probe(txn, cursor, acta_chunk_bytes(c, e->number),
                                   &e->hash, &there, err);
      if (st) {
        return st;
      }
      flags = MDB_NOOVERWRITE;
      hash_key(raw, e->hash);
      key   = (MDB_val){sizeof(raw), raw};
      value = (MDB_val){sizeof(id), id};
      rc    = mdb_cursor_put(cursor, &key, &value, flags);
    }
    if (rc) {
      return acta_env_fail(err, rc, what);
    }
  }
  return ACTA_OK;
}

// Keeps the entries whose terms have no id yet.
static size_t keep_unknown(const acta_chunk *c, entry *entries, size_t n)
{
  size_t kept = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!c->terms[entries[i].number].id) {
      entries[kept++] = entries[i];
    }
  }
  return kept;
}

acta_status acta_dict_resolve(acta_txn *txn, acta_error *err)
{
  acta_chunk *c       = txn->chunk;
  MDB_cursor *cursor  = NULL;
  size_t      n       = 0;
  bool        empty   = false;
  entry      *entries = by_hash(c, &n);
  if (!entries) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_status st = ACTA_OK;
  const int   rc = mdb_cursor_open(txn->mdb, table(txn, ACTA_T_ID), &cursor);
  if (rc) {
    free(entries);
    return acta_env_fail(err, rc, what);
  }
  st = is_empty(cursor, &empty, err);
  if (!st && !empty) {
    st = find_known(txn, cursor, c, entries, n, err);
  }
  n = keep_unknown(c, entries, n);
  if (!st && n) {
    st = write_new(txn, c, err);
  }
  if (!st && n) {
    st = write_hashes(txn, cursor, entries, n,
                      empty ? MDB_APPEND : MDB_NOOVERWRITE, err);
  }
  mdb_cursor_close(cursor);
  free(entries);
  return st;
}
