// SPDX-License-Identifier: MIT
// The head of an article: headline, outlet, author and date.
#include "read/cues.h"
#include "read/layout_impl.h"
#include "read/layout_text.h"
#include "read/stamp.h"

enum {
  DAY_MINUTES    = 1440,
  TRAIL_WORDS    = 4,
  OFFICE_WORDS   = 4,
  MASTHEAD_WORDS = 4,
  MASTHEAD_BYTES = 80 // of the name; keeps the work linear
};

void layout_put_outlet(layout_marker *m, const char *name)
{
  if (name && !m->facts->publisher.n) {
    m->facts->publisher = acta_str_of(name);
  }
}

// ---- dates

static acta_day known_day(const layout_marker *m)
{
  const acta_day d =
    m->facts->day != ACTA_NO_DAY ? m->facts->day : m->facts->header_day;
  return m->hint != ACTA_NO_DAY ? m->hint : d;
}

acta_day layout_day_of(const layout_marker *m, const acta_stamp *s)
{
  return s->day != ACTA_NO_DAY ? s->day : acta_stamp_near(s, known_day(m));
}

// Day of "5 hr 45 min ago", counted from the last update.
static acta_day day_ago(const layout_marker *m, int32_t ago)
{
  const acta_day day = known_day(m);
  if (day == ACTA_NO_DAY || (m->minute < 0 && ago % DAY_MINUTES)) {
    return ACTA_NO_DAY;
  }
  const int32_t now = m->minute < 0 ? 0 : m->minute;
  const int32_t at  = now - ago; // minutes after midnight of `day`
  return day + (at >= 0 ? 0 : -((-at + DAY_MINUTES - 1) / DAY_MINUTES));
}

// Is `s` a date or time and nothing else?
static bool is_stamp(acta_str s, acta_stamp *stamp)
{
  if (acta_line_words(s, SHORT_WORDS) >= SHORT_WORDS) {
    return false;
  }
  acta_stamp_scan(s, stamp);
  return stamp->only;
}

bool layout_mark_stamp(layout_marker *m, acta_str s)
{
  acta_stamp stamp;
  if (!is_stamp(s, &stamp)) {
    return false;
  }
  const acta_day day = layout_day_of(m, &stamp);
  if (m->facts->day == ACTA_NO_DAY &&
      (!m->body || stamp.labelled ||
       (m->hint == ACTA_NO_DAY && m->i < HEADER_PIECES))) {
    m->facts->day = day;
  }
  if (!m->body && stamp.minute >= 0 && m->minute < 0) {
    m->minute = stamp.minute;
  }
  if (!stamp.labelled && (m->body || stamp.ago >= 0)) {
    m->entry = stamp.ago >= 0 ? day_ago(m, stamp.ago) : day;
    m->fresh = true;
  }
  m->section = IN_ARTICLE;
  layout_emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// A line above the headline or under it that ends in a date and the time of
// day: "WORLD NEWSAPRIL 25, 2019 / 4:21 PM", "By Jo Frame | Updated: ...".
static bool put_late_date(layout_marker *m, acta_str s)
{
  acta_stamp stamp;
  acta_stamp_scan(s, &stamp);
  if (m->body || stamp.day == ACTA_NO_DAY ||
      (stamp.minute < 0 && !stamp.labelled)) {
    return false;
  }
  m->facts->day = m->facts->day == ACTA_NO_DAY ? stamp.day : m->facts->day;
  return true;
}

// Up to four words that begin with capitals?
static bool is_short_name(acta_str s)
{
  size_t   i     = 0;
  unsigned words = 0;
  while (i < s.n) {
    const acta_str word = acta_line_next_word(s, &i);
    words += word.n > 0;
    if (word.n && !acta_line_upper(word)) {
      return false;
    }
  }
  return words >= 1 && words <= MASTHEAD_WORDS;
}

// A first line "The Daily Post, 14 May 2021" or "Oslo - May 14, 2021" tells
// where and when; the headline is below it.
static bool put_masthead(layout_marker *m, acta_str s)
{
  if (m->i + 2 >= m->n ||
      !acta_line_is_headline(layout_words(m, m->i + 1), TITLE_WORDS)) {
    return false;
  }
  for (size_t i = 1; i + 1 < s.n && i <= MASTHEAD_BYTES; ++i) {
    const bool     comma = s.p[i] == ',';
    const bool     dash  = s.p[i] == '-' && s.p[i - 1] == ' ';
    const acta_str name  = acta_str_trim((acta_str){s.p, i});
    acta_stamp     stamp;
    if (!(comma || dash || s.p[i] == '|') ||
        !is_stamp(acta_str_trim((acta_str){s.p + i + 1, s.n - i - 1}),
                  &stamp) ||
        stamp.day == ACTA_NO_DAY || !is_short_name(name)) {
      continue;
    }
    layout_put_outlet(m, acta_outlet_name(name));
    m->facts->day = m->facts->day == ACTA_NO_DAY ? stamp.day : m->facts->day;
    return true;
  }
  return false;
}

// ---- fields

// The next part of `s` between bars, tabs and double spaces, from `*i` on.
static acta_str next_part(acta_str s, size_t *i)
{
  const size_t begin = *i;
  while (*i < s.n && s.p[*i] != '|' && s.p[*i] != '\t' &&
         !(s.p[*i] == ' ' && *i + 1 < s.n && s.p[*i + 1] == ' ')) {
    ++*i;
  }
  const acta_str part = {s.p + begin, *i - begin};
  *i += *i < s.n;
  return acta_str_trim(part);
}

static void put_date(layout_marker *m, acta_str value)
{
  acta_stamp stamp;
  acta_stamp_scan(value, &stamp);
  if (stamp.day != ACTA_NO_DAY) {
    m->facts->header_day = stamp.day;
  }
}

// "Xinhua| 2019-04-25 15:02:05|Editor: ..."
static void put_publisher(layout_marker *m, acta_str value)
{
  size_t         i    = 0;
  const acta_str name = next_part(value, &i);
  if (!m->facts->publisher.n) {
    const char *outlet  = acta_outlet_name(name);
    m->facts->publisher = outlet ? acta_str_of(outlet) : name;
  }
  while (i < value.n) {
    acta_stamp     stamp;
    const acta_str part = next_part(value, &i);
    if (is_stamp(part, &stamp)) {
      put_date(m, part);
    }
  }
}

static acta_str without_by(acta_str s)
{
  return acta_line_starts(s, "by ")
           ? acta_str_trim((acta_str){s.p + 3, s.n - 3})
           : s;
}

static void put_field(layout_marker *m, const char *what, acta_str value)
{
  if (!strcmp(what, "publisher")) {
    put_publisher(m, value);
  } else if (!strcmp(what, "author") && !m->facts->author.n) {
    m->facts->author = without_by(value);
  } else if (!strcmp(what, "url") && !m->facts->url.n) {
    m->facts->url = value;
  } else if (!strcmp(what, "date")) {
    put_date(m, value);
  }
}

// Bytes of a date at the beginning of `s` that two spaces end; 0: none.
static size_t leading_date(acta_str s)
{
  acta_stamp stamp;
  for (size_t i = 0; i + 1 < s.n && i < 40; ++i) {
    if (s.p[i] == ' ' && s.p[i + 1] == ' ') {
      acta_stamp_scan((acta_str){s.p, i}, &stamp);
      return stamp.only ? i : 0;
    }
  }
  return 0;
}

// The row of the key before the colon or, without one, of the first word;
// `*n` is where it ends.
static const acta_row *field_row(acta_str s, size_t *n)
{
  const size_t max = s.n < 20 ? s.n : 20;
  for (*n = 0; *n < max && s.p[*n] != ':';) {
    ++*n;
  }
  if (*n == max) {
    for (*n = 0; *n < max && s.p[*n] != ' ' && s.p[*n] != '\t';) {
      ++*n;
    }
  }
  return acta_rows_find(acta_layout_rows(), "field", (acta_str){s.p, *n});
}

size_t layout_mark_field(layout_marker *m, acta_str s)
{
  size_t          n = 0;
  acta_stamp      stamp;
  const acta_row *r = field_row(s, &n);
  if (!r || n == s.n || m->i >= HEADER_PIECES || m->body ||
      (is_stamp(s, &stamp) && stamp.labelled)) {
    return 0;
  }
  const bool colon = s.p[n] == ':';
  size_t     value = n + 1;
  while (value < s.n && s.p[value] == ' ') {
    ++value;
  }
  const acta_str rest = {s.p + value, s.n - value};
  size_t         len  = rest.n;
  if (!strcmp(r->value, "date") && !is_stamp(rest, &stamp)) {
    len = leading_date(rest);
  } else if (!colon && strcmp(r->value, "date") != 0) {
    return 0; // "Source close to ..."
  }
  if (!len) {
    return 0;
  }
  put_field(m, r->value, (acta_str){rest.p, len});
  const bool title = !strcmp(r->value, "title") && !m->titled;
  layout_emit(m, 0, title ? value : value + len, ACTA_BLOCK_BYLINE);
  if (title) {
    m->facts->title = rest;
    layout_emit(m, value, s.n, ACTA_BLOCK_TITLE);
  }
  return value + len;
}

// ---- headlines

// What "News", "DW" and "25.04.2019" beside a title tell.
static bool is_title_part(acta_str s, acta_day near, acta_layout_facts *facts)
{
  acta_stamp  stamp;
  const char *outlet = acta_outlet_name(s);
  if (outlet && !facts->publisher.n) {
    facts->publisher = acta_str_of(outlet);
  }
  if (outlet || acta_rows_find(acta_layout_rows(), "line", s)) {
    return true;
  }
  if (!is_stamp(s, &stamp)) {
    return false;
  }
  const acta_day day =
    stamp.day != ACTA_NO_DAY ? stamp.day : acta_stamp_near(&stamp, near);
  facts->day = day != ACTA_NO_DAY ? day : facts->day;
  return true;
}

size_t acta_title_length(acta_str title, acta_day near,
                         acta_layout_facts *facts)
{
  size_t cut = title.n;
  for (size_t i = title.n; i-- > 1;) {
    const acta_str tail = {title.p + i, title.n - i};
    size_t         bar  = acta_str_starts(tail, ACTA_STR("| ")) ? 2 : 0;
    bar                 = acta_str_starts(tail, ACTA_STR("- ")) ? 2 : bar;
    bar = acta_str_starts(tail, ACTA_STR("\xE2\x80\x93 ")) ? 4 : bar;
    bar = acta_str_starts(tail, ACTA_STR("\xE2\x80\x94 ")) ? 4 : bar;
    if (!bar || title.p[i - 1] != ' ') {
      continue;
    }
    const acta_str part =
      acta_str_trim((acta_str){title.p + i + bar, cut - i - bar});
    if (!is_title_part(part, near, facts) && title.p[i] != '|') {
      break;
    }
    cut = i;
  }
  return cut;
}

static bool is_furniture(acta_str s)
{
  acta_stamp stamp;
  return acta_rows_find(acta_layout_rows(), "line", s) || is_stamp(s, &stamp) ||
         acta_line_row(s, "start") || acta_line_row(s, "byline") ||
         acta_line_row(s, "caption") || acta_outlet_name(s);
}

// Does another line come that is the headline rather than `s`, the name of a
// section, "Business", or a trail to here, "Home / Business / Oil falls"?
static bool is_label(const layout_marker *m, acta_str s)
{
  bool brief = acta_line_words(s, LABEL_WORDS + 1) <= LABEL_WORDS;
  for (uint32_t k = m->i + 1; k < m->n && k < m->i + HEADER_PIECES; ++k) {
    const acta_str t = layout_words(m, k);
    if (acta_line_words(t, TRAIL_WORDS) < TRAIL_WORDS || is_furniture(t)) {
      continue;
    }
    if (t.n < s.n && acta_str_ends(s, t)) {
      return true;
    }
    if (brief && acta_line_is_headline(t, TITLE_WORDS)) {
      return true;
    }
    brief = false;
  }
  return false;
}

bool layout_mark_title(layout_marker *m, size_t from, acta_str s)
{
  const bool known = m->doc->meta.title.n && acta_str_eq(s, m->doc->meta.title);
  if (m->titled || m->body ||
      (!known && !acta_line_is_headline(s, TITLE_WORDS)) || m->n < 2) {
    return false;
  }
  if (!known && (put_late_date(m, s) || put_masthead(m, s))) {
    layout_emit(m, from, from + s.n, ACTA_BLOCK_BYLINE);
    return true;
  }
  if (!known && is_label(m, s)) {
    layout_emit(m, from, from + s.n, ACTA_BLOCK_HEADING);
    return true;
  }
  const size_t n = acta_title_length(s, known_day(m), m->facts);
  if (!m->facts->title.n) {
    m->facts->title = acta_str_trim((acta_str){s.p, n});
  }
  layout_emit(m, from, from + n, ACTA_BLOCK_TITLE);
  layout_emit(m, from + n, from + s.n, ACTA_BLOCK_BYLINE);
  return true;
}

// ---- outlets and authors

// "The New York Times"; under the headline "BBC News, Rome" too.
static bool mark_outlet(layout_marker *m, acta_str s)
{
  const char    *comma = m->titled ? memchr(s.p, ',', s.n) : NULL;
  const size_t   n     = comma ? (size_t)(comma - s.p) : s.n;
  const char    *name  = acta_outlet_name((acta_str){s.p, n});
  const acta_str rest  = {s.p + n, s.n - n};
  if (!name || m->body ||
      acta_line_words(rest, OFFICE_WORDS + 1) > OFFICE_WORDS) {
    return false;
  }
  layout_put_outlet(m, name);
  layout_emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// Is it two to four capitalised words, perhaps with "in Rome" after them?
static bool is_name(acta_str s)
{
  unsigned words = 0;
  for (size_t i = 0; i < s.n;) {
    const acta_str w = acta_line_next_word(s, &i);
    if (w.n == 2 && acta_line_starts(w, "in") && words >= 2) {
      break;
    }
    if (w.n && !acta_line_upper(w)) {
      return false;
    }
    words += w.n > 0;
  }
  return words >= 2 && words <= 4 && !acta_line_end(s);
}

// "Ida Mole in Velden", between headline and date.
static bool mark_name(layout_marker *m, acta_str s)
{
  acta_stamp stamp;
  if (!m->titled || m->body || m->facts->author.n || m->i + 1 >= m->n ||
      !is_name(s) || !is_stamp(layout_words(m, m->i + 1), &stamp)) {
    return false;
  }
  m->facts->author = s;
  for (size_t i = 0; i < s.n;) {
    const acta_str w = acta_line_next_word(s, &i);
    if (w.n == 2 && acta_line_starts(w, "in")) {
      m->facts->author = acta_str_trim((acta_str){s.p, i - w.n});
      break;
    }
  }
  layout_emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// Names of who wrote it after "By ": capitals, commas and "and".
static acta_str author_of(layout_marker *m, acta_str s)
{
  acta_str    name  = without_by(s);
  const char *comma = memchr(name.p, ',', name.n);
  if (comma) {
    const size_t n = (size_t)(comma - name.p);
    layout_put_outlet(m, acta_outlet_name(acta_str_trim(
                           (acta_str){comma + 1, name.n - n - 1})));
    name.n = n;
  }
  return acta_str_trim(name);
}

// The row of words that begin a byline; "Published by X, the report says ..."
// is a sentence.
static const acta_row *byline_row(acta_str s)
{
  const acta_row *r = acta_line_row(s, "byline");
  if (!r || !strcmp(r->value, "any")) {
    return r;
  }
  if (acta_line_end(s) == '.') {
    return NULL;
  }
  return strcmp(r->value, "name") != 0 ||
             (acta_line_words(s, 13) <= 12 && s.n > 4 &&
              acta_line_upper(without_by(s)))
           ? r
           : NULL;
}

bool layout_mark_byline(layout_marker *m, acta_str s)
{
  if (acta_line_words(s, SHORT_WORDS) >= SHORT_WORDS) {
    return false;
  }
  const char     *outlet = acta_line_from_outlet(s);
  const acta_row *r      = byline_row(s);
  if (!outlet && !r) {
    return mark_outlet(m, s) || mark_name(m, s);
  }
  layout_put_outlet(m, outlet);
  if (r && !strcmp(r->value, "name") && !m->facts->author.n && !m->body) {
    m->facts->author = author_of(m, s);
  }
  (void)put_late_date(m, s);
  layout_emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}
