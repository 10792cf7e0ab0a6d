// SPDX-License-Identifier: MIT
// A Redland program on acta's storage: add with a context, find, query,
// serialise.  cc redland.c $(pkg-config --cflags --libs acta redland)
#include <acta/redland.h>

#include <redland.h>

#define EX "http://example.org/"
#define IRI(s) (const unsigned char *)(EX s)
#define TEXT(s) (const unsigned char *)(s)

static librdf_statement *statement(librdf_world *world)
{
  return librdf_new_statement_from_nodes(
    world, librdf_new_node_from_uri_string(world, IRI("meeting")),
    librdf_new_node_from_uri_string(world, IRI("participant")),
    librdf_new_node_from_uri_string(world, IRI("ann")));
}

int main(int argc, char **argv)
{
  librdf_world *world = librdf_new_world();
  librdf_world_open(world);
  if (acta_redland_register(world)) {
    return 1;
  }
  // the folder of the store; without one it is temporary
  librdf_storage *storage =
    librdf_new_storage(world, "acta", argc > 1 ? argv[1] : NULL, NULL);
  librdf_model *model = storage ? librdf_new_model(world, storage, NULL) : NULL;
  if (!model) {
    return 1;
  }

  // one transaction: all or nothing, and far faster than one for each call
  librdf_statement *meeting = statement(world);
  librdf_node *article = librdf_new_node_from_uri_string(world, IRI("article"));
  librdf_model_transaction_start(model);
  librdf_model_context_add_statement(model, article, meeting);
  librdf_model_add_statement(model, meeting);
  librdf_model_transaction_commit(model);

  librdf_stream *found = librdf_model_find_statements(model, meeting);
  for (; !librdf_stream_end(found); librdf_stream_next(found)) {
    librdf_statement_print(librdf_stream_get_object(found), stdout);
    putchar('\n'); // once, though it stands in the article and outside
  }
  librdf_free_stream(found);

  librdf_query *query = librdf_new_query(
    world, "sparql", NULL,
    TEXT("SELECT ?who WHERE { <" EX "meeting> <" EX "participant> ?who }"),
    NULL);
  librdf_query_results *rows = librdf_model_query_execute(model, query);
  for (; !librdf_query_results_finished(rows);
       librdf_query_results_next(rows)) {
    librdf_node *who = librdf_query_results_get_binding_value(rows, 0);
    librdf_node_print(who, stdout);
    putchar('\n');
    librdf_free_node(who);
  }
  librdf_free_query_results(rows);
  librdf_free_query(query);

  librdf_serializer *nquads =
    librdf_new_serializer(world, "nquads", NULL, NULL);
  librdf_serializer_serialize_model_to_file_handle(nquads, stdout, NULL, model);

  librdf_free_serializer(nquads);
  librdf_free_node(article);
  librdf_free_statement(meeting);
  librdf_free_model(model);
  librdf_free_storage(storage);
  librdf_free_world(world);
  return 0;
}
