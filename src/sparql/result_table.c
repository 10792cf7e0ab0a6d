// SPDX-License-Identifier: MIT
#include "sparql/result_table.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "rdf/write.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { SAMPLE = 1000 };

// A cell of the rows that are held back: where its text is, and its width.
typedef struct {
  size_t   begin, end;
  unsigned width;
} cell;

typedef struct {
  acta_result *result;
  size_t       width;   // columns
  unsigned    *columns; // their widths
  acta_buf     text;    // of the cells
  cell        *cells;
  size_t       n, cap;
} table;

// Appends `s` fit for a terminal; returns the columns it takes.
static unsigned add_text(acta_buf *b, acta_str s)
{
  unsigned width = 0;
  if (acta_utf8_invalid(s) < s.n) {
    acta_buf_add(b, "\xEF\xBF\xBD", 3);
    return 1;
  }
  for (size_t i = 0; i < s.n;) {
    const size_t   from = i;
    const uint32_t cp   = acta_utf8_next(s, &i);
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
        (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069)) {
      acta_buf_add(b, "\xEF\xBF\xBD", 3); // no control reaches the terminal
      ++width;
    } else {
      acta_buf_add(b, s.p + from, i - from);
      const int columns = utf8proc_charwidth((utf8proc_int32_t)cp);
      width += columns > 0 ? (unsigned)columns : 0;
    }
  }
  return width;
}

static unsigned add_iri(const table *t, acta_buf *b, acta_str iri)
{
  acta_str name, space, best_name = {NULL, 0};
  size_t   best = 0;
  for (size_t i = 0; acta_result_prefix(t->result, i, &name, &space); ++i) {
    if (space.n > best && acta_str_starts(iri, space)) {
      best      = space.n;
      best_name = name;
    }
  }
  if (best) {
    const unsigned before = add_text(b, best_name);
    acta_buf_char(b, ':');
    return before + 1 + add_text(b, (acta_str){iri.p + best, iri.n - best});
  }
  acta_buf_char(b, '<');
  const unsigned width = add_text(b, iri);
  acta_buf_char(b, '>');
  return width + 2;
}

static unsigned add_term(const table *t, acta_buf *b, const acta_term *term)
{
  switch (term->kind) {
  case ACTA_NONE: return 0;
  case ACTA_IRI: return add_iri(t, b, term->value);
  case ACTA_BLANK:
    acta_buf_add(b, "_:", 2);
    return 2 + add_text(b, term->value);
  case ACTA_LITERAL: return add_text(b, term->value);
  }
  return 0;
}

static void pad(acta_buf *b, unsigned n, char c)
{
  while (n--) {
    acta_buf_char(b, c);
  }
}

static acta_status hold(table *t, const acta_term *row, acta_error *err)
{
  for (size_t i = 0; i < t->width; ++i) {
    void *cells = t->cells;
    if (!acta_vec_grow(&cells, t->n, &t->cap, sizeof(*t->cells))) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    t->cells = cells;
    cell *c  = &t->cells[t->n++];
    c->begin = t->text.n;
    c->width = add_term(t, &t->text, &row[i]);
    c->end   = t->text.n;
    if (c->width > t->columns[i]) {
      t->columns[i] = c->width;
    }
  }
  return t->text.failed ? acta_fail(err, ACTA_E_NOMEM, "out of memory")
                        : ACTA_OK;
}

static void head(table *t, acta_buf *b)
{
  acta_buf rule = {NULL, 0, 0, false};
  for (size_t i = 0; i < t->width; ++i) {
    const bool     last  = i + 1 == t->width;
    const unsigned width = add_text(b, acta_result_name(t->result, i));
    pad(b, last ? 0 : t->columns[i] - width + 2, ' ');
    pad(&rule, t->columns[i], '-');
    pad(&rule, last ? 0 : 2, ' ');
  }
  acta_buf_char(b, '\n');
  acta_buf_str(b, acta_buf_as_str(&rule));
  acta_buf_char(b, '\n');
  b->failed = b->failed || rule.failed;
  acta_buf_release(&rule);
}

// The held rows, which are forgotten then.
static void flush(table *t, acta_buf *b)
{
  for (size_t k = 0; k < t->n; ++k) {
    const cell *c    = &t->cells[k];
    const bool  last = (k + 1) % t->width == 0;
    acta_buf_add(b, t->text.p + c->begin, c->end - c->begin);
    pad(b, last ? 0 : t->columns[k % t->width] - c->width + 2, ' ');
    acta_buf_add(b, "\n", last);
  }
  t->n      = 0;
  t->text.n = 0;
}

static acta_status rows(table *t, acta_buf *b, FILE *out, acta_error *err)
{
  const acta_term *row   = NULL;
  acta_status      st    = ACTA_OK;
  uint64_t         count = 0;
  bool             begun = false;
  while (!(st = acta_result_next(t->result, &row, err))) {
    st = hold(t, row, err);
    if (!st && ++count >= SAMPLE) {
      if (!begun) {
        head(t, b);
      }
      begun = true;
      flush(t, b);
      st = acta_write_out(b, out, false, err);
    }
    if (st) {
      return st;
    }
  }
  if (!begun) {
    head(t, b);
  }
  if (t->width) {
    flush(t, b);
  }
  acta_buf_printf(b, "(%llu row%s)\n", (unsigned long long)count,
                  count == 1 ? "" : "s");
  return st == ACTA_END ? ACTA_OK : st;
}

acta_status acta_result_table(acta_result *result, acta_buf *buf, FILE *out,
                              acta_error *err)
{
  if (acta_result_what(result) == ACTA_RESULT_BOOLEAN) {
    acta_buf_str(buf,
                 acta_str_of(acta_result_boolean(result) ? "yes\n" : "no\n"));
    return ACTA_OK;
  }
  table t        = {.result = result, .width = acta_result_width(result)};
  t.columns      = calloc(t.width + 1, sizeof(*t.columns));
  acta_status st = ACTA_E_NOMEM;
  if (t.columns) {
    acta_buf names = {NULL, 0, 0, false};
    for (size_t i = 0; i < t.width; ++i) {
      t.columns[i] = add_text(&names, acta_result_name(result, i));
    }
    acta_buf_release(&names);
    st = rows(&t, buf, out, err);
  } else {
    (void)acta_fail(err, st, "out of memory");
  }
  acta_buf_release(&t.text);
  free(t.cells);
  free(t.columns);
  return st;
}
