// SPDX-License-Identifier: MIT
// What a reader accepts, any writer that takes it writes so that reading it
// again gives the same; what it refuses has a line.
#include "../rdf_compare.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *write_again(acta_str text, acta_syntax from, acta_syntax to,
                         size_t *n)
{
  static const acta_read_options options = {"x:/a/b", {0}, NULL, false};
  char                          *p       = NULL;
  FILE                          *f       = open_memstream(&p, n);
  acta_sink                     *w       = acta_writer_new(f, to);
  const acta_status st = acta_rdf_read_mem(text, from, &options, w, NULL);
  acta_writer_free(w);
  (void)fclose(f);
  if (st) {
    free(p);
    p = NULL;
  }
  return p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  if (size < 2 || size > 4096) {
    return 0;
  }
  const acta_syntax       from    = ACTA_NTRIPLES + data[0] % 5;
  const acta_syntax       to      = ACTA_NTRIPLES + data[1] % 5;
  const acta_read_options options = {"x:/a/b", {0}, NULL, false};
  const acta_str          text    = {(const char *)data + 2, size - 2};
  acta_error              err     = {ACTA_OK, 0, 0, ""};
  rdf_set                 first, again;
  rdf_set_init(&first);
  rdf_set_init(&again);
  const acta_status st =
    acta_rdf_read_mem(text, from, &options, &first.sink, &err);
  if (st && (st != ACTA_E_SYNTAX || !err.line)) {
    abort();
  }
  size_t     n    = 0;
  const bool flat = (from == ACTA_NQUADS || from == ACTA_TRIG) &&
                    to != ACTA_NQUADS && to != ACTA_TRIG;
  char *out = st || flat ? NULL : write_again(text, from, to, &n);
  if (!st && !flat && !out && to != ACTA_RDFXML) {
    abort();
  }
  if (out &&
      (acta_rdf_read_mem((acta_str){out, n}, to, NULL, &again.sink, &err) ||
       !rdf_set_same(&first, &again))) {
    abort();
  }
  free(out);
  rdf_set_release(&first);
  rdf_set_release(&again);
  return 0;
}
