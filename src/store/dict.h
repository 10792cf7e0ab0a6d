// SPDX-License-Identifier: MIT
/// @file dict.h  The dictionary: terms to ids and back.
#ifndef ACTA_STORE_DICT_H
#define ACTA_STORE_DICT_H

#include "store/txn.h"

/// Id of the term with these bytes, 0 if it is not there.
acta_status acta_dict_find(acta_txn *txn, acta_str bytes, acta_id *id,
                           acta_error *err);

/// Bytes of a stored term, borrowed from the store.
acta_status acta_dict_bytes(acta_txn *txn, acta_id id, acta_str *bytes,
                            acta_error *err);

/// Give every term of the transaction's chunk its id; new ones are written,
/// numbered in the order of their first use.
acta_status acta_dict_resolve(acta_txn *txn, acta_error *err);

#endif
