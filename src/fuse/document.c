// SPDX-License-Identifier: MIT
// Mentions of one article are gone through in text order; each joins the
// cluster that fits best, or begins one.  Mentions that say who took part need
// a participant in common; a noun that says nothing ("the summit") points back
// to the last event of its kind.
#include "base/intern.h"
#include "base/iri.h"
#include "fuse/mention.h"
#include "language/ud.h"

#include <stdlib.h>

typedef struct {
  acta_record_event event;
  uint32_t          first, last; // mentions
  bool              margin;      // only mentions in the margin
  bool              title;       // only mentions in the headline
  bool              headline;    // a mention in the headline
} cluster;

typedef struct {
  const acta_ontology *o;
  const acta_document *doc;
  acta_mention_text    text;
  acta_told_mention   *mentions;
  cluster             *clusters;
  uint32_t             n, n_clusters;
} work;

// ---- does a mention belong to a cluster?

// "The attack" is none of "the attacks of past years"; elections, protests and
// talks are one or many as one likes.
static bool other_number(const work *w, const acta_told_mention *a,
                         const acta_told_mention *b)
{
  return a->noun && b->noun && a->plural != b->plural &&
         acta_event_is(w->o, a->e, "Attack");
}

static bool has_lemma(const work *w, uint32_t at, acta_str lemma)
{
  for (uint32_t i = w->clusters[at].first; i <= w->clusters[at].last; ++i) {
    if (w->mentions[i].cluster == at &&
        acta_str_eq(w->mentions[i].lemma, lemma)) {
      return true;
    }
  }
  return false;
}

// Saying something is over when it is said: only the words may be the same.
static bool is_speech(const work *w, const acta_record_event *e)
{
  return acta_event_is(w->o, e, "Communication");
}

enum { ACCEPT = 3, NEAR = 3, MONTH = 31 };

// Sentences since the cluster was last mentioned.
static uint32_t distance(const work *w, const acta_told_mention *m,
                         const cluster *c)
{
  const uint32_t last = w->mentions[c->last].sentence;
  return m->sentence > last ? m->sentence - last : 0;
}

// "The attack" may be a bombing, "the war" is none: a class above stands for it
// if its events have keys of their own.
static bool stands_for(const work *w, const acta_told_mention *m,
                       const cluster *c)
{
  const uint32_t of = acta_class_find(w->o, c->event.type);
  const uint32_t by = acta_class_find(w->o, m->e->type);
  return of == by || (acta_class_is_a(w->o, of, by) &&
                      acta_class_at(w->o, by)->identity != ACTA_NO);
}

// Nobody is named on one side: the noun must point back, or repeat the word.
// What the headline is about is meant sooner than what came up in between.
static int score_weak(const work *w, const acta_told_mention *m,
                      const cluster *c, bool same, bool lemma)
{
  const acta_told_mention *first = &w->mentions[c->first];
  const acta_told_mention *last  = &w->mentions[c->last];
  const uint32_t           far   = distance(w, m, c);
  const bool               main  = c->headline && !m->title;
  if (m->token_sentence == last->token_sentence || other_number(w, m, first)) {
    return 0; // one sentence tells of one event once
  }
  if (c->title && main && far <= NEAR) {
    return same && m->noun == last->noun ? ACCEPT : 0;
  }
  // verbs do not point back
  if (m->reference == ACTA_INDEFINITE || !m->noun || (!m->weak && far > NEAR)) {
    return 0;
  }
  if (!lemma && !(m->reference == ACTA_DEFINITE && stands_for(w, m, c))) {
    return 0;
  }
  return ACCEPT + lemma + 2 * main + (far <= 1);
}

static bool has_named(const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_filler_is_named(&e->roles[i])) {
      return true;
    }
  }
  return false;
}

static bool has_names(const acta_record_event *e, const acta_told_mention *m,
                      const acta_told_mention *by)
{
  for (uint32_t i = 0; i < m->n_names; ++i) {
    bool found = acta_event_has_name(e, &m->names[i]);
    for (uint32_t k = 0; by && k < by->n_names && !found; ++k) {
      found = acta_str_eq(by->names[k].word, m->names[i].word);
    }
    if (!found) {
      return false;
    }
  }
  return true;
}

// Names that no role took up must be known on the other side, if that names
// anyone: "the Oslo summit" is not the one in Paris, even if it was not
// understood that Oslo is its place.
static bool names_fit(const work *w, const acta_told_mention *m,
                      const cluster *c, uint32_t at)
{
  bool fit = !has_named(&c->event) || has_names(&c->event, m, NULL);
  for (uint32_t i = c->first; i <= c->last; ++i) {
    const acta_told_mention *x = &w->mentions[i];
    if (x->cluster != at) {
      continue;
    }
    fit = fit || has_names(x->e, m, x);
    if (has_named(m->e) && !has_names(m->e, x, m)) {
      return false;
    }
  }
  return fit;
}

// Dated long before or after the article: not what its undated words tell of.
static bool is_remote(const work *w, const acta_record_event *e)
{
  const acta_day day = w->doc->meta.published;
  return day != ACTA_NO_DAY &&
         ((e->time.end != ACTA_NO_DAY && e->time.end < day - MONTH) ||
          (e->time.begin != ACTA_NO_DAY && e->time.begin > day + MONTH));
}

static bool is_filler(const acta_record_event *e, acta_str id)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_eq(e->roles[i].id, id)) {
      return true;
    }
  }
  return false;
}

// A country or town among people who meet is where they do, and must be known
// on the other side as a name must: "the Lee and Ray Oslo summit".
static bool is_elsewhere(const acta_record_event *a, const acta_record_event *b)
{
  bool people = false, other = false;
  for (uint32_t i = 0; i < a->n_roles; ++i) {
    const acta_record_role *r = &a->roles[i];
    if (acta_str_is(r->role, "participant") && acta_filler_is_named(r)) {
      people = people || acta_str_is(r->type, "Person");
      other  = other || (acta_str_is(r->type, "GeopoliticalEntity") &&
                        !is_filler(b, r->id));
    }
  }
  return people && other && has_named(b);
}

// What speaks against one event, though classes, roles and days allow it.
// Nouns point back to what is dated elsewhere, verbs hardly do.
static bool is_other(const work *w, const acta_told_mention *m, uint32_t at,
                     const acta_event_match *x)
{
  const cluster *c = &w->clusters[at];
  if (!m->noun && ((m->reference == ACTA_INDEFINITE && !x->day && !x->places) ||
                   is_remote(w, m->e) != is_remote(w, &c->event))) {
    return true;
  }
  return !names_fit(w, m, c, at) || is_elsewhere(m->e, &c->event) ||
         is_elsewhere(&c->event, m->e);
}

// Evidence for the two being one; below ACCEPT they stay apart.
static int score(const work *w, const acta_told_mention *m, uint32_t at)
{
  const cluster         *c     = &w->clusters[at];
  const acta_event_match x     = acta_event_compare(w->o, &c->event, m->e);
  const bool             lemma = has_lemma(w, at, m->lemma);
  const bool lead = c->title && !m->title && distance(w, m, c) <= NEAR;
  if (x.conflict || x.apart || is_other(w, m, at, &x)) {
    return 0;
  }
  if (lead && lemma) {
    return ACCEPT + x.named; // the lead tells the headline
  }
  if (is_speech(w, m->e)) {
    return x.named && x.common && lemma ? ACCEPT : 0;
  }
  if (m->weak || acta_says_nobody(&c->event)) {
    return score_weak(w, m, c, x.same, lemma);
  }
  const bool planned = acta_event_all(m->e, ACTA_PLANNED);
  if ((!x.named && !x.common) ||
      (planned != acta_event_all(&c->event, ACTA_PLANNED) && !x.day &&
       !lemma)) {
    return 0;
  }
  return 2 * x.named + x.common - x.differ + x.same + lemma + x.day +
         (x.places > 0) + (m->reference == ACTA_DEFINITE) -
         (m->reference == ACTA_INDEFINITE) + lead;
}

// "The meeting was the first in years" tells of one event by two nouns: only
// as a predicate has a noun a subject.
static uint32_t subject_cluster(const work *w, const acta_told_mention *m)
{
  for (const acta_told_mention *x = m; m->noun && x-- > w->mentions;) {
    if (x->token == ACTA_NO || x->token_sentence != m->token_sentence) {
      break;
    }
    const acta_token *t = &w->doc->tokens[x->token];
    if (x->noun && t->head == m->token &&
        acta_dep_base(t->deprel) == ACTA_DEP_NSUBJ &&
        !acta_event_compare(w->o, &w->clusters[x->cluster].event, m->e)
           .conflict) {
      return x->cluster;
    }
  }
  return ACTA_NO;
}

static uint32_t best_cluster(const work *w, const acta_told_mention *m)
{
  const uint32_t subject = subject_cluster(w, m);
  if (subject != ACTA_NO) {
    return subject;
  }
  uint32_t best = ACTA_NO;
  int      most = ACCEPT - 1;
  // what the headline is about wins a tie, else what was told last
  for (uint32_t c = w->n_clusters; c-- > 0;) {
    const int s = score(w, m, c);
    if (s > most || (s == most && best != ACTA_NO && w->clusters[c].headline)) {
      most = s;
      best = c;
    }
  }
  return best;
}

static bool is_place_of(const acta_record_event *e, acta_str id)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_is(e->roles[i].role, "place") &&
        acta_str_eq(e->roles[i].id, id)) {
      return true;
    }
  }
  return false;
}

// Takes partners out: those without a name if `nameless`, as "the two leaders"
// adds nobody; else those that are the event's place ("the Oslo summit").
static void drop_partners(acta_record_event *e, bool nameless)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role r = e->roles[i];
    const bool             drop =
      acta_str_is(r.role, "participant") &&
      (nameless ? !acta_filler_is_named(&r) : is_place_of(e, r.id));
    if (!drop) {
      e->roles[kept++] = r;
    }
  }
  e->n_roles = kept;
}

static bool assign(work *w, uint32_t i)
{
  acta_told_mention *m = &w->mentions[i];
  m->cluster           = best_cluster(w, m);
  if (m->cluster == ACTA_NO) {
    m->cluster = w->n_clusters++;
    w->clusters[m->cluster] =
      (cluster){*m->e, i, i, m->margin, m->title, m->title};
    return true;
  }
  cluster *c = &w->clusters[m->cluster];
  if (m->weak && !acta_says_nobody(&c->event)) {
    drop_partners(m->e, true);
  } else if (!m->weak && acta_says_nobody(&c->event)) {
    drop_partners(&c->event, true);
  }
  c->last   = i;
  c->margin = c->margin && m->margin;
  c->title  = c->title && m->title;
  return acta_event_absorb(w->o, w->doc->arena, &c->event, m->e);
}

// ---- from clusters to events

// A caption or a linked headline may bring in only what it dates or places.
static bool is_kept(const cluster *c)
{
  if (!c->margin || c->event.time.begin != ACTA_NO_DAY ||
      c->event.time.end != ACTA_NO_DAY) {
    return true;
  }
  static const char *const places[] = {"place", "origin", "destination", "via"};
  for (uint32_t i = 0; i < c->event.n_roles; ++i) {
    for (size_t k = 0; k < sizeof(places) / sizeof(places[0]); ++k) {
      if (acta_str_is(c->event.roles[i].role, places[k])) {
        return true;
      }
    }
  }
  return false;
}

// Links lead to mentions; let them lead to the events these went into.
static acta_status relink(const work *w, acta_record_event *events, uint32_t n,
                          acta_error *err)
{
  acta_intern *ids = acta_intern_new();
  bool         ok  = ids;
  for (uint32_t i = 0; ok && i < w->n; ++i) {
    // ids are "_:e0" to "_:eN" in order, so the table counts as we do
    ok = acta_intern_add(ids, w->mentions[i].e->id) == i;
  }
  for (uint32_t i = 0; ok && i < n; ++i) {
    for (uint32_t k = 0; k < events[i].n_links; ++k) {
      const uint32_t at = acta_intern_find(ids, events[i].links[k].id);
      if (at != UINT32_MAX) {
        events[i].links[k].id = w->clusters[w->mentions[at].cluster].event.id;
      }
    }
  }
  acta_intern_free(ids);
  return ok ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static bool same_link(const acta_record_link *a, const acta_record_link *b)
{
  return acta_str_eq(a->type, b->type) && acta_str_eq(a->id, b->id);
}

static void unique_links(acta_record_event *e)
{
  uint32_t kept = 0;
  for (uint32_t i = 0; i < e->n_links; ++i) {
    bool known = acta_str_eq(e->links[i].id, e->id);
    for (uint32_t k = 0; k < kept && !known; ++k) {
      known = same_link(&e->links[k], &e->links[i]);
    }
    if (!known) {
      e->links[kept++] = e->links[i];
    }
  }
  e->n_links = kept;
}

// Clusters that got the same key are one event after all.
static acta_status join_equal(const work *w, acta_record_event *events,
                              uint32_t *n, acta_error *err)
{
  acta_intern *ids  = acta_intern_new();
  uint32_t     kept = 0;
  bool         ok   = ids;
  for (uint32_t i = 0; ok && i < *n; ++i) {
    const uint32_t at = acta_intern_add(ids, events[i].id);
    if (at < kept) {
      const acta_str label = events[at].label;
      ok = acta_event_absorb(w->o, w->doc->arena, &events[at], &events[i]);
      events[at].label = label;
    } else {
      ok             = at == kept;
      events[kept++] = events[i];
    }
  }
  acta_intern_free(ids);
  *n = kept;
  for (uint32_t i = 0; i < kept; ++i) {
    unique_links(&events[i]);
  }
  return ok ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static acta_status begin(work *w, acta_record_event *events, acta_error *err)
{
  w->mentions = acta_arena_alloc(w->doc->arena, w->n, sizeof(*w->mentions));
  w->clusters = acta_arena_alloc(w->doc->arena, w->n, sizeof(*w->clusters));
  const acta_str id = acta_iri_join(w->doc->arena, ACTA_IRI_TEXT, w->doc->id);
  bool           ok = w->mentions && w->clusters && id.p &&
            acta_mention_text_init(&w->text, w->doc);
  for (uint32_t i = 0; ok && i < w->n; ++i) {
    events[i].document = id;
    events[i].source   = w->doc->meta.source;
    ok = acta_mention_look(&w->text, &events[i], &w->mentions[i]);
  }
  return ok ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_status acta_fuse_document(const acta_ontology *o, const acta_document *doc,
                               acta_record_event **events, uint32_t *n,
                               acta_error *err)
{
  work        w  = {.o = o, .doc = doc, .n = *n};
  acta_status st = begin(&w, *events, err);
  for (uint32_t i = 0; !st && i < w.n; ++i) {
    st =
      assign(&w, i) ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (st) {
    return st;
  }
  acta_record_event *out =
    acta_arena_alloc(doc->arena, w.n_clusters, sizeof(*out));
  uint32_t n_out = 0;
  if (!out) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t c = 0; c < w.n_clusters; ++c) {
    if (is_kept(&w.clusters[c])) {
      drop_partners(&w.clusters[c].event, false);
      out[n_out++] = w.clusters[c].event;
    }
  }
  st = relink(&w, out, n_out, err);
  st = st ? st : acta_fuse_mint(o, doc->arena, out, n_out, err);
  st = st ? st : join_equal(&w, out, &n_out, err);
  if (!st && !acta_events_relate(o, doc->arena, out, n_out)) {
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (!st) {
    *events = out;
    *n      = n_out;
  }
  return st;
}
