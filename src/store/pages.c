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
#define MAX_TXN ((uint64_t)1 << 62)

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

// Checks the meta page at `at`; `*psize` is 0 before the first.  The size is
// asked for after the page, as a writer may make the file longer meanwhile.
static acta_status check_meta(int fd, off_t at, uint32_t *psize,
                              const char *path, acta_error *err)
{
  uint8_t     meta[META_BYTES];
  struct stat st;
  if (pread(fd, meta, sizeof(meta), at) != (ssize_t)sizeof(meta) ||
      fstat(fd, &st)) {
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
  if (get64(meta + META_TXN) >= MAX_TXN) {
    return damaged(err, path, "impossible transaction");
  }
  if (get64(meta + META_LAST) >= (uint64_t)st.st_size / p) {
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
    status = check_meta(fd, 0, &psize, path, err);
    if (!status) {
      status = check_meta(fd, (off_t)psize, &psize, path, err);
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
  DB_ENTRIES  = 32,
  DB_ROOT     = 40,
  DB_BYTES    = 48,
  P_BRANCH    = 1,
  P_LEAF      = 2,
  P_OVERFLOW  = 4,
  F_BIGDATA   = 1,
  F_SUBDATA   = 2,
  INTEGERKEY  = 8,
  MAX_DEPTH   = 30,
  MAX_KEY     = 511,
  MAX_PAGE    = 65536,
  TELL_EVERY  = 1 << 14, // pages: 64 MiB
};

#define NO_PAGE UINT64_MAX

typedef struct {
  const uint8_t *map;
  const char    *path;
  uint64_t       n_pages; // up to the last one in use
  uint64_t       txn_id;
  uint32_t       psize;
  uint8_t       *seen; // bit per page
  uint64_t      *stack, n_stack, cap_stack;
  uint64_t       done; // pages of trees
  acta_error    *err;

  const acta_store_options *how;
} walk;

// What a tree holds.
typedef enum { FREE_LIST, NAMES, RECORDS } tree_kind;

typedef struct {
  tree_kind      kind;
  uint64_t       entries; // met so far
  const uint8_t *key;     // the last one met in the leaves, NULL: none yet
  size_t         key_size;
} tree;

static acta_status bad_page(const walk *w, uint64_t page, const char *why)
{
  return acta_fail(w->err, ACTA_E_STORE, "'%s' is damaged: page %llu %s",
                   w->path, (unsigned long long)page, why);
}

static const uint8_t *page_at(const walk *w, uint64_t page)
{
  return w->map + page * w->psize;
}

static bool in_range(const walk *w, uint64_t page, uint64_t n)
{
  return page >= 2 && page < w->n_pages && n <= w->n_pages - page;
}

// Marks `n` pages from `page` on; false if out of range or met before.
static bool mark(const walk *w, uint64_t page, uint64_t n)
{
  if (!in_range(w, page, n)) {
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

// A list of free pages: their number, then the pages, falling.  A page that is
// free and in use as well would be overwritten by the next writer.
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
    if (free_page >= before || !mark(w, free_page, 1)) {
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

static bool key_less(const uint8_t *a, size_t n, const uint8_t *b, size_t m)
{
  const int c = memcmp(a, b, n < m ? n : m);
  return c < 0 || (c == 0 && n < m);
}

// Keys rise through all leaves.  Those of the free list are the transactions
// that freed the pages.
static bool next_key(const walk *w, tree *t, const uint8_t *key, size_t size)
{
  bool good = size > 0 && size <= MAX_KEY;
  if (t->kind == FREE_LIST) {
    good = size == 8 && get64(key) <= w->txn_id &&
           (!t->key || get64(t->key) < get64(key));
  } else if (good && t->key) {
    good = key_less(t->key, t->key_size, key, size);
  }
  t->key      = key;
  t->key_size = size;
  t->entries++;
  return good;
}

static uint64_t node_size(const uint8_t *node)
{
  return get16(node) | (uint64_t)get16(node + 2) << 16;
}

// A value that has pages of its own, which may be more than it needs.
static acta_status check_overflow(walk *w, uint64_t page, tree_kind kind,
                                  const uint8_t *node)
{
  const uint64_t size  = node_size(node);
  const uint64_t first = get64(node + NODE_HEADER + get16(node + NODE_KEY));
  const uint64_t need  = (PAGE_HEADER + size + w->psize - 1) / w->psize;
  const uint8_t *p     = in_range(w, first, need) ? page_at(w, first) : NULL;
  if (!p || get64(p) != first || get16(p + PAGE_FLAGS) != P_OVERFLOW ||
      get32(p + PAGE_LOWER) < need || !mark(w, first, get32(p + PAGE_LOWER))) {
    return bad_page(w, page, "points to overflow pages that are none");
  }
  return check_data(w, page, kind, p + PAGE_HEADER, size);
}

// Bytes of the page that a node takes, whose head lies in it.
static uint64_t node_takes(const uint8_t *node, bool leaf)
{
  const uint64_t key   = NODE_HEADER + (uint64_t)get16(node + NODE_KEY);
  const uint64_t value = !leaf ? 0
                         : get16(node + NODE_FLAGS) & F_BIGDATA
                           ? 8
                           : node_size(node);
  return (key + value + 1) & ~(uint64_t)1;
}

static acta_status check_leaf_node(walk *w, uint64_t page, tree *t,
                                   const uint8_t *node)
{
  const uint64_t size  = node_size(node);
  const uint16_t flags = get16(node + NODE_FLAGS), key = get16(node + NODE_KEY);
  // LMDB's me_nodemax: two nodes fit a page
  const uint64_t most = ((w->psize - PAGE_HEADER) / 2 & ~(uint64_t)1) - 2;
  const uint8_t *data = node + NODE_HEADER + key;
  const bool     big  = flags & F_BIGDATA;
  if (flags != (t->kind == NAMES ? F_SUBDATA : flags & F_BIGDATA) ||
      (t->kind == NAMES && size != DB_BYTES) ||
      (!big && NODE_HEADER + key + size > most)) {
    return bad_page(w, page, "has a node of an impossible kind");
  }
  if (!next_key(w, t, node + NODE_HEADER, key)) {
    return bad_page(w, page, "has a key out of order");
  }
  return big ? check_overflow(w, page, t->kind, node)
             : check_data(w, page, t->kind, data, size);
}

// The first key of a branch page stands for all that is less, so it is not
// looked at.
static acta_status check_branch_node(walk *w, uint64_t page,
                                     const uint8_t *before, const uint8_t *node)
{
  const uint16_t key = get16(node + NODE_KEY);
  if (key > MAX_KEY || (before && key == 0)) {
    return bad_page(w, page, "has a node of an impossible kind");
  }
  return push(w, node_size(node) | (uint64_t)get16(node + NODE_FLAGS) << 32);
}

// The nodes fill the page from `upper` on, without overlap or gap: each ends
// where another begins, and they take as much as there is.
static acta_status check_room(const walk *w, uint64_t number, const uint8_t *p,
                              uint32_t n, bool leaf)
{
  uint64_t       begins[MAX_PAGE / 128 + 1]; // bit per two bytes
  const uint32_t upper = get16(p + PAGE_UPPER);
  uint64_t       sum   = 0;
  bool           good  = true;
  memset(begins, 0, (w->psize / 128 + 1) * sizeof(*begins));
  begins[w->psize / 128] = 1; // the end of the page
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t at = get16(p + PAGE_HEADER + 2 * (size_t)i);
    if (at < upper || at % 2 || at > w->psize - NODE_HEADER) {
      return bad_page(w, number, "has a node that leaves it");
    }
    begins[at / 128] |= (uint64_t)1 << at / 2 % 64;
  }
  for (uint32_t i = 0; good && i < n; ++i) {
    const uint32_t at    = get16(p + PAGE_HEADER + 2 * (size_t)i);
    const uint64_t takes = node_takes(p + at, leaf), end = at + takes;
    good = end <= w->psize && begins[end / 128] >> end / 2 % 64 & 1;
    sum += takes;
  }
  return good && sum == w->psize - upper
           ? ACTA_OK
           : bad_page(w, number, "has a node that leaves it");
}

static void tell_progress(walk *w)
{
  if (++w->done % TELL_EVERY == 0 && w->how && w->how->verifying) {
    w->how->verifying(w->how->user, w->done, w->n_pages);
  }
}

static acta_status check_page(walk *w, uint64_t number, tree *t, bool *leaf)
{
  tell_progress(w);
  const uint8_t *p     = page_at(w, number);
  const uint16_t flags = get16(p + PAGE_FLAGS);
  const uint32_t lower = get16(p + PAGE_LOWER), upper = get16(p + PAGE_UPPER);
  const uint32_t n      = (lower - PAGE_HEADER) / 2;
  const uint8_t *before = NULL;
  *leaf                 = flags == P_LEAF;
  if (get64(p) != number || (flags != P_BRANCH && flags != P_LEAF) ||
      lower < PAGE_HEADER + (*leaf ? 2 : 4) || lower % 2 || lower > upper ||
      upper > w->psize) {
    return bad_page(w, number, "has a malformed head");
  }
  acta_status st = check_room(w, number, p, n, *leaf);
  for (uint32_t i = 0; !st && i < n; ++i) {
    const uint8_t *node = p + get16(p + PAGE_HEADER + 2 * (size_t)i);
    st                  = *leaf ? check_leaf_node(w, number, t, node)
                                : check_branch_node(w, number, before, node);
    before              = node;
  }
  return st;
}

// Level by level: all leaves must lie as deep as the tree says.
static acta_status walk_tree(walk *w, const uint8_t *db, tree_kind kind)
{
  const uint64_t root  = get64(db + DB_ROOT);
  const uint16_t depth = get16(db + DB_DEPTH), flags = get16(db + DB_FLAGS);
  const uint64_t base = w->n_stack; // a tree may be met inside of another
  tree           t    = {.kind = kind};
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
                                ? check_page(w, number, &t, &leaf)
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
  return !st && t.entries != get64(db + DB_ENTRIES)
           ? bad_page(w, root, "is the root of a tree of another size")
           : st;
}

static acta_status walk_state(walk *w, const uint8_t *meta)
{
  w->seen = calloc((size_t)(w->n_pages / 8 + 1), 1);
  if (!w->seen) {
    return acta_fail(w->err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status st = walk_tree(w, meta + META_DBS, FREE_LIST);
  return st ? st : walk_tree(w, meta + META_DBS + DB_BYTES, NAMES);
}

acta_status acta_pages_check_tree(int fd, const char *path, uint64_t txn_id,
                                  const acta_store_options *how,
                                  acta_error               *err)
{
  struct stat info;
  uint8_t     meta[META_BYTES];
  walk        w     = {.path = path, .txn_id = txn_id, .err = err, .how = how};
  const off_t which = (off_t)(txn_id & 1); // LMDB's rule
  if (fstat(fd, &info) ||
      pread(fd, meta, sizeof(meta), 0) != (ssize_t)sizeof(meta)) {
    return damaged(err, path, "it is cut short");
  }
  w.psize = get32(meta + META_PSIZE);
  if (pread(fd, meta, sizeof(meta), which * (off_t)w.psize) !=
        (ssize_t)sizeof(meta) ||
      get64(meta + META_TXN) < txn_id) {
    return bad_page(&w, (uint64_t)which, "is not of the last transaction");
  }
  if (get64(meta + META_TXN) > txn_id) {
    // a writer has committed twice meanwhile, so the file is in good use
    return ACTA_OK;
  }
  w.n_pages = get64(meta + META_LAST) + 1;
  if (w.n_pages > (uint64_t)info.st_size / w.psize) {
    return damaged(err, path, "it is cut short");
  }
  void *map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (map == MAP_FAILED) {
    return acta_fail(err, ACTA_E_IO, "cannot map '%s': %s", path,
                     strerror(errno));
  }
  w.map                = map;
  const acta_status st = walk_state(&w, meta);
  free(w.seen);
  free(w.stack);
  (void)munmap(map, (size_t)info.st_size);
  return st;
}
