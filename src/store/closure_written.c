// SPDX-License-Identifier: MIT
// The closure of quads that are written: what to take out after a removal, and
// all anew after a change of the schema.
#include "base/vec.h"
#include "store/closure_impl.h"
#include "store/dict.h"
#include "store/scan.h"
#include "store/write.h"

#include <stdlib.h>

enum {
  BATCH        = 1 << 16,
  MAX_SUBJECTS = 1 << 14, ///< Beyond, making all anew is cheaper
};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

typedef struct {
  acta_deriver d;     // first
  acta_map     nodes; // id to node + 2, 1: none
  acta_map     ids;   // node + 1 to id + 1
  acta_row    *rows;  // derived: s p o of one subject
  size_t       n_rows, cap_rows;
} id_deriver;

static acta_status id_node(acta_deriver *d, uint64_t id, uint32_t *node,
                           acta_error *err)
{
  id_deriver *c     = (id_deriver *)d;
  uint64_t   *found = acta_map_at(&c->nodes, id);
  acta_str    bytes;
  if (!found) {
    return no_memory(err);
  }
  if (!*found) {
    *node = ACTA_NO_NODE;
    if (acta_id_tag(id) == ACTA_TAG_IRI) {
      const acta_status st =
        acta_txn_term_bytes(d->closure->txn, id, &bytes, err);
      if (st) {
        return st;
      }
      *node = acta_schema_node(d->closure->schema,
                               (acta_str){bytes.p + 1, bytes.n - 1});
      if (*node == ACTA_NO_NODE) {
        return no_memory(err);
      }
    }
    *found = (uint64_t)(uint32_t)(*node + 2);
  }
  *node = (uint32_t)*found - 2;
  return ACTA_OK;
}

// Id of a node, 0 if the store does not know it.
static acta_status id_of_node(id_deriver *c, uint32_t node, acta_id *id,
                              acta_error *err)
{
  uint64_t *found = acta_map_at(&c->ids, (uint64_t)node + 1);
  if (!found) {
    return no_memory(err);
  }
  if (!*found) {
    const acta_term term = {
      .kind = ACTA_IRI, .value = acta_schema_iri(c->d.closure->schema, node)};
    const acta_status st = acta_txn_find(c->d.closure->txn, &term, id, err);
    *found               = *id + 1;
    return st;
  }
  *id = *found - 1;
  return ACTA_OK;
}

// Collects what follows about one subject.
static acta_status collect(acta_deriver *d, uint64_t s, uint32_t p, uint64_t o,
                           uint32_t o_node, acta_error *err)
{
  id_deriver *c    = (id_deriver *)d;
  acta_row    row  = {{s, 0, o, 0}};
  void       *rows = c->rows;
  acta_status st   = id_of_node(c, p, &row.k[1], err);
  if (!st && o_node != ACTA_NO_NODE) {
    st = id_of_node(c, o_node, &row.k[2], err);
  }
  if (st || !row.k[1] || !row.k[2]) {
    return st; // a term that the store does not know is in no quad
  }
  if (!acta_vec_grow(&rows, c->n_rows, &c->cap_rows, sizeof(*c->rows))) {
    return no_memory(err);
  }
  c->rows              = rows;
  c->rows[c->n_rows++] = row;
  return ACTA_OK;
}

static void release_ids(id_deriver *c)
{
  acta_map_release(&c->nodes);
  acta_map_release(&c->ids);
  free(c->rows);
}

static int cmp_rows(const void *a, const void *b)
{
  return acta_row_cmp(a, b);
}

typedef struct {
  acta_row *at;
  size_t    n, cap;
} row_list;

// Lists what the closure says about `s` though it does not follow any more.
static acta_status recheck(id_deriver *c, acta_scan *scan, acta_id s,
                           acta_id graph, row_list *gone, acta_error *err)
{
  acta_id_pattern pattern = {.ids = {{s, 0, 0, 0}}, .mode = ACTA_GRAPH_ANY};
  acta_row        q;
  c->n_rows      = 0;
  acta_status st = acta_scan_begin_written(scan, &pattern, err);
  while (!st && !(st = acta_scan_next(scan, &q, err))) {
    st = q.k[3] == graph ? ACTA_OK : acta_derive(&c->d, s, q.k[1], q.k[2], err);
  }
  st = st == ACTA_END ? ACTA_OK : st;
  if (!st && c->n_rows) {
    qsort(c->rows, c->n_rows, sizeof(*c->rows), cmp_rows);
  }
  pattern = (acta_id_pattern){{{s, 0, 0, graph}}, ACTA_GRAPH_ONE};
  st      = st ? st : acta_scan_begin_written(scan, &pattern, err);
  while (!st && !(st = acta_scan_next(scan, &q, err))) {
    q.k[3] = 0;
    if (c->n_rows && bsearch(&q, c->rows, c->n_rows, sizeof(q), cmp_rows)) {
      continue;
    }
    void *at = gone->at;
    if (!acta_vec_grow(&at, gone->n, &gone->cap, sizeof(*gone->at))) {
      return no_memory(err);
    }
    gone->at            = at;
    q.k[3]              = graph;
    gone->at[gone->n++] = q;
  }
  return st == ACTA_END ? ACTA_OK : st;
}

static acta_status recheck_all(acta_txn *txn, const acta_map *subjects,
                               acta_id graph, acta_error *err)
{
  id_deriver  c    = {.d = {txn->closure, id_node, collect}};
  row_list    gone = {NULL, 0, 0};
  acta_scan  *scan = NULL;
  acta_status st   = acta_scan_new(txn, &scan, err);
  for (size_t i = 0; !st && i < subjects->cap; ++i) {
    if (subjects->slots[i].key) {
      st = recheck(&c, scan, subjects->slots[i].key, graph, &gone, err);
    }
  }
  acta_scan_free(scan);
  if (!st && gone.n) {
    st = acta_write_removed(txn, gone.at, gone.n, err);
  }
  free(gone.at);
  release_ids(&c);
  return st;
}

acta_status acta_closure_removed(acta_txn *txn, const acta_row *quads, size_t n,
                                 acta_error *err)
{
  acta_closure *closure  = txn->closure;
  acta_map      subjects = {NULL, 0, 0};
  acta_id       graph = 0, schema[2] = {0, 0};
  acta_status   st = acta_closure_graph(txn, &graph, err);
  for (int i = 0; !st && i < 2; ++i) {
    const acta_term term = {
      .kind = ACTA_IRI,
      .value =
        acta_schema_iri(closure->schema, ACTA_NODE_SUBCLASS + (uint32_t)i)};
    st = acta_txn_find(txn, &term, &schema[i], err);
  }
  for (size_t i = 0; !st && i < n && !closure->rebuild; ++i) {
    if (!graph || quads[i].k[3] == graph) {
      continue;
    }
    closure->rebuild = quads[i].k[1] == schema[0] ||
                       quads[i].k[1] == schema[1] || subjects.n > MAX_SUBJECTS;
    if (!acta_map_at(&subjects, quads[i].k[0])) {
      st = no_memory(err);
    }
  }
  if (!st && !closure->rebuild && subjects.n) {
    st = recheck_all(txn, &subjects, graph, err);
  }
  acta_map_release(&subjects);
  return st;
}
// ---- all anew

acta_status acta_closure_clear(acta_txn *txn, acta_id graph, acta_error *err)
{
  acta_id_pattern pattern = {{{0, 0, 0, graph}}, ACTA_GRAPH_ONE};
  acta_row       *rows    = malloc(BATCH * sizeof(*rows));
  acta_scan      *scan    = NULL;
  acta_status     st = rows ? acta_scan_new(txn, &scan, err) : no_memory(err);
  st                 = st ? st : acta_scan_begin_written(scan, &pattern, err);
  while (!st) {
    size_t n = 0;
    while (n < BATCH && !(st = acta_scan_next(scan, &rows[n], err))) {
      ++n;
    }
    if ((!st || st == ACTA_END) && n) {
      const acta_status wrote = acta_write_removed(txn, rows, n, err);
      st                      = wrote ? wrote : st;
    }
  }
  acta_scan_free(scan);
  free(rows);
  return st == ACTA_END ? ACTA_OK : st;
}

// Puts what follows into the chunk.
static acta_status add_derived(acta_deriver *d, uint64_t s, uint32_t p,
                               uint64_t o, uint32_t o_node, acta_error *err)
{
  id_deriver *c     = (id_deriver *)d;
  acta_chunk *chunk = d->closure->txn->chunk;
  acta_row    row   = {{s, 0, o, 0}};
  acta_ranks  ranks;
  acta_term   terms[3] = {
      {.kind = ACTA_IRI}, {.kind = ACTA_IRI}, {.kind = ACTA_IRI}};
  const uint32_t nodes[4] = {ACTA_NO_NODE, p, o_node, ACTA_NODE_CLOSURE};
  for (int i = 0; i < 4; ++i) {
    acta_term *t = &terms[i > 1 ? i - 1 : 0];
    if (nodes[i] == ACTA_NO_NODE) {
      ranks.k[i] = acta_chunk_number_of_id(chunk, row.k[i]);
    } else {
      t->value   = acta_schema_iri(c->d.closure->schema, nodes[i]);
      ranks.k[i] = acta_chunk_number(chunk, t);
    }
    if (ranks.k[i] == UINT32_MAX) {
      return no_memory(err);
    }
  }
  return acta_chunk_add_numbers(chunk, ranks) ? ACTA_OK : no_memory(err);
}

static acta_status derive_all(acta_txn *txn, acta_id graph, acta_error *err)
{
  id_deriver      c       = {.d = {txn->closure, id_node, add_derived}};
  acta_id_pattern pattern = {.mode = ACTA_GRAPH_ANY};
  acta_scan      *scan    = NULL;
  acta_row        q;
  acta_status     st = acta_scan_new(txn, &scan, err);
  st                 = st ? st : acta_scan_begin_written(scan, &pattern, err);
  if (!st && !txn->chunk) {
    txn->chunk = acta_chunk_new();
    st         = txn->chunk ? ACTA_OK : no_memory(err);
  }
  while (!st && !(st = acta_scan_next(scan, &q, err))) {
    if (graph && q.k[3] == graph) {
      continue;
    }
    st = acta_derive(&c.d, q.k[0], q.k[1], q.k[2], err);
    if (!st && txn->chunk->n_rows >= txn->chunk_rows) {
      st = acta_write_spill(txn, err);
    }
  }
  st = st == ACTA_END ? ACTA_OK : st;
  acta_scan_free(scan);
  release_ids(&c);
  return st;
}

acta_status acta_closure_settle(acta_txn *txn, acta_error *err)
{
  acta_closure *closure = txn->closure;
  acta_id       graph   = 0;
  if (!closure->rebuild || closure->busy) {
    return ACTA_OK;
  }
  // begin with a fresh schema: declarations may have been removed
  acta_schema *schema = acta_schema_new(txn);
  acta_status  st =
    schema ? acta_closure_graph(txn, &graph, err) : no_memory(err);
  if (schema && acta_schema_ontology(closure->schema)) {
    st =
      st ? st
         : acta_schema_use(schema, acta_schema_ontology(closure->schema), err);
  }
  if (st) {
    acta_schema_free(schema);
    return st;
  }
  acta_schema_free(closure->schema);
  closure->schema  = schema;
  closure->rebuild = false;
  closure->earlier = true;
  closure->busy    = true;
  if (graph) {
    st = acta_closure_clear(txn, graph, err);
  }
  st = st ? st : derive_all(txn, graph, err);
  st = st ? st : acta_schema_terms(schema, txn->chunk, err);
  if (!st && !txn->chunk->n_rows) { // the terms alone
    st = acta_dict_resolve(txn, err);
  }
  st            = st ? st : acta_write_added(txn, err);
  st            = st ? st : acta_schema_write(schema, err);
  closure->busy = false;
  return st;
}
