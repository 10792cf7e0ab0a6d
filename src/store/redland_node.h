// SPDX-License-Identifier: MIT
/// @file redland_node.h  acta's terms as Redland's nodes and back.
#ifndef ACTA_STORE_REDLAND_NODE_H
#define ACTA_STORE_REDLAND_NODE_H

#include <acta/rdf.h>

#include <redland.h>

/// The term of a node (or raptor term), borrowed from it; NULL gives NONE.
/// False if it is none of RDF's.
bool acta_term_of_node(const librdf_node *node, acta_term *t);

/// A new node; NULL if out of memory.
librdf_node *acta_node_of_term(librdf_world *world, const acta_term *t);

#endif
