// SPDX-License-Identifier: MIT
#include "sparql/redland_terms.h"

#include "rdf/chars.h"

#include <stdlib.h>

static unsigned char *copy(acta_str s)
{
  unsigned char *p = raptor_alloc_memory(s.n + 1);
  if (p) {
    memcpy(p, s.n ? s.p : "", s.n);
    p[s.n] = '\0';
  }
  return p;
}

static raptor_uri *uri_of(rasqal_world *world, acta_str s)
{
  return raptor_new_uri_from_counted_string(rasqal_world_get_raptor(world),
                                            (const unsigned char *)s.p, s.n);
}

static acta_str str_of_uri(raptor_uri *uri)
{
  size_t      n = 0;
  const char *p = (const char *)raptor_uri_as_counted_string(uri, &n);
  return (acta_str){p, n};
}

static rasqal_literal *literal_of(rasqal_world *world, const acta_term *t)
{
  unsigned char *text = copy(t->value);
  char          *lang = t->lang.n ? (char *)copy(t->lang) : NULL;
  raptor_uri    *type = t->datatype.n ? uri_of(world, t->datatype) : NULL;
  if (text && (lang || !t->lang.n) && (type || !t->datatype.n)) {
    return rasqal_new_string_literal(world, text, lang, type,
                                     NULL); // takes all
  }
  raptor_free_memory(text);
  raptor_free_memory(lang);
  raptor_free_uri(type);
  return NULL;
}

rasqal_literal *acta_rasqal_of_term(rasqal_world *world, const acta_term *t)
{
  if (t->kind == ACTA_LITERAL) {
    return literal_of(world, t);
  }
  if (t->kind == ACTA_IRI) {
    raptor_uri *uri = uri_of(world, t->value);
    return uri ? rasqal_new_uri_literal(world, uri) : NULL;
  }
  unsigned char *label = copy(t->value);
  return label ? rasqal_new_simple_literal(world, RASQAL_LITERAL_BLANK, label)
               : NULL;
}

static void set_datatype(acta_term *t, raptor_uri *uri)
{
  const acta_str type = str_of_uri(uri);
  if (!acta_str_eq(type, ACTA_STR(ACTA_XSD "string"))) {
    t->datatype = type;
  }
}

bool acta_term_of_rasqal(rasqal_literal *l, acta_term *t)
{
  *t = (acta_term){0};
  if (!l) {
    return true;
  }
  if (l->type == RASQAL_LITERAL_URI) {
    t->kind  = ACTA_IRI;
    t->value = str_of_uri(l->value.uri);
    return true;
  }
  if (l->type == RASQAL_LITERAL_UNKNOWN || l->type == RASQAL_LITERAL_VARIABLE ||
      l->type == RASQAL_LITERAL_QNAME || !l->string) {
    return false;
  }
  t->kind  = l->type == RASQAL_LITERAL_BLANK ? ACTA_BLANK : ACTA_LITERAL;
  t->value = (acta_str){(const char *)l->string, l->string_len};
  if (t->kind == ACTA_BLANK) {
    return true;
  }
  raptor_uri *type = rasqal_literal_datatype(l);
  if (l->language) {
    t->lang = acta_str_of(l->language);
  } else if (type) {
    set_datatype(t, type);
  }
  return true;
}
