// SPDX-License-Identifier: MIT
/// @file pages.h  Is a file safe to give to LMDB?  LMDB maps its file and
/// trusts it, so a cut or overwritten one would end the process.  The layout
/// checked here is that of LMDB 0.9 on 64-bit machines (mdb.c).
#ifndef ACTA_STORE_PAGES_H
#define ACTA_STORE_PAGES_H

#include <acta/status.h>

#include <stdint.h>

/// Check the head of `path` (magic, version, page size) and that the file holds
/// all the pages its head speaks of.  An empty file is fine.
acta_status acta_pages_check_file(const char *path, acta_error *err);

/**
   Check the pages that the state with number `txn_id` reaches: page numbers,
   kinds and bounds of all nodes, the free list.  A read transaction must hold
   that state meanwhile.  Keys and values are not looked at.
*/
acta_status acta_pages_check_tree(int fd, uint64_t txn_id, acta_error *err);

#endif
