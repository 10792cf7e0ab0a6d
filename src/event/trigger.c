// SPDX-License-Identifier: MIT
#include "event/work.h"

static bool in_capitals(acta_block_kind kind)
{
  return kind == ACTA_BLOCK_TITLE || kind == ACTA_BLOCK_HEADING ||
         kind == ACTA_BLOCK_LINK;
}

// Is the word inside the name of something that is no event?
static bool in_name(const work *w, uint32_t t)
{
  const uint8_t name = token_at(w, t)->name;
  return name != ACTA_ENT_NONE && name != ACTA_ENT_THING;
}

// "Transport Minister Quispe", "the Strike Force": a name or title that goes on
// is called after an event and tells of none.
static bool begins_name(const work *w, uint32_t t)
{
  return t + 1 < w->doc->n_tokens && token_at(w, t + 1)->upos == ACTA_PROPN &&
         token_at(w, t + 1)->sentence == token_at(w, t)->sentence;
}

// Frames of a lemma, or of what the form may be an inflection of.
static const acta_frame *const *frames_find(const work *w, acta_str lemma,
                                            acta_str form, acta_upos upos,
                                            size_t *n)
{
  char low[64];
  *n = 0;
  if (lemma.n > sizeof low) {
    return NULL;
  }
  for (size_t i = 0; i < lemma.n; ++i) {
    const char c = lemma.p[i];
    low[i]       = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  const acta_frame *const *f =
    acta_frames_find(w->o, (acta_str){low, lemma.n}, upos, n);
  return *n ? f : acta_frames_find_form(w->o, form, upos, n);
}

static const acta_frame *const *frames_of(const work *w, uint32_t t,
                                          acta_upos upos, size_t *n)
{
  return frames_find(w, lemma_of(w, t), token_at(w, t)->form, upos, n);
}

// Frames of a word written with hyphens, which are tokens of their own:
// "sit-in", "re-elected".
static const acta_frame *const *frames_of_parts(const work *w, uint32_t begin,
                                                uint32_t end, size_t *n)
{
  char       buf[64];
  size_t     len  = 0;
  const bool verb = token_at(w, end - 1)->upos == ACTA_VERB;
  *n              = 0;
  for (uint32_t i = begin; i < end; ++i) {
    const acta_str part =
      verb && i + 1 == end ? lemma_of(w, i) : token_at(w, i)->form;
    if (len + part.n > sizeof buf) {
      return NULL;
    }
    memcpy(buf + len, part.p, part.n);
    len += part.n;
  }
  const acta_str word = {buf, len};
  return frames_find(w, word, word, verb ? ACTA_VERB : ACTA_NOUN, n);
}

// The part that stands for the word: the first that hangs on another word.
static uint32_t head_of_parts(const work *w, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t h = parent_of(w, i);
    if (h < begin || h >= end) {
      return i;
    }
  }
  return begin;
}

// "kidnapped girls", "two were wounded": a participle read as an adjective.
static const acta_frame *const *frames_of_participle(const work *w, uint32_t t,
                                                     size_t *n)
{
  const acta_str form = token_at(w, t)->form;
  *n                  = 0;
  return acta_str_ends(form, ACTA_STR("ed"))
           ? acta_frames_find_form(w->o, form, ACTA_VERB, n)
           : NULL;
}

// "a strike over pay", "raised pay": a noun read as a verb.
static bool is_noun_behind(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  if (tok->xpos != ACTA_XPOS_VB || t == 0 ||
      token_at(w, t - 1)->sentence != tok->sentence ||
      (w->node[t].flags & (HAS_TO | HAS_AUX)) || w->node[t].obj != ACTA_NO) {
    return false;
  }
  return token_at(w, t - 1)->upos == ACTA_ADP ||
         (w->node[t].base == ACTA_DEP_XCOMP && parent_of(w, t) == t - 1 &&
          !acta_grammar_lists("bare", lemma_of(w, t - 1)));
}

// "the Met Office": a participle with a capital that is part of a name.
static bool is_in_proper_name(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  const uint32_t    h   = parent_of(w, t);
  return w->node[t].base == ACTA_DEP_AMOD && h == t + 1 &&
         token_at(w, h)->upos == ACTA_PROPN && tok->form.p[0] >= 'A' &&
         tok->form.p[0] <= 'Z' && tok->form.n > 1 &&
         t > w->doc->sentences[tok->sentence].begin;
}

static const acta_frame *const *frames_at(const work *w, uint32_t t,
                                          bool capitals, size_t *n)
{
  const acta_frame *const *f = NULL;
  uint32_t                 begin, end;
  word_span(w, t, &begin, &end);
  if (end - begin > 1 && (f = frames_of_parts(w, begin, end, n), *n)) {
    *n = t == head_of_parts(w, begin, end) ? *n : 0;
    return f;
  }
  *n = 0;
  switch ((acta_upos)token_at(w, t)->upos) {
  case ACTA_VERB:
    return (!capitals && is_in_proper_name(w, t)) || is_noun_behind(w, t)
             ? NULL
             : frames_of(w, t, ACTA_VERB, n);
  case ACTA_NOUN: return frames_of(w, t, ACTA_NOUN, n);
  case ACTA_ADJ:
    f = frames_of(w, t, ACTA_ADJ, n);
    return *n ? f : frames_of_participle(w, t, n);
  case ACTA_PROPN: // "the Singapore Summit", headlines
    if (!capitals && begins_name(w, t)) {
      return NULL;
    }
    if (!in_name(w, t) || (capitals && entity_of(w, t) == ACTA_NO)) {
      return frames_of(w, t, ACTA_NOUN, n);
    }
    return NULL;
  case ACTA_ADP:
  case ACTA_ADV:
  case ACTA_AUX:
  case ACTA_CCONJ:
  case ACTA_DET:
  case ACTA_INTJ:
  case ACTA_NUM:
  case ACTA_PART:
  case ACTA_PRON:
  case ACTA_PUNCT:
  case ACTA_SCONJ:
  case ACTA_SYM:
  case ACTA_X:
  case ACTA_N_UPOS: break;
  }
  return NULL;
}

// "opened fire" is no fire, "took office" no office.
static bool is_word_of(const work *w, uint32_t t, const acta_frame *f,
                       bool modifier)
{
  for (uint32_t i = 0; i < f->n_words; ++i) {
    if ((f->words[i].relation == w->modifier) == modifier &&
        same_lemma(lemma_of(w, t), f->words[i].lemma)) {
      return true;
    }
  }
  return false;
}

static bool are_siblings(const work *w, uint32_t a, uint32_t b)
{
  const acta_class *x = acta_class_at(w->o, a);
  const acta_class *y = acta_class_at(w->o, b);
  return x && y && x->n_parents && y->n_parents &&
         x->parents[0] == y->parents[0];
}

// "injury-free", "strike-hit": the noun is part of a quality, nothing happened.
static bool in_quality(const work *w, uint32_t t)
{
  const acta_document *d = w->doc;
  if (t + 2 >= d->n_tokens || token_at(w, t)->space_after ||
      token_at(w, t + 1)->space_after ||
      !acta_str_is(token_at(w, t + 1)->form, "-")) {
    return false;
  }
  const uint8_t upos = token_at(w, t + 2)->upos;
  return upos == ACTA_ADJ || upos == ACTA_VERB;
}

// Is the noun by itself a word for events?  A "line" is one only with "picket".
static bool is_event_word(const work *w, uint32_t t)
{
  size_t                   n     = 0;
  bool                     found = false;
  const acta_frame *const *f     = frames_of(w, t, ACTA_NOUN, &n);
  for (size_t i = 0; i < n && !found; ++i) {
    found = !f[i]->n_words;
  }
  return found;
}

// What the parser hung on the noun is what the verb says.
static void give_content(work *w, const event *noun, event *verb)
{
  for (uint32_t i = 0; i < noun->n_fill; ++i) {
    const filler *f = &noun->fill[i];
    if (f->role == w->role.content && !event_has(verb, f->role)) {
      (void)event_fill(w, verb, f->role, f->token, f->rel);
    }
  }
}

// "said in a statement that": the verb tells it; "repeated its demand": the
// noun, which says what kind of saying it is.
static void merge_saying(work *w, event *noun, event *verb)
{
  if (verb->class != w->statement ||
      w->node[noun->token].base != ACTA_DEP_OBJ ||
      acta_class_is_a(w->o, noun->class, w->statement)) {
    give_content(w, noun, verb);
    noun->drop = true;
    return;
  }
  for (uint32_t i = 0; i < verb->n_fill; ++i) {
    const filler *f = &verb->fill[i];
    if (f->role == w->role.agent && !event_has(noun, f->role)) {
      (void)event_fill(w, noun, f->role, f->token, f->rel);
    }
  }
  verb->drop = true;
}

// "minister" in "aid minister Lund"
static bool is_title(const work *w, uint32_t t)
{
  const uint8_t  dep = token_at(w, t)->deprel;
  const uint32_t h   = parent_of(w, t);
  const uint32_t e   = h == ACTA_NO ? h : entity_of(w, h);
  return (dep == ACTA_DEP_NMOD_DESC || dep == ACTA_DEP_COMPOUND) &&
         e != ACTA_NO && w->doc->entities[e].type == ACTA_ENT_PERSON;
}

// "aid workers", "the aid minister": who is called after it tells of none.
static bool is_office(const work *w, const event *e, uint32_t h)
{
  const uint32_t people =
    1u << ACTA_ENT_PERSON | 1u << ACTA_ENT_GROUP | 1u << ACTA_ENT_ORG;
  const uint32_t aid = acta_class_find(w->o, ACTA_STR("Aid"));
  return aid != ACTA_NO && acta_class_is_a(w->o, e->class, aid) &&
         (is_title(w, h) ||
          (entity_of(w, h) != ACTA_NO && (fill_kind(w, h) & people)));
}

// An event noun before the noun `h`.
static void merge_compound(work *w, event *e, uint32_t h)
{
  e->drop = e->drop || is_office(w, e, h);
  if (w->node[h].event == ACTA_NO) { // "flight crew", "strike action"
    e->drop = e->drop || (!e->n_fill && !is_event_word(w, h));
    return;
  }
  event *of = &w->event[w->node[h].event];
  if (acta_class_is_a(w->o, e->class, of->class)) {
    of->class = e->class;
  }
  e->drop = e->drop || acta_class_is_a(w->o, of->class, e->class) ||
            (is_word_of(w, e->token, of->frame, true) && // "conference call"
             are_siblings(w, e->class, of->class));
}

static void give_fillers(work *w, const event *from, event *to)
{
  for (uint32_t i = 0; i < from->n_fill; ++i) {
    const filler *f = &from->fill[i];
    if (!event_has(to, f->role) && w->node[f->token].event == ACTA_NO) {
      (void)event_fill(w, to, f->role, f->token, f->rel);
    }
  }
}

// "met to discuss trade": what they met for is the meeting itself.
static void merge_purpose(work *w, event *e, event *above)
{
  const acta_class *x    = acta_class_at(w->o, e->class);
  const acta_class *y    = acta_class_at(w->o, above->class);
  const uint8_t     base = w->node[e->token].base;
  if (!is_verbal(w, e->token) || !(w->node[e->token].flags & HAS_TO) ||
      (base != ACTA_DEP_ADVCL && base != ACTA_DEP_XCOMP) ||
      x->identity == ACTA_NO || x->identity != y->identity ||
      !is_verbal(w, above->token)) {
    return;
  }
  give_fillers(w, e, above);
  e->drop = true;
}

// "A quake struck, damaging houses": what the quake does is the quake.
static bool is_done_by_itself(const work *w, const event *e, uint32_t *itself)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    const filler  *f = &e->fill[i];
    const uint32_t x = w->node[f->token].event;
    if (f->role == w->role.cause && x != ACTA_NO && !w->event[x].drop &&
        w->event[x].class == e->class) {
      *itself = x;
      return true;
    }
  }
  return false;
}

// One event told by two words stays with one of them: "summit meeting", "held a
// referendum".
static void merge_words(work *w)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    event         *e = &w->event[i];
    const uint32_t h = parent_of(w, e->token);
    if (w->node[e->token].base == ACTA_DEP_COMPOUND && h != ACTA_NO) {
      merge_compound(w, e, h);
    }
    if (h != ACTA_NO && w->node[h].event != ACTA_NO) {
      event *above = &w->event[w->node[h].event];
      if (is_word_of(w, e->token, above->frame, false)) {
        e->drop = true;
        continue;
      }
      merge_purpose(w, e, above);
    }
    uint32_t itself;
    if (is_done_by_itself(w, e, &itself)) {
      give_fillers(w, e, &w->event[itself]);
      e->drop = true;
    }
    if (e->pred == e->token || w->node[e->pred].event == ACTA_NO) {
      continue;
    }
    event *verb = &w->event[w->node[e->pred].event];
    if (verb->frame->quotes && is_saying_noun(w, e->token)) {
      merge_saying(w, e, verb);
    }
    verb->drop = verb->drop || (!verb->frame->quotes &&
                                acta_class_is_a(w->o, e->class, verb->class));
  }
}

// "The statement said": a text that speaks, which is no event beside it.
static bool is_speaking_text(const work *w, const event *e, const filler *f)
{
  return f->role == w->role.agent && e->frame->quotes &&
         is_saying_noun(w, f->token);
}

// "The ministry's statement said", "issued a statement accusing": who speaks by
// the text, or the text itself.
static const filler *speaker_of_text(const work *w, const event *text,
                                     const filler *f)
{
  for (uint32_t i = 0; i < text->n_fill; ++i) {
    if (text->fill[i].role == w->role.agent) {
      return &text->fill[i];
    }
  }
  return f;
}

// What happened is nobody: "the blast killed two" has no agent.
static void drop_event_actors(work *w, event *e)
{
  uint32_t n = 0;
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    const filler *f = &e->fill[i];
    if (is_speaking_text(w, e, f)) {
      event *text  = &w->event[w->node[f->token].event];
      text->drop   = text->drop || w->node[f->token].base == ACTA_DEP_NSUBJ;
      e->fill[n++] = *speaker_of_text(w, text, f);
      continue;
    }
    const uint32_t range = acta_role_at(w->o, f->role)->range;
    if (w->node[f->token].event == ACTA_NO || f->entity != ACTA_NO ||
        range == UINT32_MAX || !(range & 1u << ACTA_ENT_PERSON)) {
      e->fill[n++] = *f;
    }
  }
  e->n_fill = n;
}

// Does it speak of one's own part in an event: "announced an inquiry",
// "negotiated the sale", "denies the charges"?
static bool speaks_for_itself(const work *w, uint32_t class)
{
  static const char *const names[] = {"Announcement", "Promise",   "Threat",
                                      "Negotiation",  "Agreement", "Rejection"};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) {
    const uint32_t c = acta_class_find(w->o, acta_str_of(names[i]));
    if (c != ACTA_NO && acta_class_is_a(w->o, class, c)) {
      return true;
    }
  }
  return false;
}

// "condemned the attack", "police dispersed the protest": who does something to
// an event did not do the event.
static void drop_lent_subject(work *w, event *e)
{
  const uint32_t v = w->node[e->pred].event;
  if (e->pred == e->token || v == ACTA_NO || w->event[v].drop) {
    return;
  }
  bool done = false;
  for (uint32_t i = 0; i < w->event[v].n_fill && !done; ++i) {
    const filler *f = &w->event[v].fill[i];
    done = (f->role == w->role.patient || f->role == w->role.topic) &&
           is_below(w, e->token, f->token);
  }
  if (!done || speaks_for_itself(w, w->event[v].class)) {
    return;
  }
  const uint32_t given = relation_id(w, "nsubj", true);
  uint32_t       n     = 0;
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].rel != given) {
      e->fill[n++] = e->fill[i];
    }
  }
  e->n_fill = n;
}

// The event noun of a phrase: its head, or a noun below it.
static const event *event_in_phrase(const work *w, uint32_t t)
{
  uint32_t e = w->node[t].event;
  for (uint32_t c = w->node[t].first; c != ACTA_NO && e == ACTA_NO;
       c          = w->node[c].next) {
    e = w->node[c].base == ACTA_DEP_NMOD ? w->node[c].event : e;
  }
  return e == ACTA_NO || w->event[e].drop ? NULL : &w->event[e];
}

// "The talks between X and Y ended without an agreement": an event noun without
// participants of its own has those of the event that its verb carries.
static void share_participants(work *w, event *e)
{
  const uint32_t role = w->role.participant;
  if (e->drop || role == ACTA_NO || event_has(e, role) ||
      is_verbal(w, e->token) || !takes_role(e, role)) {
    return;
  }
  const uint32_t verb = support_of(w, e->token);
  const uint32_t s    = verb == ACTA_NO ? ACTA_NO : w->node[verb].subj;
  const event   *from = s == ACTA_NO ? NULL : event_in_phrase(w, s);
  for (uint32_t i = 0; from && from != e && i < from->n_fill; ++i) {
    if (from->fill[i].role == role) {
      (void)event_fill(w, e, role, from->fill[i].token, ACTA_NO);
    }
  }
}

static bool is_read(acta_block_kind kind)
{
  return kind != ACTA_BLOCK_JUNK && kind != ACTA_BLOCK_BYLINE &&
         kind != ACTA_BLOCK_DATELINE;
}

static bool in_title(const work *w, uint32_t t)
{
  return w->quote_of[t] != ACTA_NO && w->quote[w->quote_of[t]].title;
}

// Words of dropped events are words like others.
static void forget_dropped(work *w)
{
  for (uint32_t i = 0; i < w->n_event; ++i) {
    uint32_t *of = &w->node[w->event[i].token].event;
    if (w->event[i].drop && *of == i) {
      *of = ACTA_NO;
    }
  }
}

void find_triggers(work *w)
{
  const acta_document *d = w->doc;
  for (uint32_t s = 0; s < d->n_sentences && !w->nomem; ++s) {
    const acta_sentence  *sent = &d->sentences[s];
    const acta_block_kind kind =
      sent->block < d->n_blocks ? d->blocks[sent->block].kind : ACTA_BLOCK_BODY;
    if (!is_read(kind)) {
      continue;
    }
    for (uint32_t t = sent->begin; t < sent->end && !w->nomem; ++t) {
      if (token_at(w, t)->timex != ACTA_NO || in_title(w, t)) { // "in March"
        continue;
      }
      size_t                   n = 0;
      const acta_frame *const *f = frames_at(w, t, in_capitals(kind), &n);
      if (f && n && !in_quality(w, t)) {
        match_trigger(w, t, f, n);
      }
    }
  }
  merge_words(w);
  for (uint32_t i = 0; i < w->n_event; ++i) {
    drop_lent_subject(w, &w->event[i]);
    drop_event_actors(w, &w->event[i]);
  }
  for (uint32_t i = 0; i < w->n_event; ++i) {
    share_participants(w, &w->event[i]);
  }
  forget_dropped(w);
}
