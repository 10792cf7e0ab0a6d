// SPDX-License-Identifier: MIT
/// @file status.h  Result codes and error details shared by all of acta.
#ifndef ACTA_STATUS_H
#define ACTA_STATUS_H

#ifdef __GNUC__
#  define ACTA_API __attribute__((visibility("default")))
#  define ACTA_NODISCARD __attribute__((warn_unused_result))
#  define ACTA_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#  define ACTA_API
#  define ACTA_NODISCARD
#  define ACTA_PRINTF(fmt, args)
#endif

/// What a call came to; zero is success, so `if (st)` means "did not succeed".
typedef enum {
  ACTA_OK,         ///< Success
  ACTA_END,        ///< No more items (not an error)
  ACTA_E_NOMEM,    ///< Out of memory
  ACTA_E_LIMIT,    ///< A configured limit was exceeded
  ACTA_E_IO,       ///< Read or write failed; the message names the cause
  ACTA_E_SYNTAX,   ///< Input is malformed
  ACTA_E_ARG,      ///< Caller passed an invalid argument
  ACTA_E_NOTFOUND, ///< Named thing does not exist
  ACTA_E_STORE,    ///< Storage engine failed
  ACTA_E_LANGUAGE, ///< Text is in a language that acta does not read
} acta_status;

/// Where and why; owned by the caller, usually on its stack.  Zero it first.
typedef struct {
  acta_status status;    ///< Same value the call returned
  unsigned    line;      ///< 1-based line in the input, 0 if unknown
  unsigned    column;    ///< 1-based byte column, 0 if unknown
  char        text[240]; ///< One phrase, no newline, NUL-terminated UTF-8
} acta_error;

/// Plain English for a status; static storage, never NULL.
ACTA_API const char *acta_strstatus(acta_status status);

/// Fill `err` (may be NULL) and return `status`, so: return acta_fail(...);
/// Keeps line and column as they are.  Control characters become '?'.
ACTA_API acta_status acta_fail(acta_error *err, acta_status status,
                               const char *fmt, ...) ACTA_PRINTF(3, 4);

/// Like acta_fail, and set the place in the input.
ACTA_API acta_status acta_fail_at(acta_error *err, acta_status status,
                                  unsigned line, unsigned column,
                                  const char *fmt, ...) ACTA_PRINTF(5, 6);

#ifdef __clang_analyzer__ // which does not look into them: what they return
#  define acta_fail(err, status, ...)                                          \
    ((void)(acta_fail)(err, status, __VA_ARGS__), (status))
#  define acta_fail_at(err, status, ...)                                       \
    ((void)(acta_fail_at)(err, status, __VA_ARGS__), (status))
#endif

#endif // ACTA_STATUS_H
