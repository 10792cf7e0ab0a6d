// SPDX-License-Identifier: MIT
// query.h by Rasqal on the store.  One world serves one query at a time; worlds
// go back to a pool and are never freed, since that resets libxml2 for the
// whole process.
#include "base/intern.h"
#include "rdf/chars.h"
#include "rdf/write.h"
#include "sparql/redland_functions.h"
#include "sparql/redland_source.h"
#include "sparql/redland_terms.h"
#include "sparql/redland_text.h"
#include "store/redland_node.h"

#include <acta/query.h>

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

typedef struct pooled {
  struct pooled *next;
  rasqal_world  *world;
  bool           functions; // acta's functions are called
} pooled;

static pthread_mutex_t pool_lock = PTHREAD_MUTEX_INITIALIZER;
static pooled         *pool;

struct acta_query {
  pooled            *home;
  rasqal_query      *rasqal;
  acta_query_options options;
  acta_error        *err;     // of the call that runs now; never NULL
  acta_status        logged;  // Rasqal said something went wrong
  bool               grouped; // some GRAPH has a variable
  bool               named;   // there is a FROM NAMED
  acta_intern       *graphs;  // named graphs that Rasqal was told of
};

struct acta_result {
  acta_query           *query;
  rasqal_query_results *rasqal;
  raptor_sequence      *names; // of SELECT; Rasqal's
  acta_source_state     state;
  acta_result_kind      kind;
  bool                  yes;
  bool                  begun;
  size_t                width;
  acta_term            *row;
  acta_term_room_t     *rooms; // of the row
  uint64_t              n_rows;
  acta_intern          *seen; // triples of CONSTRUCT that were given
};

// ---- worlds

static pooled *take_world(void)
{
  (void)pthread_mutex_lock(&pool_lock);
  pooled *p = pool;
  pool      = p ? p->next : NULL;
  (void)pthread_mutex_unlock(&pool_lock);
  if (p) {
    return p;
  }
  p = calloc(1, sizeof(*p));
  if (p) {
    p->world = rasqal_new_world();
  }
  if (!p || !p->world || rasqal_world_open(p->world) ||
      acta_redland_source_register(p->world)) {
    free(p); // a world that cannot be opened is lost with the memory
    return NULL;
  }
  p->functions = acta_redland_functions_work(p->world);
  return p;
}

static void on_message(void *user, raptor_log_message *m)
{
  acta_query *q = user;
  if (!q || !q->err || m->level < RAPTOR_LOG_LEVEL_ERROR || q->logged) {
    return;
  }
  const bool placed = m->locator && m->locator->line > 0;
  const int  column = placed ? m->locator->column + 1 : 0;
  q->logged =
    acta_fail_at(q->err, ACTA_E_SYNTAX, placed ? (unsigned)m->locator->line : 0,
                 column > 0 ? (unsigned)column : 0, "%s", m->text);
}

static void give_world(pooled *p)
{
  rasqal_world_set_log_handler(p->world, NULL, on_message);
  (void)pthread_mutex_lock(&pool_lock);
  p->next = pool;
  pool    = p;
  (void)pthread_mutex_unlock(&pool_lock);
}

// ---- what Rasqal cannot do

static const char *unknown_pattern(rasqal_graph_pattern *gp)
{
  const rasqal_graph_pattern_operator op =
    rasqal_graph_pattern_get_operator(gp);
  if (op == RASQAL_GRAPH_PATTERN_OPERATOR_MINUS) {
    return "MINUS is not supported";
  }
  if (op == RASQAL_GRAPH_PATTERN_OPERATOR_SERVICE) {
    return "SERVICE is not supported: acta works offline";
  }
  return NULL;
}

// Tells Rasqal, once, that there is a graph of this name.
static acta_status add_graph(acta_query *q, acta_str name)
{
  if (acta_intern_find(q->graphs, name) != UINT32_MAX) {
    return ACTA_OK;
  }
  raptor_world      *w   = rasqal_world_get_raptor(q->home->world);
  rasqal_data_graph *g   = NULL;
  raptor_uri        *uri = raptor_new_uri_from_counted_string(
           w, (const unsigned char *)name.p, name.n);
  if (uri && acta_intern_add(q->graphs, name) != UINT32_MAX) {
    g = rasqal_new_data_graph_from_uri(
      q->home->world, uri, uri, RASQAL_DATA_GRAPH_NAMED, NULL, NULL, NULL);
  }
  raptor_free_uri(uri);
  return g && !rasqal_query_add_data_graph(q->rasqal, g)
           ? ACTA_OK
           : acta_fail(q->err, ACTA_E_NOMEM, "out of memory");
}

// Looks at one pattern: may it run, and which graph does it name?
static acta_status check_pattern(acta_query *q, rasqal_graph_pattern *gp)
{
  const char *unknown = unknown_pattern(gp);
  if (unknown) {
    return acta_fail(q->err, ACTA_E_SYNTAX, "%s", unknown);
  }
  if (rasqal_graph_pattern_get_operator(gp) !=
      RASQAL_GRAPH_PATTERN_OPERATOR_GRAPH) {
    return ACTA_OK;
  }
  rasqal_literal *origin = rasqal_graph_pattern_get_origin(gp);
  if (origin && rasqal_literal_as_variable(origin)) {
    q->grouped = true;
  } else if (origin && origin->type == RASQAL_LITERAL_URI && !q->named) {
    // Rasqal answers wrongly for a graph that it is not told of
    return add_graph(
      q, acta_str_of((const char *)raptor_uri_as_string(origin->value.uri)));
  }
  return ACTA_OK;
}

static acta_status check_patterns(acta_query *q)
{
  acta_status           st   = ACTA_OK;
  rasqal_graph_pattern *gp   = rasqal_query_get_query_graph_pattern(q->rasqal);
  raptor_sequence      *todo = raptor_new_sequence(NULL, NULL);
  while (gp && todo && !st) {
    rasqal_graph_pattern *sub = NULL;
    st                        = check_pattern(q, gp);
    for (int i = 0;
         (sub = rasqal_graph_pattern_get_sub_graph_pattern(gp, i)) != NULL;
         ++i) {
      if (raptor_sequence_push(todo, sub)) {
        st = acta_fail(q->err, ACTA_E_NOMEM, "out of memory");
        break;
      }
    }
    gp = raptor_sequence_size(todo) ? raptor_sequence_pop(todo) : NULL;
  }
  raptor_free_sequence(todo);
  return st;
}

// ---- queries

// Lets Rasqal read the text; what it said is in `logged`.
static bool parse(acta_query *q, acta_buf *text)
{
  raptor_world *raptor = rasqal_world_get_raptor(q->home->world);
  const char   *base   = q->options.base ? q->options.base : ACTA_NO_BASE;
  raptor_uri   *uri    = raptor_new_uri(raptor, (const unsigned char *)base);
  acta_buf_char(text, '\0');
  const bool good =
    uri && !text->failed &&
    !rasqal_query_prepare(q->rasqal, (const unsigned char *)text->p, uri);
  raptor_free_uri(uri);
  return good;
}

static acta_status prepare(acta_query *q, acta_str text)
{
  acta_buf    copy = {NULL, 0, 0, false};
  const char *why  = acta_query_rewrite(text, &copy);
  if (!why && !q->home->functions && acta_query_calls_functions(text)) {
    why = "its functions need libacta linked before librasqal";
  }
  const bool bad = why || !parse(q, &copy);
  acta_buf_release(&copy);
  if (!why && (bad || q->logged)) {
    why = acta_query_unknown(text);
  }
  if (why) {
    return acta_fail(q->err, ACTA_E_SYNTAX, "%s", why);
  }
  if (bad && !q->logged) {
    return acta_fail(q->err, ACTA_E_SYNTAX, "malformed query");
  }
  if (q->logged) {
    return q->logged;
  }
  if (rasqal_query_get_verb(q->rasqal) == RASQAL_QUERY_VERB_DESCRIBE) {
    return acta_fail(q->err, ACTA_E_SYNTAX, "DESCRIBE is not supported");
  }
  raptor_sequence *from = rasqal_query_get_data_graph_sequence(q->rasqal);
  for (int i = 0; from && i < raptor_sequence_size(from); ++i) {
    const rasqal_data_graph *g = rasqal_query_get_data_graph(q->rasqal, i);
    q->named = q->named || (g->flags & RASQAL_DATA_GRAPH_NAMED);
  }
  return check_patterns(q);
}

acta_status acta_query_new(acta_str text, const acta_query_options *options,
                           acta_query **query, acta_error *err)
{
  acta_error own = {ACTA_OK, 0, 0, ""};
  if (text.n && memchr(text.p, '\0', text.n)) {
    return acta_fail(err, ACTA_E_SYNTAX, "NUL byte in the query");
  }
  if (options && options->base &&
      !acta_rdf_iri_valid(acta_str_of(options->base))) {
    return acta_fail(err, ACTA_E_ARG, "base '%s' is not an absolute IRI",
                     options->base);
  }
  acta_query *q    = calloc(1, sizeof(*q));
  pooled     *home = q ? take_world() : NULL;
  if (!home) {
    free(q);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  q->home    = home;
  q->err     = err ? err : &own;
  q->options = options ? *options : (acta_query_options){NULL, 0, 0};
  rasqal_world_set_log_handler(home->world, q, on_message);
  q->graphs      = acta_intern_new();
  q->rasqal      = rasqal_new_query(home->world, "sparql11-query", NULL);
  acta_status st = q->rasqal && q->graphs
                     ? prepare(q, text)
                     : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  q->err         = NULL;
  if (st) {
    acta_query_free(q);
    return st;
  }
  *query = q;
  return ACTA_OK;
}

void acta_query_free(acta_query *q)
{
  if (q) {
    if (q->rasqal) {
      rasqal_free_query(q->rasqal);
    }
    give_world(q->home);
    acta_intern_free(q->graphs);
    free(q);
  }
}

// ---- the data set

// The graphs of FROM.
static acta_status set_from(acta_result *r)
{
  acta_source_state *s    = &r->state;
  raptor_sequence   *all  = rasqal_query_get_data_graph_sequence(s->query);
  const int          n    = all ? raptor_sequence_size(all) : 0;
  bool               from = false;
  s->from                 = calloc((size_t)n + 1, sizeof(*s->from));
  if (!s->from) {
    return acta_source_fail(s, ACTA_E_NOMEM, "out of memory");
  }
  for (int i = 0; i < n; ++i) {
    const rasqal_data_graph *g = rasqal_query_get_data_graph(s->query, i);
    acta_term                t = {ACTA_IRI, {0}, {0}, {0}};
    if (g->flags & RASQAL_DATA_GRAPH_NAMED) {
      continue;
    }
    from           = true;
    t.value        = acta_str_of((const char *)raptor_uri_as_string(g->uri));
    acta_status st = acta_txn_find(s->txn, &t, &s->from[s->n_from], s->err);
    if (st) {
      return st;
    }
    s->n_from += s->from[s->n_from] != 0;
  }
  s->no_default = (from && !s->n_from) || (!from && r->query->named);
  return ACTA_OK;
}

// For a GRAPH with a variable: every graph of the store with an IRI.
static acta_status add_graphs(acta_result *r)
{
  acta_source_state *s  = &r->state;
  acta_id            id = 0;
  uint64_t           n  = 0;
  acta_status        st = ACTA_OK;
  while (!(st = acta_txn_count_next(s->txn, 'g', &id, &n, s->err))) {
    acta_term t;
    st = acta_txn_term(s->txn, id, &s->room, &t, s->err);
    if (st) {
      return st;
    }
    if (t.kind != ACTA_IRI) {
      continue;
    }
    st = add_graph(r->query, t.value);
    if (st) {
      return st;
    }
  }
  return st == ACTA_END ? ACTA_OK : st;
}

// ---- running

static acta_status set_shape(acta_result *r)
{
  rasqal_query_results *results = r->rasqal;
  r->width                      = 3;
  if (rasqal_query_results_is_boolean(results)) {
    r->kind  = ACTA_RESULT_BOOLEAN;
    r->width = 0;
    r->yes   = rasqal_query_results_get_boolean(results) > 0;
  } else if (rasqal_query_results_is_graph(results)) {
    r->kind = ACTA_RESULT_GRAPH;
    r->seen = acta_intern_new();
  } else {
    r->kind = ACTA_RESULT_BINDINGS;
    // the results know no names if they have no rows
    r->names    = rasqal_query_get_bound_variable_sequence(r->query->rasqal);
    const int n = r->names ? raptor_sequence_size(r->names) : 0;
    r->width    = n > 0 ? (size_t)n : 0;
  }
  r->row   = calloc(r->width + 1, sizeof(*r->row));
  r->rooms = calloc(r->width + 1, sizeof(*r->rooms));
  if (!r->row || !r->rooms || (r->kind == ACTA_RESULT_GRAPH && !r->seen)) {
    return acta_source_fail(&r->state, ACTA_E_NOMEM, "out of memory");
  }
  return r->state.status;
}

static void set_deadline(acta_source_state *s, unsigned timeout_ms)
{
  if (timeout_ms && !clock_gettime(CLOCK_MONOTONIC, &s->deadline)) {
    s->timed = true;
    s->deadline.tv_sec += timeout_ms / 1000;
    s->deadline.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
    if (s->deadline.tv_nsec >= 1000000000) {
      s->deadline.tv_sec++;
      s->deadline.tv_nsec -= 1000000000;
    }
  }
}

static acta_status execute(acta_result *r)
{
  acta_source_state *s  = &r->state;
  acta_status        st = acta_txn_flush(s->txn, s->err);
  st                    = st ? st : set_from(r);
  if (!st && r->query->grouped && !r->query->named) {
    st = add_graphs(r);
  }
  if (st) {
    return st;
  }
  rasqal_query_set_user_data(s->query, s);
  r->rasqal = rasqal_query_execute(s->query);
  if (s->status) {
    return s->status;
  }
  if (r->query->logged) {
    return r->query->logged;
  }
  return r->rasqal ? set_shape(r)
                   : acta_source_fail(s, ACTA_E_SYNTAX,
                                      "the query uses what is not supported");
}

acta_status acta_query_run(acta_query *query, acta_txn *txn,
                           acta_result **result, acta_error *err)
{
  acta_error   own = {ACTA_OK, 0, 0, ""};
  acta_result *r   = calloc(1, sizeof(*r));
  if (!r) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  query->err     = err ? err : &own;
  query->logged  = ACTA_OK;
  r->query       = query;
  r->state.txn   = txn;
  r->state.query = query->rasqal;
  r->state.world = query->home->world;
  r->state.err   = query->err;
  set_deadline(&r->state, query->options.timeout_ms);
  const acta_status st = execute(r);
  query->err           = NULL;
  if (st) {
    acta_result_free(r);
    return st;
  }
  *result = r;
  return ACTA_OK;
}

void acta_result_free(acta_result *r)
{
  if (r) {
    if (r->rasqal) {
      rasqal_free_query_results(r->rasqal);
    }
    for (size_t i = 0; r->rooms && i < r->width; ++i) {
      acta_buf_release(&r->rooms[i].copy);
    }
    free(r->rooms);
    acta_source_state_release(&r->state);
    acta_intern_free(r->seen);
    free(r->row);
    free(r);
  }
}

acta_result_kind acta_result_what(const acta_result *r)
{
  return r->kind;
}

bool acta_result_boolean(const acta_result *r)
{
  return r->yes;
}

size_t acta_result_width(const acta_result *r)
{
  return r->width;
}

acta_str acta_result_name(const acta_result *r, size_t i)
{
  static const char *const triple[] = {"subject", "predicate", "object"};
  if (r->kind == ACTA_RESULT_GRAPH) {
    return acta_str_of(triple[i]);
  }
  const rasqal_variable *v = raptor_sequence_get_at(r->names, (int)i);
  return acta_str_of((const char *)v->name);
}

bool acta_result_prefix(const acta_result *r, size_t i, acta_str *name,
                        acta_str *iri)
{
  const rasqal_prefix *p =
    i < INT_MAX ? rasqal_query_get_prefix(r->query->rasqal, (int)i) : NULL;
  if (p) {
    *name = acta_str_of((const char *)p->prefix);
    *iri  = acta_str_of((const char *)raptor_uri_as_string(p->uri));
  }
  return p != NULL;
}

// The term of the store that was meant, where Rasqal shows another form of it.
static acta_status restore(acta_result *r, size_t i)
{
  acta_source_state *s  = &r->state;
  const acta_id      id = acta_literals_meant(&s->literals, &r->row[i]);
  return id ? acta_txn_term(s->txn, id, &r->rooms[i], &r->row[i], s->err)
            : ACTA_OK;
}

static acta_status next_bindings(acta_result *r)
{
  if (r->begun) {
    (void)rasqal_query_results_next(r->rasqal);
  }
  r->begun = true;
  if (rasqal_query_results_finished(r->rasqal)) {
    return ACTA_END;
  }
  for (size_t i = 0; i < r->width; ++i) {
    rasqal_literal *l =
      rasqal_query_results_get_binding_value(r->rasqal, (int)i);
    if (!acta_term_of_rasqal(l, &r->row[i])) {
      r->row[i] = (acta_term){0};
    }
    const acta_status st = restore(r, i);
    if (st) {
      return st;
    }
  }
  return ACTA_OK;
}

// Was the triple given before?  A graph is a set.
static acta_status is_new(acta_result *r, bool *fresh)
{
  acta_buf b = {NULL, 0, 0, false};
  for (size_t i = 0; i < 3; ++i) {
    acta_write_term(&b, &r->row[i]);
    acta_buf_char(&b, ' ');
  }
  const uint32_t n = acta_intern_count(r->seen);
  const uint32_t id =
    b.failed ? UINT32_MAX : acta_intern_add(r->seen, acta_buf_as_str(&b));
  acta_buf_release(&b);
  *fresh = id == n;
  return id == UINT32_MAX
           ? acta_source_fail(&r->state, ACTA_E_NOMEM, "out of memory")
           : ACTA_OK;
}

static acta_status next_triple(acta_result *r)
{
  bool fresh = false;
  if (!rasqal_query_get_construct_triple(r->query->rasqal, 0)) {
    return ACTA_END; // an empty template, which Rasqal does not expect
  }
  while (!fresh) {
    if (r->begun && rasqal_query_results_next_triple(r->rasqal)) {
      return ACTA_END;
    }
    r->begun                   = true;
    const raptor_statement *st = rasqal_query_results_get_triple(r->rasqal);
    if (!st) {
      return ACTA_END;
    }
    if (!acta_term_of_node(st->subject, &r->row[0]) ||
        !acta_term_of_node(st->predicate, &r->row[1]) ||
        !acta_term_of_node(st->object, &r->row[2])) {
      continue; // not a triple: left out, as SPARQL says
    }
    acta_status status = restore(r, 2);
    status             = status ? status : is_new(r, &fresh);
    if (status) {
      return status;
    }
  }
  return ACTA_OK;
}

acta_status acta_result_next(acta_result *r, const acta_term **row,
                             acta_error *err)
{
  acta_error  own = {ACTA_OK, 0, 0, ""};
  acta_status st  = ACTA_END;
  r->query->err   = err ? err : &own;
  r->state.err    = r->query->err;
  if (r->kind == ACTA_RESULT_BINDINGS) {
    st = next_bindings(r);
  } else if (r->kind == ACTA_RESULT_GRAPH) {
    st = next_triple(r);
  }
  if (r->state.status) { // Rasqal takes a failure for the end
    st = r->state.status;
  } else if (r->query->logged) {
    st = r->query->logged;
  }
  const uint64_t limit = r->query->options.max_rows;
  if (!st && limit && ++r->n_rows > limit) {
    st = acta_source_fail(&r->state, ACTA_E_LIMIT, "too many rows");
  }
  r->query->err = NULL;
  *row          = r->row;
  return st;
}
