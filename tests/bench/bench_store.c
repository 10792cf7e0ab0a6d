// SPDX-License-Identifier: MIT
// Times what the commands do not show: a full scan, look-ups by subject, and
// small batches, synced or not.  Prints how many, wall time, processor time.
// usage: bench_store scan|lookup|batch|batch-nosync DIR
#include <acta/admin.h>

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LOOKUPS = 20000, BATCHES = 200, BATCH = 100 };

#define TYPE "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#define ACT "https://w3id.org/acta/ont#"

// Wall time and processor time.
typedef struct {
  double wall, cpu;
} moment;

static double clock_at(clockid_t id)
{
  struct timespec t;
  (void)clock_gettime(id, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static moment now(void)
{
  return (moment){clock_at(CLOCK_MONOTONIC),
                  clock_at(CLOCK_PROCESS_CPUTIME_ID)};
}

static moment since(moment begin)
{
  const moment end = now();
  return (moment){end.wall - begin.wall, end.cpu - begin.cpu};
}

static void tell(size_t n, moment took)
{
  (void)printf("%zu %.6f %.6f\n", n, took.wall, took.cpu);
}

static acta_term iri(const char *text)
{
  return (acta_term){.kind = ACTA_IRI, .value = acta_str_of(text)};
}

// Walks over all that match; copies up to `max` subjects if `subjects`.
static acta_status walk(acta_txn *txn, const acta_pattern *pattern,
                        char **subjects, size_t max, size_t *n, acta_error *err)
{
  acta_cursor *cursor = NULL;
  acta_quad    quad;
  acta_status  st = acta_txn_match(txn, pattern, &cursor, err);
  while (!st && !(st = acta_cursor_next(cursor, &quad, err))) {
    if (subjects && *n < max) {
      subjects[*n] = strndup(quad.s.value.p, quad.s.value.n);
    }
    ++*n;
  }
  acta_cursor_free(cursor);
  return st == ACTA_END ? ACTA_OK : st;
}

static acta_status scan(acta_store *store, acta_error *err)
{
  acta_txn          *txn   = NULL;
  const acta_pattern all   = {.union_graph = false};
  size_t             n     = 0;
  acta_status        st    = acta_txn_begin(store, ACTA_TXN_READ, &txn, err);
  const moment       begin = now();
  st                       = st ? st : walk(txn, &all, NULL, 0, &n, err);
  tell(n, since(begin));
  acta_txn_abort(txn);
  return st;
}

static acta_status lookup(acta_store *store, acta_error *err)
{
  static char       *subjects[1 << 20];
  acta_txn          *txn      = NULL;
  const acta_pattern mentions = {
    .quad = {.p = iri(TYPE), .o = iri(ACT "Mention")}};
  size_t      n = 0, found = 0;
  acta_status st = acta_txn_begin(store, ACTA_TXN_READ, &txn, err);
  st             = st ? st : walk(txn, &mentions, subjects, 1 << 20, &n, err);
  n              = n > 1 << 20 ? 1 << 20 : n;
  const size_t step  = n > LOOKUPS ? n / LOOKUPS : 1;
  const moment begin = now();
  size_t       done  = 0;
  for (size_t i = 0; !st && i < n && done < LOOKUPS; i += step, ++done) {
    const acta_pattern about = {.quad = {.s = iri(subjects[i])}};
    st                       = walk(txn, &about, NULL, 0, &found, err);
  }
  tell(done, since(begin));
  for (size_t i = 0; i < n; ++i) {
    free(subjects[i]);
  }
  acta_txn_abort(txn);
  return st;
}

static acta_status add_batch(acta_store *store, int number, acta_error *err)
{
  char        room[3][96];
  acta_txn   *txn  = NULL;
  acta_status st   = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  acta_sink  *sink = st ? NULL : acta_txn_sink(txn);
  (void)snprintf(room[2], sizeof(room[2]), "https://w3id.org/acta/b/%d",
                 number);
  for (int i = 0; !st && i < BATCH; ++i) {
    (void)snprintf(room[0], sizeof(room[0]),
                   "https://w3id.org/acta/b/%d/event/%d", number, i / 5);
    (void)snprintf(room[1], sizeof(room[1]), "text %d of %d", i, number);
    acta_quad q = {iri(room[0]), iri(ACT "quote"), iri(ACT "Meeting"),
                   iri(room[2])};
    if (i % 5) {
      q.o = (acta_term){.kind = ACTA_LITERAL, .value = acta_str_of(room[1])};
    } else {
      q.p = iri(TYPE);
    }
    st = sink->quad(sink, &q, err);
  }
  if (st) {
    acta_txn_abort(txn);
    return st;
  }
  return acta_txn_commit(txn, err);
}

static int cmp(const void *a, const void *b)
{
  const moment *x = a, *y = b;
  return (x->wall > y->wall) - (x->wall < y->wall);
}

// Median time of a batch.
static acta_status batch(acta_store *store, acta_error *err)
{
  static moment took[BATCHES];
  acta_status   st = ACTA_OK;
  for (int i = 0; !st && i < BATCHES; ++i) {
    const moment begin = now();
    st                 = add_batch(store, i, err);
    took[i]            = since(begin);
  }
  qsort(took, BATCHES, sizeof(took[0]), cmp);
  tell(BATCH, took[BATCHES / 2]);
  return st;
}

int main(int argc, char **argv)
{
  acta_error  err   = {.line = 0};
  acta_store *store = NULL;
  if (argc != 3) {
    return 2;
  }
  const acta_store_options options = {.no_sync =
                                        strcmp(argv[1], "batch-nosync") == 0};
  acta_status st = acta_store_open(argv[2], &options, &store, &err);
  if (!st) {
    st = argv[1][0] == 's'   ? scan(store, &err)
         : argv[1][0] == 'l' ? lookup(store, &err)
                             : batch(store, &err);
  }
  acta_store_close(store);
  if (st) {
    (void)fprintf(stderr, "bench_store: %s\n", err.text);
  }
  return st ? 1 : 0;
}
