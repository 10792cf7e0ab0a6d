// SPDX-License-Identifier: MIT
/// @file event.h  Events of an article: frames of the lexicon matched on the
/// dependency tree, with roles, time, place, stance, source and quotes.
#ifndef ACTA_EVENT_H
#define ACTA_EVENT_H

#include <acta/ontology.h>
#include <acta/record.h>

/// Where the reasons go (`acta extract --explain`): one line of text each,
/// without a line end, valid until `line` returns.
typedef struct acta_explain {
  void (*line)(void *user, const char *text);
  void *user;
} acta_explain;

/**
   Find the event mentions of a document whose tokens carry a tree, and whose
   names, dates and entities are known as far as they can be.

   Every mention becomes one record, on doc->arena: body, titles and headings in
   text order, then what captions and linked headlines add.  Ids are provisional
   ("_:e0" ...); links (content, before, partOf) refer to them.  `document` and
   `label` are left empty.  A mention that names an event without saying who
   took part ("the summit") has no roles: in-document fusion decides what it
   belongs to.  Stance composition is described in src/event/work.h.

   @param events Array of `*n` records, owned by doc->arena.
   @param explain May be NULL.
   @return ACTA_OK, or ACTA_E_NOMEM (also when the arena's limit is reached).
   Reads `o` only; several threads may use one ontology with a document each.
*/
ACTA_API ACTA_NODISCARD acta_status acta_events_extract(
  const acta_ontology *o, acta_document *doc, acta_record_event **events,
  uint32_t *n, const acta_explain *explain, acta_error *err);

#endif // ACTA_EVENT_H
