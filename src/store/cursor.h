// SPDX-License-Identifier: MIT
/// @file cursor.h  What a transaction knows of the cursors that walk in it.
#ifndef ACTA_STORE_CURSOR_H
#define ACTA_STORE_CURSOR_H

#include <acta/store.h>

/// The transaction ends: its cursors are at their end from now on.
void acta_cursors_orphan(acta_txn *txn);

#endif
