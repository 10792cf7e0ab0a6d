// SPDX-License-Identifier: MIT
/// @file cursor.h  From patterns of terms to patterns of ids.
#ifndef ACTA_STORE_CURSOR_H
#define ACTA_STORE_CURSOR_H

#include "store/scan.h"

/// The transaction ends: its cursors are at their end from now on.
void acta_cursors_orphan(acta_txn *txn);

/// The ids of a pattern; `*known` is false if the store lacks one of its terms,
/// so that nothing can match.
acta_status acta_pattern_ids(acta_txn *txn, const acta_pattern *pattern,
                             acta_id_pattern *ids, bool *known,
                             acta_error *err);

#endif
