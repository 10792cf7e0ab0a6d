// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "read/cues.h"
#include "read/html_impl.h"
#include "read/layout_text.h"

enum { MAX_DEPTH = 256, MIN_PARAGRAPH = 40 };

typedef struct {
  acta_arena  *arena;
  html_pieces *out;
  char        *buf; // of the piece that is being read
  size_t       n, cap, links;
  xmlNode     *block;
  html_place   place;
  int          level;
  bool         item;
  bool         nomem;
} cutter;

acta_str html_attribute(const xmlNode *node, const char *name)
{
  for (const xmlAttr *a = node->properties; a; a = a->next) {
    if (!xmlStrcmp(a->name, (const xmlChar *)name) && a->children &&
        a->children->content) {
      return acta_str_of((const char *)a->children->content);
    }
  }
  return (acta_str){"", 0};
}

xmlNode *html_next(const xmlNode *n, const xmlNode *top, bool in)
{
  if (in && n->children && n->type == XML_ELEMENT_NODE) {
    return n->children;
  }
  while (n && n != top) {
    if (n->next) {
      return n->next;
    }
    n = n->parent;
  }
  return NULL;
}

static const char *row_value(const char *kind, acta_str text)
{
  const acta_row *r = acta_rows_find(acta_layout_rows(), kind, text);
  return r ? r->value : "";
}

static html_place place_of(const char *value)
{
  return !strcmp(value, "skip")      ? HTML_SKIP
         : !strcmp(value, "aside")   ? HTML_ASIDE
         : !strcmp(value, "caption") ? HTML_CAPTION
         : !strcmp(value, "byline")  ? HTML_BYLINE
                                     : HTML_TEXT;
}

// What the names in a class or id say between the separators.
static html_place hint_between(acta_str names, const char *separators)
{
  html_place best = HTML_TEXT;
  size_t     from = 0;
  for (size_t i = 0; i <= names.n; ++i) {
    if (i < names.n && !strchr(separators, names.p[i])) {
      continue;
    }
    const acta_str   part = {names.p + from, i - from};
    const html_place here = part.n ? place_of(row_value("hint", part)) : best;
    best                  = here > best ? here : best;
    from                  = i + 1;
  }
  return best;
}

// "sr-only" as a whole, and the parts of "related-links_wide".
static html_place hint_in(acta_str names)
{
  const html_place whole = hint_between(names, " ");
  const html_place part  = hint_between(names, " -_");
  return whole > part ? whole : part;
}

static const char *tag_value(const xmlNode *n)
{
  return row_value("tag", acta_str_of((const char *)n->name));
}

static bool is_block(const xmlNode *n)
{
  return *tag_value(n) != '\0';
}

static bool has_attribute(const xmlNode *n, const char *name)
{
  const xmlAttr *a = n->properties;
  while (a && xmlStrcmp(a->name, (const xmlChar *)name) != 0) {
    a = a->next;
  }
  return a != NULL;
}

// Words in a line that only machines shall not read are still seen.
static bool is_hidden(const xmlNode *n)
{
  const acta_str style = html_attribute(n, "style");
  return (is_block(n) &&
          acta_str_is(html_attribute(n, "aria-hidden"), "true")) ||
         has_attribute(n, "hidden") ||
         (style.n && (strstr(style.p, "display:none") ||
                      strstr(style.p, "display: none")));
}

static bool is_named(const xmlNode *n, const char *name)
{
  return !xmlStrcmp(n->name, (const xmlChar *)name);
}

static bool is_article_body(const xmlNode *n)
{
  return acta_str_is(html_attribute(n, "itemprop"), "articleBody");
}

// An element around the headline or the text is not what its class says:
// "page-with-sidebar" is no side bar.
static bool is_page(const xmlNode *n)
{
  const html_weight *w = n->_private;
  return (w && w->page) || is_named(n, "body") || is_named(n, "article");
}

static html_place element_place(const xmlNode *n, html_place outer)
{
  html_place here = place_of(tag_value(n));
  if (!is_page(n)) {
    const html_place c = hint_in(html_attribute(n, "class"));
    const html_place d = hint_in(html_attribute(n, "id"));
    const html_place e = c > d ? c : d;
    // a word in a line that is named "related-news" does not stand aside
    here = e > here && (e != HTML_ASIDE || is_block(n)) ? e : here;
  }
  if (is_hidden(n)) {
    here = HTML_SKIP;
  }
  return here > outer ? here : outer;
}

static int level_of(const xmlNode *n)
{
  const char *name = (const char *)n->name;
  return name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2]
           ? name[1] - '0'
           : 0;
}

static void flush(cutter *c)
{
  const acta_str s = acta_str_trim((acta_str){c->buf, c->n});
  void          *p = c->out->p;
  if (s.n && !c->nomem) {
    const char *text = acta_arena_dup(c->arena, s.p, s.n);
    if (!text || !acta_arena_grow(c->arena, &p, c->out->n, &c->out->cap,
                                  sizeof(*c->out->p))) {
      c->nomem = true;
      return;
    }
    c->out->p              = p;
    c->out->p[c->out->n++] = (html_piece){
      c->block, {text, s.n}, (uint32_t)c->links, c->place, c->level, c->item};
  }
  c->n     = 0;
  c->links = 0;
}

static bool put_char(cutter *c, char ch)
{
  if (c->n == c->cap) {
    const size_t cap = c->cap ? c->cap * 2 : 4096;
    char        *buf = acta_arena_alloc(c->arena, cap, 1);
    if (!buf) {
      c->nomem = true;
      return false;
    }
    if (c->n) {
      memcpy(buf, c->buf, c->n);
    }
    c->buf = buf;
    c->cap = cap;
  }
  c->buf[c->n++] = ch;
  return true;
}

static void put_text(cutter *c, const char *text, bool link)
{
  for (const char *p = text; *p; ++p) {
    const bool space =
      *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f';
    if (space && (!c->n || c->buf[c->n - 1] == ' ')) {
      continue;
    }
    if (!put_char(c, space ? ' ' : *p)) {
      return;
    }
    c->links += link;
  }
}

static bool is_link(const xmlNode *n)
{
  return n->name[0] == 'a' && !n->name[1];
}

typedef struct {
  xmlNode   *node;
  html_place place;
  xmlNode   *block;
  int        level;
  bool       link, item;
} open_element;

// Leaves the elements that `n` is not in.
static size_t close_to(cutter *c, open_element *open, size_t depth,
                       const xmlNode *n)
{
  while (depth > 1 && open[depth - 1].node != n->parent) {
    --depth;
    if (open[depth].block == open[depth].node) {
      flush(c);
    }
  }
  return depth;
}

static open_element enter(xmlNode *n, const open_element *outer)
{
  open_element e = *outer;
  e.node         = n;
  e.place        = element_place(n, outer->place);
  e.block        = is_block(n) ? n : outer->block;
  e.level        = level_of(n) ? level_of(n) : outer->level;
  e.link         = outer->link || is_link(n);
  e.item         = outer->item || is_named(n, "li");
  return e;
}

// The weight of an element, or NULL if out of memory.
static html_weight *weight_of(acta_arena *a, xmlNode *n)
{
  if (!n->_private) {
    n->_private = acta_arena_alloc(a, 1, sizeof(html_weight));
  }
  return n->_private;
}

// Marks the elements around each headline and each text that says it is one.
static bool weigh_pages(acta_arena *a, xmlNode *body)
{
  for (xmlNode *n = body; n; n = html_next(n, body, true)) {
    if (n->type != XML_ELEMENT_NODE ||
        !(is_named(n, "h1") || is_named(n, "main") || is_article_body(n))) {
      continue;
    }
    for (xmlNode *up = n; up && up->type == XML_ELEMENT_NODE; up = up->parent) {
      html_weight *w = weight_of(a, up);
      if (!w) {
        return false;
      }
      if (w->page) {
        break;
      }
      w->page = true;
    }
  }
  return true;
}

acta_status html_cut(acta_arena *a, xmlNode *body, html_pieces *out,
                     acta_error *err)
{
  open_element open[MAX_DEPTH];
  cutter       c     = {.arena = a, .out = out, .block = body};
  size_t       depth = 1;
  open[0]            = (open_element){.node = body, .block = body};
  if (!weigh_pages(a, body)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  xmlNode *n = html_next(body, body, true);
  while (n && !c.nomem) {
    bool in = false;
    depth   = close_to(&c, open, depth, n);
    if (n->type == XML_TEXT_NODE && n->content) {
      const open_element *e = open + depth - 1;
      c.block               = e->block;
      c.place               = e->place;
      c.level               = e->level;
      c.item                = e->item;
      put_text(&c, (const char *)n->content, e->link);
    } else if (n->type == XML_ELEMENT_NODE && depth < MAX_DEPTH) {
      const open_element e = enter(n, open + depth - 1);
      if (e.block == n) {
        flush(&c);
      }
      in = e.place != HTML_SKIP;
      if (in) {
        open[depth++] = e;
      }
    }
    n = html_next(n, body, in);
  }
  flush(&c);
  return c.nomem ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
}

// ---- where the article is

static bool is_paragraph(const html_piece *p)
{
  return p->place == HTML_TEXT && !p->level && p->text.n >= MIN_PARAGRAPH &&
         p->links < p->text.n / 2;
}

// Bytes of paragraphs below each element, kept in its _private.
static bool count_text(acta_arena *a, const html_pieces *pieces)
{
  for (uint32_t i = 0; i < pieces->n; ++i) {
    const html_piece *p = pieces->p + i;
    if (!is_paragraph(p)) {
      continue;
    }
    for (xmlNode *n = p->node; n && n->type == XML_ELEMENT_NODE;
         n          = n->parent) {
      html_weight *w = weight_of(a, n);
      if (!w) {
        return false;
      }
      w->text += p->text.n;
    }
  }
  return true;
}

static size_t text_below(const xmlNode *n)
{
  const html_weight *w = n->_private;
  return w ? w->text : 0;
}

static bool marks_itself(const xmlNode *n)
{
  return is_named(n, "article") || is_named(n, "main") || is_article_body(n) ||
         acta_str_is(html_attribute(n, "role"), "main");
}

// The innermost element around `n` that marks itself as an article and holds
// most of the text, or NULL.
static const xmlNode *marked_around(const xmlNode *n, const xmlNode *body)
{
  for (; n && n != body; n = n->parent) {
    if (marks_itself(n) && text_below(n) * 2 >= text_below(body)) {
      return n;
    }
  }
  return NULL;
}

const xmlNode *html_article(acta_arena *a, const html_pieces *pieces,
                            xmlNode *body)
{
  const html_piece *top = NULL;
  if (!count_text(a, pieces)) {
    return NULL;
  }
  for (uint32_t i = 0; i < pieces->n; ++i) {
    const html_piece *p = pieces->p + i;
    if (is_paragraph(p) && (!top || p->text.n > top->text.n)) {
      top = p;
    }
  }
  if (!top) {
    return body;
  }
  const xmlNode *marked = marked_around(top->node, body);
  if (marked) {
    return marked;
  }
  // up from the longest paragraph as long as much text comes in
  const xmlNode *best = top->node;
  for (const xmlNode *n = best; n && n != body; n = n->parent) {
    if (text_below(n) * 10 > text_below(best) * 13) {
      best = n;
    }
  }
  return text_below(best) * 10 < text_below(body) * 6 ? body : best;
}
