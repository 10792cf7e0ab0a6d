// SPDX-License-Identifier: MIT
#include "graph/work.h"

static const acta_str english = {"en", 2};

static const term_id stance_terms[ACTA_N_STANCE] = {
  T_ACT_ACTUAL,       T_ACT_PLANNED, T_ACT_POSSIBLE,
  T_ACT_HYPOTHETICAL, T_ACT_NEGATED, T_ACT_GENERIC};

term_id stance_term(acta_stance stance)
{
  return stance_terms[stance];
}

// What a quoted speaker alone vouches for is a claim, not a fact.
static void emit_presented(work *w, const acta_record_event *e)
{
  bool stances[ACTA_N_STANCE] = {false};
  bool claimed                = false;
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    const acta_record_mention *m = &e->mentions[i];
    const bool by_speaker = m->stance == ACTA_ACTUAL && m->attributed_to.n;
    claimed               = claimed || by_speaker;
    stances[m->stance]    = stances[m->stance] || !by_speaker;
  }
  if (!e->n_mentions) {
    stances[ACTA_ACTUAL] = true; // a record that says nothing else asserts
  }
  for (unsigned i = 0; i < ACTA_N_STANCE; ++i) {
    if (stances[i]) {
      emit(w, e->id, acta_graph_term(T_ACT_PRESENTED_AS),
           acta_graph_term(stance_terms[i]));
    }
  }
  if (claimed) {
    emit(w, e->id, acta_graph_term(T_ACT_PRESENTED_AS),
         acta_graph_term(T_ACT_CLAIMED));
  }
}

// "1,200" as an xsd:integer; a count that is no number is left out.
static void emit_number(work *w, acta_str s, acta_term p, acta_str label)
{
  char   digits[20];
  size_t n = 0;
  for (size_t i = 0; i < label.n; ++i) {
    const char c = label.p[i];
    if (c == ',') {
      continue;
    }
    if (c < '0' || c > '9' || n + 1 >= sizeof(digits)) {
      return;
    }
    if (n || c != '0' || i + 1 == label.n) {
      digits[n++] = c;
    }
  }
  if (n) {
    emit(w, s, p,
         (acta_term){
           ACTA_LITERAL, {digits, n}, acta_graph_iri(T_XSD_INTEGER), {"", 0}});
  }
}

static acta_str language(const work *w)
{
  return w->document->language.n ? w->document->language : english;
}

static void emit_literal_role(work *w, const acta_record_event *e,
                              const acta_role *role, acta_str value)
{
  const acta_term p = iri_term(role->iri);
  if (acta_str_is(role->name, "quote")) {
    emit_text(w, e->id, T_ACT_QUOTE, value, language(w));
  } else if (acta_str_is(role->name, "money")) {
    emit(w, e->id, p, (acta_term){ACTA_LITERAL, value, {"", 0}, {"", 0}});
  } else {
    emit_number(w, e->id, p, value);
  }
}

// Has an earlier role said the same?
static bool is_repeated(const acta_record_event *e, uint32_t at)
{
  for (uint32_t i = 0; i < at; ++i) {
    if (acta_str_eq(e->roles[i].role, e->roles[at].role) &&
        acta_str_eq(e->roles[i].id, e->roles[at].id) &&
        (e->roles[at].id.n ||
         acta_str_eq(e->roles[i].label, e->roles[at].label))) {
      return true;
    }
  }
  return false;
}

static void emit_roles(work *w, const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role *r = &e->roles[i];
    const acta_role        *role =
      acta_role_at(w->g->o, acta_role_find(w->g->o, r->role));
    if (is_repeated(e, i)) {
      continue;
    }
    if (role->kind == ACTA_ROLE_LITERAL) {
      emit_literal_role(w, e, role, r->label);
    } else if (r->id.n) {
      emit(w, e->id, iri_term(role->iri), iri_term(r->id));
    }
  }
  for (uint32_t i = 0; i < e->n_quotes; ++i) {
    emit_text(w, e->id, T_ACT_QUOTE, e->quotes[i], language(w));
  }
}

static void emit_time(work *w, const acta_record_event *e)
{
  if (e->time.begin != ACTA_NO_DAY && e->time.begin == e->time.end) {
    emit_day(w, e->id, T_SEM_TIME_STAMP, e->time.begin);
  } else {
    emit_day(w, e->id, T_SEM_EARLIEST, e->time.begin);
    emit_day(w, e->id, T_SEM_LATEST, e->time.end);
  }
}

static void emit_event_links(work *w, const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_links; ++i) {
    const acta_record_link *link = &e->links[i];
    const term_id           p    = link_term(link->type);
    if (p != T_ACT_SAME_EVENT) {
      emit(w, e->id, acta_graph_term(p), iri_term(link->id));
    }
  }
}

term_id link_term(acta_str type)
{
  static const struct {
    const char *name;
    term_id     term;
  } links[] = {
    {"before", T_ACT_BEFORE},
    {"partOf", T_ACT_PART_OF},
    {"content", T_ACT_CONTENT},
    {"sameEvent", T_ACT_SAME_EVENT},
  };
  for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); ++i) {
    if (acta_str_is(type, links[i].name)) {
      return links[i].term;
    }
  }
  return T_NONE;
}

void emit_event(work *w, const acta_record_event *e)
{
  const acta_class *class =
    acta_class_at(w->g->o, acta_class_find(w->g->o, e->type));
  emit(w, e->id, acta_graph_term(T_RDF_TYPE), iri_term(class->iri));
  emit_text(w, e->id, T_RDFS_LABEL, e->label.n ? e->label : class->label,
            english);
  emit_roles(w, e);
  emit_time(w, e);
  emit_presented(w, e);
  emit_event_links(w, e);
  if (w->document->id.n) {
    emit(w, e->id, acta_graph_term(T_SCHEMA_SUBJECT_OF),
         iri_term(w->document->id));
  }
  if (w->g->options.mentions == ACTA_MENTIONS_NONE || !w->document->id.n) {
    return;
  }
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    if (e->mentions[i].span.begin != ACTA_NO) {
      emit(w, e->id, acta_graph_term(T_GAF_DENOTED_BY),
           iri_term(span_iri(w, &e->mentions[i].span)));
    }
  }
}
