// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "ontology/gazetteer_build.h"

#include <acta/rdf.h>

#include <stdlib.h>

enum { FILE_LIMIT = 1 << 30 };

typedef struct {
  acta_sink               sink;
  acta_gazetteer_builder *b;
} reader;

typedef enum {
  SAYS_TYPE,
  SAYS_LABEL,
  SAYS_ALIAS,
  SAYS_DEMONYM,
  SAYS_SAME_AS,
  SAYS_CAPITAL_OF,
  SAYS_LAT,
  SAYS_LON,
  SAYS_COUNTRY,
  SAYS_POPULATION,
  SAYS_GENDER,
} meaning;

static const struct {
  const char *iri;
  meaning     says;
} properties[] = {
  {"http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SAYS_TYPE},
  {"http://www.w3.org/2000/01/rdf-schema#label", SAYS_LABEL},
  {"http://www.w3.org/2004/02/skos/core#prefLabel", SAYS_LABEL},
  {"http://www.w3.org/2004/02/skos/core#altLabel", SAYS_ALIAS},
  {"http://www.w3.org/2002/07/owl#sameAs", SAYS_SAME_AS},
  {"http://www.w3.org/2003/01/geo/wgs84_pos#lat", SAYS_LAT},
  {"http://www.w3.org/2003/01/geo/wgs84_pos#long", SAYS_LON},
  {"http://www.geonames.org/ontology#countryCode", SAYS_COUNTRY},
  {"http://www.geonames.org/ontology#population", SAYS_POPULATION},
  {"http://xmlns.com/foaf/0.1/gender", SAYS_GENDER},
  {"https://w3id.org/acta/ont#demonym", SAYS_DEMONYM},
  {"https://w3id.org/acta/ont#capitalOf", SAYS_CAPITAL_OF},
};

static acta_str local_name(acta_str iri)
{
  size_t at = iri.n;
  while (at && iri.p[at - 1] != '#' && iri.p[at - 1] != '/') {
    --at;
  }
  return (acta_str){iri.p + at, iri.n - at};
}

static bool number_of(acta_str s, double low, double high, double *out)
{
  char  text[64];
  char *end = NULL;
  if (!s.n || s.n >= sizeof text) {
    return false;
  }
  memcpy(text, s.p, s.n);
  text[s.n]          = '\0';
  const double value = strtod(text, &end);
  if (*end || !(value >= low && value <= high)) {
    return false;
  }
  *out = value;
  return true;
}

static acta_status set_value(gaz_row *r, meaning says, acta_str value,
                             acta_error *err)
{
  double number = 0;
  if (says == SAYS_COUNTRY) {
    if (value.n != 2) {
      return acta_fail(err, ACTA_E_SYNTAX, "country must be two letters");
    }
    memcpy(r->country, value.p, 2);
  } else if (says == SAYS_GENDER) {
    r->gender = acta_str_is(value, "female") ? ACTA_FEMALE
                : acta_str_is(value, "male") ? ACTA_MALE
                                             : ACTA_GENDER_UNKNOWN;
  } else if (says == SAYS_POPULATION) {
    if (!number_of(value, 0, 1e15, &number)) {
      return acta_fail(err, ACTA_E_SYNTAX, "population is not a number");
    }
    r->population = (uint64_t)number;
  } else {
    const double limit = says == SAYS_LAT ? 90 : 180;
    if (!number_of(value, -limit, limit, &number)) {
      return acta_fail(err, ACTA_E_SYNTAX,
                       "latitude or longitude out of range");
    }
    *(says == SAYS_LAT ? &r->lat : &r->lon) = number;
  }
  return ACTA_OK;
}

static bool is_english(acta_str lang)
{
  return !lang.n || acta_str_is(lang, "en") ||
         acta_str_starts(lang, ACTA_STR("en-"));
}

static bool copy_to(acta_gazetteer_builder *b, acta_str *field, acta_str value)
{
  *field = gaz_copy(b, value);
  return field->p != NULL;
}

static acta_status take(acta_gazetteer_builder *b, uint32_t row, meaning says,
                        const acta_term *o, acta_error *err)
{
  gaz_row *r    = b->rows + row;
  bool     fine = true;
  switch (says) {
  case SAYS_TYPE: (void)gaz_type_by_name(local_name(o->value), &r->type); break;
  case SAYS_LABEL:
    fine = is_english(o->lang)
             ? gaz_add_label(b, row, o->value)
             : gaz_add_name(b, row, o->value, ACTA_NAME_ALIAS);
    break;
  case SAYS_ALIAS:
    fine = gaz_add_name(b, row, o->value, ACTA_NAME_ALIAS);
    break;
  case SAYS_DEMONYM:
    fine = gaz_add_name(b, row, o->value, ACTA_NAME_DEMONYM);
    break;
  case SAYS_SAME_AS: fine = copy_to(b, &r->same_as, o->value); break;
  case SAYS_CAPITAL_OF: fine = copy_to(b, &r->capital_of, o->value); break;
  case SAYS_LAT:
  case SAYS_LON:
  case SAYS_COUNTRY:
  case SAYS_POPULATION:
  case SAYS_GENDER: return set_value(r, says, o->value, err);
  }
  return fine ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static acta_status on_quad(acta_sink *sink, const acta_quad *q, acta_error *err)
{
  acta_gazetteer_builder *b = ((reader *)(void *)sink)->b;
  if (q->s.kind != ACTA_IRI) {
    return ACTA_OK;
  }
  for (size_t i = 0; i < sizeof properties / sizeof *properties; ++i) {
    if (!acta_str_is(q->p.value, properties[i].iri)) {
      continue;
    }
    const uint32_t row = gaz_add_row(b, q->s.value);
    return row == ACTA_NO ? acta_fail(err, ACTA_E_NOMEM, "out of memory")
                          : take(b, row, properties[i].says, &q->o, err);
  }
  return ACTA_OK;
}

static acta_status on_prefix(acta_sink *sink, acta_str name, acta_str iri,
                             acta_error *err)
{
  (void)sink;
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status on_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

acta_status gaz_read_rdf(acta_gazetteer_builder *b, const char *path,
                         acta_error *err)
{
  const acta_syntax syntax = acta_syntax_by_suffix(path);
  if (syntax == ACTA_SYNTAX_NONE) {
    return acta_fail(err, ACTA_E_ARG,
                     "%s: a gazetteer is a .tsv table or RDF (.ttl, .nt ...)",
                     path);
  }
  char       *p  = NULL;
  size_t      n  = 0;
  acta_status st = acta_file_read(path, FILE_LIMIT, &p, &n, err);
  if (!st) {
    reader     r     = {{on_quad, on_prefix, on_end}, b};
    acta_error cause = {0};
    st = acta_rdf_read_mem((acta_str){p, n}, syntax, NULL, &r.sink, &cause);
    if (st) {
      st = acta_fail(err, st, "%s:%u: %s", path, cause.line, cause.text);
    }
  }
  free(p);
  return st;
}
