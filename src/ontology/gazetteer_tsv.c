// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "base/utf8.h"
#include "ontology/gazetteer_build.h"
#include "ontology/name_key.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

enum { FILE_LIMIT = 1 << 30, N_FIELDS = 24 };

typedef enum {
  COL_ID,
  COL_NAME,
  COL_OTHER,
  COL_DEMONYMS,
  COL_TYPE,
  COL_KIND,
  COL_COUNTRY,
  COL_POPULATION,
  COL_LAT,
  COL_LON,
  COL_SAME_AS,
  COL_CAPITAL_OF,
  COL_GENDER,
  COL_FIRST_NAME,
  COL_WORD,
  COL_CLASS,
  COL_VALUE,
  N_COLS
} column;

static const char *const column_name[N_COLS] = {
  "id",      "name",       "other_names", "demonyms", "type",    "kind",
  "country", "population", "lat",         "lon",      "same_as", "capital_of",
  "gender",  "first_name", "word",        "class",    "value"};

typedef struct {
  acta_gazetteer_builder *b;
  const char             *file;
  acta_error             *err;
  unsigned                line;
  size_t                  n_columns;
  column                  columns[N_FIELDS];
  acta_str                field[N_COLS]; // of the row being read
  bool                    has[N_COLS];
} table;

static acta_status bad(const table *t, const char *why, acta_str what)
{
  const int n = (int)(what.n < 80 ? what.n : 80);
  return acta_fail(t->err, ACTA_E_SYNTAX, "%s:%u: %s%s%.*s%s", t->file, t->line,
                   why, n ? " '" : "", n, n ? what.p : "", n ? "'" : "");
}

static acta_status no_memory(const table *t)
{
  return acta_fail(t->err, ACTA_E_NOMEM, "out of memory reading %s", t->file);
}

// Cut the text before the next `sep` off the front of `rest`.
static acta_str cut(acta_str *rest, char sep)
{
  const char    *end = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
  const acta_str s   = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
  rest->p += s.n + (end ? 1 : 0);
  rest->n -= s.n + (end ? 1 : 0);
  return s;
}

static acta_status read_header(table *t, acta_str line)
{
  while (line.n) {
    const acta_str name = cut(&line, '\t');
    int            c    = 0;
    while (c < N_COLS && !acta_str_is(name, column_name[c])) {
      ++c;
    }
    if (c == N_COLS) {
      return bad(t, "unknown column", name);
    }
    if (t->has[c] || t->n_columns == N_FIELDS) {
      return bad(t, "column twice", name);
    }
    t->has[c]                  = true;
    t->columns[t->n_columns++] = (column)c;
  }
  const bool entries = t->has[COL_ID] && t->has[COL_NAME];
  const bool words   = t->has[COL_WORD] && t->has[COL_CLASS];
  if (!entries && !words && !t->has[COL_FIRST_NAME]) {
    return bad(t, "the first line must name the columns id and name",
               (acta_str){"", 0});
  }
  return ACTA_OK;
}

static bool all_digits(acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] < '0' || s.p[i] > '9') {
      return false;
    }
  }
  return s.n > 0;
}

// "Q42" is Wikidata's, digits are GeoNames', anything else is an IRI.
static acta_status expand_iri(table *t, acta_str id, char *out, size_t size,
                              acta_str *iri)
{
  const acta_str number = {id.p + 1, id.n ? id.n - 1 : 0};
  int            n      = -1;
  if (id.n < 24 && id.n && id.p[0] == 'Q' && all_digits(number)) {
    n = snprintf(out, size, "http://www.wikidata.org/entity/%.*s", (int)id.n,
                 id.p);
  } else if (id.n < 24 && all_digits(id)) {
    n = snprintf(out, size, "https://sws.geonames.org/%.*s/", (int)id.n, id.p);
  } else if (!gaz_iri_valid(id)) {
    return bad(t, "bad IRI", id);
  }
  *iri = n < 0 ? id : (acta_str){out, (size_t)n};
  return ACTA_OK;
}

static acta_status read_number(table *t, column c, double low, double high,
                               double *out)
{
  const acta_str s = t->field[c];
  char           text[32];
  char          *end = NULL;
  if (!s.n) {
    return ACTA_OK;
  }
  const size_t n = s.n < sizeof text ? s.n : sizeof text - 1;
  memcpy(text, s.p, n);
  text[n]            = '\0';
  const double value = strtod(text, &end);
  if (s.n >= sizeof text || *end || !(value >= low && value <= high)) {
    return bad(t, column_name[c], s);
  }
  *out = value;
  return ACTA_OK;
}

static acta_status read_gender(table *t, uint32_t *bits)
{
  acta_str s = t->field[COL_GENDER];
  while (s.n) {
    const acta_str g = cut(&s, '|');
    if (!acta_str_is(g, "m") && !acta_str_is(g, "f")) {
      return bad(t, "gender must be m or f, not", g);
    }
    *bits |= g.p[0] == 'm' ? ACTA_MALE : ACTA_FEMALE;
  }
  return ACTA_OK;
}

static acta_status read_iri_field(table *t, column c, acta_str *out)
{
  char     text[80];
  acta_str iri = {NULL, 0};
  if (!t->field[c].n) {
    return ACTA_OK;
  }
  const acta_status st = expand_iri(t, t->field[c], text, sizeof text, &iri);
  if (!st) {
    *out = gaz_copy(t->b, iri);
  }
  return st ? st : out->p ? ACTA_OK : no_memory(t);
}

static acta_status read_details(table *t, gaz_row *r)
{
  acta_status      st         = ACTA_OK;
  double           population = 0;
  uint32_t         gender     = 0;
  acta_entity_type type       = r->type;
  if (t->field[COL_TYPE].n && !gaz_type_by_name(t->field[COL_TYPE], &type)) {
    return bad(t, "unknown type", t->field[COL_TYPE]);
  }
  if (t->field[COL_COUNTRY].n != 0 && t->field[COL_COUNTRY].n != 2) {
    return bad(t, "country must be two letters, not", t->field[COL_COUNTRY]);
  }
  if ((st = read_number(t, COL_POPULATION, 0, 1e15, &population)) ||
      (st = read_number(t, COL_LAT, -90, 90, &r->lat)) ||
      (st = read_number(t, COL_LON, -180, 180, &r->lon)) ||
      (st = read_gender(t, &gender)) ||
      (st = read_iri_field(t, COL_SAME_AS, &r->same_as)) ||
      (st = read_iri_field(t, COL_CAPITAL_OF, &r->capital_of))) {
    return st;
  }
  r->type = type;
  if (population > 0) {
    r->population = (uint64_t)population;
  }
  if (gender) {
    r->gender =
      gender <= ACTA_FEMALE ? (acta_gender)gender : ACTA_GENDER_UNKNOWN;
  }
  if (t->field[COL_COUNTRY].n) {
    memcpy(r->country, t->field[COL_COUNTRY].p, 2);
  }
  if (t->field[COL_KIND].n) {
    r->kind = gaz_copy(t->b, t->field[COL_KIND]);
  }
  return t->field[COL_KIND].n && !r->kind.p ? no_memory(t) : ACTA_OK;
}

static bool add_names(table *t, uint32_t row, column c, acta_name_kind kind)
{
  acta_str rest = t->field[c];
  bool     fine = true;
  while (rest.n && fine) {
    fine = gaz_add_name(t->b, row, cut(&rest, '|'), kind);
  }
  return fine;
}

static acta_status read_entry(table *t)
{
  char     text[80];
  acta_str iri = {NULL, 0};
  if (!t->field[COL_NAME].n) {
    return bad(t, "no name", t->field[COL_ID]);
  }
  acta_status st = expand_iri(t, t->field[COL_ID], text, sizeof text, &iri);
  if (st) {
    return st;
  }
  const uint32_t row = gaz_add_row(t->b, iri);
  if (row == ACTA_NO || !gaz_add_label(t->b, row, t->field[COL_NAME]) ||
      !add_names(t, row, COL_OTHER, ACTA_NAME_ALIAS) ||
      !add_names(t, row, COL_DEMONYMS, ACTA_NAME_DEMONYM)) {
    return no_memory(t);
  }
  return read_details(t, t->b->rows + row);
}

static acta_status read_first_name(table *t)
{
  gaz_term          term = {.word = t->field[COL_FIRST_NAME]};
  const acta_status st   = read_gender(t, &term.bits);
  if (st || !term.word.n) {
    return st ? st : bad(t, "no name", term.word);
  }
  return gaz_add_term(t->b, &t->b->firsts, &t->b->n_firsts, &t->b->cap_firsts,
                      term)
           ? ACTA_OK
           : no_memory(t);
}

static uint32_t class_bit(acta_str name)
{
  static const char *const names[] = {
    "title",   "person",  "leader", "group",  "org",    "place",
    "gpe",     "vehicle", "male",   "female", "seat",   "particle",
    "company", "family",  "pair",   "thing",  "orgname"};
  for (uint32_t i = 0; i < sizeof names / sizeof *names; ++i) {
    if (acta_str_is(name, names[i])) {
      return 1u << i;
    }
  }
  return 0;
}

// Class "rank" says how prominent the entries of a kind are.
static acta_status read_rank(table *t)
{
  double            rank = 0;
  const acta_status st   = read_number(t, COL_VALUE, 0, 4e9, &rank);
  const gaz_term    term = {.word = t->field[COL_WORD], .bits = (uint32_t)rank};
  if (st) {
    return st;
  }
  return gaz_add_term(t->b, &t->b->ranks, &t->b->n_ranks, &t->b->cap_ranks,
                      term)
           ? ACTA_OK
           : no_memory(t);
}

static acta_status read_word(table *t)
{
  char           key[ACTA_NAME_KEY_MAX];
  const acta_str word = {key, acta_name_key(t->field[COL_WORD], key)};
  gaz_term       term = {.word = word, .value = t->field[COL_VALUE]};
  acta_str       rest = t->field[COL_CLASS];
  if (acta_str_is(rest, "rank")) {
    return read_rank(t);
  }
  while (rest.n) {
    const acta_str name = cut(&rest, '|');
    const uint32_t bit  = class_bit(name);
    if (!bit) {
      return bad(t, "unknown class", name);
    }
    term.bits |= bit;
  }
  if (!word.n || !term.bits) {
    return bad(t, "a word and its class are needed", t->field[COL_WORD]);
  }
  return gaz_add_term(t->b, &t->b->words, &t->b->n_words, &t->b->cap_words,
                      term)
           ? ACTA_OK
           : no_memory(t);
}

static acta_status read_row(table *t, acta_str line)
{
  memset(t->field, 0, sizeof t->field);
  size_t i = 0;
  for (; i < t->n_columns && (line.n || !i); ++i) {
    t->field[t->columns[i]] = cut(&line, '\t');
  }
  if (line.n) {
    return bad(t, "more fields than columns:", line);
  }
  return t->has[COL_ID]           ? read_entry(t)
         : t->has[COL_FIRST_NAME] ? read_first_name(t)
                                  : read_word(t);
}

acta_status acta_gazetteer_add_tsv(acta_gazetteer_builder *b, acta_str text,
                                   const char *file, acta_error *err)
{
  table       t  = {.b = b, .file = file, .err = err};
  acta_status st = ACTA_OK;
  while (text.n && !st) {
    acta_str line = cut(&text, '\n');
    ++t.line;
    if (line.n && line.p[line.n - 1] == '\r') {
      --line.n;
    }
    const size_t at = acta_utf8_invalid(line);
    if (at < line.n) {
      st = bad(&t, "not UTF-8", (acta_str){"", 0});
    } else if (memchr(line.n ? line.p : "", '\0', line.n)) {
      st = bad(&t, "a NUL byte", (acta_str){"", 0});
    } else if (!t.n_columns) {
      st = line.n ? read_header(&t, line) : ACTA_OK;
    } else if (line.n && line.p[0] != '#') {
      st = read_row(&t, line);
    }
  }
  return st;
}

acta_status acta_gazetteer_add_file(acta_gazetteer_builder *b, const char *path,
                                    acta_error *err)
{
  const acta_str name = acta_str_of(path);
  if (!acta_str_ends(name, ACTA_STR(".tsv")) &&
      !acta_str_ends(name, ACTA_STR(".tsv.gz"))) {
    return gaz_read_rdf(b, path, err);
  }
  char       *p  = NULL;
  size_t      n  = 0;
  acta_status st = acta_file_read(path, FILE_LIMIT, &p, &n, err);
  if (!st) {
    st = acta_gazetteer_add_tsv(b, (acta_str){p, n}, path, err);
  }
  free(p);
  return st;
}
