// SPDX-License-Identifier: MIT
/// @file layout_text.h  What a line looks like: questions of read/layout.h.
#ifndef ACTA_READ_LAYOUT_TEXT_H
#define ACTA_READ_LAYOUT_TEXT_H

#include "base/rows.h"

#include <acta/document.h>

/// `s` without white space (no-break spaces too) at either end.
acta_span acta_span_trim(acta_str text, acta_span s);
acta_str  acta_str_trim(acta_str s);

/// Words (runs between white space with a letter or digit), at most `max`.
unsigned acta_line_words(acta_str s, unsigned max);

/// The next word from `*i` on, between white space and / , ; | &.
acta_str acta_line_next_word(acta_str s, size_t *i);

/// The mark that ends it before closing quotes and brackets: one of . ! ? :
/// , ; or 0.
char acta_line_end(acta_str s);

/// Begins with an upper-case letter?
bool acta_line_upper(acta_str s);

/// Are all its letters upper case, and at least `min` of them?
bool acta_line_capitals(acta_str s, unsigned min);

/// Is it one web address and nothing else?
bool acta_line_is_url(acta_str s);

/// Case-insensitive (ASCII): does `s` begin with the words `prefix`?
bool acta_line_starts(acta_str s, const char *prefix);
bool acta_line_ends(acta_str s, const char *suffix);

/// Name in the graph of the outlet that `s` is called, or NULL.
const char *acta_outlet_name(acta_str s);

/// Is it a list of outlets and words of picture credits, "AFP/Getty Images"?
bool acta_line_is_credit(acta_str s);

/// Is it the initials of editors, "dj,rc/amp"?
bool acta_line_is_initials(acta_str s);

/// Where the picture credit at the end of a caption begins; s.n: none there.
size_t acta_line_credit(acta_str s);

/// May it be a headline: at most `max` words, one sentence, no full stop?
bool acta_line_is_headline(acta_str s, unsigned max);

/// The row of `kind` whose words it begins with, or NULL.
const acta_row *acta_line_row(acta_str s, const char *kind);
/// Does it end with the words of a row of `kind`?
bool acta_line_ends_row(acta_str s, const char *kind);

/// The outlet in "From CNN's Nathan Hodge in Moscow", or NULL.
const char *acta_line_from_outlet(acta_str s);

#endif
