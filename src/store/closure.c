// SPDX-License-Identifier: MIT
// Switching the closure on and off.
#include "store/closure_impl.h"

#include <acta/admin.h>

#include <stdlib.h>

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
    st = acta_closure_clear(txn, graph, err);
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
