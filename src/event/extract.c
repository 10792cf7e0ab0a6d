// SPDX-License-Identifier: MIT
#include "event/work.h"

static void find_roles(work *w)
{
  const acta_ontology *o = w->o;
  w->role.agent          = acta_role_find(o, ACTA_STR("agent"));
  w->role.patient        = acta_role_find(o, ACTA_STR("patient"));
  w->role.topic          = acta_role_find(o, ACTA_STR("topic"));
  w->role.participant    = acta_role_find(o, ACTA_STR("participant"));
  w->role.place          = acta_role_find(o, ACTA_STR("place"));
  w->role.content        = acta_role_find(o, ACTA_STR("content"));
  w->role.quote          = acta_role_find(o, ACTA_STR("quote"));
  w->role.dead           = acta_role_find(o, ACTA_STR("dead"));
  w->role.injured        = acta_role_find(o, ACTA_STR("injured"));
  w->role.arrested       = acta_role_find(o, ACTA_STR("arrested"));
  w->role.money          = acta_role_find(o, ACTA_STR("money"));
  w->role.time           = acta_role_find(o, ACTA_STR("time"));
  w->role.before         = acta_role_find(o, ACTA_STR("before"));
  w->role.cause          = acta_role_find(o, ACTA_STR("cause"));
  w->role.result         = acta_role_find(o, ACTA_STR("result"));
  w->role.addressee      = acta_role_find(o, ACTA_STR("addressee"));
  w->role.after          = acta_role_find(o, ACTA_STR("after"));
  w->justice             = acta_class_find(o, ACTA_STR("Justice"));
  w->communication       = acta_class_find(o, ACTA_STR("Communication"));
  w->statement           = acta_class_find(o, ACTA_STR("Statement"));
  w->modifier            = acta_relation_find(o, ACTA_STR("modifier"));
}

static void name_speakers(work *w)
{
  for (uint32_t i = 0; i < w->n_event && !w->nomem; ++i) {
    event *e = &w->event[i];
    if (e->speaker != ACTA_NO && !e->drop) {
      e->attributed_to = speaker_iri(w, e->speaker);
      w->nomem         = w->nomem || !e->attributed_to.p;
    }
  }
}

acta_status acta_events_extract(const acta_ontology *o, acta_document *doc,
                                acta_record_event **events, uint32_t *n,
                                const acta_explain *explain, acta_error *err)
{
  static void (*const steps[])(work *) = {
    find_quotes,     find_triggers,      find_contents, find_speakers,
    find_sources,    find_first_persons, find_times,    find_stances,
    find_lead_times, find_places,        find_counts,   find_links,
    name_speakers};
  work w    = {0};
  w.o       = o;
  w.doc     = doc;
  w.arena   = doc->arena;
  w.explain = explain;
  find_roles(&w);
  mend_trees(&w);
  w.nomem = !tree_init(&w) || !speaker_init(&w);
  for (size_t i = 0; i < sizeof steps / sizeof *steps && !w.nomem; ++i) {
    steps[i](&w);
  }
  if (w.nomem) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory for events");
  }
  return emit_events(&w, events, n, err);
}
