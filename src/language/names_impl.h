// SPDX-License-Identifier: MIT
/// @file names_impl.h  What finding names and learning to share.
#ifndef ACTA_LANGUAGE_NAMES_IMPL_H
#define ACTA_LANGUAGE_NAMES_IMPL_H

#include "language/names.h"
#include "language/word.h"

/// Room for the features of one token.
#define ACTA_NAME_FEATURES 90

/// Bits of evidence.
#define ACTA_NAME_EVIDENCE 9

/// Seed of the features of steps from label to label.
#define ACTA_NAME_STEP 9001

/// Labels: 0 is Outside, then Begin, Inside, Last, Unit of each type.
enum { LABEL_BEGIN, LABEL_INSIDE, LABEL_LAST, LABEL_UNIT };

static inline unsigned acta_label(unsigned type, unsigned place)
{
  return 1 + 4 * type + place;
}

/// What is known of a token before decoding.
typedef struct {
  acta_word word;
  uint32_t  classes;   ///< acta_word_class of the form
  uint32_t  run_first; ///< First and last token of the run of capitals
  uint32_t  run_last;
  uint32_t  chain_first; ///< The same over what "of" and the like join
  uint32_t  chain_last;
  uint32_t  head;          ///< Last word of the first run of the chain
  uint32_t  chain_classes; ///< Of all capitals in the chain
  uint16_t  gazetteer;     ///< Place in the longest match and its best type
  uint16_t  types;         ///< Types of all namesakes
  uint16_t  evidence;      ///< What the document tells of the form elsewhere
  uint8_t   spelling;      ///< acta_spelling_guess of a capitalised word
  uint8_t   first_name;    ///< 0, 1 male, 2 female, 3 either
  bool      hot;           ///< May be in a name
  bool      start;         ///< First word of its sentence
  bool      shouting;      ///< Capitals say little in its sentence
} acta_name_token;

/// Look at all tokens; NULL if out of memory.  On doc->arena.
acta_name_token *acta_names_look(const acta_document *doc,
                                 const acta_ontology *o,
                                 const acta_spelling *spelling);

/// Features of token `i` of sentence `s`, those of its tags only if `tags`;
/// returns how many.
size_t acta_names_features(const acta_document *doc, const acta_name_token *t,
                           const acta_sentence *s, uint32_t i, bool tags,
                           uint64_t keys[ACTA_NAME_FEATURES]);

/// Feature of label `from` standing before.
static inline uint64_t acta_names_step(unsigned from)
{
  return acta_feature(ACTA_NAME_STEP, from);
}

/// May `to` follow `from` (ACTA_NAME_LABELS: the border of the sentence)?
bool acta_names_may_follow(unsigned from, unsigned to);

/// Scores of labels of `n` tokens, ACTA_NAME_LABELS each.
typedef int32_t acta_name_scores[ACTA_NAME_LABELS];

/// The best labelling within `allowed` (bit sets); `back` has room for
/// n * ACTA_NAME_LABELS bytes.
void acta_names_viterbi(acta_name_scores *scores, const acta_name_steps *step,
                        const uint32_t *allowed, uint32_t n, uint8_t *back,
                        uint8_t *labels);

/// Labels that the context of token `i` allows.
uint32_t acta_names_allowed(const acta_name_token *t, const acta_sentence *s,
                            uint32_t i);

#endif
