// SPDX-License-Identifier: MIT
// The mark of a clean close: when the pages of a store are checked, and when
// they are trusted.  A damaged page tells which, as opening alone does not read
// it.
#include <acta/admin.h>

#include "../store_folder.h"
#include "../tap.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

enum { PAGE = 4096, PAGE_FLAGS = 10, IN_USE = 16, VERSION = 8 };

static char dir[] = "/tmp/acta-clean-XXXXXX";

static const char *path_of(const char *name)
{
  static char path[2][128];
  static int  turn;
  turn = !turn;
  (void)snprintf(path[turn], sizeof(path[turn]), "%s/%s", dir, name);
  return path[turn];
}

static acta_status open_store(acta_store **store, acta_error *err)
{
  const acta_store_options options = {.create = true};
  return acta_store_open(dir, &options, store, err);
}

static bool fill(void)
{
  acta_store *store = NULL;
  acta_txn   *txn   = NULL;
  acta_error  err   = {.line = 0};
  bool        good  = !open_store(&store, &err) &&
              !acta_txn_begin(store, ACTA_TXN_WRITE, &txn, &err);
  for (int i = 0; good && i < 500; ++i) {
    char      name[64];
    const int n = snprintf(name, sizeof(name), "http://example.org/%d", i);
    const acta_quad q = {
      .s = {.kind = ACTA_IRI, .value = {name, (size_t)n}},
      .p = {.kind = ACTA_IRI, .value = ACTA_STR("http://example.org/p")},
      .o = {.kind = ACTA_LITERAL, .value = ACTA_STR("text")}};
    good = !acta_txn_sink(txn)->quad(acta_txn_sink(txn), &q, &err);
  }
  good = good && !acta_txn_commit(txn, &err);
  acta_store_close(store);
  return good;
}

// Changes `n` bytes of a file of the store.
static bool patch(const char *name, off_t at, const void *bytes, size_t n)
{
  const int  fd   = open(path_of(name), O_WRONLY);
  const bool good = fd >= 0 && pwrite(fd, bytes, n, at) == (ssize_t)n;
  return fd >= 0 && !close(fd) && good;
}

static bool has(const char *page, const char *words)
{
  const size_t n = strlen(words);
  for (size_t i = 0; i + n <= PAGE; ++i) {
    if (!memcmp(page + i, words, n)) {
      return true;
    }
  }
  return false;
}

// Where the page of terms lies that has the words.
static off_t page_with(const char *words)
{
  static char page[PAGE];
  const int   fd = open(path_of("data.mdb"), O_RDONLY);
  off_t       at = 0, found = -1;
  while (fd >= 0 && found < 0 && pread(fd, page, PAGE, at) == PAGE) {
    found = has(page, words) ? at : -1;
    at += PAGE;
  }
  (void)close(fd);
  return found;
}

// Makes the page no page, or sound again.
static bool damage(bool now)
{
  static const unsigned char sound[2] = {2, 0}, bad[2] = {0xFF, 0xFF};
  const off_t                at = page_with("http://example.org/250");
  return at > 0 && patch("data.mdb", at + PAGE_FLAGS, now ? bad : sound, 2);
}

// Opens and closes the store in another process.  0: fine, 1: refused as
// damaged, else something else.
static int try_open(void)
{
  int         status = 0;
  const pid_t child  = fork();
  if (child == 0) {
    acta_store       *store = NULL;
    acta_error        err   = {.line = 0};
    const acta_status st    = open_store(&store, &err);
    acta_store_close(store);
    _exit(st ? strstr(err.text, "damaged") ? 1 : 2 : 0);
  }
  return waitpid(child, &status, 0) == child && WIFEXITED(status)
           ? WEXITSTATUS(status)
           : -1;
}

// A process that holds the store open until told to end, by closing it or by a
// signal that it cannot catch.
typedef struct {
  pid_t child;
  int   opened[2], leave[2];
} holder;

static bool hold(holder *h)
{
  char byte = 0;
  if (pipe(h->opened) || pipe(h->leave)) {
    return false;
  }
  h->child = fork();
  if (h->child == 0) {
    acta_store *store = NULL;
    acta_error  err   = {.line = 0};
    byte              = open_store(&store, &err) ? 'n' : 'y';
    (void)!write(h->opened[1], &byte, 1);
    (void)close(h->leave[1]);
    (void)!read(h->leave[0], &byte, 1);
    acta_store_close(store);
    _exit(0);
  }
  (void)close(h->leave[0]);
  return read(h->opened[0], &byte, 1) == 1 && byte == 'y';
}

static bool let_go(holder *h, bool kill_it)
{
  int status = 0;
  if (kill_it) {
    (void)kill(h->child, SIGKILL);
  }
  (void)close(h->leave[1]);
  const bool good = waitpid(h->child, &status, 0) == h->child;
  (void)close(h->opened[0]);
  (void)close(h->opened[1]);
  return good;
}

static bool in_use(void)
{
  unsigned char byte = 9;
  const int     fd   = open(path_of("clean"), O_RDONLY);
  const bool    good = fd >= 0 && pread(fd, &byte, 1, IN_USE) == 1;
  (void)close(fd);
  return good && byte == 1;
}

// Changed from outside: checked.  Changed while it is open: trusted by others,
// and by the next ones after a clean close, not after a kill.
static void test_who_checks(void)
{
  holder h;
  ok(try_open() == 0 && !in_use());
  ok(damage(true) && try_open() == 1);
  ok(damage(false) && try_open() == 0);
  ok(hold(&h) && in_use());
  ok(damage(true) && try_open() == 0 && in_use());
  ok(let_go(&h, false) && !in_use());
  ok(try_open() == 0);
  ok(damage(false) && hold(&h));
  ok(damage(true) && let_go(&h, true) && in_use());
  ok(try_open() == 1 && try_open() == 1);
  ok(damage(false) && try_open() == 0);
}

// Leaves a mark that fits a damaged store.
static bool seal_damage(void)
{
  holder h;
  return damage(false) && hold(&h) && damage(true) && let_go(&h, false) &&
         try_open() == 0;
}

// A mark that is no mark says nothing.
static void test_bad_marks(void)
{
  static const unsigned char newer[4] = {9, 0, 0, 0}, noise[8] = "noise";
  ok(seal_damage() && patch("clean", VERSION, newer, 4) && try_open() == 1);
  ok(seal_damage() && patch("clean", 30, noise, 8) && try_open() == 1);
  ok(seal_damage() && !truncate(path_of("clean"), 40) && try_open() == 1);
  ok(seal_damage() && !unlink(path_of("clean")) && try_open() == 1);
  ok(seal_damage() && !rename(path_of("clean"), path_of("old")) &&
     !symlink("old", path_of("clean")) && try_open() == 1);
  ok(!unlink(path_of("clean")) && !rename(path_of("old"), path_of("clean")));
  ok(damage(false) && !unlink(path_of("clean")) &&
     !mkdir(path_of("clean"), 0777) && try_open() == 0 && damage(true) &&
     try_open() == 1);
  ok(!rmdir(path_of("clean")));
}

// Another file under the same name, even with the same times.
static void test_copy(void)
{
  struct stat st;
  static char bytes[1 << 20];
  ok(seal_damage() && !stat(path_of("data.mdb"), &st));
  const int     from = open(path_of("data.mdb"), O_RDONLY);
  const int     to   = open(path_of("copy"), O_WRONLY | O_CREAT | O_EXCL, 0666);
  const ssize_t n    = read(from, bytes, sizeof(bytes));
  const struct timespec times[2] = {st.st_atim, st.st_mtim};
  ok(n == (ssize_t)st.st_size && write(to, bytes, (size_t)n) == n &&
     !futimens(to, times));
  (void)close(from);
  (void)close(to);
  ok(!rename(path_of("copy"), path_of("data.mdb")) && try_open() == 1);
}

int main(void)
{
  ok(mkdtemp(dir) != NULL && fill());
  test_who_checks();
  test_bad_marks();
  test_copy();
  ok(remove_store(dir));
  return tap_done();
}
