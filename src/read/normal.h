// SPDX-License-Identifier: MIT
/// @file normal.h  Bytes of an article to the text that offsets refer to.
#ifndef ACTA_READ_NORMAL_H
#define ACTA_READ_NORMAL_H

#include <acta/arena.h>

/// Decode `raw` from `encoding` (iconv name; NULL: UTF-8) onto the arena and
/// drop a byte order mark.  ACTA_E_SYNTAX names the first byte that is wrong,
/// or says that the input is binary; ACTA_E_ARG: unknown encoding.
acta_status acta_text_decode(acta_arena *a, acta_str raw, const char *encoding,
                             acta_str *out, acta_error *err);

/// Is there such an encoding?
bool acta_encoding_known(const char *encoding);

/// LF line ends and NFC, on the arena (or `s` itself); p NULL: out of memory.
acta_str acta_text_normal(acta_arena *a, acta_str s);

#endif
