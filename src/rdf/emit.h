// SPDX-License-Identifier: MIT
/// @file emit.h  The last step of every reader: options applied, quad handed
/// to the sink.
#ifndef ACTA_RDF_EMIT_H
#define ACTA_RDF_EMIT_H

#include "base/buf.h"
#include "rdf/source.h"

typedef struct {
  acta_sink *sink;
  acta_term  graph;     ///< For quads without one
  acta_str   scope;     ///< Before each blank label
  acta_buf   scoped[3]; ///< Labels of s, o, g
} acta_emit;

/// `q` is changed in place.
acta_status acta_emit_quad(acta_emit *e, acta_quad *q, acta_error *err);
acta_status acta_emit_prefix(acta_emit *e, acta_str name, acta_str iri,
                             acta_error *err);
void        acta_emit_release(acta_emit *e);

/// One reader for each family of syntaxes.  They read `src` to its end.
acta_status acta_lines_read(acta_source *src, acta_syntax syntax, acta_emit *e,
                            acta_error *err);
acta_status acta_turtle_read(acta_source *src, acta_syntax syntax,
                             const char *base, acta_emit *e, acta_error *err);
acta_status acta_rdfxml_read(acta_source *src, const char *base, acta_emit *e,
                             acta_error *err);

#endif
