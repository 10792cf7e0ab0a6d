// SPDX-License-Identifier: MIT
/// @file utf8.h  UTF-8 as bytes: validation, code points, normal forms.
#ifndef ACTA_BASE_UTF8_H
#define ACTA_BASE_UTF8_H

#include <acta/arena.h>

/// Offset of the first byte that is not valid UTF-8, or s.n if all is.
size_t acta_utf8_invalid(acta_str s);

/// Decode the code point at `*i` (valid UTF-8, *i < s.n) and step over it.
uint32_t acta_utf8_next(acta_str s, size_t *i);

/// Append a code point at `out` (4 bytes of room); returns the bytes written.
size_t acta_utf8_put(char *out, uint32_t cp);

/// Number of code points.
size_t acta_utf8_count(acta_str s);

/// Unicode NFC on the arena; may return `s` itself if nothing changes.
/// @return p NULL if out of memory.
acta_str acta_utf8_nfc(acta_arena *a, acta_str s);

/// NFC of the full case folding; p NULL if out of memory.
acta_str acta_utf8_fold(acta_arena *a, acta_str s);

/// Simple lower case, code point by code point; p NULL if out of memory.
acta_str acta_utf8_lower(acta_arena *a, acta_str s);

bool acta_cp_is_upper(uint32_t cp); ///< Lu or Lt
bool acta_cp_is_lower(uint32_t cp); ///< Ll
bool acta_cp_is_alpha(uint32_t cp); ///< L* or M*
bool acta_cp_is_digit(uint32_t cp); ///< Nd
bool acta_cp_is_space(uint32_t cp); ///< White space, U+00A0 and U+FEFF included
bool acta_cp_is_punct(uint32_t cp); ///< P*

/// Byte offsets to code-point offsets of one text, in constant time.
typedef struct {
  acta_str  text;
  uint32_t *every; ///< Code points before each 64th byte
} acta_cp_index;

/// Build on the arena; false if out of memory.
bool     acta_cp_index_init(acta_cp_index *x, acta_arena *a, acta_str text);
uint32_t acta_cp_of(const acta_cp_index *x, uint32_t byte);

#endif
