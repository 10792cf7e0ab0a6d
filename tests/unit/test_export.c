// SPDX-License-Identifier: MIT
// An export of so many terms that they are sorted in pieces and lie in files:
// every quad once, in the order of the terms.
#include <acta/export.h>

#include "../tap.h"

#include <stdlib.h>

enum { QUADS = 370000 }; // terms that take more than eight MiB to sort

// Number `i` of a permutation of 0 to QUADS - 1.
static unsigned scatter(unsigned i)
{
  return (unsigned)((uint64_t)i * 7919 % QUADS);
}

static acta_status fill(acta_store *store, acta_error *err)
{
  acta_txn   *txn  = NULL;
  acta_status st   = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  acta_sink  *sink = st ? NULL : acta_txn_sink(txn);
  for (unsigned i = 0; !st && i < QUADS; ++i) {
    char            subject[64], object[64];
    const int       n = snprintf(subject, 64, "http://e/%06u", scatter(i));
    const int       m = snprintf(object, 64, "%u", i % 1000);
    const acta_quad q = {
      .s = {.kind = ACTA_IRI, .value = {subject, (size_t)n}},
      .p = {.kind = ACTA_IRI, .value = ACTA_STR("http://e/p")},
      .o = {.kind     = ACTA_LITERAL,
            .value    = {object, (size_t)m},
            .datatype = ACTA_STR("http://www.w3.org/2001/XMLSchema#integer")}};
    st = sink->quad(sink, &q, err);
  }
  if (st) {
    acta_txn_abort(txn);
    return st;
  }
  return acta_txn_commit(txn, err);
}

typedef struct {
  acta_sink sink;
  unsigned  n, odd; // quads; those that are not what has to come
} expectation;

static acta_status expect_quad(acta_sink *sink, const acta_quad *quad,
                               acta_error *err)
{
  expectation *e = (expectation *)sink;
  char         subject[64];
  (void)err;
  (void)snprintf(subject, 64, "http://e/%06u", e->n++);
  e->odd += !acta_str_eq(quad->s.value, acta_str_of(subject)) ||
            quad->o.kind != ACTA_LITERAL;
  return ACTA_OK;
}

static acta_status end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

int main(void)
{
  const acta_store_options  options = {.create = true};
  const acta_export_options all     = {.entailed = false};
  expectation               e       = {.sink = {expect_quad, NULL, end}};
  acta_store               *store   = NULL;
  acta_txn                 *txn     = NULL;
  acta_error                err     = {.line = 0};
  ok(!acta_store_open(NULL, &options, &store, &err));
  ok(!fill(store, &err));
  ok(!acta_txn_begin(store, ACTA_TXN_READ, &txn, &err));
  ok(!acta_txn_export(txn, &all, &e.sink, &err));
  ok(e.n == QUADS);
  ok(e.odd == 0);
  acta_txn_abort(txn);
  acta_store_close(store);
  return tap_done();
}
