// SPDX-License-Identifier: MIT
/// @file html_impl.h  Parts of the HTML reader.
#ifndef ACTA_READ_HTML_IMPL_H
#define ACTA_READ_HTML_IMPL_H

#include "read/article.h"

#include <libxml/tree.h>

/// What stands in an element, inherited by what is in it.
typedef enum {
  HTML_TEXT,
  HTML_BYLINE,
  HTML_CAPTION,
  HTML_ASIDE, ///< Beside the article: related stories, boxes
  HTML_SKIP,  ///< Nothing of the article
} html_place;

/// One paragraph, headline or the like.
typedef struct {
  xmlNode   *node;  ///< Innermost block element
  acta_str   text;  ///< White space collapsed
  uint32_t   links; ///< Bytes of it in links
  html_place place;
  int        level; ///< 1-6 of a headline, else 0
  bool       item;  ///< Of a list
} html_piece;

/// What an element holds, in its `_private`.
typedef struct {
  size_t text; ///< Bytes of paragraphs
  bool   page; ///< The page's headline, or its text as marked
} html_weight;

typedef struct {
  html_piece *p;
  uint32_t    n, cap;
} html_pieces;

/// Attribute of an element, or the empty string; borrowed from the tree.
acta_str html_attribute(const xmlNode *node, const char *name);

/// The node after `n` in document order; with `in` false not into `n`.  NULL
/// at the end of the subtree of `top`.
xmlNode *html_next(const xmlNode *n, const xmlNode *top, bool in);

/// Cut the page into its pieces.  ACTA_E_NOMEM.
acta_status html_cut(acta_arena *a, xmlNode *body, html_pieces *out,
                     acta_error *err);

/// The element that holds the article: what marks itself as such, else by
/// density of text and links (Kohlschuetter et al. 2010; Arc90 Readability).
/// NULL: out of memory.  Uses the nodes' _private.
const xmlNode *html_article(acta_arena *a, const html_pieces *pieces,
                            xmlNode *body);

/// Metadata of a page: JSON-LD, OpenGraph, meta elements; its title element
/// without outlet and date.  ACTA_E_NOMEM.
acta_status html_metadata(acta_arena *a, const xmlNode *root,
                          acta_metadata *out, acta_str *title, acta_error *err);

#endif
