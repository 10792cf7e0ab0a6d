// SPDX-License-Identifier: MIT
/// @file entail.h  The closure graph: what follows from subclasses,
/// subproperties and act:actual, kept in a graph of its own.
#ifndef ACTA_STORE_ENTAIL_H
#define ACTA_STORE_ENTAIL_H

#include "store/txn.h"

#define ACTA_ENTAIL_GRAPH "https://w3id.org/acta/graph/entailed"

/// Id of the closure graph, 0 if the store does not know it.
acta_status acta_entail_graph(acta_txn *txn, acta_id *id, acta_error *err);

#endif
