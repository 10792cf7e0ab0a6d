// SPDX-License-Identifier: MIT
/// @file schema.h  What is above a class or property, as far as asked for.
#ifndef ACTA_STORE_SCHEMA_H
#define ACTA_STORE_SCHEMA_H

#include "store/txn.h"

#include <acta/ontology.h>

/// Classes and properties are nodes, numbered as they are met; these first.
enum {
  ACTA_NODE_TYPE,
  ACTA_NODE_SUBCLASS,
  ACTA_NODE_SUBPROPERTY,
  ACTA_NODE_PRESENTED,
  ACTA_NODE_ACTUAL,
  ACTA_NODE_OCCURRENCE,
  ACTA_NODE_CLOSURE, ///< The closure graph's name
  ACTA_N_KNOWN_NODES
};

#define ACTA_NO_NODE UINT32_MAX

typedef struct acta_schema acta_schema;

/// NULL if out of memory.
acta_schema *acta_schema_new(acta_txn *txn);
void         acta_schema_free(acta_schema *schema);

/// Ask this ontology, too, and write what it says to the store.  Everything it
/// says of events and roles is written at once.
acta_status acta_schema_use(acta_schema *schema, const acta_ontology *ontology,
                            acta_error *err);

/// The one in use, or NULL.
const acta_ontology *acta_schema_ontology(const acta_schema *schema);

/// Number of the IRI; ACTA_NO_NODE if out of memory.
uint32_t acta_schema_node(acta_schema *schema, acta_str iri);
acta_str acta_schema_iri(const acta_schema *schema, uint32_t node);

/// All that is above `node`, without itself: superproperties or superclasses.
acta_status acta_schema_supers(acta_schema *schema, uint32_t node,
                               bool property, const uint32_t **supers,
                               size_t *n, acta_error *err);

/// A quad that is pending says so; `*is_new` if that was not known.
acta_status acta_schema_add(acta_schema *schema, uint32_t lower, uint32_t upper,
                            bool property, bool *is_new, acta_error *err);

/// Declarations that are not in the store yet need their terms there first:
/// call
/// `_terms` before the chunk's terms get their ids, and `_write` after.
acta_status acta_schema_terms(acta_schema *schema, acta_chunk *chunk,
                              acta_error *err);
acta_status acta_schema_write(acta_schema *schema, acta_error *err);

/// Forget what the `schema` table says.
acta_status acta_schema_drop(acta_txn *txn, acta_error *err);

#endif
