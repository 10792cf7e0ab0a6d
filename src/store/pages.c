// SPDX-License-Identifier: MIT
#include "store/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// LMDB's meta page on a 64-bit machine (mdb.c: MDB_page, MDB_meta, MDB_db).
enum {
  META_MAGIC   = 16,
  META_VERSION = 20,
  META_PSIZE   = 40, // md_pad of the free list's MDB_db
  META_LAST    = 136,
  META_BYTES   = 152,
};

#define LMDB_MAGIC 0xBEEFC0DEU

static uint32_t get32(const uint8_t *p)
{
  uint32_t v = 0;
  memcpy(&v, p, sizeof(v));
  return v;
}

static uint64_t get64(const uint8_t *p)
{
  uint64_t v = 0;
  memcpy(&v, p, sizeof(v));
  return v;
}

static acta_status damaged(acta_error *err, const char *path, const char *why)
{
  return acta_fail(err, ACTA_E_STORE, "'%s' is damaged, or not a store: %s",
                   path, why);
}

// Checks the meta page at `at`; `*psize` is 0 before the first.
static acta_status check_meta(int fd, off_t at, off_t size, uint32_t *psize,
                              const char *path, acta_error *err)
{
  uint8_t meta[META_BYTES];
  if (pread(fd, meta, sizeof(meta), at) != (ssize_t)sizeof(meta)) {
    return damaged(err, path, "it is cut short");
  }
  if (get32(meta + META_MAGIC) != LMDB_MAGIC ||
      (get32(meta + META_VERSION) & 0xFF) != 1) {
    return damaged(err, path, "no LMDB file");
  }
  const uint32_t p = get32(meta + META_PSIZE);
  if (p < 512 || p > 65536 || (p & (p - 1)) || (*psize && *psize != p)) {
    return damaged(err, path, "impossible page size");
  }
  *psize = p;
  if (get64(meta + META_LAST) >= (uint64_t)size / p) {
    return damaged(err, path, "it is cut short");
  }
  return ACTA_OK;
}

acta_status acta_pages_check_file(const char *path, acta_error *err)
{
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return acta_fail(err, ACTA_E_STORE, "cannot open '%s': %s", path,
                     strerror(errno));
  }
  struct stat st;
  uint32_t    psize  = 0;
  acta_status status = ACTA_OK;
  if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
    status = damaged(err, path, "not a regular file");
  } else if (st.st_size > 0) {
    status = check_meta(fd, 0, st.st_size, &psize, path, err);
    if (!status) {
      status = check_meta(fd, (off_t)psize, st.st_size, &psize, path, err);
    }
  }
  (void)close(fd);
  return status;
}
