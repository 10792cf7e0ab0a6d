// SPDX-License-Identifier: MIT
#include "store/rank.h"

#include <stdlib.h>

enum {
  PIECE       = 1 << 16, // terms that are sorted in memory
  VALUE_BYTES = 2 + ACTA_LEXICAL_MAX,
  RECORD      = 16, // least bytes of a term in its table
};

static acta_status damaged(acta_error *err)
{
  return acta_fail(err, ACTA_E_STORE, "the store is damaged: odd id");
}

acta_status acta_rank_init(acta_rank *r, acta_txn *txn, acta_error *err)
{
  const acta_env *env = txn->store->env;
  MDB_stat        terms;
  *r           = (acta_rank){.txn = txn, .n = 1};
  const int rc = mdb_stat(txn->mdb, acta_env_table(env, ACTA_T_TERM), &terms);
  if (rc) {
    return acta_env_fail(err, rc, "cannot count the terms");
  }
  r->n_serials = terms.ms_entries;
  if (!txn->write && r->n_serials > acta_env_size(env) / RECORD) {
    return damaged(err);
  }
  return acta_scratch_init(&r->by_serial, env, r->n_serials + 1,
                           sizeof(uint32_t), err);
}

void acta_rank_release(acta_rank *r)
{
  acta_scratch_release(&r->by_serial);
  acta_scratch_release(&r->terms);
  acta_scratch_release(&r->values);
  acta_map_release(&r->by_value);
}

acta_status acta_rank_note(acta_rank *r, acta_id id, acta_error *err)
{
  if (id && !acta_id_stored(id)) {
    uint64_t *value = acta_map_at(&r->by_value, id);
    return value ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  uint32_t      *tags   = r->by_serial.p;
  const uint64_t serial = acta_id_number(id);
  if (id && (!serial || serial > r->n_serials)) {
    return damaged(err);
  }
  if (id && !tags[serial]) {
    tags[serial] = acta_id_tag(id);
    r->n++;
  }
  return ACTA_OK;
}

// ---- collecting

static acta_status take_stored(acta_rank *r, acta_ranked *out, size_t *n,
                               acta_error *err)
{
  const uint32_t *tags = r->by_serial.p;
  acta_status     st   = ACTA_OK;
  for (uint64_t serial = 1; !st && serial <= r->n_serials; ++serial) {
    if (tags[serial]) {
      acta_ranked *t = &out[(*n)++];
      t->id          = serial << 4 | tags[serial];
      st             = acta_txn_term_bytes(r->txn, t->id, &t->bytes, err);
    }
  }
  return st;
}

static acta_status take_values(acta_rank *r, acta_ranked *out, size_t *n,
                               acta_error *err)
{
  uint8_t *at = r->values.p;
  for (size_t i = 0; i < r->by_value.cap; ++i) {
    char          room[ACTA_LEXICAL_MAX];
    acta_term     term;
    const acta_id id = r->by_value.slots[i].key;
    if (id && !acta_id_value(id, room, &term)) {
      return damaged(err);
    }
    if (id) {
      const size_t size = acta_term_put(&term, at);
      out[(*n)++]       = (acta_ranked){{(const char *)at, size}, id};
      at += VALUE_BYTES;
    }
  }
  return ACTA_OK;
}

// ---- sorting

static int kind_order(acta_str bytes)
{
  const unsigned tag = bytes.n ? acta_term_tag_of(bytes.p, bytes.n) : 0;
  return tag == ACTA_TAG_LITERAL ? 1
         : tag == ACTA_TAG_IRI   ? 2
         : tag == ACTA_TAG_BLANK ? 3
                                 : 0;
}

static int cmp_ranked(const void *a, const void *b)
{
  const acta_ranked *x = a, *y = b;
  const int          kx = kind_order(x->bytes), ky = kind_order(y->bytes);
  return kx != ky ? kx - ky : acta_str_cmp(x->bytes, y->bytes);
}

// Merges two neighbours that are sorted: `n_low` items and then the others.
static void merge(const acta_ranked *in, size_t n_low, size_t n,
                  acta_ranked *out)
{
  size_t low = 0, high = n_low;
  for (size_t i = 0; i < n; ++i) {
    const bool lower =
      high == n || (low < n_low && cmp_ranked(&in[low], &in[high]) <= 0);
    out[i] = in[lower ? low++ : high++];
  }
}

static size_t least(size_t a, size_t b)
{
  return a < b ? a : b;
}

// Sorts `n` terms, piece by piece and then merging (Knuth, TAOCP 3, 5.2.4).
// Both arrays are used; returns the one with the result.
static acta_ranked *sort(acta_ranked *terms, acta_ranked *spare, size_t n)
{
  for (size_t i = 0; i < n; i += PIECE) {
    qsort(terms + i, least(PIECE, n - i), sizeof(*terms), cmp_ranked);
  }
  for (size_t size = PIECE; size < n; size *= 2) {
    for (size_t i = 0; i < n; i += 2 * size) {
      merge(terms + i, least(size, n - i), least(2 * size, n - i), spare + i);
    }
    acta_ranked *swap = terms;
    terms             = spare;
    spare             = swap;
  }
  return terms;
}

// "None", which comes first, stays there.
static acta_status sort_terms(acta_rank *r, acta_error *err)
{
  acta_scratch      spare = {NULL, 0, false};
  const acta_status st    = acta_scratch_init(&spare, r->txn->store->env, r->n,
                                              sizeof(acta_ranked), err);
  if (!st && sort(r->terms.p, spare.p, r->n) == spare.p) {
    const acta_scratch swap = r->terms;
    r->terms                = spare;
    spare                   = swap;
  }
  acta_scratch_release(&spare);
  return st;
}

acta_status acta_rank_sort(acta_rank *r, acta_error *err)
{
  const acta_env *env = r->txn->store->env;
  size_t          n   = 1;
  r->n += r->by_value.n;
  if (r->n >= UINT32_MAX) {
    return acta_fail(err, ACTA_E_LIMIT, "too many terms to sort");
  }
  acta_status st =
    acta_scratch_init(&r->terms, env, r->n, sizeof(acta_ranked), err);
  st                       = st ? st
                                : acta_scratch_init(&r->values, env, r->by_value.n, VALUE_BYTES, err);
  st                       = st ? st : take_stored(r, r->terms.p, &n, err);
  st                       = st ? st : take_values(r, r->terms.p, &n, err);
  st                       = st ? st : sort_terms(r, err);
  const acta_ranked *terms = r->terms.p;
  uint32_t          *ranks = r->by_serial.p;
  for (size_t i = 1; !st && i < n; ++i) {
    if (acta_id_stored(terms[i].id)) {
      ranks[acta_id_number(terms[i].id)] = (uint32_t)i;
    } else {
      *acta_map_find(&r->by_value, terms[i].id) = i;
    }
  }
  return st;
}

uint32_t acta_rank_of(const acta_rank *r, acta_id id)
{
  const uint32_t *ranks = r->by_serial.p;
  if (!id) {
    return 0;
  }
  return acta_id_stored(id) ? ranks[acta_id_number(id)]
                            : (uint32_t)*acta_map_find(&r->by_value, id);
}

acta_str acta_rank_bytes(const acta_rank *r, size_t rank)
{
  const acta_ranked *terms = r->terms.p;
  return terms[rank].bytes;
}
