// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "cli/store.h"

#include <acta/admin.h>
#include <acta/load.h>

#include <stdlib.h>

static const cli_option options[] = {
  {'s', "store", "DIR", "the store"},
  {'g', "graph", "IRI", "quads of this graph; 'default' is the unnamed one"},
  {0, "subject", "TERM", "quads with this subject"},
  {0, "predicate", "TERM", "quads with this predicate"},
  {0, "object", "TERM", "quads with this object"},
  {'f', "format", "NAME", "syntax of the files (default: by suffix)"},
  {'b', "base", "IRI", "what relative IRIs in them resolve against"},
  {0, NULL, NULL, NULL},
};

// Reads a term as in N-Triples; an IRI may stand without its brackets.
typedef struct {
  acta_sink sink;
  acta_term term;
  char     *copy[3]; // value, datatype, language
} term_reader;

static bool copy_str(char **copy, acta_str *to, acta_str from)
{
  *copy = malloc(from.n + 1);
  if (*copy) {
    memcpy(*copy, from.n ? from.p : "", from.n);
    *to = (acta_str){*copy, from.n};
  }
  return *copy != NULL;
}

static acta_status take_term(acta_sink *sink, const acta_quad *quad,
                             acta_error *err)
{
  term_reader *r = (term_reader *)sink;
  r->term.kind   = quad->o.kind;
  if (!copy_str(&r->copy[0], &r->term.value, quad->o.value) ||
      !copy_str(&r->copy[1], &r->term.datatype, quad->o.datatype) ||
      !copy_str(&r->copy[2], &r->term.lang, quad->o.lang)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return ACTA_OK;
}

static acta_status no_prefix(acta_sink *sink, acta_str name, acta_str iri,
                             acta_error *err)
{
  (void)sink;
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status no_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

static acta_status read_term(term_reader *r, const char *text, acta_error *err)
{
  const bool   bare = !strchr("<\"_", text[0]);
  const size_t room = strlen(text) + 32;
  char        *line = malloc(room);
  if (!line) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const int n = snprintf(line, room, "<a:b> <a:b> %s%s%s .\n", bare ? "<" : "",
                         text, bare ? ">" : "");
  r->sink     = (acta_sink){take_term, no_prefix, no_end};
  const acta_str    whole = {line, (size_t)n};
  const acta_status st =
    acta_rdf_read_mem(whole, ACTA_NTRIPLES, NULL, &r->sink, err);
  free(line);
  return st ? acta_fail_at(err, ACTA_E_ARG, 0, 0, "'%s' is not an RDF term",
                           text)
            : ACTA_OK;
}

static void release_terms(term_reader *terms, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    for (int c = 0; c < 3; ++c) {
      free(terms[i].copy[c]);
    }
  }
}

static acta_status remove_files(acta_txn *txn, const acta_load_options *how,
                                char **paths, size_t n, acta_error *err,
                                const char **bad)
{
  acta_status st      = ACTA_OK;
  acta_sink  *remover = acta_remover_new(txn);
  if (!remover) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (size_t i = 0; !st && i < n; ++i) {
    st   = acta_txn_read(txn, paths[i], how, remover, NULL, err);
    *bad = st ? paths[i] : NULL;
  }
  free(remover);
  return st;
}

static int run(const char *dir, const acta_pattern *pattern,
               const acta_load_options *how, char **paths, size_t n)
{
  const acta_store_options open  = {.create = false};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  const char              *bad   = NULL;
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_WRITE, &txn, &err);
  if (!st) {
    st = n ? remove_files(txn, how, paths, n, &err, &bad)
           : acta_txn_remove_matching(txn, pattern, NULL, &err);
  }
  if (!st) {
    st  = acta_txn_commit(txn, &err);
    txn = NULL;
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return st ? cli_error(bad, &err) : EXIT_OK;
}

typedef struct {
  const char       *dir;
  acta_load_options how;
  term_reader       terms[3]; // subject, predicate, object
  bool              default_graph, matching;
} request;

static acta_status take_pattern_term(request *r, const cli_args *args,
                                     acta_error *err)
{
  const int i = cli_is(args, "subject") ? 0 : cli_is(args, "object") ? 2 : 1;
  release_terms(&r->terms[i], 1);
  r->terms[i] = (term_reader){.term = {.kind = ACTA_NONE}};
  r->matching = true;
  return read_term(&r->terms[i], args->value, err);
}

// Takes one option; false if it is wrong, which was told then.
static bool take_option(request *r, cli_args *args, int *code)
{
  const acta_str value = acta_str_of(args->value);
  acta_error     err   = {.line = 0};
  if (cli_is(args, "store")) {
    r->dir = args->value;
  } else if (cli_is(args, "graph")) {
    r->matching = true;
    if (!cli_take_graph(args, &r->how.graph, &r->default_graph)) {
      *code = EXIT_USAGE;
      return false;
    }
  } else if (cli_is(args, "format")) {
    r->how.syntax = acta_syntax_by_name(value);
    if (!r->how.syntax) {
      *code = cli_usage(args, "unknown format '%s'", args->value);
      return false;
    }
  } else if (cli_is(args, "base")) {
    r->how.base = args->value;
  } else if (take_pattern_term(r, args, &err)) {
    *code = cli_error(NULL, &err);
    return false;
  }
  return true;
}

static int remove_asked(const request *r, const cli_args *args)
{
  const size_t       n       = (size_t)(args->argc - args->next);
  const acta_pattern pattern = {.quad = {r->terms[0].term, r->terms[1].term,
                                         r->terms[2].term, r->how.graph},
                                .default_graph = r->default_graph};
  if (!r->dir) {
    return cli_usage(args, "no -s DIR given");
  }
  if (!n && !r->matching) {
    return cli_usage(args, "say what to remove: files or a pattern");
  }
  if (n && (r->terms[0].term.kind || r->terms[1].term.kind ||
            r->terms[2].term.kind)) {
    return cli_usage(args, "either files or a pattern");
  }
  return run(r->dir, &pattern, &r->how, args->argv + args->next, n);
}

int cmd_remove(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta remove [OPTION]... -s DIR [FILE]...",
    .summary = "Remove the quads that the files hold, or those that match\n"
               "all of --graph, --subject, --predicate and --object.  A TERM\n"
               "is an IRI or a term of N-Triples.  All or nothing.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  request r    = {.dir = NULL};
  int     code = EXIT_OK, got = 0;
  while ((got = cli_next(&args, &code)) > 0 && take_option(&r, &args, &code)) {
  }
  if (got == 0) {
    code = remove_asked(&r, &args);
  }
  release_terms(r.terms, 3);
  return code;
}
