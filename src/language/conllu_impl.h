// SPDX-License-Identifier: MIT
/// @file conllu_impl.h  What the parts of the CoNLL-U reader share.
#ifndef ACTA_LANGUAGE_CONLLU_IMPL_H
#define ACTA_LANGUAGE_CONLLU_IMPL_H

#include "language/conllu.h"

#define ACTA_CONLLU_MAX_OPEN 64U ///< Mentions open at once

/// A document being read.
typedef struct {
  acta_conllu   *in;
  acta_document *doc;
  acta_error    *err;
  acta_buf       text;
  uint32_t       cap_tokens, cap_sentences, cap_blocks, cap_mentions;
  uint32_t       cap_entities, cap_timexes;
  uint32_t       range_end;   ///< Last word of the open multi-word token
  uint32_t       range_begin; ///< First token of it
  acta_str       range_form;
  bool           range_space;
  bool           new_paragraph;
  bool           headless; ///< Some head of this sentence is "_"
  uint32_t       open[ACTA_CONLLU_MAX_OPEN]; ///< Mentions not yet closed
  uint32_t       n_open;
} acta_conllu_reader;

/// Says what is wrong with the line last read.
acta_status acta_conllu_syntax(acta_conllu_reader *r, const char *what);
acta_status acta_conllu_no_memory(acta_conllu_reader *r);

/// Reads a decimal number of at most seven digits; false if `s` is none.
bool acta_conllu_number(acta_str s, uint32_t *out);
/// Takes the text up to `stop` from `s`; all of it if there is none.
acta_str acta_conllu_take(acta_str *s, char stop);
/// Undoes percent-encoding on the arena; p NULL if out of memory.
acta_str acta_conllu_unescaped(acta_conllu_reader *r, acta_str s);

/// Reads the value of `Entity=` of the token last read: mentions that open and
/// close there.
acta_status acta_conllu_entities(acta_conllu_reader *r, acta_str s);
/// Closes what is open at the end of a sentence: no mention outlives it.
void acta_conllu_close_mentions(acta_conllu_reader *r);
/// Labels entities with the text of their first name, else of any mention.
void acta_conllu_label_entities(acta_document *doc);

#endif
