// SPDX-License-Identifier: MIT
#include "ontology/build.h"

#include "base/vec.h"

#include <stdlib.h>

acta_status acta_build_fail(acta_build *b, const acta_fact *fact,
                            const char *what, uint32_t term)
{
  const acta_str name = acta_facts_local(b->f, fact->s);
  const acta_str text =
    term == ACTA_NO ? ACTA_STR("") : acta_facts_local(b->f, term);
  return acta_fail(
    b->err, ACTA_E_SYNTAX, "%s: %.*s: %s%s%.*s%s",
    acta_facts_file(b->f, fact->file), (int)(name.n < 60 ? name.n : 60), name.p,
    what, term == ACTA_NO ? "" : " '", (int)(text.n < 60 ? text.n : 60), text.p,
    term == ACTA_NO ? "" : "'");
}

acta_str acta_build_dup(acta_build *b, acta_str s)
{
  return (acta_str){acta_arena_dup(b->t->arena, s.p, s.n), s.n};
}

acta_status acta_build_roles(acta_build *b, uint32_t s, uint32_t p,
                             const uint32_t **roles, uint32_t *n)
{
  size_t           count = 0;
  const acta_fact *x     = acta_facts_find(b->f, s, p, &count);
  uint32_t        *out = acta_arena_alloc(b->t->arena, count + 1, sizeof(*out));
  if (!out) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < count; ++i) {
    const uint32_t filler = b->filler_of[x[i].o];
    out[i] = filler == ACTA_NO ? b->role_of[x[i].o] : b->fillers[filler].role;
    if (out[i] == ACTA_NO) {
      return acta_build_fail(b, &x[i], "unknown role", x[i].o);
    }
  }
  *roles = out;
  *n     = (uint32_t)count;
  return ACTA_OK;
}

acta_status acta_build_texts(acta_build *b, uint32_t s, uint32_t p,
                             const acta_str **texts, uint32_t *n)
{
  size_t           count = 0;
  const acta_fact *x     = acta_facts_find(b->f, s, p, &count);
  acta_str        *out = acta_arena_alloc(b->t->arena, count + 1, sizeof(*out));
  if (!out) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < count; ++i) {
    if (acta_facts_kind(b->f, x[i].o) != ACTA_LITERAL) {
      return acta_build_fail(b, &x[i], "should be a word in quotes:", x[i].o);
    }
    out[i] = acta_build_dup(b, acta_facts_text(b->f, x[i].o));
    if (!out[i].p) {
      return acta_build_nomem(b);
    }
  }
  *texts = out;
  *n     = (uint32_t)count;
  return ACTA_OK;
}

acta_status acta_build_under(acta_build *b, acta_lemma_index *x, acta_str lemma,
                             const void *item)
{
  const uint32_t id = acta_intern_add(b->t->lemmas, lemma);
  if (id == UINT32_MAX) {
    return acta_build_nomem(b);
  }
  while (x->n <= id) {
    void *at = x->at;
    if (!acta_vec_grow(&at, x->n, &x->cap, sizeof(*x->at))) {
      return acta_build_nomem(b);
    }
    x->at         = at;
    x->at[x->n++] = (acta_under_lemma){NULL, 0, 0};
  }
  acta_under_lemma *u = &x->at[id];
  void             *p = u->p;
  if (!acta_arena_grow(b->t->arena, &p, u->n, &u->cap, sizeof(*u->p))) {
    return acta_build_nomem(b);
  }
  u->p         = p;
  u->p[u->n++] = item;
  return ACTA_OK;
}

// A misspelt property would be passed over in silence.
static acta_status check_properties(acta_build *b)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_all(b->f, &n);
  for (size_t i = 0; i < n; ++i) {
    size_t declared = 0;
    if (acta_str_starts(acta_facts_text(b->f, x[i].p), ACTA_STR(ACT_NS))) {
      (void)acta_facts_find(b->f, x[i].p, b->type, &declared);
      if (!declared) {
        return acta_build_fail(b, &x[i], "unknown property", x[i].p);
      }
    }
  }
  return ACTA_OK;
}

static void find_vocabulary(acta_build *b)
{
#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
  const struct {
    uint32_t   *id;
    const char *iri;
  } words[] = {
    {&b->type, RDF "type"},
    {&b->sub_class, RDFS "subClassOf"},
    {&b->sub_property, RDFS "subPropertyOf"},
    {&b->label, RDFS "label"},
    {&b->range, RDFS "range"},
    {&b->denotes, "http://www.w3.org/ns/lemon/ontolex#denotes"},
    {&b->pos, "http://www.lexinfo.net/ontology/3.0/lexinfo#partOfSpeech"},
    {&b->lemma, ACT_NS "lemma"},
    {&b->extends, ACT_NS "extends"},
    {&b->needs, ACT_NS "needs"},
    {&b->blocks, ACT_NS "blocks"},
    {&b->blocks_word, ACT_NS "blocksWord"},
    {&b->support, ACT_NS "supportVerb"},
    {&b->quote_role, ACT_NS "quoteRole"},
    {&b->event, ACT_NS "Event"},
    {&b->identity_class, ACT_NS "identityClass"},
    {&b->key_role, ACT_NS "keyRole"},
    {&b->key_day, ACT_NS "keyDay"},
    {&b->top_role, ACT_NS "role"},
    {&b->actor_role, ACT_NS "actorRole"},
    {&b->place_role, ACT_NS "placeRole"},
    {&b->literal_role, ACT_NS "LiteralRole"},
    {&b->time_role, ACT_NS "TimeRole"},
    {&b->filler_type, ACT_NS "fillerType"},
    {&b->filler_lemma, ACT_NS "fillerLemma"},
    {&b->cue, ACT_NS "StanceCue"},
    {&b->over, ACT_NS "over"},
    {&b->under, ACT_NS "under"},
    {&b->imposes, ACT_NS "imposes"},
    {&b->spares, ACT_NS "spares"},
  };
#undef RDF
#undef RDFS
  for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); ++i) {
    *words[i].id = acta_facts_iri(b->f, words[i].iri);
  }
}

static acta_status build_all(acta_build *b)
{
  acta_status status = check_properties(b);
  status             = status ? status : acta_build_classes(b);
  status             = status ? status : acta_build_roles_all(b);
  status             = status ? status : acta_build_class_details(b);
  status             = status ? status : acta_build_supers(b);
  status             = status ? status : acta_build_fillers(b);
  status             = status ? status : acta_build_frames(b);
  return status ? status : acta_build_cues(b);
}

acta_status acta_tables_build(acta_tables *t, const acta_facts *f,
                              acta_error *err)
{
  acta_build b;
  memset(&b, 0, sizeof(b));
  memset(t, 0, sizeof(*t));
  b.t                = t;
  b.f                = f;
  b.err              = err;
  t->arena           = acta_arena_new(0);
  t->class_names     = acta_intern_new();
  t->role_names      = acta_intern_new();
  t->declared        = acta_intern_new();
  t->relations       = acta_intern_new();
  t->lemmas          = acta_intern_new();
  const size_t n     = acta_facts_n_terms(f);
  b.class_of         = malloc((n + 1) * sizeof(*b.class_of));
  b.role_of          = malloc((n + 1) * sizeof(*b.role_of));
  b.filler_of        = malloc((n + 1) * sizeof(*b.filler_of));
  b.types_of         = calloc(n + 1, sizeof(*b.types_of));
  acta_status status = ACTA_E_NOMEM;
  if (!t->arena || !t->class_names || !t->role_names || !t->declared ||
      !t->relations || !t->lemmas || !b.class_of || !b.role_of ||
      !b.filler_of || !b.types_of) {
    status = acta_build_nomem(&b);
  } else {
    memset(b.class_of, 0xff, (n + 1) * sizeof(*b.class_of));
    memset(b.role_of, 0xff, (n + 1) * sizeof(*b.role_of));
    memset(b.filler_of, 0xff, (n + 1) * sizeof(*b.filler_of));
    find_vocabulary(&b);
    status = build_all(&b);
  }
  free(b.class_of);
  free(b.role_of);
  free(b.filler_of);
  free(b.types_of);
  if (status) {
    acta_tables_release(t);
  }
  return status;
}

void acta_tables_release(acta_tables *t)
{
  acta_arena_free(t->arena);
  acta_intern_free(t->class_names);
  acta_intern_free(t->role_names);
  acta_intern_free(t->declared);
  acta_intern_free(t->relations);
  acta_intern_free(t->lemmas);
  free(t->verbs.at);
  free(t->nouns.at);
  free(t->adjectives.at);
  free(t->cues.at);
  memset(t, 0, sizeof(*t));
}
