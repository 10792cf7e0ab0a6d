// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "rdf/chars.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool quiet;

static void write_message(void *user, acta_log_level level, const char *text)
{
  static const char *const names[] = {"error: ", "warning: ", "", "debug: "};
  (void)user;
  (void)fprintf(stderr, "acta: %s%s\n", names[level], text);
}

static acta_log log_to_stderr = {ACTA_LOG_WARNING, write_message, NULL};

static const cli_option common[] = {
  {'q', "quiet", NULL, "show errors only"},
  {'v', "verbose", NULL, "show more; again for still more"},
  {'h', "help", NULL, "show this help"},
  {0, NULL, NULL, NULL},
};

const acta_log *cli_log(void)
{
  return &log_to_stderr;
}

bool cli_progress_wanted(void)
{
  return !quiet && isatty(STDERR_FILENO);
}

int cli_usage(const cli_args *args, const char *fmt, ...)
{
  va_list list;
  va_start(list, fmt);
  (void)fprintf(stderr, "acta: ");
  (void)vfprintf(stderr, fmt, list);
  (void)fprintf(stderr, "; try 'acta %s --help'\n", args->argv[0]);
  va_end(list);
  return EXIT_USAGE;
}

static void print_options(const cli_option *o)
{
  for (; o->name; ++o) {
    char left[64];
    (void)snprintf(left, sizeof(left), "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
                   o->letter ? o->letter : ' ', o->letter ? ", " : "  ",
                   o->name, o->argument ? "=" : "",
                   o->argument ? o->argument : "");
    (void)printf("  %-28s %s\n", left, o->help);
  }
}

static void print_help(const cli_args *args)
{
  (void)printf("Usage: %s\n\n%s\n\nOptions:\n", args->usage, args->summary);
  print_options(args->options);
  print_options(common);
}

static const cli_option *find(const cli_option *o, const char *name, size_t n)
{
  for (; o->name; ++o) {
    if (!strncmp(o->name, name, n) && !o->name[n]) {
      return o;
    }
  }
  return NULL;
}

static const cli_option *find_letter(const cli_option *o, char c)
{
  for (; o->name; ++o) {
    if (o->letter == c) {
      return o;
    }
  }
  return NULL;
}

// Reads "--name", "--name=value", "--name value", "-x", "-xvalue", "-x value".
static int take(cli_args *args, int *exit_code)
{
  char       *word    = args->argv[args->next++];
  const bool  is_long = word[1] == '-';
  const char *value   = NULL;
  if (is_long) {
    const size_t n = strcspn(word + 2, "=");
    args->found    = find(args->options, word + 2, n);
    if (!args->found) {
      args->found = find(common, word + 2, n);
    }
    value = word[2 + n] ? word + 2 + n + 1 : NULL;
  } else {
    args->found = find_letter(args->options, word[1]);
    if (!args->found) {
      args->found = find_letter(common, word[1]);
    }
    value = word[2] ? word + 2 : NULL;
  }
  if (!args->found) {
    *exit_code = cli_usage(args, "unknown option '%s'", word);
    return -1;
  }
  if (!args->found->argument && value) {
    if (is_long) {
      *exit_code = cli_usage(args, "option '%s' takes no argument", word);
      return -1;
    }
    args->next--; // "-qv": take the first letter, leave the rest
    memmove(word + 1, word + 2, strlen(word + 1));
    value = NULL;
  }
  if (args->found->argument && !value) {
    if (args->next >= args->operands) {
      *exit_code = cli_usage(args, "option '%s' needs an argument", word);
      return -1;
    }
    value = args->argv[args->next++];
  }
  args->value = value;
  return 1;
}

// Moves the operands behind the options, so that both may be mixed.
static void options_first(cli_args *args)
{
  char **operands = calloc((size_t)args->argc + 1, sizeof(*operands));
  args->next      = 1;
  args->operands  = args->argc;
  if (!operands) {
    return; // then options must come first
  }
  int n = 0, out = 1;
  for (int i = 1; i < args->argc; ++i) {
    char *word = args->argv[i];
    if (!strcmp(word, "--")) {
      while (++i < args->argc) {
        operands[n++] = args->argv[i];
      }
      break;
    }
    if (word[0] != '-' || !word[1]) {
      operands[n++] = word;
      continue;
    }
    args->argv[out++]         = word;
    const bool        is_long = word[1] == '-';
    const cli_option *o =
      is_long ? find(args->options, word + 2, strcspn(word + 2, "="))
              : find_letter(args->options, word[1]);
    const bool attached = is_long ? strchr(word, '=') != NULL : word[2] != 0;
    if (o && o->argument && !attached && i + 1 < args->argc) {
      args->argv[out++] = args->argv[++i];
    }
  }
  memcpy(args->argv + out, operands, (size_t)n * sizeof(*operands));
  free(operands);
  args->argc     = out + n;
  args->operands = out;
}

int cli_next(cli_args *args, int *exit_code)
{
  if (!args->next) {
    options_first(args);
  }
  while (args->next < args->operands) {
    if (args->argv[args->next][0] != '-') {
      return 0; // only when operands could not be moved behind the options
    }
    const int got = take(args, exit_code);
    if (got < 0) {
      return got;
    }
    if (!cli_is(args, "help") && !cli_is(args, "quiet") &&
        !cli_is(args, "verbose")) {
      return 1;
    }
    if (cli_is(args, "help")) {
      print_help(args);
      *exit_code = EXIT_OK;
      return -1;
    }
    if (cli_is(args, "quiet")) {
      quiet               = true;
      log_to_stderr.level = ACTA_LOG_ERROR;
    } else if (log_to_stderr.level < ACTA_LOG_DEBUG) {
      log_to_stderr.level++;
    }
  }
  return 0;
}

bool cli_is(const cli_args *args, const char *name)
{
  return !strcmp(args->found->name, name);
}

bool cli_take_graph(const cli_args *args, acta_term *graph, bool *unnamed)
{
  const acta_str iri = acta_str_of(args->value);
  *graph             = (acta_term){.kind = ACTA_IRI, .value = iri};
  if (unnamed) {
    *unnamed    = acta_str_is(iri, "default");
    graph->kind = *unnamed ? ACTA_NONE : ACTA_IRI;
  }
  if (graph->kind == ACTA_IRI && !acta_rdf_iri_valid(iri)) {
    (void)cli_usage(args, "graph '%s' is not an absolute IRI", args->value);
    return false;
  }
  return true;
}

int cli_exit_code(acta_status status)
{
  switch (status) {
  case ACTA_OK:
  case ACTA_END: return EXIT_OK;
  case ACTA_E_LIMIT:
  case ACTA_E_SYNTAX: return EXIT_INPUT;
  case ACTA_E_ARG: return EXIT_USAGE;
  case ACTA_E_STORE: return EXIT_STORE;
  case ACTA_E_LANGUAGE: return EXIT_INPUT;
  case ACTA_E_NOMEM:
  case ACTA_E_IO:
  case ACTA_E_NOTFOUND: return EXIT_SYSTEM;
  }
  return EXIT_SYSTEM;
}

int cli_write_error(const char *file, const acta_error *err)
{
  static const char writing[] = "cannot write: ";
  const size_t      n         = sizeof(writing) - 1;
  if (err->status != ACTA_E_IO || strncmp(err->text, writing, n) != 0) {
    return cli_error(file, err);
  }
  acta_error named = {.line = 0};
  const bool quote = file && strcmp(file, "-") != 0;
  (void)acta_fail(&named, ACTA_E_IO, "cannot write %s%s%s: %s",
                  quote ? "'" : "", quote ? file : "standard output",
                  quote ? "'" : "", err->text + n);
  return cli_error(NULL, &named);
}

int cli_error(const char *file, const acta_error *err)
{
  char place[64] = "";
  if (err->line && err->column) {
    (void)snprintf(place, sizeof(place), ":%u:%u", err->line, err->column);
  } else if (err->line) {
    (void)snprintf(place, sizeof(place), ":%u", err->line);
  }
  (void)fprintf(stderr, "acta: error: %s%s%s%s\n", file ? file : "",
                file ? place : "", file ? ": " : "",
                err->text[0] ? err->text : acta_strstatus(err->status));
  return cli_exit_code(err->status);
}
