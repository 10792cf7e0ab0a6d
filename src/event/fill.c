// SPDX-License-Identifier: MIT
#include "base/iri.h"
#include "event/work.h"

// Mention a word stands for: the one it heads, else the name around it.
static uint32_t mention_of(const work *w, uint32_t t)
{
  const acta_document *d = w->doc;
  uint32_t             m = token_at(w, t)->mention;
  if (m == ACTA_NO || m >= d->n_mentions) {
    m = w->node[t].mention;
    if (m == ACTA_NO || d->mentions[m].kind != ACTA_MENTION_NAME) {
      return ACTA_NO;
    }
  }
  return m;
}

bool is_named_person(const work *w, uint32_t e)
{
  return e != ACTA_NO && w->doc->entities[e].named &&
         w->doc->entities[e].type == ACTA_ENT_PERSON;
}

// "her running mate, Martha Banda", "Ms. Banda", "Secretary of State A. Banda":
// the person named beside a word that alone names nobody.
static uint32_t person_beside(const work *w, uint32_t t)
{
  const uint8_t  upos = token_at(w, t)->upos;
  const uint32_t own  = entity_of(w, t);
  const uint32_t h    = parent_of(w, t);
  if ((upos != ACTA_NOUN && upos != ACTA_PROPN) ||
      (w->node[t].flags & HAS_COP) ||
      (own != ACTA_NO && w->doc->entities[own].named)) {
    return t;
  }
  if (w->node[t].base == ACTA_DEP_APPOS && h != ACTA_NO && h < t &&
      possessed(w, h) == h && is_named_person(w, entity_of(w, h)) &&
      own != ACTA_NO && w->doc->entities[own].type == ACTA_ENT_PERSON) {
    return h; // "Lund, a former minister who resigned"
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t  base   = w->node[c].base;
    const uint32_t e      = c > t ? entity_of(w, c) : ACTA_NO;
    const bool     beside = (base == ACTA_DEP_APPOS && own == ACTA_NO) ||
                        base == ACTA_DEP_FLAT ||
                        (base == ACTA_DEP_NMOD && w->node[c].kase == ACTA_NO &&
                         token_at(w, c)->upos == ACTA_PROPN);
    if (beside && is_named_person(w, e)) {
      return c;
    }
  }
  return t;
}

uint32_t meant_by(const work *w, uint32_t t)
{
  return person_beside(w, possessed(w, t));
}

uint32_t possessed(const work *w, uint32_t t)
{
  const uint32_t m = w->node[t].mention;
  const uint32_t n = w->doc->n_tokens;
  if (m == ACTA_NO || token_at(w, t)->deprel == ACTA_DEP_NMOD_POSS) {
    return t;
  }
  uint32_t at = w->doc->mentions[m].end;
  if (at >= n || token_at(w, at)->xpos != ACTA_XPOS_POS) {
    return t;
  }
  for (uint32_t i = at + 1; i < n && i < at + 6; ++i) {
    const uint8_t upos = token_at(w, i)->upos;
    const bool    noun = upos == ACTA_NOUN || upos == ACTA_PROPN;
    if (noun && (i + 1 >= n || (token_at(w, i + 1)->upos != ACTA_NOUN &&
                                token_at(w, i + 1)->upos != ACTA_PROPN))) {
      return i;
    }
    if (!noun && upos != ACTA_ADJ && upos != ACTA_ADV && upos != ACTA_NUM) {
      break;
    }
  }
  return t;
}

uint32_t entity_of(const work *w, uint32_t t)
{
  const uint32_t m = mention_of(w, t);
  if (m == ACTA_NO) {
    return ACTA_NO;
  }
  const uint32_t e = w->doc->mentions[m].entity;
  return e < w->doc->n_entities ? w->alias[e] : ACTA_NO;
}

bool is_open_pronoun(const work *w, uint32_t t)
{
  return token_at(w, t)->upos == ACTA_PRON && entity_of(w, t) == ACTA_NO;
}

// "at the request of France": what it asked for need not be there.
static bool is_speech(const work *w, uint32_t t)
{
  size_t                   n = 0;
  const acta_frame *const *f =
    acta_frames_find(w->o, lemma_of(w, t), ACTA_NOUN, &n);
  bool speech = false;
  for (size_t i = 0; i < n && !speech; ++i) {
    speech = acta_class_is_a(w->o, f[i]->class, w->communication);
  }
  return speech;
}

uint32_t named_place(const work *w, uint32_t t)
{
  const uint32_t e = entity_of(w, t);
  if (e != ACTA_NO && w->doc->entities[e].named) {
    return t;
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const uint8_t base = w->node[c].base;
    const bool    of   = base == ACTA_DEP_NMOD && w->node[c].kase != ACTA_NO &&
                    acta_str_is(lemma_of(w, w->node[c].kase), "of");
    if (of ? is_speech(w, t)
           : base != ACTA_DEP_APPOS && base != ACTA_DEP_FLAT &&
               base != ACTA_DEP_COMPOUND) {
      continue;
    }
    const uint32_t k = entity_of(w, c);
    if (k != ACTA_NO && w->doc->entities[k].named &&
        (w->doc->entities[k].type == ACTA_ENT_GPE ||
         w->doc->entities[k].type == ACTA_ENT_PLACE)) {
      return c;
    }
  }
  return t;
}

bool is_demonym(const work *w, uint32_t t)
{
  size_t               n    = 0;
  const uint8_t        base = w->node[t].base;
  const acta_name_hit *hit  = NULL;
  if (base == ACTA_DEP_AMOD || base == ACTA_DEP_COMPOUND) {
    hit = acta_names_find(w->o, token_at(w, t)->form, &n);
  }
  return n && hit[0].kind == ACTA_NAME_DEMONYM;
}

static uint32_t bit(acta_entity_type type)
{
  return 1u << type;
}

static uint32_t pronoun_kind(const work *w, uint32_t t)
{
  const acta_str l = lemma_of(w, t);
  if (acta_str_is(l, "it") || acta_str_is(l, "this") ||
      acta_str_is(l, "that") || acta_str_is(l, "which")) {
    return bit(ACTA_ENT_NONE) | bit(ACTA_ENT_ORG) | bit(ACTA_ENT_GPE) |
           bit(ACTA_ENT_THING);
  }
  return bit(ACTA_ENT_PERSON) | bit(ACTA_ENT_GROUP) | bit(ACTA_ENT_ORG);
}

uint32_t fill_kind(const work *w, uint32_t t)
{
  const acta_token *tok = token_at(w, t);
  const uint32_t    e   = entity_of(w, t);
  if (tok->timex < w->doc->n_timexes && tok->upos == ACTA_PROPN) {
    return FILL_TIME; // no person is called Saturday
  }
  if (e != ACTA_NO) {
    const acta_entity_type type = w->doc->entities[e].type;
    return type < ACTA_N_ENT ? bit(type) : bit(ACTA_ENT_NONE);
  }
  if (tok->timex != ACTA_NO && tok->timex < w->doc->n_timexes) {
    return FILL_TIME;
  }
  switch ((acta_upos)tok->upos) {
  case ACTA_PRON: return pronoun_kind(w, t);
  case ACTA_NUM:
    if (t > 0 && token_at(w, t - 1)->upos == ACTA_SYM) {
      return FILL_NUMBER | bit(ACTA_ENT_NONE); // "$ 200"
    }
    return FILL_NUMBER | bit(ACTA_ENT_GROUP) | bit(ACTA_ENT_NONE);
  case ACTA_VERB:
  case ACTA_AUX: return FILL_CLAUSE;
  case ACTA_ADV:
  case ACTA_ADP:
  case ACTA_DET:
    // "it was over"
    return w->node[t].flags & HAS_COP ? FILL_CLAUSE : 0;
  case ACTA_PART:
  case ACTA_PUNCT:
  case ACTA_SCONJ:
  case ACTA_CCONJ:
  case ACTA_INTJ: return 0;
  case ACTA_ADJ:
  case ACTA_NOUN:
  case ACTA_PROPN:
  case ACTA_SYM:
  case ACTA_X:
  case ACTA_N_UPOS: break;
  }
  return w->node[t].flags & HAS_COP ? FILL_CLAUSE : bit(ACTA_ENT_NONE);
}

// Is `c` a word before its noun that belongs to its name: "armored train"?
static bool is_premodifier(const work *w, uint32_t c)
{
  const uint8_t base = w->node[c].base;
  return base == ACTA_DEP_AMOD || base == ACTA_DEP_COMPOUND ||
         base == ACTA_DEP_NUMMOD || base == ACTA_DEP_FLAT;
}

// "12" of "a 12% stake", "1.4" of "1.4 million pounds": where the figures
// before the modifier `c` begin, whose words begin at `begin`.
static uint32_t number_begin(const work *w, uint32_t c, uint32_t begin)
{
  const uint8_t upos = token_at(w, c)->upos;
  uint32_t      at   = begin;
  while ((upos == ACTA_SYM || upos == ACTA_NUM) && at > 0 && c < at + 4 &&
         (token_at(w, at - 1)->upos == ACTA_NUM ||
          token_at(w, at - 1)->upos == ACTA_SYM) &&
         parent_of(w, at - 1) >= begin && parent_of(w, at - 1) <= c) {
    --at;
  }
  return at;
}

void fill_span(const work *w, uint32_t t, uint32_t *begin, uint32_t *end)
{
  const uint32_t m = mention_of(w, t);
  if (m != ACTA_NO) {
    *begin = w->doc->mentions[m].begin;
    *end   = w->doc->mentions[m].end;
    return;
  }
  *begin = t;
  *end   = t + 1;
  while (token_at(w, t)->upos == ACTA_SYM && *end < w->doc->n_tokens &&
         token_at(w, *end)->upos == ACTA_NUM) {
    ++*end; // "$ 200 million"
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    *end += w->node[c].base == ACTA_DEP_FLAT && c == *end ? 1 : 0;
  }
  // contiguous modifiers, from the noun outwards, whole: "Iran-backed"
  uint32_t word_end;
  uint32_t kids[16];
  uint32_t n = 0;
  for (uint32_t c = w->node[t].first; c != ACTA_NO && c < t;
       c          = w->node[c].next) {
    kids[n++ % 16] = c;
  }
  for (uint32_t i = n; i > 0 && i + 16 > n; --i) {
    const uint32_t c = kids[(i - 1) % 16];
    if (!is_premodifier(w, c)) {
      break;
    }
    if (c + 6 < *begin) {
      break;
    }
    word_span(w, c, begin, &word_end);
    *begin = number_begin(w, c, *begin);
  }
}

static acta_str words(const work *w, uint32_t begin, uint32_t end)
{
  const acta_span a = token_at(w, begin)->span;
  const acta_span b = token_at(w, end - 1)->span;
  return (acta_str){w->doc->text.p + a.begin, b.end - a.begin};
}

static const char *const type_names[ACTA_N_ENT] = {
  [ACTA_ENT_NONE] = "Thing",       [ACTA_ENT_PERSON] = "Person",
  [ACTA_ENT_PLACE] = "Place",      [ACTA_ENT_GPE] = "GeopoliticalEntity",
  [ACTA_ENT_ORG] = "Organization", [ACTA_ENT_GROUP] = "Agent",
  [ACTA_ENT_VEHICLE] = "Vehicle",  [ACTA_ENT_THING] = "Thing"};
static const char *const kind_names[ACTA_N_ENT] = {
  [ACTA_ENT_NONE] = "thing",       [ACTA_ENT_PERSON] = "person",
  [ACTA_ENT_PLACE] = "place",      [ACTA_ENT_GPE] = "place",
  [ACTA_ENT_ORG] = "organization", [ACTA_ENT_GROUP] = "group",
  [ACTA_ENT_VEHICLE] = "vehicle",  [ACTA_ENT_THING] = "thing"};

// Where a name means what it means: everywhere if full, else in this text; a
// pronoun of which nothing is known only where it stands.
static acta_str scope_of(work *w, acta_str name, bool full, uint32_t t)
{
  if (full) {
    return ACTA_STR("");
  }
  const acta_str    text = acta_iri_join(w->arena, ACTA_IRI_TEXT, w->doc->id);
  const acta_token *tok  = token_at(w, t);
  if (!text.p || tok->upos != ACTA_PRON || !acta_str_eq(tok->form, name)) {
    return text;
  }
  return acta_iri_span(w->arena, text, acta_cp_of(&w->cp, tok->span.begin),
                       acta_cp_of(&w->cp, tok->span.end));
}

static acta_str mint(work *w, acta_entity_type type, acta_str name, bool full,
                     uint32_t t)
{
  const acta_str scope = scope_of(w, name, full, t);
  return scope.p ? acta_iri_entity(w->arena, acta_str_of(kind_names[type]),
                                   name, scope)
                 : scope;
}

// IRI of an entity that is met at token `t`.
static acta_str entity_iri(work *w, uint32_t e, uint32_t t)
{
  acta_entity *x = &w->doc->entities[e];
  if (!x->iri.n) {
    const bool full = x->named && memchr(x->label.p, ' ', x->label.n);
    x->iri = mint(w, x->type < ACTA_N_ENT ? x->type : ACTA_ENT_NONE, x->label,
                  full, t);
  }
  return x->iri;
}

acta_str speaker_iri(work *w, uint32_t t)
{
  const uint32_t e = entity_of(w, t);
  if (e != ACTA_NO) {
    return entity_iri(w, e, t);
  }
  uint32_t begin, end;
  fill_span(w, t, &begin, &end);
  return mint(w, ACTA_ENT_PERSON, words(w, begin, end), false, t);
}

bool span_record(work *w, uint32_t begin, uint32_t end, acta_record_span *out)
{
  const acta_str s = words(w, begin, end);
  out->begin       = acta_cp_of(&w->cp, token_at(w, begin)->span.begin);
  out->end         = acta_cp_of(&w->cp, token_at(w, end - 1)->span.end);
  out->text        = s;
  return true;
}

bool content_record(work *w, const filler *f, acta_record_role *out)
{
  const bool        rest = f->rest_begin < f->rest_end;
  acta_record_span *span = acta_arena_alloc(w->arena, 2, sizeof *span);
  if (!span) {
    return false;
  }
  memset(out, 0, sizeof *out);
  span_record(w, f->begin, f->end, &span[0]);
  out->role       = acta_role_at(w->o, f->role)->name;
  out->mentions   = span;
  out->n_mentions = 1;
  out->label      = span[0].text;
  if (!rest) {
    return true;
  }
  span_record(w, f->rest_begin, f->rest_end, &span[1]);
  const acta_str a = span[0].text;
  const acta_str b = span[1].text;
  char          *p = acta_arena_alloc(w->arena, a.n + b.n + 1, 1);
  if (!p) {
    return false;
  }
  memcpy(p, a.p, a.n);
  p[a.n] = ' ';
  memcpy(p + a.n + 1, b.p, b.n);
  out->n_mentions = 2;
  out->label      = (acta_str){p, a.n + b.n + 1};
  return true;
}

// Does the word before its noun belong to the noun phrase?
static bool is_before_noun(const work *w, uint32_t c)
{
  return is_premodifier(w, c) || w->node[c].base == ACTA_DEP_DET ||
         token_at(w, c)->deprel == ACTA_DEP_NMOD_POSS;
}

static bool fills_role(const event *e, uint32_t t)
{
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    if (e->fill[i].token == t) {
      return true;
    }
  }
  return false;
}

// Prepositional phrase with no role of its own right behind a noun phrase that
// ends at `end`.
static uint32_t phrase_after(const work *w, const event *e, uint32_t t,
                             uint32_t end)
{
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (c >= end && w->node[c].base == ACTA_DEP_NMOD &&
        w->node[c].kase == end && token_at(w, c)->timex == ACTA_NO &&
        !fills_role(e, c)) {
      return c;
    }
  }
  return ACTA_NO;
}

// The noun phrase around the words that name a filler: with its determiner and
// what belongs to it, without clauses and appositions.
static void phrase_span(const work *w, const event *e, uint32_t t,
                        uint32_t *begin, uint32_t *end)
{
  const uint32_t named = entity_of(w, t);
  for (uint32_t c = w->node[t].first; c != ACTA_NO && c < t;
       c          = w->node[c].next) {
    const uint32_t left = is_before_noun(w, c) ? leftmost(w, c) : c;
    if (left < *begin && is_before_noun(w, c)) {
      *begin = left;
    }
  }
  for (uint32_t up = t, c; named == ACTA_NO || !w->doc->entities[named].named;
       up          = c) {
    uint32_t from, to;
    c = phrase_after(w, e, up, *end);
    if (c == ACTA_NO) {
      return;
    }
    fill_span(w, c, &from, &to);
    *end = to > c ? to : c + 1;
  }
}

// "they" in the role of an actor, a name that speaks: nothing known, but no
// thing.
static bool is_somebody(const work *w, const event *e, const filler *f)
{
  const acta_role *role = acta_role_at(w->o, f->role);
  const uint8_t    upos = token_at(w, f->token)->upos;
  if (role->kind != ACTA_ROLE_ACTOR) {
    return false;
  }
  if (upos == ACTA_PRON) {
    return (pronoun_kind(w, f->token) & bit(ACTA_ENT_PERSON)) != 0;
  }
  return upos == ACTA_PROPN && e->frame->quotes &&
         (role->range & bit(ACTA_ENT_PERSON)) && role->range != UINT32_MAX;
}

static acta_entity_type type_of(const work *w, const event *e, const filler *f)
{
  const acta_entity_type type =
    f->entity == ACTA_NO ? ACTA_ENT_NONE : w->doc->entities[f->entity].type;
  if (type > ACTA_ENT_NONE && type < ACTA_N_ENT) {
    return type;
  }
  return is_somebody(w, e, f) ? ACTA_ENT_GROUP : ACTA_ENT_NONE;
}

// "hundreds of rockets", "17 of the drones": what there is that number of, or
// `t` itself.
static uint32_t counted(const work *w, uint32_t t)
{
  enum { MOST_STEPS = 3 }; // "tens of thousands of people"
  for (int i = 0; i < MOST_STEPS; ++i) {
    uint32_t of = ACTA_NO;
    for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
      if (c > t && w->node[c].base == ACTA_DEP_NMOD &&
          w->node[c].kase != ACTA_NO &&
          acta_str_is(lemma_of(w, w->node[c].kase), "of")) {
        of = c;
        break;
      }
    }
    if (of == ACTA_NO || !(token_at(w, t)->upos == ACTA_NUM ||
                           acta_grammar_lists("number", lemma_of(w, t)))) {
      break;
    }
    t = of;
  }
  return t;
}

bool fill_record(work *w, const event *e, const filler *f,
                 acta_record_role *out)
{
  uint32_t          begin = f->begin;
  uint32_t          end   = f->end;
  acta_record_span *span  = acta_arena_alloc(w->arena, 1, sizeof *span);
  if (!span) {
    return false;
  }
  if (!f->literal.n) {
    phrase_span(w, e, f->token, &begin, &end);
  }
  span_record(w, begin, end, span);
  memset(out, 0, sizeof *out);
  out->role       = acta_role_at(w->o, f->role)->name;
  out->mentions   = span;
  out->n_mentions = 1;
  if (f->literal.n) {
    out->label = f->literal;
    return true;
  }
  if (f->entity != ACTA_NO) {
    const acta_entity *x = &w->doc->entities[f->entity];
    out->id              = entity_iri(w, f->entity, f->token);
    out->label           = x->label.n ? x->label : words(w, f->begin, f->end);
    out->type            = x->type == ACTA_ENT_VEHICLE && x->vehicle.n
                             ? x->vehicle
                             : acta_str_of(type_names[type_of(w, e, f)]);
    return out->id.p != NULL;
  }
  const acta_entity_type type = type_of(w, e, f);
  const uint32_t         what = counted(w, f->token);
  end                         = f->end;
  if (what != f->token) {
    fill_span(w, what, &begin, &end);
  }
  out->label = words(w, f->begin, end);
  out->type  = acta_str_of(type_names[type]);
  out->id    = mint(w, type, out->label, false, f->token);
  return out->id.p != NULL;
}
