// SPDX-License-Identifier: MIT
/// @file rows.h  Word lists compiled in from ontology/*.tsv.
/// A row is "kind TAB text TAB value"; the build sorts the rows by kind and
/// text in byte order, so they are found by binary search with no set-up.
#ifndef ACTA_BASE_ROWS_H
#define ACTA_BASE_ROWS_H

#include <acta/str.h>

typedef struct {
  const char *kind, *text, *value;
} acta_row;

typedef struct {
  const acta_row *row;
  size_t          n;
} acta_rows;

/// All rows of a kind.
acta_rows acta_rows_of(acta_rows all, const char *kind);

/// The row of `kind` whose text is `text` in ASCII lower case, or NULL.
const acta_row *acta_rows_find(acta_rows all, const char *kind, acta_str text);

/// The whole number that a value begins with, 0 if none; `*end` (unless NULL)
/// is what comes after it.
int acta_row_int(const char *value, const char **end);

/// Does some text of `kind` begin with `prefix` and go on?
bool acta_rows_continue(acta_rows all, const char *kind, acta_str prefix);

#endif
