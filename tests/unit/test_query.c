// SPDX-License-Identifier: MIT
#include "../tap.h"

#include <acta/query.h>

static acta_store *store_of(const char *turtle)
{
  acta_store *store = NULL;
  acta_txn   *txn   = NULL;
  acta_error  err   = {ACTA_OK, 0, 0, ""};
  ok(!acta_store_open(NULL, NULL, &store, &err));
  ok(!acta_txn_begin(store, ACTA_TXN_WRITE, &txn, &err));
  ok(!acta_rdf_read_mem(acta_str_of(turtle), ACTA_TRIG, NULL,
                        acta_txn_sink(txn), &err));
  ok(!acta_txn_commit(txn, &err));
  return store;
}

// Number of rows, and the status of the end in `*st`.
static size_t count(acta_result *r, acta_status *st)
{
  const acta_term *row = NULL;
  size_t           n   = 0;
  while (!(*st = acta_result_next(r, &row, NULL))) {
    ++n;
  }
  return n;
}

static void test_limits(acta_store *store)
{
  const acta_query_options two   = {NULL, 2, 0};
  acta_query              *query = NULL;
  acta_result             *r     = NULL;
  acta_txn                *txn   = NULL;
  acta_status              st    = ACTA_OK;
  ok(!acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL));
  ok(!acta_query_new(ACTA_STR("SELECT ?s { ?s ?p ?o }"), &two, &query, NULL));
  ok(!acta_query_run(query, txn, &r, NULL));
  ok(acta_result_width(r) == 1 && acta_str_is(acta_result_name(r, 0), "s"));
  ok(count(r, &st) == 2 && st == ACTA_E_LIMIT);
  acta_result_free(r);
  acta_query_free(query);
  // a product of four that a millisecond does not suffice for
  const acta_query_options quick = {NULL, 0, 1};
  ok(!acta_query_new(ACTA_STR("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . "
                              "?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o . ?q ?r ?s }"),
                     &quick, &query, NULL));
  st = acta_query_run(query, txn, &r, NULL);
  if (!st) {
    (void)count(r, &st);
    acta_result_free(r);
  }
  ok(st == ACTA_E_LIMIT);
  acta_query_free(query);
  acta_txn_abort(txn);
}

// Two queries at once, and one that is run again on a newer snapshot.
static void test_again(acta_store *store)
{
  acta_query  *a = NULL, *b = NULL;
  acta_result *ra = NULL, *rb = NULL;
  acta_txn    *txn = NULL;
  acta_status  st  = ACTA_OK;
  acta_error   err = {ACTA_OK, 0, 0, ""};
  ok(!acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL));
  ok(!acta_query_new(ACTA_STR("SELECT ?g { GRAPH ?g { ?s ?p ?o } }"), NULL, &a,
                     NULL));
  ok(!acta_query_new(ACTA_STR("ASK { <x:a> <x:p> <x:b> }"), NULL, &b, NULL));
  ok(!acta_query_run(a, txn, &ra, NULL));
  ok(!acta_query_run(b, txn, &rb, NULL));
  ok(acta_result_what(rb) == ACTA_RESULT_BOOLEAN && acta_result_boolean(rb));
  ok(count(ra, &st) == 1 && st == ACTA_END);
  acta_result_free(ra);
  acta_result_free(rb);
  acta_txn_abort(txn);
  ok(!acta_txn_begin(store, ACTA_TXN_WRITE, &txn, NULL));
  ok(!acta_rdf_read_mem(ACTA_STR("<x:h> { <x:a> <x:p> <x:c> }"), ACTA_TRIG,
                        NULL, acta_txn_sink(txn), NULL));
  ok(!acta_query_run(a, txn, &ra, &err)); // sees what is pending
  ok(count(ra, &st) == 2 && st == ACTA_END);
  acta_result_free(ra);
  acta_txn_abort(txn);
  acta_query_free(a);
  acta_query_free(b);
}

static void refused(const char *text, acta_status status, unsigned line)
{
  acta_error               err      = {ACTA_OK, 0, 0, ""};
  acta_query              *query    = NULL;
  const acta_query_options relative = {"a b", 0, 0};
  const acta_status        st       = acta_query_new(
                 acta_str_of(text), status == ACTA_E_ARG ? &relative : NULL, &query, &err);
  ok(st == status && err.line == line && err.text[0]);
}

int main(void)
{
  acta_store *store = store_of(
    "<x:a> <x:p> <x:b>, <x:c>, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 . "
    "<x:g> { <x:a> <x:p> <x:b> }");
  test_limits(store);
  test_again(store);
  refused("SELECT", ACTA_E_SYNTAX, 1);
  refused("SELECT * {\n ?s ?p }", ACTA_E_SYNTAX, 2);
  refused("SELECT * { ?s <x:a>* ?o }", ACTA_E_SYNTAX, 1);
  refused("ASK {}", ACTA_E_ARG, 0);
  acta_store_close(store);
  return tap_done();
}
