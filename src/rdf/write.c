// SPDX-License-Identifier: MIT
#include "rdf/write.h"

#include "base/utf8.h"
#include "rdf/chars.h"

#include <errno.h>
#include <stdlib.h>

static bool term_fits(const acta_term *t)
{
  switch (t->kind) {
  case ACTA_NONE: return false;
  case ACTA_IRI: return acta_rdf_iri_valid(t->value);
  case ACTA_BLANK: return acta_rdf_label_valid(t->value);
  case ACTA_LITERAL: break;
  }
  return acta_utf8_invalid(t->value) == t->value.n &&
         (!t->datatype.n || acta_rdf_iri_valid(t->datatype)) &&
         (!t->lang.n || acta_rdf_lang_valid(t->lang));
}

static acta_status unfit(const acta_term *t, acta_error *err)
{
  static const char *const kinds[] = {"missing term", "IRI", "blank node label",
                                      "literal"};
  const size_t             n       = t->value.n < 80 ? t->value.n : 80;
  return acta_fail(err, ACTA_E_ARG, "cannot write %s '%.*s'", kinds[t->kind],
                   (int)n, n ? t->value.p : "");
}

acta_status acta_write_check(const acta_quad *q, acta_error *err)
{
  if (q->s.kind == ACTA_LITERAL || !term_fits(&q->s)) {
    return unfit(&q->s, err);
  }
  if (q->p.kind != ACTA_IRI || !term_fits(&q->p)) {
    return unfit(&q->p, err);
  }
  if (!term_fits(&q->o)) {
    return unfit(&q->o, err);
  }
  if (q->g.kind == ACTA_LITERAL ||
      (q->g.kind != ACTA_NONE && !term_fits(&q->g))) {
    return unfit(&q->g, err);
  }
  return ACTA_OK;
}

acta_status acta_write_flush(FILE *out, acta_error *err)
{
  if (fflush(out) || ferror(out)) {
    return acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno));
  }
  return ACTA_OK;
}

acta_status acta_write_out(acta_buf *b, FILE *out, bool all, acta_error *err)
{
  enum { ENOUGH = 32768 };
  if (b->failed) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (b->n && (all || b->n >= ENOUGH)) {
    if (fwrite(b->p, 1, b->n, out) != b->n) {
      return acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno));
    }
    b->n = 0;
  }
  return ACTA_OK;
}

void acta_write_quoted(acta_buf *b, acta_str s)
{
  size_t from = 0;
  acta_buf_char(b, '"');
  for (size_t i = 0; i < s.n; ++i) {
    const unsigned char c = (unsigned char)s.p[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
      continue;
    }
    static const char plain[] = "\"\\\n\r\t\b\f", letter[] = "\"\\nrtbf";
    const char       *at = memchr(plain, c, sizeof(plain) - 1);
    acta_buf_add(b, s.p + from, i - from);
    if (at) {
      acta_buf_char(b, '\\');
      acta_buf_char(b, letter[at - plain]);
    } else {
      acta_buf_printf(b, "\\u%04X", c);
    }
    from = i + 1;
  }
  acta_buf_add(b, s.p + from, s.n - from);
  acta_buf_char(b, '"');
}

static void add_iri(acta_buf *b, acta_str iri)
{
  acta_buf_char(b, '<');
  acta_buf_str(b, iri);
  acta_buf_char(b, '>');
}

void acta_write_term(acta_buf *b, const acta_term *t)
{
  switch (t->kind) {
  case ACTA_NONE: break;
  case ACTA_IRI: add_iri(b, t->value); break;
  case ACTA_BLANK:
    acta_buf_add(b, "_:", 2);
    acta_buf_str(b, t->value);
    break;
  case ACTA_LITERAL:
    acta_write_quoted(b, t->value);
    if (t->lang.n) {
      acta_buf_char(b, '@');
      acta_buf_str(b, t->lang);
    } else if (t->datatype.n) {
      acta_buf_add(b, "^^", 2);
      add_iri(b, t->datatype);
    }
    break;
  }
}

typedef struct {
  acta_writer_head head;
  bool             quads;
  acta_buf         buf;
} line_writer;

static acta_status line_quad(acta_sink *sink, const acta_quad *q,
                             acta_error *err)
{
  line_writer      *w  = (line_writer *)sink;
  const acta_status st = acta_write_check(q, err);
  if (st) {
    return st;
  }
  acta_write_term(&w->buf, &q->s);
  acta_buf_char(&w->buf, ' ');
  acta_write_term(&w->buf, &q->p);
  acta_buf_char(&w->buf, ' ');
  acta_write_term(&w->buf, &q->o);
  if (w->quads && q->g.kind != ACTA_NONE) {
    acta_buf_char(&w->buf, ' ');
    acta_write_term(&w->buf, &q->g);
  }
  acta_buf_add(&w->buf, " .\n", 3);
  return acta_write_out(&w->buf, w->head.out, false, err);
}

static acta_status line_prefix(acta_sink *sink, acta_str name, acta_str iri,
                               acta_error *err)
{
  (void)sink; // these syntaxes have none
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status line_end(acta_sink *sink, acta_error *err)
{
  line_writer      *w  = (line_writer *)sink;
  const acta_status st = acta_write_out(&w->buf, w->head.out, true, err);
  return st ? st : acta_write_flush(w->head.out, err);
}

static void line_writer_free(acta_sink *writer)
{
  line_writer *w = (line_writer *)writer;
  acta_buf_release(&w->buf);
  free(w);
}

static acta_sink *line_writer_new(FILE *out, bool quads)
{
  line_writer *w = calloc(1, sizeof(*w));
  if (!w) {
    return NULL;
  }
  w->head = (acta_writer_head){
    {line_quad, line_prefix, line_end}, out, line_writer_free};
  w->quads = quads;
  return &w->head.sink;
}

acta_sink *acta_writer_new(FILE *out, acta_syntax syntax)
{
  switch (syntax) {
  case ACTA_NTRIPLES:
  case ACTA_NQUADS: return line_writer_new(out, syntax == ACTA_NQUADS);
  case ACTA_TURTLE:
  case ACTA_TRIG: return acta_turtle_writer_new(out, syntax == ACTA_TRIG);
  case ACTA_RDFXML: return acta_rdfxml_writer_new(out);
  case ACTA_SYNTAX_NONE: break;
  }
  return NULL;
}

void acta_writer_free(acta_sink *writer)
{
  if (writer) {
    ((acta_writer_head *)writer)->free(writer);
  }
}
