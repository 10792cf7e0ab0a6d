// SPDX-License-Identifier: MIT
/// @file rdf.h  RDF terms, quads, and the sinks, readers and writers of them.
/// RDF 1.1 concepts; Turtle, TriG, N-Triples, N-Quads and RDF/XML.
#ifndef ACTA_RDF_H
#define ACTA_RDF_H

#include <acta/status.h>
#include <acta/str.h>

#include <stdio.h>

/// What a term is.  NONE: no term (the default graph; "any" in a pattern).
typedef enum { ACTA_NONE, ACTA_IRI, ACTA_BLANK, ACTA_LITERAL } acta_term_kind;

/// A term, borrowed until the call it was passed to returns; UTF-8; a NUL may
/// be inside a literal.  Datatype and lang empty: xsd:string.  A blank node's
/// value is its label without "_:".
typedef struct {
  acta_term_kind kind;
  acta_str       value, datatype, lang;
} acta_term;

/// A statement; `g` NONE means the default graph.
typedef struct {
  acta_term s, p, o, g;
} acta_quad;

/**
   A consumer of quads: writers, stores and filters are sinks; readers and the
   graph stage drive one.  Calls come from one thread.  A status other than
   ACTA_OK stops the producer, which returns it.
*/
typedef struct acta_sink {
  acta_status (*quad)(struct acta_sink *, const acta_quad *, acta_error *);
  acta_status (*prefix)(struct acta_sink *, acta_str name, acta_str iri,
                        acta_error *);
  /// No more quads follow: flush.
  acta_status (*end)(struct acta_sink *, acta_error *);
} acta_sink;

/// RDF syntaxes.
typedef enum {
  ACTA_SYNTAX_NONE,
  ACTA_NTRIPLES,
  ACTA_NQUADS,
  ACTA_TURTLE,
  ACTA_TRIG,
  ACTA_RDFXML,
} acta_syntax;

/// By option name ("turtle", "trig", "ntriples", "nquads", "rdfxml"), or NONE.
ACTA_API acta_syntax acta_syntax_by_name(acta_str name);

/// By file suffix (.ttl .trig .nt .nq .rdf .xml .owl, each also with .gz), or
/// NONE.
ACTA_API acta_syntax acta_syntax_by_suffix(const char *path);

/// Option name of a syntax; static storage.
ACTA_API const char *acta_syntax_name(acta_syntax syntax);

/// How to read.
typedef struct {
  const char *base;        ///< IRI that relative IRIs resolve against, or NULL
  acta_term   graph;       ///< Graph for quads that name none; NONE keeps them
  const char *blank_scope; ///< Put before every blank label, or NULL
  bool        no_end;      ///< Do not call sink->end after the last quad
} acta_read_options;

/**
   Read a whole RDF document from `in` into `sink`, streaming.
   @param in       Open for reading at the start of the document; not closed.
   @param options  May be NULL for the defaults.
   @return ACTA_E_SYNTAX with line and column on malformed input (quads before
   the place have been delivered), else what the sink returned.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_rdf_read(FILE *in, acta_syntax syntax, const acta_read_options *options,
              acta_sink *sink, acta_error *err);

/// Like acta_rdf_read, from memory.
ACTA_API ACTA_NODISCARD acta_status acta_rdf_read_mem(
  acta_str text, acta_syntax syntax, const acta_read_options *options,
  acta_sink *sink, acta_error *err);

/**
   Open the file `path` ("-": standard input) and read it.  For this and the
   two above: input that is gzipped is unzipped, and a byte order mark is left
   out.
   @param syntax  ACTA_SYNTAX_NONE: by the suffix of `path`.
   @return ACTA_E_IO if it cannot be opened or read, ACTA_E_ARG if its suffix
   tells no syntax.
*/
ACTA_API ACTA_NODISCARD acta_status acta_rdf_read_path(
  const char *path, acta_syntax syntax, const acta_read_options *options,
  acta_sink *sink, acta_error *err);

/**
   A sink that writes to `out` (not closed), streaming.  Turtle, N-Triples and
   RDF/XML drop the graph.  Freed with acta_writer_free after `end`.
   @return NULL if out of memory.
*/
ACTA_API ACTA_NODISCARD acta_sink *acta_writer_new(FILE       *out,
                                                   acta_syntax syntax);

/// Free a writer; NULL is fine.
ACTA_API void acta_writer_free(acta_sink *writer);

#endif // ACTA_RDF_H
