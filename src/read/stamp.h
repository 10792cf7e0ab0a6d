// SPDX-License-Identifier: MIT
/// @file stamp.h  Dates and times of day in headers and "Updated ..." lines.
/// The article's own dates only; those told in its sentences are the work of
/// language/timex.h.
#ifndef ACTA_READ_STAMP_H
#define ACTA_READ_STAMP_H

#include <acta/document.h>

/// What a line tells of when something was published.
typedef struct acta_stamp {
  acta_day day; ///< Full date, the latest if several, or ACTA_NO_DAY
  int      month, day_of_month; ///< Of a date without a year, else 0
  int      minute;   ///< Time of day in minutes after midnight, or -1
  int32_t  ago;      ///< "2 hr 8 min ago" in minutes, or -1
  bool     only;     ///< The line says nothing else
  bool     labelled; ///< It says "updated", "published"
} acta_stamp;

/// Read `line` (no line end needed); only its first words count.
void acta_stamp_scan(acta_str line, acta_stamp *out);

/// The day of "April 25" in the year that brings it nearest to `near`;
/// ACTA_NO_DAY if there is no such day or `near` is none.
acta_day acta_stamp_near(const acta_stamp *s, acta_day near);

#endif
