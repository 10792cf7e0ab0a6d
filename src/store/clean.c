// SPDX-License-Identifier: MIT
#include "store/clean.h"

#include "base/hash.h"
#include "store/format.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define MAGIC "actaclin"

enum { VERSION = 1, TICK = 11000000 }; // longest tick of file times, ns

// The file; see clean.h.
typedef struct {
  char     magic[8];
  uint32_t version, order;
  uint64_t in_use, device, inode, size;
  int64_t  data_s, data_ns, status_s, status_ns;
  uint64_t hash;
} record;

static uint64_t hash_of(const record *r)
{
  return acta_hash64(r, offsetof(record, hash), 0);
}

static bool describe(int data, bool in_use, record *r)
{
  struct stat st;
  if (fstat(data, &st)) {
    return false;
  }
  *r      = (record){.magic     = MAGIC,
                     .version   = VERSION,
                     .order     = ACTA_STORE_ORDER,
                     .in_use    = in_use,
                     .device    = (uint64_t)st.st_dev,
                     .inode     = (uint64_t)st.st_ino,
                     .size      = (uint64_t)st.st_size,
                     .data_s    = st.st_mtim.tv_sec,
                     .data_ns   = st.st_mtim.tv_nsec,
                     .status_s  = st.st_ctim.tv_sec,
                     .status_ns = st.st_ctim.tv_nsec};
  r->hash = hash_of(r);
  return true;
}

static bool is_record(const record *r)
{
  return !memcmp(r->magic, MAGIC, sizeof(r->magic)) && r->version == VERSION &&
         r->order == ACTA_STORE_ORDER && r->hash == hash_of(r);
}

// While it is in use, size and times go on changing.
static bool is_of(const record *r, int data)
{
  struct stat st;
  return !fstat(data, &st) && r->device == (uint64_t)st.st_dev &&
         r->inode == (uint64_t)st.st_ino;
}

static bool lock(const acta_clean *c, int how)
{
  int rc = 0;
  do {
    rc = flock(c->fd, how);
  } while (rc && errno == EINTR);
  return !rc;
}

static void put(const acta_clean *c, const record *r)
{
  if (c->writable) {
    (void)!pwrite(c->fd, r, sizeof(*r), 0);
  }
}

static void close_mark(acta_clean *c)
{
  (void)close(c->fd);
  *c = (acta_clean){.open = false};
}

static bool open_mark(acta_clean *c, const char *dir)
{
  const int   flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  char        path[4096];
  struct stat st;
  const int   n = snprintf(path, sizeof(path), "%s/clean", dir);
  *c            = (acta_clean){.open = false};
  if (n < 0 || (size_t)n >= sizeof(path)) {
    return false;
  }
  c->fd       = open(path, O_RDWR | O_CREAT | flags, 0666);
  c->writable = c->fd >= 0;
  if (!c->writable) {
    c->fd = open(path, O_RDONLY | flags);
  }
  c->open  = c->fd >= 0;
  c->owner = getpid();
  if (c->open && (fstat(c->fd, &st) || !S_ISREG(st.st_mode))) {
    close_mark(c);
  }
  return c->open;
}

bool acta_clean_open(acta_clean *c, const char *dir, int data)
{
  record mark, now;
  if (!open_mark(c, dir)) {
    return false;
  }
  const bool alone = lock(c, LOCK_EX | LOCK_NB);
  if (!alone && !lock(c, LOCK_SH)) { // a file system without locks
    close_mark(c);
    return false;
  }
  const bool told =
    pread(c->fd, &mark, sizeof(mark), 0) == (ssize_t)sizeof(mark) &&
    is_record(&mark);
  if (told && mark.in_use && !alone && c->writable && is_of(&mark, data)) {
    // those who hold it open have checked it; a mark that may not be written
    // cannot be withdrawn by who finds a fault, so it says nothing
    return true;
  }
  const bool trusted =
    told && describe(data, false, &now) && !memcmp(&mark, &now, sizeof(mark));
  if (!trusted && alone && c->writable) {
    (void)!ftruncate(c->fd, 0); // of who waits, nobody shall trust an old mark
  }
  return trusted;
}

void acta_clean_share(acta_clean *c, int data)
{
  record r;
  if (!c->open) {
    return;
  }
  if (describe(data, true, &r)) {
    put(c, &r);
  }
  // flock drops the lock before it takes the other: who slips in between sees
  // a store in use by nobody, and checks it once too often
  (void)lock(c, LOCK_SH);
}

void acta_clean_will_write(acta_clean *c)
{
  if (c->open && c->writable && !c->durable) {
    c->durable = !fdatasync(c->fd);
  }
}

// File times move in ticks: a change right after the mark was left must get
// another time than the last one before it.
static bool outlast_tick(int data)
{
  struct stat     st;
  struct timespec now;
  if (fstat(data, &st) || clock_gettime(CLOCK_REALTIME, &now)) {
    return false;
  }
  const int64_t s  = now.tv_sec - st.st_ctim.tv_sec;
  const int64_t ns = s * 1000000000 + now.tv_nsec - st.st_ctim.tv_nsec;
  if (s < 0 || ns < 0) {
    return false; // a clock that was put back
  }
  if (s < 2 && ns < TICK) {
    const struct timespec rest = {0, TICK - ns};
    (void)nanosleep(&rest, NULL);
  }
  return true;
}

static void leave(const acta_clean *c, int data)
{
  record before, after;
  if (!fdatasync(data) && describe(data, false, &before) &&
      outlast_tick(data) && describe(data, false, &after) &&
      !memcmp(&before, &after, sizeof(before))) {
    put(c, &after);
  }
}

void acta_clean_close(acta_clean *c, int data, bool sound)
{
  if (c->open && c->owner == getpid()) { // a forked child shares the lock
    if (sound && c->writable && lock(c, LOCK_EX | LOCK_NB)) {
      leave(c, data);
    }
    (void)lock(c, LOCK_UN); // closing does not, while a child has the file open
  }
  if (c->open) {
    close_mark(c);
  }
}
