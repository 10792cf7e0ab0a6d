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
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

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

static void ignore_signal(int number)
{
  (void)number;
}

// Opens and closes the store in another process, which signals interrupt.
static pid_t begin_open(bool read_only)
{
  const pid_t child = fork();
  if (child == 0) {
    const acta_store_options options = {.create    = !read_only,
                                        .read_only = read_only};
    const struct sigaction   ignore  = {.sa_handler = ignore_signal};
    acta_store              *store   = NULL;
    acta_error               err     = {.line = 0};
    (void)sigaction(SIGUSR1, &ignore, NULL);
    (void)alarm(30);
    if (read_only && geteuid() == 0 && setuid(65534)) {
      _exit(3);
    }
    const acta_status st = acta_store_open(dir, &options, &store, &err);
    acta_store_close(store);
    const bool told =
      strstr(err.text, "damaged") && strstr(err.text, path_of("data.mdb"));
    _exit(st ? told ? 1 : 2 : 0);
  }
  return child;
}

// 0: fine, 1: refused as damaged, else something else.
static int end_open(pid_t child)
{
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status)
           ? WEXITSTATUS(status)
           : -1;
}

static int try_open(void)
{
  return end_open(begin_open(false));
}

static void sleep_ms(long ms)
{
  const struct timespec t = {0, ms * 1000000};
  (void)nanosleep(&t, NULL);
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

static acta_status check_store(void)
{
  acta_store *store = NULL;
  acta_txn   *txn   = NULL;
  acta_error  err   = {.line = 0};
  acta_status st    = open_store(&store, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  st = st ? st : acta_txn_check(txn, &err);
  acta_txn_abort(txn);
  acta_store_close(store);
  return st;
}

// Who finds a damaged page leaves no mark, whatever the mark said before.
static void test_found_damage(void)
{
  ok(seal_damage() && check_store() == ACTA_E_STORE && try_open() == 1);
  ok(damage(false) && check_store() == ACTA_OK && try_open() == 0);
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

// A new file with the bytes and times of another.
static bool copy(const char *name, const char *to_name)
{
  static char   bytes[1 << 20];
  struct stat   st;
  const int     from = open(path_of(name), O_RDONLY);
  const int     to = open(path_of(to_name), O_WRONLY | O_CREAT | O_EXCL, 0666);
  const ssize_t n  = read(from, bytes, sizeof(bytes));
  bool          good = !fstat(from, &st) && n == (ssize_t)st.st_size &&
              write(to, bytes, (size_t)n) == n;
  const struct timespec times[2] = {st.st_atim, st.st_mtim};
  good                           = good && !futimens(to, times);
  (void)close(from);
  return !close(to) && good;
}

// Another file under the same name, even with the same times.
static void test_copy(void)
{
  ok(seal_damage() && copy("data.mdb", "copy"));
  ok(!rename(path_of("copy"), path_of("data.mdb")) && try_open() == 1);
}

// Another file under the same name while the old one is open elsewhere.
static void test_replaced(void)
{
  holder h;
  ok(damage(false) && try_open() == 0 && hold(&h));
  ok(copy("data.mdb", "copy") && !rename(path_of("copy"), path_of("data.mdb")));
  ok(damage(true) && try_open() == 1);
  ok(let_go(&h, false) && try_open() == 1);
  ok(damage(false) && try_open() == 0);
}

// Many at once: all see the same, damaged or not.
static void test_crowd(void)
{
  enum { CROWD = 12 };
  for (int bad = 0; bad < 2; ++bad) {
    pid_t    child[CROWD];
    unsigned same = 0;
    ok(damage(bad) && !unlink(path_of("clean")));
    for (int i = 0; i < CROWD; ++i) {
      child[i] = begin_open(false);
    }
    for (int i = 0; i < CROWD; ++i) {
      same += end_open(child[i]) == bad;
    }
    ok(same == CROWD);
  }
}

// While one process checks the pages, another waits, whatever signals come; if
// the first finds no good end, the other checks them itself.
static void test_wait(void)
{
  ok(seal_damage() && damage(true));
  const int fd = open(path_of("clean"), O_RDWR);
  ok(fd >= 0 && !flock(fd, LOCK_EX) && !ftruncate(fd, 0));
  const pid_t child = begin_open(false);
  bool        waits = true;
  for (int i = 0; i < 10; ++i) {
    sleep_ms(20);
    waits = waits && !kill(child, SIGUSR1) && !waitpid(child, NULL, WNOHANG);
  }
  ok(waits);
  ok(!flock(fd, LOCK_UN)); // the child has the file open, too
  (void)close(fd);
  ok(end_open(child) == 1);
}

// A child forked while the store is open has the lock as well: it must neither
// keep it nor give it up.
static void test_fork(void)
{
  acta_store *store = NULL;
  acta_error  err   = {.line = 0};
  int         fds[2];
  char        byte = 0;
  ok(damage(false) && !open_store(&store, &err) && !pipe(fds));
  const pid_t child = fork();
  if (child == 0) {
    (void)close(fds[1]);
    (void)!read(fds[0], &byte, 1);
    _exit(0);
  }
  const pid_t closing = fork();
  if (closing == 0) {
    acta_store_close(store);
    _exit(0);
  }
  ok(waitpid(closing, NULL, 0) == closing && in_use());
  ok(damage(true) && try_open() == 0); // it is open here still
  acta_store_close(store);
  ok(!in_use() && try_open() == 0); // the other child still lives
  (void)close(fds[0]);
  (void)close(fds[1]);
  ok(waitpid(child, NULL, 0) == child && damage(false));
}

// Who may not write the folder: a mark that fits is trusted, any other not,
// not even one that says the store is in use.
static void test_read_only(void)
{
  holder h;
  ok(seal_damage() && !chmod(path_of("lock.mdb"), 0666) &&
     !chmod(path_of("clean"), 0444) && !chmod(dir, 0555));
  ok(end_open(begin_open(true)) == 0 && !in_use());
  ok(damage(true) && end_open(begin_open(true)) == 1 &&
     end_open(begin_open(true)) == 1);
  ok(damage(false) && end_open(begin_open(true)) == 0);
  ok(!chmod(path_of("clean"), 0644) && !chmod(dir, 0755) && hold(&h));
  ok(!chmod(path_of("clean"), 0444) && damage(true) && in_use());
  ok(let_go(&h, true) && in_use() && end_open(begin_open(true)) == 1);
  ok(!chmod(path_of("clean"), 0644) && !unlink(path_of("clean")) &&
     !chmod(dir, 0555) && end_open(begin_open(true)) == 1);
  ok(damage(false) && end_open(begin_open(true)) == 0 && !chmod(dir, 0755));
}

int main(void)
{
  ok(mkdtemp(dir) != NULL && fill());
  test_who_checks();
  test_found_damage();
  test_bad_marks();
  test_copy();
  test_replaced();
  test_crowd();
  test_wait();
  test_fork();
  test_read_only();
  ok(remove_store(dir));
  return tap_done();
}
