// SPDX-License-Identifier: MIT
/// @file document.h  One article and all that is known about its text.
/// Data only: readers fill text and blocks, src/language and src/link the rest,
/// src/event reads it.  Everything hangs on the document's arena; arrays are
/// referred to by index, since they may move while they grow.
#ifndef ACTA_DOCUMENT_H
#define ACTA_DOCUMENT_H

#include <acta/arena.h>
#include <acta/str.h>

/// No such index.
#define ACTA_NO UINT32_MAX

/// A calendar day of the proleptic Gregorian calendar as days since
/// 1970-01-01; ACTA_NO_DAY if unknown.
typedef int32_t acta_day;
#define ACTA_NO_DAY INT32_MIN

/// First and last day of a stretch of time; either may be ACTA_NO_DAY (open).
typedef struct {
  acta_day begin, end;
} acta_days;

/// Layout role of a block of text.
typedef enum {
  ACTA_BLOCK_BODY,     ///< A paragraph of the article
  ACTA_BLOCK_TITLE,    ///< The headline
  ACTA_BLOCK_HEADING,  ///< A headline inside the article
  ACTA_BLOCK_CAPTION,  ///< A picture's caption
  ACTA_BLOCK_LINK,     ///< A linked headline of another article
  ACTA_BLOCK_DATELINE, ///< Place, date and agency before the first sentence
  ACTA_BLOCK_BYLINE,   ///< Author, agency, "Updated ..." lines
  ACTA_BLOCK_JUNK,     ///< Advertisement, navigation, exact repeat: not read
} acta_block_kind;

/// A stretch of text of one layout role.  Blocks are ordered, do not overlap,
/// and no sentence crosses the border of one.
typedef struct {
  acta_span       span;
  acta_block_kind kind;
  acta_day        published; ///< Own date of a dated live entry, or ACTA_NO_DAY
} acta_block;

/// Universal part of speech (UD v2).
typedef enum {
  ACTA_ADJ,
  ACTA_ADP,
  ACTA_ADV,
  ACTA_AUX,
  ACTA_CCONJ,
  ACTA_DET,
  ACTA_INTJ,
  ACTA_NOUN,
  ACTA_NUM,
  ACTA_PART,
  ACTA_PRON,
  ACTA_PROPN,
  ACTA_PUNCT,
  ACTA_SCONJ,
  ACTA_SYM,
  ACTA_VERB,
  ACTA_X,
  ACTA_N_UPOS
} acta_upos;

/// Kind of a name or other mention of an entity.
typedef enum {
  ACTA_ENT_NONE,    ///< Not known
  ACTA_ENT_PERSON,  ///< PER
  ACTA_ENT_PLACE,   ///< LOC: a place that does not act (river, campus, square)
  ACTA_ENT_GPE,     ///< LOC: country, region, city: acts and is a place
  ACTA_ENT_ORG,     ///< ORG
  ACTA_ENT_GROUP,   ///< Several people: "the two leaders", "protesters"
  ACTA_ENT_VEHICLE, ///< Train, plane, ship, car
  ACTA_ENT_THING,   ///< MISC and anything else
  ACTA_N_ENT
} acta_entity_type;

/// TIMEX3 types.
typedef enum {
  ACTA_TIMEX_DATE,
  ACTA_TIMEX_TIME,
  ACTA_TIMEX_DURATION,
  ACTA_TIMEX_SET
} acta_timex_type;

/// One syntactic word.  `deprel` and `xpos` are ids of the tables in
/// language/ud.h; `feats` is packed as that header says.
typedef struct {
  acta_span span;        ///< Where in the text; words of one multi-word token
                         ///< split its span between them
  acta_str form;         ///< As written
  acta_str lemma;        ///< Dictionary form
  uint32_t head;         ///< Index of the governor in doc->tokens; own: root
  uint32_t sentence;     ///< Index in doc->sentences
  uint32_t mention;      ///< Innermost name or nominal whose head it is, or NO
  uint32_t timex;        ///< Index in doc->timexes that covers it, or ACTA_NO
  uint32_t feats;        ///< Packed morphological features
  uint8_t  upos;         ///< acta_upos
  uint8_t  xpos;         ///< Penn tag id
  uint8_t  deprel;       ///< Relation to the governor
  bool     space_after;  ///< White space follows
  bool     in_multiword; ///< Not the first word of a multi-word token
  uint8_t  name;         ///< acta_entity_type of the name it is in, or NONE
  bool     name_begin;   ///< First token of that name
} acta_token;

/// Tokens [begin, end) of doc->tokens.
typedef struct {
  uint32_t  begin, end;
  acta_span span;
  uint32_t  block; ///< Index in doc->blocks
  uint32_t  root;  ///< Token that is the root of the tree, or ACTA_NO
} acta_sentence;

/// A time expression.
typedef struct {
  uint32_t        begin, end; ///< Tokens
  acta_span       span;
  acta_timex_type type;
  acta_str        value; ///< TIMEX3 value, "2019-04-24", "P3D", "PAST_REF"
  acta_days       days;  ///< Days meant, open sides ACTA_NO_DAY; both NO if the
                         ///< expression names no stretch of the calendar
} acta_timex;

/// How a mention refers.
typedef enum {
  ACTA_MENTION_NAME,    ///< "Kim Jong Un", "Moscow"
  ACTA_MENTION_NOMINAL, ///< "the Russian leader", "his armored train"
  ACTA_MENTION_PRONOUN, ///< "he", "who", "the pair"
} acta_mention_kind;

/// A stretch of tokens that refers to an entity.
typedef struct {
  uint32_t          begin, end; ///< Tokens, without determiner and clauses
  uint32_t          head;       ///< Token that carries the relation
  uint32_t          entity;     ///< Index in doc->entities, never ACTA_NO
  acta_mention_kind kind;
  acta_entity_type  type;
} acta_mention;

/// Grammatical gender of a person as far as known.
typedef enum { ACTA_GENDER_UNKNOWN, ACTA_MALE, ACTA_FEMALE } acta_gender;

/// Something that mentions refer to: one coreference chain.
typedef struct {
  acta_entity_type type;
  acta_str         label;  ///< Best name, or the nominal's words
  acta_str         iri;    ///< Linked or minted; set by src/link
  bool             linked; ///< The IRI comes from a gazetteer
  bool             named;  ///< Has a proper name
  bool             plural; ///< A group
  acta_gender      gender;
  uint32_t         record;  ///< Gazetteer record, or ACTA_NO
  uint32_t        *members; ///< Entities of a group, or NULL
  uint32_t         n_members;
  acta_str         vehicle; ///< Of a VEHICLE: class local name, "Train" ...
} acta_entity;

/// What is known about the article from outside its running text.
typedef struct {
  acta_str source; ///< Name of the input (file name or record id)
  acta_str title, publisher, url, author;
  acta_str language;  ///< BCP 47, "en"
  acta_day published; ///< Or ACTA_NO_DAY
} acta_metadata;

/// One article.  `text` is NFC with LF line ends and valid UTF-8.
typedef struct {
  acta_arena    *arena;
  acta_metadata  meta;
  acta_str       text;
  acta_str       id; ///< Lower-case hex of the text's SHA-256, first 128 bits
  acta_block    *blocks;
  acta_sentence *sentences;
  acta_token    *tokens;
  acta_timex    *timexes;
  acta_mention  *mentions;
  acta_entity   *entities;
  uint32_t n_blocks, n_sentences, n_tokens, n_timexes, n_mentions, n_entities;
} acta_document;

#endif // ACTA_DOCUMENT_H
