// SPDX-License-Identifier: MIT
#include "store/cursor.h"

#include <stdlib.h>

struct acta_cursor {
  acta_cursor     *next, **link; // list of the transaction's cursors
  acta_txn        *txn;          // NULL: it has ended
  acta_scan       *scan;         // NULL: nothing matches
  acta_row         ids;          // of the terms below
  acta_term        terms[4];
  acta_term_room_t room[4];
};

void acta_cursors_orphan(acta_txn *txn)
{
  for (acta_cursor *c = txn->cursors; c; c = c->next) {
    acta_scan_free(c->scan);
    c->scan = NULL;
    c->txn  = NULL;
  }
}

acta_status acta_pattern_ids(acta_txn *txn, const acta_pattern *pattern,
                             acta_id_pattern *ids, bool *known, acta_error *err)
{
  const acta_quad       *q        = &pattern->quad;
  const acta_term *const terms[4] = {&q->s, &q->p, &q->o, &q->g};
  acta_status            st       = ACTA_OK;
  if (pattern->default_graph && q->g.kind != ACTA_NONE) {
    return acta_fail(err, ACTA_E_ARG,
                     "a pattern names a graph and wants the default graph");
  }
  *known = true;
  for (int i = 0; !st && i < 4; ++i) {
    st = acta_txn_find(txn, terms[i], &ids->ids.k[i], err);
    if (!ids->ids.k[i] && terms[i]->kind != ACTA_NONE) {
      *known = false;
    }
  }
  ids->mode = q->g.kind != ACTA_NONE   ? ACTA_GRAPH_ONE
              : pattern->default_graph ? ACTA_GRAPH_DEFAULT
              : pattern->union_graph   ? ACTA_GRAPH_UNION
                                       : ACTA_GRAPH_ANY;
  return st;
}

acta_status acta_txn_match(acta_txn *txn, const acta_pattern *pattern,
                           acta_cursor **cursor, acta_error *err)
{
  acta_id_pattern ids;
  bool            known = false;
  acta_cursor    *c     = calloc(1, sizeof(*c));
  if (!c) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_status st = acta_txn_flush(txn, err);
  st             = st ? st : acta_pattern_ids(txn, pattern, &ids, &known, err);
  if (!st && known) {
    st = acta_scan_new(txn, &c->scan, err);
    st = st ? st : acta_scan_begin(c->scan, &ids, err);
  }
  if (st) {
    acta_scan_free(c->scan);
    free(c);
    return st;
  }
  c->txn  = txn;
  c->next = txn->cursors;
  c->link = &txn->cursors;
  if (c->next) {
    c->next->link = &c->next;
  }
  txn->cursors = c;
  *cursor      = c;
  return ACTA_OK;
}

acta_status acta_cursor_next(acta_cursor *c, acta_quad *quad, acta_error *err)
{
  acta_row row;
  if (!c->scan) {
    return ACTA_END;
  }
  acta_status st = acta_scan_next(c->scan, &row, err);
  for (int i = 0; !st && i < 4; ++i) {
    if (row.k[i] != c->ids.k[i]) {
      c->ids.k[i] = 0; // until its term is there
      st = acta_txn_term(c->txn, row.k[i], &c->room[i], &c->terms[i], err);
      c->ids.k[i] = st ? 0 : row.k[i];
    } else if (!row.k[i]) {
      c->terms[i].kind = ACTA_NONE;
    }
  }
  if (!st) {
    *quad = (acta_quad){c->terms[0], c->terms[1], c->terms[2], c->terms[3]};
  }
  return st;
}

void acta_cursor_free(acta_cursor *c)
{
  if (c) {
    if (c->txn) {
      *c->link = c->next;
      if (c->next) {
        c->next->link = c->link;
      }
    }
    acta_scan_free(c->scan);
    for (int i = 0; i < 4; ++i) {
      acta_buf_release(&c->room[i].copy);
    }
    free(c);
  }
}

uint64_t acta_txn_estimate(acta_txn *txn, const acta_pattern *pattern)
{
  acta_id_pattern ids;
  bool            known = false;
  uint64_t        n     = 0;
  acta_scan      *scan  = NULL;
  acta_status     st    = acta_txn_flush(txn, NULL);
  st = st ? st : acta_pattern_ids(txn, pattern, &ids, &known, NULL);
  if (!st && known && !acta_scan_new(txn, &scan, NULL)) {
    if (acta_scan_estimate(scan, &ids, &n, NULL)) {
      n = 0;
    }
  }
  acta_scan_free(scan);
  return n;
}
