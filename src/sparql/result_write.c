// SPDX-License-Identifier: MIT
// SPARQL 1.1 Query Results JSON, SPARQL Query Results XML (second edition),
// SPARQL 1.1 Query Results CSV and TSV.
#include "base/utf8.h"
#include "rdf/write.h"
#include "sparql/result_table.h"

#include <acta/query.h>

typedef struct {
  acta_result *result;
  FILE        *out;
  acta_buf     buf;
  acta_error  *err;
} writer;

static void put(writer *w, const char *text)
{
  acta_buf_str(&w->buf, acta_str_of(text));
}

// Adds each row; what comes between two of them is `between`.
static acta_status each_row(writer *w, const char *between,
                            acta_status (*add)(writer *, const acta_term *))
{
  const acta_term *row   = NULL;
  acta_status      st    = ACTA_OK;
  bool             first = true;
  while (!(st = acta_result_next(w->result, &row, w->err))) {
    put(w, first ? "" : between);
    first = false;
    st    = add(w, row);
    if (!st) {
      st = acta_write_out(&w->buf, w->out, false, w->err);
    }
    if (st) {
      return st;
    }
  }
  return st == ACTA_END ? ACTA_OK : st;
}

// ---- JSON

static void json_string(writer *w, acta_str s)
{
  size_t from = 0;
  acta_buf_char(&w->buf, '"');
  for (size_t i = 0; i < s.n; ++i) {
    const unsigned char c = (unsigned char)s.p[i];
    if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
      continue;
    }
    acta_buf_add(&w->buf, s.p + from, i - from);
    if (c == '"' || c == '\\') {
      acta_buf_char(&w->buf, '\\');
      acta_buf_char(&w->buf, (char)c);
    } else {
      acta_buf_printf(&w->buf, "\\u%04x", c);
    }
    from = i + 1;
  }
  acta_buf_add(&w->buf, s.p + from, s.n - from);
  acta_buf_char(&w->buf, '"');
}

static void json_term(writer *w, const acta_term *t)
{
  static const char *const types[] = {"", "uri", "bnode", "literal"};
  put(w, "{\"type\":\"");
  put(w, types[t->kind]);
  put(w, "\",\"value\":");
  json_string(w, t->value);
  if (t->lang.n) {
    put(w, ",\"xml:lang\":");
    json_string(w, t->lang);
  } else if (t->datatype.n) {
    put(w, ",\"datatype\":");
    json_string(w, t->datatype);
  }
  put(w, "}");
}

static acta_status json_row(writer *w, const acta_term *row)
{
  bool first = true;
  put(w, "{");
  for (size_t i = 0; i < acta_result_width(w->result); ++i) {
    if (row[i].kind != ACTA_NONE) {
      put(w, first ? "" : ",");
      json_string(w, acta_result_name(w->result, i));
      put(w, ":");
      json_term(w, &row[i]);
      first = false;
    }
  }
  put(w, "}");
  return ACTA_OK;
}

static acta_status json_all(writer *w)
{
  if (acta_result_what(w->result) == ACTA_RESULT_BOOLEAN) {
    put(w, "{\"head\":{},\"boolean\":");
    put(w, acta_result_boolean(w->result) ? "true}\n" : "false}\n");
    return ACTA_OK;
  }
  put(w, "{\"head\":{\"vars\":[");
  for (size_t i = 0; i < acta_result_width(w->result); ++i) {
    put(w, i ? "," : "");
    json_string(w, acta_result_name(w->result, i));
  }
  put(w, "]},\"results\":{\"bindings\":[\n");
  const acta_status st = each_row(w, ",\n", json_row);
  put(w, "\n]}}\n");
  return st;
}

// ---- XML

static acta_status xml_text(writer *w, acta_str s)
{
  for (size_t i = 0; i < s.n;) {
    const size_t   from = i;
    const uint32_t cp   = acta_utf8_next(s, &i);
    if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0xFFFE ||
        cp == 0xFFFF) {
      return acta_fail(w->err, ACTA_E_ARG,
                       "XML cannot hold the control character U+%04X: take "
                       "another format",
                       (unsigned)cp);
    }
    switch (cp) {
    case '&': put(w, "&amp;"); break;
    case '<': put(w, "&lt;"); break;
    case '>': put(w, "&gt;"); break;
    case '"': put(w, "&quot;"); break;
    case '\r': put(w, "&#13;"); break;
    default: acta_buf_add(&w->buf, s.p + from, i - from); break;
    }
  }
  return ACTA_OK;
}

static acta_status xml_attribute(writer *w, const char *name, acta_str value)
{
  put(w, " ");
  put(w, name);
  put(w, "=\"");
  const acta_status st = xml_text(w, value);
  put(w, "\"");
  return st;
}

static acta_status xml_term(writer *w, const acta_term *t)
{
  static const char *const tags[] = {"", "uri", "bnode", "literal"};
  acta_status              st     = ACTA_OK;
  put(w, "<");
  put(w, tags[t->kind]);
  if (t->lang.n) {
    st = xml_attribute(w, "xml:lang", t->lang);
  } else if (t->datatype.n) {
    st = xml_attribute(w, "datatype", t->datatype);
  }
  put(w, ">");
  if (!st) {
    st = xml_text(w, t->value);
  }
  put(w, "</");
  put(w, tags[t->kind]);
  put(w, ">");
  return st;
}

static acta_status xml_row(writer *w, const acta_term *row)
{
  acta_status st = ACTA_OK;
  put(w, "  <result>\n");
  for (size_t i = 0; i < acta_result_width(w->result) && !st; ++i) {
    if (row[i].kind != ACTA_NONE) {
      put(w, "    <binding");
      st = xml_attribute(w, "name", acta_result_name(w->result, i));
      put(w, ">");
      st = st ? st : xml_term(w, &row[i]);
      put(w, "</binding>\n");
    }
  }
  put(w, "  </result>\n");
  return st;
}

static acta_status xml_all(writer *w)
{
  acta_status st = ACTA_OK;
  put(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
         "<sparql xmlns=\"http://www.w3.org/2005/sparql-results#\">\n<head>\n");
  for (size_t i = 0; i < acta_result_width(w->result) && !st; ++i) {
    put(w, "  <variable");
    st = xml_attribute(w, "name", acta_result_name(w->result, i));
    put(w, "/>\n");
  }
  put(w, "</head>\n");
  if (acta_result_what(w->result) == ACTA_RESULT_BOOLEAN) {
    put(w, acta_result_boolean(w->result) ? "<boolean>true</boolean>\n"
                                          : "<boolean>false</boolean>\n");
  } else if (!st) {
    put(w, "<results>\n");
    st = each_row(w, "", xml_row);
    put(w, "</results>\n");
  }
  put(w, "</sparql>\n");
  return st;
}

// ---- CSV and TSV

static void csv_cell(writer *w, acta_str s, const char *before)
{
  bool quote = false;
  for (size_t i = 0; i < s.n && !quote; ++i) {
    quote = s.p[i] == '"' || s.p[i] == ',' || s.p[i] == '\n' || s.p[i] == '\r';
  }
  put(w, quote ? "\"" : "");
  put(w, before);
  for (size_t i = 0; i < s.n; ++i) {
    put(w, s.p[i] == '"' ? "\"" : "");
    acta_buf_char(&w->buf, s.p[i]);
  }
  put(w, quote ? "\"" : "");
}

static acta_status csv_row(writer *w, const acta_term *row)
{
  for (size_t i = 0; i < acta_result_width(w->result); ++i) {
    put(w, i ? "," : "");
    csv_cell(w, row[i].value, row[i].kind == ACTA_BLANK ? "_:" : "");
  }
  put(w, "\r\n");
  return ACTA_OK;
}

static acta_status tsv_row(writer *w, const acta_term *row)
{
  for (size_t i = 0; i < acta_result_width(w->result); ++i) {
    put(w, i ? "\t" : "");
    acta_write_term(&w->buf, &row[i]);
  }
  put(w, "\n");
  return ACTA_OK;
}

static acta_status separated(writer *w, const char *mark, const char *separator,
                             const char *end,
                             acta_status (*add)(writer *, const acta_term *))
{
  if (acta_result_what(w->result) == ACTA_RESULT_BOOLEAN) {
    put(w, acta_result_boolean(w->result) ? "true" : "false");
    put(w, end);
    return ACTA_OK;
  }
  for (size_t i = 0; i < acta_result_width(w->result); ++i) {
    put(w, i ? separator : "");
    put(w, mark);
    acta_buf_str(&w->buf, acta_result_name(w->result, i));
  }
  put(w, end);
  return each_row(w, "", add);
}

acta_status acta_result_write(acta_result *result, acta_format format,
                              FILE *out, acta_error *err)
{
  writer      w  = {result, out, {NULL, 0, 0, false}, err};
  acta_status st = ACTA_OK;
  switch (format) {
  case ACTA_FORMAT_TABLE:
    st = acta_result_table(result, &w.buf, out, err);
    break;
  case ACTA_FORMAT_JSON: st = json_all(&w); break;
  case ACTA_FORMAT_XML: st = xml_all(&w); break;
  case ACTA_FORMAT_CSV: st = separated(&w, "", ",", "\r\n", csv_row); break;
  case ACTA_FORMAT_TSV: st = separated(&w, "?", "\t", "\n", tsv_row); break;
  }
  if (!st) {
    st = acta_write_out(&w.buf, out, true, err);
  }
  acta_buf_release(&w.buf);
  return st ? st : acta_write_flush(out, err);
}
