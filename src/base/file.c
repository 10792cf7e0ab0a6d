// SPDX-License-Identifier: MIT
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static acta_status io_fail(acta_error *err, const char *what, const char *path)
{
  return acta_fail(err, ACTA_E_IO, "%s '%s': %s", what, path, strerror(errno));
}

acta_status acta_gz_end(gzFile gz, acta_error *err)
{
  int code = Z_OK;
  (void)gzerror(gz, &code);
  switch (code) {
  case Z_OK:
  case Z_STREAM_END: return ACTA_OK;
  case Z_ERRNO:
    return acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(errno));
  case Z_MEM_ERROR: return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  case Z_BUF_ERROR:
    return acta_fail(err, ACTA_E_SYNTAX, "bad gzip data: cut off");
  default: return acta_fail(err, ACTA_E_SYNTAX, "bad gzip data");
  }
}

// Reads what `gz` holds; plain files pass through zlib unchanged.
static acta_status slurp(gzFile gz, size_t limit, char **p, size_t *n,
                         acta_error *err, const char *path)
{
  size_t cap = 65536, len = 0;
  char  *buf = malloc(cap + 1);
  while (buf) {
    const int  got = gzread(gz, buf + len, (unsigned)(cap - len));
    acta_error why = {.line = 0};
    if (got <= 0 && acta_gz_end(gz, &why)) {
      free(buf);
      return acta_fail(err, why.status, "'%s': %s", path, why.text);
    }
    len += (size_t)got;
    if (len > limit) {
      free(buf);
      return acta_fail(err, ACTA_E_LIMIT, "'%s' is larger than %zu bytes", path,
                       limit);
    }
    if (got == 0) {
      buf[len] = '\0';
      *p       = buf;
      *n       = len;
      return ACTA_OK;
    }
    if (len == cap) {
      cap         = cap < (size_t)1 << 26 ? cap * 2 : cap + ((size_t)1 << 26);
      char *again = realloc(buf, cap + 1);
      if (!again) {
        free(buf);
      }
      buf = again;
    }
  }
  return acta_fail(err, ACTA_E_NOMEM, "out of memory reading '%s'", path);
}

acta_status acta_file_read(const char *path, size_t limit, char **p, size_t *n,
                           acta_error *err)
{
  const bool  std_in = !strcmp(path, "-");
  struct stat st;
  const int fd = std_in ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return io_fail(err, "cannot open", path);
  }
  if (!fstat(fd, &st) && S_ISDIR(st.st_mode)) {
    (void)close(fd);
    errno = EISDIR;
    return io_fail(err, "cannot read", path);
  }
  gzFile gz = gzdopen(fd, "rb");
  if (!gz) {
    (void)close(fd);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory reading '%s'", path);
  }
  const acta_status status = slurp(gz, limit, p, n, err, path);
  (void)gzclose_r(gz);
  return status;
}

acta_status acta_file_map(const char *path, acta_str *bytes, acta_error *err)
{
  struct stat st;
  const int   fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return io_fail(err, "cannot open", path);
  }
  if (fstat(fd, &st)) {
    const acta_status status = io_fail(err, "cannot read", path);
    (void)close(fd);
    return status;
  }
  void *p = NULL;
  if (st.st_size > 0) {
    p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  }
  (void)close(fd);
  if (p == MAP_FAILED) {
    return io_fail(err, "cannot map", path);
  }
  *bytes = (acta_str){p, (size_t)st.st_size};
  return ACTA_OK;
}

void acta_file_unmap(acta_str bytes)
{
  if (bytes.p && bytes.n) {
    // munmap takes no const, though it only reads the address
    union {
      const char *in;
      void       *out;
    } address = {bytes.p};
    (void)munmap(address.out, bytes.n);
  }
}

acta_status acta_output_open(acta_output *o, const char *path, acta_error *err)
{
  *o = (acta_output){NULL, NULL, NULL};
  struct stat st;
  const bool  std_out = !path || !strcmp(path, "-");
  if (std_out) {
    o->file = stdout;
    return ACTA_OK;
  }
  // a device or a pipe is written straight, as it cannot be renamed over
  if (!stat(path, &st) && !S_ISREG(st.st_mode)) {
    o->path = strdup(path);
    o->file = o->path ? fopen(path, "wb") : NULL;
    if (!o->file) {
      const acta_status status = io_fail(err, "cannot write", path);
      acta_output_abort(o);
      return status;
    }
    return ACTA_OK;
  }
  const size_t n = strlen(path);
  o->path        = malloc(n + 1);
  o->temporary   = malloc(n + 8);
  if (!o->path || !o->temporary) {
    acta_output_abort(o);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  memcpy(o->path, path, n + 1);
  memcpy(o->temporary, path, n);
  memcpy(o->temporary + n, ".XXXXXX", 8);
  const int fd = mkstemp(o->temporary);
  o->file      = fd >= 0 ? fdopen(fd, "wb") : NULL;
  if (!o->file) {
    const acta_status status = io_fail(err, "cannot write", path);
    if (fd >= 0) {
      (void)close(fd);
    }
    acta_output_abort(o);
    return status;
  }
  const mode_t mask = umask(0);
  (void)umask(mask);
  (void)fchmod(fd, 0666 & ~mask);
  return ACTA_OK;
}

acta_status acta_output_commit(acta_output *o, acta_error *err)
{
  bool bad = fflush(o->file) || ferror(o->file);
  if (o->file != stdout) {
    bad     = fclose(o->file) || bad;
    o->file = NULL;
  }
  if (bad || (o->temporary && rename(o->temporary, o->path))) {
    const acta_status status =
      o->path ? io_fail(err, "cannot write", o->path)
              : acta_fail(err, ACTA_E_IO, "cannot write standard output: %s",
                          strerror(errno));
    acta_output_abort(o);
    return status;
  }
  free(o->temporary);
  o->temporary = NULL;
  acta_output_abort(o);
  return ACTA_OK;
}

void acta_output_abort(acta_output *o)
{
  if (o->file && o->file != stdout) {
    (void)fclose(o->file);
  }
  if (o->temporary) {
    (void)unlink(o->temporary);
  }
  free(o->temporary);
  free(o->path);
  *o = (acta_output){NULL, NULL, NULL};
}
