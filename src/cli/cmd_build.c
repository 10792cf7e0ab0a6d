// SPDX-License-Identifier: MIT
#include "cli/records.h"

#include <acta/fuse.h>

#include <errno.h>
#include <string.h>

static const cli_option own_options[] = {
  {0, "link", NULL, "link events of different articles that are the same"},
  {0, NULL, NULL, NULL},
};

static acta_status emit_article(void *user, const acta_result_article *a,
                                acta_error *err)
{
  return acta_graph_document(user, a->document, a->events, a->n_events, err);
}

// Links need all events: records go to a file first, as if piped through fuse.
static int build_linked(cli_reading *r, const acta_ontology *o,
                        const cli_args *args, acta_graph *g, const char *name,
                        cli_tally *tally)
{
  acta_error err     = {0};
  cli_tally  mapped  = {0, 0, EXIT_OK};
  FILE      *records = tmpfile();
  FILE      *linked  = tmpfile();
  int        rc      = EXIT_OK;
  if (!records || !linked) {
    (void)acta_fail(&err, ACTA_E_IO, "cannot make a temporary file: %s",
                    strerror(errno));
    rc = cli_error(NULL, &err);
  }
  if (!rc) {
    r->deliver = cli_write_records;
    r->user    = records;
    r->target  = "temporary file";
    rc         = cli_reading_run(r, o, args, tally);
  }
  if (!rc) {
    rewind(records);
    const acta_status st = acta_fuse_records(o, records, linked, NULL, &err);
    rc                   = st ? cli_error(NULL, &err) : EXIT_OK;
  }
  if (!rc) {
    rewind(linked);
    const acta_status st =
      cli_map_records(o, linked, "temporary file", g, &mapped, &err);
    rc = st ? cli_write_error(name, &err) : EXIT_OK;
  }
  if (records) {
    (void)fclose(records);
  }
  if (linked) {
    (void)fclose(linked);
  }
  return rc;
}

static int build_to(cli_reading *r, const acta_ontology *o,
                    const cli_args *args, const cli_quads *q, cli_target *t,
                    bool link)
{
  acta_error  err   = {0};
  acta_graph *g     = NULL;
  cli_tally   tally = {0, 0, EXIT_OK};
  acta_status st    = acta_graph_new(o, &q->graph, t->sink, &g, &err);
  st                = st ? st : acta_graph_begin(g, &err);
  int rc            = st ? cli_write_error(t->name, &err) : EXIT_OK;
  if (!rc && link) {
    rc = build_linked(r, o, args, g, t->name, &tally);
  } else if (!rc) {
    r->deliver = emit_article;
    r->user    = g;
    r->target  = t->name;
    rc         = cli_reading_run(r, o, args, &tally);
  }
  if (!rc && (tally.done || !tally.failed)) {
    st = acta_graph_end(g, &err);
    st = st ? st : cli_target_commit(t, &err);
    rc = st ? cli_write_error(t->name, &err) : EXIT_OK;
  }
  acta_graph_free(g);
  return rc ? rc : cli_tally_exit(&tally, "articles");
}

static int build(cli_reading *r, const cli_args *args, const cli_quads *q,
                 bool link)
{
  acta_ontology *o = NULL;
  cli_target     t;
  acta_error     err = {0};
  int            rc  = cli_data_open(&r->data, &o);
  if (rc) {
    return rc;
  }
  rc = cli_target_open(&t, q, o, &err) ? cli_error(t.name, &err)
                                       : build_to(r, o, args, q, &t, link);
  cli_target_release(&t);
  acta_ontology_free(o);
  return rc;
}

int cmd_build(int argc, char **argv)
{
  cli_option  options[CLI_MAX_OPTIONS] = {{0, NULL, NULL, NULL}};
  cli_reading reading                  = {0};
  cli_quads   quads                    = {0};
  bool        link                     = false;
  cli_args    args                     = {
                           .usage   = "acta build [OPTION]... [FILE|FOLDER]...",
                           .summary = "Turn articles into a knowledge graph of their events (RDF).",
                           .options = options,
                           .argc    = argc,
                           .argv    = argv,
  };
  int got = 0, rc = EXIT_USAGE;
  cli_options_join(options, cli_quads_options);
  cli_options_join(options, own_options);
  cli_reading_options(options);
  while ((got = cli_next(&args, &rc)) > 0) {
    cli_taken taken = CLI_TAKEN;
    if (cli_is(&args, "link")) {
      link = true;
    } else if ((taken = cli_quads_take(&quads, &args)) == CLI_OTHER) {
      taken = cli_reading_take(&reading, &args);
    }
    if (taken == CLI_WRONG) {
      rc = EXIT_USAGE;
      goto done;
    }
  }
  if (got < 0) {
    goto done;
  }
  rc = cli_quads_check(&quads, &args) == CLI_WRONG
         ? EXIT_USAGE
         : build(&reading, &args, &quads, link);
done:
  cli_reading_release(&reading);
  return rc;
}
