// SPDX-License-Identifier: MIT
/// @file story.h  How far two documents, or two sentences, tell one story: the
/// cosine of their words weighted by rarity (Salton and Buckley,
/// "Term-weighting approaches in automatic text retrieval", 1988), names before
/// other words. What all documents have in common thus says nothing: of a
/// stream of like events only what tells them apart counts.
#ifndef ACTA_FUSE_STORY_H
#define ACTA_FUSE_STORY_H

#include <acta/status.h>
#include <acta/str.h>

#include <stdbool.h>
#include <stdint.h>

/// A word of a text, its inflection cut off, by its hash.
uint32_t acta_story_stem(acta_str word);

typedef struct {
  uint32_t word;
  uint32_t n, upper; ///< Times it is there, and with a capital
} acta_bag_word;

/// Words of one document or sentence; begins zeroed.
typedef struct {
  acta_bag_word *words;
  size_t         n, cap;
} acta_bag;

/// Add the words of a text; false if out of memory.
bool acta_bag_add(acta_bag *b, acta_str text);
/// Sort, each word once; after the last text.
void acta_bag_close(acta_bag *b);
void acta_bag_release(acta_bag *b);

/// In how many documents each word is, in a table of fixed size: words that
/// share a place there count as one.
typedef struct acta_word_counts acta_word_counts;

acta_word_counts *acta_word_counts_new(void);
void              acta_word_counts_free(acta_word_counts *c);
/// One more document, with the words of a closed bag.
void acta_word_counts_add(acta_word_counts *c, const acta_bag *b);

enum { ACTA_STORY_WORDS = 96 };

typedef struct {
  uint32_t word;
  float    weight;
  bool     name; ///< Mostly written with a capital
} acta_story_word;

/// The weightiest words, by hash; their squared weights sum to 1.
typedef struct {
  uint32_t        n;
  acta_story_word words[ACTA_STORY_WORDS];
} acta_story;

/// Of a closed bag; false if out of memory.
bool acta_story_make(const acta_word_counts *c, const acta_bag *b,
                     acta_story *out);

/// From 0, nothing in common, to 1: of all words, and the part of it that is
/// names; of the names alone, and of the other words alone.
typedef struct {
  double all, names;
  double naming, wording;
} acta_likeness;
acta_likeness acta_story_compare(const acta_story *a, const acta_story *b);

/// The weightiest words, at most `n` of them, to the front; how many.  Nothing
/// but these can be asked of the story then.
uint32_t acta_story_top(acta_story *s, uint32_t n);

#endif
