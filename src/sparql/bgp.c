// SPDX-License-Identifier: MIT
#include "sparql/bgp.h"

#include <stdlib.h>

// One pattern in its place of the order.
typedef struct {
  acta_bgp_triple triple;
  acta_scan      *scan;
  uint32_t        binds[4]; // variables it binds first: s p o g
} level;

struct acta_bgp {
  acta_txn              *txn;
  acta_bgp_graph         graph;
  const acta_bgp_filter *filter;
  acta_scan             *probe; // looks up single quads
  level                 *levels;
  size_t                 n_levels;
  acta_id               *values; // by variable; 0: not bound
  size_t                 n_vars;
  size_t                 depth; // level to go on with; n_levels: none
  bool                   begun;
};

void acta_bgp_free(acta_bgp *b)
{
  if (b) {
    for (size_t i = 0; b->levels && i < b->n_levels; ++i) {
      acta_scan_free(b->levels[i].scan);
    }
    acta_scan_free(b->probe);
    free(b->levels);
    free(b->values);
    free(b);
  }
}

// While planning: bound, to what is not known.
#define BOUND ACTA_ID_MAX

static acta_id value_of(const acta_bgp *b, const acta_bgp_slot *slot)
{
  const acta_id id = slot->var == ACTA_NO_VAR ? slot->id : b->values[slot->var];
  return id == BOUND ? 0 : id;
}

static acta_id_pattern pattern_of(const acta_bgp *b, const acta_bgp_triple *t)
{
  acta_id_pattern p = {{{0, 0, 0, 0}}, b->graph.mode};
  for (size_t i = 0; i < 3; ++i) {
    p.ids.k[i] = value_of(b, &t->slot[i]);
  }
  if (p.mode == ACTA_GRAPH_ONE || p.mode == ACTA_GRAPH_ANY) {
    p.ids.k[3] = value_of(b, &b->graph.graph);
    p.mode     = p.ids.k[3] ? ACTA_GRAPH_ONE : ACTA_GRAPH_ANY;
  }
  return p;
}

// ---- matching

static bool in_one_of(acta_bgp *b, const acta_row *row, acta_status *status,
                      acta_error *err)
{
  for (size_t i = 0; i < b->graph.n_among; ++i) {
    acta_id_pattern p = {*row, ACTA_GRAPH_ONE};
    acta_row        found;
    p.ids.k[3] = b->graph.among[i];
    *status    = acta_scan_begin(b->probe, &p, err);
    if (!*status) {
      *status = acta_scan_next(b->probe, &found, err);
    }
    if (*status != ACTA_END) {
      return !*status;
    }
  }
  *status = ACTA_OK;
  return false;
}

static void unbind(acta_bgp *b, const level *l)
{
  for (size_t i = 0; i < 4; ++i) {
    if (l->binds[i] != ACTA_NO_VAR) {
      b->values[l->binds[i]] = 0;
    }
  }
}

// Binds the variables of `l` to `row`; false if one that stands twice would
// get two values, or a value does not suit.
static bool bind(acta_bgp *b, const level *l, const acta_row *row)
{
  for (size_t i = 0; i < 4; ++i) {
    const uint32_t var = l->binds[i];
    if (var == ACTA_NO_VAR) {
      continue;
    }
    if (b->values[var] && b->values[var] != row->k[i]) {
      return false;
    }
    b->values[var] = row->k[i];
    if (!row->k[i] || // the default graph has no name
        (b->filter && !b->filter->test(b->filter->user, var, row->k[i]))) {
      return false;
    }
  }
  return true;
}

// Next row of a level that fits; ACTA_END if there is none.
static acta_status step(acta_bgp *b, level *l, acta_error *err)
{
  acta_row    row;
  acta_status st = ACTA_OK;
  for (;;) {
    unbind(b, l);
    st = acta_scan_next(l->scan, &row, err);
    if (st) {
      return st;
    }
    if (b->graph.n_among && !in_one_of(b, &row, &st, err)) {
      if (st) {
        return st;
      }
      continue;
    }
    if (bind(b, l, &row)) {
      return ACTA_OK;
    }
  }
}

static acta_status enter(acta_bgp *b, level *l, acta_error *err)
{
  const acta_id_pattern p = pattern_of(b, &l->triple);
  return acta_scan_begin(l->scan, &p, err);
}

// ---- planning

// Variables of `l` that are not bound yet.
static void set_binds(const acta_bgp *b, level *l)
{
  for (size_t i = 0; i < 4; ++i) {
    const acta_bgp_slot *slot = i < 3 ? &l->triple.slot[i] : &b->graph.graph;
    const bool           use  = i < 3 || b->graph.mode == ACTA_GRAPH_ANY;
    l->binds[i] = use && slot->var != ACTA_NO_VAR && !b->values[slot->var]
                    ? slot->var
                    : ACTA_NO_VAR;
  }
}

static bool is_connected(const acta_bgp *b, const acta_bgp_triple *t)
{
  for (size_t i = 0; i < 3; ++i) {
    if (t->slot[i].var != ACTA_NO_VAR && b->values[t->slot[i].var]) {
      return true;
    }
  }
  return false;
}

// Moves the pattern to take next to level `at`.
static acta_status choose(acta_bgp *b, size_t at, acta_error *err)
{
  size_t   best       = at;
  bool     best_joins = false;
  uint64_t least      = UINT64_MAX;
  for (size_t i = at; i < b->n_levels; ++i) {
    const acta_bgp_triple *t     = &b->levels[i].triple;
    const bool             joins = is_connected(b, t);
    const acta_id_pattern  p     = pattern_of(b, t);
    uint64_t               n     = 0;
    const acta_status      st    = acta_scan_estimate(b->probe, &p, &n, err);
    if (st) {
      return st;
    }
    if ((joins && !best_joins) || (joins == best_joins && n < least)) {
      best       = i;
      best_joins = joins;
      least      = n;
    }
  }
  const level swap = b->levels[at];
  b->levels[at]    = b->levels[best];
  b->levels[best]  = swap;
  return ACTA_OK;
}

// Chooses the order along a sample row: each choice sees what the patterns
// before it bind.  Once there is no such row, variables count as bound without
// a value.
static acta_status plan(acta_bgp *b, acta_error *err)
{
  acta_status st      = ACTA_OK;
  bool        sampled = true;
  for (size_t at = 0; at < b->n_levels; ++at) {
    level *l = &b->levels[at];
    st       = choose(b, at, err);
    if (st) {
      return st;
    }
    set_binds(b, l);
    if (sampled && !(st = enter(b, l, err))) {
      st = step(b, l, err);
    }
    if (st && st != ACTA_END) {
      return st;
    }
    sampled = sampled && !st;
    for (size_t i = 0; i < 4 && !sampled; ++i) {
      if (l->binds[i] != ACTA_NO_VAR) {
        b->values[l->binds[i]] = BOUND;
      }
    }
  }
  memset(b->values, 0, b->n_vars * sizeof(*b->values));
  return ACTA_OK;
}

// ---- interface

acta_status acta_bgp_new(acta_txn *txn, const acta_bgp_pattern *pattern,
                         acta_bgp **out, acta_error *err)
{
  const size_t n = pattern->n_triples;
  acta_bgp    *b = calloc(1, sizeof(*b));
  if (!b) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  b->txn         = txn;
  b->graph       = pattern->graph;
  b->n_vars      = pattern->n_vars;
  b->values      = calloc(b->n_vars + 1, sizeof(*b->values));
  b->levels      = calloc(n + 1, sizeof(*b->levels));
  acta_status st = ACTA_OK;
  if (!b->values || !b->levels) {
    acta_bgp_free(b);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  b->n_levels = n;
  for (size_t i = 0; i < n && !st; ++i) {
    b->levels[i].triple = pattern->triples[i];
    st                  = acta_scan_new(txn, &b->levels[i].scan, err);
  }
  if (!st) {
    st = acta_scan_new(txn, &b->probe, err);
  }
  if (st) {
    acta_bgp_free(b);
    return st;
  }
  *out = b;
  return ACTA_OK;
}

void acta_bgp_set_filter(acta_bgp *b, const acta_bgp_filter *filter)
{
  b->filter = filter;
}

acta_id acta_bgp_value(const acta_bgp *b, uint32_t var)
{
  return b->values[var];
}

acta_status acta_bgp_next(acta_bgp *b, acta_error *err)
{
  acta_status st = ACTA_OK;
  if (!b->begun) {
    b->begun = true;
    st       = plan(b, err);
    if (!st && b->n_levels) {
      st = enter(b, &b->levels[0], err);
    }
    if (st || !b->n_levels) {
      b->depth = b->n_levels;
      return st;
    }
  }
  while (b->depth < b->n_levels) {
    st = step(b, &b->levels[b->depth], err);
    if (st == ACTA_END && b->depth > 0) {
      --b->depth;
      continue;
    }
    if (st) {
      b->depth = b->n_levels;
      return st;
    }
    if (b->depth + 1 == b->n_levels) {
      return ACTA_OK;
    }
    st = enter(b, &b->levels[++b->depth], err);
    if (st) {
      return st;
    }
  }
  return ACTA_END;
}
