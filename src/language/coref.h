// SPDX-License-Identifier: MIT
/// @file coref.h  Mentions of entities, and which of them mean the same.
/// A deterministic multi-pass sieve in the manner of Lee et al. 2013, precise
/// rules first: names, acronyms, appositions and predicates, offices with
/// their country, heads, groups, then pronouns by the tree, gender, number and
/// nearness.  A doubtful mention stays an entity of its own.
#ifndef ACTA_LANGUAGE_COREF_H
#define ACTA_LANGUAGE_COREF_H

#include <acta/ontology.h>

/**
   Fill doc->mentions, doc->entities and the tokens' mention from names, trees
   and dates.  Entities get type, gender, number, members, vehicle and label;
   `record` is set where the rules needed a gazetteer's entry (countries, by
   whatever name); IRIs are for src/link.  `o` may be NULL.
   Time is linear in the text.  ACTA_E_NOMEM.
*/
acta_status acta_coref_run(const acta_ontology *o, acta_document *doc,
                           acta_error *err);

#endif
