// SPDX-License-Identifier: MIT
// Readers and writers in threads of one process, each with a handle of its own
// on the same folder, which share one environment.
#include <acta/admin.h>

#include "../store_folder.h"
#include "../tap.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { WRITERS = 2, READERS = 4, BATCHES = 15, BATCH = 50 };

static char        dir[] = "/tmp/acta-threads-XXXXXX";
static atomic_uint writing;

static acta_status open_store(acta_store **store, acta_error *err)
{
  const acta_store_options options = {.create = true, .no_sync = true};
  return acta_store_open(dir, &options, store, err);
}

static acta_term iri(char *room, size_t size, const char *kind, unsigned i)
{
  const int n = snprintf(room, size, "http://example.org/%s%u", kind, i);
  return (acta_term){.kind = ACTA_IRI, .value = {room, (size_t)n}};
}

static acta_status add_batch(acta_store *store, unsigned number,
                             acta_error *err)
{
  char        room[4][64];
  acta_txn   *txn  = NULL;
  acta_status st   = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  acta_sink  *sink = st ? NULL : acta_txn_sink(txn);
  for (unsigned i = 0; !st && i < BATCH; ++i) {
    const acta_quad q = {iri(room[0], 64, "s", i), iri(room[1], 64, "p", i % 3),
                         iri(room[2], 64, "o", number),
                         iri(room[3], 64, "g", number % 4)};
    st                = sink->quad(sink, &q, err);
  }
  if (st) {
    acta_txn_abort(txn);
    return st;
  }
  return acta_txn_commit(txn, err);
}

static void *write_thread(void *arg)
{
  const unsigned first = *(const unsigned *)arg;
  acta_store    *store = NULL;
  acta_error     err   = {.line = 0};
  acta_status    st    = open_store(&store, &err);
  for (unsigned i = 0; !st && i < BATCHES; ++i) {
    st = add_batch(store, first + i, &err);
  }
  acta_store_close(store);
  atomic_fetch_sub(&writing, 1);
  return st ? arg : NULL;
}

static bool read_once(acta_store *store, uint64_t *least)
{
  acta_txn    *txn     = NULL;
  acta_cursor *cursor  = NULL;
  acta_pattern pattern = {.union_graph = true};
  acta_quad    quad;
  uint64_t     n  = 0;
  acta_status  st = acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL);
  st              = st ? st : acta_txn_match(txn, &pattern, &cursor, NULL);
  while (!st && !(st = acta_cursor_next(cursor, &quad, NULL))) {
    ++n;
  }
  acta_cursor_free(cursor);
  acta_txn_abort(txn);
  const bool good = st == ACTA_END && n % BATCH == 0 && n >= *least;
  *least          = n;
  return good;
}

static void *read_thread(void *arg)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  uint64_t    least = 0;
  bool        good  = !open_store(&store, &err);
  while (good && atomic_load(&writing)) {
    good = read_once(store, &least);
  }
  acta_store_close(store);
  return good ? NULL : arg;
}

// More transactions than fit: each further one is refused, nothing breaks.
static bool fill_readers(void)
{
  static acta_txn *txns[1100];
  acta_store      *store = NULL;
  acta_error       err   = {.line = 0};
  size_t           n     = 0;
  acta_status      st    = open_store(&store, &err);
  while (!st && n < 1100) {
    st = acta_txn_begin(store, ACTA_TXN_READ, &txns[n], &err);
    n += !st;
  }
  const bool full = st == ACTA_E_STORE && n == 1024 &&
                    strstr(err.text, "too many readers") != NULL;
  acta_txn  *writer  = NULL;
  const bool written = !acta_txn_begin(store, ACTA_TXN_WRITE, &writer, &err);
  acta_txn_abort(writer);
  for (size_t i = 0; i < n; ++i) {
    acta_txn_abort(txns[i]);
  }
  acta_store_close(store);
  return full && written;
}

int main(void)
{
  pthread_t threads[WRITERS + READERS];
  unsigned  first[WRITERS + READERS];
  bool      good = true;
  ok(mkdtemp(dir) != NULL);
  atomic_store(&writing, WRITERS);
  acta_store *store = NULL;
  ok(!open_store(&store, NULL)); // so that all of them share it
  for (unsigned i = 0; i < WRITERS + READERS; ++i) {
    first[i] = i * BATCHES;
    good     = good &&
           !pthread_create(&threads[i], NULL,
                           i < WRITERS ? write_thread : read_thread, &first[i]);
  }
  ok(good);
  for (unsigned i = 0; i < WRITERS + READERS; ++i) {
    void *failed = NULL;
    (void)pthread_join(threads[i], &failed);
    ok(failed == NULL);
  }
  uint64_t least = WRITERS * BATCHES * BATCH;
  ok(read_once(store, &least) && least == WRITERS * BATCHES * BATCH);
  acta_store_close(store);
  ok(fill_readers());
  ok(remove_store(dir));
  return tap_done();
}
