// SPDX-License-Identifier: MIT
/// @file pages.h  Is a file safe to give to LMDB?  LMDB maps its file and
/// trusts it, so a cut or overwritten one would end the process.
#ifndef ACTA_STORE_PAGES_H
#define ACTA_STORE_PAGES_H

#include <acta/status.h>

/// Check the head of `path` (magic, version, page size) and that the file holds
/// all the pages its head speaks of.  An empty file is fine.
acta_status acta_pages_check_file(const char *path, acta_error *err);

#endif
