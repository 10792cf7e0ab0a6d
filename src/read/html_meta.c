// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "read/cues.h"
#include "read/html_impl.h"
#include "read/layout_text.h"
#include "read/normal.h"
#include "read/stamp.h"

enum { MAX_OBJECTS = 256 }; // of a page that are looked through for an "@id"

typedef struct {
  acta_arena    *arena;
  acta_metadata *m;
  json_t        *objects; // of all its scripts, an array
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

// The object of the page's scripts that `ref` refers to by "@id", or itself.
static const json_t *resolve(const filler *f, const json_t *ref)
{
  const acta_str id = string_at(ref, "@id");
  if (!id.n || json_object_get(ref, "name")) {
    return ref;
  }
  for (size_t i = 0; i < json_array_size(f->objects) && i < MAX_OBJECTS; ++i) {
    const json_t *o = json_array_get(f->objects, i);
    if (acta_str_eq(string_at(o, "@id"), id) && json_object_get(o, "name")) {
      return o;
    }
  }
  return ref;
}

// The name of a publisher or author: a string or an object with one.
static acta_str name_of(const filler *f, const json_t *v)
{
  return json_is_string(v)
           ? (acta_str){json_string_value(v), json_string_length(v)}
           : string_at(resolve(f, v), "name");
}

static acta_str name_at(const filler *f, const json_t *o, const char *key)
{
  const json_t *v = json_object_get(o, key);
  return name_of(f, json_is_array(v) ? json_array_get(v, 0) : v);
}

// The names of all authors, ", " between them.
static void put_authors(filler *f, const json_t *list)
{
  acta_buf all = {0};
  for (size_t i = 0; i < json_array_size(list); ++i) {
    const acta_str name = name_of(f, json_array_get(list, i));
    if (name.n && !acta_line_is_url(name)) {
      acta_buf_add(&all, ", ", all.n ? 2 : 0);
      acta_buf_add(&all, name.p, name.n);
    }
  }
  f->nomem = f->nomem || all.failed;
  put_field(f, "author", (acta_str){all.p, all.n});
  acta_buf_release(&all);
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
  put_field(f, "publisher", name_at(f, o, "publisher"));
  put_authors(f, json_object_get(o, "author"));
  put_field(f, "author", name_at(f, o, "author"));
  put_field(f, "url", string_at(o, "url"));
}

// Adds the objects of a script; a bad script of a page is the page's affair.
static void add_objects(filler *f, acta_str text)
{
  json_error_t why;
  json_t      *all   = json_loadb(text.p, text.n, 0, &why);
  json_t      *graph = json_object_get(all, "@graph");
  json_t      *list  = json_is_array(all) ? all : graph;
  if (json_is_object(all) && json_array_append(f->objects, all)) {
    f->nomem = true;
  }
  if (json_is_array(list) && json_array_extend(f->objects, list)) {
    f->nomem = true;
  }
  json_decref(all);
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

static bool is_dated(const xmlNode *n)
{
  const acta_str class = html_attribute(n, "class");
  return acta_str_is(html_attribute(n, "itemprop"), "datePublished") ||
         html_attribute(n, "pubdate").n ||
         (class.n && strstr(class.p, "published"));
}

static void put_element(filler *f, const xmlNode *n)
{
  if (is_named(n, "meta")) {
    put_meta(f, n);
  } else if (is_named(n, "link") &&
             acta_str_is(html_attribute(n, "rel"), "canonical")) {
    put_field(f, "url", html_attribute(n, "href"));
  } else if (is_named(n, "time") && is_dated(n)) {
    put_field(f, "date", html_attribute(n, "datetime"));
  }
}

// What stands behind the headline in a title: "Talks open | DW | 25.04.2019".
static acta_str put_title_parts(filler *f, acta_str title)
{
  acta_layout_facts facts = {.day = ACTA_NO_DAY, .header_day = ACTA_NO_DAY};
  title.n                 = acta_title_length(title, ACTA_NO_DAY, &facts);
  put(f, &f->m->publisher, facts.publisher);
  if (f->m->published == ACTA_NO_DAY) {
    f->m->published = facts.day;
  }
  return acta_str_trim(title);
}

static void put_titles(filler *f, acta_str page, acta_str *title)
{
  acta_str s  = {NULL, 0};
  f->m->title = put_title_parts(f, f->m->title);
  put(f, &s, page);
  *title = put_title_parts(f, s);
}

acta_status html_metadata(acta_arena *a, const xmlNode *root,
                          acta_metadata *out, acta_str *title, acta_error *err)
{
  filler   f    = {a, out, json_array(), false};
  acta_str page = {NULL, 0};
  f.nomem       = !f.objects;
  for (const xmlNode *n = root; n; n = html_next(n, root, true)) {
    if (is_named(n, "script") &&
        acta_str_is(html_attribute(n, "type"), "application/ld+json")) {
      add_objects(&f, content(n));
    } else if (is_named(n, "title") && !page.n) {
      page = content(n);
    }
  }
  for (size_t i = 0; i < json_array_size(f.objects); ++i) {
    put_object(&f, json_array_get(f.objects, i));
  }
  for (const xmlNode *n = root; n; n = html_next(n, root, true)) {
    put_element(&f, n);
  }
  put_titles(&f, page, title);
  json_decref(f.objects);
  return f.nomem ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
}
