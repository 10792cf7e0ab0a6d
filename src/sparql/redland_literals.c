// SPDX-License-Identifier: MIT
#include "sparql/redland_literals.h"

#include "base/vec.h"
#include "rdf/write.h"
#include "sparql/redland_terms.h"

#include <stdlib.h>

static size_t slot_of(acta_id id)
{
  return (size_t)((id * 0x9E3779B97F4A7C15u) >> 52) % ACTA_LITERAL_CACHE;
}

rasqal_literal *acta_literals_find(const acta_literals *t, acta_id id)
{
  const size_t i = slot_of(id);
  return t->cache[i].id == id ? t->cache[i].literal : NULL;
}

static bool same(const acta_term *a, const acta_term *b)
{
  return acta_str_eq(a->value, b->value) && acta_str_eq(a->lang, b->lang) &&
         acta_str_eq(a->datatype, b->datatype);
}

// Remembers that `shown` means the term `id`.
static bool remember(acta_literals *t, const acta_term *shown, acta_id id)
{
  acta_buf b   = {NULL, 0, 0, false};
  void    *ids = t->ids;
  if (!t->forms) {
    t->forms = acta_intern_new();
  }
  if (!t->forms ||
      !acta_vec_grow(&ids, t->n_ids, &t->cap_ids, sizeof(*t->ids))) {
    return false;
  }
  t->ids = ids;
  acta_write_term(&b, shown);
  const uint32_t at =
    b.failed ? UINT32_MAX : acta_intern_add(t->forms, acta_buf_as_str(&b));
  acta_buf_release(&b);
  if (at == t->n_ids) {
    t->ids[t->n_ids++] = id;
  }
  return at != UINT32_MAX;
}

// Is the literal shown in results as what it was made of?
static bool check(acta_literals *t, rasqal_literal *l, acta_id id,
                  const acta_term *term)
{
  rasqal_literal *node = rasqal_literal_as_node(l);
  acta_term       shown;
  const bool      good = node && (!acta_term_of_rasqal(node, &shown) ||
                             same(&shown, term) || remember(t, &shown, id));
  rasqal_free_literal(node);
  return good;
}

rasqal_literal *acta_literals_make(acta_literals *t, rasqal_world *world,
                                   acta_id id, const acta_term *term)
{
  const size_t    i = slot_of(id);
  rasqal_literal *l = acta_rasqal_of_term(world, term);
  if (!l || (term->kind == ACTA_LITERAL && (term->lang.n || term->datatype.n) &&
             !check(t, l, id, term))) {
    rasqal_free_literal(l);
    return NULL;
  }
  rasqal_free_literal(t->cache[i].literal);
  t->cache[i].id      = id;
  t->cache[i].literal = l;
  return l;
}

acta_id acta_literals_meant(const acta_literals *t, const acta_term *shown)
{
  if (!t->forms || shown->kind != ACTA_LITERAL) {
    return 0;
  }
  acta_buf b = {NULL, 0, 0, false};
  acta_write_term(&b, shown);
  const uint32_t at = acta_intern_find(t->forms, acta_buf_as_str(&b));
  acta_buf_release(&b);
  return at < t->n_ids ? t->ids[at] : 0;
}

void acta_literals_release(acta_literals *t)
{
  for (size_t i = 0; i < ACTA_LITERAL_CACHE; ++i) {
    rasqal_free_literal(t->cache[i].literal);
  }
  acta_intern_free(t->forms);
  free(t->ids);
}
