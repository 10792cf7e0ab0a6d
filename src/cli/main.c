// SPDX-License-Identifier: MIT
#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const acta_command commands[] = {
  // in the order of a reader's first steps
  {"compile", cmd_compile, "ontology and lexicon files to an index"},
  {"load", cmd_load, "RDF files into a store"},
  {"build", cmd_build, "articles to a knowledge graph (RDF)"},
  {"extract", cmd_extract, "articles to event records (NDJSON)"},
  {"fuse", cmd_fuse, "event records to the same with links between them"},
  {"map", cmd_map, "event records to a knowledge graph"},
  {"query", cmd_query, "answer a SPARQL query from a store or files"},
  {"annotate", cmd_annotate, "articles to CoNLL-U"},
  {"eval", cmd_eval, "score what annotate printed against gold"},
  {"train", cmd_train, "learn to read from annotated text"},
  {"export", cmd_export, "the quads of a store as RDF"},
  {"stats", cmd_stats, "how much a store holds"},
  {"remove", cmd_remove, "quads out of a store"},
  {"backup", cmd_backup, "a copy of a store that is in use"},
  {"check", cmd_check, "verify a store"},
  {"entail", cmd_entail, "make or drop the closure graph of a store"},
  {"help", cmd_help, "show this list"},
};

static int usage(FILE *out)
{
  (void)fprintf(out,
                "Usage: acta COMMAND [OPTION]... [FILE]...\n\nCommands:\n");
  for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); ++i) {
    (void)fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].summary);
  }
  (void)fprintf(out, "\n'acta COMMAND --help' tells more.\n");
  return out == stdout ? EXIT_OK : EXIT_USAGE;
}

int cmd_help(int argc, char **argv)
{
  (void)argc;
  (void)argv;
  return usage(stdout);
}

static int dispatch(int argc, char **argv)
{
  if (argc < 2) {
    return usage(stderr);
  }
  if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
    return usage(stdout);
  }
  if (!strcmp(argv[1], "--version")) {
    (void)puts("acta " ACTA_VERSION);
    return EXIT_OK;
  }
  for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); ++i) {
    if (!strcmp(argv[1], commands[i].name)) {
      return commands[i].run(argc - 1, argv + 1);
    }
  }
  (void)fprintf(stderr, "acta: unknown command '%s'; try 'acta --help'\n",
                argv[1]);
  return EXIT_USAGE;
}

int main(int argc, char **argv)
{
  (void)signal(SIGXFSZ, SIG_IGN); // a file-size limit is an error, not a death
  int       rc  = dispatch(argc, argv);
  const int bad = ferror(stdout); // a full disk must not look like success
  if ((fclose(stdout) || bad) && rc != EXIT_SYSTEM) { // else it was told
    (void)fprintf(stderr, "acta: error: cannot write standard output: %s\n",
                  strerror(errno));
    rc = EXIT_SYSTEM;
  }
  return rc;
}
