// SPDX-License-Identifier: MIT
// Times what the commands do not show: a full scan, look-ups by subject, and
// small batches, synced or not.  Prints how many, wall time, processor time.
// After batches that are synced comes the same for the disk alone: as many
// pages as a batch wrote, scattered and synced, and then one more, as LMDB
// does. usage: bench_store scan|lookup|batch|batch-nosync DIR
#include <acta/admin.h>

#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LOOKUPS = 20000, BATCHES = 200, BATCH = 100, PAGE = 4096 };
enum { BARE_PAGES = 1 << 14 }; // of the file that the bare syncs are tried on

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

static moment median(moment *took)
{
  qsort(took, BATCHES, sizeof(*took), cmp);
  return took[BATCHES / 2];
}

// Number for a batch that the store does not hold: how many quads it holds.
static acta_status fresh_number(acta_store *store, int *number, acta_error *err)
{
  acta_store_stats stats = {.quads = 0};
  acta_txn        *txn   = NULL;
  acta_status      st    = acta_txn_begin(store, ACTA_TXN_READ, &txn, err);
  st                     = st ? st : acta_txn_stats(txn, &stats, err);
  acta_txn_abort(txn);
  *number = (int)stats.quads;
  return st;
}

// Median time of a batch.
static acta_status batch(acta_store *store, acta_error *err)
{
  static moment took[BATCHES];
  int           number = 0;
  acta_status   st     = fresh_number(store, &number, err);
  for (int i = 0; !st && i < BATCHES; ++i) {
    const moment begin = now();
    st                 = add_batch(store, number + i, err);
    took[i]            = since(begin);
  }
  tell(BATCH, median(took));
  return st;
}

// Pages that this process has written; 0 if the system does not tell.
static size_t pages_written(void)
{
  static const char name[] = "\nwchar: ";
  char              text[512];
  const int         fd = open("/proc/self/io", O_RDONLY);
  const ssize_t     n  = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
  (void)close(fd);
  text[n < 0 ? 0 : n] = 0;
  const char *found   = strstr(text, name);
  return found ? strtoull(found + sizeof(name) - 1, NULL, 10) / PAGE : 0;
}

static bool put_page(int fd, size_t number)
{
  static const char page[PAGE];
  return pwrite(fd, page, PAGE, (off_t)(number * PAGE)) == PAGE;
}

// Median time in which the disk alone takes `n` pages.
static acta_status bare(const char *dir, size_t n, acta_error *err)
{
  static moment took[BATCHES];
  char          path[512];
  (void)snprintf(path, sizeof(path), "%s/bare", dir);
  const int fd   = open(path, O_RDWR | O_CREAT | O_TRUNC, 0666);
  const int last = open(path, O_WRONLY | O_DSYNC);
  bool      good = fd >= 0 && last >= 0;
  for (size_t i = 0; good && i < BARE_PAGES; ++i) {
    good = put_page(fd, i);
  }
  good = good && !fsync(fd);
  for (size_t i = 0; good && i < BATCHES; ++i) {
    const moment begin = now();
    for (size_t page = 0; good && page < n; ++page) {
      good = put_page(fd, (i * 7919 + page * 127) % BARE_PAGES);
    }
    good    = good && !fdatasync(fd) && put_page(last, 0);
    took[i] = since(begin);
  }
  (void)close(fd);
  (void)close(last);
  (void)unlink(path);
  tell(n, median(took));
  return good ? ACTA_OK : acta_fail(err, ACTA_E_IO, "cannot write '%s'", path);
}

static acta_status batch_and_bare(acta_store *store, const char *dir,
                                  acta_error *err)
{
  const size_t      before = pages_written();
  const acta_status st     = batch(store, err);
  return st ? st : bare(dir, (pages_written() - before) / BATCHES, err);
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
         : options.no_sync   ? batch(store, &err)
                             : batch_and_bare(store, argv[2], &err);
  }
  acta_store_close(store);
  if (st) {
    (void)fprintf(stderr, "bench_store: %s\n", err.text);
  }
  return st ? 1 : 0;
}
