// SPDX-License-Identifier: MIT
/// @file model.h  The file that holds everything learnt: named sections, read
/// through a memory map and never copied.
///
/// Layout (integers in the byte order of the machine that wrote it, which the
/// header tells): magic "actamodl", u32 version, u32 0x01020304, u64 file size,
/// u64 checksum of all that follows the header, u32 number of sections, u32 0,
/// then per section 16 bytes of name, u64 offset, u64 size.  Sections begin at
/// multiples of 64.
#ifndef ACTA_LANGUAGE_MODEL_H
#define ACTA_LANGUAGE_MODEL_H

#include <acta/status.h>
#include <acta/str.h>

#include <stdio.h>

/// Bump when the meaning of any section changes.
#define ACTA_MODEL_VERSION 4

/// A model file in memory.  Immutable, shared by threads.
typedef struct {
  acta_str bytes;
  uint32_t n_sections;
  bool     mapped; ///< bytes come from acta_file_map
} acta_model_file;

/// Map `path` and check it.  ACTA_E_SYNTAX if it is not a model, from another
/// version or byte order, cut short or altered.
acta_status acta_model_file_open(acta_model_file *m, const char *path,
                                 acta_error *err);
/// The same for bytes that the caller keeps (aligned to 8) while `m` is used.
acta_status acta_model_file_view(acta_model_file *m, acta_str bytes,
                                 acta_error *err);
void        acta_model_file_close(acta_model_file *m);

/// Contents of a section, aligned to 64 bytes within the file; p NULL if there
/// is none of that name.
acta_str acta_model_section(const acta_model_file *m, const char *name);

/// A section to be written; `name` has at most 15 bytes.
typedef struct {
  const char *name;
  acta_str    bytes;
} acta_model_part;

/// The `i`th section of a model, i < n_sections; borrowed from it.
acta_model_part acta_model_part_at(const acta_model_file *m, uint32_t i);

/// Write a whole model file.
acta_status acta_model_file_write(FILE *out, const acta_model_part *parts,
                                  size_t n, acta_error *err);

/// Bounds-checked reading of a section.  Once something did not fit, `bad`
/// stays set and all that follows is zero: check it once at the end.
typedef struct {
  acta_str rest;
  bool     bad;
} acta_cursor;

uint32_t acta_cursor_u32(acta_cursor *c);
/// `n * size` bytes, borrowed; NULL if they are not there.
const void *acta_cursor_array(acta_cursor *c, size_t n, size_t size);
/// A u32 length and that many bytes, then padding to a multiple of 4.
acta_str acta_cursor_str(acta_cursor *c);

#endif
