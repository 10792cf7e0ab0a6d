// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "read/html_impl.h"
#include "read/layout_text.h"
#include "read/normal.h"

#include <libxml/HTMLparser.h>
#include <limits.h>

enum { LINK_WORDS = 3, MAX_PIECE_WORDS = 25 };

typedef struct {
  acta_arena *arena;
  char       *text;
  size_t      n, cap;
  acta_piece *p;
  uint32_t    n_pieces, cap_pieces;
} writer;

// Appends a piece, an empty line apart; points of a list are indented.
static bool write_piece(writer *w, const html_piece *piece,
                        acta_block_kind kind, bool fixed)
{
  const acta_str gap  = piece->item ? ACTA_STR("\n\n  ") : ACTA_STR("\n\n");
  const acta_str s    = acta_text_normal(w->arena, piece->text);
  void          *p    = w->p;
  const size_t   need = w->n + s.n + gap.n;
  if (!s.p || !acta_arena_grow(w->arena, &p, w->n_pieces, &w->cap_pieces,
                               sizeof(*w->p))) {
    return false;
  }
  w->p = p;
  if (need > w->cap) {
    char *bigger = acta_arena_alloc(w->arena, need * 2, 1);
    if (!bigger) {
      return false;
    }
    if (w->n) {
      memcpy(bigger, w->text, w->n);
    }
    w->text = bigger;
    w->cap  = need * 2;
  }
  if (w->n) {
    memcpy(w->text + w->n, gap.p, gap.n);
    w->n += gap.n;
  }
  memcpy(w->text + w->n, s.p, s.n);
  w->p[w->n_pieces++] =
    (acta_piece){{(uint32_t)w->n, (uint32_t)(w->n + s.n)}, kind, fixed, true};
  w->n += s.n;
  return true;
}

static bool is_below(const xmlNode *n, const xmlNode *top)
{
  while (n && n != top) {
    n = n->parent;
  }
  return n != NULL;
}

// The page's headline: its only first-level one, or the first in the article.
static const html_piece *headline(const html_pieces *all, const xmlNode *top)
{
  const html_piece *found = NULL;
  for (uint32_t i = 0; i < all->n; ++i) {
    const html_piece *p = all->p + i;
    if (p->level == 1 && p->place == HTML_TEXT &&
        (!found || (is_below(p->node, top) && !is_below(found->node, top)))) {
      found = p;
    }
  }
  return found;
}

static bool write_one(writer *w, const html_piece *p)
{
  const bool linked = p->links > p->text.n / 2;
  const bool some   = acta_line_words(p->text, LINK_WORDS + 1) > LINK_WORDS;
  const bool brief =
    acta_line_words(p->text, MAX_PIECE_WORDS) < MAX_PIECE_WORDS;
  switch (p->place) {
  case HTML_SKIP: return true;
  case HTML_ASIDE:
    return !linked || !some || write_piece(w, p, ACTA_BLOCK_LINK, true);
  case HTML_CAPTION:
    return write_piece(w, p, linked ? ACTA_BLOCK_LINK : ACTA_BLOCK_CAPTION,
                       true);
  case HTML_BYLINE:
    return write_piece(w, p, brief ? ACTA_BLOCK_BYLINE : ACTA_BLOCK_BODY,
                       false);
  case HTML_TEXT: break;
  }
  if (p->level) {
    return write_piece(w, p, linked ? ACTA_BLOCK_LINK : ACTA_BLOCK_HEADING,
                       true);
  }
  if (linked && brief) {
    return !some || write_piece(w, p, ACTA_BLOCK_LINK, false);
  }
  return write_piece(w, p, ACTA_BLOCK_BODY, false);
}

// `name` is what the title element calls the page.
static acta_status write_page(acta_arena *a, const html_pieces *all,
                              xmlNode *body, acta_str name,
                              acta_raw_article *out, acta_error *err)
{
  writer            w     = {.arena = a};
  const xmlNode    *top   = html_article(a, all, body);
  const html_piece *title = headline(all, top);
  bool              good  = top != NULL;
  if (!title && !out->meta.title.n) {
    out->meta.title = name;
  }
  if (good && (title || out->meta.title.n)) {
    const html_piece named = {.text = title ? title->text : out->meta.title};
    good                   = write_piece(&w, &named, ACTA_BLOCK_TITLE, true);
  }
  for (uint32_t i = 0; i < all->n && good; ++i) {
    const html_piece *p = all->p + i;
    if (p != title && is_below(p->node, top)) {
      good = write_one(&w, p);
    }
  }
  if (title && w.n_pieces &&
      (!out->meta.title.n ||
       acta_str_starts(out->meta.title, title->text))) { // its outlet apart
    const acta_span s = w.p[0].span;
    out->meta.title   = (acta_str){w.text + s.begin, s.end - s.begin};
  }
  // a page without text still has pieces, so that it is not cut as plain text
  out->pieces   = w.p ? w.p : acta_arena_alloc(a, 1, sizeof(*w.p));
  out->n_pieces = w.n_pieces;
  out->text     = (acta_str){w.text ? w.text : "", w.n};
  return good && out->pieces ? ACTA_OK
                             : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static xmlNode *find_body(xmlNode *root)
{
  for (xmlNode *n = root->children; n; n = n->next) {
    if (n->type == XML_ELEMENT_NODE &&
        !xmlStrcmp(n->name, (const xmlChar *)"body")) {
      return n;
    }
  }
  return root;
}

acta_status acta_html_read(acta_arena *a, acta_str page, acta_raw_article *out,
                           acta_error *err)
{
  static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                             HTML_PARSE_NOWARNING | HTML_PARSE_NONET;
  html_pieces all    = {NULL, 0, 0};
  acta_str    name   = {NULL, 0};
  acta_status status = ACTA_OK;
  if (page.n > INT_MAX) {
    return acta_fail(err, ACTA_E_LIMIT, "page too large");
  }
  htmlDocPtr doc  = htmlReadMemory(page.p, (int)page.n, NULL, "UTF-8", options);
  xmlNode   *root = doc ? xmlDocGetRootElement(doc) : NULL;
  if (root) {
    status        = html_metadata(a, root, &out->meta, &name, err);
    xmlNode *body = find_body(root);
    if (!status) {
      status = html_cut(a, body, &all, err);
    }
    if (!status) {
      status = write_page(a, &all, body, name, out, err);
    }
  } else { // nothing in it
    out->text   = (acta_str){"", 0};
    out->pieces = acta_arena_alloc(a, 1, sizeof(*out->pieces));
    status =
      out->pieces ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  xmlFreeDoc(doc);
  return status;
}
