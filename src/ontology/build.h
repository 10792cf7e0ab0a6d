// SPDX-License-Identifier: MIT
/// @file build.h  From facts to the tables of an open ontology.
#ifndef ACTA_ONTOLOGY_BUILD_H
#define ACTA_ONTOLOGY_BUILD_H

#include "base/intern.h"
#include "ontology/facts.h"

/// Things found under one lemma.
typedef struct {
  const void **p; ///< acta_frame or acta_cue
  uint32_t     n, cap;
} acta_under_lemma;

/// What lies under each lemma, by its id in acta_tables.lemmas.
typedef struct {
  acta_under_lemma *at;
  size_t            n, cap;
} acta_lemma_index;

/// IRIs above a class or property, in byte order.
typedef struct {
  const acta_str *p;
  uint32_t        n;
} acta_supers;

/// Tables, read-only once built.
typedef struct {
  acta_arena      *arena;
  acta_class      *classes;
  acta_role       *roles;
  uint32_t         n_classes, n_roles;
  uint64_t        *above;       ///< Bit matrix: class, its superclasses
  size_t           above_words; ///< Words in a row of it
  acta_intern     *class_names; ///< Ids are class ids
  acta_intern     *role_names;  ///< Ids are role ids
  acta_intern     *declared;    ///< IRIs; ids are indexes in supers
  acta_supers     *supers;
  acta_intern     *relations;
  acta_intern     *lemmas;
  acta_lemma_index verbs, nouns, adjectives, cues;
  uint32_t         n_frames, n_cues;
} acta_tables;

/// Build from sorted facts.  @return ACTA_E_SYNTAX with file and entry in the
/// message for a statement that makes no sense, ACTA_E_LIMIT, ACTA_E_NOMEM.
ACTA_NODISCARD acta_status acta_tables_build(acta_tables      *t,
                                             const acta_facts *f,
                                             acta_error       *err);
/// Free what the struct holds and zero it.
void acta_tables_release(acta_tables *t);

// ---- between the files that build

/// A narrowed role of the lexicon: "a weapon", "a deal".
typedef struct {
  uint32_t        role, range;
  const acta_str *lemmas;
  uint32_t        n_lemmas;
} acta_filler;

typedef struct {
  acta_tables      *t;
  const acta_facts *f;
  acta_error       *err;
  uint32_t         *class_of;  ///< Class id of a term, or ACTA_NO
  uint32_t         *role_of;   ///< Role id of a term, or ACTA_NO
  uint32_t         *filler_of; ///< Index in fillers of a term, or ACTA_NO
  uint8_t          *types_of;  ///< Entity types below a term, as bits
  acta_filler      *fillers;
  uint32_t          n_fillers;
  uint32_t          type, sub_class, sub_property, label, range, denotes, pos;
  uint32_t lemma, extends, needs, blocks, blocks_word, support, quote_role;
  uint32_t event, identity_class, key_role, key_day;
  uint32_t top_role, actor_role, place_role, literal_role, time_role;
  uint32_t filler_type, filler_lemma, cue, over, under, imposes, spares;
} acta_build;

/// Fail over `fact`: "FILE: SUBJECT: what 'TERM'".
acta_status               acta_build_fail(acta_build *b, const acta_fact *fact,
                                          const char *what, uint32_t term);
static inline acta_status acta_build_nomem(acta_build *b)
{
  (void)acta_fail(b->err, ACTA_E_NOMEM, "out of memory");
  return ACTA_E_NOMEM;
}
/// Ids of the roles that subject `s` names by predicate `p`, on the arena.
acta_status acta_build_roles(acta_build *b, uint32_t s, uint32_t p,
                             const uint32_t **roles, uint32_t *n);
/// Texts of the literals that subject `s` names by predicate `p`.
acta_status acta_build_texts(acta_build *b, uint32_t s, uint32_t p,
                             const acta_str **texts, uint32_t *n);
/// Copy a string to the arena; p NULL if out of memory.
acta_str acta_build_dup(acta_build *b, acta_str s);
/// Add `item` under `lemma`.
acta_status acta_build_under(acta_build *b, acta_lemma_index *x, acta_str lemma,
                             const void *item);

acta_status acta_build_classes(acta_build *b);
acta_status acta_build_class_details(acta_build *b);
acta_status acta_build_roles_all(acta_build *b);
acta_status acta_build_supers(acta_build *b);
acta_status acta_build_fillers(acta_build *b);
acta_status acta_build_frames(acta_build *b);
acta_status acta_build_cues(acta_build *b);

#endif
