// SPDX-License-Identifier: MIT
/// @file words.h  The words of ontology/grammar-en.tsv.
#ifndef ACTA_EVENT_WORDS_H
#define ACTA_EVENT_WORDS_H

#include <acta/str.h>

#include <stdbool.h>

/// Has the table the word, in any case, under `kind`?
bool acta_grammar_lists(const char *kind, acta_str word);

#endif
