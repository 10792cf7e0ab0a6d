// SPDX-License-Identifier: MIT
/// @file record.h  Event records: what an extractor found in one document.
/// The in-memory form of the NDJSON lines that `extract` writes and `map` and
/// `fuse` read (JSON Schema: ontology/event-record.schema.json).  All strings
/// are borrowed from an arena; offsets are Unicode code points into the
/// normalised text; "absent" is the empty string, ACTA_NO or ACTA_NO_DAY.
#ifndef ACTA_RECORD_H
#define ACTA_RECORD_H

#include <acta/document.h>

#include <stdio.h>

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

/// Stance of that name; false if there is none.
ACTA_API bool acta_stance_by_name(acta_str name, acta_stance *stance);

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

/// What fills a role.  A literal role (quote, dead, injured, arrested, money)
/// has its value in `label` and no `id`; so has the text of a statement's
/// content (role "content"), whose events are links.
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
  acta_str            *quotes; ///< Quoted utterances without offsets
  uint32_t             n_mentions, n_roles, n_links, n_quotes;
  acta_days            time;
  acta_str             time_text;
} acta_record_event;

/// One document line.
typedef struct {
  acta_str id; ///< Text IRI
  acta_str source, title, url, author, publisher, language;
  acta_day published;
  uint32_t length; ///< Code points of the text, or ACTA_NO
} acta_record_document;

/// Either kind of line.
typedef struct {
  enum { ACTA_RECORD_DOCUMENT, ACTA_RECORD_EVENT } kind;
  acta_record_document document;
  acta_record_event    event;
} acta_record;

// ---- NDJSON: one record a line

/// Append one line, newline included, to `out`.  Absent fields are left out.
ACTA_API ACTA_NODISCARD acta_status acta_record_write(FILE              *out,
                                                      const acta_record *record,
                                                      acta_error        *err);

/// Read one line (without its newline) onto `arena`.  A line is a document if
/// its kind says so, else an event, which needs `type` and one role with a
/// label or one mention.  Unknown fields are ignored.
/// @return ACTA_E_SYNTAX with what is wrong, ACTA_E_NOMEM.
ACTA_API ACTA_NODISCARD acta_status acta_record_parse(acta_arena  *arena,
                                                      acta_str     line,
                                                      acta_record *record,
                                                      acta_error  *err);

/// Reads records line by line from a stream; not thread-safe.
typedef struct acta_record_reader acta_record_reader;

/// New reader of `in` (not closed), or NULL if out of memory.
ACTA_API ACTA_NODISCARD acta_record_reader *acta_record_reader_new(FILE *in);

/// Next record onto `arena`: ACTA_OK, ACTA_END, or the error of this line with
/// its number, after which the next call goes on with the next line (except
/// for ACTA_E_IO and ACTA_E_NOMEM).  Empty lines are skipped.
ACTA_API ACTA_NODISCARD acta_status acta_record_next(acta_record_reader *reader,
                                                     acta_arena         *arena,
                                                     acta_record        *record,
                                                     acta_error         *err);

/// The line that acta_record_next read last, borrowed until its next call.
ACTA_API acta_str acta_record_line(const acta_record_reader *reader);

/// Number of that line, from 1.
ACTA_API unsigned acta_record_number(const acta_record_reader *reader);

/// Free; NULL is fine.
ACTA_API void acta_record_reader_free(acta_record_reader *reader);

#endif // ACTA_RECORD_H
