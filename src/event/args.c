// SPDX-License-Identifier: MIT
#include "event/work.h"

#include <stdio.h>

static arg *new_arg(const work *w, arg_list *l, uint32_t token)
{
  if (l->n == MAX_ARGS || token == ACTA_NO) {
    return NULL;
  }
  arg *a = &l->a[l->n++];
  memset(a, 0, sizeof *a);
  a->token = meant_by(w, token);
  a->alt   = ACTA_NO;
  return a;
}

static void name_arg(const work *w, arg *a, const char *name)
{
  const uint32_t id = relation_id(w, name, a->support);
  if (id != ACTA_NO && a->n_rel < MAX_RELS) {
    a->rel[a->n_rel++] = id;
  }
}

static void add_named(const work *w, arg_list *l, uint32_t token,
                      const char *name, bool support)
{
  arg *a = new_arg(w, l, token);
  if (a) {
    a->support = support;
    name_arg(w, a, name);
  }
}

// "head:R": the word above, by the relation of the trigger to it.
static void add_head(const work *w, arg_list *l, uint32_t t)
{
  char           name[48];
  const uint32_t h = parent_of(w, t);
  if (h != ACTA_NO) {
    (void)snprintf(name, sizeof name, "head:%s",
                   acta_dep_name(w->node[t].base));
    add_named(w, l, h, name, false);
  }
}

static bool is_function(const work *w, uint32_t c)
{
  switch (w->node[c].base) {
  case ACTA_DEP_PUNCT:
  case ACTA_DEP_AUX:
  case ACTA_DEP_COP:
  case ACTA_DEP_CASE:
  case ACTA_DEP_MARK:
  case ACTA_DEP_CC:
  case ACTA_DEP_DET:
  case ACTA_DEP_CONJ:
  case ACTA_DEP_FIXED:
  case ACTA_DEP_FLAT:
  case ACTA_DEP_GOESWITH:
  case ACTA_DEP_NSUBJ: return true;
  default: return false;
  }
}

// "from a trip to Canada": is the noun a word for events to which such a phrase
// belongs?
static bool noun_takes(const work *w, uint32_t noun, acta_str mark)
{
  char                     name[96];
  size_t                   n = 0;
  const acta_frame *const *f =
    acta_frames_find(w->o, lemma_of(w, noun), ACTA_NOUN, &n);
  (void)snprintf(name, sizeof name, "nmod:%.*s", (int)mark.n, mark.p);
  const uint32_t id = relation_id(w, name, false);
  for (size_t i = 0; i < n && id != ACTA_NO; ++i) {
    for (uint32_t k = 0; k < f[i]->n_args; ++k) {
      if (f[i]->args[k].relation == id) {
        return true;
      }
    }
  }
  return false;
}

// Prepositional phrases that the parser hung on the argument `c`: they may
// belong to the event, so they may give its place and time.
static void add_far(const work *w, arg_list *l, uint32_t c, const char *base)
{
  if (token_at(w, c)->timex != ACTA_NO) {
    return; // "sentenced to six years in prison": where they are spent
  }
  const uint32_t places = 1u << ACTA_ENT_PLACE | 1u << ACTA_ENT_GPE;
  const bool     place  = (fill_kind(w, c) & places) != 0;
  for (uint32_t k = w->node[c].first; k != ACTA_NO; k = w->node[k].next) {
    char           buf[64];
    char           name[96];
    const acta_str mark = marker_of(w, k, buf);
    if (w->node[k].base != ACTA_DEP_NMOD || w->node[k].kase == ACTA_NO ||
        (acta_str_is(mark, "of") && !place) || // "at the request of France"
        (acta_str_is(mark, "to") && w->node[c].base == ACTA_DEP_OBL &&
         noun_takes(w, c, mark))) {
      continue;
    }
    arg *a = new_arg(w, l, k);
    if (!a) {
      return;
    }
    a->far = true;
    if (acta_str_is(mark, "by")) {
      name_arg(w, a, "obl:agent:by");
    }
    (void)snprintf(name, sizeof name, "%s:%.*s", base, (int)mark.n, mark.p);
    name_arg(w, a, name);
  }
}

// "called the raid a crime": said of the object, not its apposition, as no
// comma parts the two.
static bool is_predicate(const work *w, uint32_t object, uint32_t c)
{
  const uint32_t left = leftmost(w, c);
  return w->node[c].base == ACTA_DEP_APPOS && c > object &&
         token_at(w, c)->upos == ACTA_NOUN && left > 0 &&
         !acta_str_is(token_at(w, left)->form, ",") &&
         !acta_str_is(token_at(w, left - 1)->form, ",");
}

static void add_predicate(const work *w, arg_list *l, uint32_t verb)
{
  const uint32_t o = w->node[verb].obj;
  for (uint32_t c = o == ACTA_NO ? o : w->node[o].first; c != ACTA_NO;
       c          = w->node[c].next) {
    if (is_predicate(w, o, c)) {
      add_named(w, l, c, "xcomp", false);
    }
  }
}

static bool has_relative(const work *w, uint32_t t)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (is_relative(w, c)) {
      return true;
    }
  }
  return is_relative(w, t);
}

// What a relative clause leaves open is its antecedent.
static void add_gap(const work *w, arg_list *l, uint32_t t, bool seen_relative)
{
  const node    *n = &w->node[t];
  const uint32_t h = parent_of(w, t);
  if (token_at(w, t)->deprel == ACTA_DEP_ACL_RELCL && h != ACTA_NO &&
      !seen_relative && n->subj != ACTA_NO && n->obj == ACTA_NO &&
      !is_passive(w, t)) {
    add_named(w, l, h, "obj", false);
  }
}

// "signed and ratified the treaty": the object hangs on the first verb.
static void add_shared_object(const work *w, arg_list *l, uint32_t t)
{
  const uint32_t h = parent_of(w, t);
  if (w->node[t].base == ACTA_DEP_CONJ && w->node[t].obj == ACTA_NO &&
      h != ACTA_NO && w->node[h].obj != ACTA_NO && w->node[h].obj > t &&
      !is_passive(w, t)) {
    add_named(w, l, w->node[h].obj, "obj", false);
  }
}

bool is_particle_case(const work *w, uint32_t verb, uint32_t t)
{
  const uint32_t k = w->node[t].kase;
  return k == verb + 1 && w->node[t].base == ACTA_DEP_OBL &&
         acta_grammar_lists("particle", lemma_of(w, k));
}

// "laid off 200 pilots": the particle read as an adverb, the object left bare.
static bool is_bare_object(const work *w, uint32_t verb, uint32_t c)
{
  return w->node[c].base == ACTA_DEP_OBL && w->node[c].kase == ACTA_NO &&
         token_at(w, c)->timex == ACTA_NO && w->node[verb].obj == ACTA_NO &&
         w->node[verb].first != ACTA_NO && c > verb + 1 &&
         parent_of(w, verb + 1) == verb &&
         w->node[verb + 1].base == ACTA_DEP_ADVMOD;
}

// Parsers confuse the complement with an adverbial clause: "ordered both sides
// to stop"; the particle with a preposition.
static void add_alternative(const work *w, arg *a, uint32_t verb, uint32_t c)
{
  if (w->node[c].base == ACTA_DEP_ADVCL && (w->node[c].flags & HAS_TO)) {
    a->alt = relation_id(w, "xcomp", a->support);
  } else if (is_particle_case(w, verb, c) || is_bare_object(w, verb, c)) {
    a->alt          = relation_id(w, "obj", a->support);
    a->alt_particle = true;
  }
}

// "Berg left Oslo, Lund told reporters": who says it is not what is said.
static bool is_aside(const work *w, uint32_t c)
{
  aside a;
  return w->node[c].base == ACTA_DEP_PARATAXIS && is_verbal(w, c) &&
         find_aside(w, c, &a);
}

static void add_children(const work *w, arg_list *l, uint32_t t, bool support)
{
  bool relative = false;
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    relative = relative || has_relative(w, c);
    if (is_function(w, c) || is_aside(w, c)) {
      continue;
    }
    if (token_at(w, c)->xpos == ACTA_XPOS_WRB &&
        token_at(w, t)->deprel == ACTA_DEP_ACL_RELCL) {
      if (acta_str_is(lemma_of(w, c), "where")) {
        add_named(w, l, parent_of(w, t), "obl:in", support);
      }
      relative = true;
      continue;
    }
    if (l->n && l->a[0].token == c) {
      continue; // the subject already
    }
    arg *a = new_arg(w, l, antecedent(w, c));
    if (!a) {
      break;
    }
    a->support = support;
    a->n_rel   = relation_ids(w, c, support, a->rel);
    add_alternative(w, a, t, c);
    if (is_person_named(w, c) ||
        (a->token != c && w->node[c].base == ACTA_DEP_XCOMP)) {
      name_arg(w, a, "obj");
    } else if (w->node[c].base == ACTA_DEP_OBJ && w->node[t].obj < c &&
               token_at(w, c)->upos == ACTA_NOUN) {
      name_arg(w, a, "xcomp"); // "called the plan a mistake": a second object
    }
  }
  if (!support) {
    add_gap(w, l, t,
            relative ||
              (w->node[t].subj != ACTA_NO && is_relative(w, w->node[t].subj)));
  }
}

// "Three died and 22 were injured", "killed and 30 injured": the bare number
// right before a verb is its subject, whatever the parser made of it.
static uint32_t number_before(const work *w, uint32_t t)
{
  const uint32_t begin = w->doc->sentences[token_at(w, t)->sentence].begin;
  uint32_t       at    = t;
  bool           aux   = false;
  while (at > begin && token_at(w, at - 1)->upos == ACTA_AUX) {
    aux = true;
    --at;
  }
  if (at == begin || token_at(w, at - 1)->upos != ACTA_NUM ||
      token_at(w, at - 1)->timex != ACTA_NO ||
      !(aux || parent_of(w, at - 1) == t || parent_of(w, t) == at - 1)) {
    return ACTA_NO;
  }
  const uint32_t number = --at;
  while (at > begin && acta_grammar_lists("about", lemma_of(w, at - 1))) {
    --at;
  }
  const bool bare = at == begin || token_at(w, at - 1)->upos == ACTA_CCONJ ||
                    token_at(w, at - 1)->upos == ACTA_VERB ||
                    (aux && token_at(w, at - 1)->upos == ACTA_PUNCT);
  return bare ? number : ACTA_NO;
}

// The subject by the tree; where the tree has none for a finite verb, the noun
// phrase beside it: before it, or after a verb of saying.
static uint32_t subject_or_neighbour(const work *w, uint32_t t, bool saying)
{
  uint32_t s = number_before(w, t);
  s          = s == ACTA_NO ? subject_of(w, t) : s;
  if (s != ACTA_NO || !is_finite(w, t)) {
    return s;
  }
  s = nominal_beside(w, t, true);
  if (s == ACTA_NO && saying) {
    s = nominal_beside(w, t, false);
    s = s != ACTA_NO && w->node[s].base == ACTA_DEP_NSUBJ ? ACTA_NO : s;
  }
  // "Putin, who travels on, said": the clause before took the subject away
  for (uint32_t c                                         = w->node[t].first;
       saying && s == ACTA_NO && c != ACTA_NO && c < t; c = w->node[c].next) {
    s = w->node[c].base == ACTA_DEP_ADVCL ? subject_of(w, c) : ACTA_NO;
  }
  return s != ACTA_NO && parent_of(w, s) != t ? s : ACTA_NO;
}

// Who says it, and what the aside stands in.
static void add_saying(const work *w, arg_list *l, uint32_t t, bool passive)
{
  aside a;
  if (find_aside(w, t, &a)) {
    add_named(w, l, a.subject, "nsubj", false);
    add_named(w, l, top_of(w, a.begin, a.end), "ccomp", false);
    return;
  }
  add_named(w, l, subject_or_neighbour(w, t, true),
            passive ? "nsubj:pass" : "nsubj", false);
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (c > t && w->node[c].base == ACTA_DEP_CCOMP && is_finite(w, c)) {
      add_named(w, l, c, "ccomp", false); // rather than what stands in front
      return;
    }
  }
  add_named(w, l, clause_on_noun(w, t), "ccomp", false);
}

// "Two were killed and 30 injured": without an object, to the 30 it was done.
static void add_subject(const work *w, arg_list *l, uint32_t t, bool passive)
{
  const uint32_t s  = subject_or_neighbour(w, t, false);
  const bool number = s != ACTA_NO && s + 1 == t && s == number_before(w, t) &&
                      w->node[t].obj == ACTA_NO;
  add_named(w, l, s, passive || number ? "nsubj:pass" : "nsubj", false);
  if (number && !passive && l->n) {
    name_arg(w, &l->a[0], "nsubj");
  }
}

void args_of_verb(work *w, uint32_t t, bool saying, bool passive)
{
  arg_list *l = &w->args;
  l->n        = 0;
  if (saying) {
    add_saying(w, l, t, passive);
  } else {
    add_subject(w, l, t, passive);
  }
  add_children(w, l, t, false);
  if (saying) {
    add_named(w, l, said_above(w, t), "ccomp", false);
  }
  add_shared_object(w, l, t);
  add_predicate(w, l, t);
  add_head(w, l, t);
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    if (base == ACTA_DEP_OBJ || base == ACTA_DEP_OBL ||
        (base == ACTA_DEP_NSUBJ && passive)) {
      add_far(w, l, c, "obl");
    }
  }
}

// Names before an event noun: "the Trump-Kim summit", "Russian attack".
static void add_modifier(const work *w, arg_list *l, uint32_t c)
{
  arg *a = new_arg(w, l, c);
  if (!a) {
    return;
  }
  a->n_rel = relation_ids(w, c, false, a->rel);
  if (w->node[c].base == ACTA_DEP_AMOD && entity_of(w, c) != ACTA_NO) {
    name_arg(w, a, "compound");
  }
  for (uint32_t k = w->node[c].first; k != ACTA_NO; k = w->node[k].next) {
    const uint8_t base = w->node[k].base;
    if ((base == ACTA_DEP_COMPOUND || base == ACTA_DEP_AMOD) &&
        entity_of(w, k) != ACTA_NO && entity_of(w, k) != entity_of(w, c)) {
      add_named(w, l, k, "compound", false);
    }
  }
}

// "his meeting on Thursday in Oslo with Anders": parsers hang what comes last
// too high; no verb and no comma stands between.
static void add_with(const work *w, arg_list *l, uint32_t t)
{
  const acta_document *d   = w->doc;
  const uint32_t       end = d->sentences[token_at(w, t)->sentence].end;
  for (uint32_t i = t + 1; i < end && i < t + 16; ++i) {
    const uint8_t  upos = token_at(w, i)->upos;
    const uint32_t h    = parent_of(w, i);
    if (upos == ACTA_VERB || upos == ACTA_AUX || upos == ACTA_PUNCT ||
        upos == ACTA_SCONJ) {
      return;
    }
    if (upos != ACTA_ADP || h == ACTA_NO || w->node[h].kase != i ||
        !acta_str_is(lemma_of(w, i), "with")) {
      continue;
    }
    const uint32_t e = entity_of(w, h);
    if (parent_of(w, h) != t && e != ACTA_NO && d->entities[e].named &&
        w->node[t].event == ACTA_NO) {
      add_named(w, l, h, "nmod:with", false);
    }
    return;
  }
}

// "fled during a raid on Bari": the phrase right behind the noun, which the
// parser hung on the verb.
static void add_adjacent(const work *w, arg_list *l, uint32_t t)
{
  static const char *const marks[] = {"on", "against", "between"};
  const uint32_t end = w->doc->sentences[token_at(w, t)->sentence].end;
  const uint32_t h   = t + 2 < end ? parent_of(w, t + 1) : ACTA_NO;
  char           name[32];
  if (h == ACTA_NO || h < t || w->node[h].kase != t + 1 ||
      w->node[h].base != ACTA_DEP_OBL || token_at(w, h)->timex != ACTA_NO) {
    return;
  }
  for (size_t i = 0; i < sizeof marks / sizeof *marks; ++i) {
    if (acta_str_is(lemma_of(w, t + 1), marks[i])) {
      (void)snprintf(name, sizeof name, "nmod:%s", marks[i]);
      add_named(w, l, h, name, false);
    }
  }
}

static bool is_by_phrase(const work *w, uint32_t c)
{
  return w->node[c].base == ACTA_DEP_NMOD && w->node[c].kase != ACTA_NO &&
         acta_str_is(lemma_of(w, w->node[c].kase), "by");
}

// Of what the noun is told: "it was a protest"; "they were on strike" may say
// who takes part, as a support verb does.
static void add_predicated(const work *w, arg_list *l, uint32_t t, uint32_t s)
{
  add_named(w, l, s, "nsubj", false);
  if (w->node[t].kase != ACTA_NO) {
    add_named(w, l, s, "nsubj", true);
  }
}

void args_of_noun(work *w, uint32_t t)
{
  arg_list *l = &w->args;
  uint32_t  begin, end; // of the word: "lay-off"
  l->n = 0;
  word_span(w, t, &begin, &end);
  // who did it says "by" sooner than "from"
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    arg *a = is_by_phrase(w, c) ? new_arg(w, l, c) : NULL;
    if (a) {
      a->n_rel = relation_ids(w, c, false, a->rel);
    }
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    if (is_by_phrase(w, c) || (c >= begin && c < end)) {
      continue;
    }
    if (base == ACTA_DEP_COMPOUND || base == ACTA_DEP_AMOD) {
      add_modifier(w, l, c);
    } else if (base == ACTA_DEP_NSUBJ && (w->node[t].flags & HAS_COP)) {
      add_predicated(w, l, t, antecedent(w, c));
    } else if (!is_function(w, c)) {
      arg *a = new_arg(w, l, c);
      if (a) {
        a->n_rel = relation_ids(w, c, false, a->rel);
      }
    }
  }
  add_head(w, l, t);
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_NMOD) {
      add_far(w, l, c, "nmod");
    }
  }
  add_adjacent(w, l, t);
  add_with(w, l, t);
}

uint32_t support_of(const work *w, uint32_t t)
{
  for (int i = 0; i < 4; ++i) {
    const uint32_t h = parent_of(w, t);
    if (h == ACTA_NO) {
      return ACTA_NO;
    }
    switch (w->node[t].base) {
    case ACTA_DEP_OBJ:
    case ACTA_DEP_NSUBJ:
    case ACTA_DEP_OBL:
      return token_at(w, h)->upos == ACTA_VERB && !is_called_so(w, t) ? h
                                                                      : ACTA_NO;
    case ACTA_DEP_NMOD: // "a round of talks", "a wave of attacks"
      if (w->node[t].kase == ACTA_NO ||
          !acta_str_is(lemma_of(w, w->node[t].kase), "of")) {
        return ACTA_NO;
      }
      break;
    case ACTA_DEP_CONJ: break;
    default: return ACTA_NO;
    }
    t = h;
  }
  return ACTA_NO;
}

// Phrases of the verb that stand for those of the noun: "held a summit with
// Putin" hangs "with Putin" on either.
static void add_noun_names(const work *w, arg_list *l, uint32_t verb)
{
  const uint32_t by = relation_id(w, "nsubj", true);
  for (uint32_t i = 0; i < l->n; ++i) {
    arg           *a = &l->a[i];
    char           buf[64];
    char           name[96];
    const uint8_t  base = w->node[a->token].base;
    const acta_str mark = marker_of(w, a->token, buf);
    if (base != ACTA_DEP_OBL || !mark.n) {
      continue;
    }
    if (acta_str_is(mark, "by") && is_passive(w, verb) && by != ACTA_NO) {
      a->rel[0] = by;
      a->n_rel  = 1;
      continue;
    }
    const uint32_t id =
      (snprintf(name, sizeof name, "nmod:%.*s", (int)mark.n, mark.p),
       relation_id(w, name, false));
    if (id != ACTA_NO && a->n_rel < MAX_RELS) {
      a->rel[a->n_rel++] = id;
    }
  }
}

// Is the event noun `t` in that argument of its verb?  The antecedent of a
// relative clause holds the whole clause: "Berg, who held talks with Lund".
static bool holds_noun(const work *w, uint32_t t, uint32_t verb, uint32_t a)
{
  return is_below(w, t, a) &&
         (token_at(w, verb)->deprel != ACTA_DEP_ACL_RELCL ||
          !is_below(w, verb, a));
}

void args_of_support(work *w, uint32_t t, uint32_t verb)
{
  arg_list      *l = &w->support;
  const uint32_t s = subject_of(w, verb);
  l->n             = 0;
  if (s != ACTA_NO && !is_passive(w, verb) && !holds_noun(w, t, verb, s)) {
    add_named(w, l, s, "nsubj", true);
  }
  add_children(w, l, verb, true);
  uint32_t n = 0; // not what holds the noun itself
  for (uint32_t i = 0; i < l->n; ++i) {
    if (!holds_noun(w, t, verb, l->a[i].token)) {
      l->a[n++] = l->a[i];
    }
  }
  l->n = n;
  add_noun_names(w, l, verb);
}
