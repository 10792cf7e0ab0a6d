// SPDX-License-Identifier: MIT
// The gazetteer as part of an open ontology.
#include "ontology/gazetteer.h"

const acta_name_hit *acta_names_find(const acta_ontology *o, acta_str name,
                                     size_t *n)
{
  return acta_gazetteer_find(acta_ontology_gazetteer(o), name, n);
}

bool acta_names_continue(const acta_ontology *o, acta_str prefix)
{
  return acta_gazetteer_continue(acta_ontology_gazetteer(o), prefix);
}

uint32_t acta_n_entries(const acta_ontology *o)
{
  return acta_gazetteer_count(acta_ontology_gazetteer(o));
}

void acta_entry_at(const acta_ontology *o, uint32_t id, acta_entry *entry)
{
  acta_gazetteer_entry(acta_ontology_gazetteer(o), id, entry);
}

uint32_t acta_entry_by_iri(const acta_ontology *o, acta_str iri)
{
  return acta_gazetteer_by_iri(acta_ontology_gazetteer(o), iri);
}

acta_gender acta_first_name(const acta_ontology *o, acta_str name, bool *known)
{
  return acta_gazetteer_first_name(acta_ontology_gazetteer(o), name, known);
}

uint32_t acta_word_find(const acta_ontology *o, acta_str word, acta_str *value)
{
  return acta_gazetteer_word(acta_ontology_gazetteer(o), word, value);
}
