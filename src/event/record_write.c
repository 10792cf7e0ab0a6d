// SPDX-License-Identifier: MIT
#include "base/day.h"

#include <acta/record.h>

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

// A JSON object or array being filled; `bad` once memory ran out.
typedef struct {
  json_t *value;
  bool    bad;
} node;

static node object(void)
{
  json_t *v = json_object();
  return (node){v, !v};
}

static node array(void)
{
  json_t *v = json_array();
  return (node){v, !v};
}

static void put(node *o, const char *key, json_t *value)
{
  o->bad = !o->value || json_object_set_new(o->value, key, value) || o->bad;
}

static void put_str(node *o, const char *key, acta_str s)
{
  if (s.n) {
    put(o, key, json_stringn(s.p, s.n));
  }
}

static void put_node(node *o, const char *key, node child)
{
  put(o, key, child.value);
  o->bad = o->bad || child.bad;
}

static void append(node *list, node child)
{
  list->bad = !list->value || json_array_append_new(list->value, child.value) ||
              list->bad || child.bad;
}

static void put_day(node *o, const char *key, acta_day day)
{
  char text[16];
  if (day != ACTA_NO_DAY) {
    acta_day_format(day, text);
    put(o, key, json_string(text));
  }
}

static void put_span(node *o, const acta_record_span *span)
{
  if (span->begin != ACTA_NO) {
    put(o, "begin", json_integer(span->begin));
    put(o, "end", json_integer(span->end));
  }
  put_str(o, "text", span->text);
}

static node mention_node(const acta_record_mention *m)
{
  node o = object();
  put_span(&o, &m->span);
  if (m->sentence.text.n || m->sentence.begin != ACTA_NO) {
    node sentence = object();
    put_span(&sentence, &m->sentence);
    put_node(&o, "sentence", sentence);
  }
  put(&o, "stance", json_string(acta_stance_name(m->stance)));
  put_str(&o, "attributedTo", m->attributed_to);
  return o;
}

static node role_node(const acta_record_role *r)
{
  node o = object();
  put_str(&o, "role", r->role);
  put_str(&o, "id", r->id);
  put_str(&o, "type", r->type);
  put_str(&o, "label", r->label);
  if (r->n_mentions) {
    node list = array();
    for (uint32_t i = 0; i < r->n_mentions; ++i) {
      node span = object();
      put_span(&span, &r->mentions[i]);
      append(&list, span);
    }
    put_node(&o, "mentions", list);
  }
  return o;
}

static void put_time(node *o, const acta_record_event *e)
{
  if (e->time.begin != ACTA_NO_DAY || e->time.end != ACTA_NO_DAY ||
      e->time_text.n) {
    node time = object();
    put_day(&time, "begin", e->time.begin);
    put_day(&time, "end", e->time.end);
    put_str(&time, "text", e->time_text);
    put_node(o, "time", time);
  }
}

static void put_lists(node *o, const acta_record_event *e)
{
  node list = array();
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    append(&list, mention_node(&e->mentions[i]));
  }
  put_node(o, "mentions", list);
  list = array();
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    append(&list, role_node(&e->roles[i]));
  }
  put_node(o, "roles", list);
}

static node event_node(const acta_record_event *e)
{
  node o = object();
  put(&o, "kind", json_string("event"));
  put_str(&o, "id", e->id);
  put_str(&o, "type", e->type);
  put_str(&o, "label", e->label);
  put_str(&o, "document", e->document);
  put_str(&o, "source", e->source);
  put_lists(&o, e);
  if (e->n_quotes) {
    node list = array();
    for (uint32_t i = 0; i < e->n_quotes; ++i) {
      append(&list, (node){json_stringn(e->quotes[i].p, e->quotes[i].n), 0});
    }
    put_node(&o, "quote", list);
  }
  put_time(&o, e);
  if (e->n_links) {
    node list = array();
    for (uint32_t i = 0; i < e->n_links; ++i) {
      node link = object();
      put_str(&link, "type", e->links[i].type);
      put_str(&link, "id", e->links[i].id);
      append(&list, link);
    }
    put_node(&o, "links", list);
  }
  return o;
}

static node document_node(const acta_record_document *d)
{
  node o = object();
  put(&o, "kind", json_string("document"));
  put_str(&o, "id", d->id);
  put_str(&o, "source", d->source);
  put_str(&o, "title", d->title);
  put_str(&o, "url", d->url);
  put_str(&o, "author", d->author);
  put_str(&o, "publisher", d->publisher);
  put_day(&o, "published", d->published);
  put_str(&o, "language", d->language);
  if (d->length != ACTA_NO) {
    put(&o, "length", json_integer(d->length));
  }
  return o;
}

acta_status acta_record_write(FILE *out, const acta_record *record,
                              acta_error *err)
{
  const node o    = record->kind == ACTA_RECORD_EVENT
                      ? event_node(&record->event)
                      : document_node(&record->document);
  char      *line = o.bad ? NULL : json_dumps(o.value, JSON_COMPACT);
  json_decref(o.value);
  if (!line) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory writing a record");
  }
  const bool bad = fputs(line, out) < 0 || putc('\n', out) == EOF;
  free(line);
  return bad ? acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno))
             : ACTA_OK;
}
