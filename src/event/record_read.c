// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "base/iri.h"

#include <acta/record.h>

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

#define MAX_LINE ((size_t)64 << 20)

// Where in a line we are, for messages: "roles[2].id".
typedef struct {
  acta_arena *arena;
  acta_error *err;
  const char *list; // name of the list around, or ""
  size_t      index;
} place;

static acta_status wrong(const place *at, const char *field, const char *what)
{
  return at->list[0]
           ? acta_fail(at->err, ACTA_E_SYNTAX, "%s[%zu].%s %s", at->list,
                       at->index, field, what)
           : acta_fail(at->err, ACTA_E_SYNTAX, "'%s' %s", field, what);
}

static acta_status no_memory(const place *at)
{
  return acta_fail(at->err, ACTA_E_NOMEM, "out of memory reading a record");
}

static acta_status copy(const place *at, const json_t *v, acta_str *out)
{
  const size_t n = json_string_length(v);
  const char  *p = acta_arena_dup(at->arena, json_string_value(v), n);
  *out           = (acta_str){p, n};
  return p ? ACTA_OK : no_memory(at);
}

// A string, or nothing if it is absent or null.
static acta_status get_str(const place *at, const json_t *o, const char *key,
                           acta_str *out)
{
  const json_t *v = json_object_get(o, key);
  if (!v || json_is_null(v)) {
    return ACTA_OK;
  }
  return json_is_string(v) ? copy(at, v, out)
                           : wrong(at, key, "is not a string");
}

static acta_status get_iri(const place *at, const json_t *o, const char *key,
                           acta_str *out)
{
  const acta_status st = get_str(at, o, key, out);
  if (!st && out->n && !acta_iri_is_valid(*out) &&
      !acta_str_starts(*out, ACTA_STR("_:"))) {
    return wrong(at, key, "is not an absolute IRI");
  }
  return st;
}

static acta_status get_count(const place *at, const json_t *o, const char *key,
                             uint32_t *out)
{
  const json_t *v = json_object_get(o, key);
  if (!v || json_is_null(v)) {
    return ACTA_OK;
  }
  const json_int_t n = json_integer_value(v);
  if (!json_is_integer(v) || n < 0 || n >= ACTA_NO) {
    return wrong(at, key, "is not an offset");
  }
  *out = (uint32_t)n;
  return ACTA_OK;
}

static acta_status get_day(const place *at, const json_t *o, const char *key,
                           acta_day *out)
{
  acta_str          text = {"", 0};
  const acta_status st   = get_str(at, o, key, &text);
  if (st || !text.n) {
    return st;
  }
  *out = acta_day_parse(text);
  return *out == ACTA_NO_DAY ? wrong(at, key, "is not a date (YYYY-MM-DD)")
                             : ACTA_OK;
}

// A list of the file and room for its items; no items if it is absent or null.
typedef struct {
  const json_t *list;
  void         *items;
  uint32_t      n;
} items;

static acta_status get_list(const place *at, const json_t *o, const char *key,
                            size_t size, items *out)
{
  const json_t *v = json_object_get(o, key);
  *out            = (items){NULL, NULL, 0};
  if (!v || json_is_null(v)) {
    return ACTA_OK;
  }
  if (!json_is_array(v)) {
    return wrong(at, key, "is not an array");
  }
  out->items = acta_arena_alloc(at->arena, json_array_size(v), size);
  if (!out->items) {
    return no_memory(at);
  }
  out->list = v;
  out->n    = (uint32_t)json_array_size(v);
  return ACTA_OK;
}

static acta_status get_span(const place *at, const json_t *o,
                            acta_record_span *span)
{
  *span          = (acta_record_span){ACTA_NO, ACTA_NO, {"", 0}};
  acta_status st = get_count(at, o, "begin", &span->begin);
  st             = st ? st : get_count(at, o, "end", &span->end);
  st             = st ? st : get_str(at, o, "text", &span->text);
  if (!st && ((span->begin == ACTA_NO) != (span->end == ACTA_NO) ||
              (span->begin != ACTA_NO && span->begin >= span->end))) {
    return wrong(at, "begin", "and 'end' do not make a span");
  }
  return st;
}

static acta_status get_mention(const place *at, const json_t *o,
                               acta_record_mention *m)
{
  acta_str      stance   = {"", 0};
  const json_t *sentence = json_object_get(o, "sentence");
  m->sentence            = (acta_record_span){ACTA_NO, ACTA_NO, {"", 0}};
  acta_status st         = get_span(at, o, &m->span);
  if (!st && sentence && !json_is_null(sentence)) {
    st = json_is_object(sentence) ? get_span(at, sentence, &m->sentence)
                                  : wrong(at, "sentence", "is not an object");
  }
  st = st ? st : get_str(at, o, "stance", &stance);
  if (!st && stance.n && !acta_stance_by_name(stance, &m->stance)) {
    st = wrong(at, "stance", "is not a stance");
  }
  return st ? st : get_iri(at, o, "attributedTo", &m->attributed_to);
}

static acta_status get_role(const place *at, const json_t *o,
                            acta_record_role *r)
{
  items       spans = {NULL, NULL, 0};
  acta_status st    = get_str(at, o, "role", &r->role);
  st                = st ? st : get_iri(at, o, "id", &r->id);
  st                = st ? st : get_str(at, o, "type", &r->type);
  st                = st ? st : get_str(at, o, "label", &r->label);
  if (!st && !r->role.n) {
    st = wrong(at, "role", "is missing");
  }
  if (!st && !r->label.n) {
    st = wrong(at, "label", "is missing");
  }
  st = st ? st : get_list(at, o, "mentions", sizeof(*r->mentions), &spans);
  r->mentions   = spans.items;
  r->n_mentions = spans.n;
  for (uint32_t i = 0; !st && i < r->n_mentions; ++i) {
    const json_t *m = json_array_get(spans.list, i);
    st              = json_is_object(m)
                        ? get_span(at, m, &r->mentions[i])
                        : wrong(at, "mentions", "has an item that is not an object");
  }
  return st;
}

static acta_status get_link(const place *at, const json_t *o,
                            acta_record_link *link)
{
  acta_status st = get_str(at, o, "type", &link->type);
  st             = st ? st : get_iri(at, o, "id", &link->id);
  if (!st && (!link->type.n || !link->id.n)) {
    return wrong(at, link->type.n ? "id" : "type", "is missing");
  }
  return st;
}

static acta_status get_quotes(const place *at, const json_t *o,
                              acta_record_event *e)
{
  items         texts = {NULL, NULL, 0};
  const json_t *one   = json_object_get(o, "quote");
  if (json_is_string(one)) {
    e->quotes   = acta_arena_alloc(at->arena, 1, sizeof(*e->quotes));
    e->n_quotes = 1;
    return e->quotes ? copy(at, one, e->quotes) : no_memory(at);
  }
  acta_status st = get_list(at, o, "quote", sizeof(*e->quotes), &texts);
  e->quotes      = texts.items;
  e->n_quotes    = texts.n;
  for (uint32_t i = 0; !st && i < e->n_quotes; ++i) {
    const json_t *v = json_array_get(texts.list, i);
    v               = json_is_object(v) ? json_object_get(v, "text") : v;
    st              = json_is_string(v) ? copy(at, v, &e->quotes[i])
                                        : wrong(at, "quote", "holds no text");
  }
  return st;
}

static acta_status get_time(const place *at, const json_t *o,
                            acta_record_event *e)
{
  const json_t *v = json_object_get(o, "time");
  if (!v || json_is_null(v)) {
    return ACTA_OK;
  }
  if (!json_is_object(v)) {
    return wrong(at, "time", "is not an object");
  }
  acta_status st = get_day(at, v, "begin", &e->time.begin);
  st             = st ? st : get_day(at, v, "end", &e->time.end);
  st             = st ? st : get_str(at, v, "text", &e->time_text);
  if (!st && e->time.begin != ACTA_NO_DAY && e->time.end != ACTA_NO_DAY &&
      e->time.begin > e->time.end) {
    return wrong(at, "time", "ends before it begins");
  }
  return st;
}

// Lists of objects: the name in the file, and how to read one item.
typedef acta_status (*item_reader)(const place *, const json_t *, void *);

static acta_status read_mention(const place *at, const json_t *o, void *to)
{
  return get_mention(at, o, to);
}

static acta_status read_role(const place *at, const json_t *o, void *to)
{
  return get_role(at, o, to);
}

static acta_status read_link(const place *at, const json_t *o, void *to)
{
  return get_link(at, o, to);
}

static acta_status get_items(place *at, const json_t *o, const char *key,
                             size_t size, item_reader read, items *out)
{
  acta_status st = get_list(at, o, key, size, out);
  at->list       = key;
  for (at->index = 0; !st && at->index < out->n; at->index++) {
    const json_t *v = json_array_get(out->list, at->index);
    st              = json_is_object(v)
                        ? read(at, v, (char *)out->items + at->index * size)
                        : acta_fail(at->err, ACTA_E_SYNTAX, "%s[%zu] is not an object", key,
                                    at->index);
  }
  at->list = "";
  return st;
}

static acta_status get_lists(place *at, const json_t *o, acta_record_event *e)
{
  items       mentions, roles, links;
  acta_status st =
    get_items(at, o, "mentions", sizeof(*e->mentions), read_mention, &mentions);
  if (!st) {
    e->mentions   = mentions.items;
    e->n_mentions = mentions.n;
    st = get_items(at, o, "roles", sizeof(*e->roles), read_role, &roles);
  }
  if (!st) {
    e->roles   = roles.items;
    e->n_roles = roles.n;
    st = get_items(at, o, "links", sizeof(*e->links), read_link, &links);
  }
  if (!st) {
    e->links   = links.items;
    e->n_links = links.n;
  }
  return st;
}

static acta_status get_event(place *at, const json_t *o, acta_record_event *e)
{
  e->time        = (acta_days){ACTA_NO_DAY, ACTA_NO_DAY};
  acta_status st = get_iri(at, o, "id", &e->id);
  st             = st ? st : get_str(at, o, "type", &e->type);
  st             = st ? st : get_str(at, o, "label", &e->label);
  st             = st ? st : get_iri(at, o, "document", &e->document);
  st             = st ? st : get_str(at, o, "source", &e->source);
  st             = st ? st : get_lists(at, o, e);
  st             = st ? st : get_quotes(at, o, e);
  st             = st ? st : get_time(at, o, e);
  if (!st && !e->type.n) {
    return wrong(at, "type", "is missing");
  }
  if (!st && !e->n_roles && !e->n_mentions) {
    return wrong(at, "roles", "has no role, nor is there a mention");
  }
  return st;
}

static acta_status get_document(const place *at, const json_t *o,
                                acta_record_document *d)
{
  const struct {
    const char *key;
    acta_str   *to;
  } fields[] = {
    {"source", &d->source},
    {"title", &d->title},
    {"url", &d->url},
    {"author", &d->author},
    {"publisher", &d->publisher},
    {"language", &d->language},
  };
  d->published   = ACTA_NO_DAY;
  d->length      = ACTA_NO;
  acta_status st = get_iri(at, o, "id", &d->id);
  for (size_t i = 0; !st && i < sizeof(fields) / sizeof(fields[0]); ++i) {
    st = get_str(at, o, fields[i].key, fields[i].to);
  }
  st = st ? st : get_day(at, o, "published", &d->published);
  st = st ? st : get_count(at, o, "length", &d->length);
  return !st && !d->id.n ? wrong(at, "id", "is missing") : st;
}

acta_status acta_record_parse(acta_arena *arena, acta_str line,
                              acta_record *record, acta_error *err)
{
  json_error_t  why;
  place         at   = {arena, err, "", 0};
  acta_str      kind = {"", 0};
  json_t *const o =
    json_loadb(line.p, line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &why);
  if (!o && json_error_code(&why) == json_error_out_of_memory) {
    return no_memory(&at);
  }
  if (!o) {
    return acta_fail(err, ACTA_E_SYNTAX, "not JSON: %s", why.text);
  }
  *record        = (acta_record){.kind = ACTA_RECORD_EVENT};
  acta_status st = json_is_object(o) ? get_str(&at, o, "kind", &kind)
                                     : acta_fail(err, ACTA_E_SYNTAX,
                                                 "a record is a JSON object");
  if (!st && acta_str_is(kind, "document")) {
    record->kind = ACTA_RECORD_DOCUMENT;
    st           = get_document(&at, o, &record->document);
  } else if (!st && (!kind.n || acta_str_is(kind, "event"))) {
    st = get_event(&at, o, &record->event);
  } else if (!st) {
    st = wrong(&at, "kind", "is neither \"document\" nor \"event\"");
  }
  json_decref(o);
  return st;
}

// ---- lines of a stream

struct acta_record_reader {
  FILE    *in;
  acta_buf line;
  unsigned number;
};

acta_record_reader *acta_record_reader_new(FILE *in)
{
  acta_record_reader *r = calloc(1, sizeof(*r));
  if (r) {
    r->in = in;
  }
  return r;
}

void acta_record_reader_free(acta_record_reader *r)
{
  if (r) {
    acta_buf_release(&r->line);
    free(r);
  }
}

acta_str acta_record_line(const acta_record_reader *r)
{
  return acta_buf_as_str(&r->line);
}

unsigned acta_record_number(const acta_record_reader *r)
{
  return r->number;
}

// Reads one line; what is over the limit is passed over.
static acta_status next_line(acta_record_reader *r, acta_error *err)
{
  bool too_long = false;
  int  c        = 0;
  r->line.n     = 0;
  while ((c = getc_unlocked(r->in)) != EOF && c != '\n') {
    if (r->line.n < MAX_LINE) {
      acta_buf_char(&r->line, (char)c);
    } else {
      too_long = true;
    }
  }
  r->number++;
  if (c == EOF && ferror(r->in)) {
    return acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(errno));
  }
  if (r->line.failed) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory reading a record");
  }
  if (too_long) {
    return acta_fail_at(err, ACTA_E_LIMIT, r->number, 0,
                        "a record of more than %zu bytes", MAX_LINE);
  }
  return c == EOF && !r->line.n ? ACTA_END : ACTA_OK;
}

acta_status acta_record_next(acta_record_reader *r, acta_arena *arena,
                             acta_record *record, acta_error *err)
{
  acta_status st = ACTA_OK;
  do {
    st = next_line(r, err);
  } while (!st && !r->line.n);
  if (st) {
    return st;
  }
  st = acta_record_parse(arena, acta_buf_as_str(&r->line), record, err);
  if (st && err) {
    err->line = r->number;
  }
  return st;
}
