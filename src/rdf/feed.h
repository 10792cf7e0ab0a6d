// SPDX-License-Identifier: MIT
/// @file feed.h  Turtle and TriG text on its way to serd, byte by byte.
/// Serd reports no place for a statement, recurses on nesting, takes any bytes
/// and gives its own blank nodes names that a document may use as well.  So
/// this counts lines and columns, bounds the nesting, lets only UTF-8 through
/// and writes "_:x" as "_:nx".
#ifndef ACTA_RDF_FEED_H
#define ACTA_RDF_FEED_H

#include "rdf/source.h"

/// How deep brackets may nest.
enum { ACTA_FEED_DEPTH = 400 };

typedef struct {
  acta_source *src;
  acta_error  *err;          ///< Never NULL; filled when `status` is set
  acta_status  status;       ///< Why the bytes ended, or ACTA_OK
  unsigned     line, column; ///< Of the byte given last
  char         last;
  bool         insert_n;
  // the tokens, as far as needed to tell brackets and labels from text
  enum { FEED_TEXT, FEED_COMMENT, FEED_IRI, FEED_OPEN, FEED_STRING } state;
  enum { FEED_NO_TOKEN, FEED_NAME, FEED_OTHER } token;
  bool     long_string, escaped, underscore;
  char     quote;
  unsigned quotes, depth;
  // UTF-8: continuation bytes that must follow, and the range of the next
  unsigned      more;
  unsigned char least, most;
  size_t        at, got;
  char          in[16384];
} acta_feed;

/// Zero it, set `src`, `err` and `line` 1.
/// Next byte to `*c`; false at the end or on an error (see `status`).
bool acta_feed_next(acta_feed *f, char *c);

#endif
