// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "cli/cli.h"
#include "language/score.h"
#include "language/treebank.h"

#include <stdlib.h>
#include <string.h>

#define MAX_FILE ((size_t)1 << 30)

static const cli_option options[] = {
  {'o', "output", "FILE", "write to FILE"},
  {0, NULL, NULL, NULL},
};

static bool iob_name(const char *path)
{
  const size_t n = strlen(path);
  return (n > 5 && !strcmp(path + n - 5, ".iob2")) ||
         (n > 4 && !strcmp(path + n - 4, ".iob")) ||
         (n > 10 && !strcmp(path + n - 10, ".conll.txt"));
}

static acta_status read_iob(acta_treebank *t, const char *path, acta_error *err)
{
  char       *bytes  = NULL;
  size_t      n      = 0;
  acta_status status = acta_file_read(path, MAX_FILE, &bytes, &n, err);
  if (!status) {
    t->arena = acta_arena_new(0);
    t->docs  = calloc(1, sizeof(*t->docs));
    if (!t->arena || !t->docs) {
      status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  if (!status) {
    t->n             = 1;
    t->docs[0].arena = t->arena;
    status           = acta_iob_read((acta_str){bytes, n}, t->docs, err);
  }
  free(bytes);
  return status;
}

static acta_status read_side(acta_treebank *t, const char *path,
                             acta_error *err)
{
  return iob_name(path) ? read_iob(t, path, err)
                        : acta_treebank_read(t, path, err);
}

static void print_scores(FILE *out, acta_scores scores)
{
  (void)fprintf(out, "%-10s %7s %7s %7s %9s %9s %9s\n", "", "P", "R", "F1",
                "right", "system", "gold");
  for (unsigned i = 0; i < ACTA_N_SCORES; ++i) {
    const acta_score_count *c = scores + i;
    if (c->gold) {
      (void)fprintf(out, "%-10s %7.2f %7.2f %7.2f %9llu %9llu %9llu\n",
                    acta_score_name((acta_score)i),
                    100 * acta_score_precision(c), 100 * acta_score_recall(c),
                    100 * acta_score_f1(c), (unsigned long long)c->right,
                    (unsigned long long)c->system, (unsigned long long)c->gold);
    }
  }
}

static int evaluate(const char *gold, const char *system, const char *output)
{
  acta_treebank g = {.n = 0}, s = {.n = 0};
  acta_scores   scores;
  acta_error    err    = {.line = 0};
  acta_output   out    = {NULL, NULL, NULL};
  acta_status   status = read_side(&g, gold, &err);
  status               = status ? status : read_side(&s, system, &err);
  if (!status) {
    status = acta_score_documents((acta_score_side){g.docs, g.n},
                                  (acta_score_side){s.docs, s.n}, scores, &err);
  }
  status = status ? status : acta_output_open(&out, output, &err);
  if (!status) {
    print_scores(out.file, scores);
    status = acta_output_commit(&out, &err);
  }
  acta_output_abort(&out);
  acta_treebank_release(&g);
  acta_treebank_release(&s);
  return status ? cli_error(NULL, &err) : EXIT_OK;
}

int cmd_eval(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta eval [OPTION]... GOLD SYSTEM",
    .summary = "Score what 'acta annotate' printed (SYSTEM, CoNLL-U) against "
               "GOLD: CoNLL-U, or\nIOB2 by its suffix .iob2.  Words are "
               "aligned by their characters: on the same\nwords P, R and F1 "
               "are the accuracy.  Names need NER=, dates Timex= in GOLD.",
    .options = options,
    .argc    = argc,
    .argv    = argv};
  const char *output = NULL;
  int         got = 0, exit_code = EXIT_OK;
  while ((got = cli_next(&args, &exit_code)) > 0) {
    output = args.value;
  }
  if (got < 0) {
    return exit_code;
  }
  if (args.argc - args.next != 2) {
    return cli_usage(&args, "eval needs two files");
  }
  return evaluate(argv[args.next], argv[args.next + 1], output);
}
