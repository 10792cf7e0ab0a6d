// SPDX-License-Identifier: MIT
// Random operations on a store and on a plain table in memory; both must tell
// the same at every step.
#include "store/scan.h"
#include "store/txn.h"

#include "../store_folder.h"
#include "../tap.h"

#include <stdlib.h>
#include <unistd.h>

enum { S = 37, P = 5, O = 61, G = 5 }; // g 0: the default graph

static unsigned char model[S][P][O][G], committed[S][P][O][G];
static unsigned long state = 1;

static unsigned rnd(unsigned n)
{
  state = state * 6364136223846793005UL + 1442695040888963407UL;
  return (unsigned)(state >> 33) % n;
}

static acta_term iri(char *room, size_t size, const char *kind, unsigned i)
{
  const int n = snprintf(room, size, "http://example.org/%s%u", kind, i);
  return (acta_term){.kind = ACTA_IRI, .value = {room, (size_t)n}};
}

#define XSD "http://www.w3.org/2001/XMLSchema#"

static acta_term object(char *room, size_t size, unsigned i)
{
  static const char *const types[] = {"", XSD "integer",
                                      XSD "nonNegativeInteger", XSD "decimal",
                                      "http://example.org/type"};
  acta_term                t       = {.kind = ACTA_LITERAL, .value = {room, 0}};
  if (i < 20) {
    return iri(room, size, "s", i); // objects that are subjects, too
  }
  t.value.n = (size_t)snprintf(room, size, i == 30 ? "%600u" : "%u", i);
  if (i % 6 == 5) {
    t.lang = ACTA_STR("en-GB");
  } else {
    t.datatype = acta_str_of(types[i % 5]);
  }
  if (i == 31) {
    t = (acta_term){.kind = ACTA_BLANK, .value = ACTA_STR("b31")};
  }
  return t;
}

typedef struct {
  char      room[4][1024];
  acta_quad quad;
} named_quad;

// Any of the numbers may be negative: "any" in that position.
static acta_quad *make(named_quad *q, int s, int p, int o, int g)
{
  static const acta_term none = {.kind = ACTA_NONE};
  q->quad.s = s < 0 ? none : iri(q->room[0], 1024, "s", (unsigned)s);
  q->quad.p = p < 0 ? none : iri(q->room[1], 1024, "p", (unsigned)p);
  q->quad.o = o < 0 ? none : object(q->room[2], 1024, (unsigned)o);
  q->quad.g = g <= 0 ? none : iri(q->room[3], 1024, "g", (unsigned)g);
  return &q->quad;
}

static bool term_eq(const acta_term *a, const acta_term *b)
{
  return a->kind == b->kind && acta_str_eq(a->value, b->value) &&
         acta_str_eq(a->lang, b->lang) && acta_str_eq(a->datatype, b->datatype);
}

static int number(const acta_term *t, int n,
                  acta_term (*term)(char *, size_t, unsigned))
{
  char room[1024];
  for (int i = 0; i < n; ++i) {
    const acta_term other = term(room, sizeof(room), (unsigned)i);
    if (term_eq(t, &other)) {
      return i;
    }
  }
  return -1;
}

static acta_term subject(char *room, size_t n, unsigned i)
{
  return iri(room, n, "s", i);
}

static acta_term predicate(char *room, size_t n, unsigned i)
{
  return iri(room, n, "p", i);
}

static acta_term graph(char *room, size_t n, unsigned i)
{
  return iri(room, n, "g", i);
}

static unsigned long expected(const int at[4], bool union_graph)
{
  unsigned long n = 0;
  for (int s = 0; s < S; ++s) {
    for (int p = 0; p < P; ++p) {
      for (int o = 0; o < O; ++o) {
        unsigned found = 0;
        for (int g = 0; g < G; ++g) {
          found += model[s][p][o][g] && (at[3] < 0 || at[3] == g);
        }
        if ((at[0] < 0 || at[0] == s) && (at[1] < 0 || at[1] == p) &&
            (at[2] < 0 || at[2] == o)) {
          n += union_graph ? found != 0 : found;
        }
      }
    }
  }
  return n;
}

// Matches one pattern; every quad must be in the model, none may come twice.
static bool agrees(acta_txn *txn, const int at[4], bool union_graph)
{
  static unsigned char seen[S][P][O][G];
  named_quad           q;
  acta_pattern         pattern = {.quad = *make(&q, at[0], at[1], at[2], at[3]),
                                  .default_graph = at[3] == 0,
                                  .union_graph   = union_graph};
  acta_cursor         *cursor  = NULL;
  acta_quad            quad;
  acta_error           err  = {.line = 0};
  unsigned long        n    = 0;
  bool                 good = true;
  const unsigned long  want = expected(at, union_graph);
  memset(seen, 0, sizeof(seen));
  if (acta_txn_match(txn, &pattern, &cursor, &err)) {
    printf("# %s\n", err.text);
    return false;
  }
  while (!acta_cursor_next(cursor, &quad, &err)) {
    const int s = number(&quad.s, S, subject),
              p = number(&quad.p, P, predicate), o = number(&quad.o, O, object),
              g = quad.g.kind == ACTA_NONE ? 0 : number(&quad.g, G, graph);
    if (s < 0 || p < 0 || o < 0 || g < 0 || seen[s][p][o][g] ||
        (!union_graph && !model[s][p][o][g])) {
      good = false;
      break;
    }
    seen[s][p][o][g] = 1;
    ++n;
  }
  acta_cursor_free(cursor);
  const uint64_t estimate = acta_txn_estimate(txn, &pattern);
  if (!union_graph && at[3] != -1 && estimate != want) {
    printf("# estimate %lu, want %lu\n", (unsigned long)estimate, want);
    good = false;
  }
  if (n != want) {
    printf("# %d %d %d %d union %d: %lu quads, want %lu\n", at[0], at[1], at[2],
           at[3], union_graph, n, want);
  }
  return good && n == want;
}

static bool check_some(acta_txn *txn, unsigned times)
{
  bool good = true;
  for (unsigned i = 0; good && i < times; ++i) {
    const int at[4] = {rnd(2) ? (int)rnd(S) : -1, rnd(2) ? (int)rnd(P) : -1,
                       rnd(2) ? (int)rnd(O) : -1, rnd(2) ? (int)rnd(G) : -1};
    const bool union_graph = at[3] < 0 && rnd(2);
    good                   = agrees(txn, at, union_graph);
  }
  return good;
}

static bool counts_agree(acta_txn *txn)
{
  for (int g = 1; g < G; ++g) {
    const int at[4] = {-1, -1, -1, g};
    char      room[64];
    acta_term t  = graph(room, sizeof(room), (unsigned)g);
    acta_id   id = 0;
    uint64_t  n  = 0;
    if (acta_txn_find(txn, &t, &id, NULL) ||
        (id && acta_txn_count(txn, 'g', id, &n, NULL)) ||
        n != expected(at, false)) {
      return false;
    }
  }
  const int all[4] = {-1, -1, -1, -1};
  uint64_t  n      = 0;
  return !acta_txn_count(txn, 'n', 0, &n, NULL) && n == expected(all, false);
}

// A burst of changes of one kind, mostly of neighbours.
static bool change(acta_txn *txn)
{
  acta_sink *sink = acta_txn_sink(txn);
  const bool add  = rnd(5) != 0;
  unsigned   n    = rnd(4) ? rnd(40) : rnd(3000);
  named_quad q;
  for (; n; --n) {
    const int s = (int)rnd(S), p = (int)rnd(P), o = (int)rnd(O),
              g           = (int)rnd(G);
    const acta_quad *quad = make(&q, s, p, o, g);
    if (add ? sink->quad(sink, quad, NULL) : acta_txn_remove(txn, quad, NULL)) {
      return false;
    }
    model[s][p][o][g] = add;
  }
  return true;
}

static bool write_some(acta_store *store)
{
  acta_txn *txn  = NULL;
  bool      good = !acta_txn_begin(store, ACTA_TXN_WRITE, &txn, NULL);
  if (good) {
    txn->chunk_rows = rnd(3) ? 50 + rnd(500) : 1 << 20; // make it spill
  }
  for (unsigned i = rnd(6); good && i; --i) {
    good = change(txn) && (rnd(2) || check_some(txn, 2));
  }
  if (good && rnd(4)) {
    good = !acta_txn_commit(txn, NULL);
    memcpy(committed, model, sizeof(model));
  } else {
    acta_txn_abort(txn);
    memcpy(model, committed, sizeof(model));
  }
  return good;
}

static bool read_some(acta_store *store)
{
  acta_txn *txn  = NULL;
  bool      good = !acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL) &&
              check_some(txn, 4) && counts_agree(txn);
  acta_txn_abort(txn);
  return good;
}

int main(void)
{
  char                     dir[]   = "/tmp/acta-model-XXXXXX";
  const acta_store_options options = {.create = true, .no_sync = true};
  acta_store              *store   = NULL;
  acta_error               err     = {.line = 0};
  const char              *rounds  = getenv("ACTA_MODEL_ROUNDS");
  ok(mkdtemp(dir) != NULL);
  ok(!acta_store_open(dir, &options, &store, &err));
  bool good = store != NULL;
  for (int i = rounds ? atoi(rounds) : 30; good && i > 0; --i) {
    good = write_some(store) && read_some(store);
    if (good && !rnd(8)) {
      acta_store_close(store);
      good = !acta_store_open(dir, &options, &store, &err);
    }
  }
  ok(good);
  acta_store_close(store);
  ok(remove_store(dir)); // no temporary file was left
  return tap_done();
}
