// SPDX-License-Identifier: MIT
#include "cli/cli.h"

#include <acta/ontology.h>

#include <stdlib.h>

static const cli_option options[] = {
  {'o', "output", "FILE", "write the index here"},
  {'g', "gazetteer", "FILE", "a gazetteer that is no .tsv file; may repeat"},
  {0, NULL, NULL, NULL},
};

int cmd_compile(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta compile [-g FILE]... -o FILE FILE...",
    .summary = "Compile ontology and lexicon (RDF files) and gazetteers into\n"
               "the index that the other commands open.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  const char **names = calloc((size_t)argc + 1, sizeof(*names));
  const char  *out   = NULL;
  acta_error   err   = {ACTA_OK, 0, 0, ""};
  int          code = EXIT_OK, got = 0;
  size_t       n_names = 0;
  if (!names) {
    (void)acta_fail(&err, ACTA_E_NOMEM, "out of memory");
    return cli_error(NULL, &err);
  }
  while ((got = cli_next(&args, &code)) > 0) {
    if (cli_is(&args, "output")) {
      out = args.value;
    } else {
      names[n_names++] = args.value;
    }
  }
  if (got == 0 && !out) {
    code = cli_usage(&args, "no -o FILE given");
  } else if (got == 0 && args.next >= args.argc) {
    code = cli_usage(&args, "no files given");
  } else if (got == 0 &&
             acta_ontology_compile((const char *const *)(args.argv + args.next),
                                   names, out, &err)) {
    code = cli_error(NULL, &err);
  }
  free(names);
  return code;
}
