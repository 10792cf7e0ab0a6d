// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "cli/options.h"
#include "language/conllu.h"

#include <acta/language.h>
#include <acta/read.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_CONLLU ((size_t)1 << 31)

static const cli_option own_options[] = {
  {'o', "output", "FILE", "write there, not to standard output"},
  {'i', "input", "conllu", "inputs are CoNLL-U: keep their tokens"},
  {0, NULL, NULL, NULL},
};

// A run of the command.
typedef struct {
  acta_model    *model;
  acta_ontology *ontology;
  acta_output    out;
  cli_reading    reading;
  const char    *output;
  bool           conllu;
  cli_tally      tally;
} run;

static void input_failed(run *r, const char *path, const acta_error *err)
{
  if (!ferror(r->out.file)) { // told once, by the commit
    cli_tally_fail(&r->tally, path, err);
  }
}

// Unlike the pipeline, annotate shows all of the text, advertisements too.
static void read_all_blocks(acta_document *doc)
{
  for (uint32_t i = 0; i < doc->n_blocks; ++i) {
    if (doc->blocks[i].kind == ACTA_BLOCK_JUNK) {
      doc->blocks[i].kind = ACTA_BLOCK_BODY;
    }
  }
}

// Annotates and prints one document.
static acta_status annotate(run *r, acta_document *doc, acta_error *err)
{
  acta_buf    text   = {NULL, 0, 0, false};
  acta_status status = acta_annotate(r->model, r->ontology, doc, err);
  if (!status) {
    status = acta_conllu_write(&text, doc, err);
  }
  if (!status && fwrite(text.p, 1, text.n, r->out.file) != text.n) {
    status = acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno));
  }
  acta_buf_release(&text);
  return status;
}

static void annotate_conllu(run *r, const char *path, acta_arena *arena)
{
  acta_error  err    = {.line = 0};
  char       *bytes  = NULL;
  size_t      n      = 0;
  acta_status status = acta_file_read(path, MAX_CONLLU, &bytes, &n, &err);
  acta_conllu in     = {.text = {bytes, n}};
  while (!status) {
    acta_arena_reset(arena);
    acta_document doc = {.arena = arena};
    status            = acta_conllu_next(&in, &doc, &err);
    if (!status) {
      status = annotate(r, &doc, &err);
    }
  }
  if (status == ACTA_END) {
    r->tally.done++;
  } else {
    input_failed(r, path, &err);
  }
  free(bytes);
}

static void annotate_articles(run *r, const char *path, acta_arena *arena)
{
  acta_error     err      = {.line = 0};
  acta_articles *articles = NULL;
  acta_status    status =
    acta_articles_open(path, &r->reading.articles.reading, &articles, &err);
  if (status) {
    input_failed(r, path, &err);
    return;
  }
  while (status != ACTA_END && !ferror(r->out.file)) {
    acta_document doc;
    err = (acta_error){.line = 0};
    acta_arena_reset(arena);
    status = acta_articles_next(articles, arena, &doc, &err);
    if (!status) {
      read_all_blocks(&doc);
      status = annotate(r, &doc, &err);
    }
    if (!status) {
      r->tally.done++;
    } else if (status != ACTA_END) {
      input_failed(r, path, &err);
    }
  }
  acta_articles_close(articles);
}

static void annotate_input(run *r, const char *path, acta_arena *arena)
{
  if (r->conllu) {
    annotate_conllu(r, path, arena);
  } else {
    annotate_articles(r, path, arena);
  }
}

// Reads the inputs one after the other.
static int annotate_inputs(run *r, const cli_args *args)
{
  acta_error    err   = {.line = 0};
  acta_arena   *arena = acta_arena_new(0);
  cli_articles *a     = &r->reading.articles;
  int           code  = cli_articles_expand(a, args, &r->tally);
  if (code || !arena) {
    acta_arena_free(arena);
    return code ? code : EXIT_SYSTEM;
  }
  for (size_t i = 0; i < a->paths.n; ++i) {
    annotate_input(r, a->paths.item[i], arena);
  }
  acta_arena_free(arena);
  return acta_output_commit(&r->out, &err)
           ? cli_write_error(r->output, &err)
           : cli_tally_exit(&r->tally, "inputs");
}

static int annotate_all(run *r, const cli_args *args)
{
  acta_error err  = {.line = 0};
  int        code = cli_data_open(&r->reading.data, &r->ontology);
  if (!code && acta_model_open(r->reading.model, &r->model, &err)) {
    code = cli_error(r->reading.model, &err);
  }
  if (!code && acta_output_open(&r->out, r->output, &err)) {
    code = cli_error(NULL, &err);
  }
  if (!code) {
    code = annotate_inputs(r, args);
  }
  acta_output_abort(&r->out);
  acta_model_free(r->model);
  acta_ontology_free(r->ontology);
  return code;
}

// What the options say; false if one has a wrong value.
static bool take_option(run *r, cli_args *args, int *exit_code)
{
  const cli_taken taken = cli_reading_take(&r->reading, args);
  if (taken != CLI_OTHER) {
    *exit_code = EXIT_SYSTEM;
    return taken == CLI_TAKEN;
  }
  if (cli_is(args, "output")) {
    r->output = args->value;
  } else if (!strcmp(args->value, "conllu")) {
    r->conllu = true;
  } else {
    *exit_code = cli_usage(args, "unknown input format '%s'", args->value);
    return false;
  }
  return true;
}

int cmd_annotate(int argc, char **argv)
{
  cli_option options[CLI_MAX_OPTIONS] = {{0, NULL, NULL, NULL}};
  cli_args   args                     = {
                          .usage   = "acta annotate [OPTION]... [FILE|FOLDER]...",
                          .summary = "Read articles and print their sentences, words, trees, names, "
                                                           "dates and\nentities as CoNLL-U.",
                          .options = options,
                          .argc    = argc,
                          .argv    = argv};
  run  r   = {.tally = {0, 0, EXIT_OK}};
  int  got = 0, exit_code = EXIT_OK;
  bool good                               = true;
  r.reading.articles.reading.any_language = true;
  r.reading.articles.reading.log          = cli_log();
  cli_options_join(options, own_options);
  cli_options_join(options, cli_article_options);
  cli_options_join(options, cli_data_options);
  cli_options_join(options, cli_model_options);
  while (good && (got = cli_next(&args, &exit_code)) > 0) {
    good = take_option(&r, &args, &exit_code);
  }
  if (good && !got) {
    exit_code = annotate_all(&r, &args);
  }
  cli_reading_release(&r.reading);
  return exit_code;
}
