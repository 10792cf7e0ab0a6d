// SPDX-License-Identifier: MIT
/// @file redland_source.h  The store as Rasqal's source of triples.
/// Rasqal joins the patterns of a basic graph pattern in the order of the text
/// and keeps its state in the query's variables, where an OPTIONAL or UNION
/// beside it overwrites it.  So the first pattern of each basic graph pattern
/// evaluates all of it (bgp.h), and the others match once and bind nothing.
#ifndef ACTA_SPARQL_REDLAND_SOURCE_H
#define ACTA_SPARQL_REDLAND_SOURCE_H

#include "sparql/redland_literals.h"
#include "store/txn.h"

#include <rasqal/rasqal.h>

#include <time.h>

/// What one run of a query works on: user data of the rasqal_query.
typedef struct {
  acta_txn       *txn;
  rasqal_query   *query;
  rasqal_world   *world;
  acta_error     *err;    ///< Never NULL
  acta_status     status; ///< First failure; Rasqal only sees an early end
  bool            timed;  ///< Stop at `deadline`
  struct timespec deadline;
  unsigned        steps;
  // the data set
  acta_id *from;       ///< Graphs of FROM
  size_t   n_from;     ///< 0: the union of all graphs, unless `no_default`
  bool     no_default; ///< FROM NAMED without FROM: an empty default graph
  struct acta_match *matches; ///< Basic graph patterns being evaluated
  acta_literals      literals;
  acta_term_room_t   room;
} acta_source_state;

/// Make `world` ask this source.
int acta_redland_source_register(rasqal_world *world);

/// Keep the first failure.
acta_status acta_source_fail(acta_source_state *s, acta_status status,
                             const char *what);

void acta_source_state_release(acta_source_state *s);

#endif
