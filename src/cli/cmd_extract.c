// SPDX-License-Identifier: MIT
#include "cli/records.h"

static const cli_option own_options[] = {
  {'o', "output", "FILE", "write there, not to standard output"},
  {0, "explain", NULL, "say on standard error why an event was found or not"},
  {0, NULL, NULL, NULL},
};

static acta_status write_article(void *user, const acta_result_article *a,
                                 acta_error *err)
{
  const acta_status st = cli_write_records(user, a, err);
  if (a->explanation.n) {
    (void)fprintf(stderr, "%s:\n", a->path);
    (void)fwrite(a->explanation.p, 1, a->explanation.n, stderr);
  }
  return st;
}

static int extract(cli_reading *r, const cli_args *args, const char *path)
{
  acta_ontology *o     = NULL;
  acta_output    out   = {NULL, NULL, NULL};
  acta_error     err   = {0};
  cli_tally      tally = {0, 0, EXIT_OK};
  int            rc    = cli_data_open(&r->data, &o);
  if (rc) {
    return rc;
  }
  if (acta_output_open(&out, path, &err)) {
    rc = cli_error(NULL, &err);
  } else {
    r->deliver = write_article;
    r->user    = out.file;
    r->target  = path;
    rc         = cli_reading_run(r, o, args, &tally);
  }
  if (!rc && (tally.done || !tally.failed) && acta_output_commit(&out, &err)) {
    rc = cli_error(NULL, &err);
  }
  acta_output_abort(&out);
  acta_ontology_free(o);
  return rc ? rc : cli_tally_exit(&tally, "articles");
}

int cmd_extract(int argc, char **argv)
{
  cli_option  options[CLI_MAX_OPTIONS] = {{0, NULL, NULL, NULL}};
  cli_reading reading                  = {0};
  const char *path                     = NULL;
  cli_args    args                     = {
                           .usage   = "acta extract [OPTION]... [FILE|FOLDER]...",
                           .summary = "Write the events of articles as event records (NDJSON).",
                           .options = options,
                           .argc    = argc,
                           .argv    = argv,
  };
  int got = 0, rc = EXIT_USAGE;
  cli_options_join(options, own_options);
  cli_reading_options(options);
  while ((got = cli_next(&args, &rc)) > 0) {
    if (cli_is(&args, "output")) {
      path = args.value;
    } else if (cli_is(&args, "explain")) {
      reading.explain = true;
    } else if (cli_reading_take(&reading, &args) == CLI_WRONG) {
      rc = EXIT_USAGE;
      goto done;
    }
  }
  if (!got) {
    rc = extract(&reading, &args, path);
  }
done:
  cli_reading_release(&reading);
  return rc;
}
