// SPDX-License-Identifier: MIT
/// @file speaker.h  Who says what was said before.  "It is late," Ann Berg, a
/// guard, said: a parser takes the speaker, who stands between the words and
/// the verb of saying, for a part of the words.
#ifndef ACTA_LANGUAGE_SPEAKER_H
#define ACTA_LANGUAGE_SPEAKER_H

#include "language/predicate.h"

/// Hang the speaker on the verb if token `i` is one that lacks its subject, has
/// what is said before it, and stands right behind a phrase that may be one.
void acta_speaker_settle(const acta_tree *t, uint32_t i);

/// Hang token `i`, the head of a clause with "that", on the verb if it hangs on
/// a name that is told or on a day.
void acta_speaker_hang_clause(const acta_tree *t, uint32_t i);

#endif
