// SPDX-License-Identifier: MIT
/// @file morph.h  Lemmas and features of tagged words.  A lemma is the form (or
/// the form in lower case) with its end replaced; which replacement, the whole
/// word or else its longest known ending under that tag says (in the manner of
/// Chrupala's edit scripts and of TnT's suffix tables).  Irregular verbs that
/// the training did not show are listed in ontology/verbs-en.tsv.
#ifndef ACTA_LANGUAGE_MORPH_H
#define ACTA_LANGUAGE_MORPH_H

#include "base/buf.h"
#include "language/weights.h"

#include <acta/document.h>

/// Longest ending looked at, in bytes.
#define ACTA_MORPH_ENDING 6
/// Longest text that a replacement puts in.
#define ACTA_MORPH_TEXT 13

/// What a lemma is made of: the form in lower case, so but for a capital at the
/// beginning, or as it is written.
enum { ACTA_LEMMA_LOWER, ACTA_LEMMA_TITLE, ACTA_LEMMA_AS_IS };

/// How to make a lemma of a form.
typedef struct {
  uint8_t strip; ///< Bytes to take off the end
  uint8_t from;  ///< What to begin with, below
  uint8_t n;     ///< Bytes of text to put on
  char    text[ACTA_MORPH_TEXT];
} acta_lemma_script;

/// A lemmatiser in a model section; borrowed from the model.
typedef struct {
  const acta_lemma_script *scripts;
  const uint32_t          *feats; ///< Packed features, see ud.h
  uint32_t                 n_scripts, n_feats;
  acta_numbers             rules;   ///< Word or ending and tag -> script
  acta_numbers             feat_of; ///< Tag, or tag and word -> feats
} acta_morph;

/// Take a lemmatiser from the model's section "morph".
acta_status acta_morph_view(acta_morph *m, acta_str section, acta_error *err);

/// Set the lemma and the features of tagged tokens; lemmas are on `arena`.  A
/// form that only the past of an irregular verb has gets the tag VBD if it was
/// taken for a base form or a present.
acta_status acta_morph_run(const acta_morph *m, acta_token *tokens, uint32_t n,
                           acta_arena *arena, acta_error *err);

/// Set what only the tree tells of the tokens [begin, end): passive voice and
/// imperative mood.
void acta_morph_finish(acta_token *tokens, uint32_t begin, uint32_t end);

/// Learn from tagged documents and append the section to `out`.
acta_status acta_morph_train(const acta_document *docs, size_t n_docs,
                             acta_buf *out, acta_error *err);

/// Is that, but for capitals, a form of a verb in ontology/verbs-en.tsv?
bool acta_morph_knows_verb(acta_str form);

/// `lower` with its first letter as a capital; p NULL if out of memory.
acta_str acta_morph_title(acta_str lower, acta_arena *arena);

/// Key of the tables for the word or ending `s` (in lower case) of a token.
uint64_t acta_morph_key(const acta_token *t, acta_str s, bool whole);

#endif
