// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "cli/cli.h"
#include "cli/store.h"

#include <acta/export.h>

static const cli_option options[] = {
  {'s', "store", "DIR", "the store"},
  {'f', "format", "NAME",
   "turtle, trig, ntriples, nquads or rdfxml (default: by\n"
   "                               the suffix of -o, else trig)"},
  {'g', "graph", "IRI", "only this graph; 'default' is the unnamed one"},
  {'o', "output", "FILE", "write here, not to standard output"},
  {0, "entailed", NULL, "the closure graph, too"},
  {0, NULL, NULL, NULL},
};

// Names that make Turtle and TriG shorter.
static const char *const prefixes[][2] = {
  {"act", "https://w3id.org/acta/ont#"},
  {"gaf", "http://groundedannotationframework.org/gaf#"},
  {"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
  {"owl", "http://www.w3.org/2002/07/owl#"},
  {"prov", "http://www.w3.org/ns/prov#"},
  {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
  {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
  {"schema", "http://schema.org/"},
  {"sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"},
  {"wd", "http://www.wikidata.org/entity/"},
  {"xsd", "http://www.w3.org/2001/XMLSchema#"},
};

static acta_status write_all(acta_txn *txn, const acta_export_options *what,
                             FILE *out, acta_syntax syntax, acta_error *err)
{
  acta_sink  *writer = acta_writer_new(out, syntax);
  acta_status st     = ACTA_OK;
  if (!writer) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (size_t i = 0; !st && i < sizeof(prefixes) / sizeof(prefixes[0]); ++i) {
    st = writer->prefix(writer, acta_str_of(prefixes[i][0]),
                        acta_str_of(prefixes[i][1]), err);
  }
  st = st ? st : acta_txn_export(txn, what, writer, err);
  acta_writer_free(writer);
  return st;
}

static int export(const char *dir, const acta_export_options *what,
                  const char *path, acta_syntax syntax)
{
  const acta_store_options open  = {.read_only = true};
  acta_error               err   = {.line = 0};
  acta_store              *store = NULL;
  acta_txn                *txn   = NULL;
  acta_output              out   = {NULL, NULL, NULL};
  acta_status              st    = cli_store_open(dir, &open, &store, &err);
  st = st ? st : acta_txn_begin(store, ACTA_TXN_READ, &txn, &err);
  st = st ? st : acta_output_open(&out, path, &err);
  if (!st) {
    st = write_all(txn, what, out.file, syntax, &err);
    st = st ? st : acta_output_commit(&out, &err);
    acta_output_abort(&out);
  }
  acta_txn_abort(txn);
  acta_store_close(store);
  return st ? cli_write_error(path, &err) : EXIT_OK;
}

int cmd_export(int argc, char **argv)
{
  cli_args args = {
    .usage   = "acta export [OPTION]... -s DIR",
    .summary = "Write the quads of a store, sorted by their terms.  Turtle,\n"
               "N-Triples and RDF/XML hold the union of all graphs.",
    .options = options,
    .argc    = argc,
    .argv    = argv,
  };
  const char         *dir = NULL, *path = NULL;
  acta_syntax         syntax = ACTA_SYNTAX_NONE;
  acta_export_options what   = {.entailed = false};
  int                 code = EXIT_OK, got = 0;
  while ((got = cli_next(&args, &code)) > 0) {
    if (cli_is(&args, "store")) {
      dir = args.value;
    } else if (cli_is(&args, "format")) {
      syntax = acta_syntax_by_name(acta_str_of(args.value));
      if (!syntax) {
        return cli_usage(&args, "unknown format '%s'", args.value);
      }
    } else if (cli_is(&args, "graph")) {
      if (!cli_take_graph(&args, &what.graph, &what.default_graph)) {
        return EXIT_USAGE;
      }
    } else if (cli_is(&args, "output")) {
      path = args.value;
    } else {
      what.entailed = true;
    }
  }
  if (got < 0) {
    return code;
  }
  if (!dir || args.next < args.argc) {
    return cli_usage(&args, dir ? "no files are expected" : "no -s DIR given");
  }
  if (!syntax && path) {
    syntax = acta_syntax_by_suffix(path);
  }
  syntax            = syntax ? syntax : ACTA_TRIG;
  what.merge_graphs = syntax != ACTA_TRIG && syntax != ACTA_NQUADS;
  return export(dir, &what, path, syntax);
}
