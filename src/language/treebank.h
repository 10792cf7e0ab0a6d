// SPDX-License-Identifier: MIT
/// @file treebank.h  Annotated documents to learn from.
#ifndef ACTA_LANGUAGE_TREEBANK_H
#define ACTA_LANGUAGE_TREEBANK_H

#include <acta/document.h>

/// Documents of CoNLL-U files, on one arena.  Zero it to begin.
typedef struct {
  acta_arena    *arena;
  acta_document *docs;
  size_t         n, cap;
} acta_treebank;

/// Append the documents of `path`; the error names the file.
acta_status acta_treebank_read(acta_treebank *t, const char *path,
                               acta_error *err);
void        acta_treebank_release(acta_treebank *t);

/// Make every tree projective by lifting the fewest, shortest arcs (Nivre and
/// Nilsson 2005, without encoding the lifts).
void acta_treebank_project(acta_treebank *t);

#endif
