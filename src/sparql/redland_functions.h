// SPDX-License-Identifier: MIT
/// @file redland_functions.h  Functions of SPARQL in place of Rasqal's.
/// In Rasqal 0.9.33 CONCAT, STRBEFORE and STRAFTER read memory that they have
/// freed, REPLACE reads and writes past the end of it, and REGEX gives any
/// pattern to regcomp, which then may take all memory.  These bear the names
/// that Rasqal calls them by: the dynamic linker takes the definition that
/// comes first, so where acta is linked before Rasqal, these are called.
/// Regular expressions are POSIX's, extended, as in Rasqal.
#ifndef ACTA_SPARQL_REDLAND_FUNCTIONS_H
#define ACTA_SPARQL_REDLAND_FUNCTIONS_H

#include <acta/str.h>

#include <rasqal/rasqal.h>

#include <stdbool.h>

/// Does Rasqal call these?  If not, no query may use them.
bool acta_redland_functions_work(rasqal_world *world);

typedef rasqal_literal *acta_rasqal_function(rasqal_expression         *e,
                                             rasqal_evaluation_context *context,
                                             int                       *error);

acta_rasqal_function rasqal_expression_evaluate_concat;
acta_rasqal_function rasqal_expression_evaluate_strbefore;
acta_rasqal_function rasqal_expression_evaluate_strafter;
acta_rasqal_function rasqal_expression_evaluate_replace;

int rasqal_regex_match(rasqal_world *world, raptor_locator *locator,
                       const char *pattern, const char *flags,
                       const char *subject, size_t n);

#endif
