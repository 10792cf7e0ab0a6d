// SPDX-License-Identifier: MIT
#include "fuse/fuse.h"

acta_status acta_fuse_records(const acta_ontology *o, FILE *in, FILE *out,
                              const acta_fuse_report *told, acta_error *err)
{
  acta_record_reader *reader = acta_record_reader_new(in);
  acta_arena         *arena  = acta_arena_new(0);
  acta_status         st     = ACTA_OK;
  (void)o;
  if (!reader || !arena) {
    st = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  while (!st) {
    acta_record r;
    acta_error  wrong = {0};
    acta_arena_reset(arena);
    const acta_status got = acta_record_next(reader, arena, &r, &wrong);
    if (got == ACTA_END) {
      break;
    }
    if (got && told) {
      told->wrong(told->user, &wrong);
    }
    if (!got) {
      st = acta_record_write(out, &r, err);
    }
  }
  acta_record_reader_free(reader);
  acta_arena_free(arena);
  return st;
}
