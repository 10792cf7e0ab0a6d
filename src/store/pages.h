// SPDX-License-Identifier: MIT
/// @file pages.h  Is a file safe to give to LMDB?  LMDB maps its file and
/// trusts it, so a cut or overwritten one would end the process.  The layout
/// checked here is that of LMDB 0.9 on 64-bit machines (mdb.c).
#ifndef ACTA_STORE_PAGES_H
#define ACTA_STORE_PAGES_H

#include <acta/store.h>

#include <stdint.h>

/// Check the head of `path` (magic, version, page size) and that the file holds
/// all the pages its head speaks of.  An empty file is fine.
acta_status acta_pages_check_file(const char *path, acta_error *err);

/**
   Check the pages that the state with number `txn_id` reaches: each is used
   once, by a tree or by the free list; the nodes fill theirs without overlap;
   the leaves lie at the depth and hold as many entries as the tree says, their
   keys rise.  So LMDB can read and write the store; what keys and values mean
   is not looked at.  A read transaction must hold that state meanwhile.  Takes
   a bit of memory for each page, and eight bytes for each of the widest level
   of a tree; `path` is for messages, and `how`, which may be NULL, may ask to
   be told how far it is.
*/
acta_status acta_pages_check_tree(int fd, const char *path, uint64_t txn_id,
                                  const acta_store_options *how,
                                  acta_error               *err);

#endif
