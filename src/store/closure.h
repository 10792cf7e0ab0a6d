// SPDX-License-Identifier: MIT
/**
   @file closure.h  The closure graph: what follows for instances, kept in a
   graph of its own (ACTA_ENTAIL_GRAPH in admin.h).

   For every quad (x p y) outside of that graph: (x q y) for each superproperty
   q of p; (x rdf:type D) for each superclass D of y if p or q is rdf:type;
   (x rdf:type act:Occurrence) and its superclasses if p is act:presentedAs and
   y act:actual.  Nothing is added between classes.  All that follows about x
   follows from the quads about x and the schema, so a change is local to a
   subject unless it changes the schema.

   The schema is what rdfs:subClassOf and rdfs:subPropertyOf quads say about
   IRIs, and what the table `schema` keeps of the built-in ontology.
*/
#ifndef ACTA_STORE_CLOSURE_H
#define ACTA_STORE_CLOSURE_H

#include "store/txn.h"

/// Id of the closure graph, 0 if the store does not know it.
acta_status acta_closure_graph(acta_txn *txn, acta_id *id, acta_error *err);

/// Before the first change of a transaction: keep the graph if it is kept.
acta_status acta_closure_attach(acta_txn *txn, acta_error *err);

/// Add what follows from the pending chunk to it.
acta_status acta_closure_extend(acta_txn *txn, acta_error *err);

/// Once the chunk's terms have ids: write what the ontology has declared.
acta_status acta_closure_declare(acta_txn *txn, acta_error *err);

/// Once the pending quads are written: follow up a change of the schema.
acta_status acta_closure_settle(acta_txn *txn, acta_error *err);

/// After the `n` quads (s p o g) have been removed: take out what does not
/// follow any more.
acta_status acta_closure_removed(acta_txn *txn, const acta_row *quads, size_t n,
                                 acta_error *err);

void acta_closure_free(acta_closure *closure);

#endif
