// SPDX-License-Identifier: MIT
/// @file fuse.h  What the parts of src/fuse share.
#ifndef ACTA_FUSE_FUSE_H
#define ACTA_FUSE_FUSE_H

#include <acta/fuse.h>

/// Does a filler stand for one thing known by name?  Common nouns do not: two
/// events with "a man" in them need not have the same man.
bool acta_filler_is_named(const acta_record_role *role);

/// Last word of a filler's label, of a common noun its head.
acta_str acta_filler_head(const acta_record_role *role);

/// IRI by the content key, "" if the key is not complete; p NULL if out of
/// memory.
acta_str acta_event_key(const acta_ontology *o, acta_arena *arena,
                        const acta_record_event *e);

/// IRI by class, text and first mention; p NULL if out of memory.
acta_str acta_event_own(const acta_ontology *o, acta_arena *arena,
                        const acta_record_event *e);

/// A label: from the key alone if `keyed`, else from all that is known; p NULL
/// if out of memory.
acta_str acta_event_label(const acta_ontology *o, acta_arena *arena,
                          const acta_record_event *e, bool keyed);

/// A name in the phrase of a noun, "Oslo" in "the Oslo summit".
typedef struct {
  acta_str word; ///< One word of it, borrowed from the text
  acta_str iri;  ///< What it names, or empty
} acta_phrase_name;

enum { ACTA_MAX_PHRASE_NAMES = 8 };

/// Names that the noun of an event's first mention has with it and that fill
/// no role of the event; they tell it from others all the same.  `entities`
/// has the entity named at each token, or ACTA_NO.  Number of `names`.
uint32_t acta_phrase_names(const acta_document *doc, const uint32_t *entities,
                           uint32_t noun, const acta_record_event *e,
                           acta_phrase_name names[ACTA_MAX_PHRASE_NAMES]);

/// Is the word one of the text's, between spaces?
bool acta_has_word(acta_str text, acta_str word);

/// Is a filler of the event called so, or the thing named?
bool acta_event_has_name(const acta_record_event *e, const acta_phrase_name *x);

/// How two events compare.
typedef struct {
  bool classes;  ///< One class is the other, above it, or shares its key
  bool same;     ///< They are of one class, or share a key
  bool conflict; ///< Something says that they are two
  bool apart;    ///< So it does even if both are told of in one story
  int  named;    ///< Fillers known by name that both have in a role
  int  common;   ///< Other fillers that both have in a role
  int  differ;   ///< Roles in which they have different common nouns
  int  places;   ///< Places of one that are those of the other, or hold them
  bool day;      ///< Both on the same known day
} acta_event_match;

acta_event_match acta_event_compare(const acta_ontology     *o,
                                    const acta_record_event *a,
                                    const acta_record_event *b);

/// How two places lie.
typedef enum {
  ACTA_PLACES_UNKNOWN, ///< Too little is known of one
  ACTA_PLACES_FIT,     ///< The same, or one is the country of the other
  ACTA_PLACES_APART,
} acta_places;

acta_places acta_places_compare(const acta_ontology    *o,
                                const acta_record_role *a,
                                const acta_record_role *b);

/// Is `e` of the class called `name`, or below it?
bool acta_event_is(const acta_ontology *o, const acta_record_event *e,
                   const char *name);

/// All mentions denied, or told as general truth?
bool acta_event_all(const acta_record_event *e, acta_stance stance);

/// Add what `from` says to `to`: mentions, roles, quotes, links; the narrower
/// time and class.  False if out of memory.
bool acta_event_absorb(const acta_ontology *o, acta_arena *arena,
                       acta_record_event *to, const acta_record_event *from);

/// Links that follow from classes, participants and days; false if out of
/// memory.
bool acta_events_relate(const acta_ontology *o, acta_arena *arena,
                        acta_record_event *events, uint32_t n);

#endif
