// SPDX-License-Identifier: MIT
// The W3C suites for N-Triples, N-Quads, Turtle and TriG.  The folder that
// holds them is $ACTA_RDF_TESTS, else ../shared/rdf-tests beside the tree.
// What a good document says must also survive being written and read again, in
// every syntax; a bad one must be refused with line and column.
#include "../rdf_compare.h"
#include "../tap.h"

#include <acta/arena.h>
#include <acta/load.h>

#define MF "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
#define RDFT "http://www.w3.org/ns/rdftest#Test"
#define TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

typedef struct {
  acta_str name, type, action, result;
} test_case;

typedef struct {
  acta_sink   sink;
  acta_arena *arena;
  test_case   tests[512];
  size_t      n;
  acta_str    base;
} manifest;

static acta_str keep(manifest *m, acta_str s)
{
  return (acta_str){acta_arena_dup(m->arena, s.p, s.n), s.n};
}

static test_case *find(manifest *m, acta_str name)
{
  for (size_t i = 0; i < m->n; ++i) {
    if (acta_str_eq(name, m->tests[i].name)) {
      return &m->tests[i];
    }
  }
  m->tests[m->n].name = keep(m, name);
  return &m->tests[m->n++];
}

static acta_status on_quad(acta_sink *sink, const acta_quad *q, acta_error *err)
{
  manifest *m = (manifest *)sink;
  if (m->n + 1 >= sizeof(m->tests) / sizeof(m->tests[0])) {
    return acta_fail(err, ACTA_E_LIMIT, "too many tests");
  }
  if (acta_str_is(q->p.value, MF "assumedTestBase")) {
    m->base = keep(m, q->o.value);
  } else if (acta_str_is(q->p.value, MF "action")) {
    find(m, q->s.value)->action = keep(m, q->o.value);
  } else if (acta_str_is(q->p.value, MF "result")) {
    find(m, q->s.value)->result = keep(m, q->o.value);
  } else if (acta_str_is(q->p.value, TYPE) &&
             acta_str_starts(q->o.value, ACTA_STR(RDFT))) {
    find(m, q->s.value)->type = keep(m, q->o.value);
  }
  return ACTA_OK;
}

// The path of a file that the manifest names by an IRI below "m:".
static const char *path_of(manifest *m, const char *folder, acta_str iri)
{
  char text[1024];
  (void)snprintf(text, sizeof(text), "%s/%.*s", folder, (int)iri.n - 3,
                 iri.p + 3);
  return acta_arena_dup(m->arena, text, strlen(text));
}

static acta_status read_file(const char *path, const char *base, rdf_set *set,
                             acta_error *err)
{
  const acta_read_options options = {base, {0}, NULL, false};
  return acta_rdf_read_path(path, ACTA_SYNTAX_NONE, &options, &set->sink, err);
}

// Writes the document `path` in `syntax`, reads that again and compares.
static bool round_trip(const char *path, const char *base, acta_syntax syntax,
                       rdf_set *want)
{
  char                   *text    = NULL;
  size_t                  n       = 0;
  acta_error              err     = {ACTA_OK, 0, 0, ""};
  FILE                   *out     = open_memstream(&text, &n);
  acta_sink              *writer  = acta_writer_new(out, syntax);
  const acta_read_options options = {base, {0}, NULL, false};
  rdf_set                 got;
  rdf_set_init(&got);
  acta_status st =
    acta_rdf_read_path(path, ACTA_SYNTAX_NONE, &options, writer, &err);
  acta_writer_free(writer);
  (void)fclose(out);
  // RDF/XML cannot hold every graph, and says so
  const bool refused = syntax == ACTA_RDFXML && st == ACTA_E_ARG;
  if (!st) {
    st = acta_rdf_read_mem((acta_str){text, n}, syntax, NULL, &got.sink, &err);
  }
  const bool same = refused || (!st && rdf_set_same(want, &got));
  if (!same) {
    printf("# %s as %s: %s at %u:%u\n%.*s\n", path, acta_syntax_name(syntax),
           err.text, err.line, err.column, (int)n, text);
  }
  rdf_set_release(&got);
  free(text);
  return same;
}

static bool survives(const char *path, const char *base, rdf_set *want,
                     bool graphs)
{
  static const acta_syntax all[] = {ACTA_NQUADS, ACTA_TRIG, ACTA_NTRIPLES,
                                    ACTA_TURTLE, ACTA_RDFXML};
  for (size_t i = 0; i < (graphs ? 2 : sizeof(all) / sizeof(all[0])); ++i) {
    if (!round_trip(path, base, all[i], want)) {
      return false;
    }
  }
  return true;
}

// Loads the document as `acta load` does and walks over the store as `acta
// export` does.
static bool through_store(const char *path, const char *base, rdf_set *want)
{
  acta_error              err   = {ACTA_OK, 0, 0, ""};
  acta_store             *store = NULL;
  acta_txn               *txn   = NULL;
  acta_cursor            *all   = NULL;
  const acta_pattern      any   = {.union_graph = false};
  const acta_load_options how   = {.base = base, .no_entail = true};
  acta_load_result        result;
  acta_quad               q;
  rdf_set                 got;
  rdf_set_init(&got);
  acta_status st = acta_store_open(NULL, NULL, &store, &err);
  st = st ? st : acta_store_load(store, &path, 1, &how, &result, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  st = st ? st : acta_txn_match(txn, &any, &all, &err);
  while (!st && !(st = acta_cursor_next(all, &q, &err))) {
    st = rdf_set_quad(&got.sink, &q, &err);
  }
  const bool same =
    st == ACTA_END && !result.failed && rdf_set_same(want, &got);
  if (!same) {
    printf("# %s through the store: %s\n", path, err.text);
  }
  acta_cursor_free(all);
  acta_txn_abort(txn);
  acta_store_close(store);
  rdf_set_release(&got);
  return same;
}

static bool run_test(manifest *m, const char *folder, const test_case *t)
{
  char        base[1024];
  acta_error  err    = {ACTA_OK, 0, 0, ""};
  const char *path   = path_of(m, folder, t->action);
  const bool  graphs = strstr(path, ".trig") || strstr(path, ".nq");
  const char *slash  = strrchr(path, '/') + 1;
  bool        pass   = false;
  rdf_set     got, want;
  (void)snprintf(base, sizeof(base), "%.*s%s", (int)m->base.n, m->base.p,
                 slash);
  rdf_set_init(&got);
  rdf_set_init(&want);
  const acta_status st  = read_file(path, base, &got, &err);
  const acta_str    bad = ACTA_STR("Negative");
  const char       *negative =
    strstr(acta_arena_dup(m->arena, t->type.p, t->type.n), bad.p);
  if (negative) {
    pass = st == ACTA_E_SYNTAX && err.line && err.column && err.text[0];
  } else {
    pass = !st && (!t->result.n || (!read_file(path_of(m, folder, t->result),
                                               base, &want, &err) &&
                                    rdf_set_same(&got, &want)));
    pass = pass && survives(path, base, &got, graphs) &&
           through_store(path, base, &got);
  }
  if (!pass) {
    printf("# %s: %s (%u:%u %s)\n", path, acta_strstatus(st), err.line,
           err.column, err.text);
  }
  rdf_set_release(&got);
  rdf_set_release(&want);
  return pass;
}

static void run_suite(const char *root, const char *name, size_t at_least)
{
  char                    folder[768], path[1024];
  acta_error              err     = {ACTA_OK, 0, 0, ""};
  manifest               *m       = calloc(1, sizeof(*m));
  size_t                  passed  = 0;
  const acta_read_options options = {"m:/manifest.ttl", {0}, NULL, false};
  (void)snprintf(folder, sizeof(folder), "%s/rdf/rdf11/rdf-%s", root, name);
  (void)snprintf(path, sizeof(path), "%s/manifest.ttl", folder);
  m->sink.quad = on_quad;
  m->arena     = acta_arena_new(0);
  m->base      = ACTA_STR("http://example/base/"); // unless the manifest says
  ok(!acta_rdf_read_path(path, ACTA_TURTLE, &options, &m->sink, &err));
  for (size_t i = 0; i < m->n; ++i) {
    passed += m->tests[i].type.n && run_test(m, folder, &m->tests[i]);
  }
  printf("# %s: %zu of %zu\n", name, passed, m->n);
  ok(passed == m->n && m->n >= at_least);
  acta_arena_free(m->arena);
  free(m);
}

int main(void)
{
  const char *root = getenv("ACTA_RDF_TESTS");
  root             = root ? root : "../shared/rdf-tests";
  char path[1024];
  (void)snprintf(path, sizeof(path), "%s/rdf/rdf11/rdf-turtle/manifest.ttl",
                 root);
  FILE *there = fopen(path, "rb");
  if (!there) {
    printf("1..0 # SKIP no W3C suites in %s (set ACTA_RDF_TESTS)\n", root);
    return 0;
  }
  (void)fclose(there);
  run_suite(root, "n-triples", 70);
  run_suite(root, "n-quads", 87);
  run_suite(root, "turtle", 300);
  run_suite(root, "trig", 330);
  return tap_done();
}
