// SPDX-License-Identifier: MIT
#include "fuse/corpus.h"

#define NEAR 3   // days between articles that report the same news
#define FRESH 3  // days after which news is of something else
#define ENOUGH 6 // of explicit evidence, which counts as SURE
#define SURE 300
#define HALF 50
#define ONE_STORY 0.1
#define ONE_NAME 0.05
#define ONE_WORDING 0.6

static bool is_told(const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    if (e->mentions[i].stance != ACTA_GENERIC &&
        e->mentions[i].stance != ACTA_HYPOTHETICAL) {
      return true;
    }
  }
  return !e->n_mentions;
}

static bool same_words(acta_str a, acta_str b)
{
  return a.n >= 20 && acta_str_eq(a, b);
}

static bool same_quote(const acta_record_event *a, const acta_record_event *b)
{
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      if (acta_str_is(a->roles[i].role, "quote") &&
          acta_str_is(b->roles[k].role, "quote") &&
          same_words(a->roles[i].label, b->roles[k].label)) {
        return true;
      }
    }
  }
  for (uint32_t i = 0; i < a->n_quotes; ++i) {
    for (uint32_t k = 0; k < b->n_quotes; ++k) {
      if (same_words(a->quotes[i], b->quotes[k])) {
        return true;
      }
    }
  }
  return false;
}

// First word of what tells of an event, "shot" of "shot dead".
static uint32_t trigger_of(const acta_record_mention *m)
{
  const acta_str text = m->span.text;
  const char    *end  = memchr(text.p, ' ', text.n);
  return acta_story_stem(
    (acta_str){text.p, end ? (size_t)(end - text.p) : text.n});
}

static bool same_trigger(const acta_record_event *a, const acta_record_event *b)
{
  for (uint32_t i = 0; i < a->n_mentions; ++i) {
    for (uint32_t k = 0; k < b->n_mentions; ++k) {
      if (a->mentions[i].span.text.n && b->mentions[k].span.text.n &&
          trigger_of(&a->mentions[i]) == trigger_of(&b->mentions[k])) {
        return true;
      }
    }
  }
  return false;
}

static bool is_range(acta_days d)
{
  return d.begin != ACTA_NO_DAY && d.end != ACTA_NO_DAY;
}

static bool within(acta_day a, acta_day b, acta_day days)
{
  return a != ACTA_NO_DAY && b != ACTA_NO_DAY && a - b <= days && b - a <= days;
}

static bool both_published(const acta_told *a, const acta_told *b)
{
  return a->published != ACTA_NO_DAY && b->published != ACTA_NO_DAY;
}

// How far the times speak for one event: the same day, ranges of at most a
// month that overlap, news of the same days, or nothing but that no article
// says when it is from; 0 if they do not.
static int time_evidence(const acta_told *a, const acta_told *b)
{
  const acta_days s = a->event.time, t = b->event.time;
  if (is_range(s) && is_range(t)) {
    const acta_day x    = s.end - s.begin;
    const acta_day y    = t.end - t.begin;
    const acta_day most = x > y ? x : y;
    return most == 0 ? 3 : most <= 31 ? 2 : 0;
  }
  return !both_published(a, b) || within(a->published, b->published, NEAR);
}

// Nobody dies or is born twice: what happens once to a person needs no day.
static bool is_once(const acta_ontology *o, const acta_record_event *a,
                    const acta_record_event *b)
{
  const acta_class *x = acta_class_at(o, acta_class_find(o, a->type));
  const acta_class *y = acta_class_at(o, acta_class_find(o, b->type));
  if (x->identity == ACTA_NO || x->identity != y->identity || x->key_day ||
      x->n_key != 1) {
    return false;
  }
  const acta_str role = acta_role_at(o, x->key[0])->name;
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    const acta_record_role *r = &a->roles[i];
    for (uint32_t k = 0; k < b->n_roles; ++k) {
      if (acta_str_eq(r->role, role) && acta_str_eq(b->roles[k].role, role) &&
          acta_str_eq(r->id, b->roles[k].id) && acta_filler_is_named(r) &&
          acta_str_is(r->type, "Person")) {
        return true;
      }
    }
  }
  return false;
}

// What both say of who took part, when and where, with no regard to the rest
// of their documents; 0 if it is too little.
static int explicit_evidence(const acta_ontology *o, const acta_told *a,
                             const acta_told *b, const acta_event_match *m)
{
  const acta_record_event *x = &a->event, *y = &b->event;
  if (m->conflict) {
    return 0;
  }
  if (acta_event_is(o, x, "Communication")) {
    return m->named && same_quote(x, y) ? ENOUGH : 0;
  }
  if (is_once(o, x, y)) {
    return ENOUGH + m->named;
  }
  const int time = time_evidence(a, b);
  if (!time || (!m->named && !m->places) ||
      (time == 1 && m->named < (m->places ? 1 : 2))) {
    return 0;
  }
  const int sum = time + 2 * m->named + 2 * m->places + m->common - m->differ +
                  same_trigger(x, y);
  return sum >= ENOUGH ? sum : 0;
}

// Log-odds, in hundredths, that two reports tell of one event, by how alike
// their documents and sentences are and what else they share: a logistic
// regression over the pairs of events in the development topics of ECB+
// (models/NAMES.md).
static const struct {
  int bias, document, sentence, same_word, news, same_class, named, common;
} odds = {-331, 334, 138, 311, 121, 150, 68, 107};

static int at_most_two(int n)
{
  return n < 2 ? n : 2;
}

static int story_evidence(const acta_told *a, const acta_told *b,
                          const acta_event_match *m, double document)
{
  const bool word = same_trigger(&a->event, &b->event);
  const bool news = word && within(a->published, b->published, NEAR);
  return odds.bias +
         (int)(document * (odds.document + (word ? odds.same_word : 0)) +
               acta_story_compare(&a->sentence, &b->sentence).all *
                 odds.sentence) +
         (news ? odds.news : 0) + (m->same ? odds.same_class : 0) +
         at_most_two(m->named) * odds.named +
         at_most_two(m->common) * odds.common;
}

bool acta_event_has_story(const acta_ontology *o, const acta_record_event *e)
{
  return is_told(e) && !acta_event_is(o, e, "Communication");
}

// News without a day is of the days before it is published.
static acta_days when(const acta_told *a)
{
  return is_range(a->event.time) ? a->event.time
                                 : (acta_days){a->published, a->published};
}

static bool days_fit(acta_days a, acta_days b)
{
  return a.begin == ACTA_NO_DAY || b.begin == ACTA_NO_DAY ||
         (a.begin - b.end <= FRESH && b.begin - a.end <= FRESH);
}

bool acta_one_document(const acta_record_event *a, const acta_record_event *b)
{
  return a->document.n && acta_str_eq(a->document, b->document);
}

// Two strikes in two cities, told in the same words: other names.
static bool is_template(const acta_likeness *l)
{
  return l->wording >= ONE_WORDING && l->wording > 2 * l->naming;
}

int acta_events_evidence(const acta_ontology *o, const acta_told *a,
                         const acta_told *b)
{
  const acta_event_match m = acta_event_compare(o, &a->event, &b->event);
  if (acta_one_document(&a->event, &b->event)) {
    return ACTA_FUSE_LEAST; // its reader told them apart
  }
  if (!is_told(&a->event) || !is_told(&b->event)) {
    return ACTA_FUSE_CONFLICT;
  }
  const int explicit = explicit_evidence(o, a, b, &m);
  if (explicit) {
    return SURE + HALF * (explicit - ENOUGH);
  }
  const acta_likeness like  = acta_story_compare(&a->story, &b->story);
  const bool          story = like.all >= ONE_STORY && like.names >= ONE_NAME;
  if (m.apart || is_template(&like) || (m.conflict && !story)) {
    return ACTA_FUSE_CONFLICT;
  }
  return acta_event_has_story(o, &a->event) &&
             acta_event_has_story(o, &b->event) && story &&
             days_fit(when(a), when(b))
           ? story_evidence(a, b, &m, like.all)
           : ACTA_FUSE_LEAST;
}
