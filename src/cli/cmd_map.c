// SPDX-License-Identifier: MIT
#include "cli/records.h"

#include <errno.h>
#include <string.h>

static int map_file(const acta_ontology *o, const char *path, acta_graph *g,
                    cli_tally *tally, const char *target)
{
  acta_error err = {0};
  FILE      *in  = strcmp(path, "-") != 0 ? fopen(path, "rb") : stdin;
  if (!in) {
    (void)acta_fail(&err, ACTA_E_IO, "cannot open: %s", strerror(errno));
    cli_tally_fail(tally, path, &err);
    return EXIT_OK;
  }
  const char       *name = in == stdin ? "standard input" : path;
  const acta_status st   = cli_map_records(o, in, name, g, tally, &err);
  if (in != stdin) {
    (void)fclose(in);
  }
  return st ? cli_write_error(target, &err) : EXIT_OK;
}

static int map_all(const acta_ontology *o, const cli_args *args,
                   const cli_quads *q, cli_target *target)
{
  acta_error  err   = {0};
  acta_graph *g     = NULL;
  cli_tally   tally = {0, 0, EXIT_OK};
  int         rc    = EXIT_OK;
  acta_status st    = acta_graph_new(o, &q->graph, target->sink, &g, &err);
  st                = st ? st : acta_graph_begin(g, &err);
  if (st) {
    rc = cli_write_error(target->name, &err);
    goto done;
  }
  if (args->next >= args->argc) {
    rc = map_file(o, "-", g, &tally, target->name);
  }
  for (int i = args->next; !rc && i < args->argc; ++i) {
    rc = map_file(o, args->argv[i], g, &tally, target->name);
  }
  if (rc || (tally.failed && !tally.done)) {
    rc = rc ? rc : cli_tally_exit(&tally, "records"); // no output then
    goto done;
  }
  st = acta_graph_end(g, &err);
  st = st ? st : cli_target_commit(target, &err);
  rc = st ? cli_write_error(target->name, &err)
          : cli_tally_exit(&tally, "records");
done:
  acta_graph_free(g);
  return rc;
}

int cmd_map(int argc, char **argv)
{
  cli_option     options[CLI_MAX_OPTIONS] = {{0, NULL, NULL, NULL}};
  cli_data       data                     = {0};
  cli_quads      quads                    = {0};
  acta_ontology *o                        = NULL;
  cli_args       args                     = {
                              .usage   = "acta map [OPTION]... [FILE]...",
                              .summary = "Turn event records (NDJSON) into RDF.",
                              .options = options,
                              .argc    = argc,
                              .argv    = argv,
  };
  int got = 0, rc = EXIT_USAGE;
  cli_options_join(options, cli_quads_options);
  cli_options_join(options, cli_data_options);
  while ((got = cli_next(&args, &rc)) > 0) {
    rc                    = EXIT_USAGE;
    const cli_taken taken = cli_data_take(&data, &args);
    if (taken == CLI_WRONG ||
        (taken == CLI_OTHER && cli_quads_take(&quads, &args) == CLI_WRONG)) {
      goto done;
    }
  }
  if (got < 0 || cli_quads_check(&quads, &args) == CLI_WRONG) {
    goto done;
  }
  rc = cli_data_open(&data, &o);
  if (!rc) {
    cli_target target;
    acta_error err = {0};
    rc             = cli_target_open(&target, &quads, o, &err)
                       ? cli_error(target.name, &err)
                       : map_all(o, &args, &quads, &target);
    cli_target_release(&target);
  }
done:
  acta_ontology_free(o);
  cli_data_release(&data);
  return rc;
}
