// SPDX-License-Identifier: MIT
/// @file mend.h  Repairs of the parse trees of an article before its events are
/// looked for.  They know the lexicon, the kind of the block and the time
/// expressions, which the parser does not; what words and tags alone tell is
/// mended in language/predicate.h, speaker.h and misread.h.
#ifndef ACTA_EVENT_MEND_H
#define ACTA_EVENT_MEND_H

#include "event/work.h"

/// Tokens of the longest sentence whose clauses and phrases are looked at: real
/// ones are shorter, and the work stays linear.
enum { LONGEST = 256 };

/// Hang token `t` on `head`.
void hang(const work *w, uint32_t t, uint32_t head, uint8_t deprel);
/// May token `t` hang on `head`, which is not below it?
bool may_hang(const work *w, uint32_t t, uint32_t head);
/// The first token that hangs on `h` by `deprel`, whatever its subtype;
/// ACTA_NO if none does.  Reads the whole sentence.
uint32_t child_by(const work *w, const acta_sentence *s, uint32_t h,
                  uint8_t deprel);
/// A verb that some entry of the lexicon has without a passive.
bool has_active_only(const work *w, uint32_t t);
/// A description keeps no words in its label that are not its own.
void cut_label(const work *w, const acta_mention *m);

/// mend_headline.c: verbs of headlines, and of other sentences without a finite
/// one.
void mend_headline(const work *w, const acta_sentence *s);

/// mend_clause.c: subjects and clauses hung on the wrong verb, around token `t`
/// of a sentence, which is not its last.
void mend_clause(const work *w, const acta_sentence *s, uint32_t t);

/// mend_phrase.c: words read into the wrong phrase, around token `t` of a
/// sentence, which is neither its first nor its last.
void mend_phrase(const work *w, const acta_sentence *s, uint32_t t);
/// A day that stands behind a verb of saying.
void mend_day_of_saying(const work *w, const acta_timex *x);

#endif
