// SPDX-License-Identifier: MIT
#include <acta/admin.h>

#include "store/dict.h"
#include "store/scan.h"

#include <stdlib.h>

// What one index adds up to; order plays no part in it.
typedef struct {
  uint64_t     rows;
  acta_hash128 sum;
} digest;

typedef struct {
  acta_txn *txn;
  digest   digests[ACTA_N_INDEXES], named; // `named`: of g-s-p-o, so restricted
  uint64_t n_terms;
  acta_map counts;
} job;

static acta_status fault(acta_error *err, const char *table, const char *why)
{
  return acta_fail(err, ACTA_E_STORE, "table '%s': %s", table, why);
}

// ---- indexes

static void add_row(digest *d, const acta_row *quad)
{
  const acta_hash128 h = acta_hash128_of(quad->k, sizeof(quad->k));
  d->rows++;
  d->sum.hi += h.hi;
  d->sum.lo += h.lo;
}

static bool count(job *j, char kind, acta_id id)
{
  uint64_t *n =
    acta_map_at(&j->counts, (uint64_t)(unsigned char)kind << 56 | id);
  if (n) {
    ++*n;
  }
  return n != NULL;
}

static acta_status count_quad(job *j, const acta_row *quad, acta_error *err)
{
  if (!count(j, 'n', 0) || !count(j, 'p', quad->k[1]) ||
      (quad->k[3] && !count(j, 'g', quad->k[3])) ||
      (j->txn->type && quad->k[1] == j->txn->type &&
       !count(j, 'c', quad->k[2]))) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return ACTA_OK;
}

// Is every id of the quad a term, of a kind that may stand there?
static acta_status check_ids(job *j, const acta_row *quad, acta_error *err)
{
  char      room[ACTA_LEXICAL_MAX];
  acta_term term;
  for (int i = 0; i < 4; ++i) {
    const acta_id  id     = quad->k[i];
    const uint64_t serial = acta_id_number(id);
    if (!id && i == 3) {
      continue;
    }
    if (acta_id_stored(id)) {
      if (serial == 0 || serial > j->n_terms) {
        return fault(err, "gspo", "a quad has a term that is not there");
      }
    } else if (!acta_id_value(id, room, &term)) {
      return fault(err, "gspo", "a quad has an impossible id");
    }
    const acta_term_kind kind = acta_id_kind(id);
    if ((i == 1 && kind != ACTA_IRI) || (i != 2 && kind == ACTA_LITERAL)) {
      return fault(err, "gspo", "a quad has a term of the wrong kind");
    }
  }
  return ACTA_OK;
}

static acta_status check_row(job *j, unsigned index, const acta_row *row,
                             acta_error *err)
{
  acta_row quad;
  for (int i = 0; i < 4; ++i) {
    quad.k[acta_index_order[index][i]] = row->k[i];
  }
  add_row(&j->digests[index], &quad);
  if (index < ACTA_GSPO && !quad.k[3]) {
    return fault(err, acta_table_name[index], "a quad of the default graph");
  }
  if (index != ACTA_GSPO) {
    return ACTA_OK;
  }
  if (quad.k[3]) {
    add_row(&j->named, &quad);
  }
  const acta_status st = check_ids(j, &quad, err);
  return st ? st : count_quad(j, &quad, err);
}

static acta_status check_index(job *j, unsigned index, MDB_cursor *cursor,
                               acta_row *rows, acta_error *err)
{
  MDB_val     key, value;
  acta_row    last = {{0, 0, 0, 0}};
  acta_status st   = ACTA_OK;
  int         rc   = mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
  for (; !rc && !st; rc = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
    const size_t n = acta_block_get(key.mv_data, key.mv_size, value.mv_data,
                                    value.mv_size, rows);
    if (!n || acta_row_cmp(&rows[0], &last) <= 0) {
      return fault(err, acta_table_name[index], "a damaged block");
    }
    for (size_t i = 0; !st && i < n; ++i) {
      st = check_row(j, index, &rows[i], err);
    }
    last = rows[n - 1];
  }
  return st || rc == MDB_NOTFOUND
           ? st
           : acta_env_fail(err, rc, "cannot read an index");
}

static bool same(const digest *a, const digest *b)
{
  return a->rows == b->rows && a->sum.hi == b->sum.hi && a->sum.lo == b->sum.lo;
}

static acta_status check_indexes(job *j, acta_error *err)
{
  acta_row   *rows = malloc(ACTA_BLOCK_ROWS * sizeof(*rows));
  acta_status st =
    rows ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  for (unsigned i = 0; !st && i < ACTA_N_INDEXES; ++i) {
    MDB_cursor *cursor = NULL;
    const int   rc     = mdb_cursor_open(
            j->txn->mdb, acta_env_table(j->txn->store->env, i), &cursor);
    if (rc) {
      st = acta_env_fail(err, rc, "cannot read an index");
      break;
    }
    st = check_index(j, i, cursor, rows, err);
    mdb_cursor_close(cursor);
  }
  free(rows);
  for (unsigned i = 0; !st && i < ACTA_N_INDEXES; ++i) {
    const digest *want = i < ACTA_GSPO ? &j->named : &j->digests[ACTA_GSPO];
    if (!same(&j->digests[i], want)) {
      st = fault(err, acta_table_name[i], "other quads than in 'gspo'");
    }
  }
  return st;
}

// ---- dictionary

static acta_status check_term(job *j, uint64_t serial, const MDB_val *key,
                              const MDB_val *value, acta_error *err)
{
  acta_term      term;
  acta_id        id    = 0;
  const acta_str bytes = {value->mv_data, value->mv_size};
  if (key->mv_size != ACTA_ID_BYTES || acta_id_get(key->mv_data) != serial) {
    return fault(err, "term", "a serial number is missing");
  }
  if (!acta_term_get(bytes.p, bytes.n, &term)) {
    return fault(err, "term", "a damaged term");
  }
  const acta_status st = acta_dict_find(j->txn, bytes, &id, err);
  if (!st && id != (serial << 4 | acta_term_tag(&term))) {
    return fault(err, "id", "a term is not found by its hash");
  }
  return st;
}

static acta_status check_terms(job *j, acta_error *err)
{
  MDB_cursor *cursor = NULL;
  MDB_val     key, value;
  uint64_t    serial = 0;
  acta_status st     = ACTA_OK;
  int         rc     = mdb_cursor_open(
                j->txn->mdb, acta_env_table(j->txn->store->env, ACTA_T_TERM), &cursor);
  if (!rc) {
    rc = mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
  }
  for (; !rc && !st; rc = mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) {
    st = check_term(j, ++serial, &key, &value, err);
  }
  if (cursor) {
    mdb_cursor_close(cursor);
  }
  return st || rc == MDB_NOTFOUND
           ? st
           : acta_env_fail(err, rc, "cannot read the dictionary");
}

static acta_status count_terms(job *j, acta_error *err)
{
  MDB_stat  terms, ids;
  MDB_txn  *mdb = j->txn->mdb;
  acta_env *env = j->txn->store->env;
  int       rc  = mdb_stat(mdb, acta_env_table(env, ACTA_T_TERM), &terms);
  rc            = rc ? rc : mdb_stat(mdb, acta_env_table(env, ACTA_T_ID), &ids);
  if (rc) {
    return acta_env_fail(err, rc, "cannot read the dictionary");
  }
  if (terms.ms_entries != ids.ms_entries) {
    return fault(err, "id", "not as many entries as there are terms");
  }
  j->n_terms = terms.ms_entries;
  return ACTA_OK;
}

// ---- counts

static acta_status check_counts(job *j, acta_error *err)
{
  static const char kinds[] = {'n', 'g', 'p', 'c'};
  acta_status       st      = ACTA_OK;
  size_t            seen    = 0;
  for (size_t k = 0; k < sizeof(kinds); ++k) {
    acta_id        id  = 0;
    uint64_t       n   = 0;
    const uint64_t tag = (uint64_t)(unsigned char)kinds[k] << 56;
    if (kinds[k] == 'n') {
      st = acta_txn_count(j->txn, 'n', 0, &n, err);
      if (!st && n != j->digests[ACTA_GSPO].rows) {
        return fault(err, "count", "the number of quads is wrong");
      }
      seen += n != 0;
      continue;
    }
    while (!st && !(st = acta_txn_count_next(j->txn, kinds[k], &id, &n, err))) {
      const uint64_t *want = acta_map_find(&j->counts, tag | id);
      if (!want || *want != n) {
        return fault(err, "count", "a count is wrong");
      }
      ++seen;
    }
    st = st == ACTA_END ? ACTA_OK : st;
  }
  return st || seen == j->counts.n ? st
                                   : fault(err, "count", "a count is missing");
}

acta_status acta_txn_check(acta_txn *txn, acta_error *err)
{
  job             j    = {.txn = txn};
  const acta_term type = {
    .kind  = ACTA_IRI,
    .value = ACTA_STR("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")};
  acta_status st = acta_txn_flush(txn, err);
  if (!st && !txn->write) {
    st = acta_env_check_pages(txn->store->env, txn->mdb, NULL, err);
    if (st == ACTA_E_STORE) {
      acta_env_doubt(txn->store->env);
    }
  }
  st = st ? st : acta_txn_find(txn, &type, &txn->type, err);
  st = st ? st : count_terms(&j, err);
  st = st ? st : check_indexes(&j, err);
  st = st ? st : check_terms(&j, err);
  st = st ? st : check_counts(&j, err);
  acta_map_release(&j.counts);
  return st;
}
