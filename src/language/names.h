// SPDX-License-Identifier: MIT
/// @file names.h  Named entities: people, places, organisations, others.
/// A linear model of the labels Begin, Inside, Last, Unit and Outside (Ratinov
/// and Roth 2009) decoded by Viterbi, learnt with the averaged structured
/// perceptron (Collins 2002); where the gold leaves a choice, the best of the
/// allowed labellings is taken as right.  Features: words, shapes, tags,
/// gazetteers, titles and first names, what a word looks like by its letters,
/// the run of capitals around it, and what the rest of the document tells of
/// it.
#ifndef ACTA_LANGUAGE_NAMES_H
#define ACTA_LANGUAGE_NAMES_H

#include "base/buf.h"
#include "language/spelling.h"

#include <acta/ontology.h>

/// Types told apart: PERSON, PLACE, ORG, THING of acta_entity_type.
enum { ACTA_NAME_TYPES = 4, ACTA_NAME_LABELS = 1 + 4 * ACTA_NAME_TYPES };

/// Weight of a label after another.
typedef struct {
  int32_t from[ACTA_NAME_LABELS][ACTA_NAME_LABELS];
} acta_name_steps;

/// A name model in a model section: table of spellings, then that of names and
/// steps.  Borrowed from the model.
typedef struct {
  acta_spelling   spelling;
  acta_weights    weights;
  acta_name_steps step;
} acta_names;

/// Take the model from its section ("names").
acta_status acta_names_view(acta_names *m, acta_str section, acta_error *err);

/**
   Set name and name_begin of all tokens, which have tags.  Places that a
   gazetteer knows as acting ones become ACTA_ENT_GPE.  `o` may be NULL.
   Scratch memory comes from doc->arena.  ACTA_E_NOMEM.
*/
acta_status acta_names_run(const acta_names *m, const acta_ontology *o,
                           acta_document *doc, acta_error *err);

/// Annotated text: sentences of tokens.
typedef struct {
  acta_document doc;
  uint32_t     *allowed; ///< Of each token: bit set over labels
} acta_names_text;

/**
   Read annotated names of all files of `paths` (ends with NULL): IOB2 (token,
   label; or number, token, label), or GUM's CoNLL-U, whose proper-noun entities
   count as names (the path ends in .conllu).  A text ends at "# newdoc",
   "-DOCSTART-" or the file's end.
   @return ACTA_E_SYNTAX with "FILE:LINE: cause"; texts are on `a`.
*/
acta_status acta_names_read(acta_arena *a, const char *const *paths,
                            acta_names_text **texts, size_t *n,
                            acta_error *err);

/// Learn from texts (with tags); append the section "names" to `out`.
acta_status acta_names_train(const acta_names_text *texts, size_t n_texts,
                             const acta_ontology *o, unsigned epochs,
                             acta_buf *out, acta_error *err);

#endif
