// SPDX-License-Identifier: MIT
#include "event/words.h"

#include "base/rows.h"

static const acta_row words[] = {
#include "grammar-en.inc"
};

bool acta_grammar_lists(const char *kind, acta_str word)
{
  const acta_rows all = {words, sizeof words / sizeof *words};
  return acta_rows_find(all, kind, word) != NULL;
}
