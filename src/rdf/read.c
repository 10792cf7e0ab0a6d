// SPDX-License-Identifier: MIT
#include "rdf/chars.h"
#include "rdf/emit.h"

#include <errno.h>
#include <sys/stat.h>

static const struct {
  acta_syntax syntax;
  const char *name;
  const char *suffix[3];
} syntaxes[] = {
  {ACTA_NTRIPLES, "ntriples", {".nt", NULL, NULL}},
  {ACTA_NQUADS, "nquads", {".nq", NULL, NULL}},
  {ACTA_TURTLE, "turtle", {".ttl", NULL, NULL}},
  {ACTA_TRIG, "trig", {".trig", NULL, NULL}},
  {ACTA_RDFXML, "rdfxml", {".rdf", ".xml", ".owl"}},
};
enum { N_SYNTAXES = sizeof(syntaxes) / sizeof(syntaxes[0]) };

acta_syntax acta_syntax_by_name(acta_str name)
{
  for (size_t i = 0; i < N_SYNTAXES; ++i) {
    if (acta_str_is(name, syntaxes[i].name)) {
      return syntaxes[i].syntax;
    }
  }
  return ACTA_SYNTAX_NONE;
}

acta_syntax acta_syntax_by_suffix(const char *path)
{
  acta_str s = acta_str_of(path);
  if (acta_str_ends(s, ACTA_STR(".gz"))) {
    s.n -= 3;
  }
  for (size_t i = 0; i < N_SYNTAXES; ++i) {
    for (size_t k = 0; k < 3 && syntaxes[i].suffix[k]; ++k) {
      if (acta_str_ends(s, acta_str_of(syntaxes[i].suffix[k]))) {
        return syntaxes[i].syntax;
      }
    }
  }
  return ACTA_SYNTAX_NONE;
}

const char *acta_syntax_name(acta_syntax syntax)
{
  for (size_t i = 0; i < N_SYNTAXES; ++i) {
    if (syntaxes[i].syntax == syntax) {
      return syntaxes[i].name;
    }
  }
  return "none";
}

static acta_status scope_label(acta_emit *e, size_t i, acta_term *t,
                               acta_error *err)
{
  acta_buf *b = &e->scoped[i];
  b->n        = 0;
  acta_buf_str(b, e->scope);
  acta_buf_str(b, t->value);
  if (b->failed) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  t->value = acta_buf_as_str(b);
  return ACTA_OK;
}

static acta_status scope_labels(acta_emit *e, acta_quad *q, acta_error *err)
{
  acta_term *const terms[] = {&q->s, &q->o, &q->g};
  acta_status      st      = ACTA_OK;
  for (size_t i = 0; !st && i < 3; ++i) {
    if (terms[i]->kind == ACTA_BLANK) {
      st = scope_label(e, i, terms[i], err);
    }
  }
  return st;
}

acta_status acta_emit_quad(acta_emit *e, acta_quad *q, acta_error *err)
{
  if (e->scope.n) {
    const acta_status st = scope_labels(e, q, err);
    if (st) {
      return st;
    }
  }
  if (q->g.kind == ACTA_NONE) {
    q->g = e->graph;
  }
  return e->sink->quad(e->sink, q, err);
}

acta_status acta_emit_prefix(acta_emit *e, acta_str name, acta_str iri,
                             acta_error *err)
{
  return e->sink->prefix ? e->sink->prefix(e->sink, name, iri, err) : ACTA_OK;
}

void acta_emit_release(acta_emit *e)
{
  for (size_t i = 0; i < 3; ++i) {
    acta_buf_release(&e->scoped[i]);
  }
}

static acta_status dispatch(acta_source *src, acta_syntax syntax,
                            const char *base, acta_emit *e, acta_error *err)
{
  switch (syntax) {
  case ACTA_NTRIPLES:
  case ACTA_NQUADS: return acta_lines_read(src, syntax, e, err);
  case ACTA_TURTLE:
  case ACTA_TRIG: return acta_turtle_read(src, syntax, base, e, err);
  case ACTA_RDFXML: return acta_rdfxml_read(src, base, e, err);
  case ACTA_SYNTAX_NONE: break;
  }
  return acta_fail(err, ACTA_E_ARG, "unknown RDF syntax");
}

static acta_status run(acta_source *src, acta_syntax syntax,
                       const acta_read_options *options, acta_sink *sink,
                       acta_error *err)
{
  static const acta_read_options defaults = {NULL, {0}, NULL, false};
  const acta_read_options       *o        = options ? options : &defaults;
  acta_emit   e  = {sink, o->graph, acta_str_of(o->blank_scope), {{0}}};
  acta_status st = ACTA_OK;
  if (o->base && !acta_rdf_iri_valid(acta_str_of(o->base))) {
    st =
      acta_fail(err, ACTA_E_ARG, "base '%s' is not an absolute IRI", o->base);
  } else if (o->graph.kind == ACTA_IRI && !acta_rdf_iri_valid(o->graph.value)) {
    st = acta_fail(err, ACTA_E_ARG, "graph '%.*s' is not an absolute IRI",
                   (int)o->graph.value.n, o->graph.value.p);
  } else {
    st = dispatch(src, syntax, o->base, &e, err);
  }
  if (!st && !o->no_end && sink->end) {
    st = sink->end(sink, err);
  }
  acta_emit_release(&e);
  acta_source_release(src);
  return st;
}

acta_status acta_rdf_read(FILE *in, acta_syntax syntax,
                          const acta_read_options *options, acta_sink *sink,
                          acta_error *err)
{
  acta_source src = {0};
  src.file        = in;
  return run(&src, syntax, options, sink, err);
}

acta_status acta_rdf_read_mem(acta_str text, acta_syntax syntax,
                              const acta_read_options *options, acta_sink *sink,
                              acta_error *err)
{
  acta_source src = {0};
  src.memory      = text;
  return run(&src, syntax, options, sink, err);
}

acta_status acta_rdf_read_path(const char *path, acta_syntax syntax,
                               const acta_read_options *options,
                               acta_sink *sink, acta_error *err)
{
  const bool  is_stdin = !strcmp(path, "-");
  struct stat info;
  if (syntax == ACTA_SYNTAX_NONE) {
    syntax = is_stdin ? ACTA_SYNTAX_NONE : acta_syntax_by_suffix(path);
  }
  if (syntax == ACTA_SYNTAX_NONE) {
    return acta_fail(err, ACTA_E_ARG, "cannot tell the RDF syntax of '%s'",
                     path);
  }
  FILE *in = is_stdin ? stdin : fopen(path, "rb");
  if (in && !fstat(fileno(in), &info) && S_ISDIR(info.st_mode)) {
    (void)fclose(in);
    in    = NULL;
    errno = EISDIR;
  }
  if (!in) {
    return acta_fail(err, ACTA_E_IO, "cannot open: %s", strerror(errno));
  }
  const acta_status st = acta_rdf_read(in, syntax, options, sink, err);
  if (!is_stdin) {
    (void)fclose(in);
  }
  return st;
}
