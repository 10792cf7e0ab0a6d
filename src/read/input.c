// SPDX-License-Identifier: MIT
#include "read/input.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 65536, PEEK = 4096 };

acta_status acta_input_open(acta_input *s, const char *path, acta_error *err)
{
  struct stat st;
  const bool  std_in = !strcmp(path, "-");
  const int fd = std_in ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    return acta_fail(err, ACTA_E_IO, "cannot open: %s", strerror(errno));
  }
  if (!fstat(fd, &st) && S_ISDIR(st.st_mode)) {
    (void)close(fd);
    return acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(EISDIR));
  }
  s->gz = gzdopen(fd, "rb");
  if (!s->gz) {
    (void)close(fd);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return ACTA_OK;
}

acta_status acta_input_memory(acta_input *s, acta_str bytes, acta_error *err)
{
  (void)err;
  s->memory = bytes;
  return ACTA_OK;
}

void acta_input_release(acta_input *s)
{
  if (s->gz) {
    (void)gzclose_r(s->gz);
  }
  free(s->buf);
  memset(s, 0, sizeof(*s));
}

// Makes room for another chunk behind what is read ahead.
static bool make_room(acta_input *s)
{
  if (s->at) {
    memmove(s->buf, s->buf + s->at, s->n - s->at);
    s->n -= s->at;
    s->at = 0;
  }
  if (s->cap - s->n >= CHUNK) {
    return true;
  }
  const size_t cap = s->cap * 2 + CHUNK;
  char        *buf = cap > s->cap ? realloc(s->buf, cap) : NULL;
  if (!buf) {
    return false;
  }
  s->buf = buf;
  s->cap = cap;
  return true;
}

// Reads some more; sets `ended` when there is none.
static acta_status fill(acta_input *s, acta_error *err)
{
  if (!make_room(s)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (!s->gz) {
    const size_t n = s->memory.n < CHUNK ? s->memory.n : CHUNK;
    if (n) {
      memcpy(s->buf + s->n, s->memory.p, n);
      s->memory.p += n;
    }
    s->memory.n -= n;
    s->n += n;
    s->ended = !n;
    return ACTA_OK;
  }
  const int got = gzread(s->gz, s->buf + s->n, CHUNK);
  s->ended      = got <= 0;
  s->n += s->ended ? 0 : (size_t)got;
  return s->ended ? acta_gz_end(s->gz, err) : ACTA_OK;
}

acta_status acta_input_peek(acta_input *s, acta_str *bytes, acta_error *err)
{
  acta_status status = ACTA_OK;
  while (!status && !s->ended && s->n - s->at < PEEK) {
    status = fill(s, err);
  }
  *bytes = (acta_str){s->buf + s->at, s->n - s->at};
  return status;
}

acta_status acta_input_all(acta_input *s, size_t limit, acta_str *bytes,
                           acta_error *err)
{
  acta_status status = ACTA_OK;
  while (!status && !s->ended) {
    status = fill(s, err);
    if (!status && s->n - s->at > limit) {
      status = acta_fail(err, ACTA_E_LIMIT,
                         "larger than the limit of %zu bytes", limit);
    }
  }
  *bytes = (acta_str){s->buf ? s->buf + s->at : "", s->n - s->at};
  return status;
}

// Drops the rest of a line that is too long.
static acta_status skip_line(acta_input *s, acta_error *err)
{
  acta_status status = ACTA_OK;
  while (!status) {
    const char *lf = memchr(s->buf + s->at, '\n', s->n - s->at);
    if (lf) {
      s->at = (size_t)(lf - s->buf) + 1;
      return ACTA_OK;
    }
    s->at = s->n;
    if (s->ended) {
      return ACTA_OK;
    }
    status = fill(s, err);
  }
  return status;
}

acta_status acta_input_line(acta_input *s, size_t limit, acta_str *line,
                            acta_error *err)
{
  size_t searched = 0;
  for (;;) {
    const size_t have = s->n - s->at;
    const char  *lf =
      have > searched ? memchr(s->buf + s->at + searched, '\n', have - searched)
                       : NULL;
    if (!lf && !have && s->ended) {
      return ACTA_END;
    }
    const size_t n = lf ? (size_t)(lf - s->buf) - s->at : have;
    if (n > limit) {
      ++s->line;
      const acta_status status = skip_line(s, err);
      return status ? status
                    : acta_fail_at(err, ACTA_E_LIMIT, s->line, 0,
                                   "a line over the limit of %zu bytes", limit);
    }
    if (lf || s->ended) {
      ++s->line;
      *line = (acta_str){s->buf + s->at, n};
      s->at += n + (lf != NULL);
      return ACTA_OK;
    }
    searched                 = have;
    const acta_status status = fill(s, err);
    if (status) {
      return status;
    }
  }
}
