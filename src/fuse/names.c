// SPDX-License-Identifier: MIT
#include "fuse/fuse.h"
#include "language/ud.h"

// Modifiers of a noun that can say whose event it is, or where.
static bool is_modifier(unsigned deprel)
{
  const unsigned base = acta_dep_base(deprel);
  return base == ACTA_DEP_COMPOUND || base == ACTA_DEP_NMOD ||
         base == ACTA_DEP_NSUBJ || base == ACTA_DEP_APPOS;
}

// Of whom or where; an organization may be either, or neither.
static bool is_telling(const acta_token *x)
{
  return x->upos == ACTA_PROPN &&
         (x->name == ACTA_ENT_PERSON || x->name == ACTA_ENT_GPE);
}

// Does the name hang on the noun, by itself or in a list of names?  A name
// within another name's phrase says nothing of the event.
static bool is_of_noun(const acta_document *doc, uint32_t t, uint32_t noun)
{
  const acta_sentence *s = &doc->sentences[doc->tokens[noun].sentence];
  for (uint32_t step = s->begin; step < s->end; ++step) {
    const acta_token *x = &doc->tokens[t];
    if (x->head == noun) {
      return is_modifier(x->deprel);
    }
    const unsigned base = acta_dep_base(x->deprel);
    if ((base != ACTA_DEP_CONJ && base != ACTA_DEP_FLAT) ||
        x->head == ACTA_NO) {
      return false;
    }
    t = x->head;
  }
  return false;
}

bool acta_has_word(acta_str text, acta_str word)
{
  for (size_t i = 0; i + word.n <= text.n; ++i) {
    const size_t end = i + word.n;
    if (memcmp(text.p + i, word.p, word.n) == 0 &&
        (!i || text.p[i - 1] == ' ') && (end == text.n || text.p[end] == ' ')) {
      return true;
    }
  }
  return false;
}

bool acta_event_has_name(const acta_record_event *e, const acta_phrase_name *x)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role *r = &e->roles[i];
    if ((x->iri.n && acta_str_eq(r->id, x->iri)) ||
        acta_has_word(r->label, x->word)) {
      return true;
    }
    for (uint32_t k = 0; k < r->n_mentions; ++k) {
      if (acta_has_word(r->mentions[k].text, x->word)) {
        return true;
      }
    }
  }
  return false;
}

uint32_t acta_phrase_names(const acta_document *doc, const uint32_t *entities,
                           uint32_t noun, const acta_record_event *e,
                           acta_phrase_name names[ACTA_MAX_PHRASE_NAMES])
{
  const acta_sentence *s = &doc->sentences[doc->tokens[noun].sentence];
  uint32_t             n = 0;
  for (uint32_t t = s->begin; t < s->end && n < ACTA_MAX_PHRASE_NAMES; ++t) {
    const acta_token *x = &doc->tokens[t];
    if (t == noun || !is_telling(x) || !is_of_noun(doc, t, noun)) {
      continue;
    }
    const acta_phrase_name name = {
      {doc->text.p + x->span.begin, x->span.end - x->span.begin},
      entities[t] == ACTA_NO ? (acta_str){"", 0}
                             : doc->entities[entities[t]].iri};
    if (!acta_event_has_name(e, &name)) {
      names[n++] = name;
    }
  }
  return n;
}
