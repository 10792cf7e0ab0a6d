// SPDX-License-Identifier: MIT
/// @file fuse.h  Which events are the same: names for them, mentions of one
/// event within a document, links between documents.
/// An event whose class has a key (its roles as sets, and the day) and whose
/// key is complete is named by it, so equal events of different documents meet
/// by their IRI; any other is named by its first mention.  A missing link omits
/// something, a wrong one destroys something: when in doubt, events stay apart.
#ifndef ACTA_FUSE_H
#define ACTA_FUSE_H

#include <acta/ontology.h>
#include <acta/record.h>

/**
   Give every event of one document that lacks them an id and a label: an id
   that is empty or begins with "_:" is replaced, here and in links to it (links
   to unknown "_:" ids are dropped); so are fillers without an id, except of
   literal roles.  Strings are made on `arena`.
   @return ACTA_E_SYNTAX for an unknown class, ACTA_E_NOMEM.
*/
ACTA_API ACTA_NODISCARD acta_status acta_fuse_mint(const acta_ontology *o,
                                                   acta_arena          *arena,
                                                   acta_record_event   *events,
                                                   uint32_t n, acta_error *err);

/**
   Make the mentions of one document, as acta_events_extract gives them, into
   events with ids, labels and links, in the order of their first mention.
   Everything is on doc->arena; `*events` may move and `*n` shrinks.
*/
ACTA_API ACTA_NODISCARD acta_status
acta_fuse_document(const acta_ontology *o, const acta_document *doc,
                   acta_record_event **events, uint32_t *n, acta_error *err);

/**
   Link events of different documents: copy the records of `in` to `out`, each
   event with a sameEvent link to the least id of those that it is one with, if
   that is not its own.  `in` is read twice, and may be a pipe.  The links do
   not depend on the order of the records; memory does not grow with their
   number except for the ids of events that are linked.
   @param told  Called for a line that is wrong, which is left out; may be NULL.
   @return ACTA_E_IO, ACTA_E_NOMEM.
*/
typedef struct {
  void (*wrong)(void *user, const acta_error *err);
  void  *user;
  size_t records; ///< Counted up by each that is copied
} acta_fuse_report;
ACTA_API ACTA_NODISCARD acta_status acta_fuse_records(const acta_ontology *o,
                                                      FILE *in, FILE *out,
                                                      acta_fuse_report *told,
                                                      acta_error       *err);

#endif // ACTA_FUSE_H
