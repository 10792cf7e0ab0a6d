// SPDX-License-Identifier: MIT
#include "store/redland_storage.h"

#include "base/vec.h"
#include "store/scan.h"

#include <acta/redland.h>

#include <limits.h>
#include <stdlib.h>

static acta_redland *instance(librdf_storage *storage)
{
  return librdf_storage_get_instance(storage);
}

// ---- life

static bool is_no(librdf_hash *options, const char *key)
{
  return options && librdf_hash_get_as_boolean(options, key) == 0;
}

static bool is_yes(librdf_hash *options, const char *key)
{
  return options && librdf_hash_get_as_boolean(options, key) > 0;
}

static acta_status open_store(acta_redland *r, acta_error *err)
{
  const acta_store_options o = {
    .create = !r->read_only, .read_only = r->read_only, .no_sync = r->no_sync};
  return acta_store_open(r->dir, &o, &r->store, err);
}

static acta_redland *new_instance(librdf_storage *storage, const char *dir)
{
  acta_redland *r = calloc(1, sizeof(*r));
  if (r && dir && *dir) {
    const size_t n = strlen(dir) + 1;
    r->dir         = malloc(n);
    if (!r->dir) {
      free(r);
      return NULL;
    }
    memcpy(r->dir, dir, n);
  }
  if (r) {
    r->world = librdf_storage_get_world(storage);
    librdf_storage_set_instance(storage, r);
  }
  return r;
}

static void terminate(librdf_storage *storage)
{
  acta_redland *r = instance(storage);
  if (r) {
    acta_txn_abort(r->write);
    acta_store_close(r->store);
    free(r->dir);
    free(r);
  }
  librdf_storage_set_instance(storage, NULL);
}

// ---- writing

// The transaction to change something in: the program's, or one for this call.
static acta_status begin_change(acta_redland *r, acta_txn **txn,
                                acta_error *err)
{
  *txn = r->write;
  return r->write ? ACTA_OK
                  : acta_txn_begin(r->store, ACTA_TXN_WRITE, txn, err);
}

// Ends what begin_change began, with the status so far; reports a failure.
static int end_change(acta_redland *r, acta_txn *txn, acta_status st,
                      acta_error *err)
{
  if (!r->write && txn) {
    if (st) {
      acta_txn_abort(txn);
    } else {
      st         = acta_txn_commit(txn, err);
      r->current = NULL; // streams that begin now see the change
    }
  }
  return acta_redland_report(r, st, err);
}

// False if it is no RDF statement.
static bool quad_of(const librdf_statement *st, const librdf_node *context,
                    acta_quad *q)
{
  return acta_term_of_node(st->subject, &q->s) &&
         acta_term_of_node(st->predicate, &q->p) &&
         acta_term_of_node(st->object, &q->o) &&
         acta_term_of_node(context, &q->g);
}

static bool is_whole(const acta_quad *q)
{
  return (q->s.kind == ACTA_IRI || q->s.kind == ACTA_BLANK) &&
         q->p.kind == ACTA_IRI && q->o.kind != ACTA_NONE &&
         q->g.kind != ACTA_LITERAL;
}

static int context_add_statement(librdf_storage *storage, librdf_node *context,
                                 librdf_statement *statement)
{
  acta_redland *r   = instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  acta_txn     *txn = NULL;
  acta_quad     q;
  if (!quad_of(statement, context, &q) || !is_whole(&q)) {
    return 1;
  }
  acta_status st = begin_change(r, &txn, &err);
  if (!st) {
    acta_sink *sink = acta_txn_sink(txn);
    st              = sink->quad(sink, &q, &err);
  }
  return end_change(r, txn, st, &err);
}

static int add_statement(librdf_storage *storage, librdf_statement *statement)
{
  return context_add_statement(storage, NULL, statement);
}

static int context_add_statements(librdf_storage *storage, librdf_node *context,
                                  librdf_stream *stream)
{
  acta_redland *r   = instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  acta_txn     *txn = NULL;
  acta_status   st  = begin_change(r, &txn, &err);
  for (; !st && !librdf_stream_end(stream); (void)librdf_stream_next(stream)) {
    acta_quad         q;
    librdf_statement *each = librdf_stream_get_object(stream);
    if (each && quad_of(each, context, &q) && is_whole(&q)) {
      acta_sink *sink = acta_txn_sink(txn);
      st              = sink->quad(sink, &q, &err);
    }
  }
  return end_change(r, txn, st, &err);
}

static int add_statements(librdf_storage *storage, librdf_stream *stream)
{
  return context_add_statements(storage, NULL, stream);
}

// Removes all that matches; the ids are collected first.
static acta_status remove_ids(acta_txn *txn, const acta_id_pattern *pattern,
                              acta_error *err)
{
  acta_scan  *scan = NULL;
  acta_row   *rows = NULL;
  size_t      n = 0, cap = 0;
  acta_status st = acta_txn_flush(txn, err);
  st             = st ? st : acta_scan_new(txn, &scan, err);
  st             = st ? st : acta_scan_begin(scan, pattern, err);
  while (!st) {
    void *more = rows;
    if (!acta_vec_grow(&more, n, &cap, sizeof(*rows))) {
      st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
      break;
    }
    rows = more;
    st   = acta_scan_next(scan, &rows[n], err);
    n += !st;
  }
  st = st == ACTA_END ? ACTA_OK : st;
  for (size_t i = 0; !st && i < n; ++i) {
    st = acta_txn_remove_ids(txn, &rows[i], err);
  }
  acta_scan_free(scan);
  free(rows);
  return st;
}

// Removes what matches a pattern of terms.
static int remove_matching(acta_redland *r, const acta_quad *q)
{
  acta_error             err      = {ACTA_OK, 0, 0, ""};
  acta_txn              *txn      = NULL;
  const acta_term *const terms[4] = {&q->s, &q->p, &q->o, &q->g};
  acta_id_pattern        pattern  = {{{0, 0, 0, 0}}, ACTA_GRAPH_ANY};
  bool                   known    = true;
  acta_status            st       = begin_change(r, &txn, &err);
  if (!st) {
    st = acta_txn_flush(txn, &err); // so that pending terms have their ids
  }
  for (int i = 0; !st && i < 4; ++i) {
    st    = acta_txn_find(txn, terms[i], &pattern.ids.k[i], &err);
    known = known && (pattern.ids.k[i] || terms[i]->kind == ACTA_NONE);
  }
  if (!st && known) {
    pattern.mode = pattern.ids.k[3] ? ACTA_GRAPH_ONE : ACTA_GRAPH_ANY;
    st           = remove_ids(txn, &pattern, &err);
  }
  return end_change(r, txn, st, &err);
}

static int context_remove_statement(librdf_storage *storage,
                                    librdf_node *context, librdf_statement *st)
{
  acta_quad q;
  return !quad_of(st, context, &q) || !is_whole(&q) ||
         remove_matching(instance(storage), &q);
}

static int remove_statement(librdf_storage *storage, librdf_statement *st)
{
  return context_remove_statement(storage, NULL, st);
}

static int context_remove_statements(librdf_storage *storage,
                                     librdf_node    *context)
{
  acta_quad q = {0};
  return !context || !acta_term_of_node(context, &q.g) ||
         remove_matching(instance(storage), &q);
}

// ---- opening

static int init(librdf_storage *storage, const char *name, librdf_hash *options)
{
  acta_error    err   = {ACTA_OK, 0, 0, ""};
  acta_redland *r     = new_instance(storage, name);
  const bool    fresh = is_yes(options, "new");
  if (r) {
    r->read_only = is_no(options, "write");
    r->no_sync   = is_no(options, "sync");
  }
  if (options) {
    librdf_free_hash(options);
  }
  if (!r) {
    return 1;
  }
  const acta_status st = open_store(r, &err);
  if (!st && fresh) {
    const acta_quad all = {0};
    return remove_matching(r, &all);
  }
  return acta_redland_report(r, st, &err);
}

static int clone(librdf_storage *copy, librdf_storage *storage)
{
  const acta_redland *from = instance(storage);
  acta_redland       *r    = new_instance(copy, from->dir);
  acta_error          err  = {ACTA_OK, 0, 0, ""};
  if (!r) {
    return 1;
  }
  r->read_only = from->read_only;
  r->no_sync   = from->no_sync;
  return acta_redland_report(r, open_store(r, &err), &err);
}

static int open_model(librdf_storage *storage, librdf_model *model)
{
  (void)storage; // init opened it
  (void)model;
  return 0;
}

static int close_model(librdf_storage *storage)
{
  (void)storage; // terminate closes it
  return 0;
}

// ---- reading

static int size(librdf_storage *storage)
{
  acta_redland  *r        = instance(storage);
  acta_error     err      = {ACTA_OK, 0, 0, ""};
  acta_snapshot *snapshot = NULL;
  acta_txn      *txn      = NULL;
  uint64_t       n        = 0;
  acta_status    st       = acta_redland_enter(r, &snapshot, &txn, &err);
  if (!st) {
    st = acta_txn_count(txn, 'n', 0, &n, &err);
    acta_redland_leave(r, snapshot);
  }
  if (acta_redland_report(r, st, &err)) {
    return -1;
  }
  return n < INT_MAX ? (int)n : INT_MAX;
}

static librdf_stream *find_with(librdf_storage   *storage,
                                librdf_statement *statement,
                                librdf_node *context, const char *contains)
{
  acta_pattern p = {.union_graph = !context};
  if (!quad_of(statement, context, &p.quad)) {
    return NULL;
  }
  if (contains && p.quad.o.kind == ACTA_LITERAL) {
    p.quad.o = (acta_term){0};
  } else {
    contains = NULL;
  }
  return acta_redland_stream(storage, &p, contains);
}

static librdf_stream *find_statements(librdf_storage   *storage,
                                      librdf_statement *statement)
{
  return find_with(storage, statement, NULL, NULL);
}

static librdf_stream *find_in_context(librdf_storage   *storage,
                                      librdf_statement *statement,
                                      librdf_node      *context)
{
  return find_with(storage, statement, context, NULL);
}

// Redland's one option of a find: the object is part of the literal sought.
static librdf_stream *find_with_options(librdf_storage   *storage,
                                        librdf_statement *statement,
                                        librdf_node      *context,
                                        librdf_hash      *options)
{
  acta_term object;
  char     *part = NULL;
  if (is_yes(options, "match-substring") &&
      acta_term_of_node(statement->object, &object) &&
      object.kind == ACTA_LITERAL) {
    part = malloc(object.value.n + 1);
    if (!part) {
      return NULL;
    }
    memcpy(part, object.value.p, object.value.n);
    part[object.value.n] = '\0';
  }
  librdf_stream *found = find_with(storage, statement, context, part);
  free(part);
  return found;
}

static int contains_statement(librdf_storage   *storage,
                              librdf_statement *statement)
{
  librdf_stream *found = find_statements(storage, statement);
  const int      is    = found && !librdf_stream_end(found);
  if (found) {
    librdf_free_stream(found);
  }
  return is;
}

static librdf_stream *serialise(librdf_storage *storage)
{
  const acta_pattern all = {.union_graph = false};
  return acta_redland_stream(storage, &all, NULL);
}

static librdf_stream *context_serialise(librdf_storage *storage,
                                        librdf_node    *context)
{
  acta_pattern p = {.default_graph = !context};
  return acta_term_of_node(context, &p.quad.g)
           ? acta_redland_stream(storage, &p, NULL)
           : NULL;
}

static librdf_node *get_feature(librdf_storage *storage, librdf_uri *feature)
{
  const acta_redland *r = instance(storage);
  if (strcmp((const char *)librdf_uri_as_string(feature),
             LIBRDF_MODEL_FEATURE_CONTEXTS) != 0) {
    return NULL;
  }
  return librdf_new_node_from_typed_literal(
    r->world, (const unsigned char *)"1", NULL, NULL);
}

// ---- transactions

static int transaction_start_with_handle(librdf_storage *storage, void *handle)
{
  acta_redland *r   = instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  if (r->write) {
    (void)acta_fail(&err, ACTA_E_ARG, "a transaction has begun already");
    return acta_redland_report(r, ACTA_E_ARG, &err);
  }
  if (handle) { // an acta_txn of this store that the program began
    r->write = handle;
    return 0;
  }
  const acta_status st =
    acta_txn_begin(r->store, ACTA_TXN_WRITE, &r->write, &err);
  return acta_redland_report(r, st, &err);
}

static int transaction_start(librdf_storage *storage)
{
  return transaction_start_with_handle(storage, NULL);
}

static int transaction_commit(librdf_storage *storage)
{
  acta_redland *r   = instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  if (!r->write) {
    return 1;
  }
  const acta_status st = acta_txn_commit(r->write, &err);
  r->write             = NULL;
  r->current           = NULL;
  return acta_redland_report(r, st, &err);
}

static int transaction_rollback(librdf_storage *storage)
{
  acta_redland *r = instance(storage);
  if (!r->write) {
    return 1;
  }
  acta_txn_abort(r->write);
  r->write = NULL;
  return 0;
}

static void *transaction_get_handle(librdf_storage *storage)
{
  return instance(storage)->write;
}

static int sync_store(librdf_storage *storage)
{
  (void)storage; // what was committed is on disk
  return 0;
}

// ---- the factory

static void fill_factory(librdf_storage_factory *f)
{
  f->version                       = LIBRDF_STORAGE_INTERFACE_VERSION;
  f->init                          = init;
  f->clone                         = clone;
  f->terminate                     = terminate;
  f->open                          = open_model;
  f->close                         = close_model;
  f->size                          = size;
  f->add_statement                 = add_statement;
  f->add_statements                = add_statements;
  f->remove_statement              = remove_statement;
  f->contains_statement            = contains_statement;
  f->serialise                     = serialise;
  f->find_statements               = find_statements;
  f->find_statements_with_options  = find_with_options;
  f->find_statements_in_context    = find_in_context;
  f->context_add_statement         = context_add_statement;
  f->context_add_statements        = context_add_statements;
  f->context_remove_statement      = context_remove_statement;
  f->context_remove_statements     = context_remove_statements;
  f->context_serialise             = context_serialise;
  f->get_contexts                  = acta_redland_contexts;
  f->get_feature                   = get_feature;
  f->sync                          = sync_store;
  f->transaction_start             = transaction_start;
  f->transaction_start_with_handle = transaction_start_with_handle;
  f->transaction_commit            = transaction_commit;
  f->transaction_rollback          = transaction_rollback;
  f->transaction_get_handle        = transaction_get_handle;
}

int acta_redland_register(librdf_world *world)
{
  return librdf_storage_register_factory(world, "acta", "acta quad store",
                                         fill_factory);
}
