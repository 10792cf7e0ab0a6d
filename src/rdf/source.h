// SPDX-License-Identifier: MIT
/// @file source.h  Bytes from a stream or from memory, gunzipped if gzipped.
#ifndef ACTA_RDF_SOURCE_H
#define ACTA_RDF_SOURCE_H

#include <acta/rdf.h>

#include <zlib.h>

/// Zero it, set `file` or `memory`, then read.
typedef struct {
  FILE    *file;   ///< Or NULL to read `memory`
  acta_str memory; ///< What is left of it
  bool     begun, zipped, eof;
  z_stream z;
  char    *in; ///< Compressed bytes
} acta_source;

/// Read up to `n` bytes to `p`; `*got` 0 at the end of the input only.  A
/// byte order mark at the very beginning is left out.
acta_status acta_source_read(acta_source *s, char *p, size_t n, size_t *got,
                             acta_error *err);
void        acta_source_release(acta_source *s);

#endif
