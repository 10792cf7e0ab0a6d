// SPDX-License-Identifier: MIT
#include "event/work.h"

// How far a look up the tree may go: errors of the parser make long chains,
// language does not, and it keeps the work linear.
enum { MAX_UP = 24, MAX_DOWN = 128 };

acta_str lemma_of(const work *w, uint32_t t)
{
  const acta_token *tok = &w->doc->tokens[t];
  return tok->lemma.n ? tok->lemma : tok->form;
}

bool same_lemma(acta_str a, acta_str b)
{
  if (a.n != b.n) {
    return false;
  }
  for (size_t i = 0; i < a.n; ++i) {
    const char x = a.p[i], y = b.p[i];
    const char p = x >= 'A' && x <= 'Z' ? (char)(x - 'A' + 'a') : x;
    const char q = y >= 'A' && y <= 'Z' ? (char)(y - 'A' + 'a') : y;
    if (p != q) {
      return false;
    }
  }
  return true;
}

bool is_lemma(const work *w, uint32_t t, const char *lemma)
{
  return same_lemma(lemma_of(w, t), acta_str_of(lemma));
}

bool is_verbal(const work *w, uint32_t t)
{
  const uint8_t upos = token_at(w, t)->upos;
  return upos == ACTA_VERB || upos == ACTA_AUX || (w->node[t].flags & HAS_COP);
}

// Of two subjects, a mistake of the parser, that one which is somebody, and no
// relative pronoun: "which he said".
static bool is_better_subject(const work *w, uint32_t old, uint32_t new)
{
  return token_at(w, new)->mention != ACTA_NO &&
         (token_at(w, old)->mention == ACTA_NO ||
          (is_relative(w, old) && !is_relative(w, new)));
}

// "The envoy is to visit Oslo": read as if the clause were what the envoy is.
static bool is_outer_doer(const work *w, uint32_t h, uint32_t c)
{
  const uint32_t m = token_at(w, c)->mention;
  return token_at(w, h)->xpos == ACTA_XPOS_VB && m < w->doc->n_mentions &&
         w->doc->mentions[m].type != ACTA_ENT_NONE &&
         w->doc->mentions[m].type != ACTA_ENT_THING;
}

static void note_child(work *w, uint32_t h, uint32_t c)
{
  node             *n   = &w->node[h];
  const acta_token *tok = token_at(w, c);
  uint32_t         *one = NULL;
  switch (w->node[c].base) {
  case ACTA_DEP_NSUBJ:
    one = tok->deprel == ACTA_DEP_NSUBJ_OUTER && !is_outer_doer(w, h, c)
            ? NULL
            : &n->subj;
    break;
  case ACTA_DEP_OBJ: one = &n->obj; break;
  case ACTA_DEP_IOBJ: one = &n->iobj; break;
  case ACTA_DEP_MARK:
    one = &n->mark;
    n->flags |= acta_str_is(lemma_of(w, c), "to") ? HAS_TO : 0;
    break;
  case ACTA_DEP_CASE: one = tok->upos == ACTA_PART ? NULL : &n->kase; break;
  case ACTA_DEP_COMPOUND:
    one = tok->deprel == ACTA_DEP_COMPOUND_PRT ? &n->prt : NULL;
    break;
  case ACTA_DEP_DET: one = &n->det; break;
  case ACTA_DEP_AUX:
    n->flags |= tok->deprel == ACTA_DEP_AUX_PASS ? HAS_AUX_PASS : HAS_AUX;
    break;
  case ACTA_DEP_COP: n->flags |= HAS_COP; break;
  case ACTA_DEP_EXPL: n->flags |= HAS_EXPL; break;
  default: break;
  }
  if (one &&
      (*one == ACTA_NO || (one == &n->subj && is_better_subject(w, *one, c)))) {
    *one = c;
  }
}

static void cover_mentions(work *w)
{
  const acta_document *d = w->doc;
  for (uint32_t i = 0; i < d->n_mentions; ++i) {
    const acta_mention *m = &d->mentions[i];
    for (uint32_t t = m->begin; t < m->end && t < d->n_tokens; ++t) {
      const uint32_t old = w->node[t].mention;
      if (old == ACTA_NO ||
          m->end - m->begin < d->mentions[old].end - d->mentions[old].begin) {
        w->node[t].mention = i;
      }
    }
  }
}

// Word of a time expression whose governor is outside it.
static uint32_t head_of_timex(const work *w, const acta_timex *x)
{
  for (uint32_t t = x->begin; t < x->end; ++t) {
    const uint32_t h = token_at(w, t)->head;
    if (h < x->begin || h >= x->end || h == t) {
      return t;
    }
  }
  return x->begin;
}

bool tree_init(work *w)
{
  const acta_document *d = w->doc;
  w->node = acta_arena_alloc(w->arena, (size_t)d->n_tokens + 1, sizeof(node));
  w->quote_of =
    acta_arena_alloc(w->arena, (size_t)d->n_tokens + 1, sizeof(uint32_t));
  w->timex_head =
    acta_arena_alloc(w->arena, (size_t)d->n_timexes + 1, sizeof(uint32_t));
  if (!w->node || !w->quote_of || !w->timex_head ||
      !acta_cp_index_init(&w->cp, w->arena, d->text)) {
    return false;
  }
  for (uint32_t t = 0; t < d->n_tokens; ++t) {
    const uint32_t no = ACTA_NO;
    w->node[t]        = (node){.first   = no,
                               .last    = no,
                               .next    = no,
                               .subj    = no,
                               .obj     = no,
                               .iobj    = no,
                               .mark    = no,
                               .kase    = no,
                               .prt     = no,
                               .det     = no,
                               .event   = no,
                               .mention = no,
                               .base    = (uint8_t)acta_dep_base(d->tokens[t].deprel)};
    w->quote_of[t]    = no;
  }
  for (uint32_t t = 0; t < d->n_tokens; ++t) {
    const uint32_t h = parent_of(w, t);
    if (h == ACTA_NO) {
      continue;
    }
    if (w->node[h].last == ACTA_NO) {
      w->node[h].first = t;
    } else {
      w->node[w->node[h].last].next = t;
    }
    w->node[h].last = t;
    note_child(w, h, t);
  }
  cover_mentions(w);
  for (uint32_t i = 0; i < d->n_timexes; ++i) {
    w->timex_head[i] = head_of_timex(w, &d->timexes[i]);
  }
  return true;
}

// "killing three people and injuring ten": the second participle goes with the
// first, whatever its object was taken for.
static uint32_t first_participle(const work *w, uint32_t t, uint32_t h)
{
  const acta_token *noun = token_at(w, h);
  if (token_at(w, t)->xpos != ACTA_XPOS_VBG ||
      w->node[t].base != ACTA_DEP_CONJ || w->node[h].base != ACTA_DEP_OBJ ||
      noun->head >= w->doc->n_tokens ||
      token_at(w, noun->head)->xpos != ACTA_XPOS_VBG) {
    return h;
  }
  return noun->head;
}

// "said that it had paid, adding that more was due", "urged them to stay,
// warning that": who goes on saying is who said the first, not who paid.
static uint32_t first_saying(const work *w, uint32_t t, uint32_t h)
{
  const acta_token *clause = token_at(w, h);
  if (token_at(w, t)->xpos != ACTA_XPOS_VBG ||
      w->node[t].base != ACTA_DEP_ADVCL || h > t ||
      (w->node[h].base != ACTA_DEP_CCOMP && !(w->node[h].flags & HAS_TO)) ||
      clause->head > h || token_at(w, clause->head)->upos != ACTA_VERB ||
      !acta_str_is(token_at(w, t - 1)->form, ",") ||
      !acta_grammar_lists("adding", lemma_of(w, t))) {
    return h;
  }
  return clause->head;
}

// "sentenced to six years in prison": where the time is spent, not where the
// event was.
static uint32_t time_spent(const work *w, uint32_t t, uint32_t h)
{
  const uint32_t in = w->node[t].kase;
  if (w->node[t].base != ACTA_DEP_OBL || in == ACTA_NO || in == 0 || in > t ||
      h > in || !acta_str_is(token_at(w, in)->form, "in")) {
    return h;
  }
  const uint32_t time = in - 1, x = token_at(w, time)->timex;
  if (x >= w->doc->n_timexes ||
      w->doc->timexes[x].type != ACTA_TIMEX_DURATION ||
      token_at(w, time)->sentence != token_at(w, t)->sentence) {
    return h;
  }
  uint32_t up = time, next = token_at(w, up)->head;
  for (int i = 0; i < MAX_UP && up != t && next != up; ++i) {
    if (next >= w->doc->n_tokens) {
      return h;
    }
    up   = next;
    next = token_at(w, up)->head;
  }
  return up != t && next == up ? time : h; // it does not hang on the place
}

uint32_t parent_of(const work *w, uint32_t t)
{
  const uint32_t h = token_at(w, t)->head;
  return h == t || h >= w->doc->n_tokens
           ? ACTA_NO
           : time_spent(w, t, first_saying(w, t, first_participle(w, t, h)));
}

bool is_below(const work *w, uint32_t t, uint32_t top)
{
  for (int i = 0; i < MAX_UP && t != ACTA_NO; ++i) {
    if (t == top) {
      return true;
    }
    t = parent_of(w, t);
  }
  return false;
}

uint32_t leftmost(const work *w, uint32_t t)
{
  for (int i = 0; i < MAX_DOWN && w->node[t].first < t; ++i) {
    t = w->node[t].first;
  }
  return t;
}

uint32_t rightmost(const work *w, uint32_t t)
{
  for (int i = 0;
       i < MAX_DOWN && w->node[t].last != ACTA_NO && w->node[t].last > t; ++i) {
    t = w->node[t].last;
  }
  return t;
}

bool is_called_so(const work *w, uint32_t t)
{
  const uint32_t h = parent_of(w, t);
  if (w->node[t].base != ACTA_DEP_OBJ || h == ACTA_NO ||
      !acta_str_is(lemma_of(w, h), "call")) {
    return false;
  }
  bool found = false;
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    found = found || (c > t && (token_at(w, c)->upos == ACTA_ADJ ||
                                w->node[c].base == ACTA_DEP_APPOS));
  }
  for (uint32_t c = w->node[h].first; c != ACTA_NO; c = w->node[c].next) {
    found = found || (c > t && (w->node[c].base == ACTA_DEP_XCOMP ||
                                w->node[c].base == ACTA_DEP_OBJ));
  }
  return found;
}

bool has_aux_form(const work *w, uint32_t t, const char *form)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (w->node[c].base == ACTA_DEP_AUX &&
        same_lemma(token_at(w, c)->form, acta_str_of(form))) {
      return true;
    }
  }
  return false;
}

bool is_person_named(const work *w, uint32_t t)
{
  return w->node[t].base == ACTA_DEP_XCOMP &&
         token_at(w, t)->upos == ACTA_PROPN &&
         is_named_person(w, entity_of(w, t));
}

// "The bank named Anna Berg as chief": a past tense read as a participle.
static bool names_person(const work *w, uint32_t t)
{
  const uint32_t h = parent_of(w, t);
  if (w->node[t].base != ACTA_DEP_ROOT &&
      (w->node[t].base != ACTA_DEP_ACL || h == ACTA_NO ||
       w->node[h].base != ACTA_DEP_ROOT)) {
    return false;
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (c > t && is_person_named(w, c)) {
      return true;
    }
  }
  return false;
}

bool is_participle_in_front(const work *w, uint32_t t)
{
  const uint32_t h    = parent_of(w, t);
  const uint8_t  xpos = token_at(w, t)->xpos;
  const uint8_t  base = w->node[t].base;
  return (base == ACTA_DEP_CCOMP || base == ACTA_DEP_ADVCL) && h != ACTA_NO &&
         t < h &&
         (xpos == ACTA_XPOS_VBN || xpos == ACTA_XPOS_VBD ||
          xpos == ACTA_XPOS_VBG) &&
         w->quote_of[t] == ACTA_NO && w->node[t].subj == ACTA_NO &&
         !(w->node[t].flags & (HAS_AUX | HAS_AUX_PASS));
}

bool is_passive(const work *w, uint32_t t)
{
  const node   *n    = &w->node[t];
  const uint8_t xpos = token_at(w, t)->xpos;
  if (n->flags & HAS_AUX_PASS) {
    return true;
  }
  if (is_participle_in_front(w, t)) {
    return xpos != ACTA_XPOS_VBG && n->obj == ACTA_NO;
  }
  if (xpos != ACTA_XPOS_VBN || (n->flags & HAS_AUX)) {
    return false; // "had arrived", whatever its subject is called
  }
  if (names_person(w, t)) {
    return false;
  }
  if (n->subj != ACTA_NO &&
      token_at(w, n->subj)->deprel == ACTA_DEP_NSUBJ_PASS) {
    return true;
  }
  const uint32_t h = parent_of(w, t);
  switch (n->base) {
  case ACTA_DEP_ACL:
  case ACTA_DEP_AMOD: return true;
  case ACTA_DEP_ADVCL: // but "the raid carried out by rebels killed two"
    return n->subj == ACTA_NO && (n->obj == ACTA_NO || n->obj < t);
  case ACTA_DEP_XCOMP: return n->subj == ACTA_NO;
  case ACTA_DEP_CONJ: // "was arrested and charged"
    return h != ACTA_NO && n->subj == ACTA_NO &&
           ((w->node[h].flags & HAS_AUX_PASS) ||
            (token_at(w, h)->xpos == ACTA_XPOS_VBN &&
             !(w->node[h].flags & HAS_AUX)));
  default: return false;
  }
}

bool is_relative(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  if (acta_feat_get(tok->feats, ACTA_FEAT_PRONTYPE) == ACTA_PRON_REL) {
    return true;
  }
  return tok->xpos == ACTA_XPOS_WDT || tok->xpos == ACTA_XPOS_WP ||
         tok->xpos == ACTA_XPOS_WP_POSS;
}

bool is_finite(const work *w, uint32_t t)
{
  return acta_xpos_is_finite(token_at(w, t)->xpos) ||
         (w->node[t].flags & (HAS_AUX | HAS_AUX_PASS | HAS_COP));
}

uint32_t nominal_beside(const work *w, uint32_t t, bool left)
{
  const uint32_t       s    = token_at(w, t)->sentence;
  const acta_sentence *sent = &w->doc->sentences[s];
  uint32_t             at   = t;
  for (int i = 0; i < 4; ++i) {
    if (left ? at == sent->begin : at + 1 >= sent->end) {
      return ACTA_NO;
    }
    at += left ? UINT32_MAX : 1u;
    switch ((acta_upos)token_at(w, at)->upos) {
    case ACTA_PROPN:
    case ACTA_PRON: {
      const uint32_t m = w->node[at].mention;
      return m == ACTA_NO ? at : w->doc->mentions[m].head;
    }
    case ACTA_NOUN:
      if (!left && at + 1 < sent->end &&
          (token_at(w, at + 1)->upos == ACTA_NOUN ||
           token_at(w, at + 1)->upos == ACTA_PROPN)) {
        break; // the last noun of the phrase is its head
      }
      return at;
    case ACTA_AUX:
    case ACTA_ADV:
    case ACTA_PART:
    case ACTA_DET:
    case ACTA_ADJ: break;
    case ACTA_NUM:
      if (!left) {
        break; // "said one aide"
      }
      return ACTA_NO;
    case ACTA_ADP:
    case ACTA_CCONJ:
    case ACTA_INTJ:
    case ACTA_PUNCT:
    case ACTA_SCONJ:
    case ACTA_SYM:
    case ACTA_VERB:
    case ACTA_X:
    case ACTA_N_UPOS: return ACTA_NO;
    }
  }
  return ACTA_NO;
}

uint32_t clause_of(const work *w, uint32_t t)
{
  for (int i = 0; i < MAX_UP; ++i) {
    const uint32_t h = parent_of(w, t);
    if (h == ACTA_NO || is_verbal(w, t)) {
      return t;
    }
    switch (w->node[t].base) {
    case ACTA_DEP_ACL:
    case ACTA_DEP_ADVCL:
    case ACTA_DEP_CCOMP:
    case ACTA_DEP_XCOMP:
    case ACTA_DEP_PARATAXIS: return t;
    default: t = h;
    }
  }
  return t;
}

bool lies_apart(const work *w, uint32_t t)
{
  static const char *const marks[] = {"after",    "before", "since", "until",
                                      "ahead_of", "of",     "about", "over",
                                      "against",  "from"};
  char                     buf[64];
  const uint32_t           h = parent_of(w, t);
  const uint32_t           e = h == ACTA_NO ? ACTA_NO : w->node[h].event;
  const acta_str           m = marker_of(w, t, buf);
  if (is_verbal(w, t) || w->node[t].base != ACTA_DEP_OBL) {
    return false;
  }
  for (size_t i = 0; i < sizeof marks / sizeof *marks; ++i) {
    if (acta_str_is(m, marks[i])) {
      return true;
    }
  }
  // "sentenced for a murder", but "met for talks"
  return acta_str_is(m, "for") && e != ACTA_NO && w->justice != ACTA_NO &&
         acta_class_is_a(w->o, w->event[e].class, w->justice);
}
