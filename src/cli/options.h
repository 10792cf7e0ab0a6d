// SPDX-License-Identifier: MIT
/// @file options.h  Groups of options that several commands share.  A command
/// joins the tables of its groups, hands each option to the groups until one
/// takes it, and releases them at the end.
#ifndef ACTA_CLI_OPTIONS_H
#define ACTA_CLI_OPTIONS_H

#include "base/file.h"
#include "cli/cli.h"

#include <acta/graph.h>
#include <acta/ontology.h>
#include <acta/pipeline.h>
#include <acta/rdf.h>
#include <acta/read.h>
#include <acta/store.h>

/// Strings; the array ends with NULL once it holds one.
typedef struct {
  const char **item;
  size_t       n, cap;
} cli_list;

bool cli_list_add(cli_list *list, const char *item);

enum { CLI_MAX_OPTIONS = 48 };

/// Append `group` (ends with name NULL) to `table`, which stays ended so.
void cli_options_join(cli_option        table[CLI_MAX_OPTIONS],
                      const cli_option *group);

/// What a group says to an option.
typedef enum {
  CLI_OTHER, ///< Not one of its options
  CLI_TAKEN,
  CLI_WRONG, ///< A wrong value; the user has been told
} cli_taken;

// ---- what became of several inputs

typedef struct {
  size_t done, failed;
  int    first; ///< Exit code of the first failure
} cli_tally;

/// Report one failure of an input and go on.
void cli_tally_fail(cli_tally *t, const char *path, const acta_error *err);
/// 0, 1, or the first failure's code if every input failed; says on stderr how
/// many of several failed.
int cli_tally_exit(const cli_tally *t, const char *what);

// ---- --ontology, --lexicon, --gazetteer

typedef struct {
  cli_list ontology, lexicon, gazetteer;
} cli_data;

extern const cli_option cli_data_options[];
cli_taken               cli_data_take(cli_data *data, const cli_args *args);
/// Open all of it; on failure the user has been told, and the exit code is
/// returned.
int  cli_data_open(const cli_data *data, acta_ontology **out);
void cli_data_release(cli_data *data);

// ---- articles: what to read and what is known of it

typedef struct {
  acta_article_options reading;
  cli_list             lists; ///< --files-from
  cli_list             paths; ///< Inputs, after cli_articles_expand
  char               **owned; ///< Strings to free
  size_t               n_owned, cap_owned;
  unsigned             jobs; ///< -j
} cli_articles;

extern const cli_option cli_article_options[];
extern const cli_option cli_jobs_options[]; ///< -j, for who has threads
cli_taken               cli_articles_take(cli_articles *a, cli_args *args);
/**
   Operands and --files-from to paths of files: folders are walked, in byte
   order of their entries, for files that the reader knows by their suffix; a
   sidecar of a text is not an article.  No operand at all is standard input.
   A folder without articles is told to the user and counted in `tally`.
   @return 0, or the exit code if the command cannot go on.
*/
int  cli_articles_expand(cli_articles *a, const cli_args *args,
                         cli_tally *tally);
void cli_articles_release(cli_articles *a);

// ---- -o, --format, -s: where quads go; --mentions ... --base: which ones

typedef struct {
  acta_graph_options graph;
  const char        *path;   ///< -o
  const char        *format; ///< --format
  const char        *store;  ///< -s
} cli_quads;

extern const cli_option cli_quads_options[];
cli_taken               cli_quads_take(cli_quads *q, cli_args *args);
/// After the last option: do they fit together?  CLI_WRONG if not.
cli_taken cli_quads_check(const cli_quads *q, const cli_args *args);

/// Where quads go while a command runs.
typedef struct {
  const char *name; ///< For messages
  acta_sink  *sink;
  acta_output out;
  acta_sink  *writer;
  acta_store *store;
  acta_txn   *txn;
} cli_target;

/// A store keeps its closure by the classes of `o`.
acta_status cli_target_open(cli_target *t, const cli_quads *q,
                            const acta_ontology *o, acta_error *err);
/// Make it complete: rename the file, commit.
acta_status cli_target_commit(cli_target *t, acta_error *err);
/// Throw away what was not committed.
void cli_target_release(cli_target *t);

// ---- running the pipeline

/// What to do with each article that could be read.
typedef acta_status (*cli_deliver)(void *user, const acta_result_article *a,
                                   acta_error *err);

typedef struct {
  cli_data     data;
  cli_articles articles;
  const char  *model; ///< --model
  bool         explain;
  cli_deliver  deliver; ///< Called with `user`, in input order
  void        *user;
  const char  *target; ///< What `deliver` writes to, for messages
} cli_reading;

extern const cli_option cli_model_options[];
/// Options of all that reading articles needs.
void      cli_reading_options(cli_option table[CLI_MAX_OPTIONS]);
cli_taken cli_reading_take(cli_reading *r, cli_args *args);

/**
   Open the model and run the pipeline over all operands with the data of `o`.
   What is wrong with an article is told to the user and counted in `tally`.
   @return 0, or the exit code of what ended the run.
*/
int  cli_reading_run(cli_reading *r, const acta_ontology *o,
                     const cli_args *args, cli_tally *tally);
void cli_reading_release(cli_reading *r);

#endif
