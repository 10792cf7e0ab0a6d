// SPDX-License-Identifier: MIT
// Verbs of headlines.  A headline has a verb more often than the tagger finds
// one: what stands between two noun phrases was taken for a noun, "Navy foils
// attack", or for a participle.  If the lexicon knows it as a verb it is made
// one, the phrases its subject and object.  A past tense without an object is
// the other way round a participle, "Man jailed for life".
#include "event/mend.h"

#include <ctype.h>

static bool is_noun(const work *w, uint32_t t)
{
  const uint8_t upos = token_at(w, t)->upos;
  return upos == ACTA_NOUN || upos == ACTA_PROPN;
}

static bool has_finite(const work *w, const acta_sentence *s)
{
  bool found = false;
  for (uint32_t t = s->begin; t < s->end && !found; ++t) {
    const uint8_t upos = token_at(w, t)->upos;
    found              = (upos == ACTA_VERB || upos == ACTA_AUX) &&
            acta_xpos_is_finite(token_at(w, t)->xpos);
  }
  return found;
}

// Could a noun phrase begin here, its determiner included?
static bool begins_phrase(const work *w, uint32_t t)
{
  static const uint8_t begins[] = {ACTA_NOUN, ACTA_PROPN, ACTA_DET, ACTA_NUM,
                                   ACTA_ADJ,  ACTA_SYM,   ACTA_PRON};
  const acta_token    *tok      = token_at(w, t);
  return memchr(begins, tok->upos, sizeof begins) && tok->xpos != ACTA_XPOS_WDT;
}

// "Navy foils attack": a form of a verb of the lexicon, and no noun of it
// unless `or_noun`.
static bool is_verb_form(const work *w, uint32_t t, bool or_noun)
{
  const acta_token *tok = token_at(w, t);
  char              low[32];
  size_t            n_verb = 0, n_noun = 0;
  if (tok->xpos != ACTA_XPOS_NNS || tok->form.n > sizeof low ||
      acta_grammar_lists("modifier", tok->form) || tok->name != ACTA_ENT_NONE) {
    return false;
  }
  for (size_t i = 0; i < tok->form.n; ++i) {
    low[i] = (char)tolower((unsigned char)tok->form.p[i]);
  }
  const acta_str form = {low, tok->form.n};
  (void)acta_frames_find_form(w->o, form, ACTA_VERB, &n_verb);
  (void)acta_frames_find_form(w->o, form, ACTA_NOUN, &n_noun);
  return n_verb && (!n_noun || or_noun);
}

// A noun of the lexicon may be a verb if what follows cannot belong to a noun.
static bool is_hidden_present(const work *w, uint32_t t)
{
  return is_verb_form(w, t, token_at(w, t + 1)->upos != ACTA_NOUN);
}

// "Gunmen kidnap 30 girls": after a plural, before what begins a new phrase.
static bool is_hidden_plural(const work *w, uint32_t t)
{
  size_t        n    = 0;
  const uint8_t next = token_at(w, t + 1)->upos;
  if (token_at(w, t)->xpos != ACTA_XPOS_NN || next == ACTA_NOUN ||
      token_at(w, t)->name != ACTA_ENT_NONE ||
      (token_at(w, t - 1)->xpos != ACTA_XPOS_NNS &&
       token_at(w, t - 1)->xpos != ACTA_XPOS_NNPS)) {
    return false;
  }
  (void)acta_frames_find(w->o, token_at(w, t)->form, ACTA_VERB, &n);
  return n;
}

static bool is_hidden_verb(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  return (tok->upos == ACTA_VERB && tok->xpos == ACTA_XPOS_VBN) ||
         is_hidden_present(w, t) || is_hidden_plural(w, t);
}

static uint32_t find_verb(const work *w, const acta_sentence *s)
{
  for (uint32_t t = s->begin + 1; t + 1 < s->end; ++t) {
    if (is_noun(w, t - 1) && token_at(w, t - 1)->timex == ACTA_NO &&
        begins_phrase(w, t + 1) && is_hidden_verb(w, t)) {
      return t;
    }
  }
  return ACTA_NO;
}

// "Attack on police bus kills six": the noun before the preposition of the
// phrase that ends at `at`, if there is one, else `at`.
static uint32_t before_preposition(const work *w, uint32_t at)
{
  const uint32_t begin = w->doc->sentences[token_at(w, at)->sentence].begin;
  uint32_t       noun  = at;
  for (uint32_t t = at; t > begin; --t) {
    const uint8_t upos = token_at(w, t)->upos;
    if (upos == ACTA_PUNCT || upos == ACTA_VERB || upos == ACTA_CCONJ) {
      break;
    }
    if (upos == ACTA_ADP && is_noun(w, t - 1)) {
      noun = t - 1;
    }
  }
  return noun;
}

// Head of the phrase that ends right before the verb, found on the way up.
static uint32_t find_subject(const work *w, uint32_t verb)
{
  uint32_t at = before_preposition(w, verb - 1);
  for (int i = 0; i < 8; ++i) {
    const uint32_t h = token_at(w, at)->head;
    if (h >= at || !is_noun(w, h) ||
        token_at(w, h)->sentence != token_at(w, at)->sentence) {
      break;
    }
    for (uint32_t p = h; p < at; ++p) {
      if (acta_str_is(token_at(w, p)->form, ":")) {
        return at;
      }
    }
    at = h;
  }
  return at;
}

// Head of the phrase that begins right behind the verb: its last noun.
static uint32_t find_object(const work *w, uint32_t verb, uint32_t end)
{
  uint32_t at = verb + 1;
  while (at + 1 < end && begins_phrase(w, at + 1) &&
         token_at(w, at + 1)->upos != ACTA_DET &&
         token_at(w, at + 1)->timex == ACTA_NO) {
    ++at;
  }
  return at;
}

// What was hung across the verb hangs on it, or on the phrase on its side.
static void rehang(const work *w, uint32_t t, uint32_t verb, uint32_t subject,
                   uint32_t object)
{
  const uint32_t h   = token_at(w, t)->head;
  const uint8_t  dep = token_at(w, t)->deprel;
  if (t < verb) {
    if (h >= verb) {
      token_at(w, t)->head = subject;
    } else if (h == t) {
      hang(w, t, verb, ACTA_DEP_DISLOCATED); // the old root, before a colon
    }
  } else if (t < object) {
    token_at(w, t)->head = object;
  } else if (h <= verb || h == t) {
    const bool phrase = dep == ACTA_DEP_NMOD || dep == ACTA_DEP_ROOT;
    hang(w, t, verb, phrase ? ACTA_DEP_OBL : dep);
  }
}

// A mention of either phrase that was taken to go over the verb.
static void cut_mentions(const work *w, uint32_t verb, uint32_t subject,
                         uint32_t object)
{
  const acta_document *d    = w->doc;
  const uint32_t       left = token_at(w, subject)->mention;
  const uint32_t       over = token_at(w, object)->mention;
  if (left < d->n_mentions && d->mentions[left].end > verb) {
    d->mentions[left].end = verb;
    cut_label(w, &d->mentions[left]);
  }
  if (over < d->n_mentions && d->mentions[over].begin <= verb) {
    d->mentions[over].begin = verb + 1;
    cut_label(w, &d->mentions[over]);
  }
}

static void make_verb(const work *w, const acta_sentence *s, uint32_t verb)
{
  const uint32_t subject = find_subject(w, verb);
  const uint32_t object  = find_object(w, verb, s->end);
  for (uint32_t t = s->begin; t < s->end; ++t) {
    if (t != verb && t != subject && t != object) {
      rehang(w, t, verb, subject, object);
    }
  }
  cut_mentions(w, verb, subject, object);
  acta_token *v = token_at(w, verb);
  v->xpos       = v->xpos == ACTA_XPOS_NNS ? ACTA_XPOS_VBZ : ACTA_XPOS_VBD;
  v->upos       = ACTA_VERB;
  hang(w, verb, verb, ACTA_DEP_ROOT);
  hang(w, subject, verb, ACTA_DEP_NSUBJ);
  hang(w, object, verb, ACTA_DEP_OBJ);
}

// "Man jailed for life": in a headline, where the present is told in the
// present, a past tense without an object is a participle.
static void mend_passive(const work *w, const acta_sentence *s)
{
  const uint32_t v = s->root;
  if (v >= s->end || token_at(w, v)->xpos != ACTA_XPOS_VBD ||
      has_active_only(w, v) || child_by(w, s, v, ACTA_DEP_OBJ) != ACTA_NO ||
      child_by(w, s, v, ACTA_DEP_AUX) != ACTA_NO ||
      child_by(w, s, v, ACTA_DEP_CCOMP) != ACTA_NO ||
      child_by(w, s, v, ACTA_DEP_XCOMP) != ACTA_NO) {
    return;
  }
  for (uint32_t t = s->begin; t < v; ++t) {
    if (token_at(w, t)->head == v && token_at(w, t)->deprel == ACTA_DEP_NSUBJ) {
      token_at(w, t)->deprel = ACTA_DEP_NSUBJ_PASS;
      token_at(w, v)->xpos   = ACTA_XPOS_VBN;
    }
  }
}

// "Premier quits after protests": no object, the root a plural noun that the
// lexicon has as a verb only.
static void mend_intransitive(const work *w, const acta_sentence *s)
{
  const uint32_t r    = s->root;
  const uint32_t next = r + 1;
  if (r <= s->begin || next >= s->end || token_at(w, next)->upos != ACTA_ADP ||
      !is_noun(w, r - 1) || token_at(w, r - 1)->head != r ||
      !is_verb_form(w, r, false)) {
    return;
  }
  for (uint32_t t = s->begin; t < s->end; ++t) {
    if (t < r - 1 && token_at(w, t)->head == r) {
      token_at(w, t)->head = r - 1;
    } else if (t > r && token_at(w, t)->head == r &&
               token_at(w, t)->deprel == ACTA_DEP_NMOD) {
      token_at(w, t)->deprel = ACTA_DEP_OBL;
    }
  }
  hang(w, r - 1, r, ACTA_DEP_NSUBJ);
  token_at(w, r)->upos = ACTA_VERB;
  token_at(w, r)->xpos = ACTA_XPOS_VBZ;
}

static bool is_headline(const work *w, const acta_sentence *s)
{
  const acta_block_kind k = kind_of_block(w, s->begin);
  return k == ACTA_BLOCK_TITLE || k == ACTA_BLOCK_HEADING ||
         k == ACTA_BLOCK_LINK;
}

static bool says(const work *w, uint32_t t)
{
  size_t                   n = 0;
  const acta_frame *const *f =
    acta_frames_find(w->o, lemma_of(w, t), ACTA_VERB, &n);
  bool quotes = false;
  for (size_t i = 0; i < n && !quotes; ++i) {
    quotes = f[i]->quotes;
  }
  return quotes;
}

// "Kyiv says missile hits port": the verb of what is told.
static void mend_told(const work *w, const acta_sentence *s)
{
  const uint32_t      say  = s->root;
  const acta_sentence told = {.begin = say + 1, .end = s->end};
  if (say >= s->end || token_at(w, say)->upos != ACTA_VERB ||
      !acta_xpos_is_finite(token_at(w, say)->xpos) || !says(w, say) ||
      child_by(w, s, say, ACTA_DEP_CCOMP) != ACTA_NO) {
    return;
  }
  const uint32_t verb = find_verb(w, &told);
  if (verb != ACTA_NO) {
    make_verb(w, &told, verb);
    hang(w, verb, say, ACTA_DEP_CCOMP);
  }
}

void mend_headline(const work *w, const acta_sentence *s)
{
  if (!has_finite(w, s)) {
    const uint32_t verb = s->end - s->begin < 3 ? ACTA_NO : find_verb(w, s);
    if (verb != ACTA_NO) {
      make_verb(w, s, verb);
    } else {
      mend_intransitive(w, s);
    }
  }
  if (is_headline(w, s)) {
    mend_told(w, s);
    mend_passive(w, s);
  }
}
