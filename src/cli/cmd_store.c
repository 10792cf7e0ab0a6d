// SPDX-License-Identifier: MIT
// Commands that look after a store as a whole: backup, check, entail.
#include "cli/cli.h"
#include "cli/store.h"

#include <acta/admin.h>
#include <acta/ontology.h>

static const cli_option store_only[] = {
  {'s', "store", "DIR", "the store"},
  {0, NULL, NULL, NULL},
};

// Reads "-s DIR" and nothing else; 0 if that went well, else the command is
// over with `*code`.
static int read_store(cli_args *args, const char **dir, int *code)
{
  int got = 0;
  while ((got = cli_next(args, code)) > 0) {
    *dir = args->value;
  }
  if (got == 0 && !*dir) {
    *code = cli_usage(args, "no -s DIR given");
    got   = -1;
  }
  return got;
}

int cmd_backup(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta backup -s DIR TARGET",
    .summary = "Copy a store to the new folder TARGET, as it was after the\n"
               "last change; it may be in use meanwhile.",
    .options = store_only,
    .argc    = argc,
    .argv    = argv,
  };
  const char *dir  = NULL;
  int         code = EXIT_OK;
  if (read_store(&args, &dir, &code)) {
    return code;
  }
  if (args.argc - args.next != 1) {
    return cli_usage(&args, "one TARGET folder is expected");
  }
  const acta_store_options open  = {.read_only = true};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st = st ? st : acta_store_backup(store, args.argv[args.next], &err);
  acta_store_close(store);
  return st ? cli_error(NULL, &err) : EXIT_OK;
}

int cmd_check(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta check -s DIR",
    .summary = "Verify a store: its indexes hold the same quads, its\n"
               "dictionary their terms.  Exit status 1 if that is not so.",
    .options = store_only,
    .argc    = argc,
    .argv    = argv,
  };
  const char *dir  = NULL;
  int         code = EXIT_OK;
  if (read_store(&args, &dir, &code)) {
    return code;
  }
  if (args.next < args.argc) {
    return cli_usage(&args, "no files are expected");
  }
  const acta_store_options open  = {.read_only = true};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st   = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  code = st ? cli_error(NULL, &err) : EXIT_OK;
  if (!st) {
    st   = acta_txn_check(txn, &err);
    code = st ? cli_error(dir, &err) : EXIT_OK;
    code = st == ACTA_E_STORE ? EXIT_FAILED : code;
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return code;
}

static const cli_option entail_options[] = {
  {'s', "store", "DIR", "the store"},
  {0, "drop", NULL, "remove the graph, and keep none from now on"},
  {0, NULL, NULL, NULL},
};

static acta_status entail(acta_store *store, bool drop, acta_error *err)
{
  const acta_ontology_options data = {.log = cli_log()};
  acta_ontology              *o    = NULL;
  acta_txn                   *txn  = NULL;
  acta_status st = drop ? ACTA_OK : acta_ontology_open(&data, &o, err);
  st             = st ? st : acta_txn_begin(store, ACTA_TXN_WRITE, &txn, err);
  if (!st) {
    st = drop ? acta_txn_entail_drop(txn, err)
              : acta_txn_entail_rebuild(txn, o, err);
  }
  if (st) {
    acta_txn_abort(txn);
  } else {
    st = acta_txn_commit(txn, err);
  }
  acta_ontology_free(o);
  return st;
}

int cmd_entail(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta entail [--drop] -s DIR",
    .summary = "Make the closure graph of a store anew: superclasses,\n"
               "superproperties, and act:Occurrence for what is presented as\n"
               "actual.  'acta load' keeps it in step by itself.",
    .options = entail_options,
    .argc    = argc,
    .argv    = argv,
  };
  const char *dir  = NULL;
  bool        drop = false;
  int         code = EXIT_OK, got = 0;
  while ((got = cli_next(&args, &code)) > 0) {
    if (cli_is(&args, "store")) {
      dir = args.value;
    } else {
      drop = true;
    }
  }
  if (got < 0) {
    return code;
  }
  if (!dir || args.next < args.argc) {
    return cli_usage(&args, dir ? "no files are expected" : "no -s DIR given");
  }
  const acta_store_options open  = {.create = false};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st                             = st ? st : entail(store, drop, &err);
  acta_store_close(store);
  return st ? cli_error(NULL, &err) : EXIT_OK;
}
