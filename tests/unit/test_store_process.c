// SPDX-License-Identifier: MIT
// Several processes on one store: a writer killed at any instant leaves exactly
// the committed batches behind; readers beside a writer see whole batches only.
// This tests the end of a process, not of the power supply.
//
// ACTA_KILL_ROUNDS and ACTA_READ_SECONDS make it longer.
#include <acta/admin.h>

#include "../store_folder.h"
#include "../tap.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 100, READERS = 8 };

static char dir[] = "/tmp/acta-process-XXXXXX";

static acta_term iri(char *room, size_t size, const char *kind, unsigned i)
{
  const int n = snprintf(room, size, "http://example.org/%s/%u", kind, i);
  return (acta_term){.kind = ACTA_IRI, .value = {room, (size_t)n}};
}

static acta_status open_store(acta_store **store, acta_error *err)
{
  const acta_store_options options = {.create = true};
  return acta_store_open(dir, &options, store, err);
}

// Adds batch `number`: BATCH quads in a graph of their own, one in ten of them
// with a long text.
static acta_status add_batch(acta_store *store, unsigned number,
                             acta_error *err)
{
  static char long_text[3000];
  char        room[4][80];
  acta_txn   *txn  = NULL;
  acta_status st   = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  acta_sink  *sink = st ? NULL : acta_txn_sink(txn);
  memset(long_text, 'x', sizeof(long_text));
  for (unsigned i = 0; !st && i < BATCH; ++i) {
    acta_quad q = {iri(room[0], 80, "subject", number * 7 + i),
                   iri(room[1], 80, "predicate", i % 5),
                   iri(room[2], 80, "object", number * i % 1000),
                   iri(room[3], 80, "batch", number)};
    if (i % 10 == 0) {
      const int n  = snprintf(long_text, sizeof(long_text), "%u/%u", number, i);
      long_text[n] = ' ';
      q.o = (acta_term){.kind = ACTA_LITERAL, .value = {long_text, 3000}};
    }
    st = sink->quad(sink, &q, err);
  }
  if (st) {
    acta_txn_abort(txn);
    return st;
  }
  return acta_txn_commit(txn, err);
}

// ---- a writer that is killed

// Writes batches from `from` on and tells each commit by a byte.
static void write_batches(unsigned from, int report)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  if (open_store(&store, &err)) {
    _exit(2);
  }
  for (unsigned i = from;; ++i) {
    if (add_batch(store, i, &err) || write(report, "c", 1) != 1) {
      _exit(3);
    }
  }
}

typedef struct {
  unsigned batches; // graphs that are there
  bool     whole;   // each with all its quads, and numbered without a gap
} holding;

static acta_status note_graph(void *user, const acta_term *term, uint64_t quads)
{
  holding *h = user;
  char     room[80];
  h->whole = h->whole && quads == BATCH &&
             acta_str_eq(term->value, iri(room, 80, "batch", h->batches).value);
  h->batches++;
  return ACTA_OK;
}

// What the store holds; false on any error or if the check fails.
static bool look(holding *h, bool check)
{
  acta_store *store = NULL;
  acta_txn   *txn   = NULL;
  acta_error  err   = {.line = 0};
  *h                = (holding){0, true};
  acta_status st    = open_store(&store, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  st = st ? st : acta_txn_counts(txn, ACTA_BY_GRAPH, note_graph, h, &err);
  if (!st && check) {
    st = acta_txn_check(txn, &err);
  }
  if (st) {
    printf("# %s\n", err.text);
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return !st;
}

static void sleep_us(long us)
{
  const struct timespec t = {us / 1000000, us % 1000000 * 1000};
  (void)nanosleep(&t, NULL);
}

// Reads up to `max` bytes; how many came before the end.
static unsigned read_some(int fd, unsigned max)
{
  char     byte = 0;
  unsigned n    = 0;
  while (n < max) {
    const ssize_t got = read(fd, &byte, 1);
    if (got > 0) {
      ++n;
    } else if (got == 0 || errno != EINTR) {
      break;
    }
  }
  return n;
}

static unsigned read_all(int fd)
{
  return read_some(fd, UINT_MAX);
}

// Starts a writer, kills it, compares.  `*batches` is what was there before.
static bool kill_round(unsigned *batches, unsigned round)
{
  int fds[2];
  if (pipe(fds)) {
    return false;
  }
  (void)fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    (void)close(fds[0]);
    write_batches(*batches, fds[1]);
  }
  (void)close(fds[1]);
  unsigned told = read_some(fds[0], round % 5); // none: while it opens
  sleep_us((long)(round * 7919 % 6000));        // two batches or three
  (void)kill(child, SIGKILL);
  int status = 0;
  told += read_all(fds[0]);
  (void)close(fds[0]);
  (void)waitpid(child, &status, 0);
  holding h;
  if (!WIFSIGNALED(status) || !look(&h, true)) {
    return false;
  }
  // the last commit may have been made but not told
  const bool good = h.whole && (h.batches == *batches + told ||
                                h.batches == *batches + told + 1);
  if (!good) {
    printf("# %u batches, %u told, %u before, whole: %d\n", h.batches, told,
           *batches, h.whole);
  }
  *batches = h.batches;
  return good;
}

static bool kill_often(unsigned rounds)
{
  unsigned batches = 0;
  bool     good    = true;
  for (unsigned i = 0; good && i < rounds; ++i) {
    good = kill_round(&batches, i);
  }
  printf("# %u rounds, %u batches\n", rounds, batches);
  return good && batches > 0;
}

// ---- readers beside a writer

static double now(void)
{
  struct timespec t;
  (void)clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// In one snapshot: the batches without a gap, each whole, counted by a scan.
static bool read_once(acta_store *store, unsigned *least)
{
  acta_txn    *txn     = NULL;
  acta_cursor *cursor  = NULL;
  acta_error   err     = {.line = 0};
  acta_pattern pattern = {.union_graph = false};
  acta_quad    quad;
  uint64_t     n  = 0;
  holding      h  = {0, true};
  acta_status  st = acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  st = st ? st : acta_txn_counts(txn, ACTA_BY_GRAPH, note_graph, &h, &err);
  st = st ? st : acta_txn_match(txn, &pattern, &cursor, &err);
  while (!st && !(st = acta_cursor_next(cursor, &quad, &err))) {
    n += acta_str_starts(quad.g.value, ACTA_STR("http://example.org/batch/"));
  }
  acta_cursor_free(cursor);
  acta_txn_abort(txn);
  const bool good = st == ACTA_END && h.whole && h.batches >= *least &&
                    n == (uint64_t)h.batches * BATCH;
  if (!good) {
    printf("# %s: %u batches, %lu quads\n", err.text, h.batches,
           (unsigned long)n);
  }
  *least = h.batches;
  return good;
}

static int read_until(double end)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  unsigned    least = 0;
  bool        good  = !open_store(&store, &err);
  while (good && now() < end) {
    good = read_once(store, &least);
  }
  acta_store_close(store);
  (void)fflush(stdout);
  return good ? 0 : 1;
}

static bool read_and_write(double seconds)
{
  acta_store  *store = NULL;
  acta_error   err   = {.line = 0};
  pid_t        child[READERS];
  const double end = now() + seconds;
  holding      h;
  if (!look(&h, false)) {
    return false;
  }
  (void)fflush(stdout);
  for (int i = 0; i < READERS; ++i) {
    child[i] = fork();
    if (child[i] == 0) {
      _exit(read_until(end));
    }
  }
  bool     good = !open_store(&store, &err);
  unsigned n    = h.batches;
  while (good && now() < end) {
    good = !add_batch(store, n++, &err);
  }
  acta_store_close(store);
  for (int i = 0; i < READERS; ++i) {
    int status = 1;
    (void)waitpid(child[i], &status, 0);
    good = good && status == 0;
  }
  printf("# %u batches beside %d readers in %.0f s\n", n - h.batches, READERS,
         seconds);
  return good && look(&h, true) && h.whole && h.batches == n;
}

int main(void)
{
  const char *rounds  = getenv("ACTA_KILL_ROUNDS");
  const char *seconds = getenv("ACTA_READ_SECONDS");
  ok(mkdtemp(dir) != NULL);
  ok(kill_often(rounds ? (unsigned)atoi(rounds) : 25));
  ok(remove_store(dir));
  ok(mkdir(dir, 0777) == 0);
  ok(read_and_write(seconds ? atof(seconds) : 1));
  ok(remove_store(dir));
  return tap_done();
}
