// SPDX-License-Identifier: MIT
/// @file timex.h  Time expressions: where they stand and which days they mean.
/// Extents, types and values follow TimeML's TIMEX3 (Sauri et al., TimeML
/// Annotation Guidelines 1.2.1; ISO 24617-1): no prepositions, modifiers like
/// "early" or "more than" inside.  The words are rows of
/// ontology/timex-en.tsv; a small grammar over them finds the longest
/// expression at each place, and a weekday or month that the text leaves open
/// is resolved from the article's date with the tense of its clause as a guide
/// (as in HeidelTime: Stroetgen and Gertz 2013).
#ifndef ACTA_LANGUAGE_TIMEX_H
#define ACTA_LANGUAGE_TIMEX_H

#include <acta/document.h>

/**
   Fill doc->timexes and the `timex` of its tokens, which must be cut into
   sentences; tags and tree are used if they are there.  The anchor is the date
   of the live entry or of the article, or for "the following day" the date
   told last.  Linear in the text.  Thread-safe for different documents.
   @return ACTA_OK or ACTA_E_NOMEM.
*/
acta_status acta_timex_find(acta_document *doc, acta_error *err);

/// First and last day of a TIMEX3 value of type DATE or TIME ("2019-04",
/// "2008-W35", "2007-Q3", "199", "2012-SU", "2019-04-24TMO"); both ACTA_NO_DAY
/// if it names no stretch of the calendar.
acta_days acta_timex_days(acta_str value);

#endif
