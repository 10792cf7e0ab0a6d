// SPDX-License-Identifier: MIT
/// @file layout_impl.h  What the parts of read/layout.h share while they mark
/// the pieces of an article one after the other.  Each layout_mark_ function
/// says whether the piece was of its kind, and then has emitted its blocks.
#ifndef ACTA_READ_LAYOUT_IMPL_H
#define ACTA_READ_LAYOUT_IMPL_H

#include "base/day.h"
#include "read/layout.h"

enum {
  LABEL_WORDS   = 2,  // of the name of a section of the paper
  TITLE_WORDS   = 30, // longer lines are paragraphs without a full stop
  HEADING_WORDS = 14,
  SHORT_WORDS   = 25, // of bylines, furniture and linked headlines
  HEADER_PIECES = 15, // where dates and fields of the article stand
  MAX_WORDS     = 64, // counted no further
};

/// What the lines stand under.
typedef enum {
  IN_ARTICLE,
  IN_ADS,
  IN_LINKS,
  ONE_LINK,    ///< The next line is a linked headline
  ONE_CAPTION, ///< The next line is a caption
} layout_section;

typedef struct {
  acta_document     *doc;
  const acta_piece  *p;
  uint32_t           n, i; // all pieces, and the one being marked
  acta_layout_facts *facts;
  uint32_t           cap;  // of doc->blocks
  uint32_t          *seen; // hash table of pieces by their words, + 1
  uint32_t           seen_mask;
  layout_section     section;
  bool               titled, body; // title, a paragraph: were there
  bool               fresh;        // no paragraph since title or heading
  acta_day           hint, entry;  // date of the article, of the live entry
  int                minute;       // time of day of the last update, or -1
  bool               nomem;
} layout_marker;

/// Text of piece `i`.
acta_str layout_words(const layout_marker *m, uint32_t i);

/// Add the bytes [begin, end) of the piece as a block; all of it.
void layout_emit(layout_marker *m, size_t begin, size_t end,
                 acta_block_kind kind);
void layout_emit_all(layout_marker *m, acta_block_kind kind);

/// The outlet of the article, unless it is known or `name` is NULL.
void layout_put_outlet(layout_marker *m, const char *name);

/// The day of a stamp; one without a year is near to the article's.
struct acta_stamp;
acta_day layout_day_of(const layout_marker *m, const struct acta_stamp *s);

/// A line that is nothing but a date or time.
bool layout_mark_stamp(layout_marker *m, acta_str s);

/// "source: Reuters", "date 2019-04-24", above the article.  Bytes of the
/// piece that are done with; 0 if it is no field.
size_t layout_mark_field(layout_marker *m, acta_str s);

/// Who wrote it, in which outlet.
bool layout_mark_byline(layout_marker *m, acta_str s);

/// The headline: the bytes of the piece from `from` on are `s`.
bool layout_mark_title(layout_marker *m, size_t from, acta_str s);

#endif
