// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "cli/store.h"

#include <acta/admin.h>

static const cli_option options[] = {
  {'s', "store", "DIR", "the store"},
  {0, "graphs", NULL, "list the graphs with their quads"},
  {0, "predicates", NULL, "list the predicates"},
  {0, "classes", NULL, "list the classes with their members"},
  {0, NULL, NULL, NULL},
};

static acta_status print_count(void *user, const acta_term *term, uint64_t n)
{
  (void)user;
  (void)printf("%llu\t%s%.*s\n", (unsigned long long)n,
               term->kind == ACTA_BLANK ? "_:" : "", (int)term->value.n,
               term->value.p);
  return ACTA_OK;
}

static acta_status print_stats(acta_txn *txn, acta_error *err)
{
  acta_store_stats  s;
  const acta_status st = acta_txn_stats(txn, &s, err);
  if (!st) {
    (void)printf("quads\t%llu\nentailed\t%llu\nterms\t%llu\ngraphs\t%llu\n"
                 "classes\t%llu\npredicates\t%llu\nbytes\t%llu\n",
                 (unsigned long long)s.quads, (unsigned long long)s.entailed,
                 (unsigned long long)s.terms, (unsigned long long)s.graphs,
                 (unsigned long long)s.classes,
                 (unsigned long long)s.predicates, (unsigned long long)s.bytes);
  }
  return st;
}

int cmd_stats(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta stats [OPTION]... -s DIR",
    .summary = "Print how much a store holds, a name and a number a line;\n"
               "with an option, one line a graph, predicate or class.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  static const char *const lists[] = {"graphs", "predicates", "classes"};
  const char              *dir     = NULL;
  int                      code = EXIT_OK, got = 0, list = -1;
  while ((got = cli_next(&args, &code)) > 0) {
    if (cli_is(&args, "store")) {
      dir = args.value;
    }
    for (int i = 0; i < 3; ++i) {
      list = cli_is(&args, lists[i]) ? i : list;
    }
  }
  if (got < 0) {
    return code;
  }
  if (!dir || args.next < args.argc) {
    return cli_usage(&args, dir ? "no files are expected" : "no -s DIR given");
  }
  const acta_store_options open  = {.read_only = true};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  if (!st) {
    st = list < 0 ? print_stats(txn, &err)
                  : acta_txn_counts(txn, (acta_count_kind)list, print_count,
                                    NULL, &err);
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return st ? cli_error(NULL, &err) : EXIT_OK;
}
