// SPDX-License-Identifier: MIT
/// @file load.h  RDF files into a store.
#ifndef ACTA_LOAD_H
#define ACTA_LOAD_H

#include <acta/store.h>

typedef struct acta_ontology acta_ontology;

/// How to load; zero it for the defaults.
typedef struct {
  acta_syntax syntax; ///< NONE: by suffix
  const char *base;   ///< Base IRI, or NULL: relative IRIs are an error
  acta_term   graph;  ///< Graph for quads that name none; NONE keeps them there
  bool        no_entail;         ///< Leave the closure graph alone
  const acta_ontology *ontology; ///< Its classes and properties take part in
                                 ///< the closure; may be NULL
  /// A file could not be read and nothing of it was loaded; may be NULL.
  void (*failed)(void *user, const char *path, const acta_error *err);
  /// Called now and then with the number of quads read; may be NULL.
  void (*progress)(void *user, uint64_t quads);
  void *user; ///< For the two
} acta_load_options;

typedef struct {
  uint64_t    quads;  ///< Read, in the files that were loaded
  size_t      failed; ///< Files that were not
  acta_status status; ///< Of the first that was not, or ACTA_OK
} acta_load_result;

/**
   Load one file ("-": standard input) in a write transaction.  Gzipped input is
   unzipped.  Blank nodes are told from those of other files by a hash of the
   content, so that loading a file again changes nothing.  What a malformed file
   held before the place of the error stays pending: abort then.
   @param quads  Quads read; may be NULL.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_txn_load(acta_txn *txn, const char *path, const acta_load_options *options,
              uint64_t *quads, acta_error *err);

/// Like acta_txn_load, but the quads go to `sink`: those that a load of the
/// file would add, with the same blank nodes.
ACTA_API ACTA_NODISCARD acta_status
acta_txn_read(acta_txn *txn, const char *path, const acta_load_options *options,
              acta_sink *sink, uint64_t *quads, acta_error *err);

/**
   Load files, each all or nothing, and commit.  Small ones share transactions;
   a large one has its own.
   @return An error only if the store failed: what was not committed by then is
   not loaded.
*/
ACTA_API ACTA_NODISCARD acta_status acta_store_load(
  acta_store *store, const char *const *paths, size_t n,
  const acta_load_options *options, acta_load_result *result, acta_error *err);

#endif // ACTA_LOAD_H
