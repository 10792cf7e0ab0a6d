// SPDX-License-Identifier: MIT
#include "read/cues.h"

static const acta_row rows[] = {
#include "layout-en.inc"
};

acta_rows acta_layout_rows(void)
{
  return (acta_rows){rows, sizeof(rows) / sizeof(rows[0])};
}
