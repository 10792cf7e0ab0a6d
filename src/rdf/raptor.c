// SPDX-License-Identifier: MIT
// RDF/XML by raptor.  Raptor has no locks and clean-up of a world resets
// libxml2 for the whole process, so one world serves all, one call at a time,
// and is never freed.
#include "base/utf8.h"
#include "rdf/chars.h"
#include "rdf/emit.h"
#include "rdf/write.h"

#include <raptor2/raptor2.h>

#include <pthread.h>
#include <stdlib.h>

// Stands in for a base that was not given; what resolves to it is an error.
#define NO_BASE "x-acta-no-base:/"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static raptor_world   *world;

// What a locked stretch of work reports to.
typedef struct {
  acta_error    *err;
  acta_status    status; // first failure
  acta_status    blame;  // what raptor's messages mean
  acta_emit     *emit;
  raptor_parser *parser;
  unsigned       n_blank;
  unsigned       line; // being parsed: raptor does not place XML errors
} task;

static acta_status fail_at(task *t, acta_status status,
                           const raptor_locator *place, const char *what)
{
  if (!t->status) {
    const bool placed = place && place->line > 0;
    const int  column = placed && place->column >= 0 ? place->column + 1 : 1;
    t->status =
      acta_fail_at(t->err, status, placed ? (unsigned)place->line : t->line,
                   (unsigned)column, "%s", what);
  }
  return t->status;
}

static void on_message(void *user, raptor_log_message *m)
{
  task *t = user;
  if (m->level < RAPTOR_LOG_LEVEL_ERROR || t->status) {
    return;
  }
  if (t->blame == ACTA_E_SYNTAX) {
    (void)fail_at(t, t->blame, m->locator, m->text);
  } else {
    t->status = acta_fail(t->err, t->blame, "%s", m->text);
  }
}

// Names for nameless nodes, and the document's own names kept apart from them.
static unsigned char *on_blank(void *user, unsigned char *given)
{
  task  *t = user;
  char   fresh[32];
  size_t n = given ? strlen((const char *)given) : 0;
  if (given && !acta_rdf_label_clashes((acta_str){(const char *)given, n})) {
    return given;
  }
  if (!given) {
    const int len = snprintf(fresh, sizeof(fresh), "genid%u", ++t->n_blank);
    n             = (size_t)len;
  }
  unsigned char *label = raptor_alloc_memory(n + 2);
  if (label) {
    memcpy(label, given ? (const char *)given : fresh, n);
    memcpy(label + n, given ? "x" : "", given ? 2 : 1);
  }
  raptor_free_memory(given);
  return label;
}

// Takes the lock; the world then reports to `t`.
static acta_status enter(task *t)
{
  (void)pthread_mutex_lock(&lock);
  if (!world) {
    world = raptor_new_world();
    if (!world || raptor_world_open(world)) {
      raptor_free_world(world);
      world = NULL;
      (void)pthread_mutex_unlock(&lock);
      return acta_fail(t->err, ACTA_E_NOMEM, "out of memory");
    }
  }
  (void)raptor_world_set_log_handler(world, t, on_message);
  raptor_world_set_generate_bnodeid_handler(world, t, on_blank);
  return ACTA_OK;
}

static void leave(void)
{
  (void)pthread_mutex_unlock(&lock);
}

// ---- reading

static acta_str uri_str(raptor_uri *uri)
{
  size_t      n = 0;
  const char *p = (const char *)raptor_uri_as_counted_string(uri, &n);
  return (acta_str){p, n};
}

static bool read_term(task *t, const raptor_term *in, acta_term *out)
{
  switch (in->type) {
  case RAPTOR_TERM_TYPE_URI:
    *out = (acta_term){ACTA_IRI, uri_str(in->value.uri), {0}, {0}};
    return true;
  case RAPTOR_TERM_TYPE_BLANK:
    out->kind  = ACTA_BLANK;
    out->value = (acta_str){(const char *)in->value.blank.string,
                            in->value.blank.string_len};
    return true;
  case RAPTOR_TERM_TYPE_LITERAL: break;
  case RAPTOR_TERM_TYPE_UNKNOWN:
    (void)fail_at(t, ACTA_E_SYNTAX, raptor_parser_get_locator(t->parser),
                  "missing term");
    return false;
  }
  out->kind  = ACTA_LITERAL;
  out->value = (acta_str){(const char *)in->value.literal.string,
                          in->value.literal.string_len};
  if (in->value.literal.language) {
    out->lang = (acta_str){(const char *)in->value.literal.language,
                           in->value.literal.language_len};
  } else if (in->value.literal.datatype) {
    out->datatype = uri_str(in->value.literal.datatype);
    if (acta_str_eq(out->datatype, ACTA_STR(ACTA_XSD "string"))) {
      out->datatype = (acta_str){NULL, 0};
    }
  }
  return true;
}

static const char *fault(const acta_term *t)
{
  if (t->kind == ACTA_BLANK) {
    return acta_rdf_label_valid(t->value) ? NULL : "malformed rdf:nodeID";
  }
  if (t->lang.n && !acta_rdf_lang_valid(t->lang)) {
    return "malformed language tag";
  }
  const acta_str iri = t->kind == ACTA_IRI ? t->value : t->datatype;
  if (acta_str_starts(iri, ACTA_STR(NO_BASE))) {
    return "relative IRI without a base";
  }
  if (iri.n && !acta_rdf_iri_valid(iri)) {
    return "character not allowed in IRI";
  }
  return NULL;
}

static void on_statement(void *user, raptor_statement *in)
{
  task     *t = user;
  acta_quad q = {0};
  if (t->status) {
    return;
  }
  const char *what = NULL;
  if (read_term(t, in->subject, &q.s) && read_term(t, in->predicate, &q.p) &&
      read_term(t, in->object, &q.o)) {
    what = fault(&q.s);
    what = what ? what : fault(&q.p);
    what = what ? what : fault(&q.o);
    if (what) {
      (void)fail_at(t, ACTA_E_SYNTAX, raptor_parser_get_locator(t->parser),
                    what);
    } else {
      t->status = acta_emit_quad(t->emit, &q, t->err);
    }
  }
  if (t->status) {
    raptor_parser_parse_abort(t->parser);
  }
}

static void on_namespace(void *user, raptor_namespace *ns)
{
  task       *t      = user;
  raptor_uri *uri    = raptor_namespace_get_uri(ns);
  const char *prefix = (const char *)raptor_namespace_get_prefix(ns);
  if (!t->status && uri && acta_rdf_iri_valid(uri_str(uri))) {
    t->status =
      acta_emit_prefix(t->emit, acta_str_of(prefix), uri_str(uri), t->err);
  }
}

// Line by line, so that `line` is where an XML error is.
static void parse_lines(task *t, const char *p, size_t n)
{
  for (size_t i = 0, len = 0; i < n && !t->status; i += len) {
    const char *end = memchr(p + i, '\n', n - i);
    len             = end ? (size_t)(end - (p + i)) + 1 : n - i;
    if (raptor_parser_parse_chunk(t->parser, (const unsigned char *)p + i, len,
                                  0)) {
      (void)fail_at(t, ACTA_E_SYNTAX, NULL, "malformed RDF/XML");
    }
    t->line += end != NULL;
  }
}

static acta_status feed(task *t, acta_source *src)
{
  char   buf[16384];
  size_t got = 1;
  while (got && !t->status) {
    t->status = acta_source_read(src, buf, sizeof(buf), &got, t->err);
    if (!t->status && got) {
      parse_lines(t, buf, got);
    }
  }
  if (!t->status && raptor_parser_parse_chunk(t->parser, NULL, 0, 1)) {
    (void)fail_at(t, ACTA_E_SYNTAX, NULL, "malformed RDF/XML");
  }
  return t->status;
}

acta_status acta_rdfxml_read(acta_source *src, const char *base, acta_emit *e,
                             acta_error *err)
{
  task        t   = {.err = err, .blame = ACTA_E_SYNTAX, .emit = e, .line = 1};
  raptor_uri *uri = NULL;
  if (enter(&t)) {
    return ACTA_E_NOMEM;
  }
  t.parser = raptor_new_parser(world, "rdfxml");
  uri = raptor_new_uri(world, (const unsigned char *)(base ? base : NO_BASE));
  if (!t.parser || !uri) {
    (void)fail_at(&t, ACTA_E_NOMEM, NULL, "out of memory");
  } else {
    raptor_parser *const p = t.parser;
    (void)raptor_parser_set_option(p, RAPTOR_OPTION_NO_NET, NULL, 1);
    (void)raptor_parser_set_option(p, RAPTOR_OPTION_NO_FILE, NULL, 1);
    (void)raptor_parser_set_option(p, RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES,
                                   NULL, 0);
    (void)raptor_parser_set_option(p, RAPTOR_OPTION_NORMALIZE_LANGUAGE, NULL,
                                   0);
    raptor_parser_set_statement_handler(p, &t, on_statement);
    raptor_parser_set_namespace_handler(p, &t, on_namespace);
    if (raptor_parser_parse_start(p, uri)) {
      (void)fail_at(&t, ACTA_E_NOMEM, NULL, "cannot begin to parse");
    } else {
      (void)feed(&t, src);
    }
  }
  raptor_free_uri(uri);
  if (t.parser) {
    raptor_free_parser(t.parser);
  }
  leave();
  return t.status;
}

// ---- writing

typedef struct {
  acta_writer_head   head;
  raptor_serializer *serializer;
  raptor_iostream   *stream; // ours, as a serializer that fails leaks its own
  bool               begun;
} rdfxml_writer;

static raptor_term *write_iri(acta_str iri)
{
  return raptor_new_term_from_counted_uri_string(
    world, (const unsigned char *)iri.p, iri.n);
}

// Is the label an XML name of plain ASCII, and no name made by write_blank?
static bool is_node_id(acta_str label)
{
  for (size_t i = 0; i < label.n; ++i) {
    const uint8_t class = acta_rdf_class[(unsigned char)label.p[i]];
    if (i == 0 ? !(class & CHAR_ALPHA) && label.p[i] != '_'
               : !(class & CHAR_NAME) && label.p[i] != '.') {
      return false;
    }
  }
  return !acta_str_starts(label, ACTA_STR("x-"));
}

// rdf:nodeID is an XML name; other labels are written as "x-" and their bytes.
static raptor_term *write_blank(acta_str label)
{
  acta_buf b = {NULL, 0, 0, false};
  if (is_node_id(label)) {
    acta_buf_str(&b, label);
  } else {
    acta_buf_add(&b, "x-", 2);
    for (size_t i = 0; i < label.n; ++i) {
      acta_buf_printf(&b, "%02x", (unsigned char)label.p[i]);
    }
  }
  raptor_term *term = b.failed ? NULL
                               : raptor_new_term_from_counted_blank(
                                   world, (const unsigned char *)b.p, b.n);
  acta_buf_release(&b);
  return term;
}

static raptor_term *write_literal(const acta_term *t)
{
  raptor_uri *type = NULL;
  if (t->datatype.n) {
    type = raptor_new_uri_from_counted_string(
      world, (const unsigned char *)t->datatype.p, t->datatype.n);
    if (!type) {
      return NULL;
    }
  }
  char lang[256] = "";
  if (t->lang.n >= sizeof(lang)) {
    return NULL;
  }
  memcpy(lang, t->lang.n ? t->lang.p : "", t->lang.n);
  raptor_term *term = raptor_new_term_from_counted_literal(
    world, (const unsigned char *)(t->value.n ? t->value.p : ""), t->value.n,
    type, t->lang.n ? (const unsigned char *)lang : NULL,
    (unsigned char)t->lang.n);
  raptor_free_uri(type);
  return term;
}

static raptor_term *write_term(const acta_term *t)
{
  switch (t->kind) {
  case ACTA_NONE: return NULL;
  case ACTA_IRI: return write_iri(t->value);
  case ACTA_BLANK: return write_blank(t->value);
  case ACTA_LITERAL: return write_literal(t);
  }
  return NULL;
}

// XML cannot hold every character, nor RDF/XML every predicate.
static const char *unwritable(const acta_quad *q)
{
  static const char *const names[] = {
    "Description", "RDF",      "ID",        "about",           "li",
    "bagID",       "resource", "parseType", "aboutEachPrefix", "nodeID",
    "aboutEach"};
  for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); ++i) {
    const acta_str rdf = ACTA_STR(ACTA_RDF);
    if (acta_str_starts(q->p.value, rdf) &&
        acta_str_is((acta_str){q->p.value.p + rdf.n, q->p.value.n - rdf.n},
                    names[i])) {
      return "RDF/XML cannot hold this predicate";
    }
  }
  if (q->o.kind != ACTA_LITERAL) {
    return NULL;
  }
  const bool xml = acta_str_eq(q->o.datatype, ACTA_STR(ACTA_RDF "XMLLiteral"));
  for (size_t i = 0; i < q->o.value.n;) {
    const uint32_t cp = acta_utf8_next(q->o.value, &i);
    if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0xFFFE ||
        cp == 0xFFFF) {
      return "RDF/XML cannot hold a control character";
    }
    if (xml && (cp == '<' || cp == '&' || cp == '>' || cp == '\r')) {
      return "this writer cannot hold markup in rdf:XMLLiteral";
    }
  }
  return q->o.lang.n > 255 ? "language tag too long for RDF/XML" : NULL;
}

static acta_status begin(rdfxml_writer *w, task *t)
{
  if (w->begun) {
    return ACTA_OK;
  }
  w->begun  = true;
  w->stream = raptor_new_iostream_to_file_handle(world, w->head.out);
  if (!w->stream ||
      raptor_serializer_start_to_iostream(w->serializer, NULL, w->stream)) {
    (void)fail_at(t, ACTA_E_NOMEM, NULL, "cannot begin RDF/XML");
  }
  return t->status;
}

static acta_status xml_quad(acta_sink *sink, const acta_quad *q,
                            acta_error *err)
{
  rdfxml_writer   *w   = (rdfxml_writer *)sink;
  task             t   = {.err = err, .blame = ACTA_E_ARG};
  acta_status      st  = acta_write_check(q, err);
  const char      *why = st ? NULL : unwritable(q);
  raptor_statement triple;
  if (why) {
    st = acta_fail(err, ACTA_E_ARG, "%s", why);
  }
  if (st || (st = enter(&t))) {
    return st;
  }
  raptor_statement_init(&triple, world);
  triple.subject   = write_term(&q->s);
  triple.predicate = write_term(&q->p);
  triple.object    = write_term(&q->o);
  if (!triple.subject || !triple.predicate || !triple.object) {
    (void)fail_at(&t, ACTA_E_NOMEM, NULL, "out of memory");
  } else if (!begin(w, &t) &&
             raptor_serializer_serialize_statement(w->serializer, &triple)) {
    (void)fail_at(&t, ACTA_E_ARG, NULL, "RDF/XML cannot hold this triple");
  }
  raptor_statement_clear(&triple);
  leave();
  return t.status;
}

static acta_status xml_prefix(acta_sink *sink, acta_str name, acta_str iri,
                              acta_error *err)
{
  rdfxml_writer *w = (rdfxml_writer *)sink;
  task           t = {.err = err, .blame = ACTA_E_ARG};
  char           prefix[64];
  // the head of the file is written with the first statement
  if (w->begun || name.n >= sizeof(prefix) || !acta_rdf_prefix_valid(name) ||
      acta_rdf_label_clashes(name)) {
    return ACTA_OK;
  }
  if (enter(&t)) {
    return ACTA_E_NOMEM;
  }
  memcpy(prefix, name.n ? name.p : "", name.n);
  prefix[name.n]  = '\0';
  raptor_uri *uri = raptor_new_uri_from_counted_string(
    world, (const unsigned char *)iri.p, iri.n);
  if (uri) {
    (void)raptor_serializer_set_namespace(
      w->serializer, uri, name.n ? (const unsigned char *)prefix : NULL);
    raptor_free_uri(uri);
  }
  leave();
  return ACTA_OK;
}

static acta_status xml_end(acta_sink *sink, acta_error *err)
{
  rdfxml_writer *w = (rdfxml_writer *)sink;
  task           t = {.err = err, .blame = ACTA_E_ARG};
  if (enter(&t)) {
    return ACTA_E_NOMEM;
  }
  if (!begin(w, &t) && raptor_serializer_serialize_end(w->serializer)) {
    (void)fail_at(&t, ACTA_E_IO, NULL, "cannot end RDF/XML");
  }
  leave();
  return t.status ? t.status : acta_write_flush(w->head.out, err);
}

static void xml_free(acta_sink *writer)
{
  rdfxml_writer *w = (rdfxml_writer *)writer;
  task           t = {.blame = ACTA_E_ARG};
  if (!enter(&t)) {
    raptor_free_serializer(w->serializer);
    if (w->stream) {
      raptor_free_iostream(w->stream);
    }
    leave();
  }
  free(w);
}

acta_sink *acta_rdfxml_writer_new(FILE *out)
{
  task           t = {.blame = ACTA_E_ARG};
  rdfxml_writer *w = calloc(1, sizeof(*w));
  if (!w || enter(&t)) {
    free(w);
    return NULL;
  }
  w->serializer = raptor_new_serializer(world, "rdfxml");
  leave();
  if (!w->serializer) {
    free(w);
    return NULL;
  }
  w->head = (acta_writer_head){{xml_quad, xml_prefix, xml_end}, out, xml_free};
  return &w->head.sink;
}
