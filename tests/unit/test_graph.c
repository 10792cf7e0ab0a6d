// SPDX-License-Identifier: MIT
// Whatever the graph stage emits is declared in a vocabulary of ontology/.
#include "base/intern.h"
#include "graph/terms.h"

#include <acta/fuse.h>
#include <acta/graph.h>

#include "../tap.h"

#include <stdlib.h>

// Subjects with a type, of the ontology's files.
typedef struct {
  acta_sink    sink;
  acta_intern *terms;
  unsigned     undeclared, n; // used when holding a graph against `terms`
} declared;

static acta_status add_declared(acta_sink *sink, const acta_quad *q,
                                acta_error *err)
{
  declared *d = (declared *)sink;
  (void)err;
  if (acta_str_eq(q->p.value, acta_graph_iri(T_RDF_TYPE))) {
    (void)acta_intern_add(d->terms, q->s.value);
  }
  return ACTA_OK;
}

static acta_status ignore_prefix(acta_sink *sink, acta_str name, acta_str iri,
                                 acta_error *err)
{
  (void)sink, (void)name, (void)iri, (void)err;
  return ACTA_OK;
}

static acta_status ignore_end(acta_sink *sink, acta_error *err)
{
  (void)sink, (void)err;
  return ACTA_OK;
}

static void check(declared *d, acta_str iri)
{
  if (acta_intern_find(d->terms, iri) == UINT32_MAX) {
    d->undeclared++;
    printf("# undeclared: %.*s\n", (int)iri.n, iri.p);
  }
}

static acta_status check_quad(acta_sink *sink, const acta_quad *q,
                              acta_error *err)
{
  declared *d = (declared *)sink;
  (void)err;
  d->n++;
  check(d, q->p.value);
  if (acta_str_eq(q->p.value, acta_graph_iri(T_RDF_TYPE)) ||
      acta_str_eq(q->p.value, acta_graph_iri(T_ACT_STANCE))) {
    check(d, q->o.value);
  }
  if (q->o.kind == ACTA_LITERAL && q->o.datatype.n) {
    check(d, q->o.datatype);
  }
  if (q->s.kind == ACTA_BLANK || q->o.kind == ACTA_BLANK) {
    d->undeclared++;
  }
  return ACTA_OK;
}

static void read_file(declared *d, const char *path)
{
  acta_error err = {0};
  FILE      *in  = fopen(path, "rb");
  ok(in != NULL);
  if (in) {
    ok(acta_rdf_read(in, ACTA_TURTLE, NULL, &d->sink, &err) == ACTA_OK);
    (void)fclose(in);
  }
}

// One event of each class, with every role and stance.
static void emit_all(const acta_ontology *o, acta_graph *g, acta_arena *a)
{
  acta_error                 err     = {0};
  const acta_record_document doc     = {.id =
                                          ACTA_STR("https://w3id.org/acta/text/0"),
                                        .source = ACTA_STR("a.txt"),
                                        .title  = ACTA_STR("A"),
                                        .url    = ACTA_STR("http://news.example/"),
                                        .author = ACTA_STR("Ann Lee"),
                                        .publisher = ACTA_STR("The Mirror"),
                                        .language  = ACTA_STR("en"),
                                        .published = 20000,
                                        .length    = 100};
  const uint32_t             n_roles = acta_n_roles(o);
  acta_record_role   *roles = acta_arena_alloc(a, n_roles, sizeof(*roles));
  acta_record_mention mentions[ACTA_N_STANCE + 1];
  acta_record_link    link = {ACTA_STR("partOf"), ACTA_STR("urn:x")};
  for (uint32_t i = 0; i < n_roles; ++i) {
    const acta_role *role = acta_role_at(o, i);
    roles[i].role         = role->name;
    roles[i].label =
      role->kind == ACTA_ROLE_LITERAL ? ACTA_STR("7") : ACTA_STR("Bo Ray");
    roles[i].type = ACTA_STR("Person");
  }
  for (uint32_t i = 0; i <= ACTA_N_STANCE; ++i) {
    const acta_record_span none = {ACTA_NO, ACTA_NO, {"", 0}};
    mentions[i]                 = (acta_record_mention){
                      {i, i + 1, ACTA_STR("x")},
      i ? (acta_record_span){0, 20, ACTA_STR("y")} : none,
                      (acta_stance)(i % ACTA_N_STANCE),
      i < ACTA_N_STANCE ? (acta_str){"", 0} : ACTA_STR("urn:p")};
  }
  for (uint32_t c = 0; c < acta_n_classes(o); ++c) {
    acta_record_event e = {
      .type       = acta_class_at(o, c)->name,
      .document   = doc.id,
      .mentions   = mentions,
      .n_mentions = ACTA_N_STANCE + 1,
      .roles      = roles,
      .n_roles    = n_roles,
      .links      = &link,
      .n_links    = 1,
      .time       = {20000, c % 2 ? 20000 : 20001},
    };
    if (acta_fuse_mint(o, a, &e, 1, &err) ||
        acta_graph_document(g, &doc, &e, 1, &err)) {
      ok(!"an event of each class");
      printf("# %s\n", err.text);
    }
  }
}

int main(void)
{
  char        dir[4096];
  const char *build = getenv("BUILD");
  (void)snprintf(dir, sizeof(dir), "%s/data", build ? build : "build");
  const acta_ontology_options options = {.dir = dir};
  acta_ontology              *o       = NULL;
  acta_graph                 *g       = NULL;
  acta_error                  err     = {0};
  acta_arena                 *a       = acta_arena_new(0);
  declared                    d       = {
                             {add_declared, ignore_prefix, ignore_end}, acta_intern_new(), 0, 0};
  const acta_graph_options entail = {.entail = true};
  read_file(&d, "ontology/acta.ttl");
  read_file(&d, "ontology/vocabularies.ttl");
  for (unsigned t = 0; t < N_TERMS; ++t) {
    check(&d, acta_graph_iri((term_id)t));
  }
  ok(d.undeclared == 0);
  ok(acta_ontology_open(&options, &o, &err) == ACTA_OK);
  d.sink.quad = check_quad;
  ok(acta_graph_new(o, &entail, &d.sink, &g, &err) == ACTA_OK);
  ok(acta_graph_begin(g, &err) == ACTA_OK);
  emit_all(o, g, a);
  ok(acta_graph_end(g, &err) == ACTA_OK);
  ok(d.n > 5000);
  ok(d.undeclared == 0);
  acta_graph_free(g);
  acta_ontology_free(o);
  acta_intern_free(d.terms);
  acta_arena_free(a);
  return tap_done();
}
