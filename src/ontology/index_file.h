// SPDX-License-Identifier: MIT
/// @file index_file.h  The container of a compiled index: named sections, each
/// at a multiple of 8, after a header with magic, format version, byte order,
/// size and checksum.  Read where it lies in a mapped file.
#ifndef ACTA_ONTOLOGY_INDEX_FILE_H
#define ACTA_ONTOLOGY_INDEX_FILE_H

#include "base/buf.h"

/// Hex digits of the hash of what an index holds.
#define ACTA_INDEX_HASH 32

/// Names of the sections.
#define ACTA_INDEX_FACTS "facts" ///< Ontology and lexicon, see facts.h
#define ACTA_INDEX_NAMES "names" ///< Gazetteers, see gazetteer.h

typedef struct {
  acta_str name; ///< At most 15 bytes
  acta_str bytes;
} acta_index_section;

/// Make the file's bytes; check b->failed.
void acta_index_write(acta_buf *b, const acta_index_section *sections,
                      size_t n);

/// Check the whole file.  @return ACTA_E_SYNTAX: not an index, of another
/// version or machine, truncated, or altered.
acta_status acta_index_check(acta_str file, acta_error *err);
/// A section of a checked file; p NULL if there is none of that name.
acta_str acta_index_find(acta_str file, const char *name);
/// Hash of the sections' contents, as hex digits.
acta_str acta_index_hash(acta_str file);

#endif
