// SPDX-License-Identifier: MIT
/// @file redland_literals.h  Rasqal's literals for terms of the store.
/// Rasqal rewrites some of the literals it is given ("1" to "true", "en-GB" to
/// "en-gb", the zone of a time, large integers to decimals) and gives copies in
/// results.  So this remembers what it rewrote: where a result shows such a
/// form, the term of the store was meant.
#ifndef ACTA_SPARQL_REDLAND_LITERALS_H
#define ACTA_SPARQL_REDLAND_LITERALS_H

#include "base/intern.h"
#include "store/row.h"

#include <acta/rdf.h>

#include <rasqal/rasqal.h>

enum { ACTA_LITERAL_CACHE = 4096 };

/// Zero it to begin with.
typedef struct {
  struct {
    acta_id         id;
    rasqal_literal *literal;
  } cache[ACTA_LITERAL_CACHE]; ///< Made last, by hash of the id
  acta_intern *forms;          ///< Forms that differ from the term meant
  acta_id     *ids;            ///< Of these terms
  size_t       n_ids, cap_ids;
} acta_literals;

/// The literal of `id` if it is still there, else NULL; borrowed.
rasqal_literal *acta_literals_find(const acta_literals *t, acta_id id);

/// Make the literal of the term `id`; borrowed until the next call.  NULL if
/// out of memory.
rasqal_literal *acta_literals_make(acta_literals *t, rasqal_world *world,
                                   acta_id id, const acta_term *term);

/// Which term of the store a result means by `shown`, or 0: just that.  Of
/// several that Rasqal shows alike (equal values) the first that was made.
acta_id acta_literals_meant(const acta_literals *t, const acta_term *shown);

void acta_literals_release(acta_literals *t);

#endif
