// SPDX-License-Identifier: MIT
// Any bytes as records of a store: what decodes must encode to the same again.
#include "store/row.h"
#include "store/term.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int holds)
{
  if (!holds) {
    abort();
  }
}

static bool eq(acta_str a, acta_str b)
{
  return acta_str_eq(a, b);
}

static void try_block(const uint8_t *data, size_t size)
{
  static acta_row rows[ACTA_BLOCK_ROWS];
  uint8_t         packed[ACTA_ROW_MAX];
  if (size < ACTA_KEY_BYTES) {
    return;
  }
  const size_t n = acta_block_get(data, ACTA_KEY_BYTES, data + ACTA_KEY_BYTES,
                                  size - ACTA_KEY_BYTES, rows);
  for (size_t i = 1; i < n; ++i) {
    acta_row row = rows[i - 1];
    must(acta_row_cmp(&rows[i - 1], &rows[i]) < 0);
    const size_t m = acta_row_put(packed, &rows[i - 1], &rows[i]);
    must(m <= sizeof(packed));
    must(acta_row_get(packed, packed + m, &row) == packed + m);
    must(!acta_row_cmp(&row, &rows[i]));
  }
}

static void try_term(const uint8_t *data, size_t size)
{
  acta_term term, again;
  if (!acta_term_get(data, size, &term)) {
    return;
  }
  uint8_t *bytes = malloc(acta_term_room(&term));
  if (!bytes) {
    return;
  }
  const size_t n = acta_term_put(&term, bytes);
  must(n <= acta_term_room(&term));
  must(acta_term_get(bytes, n, &again));
  must(term.kind == again.kind && eq(term.value, again.value) &&
       eq(term.lang, again.lang));
  // xsd:string and no datatype are the same
  must(eq(term.datatype, again.datatype) || !again.datatype.n);
  must(acta_term_tag(&term) == acta_term_tag_of(data, size));
  free(bytes);
}

static void try_id(const uint8_t *data, size_t size)
{
  char      room[ACTA_LEXICAL_MAX];
  acta_term term;
  if (size >= ACTA_ID_BYTES) {
    const acta_id id = acta_id_get(data);
    if (acta_id_value(id, room, &term)) {
      must(acta_id_of_value(&term) == id);
    }
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  try_block(data, size);
  try_term(data, size);
  try_id(data, size);
  return 0;
}
