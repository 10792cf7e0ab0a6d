// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "language/train_names.h"

#include <stdlib.h>

static const cli_option options[] = {
  {'o', "output", "FILE", "model file to write"},
  {'t', "treebank", "FILE", "learn from this CoNLL-U file; may be repeated"},
  {'n', "names", "FILE", "learn names from this IOB2 or CoNLL-U file; repeat"},
  {'e', "epochs", "N",
   "passes of the network over the treebanks (default: 36)"},
  {'i', "into", "MODEL", "learn names only, over all else of this model"},
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

// Learns all, or only names over the model `into`.
static acta_status learn(const acta_train_options *what, const char *into,
                         FILE *out, acta_error *err)
{
  acta_model_file base = {{NULL, 0}, 0, false};
  if (!into) {
    return acta_train(what, out, err);
  }
  acta_status status = acta_model_file_open(&base, into, err);
  if (!status) {
    status = acta_train_names(&base, what, out, err);
  }
  acta_model_file_close(&base);
  return status;
}

static int train(acta_train_options *what, const char *into, const char *path)
{
  acta_output                 o;
  acta_error                  err      = {.line = 0};
  acta_ontology              *ontology = NULL;
  const acta_ontology_options data     = {.log = what->log};
  acta_status status = acta_ontology_open(&data, &ontology, &err);
  if (!status) {
    status = acta_output_open(&o, path, &err);
  }
  if (status) {
    acta_ontology_free(ontology);
    return cli_error(NULL, &err);
  }
  what->ontology = ontology;
  status         = learn(what, into, o.file, &err);
  if (!status) {
    status = acta_output_commit(&o, &err);
  }
  acta_output_abort(&o);
  acta_ontology_free(ontology);
  return status ? cli_write_error(path, &err) : EXIT_OK;
}

static bool read_epochs(const char *value, unsigned *epochs)
{
  char      *end = NULL;
  const long n   = strtol(value, &end, 10);
  *epochs        = n > 0 && n <= 1000 ? (unsigned)n : 0;
  return *epochs && !*end;
}

int cmd_train(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta train [OPTION]... {-t FILE... | -i MODEL} -o MODEL",
    .summary = "Learn to read English from annotated text and write a model "
               "file.  The same\ninput gives the same bytes.  With --into, "
               "only names are learnt: the other\nsections of that model are "
               "copied as they are.",
    .options = options,
    .argc    = argc,
    .argv    = argv};
  const char **treebanks = NULL, **names = NULL;
  const char  *output = NULL, *into = NULL;
  unsigned     epochs = 0;
  size_t       n = 0, cap = 0, n_names = 0, cap_names = 0;
  int          got = 0, exit_code = EXIT_OK;
  while ((got = cli_next(&args, &exit_code)) > 0) {
    if (cli_is(&args, "output")) {
      output = args.value;
    } else if (cli_is(&args, "into")) {
      into = args.value;
    } else if (cli_is(&args, "epochs")) {
      if (!read_epochs(args.value, &epochs)) {
        got       = -1;
        exit_code = cli_usage(&args, "--epochs takes a number from 1 to 1000");
        break;
      }
    } else if (cli_is(&args, "names")
                 ? !add(&names, &n_names, &cap_names, args.value)
                 : !add(&treebanks, &n, &cap, args.value)) {
      exit_code = EXIT_SYSTEM;
      break;
    }
  }
  if (!got && (!n == !into || !output || args.next < args.argc)) {
    exit_code =
      cli_usage(&args, "train needs --treebank or --into, and --output");
  } else if (!got && into && !n_names) {
    exit_code = cli_usage(&args, "train --into needs --names");
  } else if (!got) {
    acta_train_options what = {treebanks, names, NULL, cli_log(), epochs};
    exit_code               = train(&what, into, output);
  }
  free(treebanks);
  free(names);
  return exit_code;
}
