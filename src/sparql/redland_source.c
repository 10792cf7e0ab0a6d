// SPDX-License-Identifier: MIT
#include "sparql/redland_source.h"

#include "base/vec.h"
#include "rdf/chars.h"
#include "sparql/bgp.h"
#include "sparql/redland_terms.h"

#include <stdlib.h>
#include <strings.h>

// The user data of a triples source.
typedef struct {
  acta_source_state *state;
} source;

// The evaluation of one basic graph pattern.
struct acta_match {
  struct acta_match    *next; // of the state's list
  rasqal_graph_pattern *pattern;
  bool                  solved; // bgp stands at a solution
  acta_id              *fixed;  // by variable: value from the anchor, or 0
  acta_source_state    *state;
  acta_bgp             *bgp;
  acta_bgp_filter       filter;
  rasqal_variable     **vars;
  rasqal_literal      **languages; // by variable that stands for a literal
  size_t                n_vars, n_slots;
  bool                  stepped, ended;
};
typedef struct acta_match match;

acta_status acta_source_fail(acta_source_state *s, acta_status status,
                             const char *what)
{
  if (!s->status) {
    s->status = acta_fail(s->err, status, "%s", what);
  }
  return s->status;
}

void acta_source_state_release(acta_source_state *s)
{
  acta_literals_release(&s->literals);
  acta_buf_release(&s->room.copy);
  free(s->from);
}

// ---- terms

// The literal of `id`, borrowed.
static rasqal_literal *literal_at(acta_source_state *s, acta_id id)
{
  rasqal_literal *l = acta_literals_find(&s->literals, id);
  acta_term       t;
  if (l) {
    return l;
  }
  const acta_status st = acta_txn_term(s->txn, id, &s->room, &t, s->err);
  if (st) {
    s->status = s->status ? s->status : st;
    return NULL;
  }
  l = acta_literals_make(&s->literals, s->world, id, &t);
  if (!l) {
    (void)acta_source_fail(s, ACTA_E_NOMEM, "out of memory");
  }
  return l;
}

// Id of a constant; false if the store does not know it or on a failure.
static bool constant(acta_source_state *s, rasqal_literal *l, acta_id *id)
{
  acta_term t;
  *id = 0;
  if (!l || !acta_term_of_rasqal(l, &t) || t.kind == ACTA_NONE) {
    (void)acta_source_fail(s, ACTA_E_SYNTAX, "constant without a value");
    return false;
  }
  if (l->type == RASQAL_LITERAL_DECIMAL &&
      !memchr(t.value.p, '.', t.value.n)) { // an integer beyond 32 bits
    t.datatype = ACTA_STR(ACTA_XSD "integer");
  }
  if (acta_str_starts(t.value, ACTA_STR(ACTA_NO_BASE)) && t.kind == ACTA_IRI) {
    (void)acta_source_fail(s, ACTA_E_SYNTAX,
                           "relative IRI in a query without a base");
    return false;
  }
  const acta_status st = acta_txn_find(s->txn, &t, id, s->err);
  if (st && st != ACTA_END) {
    s->status = s->status ? s->status : st;
    return false;
  }
  return *id != 0;
}

// Languages compare without case, and Rasqal folds those of the query.
static bool needs_test(rasqal_literal *l)
{
  return l->type == RASQAL_LITERAL_STRING && l->language &&
         strpbrk(l->language, "-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
}

static bool test_language(void *user, uint32_t var, acta_id id)
{
  match          *m    = user;
  rasqal_literal *want = var < m->n_slots ? m->languages[var] : NULL;
  acta_term       t;
  if (!want) {
    return true;
  }
  return !acta_txn_term(m->state->txn, id, &m->state->room, &t, NULL) &&
         t.kind == ACTA_LITERAL && t.lang.n == strlen(want->language) &&
         !strncasecmp(t.lang.p, want->language, t.lang.n) &&
         acta_str_eq(t.value,
                     (acta_str){(const char *)want->string, want->string_len});
}

// ---- one basic graph pattern

static uint32_t var_slot(match *m, rasqal_variable *v)
{
  for (uint32_t i = 0; i < m->n_vars; ++i) {
    if (m->vars[i] == v) {
      return i;
    }
  }
  m->vars[m->n_vars] = v;
  return (uint32_t)m->n_vars++;
}

// The value that the anchor's solution gives a variable, or 0.
static acta_id anchored(const match *anchor, const rasqal_variable *v)
{
  for (uint32_t i = 0; anchor && i < anchor->n_vars; ++i) {
    if (anchor->vars[i] == v) {
      return anchor->fixed[i] ? anchor->fixed[i]
                              : acta_bgp_value(anchor->bgp, i);
    }
  }
  return 0;
}

// False if nothing can match.
static bool set_slot(match *m, const match *anchor, rasqal_literal *l,
                     acta_bgp_slot *slot)
{
  rasqal_variable *v = rasqal_literal_as_variable(l);
  *slot              = (acta_bgp_slot){0, ACTA_NO_VAR};
  if (v) {
    const uint32_t i = var_slot(m, v);
    m->fixed[i]      = anchored(anchor, v);
    slot->id         = m->fixed[i];
    slot->var        = slot->id ? ACTA_NO_VAR : i;
    return true;
  }
  if (needs_test(l)) {
    slot->var               = (uint32_t)m->n_vars;
    m->languages[m->n_vars] = l;
    m->vars[m->n_vars++]    = NULL;
    return true;
  }
  return constant(m->state, l, &slot->id);
}

// The graph that a pattern speaks of; false if there is none.
static bool set_graph(acta_source_state *s, match *m, rasqal_literal *origin,
                      acta_bgp_graph *g)
{
  *g = (acta_bgp_graph){ACTA_GRAPH_UNION, {0, ACTA_NO_VAR}, s->from, s->n_from};
  if (!origin) {
    return !s->no_default;
  }
  g->n_among         = 0;
  rasqal_variable *v = rasqal_literal_as_variable(origin);
  if (v && !v->value && m) {
    g->mode      = ACTA_GRAPH_ANY;
    g->graph.var = var_slot(m, v);
    return true;
  }
  g->mode = ACTA_GRAPH_ONE;
  return constant(s, v ? v->value : origin, &g->graph.id);
}

static bool is_exact(const rasqal_triple *t)
{
  return !rasqal_literal_as_variable(t->subject) &&
         !rasqal_literal_as_variable(t->predicate) &&
         !rasqal_literal_as_variable(t->object);
}

// A pattern on the way through the tree, and its anchor.
typedef struct {
  rasqal_graph_pattern *pattern, *anchor;
} place;

typedef struct {
  place *items;
  size_t n, cap;
} places;

static bool push(places *todo, rasqal_graph_pattern *gp,
                 rasqal_graph_pattern *anchor)
{
  void *items = todo->items;
  if (!acta_vec_grow(&items, todo->n, &todo->cap, sizeof(*todo->items))) {
    return false;
  }
  todo->items            = items;
  todo->items[todo->n++] = (place){gp, anchor};
  return true;
}

static bool is_basic(rasqal_graph_pattern *gp)
{
  return gp && rasqal_graph_pattern_get_operator(gp) ==
                 RASQAL_GRAPH_PATTERN_OPERATOR_BASIC;
}

static bool holds(rasqal_graph_pattern *gp, const rasqal_triple *t)
{
  rasqal_triple *each = NULL;
  for (int i = 0; (each = rasqal_graph_pattern_get_triple(gp, i)) != NULL;
       ++i) {
    if (each == t) {
      return true;
    }
  }
  return false;
}

// Pushes what is in the group, union or the like at `p`.
static bool push_parts(places *todo, place p)
{
  const rasqal_graph_pattern_operator op =
    rasqal_graph_pattern_get_operator(p.pattern);
  const bool passes = op == RASQAL_GRAPH_PATTERN_OPERATOR_GROUP ||
                      op == RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL ||
                      op == RASQAL_GRAPH_PATTERN_OPERATOR_UNION;
  rasqal_graph_pattern *first =
    rasqal_graph_pattern_get_sub_graph_pattern(p.pattern, 0);
  const bool anchors =
    passes && op != RASQAL_GRAPH_PATTERN_OPERATOR_UNION && is_basic(first);
  rasqal_graph_pattern *sub = first;
  for (int i = 0; sub; ++i) {
    const bool optional = rasqal_graph_pattern_get_operator(sub) ==
                          RASQAL_GRAPH_PATTERN_OPERATOR_OPTIONAL;
    rasqal_graph_pattern *anchor = passes && !optional ? p.anchor : NULL;
    if (!push(todo, sub, i && anchors ? first : anchor)) {
      return false;
    }
    sub = rasqal_graph_pattern_get_sub_graph_pattern(p.pattern, i + 1);
  }
  return true;
}

/* The basic graph pattern that holds `t`, and its anchor: a basic graph pattern
   that Rasqal joins it to from the left, row by row, or NULL.  For each row of
   the left it matches the right anew, so the values of the anchor's solution
   can be put into the right; without that an OPTIONAL takes quadratic time.
   Groups nest as deep as the parser lets them, hence a list of its own. */
static place pattern_with(rasqal_query *query, const rasqal_triple *t)
{
  place                 found = {NULL, NULL};
  places                todo  = {NULL, 0, 0};
  rasqal_graph_pattern *root  = rasqal_query_get_query_graph_pattern(query);
  bool                  good  = root && push(&todo, root, NULL);
  while (good && todo.n && !found.pattern) {
    const place p = todo.items[--todo.n];
    if (is_basic(p.pattern) && holds(p.pattern, t)) {
      found = p;
    }
    good = push_parts(&todo, p);
  }
  free(todo.items);
  return found;
}

static void free_match(match *m)
{
  if (m) {
    for (match **at = &m->state->matches; *at; at = &(*at)->next) {
      if (*at == m) {
        *at = m->next;
        break;
      }
    }
    acta_bgp_free(m->bgp);
    free(m->fixed);
    free(m->vars);
    free(m->languages);
    free(m);
  }
}

static size_t count_triples(rasqal_graph_pattern *gp)
{
  size_t n = 0;
  while (rasqal_graph_pattern_get_triple(gp, (int)n)) {
    ++n;
  }
  return n;
}

// The evaluation of `pattern` if it stands at a solution.
static const match *solution_of(const acta_source_state    *s,
                                const rasqal_graph_pattern *pattern)
{
  for (const match *m = s->matches; pattern && m; m = m->next) {
    if (m->pattern == pattern && m->solved) {
      return m;
    }
  }
  return NULL;
}

// The evaluation of `gp`, or of nothing if a constant of it is not known.
static match *new_match(acta_source_state *s, rasqal_graph_pattern *gp,
                        const match *anchor)
{
  const size_t     n       = count_triples(gp);
  acta_bgp_triple *triples = calloc(n + 1, sizeof(*triples));
  match           *m       = calloc(1, sizeof(*m));
  acta_bgp_graph   graph;
  rasqal_literal  *origin = NULL;
  bool             any    = m && triples;
  size_t           n_used = 0;
  if (m) {
    m->state     = s;
    m->pattern   = gp;
    m->next      = s->matches;
    s->matches   = m;
    m->fixed     = calloc(3 * n + 1, sizeof(*m->fixed));
    m->filter    = (acta_bgp_filter){test_language, m};
    m->vars      = calloc(3 * n + 1, sizeof(rasqal_variable *));
    m->languages = calloc(3 * n + 1, sizeof(rasqal_literal *));
  }
  if (!any || !m->vars || !m->languages || !m->fixed) {
    (void)acta_source_fail(s, ACTA_E_NOMEM, "out of memory");
    free(triples);
    free_match(m);
    return NULL;
  }
  for (size_t i = 0; i < n && any; ++i) {
    rasqal_triple *t = rasqal_graph_pattern_get_triple(gp, (int)i);
    origin           = t->origin;
    if (!is_exact(t)) { // Rasqal looks up the others itself
      acta_bgp_slot *slot = triples[n_used++].slot;
      any                 = set_slot(m, anchor, t->subject, &slot[0]) &&
            set_slot(m, anchor, t->predicate, &slot[1]) &&
            set_slot(m, anchor, t->object, &slot[2]);
    }
  }
  any        = any && set_graph(s, m, origin, &graph);
  m->n_slots = m->n_vars;
  m->ended   = !any;
  if (any) {
    const acta_bgp_pattern what = {triples, n_used, m->n_vars, graph};
    const acta_status      st   = acta_bgp_new(s->txn, &what, &m->bgp, s->err);
    s->status                   = s->status ? s->status : st;
    m->ended                    = st != ACTA_OK;
    if (m->bgp) {
      acta_bgp_set_filter(m->bgp, &m->filter);
    }
  }
  free(triples);
  return m;
}

static bool in_time(acta_source_state *s)
{
  struct timespec now;
  if (!s->timed || ++s->steps % 256) {
    return true;
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  if (now.tv_sec < s->deadline.tv_sec ||
      (now.tv_sec == s->deadline.tv_sec && now.tv_nsec < s->deadline.tv_nsec)) {
    return true;
  }
  (void)acta_source_fail(s, ACTA_E_LIMIT, "query took too long");
  return false;
}

static void step(match *m)
{
  acta_source_state *s = m->state;
  m->stepped           = true;
  m->solved            = false;
  if (s->status || m->ended || !in_time(s)) {
    m->ended = true;
    return;
  }
  const acta_status st = acta_bgp_next(m->bgp, s->err);
  if (st && st != ACTA_END) {
    s->status = st;
  }
  m->ended  = st != ACTA_OK;
  m->solved = !m->ended;
}

// ---- what Rasqal calls

static int leader_is_end(rasqal_triples_match *rtm, void *user)
{
  match *m = user;
  (void)rtm;
  if (!m->stepped) {
    step(m);
  }
  return m->ended;
}

static rasqal_triple_parts leader_bind(rasqal_triples_match *rtm, void *user,
                                       rasqal_variable    *bindings[4],
                                       rasqal_triple_parts parts)
{
  match *m = user;
  (void)rtm;
  (void)bindings;
  for (uint32_t i = 0; i < m->n_vars; ++i) {
    if (m->vars[i]) {
      const acta_id id = m->fixed[i] ? m->fixed[i] : acta_bgp_value(m->bgp, i);
      rasqal_variable_set_value(
        m->vars[i], rasqal_new_literal_from_literal(literal_at(m->state, id)));
    }
  }
  return parts;
}

static void leader_next(rasqal_triples_match *rtm, void *user)
{
  match *m   = user;
  m->stepped = false;
  (void)rtm;
}

static void leader_finish(rasqal_triples_match *rtm, void *user)
{
  (void)rtm;
  free_match(user);
}

static int follower_is_end(rasqal_triples_match *rtm, void *user)
{
  (void)user;
  return rtm->finished;
}

static rasqal_triple_parts follower_bind(rasqal_triples_match *rtm, void *user,
                                         rasqal_variable    *bindings[4],
                                         rasqal_triple_parts parts)
{
  (void)rtm;
  (void)user;
  (void)bindings;
  return parts;
}

static void follower_next(rasqal_triples_match *rtm, void *user)
{
  (void)user;
  rtm->finished = 1;
}

static void follower_finish(rasqal_triples_match *rtm, void *user)
{
  (void)rtm;
  (void)user;
}

static int init_match(rasqal_triples_match *rtm, rasqal_triples_source *rts,
                      void *user, rasqal_triple_meta *meta, rasqal_triple *t)
{
  acta_source_state    *s      = ((source *)user)->state;
  const place           here   = pattern_with(s->query, t);
  rasqal_graph_pattern *gp     = here.pattern;
  rasqal_triple        *leader = NULL;
  (void)rts;
  if (!gp) {
    (void)acta_source_fail(s, ACTA_E_SYNTAX, "pattern is not supported");
    return 1;
  }
  for (int i = 0; !leader || is_exact(leader); ++i) {
    leader = rasqal_graph_pattern_get_triple(gp, i);
  }
  meta->parts = RASQAL_TRIPLE_SPO; // else Rasqal would not ask to bind
  if (leader != t) {
    rtm->bind_match = follower_bind;
    rtm->next_match = follower_next;
    rtm->is_end     = follower_is_end;
    rtm->finish     = follower_finish;
    return 0;
  }
  rtm->bind_match = leader_bind;
  rtm->next_match = leader_next;
  rtm->is_end     = leader_is_end;
  rtm->finish     = leader_finish;
  rtm->user_data  = new_match(s, gp, solution_of(s, here.anchor));
  return rtm->user_data == NULL;
}

// A pattern without variables.
static int is_present(rasqal_triples_source *rts, void *user, rasqal_triple *t)
{
  acta_source_state *s   = ((source *)user)->state;
  acta_bgp          *bgp = NULL;
  acta_bgp_triple    one = {
       {{0, ACTA_NO_VAR}, {0, ACTA_NO_VAR}, {0, ACTA_NO_VAR}}};
  acta_bgp_pattern what = {
    &one, 1, 0, {ACTA_GRAPH_UNION, {0, ACTA_NO_VAR}, NULL, 0}};
  (void)rts;
  if (s->status || !set_graph(s, NULL, t->origin, &what.graph) ||
      !constant(s, t->subject, &one.slot[0].id) ||
      !constant(s, t->predicate, &one.slot[1].id) ||
      !constant(s, t->object, &one.slot[2].id)) {
    return 0;
  }
  acta_status st = acta_bgp_new(s->txn, &what, &bgp, s->err);
  if (!st) {
    st = acta_bgp_next(bgp, s->err);
  }
  acta_bgp_free(bgp);
  if (st && st != ACTA_END) {
    s->status = st;
  }
  return st == ACTA_OK;
}

static void free_source(void *user)
{
  (void)user;
}

static int new_source(rasqal_query *query, void *factory_data, void *user,
                      rasqal_triples_source *rts)
{
  ((source *)user)->state  = rasqal_query_get_user_data(query);
  rts->version             = 1;
  rts->init_triples_match  = init_match;
  rts->triple_present      = is_present;
  rts->free_triples_source = free_source;
  (void)factory_data;
  return ((source *)user)->state == NULL;
}

static int register_factory(rasqal_triples_source_factory *factory)
{
  factory->version            = 1;
  factory->user_data_size     = sizeof(source);
  factory->new_triples_source = new_source;
  return 0;
}

int acta_redland_source_register(rasqal_world *world)
{
  return rasqal_set_triples_source_factory(world, register_factory, NULL);
}
