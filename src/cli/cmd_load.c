// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "cli/store.h"

#include <acta/load.h>
#include <acta/ontology.h>

#include <time.h>

static const cli_option options[] = {
  {'s', "store", "DIR", "the store; made if there is none"},
  {'f', "format", "NAME",
   "turtle, trig, ntriples, nquads or rdfxml (default: by suffix)"},
  {'g', "graph", "IRI", "graph for quads that name none"},
  {'b', "base", "IRI", "what relative IRIs resolve against"},
  {0, "no-sync", NULL,
   "do not wait for the disk: faster, but a power loss\n"
   "                               may damage the whole store"},
  {0, "no-entail", NULL, "leave the closure graph alone"},
  {0, NULL, NULL, NULL},
};

typedef struct {
  struct timespec begin, shown;
  bool            wanted, any;
  int             code; // of the first file that failed
} progress;

static double seconds_since(const struct timespec *then)
{
  struct timespec now;
  (void)clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - then->tv_sec) +
         (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void show(void *user, uint64_t quads)
{
  progress    *p       = user;
  const double seconds = seconds_since(&p->begin);
  if (!p->wanted || seconds < 1 || (p->any && seconds_since(&p->shown) < 0.1)) {
    return;
  }
  (void)clock_gettime(CLOCK_MONOTONIC, &p->shown);
  p->any = true;
  (void)fprintf(stderr, "\racta: %llu quads, %.0f quads/s ",
                (unsigned long long)quads, (double)quads / seconds);
}

static void tell_failure(void *user, const char *path, const acta_error *err)
{
  progress *p = user;
  if (p->any) {
    (void)fputc('\n', stderr);
    p->any = false;
  }
  const int code = cli_error(path, err);
  p->code        = p->code ? p->code : code;
}

// The built-in ontology, for the closure; RDF can be loaded without.
static acta_ontology *open_ontology(void)
{
  const acta_ontology_options data = {.log = cli_log()};
  acta_ontology              *o    = NULL;
  acta_error                  err  = {.line = 0};
  if (acta_ontology_open(&data, &o, &err)) {
    acta_log_msg(cli_log(), ACTA_LOG_DEBUG, "no ontology: %s", err.text);
    return NULL;
  }
  return o;
}

static int load(const char *dir, const acta_store_options *open,
                acta_load_options *how, char **paths, size_t n)
{
  acta_error       err   = {.line = 0};
  acta_store      *store = NULL;
  acta_load_result result;
  progress         p = {.wanted = cli_progress_wanted()};
  (void)clock_gettime(CLOCK_MONOTONIC, &p.begin);
  how->user               = &p;
  how->failed             = tell_failure;
  how->progress           = show;
  acta_ontology *ontology = how->no_entail ? NULL : open_ontology();
  how->ontology           = ontology;
  acta_status st          = cli_store_open(dir, open, &store, &err);
  if (!st) {
    st =
      acta_store_load(store, (const char *const *)paths, n, how, &result, &err);
  }
  if (!st && p.wanted) {
    const double seconds = seconds_since(&p.begin);
    (void)fprintf(stderr, "%sacta: %llu quads in %.1f s, %.0f quads/s\n",
                  p.any ? "\r" : "", (unsigned long long)result.quads, seconds,
                  (double)result.quads / seconds);
  }
  acta_store_close(store);
  acta_ontology_free(ontology);
  how->user     = NULL; // `p` and the ontology end here
  how->ontology = NULL;
  if (st) {
    return cli_error(NULL, &err);
  }
  return result.failed == 0  ? EXIT_OK
         : result.failed < n ? EXIT_FAILED
                             : p.code;
}

int cmd_load(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta load [OPTION]... -s DIR FILE...",
    .summary = "Load RDF files into a store ('-': standard input; .gz is\n"
               "unzipped).  A malformed file is told with line and column,\n"
               "nothing of it is loaded, and the others go on.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  const char        *dir  = NULL;
  acta_store_options open = {.create = true};
  acta_load_options  how  = {.no_entail = false};
  int                code = EXIT_OK, got = 0;
  while ((got = cli_next(&args, &code)) > 0) {
    if (cli_is(&args, "store")) {
      dir = args.value;
    } else if (cli_is(&args, "format")) {
      how.syntax = acta_syntax_by_name(acta_str_of(args.value));
      if (!how.syntax) {
        return cli_usage(&args, "unknown format '%s'", args.value);
      }
    } else if (cli_is(&args, "graph")) {
      if (!cli_take_graph(&args, &how.graph, NULL)) {
        return EXIT_USAGE;
      }
    } else if (cli_is(&args, "base")) {
      how.base = args.value;
    } else if (cli_is(&args, "no-sync")) {
      open.no_sync = true;
    } else {
      how.no_entail = true;
    }
  }
  if (got < 0) {
    return code;
  }
  if (!dir || args.next >= args.argc) {
    return cli_usage(&args, dir ? "no files given" : "no -s DIR given");
  }
  return load(dir, &open, &how, args.argv + args.next,
              (size_t)(args.argc - args.next));
}
