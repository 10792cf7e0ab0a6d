// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "cli/options.h"
#include "cli/store.h"

#include <acta/load.h>
#include <acta/query.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_QUERY = 16 * 1024 * 1024 };

static const cli_option options[] = {
  {'s', "store", "DIR", "the store to ask"},
  {'d', "data", "FILE",
   "ask this RDF file instead of a store; may be repeated"},
  {'f', "file", "FILE", "read the query from FILE ('-': standard input)"},
  {'o', "output", "FILE", "write there instead of to standard output"},
  {0, "format", "NAME",
   "table, json, xml, csv or tsv; turtle or ntriples for\n"
   "                               CONSTRUCT (default: table on a terminal,\n"
   "                               else tsv; turtle)"},
  {'b', "base", "IRI",
   "what relative IRIs in the query and in files resolve\n"
   "                               against"},
  {0, "timeout", "SECONDS", "give up after that long"},
  {0, NULL, NULL, NULL},
};

// Formats by name: of rows and of graphs.
static const struct {
  const char *name;
  acta_format rows;
  acta_syntax graph; // NONE: of rows
} formats[] = {
  {"table", ACTA_FORMAT_TABLE, ACTA_SYNTAX_NONE},
  {"json", ACTA_FORMAT_JSON, ACTA_SYNTAX_NONE},
  {"xml", ACTA_FORMAT_XML, ACTA_SYNTAX_NONE},
  {"csv", ACTA_FORMAT_CSV, ACTA_SYNTAX_NONE},
  {"tsv", ACTA_FORMAT_TSV, ACTA_SYNTAX_NONE},
  {"turtle", ACTA_FORMAT_TSV, ACTA_TURTLE},
  {"ntriples", ACTA_FORMAT_TSV, ACTA_NTRIPLES},
};
enum { N_FORMATS = sizeof(formats) / sizeof(formats[0]) };

typedef struct {
  const char        *store, *file, *output, *text;
  cli_list           data;
  int                format; // index, or -1: by what comes out
  acta_query_options how;
} request;

static void data_failed(void *user, const char *path, const acta_error *err)
{
  int *code = user;
  *code     = cli_error(path, err);
}

// A temporary store of the files; all must be read.
static int load(const request *r, acta_store *store)
{
  acta_error        err  = {.line = 0};
  int               code = EXIT_OK;
  acta_load_result  result;
  acta_load_options how = {.base      = r->how.base,
                           .no_entail = true,
                           .failed    = data_failed,
                           .user      = &code};
  const acta_status st =
    acta_store_load(store, r->data.item, r->data.n, &how, &result, &err);
  return st ? cli_error(NULL, &err) : code;
}

static acta_status write_graph(acta_result *result, acta_syntax syntax,
                               FILE *out, acta_error *err)
{
  acta_sink       *w = acta_writer_new(out, syntax);
  acta_str         name, iri;
  const acta_term *row = NULL;
  acta_status      st  = ACTA_OK;
  if (!w) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (size_t i = 0; !st && acta_result_prefix(result, i, &name, &iri); ++i) {
    st = w->prefix(w, name, iri, err);
  }
  while (!st && !(st = acta_result_next(result, &row, err))) {
    const acta_quad q = {row[0], row[1], row[2], {0}};
    st                = w->quad(w, &q, err);
  }
  if (st == ACTA_END) {
    st = w->end(w, err);
  }
  acta_writer_free(w);
  return st;
}

static acta_status write_result(const request *r, acta_result *result,
                                FILE *out, acta_error *err)
{
  const bool graph = acta_result_what(result) == ACTA_RESULT_GRAPH;
  if (r->format < 0 && !graph) {
    const bool person = out == stdout && isatty(STDOUT_FILENO);
    return acta_result_write(
      result, person ? ACTA_FORMAT_TABLE : ACTA_FORMAT_TSV, out, err);
  }
  const acta_syntax syntax =
    r->format < 0 ? ACTA_TURTLE : formats[r->format].graph;
  if (graph != (syntax != ACTA_SYNTAX_NONE)) {
    return acta_fail(err, ACTA_E_ARG, "format '%s' is not for %s",
                     formats[r->format].name,
                     graph ? "a graph" : "rows or an answer");
  }
  return graph ? write_graph(result, syntax, out, err)
               : acta_result_write(result, formats[r->format].rows, out, err);
}

static int answer(const request *r, acta_query *query, acta_txn *txn)
{
  acta_error   err    = {.line = 0};
  acta_result *result = NULL;
  acta_output  out    = {NULL, NULL, NULL};
  bool         no     = false;
  acta_status  st     = acta_query_run(query, txn, &result, &err);
  if (!st) {
    no = acta_result_what(result) == ACTA_RESULT_BOOLEAN &&
         !acta_result_boolean(result);
    st = acta_output_open(&out, r->output, &err);
  }
  const bool writing = !st;
  if (!st) {
    st = write_result(r, result, out.file, &err);
  }
  if (!st) {
    st = acta_output_commit(&out, &err);
  }
  acta_output_abort(&out);
  acta_result_free(result);
  if (st && writing) {
    return cli_write_error(r->output, &err);
  }
  if (st) {
    return cli_error(r->file ? r->file : "query", &err);
  }
  return no ? EXIT_FAILED : EXIT_OK;
}

static int ask_store(const request *r, acta_query *query)
{
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  const acta_store_options open  = {.read_only = r->store != NULL};
  int                      code  = EXIT_OK;
  acta_status              st = cli_store_open(r->store, &open, &store, &err);
  if (!st && !r->store) {
    code = load(r, store);
  }
  if (!st && !code) {
    st = acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  }
  if (st) {
    code = cli_error(r->store, &err);
  } else if (!code) {
    code = answer(r, query, txn);
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return code;
}

static int run(const request *r)
{
  acta_error  err   = {.line = 0};
  acta_query *query = NULL;
  char       *text  = NULL;
  size_t      n     = 0;
  acta_status st    = ACTA_OK;
  if (r->file) {
    st = acta_file_read(r->file, MAX_QUERY, &text, &n, &err);
    if (st) {
      return cli_error(NULL, &err);
    }
  }
  st = acta_query_new(text ? (acta_str){text, n} : acta_str_of(r->text),
                      &r->how, &query, &err);
  const int code =
    st ? cli_error(r->file ? r->file : "query", &err) : ask_store(r, query);
  acta_query_free(query);
  free(text);
  return code;
}

static int take_format(request *r, const cli_args *args)
{
  for (int i = 0; i < N_FORMATS; ++i) {
    if (!strcmp(args->value, formats[i].name)) {
      r->format = i;
      return EXIT_OK;
    }
  }
  return cli_usage(args, "unknown format '%s'", args->value);
}

static int take(request *r, const cli_args *args)
{
  if (cli_is(args, "store")) {
    r->store = args->value;
  } else if (cli_is(args, "file")) {
    r->file = args->value;
  } else if (cli_is(args, "output")) {
    r->output = args->value;
  } else if (cli_is(args, "base")) {
    r->how.base = args->value;
  } else if (cli_is(args, "format")) {
    return take_format(r, args);
  } else if (cli_is(args, "timeout")) {
    char        *end     = NULL;
    const double seconds = strtod(args->value, &end);
    if (end == args->value || *end || !(seconds > 0 && seconds <= 1e6)) {
      return cli_usage(args, "'%s' is not a time in seconds", args->value);
    }
    r->how.timeout_ms = (unsigned)(seconds * 1000 + 0.5);
  } else if (!cli_list_add(&r->data, args->value)) {
    const acta_error err = {.status = ACTA_E_NOMEM};
    return cli_error(NULL, &err);
  }
  return EXIT_OK;
}

static int finish(request *r, const cli_args *args)
{
  const int rest = args->argc - args->next;
  if ((r->store == NULL) == (r->data.n == 0)) {
    return cli_usage(args, r->store ? "give -s or -d, not both"
                                    : "no -s DIR and no -d FILE given");
  }
  if (rest + (r->file != NULL) != 1) {
    return cli_usage(args,
                     rest ? "more than one query given" : "no query given");
  }
  r->text = rest ? args->argv[args->next] : NULL;
  return run(r);
}

int cmd_query(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta query [OPTION]... -s DIR QUERY",
    .summary = "Answer a SPARQL query from a store or from RDF files.  The\n"
               "default graph is the union of all graphs.  Exit code 1 says\n"
               "that the answer of an ASK is no.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  request r    = {.format = -1};
  int     code = EXIT_OK, got = 0;
  while (!code && (got = cli_next(&args, &code)) > 0) {
    code = take(&r, &args);
  }
  if (!code && got == 0) {
    code = finish(&r, &args);
  }
  free(r.data.item);
  return code;
}
