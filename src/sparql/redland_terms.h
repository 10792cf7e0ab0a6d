// SPDX-License-Identifier: MIT
/// @file redland_terms.h  acta's terms as Rasqal's literals and back.
#ifndef ACTA_SPARQL_REDLAND_TERMS_H
#define ACTA_SPARQL_REDLAND_TERMS_H

#include <acta/rdf.h>

#include <rasqal/rasqal.h>

/// What relative IRIs of a query without a base resolve to.
#define ACTA_NO_BASE "x-acta-no-base:/"

/// A new literal of the value of `t`; NULL if out of memory.  Rasqal may change
/// its lexical form, see redland_literals.h.
rasqal_literal *acta_rasqal_of_term(rasqal_world *world, const acta_term *t);

/// The term of `l`, borrowed from it; false if it is none (a variable ...).
/// NULL gives NONE.
bool acta_term_of_rasqal(rasqal_literal *l, acta_term *t);

#endif
