// SPDX-License-Identifier: MIT
// Read articles with the library and print what happened, a line an event.
// cc articles.c $(pkg-config --cflags --libs acta); ./a.out ARTICLE...
#include <acta/pipeline.h>

#include <stdio.h>

static acta_status print_events(void *user, const acta_result_article *article,
                                acta_error *err)
{
  (void)user;
  (void)err;
  if (article->status) {
    (void)fprintf(stderr, "%s: %s\n", article->path, article->error->text);
    return ACTA_OK; // go on with the next article
  }
  for (uint32_t i = 0; i < article->n_events; ++i) {
    const acta_record_event *e = &article->events[i];
    (void)printf("%.*s:", (int)e->type.n, e->type.p);
    for (uint32_t r = 0; r < e->n_roles; ++r) {
      const acta_record_role *role = &e->roles[r];
      (void)printf(" %.*s %.*s,", (int)role->role.n, role->role.p,
                   (int)role->label.n, role->label.p);
    }
    (void)printf(" %s\n", acta_stance_name(e->mentions[0].stance));
  }
  return ACTA_OK;
}

int main(int argc, char **argv)
{
  acta_error                  err      = {0};
  acta_ontology              *ontology = NULL;
  acta_model                 *model    = NULL;
  const acta_ontology_options data     = {0};
  if (acta_ontology_open(&data, &ontology, &err) ||
      acta_model_open(NULL, &model, &err)) {
    (void)fprintf(stderr, "%s\n", err.text);
    return 1;
  }
  const acta_pipeline pipeline = {
    .ontology = ontology,
    .model    = model,
    .paths    = (const char *const *)argv + 1,
    .n_paths  = (size_t)argc - 1,
    .deliver  = print_events,
  };
  const acta_status status = acta_pipeline_run(&pipeline, &err);
  acta_model_free(model);
  acta_ontology_free(ontology);
  return status != ACTA_OK;
}
