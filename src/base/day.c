// SPDX-License-Identifier: MIT
#include "base/day.h"

#include <stdio.h>

acta_day acta_day_of(int year, int month, int day)
{
  year -= month <= 2;
  const int era = (year >= 0 ? year : year - 399) / 400;
  const int yoe = year - era * 400;
  const int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + doe - 719468;
}

void acta_day_civil(acta_day d, int *year, int *month, int *day)
{
  const int z   = d + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const int doe = z - era * 146097;
  const int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const int mp  = (5 * doy + 2) / 153;
  *day          = doy - (153 * mp + 2) / 5 + 1;
  *month        = mp < 10 ? mp + 3 : mp - 9;
  *year         = yoe + era * 400 + (*month <= 2);
}

int acta_day_weekday(acta_day d)
{
  return ((d + 3) % 7 + 7) % 7; // 1970-01-01 was a Thursday
}

int acta_days_in_month(int year, int month)
{
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool       leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

static int digits(acta_str s, size_t at, size_t n)
{
  int v = 0;
  for (size_t i = at; i < at + n; ++i) {
    if (s.p[i] < '0' || s.p[i] > '9') {
      return -1;
    }
    v = v * 10 + (s.p[i] - '0');
  }
  return v;
}

acta_day acta_day_parse(acta_str s)
{
  if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-' ||
      (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' ')) {
    return ACTA_NO_DAY;
  }
  const int y = digits(s, 0, 4), m = digits(s, 5, 2), d = digits(s, 8, 2);
  if (y < 0 || m < 1 || m > 12 || d < 1 || d > acta_days_in_month(y, m)) {
    return ACTA_NO_DAY;
  }
  return acta_day_of(y, m, d);
}

void acta_day_format(acta_day d, char out[16])
{
  out[0] = '\0';
  if (d != ACTA_NO_DAY) {
    int y = 0, m = 0, day = 0;
    acta_day_civil(d, &y, &m, &day);
    (void)snprintf(out, 16, "%04d-%02d-%02d", y, m, day);
  }
}
