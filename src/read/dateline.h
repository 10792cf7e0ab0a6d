// SPDX-License-Identifier: MIT
/// @file dateline.h  The dateline with which a report begins: where it was
/// written, when, and by which agency.
#ifndef ACTA_READ_DATELINE_H
#define ACTA_READ_DATELINE_H

#include <acta/document.h>

/// What marks it, the weakest first.
typedef enum {
  ACTA_DATELINE_NONE,
  ACTA_DATELINE_COLON,  ///< "Surat: "; any capitalised word may stand so
  ACTA_DATELINE_PLACE,  ///< "PORT HARLAN, Karel -- ", "NEW DELHI: "
  ACTA_DATELINE_AGENCY, ///< "(CNN)", "MOSCOW, April 28. /TASS/. "
} acta_dateline_kind;

typedef struct {
  acta_dateline_kind kind;
  size_t             n;      ///< Bytes with its dash
  const char        *outlet; ///< Its agency, or NULL
} acta_dateline;

/// Read the dateline at the beginning of the paragraph `s`.
acta_dateline acta_dateline_read(acta_str s);

#endif
