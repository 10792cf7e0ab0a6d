// SPDX-License-Identifier: MIT
/// @file cues.h  The words of ontology/layout-en.tsv.
#ifndef ACTA_READ_CUES_H
#define ACTA_READ_CUES_H

#include "base/rows.h"

acta_rows acta_layout_rows(void);

#endif
