// SPDX-License-Identifier: MIT
#include <acta/admin.h>
#include <acta/load.h>

#include "base/file.h"
#include "store/txn.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

// A file of more bytes has a transaction of its own, as undoing it in memory
// would take that much memory.
#define LARGE ((size_t)64 << 20)
enum { SPOOL_BUFFER = 1 << 16, PROGRESS_EVERY = 4096 };

// ---- input as one piece of memory

static acta_status spool(gzFile in, int fd, acta_error *err)
{
  unsigned char *buffer = malloc(SPOOL_BUFFER);
  acta_status    st     = ACTA_OK;
  if (!buffer) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (int got = 1; !st && got > 0;) {
    got = gzread(in, buffer, SPOOL_BUFFER);
    st  = got > 0 ? ACTA_OK : acta_gz_end(in, err);
    for (int done = 0; !st && done < got;) {
      const ssize_t n = write(fd, buffer + done, (size_t)(got - done));
      if (n <= 0) {
        st =
          acta_env_fail(err, n ? errno : EIO, "cannot write a temporary file");
      }
      done += (int)n;
    }
  }
  free(buffer);
  return st;
}

static acta_status map_fd(int fd, acta_str *text, acta_error *err)
{
  struct stat st;
  if (fstat(fd, &st)) {
    return acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(errno));
  }
  *text = (acta_str){NULL, 0};
  if (st.st_size > 0) {
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED) {
      return acta_fail(err, ACTA_E_IO, "cannot map: %s", strerror(errno));
    }
    *text = (acta_str){p, (size_t)st.st_size};
  }
  return ACTA_OK;
}

// Unzips `fd` (or only copies it) to a temporary file and maps that.
static acta_status map_spooled(const acta_txn *txn, int fd, acta_str *text,
                               acta_error *err)
{
  const int temporary = acta_env_temporary(txn->store->env);
  if (temporary < 0) {
    return acta_env_fail(err, errno, "cannot make a temporary file");
  }
  const int   own = dup(fd);
  gzFile      in  = own < 0 ? NULL : gzdopen(own, "rb");
  acta_status st  = ACTA_OK;
  if (!in) {
    if (own >= 0) {
      (void)close(own);
    }
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  } else {
    st = spool(in, temporary, err);
    (void)gzclose_r(in);
  }
  st = st ? st : map_fd(temporary, text, err);
  (void)close(temporary);
  return st;
}

static bool is_gzip(int fd)
{
  unsigned char magic[2];
  return pread(fd, magic, 2, 0) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
}

static acta_status map_input(const acta_txn *txn, const char *path,
                             acta_str *text, acta_error *err)
{
  const bool  std_in = !strcmp(path, "-");
  FILE       *file   = std_in ? stdin : fopen(path, "rb");
  struct stat info;
  if (!file || fstat(fileno(file), &info)) {
    const acta_status st =
      acta_fail(err, ACTA_E_IO, "cannot open: %s", strerror(errno));
    if (file && !std_in) {
      (void)fclose(file);
    }
    return st;
  }
  const int   fd = fileno(file);
  acta_status st = ACTA_OK;
  if (S_ISDIR(info.st_mode)) {
    st = acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(EISDIR));
  } else if (std_in || !S_ISREG(info.st_mode) || is_gzip(fd)) {
    st = map_spooled(txn, fd, text, err);
  } else {
    st = map_fd(fd, text, err);
  }
  if (!std_in) {
    (void)fclose(file);
  }
  return st;
}

// ---- counting on the way into the transaction

typedef struct {
  acta_sink                sink;
  acta_sink               *to;
  const acta_load_options *options;
  uint64_t                 before, n;
} counter;

static acta_status count_quad(acta_sink *sink, const acta_quad *quad,
                              acta_error *err)
{
  counter *c = (counter *)sink;
  if (++c->n % PROGRESS_EVERY == 0 && c->options->progress) {
    c->options->progress(c->options->user, c->before + c->n);
  }
  return c->to->quad(c->to, quad, err);
}

static acta_status count_prefix(acta_sink *sink, acta_str name, acta_str iri,
                                acta_error *err)
{
  counter *c = (counter *)sink;
  return c->to->prefix(c->to, name, iri, err);
}

static acta_status count_end(acta_sink *sink, acta_error *err)
{
  counter *c = (counter *)sink;
  return c->to->end(c->to, err);
}

static acta_status read_text(acta_str text, const char *path,
                             const acta_load_options *options, acta_sink *to,
                             counter *count, acta_error *err)
{
  char               scope[32];
  const acta_hash128 hash = acta_hash128_of(text.p, text.n);
  const acta_syntax  syntax =
    options->syntax ? options->syntax : acta_syntax_by_suffix(path);
  (void)snprintf(scope, sizeof(scope), "f%016llx%04x",
                 (unsigned long long)hash.hi, (unsigned)(hash.lo & 0xFFFF));
  const acta_read_options read = {
    .base = options->base, .graph = options->graph, .blank_scope = scope};
  if (!syntax) {
    return acta_fail(err, ACTA_E_ARG,
                     "cannot tell the syntax from the name; say --format");
  }
  count->sink    = (acta_sink){count_quad, count_prefix, count_end};
  count->to      = to;
  count->options = options;
  return acta_rdf_read_mem(text, syntax, &read, &count->sink, err);
}

acta_status acta_txn_read(acta_txn *txn, const char *path,
                          const acta_load_options *options, acta_sink *sink,
                          uint64_t *quads, acta_error *err)
{
  acta_str    text  = {NULL, 0};
  counter     count = {.n = 0};
  acta_status st    = map_input(txn, path, &text, err);
  if (!st) {
    st = read_text(text, path, options, sink, &count, err);
    acta_file_unmap(text);
  }
  if (!st && quads) {
    *quads = count.n;
  }
  return st;
}

acta_status acta_txn_load(acta_txn *txn, const char *path,
                          const acta_load_options *options, uint64_t *quads,
                          acta_error *err)
{
  return acta_txn_read(txn, path, options, acta_txn_sink(txn), quads, err);
}

// ---- many files

typedef struct {
  acta_store              *store;
  const acta_load_options *options;
  acta_load_result        *result;
  acta_txn                *txn; // NULL: none begun
} job;

static acta_status begin(job *j, acta_error *err)
{
  if (j->txn) {
    return ACTA_OK;
  }
  const acta_status st = acta_txn_begin(j->store, ACTA_TXN_WRITE, &j->txn, err);
  if (st) {
    return st;
  }
  return j->options->no_entail
           ? acta_txn_entail_skip(j->txn, err)
           : acta_txn_entail(j->txn, j->options->ontology, err);
}

static acta_status commit(job *j, acta_error *err)
{
  acta_txn *txn = j->txn;
  j->txn        = NULL;
  return txn ? acta_txn_commit(txn, err) : ACTA_OK;
}

static void note_failure(job *j, const char *path, const acta_error *err)
{
  if (!j->result->failed++) {
    j->result->status = err->status;
  }
  if (j->options->failed) {
    j->options->failed(j->options->user, path, err);
  }
}

// Reads one mapped file; undoes it if it is malformed.
static acta_status load_one(job *j, const char *path, acta_str text,
                            acta_error *err)
{
  const bool  large = text.n > LARGE;
  acta_status st    = large ? commit(j, err) : ACTA_OK;
  st                = st ? st : begin(j, err);
  if (!st && !large) {
    st = acta_txn_mark(j->txn, err);
  }
  if (st) {
    return st;
  }
  counter    count = {.before = j->result->quads};
  acta_error bad   = {.line = 0};
  st = read_text(text, path, j->options, acta_txn_sink(j->txn), &count, &bad);
  if (st && j->txn->broken) { // the store, not the file
    *err = bad;
    return st;
  }
  if (!st) {
    j->result->quads += count.n;
    acta_txn_unmark(j->txn);
    return large ? commit(j, err) : ACTA_OK;
  }
  note_failure(j, path, &bad);
  if (large) {
    acta_txn_abort(j->txn);
    j->txn = NULL;
    return ACTA_OK;
  }
  return acta_txn_undo(j->txn, err);
}

static acta_status load_path(job *j, const char *path, acta_error *err)
{
  acta_str    text = {NULL, 0};
  acta_error  bad  = {.line = 0};
  acta_status st   = begin(j, err); // the spool file is the store's
  if (st) {
    return st;
  }
  if (map_input(j->txn, path, &text, &bad)) {
    note_failure(j, path, &bad);
    return ACTA_OK;
  }
  st = load_one(j, path, text, err);
  acta_file_unmap(text);
  return st;
}

acta_status acta_store_load(acta_store *store, const char *const *paths,
                            size_t n, const acta_load_options *options,
                            acta_load_result *result, acta_error *err)
{
  job j              = {.store = store, .options = options, .result = result};
  *result            = (acta_load_result){0, 0, ACTA_OK};
  acta_status status = ACTA_OK;
  for (size_t i = 0; !status && i < n; ++i) {
    status = load_path(&j, paths[i], err);
  }
  if (!status) {
    status = commit(&j, err);
  }
  acta_txn_abort(j.txn);
  return status;
}
