// SPDX-License-Identifier: MIT
// What other processes do to a store that is open here: they outgrow the map
// reserved for it, and die with a snapshot in hand.  They are this program run
// again, so that nothing of this process's state is theirs.
#include <acta/admin.h>

#include "../store_folder.h"
#include "../tap.h"

#include <lmdb.h>

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define SMALL ((size_t)4 << 20)
#define LARGE ((size_t)64 << 20)
enum { HELD = 3 };

static const char  self[] = "/proc/self/exe";
static char        dir[]  = "/tmp/acta-sharing-XXXXXX";
static const char *folder = dir; // of the store; told to the processes begun

static acta_status open_store(size_t map_size, acta_store **store,
                              acta_error *err)
{
  const acta_store_options options = {
    .create = true, .no_sync = true, .map_size = map_size};
  return acta_store_open(folder, &options, store, err);
}

// Adds `n` quads with texts of a kilobyte.
static acta_status add(acta_store *store, const char *name, unsigned n,
                       acta_error *err)
{
  static char text[1024];
  acta_txn   *txn  = NULL;
  acta_status st   = acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  acta_sink  *sink = st ? NULL : acta_txn_sink(txn);
  memset(text, 'x', sizeof(text));
  for (unsigned i = 0; !st && i < n; ++i) {
    const int len     = snprintf(text, sizeof(text), "%s %u", name, i);
    text[len]         = ' ';
    const acta_quad q = {
      .s = {.kind = ACTA_IRI, .value = ACTA_STR("http://example.org/s")},
      .p = {.kind = ACTA_IRI, .value = ACTA_STR("http://example.org/p")},
      .o = {.kind = ACTA_LITERAL, .value = {text, sizeof(text)}}};
    st = sink->quad(sink, &q, err);
  }
  if (st) {
    acta_txn_abort(txn);
    return st;
  }
  return acta_txn_commit(txn, err);
}

static acta_status count(acta_store *store, uint64_t *n, acta_error *err)
{
  acta_txn        *txn = NULL;
  acta_store_stats stats;
  acta_status      st = acta_txn_begin(store, ACTA_TXN_READ, &txn, err);
  st                  = st ? st : acta_txn_stats(txn, &stats, err);
  acta_txn_abort(txn);
  *n = st ? 0 : stats.quads;
  return st;
}

// ---- the other processes; each returns its exit status

// Grows the store past the small map.
static int grow(void)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  acta_status st    = open_store(LARGE, &store, &err);
  st                = st ? st : add(store, "grown", 8000, &err);
  acta_store_close(store);
  return st ? 1 : 0;
}

// Takes snapshots, and waits to be killed.
static int hold(void)
{
  acta_store *store = NULL;
  acta_txn   *txn   = NULL;
  acta_error  err   = {.line = 0};
  acta_status st    = open_store(SMALL, &store, &err);
  for (int i = 0; !st && i < HELD; ++i) {
    st = acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  }
  if (st || write(STDOUT_FILENO, "h", 1) != 1) {
    return 1;
  }
  for (;;) {
    (void)pause();
  }
}

static int open_and_close(void)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  const bool  good  = !open_store(SMALL, &store, &err);
  acta_store_close(store);
  return good ? 0 : 1;
}

static int note_reader(const char *line, void *n)
{
  (void)line;
  ++*(int *)n;
  return 0;
}

// Exits with the number of readers that LMDB's table lists (past the heading).
static int readers(void)
{
  MDB_env *env = NULL;
  int      n   = 0;
  if (mdb_env_create(&env) || mdb_env_set_maxreaders(env, 1024) ||
      mdb_env_open(env, folder, MDB_RDONLY, 0666) ||
      mdb_reader_list(env, note_reader, &n) < 0) {
    return 255;
  }
  mdb_env_close(env);
  return n - 1;
}

static pid_t start(const char *what, int out)
{
  (void)fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    (void)dup2(out, STDOUT_FILENO);
    (void)execl(self, self, what, folder, (char *)NULL);
    _exit(127);
  }
  return child;
}

static int run(const char *what)
{
  int status = 0;
  (void)waitpid(start(what, STDERR_FILENO), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// ---- the tests

static void test_map_grown_elsewhere(acta_store *store)
{
  acta_error err    = {.line = 0};
  acta_txn  *before = NULL, *txn = NULL;
  uint64_t   n = 0;
  ok(!add(store, "first", 10, &err));
  ok(!acta_txn_begin(store, ACTA_TXN_READ, &before, &err));
  ok(run("grow") == 0);
  // the map cannot move under a snapshot
  ok(acta_txn_begin(store, ACTA_TXN_READ, &txn, &err) == ACTA_E_STORE);
  ok(strstr(err.text, "outgrown the address space") != NULL);
  acta_txn_abort(before);
  ok(!count(store, &n, &err));
  ok(n == 8010);
  ok(!add(store, "last", 10, &err));
  ok(!count(store, &n, &err) && n == 8020);
}

static void test_writer_follows(acta_store *store)
{
  acta_error err = {.line = 0};
  uint64_t   n   = 0;
  ok(run("grow") == 0);
  ok(!add(store, "last", 10, &err));
  ok(!count(store, &n, &err) && n == 8010);
}

static void test_map_full(acta_store *store)
{
  acta_error err = {.line = 0};
  uint64_t   n   = 0;
  ok(!add(store, "first", 10, &err));
  ok(add(store, "too many", 8000, &err) == ACTA_E_STORE);
  ok(strstr(err.text, "ACTA_MAP_SIZE") != NULL);
  ok(!count(store, &n, &err) && n == 10);
  ok(!add(store, "a few", 10, &err));
  ok(!count(store, &n, &err) && n == 20);
}

// While the store is open here, LMDB does not clear its table by itself.
static void test_dead_readers(acta_store *store)
{
  int  fds[2], status = 0;
  char byte = 0;
  (void)store;
  ok(!pipe(fds));
  const pid_t child = start("hold", fds[1]);
  (void)close(fds[1]);
  ok(read(fds[0], &byte, 1) == 1);
  (void)close(fds[0]);
  ok(run("readers") == HELD);
  ok(run("open") == 0);
  ok(run("readers") == HELD); // they live
  (void)kill(child, SIGKILL);
  (void)waitpid(child, &status, 0);
  ok(run("readers") == HELD);
  ok(run("open") == 0);
  ok(run("readers") == 0);
}

static void with_store(void (*test)(acta_store *store))
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  if (ok(mkdtemp(dir) != NULL) && ok(!open_store(SMALL, &store, &err))) {
    test(store);
  }
  acta_store_close(store);
  ok(remove_store(dir));
  memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
}

int main(int argc, char **argv)
{
  if (argc == 3) {
    folder = argv[2];
    return argv[1][0] == 'g'   ? grow()
           : argv[1][0] == 'h' ? hold()
           : argv[1][0] == 'r' ? readers()
                               : open_and_close();
  }
  with_store(test_map_grown_elsewhere);
  with_store(test_writer_follows);
  with_store(test_map_full);
  with_store(test_dead_readers);
  return tap_done();
}
