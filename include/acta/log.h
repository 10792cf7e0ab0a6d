// SPDX-License-Identifier: MIT
/// @file log.h  Messages for a person.  The library is silent unless given one.
#ifndef ACTA_LOG_H
#define ACTA_LOG_H

#include <acta/status.h>

/// Importance of a message, most important first.
typedef enum {
  ACTA_LOG_ERROR,
  ACTA_LOG_WARNING,
  ACTA_LOG_INFO,
  ACTA_LOG_DEBUG,
} acta_log_level;

/**
   Where messages go.  A caller fills it and passes it in a context; NULL
   anywhere means silence.  `write` may be called from several threads at once
   and must not keep `text` (one line, no newline).
*/
typedef struct acta_log {
  acta_log_level level; ///< Messages less important than this are dropped
  void (*write)(void *user, acta_log_level level, const char *text);
  void *user;
} acta_log;

/// Format and deliver one message.  `log` may be NULL.
ACTA_API void acta_log_msg(const acta_log *log, acta_log_level level,
                           const char *fmt, ...) ACTA_PRINTF(3, 4);

#endif // ACTA_LOG_H
