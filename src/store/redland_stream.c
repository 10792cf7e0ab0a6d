// SPDX-License-Identifier: MIT
#include "store/redland_storage.h"

#include <stdlib.h>

int acta_redland_report(const acta_redland *r, acta_status status,
                        const acta_error *err)
{
  if (status) {
    librdf_log(r->world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL, "%s",
               err->text[0] ? err->text : acta_strstatus(status));
  }
  return status != ACTA_OK;
}

acta_status acta_redland_enter(acta_redland *r, acta_snapshot **snapshot,
                               acta_txn **txn, acta_error *err)
{
  *snapshot = NULL;
  *txn      = r->write;
  if (r->write) {
    return acta_txn_flush(r->write, err); // so that counts see what is pending
  }
  if (!r->current) {
    acta_snapshot *fresh = calloc(1, sizeof(*fresh));
    if (!fresh) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    const acta_status st =
      acta_txn_begin(r->store, ACTA_TXN_READ, &fresh->txn, err);
    if (st) {
      free(fresh);
      return st;
    }
    r->current = fresh;
  }
  r->current->n_users++;
  *snapshot = r->current;
  *txn      = r->current->txn;
  return ACTA_OK;
}

void acta_redland_leave(acta_redland *r, acta_snapshot *snapshot)
{
  if (snapshot && --snapshot->n_users == 0) {
    if (r->current == snapshot) {
      r->current = NULL;
    }
    acta_txn_abort(snapshot->txn);
    free(snapshot);
  }
}

// ---- streams of statements

typedef struct {
  librdf_storage   *storage;
  acta_redland     *r;
  acta_snapshot    *snapshot;
  acta_cursor      *cursor;
  librdf_statement *statement;
  librdf_node      *context;
  char             *contains;
  bool              ended;
} stream;

static bool has_text(acta_str s, const char *part)
{
  const size_t n = strlen(part);
  for (size_t i = 0; i + n <= s.n; ++i) {
    if (!memcmp(s.p + i, part, n)) {
      return true;
    }
  }
  return false;
}

static void forget(stream *s)
{
  if (s->statement) {
    librdf_free_statement(s->statement);
  }
  if (s->context) {
    librdf_free_node(s->context);
  }
  s->statement = NULL;
  s->context   = NULL;
}

static acta_status set(stream *s, const acta_quad *q, acta_error *err)
{
  librdf_world *w         = s->r->world;
  librdf_node  *subject   = acta_node_of_term(w, &q->s);
  librdf_node  *predicate = acta_node_of_term(w, &q->p);
  librdf_node  *object    = acta_node_of_term(w, &q->o);
  if (subject && predicate && object) { // which takes them
    s->statement =
      librdf_new_statement_from_nodes(w, subject, predicate, object);
  } else {
    librdf_node *const nodes[] = {subject, predicate, object};
    for (size_t i = 0; i < 3; ++i) {
      if (nodes[i]) {
        librdf_free_node(nodes[i]);
      }
    }
  }
  if (q->g.kind != ACTA_NONE) {
    s->context = acta_node_of_term(w, &q->g);
  }
  if (!s->statement || (q->g.kind != ACTA_NONE && !s->context)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return ACTA_OK;
}

static int advance(stream *s)
{
  acta_error  err = {ACTA_OK, 0, 0, ""};
  acta_quad   q;
  acta_status st = ACTA_OK;
  forget(s);
  do {
    st = acta_cursor_next(s->cursor, &q, &err);
  } while (!st && s->contains &&
           (q.o.kind != ACTA_LITERAL || !has_text(q.o.value, s->contains)));
  if (!st) {
    st = set(s, &q, &err);
  }
  s->ended = st != ACTA_OK;
  return st == ACTA_END || acta_redland_report(s->r, st, &err);
}

static int stream_is_end(void *context)
{
  const stream *s = context;
  return s->ended;
}

static int stream_next(void *context)
{
  stream *s = context;
  return s->ended || advance(s);
}

static void *stream_get(void *context, int what)
{
  const stream *s = context;
  if (s->ended) {
    return NULL;
  }
  switch (what) {
  case LIBRDF_STREAM_GET_METHOD_GET_OBJECT: return s->statement;
  case LIBRDF_STREAM_GET_METHOD_GET_CONTEXT: return s->context;
  default: return NULL;
  }
}

static void stream_finish(void *context)
{
  stream *s = context;
  forget(s);
  acta_cursor_free(s->cursor);
  acta_redland_leave(s->r, s->snapshot);
  librdf_storage_remove_reference(s->storage);
  free(s->contains);
  free(s);
}

static acta_status begin(stream *s, const acta_pattern *pattern,
                         const char *contains, acta_error *err)
{
  acta_txn   *txn = NULL;
  acta_status st  = acta_redland_enter(s->r, &s->snapshot, &txn, err);
  if (!st && contains) {
    const size_t n = strlen(contains) + 1;
    s->contains    = malloc(n);
    if (!s->contains) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    memcpy(s->contains, contains, n);
  }
  return st ? st : acta_txn_match(txn, pattern, &s->cursor, err);
}

librdf_stream *acta_redland_stream(librdf_storage     *storage,
                                   const acta_pattern *pattern,
                                   const char         *contains)
{
  acta_redland *r   = librdf_storage_get_instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  stream       *s   = calloc(1, sizeof(*s));
  if (!s) {
    (void)acta_redland_report(r, ACTA_E_NOMEM, &err);
    return NULL;
  }
  s->storage = storage;
  s->r       = r;
  librdf_storage_add_reference(storage);
  const acta_status st = begin(s, pattern, contains, &err);
  if (st) {
    (void)acta_redland_report(r, st, &err);
    stream_finish(s);
    return NULL;
  }
  (void)advance(s);
  librdf_stream *result = librdf_new_stream(
    r->world, s, stream_is_end, stream_next, stream_get, stream_finish);
  if (!result) {
    stream_finish(s);
  }
  return result;
}

// ---- contexts

typedef struct {
  librdf_storage *storage;
  acta_redland   *r;
  acta_snapshot  *snapshot;
  acta_txn       *txn;
  acta_id         id;
  librdf_node    *node;
  bool            ended;
} contexts;

static int contexts_next(void *context)
{
  contexts        *c    = context;
  acta_error       err  = {ACTA_OK, 0, 0, ""};
  acta_term_room_t room = {.copy = {NULL, 0, 0, false}};
  acta_term        t;
  uint64_t         n = 0;
  if (c->node) {
    librdf_free_node(c->node);
    c->node = NULL;
  }
  acta_status st = acta_txn_count_next(c->txn, 'g', &c->id, &n, &err);
  if (!st) {
    st = acta_txn_term(c->txn, c->id, &room, &t, &err);
  }
  if (!st) {
    c->node = acta_node_of_term(c->r->world, &t);
    st      = c->node ? ACTA_OK : ACTA_E_NOMEM;
  }
  acta_buf_release(&room.copy);
  c->ended = st != ACTA_OK;
  return st == ACTA_END || acta_redland_report(c->r, st, &err);
}

static int contexts_is_end(void *context)
{
  const contexts *c = context;
  return c->ended;
}

static void *contexts_get(void *context, int what)
{
  const contexts *c = context;
  return what == LIBRDF_ITERATOR_GET_METHOD_GET_OBJECT ? c->node : NULL;
}

static void contexts_finish(void *context)
{
  contexts *c = context;
  if (c->node) {
    librdf_free_node(c->node);
  }
  acta_redland_leave(c->r, c->snapshot);
  librdf_storage_remove_reference(c->storage);
  free(c);
}

librdf_iterator *acta_redland_contexts(librdf_storage *storage)
{
  acta_redland *r   = librdf_storage_get_instance(storage);
  acta_error    err = {ACTA_OK, 0, 0, ""};
  contexts     *c   = calloc(1, sizeof(*c));
  if (!c) {
    (void)acta_redland_report(r, ACTA_E_NOMEM, &err);
    return NULL;
  }
  c->storage = storage;
  c->r       = r;
  librdf_storage_add_reference(storage);
  const acta_status st = acta_redland_enter(r, &c->snapshot, &c->txn, &err);
  if (st) {
    (void)acta_redland_report(r, st, &err);
    contexts_finish(c);
    return NULL;
  }
  (void)contexts_next(c);
  librdf_iterator *result = librdf_new_iterator(
    r->world, c, contexts_is_end, contexts_next, contexts_get, contexts_finish);
  if (!result) {
    contexts_finish(c);
  }
  return result;
}
