// SPDX-License-Identifier: MIT
// Names, nominals and pronouns that may refer to an entity.
#include "base/vec.h"
#include "language/coref_impl.h"
#include "language/ud.h"

static coref_info *add(coref *c, uint32_t begin, uint32_t end, uint32_t head,
                       acta_mention_kind kind, acta_entity_type type)
{
  acta_document *doc = c->doc;
  if (!acta_arena_grow(doc->arena, (void **)&doc->mentions, doc->n_mentions,
                       &c->cap_mentions, sizeof *doc->mentions) ||
      !acta_arena_grow(doc->arena, (void **)&c->info, doc->n_mentions,
                       &c->cap_info, sizeof *c->info)) {
    return NULL;
  }
  const uint32_t m          = doc->n_mentions++;
  doc->mentions[m]          = (acta_mention){begin, end, head, m, kind, type};
  c->info[m]                = (coref_info){.parent   = m,
                                           .sentence = doc->tokens[head].sentence,
                                           .entry    = ACTA_NO,
                                           .nation   = ACTA_NO,
                                           .verb     = ACTA_NO};
  doc->tokens[head].mention = m;
  return c->info + m;
}

static bool inside(uint32_t t, uint32_t begin, uint32_t end)
{
  return t >= begin && t < end;
}

// The token of [begin, end) that hangs outside, the last one without a tree.
static uint32_t head_of(const acta_document *doc, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; ++i) {
    const acta_token *t = doc->tokens + i;
    if (t->deprel == ACTA_DEP_NONE) {
      return end - 1;
    }
    if (!inside(t->head, begin, end) || t->head == i) {
      return i;
    }
  }
  return end - 1;
}

// Subject, governor and so on, by the token that stands for the mention.
static void place_in_tree(const coref *c, coref_info *info, uint32_t head)
{
  const acta_token *t = c->doc->tokens + head;
  const unsigned    d = acta_dep_base(t->deprel);
  info->subject       = d == ACTA_DEP_NSUBJ;
  if (t->head != head && coref_is_clause(c, t->head)) {
    info->verb = t->head;
  }
}

// ---- names

static bool names_company(const coref *c, uint32_t begin, uint32_t end)
{
  return end - begin > 1 && (coref_word(c, c->doc->tokens[end - 1].form, NULL) &
                             ACTA_WORD_COMPANY) != 0;
}

// May what token `i` was found to mention be a mere part of a title?
static bool qualifies(const coref *c, uint32_t i)
{
  const acta_token *t = c->doc->tokens + i;
  if (t->mention == ACTA_NO) {
    return !t->name;
  }
  const acta_mention *x = c->doc->mentions + t->mention;
  return c->info[t->mention].demonym || x->type == ACTA_ENT_THING ||
         (x->kind == ACTA_MENTION_NOMINAL && x->type == ACTA_ENT_PERSON);
}

// "Chief Executive Lena Dahl": where a parser takes the title for the head,
// the title leads to the person.
static void take_title(coref *c, uint32_t m)
{
  acta_token    *t     = c->doc->tokens;
  const uint32_t name  = c->doc->mentions[m].begin;
  const uint32_t end   = c->doc->mentions[m].end;
  const uint32_t title = coref_title_begin(c, m);
  for (uint32_t i = title; i < name; ++i) {
    if (t[i].head != i && t[i].deprel != ACTA_DEP_NONE &&
        !inside(t[i].head, title, end) && qualifies(c, i)) {
      t[i].mention = m;
      if (inside(t[c->doc->mentions[m].head].head, title, name)) {
        place_in_tree(c, c->info + m, i);
      }
    }
  }
}

// Entry of the country that a name or demonym means, or ACTA_NO.
static uint32_t country_of(const coref *c, acta_str name, bool *demonym)
{
  size_t               n    = 0;
  const acta_name_hit *hits = c->o ? acta_names_find(c->o, name, &n) : NULL;
  for (size_t i = 0; i < n && i < 4; ++i) {
    acta_entry e;
    acta_entry_at(c->o, hits[i].entry, &e);
    if (e.type == ACTA_ENT_GPE &&
        (acta_str_is(e.kind, "country") || acta_str_is(e.kind, "territory"))) {
      *demonym = hits[i].kind == ACTA_NAME_DEMONYM;
      return hits[i].entry;
    }
    if (hits[i].kind != ACTA_NAME_DEMONYM) {
      return ACTA_NO; // something more prominent has this name
    }
  }
  return ACTA_NO;
}

// Titles before a person's name: gender, office, country.
static void read_titles(const coref *c, coref_info *info, uint32_t begin,
                        uint32_t head)
{
  bool              first_known = false;
  const acta_token *tokens      = c->doc->tokens;
  if (c->o) {
    info->gender = acta_first_name(c->o, tokens[begin].form, &first_known);
  }
  const uint32_t first = c->doc->sentences[tokens[begin].sentence].begin;
  const uint32_t sex   = ACTA_WORD_MALE | ACTA_WORD_FEMALE;
  if (begin > first && tokens[begin - 1].upos == ACTA_PROPN &&
      (coref_word(c, coref_lemma(c, begin - 1), NULL) & sex)) {
    const uint32_t bits = coref_word(c, coref_lemma(c, begin - 1), NULL);
    info->gender        = bits & ACTA_WORD_MALE ? ACTA_MALE : ACTA_FEMALE;
    info->titled        = true; // "Ms. Okafor", whichever is the head
  }
  for (uint32_t k = coref_child(c, head); k != ACTA_NO;
       k          = c->next_sibling[k]) {
    if (k >= begin || (tokens[k].deprel != ACTA_DEP_NMOD_DESC &&
                       tokens[k].deprel != ACTA_DEP_COMPOUND)) {
      continue;
    }
    const uint32_t bits = coref_word(c, coref_lemma(c, k), NULL);
    if (bits & (ACTA_WORD_MALE | ACTA_WORD_FEMALE)) {
      info->gender = bits & ACTA_WORD_MALE ? ACTA_MALE : ACTA_FEMALE;
      info->titled = true;
    }
    if (bits & (ACTA_WORD_PERSON | ACTA_WORD_LEADER)) {
      info->classes |= bits;
    }
  }
}

// "in Pyongyang" is the city; "Pyongyang slammed", "with Pyongyang" the state.
static bool acts_like_state(const coref *c, uint32_t head)
{
  const acta_token *t = c->doc->tokens + head;
  while (t->deprel == ACTA_DEP_CONJ && t->head < head) {
    head = t->head;
    t    = c->doc->tokens + head;
  }
  const unsigned d    = acta_dep_base(t->deprel);
  const uint32_t mark = coref_child_by(c, head, ACTA_DEP_CASE);
  if (d == ACTA_DEP_NSUBJ) {
    return t->deprel == ACTA_DEP_NSUBJ &&
           c->doc->tokens[t->head].upos == ACTA_VERB;
  }
  if ((d != ACTA_DEP_NMOD && d != ACTA_DEP_OBL) || mark == ACTA_NO) {
    return false;
  }
  const acta_str w = coref_lemma(c, mark);
  return acta_str_is(w, "between") || acta_str_is(w, "with") ||
         acta_str_is(w, "by") || acta_str_is(w, "against");
}

// A capital or a seat of government that stands for the state.
static uint32_t state_behind(const coref *c, acta_str name, uint32_t head)
{
  acta_str             code = {"", 0};
  size_t               n    = 0;
  const acta_name_hit *hits = NULL;
  if (!c->o || !acts_like_state(c, head)) {
    return ACTA_NO;
  }
  if (coref_word(c, name, &code) & ACTA_WORD_SEAT) {
    hits = acta_names_find(c->o, code, &n);
  }
  acta_entry e;
  if (!n) {
    hits = acta_names_find(c->o, name, &n);
    if (n && hits[0].kind != ACTA_NAME_SURNAME) {
      acta_entry_at(c->o, hits[0].entry, &e);
      return e.capital_of.n ? acta_entry_by_iri(c->o, e.capital_of) : ACTA_NO;
    }
    return ACTA_NO;
  }
  return hits[0].entry;
}

static bool add_name(coref *c, uint32_t begin, uint32_t end)
{
  acta_document   *doc  = c->doc;
  const uint32_t   head = head_of(doc, begin, end);
  acta_entity_type type = (acta_entity_type)doc->tokens[begin].name;
  const acta_str   name = coref_text(c, begin, end);
  if (type == ACTA_ENT_PERSON && names_company(c, begin, end)) {
    type = ACTA_ENT_ORG;
  }
  coref_info *info = add(c, begin, end, head, ACTA_MENTION_NAME, type);
  if (!info) {
    return false;
  }
  place_in_tree(c, info, head);
  info->key      = coref_key(name);
  info->definite = true;
  if (type == ACTA_ENT_PERSON) {
    read_titles(c, info, begin, head);
    take_title(c, doc->n_mentions - 1);
    return true;
  }
  info->entry = country_of(c, name, &info->demonym);
  if (info->entry == ACTA_NO) {
    info->entry   = state_behind(c, name, head);
    info->metonym = info->entry != ACTA_NO;
  }
  if (info->entry != ACTA_NO) {
    doc->mentions[doc->n_mentions - 1].type = ACTA_ENT_GPE;
  }
  return true;
}

// "South American" is of no country, and not of America.
static bool names_region(const coref *c, acta_str name)
{
  size_t               n    = 0;
  const acta_name_hit *hits = acta_names_find(c->o, name, &n);
  acta_entry           e;
  if (!n || hits[0].kind != ACTA_NAME_DEMONYM) {
    return false;
  }
  acta_entry_at(c->o, hits[0].entry, &e);
  return acta_str_is(e.kind, "region");
}

// "Russian", "South Korean": the country, where no name covers it.
static bool add_demonym(coref *c, uint32_t i, uint32_t end, uint32_t *next)
{
  const acta_token *t       = c->doc->tokens;
  bool              demonym = false;
  uint32_t          entry = ACTA_NO, last = i;
  *next = i + 1;
  if (!c->o || t[i].form.p[0] < 'A' || t[i].form.p[0] > 'Z' ||
      (t[i].upos != ACTA_ADJ && t[i].upos != ACTA_PROPN &&
       t[i].upos != ACTA_NOUN)) {
    return true;
  }
  for (uint32_t j = i; j < end && j < i + 3 && !t[j].name; ++j) {
    bool           is  = false;
    const uint32_t hit = country_of(c, coref_text(c, i, j + 1), &is);
    if (hit != ACTA_NO) {
      entry   = hit;
      last    = j;
      demonym = is;
    } else if (j > i && names_region(c, coref_text(c, i, j + 1))) {
      *next = j + 1;
      return true;
    }
  }
  if (entry == ACTA_NO) {
    return true;
  }
  const uint32_t head = head_of(c->doc, i, last + 1);
  const unsigned d    = acta_dep_base(t[head].deprel);
  const bool noun = demonym && d != ACTA_DEP_AMOD && d != ACTA_DEP_COMPOUND &&
                    d != ACTA_DEP_CONJ && d != ACTA_DEP_NONE;
  const bool plural =
    acta_feat_get(t[head].feats, ACTA_FEAT_NUMBER) == ACTA_NUMBER_PLUR;
  if (noun && (t[head].upos == ACTA_ADJ ||
               (!plural && coref_child_by(c, head, ACTA_DEP_DET) == ACTA_NO))) {
    return true; // a language, a predicate
  }
  coref_info *info =
    add(c, i, last + 1, head, noun ? ACTA_MENTION_NOMINAL : ACTA_MENTION_NAME,
        !noun    ? ACTA_ENT_GPE
        : plural ? ACTA_ENT_GROUP
                 : ACTA_ENT_PERSON);
  if (!info) {
    return false;
  }
  place_in_tree(c, info, head);
  info->key     = coref_key(coref_text(c, i, last + 1));
  info->plural  = noun && plural;
  info->entry   = noun ? ACTA_NO : entry;
  info->nation  = noun ? entry : ACTA_NO;
  info->demonym = demonym;
  *next         = last + 1;
  return true;
}

// ---- nominals

static acta_entity_type nominal_type(const coref *c, uint32_t i, uint32_t bits,
                                     bool plural)
{
  const acta_token *t     = c->doc->tokens + i;
  const uint32_t    mark  = coref_child_by(c, i, ACTA_DEP_CASE);
  const bool        local = mark != ACTA_NO &&
                     acta_dep_base(t->deprel) == ACTA_DEP_OBL &&
                     (acta_str_is(coref_lemma(c, mark), "in") ||
                      acta_str_is(coref_lemma(c, mark), "at"));
  if (bits & (ACTA_WORD_PERSON | ACTA_WORD_LEADER)) {
    return plural ? ACTA_ENT_GROUP : ACTA_ENT_PERSON;
  }
  if ((bits & ACTA_WORD_PLACE) && local) {
    return ACTA_ENT_PLACE;
  }
  if (bits & (ACTA_WORD_GROUP | ACTA_WORD_PAIR)) {
    return bits & ACTA_WORD_ORG ? ACTA_ENT_ORG : ACTA_ENT_GROUP;
  }
  return bits & ACTA_WORD_VEHICLE ? ACTA_ENT_VEHICLE
         : bits & ACTA_WORD_GPE   ? ACTA_ENT_GPE
         : bits & ACTA_WORD_ORG   ? ACTA_ENT_ORG
         : bits & ACTA_WORD_PLACE ? ACTA_ENT_PLACE
                                  : ACTA_ENT_NONE;
}

static bool is_modifier(const acta_token *t)
{
  return t->deprel == ACTA_DEP_AMOD || t->deprel == ACTA_DEP_COMPOUND ||
         t->deprel == ACTA_DEP_NUMMOD || t->deprel == ACTA_DEP_PUNCT ||
         t->deprel == ACTA_DEP_NMOD_DESC;
}

// Is `i` joined by a hyphen to the word two tokens before it?
static bool is_joined(const acta_token *t, uint32_t i, uint32_t begin)
{
  return i > begin + 1 && acta_str_is(t[i - 1].form, "-") &&
         !t[i - 1].space_after && !t[i - 2].space_after;
}

// Modifiers to the left that belong to the nominal: "armored train", whole if
// they have hyphens: "six-year-old boy".
static uint32_t left_end(const coref *c, uint32_t head)
{
  const acta_token *t     = c->doc->tokens;
  const uint32_t    begin = c->doc->sentences[t[head].sentence].begin;
  uint32_t          i     = head;
  bool              more  = true;
  while (i > begin && more) {
    const acta_token *x = &t[i - 1];
    if (i < head && is_joined(t, i, begin)) {
      i -= 2;
    } else {
      more = x->head <= head && x->head >= i - 1 && is_modifier(x) &&
             (x->upos != ACTA_NUM || x->timex == ACTA_NO);
      i -= more;
    }
  }
  while (i < head && t[i].deprel == ACTA_DEP_PUNCT) {
    ++i;
  }
  return i;
}

static bool is_definite(const coref *c, uint32_t head)
{
  for (uint32_t k = coref_child(c, head); k != ACTA_NO;
       k          = c->next_sibling[k]) {
    const acta_token *t = c->doc->tokens + k;
    const acta_str    w = coref_lemma(c, k);
    if (acta_dep_base(t->deprel) == ACTA_DEP_DET &&
        (acta_str_is(w, "the") || acta_str_is(w, "this") ||
         acta_str_is(w, "that") || acta_str_is(w, "both"))) {
      return true;
    }
    if (t->deprel == ACTA_DEP_NMOD_POSS) {
      return true;
    }
  }
  return false;
}

// A title that stands before a name belongs to the name.
static bool is_title(const coref *c, uint32_t i)
{
  const acta_token *t = c->doc->tokens + i;
  return t->deprel == ACTA_DEP_COMPOUND || t->deprel == ACTA_DEP_NMOD_DESC ||
         t->deprel == ACTA_DEP_FLAT ||
         (i + 1 < c->doc->sentences[t->sentence].end && t[1].name_begin &&
          t[1].name == ACTA_ENT_PERSON &&
          (coref_word(c, coref_lemma(c, i), NULL) & ACTA_WORD_PERSON));
}

static bool add_nominal(coref *c, uint32_t i)
{
  const acta_token *t     = c->doc->tokens + i;
  acta_str          value = {"", 0};
  uint32_t          bits  = coref_word(c, coref_lemma(c, i), &value);
  const bool        plural =
    acta_feat_get(t->feats, ACTA_FEAT_NUMBER) == ACTA_NUMBER_PLUR;
  if (t->timex != ACTA_NO || (is_title(c, i) && !(bits & ACTA_WORD_PAIR))) {
    return true;
  }
  if (t->upos == ACTA_NUM && (!(bits & ACTA_WORD_PAIR) ||
                              acta_dep_base(t->deprel) == ACTA_DEP_NUMMOD)) {
    return true;
  }
  const acta_entity_type type = nominal_type(c, i, bits, plural);
  if (type == ACTA_ENT_NONE) {
    return true;
  }
  coref_info *info =
    add(c, left_end(c, i), i + 1, i, ACTA_MENTION_NOMINAL, type);
  if (!info) {
    return false;
  }
  place_in_tree(c, info, i);
  info->key = coref_key(coref_lemma(c, i));
  (void)coref_office(c, i, &info->classes);
  info->classes |= bits;
  info->plural   = plural || (bits & (ACTA_WORD_GROUP | ACTA_WORD_PAIR)) != 0;
  info->definite = is_definite(c, i);
  info->vehicle  = type == ACTA_ENT_VEHICLE ? value : (acta_str){"", 0};
  if (type == ACTA_ENT_PERSON) {
    info->gender = bits & ACTA_WORD_MALE     ? ACTA_MALE
                   : bits & ACTA_WORD_FEMALE ? ACTA_FEMALE
                                             : ACTA_GENDER_UNKNOWN;
  }
  return true;
}

// ---- pronouns

static coref_pronoun pronoun_of(const acta_token *t, acta_gender *gender)
{
  const unsigned kind   = acta_feat_get(t->feats, ACTA_FEAT_PRONTYPE);
  const unsigned person = acta_feat_get(t->feats, ACTA_FEAT_PERSON);
  const bool     plural =
    acta_feat_get(t->feats, ACTA_FEAT_NUMBER) == ACTA_NUMBER_PLUR;
  const unsigned sex = acta_feat_get(t->feats, ACTA_FEAT_GENDER);
  if (t->deprel == ACTA_DEP_EXPL) {
    return PRONOUN_NONE;
  }
  if (kind == ACTA_PRON_REL) {
    return PRONOUN_REL;
  }
  if (kind != ACTA_PRON_PRS && kind != ACTA_PRON_EMP) {
    return PRONOUN_NONE;
  }
  if (person == ACTA_PERSON_1 || person == ACTA_PERSON_2) {
    return person == ACTA_PERSON_1 && !plural ? PRONOUN_I : PRONOUN_OTHER;
  }
  if (plural) {
    return PRONOUN_THEY;
  }
  *gender = sex == ACTA_GENDER_MASC  ? ACTA_MALE
            : sex == ACTA_GENDER_FEM ? ACTA_FEMALE
                                     : ACTA_GENDER_UNKNOWN;
  return *gender ? PRONOUN_HE : PRONOUN_IT;
}

static bool add_pronoun(coref *c, uint32_t i)
{
  acta_gender         gender = ACTA_GENDER_UNKNOWN;
  const coref_pronoun p      = pronoun_of(c->doc->tokens + i, &gender);
  if (p == PRONOUN_NONE) {
    return true;
  }
  coref_info *info =
    add(c, i, i + 1, i, ACTA_MENTION_PRONOUN,
        p == PRONOUN_HE || p == PRONOUN_I ? ACTA_ENT_PERSON : ACTA_ENT_NONE);
  if (!info) {
    return false;
  }
  place_in_tree(c, info, i);
  info->pronoun = p;
  info->gender  = gender;
  info->plural  = p == PRONOUN_THEY || p == PRONOUN_OTHER;
  return true;
}

// "The Trump and Kim Singapore summit": a family name and then a country that
// both modify the noun after them are two names.
static bool is_two_names(const coref *c, uint32_t i, uint32_t end)
{
  const acta_token *t       = c->doc->tokens;
  bool              demonym = false;
  return end - i == 2 && t[i].name == ACTA_ENT_PERSON &&
         end < c->doc->sentences[t[i].sentence].end &&
         t[end].upos == ACTA_NOUN && t[i].space_after &&
         (coref_word(c, t[i].form, NULL) & ACTA_WORD_FAMILY) &&
         country_of(c, t[i + 1].form, &demonym) != ACTA_NO;
}

// "Jordan Clark": a country's name that is a first name too, and a person's
// name that grammar makes one with it.
static bool is_first_name(const coref *c, uint32_t i, uint32_t end)
{
  const acta_token *t     = c->doc->tokens;
  bool              known = false;
  if (i + 1 >= end || !t[i + 1].name_begin ||
      t[i + 1].name != ACTA_ENT_PERSON || t[i].upos != ACTA_PROPN || !c->o ||
      t[i].name == ACTA_ENT_PERSON || (t[i].name && !t[i].name_begin) ||
      (coref_word(c, t[i].form, NULL) & ACTA_WORD_TITLE)) {
    return false;
  }
  const bool one = (t[i + 1].head == i && t[i + 1].deprel == ACTA_DEP_FLAT) ||
                   (t[i].head == i + 1 && t[i].deprel == ACTA_DEP_COMPOUND);
  (void)acta_first_name(c->o, t[i].form, &known);
  return one && known;
}

static bool add_at(coref *c, uint32_t i, uint32_t end, uint32_t *next)
{
  acta_token *t = c->doc->tokens;
  *next         = i + 1;
  if (is_first_name(c, i, end)) {
    t[i].name           = ACTA_ENT_PERSON;
    t[i].name_begin     = true;
    t[i + 1].name_begin = false;
  }
  if (t[i].name) {
    while (*next < end && t[*next].name && !t[*next].name_begin) {
      ++*next;
    }
    if (is_two_names(c, i, *next)) {
      t[i + 1].name       = ACTA_ENT_GPE;
      t[i + 1].name_begin = true;
      *next               = i + 1;
    }
    return add_name(c, i, *next);
  }
  const uint32_t before = c->doc->n_mentions;
  if (!add_demonym(c, i, end, next)) {
    return false;
  }
  if (c->doc->n_mentions > before) {
    return true;
  }
  if (t[i].upos == ACTA_PRON || t[i].upos == ACTA_DET) {
    return add_pronoun(c, i);
  }
  return (t[i].upos != ACTA_NOUN && t[i].upos != ACTA_PROPN &&
          t[i].upos != ACTA_NUM) ||
         add_nominal(c, i);
}

bool coref_find_mentions(coref *c)
{
  for (uint32_t s = 0; s < c->doc->n_sentences; ++s) {
    const acta_sentence x    = c->doc->sentences[s];
    uint32_t            next = 0;
    for (uint32_t i = x.begin; i < x.end; i = next) {
      if (!add_at(c, i, x.end, &next)) {
        return false;
      }
    }
  }
  return true;
}
