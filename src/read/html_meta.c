// SPDX-License-Identifier: MIT
#include "base/day.h"
#include "read/cues.h"
#include "read/html_impl.h"
#include "read/layout_text.h"
#include "read/normal.h"
#include "read/stamp.h"

typedef struct {
  acta_arena    *arena;
  acta_metadata *m;
  bool           nomem;
} filler;

static void put(filler *f, acta_str *to, acta_str value)
{
  value = acta_str_trim(value);
  if (to->n || !value.n || f->nomem) {
    return;
  }
  const char *p = acta_arena_dup(f->arena, value.p, value.n);
  if (p) {
    *to = acta_text_normal(f->arena, (acta_str){p, value.n});
  }
  f->nomem = !to->p;
}

static void put_day(filler *f, acta_str value)
{
  acta_stamp stamp;
  if (f->m->published != ACTA_NO_DAY) {
    return;
  }
  f->m->published = acta_day_parse(value);
  if (f->m->published == ACTA_NO_DAY) {
    acta_stamp_scan(value, &stamp);
    f->m->published = stamp.day;
  }
}

static void put_field(filler *f, const char *what, acta_str value)
{
  if (!strcmp(what, "title")) {
    put(f, &f->m->title, value);
  } else if (!strcmp(what, "publisher")) {
    const char *name = acta_outlet_name(value);
    put(f, &f->m->publisher, name ? acta_str_of(name) : value);
  } else if (!strcmp(what, "url")) {
    put(f, &f->m->url, value);
  } else if (!strcmp(what, "author") && !acta_line_is_url(value)) {
    put(f, &f->m->author, value);
  } else if (!strcmp(what, "date")) {
    put_day(f, value);
  }
}

// ---- JSON-LD

static acta_str string_at(const json_t *o, const char *key)
{
  const json_t *v = json_object_get(o, key);
  return json_is_string(v)
           ? (acta_str){json_string_value(v), json_string_length(v)}
           : (acta_str){"", 0};
}

// The name of a publisher or author: a string, an object with one, or the
// first of an array of these.
static acta_str name_at(const json_t *o, const char *key)
{
  const json_t *v = json_object_get(o, key);
  v               = json_is_array(v) ? json_array_get(v, 0) : v;
  return json_is_string(v)
           ? (acta_str){json_string_value(v), json_string_length(v)}
           : string_at(v, "name");
}

static bool is_article(const json_t *o)
{
  const json_t *type = json_object_get(o, "@type");
  type               = json_is_array(type) ? json_array_get(type, 0) : type;
  return json_is_string(type) &&
         acta_rows_find(
           acta_layout_rows(), "type",
           (acta_str){json_string_value(type), json_string_length(type)});
}

static void put_object(filler *f, const json_t *o)
{
  if (!is_article(o)) {
    return;
  }
  put_field(f, "title", string_at(o, "headline"));
  put_field(f, "date", string_at(o, "datePublished"));
  put_field(f, "publisher", name_at(o, "publisher"));
  put_field(f, "author", name_at(o, "author"));
  put_field(f, "url", string_at(o, "url"));
}

static void put_json(filler *f, acta_str text)
{
  json_error_t  why;
  json_t       *all   = json_loadb(text.p, text.n, 0, &why);
  const json_t *graph = json_object_get(all, "@graph");
  const json_t *list  = json_is_array(all) ? all : graph;
  put_object(f, all);
  for (size_t i = 0; i < json_array_size(list); ++i) {
    put_object(f, json_array_get(list, i));
  }
  json_decref(all); // a bad script of a page is the page's affair
}

// ---- elements

static bool is_named(const xmlNode *n, const char *name)
{
  return n->type == XML_ELEMENT_NODE && n->name &&
         !xmlStrcmp(n->name, (const xmlChar *)name);
}

static acta_str content(const xmlNode *n)
{
  return n->children && n->children->content
           ? acta_str_of((const char *)n->children->content)
           : (acta_str){"", 0};
}

static void put_meta(filler *f, const xmlNode *n)
{
  static const char *const keys[] = {"property", "name", "itemprop"};
  const acta_str           value  = html_attribute(n, "content");
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); ++i) {
    const acta_row *r =
      acta_rows_find(acta_layout_rows(), "meta", html_attribute(n, keys[i]));
    if (r) {
      put_field(f, r->value, value);
    }
  }
}

static void put_element(filler *f, const xmlNode *n)
{
  if (is_named(n, "meta")) {
    put_meta(f, n);
  } else if (is_named(n, "link") &&
             acta_str_is(html_attribute(n, "rel"), "canonical")) {
    put_field(f, "url", html_attribute(n, "href"));
  } else if (is_named(n, "time") &&
             (acta_str_is(html_attribute(n, "itemprop"), "datePublished") ||
              html_attribute(n, "pubdate").n)) {
    put_field(f, "date", html_attribute(n, "datetime"));
  }
}

acta_status html_metadata(acta_arena *a, const xmlNode *root,
                          acta_metadata *out, acta_error *err)
{
  filler f = {a, out, false};
  for (const xmlNode *n = root; n; n = html_next(n, root, true)) {
    if (is_named(n, "script") &&
        acta_str_is(html_attribute(n, "type"), "application/ld+json")) {
      put_json(&f, content(n));
    }
  }
  for (const xmlNode *n = root; n; n = html_next(n, root, true)) {
    put_element(&f, n);
  }
  return f.nomem ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
}
