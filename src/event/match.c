// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "event/work.h"

// One frame tried on one trigger.
typedef struct {
  const acta_frame *frame;
  uint32_t          pred;
  int               score;
  uint32_t          n;
  filler            fill[MAX_FILLERS];
} match;

static bool has_relation(const arg *a, uint32_t relation)
{
  for (uint8_t i = 0; i < a->n_rel; ++i) {
    if (a->rel[i] == relation) {
      return true;
    }
  }
  return false;
}

static bool match_has(const match *m, uint32_t role)
{
  for (uint32_t i = 0; i < m->n; ++i) {
    if (m->fill[i].role == role) {
      return true;
    }
  }
  return false;
}

static void match_add(const work *w, match *m, uint32_t role, uint32_t t,
                      uint32_t rel)
{
  if (m->n == MAX_FILLERS) {
    return;
  }
  filler *f = &m->fill[m->n];
  memset(f, 0, sizeof *f);
  f->role   = role;
  f->token  = t;
  f->rel    = rel;
  f->entity = entity_of(w, t);
  for (uint32_t i = 0; i < m->n; ++i) {
    if (m->fill[i].role == role &&
        (m->fill[i].token == t ||
         (f->entity != ACTA_NO && m->fill[i].entity == f->entity))) {
      return;
    }
  }
  fill_span(w, t, &f->begin, &f->end);
  ++m->n;
}

// "Joe Leonard, chairman and chief": what the name is, not somebody else.
static bool is_title(const work *w, uint32_t t, uint32_t conj)
{
  const uint32_t e = entity_of(w, t);
  const uint32_t x = entity_of(w, conj);
  return token_at(w, conj)->xpos == ACTA_XPOS_NN && e != ACTA_NO &&
         w->doc->entities[e].named &&
         w->doc->entities[e].type == ACTA_ENT_PERSON &&
         (x == ACTA_NO || !w->doc->entities[x].named) &&
         w->node[conj].det == ACTA_NO;
}

// "France, Germany and Britain": the second of a list taken for what the first
// is.
static bool is_listed(const work *w, uint32_t t, uint32_t c)
{
  const uint32_t a = entity_of(w, t), b = entity_of(w, c);
  bool           list = false;
  for (uint32_t k = w->node[c].first; k != ACTA_NO && !list;
       k          = w->node[k].next) {
    const uint32_t e = w->node[k].base == ACTA_DEP_CONJ ? entity_of(w, k) : b;
    list             = e != b && e != ACTA_NO && w->doc->entities[e].named;
  }
  return list && w->node[c].base == ACTA_DEP_APPOS && a != ACTA_NO &&
         b != ACTA_NO && a != b && w->doc->entities[a].named &&
         w->doc->entities[b].named &&
         w->doc->entities[a].type == w->doc->entities[b].type;
}

static void match_word(const work *w, match *m, const acta_frame_arg *fa,
                       uint32_t t)
{
  const bool place = acta_role_at(w->o, fa->role)->kind == ACTA_ROLE_PLACE;
  match_add(w, m, fa->role, place ? named_place(w, t) : t, fa->relation);
}

// Adds `c` if it is coordinated with `t`.
static bool match_conjunct(const work *w, match *m, const acta_frame_arg *fa,
                           uint32_t t, uint32_t c)
{
  const bool fit = w->node[c].base == ACTA_DEP_CONJ &&
                   fits(w, fa, c) != FIT_NO && m->n < MAX_FILLERS &&
                   !is_title(w, t, c);
  if (fit) {
    match_word(w, m, fa, c);
  }
  return fit;
}

// The filler and what is coordinated with it.
static void match_fill(const work *w, match *m, const acta_frame_arg *fa,
                       uint32_t t)
{
  match_word(w, m, fa, t);
  if (acta_role_at(w->o, fa->role)->kind == ACTA_ROLE_EVENT) {
    return; // the clause includes what is coordinated with it
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (match_conjunct(w, m, fa, t, c) || !is_listed(w, t, c)) {
      continue;
    }
    match_word(w, m, fa, c);
    for (uint32_t k = w->node[c].first; k != ACTA_NO; k = w->node[k].next) {
      (void)match_conjunct(w, m, fa, c, k);
    }
  }
}

// "discuss the results with China", "the sale of the mill to Volvo": who has a
// name and stands after such a word belongs to the event rather than to the
// thing before.
static bool is_far_actor(const work *w, uint32_t t)
{
  char           buf[64];
  const uint32_t e    = entity_of(w, t);
  const acta_str mark = marker_of(w, t, buf);
  return e != ACTA_NO && w->doc->entities[e].named &&
         (acta_str_is(mark, "with") || acta_str_is(mark, "by") ||
          acta_str_is(mark, "at") || acta_str_is(mark, "against") ||
          (acta_str_is(mark, "to") &&
           w->doc->entities[e].type != ACTA_ENT_GPE));
}

// Can that argument take a (further) filler here?
static int fits_role(const work *w, const match *m, const acta_frame_arg *fa,
                     const arg *a)
{
  const acta_role_kind kind = acta_role_at(w->o, fa->role)->kind;
  if (kind == ACTA_ROLE_LITERAL) {
    return FIT_NO; // counted by count.c
  }
  if (a->far && kind != ACTA_ROLE_TIME && kind != ACTA_ROLE_PLACE &&
      !(kind == ACTA_ROLE_ACTOR && is_far_actor(w, a->token))) {
    return FIT_NO;
  }
  if (match_has(m, fa->role) && fa->role != w->role.participant) {
    return FIT_NO;
  }
  uint32_t t = a->token;
  if (kind == ACTA_ROLE_PLACE) {
    t = named_place(w, t);
  }
  return fits(w, fa, t);
}

// What an argument that is filled says for its frame: more if it is choosy.
static int weight_of(const acta_frame_arg *fa, int fit)
{
  switch (fit) {
  case FIT_NO: return 0;
  case FIT_WEAK: return 2;
  case FIT_STRONG: return fa->range == UINT32_MAX ? 3 : 4;
  default: return 6;
  }
}

static bool is_word(const work *w, const acta_frame_word *word, const arg *a)
{
  const uint32_t before = a->token ? a->token - 1 : a->token;
  const uint8_t  base   = w->node[a->token].base;
  const uint8_t  dep    = token_at(w, a->token)->deprel;
  if (!same_lemma(lemma_of(w, a->token), word->lemma)) {
    return false;
  }
  if (word->relation == w->modifier && w->modifier != ACTA_NO) {
    return base == ACTA_DEP_COMPOUND || base == ACTA_DEP_AMOD ||
           dep == ACTA_DEP_NMOD_POSS;
  }
  if (parent_of(w, a->token) == before &&
      token_at(w, before)->upos == ACTA_VERB) {
    return true; // right after its verb: "said goodbye" by any relation
  }
  return has_relation(a, word->relation) || word->relation == a->alt ||
         (dep == ACTA_DEP_NSUBJ_PASS &&
          acta_str_is(acta_relation_name(w->o, word->relation), "obj"));
}

static bool is_fixed_word(const work *w, const acta_frame *f, const arg *a)
{
  for (uint32_t i = 0; i < f->n_words; ++i) {
    if (is_word(w, &f->words[i], a)) {
      return true;
    }
  }
  return false;
}

// A role of a frame for an argument.
typedef struct {
  const acta_frame_arg *arg;
  int                   fit;
} choice;

// The best of the frame's roles for the argument by that relation, if better
// than what is chosen already.
static void choose(const work *w, const match *m, const arg *a, uint32_t rel,
                   choice *best)
{
  const acta_frame_arg *const args = m->frame->args;
  const uint32_t              n    = m->frame->n_args;
  for (uint32_t i = 0; i < n && best->fit < FIT_STRONG; ++i) {
    const int now =
      args[i].relation == rel ? fits_role(w, m, &args[i], a) : FIT_NO;
    if (now > best->fit) {
      *best = (choice){&args[i], now};
    }
  }
}

// True if the argument fills a role.
static bool match_arg(const work *w, match *m, const arg *a)
{
  const acta_frame *f   = m->frame;
  choice            got = {NULL, FIT_NO};
  for (uint8_t k = 0; k < a->n_rel; ++k) {
    choose(w, m, a, a->rel[k], &got);
  }
  if (!got.arg && a->alt != ACTA_NO && (!a->alt_particle || f->particle)) {
    choose(w, m, a, a->alt, &got);
  }
  const acta_frame_arg *best = got.arg;
  if (best && acta_role_at(w->o, best->role)->kind == ACTA_ROLE_ACTOR &&
      entity_of(w, a->token) == ACTA_NO && is_fixed_word(w, f, a)) {
    best = NULL; // "opened fire": nobody is "fire"
  }
  if (best) {
    m->score += weight_of(best, got.fit);
    match_fill(w, m, best, a->token);
  }
  return best != NULL;
}

// For each relation that the frame's fixed words name, one must be there.
static bool words_hold(const work *w, const acta_frame *f, bool support)
{
  for (uint32_t i = 0; i < f->n_words; ++i) {
    bool found = false;
    for (uint32_t j = 0; j < f->n_words && !found; ++j) {
      const acta_frame_word *word = &f->words[j];
      if (word->relation != f->words[i].relation) {
        continue;
      }
      for (uint32_t k = 0; k < w->args.n && !found; ++k) {
        found = is_word(w, word, &w->args.a[k]);
      }
      for (uint32_t k = 0; support && k < w->support.n && !found; ++k) {
        found = is_word(w, word, &w->support.a[k]);
      }
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

// A relation that silences the frame unless what hangs by it has a part in it.
static bool is_blocked(const work *w, const acta_frame *f, const arg *a,
                       acta_str *by)
{
  for (uint32_t i = 0; i < f->n_blocks; ++i) {
    if (has_relation(a, f->blocks[i]) && !is_fixed_word(w, f, a) &&
        !(fill_kind(w, a->token) & FILL_TIME)) {
      *by = acta_relation_name(w->o, f->blocks[i]);
      return true;
    }
  }
  return false;
}

// Particle or the like: "call off", "set alight".
static bool has_particle(const work *w, uint32_t t, acta_str particle)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    if ((token_at(w, c)->deprel == ACTA_DEP_COMPOUND_PRT ||
         base == ACTA_DEP_ADVMOD || base == ACTA_DEP_XCOMP ||
         base == ACTA_DEP_FIXED) &&
        same_lemma(lemma_of(w, c), particle)) {
      return true;
    }
    if (is_particle_case(w, t, c) &&
        same_lemma(lemma_of(w, w->node[c].kase), particle)) {
      return true;
    }
  }
  return false;
}

static bool lacks_words(const work *w, const acta_frame *f, uint32_t t,
                        bool support)
{
  return (f->particle && !has_particle(w, t, *f->particle)) ||
         !words_hold(w, f, support);
}

// Does the frame list the verb as a support, with the particle or preposition
// `tail` if that is not empty?
static bool lists_support(const acta_frame *f, acta_str verb, acta_str tail)
{
  char   buf[160];
  size_t n = verb.n;
  if (verb.n + tail.n + 2 > sizeof buf) {
    return false;
  }
  memcpy(buf, verb.p, verb.n);
  if (tail.n) {
    buf[n++] = ' ';
    memcpy(buf + n, tail.p, tail.n);
    n += tail.n;
  }
  bool found = false;
  for (uint32_t i = 0; i < f->n_supports && !found; ++i) {
    found = same_lemma(f->supports[i], (acta_str){buf, n});
  }
  return found;
}

static bool supported(const work *w, const acta_frame *f, uint32_t t,
                      uint32_t verb)
{
  char           buf[64];
  const uint32_t prt  = w->node[verb].prt;
  const acta_str l    = lemma_of(w, verb);
  acta_str       tail = {"", 0};
  if (prt != ACTA_NO) {
    tail = lemma_of(w, prt);
  } else if (w->node[t].base == ACTA_DEP_OBL) {
    tail = marker_of(w, t, buf);
  }
  return lists_support(f, l, tail) ||
         (prt == ACTA_NO && lists_support(f, l, ACTA_STR("")));
}

// "were on strike": does the copula carry the noun?
static bool is_carried_by_copula(const work *w, const acta_frame *f, uint32_t t)
{
  char buf[64];
  return lists_support(f, ACTA_STR("be"), marker_of(w, t, buf));
}

static int depth_of(const work *w, uint32_t class)
{
  int depth = 0;
  for (; depth < 8; ++depth) {
    const acta_class *c = acta_class_at(w->o, class);
    if (!c || !c->n_parents) {
      break;
    }
    class = c->parents[0];
  }
  return depth;
}

// "the attack in the heart of the city"
static bool says_where(const work *w, uint32_t t)
{
  const uint32_t k = w->node[t].kase;
  return k != ACTA_NO && (acta_str_is(lemma_of(w, k), "in") ||
                          acta_str_is(lemma_of(w, k), "at"));
}

// A word that silences the frame: a dependent, the word above, a preposition
// before the trigger.
static bool has_block_word(const work *w, const acta_frame *f, uint32_t t)
{
  if (!f->n_block_words) {
    return false;
  }
  for (uint32_t i = 0; i < w->args.n; ++i) {
    const uint32_t a = w->args.a[i].token;
    if (lemma_in(w, a, f->block_words, f->n_block_words) && !says_where(w, a)) {
      return true;
    }
  }
  const uint32_t k = w->node[t].kase;
  return k != ACTA_NO && lemma_in(w, k, f->block_words, f->n_block_words);
}

// "to buy bakery chain Norbake": a name right behind what fills a role names
// it.
static bool names_filler(const work *w, const match *m, const arg *a)
{
  bool found = false;
  for (uint32_t i = 0; i < m->n && !found; ++i) {
    found = m->fill[i].end == a->token;
  }
  return found && token_at(w, a->token)->upos == ACTA_PROPN;
}

static bool try_frame(work *w, uint32_t t, uint32_t verb, match *m)
{
  const acta_frame *f    = m->frame;
  acta_str          what = {"", 0};
  bool              support =
    f->upos != ACTA_VERB && verb != ACTA_NO && supported(w, f, t, verb);
  if (lacks_words(w, f, t, support)) {
    return false;
  }
  if (has_block_word(w, f, t)) {
    explain_silent(w, t, f, "is blocked by", ACTA_STR("a word"));
    return false;
  }
  m->pred  = support ? verb : t;
  m->score = depth_of(w, f->class) + (support ? 2 : 0) + 5 * (int)f->n_words +
             (f->particle ? 5 : 0) -
             (!f->particle && w->node[t].prt != ACTA_NO ? 2 : 0);
  for (uint32_t i = 0; i < w->args.n; ++i) {
    const arg *a = &w->args.a[i];
    if (a->support && !is_carried_by_copula(w, f, t)) {
      continue;
    }
    if (!a->far && !match_arg(w, m, a) && !names_filler(w, m, a) &&
        is_blocked(w, f, a, &what)) {
      explain_silent(w, t, f, "is blocked by", what);
      return false;
    }
  }
  for (uint32_t i = 0; support && i < w->support.n; ++i) {
    (void)match_arg(w, m, &w->support.a[i]);
  }
  for (uint32_t i = 0; i < w->args.n; ++i) {
    if (w->args.a[i].far) {
      (void)match_arg(w, m, &w->args.a[i]);
    }
  }
  return true;
}

static bool needs_met(const work *w, const match *m, acta_str *missing)
{
  const acta_frame *f = m->frame;
  for (uint32_t i = 0; i < f->n_needs; ++i) {
    if (!match_has(m, f->needs[i])) {
      *missing = acta_role_at(w->o, f->needs[i])->name;
      return false;
    }
  }
  return true;
}

// An event noun that points back: "the summit", "their talks", "that attack".
static bool points_back(const work *w, uint32_t t)
{
  const uint32_t det = w->node[t].det;
  if (w->node[t].kase != ACTA_NO &&
      acta_str_is(lemma_of(w, w->node[t].kase), "during")) {
    return true; // what lasts is an event
  }
  return det != ACTA_NO && (acta_str_is(lemma_of(w, det), "the") ||
                            acta_str_is(lemma_of(w, det), "this") ||
                            acta_str_is(lemma_of(w, det), "that"));
}

// Has the text told of such an event before?
static bool was_told(const work *w, uint32_t class)
{
  for (uint32_t i = w->n_event; i > 0; --i) {
    const uint32_t c = w->event[i - 1].class;
    if (acta_class_is_a(w->o, c, class) || acta_class_is_a(w->o, class, c)) {
      return true;
    }
  }
  return false;
}

// "the strike" after an air strike: is another of the frames of the word for
// what the text has told of, and this one not?
static bool is_other_sense(const work *w, uint32_t t,
                           const acta_frame *const *frames, size_t n,
                           const acta_frame *f)
{
  bool other = false;
  for (size_t i = 0; i < n && !other; ++i) {
    other = was_told(w, frames[i]->class);
  }
  return other && points_back(w, t) && !was_told(w, f->class);
}

static void add_event(work *w, uint32_t t, const match *m)
{
  if (!acta_arena_grow(w->arena, (void **)&w->event, w->n_event, &w->cap_event,
                       sizeof *w->event)) {
    w->nomem = true;
    return;
  }
  event *e = &w->event[w->n_event];
  memset(e, 0, sizeof *e);
  e->token   = t;
  e->pred    = m->pred;
  e->frame   = m->frame;
  e->class   = m->frame->class;
  e->said_by = e->speaker = e->timex = ACTA_NO;
  e->time                            = (acta_days){ACTA_NO_DAY, ACTA_NO_DAY};
  e->fill = acta_arena_alloc(w->arena, MAX_FILLERS, sizeof(filler));
  if (!e->fill) {
    w->nomem = true;
    return;
  }
  memcpy(e->fill, m->fill, m->n * sizeof(filler));
  e->n_fill        = m->n;
  w->node[t].event = w->n_event++;
}

static bool has_quotes(const acta_frame *const *frames, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    if (frames[i]->quotes) {
      return true;
    }
  }
  return false;
}

void match_trigger(work *w, uint32_t t, const acta_frame *const *frames,
                   size_t n)
{
  match          best = {0};
  const bool     noun = frames[0]->upos == ACTA_NOUN;
  const uint32_t verb = noun ? support_of(w, t) : ACTA_NO;
  if (noun) {
    args_of_noun(w, t);
  } else {
    const bool participle =
      frames[0]->upos == ACTA_VERB && token_at(w, t)->upos == ACTA_ADJ;
    args_of_verb(w, t, has_quotes(frames, n), participle || is_passive(w, t));
  }
  w->support.n = 0;
  if (verb != ACTA_NO) {
    args_of_support(w, t, verb);
  }
  for (size_t i = 0; i < n; ++i) {
    match    m       = {0};
    acta_str missing = {"", 0};
    m.frame          = frames[i];
    if (!try_frame(w, t, verb, &m)) {
      continue;
    }
    if (!needs_met(w, &m, &missing)) {
      if (!noun || !points_back(w, t) || !was_told(w, frames[i]->class)) {
        explain_silent(w, t, frames[i], "needs", missing);
        continue;
      }
      m.score -= 20;
    } else if (noun && is_other_sense(w, t, frames, n, frames[i])) {
      m.score -= 40;
    }
    if (!best.frame || m.score > best.score) {
      best = m;
    }
  }
  if (best.frame) {
    add_event(w, t, &best);
  }
}

bool is_saying(const work *w, uint32_t t)
{
  const uint32_t e = w->node[t].event;
  return e != ACTA_NO && w->event[e].frame->quotes;
}

bool is_saying_noun(const work *w, uint32_t t)
{
  const uint32_t e = w->node[t].event;
  return e != ACTA_NO && w->communication != ACTA_NO && !is_verbal(w, t) &&
         acta_class_is_a(w->o, w->event[e].class, w->communication);
}

bool takes_role(const event *e, uint32_t role)
{
  for (uint32_t i = 0; i < e->frame->n_args; ++i) {
    if (e->frame->args[i].role == role) {
      return true;
    }
  }
  return false;
}

bool event_has(const event *e, uint32_t role)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].role == role) {
      return true;
    }
  }
  return false;
}

filler *event_fill(work *w, event *e, uint32_t role, uint32_t t, uint32_t rel)
{
  const uint32_t entity = entity_of(w, t);
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].role == role && !e->fill[i].literal.n &&
        (e->fill[i].token == t ||
         (entity != ACTA_NO && e->fill[i].entity == entity))) {
      return NULL;
    }
  }
  if (e->n_fill == MAX_FILLERS || role == ACTA_NO) {
    return NULL;
  }
  filler *f = &e->fill[e->n_fill++];
  *f        = (filler){.role = role, .token = t, .rel = rel, .entity = entity};
  fill_span(w, t, &f->begin, &f->end);
  return f;
}
