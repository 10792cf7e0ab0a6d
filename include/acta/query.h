// SPDX-License-Identifier: MIT
/// @file query.h  SPARQL over a store.
/// The default graph of a query is the union of all graphs, each triple once,
/// unless FROM chooses.  A query and its result belong to one thread.
///
/// Queries are run by Rasqal (SPARQL 1.1 without property paths, EXISTS, MINUS,
/// DESCRIBE, SERVICE and updates: these are errors).  It gives wrong rows
/// without an error for BIND of an expression that fails, which drops the row,
/// and for integers beyond 32 bits in arithmetic and comparisons.
#ifndef ACTA_QUERY_H
#define ACTA_QUERY_H

#include <acta/store.h>

typedef struct acta_query  acta_query;
typedef struct acta_result acta_result;

/// How to read and run a query.
typedef struct {
  const char *base;       ///< Base IRI of relative IRIs, or NULL
  uint64_t    max_rows;   ///< 0: no limit
  unsigned    timeout_ms; ///< 0: no limit
} acta_query_options;

/// Parse.  ACTA_E_SYNTAX with the place if the text is not SPARQL.
ACTA_API ACTA_NODISCARD acta_status
              acta_query_new(acta_str text, const acta_query_options *options,
                             acta_query **query, acta_error *err);
ACTA_API void acta_query_free(acta_query *query);

/// What a result holds.
typedef enum {
  ACTA_RESULT_BINDINGS, ///< SELECT: rows
  ACTA_RESULT_BOOLEAN,  ///< ASK
  ACTA_RESULT_GRAPH,    ///< CONSTRUCT, DESCRIBE: rows of three terms s p o
} acta_result_kind;

/// Run on a snapshot; the transaction and the query must outlive the result,
/// and a query has one result at a time.  ACTA_E_SYNTAX if it uses what is not
/// supported.
ACTA_API ACTA_NODISCARD acta_status acta_query_run(acta_query   *query,
                                                   acta_txn     *txn,
                                                   acta_result **result,
                                                   acta_error   *err);
ACTA_API acta_result_kind           acta_result_what(const acta_result *result);
ACTA_API bool   acta_result_boolean(const acta_result *result);
ACTA_API size_t acta_result_width(const acta_result *result);
/// Name of column `i`, without "?"; borrowed from the result.
ACTA_API acta_str acta_result_name(const acta_result *result, size_t i);

/// Prefix number `i` that the query declared, or false behind the last;
/// borrowed from the query.
ACTA_API bool acta_result_prefix(const acta_result *result, size_t i,
                                 acta_str *name, acta_str *iri);

/// Next row of acta_result_width terms (NONE: unbound), or ACTA_END; borrowed
/// until the next call.
ACTA_API ACTA_NODISCARD acta_status acta_result_next(acta_result      *result,
                                                     const acta_term **row,
                                                     acta_error       *err);
ACTA_API void                       acta_result_free(acta_result *result);

/// Result formats; graphs take an acta_syntax instead.
typedef enum {
  ACTA_FORMAT_TABLE, ///< For people: aligned columns
  ACTA_FORMAT_JSON,  ///< SPARQL 1.1 Query Results JSON
  ACTA_FORMAT_XML,   ///< SPARQL Query Results XML
  ACTA_FORMAT_CSV,
  ACTA_FORMAT_TSV,
} acta_format;

/// Write a whole SELECT or ASK result to `out`.
ACTA_API ACTA_NODISCARD acta_status acta_result_write(acta_result *result,
                                                      acta_format  format,
                                                      FILE        *out,
                                                      acta_error  *err);

#endif // ACTA_QUERY_H
