// SPDX-License-Identifier: MIT
#include "ontology/gazetteer.h"

#include "../tap.h"

#include <math.h>
#include <stdlib.h>

static const char table_a[] =
  "id\tname\tother_"
  "names\tdemonyms\ttype\tkind\tcountry\tpopulation\tlat\tlon\tsame_"
  "as\tcapital_of\n"
  "Q1\tRuritania\tKingdom of "
  "Ruritania|RR\tRuritanian\tgpe\tcountry\tRR\t\t\t\t77\t\n"
  "# a comment\n"
  "12\tStrelsau\t\t\tgpe\tcapital\tRR\t90000\t50.1\t14.25\t\tQ1\n"
  "13\tStrelsau\t\t\tgpe\tcity\tXX\t500\t\t\t\t\n"
  "Q5\tKim Hentzau-Ober\tRupert of Hentzau\t\tperson\tleader\tRR\t\t\t\t\t\n"
  "http://example.org/zenda\tZenda Søgård Castle\t\t\tplace\t\t\t\t\t\t\t\n";
static const char table_b[] =
  "first_name\tgender\nFlavia\tf\nRudolf\tm\nKim\tf|m\n";
static const char table_c[] =
  "word\tclass\tvalue\nKim\tfamily\t\nprime minister\tperson|leader\t\n"
  "train\tvehicle\tTrain\ncountry\trank\t1000000\nleader\trank\t5\n";

static acta_str lit(const char *s)
{
  return acta_str_of(s);
}

static acta_status compile(const acta_gazetteer *base,
                           const char *const *tables, size_t n_tables,
                           char **bytes, size_t *n, acta_error *err)
{
  acta_gazetteer_builder *b  = acta_gazetteer_builder_new(base);
  acta_status             st = b ? ACTA_OK : ACTA_E_NOMEM;
  for (size_t i = 0; i < n_tables && !st; ++i) {
    st = acta_gazetteer_add_tsv(b, lit(tables[i]), "x.tsv", err);
  }
  if (!st) {
    st = acta_gazetteer_compile(b, bytes, n, err);
  }
  acta_gazetteer_builder_free(b);
  return st;
}

static void iri_of(const acta_gazetteer *g, const char *name, size_t i,
                   char out[80])
{
  size_t               n   = 0;
  const acta_name_hit *hit = acta_gazetteer_find(g, lit(name), &n);
  acta_entry           e;
  out[0] = '\0';
  if (i < n) {
    acta_gazetteer_entry(g, hit[i].entry, &e);
    (void)snprintf(out, 80, "%.*s", (int)e.iri.n, e.iri.p);
  }
}

static void check_names(const acta_gazetteer *g)
{
  char iri[80];
  iri_of(g, "ruritania", 0, iri);
  eq_str(iri, "http://www.wikidata.org/entity/Q1");
  iri_of(g, "KINGDOM OF RURITANIA", 0, iri);
  eq_str(iri, "http://www.wikidata.org/entity/Q1");
  iri_of(g, "Strelsau", 0, iri);
  eq_str(iri, "https://sws.geonames.org/12/");
  iri_of(g, "Strelsau", 1, iri);
  eq_str(iri, "https://sws.geonames.org/13/");
  iri_of(g, "Zenda S\xC3\xB8g\xC3\xA5rd-Castle", 0, iri);
  eq_str(iri, "http://example.org/zenda");
  iri_of(g, "zenda sogard castle", 0, iri);
  eq_str(iri, "http://example.org/zenda");
  size_t               n   = 0;
  const acta_name_hit *hit = acta_gazetteer_find(g, lit("Ober"), &n);
  ok(!hit && n == 0);
  hit = acta_gazetteer_find(g, lit("Hentzau-Ober"), &n);
  ok(n == 1 && hit[0].kind == ACTA_NAME_SURNAME);
  hit = acta_gazetteer_find(g, lit("Kim"), &n);
  ok(n == 1 && hit[0].kind == ACTA_NAME_SURNAME);
  hit = acta_gazetteer_find(g, lit("RR"), &n);
  ok(n == 1 && hit[0].kind == ACTA_NAME_ACRONYM);
  hit = acta_gazetteer_find(g, lit("Ruritanian"), &n);
  ok(n == 1 && hit[0].kind == ACTA_NAME_DEMONYM);
  ok(acta_gazetteer_continue(g, lit("Kingdom of")));
  ok(acta_gazetteer_continue(g, lit("kingdom")));
  ok(!acta_gazetteer_continue(g, lit("Ruritania")));
  ok(!acta_gazetteer_continue(g, lit("King")));
  ok(!acta_gazetteer_continue(g, lit("")));
  char big[1000];
  memset(big, 'a', sizeof big);
  ok(!acta_gazetteer_find(g, (acta_str){big, sizeof big}, &n));
}

static void check_entries(const acta_gazetteer *g)
{
  acta_entry     e;
  const uint32_t id =
    acta_gazetteer_by_iri(g, lit("https://sws.geonames.org/12/"));
  ok(id != ACTA_NO);
  acta_gazetteer_entry(g, id, &e);
  ok(e.type == ACTA_ENT_GPE && e.population == 90000);
  ok(fabs(e.lat - 50.1) < 1e-9 && fabs(e.lon - 14.25) < 1e-9);
  ok(acta_str_is(e.country, "RR") && acta_str_is(e.kind, "capital"));
  ok(acta_str_is(e.capital_of, "http://www.wikidata.org/entity/Q1"));
  ok(acta_gazetteer_by_iri(g, lit("https://sws.geonames.org/77/")) ==
     acta_gazetteer_by_iri(g, lit("http://www.wikidata.org/entity/Q1")));
  ok(acta_gazetteer_by_iri(g, lit("http://example.org/")) == ACTA_NO);
  acta_gazetteer_entry(g, 12345, &e);
  ok(e.iri.n == 0 && e.type == ACTA_ENT_NONE);
  bool known = false;
  ok(acta_gazetteer_first_name(g, lit("Flavia"), &known) == ACTA_FEMALE &&
     known);
  ok(acta_gazetteer_first_name(g, lit("Kim"), &known) == ACTA_GENDER_UNKNOWN &&
     known);
  ok(acta_gazetteer_first_name(g, lit("flavia"), &known) ==
       ACTA_GENDER_UNKNOWN &&
     !known);
  acta_str value = {"", 0};
  ok(acta_gazetteer_word(g, lit("Prime Minister"), &value) ==
     (ACTA_WORD_PERSON | ACTA_WORD_LEADER));
  ok(acta_gazetteer_word(g, lit("train"), &value) == ACTA_WORD_VEHICLE &&
     acta_str_is(value, "Train"));
  ok(!acta_gazetteer_word(g, lit("cart"), NULL));
}

static void check_overlay(const acta_gazetteer *base)
{
  static const char *const tables[] = {
    "id\tname\tother_names\ttype\n"
    "Q1\tRuritania\tElphberg land\t\n"
    "http://example.org/s\tStrelsau\t\torg\n"};
  char           *bytes = NULL;
  size_t          n     = 0;
  acta_gazetteer *g     = NULL;
  ok(!compile(base, tables, 1, &bytes, &n, NULL));
  ok(!acta_gazetteer_open((acta_str){bytes, n}, base, &g, NULL));
  char       iri[80];
  acta_entry e;
  iri_of(g, "Strelsau", 0, iri);
  eq_str(iri, "http://example.org/s");
  iri_of(g, "Strelsau", 1, iri);
  eq_str(iri, "https://sws.geonames.org/12/");
  iri_of(g, "elphberg land", 0, iri);
  eq_str(iri, "http://www.wikidata.org/entity/Q1");
  acta_gazetteer_entry(g, acta_gazetteer_by_iri(g, lit(iri)), &e);
  ok(e.type == ACTA_ENT_GPE && acta_str_is(e.country, "RR"));
  iri_of(g, "Rupert of Hentzau", 0, iri);
  eq_str(iri, "http://www.wikidata.org/entity/Q5");
  ok(acta_gazetteer_count(g) == acta_gazetteer_count(base) + 2);
  acta_gazetteer *wrong = NULL;
  ok(acta_gazetteer_open((acta_str){bytes, n}, NULL, &wrong, NULL) ==
     ACTA_E_SYNTAX);
  acta_gazetteer_free(g);
  free(bytes);
}

static void check_errors(void)
{
  static const struct {
    const char *text, *message;
  } cases[] = {
    {"id\tnome\n", "x.tsv:1: unknown column 'nome'"},
    {"id\tid\tname\n", "x.tsv:1: column twice 'id'"},
    {"id\tkind\n", "x.tsv:1: the first line must name the columns id and name"},
    {"id\tname\nQ1\tA\nhttp//x\tB\n", "x.tsv:3: bad IRI 'http//x'"},
    {"id\tname\nhttp://a b\tB\n", "x.tsv:2: bad IRI 'http://a b'"},
    {"id\tname\n\tB\n", "x.tsv:2: bad IRI"},
    {"id\tname\nQ1\n", "x.tsv:2: no name 'Q1'"},
    {"id\tname\nQ1\tA\tB\n", "x.tsv:2: more fields than columns: 'B'"},
    {"id\tname\ttype\nQ1\tA\tcat\n", "x.tsv:2: unknown type 'cat'"},
    {"id\tname\tlat\nQ1\tA\t91\n", "x.tsv:2: lat '91'"},
    {"id\tname\tlat\nQ1\tA\tnan\n", "x.tsv:2: lat 'nan'"},
    {"id\tname\tpopulation\nQ1\tA\t1x\n", "x.tsv:2: population '1x'"},
    {"id\tname\tcountry\nQ1\tA\tRUS\n",
     "x.tsv:2: country must be two letters, not 'RUS'"},
    {"first_name\tgender\nX\tq\n", "x.tsv:2: gender must be m or f, not 'q'"},
    {"word\tclass\nX\tq\n", "x.tsv:2: unknown class 'q'"},
    {"id\tname\nQ1\t\xFF\n", "x.tsv:2: not UTF-8"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; ++i) {
    acta_error err   = {0};
    char      *bytes = NULL;
    size_t     n     = 0;
    ok(compile(NULL, &cases[i].text, 1, &bytes, &n, &err) == ACTA_E_SYNTAX);
    eq_str(err.text, cases[i].message);
  }
}

// Cut or altered bytes may give wrong answers, never a crash.
static void check_damage(const char *bytes, size_t n)
{
  char           *copy    = malloc(n);
  acta_gazetteer *g       = NULL;
  acta_error      err     = {0};
  size_t          refused = 0;
  for (size_t cut = 0; cut < n; cut += 8) {
    memcpy(copy, bytes, n);
    const acta_status st =
      acta_gazetteer_open((acta_str){copy, cut}, NULL, &g, &err);
    refused += st == ACTA_E_SYNTAX;
    if (!st) {
      acta_gazetteer_free(g);
    }
  }
  ok(refused + 1 >= (n + 7) / 8);
  for (size_t at = 0; at < n; ++at) {
    memcpy(copy, bytes, n);
    copy[at] = (char)~copy[at];
    if (!acta_gazetteer_open((acta_str){copy, n}, NULL, &g, &err)) {
      char iri[80];
      iri_of(g, "Strelsau", 0, iri);
      iri_of(g, "Kim", 0, iri);
      (void)acta_gazetteer_continue(g, lit("kingdom"));
      (void)acta_gazetteer_word(g, lit("train"), NULL);
      (void)acta_gazetteer_by_iri(g, lit("http://www.wikidata.org/entity/Q1"));
      acta_gazetteer_free(g);
    }
  }
  ok(1);
  free(copy);
}

int main(void)
{
  static const char *const tables[] = {table_a, table_b, table_c};
  char                    *bytes = NULL, *again = NULL;
  size_t                   n = 0, m = 0;
  acta_gazetteer          *g   = NULL;
  acta_error               err = {0};
  ok(!compile(NULL, tables, 3, &bytes, &n, &err));
  ok(!compile(NULL, tables, 3, &again, &m, &err));
  ok(n == m && !memcmp(bytes, again, n));
  ok(!acta_gazetteer_open((acta_str){bytes, n}, NULL, &g, &err));
  if (g) {
    check_names(g);
    check_entries(g);
    check_overlay(g);
  }
  check_errors();
  check_damage(bytes, n);
  acta_gazetteer_free(g);
  free(bytes);
  free(again);
  return tap_done();
}
