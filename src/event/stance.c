// SPDX-License-Identifier: MIT
#include "event/work.h"

enum { MAX_STEPS = 24 };

// The cue further out applied to what was found inside; see work.h.
static acta_stance combine(acta_stance in, acta_stance out)
{
  switch (out) {
  case ACTA_ACTUAL: return in;
  case ACTA_NEGATED:
    if (in == ACTA_NEGATED) {
      return ACTA_POSSIBLE;
    }
    return in == ACTA_HYPOTHETICAL || in == ACTA_GENERIC ? in : ACTA_NEGATED;
  case ACTA_HYPOTHETICAL: return ACTA_HYPOTHETICAL;
  case ACTA_POSSIBLE: return in == ACTA_HYPOTHETICAL ? in : ACTA_POSSIBLE;
  case ACTA_PLANNED: return in == ACTA_ACTUAL ? ACTA_PLANNED : in;
  case ACTA_GENERIC:
    return in == ACTA_ACTUAL || in == ACTA_PLANNED ? ACTA_GENERIC : in;
  case ACTA_N_STANCE: break;
  }
  return in;
}

// Cues on one word stand side by side: "will not", "could not", "may not".
static acta_stance beside(acta_stance a, acta_stance b, bool may)
{
  if (a == ACTA_NEGATED || b == ACTA_NEGATED) {
    return may ? ACTA_POSSIBLE : ACTA_NEGATED;
  }
  return combine(a, b);
}

// Lemma of a possible cue: a verb with its particle, a preposition with what
// follows, joined by spaces.
static acta_str cue_lemma(const work *w, uint32_t t, char buf[64])
{
  const uint32_t prt  = w->node[t].prt;
  const acta_str l    = lemma_of(w, t);
  acta_str       tail = {"", 0};
  size_t         n    = 0;
  if (prt != ACTA_NO) {
    tail = lemma_of(w, prt);
  }
  if (l.n + tail.n + 2 > 64) {
    return l;
  }
  for (; n < l.n; ++n) {
    buf[n] =
      l.p[n] >= 'A' && l.p[n] <= 'Z' ? (char)(l.p[n] - 'A' + 'a') : l.p[n];
  }
  if (tail.n) {
    buf[n++] = ' ';
    memcpy(buf + n, tail.p, tail.n);
    n += tail.n;
  }
  return (acta_str){buf, n};
}

static bool is_over(const acta_cue *cue, const uint32_t *rel, uint8_t n_rel)
{
  for (uint32_t j = 0; j < cue->n_over; ++j) {
    for (uint8_t k = 0; k < n_rel; ++k) {
      if (cue->over[j] == rel[k]) {
        return true;
      }
    }
  }
  return false;
}

static const acta_cue *find_cue(const work *w, acta_str lemma, bool upward,
                                const uint32_t *rel, uint8_t n_rel)
{
  size_t                 n    = 0;
  const acta_cue *const *cues = acta_cues_find(w->o, lemma, &n);
  for (size_t i = 0; i < n; ++i) {
    if (cues[i]->upward == upward && is_over(cues[i], rel, n_rel)) {
      return cues[i];
    }
  }
  return NULL;
}

// "no fewer than three": that there were.
static bool is_at_least(const work *w, uint32_t no)
{
  const uint32_t next = no + 1 < w->doc->n_tokens ? no + 1 : no;
  return same_lemma(token_at(w, no)->form, ACTA_STR("no")) &&
         (acta_str_is(token_at(w, next)->form, "fewer") ||
          acta_str_is(token_at(w, next)->form, "less"));
}

// Cue among the children: aux, advmod, mark, case, det, amod ...
static const acta_cue *cue_below(const work *w, uint32_t c)
{
  char          buf[64];
  uint32_t      rel[MAX_RELS];
  const uint8_t base = w->node[c].base;
  if (base == ACTA_DEP_PUNCT || base == ACTA_DEP_NSUBJ || is_at_least(w, c)) {
    return NULL;
  }
  const uint8_t n = relation_ids(w, c, false, rel);
  if (!n) {
    return NULL;
  }
  if (base == ACTA_DEP_CASE || base == ACTA_DEP_MARK) {
    acta_str mark = marker_of(w, parent_of(w, c), buf);
    for (size_t i = 0; i < mark.n; ++i) {
      buf[i] = buf[i] == '_' ? ' ' : buf[i];
    }
    const acta_cue *cue = find_cue(w, mark, true, rel, n);
    if (cue) {
      return cue;
    }
  }
  const acta_cue *cue = find_cue(w, cue_lemma(w, c, buf), true, rel, n);
  return cue || base != ACTA_DEP_AMOD
           ? cue
           : find_cue(w, token_at(w, c)->form, true, rel, n); // "alleged"
}

// The cue that governs a word, whatever the word tells of.
static const acta_cue *governing_cue(const work *w, uint32_t t)
{
  char           buf[64];
  uint32_t       rel[MAX_RELS];
  const uint32_t h = parent_of(w, t);
  if (h == ACTA_NO || is_participle_in_front(w, t) || is_called_so(w, t) ||
      (token_at(w, t)->deprel == ACTA_DEP_ACL_RELCL &&
       w->node[t].mark == ACTA_NO)) {
    return NULL; // "Held in May, Berg denied it": he was held
  }
  uint8_t        n = relation_ids(w, t, false, rel);
  const uint32_t m = w->node[t].mark;
  if (w->node[t].base == ACTA_DEP_ADVCL && m != ACTA_NO && n &&
      !(w->node[t].flags & HAS_TO)) {
    --n; // "delayed when ...": not the clause that was delayed
  }
  if (token_at(w, t)->deprel == ACTA_DEP_NSUBJ_PASS && n < MAX_RELS) {
    const uint32_t obj = relation_id(w, "obj", false);
    if (obj != ACTA_NO) {
      rel[n++] = obj;
    }
  }
  const acta_cue *cue = find_cue(w, cue_lemma(w, h, buf), false, rel, n);
  if (!cue && w->node[h].prt != ACTA_NO) {
    cue = find_cue(w, lemma_of(w, h), false, rel, n);
  }
  return cue;
}

static const acta_cue *cue_above(const work *w, uint32_t t)
{
  const acta_cue *cue = is_called_so(w, t) ? NULL : governing_cue(w, t);
  const uint32_t  e   = w->node[t].event;
  if (cue && cue->spares != ACTA_NO && e != ACTA_NO &&
      acta_class_is_a(w->o, w->event[e].class, cue->spares)) {
    return NULL;
  }
  return cue;
}

// Conditional clause beside: "if X attacks, Y will answer".
static bool has_condition(const work *w, uint32_t t)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint32_t m = w->node[c].mark;
    if (w->node[c].base == ACTA_DEP_ADVCL && m != ACTA_NO &&
        (is_lemma(w, m, "if") || is_lemma(w, m, "unless"))) {
      return true;
    }
  }
  return false;
}

// "Nobody died", "no shots were fired", "signed no treaty".
static bool is_none(const work *w, uint32_t t)
{
  uint32_t rel[MAX_RELS];
  char     buf[64];
  if (t == ACTA_NO) {
    return false;
  }
  const uint32_t  det = w->node[t].det;
  const acta_cue *cue = find_cue(w, cue_lemma(w, t, buf), true, rel,
                                 relation_ids(w, t, false, rel));
  if (!cue && det != ACTA_NO) {
    cue = cue_below(w, det);
  }
  return cue && cue->imposes == ACTA_NEGATED;
}

static bool lacks_actor(const work *w, uint32_t t)
{
  return is_none(w, w->node[t].subj) ||
         (!is_saying(w, t) && is_none(w, w->node[t].obj));
}

// "talks scheduled for May", "elections that are expected": the clause behind
// the noun says of it what a verb would that governs it.
static const acta_cue *cue_behind(const work *w, uint32_t c)
{
  char           buf[64];
  const uint32_t obj = relation_id(w, "obj", false);
  for (uint32_t k = w->node[c].first; k != ACTA_NO; k = w->node[k].next) {
    if (w->node[k].base == ACTA_DEP_OBL &&
        acta_str_is(marker_of(w, k, buf), "by")) {
      return NULL; // "a march called by the unions"
    }
  }
  return w->node[c].base == ACTA_DEP_ACL && is_passive(w, c) && obj != ACTA_NO
           ? find_cue(w, cue_lemma(w, c, buf), false, &obj, 1)
           : NULL;
}

// "will openly and frankly discuss": a modal with nothing but adverbs between,
// wherever the tree hangs it.
static const acta_cue *modal_before(const work *w, uint32_t t)
{
  const uint32_t aux = relation_id(w, "aux", false);
  if (token_at(w, t)->xpos != ACTA_XPOS_VB || aux == ACTA_NO ||
      (w->node[t].flags & (HAS_TO | HAS_AUX))) {
    return NULL;
  }
  const uint32_t begin = w->doc->sentences[token_at(w, t)->sentence].begin;
  for (uint32_t i = t; i > begin && i + 6 > t; --i) {
    const acta_token *tok = token_at(w, i - 1);
    if (tok->xpos == ACTA_XPOS_MD) {
      return find_cue(w, lemma_of(w, i - 1), true, &aux, 1);
    }
    if (tok->upos != ACTA_ADV && tok->upos != ACTA_CCONJ) {
      return NULL;
    }
  }
  return NULL;
}

// Stance by the word's own modifiers; remembered, as many events may ask.
static acta_stance own(work *w, uint32_t t)
{
  if (w->node[t].own) {
    return (acta_stance)(w->node[t].own - 1);
  }
  acta_stance s   = ACTA_ACTUAL;
  bool        may = false;
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const acta_cue *below = cue_below(w, c);
    const acta_cue *cue   = below ? below : cue_behind(w, c);
    if (cue) {
      may            = may || is_lemma(w, c, "may") || is_lemma(w, c, "might");
      s              = beside(s, cue->imposes, may);
      w->node[t].cue = cue;
    }
  }
  const acta_cue *modal = modal_before(w, t);
  if (modal) {
    s              = beside(s, modal->imposes, false);
    w->node[t].cue = modal;
  }
  if (s == ACTA_ACTUAL && lacks_actor(w, t)) {
    s = ACTA_NEGATED;
  }
  if ((s == ACTA_PLANNED || s == ACTA_POSSIBLE) && has_condition(w, t)) {
    s = ACTA_HYPOTHETICAL;
  }
  w->node[t].own = (uint8_t)(1 + s);
  return s;
}

static bool has_aux(const work *w, uint32_t t, const char *lemma)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_AUX && is_lemma(w, c, lemma)) {
      return true;
    }
  }
  return false;
}

static bool is_definite(const work *w, uint32_t t)
{
  const uint32_t det = w->node[t].det;
  if (det != ACTA_NO) {
    return is_lemma(w, det, "the") || is_lemma(w, det, "this") ||
           is_lemma(w, det, "that") || is_lemma(w, det, "these") ||
           is_lemma(w, det, "those");
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (token_at(w, c)->deprel == ACTA_DEP_NMOD_POSS) {
      return true;
    }
  }
  return false;
}

// Does a coordinated verb share the auxiliaries of the first one?
static bool shares_aux(const work *w, uint32_t t)
{
  const uint8_t xpos = token_at(w, t)->xpos;
  return (xpos == ACTA_XPOS_VB || xpos == ACTA_XPOS_VBN ||
          xpos == ACTA_XPOS_VBG) &&
         !(w->node[t].flags & (HAS_AUX | HAS_AUX_PASS | HAS_TO)) &&
         w->node[t].subj == ACTA_NO;
}

// Does the subordinate clause lie where its main clause lies, in the future or
// in doubt?  "after meeting Putin he will travel", but not "they will strike
// after members voted for it"
static bool follows_main(const work *w, uint32_t t, uint32_t h)
{
  const uint32_t m    = w->node[t].mark;
  const bool     past = token_at(w, t)->xpos == ACTA_XPOS_VBD ||
                    has_aux_form(w, t, "was") || has_aux_form(w, t, "were");
  return m == ACTA_NO ||
         !(is_lemma(w, m, "since") || is_lemma(w, m, "because") ||
           (past && has_aux_form(w, h, "will")));
}

static void note_cue(event *e, const acta_cue *cue)
{
  if (cue && e->n_cue < MAX_CUES) {
    e->cue[e->n_cue++] = cue;
  }
}

// One event's way up the tree.
typedef struct {
  event      *e;
  acta_stance s;
  bool        stop;
  bool        apart; ///< Beyond a clause or phrase that lies apart
} climb;

// What is not done beyond is done here all the same: "failed to agree, though
// they talked".
static bool holds(const climb *c, acta_stance s)
{
  return !(c->apart && s == ACTA_NEGATED);
}

// Stance of the verb `h`, but for what "no" before its noun `t` says already.
static acta_stance own_beside(work *w, uint32_t h, uint32_t t)
{
  const acta_stance s   = own(w, h);
  const bool        its = w->node[h].subj == t || w->node[h].obj == t;
  return s == ACTA_NEGATED && its && is_none(w, t) ? ACTA_ACTUAL : s;
}

// From an event noun to what governs it.
static void climb_noun(work *w, climb *c, uint32_t t, uint32_t h, bool cued)
{
  if (h == c->e->pred) {
    c->s = combine(c->s, combine(own_beside(w, h, t),
                                 stance_by_form(w, h, cue_above(w, h))));
    return;
  }
  const bool of = w->node[t].base == ACTA_DEP_NMOD &&
                  w->node[t].kase != ACTA_NO &&
                  is_lemma(w, w->node[t].kase, "of");
  if (w->node[t].base == ACTA_DEP_CONJ || of) {
    const bool known = of && acta_grammar_lists("aspect", lemma_of(w, h));
    c->s             = combine(c->s, known ? ACTA_ACTUAL : own(w, h));
    return;
  }
  if (is_verbal(w, h) && !is_definite(w, t) && !is_saying(w, h)) {
    const acta_stance up = own(w, h);
    c->s = combine(c->s, up == ACTA_NEGATED && w->node[t].base != ACTA_DEP_OBJ
                           ? ACTA_ACTUAL
                           : up);
    c->s = combine(c->s, stance_by_form(w, h, cue_above(w, h)));
    return;
  }
  c->stop = !cued;
}

// "rejected claims that X": who rejects a claim denies what it says.
static void deny_claim(const work *w, climb *c, uint32_t h)
{
  const acta_cue *cue = is_saying_noun(w, h) ? governing_cue(w, h) : NULL;
  if (cue && cue->imposes == ACTA_NEGATED) {
    c->s = combine(c->s, ACTA_NEGATED);
  }
}

static void climb_verb(work *w, climb *c, uint32_t t, uint32_t h)
{
  acta_stance up = own(w, h);
  switch (token_at(w, t)->deprel) {
  case ACTA_DEP_CONJ:
    c->s = shares_aux(w, t) ? combine(c->s, up) : c->s;
    if (!(w->node[t].flags & HAS_TO) && (w->node[h].flags & HAS_TO) &&
        shares_aux(w, t)) {
      c->s = combine(c->s, stance_by_form(w, h, cue_above(w, h)));
    }
    return;
  case ACTA_DEP_XCOMP:
    c->s = combine(c->s, up);
    c->s = combine(c->s, stance_by_form(w, h, cue_above(w, h)));
    return;
  case ACTA_DEP_CCOMP:
  case ACTA_DEP_CSUBJ:
    c->stop = is_saying(w, h);
    deny_claim(w, c, h);
    c->s =
      c->stop ? c->s : combine(c->s, up == ACTA_NEGATED ? ACTA_POSSIBLE : up);
    return;
  case ACTA_DEP_ADVCL:
    if (is_told_fact(w, t)) {
      c->stop = true;
      return;
    }
    if (up == ACTA_NEGATED || up == ACTA_GENERIC || !follows_main(w, t, h)) {
      up = ACTA_ACTUAL;
    }
    c->s = combine(c->s, up);
    return;
  case ACTA_DEP_ACL:
    deny_claim(w, c, h);
    c->stop = token_at(w, t)->xpos == ACTA_XPOS_VBN &&
              !(w->node[t].flags & (HAS_AUX | HAS_AUX_PASS)) &&
              w->node[t].event == ACTA_NO; // "refused to pay a fine set for"
    return;
  default: c->stop = true;
  }
}

static acta_stance stance_of(work *w, event *e)
{
  uint32_t        t    = e->token;
  bool            verb = is_verbal(w, t);
  aside           beside_it;
  climb           c = {e, combine(e->frame->imposes, own(w, t)), false, false};
  const acta_cue *cue = cue_above(w, t);
  c.s = combine(c.s, verb ? stance_by_form(w, t, cue) : ACTA_ACTUAL);
  note_cue(e, w->node[t].cue);
  if (e->frame->quotes && find_aside(w, t, &beside_it)) {
    return own(w, t);
  }
  if (verb && c.s == ACTA_POSSIBLE && e->speaker != ACTA_NO &&
      has_aux(w, t, "would")) {
    c.s = ACTA_PLANNED; // future seen from the past: "he said he would"
  }
  for (int i = 0; i < MAX_STEPS; ++i) {
    const uint32_t h = parent_of(w, t);
    if (h == ACTA_NO) {
      break;
    }
    if (cue && holds(&c, cue->imposes)) {
      note_cue(e, cue);
      c.s = combine(c.s, cue->imposes);
    }
    const acta_stance before = c.s;
    const bool apart = w->node[t].base == ACTA_DEP_ADVCL || lies_apart(w, t);
    if (verb) {
      climb_verb(w, &c, t, h);
    } else {
      climb_noun(w, &c, t, h, cue);
    }
    note_cue(e, c.s != before ? w->node[h].cue : NULL);
    c.apart = c.apart || apart;
    if (c.stop) {
      return c.s;
    }
    t    = h;
    verb = is_verbal(w, t);
    cue  = cue_above(w, t);
  }
  return is_question(w, t) && kind_of_block(w, t) == ACTA_BLOCK_BODY
           ? combine(c.s, ACTA_HYPOTHETICAL)
           : c.s;
}

void find_stances(work *w)
{
  const acta_day today = w->doc->meta.published;
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event *e  = &w->event[i];
    e->stance = stance_of(w, e);
    if (e->stance == ACTA_ACTUAL && today != ACTA_NO_DAY &&
        e->time.begin != ACTA_NO_DAY && e->time.begin > today &&
        token_at(w, e->pred)->xpos != ACTA_XPOS_VBD) {
      e->stance = ACTA_PLANNED;
    }
  }
}
