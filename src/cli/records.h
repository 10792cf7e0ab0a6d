// SPDX-License-Identifier: MIT
/// @file records.h  Event records of files to the graph, document by document.
#ifndef ACTA_CLI_RECORDS_H
#define ACTA_CLI_RECORDS_H

#include "cli/options.h"

/**
   Read the records of `in` and emit them as quads.  A line that is wrong is
   told to the user and passed over.
   @return An error that ends the command: of the sink, of memory.
*/
acta_status cli_map_records(const acta_ontology *o, FILE *in, const char *name,
                            acta_graph *g, cli_tally *tally, acta_error *err);

/// Write the records of one article to the stream `user` (a cli_deliver).
acta_status cli_write_records(void *user, const acta_result_article *a,
                              acta_error *err);

#endif
