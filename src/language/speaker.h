// SPDX-License-Identifier: MIT
/// @file speaker.h  Who says what.  "It is late," Ann Berg, a guard, said: a
/// parser takes the speaker, who stands between the words and the verb of
/// saying, for a part of the words.  "Berg told reporters he would appeal": it
/// takes what is told for something about those who hear it.  Both are mended
/// in the tree, which stays a tree.
#ifndef ACTA_LANGUAGE_SPEAKER_H
#define ACTA_LANGUAGE_SPEAKER_H

#include "language/predicate.h"

/// Token `i`, a finite verb with two subjects, leaves the first to the clause
/// said before it: "A man drowned, police said".  One that lacks its subject
/// takes the phrase right before it if what is said stands before that.
void acta_speaker_settle(const acta_tree *t, uint32_t i);

/// Hang token `i`, the head of a clause, on the verb that says it: from a noun
/// beside that verb, with "that" ("told Lund that", "said on Friday that") or
/// without ("told reporters he would appeal"); and from the clause before it,
/// as a second saying: "warned that jobs could go and said it would vote".
void acta_speaker_hang_clause(const acta_tree *t, uint32_t i);

#endif
