// SPDX-License-Identifier: MIT
// Fail each allocation of minting, mapping and linking in turn; every failure
// must be reported, none may leak.
#include <acta/fuse.h>
#include <acta/graph.h>

#include "../tap.h"

#include <stdlib.h>

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

static acta_status swallow(acta_sink *sink, const acta_quad *q, acta_error *err)
{
  (void)sink, (void)q, (void)err;
  return ACTA_OK;
}

static acta_status swallow_prefix(acta_sink *sink, acta_str name, acta_str iri,
                                  acta_error *err)
{
  (void)sink, (void)name, (void)iri, (void)err;
  return ACTA_OK;
}

static acta_status swallow_end(acta_sink *sink, acta_error *err)
{
  (void)sink, (void)err;
  return ACTA_OK;
}

static FILE *records;

static acta_status map(const acta_ontology *o)
{
  const acta_graph_options options = {.entail = true, .base = "urn:x:"};
  acta_sink                sink    = {swallow, swallow_prefix, swallow_end};
  acta_error               err     = {0};
  acta_graph              *g       = NULL;
  acta_record              r       = {.document = {.published = ACTA_NO_DAY}};
  acta_record_document     doc = {.published = ACTA_NO_DAY, .length = ACTA_NO};
  acta_arena              *a   = acta_arena_new(0);
  acta_record_reader      *reader = acta_record_reader_new(records);
  acta_status              st     = a && reader ? ACTA_OK : ACTA_E_NOMEM;
  rewind(records);
  st = st ? st : acta_graph_new(o, &options, &sink, &g, &err);
  st = st ? st : acta_graph_begin(g, &err);
  while (!st && !(st = acta_record_next(reader, a, &r, &err))) {
    if (r.kind == ACTA_RECORD_DOCUMENT) {
      doc = r.document;
      continue;
    }
    st = acta_fuse_mint(o, a, &r.event, 1, &err);
    st = st ? st : acta_graph_document(g, &doc, &r.event, 1, &err);
  }
  st = st == ACTA_END ? acta_graph_end(g, &err) : st;
  acta_record_reader_free(reader);
  acta_graph_free(g);
  acta_arena_free(a);
  return st;
}

static acta_status link(const acta_ontology *o)
{
  acta_error  err = {0};
  FILE       *out = fopen("/dev/null", "wb");
  acta_status st  = out ? ACTA_OK : ACTA_E_NOMEM;
  rewind(records);
  st = st ? st : acta_fuse_records(o, records, out, NULL, &err);
  if (out) {
    (void)fclose(out);
  }
  return st;
}

static void try_all(const acta_ontology *o,
                    acta_status (*run)(const acta_ontology *))
{
  calls = fail_at = 0;
  ok(run(o) == ACTA_OK);
  const size_t n   = calls;
  size_t       bad = 0;
  for (size_t i = 1; i <= n; ++i) {
    calls   = 0;
    fail_at = i;
    // stdio may not get its buffer or file and say so as a failure of its own
    const acta_status st = run(o);
    bad += st != ACTA_E_NOMEM && st != ACTA_E_IO && st != ACTA_OK;
  }
  fail_at = 0;
  ok(n > 2);
  ok(bad == 0);
}

int main(void)
{
  char        dir[4096];
  const char *build = getenv("BUILD");
  (void)snprintf(dir, sizeof(dir), "%s/data", build ? build : "build");
  const acta_ontology_options options = {.dir = dir};
  acta_ontology              *o       = NULL;
  acta_error                  err     = {0};
  ok(acta_ontology_open(&options, &o, &err) == ACTA_OK);
  records = fopen("tests/data/fuse/stream.ndjson", "rb");
  ok(records != NULL);
  if (records) {
    try_all(o, map);
    try_all(o, link);
    (void)fclose(records);
  }
  acta_ontology_free(o);
  return tap_done();
}
