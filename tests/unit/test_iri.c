// SPDX-License-Identifier: MIT
#include "base/iri.h"

#include "../tap.h"

// Recipes are a data format: these values must never change.
int main(void)
{
  acta_arena    *a    = acta_arena_new(0);
  const acta_str none = {"", 0};
  const acta_str full =
    acta_iri_entity(a, ACTA_STR("person"), ACTA_STR("Anna Schmidt"), none);
  eq_str(full.p, "https://w3id.org/acta/id/entity/person-9a34f3e8f30a6483");
  ok(acta_str_eq(full, acta_iri_entity(a, ACTA_STR("person"),
                                       ACTA_STR("ANNA SCHMIDT"), none)));
  ok(!acta_str_eq(full,
                  acta_iri_entity(a, ACTA_STR("person"),
                                  ACTA_STR("Anna Schmidt"), ACTA_STR("x"))));
  const acta_str key = acta_iri_event(
    a, ACTA_STR("Meeting"), 'k',
    ACTA_STR("acta-event-1\nhttps://w3id.org/acta/ont#Meeting\n"
             "participant=http://www.wikidata.org/entity/Q56226\n"
             "participant=http://www.wikidata.org/entity/Q7747\n"
             "2019-04-25\n"));
  eq_str(key.p, "https://w3id.org/acta/id/event/"
                "meeting-k459fc8892473556fa9f2b8438bd8d217");
  eq_str(acta_iri_span(a, ACTA_STR("x:t"), 0, 4294967295U).p,
         "x:t#char=0,4294967295");
  acta_arena_free(a);
  return tap_done();
}
