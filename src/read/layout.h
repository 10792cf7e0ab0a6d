// SPDX-License-Identifier: MIT
/// @file layout.h  What is what on a copied news page: headline, dateline,
/// paragraphs, captions, links to other stories, advertisements.
/// Rules over lines and the words of ontology/layout-en.tsv; text is only
/// marked, never changed.
#ifndef ACTA_READ_LAYOUT_H
#define ACTA_READ_LAYOUT_H

#include <acta/document.h>

/// A stretch of text that is all one thing: a paragraph or a line.
typedef struct {
  acta_span       span;         ///< Without white space at either end
  acta_block_kind kind;         ///< BODY unless the markup says better
  bool            fixed;        ///< The markup is sure of it
  bool            blank_before; ///< An empty line or the start comes before
} acta_piece;

/// What the page says of itself.
typedef struct {
  acta_day day;        ///< "Updated ...", title line, date line, dateline
  acta_day header_day; ///< "date 2019-04-24" above the article
  acta_str title, publisher, author, url;
} acta_layout_facts;

/// Cut plain text into pieces on the arena: its lines, or its paragraphs where
/// the lines are wrapped.  ACTA_E_NOMEM.
acta_status acta_layout_cut(acta_arena *a, acta_str text, acta_piece **pieces,
                            uint32_t *n, acta_error *err);

/// Decide what each piece is; fills doc->blocks.  `hint` is the article's date
/// from elsewhere (it gives dates without a year one), or ACTA_NO_DAY.
/// Linear in the text.  ACTA_E_NOMEM.
acta_status acta_layout_mark(acta_document *doc, const acta_piece *pieces,
                             uint32_t n, acta_day hint,
                             acta_layout_facts *facts, acta_error *err);

/// Length of a page's title without the outlet, date and section behind it,
/// "Talks open | News | DW | 25.04.2019", which go to `facts`.  `near` gives a
/// date without a year one.
size_t acta_title_length(acta_str title, acta_day near,
                         acta_layout_facts *facts);

#endif
