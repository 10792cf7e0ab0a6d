// SPDX-License-Identifier: MIT
#include "base/rows.h"
#include "event/work.h"

static const acta_row words[] = {
#include "grammar-en.inc"
};

bool is_listed(const char *kind, acta_str word)
{
  const acta_rows all = {words, sizeof words / sizeof *words};
  return acta_rows_find(all, kind, word) != NULL;
}
