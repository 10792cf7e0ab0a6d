// SPDX-License-Identifier: MIT
// What follows from quads that are pending goes into the same chunk.
#include "store/closure_impl.h"

#include <stdlib.h>

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

typedef struct {
  acta_deriver d;    // first
  uint32_t    *node; // of each local number: 0 unknown, else node + 2, 1 none
  size_t       n_node;
  acta_map     numbers; // local number of each node + 1
  uint32_t     graph;
} chunk_deriver;

static acta_status chunk_node(acta_deriver *d, uint64_t handle, uint32_t *node,
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

static acta_status chunk_emit(acta_deriver *d, uint64_t s, uint32_t p,
                              uint64_t o, uint32_t o_node, acta_error *err)
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
      st = acta_derive(&c.d, row.k[0], row.k[1], row.k[2], err);
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
