// SPDX-License-Identifier: MIT
/// @file record.h  Event records: what an extractor found in one document.
/// The in-memory form of the NDJSON lines that `extract` writes and `map` and
/// `fuse` read (JSON Schema: ontology/event-record.schema.json).  All strings
/// are borrowed from an arena; offsets are Unicode code points into the
/// normalised text; "absent" is the empty string, ACTA_NO or ACTA_NO_DAY.
#ifndef ACTA_RECORD_H
#define ACTA_RECORD_H

#include <acta/document.h>

/// What an outlet commits to about an event, by mention (MODEL: FactBank).
typedef enum {
  ACTA_ACTUAL,
  ACTA_PLANNED,
  ACTA_POSSIBLE,
  ACTA_HYPOTHETICAL,
  ACTA_NEGATED,
  ACTA_GENERIC,
  ACTA_N_STANCE
} acta_stance;

/// Lower-case name of a stance; static storage.
ACTA_API const char *acta_stance_name(acta_stance stance);

/// A stretch of the text, with its words.  begin == ACTA_NO: no offsets.
typedef struct {
  uint32_t begin, end;
  acta_str text;
} acta_record_span;

/// One place where the text tells of the event.
typedef struct {
  acta_record_span span;
  acta_record_span sentence;
  acta_stance      stance;
  acta_str         attributed_to; ///< IRI of the quoted speaker, or empty
} acta_record_mention;

/// What fills a role.
typedef struct {
  acta_str          role;  ///< Local name, "agent"
  acta_str          id;    ///< IRI of the filler; empty for a literal
  acta_str          type;  ///< Class local name, "Person"
  acta_str          label; ///< Name, or the value of a literal role
  acta_record_span *mentions;
  uint32_t          n_mentions;
} acta_record_role;

/// A relation to another event: before, partOf, content, sameEvent.
typedef struct {
  acta_str type, id;
} acta_record_link;

/// One event of one document.
typedef struct {
  acta_str             id;   ///< IRI; empty on input means "mint it"
  acta_str             type; ///< Class local name
  acta_str             label;
  acta_str             document; ///< Text IRI
  acta_str             source;
  acta_record_mention *mentions;
  acta_record_role    *roles;
  acta_record_link    *links;
  acta_str            *quotes; ///< Quoted utterances, in text order
  uint32_t             n_mentions, n_roles, n_links, n_quotes;
  acta_days            time;
  acta_str             time_text;
} acta_record_event;

/// One document line.
typedef struct {
  acta_str id; ///< Text IRI
  acta_str source, title, url, author, publisher, language;
  acta_day published;
} acta_record_document;

/// Either kind of line.
typedef struct {
  enum { ACTA_RECORD_DOCUMENT, ACTA_RECORD_EVENT } kind;
  acta_record_document document;
  acta_record_event    event;
} acta_record;

#endif // ACTA_RECORD_H
