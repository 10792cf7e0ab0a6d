// SPDX-License-Identifier: MIT
/// @file ontology.h  The data that says what to look for: event classes, roles,
/// lexicon frames, stance cues, and gazetteers of names.
/// Written as RDF in ontology/ (model: OWL classes, one triple per argument of
/// a frame), compiled by `acta compile` into one memory-mapped index; files
/// added at run time are laid over it.  Immutable once open, shared by threads.
#ifndef ACTA_ONTOLOGY_H
#define ACTA_ONTOLOGY_H

#include <acta/document.h>
#include <acta/log.h>
#include <acta/record.h>

typedef struct acta_ontology acta_ontology;

/// Where the data is.  All arrays end with NULL or are NULL.
typedef struct {
  const char *dir;              ///< Folder with the compiled index; "": do
                                ///< without one; NULL: $ACTA_DATA, data/
                                ///< beside the program, the installed folder
  const char *const *ontology;  ///< Turtle files with more classes and roles
  const char *const *lexicon;   ///< Turtle files with more entries and cues
  const char *const *gazetteer; ///< Turtle or TSV files with more names
  const acta_log    *log;       ///< May be NULL
} acta_ontology_options;

/// Open the index and the added files.  A malformed file is ACTA_E_SYNTAX with
/// "FILE:LINE:COLUMN: cause" as the message, an entry that makes no sense
/// "FILE: ENTRY: cause"; nothing is opened then.
ACTA_API ACTA_NODISCARD acta_status acta_ontology_open(
  const acta_ontology_options *options, acta_ontology **out, acta_error *err);
ACTA_API void acta_ontology_free(acta_ontology *o);

/// Compile into the index `out` what acta_ontology_open reads, checking it
/// likewise: ontology and lexicon files and tables of names (.tsv), and further
/// gazetteers of any form.  The lists end with NULL or are NULL.
ACTA_API ACTA_NODISCARD acta_status
acta_ontology_compile(const char *const *files, const char *const *gazetteers,
                      const char *out, acta_error *err);

/// Hash of everything loaded, for provenance: 32 lower-case hex digits.
ACTA_API acta_str acta_ontology_version(const acta_ontology *o);

// ---- classes and roles; ids are dense from 0, ACTA_NO if there is none

typedef struct {
  acta_str        name; ///< Local name, "Meeting"
  acta_str        iri;
  acta_str        label;   ///< English label
  const uint32_t *parents; ///< acta's own direct superclasses
  uint32_t        n_parents;
  const uint32_t *needs; ///< Roles without which it is not complete
  uint32_t        n_needs;
  const uint32_t *key; ///< Roles that identify it, with or without a day
  uint32_t        n_key;
  bool            key_day;
  uint32_t        identity; ///< Class whose key it shares (often itself), or
                            ///< ACTA_NO: never merged by key
} acta_class;

/// What may stand in a role.
typedef enum {
  ACTA_ROLE_ACTOR,   ///< agent, participant, patient ...
  ACTA_ROLE_PLACE,   ///< place, origin, destination, via
  ACTA_ROLE_OTHER,   ///< topic, cause, position ...
  ACTA_ROLE_EVENT,   ///< content: another event
  ACTA_ROLE_LITERAL, ///< quote, dead, injured, arrested, money
  ACTA_ROLE_TIME,    ///< time, before, after: not stored as a role
} acta_role_kind;

typedef struct {
  acta_str       name; ///< Local name, "agent"
  acta_str       iri;
  acta_role_kind kind;
  uint32_t       range; ///< Bit set over acta_entity_type; all ones: anything
} acta_role;

ACTA_API uint32_t          acta_n_classes(const acta_ontology *o);
ACTA_API const acta_class *acta_class_at(const acta_ontology *o, uint32_t id);
ACTA_API uint32_t acta_class_find(const acta_ontology *o, acta_str name);
/// Is `a` the class `b` or below it?
ACTA_API bool acta_class_is_a(const acta_ontology *o, uint32_t a, uint32_t b);
ACTA_API uint32_t         acta_n_roles(const acta_ontology *o);
ACTA_API const acta_role *acta_role_at(const acta_ontology *o, uint32_t id);
ACTA_API uint32_t         acta_role_find(const acta_ontology *o, acta_str name);

/// All superclasses of a class or superproperties of a property that the
/// ontology files declare (by its IRI: events, entities, roles, annotations),
/// foreign ones too, in byte order, without itself; `*n` 0 if there are none.
ACTA_API const acta_str *acta_supers_find(const acta_ontology *o, acta_str iri,
                                          size_t *n);

// ---- lexicon

/// "A dependent by this relation fills this role, if the filler is right."
/// The relation is the UD relation and, for obl and nmod, the lemma of the case
/// mark: "nsubj:pass", "obl:with", "obl:out_of", "obl:agent:by", "nmod:poss".
/// "support:R" is relation R of the verb that carries a noun ("support:nsubj");
/// "head:R" is the word above, the trigger hanging from it by R ("head:amod",
/// "the dead man").  Subjects and objects that relative clauses, participles,
/// control and coordination imply count as nsubj, nsubj:pass and obj.
typedef struct {
  uint32_t relation; ///< Interned, see acta_relation_find
  uint32_t role;
  /// Bit set over acta_entity_type of what it takes; all ones: anything.  For
  /// a local role ("a weapon") its own, else that of the role.
  uint32_t range;
  /// Heads (lower-case lemmas) that it takes whatever their type; a word of
  /// neither kind does not fill the role.
  const acta_str *lemmas;
  uint32_t        n_lemmas;
} acta_frame_arg;

/// A word that must stand in a relation to the trigger and fills no role:
/// obj "office" of "take office".  The relation "modifier" is any of compound,
/// amod, nmod:poss: "conference" with modifier "press".
typedef struct {
  uint32_t relation;
  acta_str lemma;
} acta_frame_word;

/// One lexical entry with one lemma and one way to use it, shared frames
/// already merged in, its own arguments before the inherited ones, which they
/// override where relation and role are the same; on one relation, of equal
/// distance, the narrower range first.
typedef struct {
  acta_str name;               ///< Local name of the entry, "meet.v"
  uint32_t class;              ///< Event class it denotes
  acta_upos              upos; ///< ACTA_VERB, ACTA_NOUN or ACTA_ADJ
  const acta_frame_arg  *args;
  const uint32_t        *needs;    ///< Roles that must be filled, or silent
  const uint32_t        *blocks;   ///< Relations that silence it
  const acta_str        *particle; ///< compound:prt lemma it must have, or NULL
  const acta_frame_word *words;    ///< Words it must have: for each relation
                                   ///< named here one of the lemmas
  const acta_str *supports; ///< Verbs that may carry it: "hold", "carry out",
                            ///< "go on" (a strike)
  const acta_str
    *block_words;      ///< Words that silence it: dependents, prepositions
                       ///< before it, the word above: "attack" with "heart"
  acta_stance imposes; ///< Stance of its events beside what cues say
  bool        quotes;  ///< Introduces quotations
  uint32_t    n_args, n_needs, n_blocks, n_words, n_supports, n_block_words;
} acta_frame;

/// Frames of a lemma; more than one is an ambiguity that types, words and
/// needs decide.  Borrowed.
ACTA_API const acta_frame *const *acta_frames_find(const acta_ontology *o,
                                                   acta_str             lemma,
                                                   acta_upos upos, size_t *n);

/// Frames of a regularly inflected form ("shelled"), for a word whose lemma is
/// not in the lexicon and may have been guessed wrong.
ACTA_API const acta_frame *const *acta_frames_find_form(const acta_ontology *o,
                                                        acta_str  form,
                                                        acta_upos upos,
                                                        size_t   *n);

/// Id of a relation that some entry uses, or ACTA_NO.
ACTA_API uint32_t acta_relation_find(const acta_ontology *o, acta_str relation);
ACTA_API acta_str acta_relation_name(const acta_ontology *o, uint32_t relation);

/// A word that changes the stance of the event below it.
typedef struct {
  acta_str        name; ///< Local name of the cue, "schedule.v"
  acta_stance     imposes;
  const uint32_t *over; ///< Relations over which it works
  uint32_t        n_over;
  uint32_t        spares; ///< Events of this class or below it keep their
                          ///< stance ("rejected the demand"), or ACTA_NO
  bool upward;            ///< The cue hangs below the event (aux, advmod,
                          ///< mark, case, det), else it governs the event
} acta_cue;
/// Cues of a lemma; a verb with a particle is looked up as "call off", a
/// preposition of several words as "ahead of".
ACTA_API const acta_cue *const *acta_cues_find(const acta_ontology *o,
                                               acta_str lemma, size_t *n);

// ---- gazetteer

/// What a gazetteer knows of one entity.
typedef struct {
  acta_str         iri;   ///< Wikidata, else GeoNames, else as the file says
  acta_str         label; ///< Preferred English name
  acta_entity_type type;
  acta_str         country; ///< ISO 3166-1 alpha-2, or empty
  acta_str         kind;    ///< "city", "country", "newspaper", "company" ...
  uint64_t         population;
  double           lat, lon; ///< Degrees WGS 84; NAN if unknown
  acta_gender      gender;
  acta_str         same_as;    ///< Second IRI (GeoNames of a Wikidata city)
  acta_str         capital_of; ///< IRI of the country it is capital of
} acta_entry;

/// How a name refers to an entry.
typedef enum {
  ACTA_NAME_LABEL,   ///< Its preferred name
  ACTA_NAME_ALIAS,   ///< Another full name or acronym
  ACTA_NAME_DEMONYM, ///< "Russian" for Russia
  ACTA_NAME_ACRONYM, ///< Written in capitals only: "US", "WHO"
  ACTA_NAME_SURNAME, ///< Family name of a person
} acta_name_kind;

typedef struct {
  uint32_t       entry;
  acta_name_kind kind;
} acta_name_hit;

/// Entries by name; case, diacritics and hyphens do not count.  Borrowed until
/// the ontology is freed; `*n` hits, family names last, else most prominent
/// first.
ACTA_API const acta_name_hit *acta_names_find(const acta_ontology *o,
                                              acta_str name, size_t *n);
/// Is some name longer than `prefix` and begins with it and a space?
ACTA_API bool     acta_names_continue(const acta_ontology *o, acta_str prefix);
ACTA_API uint32_t acta_n_entries(const acta_ontology *o);
/// Fill `entry`; its strings are borrowed from the index.
ACTA_API void acta_entry_at(const acta_ontology *o, uint32_t id,
                            acta_entry *entry);
/// Entry by IRI (either of its IRIs), or ACTA_NO.
ACTA_API uint32_t acta_entry_by_iri(const acta_ontology *o, acta_str iri);
/// Gender by first name, case-sensitive as written.
ACTA_API acta_gender acta_first_name(const acta_ontology *o, acta_str name,
                                     bool *known);

/// What a common word (or a name's part) tells; a bit set.
typedef enum {
  ACTA_WORD_TITLE   = 1,   ///< Stands before a person's name: "Mr", "President"
  ACTA_WORD_PERSON  = 2,   ///< A person by office or kind: "minister", "victim"
  ACTA_WORD_LEADER  = 4,   ///< Head of a state or government: "president"
  ACTA_WORD_GROUP   = 8,   ///< Several people in the singular: "crowd", "pair"
  ACTA_WORD_ORG     = 16,  ///< Organisation: "company", "ministry"
  ACTA_WORD_PLACE   = 32,  ///< Place: "city", "border", "airport"
  ACTA_WORD_GPE     = 64,  ///< Place that acts: "country", "town"
  ACTA_WORD_VEHICLE = 128, ///< Vehicle; value: its class, "Train"
  ACTA_WORD_MALE    = 256, ///< Of a man: "king", "Mr"
  ACTA_WORD_FEMALE  = 512, ///< Of a woman: "queen", "Mrs"
  ACTA_WORD_SEAT    = 1024,   ///< Seat that stands for a government; value: its
                              ///< country, ISO 3166-1 alpha-2
  ACTA_WORD_PARTICLE = 2048,  ///< Inside a person's name: "von", "bin"
  ACTA_WORD_COMPANY  = 4096,  ///< Ends a company's name: "Inc"
  ACTA_WORD_FAMILY   = 8192,  ///< Family name that comes first: "Kim"
  ACTA_WORD_PAIR     = 16384, ///< Two people or things: "pair", "both"
  ACTA_WORD_THING    = 32768, ///< Weapon, product, work, treaty: "missile"
  ACTA_WORD_ORGNAME  = 65536, ///< Is or ends the name of an organisation:
                              ///< "Hamas", "Orchestra"
} acta_word_class;

/// Classes of a word or lemma (case-folded), 0 if none; `value` (may be NULL)
/// is set if there are any.
ACTA_API uint32_t acta_word_find(const acta_ontology *o, acta_str word,
                                 acta_str *value);

#endif // ACTA_ONTOLOGY_H
