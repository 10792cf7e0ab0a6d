// SPDX-License-Identifier: MIT
// Any bytes as a query over a small store: it is refused with a message, or
// answers rows of as many terms as it has columns, each valid UTF-8.
#include "base/utf8.h"

#include <acta/query.h>
#include <acta/rdf.h>
#include <acta/store.h>

#include <stdlib.h>
#include <string.h>

int         LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);

// Rasqal's parser loses what it had built when it meets an error.
const char *__asan_default_options(void)
{
  return "detect_leaks=0";
}

static const char triples[] =
  "@prefix : <http://example.org/> .\n"
  "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
  ":a :p :b, :c, 1, 2.5, \"3\"^^xsd:float, \"x\"@en, \"two words\", true,\n"
  "  \"2020-01-02T03:04:05Z\"^^xsd:dateTime, \"2020-01-02\"^^xsd:date .\n"
  ":b :q :a, \"-2147483648\"^^xsd:int, \"bad\"^^xsd:integer ; a :C .\n"
  ":b :q \"99999999999999999999\"^^xsd:integer, \"P1D\"^^xsd:duration .\n"
  "_:x :p [] . :g { :a :p :b . :c :q \"l\"@en-GB } :h { :z :p \"\" }\n";

static void must(bool holds)
{
  if (!holds) {
    abort();
  }
}

static acta_txn *snapshot(void)
{
  static acta_store *store;
  static acta_txn   *txn;
  if (!txn) {
    must(!acta_store_open(NULL, NULL, &store, NULL));
    must(!acta_txn_begin(store, ACTA_TXN_WRITE, &txn, NULL));
    must(!acta_rdf_read_mem(acta_str_of(triples), ACTA_TRIG, NULL,
                            acta_txn_sink(txn), NULL));
    must(!acta_txn_commit(txn, NULL));
    must(!acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL));
  }
  return txn;
}

static void check_rows(acta_result *result, acta_error *err)
{
  const acta_term *row   = NULL;
  const size_t     width = acta_result_width(result);
  for (size_t i = 0; i < width; ++i) {
    must(acta_result_name(result, i).n != 0);
  }
  while (!acta_result_next(result, &row, err)) {
    for (size_t i = 0; i < width; ++i) {
      must(acta_utf8_invalid(row[i].value) == row[i].value.n);
    }
  }
}

static void ask(acta_str text)
{
  const acta_query_options how    = {"http://example.org/", 200, 300};
  acta_error               err    = {.line = 0};
  acta_query              *query  = NULL;
  acta_result             *result = NULL;
  if (acta_query_new(text, &how, &query, &err)) {
    must(err.text[0] != '\0');
    return;
  }
  if (!acta_query_run(query, snapshot(), &result, &err)) {
    check_rows(result, &err);
    acta_result_free(result);
  }
  acta_query_free(query);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  static const char prefixes[] =
    "PREFIX : <http://example.org/>\n"
    "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n";
  const size_t n    = sizeof(prefixes) - 1;
  char        *text = malloc(n + size + 1);
  if (!text) {
    return 0;
  }
  memcpy(text, prefixes, n);
  if (size) {
    memcpy(text + n, data, size);
  }
  ask((acta_str){text, n + size});
  free(text);
  return 0;
}
