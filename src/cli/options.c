// SPDX-License-Identifier: MIT
#include "cli/options.h"
#include "base/vec.h"
#include "cli/store.h"

#include <acta/admin.h>

#include <stdlib.h>
#include <string.h>

bool cli_list_add(cli_list *list, const char *item)
{
  void *items = list->item;
  if (!acta_vec_grow(&items, list->n + 1, &list->cap, sizeof(*list->item))) {
    return false;
  }
  list->item            = items;
  list->item[list->n++] = item;
  list->item[list->n]   = NULL;
  return true;
}

void cli_options_join(cli_option        table[CLI_MAX_OPTIONS],
                      const cli_option *group)
{
  size_t n = 0;
  while (table[n].name) {
    ++n;
  }
  for (; group->name && n + 1 < CLI_MAX_OPTIONS; ++group) {
    table[n++] = *group;
  }
  table[n] = (cli_option){0, NULL, NULL, NULL};
}

// ---- data

const cli_option cli_data_options[] = {
  {0, "ontology", "FILE", "more event classes and roles (Turtle)"},
  {0, "lexicon", "FILE", "more words for events (Turtle)"},
  {0, "gazetteer", "FILE", "more names (Turtle or TSV)"},
  {0, NULL, NULL, NULL},
};

cli_taken cli_data_take(cli_data *data, const cli_args *args)
{
  cli_list *list = cli_is(args, "ontology")    ? &data->ontology
                   : cli_is(args, "lexicon")   ? &data->lexicon
                   : cli_is(args, "gazetteer") ? &data->gazetteer
                                               : NULL;
  if (!list) {
    return CLI_OTHER;
  }
  return cli_list_add(list, args->value) ? CLI_TAKEN : CLI_WRONG;
}

int cli_data_open(const cli_data *data, acta_ontology **out)
{
  acta_error                  err     = {0};
  const acta_ontology_options options = {
    .ontology  = data->ontology.item,
    .lexicon   = data->lexicon.item,
    .gazetteer = data->gazetteer.item,
    .log       = cli_log(),
  };
  return acta_ontology_open(&options, out, &err) ? cli_error(NULL, &err)
                                                 : EXIT_OK;
}

void cli_data_release(cli_data *data)
{
  free(data->ontology.item);
  free(data->lexicon.item);
  free(data->gazetteer.item);
}

// ---- quads

const cli_option cli_quads_options[] = {
  {'o', "output", "FILE", "write there, not to standard output"},
  {0, "format", "NAME",
   "turtle, trig, ntriples, nquads or rdfxml; else by the suffix of -o"},
  {'s', "store", "DIR", "put the quads into this store instead"},
  {0, "mentions", "none|link|full", "how much to say of places in the text"},
  {0, "no-text", NULL, "leave out the words of mentions and sentences"},
  {0, "entail", NULL, "add superclasses and superproperties"},
  {0, "base", "IRI", "where the IRIs of new things begin"},
  {0, NULL, NULL, NULL},
};

static cli_taken take_mentions(cli_quads *q, const cli_args *args)
{
  static const char *const names[] = {"full", "link", "none"};
  for (unsigned i = 0; i < 3; ++i) {
    if (!strcmp(args->value, names[i])) {
      q->graph.mentions = (acta_mentions)i;
      return CLI_TAKEN;
    }
  }
  (void)cli_usage(args, "--mentions is none, link or full, not '%s'",
                  args->value);
  return CLI_WRONG;
}

cli_taken cli_quads_take(cli_quads *q, cli_args *args)
{
  if (cli_is(args, "mentions")) {
    return take_mentions(q, args);
  }
  if (cli_is(args, "no-text")) {
    q->graph.no_text = true;
  } else if (cli_is(args, "entail")) {
    q->graph.entail = true;
  } else if (cli_is(args, "base")) {
    q->graph.base = args->value;
  } else if (cli_is(args, "output")) {
    q->path = args->value;
  } else if (cli_is(args, "format")) {
    q->format = args->value;
  } else if (cli_is(args, "store")) {
    q->store = args->value;
  } else {
    return CLI_OTHER;
  }
  return CLI_TAKEN;
}

cli_taken cli_quads_check(const cli_quads *q, const cli_args *args)
{
  if (q->store && (q->path || q->format)) {
    (void)cli_usage(args, "-s puts quads into a store; -o and --format write"
                          " a file");
    return CLI_WRONG;
  }
  if (q->format && !acta_syntax_by_name(acta_str_of(q->format))) {
    (void)cli_usage(args, "unknown format '%s'", q->format);
    return CLI_WRONG;
  }
  return CLI_TAKEN;
}

static acta_status open_store(cli_target *t, const cli_quads *q,
                              const acta_ontology *o, acta_error *err)
{
  const acta_store_options options = {.create = true};
  t->name                          = q->store;
  acta_status st = cli_store_open(q->store, &options, &t->store, err);
  st      = st ? st : acta_txn_begin(t->store, ACTA_TXN_WRITE, &t->txn, err);
  st      = st ? st : acta_txn_entail(t->txn, o, err);
  t->sink = st ? NULL : acta_txn_sink(t->txn);
  return st || t->sink ? st : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_status cli_target_open(cli_target *t, const cli_quads *q,
                            const acta_ontology *o, acta_error *err)
{
  *t = (cli_target){.name = q->path};
  if (q->store) {
    return open_store(t, q, o, err);
  }
  acta_syntax syntax = ACTA_TRIG;
  if (q->format) {
    syntax = acta_syntax_by_name(acta_str_of(q->format));
  } else if (q->path && acta_syntax_by_suffix(q->path)) {
    syntax = acta_syntax_by_suffix(q->path);
  }
  const acta_status st = acta_output_open(&t->out, q->path, err);
  if (st) {
    return st;
  }
  t->writer = acta_writer_new(t->out.file, syntax);
  t->sink   = t->writer;
  return t->sink ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_status cli_target_commit(cli_target *t, acta_error *err)
{
  if (t->txn) {
    acta_txn *txn = t->txn;
    t->txn        = NULL;
    return acta_txn_commit(txn, err);
  }
  return acta_output_commit(&t->out, err);
}

void cli_target_release(cli_target *t)
{
  acta_writer_free(t->writer);
  acta_output_abort(&t->out);
  acta_txn_abort(t->txn);
  acta_store_close(t->store);
}

// ---- tally

void cli_tally_fail(cli_tally *t, const char *path, const acta_error *err)
{
  const int code = cli_error(path, err);
  if (!t->failed++) {
    t->first = code;
  }
}

int cli_tally_exit(const cli_tally *t, const char *what)
{
  if (!t->failed) {
    return EXIT_OK;
  }
  if (t->done + t->failed > 1) {
    acta_log_msg(cli_log(), ACTA_LOG_WARNING, "%zu of %zu %s failed", t->failed,
                 t->done + t->failed, what);
  }
  return t->done ? EXIT_FAILED : t->first;
}
