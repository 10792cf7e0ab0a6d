// SPDX-License-Identifier: MIT
/// @file cli.h  What the commands share: exit codes, messages, options.
#ifndef ACTA_CLI_CLI_H
#define ACTA_CLI_CLI_H

#include <acta/log.h>
#include <acta/rdf.h>
#include <acta/status.h>

#include <stdbool.h>
#include <stdio.h>

/// Process exit codes, documented in acta(1).
enum {
  EXIT_OK     = 0, ///< All done
  EXIT_FAILED = 1, ///< Some inputs failed, or the answer is "no"
  EXIT_USAGE  = 2, ///< Wrong option, command or argument
  EXIT_INPUT  = 3, ///< Input, data or query malformed
  EXIT_STORE  = 4, ///< Store cannot be opened, read or written
  EXIT_SYSTEM = 5, ///< Unreadable file, full disk, out of memory
};

typedef struct {
  const char *name;
  int (*run)(int argc, char **argv);
  const char *summary;
} acta_command;

/// One option of a command; a table of them ends with name NULL.
typedef struct {
  char        letter;   ///< Short form, or 0
  const char *name;     ///< Long form
  const char *argument; ///< Name of its argument for --help, or NULL
  const char *help;
} cli_option;

/// A command line being read: zero it but for the first three.
typedef struct {
  const char       *usage;   ///< "acta load [OPTION]... -s DIR FILE..."
  const char       *summary; ///< A sentence or more for --help
  const cli_option *options; ///< Besides --help, --quiet, --verbose
  int               argc;
  char            **argv;
  int               next;     ///< First operand once cli_next has returned 0
  int               operands; ///< Where the operands begin
  const char       *value;    ///< Argument of the option just returned
  const cli_option *found;    ///< Option just returned
} cli_args;

/// Next option: 1 (see found, value), 0 at the operands, -1 if the command is
/// over: return `*exit_code` then (--help was printed, or usage was wrong).
int cli_next(cli_args *args, int *exit_code);

/// Was the option just returned `name`?
bool cli_is(const cli_args *args, const char *name);

/// Take the option's value as the name of a graph.  With `unnamed` (may be
/// NULL) 'default' is the unnamed one.
/// @return false if it is no absolute IRI, which was told as wrong usage then.
bool cli_take_graph(const cli_args *args, acta_term *graph, bool *unnamed);

/// Complain about usage on stderr and return EXIT_USAGE.
int cli_usage(const cli_args *args, const char *fmt, ...) ACTA_PRINTF(2, 3);

/// The log that goes to stderr as "acta: warning: text"; honours -q and -v.
const acta_log *cli_log(void);

/// Print "acta: error: FILE:LINE:COLUMN: text" and return the exit code of
/// `err->status`.  `file` may be NULL.
int cli_error(const char *file, const acta_error *err);

/// The same for what was writing to `file` (NULL: standard output): a write
/// that failed is told as "cannot write 'FILE': why".
int cli_write_error(const char *file, const acta_error *err);

/// Exit code of a status.
int cli_exit_code(acta_status status);

/// May progress be shown (stderr is a terminal and not -q)?
bool cli_progress_wanted(void);

int cmd_compile(int argc, char **argv);
int cmd_build(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_fuse(int argc, char **argv);
int cmd_query(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_load(int argc, char **argv);
int cmd_map(int argc, char **argv);
int cmd_eval(int argc, char **argv);
int cmd_annotate(int argc, char **argv);
int cmd_train(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_entail(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_remove(int argc, char **argv);
int cmd_stats(int argc, char **argv);

#endif
