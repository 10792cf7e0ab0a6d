// SPDX-License-Identifier: MIT
// Cut and overwritten store files: an error, a failed check, or (if the change
// hit nothing of importance) the data, but never a crash.
//
// ACTA_DAMAGE_ROUNDS, _BATCHES and _SEED make it longer, larger and other.
#include <acta/admin.h>
#include <acta/export.h>

#include "../store_folder.h"
#include "../tap.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PAGE = 4096 };

static char     dir[] = "/tmp/acta-damage-XXXXXX";
static char     data[64], lock[64];
static uint64_t state = 7;

static unsigned rnd(unsigned n)
{
  state = state * 6364136223846793005U + 1442695040888963407U;
  return (unsigned)(state >> 33) % n;
}

static bool fill(void)
{
  const acta_store_options options = {.create = true, .no_sync = true};
  static char              text[9000];
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  acta_error               err   = {.line = 0};
  memset(text, 'y', sizeof(text));
  bool        good    = !acta_store_open(dir, &options, &store, &err);
  const char *batches = getenv("ACTA_DAMAGE_BATCHES"); // 1500: over 64 MiB
  const int   n       = batches ? atoi(batches) : 6; // so that pages are freed
  for (int batch = 0; good && batch < n; ++batch) {
    good = !acta_txn_begin(store, ACTA_TXN_WRITE, &txn, &err);
    for (int i = 0; good && i < 400; ++i) {
      char      room[3][64];
      const int l = snprintf(room[0], 64, "http://example.org/%d", i % 90);
      const int m = snprintf(room[1], 64, "text %d of %d", i, batch);
      const int k = snprintf(room[2], 64, "http://example.org/g%d", i % 3);
      acta_quad q = {
        .s = {.kind = ACTA_IRI, .value = {room[0], (size_t)l}},
        .p = {.kind = ACTA_IRI, .value = ACTA_STR("http://e/p")},
        .o = {.kind = ACTA_LITERAL, .value = {room[1], (size_t)m}}};
      if (i % 3) {
        q.g = (acta_term){.kind = ACTA_IRI, .value = {room[2], (size_t)k}};
      }
      if (i == 7) {
        q.o.value = (acta_str){text, sizeof(text) - (size_t)batch};
      }
      good = !acta_txn_sink(txn)->quad(acta_txn_sink(txn), &q, &err);
    }
    good = good && !acta_txn_commit(txn, &err);
  }
  acta_store_close(store);
  return good;
}

static acta_status ignore_quad(acta_sink *sink, const acta_quad *quad,
                               acta_error *err)
{
  (void)sink;
  (void)quad;
  (void)err;
  return ACTA_OK;
}

static acta_status ignore_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

static acta_status add_one(acta_txn *txn, acta_error *err)
{
  const acta_quad q = {.s = {.kind = ACTA_IRI, .value = ACTA_STR("http://e/s")},
                       .p = {.kind = ACTA_IRI, .value = ACTA_STR("http://e/p")},
                       .o = {.kind = ACTA_BLANK, .value = ACTA_STR("b")}};
  return acta_txn_sink(txn)->quad(acta_txn_sink(txn), &q, err);
}

// Uses all of the store.  0: no fault seen, 1: an error.
static int use(void)
{
  const acta_store_options  options = {.no_sync = true};
  const acta_export_options all     = {.entailed = true};
  acta_sink                 sink    = {ignore_quad, NULL, ignore_end};
  acta_store               *store   = NULL;
  acta_txn                 *txn     = NULL;
  acta_error                err     = {.line = 0};
  acta_status               st = acta_store_open(dir, &options, &store, &err);
  if (!st) {
    st = acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
    st = st ? st : acta_txn_export(txn, &all, &sink, &err);
    const acta_status checked = acta_txn_check(txn, &err);
    st                        = st ? st : checked;
    acta_txn_abort(txn);
    txn = NULL;
  }
  if (!st) {
    st = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, &err);
    st = st ? st : add_one(txn, &err);
    if (!st) {
      st = acta_txn_commit(txn, &err);
    } else {
      acta_txn_abort(txn);
    }
  }
  acta_store_close(store);
  return st && err.text[0] ? 1 : st ? 2 : 0;
}

static bool put_file(const char *bytes, size_t n)
{
  const int fd   = open(data, O_WRONLY | O_CREAT | O_TRUNC, 0666);
  bool      good = fd >= 0 && write(fd, bytes, n) == (ssize_t)n;
  return fd >= 0 && !close(fd) && good;
}

// Tries in a child; its exit status, or -1 if it was killed.
static int try_damaged(const char *bytes, size_t n)
{
  int status = -1;
  (void)unlink(lock);
  if (!put_file(bytes, n)) {
    return -1;
  }
  (void)fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    (void)alarm(120);
    _exit(use());
  }
  (void)waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char *read_file(size_t *n)
{
  struct stat st;
  const int   fd = open(data, O_RDONLY);
  if (fd < 0 || fstat(fd, &st)) {
    return NULL;
  }
  *n          = (size_t)st.st_size;
  char *bytes = malloc(*n);
  if (bytes && read(fd, bytes, *n) != (ssize_t)*n) {
    free(bytes);
    bytes = NULL;
  }
  (void)close(fd);
  return bytes;
}

// Overwrites a page.
static void scribble_page(char *bytes, size_t n)
{
  const size_t at = rnd((unsigned)(n / PAGE)) * PAGE;
  for (size_t i = 0; i < PAGE; ++i) {
    bytes[at + i] = (char)rnd(256);
  }
}

// Overwrites some bytes, mostly near the begin of a page, where its head is.
static void scribble(char *bytes, size_t n)
{
  size_t at = rnd((unsigned)n);
  if (rnd(2)) {
    at = at / PAGE * PAGE + rnd(64);
  }
  for (unsigned i = 1 + rnd(8); i && at < n; --i, ++at) {
    bytes[at] = (char)(rnd(3) ? rnd(256) : rnd(2) ? 255 : 0);
  }
}

// Puts one page in the place of another, with its number mended or not.
static void swap_pages(char *bytes, size_t n)
{
  const uint64_t to = rnd((unsigned)(n / PAGE));
  memcpy(bytes + to * PAGE, bytes + rnd((unsigned)(n / PAGE)) * (size_t)PAGE,
         PAGE);
  if (rnd(2)) {
    memcpy(bytes + to * PAGE, &to, sizeof(to));
  }
}

// Zeroes what a disk may have lost, from any byte on.
static void lose(char *bytes, size_t n)
{
  const size_t at   = rnd((unsigned)n);
  const size_t much = 1 + rnd(rnd(2) ? 16 : 3 * PAGE);
  memset(bytes + at, 0, much < n - at ? much : n - at);
}

// Copies a few words within a page: numbers that are possible, where they are
// not true.
static void shuffle(char *bytes, size_t n)
{
  char *page = bytes + (size_t)rnd((unsigned)(n / PAGE)) * PAGE;
  for (unsigned i = 1 + rnd(3); i; --i) {
    memcpy(page + 2 * (size_t)rnd(PAGE / 8), page + 2 * (size_t)rnd(PAGE / 2),
           2);
  }
}

// How long the file is then, of `n` bytes with eight pages of room behind.
static size_t damage(char *bytes, size_t n, unsigned round)
{
  static void (*const kinds[])(char *, size_t) = {
    scribble, scribble_page, swap_pages, lose, shuffle, scribble};
  enum { KINDS = sizeof(kinds) / sizeof(kinds[0]) };
  kinds[round % KINDS](bytes, n);
  if (rnd(16) == 0) { // and longer than it was
    const size_t more = 1 + rnd(8 * PAGE);
    memset(bytes + n, (char)rnd(256), more);
    return n + more;
  }
  return n;
}

int main(void)
{
  const char *rounds = getenv("ACTA_DAMAGE_ROUNDS");
  size_t      n      = 0;
  const char *seed   = getenv("ACTA_DAMAGE_SEED");
  state              = seed ? strtoull(seed, NULL, 10) : state;
  ok(mkdtemp(dir) != NULL);
  (void)snprintf(data, sizeof(data), "%s/data.mdb", dir);
  (void)snprintf(lock, sizeof(lock), "%s/lock.mdb", dir);
  ok(fill());
  char *whole = read_file(&n);
  char *bytes = malloc(n + 8 * (size_t)PAGE + 1);
  ok(whole && bytes && try_damaged(whole, n) == 0);
  unsigned     crashed = 0, silent = 0, told = 0;
  const size_t step = (n / 200 / PAGE + 1) * PAGE;
  for (size_t cut = PAGE; whole && bytes && cut < n; cut += step) {
    const int rc = try_damaged(whole, cut - (cut / PAGE % 4 ? 0 : rnd(PAGE)));
    crashed += rc < 0;
    silent += rc != 1;
  }
  ok(crashed == 0);
  ok(silent == 0); // every cut is noticed
  for (int i = rounds ? atoi(rounds) : 200; whole && bytes && i > 0; --i) {
    memcpy(bytes, whole, n);
    const size_t size = damage(bytes, n, (unsigned)i);
    const int    rc   = try_damaged(bytes, size);
    if (rc < 0 || rc > 1) {
      printf("# round %d: %d\n", i, rc);
    }
    crashed += rc < 0 || rc > 1;
    told += rc == 1;
  }
  ok(crashed == 0);
  ok(told > 0);
  printf("# %u of the overwritten files were noticed\n", told);
  free(whole);
  free(bytes);
  ok(remove_store(dir));
  return tap_done();
}
