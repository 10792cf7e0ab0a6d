// SPDX-License-Identifier: MIT
/// @file iri.h  The IRIs that acta mints.  Their hashes are part of the data
/// format: a recipe never changes, a new one gets a new version name.
#ifndef ACTA_BASE_IRI_H
#define ACTA_BASE_IRI_H

#include <acta/arena.h>

/// Where minted IRIs begin; one common base, or equal things would not meet.
#define ACTA_IRI_BASE "https://w3id.org/acta/"
#define ACTA_IRI_ONTOLOGY ACTA_IRI_BASE "ont#"
#define ACTA_IRI_TEXT ACTA_IRI_BASE "text/"
#define ACTA_IRI_GRAPH ACTA_IRI_BASE "graph/"
#define ACTA_IRI_RUN ACTA_IRI_BASE "run/"
#define ACTA_IRI_ENTITY ACTA_IRI_BASE "id/entity/"
#define ACTA_IRI_EVENT ACTA_IRI_BASE "id/event/"

/// Is `s` an absolute IRI by its characters (RFC 3987, any bytes above ASCII)?
bool acta_iri_is_valid(acta_str s);

/// `first` and `second` one after the other on the arena, with a NUL after
/// them; p NULL if out of memory.
acta_str acta_iri_join(acta_arena *a, const char *first, acta_str second);

/// `text` and "#char=begin,end", in code points (RFC 5147), on the arena with a
/// NUL after it; p NULL if out of memory.
acta_str acta_iri_span(acta_arena *a, acta_str text, uint32_t begin,
                       uint32_t end);

/**
   IRI of an entity that no gazetteer has: ".../id/entity/<kind>-<hash>", the
   first 64 bits of the SHA-256 of "acta-entity-1\n" kind "\n" case-folded NFC
   name "\n" scope "\n".
   @param kind   Lower-case class name: "person", "place", "organization",
                 "vehicle", "thing".
   @param scope  Empty for a full proper name; the text's IRI (acta_iri_join of
                 ACTA_IRI_TEXT and doc->id) for a single word or common noun;
                 acta_iri_span of it for a pronoun that nothing is known of.
   @return p NULL if out of memory.
*/
acta_str acta_iri_entity(acta_arena *a, acta_str kind, acta_str name,
                         acta_str scope);

/// ".../id/event/<class>-<letter><hash>": first 128 bits of the SHA-256 of
/// `recipe`; `class_name` is lower-cased.  p NULL if out of memory.
acta_str acta_iri_event(acta_arena *a, acta_str class_name, char letter,
                        acta_str recipe);

#endif
