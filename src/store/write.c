// SPDX-License-Identifier: MIT
#include "store/write.h"
#include "store/closure.h"
#include "store/dict.h"
#include "store/index.h"

#include <errno.h>
#include <stdlib.h>

#define RDF_TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// ---- counts

// Quads of one change, counted while they come in the order g p o s: those that
// agree in what is counted come in a row.
typedef struct {
  acta_txn *txn;
  acta_row  last; // g p o s
  uint64_t  n;
  int64_t   sign;
} counter;

static uint64_t count_key(char kind, acta_id id)
{
  return (uint64_t)(unsigned char)kind << 56 | id;
}

static acta_status counter_end(counter *c, acta_error *err)
{
  const acta_row r       = c->last;
  const bool     typed   = r.k[1] == c->txn->type;
  const uint64_t keys[4] = {
    count_key('n', 0),
    r.k[0] ? count_key('g', r.k[0]) : 0,
    count_key('p', r.k[1]),
    typed ? count_key('c', r.k[2]) : 0,
  };
  for (int i = 0; i < 4 && c->n; ++i) {
    uint64_t *n = keys[i] ? acta_map_at(&c->txn->counts, keys[i]) : NULL;
    if (keys[i] && !n) {
      return no_memory(err);
    }
    if (n) {
      *n += (uint64_t)c->sign * c->n;
    }
  }
  c->n = 0;
  return ACTA_OK;
}

static acta_status counter_row(void *user, const acta_row *row, acta_error *err)
{
  counter    *c  = user;
  acta_status st = ACTA_OK;
  if (c->last.k[0] != row->k[0] || c->last.k[1] != row->k[1] ||
      (c->last.k[2] != row->k[2] && row->k[1] == c->txn->type)) {
    st = counter_end(c, err);
  }
  c->last = *row;
  c->n++;
  return st;
}

// Adds the differences in `counts` to what the store says.
static acta_status write_counts(acta_txn *txn, acta_error *err)
{
  const MDB_dbi table = acta_env_table(txn->store->env, ACTA_T_COUNT);
  for (size_t i = 0; i < txn->counts.cap; ++i) {
    const acta_map_slot slot = txn->counts.slots[i];
    const acta_id       id   = slot.key & ACTA_ID_MAX;
    uint64_t            n    = 0;
    if (!slot.key || !slot.value) {
      continue;
    }
    acta_status st = acta_txn_count(txn, (char)(slot.key >> 56), id, &n, err);
    if (st) {
      return st;
    }
    uint8_t raw[1 + ACTA_ID_BYTES], count[8];
    raw[0] = (uint8_t)(slot.key >> 56);
    acta_id_put(raw + 1, id);
    n += slot.value;
    for (int b = 0; b < 8; ++b) {
      count[b] = (uint8_t)(n >> (56 - 8 * b));
    }
    MDB_val   key = {sizeof(raw), raw}, value = {sizeof(count), count};
    const int rc = n ? mdb_put(txn->mdb, table, &key, &value, 0)
                     : mdb_del(txn->mdb, table, &key, NULL);
    if (rc) {
      return acta_env_fail(err, rc, "cannot write counts");
    }
  }
  acta_map_clear(&txn->counts);
  return ACTA_OK;
}

static acta_status find_type(acta_txn *txn, acta_error *err)
{
  const acta_term type = {.kind = ACTA_IRI, .value = ACTA_STR(RDF_TYPE)};
  return txn->type ? ACTA_OK : acta_txn_find(txn, &type, &txn->type, err);
}

// Merges sorted rows into one index; the index g-p-o-s does the counting.
static acta_status apply(acta_txn *txn, unsigned index, acta_stream *stream,
                         bool removes, acta_error *err)
{
  counter           c      = {.txn = txn, .sign = removes ? -1 : 1};
  acta_index_change change = {
    .txn    = txn->mdb,
    .table  = acta_env_table(txn->store->env, index),
    .remove = removes,
  };
  if (!stream) {
    return no_memory(err);
  }
  if (index == ACTA_GPOS) {
    change.changed = counter_row;
    change.user    = &c;
  }
  acta_status st = acta_index_apply(&change, stream, err);
  if (!st) {
    st = counter_end(&c, err);
  }
  acta_stream_free(stream);
  return st;
}

// ---- sorting a chunk

typedef struct {
  acta_id  id;
  uint32_t number;
} numbered;

static int cmp_numbered(const void *a, const void *b)
{
  const numbered *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

// The chunk's rows as ranks, and what is needed to sort them.
typedef struct {
  acta_ranks *rows, *spare, *by_graph;
  size_t      n;
  acta_id    *ids; // by rank
  uint32_t   *counts;
  size_t      n_ranks;
} sorter;

static void sorter_release(sorter *s)
{
  free(s->spare);
  free(s->by_graph);
  free(s->ids);
  free(s->counts);
}

// Puts ranks in place of local numbers; rank 0 is "none".
static acta_status rank(sorter *s, acta_chunk *c, acta_error *err)
{
  numbered *terms   = malloc(c->n_terms * sizeof(*terms));
  uint32_t *rank_of = malloc(c->n_terms * sizeof(*rank_of));
  if (!terms || !rank_of) {
    free(terms);
    free(rank_of);
    return no_memory(err);
  }
  bool sorted = true;
  for (size_t i = 0; i < c->n_terms; ++i) {
    terms[i] = (numbered){c->terms[i].id, (uint32_t)i};
    sorted   = sorted && (i == 0 || terms[i - 1].id < terms[i].id);
  }
  if (!sorted) {
    qsort(terms, c->n_terms, sizeof(*terms), cmp_numbered);
  }
  uint32_t n = 0;
  for (size_t i = 0; i < c->n_terms; ++i) {
    // one id may have two numbers: a term met by its bytes and by its id
    if (i && terms[i].id != terms[i - 1].id) {
      ++n;
    }
    s->ids[n]                = terms[i].id;
    rank_of[terms[i].number] = n;
  }
  for (size_t i = 0; i < c->n_rows; ++i) {
    for (int part = 0; part < 4; ++part) {
      c->rows[i].k[part] = rank_of[c->rows[i].k[part]];
    }
  }
  free(terms);
  free(rank_of);
  return ACTA_OK;
}

static acta_status sorter_init(sorter *s, acta_chunk *c, acta_error *err)
{
  *s = (sorter){.rows = c->rows, .n = c->n_rows, .n_ranks = c->n_terms};
  const size_t bytes = (c->n_rows + 1) * sizeof(*s->spare);
  s->spare           = malloc(bytes);
  s->by_graph        = malloc(bytes);
  s->ids             = malloc((c->n_terms + 1) * sizeof(*s->ids));
  s->counts          = malloc((c->n_terms + 2) * sizeof(*s->counts));
  if (!s->spare || !s->by_graph || !s->ids || !s->counts) {
    sorter_release(s);
    return no_memory(err);
  }
  const acta_status st = rank(s, c, err);
  if (st) {
    sorter_release(s);
  }
  return st;
}

// Sorts `rows` by one part, using `spare`; the two change places.
static void sort_by(sorter *s, unsigned part)
{
  const acta_digit all = {part, 0, UINT32_MAX};
  acta_ranks_sort(s->rows, s->spare, s->n, all, s->counts, s->n_ranks);
  acta_ranks *swap = s->rows;
  s->rows          = s->spare;
  s->spare         = swap;
}

static void unique(sorter *s)
{
  size_t n = 0;
  for (size_t i = 0; i < s->n; ++i) {
    if (!n || memcmp(&s->rows[n - 1], &s->rows[i], sizeof(*s->rows)) != 0) {
      s->rows[n++] = s->rows[i];
    }
  }
  s->n = n;
}

typedef acta_status (*sorted_fn)(acta_txn *txn, unsigned index,
                                 const acta_memory_rows *rows, acta_error *err);

// Passes on what is in the order of one index with the graph behind, and the
// same with the graph before.
static acta_status pass_on(sorter *s, acta_txn *txn, unsigned index,
                           sorted_fn fn, acta_error *err)
{
  const acta_digit graph = {3, 0, UINT32_MAX};
  acta_memory_rows rows  = {s->rows, s->n, s->ids, acta_index_order[index],
                            true};
  acta_status      st    = fn(txn, index, &rows, err);
  acta_ranks_sort(s->rows, s->by_graph, s->n, graph, s->counts, s->n_ranks);
  rows.rows  = s->by_graph;
  rows.order = acta_index_order[index + ACTA_GSPO];
  rows.named = false;
  return st ? st : fn(txn, index + ACTA_GSPO, &rows, err);
}

// Calls `fn` with the chunk sorted for each index.  The sorts are stable, so
// from s-p-o one pass leads to o-s-p and one more to p-o-s.
static acta_status each_order(acta_txn *txn, sorted_fn fn, acta_error *err)
{
  acta_chunk *c = txn->chunk;
  sorter      s;
  acta_status st = txn->closure ? acta_closure_extend(txn, err) : ACTA_OK;
  st             = st ? st : acta_dict_resolve(txn, err);
  st             = !st && txn->closure ? acta_closure_declare(txn, err) : st;
  st             = st ? st : find_type(txn, err);
  st             = st ? st : sorter_init(&s, c, err);
  if (st) {
    return st;
  }
  static const uint8_t parts[] = {3, 2, 1, 0};
  for (int i = 0; i < 4; ++i) {
    sort_by(&s, parts[i]);
  }
  unique(&s);
  st = pass_on(&s, txn, ACTA_SPOG, fn, err);
  if (!st) {
    sort_by(&s, 2);
    st = pass_on(&s, txn, ACTA_OSPG, fn, err);
  }
  if (!st) {
    sort_by(&s, 1);
    st = pass_on(&s, txn, ACTA_POSG, fn, err);
  }
  if (s.rows != c->rows) { // the chunk keeps its own
    s.spare = s.rows;
  }
  sorter_release(&s);
  acta_chunk_clear(c);
  return st;
}

static acta_status spill_order(acta_txn *txn, unsigned index,
                               const acta_memory_rows *rows, acta_error *err)
{
  acta_runs *runs = &txn->runs[index];
  if (runs->fd < 0) {
    runs->fd = acta_env_temporary(txn->store->env);
    if (runs->fd < 0) {
      return acta_env_fail(err, errno, "cannot make a temporary file");
    }
  }
  return acta_runs_add(runs, rows, err);
}

static acta_status apply_order(acta_txn *txn, unsigned index,
                               const acta_memory_rows *rows, acta_error *err)
{
  return apply(txn, index, acta_stream_new(rows, NULL), false, err);
}

acta_status acta_write_spill(acta_txn *txn, acta_error *err)
{
  return each_order(txn, spill_order, err);
}

acta_status acta_write_added(acta_txn *txn, acta_error *err)
{
  const bool  spilled = txn->runs[ACTA_GSPO].n != 0;
  acta_status st      = ACTA_OK;
  if (txn->chunk && txn->chunk->n_rows) {
    st = each_order(txn, spilled ? spill_order : apply_order, err);
  }
  if (spilled) { // make room for the pages that LMDB holds
    acta_chunk_free(txn->chunk);
    txn->chunk = NULL;
  }
  for (unsigned i = 0; !st && spilled && i < ACTA_N_INDEXES; ++i) {
    st = apply(txn, i, acta_stream_new(NULL, &txn->runs[i]), false, err);
    acta_runs_release(&txn->runs[i]);
  }
  return st ? st : write_counts(txn, err);
}

static int cmp_rows(const void *a, const void *b)
{
  return acta_row_cmp(a, b);
}

// Puts those that table `index` holds into `rows`, sorted as it is.
static size_t rows_for(unsigned index, const acta_row *quads, size_t n,
                       acta_row *rows)
{
  const uint8_t *order = acta_index_order[index];
  size_t         m     = 0;
  for (size_t i = 0; i < n; ++i) {
    if (index >= ACTA_GSPO || quads[i].k[3]) {
      for (int part = 0; part < 4; ++part) {
        rows[m].k[part] = quads[i].k[order[part]];
      }
      ++m;
    }
  }
  qsort(rows, m, sizeof(*rows), cmp_rows);
  return m;
}

acta_status acta_write_removed(acta_txn *txn, acta_row *quads, size_t n,
                               acta_error *err)
{
  acta_row *rows = malloc((n + 1) * sizeof(*rows));
  if (!rows) {
    return no_memory(err);
  }
  acta_status st = find_type(txn, err);
  for (unsigned index = 0; !st && index < ACTA_N_INDEXES; ++index) {
    const size_t m = rows_for(index, quads, n, rows);

    st = apply(txn, index, acta_stream_of(rows, m), true, err);
  }
  free(rows);
  return st ? st : write_counts(txn, err);
}
