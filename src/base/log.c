// SPDX-License-Identifier: MIT
#include <acta/log.h>

#include <stdarg.h>
#include <stdio.h>

void acta_log_msg(const acta_log *log, acta_log_level level, const char *fmt,
                  ...)
{
  if (!log || !log->write || level > log->level) {
    return;
  }
  char    text[512];
  va_list args;
  va_start(args, fmt);
  (void)vsnprintf(text, sizeof(text), fmt, args);
  va_end(args);
  log->write(log->user, level, text);
}
