// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <time.h>

const cli_option cli_model_options[] = {
  {0, "model", "FILE", "language model, else the one that is installed"},
  {0, NULL, NULL, NULL},
};

typedef struct {
  const cli_reading *reading;
  cli_tally         *tally;
  time_t             begun, shown; // for progress on a terminal only
  bool               progress;
} run;

void cli_reading_options(cli_option table[CLI_MAX_OPTIONS])
{
  cli_options_join(table, cli_article_options);
  cli_options_join(table, cli_jobs_options);
  cli_options_join(table, cli_data_options);
  cli_options_join(table, cli_model_options);
}

cli_taken cli_reading_take(cli_reading *r, cli_args *args)
{
  if (cli_is(args, "model")) {
    r->model = args->value;
    return CLI_TAKEN;
  }
  const cli_taken taken = cli_data_take(&r->data, args);
  return taken == CLI_OTHER ? cli_articles_take(&r->articles, args) : taken;
}

void cli_reading_release(cli_reading *r)
{
  cli_data_release(&r->data);
  cli_articles_release(&r->articles);
}

static void show_progress(run *r, bool end)
{
  const time_t now = r->progress ? time(NULL) : 0;
  if (!r->progress || now - r->begun < 1 || (!end && now == r->shown)) {
    return;
  }
  r->shown = now;
  (void)fprintf(stderr, "\r%zu articles%s", r->tally->done + r->tally->failed,
                end ? "\n" : "");
}

static acta_status on_article(void *user, const acta_result_article *a,
                              acta_error *err)
{
  run        *r  = user;
  acta_status st = ACTA_OK;
  if (a->status) {
    cli_tally_fail(r->tally, a->path, a->error);
  } else {
    st = r->reading->deliver(r->reading->user, a, err);
    r->tally->done += !st;
  }
  show_progress(r, false);
  return st;
}

int cli_reading_run(cli_reading *r, const acta_ontology *o,
                    const cli_args *args, cli_tally *tally)
{
  acta_error  err   = {0};
  acta_model *model = NULL;
  run state = {.reading = r, .tally = tally, .progress = cli_progress_wanted()};
  int rc    = cli_articles_expand(&r->articles, args, tally);
  if (rc) {
    return rc;
  }
  if (acta_model_open(r->model, &model, &err)) {
    return cli_error(r->model, &err);
  }
  r->articles.reading.log = cli_log();
  state.begun             = state.progress ? time(NULL) : 0;
  const acta_pipeline p   = {.ontology = o,
                             .model    = model,
                             .reading  = &r->articles.reading,
                             .jobs     = r->articles.jobs,
                             .explain  = r->explain,
                             .paths    = r->articles.paths.item,
                             .n_paths  = r->articles.paths.n,
                             .deliver  = on_article,
                             .user     = &state};
  if (acta_pipeline_run(&p, &err)) {
    rc = cli_write_error(r->target, &err);
  }
  show_progress(&state, true);
  acta_model_free(model);
  return rc;
}
