// SPDX-License-Identifier: MIT
#include "../tap.h"

#include <acta/redland.h>

#include <redland.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned messages;

static int on_message(void *user, librdf_log_message *m)
{
  (void)user;
  (void)m;
  ++messages;
  return 1;
}

typedef struct {
  librdf_world   *world;
  librdf_storage *storage;
  librdf_model   *model;
} store;

static store open_store(const char *dir, const char *options)
{
  store s = {librdf_new_world(), NULL, NULL};
  librdf_world_open(s.world);
  librdf_world_set_logger(s.world, NULL, on_message);
  if (!acta_redland_register(s.world)) {
    s.storage = librdf_new_storage(s.world, "acta", dir, options);
  }
  s.model = s.storage ? librdf_new_model(s.world, s.storage, NULL) : NULL;
  return s;
}

static void close_store(store *s)
{
  if (s->model) {
    librdf_free_model(s->model);
  }
  if (s->storage) {
    librdf_free_storage(s->storage);
  }
  librdf_free_world(s->world);
}

static librdf_node *iri(const store *s, const char *text)
{
  return librdf_new_node_from_uri_string(s->world, (const unsigned char *)text);
}

static librdf_node *text(const store *s, const char *value, const char *lang)
{
  return librdf_new_node_from_literal(s->world, (const unsigned char *)value,
                                      lang, 0);
}

// The triple <x:S> <x:p> "o"; NULL leaves a place open.
static librdf_statement *triple(const store *s, const char *subject,
                                const char *object)
{
  return librdf_new_statement_from_nodes(
    s->world, subject ? iri(s, subject) : NULL, iri(s, "x:p"),
    object ? text(s, object, "en") : NULL);
}

static unsigned count(librdf_stream *stream, const char *context)
{
  unsigned n = 0;
  for (; stream && !librdf_stream_end(stream); librdf_stream_next(stream)) {
    librdf_node *c = librdf_stream_get_context2(stream);
    if (context) {
      const char *name =
        c ? (const char *)librdf_uri_as_string(librdf_node_get_uri(c)) : "";
      n += !strcmp(name, context);
    } else {
      n += librdf_stream_get_object(stream) != NULL;
    }
  }
  if (stream) {
    librdf_free_stream(stream);
  }
  return n;
}

static unsigned count_found(const store *s, const char *subject,
                            const char *object)
{
  librdf_statement *pattern = triple(s, subject, object);
  const unsigned    n =
    count(librdf_model_find_statements(s->model, pattern), NULL);
  librdf_free_statement(pattern);
  return n;
}

static int add(const store *s, const char *subject, const char *object,
               const char *context)
{
  librdf_statement *st = triple(s, subject, object);
  librdf_node      *c  = context ? iri(s, context) : NULL;
  const int         rc = c ? librdf_model_context_add_statement(s->model, c, st)
                           : librdf_model_add_statement(s->model, st);
  librdf_free_statement(st);
  if (c) {
    librdf_free_node(c);
  }
  return rc;
}

static void test_contexts(const char *dir)
{
  store s = open_store(dir, "new='yes'");
  ok(s.model != NULL);
  ok(!add(&s, "x:s", "o", NULL));
  ok(!add(&s, "x:s", "o", NULL));
  ok(!add(&s, "x:s", "o", "x:g"));
  ok(!add(&s, "x:s", "o", "x:h"));
  ok(!add(&s, "x:t", "o", "x:h"));
  ok(librdf_model_size(s.model) == 4);
  ok(count_found(&s, NULL, NULL) == 2); // each triple once
  ok(count_found(&s, "x:s", "o") == 1);
  ok(count_found(&s, "x:u", NULL) == 0);
  ok(count(librdf_model_as_stream(s.model), NULL) == 4);
  ok(count(librdf_model_as_stream(s.model), "x:h") == 2);
  librdf_node      *h    = iri(&s, "x:h");
  librdf_statement *st   = triple(&s, "x:s", "o");
  librdf_statement *open = triple(&s, NULL, NULL);
  ok(librdf_model_contains_statement(s.model, st));
  ok(librdf_model_contains_context(s.model, h));
  ok(librdf_model_supports_contexts(s.model));
  ok(count(librdf_model_context_as_stream(s.model, h), "x:h") == 2);
  ok(count(librdf_model_find_statements_in_context(s.model, open, h), NULL) ==
     2);
  unsigned         n        = 0;
  librdf_iterator *contexts = librdf_model_get_contexts(s.model);
  for (; !librdf_iterator_end(contexts); librdf_iterator_next(contexts)) {
    n += librdf_iterator_get_object(contexts) != NULL;
  }
  librdf_free_iterator(contexts);
  ok(n == 2);
  ok(!librdf_model_context_remove_statement(s.model, h, st));
  ok(librdf_model_size(s.model) == 3);
  ok(librdf_model_contains_statement(s.model, st));
  ok(!librdf_model_remove_statement(s.model, st)); // from all that is left
  ok(!librdf_model_contains_statement(s.model, st));
  ok(!librdf_model_context_remove_statements(s.model, h));
  ok(librdf_model_size(s.model) == 0);
  librdf_free_statement(st);
  librdf_free_statement(open);
  librdf_free_node(h);
  close_store(&s);
}

static void test_transactions(const char *dir)
{
  store s = open_store(dir, NULL);
  ok(!librdf_model_transaction_start(s.model));
  ok(librdf_model_transaction_start(s.model)); // one at a time
  ok(!add(&s, "x:s", "pending", NULL));
  ok(librdf_model_size(s.model) == 1);
  ok(count_found(&s, "x:s", "pending") == 1);
  ok(!librdf_model_transaction_rollback(s.model));
  ok(count_found(&s, "x:s", "pending") == 0);
  ok(!librdf_model_transaction_start(s.model));
  ok(!add(&s, "x:s", "kept", "x:g"));
  librdf_statement *pattern = triple(&s, NULL, NULL);
  librdf_stream    *stream  = librdf_model_find_statements(s.model, pattern);
  ok(librdf_model_transaction_get_handle(s.model) != NULL);
  ok(!librdf_model_transaction_commit(s.model));
  ok(count_found(&s, "x:s", "kept") == 1);
  (void)count(stream, NULL); // of a transaction that is over: it just ends
  // a stream sees the store as it was, the next one what was added meanwhile
  stream = librdf_model_find_statements(s.model, pattern);
  ok(!add(&s, "x:s", "later", NULL));
  ok(count_found(&s, NULL, NULL) == 2);
  ok(count(stream, NULL) == 1);
  librdf_free_statement(pattern);
  ok(librdf_model_sync(s.model) == 0);
  close_store(&s);
}

static void test_find_options(const char *dir)
{
  store        s = open_store(dir, NULL);
  librdf_hash *o =
    librdf_new_hash_from_string(s.world, NULL, "match-substring='yes'");
  librdf_statement *part = triple(&s, NULL, "ept");
  ok(count(librdf_model_find_statements_with_options(s.model, part, NULL, o),
           NULL) == 1);
  ok(count(librdf_model_find_statements(s.model, part), NULL) == 0);
  librdf_free_statement(part);
  librdf_free_hash(o);
  // arcs come by way of finds
  librdf_node *subject = iri(&s, "x:s"), *arc = iri(&s, "x:p");
  librdf_node *target = librdf_model_get_target(s.model, subject, arc);
  ok(target && librdf_node_is_literal(target));
  eq_str(librdf_node_get_literal_value_language(target), "en");
  librdf_free_node(target);
  ok(librdf_model_has_arc_out(s.model, subject, arc));
  librdf_free_node(subject);
  librdf_free_node(arc);
  close_store(&s);
}

// Two worlds on one store in one process, and a reader that may not write.
static void test_sharing(const char *dir)
{
  store a = open_store(dir, NULL), b = open_store(dir, "write='no'");
  ok(a.model && b.model);
  const unsigned before = count_found(&b, NULL, NULL);
  ok(!add(&a, "x:shared", "o", NULL));
  ok(count_found(&b, NULL, NULL) == before + 1);
  messages = 0;
  ok(add(&b, "x:shared", "no", NULL));
  ok(messages == 1);
  librdf_storage *copy = librdf_new_storage_from_storage(a.storage);
  ok(copy && librdf_storage_size(copy) == librdf_model_size(a.model));
  librdf_free_storage(copy);
  close_store(&b);
  close_store(&a);
  store none = open_store("/nonexistent/acta", "write='no'");
  ok(!none.storage);
  close_store(&none);
  store temporary = open_store(NULL, NULL);
  ok(!add(&temporary, "x:s", "o", NULL));
  ok(librdf_model_size(temporary.model) == 1);
  close_store(&temporary);
}

int main(void)
{
  char dir[] = "/tmp/acta-redland-XXXXXX", command[64];
  ok(mkdtemp(dir) != NULL);
  test_contexts(dir);
  test_transactions(dir);
  test_find_options(dir);
  test_sharing(dir);
  (void)snprintf(command, sizeof(command), "rm -r %s", dir);
  ok(system(command) == 0);
  return tap_done();
}
