// SPDX-License-Identifier: MIT
// Ids follow the order of loading; an export should not.  So the terms in use
// are ranked by their text, and the quads sorted by rank, in runs if they are
// many.
#include <acta/export.h>

#include "store/closure.h"
#include "store/rank.h"
#include "store/scan.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

// Ranks are sorted by two digits of 16 bits.
enum { DIGIT_BITS = 16, DIGIT_VALUES = 1 << DIGIT_BITS };

typedef struct {
  acta_txn                  *txn;
  const acta_export_options *options;
  acta_id                    closure; // graph to leave out, or 0
  acta_rank                  rank;
  acta_ranks                *rows, *spare;
  size_t                     n_rows, cap_rows;
  uint32_t                  *counts;
  acta_runs                  runs;
} job;

static const uint8_t order_gspo[4] = {3, 0, 1, 2};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// ---- what to export

typedef acta_status (*quad_fn)(job *j, const acta_row *quad, acta_error *err);

static acta_status pattern_of(job *j, acta_id_pattern *pattern, bool *known,
                              acta_error *err)
{
  const acta_term *graph = &j->options->graph;
  *pattern               = (acta_id_pattern){.mode = ACTA_GRAPH_ANY};
  *known                 = true;
  if (j->options->default_graph) {
    pattern->mode = ACTA_GRAPH_DEFAULT;
  } else if (graph->kind != ACTA_NONE) {
    pattern->mode = ACTA_GRAPH_ONE;
    const acta_status st =
      acta_txn_find(j->txn, graph, &pattern->ids.k[3], err);
    *known = pattern->ids.k[3] != 0;
    return st;
  } else if (!j->options->entailed) {
    return acta_closure_graph(j->txn, &j->closure, err);
  }
  return ACTA_OK;
}

static acta_status each_quad(job *j, quad_fn fn, acta_error *err)
{
  acta_id_pattern pattern;
  acta_scan      *scan  = NULL;
  bool            known = false;
  acta_row        quad;
  acta_status     st = pattern_of(j, &pattern, &known, err);
  if (st || !known) {
    return st;
  }
  st = acta_scan_new(j->txn, &scan, err);
  st = st ? st : acta_scan_begin(scan, &pattern, err);
  while (!st) {
    st = acta_scan_next(scan, &quad, err);
    if (!st && (!j->closure || quad.k[3] != j->closure)) {
      if (j->options->merge_graphs) {
        quad.k[3] = 0;
      }
      st = fn(j, &quad, err);
    }
  }
  acta_scan_free(scan);
  return st == ACTA_END ? ACTA_OK : st;
}

// ---- sorting the quads

static acta_status note_terms(job *j, const acta_row *quad, acta_error *err)
{
  acta_status st = ACTA_OK;
  for (int i = 0; !st && i < 4; ++i) {
    st = acta_rank_note(&j->rank, quad->k[i], err);
  }
  return st;
}

static void sort_by(job *j, acta_digit digit)
{
  acta_ranks_sort(j->rows, j->spare, j->n_rows, digit, j->counts, DIGIT_VALUES);
  acta_ranks *swap = j->rows;
  j->rows          = j->spare;
  j->spare         = swap;
}

static acta_memory_rows sorted(job *j)
{
  static const uint8_t parts[] = {2, 1, 0, 3};
  for (int i = 0; i < 4; ++i) {
    sort_by(j, (acta_digit){parts[i], 0, DIGIT_VALUES - 1});
    if (j->rank.n > DIGIT_VALUES) {
      sort_by(j, (acta_digit){parts[i], DIGIT_BITS, DIGIT_VALUES - 1});
    }
  }
  return (acta_memory_rows){j->rows, j->n_rows, NULL, order_gspo, false};
}

static acta_status spill(job *j, acta_error *err)
{
  if (j->runs.fd < 0) {
    j->runs.fd = acta_env_temporary(j->txn->store->env);
    if (j->runs.fd < 0) {
      return acta_env_fail(err, errno, "cannot make a temporary file");
    }
  }
  const acta_memory_rows rows = sorted(j);
  j->n_rows                   = 0;
  return acta_runs_add(&j->runs, &rows, err);
}

static acta_status add_row(job *j, const acta_row *quad, acta_error *err)
{
  if (j->n_rows == j->cap_rows) {
    const acta_status st = spill(j, err);
    if (st) {
      return st;
    }
  }
  acta_ranks *row = &j->rows[j->n_rows++];
  for (int i = 0; i < 4; ++i) {
    row->k[i] = acta_rank_of(&j->rank, quad->k[i]);
  }
  return ACTA_OK;
}

static acta_status make_room(job *j, acta_error *err)
{
  uint64_t          n  = 0;
  const acta_status st = acta_txn_count(j->txn, 'n', 0, &n, err);
  j->cap_rows          = n < ACTA_CHUNK_ROWS ? (size_t)n + 1 : ACTA_CHUNK_ROWS;
  j->rows              = malloc(j->cap_rows * sizeof(*j->rows));
  j->spare             = malloc(j->cap_rows * sizeof(*j->spare));
  j->counts            = malloc((DIGIT_VALUES + 1) * sizeof(*j->counts));
  return st ? st : j->rows && j->spare && j->counts ? ACTA_OK : no_memory(err);
}

// ---- output

static acta_status put_quad(job *j, const acta_row *row, acta_sink *sink,
                            acta_error *err)
{
  acta_term terms[4]; // g s p o
  for (int i = 0; i < 4; ++i) {
    const acta_str bytes = acta_rank_bytes(&j->rank, row->k[i]);
    terms[i]             = (acta_term){.kind = ACTA_NONE};
    if (row->k[i] && !acta_term_get(bytes.p, bytes.n, &terms[i])) {
      return acta_fail(err, ACTA_E_STORE, "the store is damaged: odd term");
    }
  }
  const acta_quad quad = {terms[1], terms[2], terms[3], terms[0]};
  return sink->quad(sink, &quad, err);
}

static acta_status put_all(job *j, acta_sink *sink, acta_error *err)
{
  const acta_memory_rows rows   = sorted(j);
  acta_stream           *stream = acta_stream_new(&rows, &j->runs);
  acta_row               row, last = {{0, 0, 0, 0}};
  acta_status            st = stream ? ACTA_OK : no_memory(err);
  while (!st) {
    st = acta_stream_next(stream, &row, err);
    if (!st && acta_row_cmp(&row, &last)) {
      st   = put_quad(j, &row, sink, err);
      last = row;
    }
  }
  acta_stream_free(stream);
  return st == ACTA_END ? ACTA_OK : st;
}

acta_status acta_txn_export(acta_txn *txn, const acta_export_options *options,
                            acta_sink *sink, acta_error *err)
{
  job         j  = {.txn = txn, .options = options, .runs = {.fd = -1}};
  acta_status st = acta_txn_flush(txn, err);
  st             = st ? st : acta_rank_init(&j.rank, txn, err);
  st             = st ? st : each_quad(&j, note_terms, err);
  st             = st ? st : acta_rank_sort(&j.rank, err);
  st             = st ? st : make_room(&j, err);
  st             = st ? st : each_quad(&j, add_row, err);
  st             = st ? st : put_all(&j, sink, err);
  acta_rank_release(&j.rank);
  acta_runs_release(&j.runs);
  free(j.rows);
  free(j.spare);
  free(j.counts);
  return st ? st : sink->end(sink, err);
}
