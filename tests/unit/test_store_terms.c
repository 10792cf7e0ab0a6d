// SPDX-License-Identifier: MIT
// Terms as ids and bytes, and terms whose hashes are equal.
#include "store/term.h"
#include "store/txn.h"

#include "../tap.h"

#include <stdlib.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

static acta_id id_of(const char *value, const char *type)
{
  const acta_term t = {.kind     = ACTA_LITERAL,
                       .value    = acta_str_of(value),
                       .datatype = acta_str_of(type)};
  return acta_id_of_value(&t);
}

// Is the term held by its id, and does it come back as it was?
static bool inlined(const char *value, const char *type)
{
  char          room[ACTA_LEXICAL_MAX];
  acta_term     t;
  const acta_id id = id_of(value, type);
  return id && acta_id_value(id, room, &t) && acta_str_is(t.value, value) &&
         acta_str_is(t.datatype, type);
}

static void test_values(void)
{
  ok(inlined("0", XSD "integer") && inlined("-17", XSD "integer"));
  ok(inlined("8796093022207", XSD "integer"));
  ok(!id_of("8796093022208", XSD "integer") &&
     !id_of("99999999999999999999", XSD "integer"));
  ok(!id_of("07", XSD "integer") && !id_of("+7", XSD "integer") &&
     !id_of("-0", XSD "integer") && !id_of("", XSD "integer") &&
     !id_of("-", XSD "integer"));
  ok(inlined("17592186044415", XSD "nonNegativeInteger"));
  ok(!id_of("-1", XSD "nonNegativeInteger"));
  ok(inlined("0001-01-01", XSD "date") && inlined("9999-12-31", XSD "date") &&
     inlined("2000-02-29", XSD "date"));
  ok(!id_of("1900-02-29", XSD "date") && !id_of("0000-01-01", XSD "date") &&
     !id_of("2019-04-24Z", XSD "date"));
  ok(inlined("2019-04-24T23:59:59Z", XSD "dateTime") &&
     inlined("1969-12-31T23:59:59Z", XSD "dateTime"));
  ok(!id_of("2019-04-24T24:00:00Z", XSD "dateTime") &&
     !id_of("2019-04-24T10:00:00", XSD "dateTime"));
  ok(inlined("true", XSD "boolean") && inlined("false", XSD "boolean") &&
     !id_of("1", XSD "boolean"));
  ok(!id_of("7", XSD "decimal") && !id_of("7", ""));
}

// Two 16-byte pieces of which each multiplies both lanes of the hash by zero,
// so that what stands before them does not matter.
static void colliding(char out[65], char first)
{
  static const uint64_t zero[2] = {0xA0761D6478BD642FU, 0xE7037ED1A0B428DBU};
  memset(out, 'x', 64);
  out[0] = first;
  // the bytes of a term begin with its kind, which is not in `out`
  memcpy(out + 15, zero, 16);
}

static void test_collision(void)
{
  char a[65] = "", b[65] = "", ta[65], tb[65];
  colliding(a, '1');
  colliding(b, '2');
  const acta_term terms[2] = {{.kind = ACTA_IRI, .value = {a, 64}},
                              {.kind = ACTA_IRI, .value = {b, 64}}};
  const size_t    n        = acta_term_put(&terms[0], (uint8_t *)ta);
  (void)acta_term_put(&terms[1], (uint8_t *)tb);
  const acta_hash128 ha = acta_hash128_of(ta, n), hb = acta_hash128_of(tb, n);
  ok(ha.hi == hb.hi && ha.lo == hb.lo);
  acta_store *store  = NULL;
  acta_txn   *txn    = NULL;
  acta_id     ids[2] = {0, 0};
  ok(!acta_store_open(NULL, NULL, &store, NULL));
  for (int i = 0; i < 2; ++i) { // in one transaction, and in two
    ok(!acta_txn_begin(store, ACTA_TXN_WRITE, &txn, NULL));
    const acta_quad q = {terms[i], terms[0], terms[i], {.kind = ACTA_NONE}};
    ok(!acta_txn_sink(txn)->quad(acta_txn_sink(txn), &q, NULL));
    ok(!acta_txn_commit(txn, NULL));
  }
  ok(!acta_txn_begin(store, ACTA_TXN_READ, &txn, NULL));
  for (int i = 0; i < 2; ++i) {
    acta_term        t;
    acta_term_room_t room = {.copy = {NULL, 0, 0, false}};
    ok(!acta_txn_find(txn, &terms[i], &ids[i], NULL) && ids[i]);
    ok(!acta_txn_term(txn, ids[i], &room, &t, NULL) &&
       acta_str_eq(t.value, terms[i].value));
  }
  ok(ids[0] != ids[1]);
  acta_txn_abort(txn);
  acta_store_close(store);
}

int main(void)
{
  test_values();
  test_collision();
  return tap_done();
}
