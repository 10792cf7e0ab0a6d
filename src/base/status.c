// SPDX-License-Identifier: MIT
#include <acta/status.h>

#include <stdarg.h>
#include <stdio.h>

const char *acta_strstatus(acta_status status)
{
  switch (status) { // no default: -Wswitch finds a forgotten code
  case ACTA_OK: return "success";
  case ACTA_END: return "no more items";
  case ACTA_E_NOMEM: return "out of memory";
  case ACTA_E_LIMIT: return "limit exceeded";
  case ACTA_E_IO: return "input or output failed";
  case ACTA_E_SYNTAX: return "malformed input";
  case ACTA_E_ARG: return "invalid argument";
  case ACTA_E_NOTFOUND: return "not found";
  case ACTA_E_STORE: return "storage failed";
  case ACTA_E_LANGUAGE: return "language not supported";
  }
  return "unknown status";
}

// Formats, cuts at a character, and lets no control character through.
static void set_text(acta_error *err, const char *fmt, va_list args)
{
  const int n = vsnprintf(err->text, sizeof(err->text), fmt, args);
  size_t    end;
  if (n < 0) {
    err->text[0] = '\0';
    return;
  }
  end = (size_t)n < sizeof(err->text) ? (size_t)n : sizeof(err->text) - 1;
  if ((size_t)n > end) {
    while (end && ((unsigned char)err->text[end] & 0xC0) == 0x80) {
      --end;
    }
    err->text[end] = '\0';
  }
  for (size_t i = 0; i < end; ++i) {
    if ((unsigned char)err->text[i] < 0x20 || err->text[i] == 0x7F) {
      err->text[i] = '?';
    }
  }
}

// names in parentheses, as they are macros to the analyzer
acta_status(acta_fail)(acta_error *err, acta_status status, const char *fmt,
                       ...)
{
  if (err) {
    va_list args;
    va_start(args, fmt);
    err->status = status;
    set_text(err, fmt, args);
    va_end(args);
  }
  return status;
}

acta_status(acta_fail_at)(acta_error *err, acta_status status, unsigned line,
                          unsigned column, const char *fmt, ...)
{
  if (err) {
    va_list args;
    va_start(args, fmt);
    err->status = status;
    err->line   = line;
    err->column = column;
    set_text(err, fmt, args);
    va_end(args);
  }
  return status;
}
