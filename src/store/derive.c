// SPDX-License-Identifier: MIT
// The rules of the closure.
#include "store/closure_impl.h"

static acta_status derive_classes(acta_deriver *d, uint64_t s, uint32_t class,
                                  acta_error *err)
{
  const uint32_t *supers = NULL;
  size_t          n      = 0;
  acta_status     st =
    acta_schema_supers(d->closure->schema, class, false, &supers, &n, err);
  for (size_t i = 0; !st && i < n; ++i) {
    st = d->emit(d, s, ACTA_NODE_TYPE, 0, supers[i], err);
  }
  return st;
}

// What follows if `p`, or what it implies, is a predicate of special meaning.
static acta_status derive_special(acta_deriver *d, uint64_t s, uint32_t p,
                                  uint64_t o, acta_error *err)
{
  uint32_t    node = ACTA_NO_NODE;
  acta_status st   = ACTA_OK;
  if (p != ACTA_NODE_TYPE && p != ACTA_NODE_PRESENTED) {
    return ACTA_OK;
  }
  st = d->node(d, o, &node, err);
  if (st || node == ACTA_NO_NODE) {
    return st;
  }
  if (p == ACTA_NODE_TYPE) {
    return derive_classes(d, s, node, err);
  }
  if (node != ACTA_NODE_ACTUAL) {
    return ACTA_OK;
  }
  st = d->emit(d, s, ACTA_NODE_TYPE, 0, ACTA_NODE_OCCURRENCE, err);
  return st ? st : derive_classes(d, s, ACTA_NODE_OCCURRENCE, err);
}

acta_status acta_derive(acta_deriver *d, uint64_t s, uint64_t p, uint64_t o,
                        acta_error *err)
{
  const uint32_t *supers = NULL;
  size_t          n      = 0;
  uint32_t        node   = ACTA_NO_NODE;
  acta_status     st     = d->node(d, p, &node, err);
  if (st || node == ACTA_NO_NODE) {
    return st;
  }
  st = derive_special(d, s, node, o, err);
  st = st
         ? st
         : acta_schema_supers(d->closure->schema, node, true, &supers, &n, err);
  for (size_t i = 0; !st && i < n; ++i) {
    if (supers[i] == ACTA_NODE_SUBCLASS || supers[i] == ACTA_NODE_SUBPROPERTY) {
      continue; // nothing is added between classes
    }
    st = d->emit(d, s, supers[i], o, ACTA_NO_NODE, err);
    st = st ? st : derive_special(d, s, supers[i], o, err);
  }
  return st;
}
