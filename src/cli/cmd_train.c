// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "language/train.h"

#include <stdlib.h>

static const cli_option options[] = {
  {'o', "output", "FILE", "model file to write"},
  {'t', "treebank", "FILE", "learn from this CoNLL-U file; may be repeated"},
  {0, NULL, NULL, NULL},
};

static bool add(const char ***list, size_t *n, size_t *cap, const char *value)
{
  if (!acta_vec_grow((void **)list, *n + 1, cap, sizeof(**list))) {
    return false;
  }
  (*list)[(*n)++] = value;
  (*list)[*n]     = NULL;
  return true;
}

static int train(const acta_train_options *what, const char *path)
{
  acta_output o;
  acta_error  err    = {.line = 0};
  acta_status status = acta_output_open(&o, path, &err);
  if (status) {
    return cli_error(NULL, &err);
  }
  status = acta_train(what, o.file, &err);
  if (!status) {
    status = acta_output_commit(&o, &err);
  }
  acta_output_abort(&o);
  return status ? cli_error(NULL, &err) : EXIT_OK;
}

int cmd_train(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta train [OPTION]... -t FILE... -o MODEL",
    .summary = "Learn to read English from annotated text and write a model "
               "file.  The same\ninput gives the same bytes.",
    .options = options,
    .argc    = argc,
    .argv    = argv};
  const char **treebanks = NULL;
  const char  *output    = NULL;
  size_t       n = 0, cap = 0;
  int          got = 0, exit_code = EXIT_OK;
  while ((got = cli_next(&args, &exit_code)) > 0) {
    if (cli_is(&args, "output")) {
      output = args.value;
    } else if (!add(&treebanks, &n, &cap, args.value)) {
      exit_code = EXIT_SYSTEM;
      break;
    }
  }
  if (!got && (!n || !output || args.next < args.argc)) {
    exit_code = cli_usage(&args, "train needs --treebank and --output");
  } else if (!got) {
    const acta_train_options what = {treebanks, cli_log()};
    exit_code                     = train(&what, output);
  }
  free(treebanks);
  return exit_code;
}
