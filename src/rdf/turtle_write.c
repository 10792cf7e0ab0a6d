// SPDX-License-Identifier: MIT
// Turtle and TriG, written as the quads come: neighbours that share a graph,
// subject or predicate are written under one.  A term is only shortened where
// the short form means the same term again.
#include "base/intern.h"
#include "base/vec.h"
#include "rdf/chars.h"
#include "rdf/write.h"

#include <stdlib.h>

typedef struct {
  acta_writer_head head;
  bool             graphs;
  acta_buf         buf;
  bool             begun;      // something was written
  bool             in_graph;   // within { }
  bool             in_subject; // a statement is open
  acta_buf         s, p, g;    // the open ones, as written
  acta_buf         now;        // scratch
  acta_intern     *names;      // prefixes
  acta_intern     *spaces;     // namespaces
  uint32_t        *name_of;    // by namespace: its prefix, or ACTA_NO_NAME
  size_t           n_spaces, cap_spaces;
  uint32_t        *space_of; // by prefix: its namespace
  size_t           n_names, cap_names;
} turtle_writer;

#define ACTA_NO_NAME UINT32_MAX

// ---- prefixes

// Id of `s` with a slot for it in `*slots`; ACTA_NO_NAME if out of memory.
static uint32_t add_slot(acta_intern *table, acta_str s, uint32_t **slots,
                         size_t *n, size_t *cap)
{
  const uint32_t id = acta_intern_add(table, s);
  if (id != UINT32_MAX && id == *n) {
    void *grown = *slots;
    if (!acta_vec_grow(&grown, *n, cap, sizeof(**slots))) {
      return ACTA_NO_NAME;
    }
    *slots         = grown;
    (*slots)[(*n)] = ACTA_NO_NAME;
    ++*n;
  }
  return id < *n ? id : ACTA_NO_NAME;
}

// Length of the namespace: up to the last "#" or "/", else the last ":".
static size_t space_length(acta_str iri)
{
  for (size_t i = iri.n; i > 0; --i) {
    if (iri.p[i - 1] == '#' || iri.p[i - 1] == '/') {
      return i;
    }
  }
  for (size_t i = iri.n; i > 0; --i) {
    if (iri.p[i - 1] == ':') {
      return i;
    }
  }
  return 0;
}

// A prefix that every reader takes; serd, for one, refuses some of the others.
static bool is_ascii_name(acta_str name)
{
  for (size_t i = 0; i < name.n; ++i) {
    if (!(acta_rdf_class[(unsigned char)name.p[i]] & CHAR_NAME)) {
      return false;
    }
  }
  return acta_rdf_prefix_valid(name);
}

static void add_iri(turtle_writer *w, acta_buf *b, acta_str iri)
{
  const acta_str space = {iri.p, space_length(iri)};
  const acta_str local = {iri.p + space.n, iri.n - space.n};
  const uint32_t id    = acta_intern_find(w->spaces, space);
  const uint32_t name =
    id < w->n_spaces ? w->name_of[id] : (uint32_t)ACTA_NO_NAME;
  if (name != ACTA_NO_NAME && acta_rdf_local_plain(local)) {
    acta_buf_str(b, acta_intern_at(w->names, name));
    acta_buf_char(b, ':');
    acta_buf_str(b, local);
    return;
  }
  acta_buf_char(b, '<');
  acta_buf_str(b, iri);
  acta_buf_char(b, '>');
}

// ---- terms

static bool all_digits(acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    if (!(acta_rdf_class[(unsigned char)s.p[i]] & CHAR_DIGIT)) {
      return false;
    }
  }
  return true;
}

static acta_str cut_sign(acta_str s)
{
  const size_t sign = s.n && (s.p[0] == '+' || s.p[0] == '-');
  return (acta_str){s.p + sign, s.n - sign};
}

static bool is_integer(acta_str s)
{
  s = cut_sign(s);
  return s.n && all_digits(s);
}

static bool is_decimal(acta_str s)
{
  s               = cut_sign(s);
  const char *dot = s.n ? memchr(s.p, '.', s.n) : NULL;
  if (!dot || dot + 1 == s.p + s.n) {
    return false;
  }
  const size_t whole = (size_t)(dot - s.p);
  return all_digits((acta_str){s.p, whole}) &&
         all_digits((acta_str){dot + 1, s.n - whole - 1});
}

static bool is_double(acta_str s)
{
  size_t e = 0;
  while (e < s.n && s.p[e] != 'e' && s.p[e] != 'E') {
    ++e;
  }
  const acta_str mantissa = {s.p, e};
  return e < s.n && (is_integer(mantissa) || is_decimal(mantissa)) &&
         is_integer((acta_str){s.p + e + 1, s.n - e - 1});
}

// May the literal be written without quotes and datatype?
static bool is_bare(const acta_term *t)
{
  const acta_str xsd = ACTA_STR(ACTA_XSD);
  if (t->lang.n || !acta_str_starts(t->datatype, xsd)) {
    return false;
  }
  const acta_str type = {t->datatype.p + xsd.n, t->datatype.n - xsd.n};
  if (acta_str_is(type, "integer")) {
    return is_integer(t->value);
  }
  if (acta_str_is(type, "decimal")) {
    return is_decimal(t->value);
  }
  if (acta_str_is(type, "double")) {
    return is_double(t->value);
  }
  return acta_str_is(type, "boolean") &&
         (acta_str_is(t->value, "true") || acta_str_is(t->value, "false"));
}

static void add_term(turtle_writer *w, acta_buf *b, const acta_term *t)
{
  if (t->kind == ACTA_IRI) {
    add_iri(w, b, t->value);
  } else if (t->kind == ACTA_LITERAL && is_bare(t)) {
    acta_buf_str(b, t->value);
  } else if (t->kind == ACTA_LITERAL && t->datatype.n && !t->lang.n) {
    acta_write_quoted(b, t->value);
    acta_buf_add(b, "^^", 2);
    add_iri(w, b, t->datatype);
  } else {
    acta_write_term(b, t);
  }
}

static void add_predicate(turtle_writer *w, acta_buf *b, const acta_term *t)
{
  if (acta_str_eq(t->value, ACTA_STR(ACTA_RDF "type"))) {
    acta_buf_char(b, 'a');
  } else {
    add_iri(w, b, t->value);
  }
}

// ---- statements

static void put(turtle_writer *w, const char *text)
{
  acta_buf_str(&w->buf, acta_str_of(text));
}

static void close_subject(turtle_writer *w)
{
  if (w->in_subject) {
    put(w, " .\n");
    w->in_subject = false;
  }
}

static void close_graph(turtle_writer *w)
{
  close_subject(w);
  if (w->in_graph) {
    put(w, "}\n");
    w->in_graph = false;
  }
}

// Keeps what is in `now` in `kept`; tells whether it was the same.
static bool same(turtle_writer *w, acta_buf *kept)
{
  const bool is = acta_str_eq(acta_buf_as_str(&w->now), acta_buf_as_str(kept));
  if (!is) {
    kept->n = 0;
    acta_buf_str(kept, acta_buf_as_str(&w->now));
  }
  w->now.n = 0;
  return is;
}

static void open_graph(turtle_writer *w, const acta_term *g)
{
  const bool wanted = w->graphs && g->kind != ACTA_NONE;
  if (wanted) {
    add_term(w, &w->now, g);
  }
  if (same(w, &w->g) && w->in_graph == wanted) {
    return;
  }
  close_graph(w);
  if (wanted) {
    put(w, w->begun ? "\n" : "");
    acta_buf_str(&w->buf, acta_buf_as_str(&w->g));
    put(w, " {\n");
    w->in_graph = true;
    w->begun    = true;
  }
}

static acta_status turtle_quad(acta_sink *sink, const acta_quad *q,
                               acta_error *err)
{
  turtle_writer    *w  = (turtle_writer *)sink;
  const acta_status st = acta_write_check(q, err);
  if (st) {
    return st;
  }
  open_graph(w, &q->g);
  add_term(w, &w->now, &q->s);
  const bool same_s = same(w, &w->s) && w->in_subject;
  add_predicate(w, &w->now, &q->p);
  const bool same_p = same(w, &w->p) && same_s;
  if (!same_s) {
    close_subject(w);
    put(w, w->begun && !w->in_graph ? "\n" : "");
    put(w, w->in_graph ? "  " : "");
    acta_buf_str(&w->buf, acta_buf_as_str(&w->s));
  }
  if (!same_p) {
    put(w, !same_s ? " " : w->in_graph ? " ;\n      " : " ;\n    ");
    acta_buf_str(&w->buf, acta_buf_as_str(&w->p));
  }
  put(w, same_p ? " , " : " ");
  add_term(w, &w->buf, &q->o);
  w->in_subject = true;
  w->begun      = true;
  if (w->now.failed || w->s.failed || w->p.failed || w->g.failed) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return acta_write_out(&w->buf, w->head.out, false, err);
}

// Is there a last part that may be cut off `iri` by space_length?
static bool is_space(acta_str iri)
{
  return iri.n && acta_rdf_iri_valid(iri) && space_length(iri) == iri.n;
}

static acta_status turtle_prefix(acta_sink *sink, acta_str name, acta_str iri,
                                 acta_error *err)
{
  turtle_writer *w = (turtle_writer *)sink;
  if (!is_space(iri) || !is_ascii_name(name)) {
    return ACTA_OK; // it could not shorten anything
  }
  const uint32_t n =
    add_slot(w->names, name, &w->space_of, &w->n_names, &w->cap_names);
  const uint32_t s =
    add_slot(w->spaces, iri, &w->name_of, &w->n_spaces, &w->cap_spaces);
  if (n == ACTA_NO_NAME || s == ACTA_NO_NAME) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (w->space_of[n] == s || w->name_of[s] != ACTA_NO_NAME) {
    return ACTA_OK; // known, or the namespace has a name already
  }
  if (w->space_of[n] != ACTA_NO_NAME) {
    w->name_of[w->space_of[n]] = ACTA_NO_NAME; // the name means another now
  }
  w->space_of[n] = s;
  w->name_of[s]  = n;
  close_graph(w);
  put(w, "@prefix ");
  acta_buf_str(&w->buf, name);
  put(w, ": <");
  acta_buf_str(&w->buf, iri);
  put(w, "> .\n");
  w->begun = true;
  return acta_write_out(&w->buf, w->head.out, false, err);
}

static acta_status turtle_end(acta_sink *sink, acta_error *err)
{
  turtle_writer *w = (turtle_writer *)sink;
  close_graph(w);
  const acta_status st = acta_write_out(&w->buf, w->head.out, true, err);
  return st ? st : acta_write_flush(w->head.out, err);
}

static void turtle_free(acta_sink *sink)
{
  turtle_writer  *w         = (turtle_writer *)sink;
  acta_buf *const buffers[] = {&w->buf, &w->s, &w->p, &w->g, &w->now};
  for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); ++i) {
    acta_buf_release(buffers[i]);
  }
  acta_intern_free(w->names);
  acta_intern_free(w->spaces);
  free(w->name_of);
  free(w->space_of);
  free(w);
}

acta_sink *acta_turtle_writer_new(FILE *out, bool graphs)
{
  turtle_writer *w = calloc(1, sizeof(*w));
  if (!w) {
    return NULL;
  }
  w->head = (acta_writer_head){
    {turtle_quad, turtle_prefix, turtle_end}, out, turtle_free};
  w->graphs = graphs;
  w->names  = acta_intern_new();
  w->spaces = acta_intern_new();
  if (!w->names || !w->spaces) {
    turtle_free(&w->head.sink);
    return NULL;
  }
  return &w->head.sink;
}
