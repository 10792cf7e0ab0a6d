// SPDX-License-Identifier: MIT
/// @file coref_impl.h  What the passes of coreference share.
#ifndef ACTA_LANGUAGE_COREF_IMPL_H
#define ACTA_LANGUAGE_COREF_IMPL_H

#include "language/coref.h"
#include "ontology/name_key.h"

/// How a pronoun refers.
typedef enum {
  PRONOUN_NONE,
  PRONOUN_HE,    ///< he, she: a person; gender says which
  PRONOUN_IT,    ///< it, its
  PRONOUN_THEY,  ///< they, them, their
  PRONOUN_I,     ///< the speaker
  PRONOUN_OTHER, ///< we, you: left open
  PRONOUN_REL,   ///< who, which, that
} coref_pronoun;

/// What the passes know of a mention beyond acta_mention.
typedef struct {
  uint32_t      parent; ///< Union-find: towards an earlier mention
  uint32_t      sentence;
  uint32_t      entry;   ///< Gazetteer entry of a country or its people
  uint32_t      nation;  ///< Entry of the country of an office, or ACTA_NO
  uint32_t      classes; ///< acta_word_class of a nominal's head
  uint32_t      verb;    ///< Governor if a verb or the like, or ACTA_NO
  uint64_t      key;     ///< Hash of the name's or head's key
  acta_str      vehicle; ///< Class of a vehicle
  acta_gender   gender;
  coref_pronoun pronoun;
  bool          plural, definite, subject, demonym, metonym;
  bool          titled; ///< A title tells the gender, no first name
} coref_info;

/// What holds for all mentions of a chain; kept at its first mention.
typedef struct {
  uint32_t    count;  ///< Mentions
  uint32_t    best;   ///< Mention with the best name, or ACTA_NO
  uint32_t    last;   ///< Latest mention
  uint32_t    nation; ///< Country of the person's office
  uint32_t    entry;  ///< Gazetteer entry, as in coref_info
  acta_str    home;   ///< Code of the country that a gazetteer says they lead
  uint64_t    party;  ///< Hash of what else qualifies the office: "Labour"
  uint64_t    role;   ///< Hash of the office: "prime minister"; 0 if not told
  uint64_t    post;   ///< Hash of its last word: "minister"
  uint32_t    role_classes;
  uint32_t    members[4]; ///< Mentions of the members of a group
  uint32_t    n_members;
  acta_gender gender;
  bool        plural, named;
} coref_chain;

/// Hash to index, open addressing; values are ACTA_NO where there is none.
typedef struct {
  uint64_t *keys;
  uint32_t *values;
  uint32_t  mask;
} coref_map;

/// A document in work.  Memory is the document's arena.
typedef struct {
  const acta_ontology *o;
  acta_document       *doc;
  coref_info          *info;  ///< Of each mention
  coref_chain         *chain; ///< Of each mention; valid at roots
  uint32_t            *first_child, *next_sibling;
  uint32_t            *quote; ///< Of each token: quotation it is in, or ACTA_NO
  uint32_t            *speaker; ///< Of each quotation: mention, or ACTA_NO
  uint32_t             n_quotes;
  uint32_t             cap_mentions, cap_info;
} coref;

/// Children of token `t`: for (c = first; c != ACTA_NO; c = next_sibling[c]).
static inline uint32_t coref_child(const coref *c, uint32_t t)
{
  return c->first_child[t];
}

/// First child of `t` with relation `dep` (subtypes count), or ACTA_NO.
uint32_t coref_child_by(const coref *c, uint32_t t, unsigned dep);
/// Lemma of the token, or its form if it has none.
acta_str coref_lemma(const coref *c, uint32_t t);
/// Text from token `begin` to before `end`.
acta_str coref_text(const coref *c, uint32_t begin, uint32_t end);
/// Hash of the look-up key of a name; 0 if it has none.
uint64_t coref_key(acta_str name);
/// acta_word_find that takes a missing ontology and a long word.
uint32_t coref_word(const coref *c, acta_str word, acta_str *value);
/// Hash of the office that ends at token `t`: of two words if the ontology
/// knows them as one ("prime minister"), else of its lemma; `*classes` if not
/// NULL.
uint64_t coref_office(const coref *c, uint32_t t, uint32_t *classes);
/// Is that the office of chain `x`?  `post` is its last word's hash.
bool coref_has_office(const coref_chain *x, uint64_t office, uint64_t post);
/// Is that the hash of a word for whoever leads, or 0?
bool coref_is_any_leader(uint64_t office);
/// Where the title before the person's name `m` begins ("Soviet leader Mikhail
/// Gorbachev"); the name's own begin if it has none.
uint32_t coref_title_begin(const coref *c, uint32_t m);
/// Is the token a verb, or an adjective or noun with a copula?
bool coref_is_clause(const coref *c, uint32_t t);

/// Find all mentions; doc->mentions and c->info.  False if out of memory.
bool coref_find_mentions(coref *c);

/// First mention of the chain of `m`.
uint32_t coref_root(const coref *c, uint32_t m);
/// May these two chains be one by type, gender and number?
bool coref_compatible(const coref *c, uint32_t a, uint32_t b);
/// Is the person of chain `x` of the country that gazetteer entry is?
bool coref_is_of(const coref *c, const coref_chain *x, uint32_t nation);
/// Is name `b` the end of name `a` ("Suu Kyi" of "Aung San Suu Kyi")?
bool coref_ends_name(const coref *c, uint32_t a, uint32_t b);
/// Make one chain of the two.
void coref_join(coref *c, uint32_t a, uint32_t b);

bool     coref_map_init(coref_map *m, acta_arena *a, uint32_t n);
uint32_t coref_map_get(const coref_map *m, uint64_t key);
void     coref_map_set(coref_map *m, uint64_t key, uint32_t value);

/// The passes; those that need memory return false if there is none.
bool coref_join_names(coref *c);
void coref_join_syntax(coref *c);
bool coref_join_offices(coref *c);
bool coref_join_heads(coref *c);
bool coref_join_groups(coref *c);
bool coref_find_quotes(coref *c);
void coref_join_pronouns(coref *c);

#endif
