// SPDX-License-Identifier: MIT
// Quotations and their speakers, and what personal pronouns stand for.
#include "language/coref_impl.h"
#include "language/ud.h"

// How far a pronoun looks: mentions, sentences, steps up the tree.
enum { MENTIONS = 48, SENTENCES = 2, STEPS = 40, LONGEST_QUOTE = 600 };

static const acta_token *token(const coref *c, uint32_t t)
{
  return c->doc->tokens + t;
}

// ---- quotations

static bool opens_quote(acta_str f)
{
  return acta_str_is(f, "\xE2\x80\x9C") || acta_str_is(f, "``");
}

static bool closes_quote(acta_str f)
{
  return acta_str_is(f, "\xE2\x80\x9D") || acta_str_is(f, "''");
}

// Straight quotes alternate within a block; a paragraph ends a quotation.
static uint32_t mark_quotes(const coref *c, uint32_t begin, uint32_t end,
                            uint32_t n)
{
  bool     open  = false;
  uint32_t start = begin;
  for (uint32_t i = begin; i < end; ++i) {
    const acta_str f        = token(c, i)->form;
    const bool     straight = acta_str_is(f, "\"");
    if (open && (closes_quote(f) || straight || i - start > LONGEST_QUOTE)) {
      open = false;
      ++n;
    } else if (!open && (opens_quote(f) || straight)) {
      open  = true;
      start = i + 1;
    } else if (open) {
      c->quote[i] = n;
    }
  }
  return n + (open ? 1 : 0);
}

// The person who is subject of a saying verb in the sentence, outside quotes.
static uint32_t speaker_in(const coref *c, const acta_sentence *s)
{
  for (uint32_t i = s->begin; i < s->end; ++i) {
    const acta_token *t = token(c, i);
    if (t->mention == ACTA_NO || c->quote[i] != ACTA_NO ||
        t->deprel != ACTA_DEP_NSUBJ || token(c, t->head)->upos != ACTA_VERB ||
        c->quote[t->head] != ACTA_NO) {
      continue;
    }
    size_t                   n = 0;
    const acta_frame *const *f =
      c->o ? acta_frames_find(c->o, coref_lemma(c, t->head), ACTA_VERB, &n)
           : NULL;
    for (size_t k = 0; k < n; ++k) {
      if (f[k]->quotes) {
        return t->mention;
      }
    }
  }
  return ACTA_NO;
}

static void find_speakers(coref *c)
{
  const acta_document *doc  = c->doc;
  uint32_t             last = ACTA_NO, block = ACTA_NO;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x   = doc->sentences + s;
    const uint32_t       who = speaker_in(c, x);
    if (x->block != block) {
      last  = ACTA_NO;
      block = x->block;
    }
    last = who != ACTA_NO ? who : last;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      const uint32_t q = c->quote[i];
      if (q != ACTA_NO && c->speaker[q] == ACTA_NO) {
        c->speaker[q] = last;
      }
    }
  }
}

bool coref_find_quotes(coref *c)
{
  acta_document *doc = c->doc;
  const size_t   n   = (size_t)doc->n_tokens + 1;
  c->quote           = acta_arena_alloc(doc->arena, n, sizeof *c->quote);
  if (!c->quote) {
    return false;
  }
  memset(c->quote, 0xFF, n * sizeof *c->quote);
  for (uint32_t s = 0, e = 0; s < doc->n_sentences; s = e) {
    for (e = s; e < doc->n_sentences &&
                doc->sentences[e].block == doc->sentences[s].block;) {
      ++e;
    }
    c->n_quotes = mark_quotes(c, doc->sentences[s].begin,
                              doc->sentences[e - 1].end, c->n_quotes);
  }
  c->speaker =
    acta_arena_alloc(doc->arena, (size_t)c->n_quotes + 1, sizeof *c->speaker);
  if (!c->speaker) {
    return false;
  }
  memset(c->speaker, 0xFF, ((size_t)c->n_quotes + 1) * sizeof *c->speaker);
  find_speakers(c);
  return true;
}

// ---- pronouns

// May pronoun `m` stand for the chain of `a`, by type, gender and number?
static bool fits(const coref *c, uint32_t a, uint32_t m)
{
  const uint32_t         root = coref_root(c, a);
  const coref_chain     *x    = c->chain + root;
  const coref_info      *p    = c->info + m;
  const acta_entity_type type = c->doc->mentions[root].type;
  const coref_pronoun    said = c->info[a].pronoun;
  if (root == coref_root(c, m) || said == PRONOUN_OTHER || // "We", "you"
      (x->gender && p->gender && x->gender != p->gender)) {
    return false;
  }
  switch (p->pronoun) {
  case PRONOUN_HE: return type == ACTA_ENT_PERSON && !x->plural;
  case PRONOUN_IT:
    return !x->plural && (type == ACTA_ENT_GPE || type == ACTA_ENT_ORG ||
                          type == ACTA_ENT_VEHICLE);
  case PRONOUN_THEY:
    return type == ACTA_ENT_GROUP || (x->plural && type != ACTA_ENT_PERSON) ||
           type == ACTA_ENT_ORG;
  case PRONOUN_NONE:
  case PRONOUN_I:
  case PRONOUN_OTHER:
  case PRONOUN_REL: break;
  }
  return false;
}

static bool is_possessive(const coref *c, uint32_t m)
{
  return token(c, c->doc->mentions[m].head)->deprel == ACTA_DEP_NMOD_POSS;
}

static bool is_reflexive(const coref *c, uint32_t m)
{
  return acta_feat_get(token(c, c->doc->mentions[m].head)->feats,
                       ACTA_FEAT_REFLEX) == ACTA_REFLEX_YES;
}

// The word that a name stands beside: "coach" of "coach Jan Roe".
static uint32_t beside(const coref *c, uint32_t t)
{
  const acta_token *x = token(c, t);
  return x->deprel == ACTA_DEP_APPOS && x->head < c->doc->n_tokens ? x->head
                                                                   : t;
}

// Do both hang on the same verb ("he told him") or side by side ("he and
// Putin")?
static bool clash(const coref *c, uint32_t a, uint32_t m)
{
  const uint32_t    x = beside(c, c->doc->mentions[a].head);
  const uint32_t    y = c->doc->mentions[m].head;
  const acta_token *s = token(c, x), *t = token(c, y);
  if (s->head == y || t->head == x) {
    return true;
  }
  return !is_possessive(c, m) && !is_reflexive(c, m) && s->head == t->head &&
         s->sentence == t->sentence && !is_possessive(c, a);
}

// Is `a` the same stretch of talk as `m`: both in one quotation, or outside?
// "He is brave" in a quotation is one told of before, who does not speak.
static bool same_voice(const coref *c, uint32_t a, uint32_t m)
{
  const uint32_t x = c->quote[c->doc->mentions[a].head];
  const uint32_t y = c->quote[c->doc->mentions[m].head];
  return x == y || y == ACTA_NO ||
         (x == ACTA_NO && c->speaker[y] != ACTA_NO &&
          c->info[m].pronoun == PRONOUN_HE);
}

// The speaker of a quotation is not "he" within it.
static bool is_speaker(const coref *c, uint32_t a, uint32_t m)
{
  const uint32_t q = c->quote[c->doc->mentions[m].head];
  return q != ACTA_NO && c->speaker[q] != ACTA_NO &&
         coref_root(c, c->speaker[q]) == coref_root(c, a);
}

// Up the tree: the nearest subject above that fits ("Putin said he ...").
static uint32_t subject_above(const coref *c, uint32_t m)
{
  uint32_t t = c->doc->mentions[m].head;
  for (unsigned step = 0; step < STEPS; ++step) {
    const uint32_t subj = coref_child_by(c, t, ACTA_DEP_NSUBJ);
    const uint32_t a    = subj == ACTA_NO ? ACTA_NO : token(c, subj)->mention;
    const bool one_of   = c->info[m].pronoun == PRONOUN_THEY && a != ACTA_NO &&
                        coref_child_by(c, subj, ACTA_DEP_CONJ) != ACTA_NO;
    if (a != ACTA_NO && a != m && a < m && !one_of && fits(c, a, m) &&
        !clash(c, a, m) && !is_speaker(c, a, m)) {
      return a;
    }
    if (token(c, t)->head == t || token(c, t)->head >= c->doc->n_tokens) {
      break;
    }
    t = token(c, t)->head;
  }
  return ACTA_NO;
}

static int score(const coref *c, uint32_t a, uint32_t m)
{
  const coref_info  *x = c->info + a, *p = c->info + m;
  const coref_chain *chain = c->chain + coref_root(c, a);
  int                s     = -4 * (int)(p->sentence - x->sentence);
  s += x->subject ? 4 : x->verb != ACTA_NO ? 1 : 0;
  s += c->doc->mentions[a].kind == ACTA_MENTION_NAME ? 1 : 0;
  s += chain->gender && chain->gender == p->gender ? 2 : 0;
  s += chain->count > 3 ? 1 : 0;
  return s;
}

// The mention before `m` that fits best; ACTA_NO if another chain is as good.
static uint32_t best_before(const coref *c, uint32_t m)
{
  uint32_t best = ACTA_NO;
  int      top = 0, second = -100;
  for (uint32_t k = 1; k <= MENTIONS && k <= m; ++k) {
    const uint32_t a = m - k;
    if (c->info[m].sentence - c->info[a].sentence > SENTENCES) {
      break;
    }
    if (c->info[a].demonym || !fits(c, a, m) || clash(c, a, m) ||
        is_speaker(c, a, m) || !same_voice(c, a, m)) {
      continue;
    }
    const int s = score(c, a, m);
    if (best != ACTA_NO && coref_root(c, a) == coref_root(c, best)) {
      top = s > top ? s : top;
    } else if (best == ACTA_NO || s > top) {
      second = best == ACTA_NO ? second : top;
      best   = a;
      top    = s;
    } else {
      second = s > second ? s : second;
    }
  }
  return best != ACTA_NO && top > second + 1 ? best : ACTA_NO;
}

// "It" often is no thing that was named: only a subject before it will do.
static uint32_t find_it(const coref *c, uint32_t m)
{
  const uint32_t above = subject_above(c, m);
  if (above != ACTA_NO || !c->info[m].subject) {
    return above;
  }
  const uint32_t best = best_before(c, m);
  return best != ACTA_NO && c->info[best].subject &&
             c->doc->mentions[best].kind == ACTA_MENTION_NAME
           ? best
           : ACTA_NO;
}

// "They" after "Kim and Putin met": the two coordinated subjects.
static bool they_two(coref *c, uint32_t m)
{
  for (uint32_t k = 1; k <= MENTIONS && k <= m; ++k) {
    const uint32_t b = m - k;
    if (c->info[m].sentence - c->info[b].sentence > 1) {
      break;
    }
    const acta_token *t = token(c, c->doc->mentions[b].head);
    const uint32_t    a =
      t->deprel == ACTA_DEP_CONJ ? token(c, t->head)->mention : ACTA_NO;
    if (a == ACTA_NO || a >= b || coref_root(c, a) == coref_root(c, b) ||
        c->doc->mentions[coref_root(c, a)].type != ACTA_ENT_PERSON ||
        c->doc->mentions[coref_root(c, b)].type != ACTA_ENT_PERSON) {
      continue;
    }
    coref_chain *x           = c->chain + coref_root(c, m);
    x->members[0]            = coref_root(c, a);
    x->members[1]            = coref_root(c, b);
    x->n_members             = 2;
    c->doc->mentions[m].type = ACTA_ENT_GROUP;
    return true;
  }
  return false;
}

static void join_they(coref *c, uint32_t m)
{
  uint32_t to = subject_above(c, m);
  if (to == ACTA_NO) {
    to = best_before(c, m);
    // an organisation is "they" in its own clause only
    to =
      to != ACTA_NO && c->doc->mentions[coref_root(c, to)].type == ACTA_ENT_ORG
        ? ACTA_NO
        : to;
  }
  if (to == ACTA_NO) {
    (void)they_two(c, m);
  } else if (c->doc->mentions[coref_root(c, to)].type != ACTA_ENT_ORG ||
             !they_two(c, m)) {
    coref_join(c, to, m);
  }
}

static uint32_t find_person(const coref *c, uint32_t m)
{
  const uint32_t above = subject_above(c, m);
  return above != ACTA_NO ? above : best_before(c, m);
}

static uint32_t find_speaker(const coref *c, uint32_t m)
{
  const uint32_t q = c->quote[c->doc->mentions[m].head];
  const uint32_t a = q == ACTA_NO ? ACTA_NO : c->speaker[q];
  return a != ACTA_NO &&
             c->doc->mentions[coref_root(c, a)].type == ACTA_ENT_PERSON
           ? a
           : ACTA_NO;
}

void coref_join_pronouns(coref *c)
{
  for (uint32_t m = 0; m < c->doc->n_mentions; ++m) {
    uint32_t to = ACTA_NO;
    switch (c->info[m].pronoun) {
    case PRONOUN_HE: to = find_person(c, m); break;
    case PRONOUN_IT: to = find_it(c, m); break;
    case PRONOUN_I: to = find_speaker(c, m); break;
    case PRONOUN_THEY: join_they(c, m); break;
    case PRONOUN_NONE:
    case PRONOUN_OTHER:
    case PRONOUN_REL: break;
    }
    if (to != ACTA_NO) {
      coref_join(c, to, m);
    }
  }
}
