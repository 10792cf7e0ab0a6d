// SPDX-License-Identifier: MIT
#include "store/entail.h"

acta_status acta_entail_graph(acta_txn *txn, acta_id *id, acta_error *err)
{
  const acta_term graph = {.kind  = ACTA_IRI,
                           .value = ACTA_STR(ACTA_ENTAIL_GRAPH)};
  return acta_txn_find(txn, &graph, id, err);
}
