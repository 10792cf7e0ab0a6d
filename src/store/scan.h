// SPDX-License-Identifier: MIT
/// @file scan.h  Walk over the quads that match a pattern of ids.
#ifndef ACTA_STORE_SCAN_H
#define ACTA_STORE_SCAN_H

#include "store/txn.h"

/// Which graphs a pattern speaks of.
typedef enum {
  ACTA_GRAPH_ANY,     ///< All, the default graph included; `g` is told
  ACTA_GRAPH_UNION,   ///< All as one: each triple once, `g` is 0
  ACTA_GRAPH_DEFAULT, ///< Only the default graph
  ACTA_GRAPH_ONE,     ///< The graph of the pattern
} acta_graph_mode;

typedef struct {
  acta_row        ids; ///< s p o g; 0: any.  `g` counts with GRAPH_ONE only
  acta_graph_mode mode;
} acta_id_pattern;

typedef struct acta_scan acta_scan;

/// New scan of `txn`, to be begun; many patterns may be walked one after the
/// other with it.
acta_status acta_scan_new(acta_txn *txn, acta_scan **out, acta_error *err);
void        acta_scan_free(acta_scan *scan);

/**
   Begin to walk over `pattern`.  The triples come sorted: by s p o if s is
   bound or nothing is, by p o s if p is bound and s is not, else by o s p; with
   equal triples in the order of their graphs.  A scan in a write transaction
   may go on while the transaction changes: it then sees of the changes those
   that come behind its place.
*/
acta_status acta_scan_begin(acta_scan *scan, const acta_id_pattern *pattern,
                            acta_error *err);

/// Same, but do not write down first what is pending.
acta_status acta_scan_begin_written(acta_scan             *scan,
                                    const acta_id_pattern *pattern,
                                    acta_error            *err);

/// Next quad (s p o g), or ACTA_END.
acta_status acta_scan_next(acta_scan *scan, acta_row *quad, acta_error *err);

/// How many quads match: exact up to some ten thousand, else a lower bound that
/// has the right order of magnitude if the counts tell it.
acta_status acta_scan_estimate(acta_scan *scan, const acta_id_pattern *pattern,
                               uint64_t *n, acta_error *err);

#endif
