// SPDX-License-Identifier: MIT
#include "read/dateline.h"
#include "base/utf8.h"
#include "read/cues.h"
#include "read/layout_text.h"
#include "read/stamp.h"

enum {
  MAX_BYTES    = 140,
  DATE_BYTES   = 30,
  MAX_WORDS    = 12,
  CITY_WORDS   = 3,
  OUTLET_WORDS = 3,
  COLON_WORDS  = 12, // a paragraph after "Surat: " has that many
};

static const acta_dateline none = {ACTA_DATELINE_NONE, 0, NULL};

static acta_str from(acta_str s, size_t i)
{
  return (acta_str){s.p + i, s.n - i};
}

// Where the spaces and no-break spaces from `i` on end.
static size_t skip_spaces(acta_str s, size_t i)
{
  for (;;) {
    if (i < s.n && s.p[i] == ' ') {
      i += 1;
    } else if (acta_str_starts(from(s, i), ACTA_STR("\xC2\xA0"))) {
      i += 2;
    } else {
      return i;
    }
  }
}

// Length of the dash at `i` with the spaces around it, 0: none there.
static size_t dash_at(acta_str s, size_t i)
{
  size_t         j    = skip_spaces(s, i);
  const bool     free = j > i || (i && strchr(")/", s.p[i - 1]));
  const acta_str rest = from(s, j);
  if (acta_str_starts(rest, ACTA_STR("\xE2\x80\x94")) ||
      acta_str_starts(rest, ACTA_STR("\xE2\x80\x93"))) {
    j += 3;
  } else if (acta_str_starts(rest, ACTA_STR("--"))) {
    j += 2;
  } else if (free && acta_str_starts(rest, ACTA_STR("- "))) {
    j += 1;
  } else {
    return 0;
  }
  return skip_spaces(s, j) - i;
}

// Do all its words begin with a capital letter or a digit?
static bool all_capitalised(acta_str s)
{
  for (size_t i = 0; i < s.n;) {
    const acta_str w = acta_line_next_word(s, &i);
    if (w.n && !acta_line_upper(w) && !(w.p[0] >= '0' && w.p[0] <= '9')) {
      return false;
    }
  }
  return true;
}

// What stands before a comma or a bracket: "CHICAGO" of "CHICAGO (Ledger)".
static acta_str city_of(acta_str prefix)
{
  size_t n = 0;
  while (n < prefix.n && prefix.p[n] != ',' && prefix.p[n] != '(') {
    ++n;
  }
  return acta_str_trim((acta_str){prefix.p, n});
}

static bool place_like(acta_str s)
{
  return acta_line_upper(s) && all_capitalised(city_of(s)) &&
         acta_line_words(city_of(s), 5) <= 4;
}

// Where the agency "(Reuters)" or "/TASS/" at the end of `prefix` begins, and
// its outlet; NULL if there is none.
static const char *agency_in(acta_str prefix, size_t *open)
{
  const char close = prefix.n < 3 ? '\0' : prefix.p[prefix.n - 1];
  const char opens = close == ')' ? '(' : '/';
  if (close != ')' && close != '/') {
    return NULL;
  }
  size_t i = prefix.n - 2;
  while (i && prefix.p[i] != opens) {
    --i;
  }
  if (prefix.p[i] != opens) {
    return NULL;
  }
  *open             = i;
  size_t         at = i + 1;
  const acta_str in = {prefix.p + at, prefix.n - at - 1};
  const acta_str one =
    acta_line_next_word((acta_str){prefix.p, prefix.n - 1}, &at);
  const char *name = acta_outlet_name(in);
  return name ? name : acta_outlet_name(one);
}

// Bytes after the agency that belong to the dateline: a dash or a full stop.
static size_t after_agency(acta_str s, size_t i)
{
  const size_t dash = dash_at(s, i);
  return dash || i == s.n || s.p[i] != '.' ? dash : skip_spaces(s, i + 1) - i;
}

// The outlet whose name ends `prefix` without brackets, "Hong Kong CNN".
static const char *outlet_at_end(acta_str prefix, size_t *open)
{
  unsigned words = 0;
  for (size_t i = prefix.n; i-- > 0 && words < OUTLET_WORDS;) {
    if (i && prefix.p[i - 1] != ' ') {
      continue;
    }
    const char *name = acta_outlet_name(from(prefix, i));
    if (name) {
      *open = i;
      return name;
    }
    ++words;
  }
  return NULL;
}

// Is what stands before the dash a dateline without an agency?
static bool plain_place(acta_str prefix)
{
  acta_stamp stamp;
  if (!place_like(prefix) || acta_line_words(prefix, 9) > 8) {
    return false;
  }
  const acta_str city = city_of(prefix);
  acta_stamp_scan(prefix, &stamp);
  return stamp.day != ACTA_NO_DAY || stamp.month ||
         acta_line_capitals(city, 4) ||
         (city.n < prefix.n && all_capitalised(prefix));
}

// "CNN -- which ..." goes on, it is no dateline.
static bool goes_on(acta_str rest)
{
  size_t i = 0;
  return rest.n && acta_cp_is_lower(acta_utf8_next(rest, &i));
}

// Bytes of a date and the dash behind it: "14 Feb 2021 - " of "LIMA, Peru - 14
// Feb 2021 - Three people ...".
static size_t dated(acta_str s)
{
  acta_stamp stamp;
  for (size_t i = 1; i < s.n && i < DATE_BYTES; ++i) {
    const size_t dash = dash_at(s, i);
    if (dash) {
      acta_stamp_scan((acta_str){s.p, i}, &stamp);
      return (stamp.day != ACTA_NO_DAY || stamp.month) &&
                 acta_line_words((acta_str){s.p, i}, 5) <= 4
               ? i + dash
               : 0;
    }
  }
  return 0;
}

static acta_dateline before_dash(acta_str s, size_t i, size_t dash)
{
  const acta_str prefix = {s.p, i};
  const acta_str rest   = from(s, i + dash);
  size_t         open   = 0;
  const char    *name   = outlet_at_end(prefix, &open);
  const acta_str place  = acta_str_trim((acta_str){s.p, open});
  if (name && (!place.n || place_like(place)) && !goes_on(rest)) {
    return (acta_dateline){ACTA_DATELINE_AGENCY, i + dash, name};
  }
  return rest.n && plain_place(prefix)
           ? (acta_dateline){ACTA_DATELINE_PLACE, i + dash + dated(rest), NULL}
           : none;
}

static acta_dateline before_colon(acta_str s, size_t i)
{
  const acta_str city = {s.p, i}, rest = from(s, i + 2);
  if (acta_line_words(city, CITY_WORDS + 1) > CITY_WORDS ||
      !acta_line_words(city, 1) || !all_capitalised(city)) {
    return none;
  }
  if (acta_line_capitals(city, 4)) {
    return (acta_dateline){ACTA_DATELINE_PLACE, i + 2, NULL};
  }
  return acta_line_upper(rest) && acta_line_end(rest) == '.' &&
             !acta_rows_find(acta_layout_rows(), "line", city) &&
             acta_line_words(rest, COLON_WORDS) >= COLON_WORDS
           ? (acta_dateline){ACTA_DATELINE_COLON, i + 2, NULL}
           : none;
}

acta_dateline acta_dateline_read(acta_str s)
{
  const size_t max = s.n < MAX_BYTES ? s.n : MAX_BYTES;
  for (size_t i = 1; i <= max; ++i) {
    const acta_str prefix = {s.p, i};
    const size_t   dash   = dash_at(s, i);
    size_t         open   = 0;
    const char    *name   = agency_in(prefix, &open);
    if (name && (!open || place_like((acta_str){s.p, open}))) {
      return (acta_dateline){ACTA_DATELINE_AGENCY, i + after_agency(s, i),
                             name};
    }
    if (dash) {
      return before_dash(s, i, dash);
    }
    if (i + 1 < s.n && s.p[i] == ':' && s.p[i + 1] == ' ') {
      return before_colon(s, i);
    }
    if (acta_line_words(prefix, MAX_WORDS + 1) > MAX_WORDS) {
      return none;
    }
  }
  return none;
}
