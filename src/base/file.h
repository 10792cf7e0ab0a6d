// SPDX-License-Identifier: MIT
/// @file file.h  Whole files in and atomic files out.
#ifndef ACTA_BASE_FILE_H
#define ACTA_BASE_FILE_H

#include <acta/status.h>
#include <acta/str.h>

#include <stdio.h>
#include <zlib.h>

/// Read all of `path` ("-": standard input), gunzipping what is gzipped, into
/// malloc'ed memory with a NUL after it.  ACTA_E_LIMIT above `limit` bytes.
acta_status acta_file_read(const char *path, size_t limit, char **p, size_t *n,
                           acta_error *err);

/// Once gzread has returned no bytes: ACTA_OK at the end of the data,
/// ACTA_E_SYNTAX if that is bad or cut off, ACTA_E_IO if it cannot be read.
acta_status acta_gz_end(gzFile gz, acta_error *err);

/// Map `path` for reading.  Unmap with acta_file_unmap.
acta_status acta_file_map(const char *path, acta_str *bytes, acta_error *err);
void        acta_file_unmap(acta_str bytes);

/// Output that appears under its name only when it is complete.
typedef struct {
  FILE *file;
  char *temporary; ///< NULL for standard output, devices and pipes
  char *path;      ///< NULL for standard output
} acta_output;

/// Open `path` (NULL or "-": standard output).
acta_status acta_output_open(acta_output *o, const char *path, acta_error *err);
/// Flush and rename into place; on failure the temporary file is gone.
acta_status acta_output_commit(acta_output *o, acta_error *err);
/// Throw away.  Fine after a commit.
void acta_output_abort(acta_output *o);

#endif
