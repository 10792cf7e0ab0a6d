// SPDX-License-Identifier: MIT
#include "store/pages.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// LMDB's meta page on a 64-bit machine (mdb.c: MDB_page, MDB_meta, MDB_db).
enum {
  META_MAGIC   = 16,
  META_VERSION = 20,
  META_PSIZE   = 40, // md_pad of the free list's MDB_db
  META_DBS     = 40,
  META_LAST    = 136,
  META_TXN     = 144,
  META_BYTES   = 152,
};

#define LMDB_MAGIC 0xBEEFC0DEU

static uint16_t get16(const uint8_t *p)
{
  uint16_t v = 0;
  memcpy(&v, p, sizeof(v));
  return v;
}

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

// ---- the trees

// Page header and node; a page begins with its number (MDB_page, MDB_node).
enum {
  PAGE_FLAGS  = 10,
  PAGE_LOWER  = 12, // of an overflow page: how many pages (32 bits)
  PAGE_UPPER  = 14,
  PAGE_HEADER = 16,
  NODE_FLAGS  = 4,
  NODE_KEY    = 6,
  NODE_HEADER = 8,
  DB_FLAGS    = 4,
  DB_DEPTH    = 6,
  DB_ROOT     = 40,
  DB_BYTES    = 48,
  P_BRANCH    = 1,
  P_LEAF      = 2,
  P_OVERFLOW  = 4,
  F_BIGDATA   = 1,
  F_SUBDATA   = 2,
  INTEGERKEY  = 8,
  MAX_DEPTH   = 30,
};

#define NO_PAGE UINT64_MAX

typedef struct {
  const uint8_t *map;
  uint64_t       n_pages;
  uint32_t       psize;
  uint8_t       *seen; // bit per page
  uint64_t      *stack, n_stack, cap_stack;
  acta_error    *err;
} walk;

// What a tree holds.
typedef enum { FREE_LIST, NAMES, RECORDS } tree_kind;

static acta_status bad_page(const walk *w, uint64_t page, const char *why)
{
  return acta_fail(w->err, ACTA_E_STORE, "the store is damaged: page %llu %s",
                   (unsigned long long)page, why);
}

static const uint8_t *page_at(const walk *w, uint64_t page)
{
  return w->map + page * w->psize;
}

// Marks `n` pages from `page` on; false if out of range or met before.
static bool mark(const walk *w, uint64_t page, uint64_t n)
{
  if (page < 2 || page >= w->n_pages || n > w->n_pages - page) {
    return false;
  }
  for (uint64_t i = page; i < page + n; ++i) {
    if (w->seen[i / 8] >> i % 8 & 1) {
      return false;
    }
    w->seen[i / 8] |= (uint8_t)(1 << i % 8);
  }
  return true;
}

static acta_status push(walk *w, uint64_t page)
{
  if (w->n_stack == w->cap_stack) {
    const size_t cap  = w->cap_stack ? w->cap_stack * 2 : 256;
    uint64_t    *more = realloc(w->stack, cap * sizeof(*more));
    if (!more) {
      return acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
    }
    w->stack     = more;
    w->cap_stack = cap;
  }
  w->stack[w->n_stack++] = page;
  return ACTA_OK;
}

// A list of free pages: their number, then the pages, falling.
static acta_status check_free(const walk *w, uint64_t page, const uint8_t *data,
                              uint64_t size)
{
  const uint64_t n = size < 8 ? NO_PAGE : get64(data);
  if (size % 8 || n >= size / 8) {
    return bad_page(w, page, "has a malformed list of free pages");
  }
  uint64_t before = w->n_pages;
  for (uint64_t i = 1; i <= n; ++i) {
    const uint64_t free_page = get64(data + 8 * i);
    if (free_page < 2 || free_page >= before) {
      return bad_page(w, page, "has a malformed list of free pages");
    }
    before = free_page;
  }
  return ACTA_OK;
}

static acta_status walk_tree(walk *w, const uint8_t *db, tree_kind kind);

static acta_status check_data(walk *w, uint64_t page, tree_kind kind,
                              const uint8_t *data, uint64_t size)
{
  if (kind == FREE_LIST) {
    return check_free(w, page, data, size);
  }
  return kind == NAMES ? walk_tree(w, data, RECORDS) : ACTA_OK;
}

// `room` is what is left of the page from the node on.
static acta_status check_leaf_node(walk *w, uint64_t page, tree_kind kind,
                                   const uint8_t *node, uint32_t room)
{
  const uint64_t size  = get16(node) | (uint64_t)get16(node + 2) << 16;
  const uint16_t flags = get16(node + NODE_FLAGS);
  const uint32_t used  = NODE_HEADER + (uint32_t)get16(node + NODE_KEY);
  if (flags != (kind == NAMES ? F_SUBDATA : flags & F_BIGDATA) ||
      (kind == NAMES && size != DB_BYTES)) {
    return bad_page(w, page, "has a node of an impossible kind");
  }
  if (!(flags & F_BIGDATA)) {
    return used + size > room ? bad_page(w, page, "has a node that leaves it")
                              : check_data(w, page, kind, node + used, size);
  }
  if (used + 8 > room) {
    return bad_page(w, page, "has a node that leaves it");
  }
  const uint64_t first = get64(node + used);
  const uint64_t n     = (PAGE_HEADER + size + w->psize - 1) / w->psize;
  if (!mark(w, first, n) || get64(page_at(w, first)) != first ||
      get16(page_at(w, first) + PAGE_FLAGS) != P_OVERFLOW ||
      get32(page_at(w, first) + PAGE_LOWER) != n) {
    return bad_page(w, page, "points to overflow pages that are none");
  }
  return check_data(w, page, kind, page_at(w, first) + PAGE_HEADER, size);
}

static acta_status check_page(walk *w, uint64_t number, tree_kind kind,
                              bool *leaf)
{
  const uint8_t *p     = page_at(w, number);
  const uint16_t flags = get16(p + PAGE_FLAGS);
  const uint32_t lower = get16(p + PAGE_LOWER), upper = get16(p + PAGE_UPPER);
  const uint32_t n = (lower - PAGE_HEADER) / 2;
  *leaf            = flags == P_LEAF;
  if (get64(p) != number || (flags != P_BRANCH && flags != P_LEAF) ||
      lower < PAGE_HEADER + (*leaf ? 2 : 4) || lower % 2 || lower > upper ||
      upper > w->psize) {
    return bad_page(w, number, "has a malformed head");
  }
  acta_status st = ACTA_OK;
  for (uint32_t i = 0; !st && i < n; ++i) {
    const uint32_t at = get16(p + PAGE_HEADER + 2 * (size_t)i);
    if (at < upper || at % 2 || at > w->psize - NODE_HEADER) {
      return bad_page(w, number, "has a node that leaves it");
    }
    const uint8_t *node = p + at;
    if (*leaf) {
      st = check_leaf_node(w, number, kind, node, w->psize - at);
    } else if (NODE_HEADER + (uint32_t)get16(node + NODE_KEY) > w->psize - at) {
      st = bad_page(w, number, "has a node that leaves it");
    } else {
      st = push(w, get16(node) | (uint64_t)get16(node + 2) << 16 |
                     (uint64_t)get16(node + NODE_FLAGS) << 32);
    }
  }
  return st;
}

// Level by level: all leaves must lie as deep as the tree says.
static acta_status walk_tree(walk *w, const uint8_t *db, tree_kind kind)
{
  const uint64_t root  = get64(db + DB_ROOT);
  const uint16_t depth = get16(db + DB_DEPTH), flags = get16(db + DB_FLAGS);
  const uint64_t base = w->n_stack; // a tree may be met inside of another
  if (flags != (kind == FREE_LIST ? INTEGERKEY : 0) || depth > MAX_DEPTH ||
      (root == NO_PAGE) != (depth == 0)) {
    return bad_page(w, root, "is the root of a malformed tree");
  }
  acta_status st = root == NO_PAGE ? ACTA_OK : push(w, root);
  for (uint16_t level = 1; !st && level <= depth; ++level) {
    const uint64_t begin = base, end = w->n_stack;
    for (uint64_t i = begin; !st && i < end; ++i) {
      bool           leaf   = false;
      const uint64_t number = w->stack[i];
      st                    = mark(w, number, 1)
                                ? check_page(w, number, kind, &leaf)
                                : bad_page(w, number, "is used twice, or not there");
      if (!st && leaf != (level == depth)) {
        st = bad_page(w, number, "lies at an impossible depth");
      }
    }
    if (!st) { // the children take the place of their parents
      memmove(w->stack + base, w->stack + end,
              (w->n_stack - end) * sizeof(*w->stack));
      w->n_stack -= end - base;
    }
  }
  return st;
}

static acta_status walk_state(walk *w, uint64_t txn_id)
{
  for (uint64_t page = 0; page < 2; ++page) {
    const uint8_t *meta = page_at(w, page);
    if (get64(meta + META_TXN) == txn_id) {
      const acta_status st = walk_tree(w, meta + META_DBS, FREE_LIST);
      return st ? st : walk_tree(w, meta + META_DBS + DB_BYTES, NAMES);
    }
  }
  // a writer has committed twice meanwhile, so the file is in good use
  return ACTA_OK;
}

acta_status acta_pages_check_tree(int fd, uint64_t txn_id, acta_error *err)
{
  struct stat info;
  uint8_t     meta[META_BYTES];
  walk        w  = {.err = err};
  acta_status st = ACTA_OK;
  if (pread(fd, meta, sizeof(meta), 0) != (ssize_t)sizeof(meta) ||
      fstat(fd, &info)) {
    return acta_fail(err, ACTA_E_STORE, "the store is damaged: no first page");
  }
  w.psize   = get32(meta + META_PSIZE);
  w.n_pages = (uint64_t)info.st_size / w.psize;
  void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    return acta_fail(err, ACTA_E_IO, "cannot map the store: %s",
                     strerror(errno));
  }
  w.map  = map;
  w.seen = calloc((size_t)(w.n_pages / 8 + 1), 1);
  st     = w.seen ? walk_state(&w, txn_id)
                  : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  free(w.seen);
  free(w.stack);
  (void)munmap(map, (size_t)info.st_size);
  return st;
}
