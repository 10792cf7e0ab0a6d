// SPDX-License-Identifier: MIT
#include <acta/admin.h>

#include "store/closure.h"
#include "store/cursor.h"
#include "store/scan.h"

#include <stdlib.h>

enum { BATCH = 1 << 16 };

static acta_status count_kinds(acta_txn *txn, char kind, uint64_t *n,
                               acta_error *err)
{
  acta_id     id    = 0;
  uint64_t    quads = 0;
  acta_status st    = ACTA_OK;
  *n                = 0;
  while (!(st = acta_txn_count_next(txn, kind, &id, &quads, err))) {
    ++*n;
  }
  return st == ACTA_END ? ACTA_OK : st;
}

acta_status acta_txn_stats(acta_txn *txn, acta_store_stats *stats,
                           acta_error *err)
{
  acta_store_stats s  = {.bytes = acta_env_size(txn->store->env)};
  acta_id          id = 0;
  MDB_stat         terms;
  acta_status      st = acta_txn_flush(txn, err);
  st                  = st ? st : acta_txn_count(txn, 'n', 0, &s.quads, err);
  st                  = st ? st : count_kinds(txn, 'g', &s.graphs, err);
  st                  = st ? st : count_kinds(txn, 'p', &s.predicates, err);
  st                  = st ? st : count_kinds(txn, 'c', &s.classes, err);
  st                  = st ? st : acta_closure_graph(txn, &id, err);
  if (!st && id) {
    st = acta_txn_count(txn, 'g', id, &s.entailed, err);
    s.graphs -= s.entailed != 0;
  }
  if (st) {
    return st;
  }
  const int rc =
    mdb_stat(txn->mdb, acta_env_table(txn->store->env, ACTA_T_TERM), &terms);
  if (rc) {
    return acta_env_fail(err, rc, "cannot count the terms");
  }
  s.terms = terms.ms_entries;
  *stats  = s;
  return ACTA_OK;
}

acta_status acta_txn_counts(acta_txn *txn, acta_count_kind kind,
                            acta_status (*each)(void            *user,
                                                const acta_term *term,
                                                uint64_t         quads),
                            void *user, acta_error *err)
{
  static const char letters[] = {'g', 'p', 'c'};
  acta_term_room_t  room      = {.copy = {NULL, 0, 0, false}};
  acta_id           id        = 0;
  uint64_t          n         = 0;
  acta_term         term;
  acta_status       st = acta_txn_flush(txn, err);
  while (!st && !(st = acta_txn_count_next(txn, letters[kind], &id, &n, err))) {
    st = acta_txn_term(txn, id, &room, &term, err);
    st = st ? st : each(user, &term, n);
  }
  acta_buf_release(&room.copy);
  return st == ACTA_END ? ACTA_OK : st;
}

// Removes in batches: the scan looks for its place anew after each.
acta_status acta_txn_remove_matching(acta_txn *txn, const acta_pattern *pattern,
                                     uint64_t *n, acta_error *err)
{
  acta_id_pattern ids;
  acta_scan      *scan  = NULL;
  acta_row       *rows  = malloc(BATCH * sizeof(*rows));
  bool            known = false;
  uint64_t        total = 0;
  acta_status     st    = rows ? acta_txn_flush(txn, err)
                               : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  st = st ? st : acta_pattern_ids(txn, pattern, &ids, &known, err);
  if (!st && known) {
    st = acta_scan_new(txn, &scan, err);
    st = st ? st : acta_scan_begin(scan, &ids, err);
  }
  while (!st && known) {
    size_t got = 0;
    while (got < BATCH && !(st = acta_scan_next(scan, &rows[got], err))) {
      ++got;
    }
    st = got && st == ACTA_END ? ACTA_OK : st;
    for (size_t i = 0; !st && i < got; ++i) {
      st = acta_txn_remove_ids(txn, &rows[i], err);
    }
    total += got;
  }
  acta_scan_free(scan);
  free(rows);
  if (n) {
    *n = total;
  }
  st = st == ACTA_END ? ACTA_OK : st;
  return st ? st : acta_txn_flush(txn, err);
}

typedef struct {
  acta_sink sink;
  acta_txn *txn;
} remover;

static acta_status remover_quad(acta_sink *sink, const acta_quad *quad,
                                acta_error *err)
{
  return acta_txn_remove(((remover *)sink)->txn, quad, err);
}

static acta_status remover_prefix(acta_sink *sink, acta_str name, acta_str iri,
                                  acta_error *err)
{
  (void)sink;
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status remover_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

acta_sink *acta_remover_new(acta_txn *txn)
{
  remover *r = calloc(1, sizeof(*r));
  if (r) {
    r->sink = (acta_sink){remover_quad, remover_prefix, remover_end};
    r->txn  = txn;
  }
  return r ? &r->sink : NULL;
}

acta_status acta_store_backup(acta_store *store, const char *dir,
                              acta_error *err)
{
  return acta_env_copy(store->env, dir, err);
}
