// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "language/conllu.h"
#include "language/score.h"

static bool number(acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] < '0' || s.p[i] > '9') {
      return false;
    }
  }
  return s.n > 0;
}

static acta_str next_column(acta_str *line)
{
  const char    *tab  = line->n ? memchr(line->p, '\t', line->n) : NULL;
  const size_t   n    = tab ? (size_t)(tab - line->p) : line->n;
  const acta_str part = {line->p, n};
  line->p += n + (tab != NULL);
  line->n -= n + (tab != NULL);
  return part;
}

// "PERSON" and the like are the same as the three types that are scored.
static const char *ner_name(acta_str tag)
{
  static const char *const same[][2] = {
    {"PER", "PER"},    {"LOC", "LOC"},          {"ORG", "ORG"},
    {"PERSON", "PER"}, {"GPE", "LOC"},          {"LOCATION", "LOC"},
    {"MISC", "MISC"},  {"ORGANIZATION", "ORG"}, {"OTH", "MISC"},
  };
  for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); ++i) {
    if (acta_str_is(tag, same[i][0])) {
      return same[i][1];
    }
  }
  return "MISC";
}

// Writes one IOB2 line as a CoNLL-U word; an empty node of the UNER form is
// left out.
static void add_line(acta_buf *out, acta_str line, unsigned *id)
{
  acta_str first = next_column(&line), token = first;
  acta_str tag = next_column(&line);
  if (line.p && line.n &&
      (number(first) || memchr(first.p, '.', first.n) ||
       memchr(first.p, '-', first.n))) {
    token = tag;
    tag   = next_column(&line);
    if (!number(first)) {
      return;
    }
  }
  acta_buf_printf(out, "%u\t", ++*id);
  acta_buf_str(out, token);
  acta_buf_str(out, ACTA_STR("\t_\t_\t_\t_\t_\t_\t_\t"));
  if (tag.n > 2 && tag.p[1] == '-') {
    acta_buf_printf(out, "NER=%c-%s", tag.p[0],
                    ner_name((acta_str){tag.p + 2, tag.n - 2}));
  } else {
    acta_buf_char(out, '_');
  }
  acta_buf_char(out, '\n');
}

acta_status acta_iob_read(acta_str text, acta_document *doc, acta_error *err)
{
  acta_buf out = {NULL, 0, 0, false};
  unsigned id  = 0;
  while (text.n) {
    const char  *end  = memchr(text.p, '\n', text.n);
    const size_t n    = end ? (size_t)(end - text.p) : text.n;
    acta_str     line = {text.p, n};
    text.p += n + (end != NULL);
    text.n -= n + (end != NULL);
    while (line.n &&
           (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' ')) {
      line.n--;
    }
    if (!line.n) {
      acta_buf_char(&out, '\n');
      id = 0;
    } else if (line.p[0] == '#' && (line.n < 2 || line.p[1] == ' ')) {
      acta_buf_str(&out, ACTA_STR("#\n"));
    } else {
      add_line(&out, line, &id);
    }
  }
  acta_status status = ACTA_E_NOMEM;
  if (!out.failed) {
    acta_conllu in = {.text = acta_buf_as_str(&out)};
    status         = acta_conllu_next(&in, doc, err);
  }
  acta_buf_release(&out);
  if (status == ACTA_END) {
    *doc   = (acta_document){.arena = doc->arena};
    status = ACTA_OK;
  }
  return status;
}
