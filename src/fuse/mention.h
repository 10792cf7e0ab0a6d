// SPDX-License-Identifier: MIT
/// @file mention.h  What the text says about a mention of an event: how its
/// noun is determined, where it stands, what names it has with it.
#ifndef ACTA_FUSE_MENTION_H
#define ACTA_FUSE_MENTION_H

#include "base/utf8.h"
#include "fuse/fuse.h"

/// How the trigger noun is determined.
typedef enum { ACTA_BARE, ACTA_DEFINITE, ACTA_INDEFINITE } acta_reference;

typedef struct {
  acta_record_event *e;
  acta_str           lemma;
  acta_reference     reference;
  bool               noun;
  bool               plural;
  bool               weak;   ///< Says nothing of who took part
  bool               margin; ///< In a caption or a linked headline
  bool               title;
  acta_phrase_name  *names; ///< With the noun, in no role
  uint32_t           n_names;
  uint32_t           token;
  uint32_t           token_sentence;
  uint32_t           sentence; ///< Number among those of the body
  uint32_t           cluster;
} acta_told_mention;

/// What is asked of the text for every mention.
typedef struct {
  const acta_document *doc;
  acta_cp_index        cp;
  uint32_t            *rank;     ///< Of each sentence among those of the body
  uint32_t            *entities; ///< Named at each token, or ACTA_NO
} acta_mention_text;

/// False if out of memory.
bool acta_mention_text_init(acta_mention_text *x, const acta_document *doc);

/// Of the first mention of `e`; false if out of memory.
bool acta_mention_look(const acta_mention_text *x, acta_record_event *e,
                       acta_told_mention *m);

/// "The summit", "the meeting of the two leaders": partners without a name, who
/// may be any, and a place do not tell it from another.
bool acta_says_nobody(const acta_record_event *e);

#endif
