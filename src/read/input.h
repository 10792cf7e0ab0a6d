// SPDX-License-Identifier: MIT
/// @file input.h  Bytes of an input, from a file (gunzipped) or from memory,
/// as a whole or line by line in bounded memory.
#ifndef ACTA_READ_INPUT_H
#define ACTA_READ_INPUT_H

#include <acta/status.h>
#include <acta/str.h>

#include <zlib.h>

/// Zero it, open it, release it.
typedef struct {
  gzFile   gz;     ///< NULL: all the bytes are in `memory`
  acta_str memory; ///< Borrowed
  char    *buf;    ///< Read ahead: buf[at, n)
  size_t   at, n, cap;
  unsigned line; ///< Lines read so far
  bool     ended;
} acta_input;

/// Open a file, "-" for standard input.  ACTA_E_IO, ACTA_E_NOMEM.
acta_status acta_input_open(acta_input *s, const char *path, acta_error *err);
acta_status acta_input_memory(acta_input *s, acta_str bytes, acta_error *err);
void        acta_input_release(acta_input *s);

/// The next bytes without taking them, at least 4096 unless the input is
/// shorter.
acta_status acta_input_peek(acta_input *s, acta_str *bytes, acta_error *err);

/// All that is left, or ACTA_E_LIMIT.  Valid until release.
acta_status acta_input_all(acta_input *s, size_t limit, acta_str *bytes,
                           acta_error *err);

/// The next line without its end; ACTA_END after the last one.  A line longer
/// than `limit` is ACTA_E_LIMIT and skipped.  Valid until the next call.
acta_status acta_input_line(acta_input *s, size_t limit, acta_str *line,
                            acta_error *err);

#endif
