// SPDX-License-Identifier: MIT
// What can be seen of a token, its document and the gazetteers.
#include "language/names_impl.h"
#include "language/timex_words.h"
#include "language/ud.h"

// Longest name in the gazetteers that is looked for, in tokens.
enum { LONGEST = 8, MAX_HITS = 6 };

// Evidence bits: how a form occurs anywhere in the document.
enum {
  SEEN_PERSON   = 1,   // in a longer name that a gazetteer lists as a person's
  SEEN_PLACE    = 2,   // ... as a place's
  SEEN_ORG      = 4,   // ... as an organisation's
  SEEN_SURNAME  = 8,   // after a title or a first name
  SEEN_LOCATED  = 16,  // after "in", "at", "from", "near"
  SEEN_COMPANY  = 32,  // in a run of capitals that ends like a company's name
  SEEN_LOWER    = 64,  // in lower case
  SEEN_PROPER   = 128, // with a capital that the sentence does not explain
  SEEN_FORENAME = 256, // before another capitalised word, and a first name
};

static bool capital(const acta_name_token *t)
{
  return (t->word.flags & ACTA_WORD_UPPER) != 0;
}

// "kerala", "vietnam": places that are as well known in lower case.
static bool known_place(const acta_ontology *o, const acta_token *k)
{
  size_t n = 0;
  if (!o || k->form.n < 5 || (k->upos != ACTA_NOUN && k->upos != ACTA_PROPN)) {
    return false;
  }
  const acta_name_hit *hits = acta_names_find(o, k->form, &n);
  acta_entry           e;
  if (!n || hits[0].kind > ACTA_NAME_ALIAS) {
    return false;
  }
  acta_entry_at(o, hits[0].entry, &e);
  return e.type == ACTA_ENT_GPE &&
         (e.population >= 250000 || acta_str_is(e.kind, "country") ||
          acta_str_is(e.kind, "state"));
}

// Does the weekday `i` tell when, and not stand in a name as in "Bloody
// Sunday"? The word before it is no common one then, but a name that it ends:
// "in Serbia Friday".
static bool tells_day(const acta_document *doc, const acta_name_token *t,
                      uint32_t i)
{
  return i && doc->tokens[i - 1].sentence == doc->tokens[i].sentence &&
         capital(t + i - 1) && tw_is_weekday(doc->tokens[i].form) &&
         !acta_spelling_is(t[i - 1].spelling, ACTA_SPELT_WORD);
}

static void look_at_words(const acta_document *doc, const acta_ontology *o,
                          const acta_spelling *spelling, acta_name_token *t)
{
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    const acta_token *k = doc->tokens + i;
    acta_word_init(&t[i].word, k->form);
    t[i].run_first = t[i].run_last = i;
    t[i].hot = capital(t + i) || k->upos == ACTA_PROPN || known_place(o, k);
    if (o && (t[i].word.flags & ACTA_WORD_ALPHA)) {
      t[i].classes = acta_word_find(o, k->form, NULL);
    }
    if (capital(t + i)) {
      t[i].spelling = acta_spelling_guess(spelling, &t[i].word, k->form);
    }
    if (capital(t + i) && tells_day(doc, t, i)) {
      t[i].word.flags &= (uint8_t)~ACTA_WORD_UPPER;
      t[i].hot = false;
    }
    if (o && capital(t + i)) {
      bool              known = false;
      const acta_gender g     = acta_first_name(o, k->form, &known);
      t[i].first_name         = (uint8_t)(!known ? 0 : g ? (unsigned)g : 3U);
    }
  }
}

static void look_at_sentences(const acta_document *doc, acta_name_token *t)
{
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x        = doc->sentences + s;
    uint32_t             capitals = 0, words = 0;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      words += (t[i].word.flags & ACTA_WORD_ALPHA) && doc->tokens[i].form.n > 3;
      capitals += capital(t + i) && doc->tokens[i].form.n > 3;
    }
    bool started = false;
    for (uint32_t i = x->begin; i < x->end; ++i) {
      t[i].shouting = words > 2 && capitals * 10 >= words * 7;
      t[i].start    = !started;
      started |= (t[i].word.flags & (ACTA_WORD_ALPHA | ACTA_WORD_DIGIT)) != 0;
    }
    for (uint32_t i = x->begin, j; i < x->end; i = j + 1) {
      j = i;
      while (capital(t + i) && j + 1 < x->end && capital(t + j + 1)) {
        ++j;
      }
      for (uint32_t k = i; k <= j; ++k) {
        t[k].run_first = i;
        t[k].run_last  = j;
      }
    }
  }
}

// Words that may stand between the capitals of one name.
static bool joins(const acta_document *doc, const acta_name_token *t,
                  uint32_t i)
{
  static const char *const joints[] = {"of", "the", "for", "and", "&",
                                       "-",  "de",  "'s",  "al"};
  for (size_t k = 0; k < sizeof joints / sizeof joints[0]; ++k) {
    if (acta_str_is(doc->tokens[i].form, joints[k])) {
      return !capital(t + i);
    }
  }
  return false;
}

// Last token of the runs that begin with the run of `i` and are joined to it.
static uint32_t chain_end(const acta_document *doc, const acta_name_token *t,
                          uint32_t i, uint32_t end)
{
  enum { LONGEST_JOINT = 2 };
  uint32_t last = t[i].run_last;
  for (;;) {
    uint32_t k = last + 1;
    while (k < end && k <= last + LONGEST_JOINT && joins(doc, t, k)) {
      ++k;
    }
    if (k == last + 1 || k >= end || !capital(t + k)) {
      return last;
    }
    last = t[k].run_last;
  }
}

// Runs of capitals that "of" and the like join; the head of such a chain is the
// last word before the first of these.
static void look_at_chains(const acta_document *doc, acta_name_token *t)
{
  for (uint32_t i = 0, last; i < doc->n_tokens; i = last + 1) {
    const uint32_t end     = doc->sentences[doc->tokens[i].sentence].end;
    const uint32_t head    = t[i].run_last;
    uint32_t       classes = 0;
    last                   = capital(t + i) ? chain_end(doc, t, i, end) : i;
    for (uint32_t k = i; k <= last; ++k) {
      classes |= capital(t + k) ? t[k].classes : 0U;
    }
    for (uint32_t k = i; k <= last; ++k) {
      t[k].chain_first   = i;
      t[k].chain_last    = last;
      t[k].head          = head;
      t[k].chain_classes = classes;
    }
  }
}

static acta_str text_of(const acta_document *doc, uint32_t i, uint32_t j)
{
  const uint32_t begin = doc->tokens[i].span.begin;
  const uint32_t end   = doc->tokens[j].span.end;
  return (acta_str){doc->text.p + begin, end > begin ? end - begin : 0};
}

static bool all_capitals(acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] >= 'a' && s.p[i] <= 'z') {
      return false;
    }
  }
  return true;
}

// Bit of what a namesake is; 0 if this spelling cannot mean it.
static uint16_t kind_bit(const acta_ontology *o, acta_name_hit hit,
                         bool capitals)
{
  acta_entry e;
  if (hit.kind == ACTA_NAME_ACRONYM && !capitals) {
    return 0;
  }
  if (hit.kind == ACTA_NAME_DEMONYM) {
    return 64;
  }
  if (hit.kind == ACTA_NAME_SURNAME) {
    return 32;
  }
  acta_entry_at(o, hit.entry, &e);
  switch (e.type) {
  case ACTA_ENT_PERSON: return 1;
  case ACTA_ENT_PLACE: return 2;
  case ACTA_ENT_GPE:
    return acta_str_is(e.kind, "city") && e.population < 100000 ? 256 : 4;
  case ACTA_ENT_ORG: return acta_str_is(e.kind, "newspaper") ? 128 : 8;
  case ACTA_ENT_NONE:
  case ACTA_ENT_GROUP:
  case ACTA_ENT_VEHICLE:
  case ACTA_ENT_THING:
  case ACTA_N_ENT: break;
  }
  return 16;
}

// The longest name of the gazetteers at token `i`; returns its last token.
static uint32_t match(const acta_document *doc, const acta_ontology *o,
                      uint32_t i, uint32_t end, uint16_t *types, uint16_t *best)
{
  uint32_t last = ACTA_NO;
  for (uint32_t j = i; j < end && j < i + LONGEST; ++j) {
    const acta_str       name = text_of(doc, i, j);
    size_t               n    = 0;
    const acta_name_hit *hits = acta_names_find(o, name, &n);
    const bool           caps = n && all_capitals(name);
    uint16_t             all = 0, first = 0;
    for (size_t h = 0; h < n && h < MAX_HITS; ++h) {
      const uint16_t bit = kind_bit(o, hits[h], caps);
      all |= bit;
      first = first ? first : bit;
    }
    if (all) {
      last   = j;
      *types = all;
      *best  = first;
    }
    if (!acta_names_continue(o, name)) {
      break;
    }
  }
  return last;
}

static unsigned place_in(uint32_t i, uint32_t first, uint32_t last)
{
  return first == last ? LABEL_UNIT
         : i == first  ? LABEL_BEGIN
         : i == last   ? LABEL_LAST
                       : LABEL_INSIDE;
}

static void look_at_gazetteers(const acta_document *doc, const acta_ontology *o,
                               acta_name_token *t)
{
  for (uint32_t i = 0, next; o && i < doc->n_tokens; i = next) {
    const uint32_t end   = doc->sentences[doc->tokens[i].sentence].end;
    uint16_t       types = 0, best = 0;
    const uint32_t last =
      t[i].hot ? match(doc, o, i, end, &types, &best) : ACTA_NO;
    next = last == ACTA_NO ? i + 1 : last + 1;
    for (uint32_t j = i; last != ACTA_NO && j <= last; ++j) {
      t[j].gazetteer = (uint16_t)(best << 2 | place_in(j, i, last));
      t[j].types     = types;
    }
  }
}

// Evidence of `t` itself, to be shared with all tokens of its form.
static unsigned own_evidence(const acta_document *doc, const acta_name_token *t,
                             uint32_t i)
{
  const acta_sentence *s    = doc->sentences + doc->tokens[i].sentence;
  const unsigned       type = t[i].gazetteer >> 2;
  const bool           many = (t[i].gazetteer & 3) != LABEL_UNIT;
  unsigned             e    = 0;
  if (!capital(t + i)) {
    return SEEN_LOWER;
  }
  if (type && many) {
    e |= type == 1 ? SEEN_PERSON : type == 8 ? SEEN_ORG : 0U;
    e |= type & (2 | 4 | 256) ? SEEN_PLACE : 0U;
  }
  if (!t[i].start && !t[i].shouting) {
    e |= SEEN_PROPER;
  }
  if (i > s->begin) {
    const acta_name_token *p = t + i - 1;
    e |= (p->classes & ACTA_WORD_TITLE) || p->first_name ? SEEN_SURNAME : 0U;
    e |= doc->tokens[i - 1].upos == ACTA_ADP && !capital(p) ? SEEN_LOCATED : 0U;
  }
  if (t[i].first_name && i < t[i].run_last) {
    e |= SEEN_FORENAME;
  }
  const uint32_t last = t[t[i].run_last].classes;
  if (i < t[i].run_last && (last & (ACTA_WORD_COMPANY | ACTA_WORD_ORG))) {
    e |= SEEN_COMPANY;
  }
  return e;
}

// Forms go by hash; two that meet share their evidence, which does no harm.
static bool share_evidence(const acta_document *doc, acta_name_token *t)
{
  uint32_t size = 64;
  while (size < doc->n_tokens && size < 1U << 16) {
    size *= 2;
  }
  uint16_t *table = acta_arena_alloc(doc->arena, size, sizeof *table);
  if (!table) {
    return false;
  }
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    table[t[i].word.lower & (size - 1)] |= (uint16_t)own_evidence(doc, t, i);
  }
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    t[i].evidence = table[t[i].word.lower & (size - 1)];
  }
  return true;
}

acta_name_token *acta_names_look(const acta_document *doc,
                                 const acta_ontology *o,
                                 const acta_spelling *spelling)
{
  acta_name_token *t =
    acta_arena_alloc(doc->arena, (size_t)doc->n_tokens + 1, sizeof *t);
  if (t) {
    look_at_words(doc, o, spelling, t);
    look_at_sentences(doc, t);
    look_at_chains(doc, t);
    look_at_gazetteers(doc, o, t);
  }
  return t && share_evidence(doc, t) ? t : NULL;
}

uint32_t acta_names_allowed(const acta_name_token *t, const acta_sentence *s,
                            uint32_t i)
{
  enum { EVERY = (1U << ACTA_NAME_LABELS) - 1, REACH = 3 };
  if (t[i].hot) {
    return EVERY;
  }
  bool left = false, right = false;
  for (uint32_t k = 1; k <= REACH; ++k) {
    left |= i >= s->begin + k && t[i - k].hot;
    right |= i + k < s->end && t[i + k].hot;
  }
  uint32_t   allowed = 1;
  const bool after   = i > s->begin && t[i - 1].hot;
  // "Ann Lee of the Met" is no person's name
  const bool in_person =
    (t[i].classes & ACTA_WORD_PARTICLE) || !(t[i].word.flags & ACTA_WORD_ALPHA);
  for (unsigned type = in_person ? 0 : 1; type < ACTA_NAME_TYPES; ++type) {
    allowed |= left && right ? 1U << acta_label(type, LABEL_INSIDE) : 0U;
    allowed |= after ? 1U << acta_label(type, LABEL_LAST) : 0U;
  }
  return allowed;
}
