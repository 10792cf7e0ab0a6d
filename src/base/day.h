// SPDX-License-Identifier: MIT
/// @file day.h  Civil dates and days since 1970-01-01 (proleptic Gregorian).
/// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
#ifndef ACTA_BASE_DAY_H
#define ACTA_BASE_DAY_H

#include <acta/document.h>

/// Days since 1970-01-01; month 1-12, day 1-31 (not checked).
acta_day acta_day_of(int year, int month, int day);
void     acta_day_civil(acta_day d, int *year, int *month, int *day);
/// 0 = Monday .. 6 = Sunday.
int acta_day_weekday(acta_day d);
int acta_days_in_month(int year, int month);
/// Parse "YYYY-MM-DD" (a longer text with 'T' after it is fine); ACTA_NO_DAY
/// if it is not a date.
acta_day acta_day_parse(acta_str s);
/// Write "YYYY-MM-DD" and a NUL into 16 bytes; "" for ACTA_NO_DAY.
void acta_day_format(acta_day d, char out[16]);

#endif
