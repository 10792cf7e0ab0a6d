// SPDX-License-Identifier: MIT
// Fail each allocation in turn; every failure must be reported, none may leak,
// and the store must stay as it was.
#include <acta/admin.h>
#include <acta/export.h>

#include "../store_folder.h"
#include "../tap.h"

#include <stdlib.h>
#include <unistd.h>

static size_t calls, fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
  return ++calls == fail_at ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
  return ++calls == fail_at ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
  return ++calls == fail_at ? NULL : __real_realloc(p, size);
}

static char dir[] = "/tmp/acta-oom-XXXXXX";

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"

static acta_term iri(const char *text)
{
  return (acta_term){.kind = ACTA_IRI, .value = acta_str_of(text)};
}

static acta_status count_quad(acta_sink *sink, const acta_quad *quad,
                              acta_error *err)
{
  (void)sink;
  (void)quad;
  (void)err;
  return ACTA_OK;
}

static acta_status end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

static acta_status add_all(acta_txn *txn)
{
  static char long_text[700];
  acta_sink  *sink = acta_txn_sink(txn);
  acta_status st   = ACTA_OK;
  memset(long_text, 'z', sizeof(long_text));
  const acta_quad schema = {iri("http://e/Cat"),
                            iri(RDFS "subClassOf"),
                            iri("http://e/Animal"),
                            {.kind = ACTA_NONE}};
  st                     = sink->quad(sink, &schema, NULL);
  for (int i = 0; !st && i < 40; ++i) {
    char name[32];
    (void)snprintf(name, sizeof(name), "http://e/%d", i);
    acta_quad q = {
      iri(name), iri(RDF "type"), iri("http://e/Cat"), {.kind = ACTA_NONE}};
    st  = sink->quad(sink, &q, NULL);
    q.p = iri("http://e/p");
    q.o = (acta_term){.kind = ACTA_LITERAL, .value = {long_text, 700}};
    q.g = iri("http://e/g");
    st  = st ? st : sink->quad(sink, &q, NULL);
  }
  return st;
}

static acta_status match_and_remove(acta_txn *txn)
{
  acta_pattern pattern = {.quad = {.p = iri("http://e/p")}};
  acta_cursor *cursor  = NULL;
  acta_quad    quad;
  acta_status  st = acta_txn_match(txn, &pattern, &cursor, NULL);
  st              = st ? st : acta_cursor_next(cursor, &quad, NULL);
  acta_cursor_free(cursor);
  pattern.quad.s = iri("http://e/7");
  pattern.quad.p = (acta_term){.kind = ACTA_NONE};
  return st ? st : acta_txn_remove_matching(txn, &pattern, NULL, NULL);
}

static acta_status run(bool commit)
{
  const acta_store_options  options = {.create = true, .no_sync = true};
  const acta_export_options all     = {.entailed = true};
  acta_sink                 sink    = {count_quad, NULL, end};
  acta_store               *store   = NULL;
  acta_txn                 *txn     = NULL;
  acta_status               st = acta_store_open(dir, &options, &store, NULL);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_WRITE, &txn, NULL);
  st = st ? st : acta_txn_entail(txn, NULL, NULL);
  st = st ? st : add_all(txn);
  st = st ? st : match_and_remove(txn);
  st = st ? st : acta_txn_export(txn, &all, &sink, NULL);
  st = st ? st : acta_txn_check(txn, NULL);
  if (!st && commit) {
    st  = acta_txn_commit(txn, NULL);
    txn = NULL;
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return st;
}

static uint64_t quads(void)
{
  const acta_store_options options = {.read_only = true};
  acta_store              *store   = NULL;
  acta_txn                *txn     = NULL;
  acta_store_stats         stats   = {.quads = 12345};
  acta_status              st = acta_store_open(dir, &options, &store, NULL);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL);
  st = st ? st : acta_txn_stats(txn, &stats, NULL);
  acta_txn_abort(txn);
  acta_store_close(store);
  return st ? 54321 : stats.quads;
}

int main(void)
{
  ok(mkdtemp(dir) != NULL);
  ok(run(false) == ACTA_OK); // makes the store
  calls = 0;
  ok(run(false) == ACTA_OK);
  const size_t n_allocs = calls;
  printf("# %zu allocations\n", n_allocs);
  bool reported = true;
  for (size_t i = 1; i <= n_allocs && reported; ++i) {
    calls    = 0;
    fail_at  = i;
    reported = run(false) == ACTA_E_NOMEM;
    if (!reported) {
      printf("# allocation %zu\n", i);
    }
  }
  ok(reported);
  fail_at = 0;
  ok(quads() == 0);
  ok(run(true) == ACTA_OK);
  ok(quads() == 81 - 2 + 39);
  ok(remove_store(dir));
  return tap_done();
}
