// SPDX-License-Identifier: MIT
/// @file redland_text.h  The text of a query before Rasqal reads it.
#ifndef ACTA_SPARQL_REDLAND_TEXT_H
#define ACTA_SPARQL_REDLAND_TEXT_H

#include "base/buf.h"

/// A phrase for what the query uses and Rasqal does not know, or NULL.  Asked
/// only once Rasqal has refused the query, to say why.
const char *acta_query_unknown(acta_str s);

/**
   Append the query to `out`, with VALUES of several rows inside a group written
   as a UNION of VALUES of one row each, since Rasqal joins the former wrongly.
   Line numbers stay as they are; a VALUES that this does not understand is left
   as it is.
*/
void acta_query_split_values(acta_str text, acta_buf *out);

#endif
