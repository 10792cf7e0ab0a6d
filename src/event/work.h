// SPDX-License-Identifier: MIT
/// @file work.h  What the parts of src/event share while they read one article.
///
/// Order of work: mend.c (repairs of the trees, declared in mend.h:
/// mend_headline.c, mend_clause.c, mend_phrase.c), tree.c and subject.c
/// (children, relations, who does it), quote.c, trigger.c (which tokens may be
/// events), args.c + match.c (arguments and the best frame), content.c,
/// speaker.c and source.c (who says what), when.c, stance.c, where.c, count.c,
/// relate.c, emit.c.
///
/// Stance composition.  The stance of a mention starts as `actual` at the
/// trigger and is combined with every cue met while walking up the tree; the
/// cue further out is applied to what was found inside:
///   negated over negated -> possible; negated over planned or possible ->
///   negated; negated over hypothetical or generic -> as inside;
///   hypothetical over anything -> hypothetical; possible over anything but
///   hypothetical -> possible; planned over actual -> planned, else as inside;
///   generic over actual or planned -> generic, else as inside.
/// On one level a negation wins over any modal but "may" and "might".
#ifndef ACTA_EVENT_WORK_H
#define ACTA_EVENT_WORK_H

#include "base/utf8.h"
#include "event/words.h"
#include "language/ud.h"

#include <acta/event.h>

/// Properties of a token that its children give.
enum {
  HAS_TO       = 1u << 0, ///< Infinitive with "to"
  HAS_AUX      = 1u << 1, ///< Some auxiliary
  HAS_AUX_PASS = 1u << 2, ///< Passive auxiliary
  HAS_COP      = 1u << 3,
  HAS_EXPL     = 1u << 4,
};

/// A token in the tree.  Children are in text order.
typedef struct {
  uint32_t first, last, next; ///< Children and the next sibling, or ACTA_NO
  uint32_t subj, obj, iobj;   ///< First of each among the children
  uint32_t mark, kase, prt, det;
  uint32_t event;   ///< Index of the event it triggers, or ACTA_NO
  uint32_t mention; ///< Smallest mention that covers it, or ACTA_NO
  uint8_t  base;    ///< acta_dep without subtype
  uint8_t  flags;
  uint8_t  own; ///< 1 + stance by its own modifiers; 0: not asked for yet
  const acta_cue *cue; ///< Among its children, that set `own`
} node;

/// Something that may fill a role, with the names of its relation, the most
/// telling first.
enum { MAX_RELS = 6, MAX_ARGS = 64, MAX_FILLERS = 32, MAX_CUES = 4 };
typedef struct {
  uint32_t token;
  uint32_t rel[MAX_RELS];
  uint8_t  n_rel;
  uint32_t alt; ///< Relation by another reading of the words, or ACTA_NO
  bool     alt_particle; ///< That reading takes the preposition for a particle
  bool     far;     ///< Attached to another argument: fills only place and time
  bool     support; ///< Hangs on the support verb
} arg;

typedef struct {
  arg      a[MAX_ARGS];
  uint32_t n;
} arg_list;

/// What fills a role.
typedef struct {
  uint32_t role;
  uint32_t token;  ///< Head word
  uint32_t rel;    ///< Relation that gave it, for the explanation, or ACTA_NO
  uint32_t entity; ///< Or ACTA_NO
  uint32_t begin, end; ///< Tokens
  uint32_t rest_begin; ///< What is said goes on behind the words of saying:
  uint32_t rest_end;   ///< tokens, an empty range if it does not
  acta_str literal;    ///< Of a literal role
} filler;

/// A link to another event by its index.
typedef struct {
  const char *type;
  uint32_t    to;
} event_link;

/// One event mention.
typedef struct {
  uint32_t token;
  uint32_t pred; ///< Clause that carries it: its support verb or itself
  const acta_frame *frame;
  uint32_t class;
  filler         *fill;
  uint32_t        n_fill;
  acta_stance     stance;
  const acta_cue *cue[MAX_CUES]; ///< What set the stance, to explain it
  uint32_t        n_cue;
  uint32_t        said_by; ///< Event that reports it, or ACTA_NO
  uint32_t        speaker; ///< Head word of the speaker, or ACTA_NO
  acta_str        attributed_to;
  acta_days       time;
  uint32_t        timex; ///< Or ACTA_NO
  event_link     *links;
  uint32_t        n_links, cap_links;
  uint32_t        id; ///< Number in the output
  bool            drop;
} event;

/// A clause of saying that stands after or within what is said: "The road,
/// Lund said, is closed".
typedef struct {
  uint32_t subject;              ///< Head word of who says it
  uint32_t begin, end;           ///< What is said, tokens
  uint32_t rest_begin, rest_end; ///< It goes on here; empty if it does not
} aside;

/// A quotation in the text.
typedef struct {
  acta_span span;       ///< Inside the marks
  uint32_t  begin, end; ///< Tokens inside
  uint32_t  block;
  bool      open_end; ///< The closing mark is missing: goes on
  bool      title;    ///< Name of a book, film or the like
  uint32_t  event;    ///< Statement it belongs to, or ACTA_NO
} quote;

/// Everything about the article at work.
typedef struct {
  const acta_ontology *o;
  acta_document       *doc;
  acta_arena          *arena;
  const acta_explain  *explain;
  acta_cp_index        cp;
  node                *node;
  event               *event;
  uint32_t             n_event, cap_event;
  quote               *quote;
  uint32_t             n_quote, cap_quote;
  uint32_t            *quote_of;   ///< Quotation a token is in, or ACTA_NO
  uint32_t            *alias;      ///< Entity that an entity turned out to be
  unsigned char       *open;       ///< Entities that only pronouns mention
  uint32_t            *timex_head; ///< Head token of each time expression
  struct { ///< Ids of the roles that rules know, or ACTA_NO
    uint32_t agent, patient, addressee, topic, participant, place, content,
      quote, dead, injured, arrested, money, time, before, after, cause, result;
  } role;
  uint32_t modifier;      ///< Relation "modifier", or ACTA_NO
  uint32_t justice;       ///< Class Justice, or ACTA_NO
  uint32_t communication; ///< Class Communication, or ACTA_NO
  uint32_t statement;     ///< Class Statement, or ACTA_NO
  arg_list args, support; ///< Scratch of the frame at work
  bool     nomem;
} work;

/// Token of the article.  Only mend.c and its parts write to one.
static inline acta_token *token_at(const work *w, uint32_t t)
{
  return &w->doc->tokens[t];
}

// ---- mend.c
/// Repairs the trees, before they are read.
void mend_trees(work *w);

// ---- subject.c
/// Antecedent of a relative pronoun, or the token itself.
uint32_t antecedent(const work *w, uint32_t t);
/// Subject of a predicate, its own or the one it shares; ACTA_NO if none.
uint32_t subject_of(const work *w, uint32_t t);

// ---- tree.c
bool tree_init(work *w);
/// Governor, or ACTA_NO.
uint32_t parent_of(const work *w, uint32_t t);
bool     is_verbal(const work *w, uint32_t t);
bool     is_passive(const work *w, uint32_t t);
/// "called the strike unlawful": an object of which something is said.
bool is_called_so(const work *w, uint32_t t);
/// Has the verb an auxiliary of that form?
bool has_aux_form(const work *w, uint32_t t, const char *form);
/// "Asked about it, she replied": a participle before the verb, which parsers
/// take for what is said.
bool is_participle_in_front(const work *w, uint32_t t);
bool is_relative(const work *w, uint32_t t);
/// "named Anna Berg chief": the person whom the parser made what is named.
bool is_person_named(const work *w, uint32_t t);
/// Is `t` the same word as `top` or below it?  Looks up a bounded way.
bool is_below(const work *w, uint32_t t, uint32_t top);
/// First and last word of what hangs from `t`, itself included.
uint32_t leftmost(const work *w, uint32_t t);
uint32_t rightmost(const work *w, uint32_t t);
/// Does the verb need a subject of its own?
bool is_finite(const work *w, uint32_t t);
/// Head of the noun phrase that stands right before (`left`) or after a verb.
uint32_t nominal_beside(const work *w, uint32_t t, bool left);
/// Predicate of the clause that a word is in.
uint32_t clause_of(const work *w, uint32_t t);
acta_str lemma_of(const work *w, uint32_t t);
/// Equal but for the case of ASCII letters.
bool same_lemma(acta_str a, acta_str b);
/// Is that its lemma, but for the case of ASCII letters?
bool is_lemma(const work *w, uint32_t t, const char *lemma);
/// Is the event noun elsewhere than the clause it hangs on: "after the talks",
/// "sentenced for murder"?
bool lies_apart(const work *w, uint32_t t);

// ---- relation.c
/// Lemma of the preposition or conjunction, multi-word ones joined by "_";
/// written into `out` (64 bytes), empty if there is none.
acta_str marker_of(const work *w, uint32_t t, char out[64]);
/// Ids of the names of the relation of `t`, the most telling first.
uint8_t  relation_ids(const work *w, uint32_t t, bool support,
                      uint32_t rel[MAX_RELS]);
uint32_t relation_id(const work *w, const char *name, bool support);

// ---- args.c
/// "laid down their weapons": the particle read as a preposition of what is the
/// object.
bool is_particle_case(const work *w, uint32_t verb, uint32_t t);
/// `saying`: some frame of the verb introduces quotations; `passive`: its
/// subject is what the verb is done to.
void args_of_verb(work *w, uint32_t t, bool saying, bool passive);
void args_of_noun(work *w, uint32_t t);
void args_of_support(work *w, uint32_t t, uint32_t verb);
/// Verb that may carry the event noun `t`, or ACTA_NO.
uint32_t support_of(const work *w, uint32_t t);

// ---- fill.c
/// Kind of a possible filler: bit set over acta_entity_type, with FILL_TIME,
/// FILL_EVENT; the bit of ACTA_ENT_NONE if nothing is known.
enum { FILL_TIME = 1u << 16, FILL_NUMBER = 1u << 17, FILL_CLAUSE = 1u << 18 };
uint32_t fill_kind(const work *w, uint32_t t);
/// What "Kim's grandfather" is about where the parser made "Kim" the head; else
/// the word itself.
uint32_t possessed(const work *w, uint32_t t);
/// Who or what an argument is about: the possessed, or the person named beside
/// a title or an apposition.
uint32_t meant_by(const work *w, uint32_t t);
/// Entity of a word, ACTA_NO if it has none.
uint32_t entity_of(const work *w, uint32_t t);
/// Is the entity, which may be ACTA_NO, a person with a name?
bool is_named_person(const work *w, uint32_t entity);
/// Tokens of the words that name the filler.
void fill_span(const work *w, uint32_t t, uint32_t *begin, uint32_t *end);
bool is_open_pronoun(const work *w, uint32_t t);
/// "the border town of Hasan": the name that says which place it is, else `t`.
uint32_t named_place(const work *w, uint32_t t);
/// "Israeli" before a noun: whose, not where.
bool is_demonym(const work *w, uint32_t t);
/// IRI, type and label of a filler; false if out of memory.
bool fill_record(work *w, const event *e, const filler *f,
                 acta_record_role *out);
/// Words of a clause that fills a role, in one or two stretches.
bool     content_record(work *w, const filler *f, acta_record_role *out);
acta_str speaker_iri(work *w, uint32_t t);
bool span_record(work *w, uint32_t begin, uint32_t end, acta_record_span *out);

// ---- fits.c
enum { FIT_NO, FIT_WEAK, FIT_STRONG, FIT_WORD };
/// How well the word can fill that argument of a frame, as above.
int fits(const work *w, const acta_frame_arg *fa, uint32_t t);
/// Is the lemma of the word one of these?
bool lemma_in(const work *w, uint32_t t, const acta_str *list, uint32_t n);

// ---- match.c
/// Match all frames of a possible trigger; adds an event if one fits.
void match_trigger(work *w, uint32_t t, const acta_frame *const *frames,
                   size_t n);
/// Add a filler unless the role holds the same already.
filler *event_fill(work *w, event *e, uint32_t role, uint32_t token,
                   uint32_t rel);
bool    event_has(const event *e, uint32_t role);
/// Is it the trigger of an event by which somebody says something?
bool is_saying(const work *w, uint32_t t);
/// Is it a noun for something said: "claim", "statement"?
bool is_saying_noun(const work *w, uint32_t t);
/// Does the frame of the event know the role?
bool takes_role(const event *e, uint32_t role);

// ---- content.c
/// Does the verb of saying stand in an aside?  By the commas around it, as
/// parsers often go astray here.
bool find_aside(const work *w, uint32_t t, aside *out);
/// The word on which what is said from `begin` to `end` hangs.
uint32_t top_of(const work *w, uint32_t begin, uint32_t end);
/// The clause above a saying that it says: "as Lund said", "according to Lund";
/// or ACTA_NO.
uint32_t said_above(const work *w, uint32_t t);
/// What is said, hung on a noun: "wrote in a letter that he left"; or ACTA_NO.
uint32_t clause_on_noun(const work *w, uint32_t t);
/// Sets the tokens of every clause that fills a role.
void find_contents(work *w);

// ---- stance_form.c
acta_block_kind kind_of_block(const work *w, uint32_t t);
bool            is_question(const work *w, uint32_t t);
/// What form and place of the clause say of its stance, beside cues.
acta_stance stance_by_form(const work *w, uint32_t t, bool governed);
/// "tried to flee as police fired": a clause of time or cause that tells, in
/// the past, a fact, whatever its main clause is.
bool is_told_fact(const work *w, uint32_t t);

// ---- trigger.c
void find_triggers(work *w);

// ---- span.c
/// Tokens of the word that `t` is part of: more than one if it has hyphens.
void word_span(const work *w, uint32_t t, uint32_t *begin, uint32_t *end);
/// Tokens that tell of the event.
void mention_span(const work *w, const event *e, uint32_t *begin,
                  uint32_t *end);

// ---- the rest, in the order of work
bool        speaker_init(work *w);       ///< speaker.c
void        find_speakers(work *w);      ///< who \"he\" is that said it
void        find_first_persons(work *w); ///< who \"I\" is in a quotation
void        find_quotes(work *w);        ///< quote.c: stretches between marks
void        find_sources(work *w);       ///< source.c: who says what
void        find_stances(work *w);       ///< stance.c
void        find_times(work *w);         ///< when.c
void        find_lead_times(work *w);    ///< when.c: what is news today
void        find_places(work *w);        ///< where.c
void        find_counts(work *w); ///< count.c: dead, injured, arrested, money
void        find_links(work *w);  ///< relate.c
acta_status emit_events(work *w, acta_record_event **events, uint32_t *n,
                        acta_error *err); ///< emit.c

// ---- explain.c
void explain_event(const work *w, const event *e);
void explain_silent(const work *w, uint32_t t, const acta_frame *f,
                    const char *why, acta_str what);
void explain_line(const work *w, const char *fmt, ...) ACTA_PRINTF(2, 3);

#endif
