// SPDX-License-Identifier: MIT
#include "store/txn.h"
#include "store/closure.h"
#include "store/cursor.h"
#include "store/dict.h"
#include "store/write.h"

#include "base/vec.h"

#include <stdlib.h>

enum { MAX_REMOVED = 1 << 20 };

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// ---- the sink

static acta_status check_quad(const acta_quad *q, acta_error *err)
{
  const bool good = (q->s.kind == ACTA_IRI || q->s.kind == ACTA_BLANK) &&
                    q->p.kind == ACTA_IRI && q->o.kind != ACTA_NONE &&
                    q->g.kind != ACTA_LITERAL;
  return good ? ACTA_OK : acta_fail(err, ACTA_E_ARG, "not an RDF quad");
}

// May the transaction be changed?
static acta_status usable(acta_txn *txn, acta_error *err)
{
  if (!txn->write) {
    return acta_fail(err, ACTA_E_ARG, "this transaction only reads");
  }
  if (txn->broken) {
    return acta_fail(err, txn->broken,
                     "the transaction has failed before; abort it");
  }
  return txn->attached ? ACTA_OK : acta_closure_attach(txn, err);
}

static bool chunk_full(const acta_txn *txn)
{
  const acta_chunk *c = txn->chunk;
  return !txn->marked &&
         (c->n_rows >= txn->chunk_rows || c->n_terms >= ACTA_CHUNK_TERMS ||
          c->bytes.n >= ACTA_CHUNK_BYTES);
}

static acta_status spill(acta_txn *txn, acta_error *err)
{
  txn->broken = acta_write_spill(txn, err);
  return txn->broken;
}

static acta_status flush_removed(acta_txn *txn, acta_error *err)
{
  const size_t n  = txn->n_removed;
  acta_status  st = acta_write_removed(txn, txn->removed, n, err);
  if (!st && txn->closure) {
    st = acta_closure_removed(txn, txn->removed, n, err);
  }
  txn->n_removed = 0;
  txn->broken    = st;
  return st;
}

static acta_status sink_quad(acta_sink *sink, const acta_quad *quad,
                             acta_error *err)
{
  acta_txn   *txn = (acta_txn *)sink;
  acta_status st  = usable(txn, err);
  st              = st ? st : check_quad(quad, err);
  if (!st && txn->n_removed) {
    st = flush_removed(txn, err);
  }
  if (st) {
    return st;
  }
  if (!txn->chunk) {
    txn->chunk = acta_chunk_new();
  }
  if (!txn->chunk || !acta_chunk_add(txn->chunk, quad)) {
    txn->broken = ACTA_E_NOMEM;
    return no_memory(err);
  }
  return chunk_full(txn) ? spill(txn, err) : ACTA_OK;
}

static acta_status sink_prefix(acta_sink *sink, acta_str name, acta_str iri,
                               acta_error *err)
{
  (void)sink;
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status sink_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

acta_sink *acta_txn_sink(acta_txn *txn)
{
  return &txn->sink;
}

// ---- begin and end

acta_status acta_txn_begin(acta_store *store, acta_txn_mode mode,
                           acta_txn **out, acta_error *err)
{
  if (mode == ACTA_TXN_WRITE &&
      (store->read_only || acta_env_read_only(store->env))) {
    return acta_fail(err, ACTA_E_ARG, "the store is open for reading only");
  }
  acta_txn *txn = calloc(1, sizeof(*txn));
  if (!txn) {
    return no_memory(err);
  }
  txn->sink       = (acta_sink){sink_quad, sink_prefix, sink_end};
  txn->store      = store;
  txn->write      = mode == ACTA_TXN_WRITE;
  txn->chunk_rows = ACTA_CHUNK_ROWS;
  for (int i = 0; i < ACTA_N_INDEXES; ++i) {
    txn->runs[i].fd = -1;
  }
  const acta_status st = acta_env_begin(store->env, txn->write, &txn->mdb, err);
  if (st) {
    free(txn);
    return st;
  }
  *out = txn;
  return ACTA_OK;
}

static void release(acta_txn *txn)
{
  for (int i = 0; i < ACTA_N_INDEXES; ++i) {
    acta_runs_release(&txn->runs[i]);
  }
  acta_chunk_free(txn->chunk);
  acta_closure_free(txn->closure);
  acta_map_release(&txn->counts);
  free(txn->removed);
  free(txn);
}

acta_status acta_txn_commit(acta_txn *txn, acta_error *err)
{
  acta_status st = txn->write ? acta_txn_flush(txn, err) : ACTA_OK;
  if (st || !txn->write) {
    acta_txn_abort(txn);
    return st;
  }
  acta_env *env = txn->store->env;
  acta_cursors_orphan(txn);
  const int rc = mdb_txn_commit(txn->mdb);
  acta_env_ended(env);
  release(txn);
  if (rc) {
    acta_env_doubt(env);
    acta_env_trim(env);
    return acta_env_fail(err, rc, "cannot commit");
  }
  return ACTA_OK;
}

void acta_txn_abort(acta_txn *txn)
{
  if (txn) {
    acta_env *env = txn->store->env;
    acta_cursors_orphan(txn);
    if (txn->write) {
      acta_env_cut(env);
    }
    mdb_txn_abort(txn->mdb);
    acta_env_ended(env);
    release(txn);
  }
}

// ---- changes

acta_status acta_txn_flush(acta_txn *txn, acta_error *err)
{
  if (!txn->write) {
    return ACTA_OK;
  }
  acta_status st = usable(txn, err);
  if (!st && txn->n_removed) {
    st = flush_removed(txn, err);
  }
  if (!st && ((txn->chunk && txn->chunk->n_rows) || txn->runs[ACTA_GSPO].n)) {
    st          = acta_write_added(txn, err);
    txn->broken = st;
  }
  if (!st && txn->closure) {
    st          = acta_closure_settle(txn, err);
    txn->broken = st;
  }
  return st;
}

acta_status acta_txn_mark(acta_txn *txn, acta_error *err)
{
  acta_status st = usable(txn, err);
  if (!st && txn->n_removed) {
    st = flush_removed(txn, err);
  }
  if (!st && txn->chunk && chunk_full(txn)) {
    st = spill(txn, err);
  }
  txn->marked       = !st;
  txn->marked_rows  = txn->chunk ? txn->chunk->n_rows : 0;
  txn->marked_terms = txn->chunk ? txn->chunk->n_terms : 1;
  return st;
}

acta_status acta_txn_undo(acta_txn *txn, acta_error *err)
{
  txn->marked = false;
  if (txn->chunk) {
    acta_chunk_cut(txn->chunk, txn->marked_rows, txn->marked_terms);
  }
  return usable(txn, err);
}

void acta_txn_unmark(acta_txn *txn)
{
  txn->marked = false;
}

static bool adds_pending(const acta_txn *txn)
{
  return (txn->chunk && txn->chunk->n_rows) || txn->runs[ACTA_GSPO].n;
}

acta_status acta_txn_remove_ids(acta_txn *txn, const acta_row *quad,
                                acta_error *err)
{
  acta_status st = usable(txn, err);
  if (!st && (adds_pending(txn) || txn->n_removed >= MAX_REMOVED)) {
    st = acta_txn_flush(txn, err);
  }
  if (st) {
    return st;
  }
  void *removed = txn->removed;
  if (!acta_vec_grow(&removed, txn->n_removed, &txn->cap_removed,
                     sizeof(*txn->removed))) {
    return no_memory(err);
  }
  txn->removed                   = removed;
  txn->removed[txn->n_removed++] = *quad;
  return ACTA_OK;
}

acta_status acta_txn_remove(acta_txn *txn, const acta_quad *quad,
                            acta_error *err)
{
  acta_row               row;
  const acta_term *const terms[4] = {&quad->s, &quad->p, &quad->o, &quad->g};
  acta_status            st       = usable(txn, err);
  st                              = st ? st : check_quad(quad, err);
  if (!st && adds_pending(txn)) {
    st = acta_txn_flush(txn, err);
  }
  for (int i = 0; !st && i < 4; ++i) {
    st = acta_txn_find(txn, terms[i], &row.k[i], err);
    if (!st && !row.k[i] && terms[i]->kind != ACTA_NONE) {
      return ACTA_OK; // a term that the store does not know
    }
  }
  return st ? st : acta_txn_remove_ids(txn, &row, err);
}

// ---- terms

acta_status acta_txn_find(acta_txn *txn, const acta_term *term, acta_id *id,
                          acta_error *err)
{
  const acta_id value = acta_id_of_value(term);
  if (value || term->kind == ACTA_NONE) {
    *id = value;
    return ACTA_OK;
  }
  uint8_t      short_room[256];
  const size_t room = acta_term_room(term);
  uint8_t     *p    = room > sizeof(short_room) ? malloc(room) : short_room;
  if (!p) {
    return no_memory(err);
  }
  const acta_str    bytes = {(const char *)p, acta_term_put(term, p)};
  const acta_status st    = acta_dict_find(txn, bytes, id, err);
  if (p != short_room) {
    free(p);
  }
  return st;
}

acta_status acta_txn_term_bytes(acta_txn *txn, acta_id id, acta_str *bytes,
                                acta_error *err)
{
  return acta_dict_bytes(txn, id, bytes, err);
}

static acta_status malformed(acta_id id, acta_error *err)
{
  return acta_fail(err, ACTA_E_STORE,
                   "the store is damaged: id %llu is not a term",
                   (unsigned long long)id);
}

acta_status acta_txn_term(acta_txn *txn, acta_id id, acta_term_room_t *room,
                          acta_term *term, acta_error *err)
{
  if (!id) {
    *term = (acta_term){.kind = ACTA_NONE};
    return ACTA_OK;
  }
  if (!acta_id_stored(id)) {
    return acta_id_value(id, room->value, term) ? ACTA_OK : malformed(id, err);
  }
  acta_str          bytes;
  const acta_status st = acta_dict_bytes(txn, id, &bytes, err);
  if (st) {
    return st;
  }
  if (txn->write) { // a later write may move what is borrowed
    room->copy.n = 0;
    acta_buf_str(&room->copy, bytes);
    if (room->copy.failed) {
      return no_memory(err);
    }
    bytes = acta_buf_as_str(&room->copy);
  }
  if (!acta_term_get(bytes.p, bytes.n, term) ||
      acta_term_tag(term) != acta_id_tag(id)) {
    return malformed(id, err);
  }
  return ACTA_OK;
}

// ---- counts and state

static bool get_count(const MDB_val *value, uint64_t *n)
{
  if (value->mv_size != 8) {
    return false;
  }
  const uint8_t *p = value->mv_data;
  *n               = 0;
  for (int i = 0; i < 8; ++i) {
    *n = *n << 8 | p[i];
  }
  return true;
}

acta_status acta_txn_count(acta_txn *txn, char kind, acta_id id, uint64_t *n,
                           acta_error *err)
{
  uint8_t raw[1 + ACTA_ID_BYTES];
  raw[0] = (uint8_t)kind;
  acta_id_put(raw + 1, id);
  MDB_val   key = {sizeof(raw), raw}, value;
  const int rc  = mdb_get(
     txn->mdb, acta_env_table(txn->store->env, ACTA_T_COUNT), &key, &value);
  *n = 0;
  if (rc && rc != MDB_NOTFOUND) {
    return acta_env_fail(err, rc, "cannot read counts");
  }
  if (!rc && !get_count(&value, n)) {
    return acta_fail(err, ACTA_E_STORE, "the store is damaged: odd count");
  }
  return ACTA_OK;
}

acta_status acta_txn_count_next(acta_txn *txn, char kind, acta_id *id,
                                uint64_t *n, acta_error *err)
{
  MDB_cursor *cursor = NULL;
  uint8_t     raw[1 + ACTA_ID_BYTES];
  raw[0] = (uint8_t)kind;
  acta_id_put(raw + 1, *id + 1);
  MDB_val key = {sizeof(raw), raw}, value;
  int     rc  = mdb_cursor_open(
         txn->mdb, acta_env_table(txn->store->env, ACTA_T_COUNT), &cursor);
  if (rc) {
    return acta_env_fail(err, rc, "cannot read counts");
  }
  rc = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  mdb_cursor_close(cursor);
  if (rc == MDB_NOTFOUND ||
      (!rc && key.mv_size && *(const char *)key.mv_data != kind)) {
    return ACTA_END;
  }
  if (rc) {
    return acta_env_fail(err, rc, "cannot read counts");
  }
  if (key.mv_size != sizeof(raw) || !get_count(&value, n)) {
    return acta_fail(err, ACTA_E_STORE, "the store is damaged: odd count");
  }
  *id = acta_id_get((const uint8_t *)key.mv_data + 1);
  return ACTA_OK;
}

static char          entail_name[] = "entail";
static const MDB_val entail_key    = {sizeof(entail_name) - 1, entail_name};

acta_status acta_txn_entail_state(acta_txn *txn, acta_entail_state *state,
                                  acta_error *err)
{
  MDB_val   key = entail_key, value;
  const int rc = mdb_get(txn->mdb, acta_env_table(txn->store->env, ACTA_T_META),
                         &key, &value);
  *state       = ACTA_ENTAIL_UNSET;
  if (rc && rc != MDB_NOTFOUND) {
    return acta_env_fail(err, rc, "cannot read the store's state");
  }
  if (!rc) {
    const uint8_t got = value.mv_size == 1 ? *(uint8_t *)value.mv_data : 255;
    if (got > ACTA_ENTAIL_STALE) {
      return acta_fail(err, ACTA_E_STORE, "the store is damaged: odd state");
    }
    *state = (acta_entail_state)got;
  }
  return ACTA_OK;
}

acta_status acta_txn_set_entail_state(acta_txn *txn, acta_entail_state state,
                                      acta_error *err)
{
  uint8_t   byte = (uint8_t)state;
  MDB_val   key = entail_key, value = {1, &byte};
  const int rc = mdb_put(txn->mdb, acta_env_table(txn->store->env, ACTA_T_META),
                         &key, &value, 0);
  return rc ? acta_env_fail(err, rc, "cannot write the store's state")
            : ACTA_OK;
}
