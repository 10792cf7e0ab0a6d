// SPDX-License-Identifier: MIT
/// @file link.h  Which entry of the gazetteers an entity of a document is.
#ifndef ACTA_LINK_LINK_H
#define ACTA_LINK_LINK_H

#include <acta/ontology.h>

/**
   Set iri, linked and record of all entities of `doc`, whose chains are known:
   the entry's IRI (Wikidata, else GeoNames) where type, prominence, country and
   the other places of the document speak for one candidate, else a minted one
   (base/iri.h): full proper names are the same everywhere, single words and
   common nouns belong to the text.  An entity of which only pronouns tell, and
   not of whom, gets none.  A family name alone is linked only if a
   single leader bears it.  `o` may be NULL: all are minted then.
   @return ACTA_OK or ACTA_E_NOMEM.
*/
acta_status acta_link_run(const acta_ontology *o, acta_document *doc,
                          acta_error *err);

#endif
