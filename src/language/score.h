// SPDX-License-Identifier: MIT
/// @file score.h  How good a reading is, against gold: tags, lemmas and trees
/// on the same words (accuracies) or on words of its own (precision and recall
/// of words aligned by their characters, as in the CoNLL 2018 shared task,
/// Zeman et al.), names (exact spans, as conlleval) and time expressions
/// (relaxed, strict, value, as in TempEval-3, UzZaman et al. 2013).  Subtypes
/// of relations are ignored, punctuation counts.
#ifndef ACTA_LANGUAGE_SCORE_H
#define ACTA_LANGUAGE_SCORE_H

#include <acta/document.h>

/// What is compared.
typedef enum {
  ACTA_SCORE_TOKENS,
  ACTA_SCORE_SENTENCES,
  ACTA_SCORE_WORDS,
  ACTA_SCORE_UPOS,
  ACTA_SCORE_XPOS,
  ACTA_SCORE_LEMMA,
  ACTA_SCORE_UAS,
  ACTA_SCORE_LAS,
  ACTA_SCORE_NAMES,
  ACTA_SCORE_PER,
  ACTA_SCORE_LOC,
  ACTA_SCORE_ORG,
  ACTA_SCORE_TIMEX_RELAXED,
  ACTA_SCORE_TIMEX_STRICT,
  ACTA_SCORE_TIMEX_VALUE,
  ACTA_N_SCORES
} acta_score;

/// How many there are on either side, and how many agree.
typedef struct {
  uint64_t right, system, gold;
} acta_score_count;

typedef acta_score_count acta_scores[ACTA_N_SCORES];

/// Some documents, in order.
typedef struct {
  const acta_document *docs;
  size_t               n;
} acta_score_side;

/// Name of a score as a table shows it; static storage.
const char *acta_score_name(acta_score score);
double      acta_score_precision(const acta_score_count *c);
double      acta_score_recall(const acta_score_count *c);
double      acta_score_f1(const acta_score_count *c);

/// Compare everything; what neither side has stays 0.  ACTA_E_SYNTAX if the
/// characters of the two sides differ, blanks apart.
acta_status acta_score_documents(acta_score_side gold, acta_score_side system,
                                 acta_scores scores, acta_error *err);

/// Read IOB2 ("token TAB tag" or "index TAB token TAB tag", an empty line
/// between sentences) as one document on doc->arena: ACTA_E_SYNTAX with line.
acta_status acta_iob_read(acta_str text, acta_document *doc, acta_error *err);

#endif
