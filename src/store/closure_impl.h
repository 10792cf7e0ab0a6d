// SPDX-License-Identifier: MIT
/// @file closure_impl.h  What the parts of the closure share: the rules, which
/// are the same for quads that are pending and for those that are written.
#ifndef ACTA_STORE_CLOSURE_IMPL_H
#define ACTA_STORE_CLOSURE_IMPL_H

#include "store/closure.h"
#include "store/schema.h"

struct acta_closure {
  acta_txn    *txn;
  acta_schema *schema;
  bool         earlier; ///< Are there quads that have been followed up
  bool         rebuild; ///< The schema has changed under them
  bool         busy;    ///< Settling: what is written now is derived
};

/// Terms are handles to the rules: local numbers of a chunk, or ids.
typedef struct acta_deriver {
  acta_closure *closure;
  /// Node of a handle, ACTA_NO_NODE if it is no IRI.
  acta_status (*node)(struct acta_deriver *d, uint64_t handle, uint32_t *node,
                      acta_error *err);
  /// (s p o) follows; `o_node` is told instead of `o` if it is a node.
  acta_status (*emit)(struct acta_deriver *d, uint64_t s, uint32_t p,
                      uint64_t o, uint32_t o_node, acta_error *err);
} acta_deriver;

/// Emit all that follows from (s p o).
acta_status acta_derive(acta_deriver *d, uint64_t s, uint64_t p, uint64_t o,
                        acta_error *err);

/// Remove all quads of the closure graph, whose id is `graph`.
acta_status acta_closure_clear(acta_txn *txn, acta_id graph, acta_error *err);

#endif
