// SPDX-License-Identifier: MIT
#include "read/layout.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/cues.h"
#include "read/dateline.h"
#include "read/layout_impl.h"
#include "read/layout_text.h"
#include "read/stamp.h"

enum {
  LIST_WORDS     = 4,
  SPEAKER_PIECES = 40,
  NOTICE_WORDS   = 4,
  CAPTION_WORDS  = 40
};

acta_str layout_words(const layout_marker *m, uint32_t i)
{
  const acta_span s = m->p[i].span;
  return (acta_str){m->doc->text.p + s.begin, s.end - s.begin};
}

void layout_emit(layout_marker *m, size_t begin, size_t end,
                 acta_block_kind kind)
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
    m->fresh = false;
  } else if (kind == ACTA_BLOCK_TITLE || kind == ACTA_BLOCK_HEADING) {
    m->titled = m->titled || kind == ACTA_BLOCK_TITLE;
    m->fresh  = true;
  }
}

void layout_emit_all(layout_marker *m, acta_block_kind kind)
{
  layout_emit(m, 0, layout_words(m, m->i).n, kind);
}

// Has the same text stood before?  Remembers it otherwise.
static bool is_repeat(layout_marker *m, acta_str s)
{
  if (acta_line_words(s, 3) < 3) {
    return false;
  }
  uint32_t slot = (uint32_t)acta_hash64(s.p, s.n, 0) & m->seen_mask;
  for (; m->seen[slot]; slot = (slot + 1) & m->seen_mask) {
    if (acta_str_eq(layout_words(m, m->seen[slot] - 1), s)) {
      return true;
    }
  }
  m->seen[slot] = m->i + 1;
  return false;
}

// ---- furniture, captions

static layout_section section_after(const acta_row *r, layout_section now)
{
  return !strcmp(r->value, "ads")       ? IN_ADS
         : !strcmp(r->value, "links")   ? IN_LINKS
         : !strcmp(r->value, "caption") ? ONE_CAPTION
                                        : now;
}

// The row of a whole line, a colon or comma at its end apart.
static const acta_row *line_row(acta_str s)
{
  const bool more = s.n && strchr(":,", s.p[s.n - 1]);
  return acta_rows_find(acta_layout_rows(), "line",
                        acta_str_trim((acta_str){s.p, s.n - more}));
}

// "___", "312", but not the year that is the heading of a chronicle.
static bool is_bare(acta_str s)
{
  bool digits = true;
  for (size_t i = 0; i < s.n;) {
    const uint32_t cp = acta_utf8_next(s, &i);
    if (acta_cp_is_alpha(cp)) {
      return false;
    }
    digits = digits && cp >= '0' && cp <= '9';
  }
  return !digits || s.n != 4;
}

// "Read more: ..." or "Sign up ..."; words that nothing else begins with
// count in long lines too.
static bool mark_opening(layout_marker *m, acta_str s)
{
  const acta_row *r     = acta_line_row(s, "start");
  const bool      brief = acta_line_words(s, SHORT_WORDS) < SHORT_WORDS;
  const bool      link  = r && !strcmp(r->value, "link");
  if (link && brief) {
    const bool alone = acta_line_words(s, 5) <= 4;
    m->section       = alone ? ONE_LINK : m->section;
    layout_emit_all(m, alone ? ACTA_BLOCK_JUNK : ACTA_BLOCK_LINK);
    return true;
  }
  const bool notice =
    r && !link &&
    acta_line_words(acta_str_of(r->text), NOTICE_WORDS) >= NOTICE_WORDS;
  if (notice || (brief && (r || acta_line_ends_row(s, "end")))) {
    layout_emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  return false;
}

static bool mark_junk(layout_marker *m, acta_str s)
{
  const acta_row *r = line_row(s);
  if (r || is_bare(s)) {
    m->section = r ? section_after(r, m->section) : m->section;
    layout_emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  if (acta_line_is_url(s)) {
    if (!m->body && !m->facts->url.n) {
      m->facts->url = s;
    }
    layout_emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  return mark_opening(m, s);
}

// "dj,rc/amp (Interfax, AFP, AP)", "(Reuters)", "AP/AFP"
static bool mark_sign_off(layout_marker *m, acta_str s)
{
  const size_t credit = acta_line_credit(s);
  const bool   whole =
    m->body && (acta_line_is_credit(s) || acta_line_is_initials(s));
  if (!whole && (credit == s.n || s.p[s.n - 1] != ')' ||
                 acta_line_words((acta_str){s.p, credit}, 4) > 3)) {
    return false;
  }
  layout_emit_all(m, ACTA_BLOCK_BYLINE);
  return true;
}

// Does piece `i` + 1 say the same again, perhaps with a credit glued on?
static bool is_doubled(const layout_marker *m, uint32_t i)
{
  if (i + 1 >= m->n) {
    return false;
  }
  const acta_str a = layout_words(m, i), b = layout_words(m, i + 1);
  return acta_line_words(a, 4) > 3 && acta_str_starts(b, a) &&
         (a.n == b.n ||
          acta_line_is_credit(
            acta_str_trim((acta_str){b.p + a.n, b.n - a.n})) ||
          (acta_line_credit(b) >= a.n && acta_line_credit(b) < b.n));
}

// Is it "[1/2] ...", under a picture of several?
static bool is_counted(acta_str s)
{
  size_t i = s.n && s.p[0] == '[';
  while (i && i < s.n && s.p[i] >= '0' && s.p[i] <= '9') {
    ++i;
  }
  return i > 1 && i + 1 < s.n && s.p[i] == '/' && s.p[i + 1] >= '0' &&
         s.p[i + 1] <= '9';
}

static void emit_caption(layout_marker *m, acta_str s)
{
  const size_t credit = acta_line_is_credit(s) ? 0 : acta_line_credit(s);
  layout_emit(m, 0, credit, ACTA_BLOCK_CAPTION);
  layout_emit(m, credit, s.n, ACTA_BLOCK_BYLINE);
}

static bool mark_caption(layout_marker *m, acta_str s)
{
  if (m->i && is_doubled(m, m->i - 1)) {
    layout_emit_all(m, ACTA_BLOCK_JUNK);
    return true;
  }
  const size_t   credit = acta_line_credit(s);
  const bool     marked = acta_line_row(s, "caption") || is_counted(s);
  const unsigned max    = s.p[s.n - 1] == ')' ? MAX_WORDS : CAPTION_WORDS;
  if (!is_doubled(m, m->i) && !marked &&
      (credit == s.n || acta_line_words((acta_str){s.p, credit}, max) >= max)) {
    return false;
  }
  emit_caption(m, s);
  return true;
}

// ---- advertisements and lists of links

static bool mark_section(layout_marker *m, acta_str s)
{
  const char           end   = acta_line_end(s);
  const unsigned       words = acta_line_words(s, SHORT_WORDS);
  const layout_section now   = m->section;
  m->section = now == ONE_LINK || now == ONE_CAPTION ? IN_ARTICLE : now;
  switch (now) {
  case IN_ARTICLE: return false;
  case ONE_CAPTION: emit_caption(m, s); return true;
  case IN_ADS:
    if (end != '.' || words < 8) {
      layout_emit_all(m, ACTA_BLOCK_JUNK);
      return true;
    }
    break;
  case IN_LINKS:
  case ONE_LINK:
    if (end != '.' && words < SHORT_WORDS) {
      layout_emit_all(m, is_repeat(m, s) ? ACTA_BLOCK_JUNK : ACTA_BLOCK_LINK);
      return true;
    }
    break;
  }
  m->section = IN_ARTICLE;
  return false;
}

// ---- paragraphs

// Does another of the next pieces begin so?  "MODERATOR:" speaks again.
static bool is_speaker(const layout_marker *m, acta_str prefix)
{
  for (uint32_t k = m->i + 1; k < m->n && k < m->i + SPEAKER_PIECES; ++k) {
    if (acta_str_starts(layout_words(m, k), prefix)) {
      return true;
    }
  }
  return false;
}

// Bytes of the dateline with which the paragraph begins, 0: none does.
static size_t dateline_length(const layout_marker *m, acta_str s,
                              const acta_dateline *d)
{
  switch (d->kind) {
  case ACTA_DATELINE_NONE: return 0;
  case ACTA_DATELINE_AGENCY: return d->n;
  case ACTA_DATELINE_COLON: return m->body ? 0 : d->n;
  case ACTA_DATELINE_PLACE: break;
  }
  const bool colon = s.p[d->n - 2] == ':';
  return (!m->fresh && m->body) ||
             (colon && is_speaker(m, (acta_str){s.p, d->n}))
           ? 0
           : d->n;
}

static void mark_paragraph(layout_marker *m, acta_str s)
{
  const acta_dateline d = acta_dateline_read(s);
  const size_t        n = dateline_length(m, s, &d);
  if (n) {
    acta_stamp stamp;
    acta_stamp_scan((acta_str){s.p, n}, &stamp);
    if (m->facts->day == ACTA_NO_DAY && !m->body) {
      m->facts->day = layout_day_of(m, &stamp);
    }
    layout_put_outlet(m, d.outlet);
    layout_emit(m, 0, n, ACTA_BLOCK_DATELINE);
  }
  layout_emit(m, n, s.n, ACTA_BLOCK_BODY);
  // a line under the headline that sums up has no full stop
  m->body = m->body || !m->titled || acta_line_end(s) ||
            acta_line_words(s, TITLE_WORDS) >= TITLE_WORDS;
}

static bool is_title_again(const layout_marker *m, acta_str s)
{
  return m->titled && m->facts->title.n &&
         acta_str_eq(acta_str_trim(s), m->facts->title);
}

// An indented line of several words is a point of a list, not a headline.
static bool is_listed(const layout_marker *m, acta_str s)
{
  const uint32_t at = m->p[m->i].span.begin;
  return at > 1 && !memcmp(m->doc->text.p + at - 2, "  ", 2) &&
         acta_line_words(s, LIST_WORDS) >= LIST_WORDS;
}

// A headline before "Read more" is that of another article.
static bool is_linked(const layout_marker *m)
{
  return m->body && m->i + 1 < m->n &&
         acta_rows_find(acta_layout_rows(), "after", layout_words(m, m->i + 1));
}

// The markup tells what the piece is, but not what its words are about.
static void mark_fixed(layout_marker *m, acta_str s)
{
  const acta_block_kind kind  = m->p[m->i].kind;
  const bool            again = is_repeat(m, s);
  if (!again && kind != ACTA_BLOCK_TITLE && mark_junk(m, s)) {
    return;
  }
  if (again || (kind == ACTA_BLOCK_LINK && m->section == IN_ADS)) {
    layout_emit_all(m, ACTA_BLOCK_JUNK);
  } else if (kind == ACTA_BLOCK_CAPTION) {
    emit_caption(m, s);
  } else {
    m->section = kind == ACTA_BLOCK_HEADING ? IN_ARTICLE : m->section;
    layout_emit_all(m, kind);
  }
}

// "CNN -", alone on its line.
static bool mark_dateline(layout_marker *m, acta_str s)
{
  const acta_dateline d = acta_dateline_read(s);
  if (d.kind != ACTA_DATELINE_AGENCY || d.n < s.n) {
    return false;
  }
  layout_put_outlet(m, d.outlet);
  layout_emit_all(m, ACTA_BLOCK_DATELINE);
  return true;
}

static void mark_piece(layout_marker *m)
{
  const acta_str        s     = layout_words(m, m->i);
  const acta_block_kind guess = m->p[m->i].kind;
  if (m->p[m->i].fixed) {
    mark_fixed(m, s);
    return;
  }
  const size_t   done = layout_mark_field(m, s);
  const acta_str rest = {s.p + done, s.n - done};
  if (done && !acta_str_trim(rest).n) {
    return;
  }
  if (!done &&
      (layout_mark_stamp(m, s) || mark_junk(m, s) || layout_mark_byline(m, s) ||
       mark_sign_off(m, s) || mark_dateline(m, s))) {
    return;
  }
  if (guess != ACTA_BLOCK_BODY) {
    layout_emit_all(m, guess);
    return;
  }
  if (mark_section(m, rest)) {
    return;
  }
  if (is_repeat(m, s) || is_title_again(m, rest)) {
    layout_emit(m, done, s.n, ACTA_BLOCK_JUNK);
    return;
  }
  if (mark_caption(m, s) || layout_mark_title(m, done, rest)) {
    return;
  }
  if (acta_line_is_headline(rest, HEADING_WORDS) && !acta_line_end(rest) &&
      m->n > 1 && !is_listed(m, rest)) {
    layout_emit(m, done, s.n,
                is_linked(m) ? ACTA_BLOCK_LINK : ACTA_BLOCK_HEADING);
    return;
  }
  mark_paragraph(m, s);
}

// A page of pictures alone tells its story in their captions.
static void promote_captions(acta_document *doc)
{
  uint32_t i = 0;
  while (i < doc->n_blocks && doc->blocks[i].kind != ACTA_BLOCK_BODY) {
    ++i;
  }
  for (uint32_t k = 0; k < doc->n_blocks && i == doc->n_blocks; ++k) {
    acta_block *b = doc->blocks + k;
    b->kind       = b->kind == ACTA_BLOCK_CAPTION ? ACTA_BLOCK_BODY : b->kind;
  }
}

acta_status acta_layout_mark(acta_document *doc, const acta_piece *pieces,
                             uint32_t n, acta_day hint,
                             acta_layout_facts *facts, acta_error *err)
{
  uint32_t slots = 16;
  while (slots / 2 < n && slots < UINT32_MAX / 2) {
    slots *= 2;
  }
  layout_marker m = {.doc       = doc,
                     .p         = pieces,
                     .n         = n,
                     .facts     = facts,
                     .seen_mask = slots - 1,
                     .fresh     = true,
                     .hint      = hint,
                     .entry     = ACTA_NO_DAY,
                     .minute    = -1};
  *facts = (acta_layout_facts){.day = ACTA_NO_DAY, .header_day = ACTA_NO_DAY};
  doc->blocks   = NULL;
  doc->n_blocks = 0;
  m.seen        = acta_arena_alloc(doc->arena, slots, sizeof(*m.seen));
  if (!m.seen) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (m.i = 0; m.i < n && !m.nomem; ++m.i) {
    mark_piece(&m);
  }
  promote_captions(doc);
  return m.nomem ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
}
