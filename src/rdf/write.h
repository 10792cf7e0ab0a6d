// SPDX-License-Identifier: MIT
/// @file write.h  What the writers share.
#ifndef ACTA_RDF_WRITE_H
#define ACTA_RDF_WRITE_H

#include "base/buf.h"

#include <acta/rdf.h>

/// ACTA_E_ARG if `q` is no RDF statement or a term of it cannot be written: an
/// IRI with a character no IRI has, a malformed label or language tag.
acta_status acta_write_check(const acta_quad *q, acta_error *err);

/// Flush `out`; ACTA_E_IO if any write to it failed.
acta_status acta_write_flush(FILE *out, acta_error *err);

/// Append a term as N-Triples writes it.
void acta_write_term(acta_buf *b, const acta_term *t);
/// Append `s` in quotes, escaped.
void acta_write_quoted(acta_buf *b, acta_str s);

/// Write what `b` holds once it is a lot, or `all`.
acta_status acta_write_out(acta_buf *b, FILE *out, bool all, acta_error *err);

/// What every writer begins with.
typedef struct {
  acta_sink sink;
  FILE     *out;
  void (*free)(acta_sink *writer);
} acta_writer_head;

/// Writers of single families, freed with acta_writer_free.
acta_sink *acta_turtle_writer_new(FILE *out, bool graphs);
acta_sink *acta_rdfxml_writer_new(FILE *out);

#endif
