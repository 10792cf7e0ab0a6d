// SPDX-License-Identifier: MIT
#include "rdf/source.h"

#include <errno.h>
#include <stdlib.h>

enum { IN_SIZE = 65536 };

static acta_status raw_read(acta_source *s, char *p, size_t n, size_t *got,
                            acta_error *err)
{
  if (!s->file) {
    *got = n < s->memory.n ? n : s->memory.n;
    if (*got) {
      memcpy(p, s->memory.p, *got);
      s->memory.p += *got;
      s->memory.n -= *got;
    }
    return ACTA_OK;
  }
  *got = fread(p, 1, n, s->file);
  if (*got < n && ferror(s->file)) {
    return acta_fail(err, ACTA_E_IO, "cannot read: %s", strerror(errno));
  }
  return ACTA_OK;
}

static acta_status fill(acta_source *s, acta_error *err)
{
  size_t            got = 0;
  const acta_status st  = raw_read(s, s->in, IN_SIZE, &got, err);
  s->z.next_in          = (Bytef *)s->in;
  s->z.avail_in         = (uInt)got;
  s->eof                = got == 0;
  return st;
}

static acta_status unzip(acta_source *s, char *p, size_t n, size_t *got,
                         acta_error *err)
{
  s->z.next_out   = (Bytef *)p;
  s->z.avail_out  = n < UINT32_MAX ? (uInt)n : UINT32_MAX;
  const uInt room = s->z.avail_out;
  while (s->z.avail_out == room) {
    if (!s->z.avail_in && !s->eof) {
      const acta_status st = fill(s, err);
      if (st) {
        return st;
      }
    }
    if (s->eof && !s->begun) { // between two members
      break;
    }
    if (s->eof) {
      return acta_fail(err, ACTA_E_IO, "compressed data ends too early");
    }
    s->begun       = true;
    const int code = inflate(&s->z, Z_NO_FLUSH);
    if (code == Z_STREAM_END) {
      s->begun = false;
      (void)inflateReset(&s->z);
    } else if (code != Z_OK) {
      return acta_fail(err, code == Z_MEM_ERROR ? ACTA_E_NOMEM : ACTA_E_IO,
                       "compressed data is damaged");
    }
  }
  *got = room - s->z.avail_out;
  return ACTA_OK;
}

// Looks at the first bytes to see what comes.
static acta_status begin(acta_source *s, acta_error *err)
{
  s->in = malloc(IN_SIZE);
  if (!s->in) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status st = fill(s, err);
  if (st) {
    return st;
  }
  const Bytef *b = s->z.next_in;
  if (s->z.avail_in >= 2 && b[0] == 0x1F && b[1] == 0x8B) {
    if (inflateInit2(&s->z, 16 + MAX_WBITS) != Z_OK) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    s->zipped = true;
  } else if (s->z.avail_in >= 3 && !memcmp(b, "\xEF\xBB\xBF", 3)) {
    s->z.next_in += 3;
    s->z.avail_in -= 3;
  }
  return ACTA_OK;
}

acta_status acta_source_read(acta_source *s, char *p, size_t n, size_t *got,
                             acta_error *err)
{
  *got = 0;
  if (!s->in) {
    const acta_status st = begin(s, err);
    if (st) {
      return st;
    }
  }
  if (s->zipped) {
    return unzip(s, p, n, got, err);
  }
  if (s->z.avail_in) { // what `begin` read
    *got = n < s->z.avail_in ? n : s->z.avail_in;
    memcpy(p, s->z.next_in, *got);
    s->z.next_in += *got;
    s->z.avail_in -= (uInt)*got;
    return ACTA_OK;
  }
  return raw_read(s, p, n, got, err);
}

void acta_source_release(acta_source *s)
{
  if (s->zipped) {
    (void)inflateEnd(&s->z);
  }
  free(s->in);
  *s = (acta_source){0};
}
