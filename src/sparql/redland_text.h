// SPDX-License-Identifier: MIT
/// @file redland_text.h  The text of a query before Rasqal reads it.
/// It is split into words as SPARQL says, and written so that Rasqal 0.9.33
/// splits it alike: that takes "//" for a comment, and what stands between a
/// "<" and the next ">" for an IRI even if it has spaces.
#ifndef ACTA_SPARQL_REDLAND_TEXT_H
#define ACTA_SPARQL_REDLAND_TEXT_H

#include "base/buf.h"

/// A phrase for what the query uses and Rasqal does not know, or NULL.  Asked
/// only once Rasqal has refused the query, to say why.
const char *acta_query_unknown(acta_str s);

/// Does the query name a function of redland_functions.h, or might it?
bool acta_query_calls_functions(acta_str s);

/**
   Append the query to `out`, without comments, and with VALUES of several rows
   inside a group written as a UNION of VALUES of one row each, since Rasqal
   joins the former wrongly.  Line numbers stay as they are.
   @return NULL, or a phrase that says what is malformed where Rasqal would not
   notice and read past the end of a row; all else is left to it to refuse.
*/
const char *acta_query_rewrite(acta_str text, acta_buf *out);

#endif
