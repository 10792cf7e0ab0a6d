// SPDX-License-Identifier: MIT
#include "read/article.h"

acta_status acta_html_read(acta_arena *a, acta_str page, acta_raw_article *out,
                           acta_error *err)
{
  (void)a;
  (void)page;
  (void)out;
  return acta_fail(err, ACTA_E_SYNTAX, "HTML is not read yet");
}
