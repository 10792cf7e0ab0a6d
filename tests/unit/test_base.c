// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/utf8.h"

#include "../tap.h"

static void test_utf8(void)
{
  acta_arena *a = acta_arena_new(0);
  ok(acta_utf8_invalid(ACTA_STR("caf\xC3\xA9")) == 5);
  ok(acta_utf8_invalid(ACTA_STR("ab\xFF")) == 2);
  ok(acta_utf8_invalid(ACTA_STR("\xED\xA0\x80")) == 0); // a surrogate
  ok(acta_str_is(acta_utf8_nfc(a, ACTA_STR("e\xCC\x81")), "\xC3\xA9"));
  ok(acta_str_is(acta_utf8_fold(a, ACTA_STR("STRA\xC3\x9F"
                                            "E")),
                 "strasse"));
  acta_cp_index x;
  char          text[300];
  for (size_t i = 0; i < sizeof(text); i += 3) {
    memcpy(text + i, "\xE2\x82\xAC", 3);
  }
  ok(acta_cp_index_init(&x, a, (acta_str){text, sizeof(text)}));
  ok(acta_cp_of(&x, 0) == 0);
  ok(acta_cp_of(&x, 150) == 50);
  ok(acta_cp_of(&x, 300) == 100);
  acta_arena_free(a);
}

static void test_days(void)
{
  char out[16];
  ok(acta_day_of(1970, 1, 1) == 0);
  ok(acta_day_weekday(acta_day_of(2019, 4, 25)) == 3);
  ok(acta_day_parse(ACTA_STR("2019-02-29")) == ACTA_NO_DAY);
  ok(acta_day_parse(ACTA_STR("2019-04-25T10:00:00Z")) ==
     acta_day_of(2019, 4, 25));
  for (acta_day d = -800000; d < 800000; d += 997) {
    int y = 0, m = 0, day = 0;
    acta_day_civil(d, &y, &m, &day);
    if (acta_day_of(y, m, day) != d) {
      ok(!"round trip");
    }
  }
  acta_day_format(acta_day_of(1948, 9, 9), out);
  eq_str(out, "1948-09-09");
}

static void test_tables(void)
{
  char         hex[65];
  acta_intern *t = acta_intern_new();
  acta_buf     b = {NULL, 0, 0, false};
  for (unsigned i = 0; i < 1000; ++i) {
    b.n = 0;
    acta_buf_printf(&b, "word%u", i);
    ok(acta_intern_add(t, acta_buf_as_str(&b)) == i);
  }
  ok(acta_intern_find(t, ACTA_STR("word999")) == 999);
  ok(acta_intern_find(t, ACTA_STR("word1000")) == UINT32_MAX);
  acta_buf_release(&b);
  acta_intern_free(t);
  acta_sha256_hex(ACTA_STR("abc"), hex, 16);
  eq_str(hex, "ba7816bf8f01cfea");
}

int main(void)
{
  test_utf8();
  test_days();
  test_tables();
  return tap_done();
}
