// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <acta/fuse.h>

#include <errno.h>
#include <string.h>

static const cli_option own_options[] = {
  {'o', "output", "FILE", "write there, not to standard output"},
  {0, NULL, NULL, NULL},
};

typedef struct {
  const char *name;
  cli_tally   tally;
} source;

static void on_wrong(void *user, const acta_error *err)
{
  source *i = user;
  cli_tally_fail(&i->tally, i->name, err);
}

// All inputs one after the other in one file, as links go across them.
static acta_status gather(const cli_args *args, FILE *all, cli_tally *tally,
                          acta_error *err)
{
  char buffer[65536];
  for (int i = args->next; i < args->argc; ++i) {
    acta_error wrong = {0};
    size_t     n     = 0;
    FILE      *in =
      strcmp(args->argv[i], "-") != 0 ? fopen(args->argv[i], "rb") : stdin;
    if (!in) {
      (void)acta_fail(&wrong, ACTA_E_IO, "cannot open: %s", strerror(errno));
      cli_tally_fail(tally, args->argv[i], &wrong);
      continue;
    }
    while ((n = fread(buffer, 1, sizeof(buffer), in)) > 0) {
      (void)fwrite(buffer, 1, n, all);
    }
    if (ferror(in)) {
      (void)acta_fail(&wrong, ACTA_E_IO, "cannot read: %s", strerror(errno));
      cli_tally_fail(tally, args->argv[i], &wrong);
    } else {
      tally->done++;
    }
    if (in != stdin) {
      (void)fclose(in);
    }
    (void)putc('\n', all); // a last line without its end must not run on
  }
  rewind(all);
  return ferror(all)
           ? acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno))
           : ACTA_OK;
}

static int fuse_to(const acta_ontology *o, const cli_args *args,
                   const char *path, acta_output *out)
{
  acta_error             err   = {0};
  source                 input = {"standard input", {0, 0, EXIT_OK}};
  const acta_fuse_report told  = {on_wrong, &input};
  const bool             files = args->next < args->argc;
  FILE                  *in    = files ? tmpfile() : stdin;
  acta_status            st    = ACTA_OK;
  if (!in) {
    st = acta_fail(&err, ACTA_E_IO, "cannot make a temporary file: %s",
                   strerror(errno));
  } else if (files) {
    st = gather(args, in, &input.tally, &err);
    input.name =
      args->argc - args->next == 1 ? args->argv[args->next] : "records";
  }
  st = st ? st : acta_fuse_records(o, in, out->file, &told, &err);
  if (!st && (input.tally.done || !files)) {
    st = acta_output_commit(out, &err);
    input.tally.done += !files;
  }
  if (in && files) {
    (void)fclose(in);
  }
  return st ? cli_write_error(path, &err)
            : cli_tally_exit(&input.tally, "inputs");
}

static int fuse(const cli_data *data, const cli_args *args, const char *path)
{
  acta_ontology *o   = NULL;
  acta_output    out = {NULL, NULL, NULL};
  acta_error     err = {0};
  int            rc  = cli_data_open(data, &o);
  if (!rc) {
    rc = acta_output_open(&out, path, &err) ? cli_error(NULL, &err)
                                            : fuse_to(o, args, path, &out);
  }
  acta_output_abort(&out);
  acta_ontology_free(o);
  return rc;
}

int cmd_fuse(int argc, char **argv)
{
  cli_option  options[CLI_MAX_OPTIONS] = {{0, NULL, NULL, NULL}};
  cli_data    data                     = {0};
  const char *path                     = NULL;
  cli_args    args                     = {
                           .usage = "acta fuse [OPTION]... [FILE]...",
                           .summary = "Link event records (NDJSON) of different documents that tell of"
                                                             " the same event.",
                           .options = options,
                           .argc    = argc,
                           .argv    = argv,
  };
  int got = 0, rc = EXIT_USAGE;
  cli_options_join(options, own_options);
  cli_options_join(options, cli_data_options);
  while ((got = cli_next(&args, &rc)) > 0) {
    if (cli_is(&args, "output")) {
      path = args.value;
    } else if (cli_data_take(&data, &args) == CLI_WRONG) {
      rc = EXIT_SYSTEM;
      goto done;
    }
  }
  if (!got) {
    rc = fuse(&data, &args, path);
  }
done:
  cli_data_release(&data);
  return rc;
}
