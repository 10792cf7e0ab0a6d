// SPDX-License-Identifier: MIT
/// @file bgp.h  Solutions of a basic graph pattern, on ids.
/// An index nested-loop join, its order chosen greedily by the store's counts
/// under the bindings of a sample row, so that a selective pattern comes first
/// wherever it stands in the query.
#ifndef ACTA_SPARQL_BGP_H
#define ACTA_SPARQL_BGP_H

#include "store/scan.h"

#define ACTA_NO_VAR UINT32_MAX

/// A constant or a variable.
typedef struct {
  acta_id  id;  ///< Constant; 0 with a variable
  uint32_t var; ///< Dense from 0, or ACTA_NO_VAR
} acta_bgp_slot;

/// Subject, predicate, object.
typedef struct {
  acta_bgp_slot slot[3];
} acta_bgp_triple;

/// What the pattern is matched against.
typedef struct {
  acta_graph_mode mode;   ///< UNION, DEFAULT, ONE; ANY: each named graph
  acta_bgp_slot   graph;  ///< With ONE the id, with ANY the variable (which may
                          ///< stand in the triples as well)
  const acta_id *among;   ///< With UNION: only triples in one of these graphs
  size_t         n_among; ///< 0: no such limit
} acta_bgp_graph;

/// Does a value suit a variable?  Called once for each that is bound.
typedef struct {
  bool (*test)(void *user, uint32_t var, acta_id id);
  void *user;
} acta_bgp_filter;

/// What to match: triples whose variables are below `n_vars`.
typedef struct {
  const acta_bgp_triple *triples;
  size_t                 n_triples;
  size_t                 n_vars;
  acta_bgp_graph         graph;
} acta_bgp_pattern;

typedef struct acta_bgp acta_bgp;

/// Prepare to match; the pattern is copied, but its `graph.among` and `filter`
/// (or NULL) are borrowed.
acta_status acta_bgp_new(acta_txn *txn, const acta_bgp_pattern *pattern,
                         acta_bgp **out, acta_error *err);
void        acta_bgp_set_filter(acta_bgp *b, const acta_bgp_filter *filter);
void        acta_bgp_free(acta_bgp *b);

/// Next solution: ACTA_OK, ACTA_END, or an error.
acta_status acta_bgp_next(acta_bgp *b, acta_error *err);

/// Value of a variable in the solution.
acta_id acta_bgp_value(const acta_bgp *b, uint32_t var);

#endif
