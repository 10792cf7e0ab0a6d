// SPDX-License-Identifier: MIT
#include "store/closure.h"
#include "base/vec.h"
#include "store/dict.h"
#include "store/scan.h"
#include "store/schema.h"
#include "store/write.h"

#include <acta/admin.h>

#include <stdlib.h>

enum {
  BATCH        = 1 << 16,
  MAX_SUBJECTS = 1 << 14, ///< Beyond, making all anew is cheaper
};

struct acta_closure {
  acta_txn    *txn;
  acta_schema *schema;
  bool         earlier; ///< Are there quads that have been followed up
  bool         rebuild; ///< The schema has changed under them
  bool         busy;    ///< Settling: what is written now is derived
};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_status acta_closure_graph(acta_txn *txn, acta_id *id, acta_error *err)
{
  const acta_term graph = {.kind  = ACTA_IRI,
                           .value = ACTA_STR(ACTA_ENTAIL_GRAPH)};
  return acta_txn_find(txn, &graph, id, err);
}

void acta_closure_free(acta_closure *c)
{
  if (c) {
    acta_schema_free(c->schema);
    free(c);
  }
}

static acta_status attach(acta_txn *txn, acta_error *err)
{
  uint64_t      n = 0;
  acta_closure *c = calloc(1, sizeof(*c));
  if (c) {
    c->txn    = txn;
    c->schema = acta_schema_new(txn);
  }
  if (!c || !c->schema) {
    acta_closure_free(c);
    return no_memory(err);
  }
  const acta_status st = acta_txn_count(txn, 'n', 0, &n, err);
  c->earlier           = n != 0;
  txn->closure         = c;
  return st;
}

acta_status acta_closure_attach(acta_txn *txn, acta_error *err)
{
  acta_entail_state state = ACTA_ENTAIL_UNSET;
  acta_status       st    = acta_txn_entail_state(txn, &state, err);
  txn->attached           = true;
  return !st && state == ACTA_ENTAIL_ON ? attach(txn, err) : st;
}

// ---- what follows from a quad

// Terms are handles here: local numbers of a chunk, or ids.
typedef struct deriver {
  acta_closure *closure;
  /// Node of a handle, ACTA_NO_NODE if it is no IRI.
  acta_status (*node)(struct deriver *d, uint64_t handle, uint32_t *node,
                      acta_error *err);
  /// (s p o) follows; `o_node` is told instead of `o` if it is a node.
  acta_status (*emit)(struct deriver *d, uint64_t s, uint32_t p, uint64_t o,
                      uint32_t o_node, acta_error *err);
} deriver;

static acta_status derive_classes(deriver *d, uint64_t s, uint32_t class,
                                  acta_error *err)
{
  const uint32_t *supers = NULL;
  size_t          n      = 0;
  acta_status     st =
    acta_schema_supers(d->closure->schema, class, false, &supers, &n, err);
  for (size_t i = 0; !st && i < n; ++i) {
    st = d->emit(d, s, ACTA_NODE_TYPE, 0, supers[i], err);
  }
  return st;
}

// What follows if `p`, or what it implies, is a predicate of special meaning.
static acta_status derive_special(deriver *d, uint64_t s, uint32_t p,
                                  uint64_t o, acta_error *err)
{
  uint32_t    node = ACTA_NO_NODE;
  acta_status st   = ACTA_OK;
  if (p != ACTA_NODE_TYPE && p != ACTA_NODE_PRESENTED) {
    return ACTA_OK;
  }
  st = d->node(d, o, &node, err);
  if (st || node == ACTA_NO_NODE) {
    return st;
  }
  if (p == ACTA_NODE_TYPE) {
    return derive_classes(d, s, node, err);
  }
  if (node != ACTA_NODE_ACTUAL) {
    return ACTA_OK;
  }
  st = d->emit(d, s, ACTA_NODE_TYPE, 0, ACTA_NODE_OCCURRENCE, err);
  return st ? st : derive_classes(d, s, ACTA_NODE_OCCURRENCE, err);
}

static acta_status derive(deriver *d, uint64_t s, uint64_t p, uint64_t o,
                          acta_error *err)
{
  const uint32_t *supers = NULL;
  size_t          n      = 0;
  uint32_t        node   = ACTA_NO_NODE;
  acta_status     st     = d->node(d, p, &node, err);
  if (st || node == ACTA_NO_NODE) {
    return st;
  }
  st = derive_special(d, s, node, o, err);
  st = st
         ? st
         : acta_schema_supers(d->closure->schema, node, true, &supers, &n, err);
  for (size_t i = 0; !st && i < n; ++i) {
    if (supers[i] == ACTA_NODE_SUBCLASS || supers[i] == ACTA_NODE_SUBPROPERTY) {
      continue; // nothing is added between classes
    }
    st = d->emit(d, s, supers[i], o, ACTA_NO_NODE, err);
    st = st ? st : derive_special(d, s, supers[i], o, err);
  }
  return st;
}

// ---- from a chunk

typedef struct {
  deriver   d;    // first
  uint32_t *node; // of each local number: 0 unknown, else node + 2, 1 none
  size_t    n_node;
  acta_map  numbers; // local number of each node + 1
  uint32_t  graph;
} chunk_deriver;

static acta_status chunk_node(deriver *d, uint64_t handle, uint32_t *node,
                              acta_error *err)
{
  chunk_deriver *c = (chunk_deriver *)d;
  if (handle < c->n_node && c->node[handle]) {
    *node = c->node[handle] - 2; // none: ACTA_NO_NODE
    return ACTA_OK;
  }
  const acta_chunk *chunk = d->closure->txn->chunk;
  const acta_str    bytes = acta_chunk_bytes(chunk, (uint32_t)handle);
  *node                   = ACTA_NO_NODE;
  if (bytes.n && bytes.p[0] == 'i') {
    *node = acta_schema_node(d->closure->schema,
                             (acta_str){bytes.p + 1, bytes.n - 1});
    if (*node == ACTA_NO_NODE) {
      return no_memory(err);
    }
  }
  if (handle < c->n_node) {
    c->node[handle] = *node + 2;
  }
  return ACTA_OK;
}

static acta_status number_of_node(chunk_deriver *c, uint32_t node,
                                  uint32_t *number, acta_error *err)
{
  const acta_closure *closure = c->d.closure;
  uint64_t           *found   = acta_map_at(&c->numbers, (uint64_t)node + 1);
  if (!found) {
    return no_memory(err);
  }
  if (!*found) {
    const acta_term term = {.kind  = ACTA_IRI,
                            .value = acta_schema_iri(closure->schema, node)};
    *number              = acta_chunk_number(closure->txn->chunk, &term);
    *found               = *number;
    return *number == UINT32_MAX ? no_memory(err) : ACTA_OK;
  }
  *number = (uint32_t)*found;
  return ACTA_OK;
}

static acta_status chunk_emit(deriver *d, uint64_t s, uint32_t p, uint64_t o,
                              uint32_t o_node, acta_error *err)
{
  chunk_deriver *c   = (chunk_deriver *)d;
  acta_ranks     row = {{(uint32_t)s, 0, (uint32_t)o, c->graph}};
  acta_status    st  = number_of_node(c, p, &row.k[1], err);
  if (!st && o_node != ACTA_NO_NODE) {
    st = number_of_node(c, o_node, &row.k[2], err);
  }
  if (!st && !acta_chunk_add_numbers(d->closure->txn->chunk, row)) {
    st = no_memory(err);
  }
  return st;
}

// Notes what the first `n` rows declare about classes and properties.
static acta_status read_schema(chunk_deriver *c, size_t n, acta_error *err)
{
  acta_closure     *closure = c->d.closure;
  const acta_chunk *chunk   = closure->txn->chunk;
  acta_status       st      = ACTA_OK;
  for (size_t i = 0; !st && i < n; ++i) {
    const acta_ranks row = chunk->rows[i];
    uint32_t         p = 0, lower = 0, upper = 0;
    bool             is_new = false;
    st                      = chunk_node(&c->d, row.k[1], &p, err);
    if (st || (p != ACTA_NODE_SUBCLASS && p != ACTA_NODE_SUBPROPERTY) ||
        row.k[3] == c->graph) {
      continue;
    }
    st = chunk_node(&c->d, row.k[0], &lower, err);
    st = st ? st : chunk_node(&c->d, row.k[2], &upper, err);
    if (!st && lower != ACTA_NO_NODE && upper != ACTA_NO_NODE) {
      st               = acta_schema_add(closure->schema, lower, upper,
                                         p == ACTA_NODE_SUBPROPERTY, &is_new, err);
      closure->rebuild = closure->rebuild || (is_new && closure->earlier);
    }
  }
  return st;
}

acta_status acta_closure_extend(acta_txn *txn, acta_error *err)
{
  acta_closure *closure = txn->closure;
  const size_t  n       = txn->chunk->n_rows;
  if (closure->busy) {
    return ACTA_OK;
  }
  chunk_deriver c = {.d      = {closure, chunk_node, chunk_emit},
                     .n_node = txn->chunk->n_terms};
  c.node          = calloc(c.n_node, sizeof(*c.node));
  acta_status st = c.node ? number_of_node(&c, ACTA_NODE_CLOSURE, &c.graph, err)
                          : no_memory(err);
  st             = st ? st : read_schema(&c, n, err);
  for (size_t i = 0; !st && i < n && !closure->rebuild; ++i) {
    const acta_ranks row = txn->chunk->rows[i];
    if (row.k[3] != c.graph) {
      st = derive(&c.d, row.k[0], row.k[1], row.k[2], err);
    }
  }
  closure->earlier = true;
  free(c.node);
  acta_map_release(&c.numbers);
  return st ? st : acta_schema_terms(closure->schema, txn->chunk, err);
}

acta_status acta_closure_declare(acta_txn *txn, acta_error *err)
{
  return txn->closure->busy ? ACTA_OK
                            : acta_schema_write(txn->closure->schema, err);
}

// ---- from what is written

typedef struct {
  deriver   d;     // first
  acta_map  nodes; // id to node + 2, 1: none
  acta_map  ids;   // node + 1 to id + 1
  acta_row *rows;  // derived: s p o of one subject
  size_t    n_rows, cap_rows;
} id_deriver;

static acta_status id_node(deriver *d, uint64_t id, uint32_t *node,
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
static acta_status collect(deriver *d, uint64_t s, uint32_t p, uint64_t o,
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
    st = q.k[3] == graph ? ACTA_OK : derive(&c->d, s, q.k[1], q.k[2], err);
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

static acta_status remove_graph(acta_txn *txn, acta_id graph, acta_error *err)
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
static acta_status add_derived(deriver *d, uint64_t s, uint32_t p, uint64_t o,
                               uint32_t o_node, acta_error *err)
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
    st = derive(&c.d, q.k[0], q.k[1], q.k[2], err);
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
    st = remove_graph(txn, graph, err);
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

// ---- switching it on and off

// Makes sure that a closure hangs on the transaction.
static acta_status turn_on(acta_txn *txn, const acta_ontology *ontology,
                           bool rebuild, acta_error *err)
{
  txn->attached  = true;
  acta_status st = txn->closure ? ACTA_OK : attach(txn, err);
  st = st ? st : acta_txn_set_entail_state(txn, ACTA_ENTAIL_ON, err);
  if (!st && ontology) {
    st = acta_schema_use(txn->closure->schema, ontology, err);
  }
  if (!st && rebuild) {
    txn->closure->rebuild = true;
  }
  return st;
}

acta_status acta_txn_entail(acta_txn *txn, const acta_ontology *ontology,
                            acta_error *err)
{
  acta_entail_state state = ACTA_ENTAIL_UNSET;
  uint64_t          n     = 0;
  acta_status       st    = acta_txn_flush(txn, err);
  st                      = st ? st : acta_txn_entail_state(txn, &state, err);
  st                      = st ? st : acta_txn_count(txn, 'n', 0, &n, err);
  if (st || state == ACTA_ENTAIL_OFF) {
    return st;
  }
  return turn_on(txn, ontology, state != ACTA_ENTAIL_ON && n != 0, err);
}

acta_status acta_txn_entail_rebuild(acta_txn            *txn,
                                    const acta_ontology *ontology,
                                    acta_error          *err)
{
  acta_status st = acta_txn_flush(txn, err);
  if (!st && ontology) { // what an older one said may be wrong by now
    st = acta_schema_drop(txn, err);
  }
  st = st ? st : turn_on(txn, ontology, true, err);
  return st ? st : acta_txn_flush(txn, err);
}

acta_status acta_txn_entail_drop(acta_txn *txn, acta_error *err)
{
  acta_id     graph = 0;
  acta_status st    = acta_txn_flush(txn, err);
  st                = st ? st : acta_closure_graph(txn, &graph, err);
  acta_closure_free(txn->closure);
  txn->closure = NULL;
  if (!st && graph) {
    st = remove_graph(txn, graph, err);
  }
  st = st ? st : acta_schema_drop(txn, err);
  return st ? st : acta_txn_set_entail_state(txn, ACTA_ENTAIL_OFF, err);
}

acta_status acta_txn_entail_skip(acta_txn *txn, acta_error *err)
{
  acta_entail_state state = ACTA_ENTAIL_UNSET;
  acta_status       st    = acta_txn_flush(txn, err);
  st                      = st ? st : acta_txn_entail_state(txn, &state, err);
  acta_closure_free(txn->closure);
  txn->closure  = NULL;
  txn->attached = true;
  if (st || state == ACTA_ENTAIL_OFF || state == ACTA_ENTAIL_STALE) {
    return st;
  }
  return acta_txn_set_entail_state(
    txn, state == ACTA_ENTAIL_ON ? ACTA_ENTAIL_STALE : ACTA_ENTAIL_OFF, err);
}
