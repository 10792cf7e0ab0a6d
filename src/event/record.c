// SPDX-License-Identifier: MIT
#include <acta/record.h>

static const char *const stance_names[ACTA_N_STANCE] = {
  "actual", "planned", "possible", "hypothetical", "negated", "generic"};

const char *acta_stance_name(acta_stance stance)
{
  return stance_names[stance];
}

bool acta_stance_by_name(acta_str name, acta_stance *stance)
{
  for (unsigned i = 0; i < ACTA_N_STANCE; ++i) {
    if (acta_str_is(name, stance_names[i])) {
      *stance = (acta_stance)i;
      return true;
    }
  }
  return false;
}
