// SPDX-License-Identifier: MIT
#include "store/redland_node.h"

#include "rdf/chars.h"

#include <stdlib.h>

static acta_str str_of_uri(raptor_uri *uri)
{
  size_t      n = 0;
  const char *p = (const char *)raptor_uri_as_counted_string(uri, &n);
  return (acta_str){p, n};
}

bool acta_term_of_node(const librdf_node *r, acta_term *t)
{
  *t = (acta_term){0};
  if (!r) {
    return true;
  }
  switch (r->type) {
  case RAPTOR_TERM_TYPE_UNKNOWN: return false;
  case RAPTOR_TERM_TYPE_URI:
    t->kind  = ACTA_IRI;
    t->value = str_of_uri(r->value.uri);
    return true;
  case RAPTOR_TERM_TYPE_BLANK:
    t->kind  = ACTA_BLANK;
    t->value = (acta_str){(const char *)r->value.blank.string,
                          r->value.blank.string_len};
    return true;
  case RAPTOR_TERM_TYPE_LITERAL: break;
  }
  t->kind  = ACTA_LITERAL;
  t->value = (acta_str){(const char *)r->value.literal.string,
                        r->value.literal.string_len};
  if (r->value.literal.language) {
    t->lang = (acta_str){(const char *)r->value.literal.language,
                         r->value.literal.language_len};
  } else if (r->value.literal.datatype) {
    t->datatype = str_of_uri(r->value.literal.datatype);
    if (acta_str_eq(t->datatype, ACTA_STR(ACTA_XSD "string"))) {
      t->datatype = (acta_str){NULL, 0};
    }
  }
  return true;
}

librdf_node *acta_node_of_term(librdf_world *world, const acta_term *t)
{
  const unsigned char *value =
    (const unsigned char *)(t->value.n ? t->value.p : "");
  librdf_uri  *type = NULL;
  librdf_node *node = NULL;
  switch (t->kind) {
  case ACTA_NONE: return NULL;
  case ACTA_IRI:
    return librdf_new_node_from_counted_uri_string(world, value, t->value.n);
  case ACTA_BLANK:
    return librdf_new_node_from_counted_blank_identifier(world, value,
                                                         t->value.n);
  case ACTA_LITERAL: break;
  }
  if (t->datatype.n) {
    type = raptor_new_uri_from_counted_string(
      librdf_world_get_raptor(world), (const unsigned char *)t->datatype.p,
      t->datatype.n);
    if (!type) {
      return NULL;
    }
  }
  char *lang = NULL; // raptor takes a length and looks for a NUL
  if (t->lang.n) {
    lang = malloc(t->lang.n + 1);
    if (lang) {
      memcpy(lang, t->lang.p, t->lang.n);
      lang[t->lang.n] = '\0';
    }
  }
  if (lang || !t->lang.n) {
    node = librdf_new_node_from_typed_counted_literal(world, value, t->value.n,
                                                      lang, t->lang.n, type);
  }
  free(lang);
  if (type) {
    librdf_free_uri(type);
  }
  return node;
}
