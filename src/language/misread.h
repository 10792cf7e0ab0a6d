// SPDX-License-Identifier: MIT
/// @file misread.h  Names that were taken for other words.  A tagger that does
/// not know a word goes by its ends: "Boeing" is a gerund then, "Howard" a
/// question word, "Armstead" an adverb, and the tree goes wrong with it.  What
/// is known of names and of new words shows that.
#ifndef ACTA_LANGUAGE_MISREAD_H
#define ACTA_LANGUAGE_MISREAD_H

#include <acta/document.h>

#include <stdbool.h>

/// Is token `i` of the `n` tokens of a sentence a name by its place and its tag
/// none of a name's?  `known`: the tagger learnt the word itself.
bool acta_misread(const acta_token *tokens, uint32_t n, uint32_t i, bool known);

#endif
