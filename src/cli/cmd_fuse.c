// SPDX-License-Identifier: MIT
#include "cli/options.h"

#include <acta/fuse.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const cli_option own_options[] = {
  {'o', "output", "FILE", "write there, not to standard output"},
  {0, NULL, NULL, NULL},
};

// One of the inputs, which are read one after the other.
typedef struct {
  const char *name;
  size_t      before; ///< Lines of the inputs before it
} source;

typedef struct {
  source   *sources;
  size_t    n;
  size_t    lines; ///< Of all sources
  cli_tally tally;
} inputs;

static void on_wrong(void *user, const acta_error *err)
{
  inputs       *in    = user;
  const source *s     = in->sources + in->n - 1;
  acta_error    wrong = *err;
  while (s > in->sources && s->before >= wrong.line) {
    --s;
  }
  wrong.line -= (unsigned)s->before;
  cli_tally_fail(&in->tally, s->name, &wrong);
}

static void copy(inputs *in, FILE *from, FILE *all)
{
  char   buffer[65536];
  size_t n = 0;
  while ((n = fread(buffer, 1, sizeof(buffer), from)) > 0) {
    (void)fwrite(buffer, 1, n, all);
    for (const char *p = buffer;
         (p = memchr(p, '\n', n - (size_t)(p - buffer))); ++p) {
      in->lines++;
    }
  }
  (void)putc('\n', all); // a last line without its end must not run on
  in->lines++;
}

static void gather_file(inputs *in, const char *path, FILE *all)
{
  acta_error wrong = {0};
  const bool std   = !strcmp(path, "-");
  FILE      *from  = std ? stdin : fopen(path, "rb");
  if (!from) {
    (void)acta_fail(&wrong, ACTA_E_IO, "cannot open: %s", strerror(errno));
    cli_tally_fail(&in->tally, path, &wrong);
    return;
  }
  in->sources[in->n++] = (source){std ? "standard input" : path, in->lines};
  copy(in, from, all);
  if (ferror(from)) {
    (void)acta_fail(&wrong, ACTA_E_IO, "cannot read: %s", strerror(errno));
    cli_tally_fail(&in->tally, path, &wrong);
  }
  if (!std) {
    (void)fclose(from);
  }
}

// All inputs one after the other in one file, as links go across them.
static acta_status gather(inputs *in, const cli_args *args, FILE *all,
                          acta_error *err)
{
  for (int i = args->next; i < args->argc; ++i) {
    gather_file(in, args->argv[i], all);
  }
  if (args->next == args->argc) {
    gather_file(in, "-", all);
  }
  rewind(all);
  return ferror(all)
           ? acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno))
           : ACTA_OK;
}

static int fuse_to(const acta_ontology *o, const cli_args *args,
                   const char *path, acta_output *out)
{
  acta_error       err  = {0};
  inputs           in   = {NULL, 0, 0, {0, 0, EXIT_OK}};
  acta_fuse_report told = {on_wrong, &in, 0};
  acta_status      st   = ACTA_OK;
  in.sources = calloc((size_t)(args->argc - args->next) + 1, sizeof(source));
  FILE *all  = tmpfile();
  if (!all) {
    st = acta_fail(&err, ACTA_E_IO, "cannot make a temporary file: %s",
                   strerror(errno));
  } else if (!in.sources) {
    st = acta_fail(&err, ACTA_E_NOMEM, "out of memory");
  }
  st            = st ? st : gather(&in, args, all, &err);
  st            = st ? st : acta_fuse_records(o, all, out->file, &told, &err);
  in.tally.done = told.records;
  if (!st && (in.tally.done || !in.tally.failed)) {
    st = acta_output_commit(out, &err);
  }
  if (all) {
    (void)fclose(all);
  }
  free(in.sources);
  return st ? cli_write_error(path, &err)
            : cli_tally_exit(&in.tally, "records");
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
