// SPDX-License-Identifier: MIT
#include "read/layout.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/vec.h"
#include "read/cues.h"
#include "read/layout_text.h"
#include "read/stamp.h"

enum {
  TITLE_WORDS    = 30, // longer lines are paragraphs without a full stop
  HEADING_WORDS  = 14,
  LIST_WORDS     = 4,
  SPEAKER_PIECES = 40,
  SHORT_WORDS    = 25, // of bylines, furniture and linked headlines
  HEADER_PIECES  = 15, // where dates and fields of the article stand
  MAX_WORDS      = 64, // counted no further
  DAY_MINUTES    = 1440,
};

typedef enum { IN_ARTICLE, IN_ADS, IN_LINKS, ONE_LINK } section;

typedef struct {
  acta_document     *doc;
  const acta_piece  *p;
  uint32_t           n, i; // all pieces, and the one being marked
  acta_layout_facts *facts;
  uint32_t           cap;  // of doc->blocks
  uint32_t          *seen; // hash table of pieces by their words, + 1
  uint32_t           seen_mask;
  section            section;
  bool               titled, body; // title, a paragraph: were there
  bool               fresh;        // no paragraph since title or heading
  acta_day           hint, entry;  // date of the article, of the live entry
  int                minute;       // time of day of the last update, or -1
  bool               nomem;
} marker;

static acta_str words_of(const marker *m, uint32_t i)
{
  const acta_span s = m->p[i].span;
  return (acta_str){m->doc->text.p + s.begin, s.end - s.begin};
}

// Adds the bytes [begin, end) of piece `m->i` as a block.
static void emit(marker *m, size_t begin, size_t end, acta_block_kind kind)
{
  const uint32_t from = m->p[m->i].span.begin;
  acta_span      s    = {from + (uint32_t)begin, from + (uint32_t)end};
  void          *p    = m->doc->blocks;
  s                   = acta_span_trim(m->doc->text, s);
  if (s.begin == s.end) {
    return;
  }
  if (!acta_arena_grow(m->doc->arena, &p, m->doc->n_blocks, &m->cap,
                       sizeof(*m->doc->blocks))) {
    m->nomem = true;
    return;
  }
  m->doc->blocks                     = p;
  m->doc->blocks[m->doc->n_blocks++] = (acta_block){s, kind, m->entry};
  if (kind == ACTA_BLOCK_BODY) {
    m->body  = true;
    m->fresh = false;
  } else if (kind == ACTA_BLOCK_TITLE || kind == ACTA_BLOCK_HEADING) {
    m->titled = m->titled || kind == ACTA_BLOCK_TITLE;
    m->fresh  = true;
  }
}

static void emit_all(marker *m, acta_block_kind kind)
{
  emit(m, 0, words_of(m, m->i).n, kind);
}

// Has the same text stood before?  Remembers it otherwise.
static bool is_repeat(marker *m, acta_str s)
{
  if (acta_line_words(s, 3) < 3) {
    return false;
  }
  uint32_t slot = (uint32_t)acta_hash64(s.p, s.n, 0) & m->seen_mask;
  for (; m->seen[slot]; slot = (slot + 1) & m->seen_mask) {
    if (acta_str_eq(words_of(m, m->seen[slot] - 1), s)) {
      return true;
    }
  }
  m->seen[slot] = m->i + 1;
  return false;
}

// ---- the article's own date, outlet and author

static void put_outlet(marker *m, const char *name)
{
  if (name && !m->facts->publisher.n) {
    m->facts->publisher = acta_str_of(name);
  }
}

static acta_day known_day(const marker *m)
{
  const acta_day d =
    m->facts->day != ACTA_NO_DAY ? m->facts->day : m->facts->header_day;
  return m->hint != ACTA_NO_DAY ? m->hint : d;
}

static acta_day day_of(const marker *m, const acta_stamp *s)
{
  return s->day != ACTA_NO_DAY ? s->day : acta_stamp_near(s, known_day(m));
}

// Day of "5 hr 45 min ago", counted from the last update.
static acta_day day_ago(const marker *m, int32_t ago)
{
  const acta_day day = known_day(m);
  if (day == ACTA_NO_DAY || (m->minute < 0 && ago % DAY_MINUTES)) {
    return ACTA_NO_DAY;
  }
  const int32_t now = m->minute < 0 ? 0 : m->minute;
  const int32_t at  = now - ago; // minutes after midnight of `day`
  return day + (at >= 0 ? 0 : -((-at + DAY_MINUTES - 1) / DAY_MINUTES));
}

// A line that is nothing but a date or time.
static bool mark_stamp(marker *m, acta_str s)
{
  acta_stamp stamp;
  if (acta_line_words(s, SHORT_WORDS) >= SHORT_WORDS) {
    return false;
  }
  acta_stamp_scan(s, &stamp);
  if (!stamp.only) {
    return false;
  }
  const acta_day day = day_of(m, &stamp);
  if (m->facts->day == ACTA_NO_DAY && (!m->body || stamp.labelled)) {
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
  emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

static void put_field(marker *m, const char *what, acta_str value)
{
  acta_stamp stamp;
  if (!strcmp(what, "publisher") && !m->facts->publisher.n) {
    const char *name    = acta_outlet_name(value);
    m->facts->publisher = name ? acta_str_of(name) : value;
  } else if (!strcmp(what, "author") && !m->facts->author.n) {
    m->facts->author = value;
  } else if (!strcmp(what, "url") && !m->facts->url.n) {
    m->facts->url = value;
  } else if (!strcmp(what, "date")) {
    acta_stamp_scan(value, &stamp);
    if (stamp.day != ACTA_NO_DAY) {
      m->facts->header_day = stamp.day;
    }
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

// "source: Reuters", "date 2019-04-24", above the article.  Bytes of the
// piece that are done with; 0 if it is no field.
static size_t mark_field(marker *m, acta_str s)
{
  size_t n = 0;
  while (n < s.n && n < 20 && s.p[n] != ':' && s.p[n] != ' ') {
    ++n;
  }
  const acta_row *r =
    acta_rows_find(acta_layout_rows(), "field", (acta_str){s.p, n});
  acta_stamp stamp;
  acta_stamp_scan(s, &stamp);
  if (!r || n == s.n || (stamp.only && stamp.labelled) ||
      m->i >= HEADER_PIECES || m->body) {
    return 0;
  }
  const bool colon = s.p[n] == ':';
  size_t     value = n + 1;
  while (value < s.n && s.p[value] == ' ') {
    ++value;
  }
  const acta_str rest = {s.p + value, s.n - value};
  size_t         len  = rest.n;
  acta_stamp_scan(rest, &stamp);
  if (!strcmp(r->value, "date") && !stamp.only) {
    len = leading_date(rest);
  } else if (!colon && strcmp(r->value, "date") != 0) {
    return 0; // "Source close to ..."
  }
  if (!len) {
    return 0;
  }
  put_field(m, r->value, (acta_str){rest.p, len});
  const bool title = !strcmp(r->value, "title") && !m->titled;
  emit(m, 0, title ? value : value + len, ACTA_BLOCK_BYLINE);
  if (title) {
    m->facts->title = rest;
    emit(m, value, s.n, ACTA_BLOCK_TITLE);
  }
  return value + len;
}

// ---- headlines

// What "News", "DW" and "25.04.2019" beside a title tell.
static bool is_title_part(marker *m, acta_str s)
{
  acta_stamp  stamp;
  const char *outlet = acta_outlet_name(s);
  acta_stamp_scan(s, &stamp);
  if (outlet) {
    put_outlet(m, outlet);
  } else if (stamp.only) {
    m->facts->day = day_of(m, &stamp);
  }
  return outlet || stamp.only || acta_rows_find(acta_layout_rows(), "line", s);
}

// Length of a title up to the first " | " or a " - " before an outlet.
static size_t title_length(marker *m, acta_str s)
{
  size_t cut = s.n;
  for (size_t i = s.n; i-- > 1;) {
    const acta_str tail = {s.p + i, s.n - i};
    size_t         bar  = acta_str_starts(tail, ACTA_STR("| ")) ? 2 : 0;
    bar                 = acta_str_starts(tail, ACTA_STR("- ")) ? 2 : bar;
    bar = acta_str_starts(tail, ACTA_STR("\xE2\x80\x93 ")) ? 4 : bar;
    bar = acta_str_starts(tail, ACTA_STR("\xE2\x80\x94 ")) ? 4 : bar;
    if (!bar || s.p[i - 1] != ' ') {
      continue;
    }
    const acta_str part =
      acta_str_trim((acta_str){s.p + i + bar, cut - i - bar});
    if (!is_title_part(m, part) && s.p[i] != '|') {
      break;
    }
    cut = i;
  }
  return cut;
}

static bool mark_title(marker *m, size_t from, acta_str s)
{
  const bool known = m->doc->meta.title.n && acta_str_eq(s, m->doc->meta.title);
  if (m->titled || m->body ||
      (!known && !acta_line_is_headline(s, TITLE_WORDS)) || m->n < 2) {
    return false;
  }
  const size_t n = title_length(m, s);
  if (!m->facts->title.n) {
    m->facts->title = acta_str_trim((acta_str){s.p, n});
  }
  emit(m, from, from + n, ACTA_BLOCK_TITLE);
  emit(m, from + n, from + s.n, ACTA_BLOCK_BYLINE);
  return true;
}

// ---- furniture, bylines, captions

static bool mark_junk(marker *m, acta_str s)
{
  if (!acta_line_words(s, 1)) { // "___"
    emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  const acta_str bare =
    s.n && s.p[s.n - 1] == ':' ? (acta_str){s.p, s.n - 1} : s;
  const acta_row *r = acta_rows_find(acta_layout_rows(), "line", bare);
  if (r) {
    m->section = !strcmp(r->value, "ads")     ? IN_ADS
                 : !strcmp(r->value, "links") ? IN_LINKS
                                              : m->section;
    emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  if (acta_line_is_url(s)) {
    if (!m->body && !m->facts->url.n) {
      m->facts->url = s;
    }
    emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  if (acta_line_words(s, SHORT_WORDS) >= SHORT_WORDS) {
    return false;
  }
  r = acta_line_row(s, "start");
  if (r && !strcmp(r->value, "link")) {
    const bool alone = acta_line_words(s, 5) <= 4;
    m->section       = alone ? ONE_LINK : m->section;
    emit_all(m, alone ? ACTA_BLOCK_JUNK : ACTA_BLOCK_LINK);
    return true;
  }
  if (r || acta_line_ends_row(s, "end")) {
    emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  return false;
}

// Names of who wrote it after "By ": capitals, commas and "and".
static acta_str author_of(marker *m, acta_str s)
{
  acta_str    name  = {s.p + 3, s.n - 3};
  const char *comma = memchr(name.p, ',', name.n);
  if (comma) {
    const size_t n = (size_t)(comma - name.p);
    put_outlet(m, acta_outlet_name(
                    acta_str_trim((acta_str){comma + 1, name.n - n - 1})));
    name.n = n;
  }
  return acta_str_trim(name);
}

static bool mark_byline(marker *m, acta_str s)
{
  if (acta_line_words(s, SHORT_WORDS) >= SHORT_WORDS) {
    return false;
  }
  const char     *outlet = acta_line_from_outlet(s);
  const acta_row *r      = acta_line_row(s, "byline");
  const bool      name   = r && !strcmp(r->value, "name");
  if (name && (acta_line_words(s, 13) > 12 || acta_line_end(s) == '.' ||
               s.n < 5 || !acta_line_upper((acta_str){s.p + 3, s.n - 3}))) {
    return false;
  }
  if (!outlet && !r) {
    return false;
  }
  put_outlet(m, outlet);
  if (name && !m->facts->author.n && !m->body) {
    m->facts->author = author_of(m, s);
  }
  emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// "dj,rc/amp (Interfax, AFP, AP)", "(Reuters)", "AP/AFP"
static bool mark_sign_off(marker *m, acta_str s)
{
  const size_t credit = acta_line_credit(s);
  const bool   whole =
    m->body && (acta_line_is_credit(s) || acta_line_is_initials(s));
  if (!whole && (credit == s.n || s.p[s.n - 1] != ')' ||
                 acta_line_words((acta_str){s.p, credit}, 4) > 3)) {
    return false;
  }
  emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// Does piece `i` + 1 say the same again, perhaps with a credit glued on?
static bool is_doubled(const marker *m, uint32_t i)
{
  if (i + 1 >= m->n) {
    return false;
  }
  const acta_str a = words_of(m, i), b = words_of(m, i + 1);
  return acta_line_words(a, 4) > 3 && acta_str_starts(b, a) &&
         (a.n == b.n ||
          acta_line_is_credit(acta_str_trim((acta_str){b.p + a.n, b.n - a.n})));
}

static bool mark_caption(marker *m, acta_str s)
{
  if (m->i && is_doubled(m, m->i - 1)) {
    emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  const size_t credit = acta_line_credit(s);
  const bool   marked = acta_line_row(s, "caption") != NULL;
  if (!is_doubled(m, m->i) && !marked &&
      (credit == s.n ||
       acta_line_words((acta_str){s.p, credit}, MAX_WORDS) >= MAX_WORDS)) {
    return false;
  }
  emit(m, 0, credit, ACTA_BLOCK_CAPTION);
  emit(m, credit, s.n, ACTA_BLOCK_BYLINE);
  return true;
}

// ---- advertisements and lists of links

static bool mark_section(marker *m, acta_str s)
{
  const char     end   = acta_line_end(s);
  const unsigned words = acta_line_words(s, SHORT_WORDS);
  const section  now   = m->section;
  m->section           = now == ONE_LINK ? IN_ARTICLE : now;
  switch (now) {
  case IN_ARTICLE: return false;
  case IN_ADS:
    if (end != '.' || words < 8) {
      emit_all(m, ACTA_BLOCK_JUNK);
      return true;
    }
    break;
  case IN_LINKS:
  case ONE_LINK:
    if (end != '.' && words < SHORT_WORDS) {
      emit_all(m, is_repeat(m, s) ? ACTA_BLOCK_JUNK : ACTA_BLOCK_LINK);
      return true;
    }
    break;
  }
  m->section = IN_ARTICLE;
  return false;
}

// ---- paragraphs

// Does another of the next pieces begin so?  "MODERATOR:" speaks again.
static bool is_speaker(const marker *m, acta_str prefix)
{
  for (uint32_t k = m->i + 1; k < m->n && k < m->i + SPEAKER_PIECES; ++k) {
    if (acta_str_starts(words_of(m, k), prefix)) {
      return true;
    }
  }
  return false;
}

static void mark_paragraph(marker *m, acta_str s)
{
  const acta_dateline d = acta_line_dateline(s);
  size_t              n = d.n;
  if (!d.sure &&
      ((!m->fresh && m->body) ||
       (n && s.p[n - 2] == ':' && is_speaker(m, (acta_str){s.p, n})))) {
    n = 0;
  }
  if (n) {
    acta_stamp stamp;
    acta_stamp_scan((acta_str){s.p, n}, &stamp);
    if (m->facts->day == ACTA_NO_DAY && !m->body) {
      m->facts->day = day_of(m, &stamp);
    }
    put_outlet(m, d.outlet);
    emit(m, 0, n, ACTA_BLOCK_DATELINE);
  }
  emit(m, n, s.n, ACTA_BLOCK_BODY);
}

static bool is_title_again(const marker *m, acta_str s)
{
  return m->titled && m->facts->title.n &&
         acta_str_eq(acta_str_trim(s), m->facts->title);
}

// An indented line of several words is a point of a list, not a headline.
static bool is_listed(const marker *m, acta_str s)
{
  const uint32_t at = m->p[m->i].span.begin;
  return at > 1 && !memcmp(m->doc->text.p + at - 2, "  ", 2) &&
         acta_line_words(s, LIST_WORDS) >= LIST_WORDS;
}

static void mark_piece(marker *m)
{
  const acta_str s = words_of(m, m->i);
  if (m->p[m->i].fixed) {
    emit_all(m, is_repeat(m, s) ? ACTA_BLOCK_JUNK : m->p[m->i].kind);
    return;
  }
  const size_t   done = mark_field(m, s);
  const acta_str rest = {s.p + done, s.n - done};
  if (done && !acta_str_trim(rest).n) {
    return;
  }
  if (!done && (mark_junk(m, s) || mark_stamp(m, s) || mark_byline(m, s) ||
                mark_sign_off(m, s))) {
    return;
  }
  if (mark_section(m, rest)) {
    return;
  }
  if (is_repeat(m, s) || is_title_again(m, rest)) {
    emit(m, done, s.n, ACTA_BLOCK_JUNK);
    return;
  }
  if (mark_caption(m, s) || mark_title(m, done, rest)) {
    return;
  }
  if (acta_line_is_headline(rest, HEADING_WORDS) && !acta_line_end(rest) &&
      m->n > 1 && !is_listed(m, rest)) {
    emit(m, done, s.n, ACTA_BLOCK_HEADING);
    return;
  }
  mark_paragraph(m, s);
}

acta_status acta_layout_mark(acta_document *doc, const acta_piece *pieces,
                             uint32_t n, acta_day hint,
                             acta_layout_facts *facts, acta_error *err)
{
  uint32_t slots = 16;
  while (slots / 2 < n && slots < UINT32_MAX / 2) {
    slots *= 2;
  }
  marker m = {.doc       = doc,
              .p         = pieces,
              .n         = n,
              .facts     = facts,
              .seen_mask = slots - 1,
              .fresh     = true,
              .hint      = hint,
              .entry     = ACTA_NO_DAY,
              .minute    = -1};
  *facts   = (acta_layout_facts){.day = ACTA_NO_DAY, .header_day = ACTA_NO_DAY};
  doc->blocks   = NULL;
  doc->n_blocks = 0;
  m.seen        = acta_arena_alloc(doc->arena, slots, sizeof(*m.seen));
  if (!m.seen) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (m.i = 0; m.i < n && !m.nomem; ++m.i) {
    mark_piece(&m);
  }
  return m.nomem ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
}
