// SPDX-License-Identifier: MIT
// Classes and roles of the ontology, and what may fill a role.
#include "ontology/build.h"

#include <stdlib.h>

#define MAX_CLASSES 4096

// ---- closure over a hierarchy

static int cmp_object(const void *pa, const void *pb)
{
  const acta_fact *a = pa, *b = pb;
  const int        c = (a->o > b->o) - (a->o < b->o);
  return c ? c : (a->s > b->s) - (a->s < b->s);
}

// All facts of one predicate, sorted by object; malloc'ed.
static acta_fact *edges_of(acta_build *b, uint32_t predicate, size_t *n)
{
  size_t           all = 0;
  const acta_fact *x   = acta_facts_all(b->f, &all);
  acta_fact       *out = malloc((all + 1) * sizeof(*out));
  *n                   = 0;
  for (size_t i = 0; out && i < all; ++i) {
    if (x[i].p == predicate) {
      out[(*n)++] = x[i];
    }
  }
  if (out && *n) {
    qsort(out, *n, sizeof(*out), cmp_object);
  }
  return out;
}

static size_t first_with_object(const acta_fact *e, size_t n, uint32_t object)
{
  size_t lo = 0, hi = n;
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    if (e[mid].o < object) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

// Sets mark[t] for `root` and every term below it.
static acta_status mark_below(acta_build *b, uint32_t predicate, uint32_t root,
                              uint8_t *mark)
{
  size_t     n = 0, head = 0, tail = 0;
  acta_fact *edges = edges_of(b, predicate, &n);
  uint32_t  *queue =
    malloc(((size_t)acta_facts_n_terms(b->f) + 1) * sizeof(*queue));
  acta_status status = ACTA_OK;
  if (!edges || !queue) {
    status = acta_build_nomem(b);
  } else if (root != ACTA_NO && !mark[root]) {
    mark[root]    = 1;
    queue[tail++] = root;
  }
  while (!status && head < tail) {
    const uint32_t term = queue[head++];
    for (size_t i = first_with_object(edges, n, term);
         i < n && edges[i].o == term; ++i) {
      if (!mark[edges[i].s]) {
        mark[edges[i].s] = 1;
        queue[tail++]    = edges[i].s;
      }
    }
  }
  free(edges);
  free(queue);
  return status;
}

// ---- classes

static acta_status name_term(acta_build *b, acta_intern *names, uint32_t term,
                             const char *what, acta_str *name, acta_str *iri)
{
  const uint32_t before = acta_intern_count(names);
  const acta_str local  = acta_facts_local(b->f, term);
  const uint32_t id     = acta_intern_add(names, local);
  if (id == UINT32_MAX) {
    return acta_build_nomem(b);
  }
  if (id != before) {
    return acta_fail(b->err, ACTA_E_SYNTAX, "two %s are called '%.*s'", what,
                     (int)(local.n < 80 ? local.n : 80), local.p);
  }
  *name = acta_intern_at(names, id);
  *iri  = acta_build_dup(b, acta_facts_text(b->f, term));
  return iri->p ? ACTA_OK : acta_build_nomem(b);
}

acta_status acta_build_classes(acta_build *b)
{
  const uint32_t n_terms = acta_facts_n_terms(b->f);
  uint8_t       *mark    = calloc((size_t)n_terms + 1, 1);
  if (!mark) {
    return acta_build_nomem(b);
  }
  acta_status status = mark_below(b, b->sub_class, b->event, mark);
  uint32_t    n      = 0;
  for (uint32_t t = 0; !status && t < n_terms; ++t) {
    n += mark[t];
  }
  if (!status && n > MAX_CLASSES) {
    status = acta_fail(b->err, ACTA_E_LIMIT, "more than %d event classes",
                       MAX_CLASSES);
  }
  if (!status) {
    b->t->classes =
      acta_arena_alloc(b->t->arena, (size_t)n + 1, sizeof(*b->t->classes));
    status = b->t->classes ? ACTA_OK : acta_build_nomem(b);
  }
  for (uint32_t t = 0; !status && t < n_terms; ++t) {
    if (mark[t]) {
      b->class_of[t] = b->t->n_classes;
      acta_class *c  = &b->t->classes[b->t->n_classes++];
      status = name_term(b, b->t->class_names, t, "classes", &c->name, &c->iri);
    }
  }
  free(mark);
  return status;
}

static acta_status class_parents(acta_build *b, uint32_t term, acta_class *c)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, term, b->sub_class, &n);
  uint32_t *parents  = acta_arena_alloc(b->t->arena, n + 1, sizeof(*parents));
  if (!parents) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < n; ++i) {
    if (b->class_of[x[i].o] != ACTA_NO) {
      parents[c->n_parents++] = b->class_of[x[i].o];
    }
  }
  c->parents = parents;
  return ACTA_OK;
}

static acta_status class_details(acta_build *b, uint32_t term, acta_class *c)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, term, b->label, &n);
  c->label = n ? acta_build_dup(b, acta_facts_text(b->f, x->o)) : c->name;
  acta_status status =
    c->label.p ? class_parents(b, term, c) : acta_build_nomem(b);
  if (!status) {
    status = acta_build_roles(b, term, b->needs, &c->needs, &c->n_needs);
  }
  if (!status) {
    status = acta_build_roles(b, term, b->key_role, &c->key, &c->n_key);
  }
  if (status) {
    return status;
  }
  c->identity = ACTA_NO;
  x           = acta_facts_find(b->f, term, b->identity_class, &n);
  if (n) {
    c->identity = b->class_of[x->o];
    if (c->identity == ACTA_NO) {
      return acta_build_fail(b, x, "unknown class", x->o);
    }
  }
  x          = acta_facts_find(b->f, term, b->key_day, &n);
  c->key_day = n && acta_str_is(acta_facts_text(b->f, x->o), "true");
  return ACTA_OK;
}

// Fills the row of one class in the matrix of superclasses.
static void close_class(acta_tables *t, uint32_t class, uint32_t *stack)
{
  uint64_t *row = t->above + class * t->above_words;
  size_t    n   = 0;
  stack[n++]    = class;
  row[class / 64] |= (uint64_t)1 << class % 64;
  while (n) {
    const acta_class *x = &t->classes[stack[--n]];
    for (uint32_t i = 0; i < x->n_parents; ++i) {
      const uint32_t p   = x->parents[i];
      const uint64_t bit = (uint64_t)1 << p % 64;
      if (!(row[p / 64] & bit)) {
        row[p / 64] |= bit;
        stack[n++] = p;
      }
    }
  }
}

static acta_status close_upwards(acta_build *b)
{
  acta_tables *t = b->t;
  t->above_words = ((size_t)t->n_classes + 63) / 64;
  t->above       = acta_arena_alloc(t->arena, t->n_classes * t->above_words + 1,
                                    sizeof(*t->above));
  uint32_t *stack = malloc(((size_t)t->n_classes + 1) * sizeof(*stack));
  if (!t->above || !stack) {
    free(stack);
    return acta_build_nomem(b);
  }
  for (uint32_t c = 0; c < t->n_classes; ++c) {
    close_class(t, c, stack);
  }
  free(stack);
  return ACTA_OK;
}

acta_status acta_build_class_details(acta_build *b)
{
  const uint32_t n_terms = acta_facts_n_terms(b->f);
  acta_status    status  = ACTA_OK;
  for (uint32_t t = 0; !status && t < n_terms; ++t) {
    if (b->class_of[t] != ACTA_NO) {
      status = class_details(b, t, &b->t->classes[b->class_of[t]]);
    }
  }
  return status ? status : close_upwards(b);
}

// ---- entity types and roles

// Sets the bit at the class and all above it.
static void mark_type(acta_build *b, uint32_t class, uint8_t bit,
                      uint32_t *stack)
{
  size_t depth   = 0;
  stack[depth++] = class;
  b->types_of[class] |= bit;
  while (depth) {
    size_t           n = 0;
    const acta_fact *x =
      acta_facts_find(b->f, stack[--depth], b->sub_class, &n);
    for (size_t k = 0; k < n; ++k) {
      if (!(b->types_of[x[k].o] & bit)) {
        b->types_of[x[k].o] |= bit;
        stack[depth++] = x[k].o;
      }
    }
  }
}

// Which entity types are instances of which classes: types_of of a class gets
// a bit for every type at or below it.
static acta_status find_types(acta_build *b)
{
  static const struct {
    acta_entity_type type;
    const char      *iri;
  } classes[] = {
    {ACTA_ENT_PERSON, ACT_NS "Person"},
    {ACTA_ENT_GROUP, ACT_NS "Person"},
    {ACTA_ENT_PLACE, ACT_NS "Place"},
    {ACTA_ENT_GPE, ACT_NS "GeopoliticalEntity"},
    {ACTA_ENT_ORG, ACT_NS "Organization"},
    {ACTA_ENT_VEHICLE, ACT_NS "Vehicle"},
    {ACTA_ENT_THING, ACT_NS "Thing"},
    {ACTA_ENT_NONE, ACT_NS "Thing"},
  };
  const uint32_t n_terms = acta_facts_n_terms(b->f);
  uint32_t      *stack   = malloc(((size_t)n_terms + 1) * sizeof(*stack));
  if (!stack) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); ++i) {
    const uint32_t class = acta_facts_iri(b->f, classes[i].iri);
    if (class != ACTA_NO) {
      mark_type(b, class, (uint8_t)(1u << classes[i].type), stack);
    }
  }
  free(stack);
  return ACTA_OK;
}

static uint32_t range_of(acta_build *b, uint32_t term)
{
  size_t           n    = 0;
  const acta_fact *x    = acta_facts_find(b->f, term, b->range, &n);
  uint32_t         bits = 0;
  for (size_t i = 0; i < n; ++i) {
    bits |= b->types_of[x[i].o];
  }
  return n ? bits : UINT32_MAX;
}

typedef struct {
  uint8_t *role, *actor, *place;
} role_marks;

// Is it a role, and of which kind?
static bool role_kind(acta_build *b, const role_marks *m, uint32_t t,
                      acta_role_kind *kind)
{
  const acta_facts *f      = b->f;
  size_t            narrow = 0, narrow_too = 0;
  if (acta_facts_has(f, t, b->type, b->literal_role)) {
    *kind = ACTA_ROLE_LITERAL;
    return true;
  }
  if (acta_facts_has(f, t, b->type, b->time_role)) {
    *kind = ACTA_ROLE_TIME;
    return true;
  }
  (void)acta_facts_find(f, t, b->filler_type, &narrow);
  (void)acta_facts_find(f, t, b->filler_lemma, &narrow_too);
  if (!m->role[t] || t == b->top_role || t == b->actor_role ||
      t == b->place_role || narrow || narrow_too) {
    return false;
  }
  *kind = acta_facts_has(f, t, b->range, b->event) ? ACTA_ROLE_EVENT
          : m->place[t]                            ? ACTA_ROLE_PLACE
          : m->actor[t]                            ? ACTA_ROLE_ACTOR
                                                   : ACTA_ROLE_OTHER;
  return true;
}

static acta_status add_roles(acta_build *b, const role_marks *m)
{
  const uint32_t n_terms = acta_facts_n_terms(b->f);
  acta_role_kind kind    = ACTA_ROLE_OTHER;
  uint32_t       n       = 0;
  for (uint32_t t = 0; t < n_terms; ++t) {
    n += role_kind(b, m, t, &kind);
  }
  b->t->roles =
    acta_arena_alloc(b->t->arena, (size_t)n + 1, sizeof(*b->t->roles));
  if (!b->t->roles) {
    return acta_build_nomem(b);
  }
  for (uint32_t t = 0; t < n_terms; ++t) {
    if (role_kind(b, m, t, &kind)) {
      b->role_of[t] = b->t->n_roles;
      acta_role *r  = &b->t->roles[b->t->n_roles++];
      r->kind       = kind;
      r->range      = range_of(b, t);
      const acta_status status =
        name_term(b, b->t->role_names, t, "roles", &r->name, &r->iri);
      if (status) {
        return status;
      }
    }
  }
  return ACTA_OK;
}

acta_status acta_build_roles_all(acta_build *b)
{
  const size_t n = (size_t)acta_facts_n_terms(b->f) + 1;
  role_marks   m = {calloc(n, 1), calloc(n, 1), calloc(n, 1)};
  acta_status  status =
    m.role && m.actor && m.place ? find_types(b) : acta_build_nomem(b);
  if (!status) {
    status = mark_below(b, b->sub_property, b->top_role, m.role);
  }
  if (!status) {
    status = mark_below(b, b->sub_property, b->actor_role, m.actor);
  }
  if (!status) {
    status = mark_below(b, b->sub_property, b->place_role, m.place);
  }
  if (!status) {
    status = add_roles(b, &m);
  }
  free(m.role);
  free(m.actor);
  free(m.place);
  return status;
}

// ---- local roles of the lexicon

static acta_status add_filler(acta_build *b, uint32_t term)
{
  acta_filler     *x    = &b->fillers[b->n_fillers];
  size_t           n    = 0;
  const acta_fact *fact = acta_facts_of(b->f, term, &n);
  x->role               = ACTA_NO;
  for (size_t i = 0; i < n; ++i) {
    if (fact[i].p == b->filler_type) {
      x->range |= b->types_of[fact[i].o];
    } else if (fact[i].p == b->sub_property) {
      x->role = b->role_of[fact[i].o];
    }
    if (fact[i].p == b->filler_type && !b->types_of[fact[i].o]) {
      return acta_build_fail(b, &fact[i], "no class of entities:", fact[i].o);
    }
  }
  if (x->role == ACTA_NO) {
    return acta_build_fail(b, fact, "narrows no known role", ACTA_NO);
  }
  b->filler_of[term] = b->n_fillers++;
  return acta_build_texts(b, term, b->filler_lemma, &x->lemmas, &x->n_lemmas);
}

acta_status acta_build_fillers(acta_build *b)
{
  size_t           n       = 0;
  size_t           n_found = 0;
  const acta_fact *x       = acta_facts_all(b->f, &n);
  for (size_t i = 0; i < n; ++i) {
    n_found += x[i].p == b->filler_type || x[i].p == b->filler_lemma;
  }
  b->fillers = acta_arena_alloc(b->t->arena, n_found + 1, sizeof(*b->fillers));
  acta_status status = b->fillers ? ACTA_OK : acta_build_nomem(b);
  for (size_t i = 0; !status && i < n; ++i) {
    if ((x[i].p == b->filler_type || x[i].p == b->filler_lemma) &&
        b->filler_of[x[i].s] == ACTA_NO) {
      status = add_filler(b, x[i].s);
    }
  }
  return status;
}
