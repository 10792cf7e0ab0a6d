// SPDX-License-Identifier: MIT
// Turtle and TriG by serd, which tokenises and keeps the grammar; names are
// put together here.
#include "base/intern.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "rdf/chars.h"
#include "rdf/emit.h"
#include "rdf/feed.h"
#include "rdf/iri.h"

#include <serd/serd.h>

#include <stdlib.h>

typedef struct {
  acta_feed    feed;
  acta_emit   *emit;
  acta_error  *err;
  acta_status  status; // first failure
  acta_intern *names;  // of prefixes
  acta_buf    *iris;   // by id of the name
  size_t       n_iris, cap_iris;
  acta_buf     base;
  acta_buf     slots[5]; // s p o g and datatype, where put together
} turtle;

static SerdStatus stop(turtle *t, acta_status status)
{
  if (!t->status) {
    t->status = status;
  }
  return SERD_ERR_UNKNOWN;
}

static bool fail(turtle *t, acta_status status, const char *what, acta_str text)
{
  if (!t->status) {
    t->status =
      acta_fail_at(t->err, status, t->feed.line, t->feed.column, "%s%s%.*s%s",
                   what, text.n ? " '" : "", (int)(text.n < 80 ? text.n : 80),
                   text.n ? text.p : "", text.n ? "'" : "");
  }
  return false;
}

static const acta_str nothing = {NULL, 0};

static bool no_memory(turtle *t)
{
  (void)stop(t, acta_fail(t->err, ACTA_E_NOMEM, "out of memory"));
  return false;
}

static acta_str str_of(const SerdNode *node)
{
  return (acta_str){(const char *)node->buf, node->n_bytes};
}

// `ref` made absolute; `slot` keeps what has to be put together.
static bool resolve(turtle *t, acta_str ref, acta_buf *slot, acta_str *out)
{
  if (!acta_rdf_iri_chars(ref)) {
    return fail(t, ACTA_E_SYNTAX, "character not allowed in IRI", ref);
  }
  if (acta_rdf_has_scheme(ref)) {
    *out = ref;
    return true;
  }
  if (!t->base.n) {
    return fail(t, ACTA_E_SYNTAX, "relative IRI without a base", ref);
  }
  slot->n = 0;
  acta_iri_resolve(acta_buf_as_str(&t->base), ref, slot);
  *out = acta_buf_as_str(slot);
  return !slot->failed || no_memory(t);
}

static bool expand(turtle *t, acta_str curie, acta_buf *slot, acta_str *out)
{
  const char    *colon = memchr(curie.p, ':', curie.n);
  const acta_str name  = {curie.p, colon ? (size_t)(colon - curie.p) : 0};
  const uint32_t id    = colon ? acta_intern_find(t->names, name) : UINT32_MAX;
  if (id == UINT32_MAX) {
    return fail(t, ACTA_E_SYNTAX, "undeclared prefix in", curie);
  }
  slot->n = 0;
  acta_buf_str(slot, acta_buf_as_str(&t->iris[id]));
  acta_buf_add(slot, colon + 1, curie.n - name.n - 1);
  if (slot->failed) {
    return no_memory(t);
  }
  *out = acta_buf_as_str(slot);
  return acta_rdf_iri_chars(*out) ||
         fail(t, ACTA_E_SYNTAX, "character not allowed in IRI", *out);
}

// Labels come as "nx" for the document's "_:x", as "b1" for one serd made up.
static bool blank(turtle *t, acta_str label, acta_buf *slot, acta_str *out)
{
  const bool own = label.n && label.p[0] == 'n';
  label.p += 1;
  label.n -= 1;
  if (own && !acta_rdf_label_clashes(label)) {
    *out = label;
    return true;
  }
  slot->n = 0;
  acta_buf_str(slot, own ? label : ACTA_STR("genid"));
  acta_buf_str(slot, own ? ACTA_STR("x") : label);
  *out = acta_buf_as_str(slot);
  return !slot->failed || no_memory(t);
}

static bool term(turtle *t, const SerdNode *node, acta_buf *slot,
                 acta_term *out)
{
  switch (node->type) {
  case SERD_NOTHING: return fail(t, ACTA_E_SYNTAX, "missing term", nothing);
  case SERD_URI:
    out->kind = ACTA_IRI;
    return resolve(t, str_of(node), slot, &out->value);
  case SERD_CURIE:
    out->kind = ACTA_IRI;
    return expand(t, str_of(node), slot, &out->value);
  case SERD_BLANK:
    out->kind = ACTA_BLANK;
    return blank(t, str_of(node), slot, &out->value);
  case SERD_LITERAL: break;
  }
  out->kind  = ACTA_LITERAL;
  out->value = str_of(node);
  return acta_utf8_invalid(out->value) == out->value.n ||
         fail(t, ACTA_E_SYNTAX, "escaped surrogate in string", nothing);
}

static bool literal_type(turtle *t, const SerdNode *type, const SerdNode *lang,
                         acta_term *out)
{
  acta_term iri = {0};
  if (lang && lang->type != SERD_NOTHING) {
    out->lang = str_of(lang);
    return acta_rdf_lang_valid(out->lang) ||
           fail(t, ACTA_E_SYNTAX, "malformed language tag", out->lang);
  }
  if (!type || type->type == SERD_NOTHING) {
    return true;
  }
  if (!term(t, type, &t->slots[4], &iri)) {
    return false;
  }
  if (!acta_str_eq(iri.value, ACTA_STR(ACTA_XSD "string"))) {
    out->datatype = iri.value;
  }
  return true;
}

// NOLINTNEXTLINE(readability-function-size): serd gives the parameters
static SerdStatus on_statement(void *handle, SerdStatementFlags flags,
                               const SerdNode *graph, const SerdNode *subject,
                               const SerdNode *predicate,
                               const SerdNode *object, const SerdNode *type,
                               const SerdNode *lang)
{
  turtle   *t = handle;
  acta_quad q = {0};
  (void)flags;
  if (t->status || !term(t, subject, &t->slots[0], &q.s) ||
      !term(t, predicate, &t->slots[1], &q.p) ||
      !term(t, object, &t->slots[2], &q.o) ||
      !literal_type(t, type, lang, &q.o) ||
      (graph && graph->type != SERD_NOTHING &&
       !term(t, graph, &t->slots[3], &q.g))) {
    return SERD_ERR_UNKNOWN;
  }
  const acta_status st = acta_emit_quad(t->emit, &q, t->err);
  return st ? stop(t, st) : SERD_SUCCESS;
}

static SerdStatus on_base(void *handle, const SerdNode *uri)
{
  turtle  *t   = handle;
  acta_str iri = {NULL, 0};
  if (t->status || !resolve(t, str_of(uri), &t->slots[0], &iri)) {
    return SERD_ERR_UNKNOWN;
  }
  t->base.n = 0;
  acta_buf_str(&t->base, iri);
  return t->base.failed && !no_memory(t) ? SERD_ERR_UNKNOWN : SERD_SUCCESS;
}

static bool set_prefix(turtle *t, acta_str name, acta_str iri)
{
  const uint32_t id = acta_intern_add(t->names, name);
  if (id == UINT32_MAX) {
    return false;
  }
  if (id == t->n_iris) {
    void *iris = t->iris;
    if (!acta_vec_grow(&iris, t->n_iris, &t->cap_iris, sizeof(*t->iris))) {
      return false;
    }
    t->iris              = iris;
    t->iris[t->n_iris++] = (acta_buf){NULL, 0, 0, false};
  }
  t->iris[id].n = 0;
  acta_buf_str(&t->iris[id], iri);
  return !t->iris[id].failed;
}

static SerdStatus on_prefix(void *handle, const SerdNode *name,
                            const SerdNode *uri)
{
  turtle  *t   = handle;
  acta_str iri = {NULL, 0};
  if (t->status || !resolve(t, str_of(uri), &t->slots[0], &iri)) {
    return SERD_ERR_UNKNOWN;
  }
  if (!set_prefix(t, str_of(name), iri)) {
    (void)no_memory(t);
    return SERD_ERR_UNKNOWN;
  }
  const acta_status st = acta_emit_prefix(t->emit, str_of(name), iri, t->err);
  return st ? stop(t, st) : SERD_SUCCESS;
}

static SerdStatus on_error(void *handle, const SerdError *error)
{
  turtle *t = handle;
  char    text[160];
  if (t->status || t->feed.status) {
    return SERD_SUCCESS;
  }
  // NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): serd started them
  const int n   = vsnprintf(text, sizeof(text), error->fmt, *error->args);
  size_t    len = n < 0 ? 0 : strlen(text);
  while (len && text[len - 1] == '\n') {
    --len;
  }
  (void)fail(t, ACTA_E_SYNTAX, "", nothing);
  (void)acta_fail(t->err, ACTA_E_SYNTAX, "%.*s", (int)len, text);
  return SERD_SUCCESS;
}

static size_t on_read(void *buf, size_t size, size_t count, void *stream)
{
  turtle *t = stream;
  (void)size;
  (void)count; // always one byte: see acta_turtle_read
  return acta_feed_next(&t->feed, buf);
}

static int on_read_error(void *stream)
{
  const turtle *t = stream;
  return t->feed.status != ACTA_OK;
}

static acta_status read_all(turtle *t, acta_syntax syntax)
{
  SerdReader *reader =
    serd_reader_new(syntax == ACTA_TRIG ? SERD_TRIG : SERD_TURTLE, t, NULL,
                    on_base, on_prefix, on_statement, NULL);
  if (!reader) {
    return acta_fail(t->err, ACTA_E_NOMEM, "out of memory");
  }
  serd_reader_set_strict(reader, true);
  serd_reader_set_error_sink(reader, on_error, t);
  // one byte a read, so that the feed stands where serd does
  const SerdStatus st = serd_reader_read_source(reader, on_read, on_read_error,
                                                t, (const uint8_t *)"", 1);
  serd_reader_free(reader);
  if (t->feed.status) {
    return t->feed.status;
  }
  if (st > SERD_FAILURE && !t->status) {
    (void)fail(t, ACTA_E_SYNTAX, (const char *)serd_strerror(st), nothing);
  }
  return t->status;
}

static void release(turtle *t)
{
  acta_intern_free(t->names);
  for (size_t i = 0; i < t->n_iris; ++i) {
    acta_buf_release(&t->iris[i]);
  }
  free(t->iris);
  acta_buf_release(&t->base);
  for (size_t i = 0; i < sizeof(t->slots) / sizeof(t->slots[0]); ++i) {
    acta_buf_release(&t->slots[i]);
  }
  free(t);
}

acta_status acta_turtle_read(acta_source *src, acta_syntax syntax,
                             const char *base, acta_emit *e, acta_error *err)
{
  acta_error own = {ACTA_OK, 0, 0, ""};
  turtle    *t   = calloc(1, sizeof(*t));
  if (!t) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  t->emit      = e;
  t->err       = err ? err : &own;
  t->feed.src  = src;
  t->feed.err  = t->err;
  t->feed.line = 1;
  t->names     = acta_intern_new();
  acta_buf_str(&t->base, acta_str_of(base));
  const acta_status st = t->names && !t->base.failed
                           ? read_all(t, syntax)
                           : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  release(t);
  return st;
}
