// SPDX-License-Identifier: MIT
/// @file result_table.h  A query result as columns for people.
#ifndef ACTA_SPARQL_RESULT_TABLE_H
#define ACTA_SPARQL_RESULT_TABLE_H

#include "base/buf.h"

#include <acta/query.h>

/**
   Write the result as aligned columns and a line that counts the rows.  Widths
   are those of the first thousand rows, so memory stays bounded.  IRIs are
   shortened by the query's prefixes; control characters are shown as U+FFFD.
   @param buf  Scratch; what is left in it belongs behind what was written.
*/
acta_status acta_result_table(acta_result *result, acta_buf *buf, FILE *out,
                              acta_error *err);

#endif
