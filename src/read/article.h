// SPDX-License-Identifier: MIT
/// @file article.h  What the readers of the formats hand to read/reader.c.
#ifndef ACTA_READ_ARTICLE_H
#define ACTA_READ_ARTICLE_H

#include "read/layout.h"

#include <jansson.h>

/// One article before its layout is marked.  All on its arena.
typedef struct {
  acta_str      text;   ///< Normalised
  acta_piece   *pieces; ///< NULL: plain text that is still to be cut
  uint32_t      n_pieces;
  acta_metadata meta; ///< What the format says; `published` or ACTA_NO_DAY
  bool explicit;      ///< Such metadata is better than what the text says
} acta_raw_article;

/// Metadata of which nothing is known.
static inline acta_metadata acta_metadata_none(void)
{
  return (acta_metadata){.published = ACTA_NO_DAY};
}

/// Read an HTML page (valid UTF-8).  ACTA_E_SYNTAX, ACTA_E_NOMEM.
acta_status acta_html_read(acta_arena *a, acta_str page, acta_raw_article *out,
                           acta_error *err);

/// Decode a page, as acta_text_decode does.  Without `encoding` by what the
/// page declares in its first kilobyte (`meta charset` or `http-equiv`, after
/// the HTML Standard, 13.2.3.2) if it is not valid UTF-8.
acta_status acta_html_decode(acta_arena *a, acta_str bytes,
                             const char *encoding, acta_str *page,
                             acta_error *err);

/// Parse JSON (valid UTF-8); release with json_decref.
acta_status acta_json_parse(acta_str json, json_t **out, acta_error *err);

/// Read the JSON object of one article.
acta_status acta_json_article(acta_arena *a, const json_t *o,
                              acta_raw_article *out, acta_error *err);

/// Read metadata: an object like that of an article, its text ignored.
acta_status acta_json_metadata(acta_arena *a, const json_t *o,
                               acta_metadata *out, acta_error *err);

#endif
