// SPDX-License-Identifier: MIT
#include "language/names.h"

#include "language/names_impl.h"

// A score below all that can come up.
#define NEVER (INT32_MIN / 2)

static const uint8_t entity_type[ACTA_NAME_TYPES] = {
  ACTA_ENT_PERSON, ACTA_ENT_PLACE, ACTA_ENT_ORG, ACTA_ENT_THING};

acta_status acta_names_view(acta_names *m, acta_str section, acta_error *err)
{
  acta_cursor c  = {section, false};
  acta_status st = acta_spelling_view(&m->spelling, &c, err);
  st             = st ? st : acta_weights_view(&m->weights, &c, err);
  if (st) {
    return st;
  }
  if (m->weights.n_classes > ACTA_NAME_LABELS) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: names out of range");
  }
  memset(&m->step, 0, sizeof m->step);
  for (unsigned from = 0; from < ACTA_NAME_LABELS; ++from) {
    const uint64_t key = acta_names_step(from);
    acta_weights_add(&m->weights, &key, 1, m->step.from[from]);
  }
  return ACTA_OK;
}

bool acta_names_may_follow(unsigned from, unsigned to)
{
  const bool open =
    from && from < ACTA_NAME_LABELS && (from - 1) % 4 <= LABEL_INSIDE;
  const bool goes_on =
    to && to < ACTA_NAME_LABELS &&
    ((to - 1) % 4 == LABEL_INSIDE || (to - 1) % 4 == LABEL_LAST);
  return open ? goes_on && (from - 1) / 4 == (to - 1) / 4 : !goes_on;
}

// Best way into label `to` of the token after `before`.
static int32_t best_step(const int32_t *before, const acta_name_steps *step,
                         unsigned to, uint8_t *from)
{
  int32_t top = NEVER;
  for (unsigned f = 0; f < ACTA_NAME_LABELS; ++f) {
    if (before[f] > NEVER && acta_names_may_follow(f, to) &&
        before[f] + step->from[f][to] > top) {
      top   = before[f] + step->from[f][to];
      *from = (uint8_t)f;
    }
  }
  return top;
}

void acta_names_viterbi(acta_name_scores *scores, const acta_name_steps *step,
                        const uint32_t *allowed, uint32_t n, uint8_t *back,
                        uint8_t *labels)
{
  acta_name_scores now, next;
  for (uint32_t i = 0; i < n; ++i) {
    for (unsigned to = 0; to < ACTA_NAME_LABELS; ++to) {
      uint8_t *from = back + (size_t)i * ACTA_NAME_LABELS + to;
      *from         = 0;
      if (!(allowed[i] >> to & 1U)) {
        next[to] = NEVER;
        continue;
      }
      const int32_t way = i ? best_step(now, step, to, from)
                          : acta_names_may_follow(ACTA_NAME_LABELS, to) ? 0
                                                                        : NEVER;
      next[to]          = way > NEVER ? way + scores[i][to] : NEVER;
    }
    memcpy(now, next, sizeof now);
  }
  unsigned best = 0;
  for (unsigned to = 1; n && to < ACTA_NAME_LABELS; ++to) {
    if (now[to] > now[best] && acta_names_may_follow(to, ACTA_NAME_LABELS)) {
      best = to;
    }
  }
  for (uint32_t i = n; i-- > 0;) {
    labels[i] = (uint8_t)best;
    best      = back[(size_t)i * ACTA_NAME_LABELS + best];
  }
}

// Memory for the longest sentence.
typedef struct {
  acta_name_scores *scores;
  uint32_t         *allowed;
  uint8_t          *back, *labels;
} scratch;

static bool make_scratch(scratch *w, acta_document *doc)
{
  uint32_t longest = 1;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const uint32_t n = doc->sentences[s].end - doc->sentences[s].begin;
    longest          = n > longest ? n : longest;
  }
  w->scores  = acta_arena_alloc(doc->arena, longest, sizeof *w->scores);
  w->allowed = acta_arena_alloc(doc->arena, longest, sizeof *w->allowed);
  w->back    = acta_arena_alloc(doc->arena, longest, ACTA_NAME_LABELS);
  w->labels  = acta_arena_alloc(doc->arena, longest, 1);
  return w->scores && w->allowed && w->back && w->labels;
}

static void label_sentence(const acta_names *m, const acta_document *doc,
                           const acta_name_token *t, const acta_sentence *s,
                           const scratch *w)
{
  bool any = false;
  for (uint32_t i = s->begin; i < s->end; ++i) {
    const uint32_t k = i - s->begin;
    w->allowed[k]    = acta_names_allowed(t, s, i);
    memset(w->scores[k], 0, sizeof w->scores[k]);
    if (w->allowed[k] != 1) {
      uint64_t     keys[ACTA_NAME_FEATURES];
      const size_t n = acta_names_features(doc, t, s, i, true, keys);
      acta_weights_add(&m->weights, keys, n, w->scores[k]);
      any = true;
    }
  }
  if (any) {
    acta_names_viterbi(w->scores, &m->step, w->allowed, s->end - s->begin,
                       w->back, w->labels);
  } else {
    memset(w->labels, 0, s->end - s->begin);
  }
}

// Is this place one that acts, a country or a city?  Of places that no
// gazetteer knows, those that end in a word like "Island" are none.
static bool is_gpe(const acta_ontology *o, acta_str name, acta_str last)
{
  size_t               n    = 0;
  const acta_name_hit *hits = o ? acta_names_find(o, name, &n) : NULL;
  for (size_t i = 0; i < n; ++i) {
    acta_entry e;
    acta_entry_at(o, hits[i].entry, &e);
    if (hits[i].kind != ACTA_NAME_SURNAME &&
        (e.type == ACTA_ENT_GPE || e.type == ACTA_ENT_PLACE)) {
      return e.type == ACTA_ENT_GPE;
    }
  }
  return o && !(acta_word_find(o, last, NULL) & ACTA_WORD_PLACE);
}

static bool is_country(const acta_ontology *o, acta_str name)
{
  size_t               n    = 0;
  const acta_name_hit *hits = acta_names_find(o, name, &n);
  acta_entry           e;
  if (!n) {
    return false;
  }
  acta_entry_at(o, hits[0].entry, &e);
  return acta_str_is(e.kind, "country");
}

// Text of the tokens [begin, end).
static acta_str text_of(const acta_document *doc, uint32_t begin, uint32_t end)
{
  const uint32_t from = doc->tokens[begin].span.begin;
  return (acta_str){doc->text.p + from, doc->tokens[end - 1].span.end - from};
}

// End of a title that reaches into the name [begin, end) from at most two words
// before it, or `begin`: "Foreign Minister" Li, Secretary of "State" Kerr.
static uint32_t title_end(const acta_ontology *o, const acta_document *doc,
                          uint32_t begin, uint32_t end)
{
  enum { LONGEST_TITLE = 3, BEFORE = 2 };
  const acta_token *t     = doc->tokens;
  const uint32_t    start = doc->sentences[t[begin].sentence].begin;
  const uint32_t    first = begin - start > BEFORE ? begin - BEFORE : start;
  for (uint32_t from = first; from <= begin; ++from) {
    uint32_t to = from + LONGEST_TITLE < end ? from + LONGEST_TITLE : end;
    for (; to > begin && to - from > 1; --to) {
      if (acta_word_find(o, text_of(doc, from, to), NULL) & ACTA_WORD_TITLE) {
        return to;
      }
    }
  }
  return begin;
}

// "US President Donald Trump": the name begins after what only leads to it; at
// `end` if all of it is a title.
static uint32_t name_begin(const acta_ontology *o, const acta_document *doc,
                           uint32_t begin, uint32_t end)
{
  const acta_token *t = doc->tokens;
  begin               = o ? title_end(o, doc, begin, end) : begin;
  while (o && begin + 1 < end &&
         (t[begin].upos == ACTA_AUX || t[begin].upos == ACTA_ADP ||
          t[begin].upos == ACTA_PUNCT || is_country(o, t[begin].form) ||
          (acta_word_find(o, t[begin].form, NULL) & ACTA_WORD_TITLE))) {
    ++begin;
  }
  return begin;
}

// Is it "Storm", "Hurricane"?
static bool leads_storm(const acta_ontology *o, const acta_token *t)
{
  acta_str value = {"", 0};
  return o && t->form.p[0] >= 'A' && t->form.p[0] <= 'Z' &&
         (acta_word_find(o, t->form, &value) & ACTA_WORD_THING) &&
         acta_str_is(value, "storm");
}

// Does the name [begin, end) begin with such a word, or follow one, which is
// then its beginning?
static bool is_storm(const acta_ontology *o, const acta_document *doc,
                     uint32_t *begin, uint32_t end)
{
  const acta_token *t = doc->tokens;
  if (*begin + 1 < end && leads_storm(o, t + *begin)) {
    return true;
  }
  const uint32_t start = doc->sentences[t[*begin].sentence].begin;
  if (*begin > start && !t[*begin - 1].name && leads_storm(o, t + *begin - 1)) {
    --*begin;
    return true;
  }
  return false;
}

// Longer runs of capitals are headlines, not names.
enum { LONGEST_PERSON = 7, LONGEST_NAME = 14 };

static void set_name(const acta_ontology *o, acta_document *doc, uint32_t begin,
                     uint32_t end, uint8_t type)
{
  acta_token    *t = doc->tokens;
  const uint32_t limit =
    type == ACTA_ENT_PERSON ? LONGEST_PERSON : LONGEST_NAME;
  if (type == ACTA_ENT_PERSON) {
    begin = name_begin(o, doc, begin, end);
    if (begin < end && is_storm(o, doc, &begin, end)) {
      type = ACTA_ENT_THING;
    }
  }
  if (begin == end || end - begin > limit) {
    return;
  }
  if (type == ACTA_ENT_PLACE && begin + 1 < end && leads_storm(o, t + begin)) {
    type = ACTA_ENT_THING;
  } else if (type == ACTA_ENT_PLACE &&
             is_gpe(o, text_of(doc, begin, end), t[end - 1].form)) {
    type = ACTA_ENT_GPE;
  }
  for (uint32_t k = begin; k < end; ++k) {
    t[k].name       = type;
    t[k].name_begin = k == begin;
  }
}

static void set_names(const acta_ontology *o, acta_document *doc,
                      const acta_sentence *s, const uint8_t *labels)
{
  for (uint32_t i = s->begin, j = 0; i < s->end; i = j) {
    const unsigned label      = labels[i - s->begin];
    doc->tokens[i].name       = ACTA_ENT_NONE;
    doc->tokens[i].name_begin = false;
    j                         = i + 1;
    if (!label) {
      continue;
    }
    while ((label - 1) % 4 == LABEL_BEGIN && j < s->end &&
           (labels[j - 1 - s->begin] - 1) % 4 != LABEL_LAST) {
      doc->tokens[j].name       = ACTA_ENT_NONE;
      doc->tokens[j].name_begin = false;
      ++j;
    }
    set_name(o, doc, i, j, entity_type[(label - 1) / 4]);
  }
}

// Does the name that the token at `i` is in go on behind it?
static bool goes_on(const acta_document *doc, uint32_t i)
{
  const acta_token *t = doc->tokens;
  return i + 1 < doc->n_tokens && t[i + 1].name && !t[i + 1].name_begin;
}

static bool is_among(const acta_str *all, size_t n, acta_str s)
{
  size_t i = 0;
  while (i < n && !acta_str_eq(all[i], s)) {
    ++i;
  }
  return i < n;
}

// "Elsa" is the storm where the document has "Hurricane Elsa".
static void follow_storms(const acta_ontology *o, const acta_document *doc)
{
  enum { MOST_STORMS = 8 };
  acta_token *t = doc->tokens;
  acta_str    storms[MOST_STORMS];
  size_t      n = 0;
  for (uint32_t i = 1; i < doc->n_tokens && n < MOST_STORMS; ++i) {
    if (t[i].name == ACTA_ENT_THING && !t[i].name_begin &&
        leads_storm(o, t + i - 1) && !is_among(storms, n, t[i].form)) {
      storms[n++] = t[i].form;
    }
  }
  for (uint32_t i = 0; n && i < doc->n_tokens; ++i) {
    if (t[i].name == ACTA_ENT_PERSON && t[i].name_begin && !goes_on(doc, i) &&
        is_among(storms, n, t[i].form)) {
      t[i].name = ACTA_ENT_THING;
    }
  }
}

// Is the word at `i` a name by itself, of no longer one?
static bool stands_alone(const acta_document *doc, uint32_t i)
{
  const acta_token    *t    = doc->tokens;
  const acta_sentence *s    = doc->sentences + t[i].sentence;
  const bool           left = i > s->begin && t[i - 1].upos == ACTA_PROPN &&
                    t[i - 1].space_after && t[i - 1].name == ACTA_ENT_NONE;
  return t[i].upos == ACTA_PROPN && t[i].name == ACTA_ENT_NONE && !left &&
         !(i + 1 < s->end && t[i + 1].upos == ACTA_PROPN);
}

// "Otieno" is the person where the document has "Wanjiru Otieno".
static void follow_families(acta_document *doc)
{
  enum { MOST_FAMILIES = 64 };
  acta_token *t = doc->tokens;
  acta_str    families[MOST_FAMILIES];
  size_t      n = 0;
  for (uint32_t i = 1; i < doc->n_tokens && n < MOST_FAMILIES; ++i) {
    if (t[i].name == ACTA_ENT_PERSON && !t[i].name_begin && !goes_on(doc, i) &&
        t[i].upos == ACTA_PROPN && t[i].form.n > 2 &&
        !is_among(families, n, t[i].form)) {
      families[n++] = t[i].form;
    }
  }
  for (uint32_t i = 0; n && i < doc->n_tokens; ++i) {
    if (stands_alone(doc, i) && is_among(families, n, t[i].form)) {
      t[i].name       = ACTA_ENT_PERSON;
      t[i].name_begin = true;
    }
  }
}

acta_status acta_names_run(const acta_names *m, const acta_ontology *o,
                           acta_document *doc, acta_error *err)
{
  scratch                w = {NULL, NULL, NULL, NULL};
  const acta_name_token *t = acta_names_look(doc, o, &m->spelling);
  if (!t || !make_scratch(&w, doc)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory finding names");
  }
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    label_sentence(m, doc, t, doc->sentences + s, &w);
    set_names(o, doc, doc->sentences + s, w.labels);
  }
  follow_storms(o, doc);
  follow_families(doc);
  return ACTA_OK;
}
