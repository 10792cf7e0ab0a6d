// SPDX-License-Identifier: MIT
#include "store/chunk.h"
#include "base/vec.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 1024 };

acta_chunk *acta_chunk_new(void)
{
  acta_chunk *c = calloc(1, sizeof(*c));
  if (!c) {
    return NULL;
  }
  c->mask      = FIRST_SLOTS - 1;
  c->slots     = calloc(FIRST_SLOTS, sizeof(*c->slots));
  c->cap_terms = FIRST_SLOTS / 2;
  c->terms     = calloc(c->cap_terms, sizeof(*c->terms));
  c->n_terms   = 1; // number 0: none
  if (!c->slots || !c->terms) {
    acta_chunk_free(c);
    return NULL;
  }
  return c;
}

void acta_chunk_free(acta_chunk *c)
{
  if (c) {
    acta_buf_release(&c->bytes);
    free(c->terms);
    free(c->slots);
    free(c->rows);
    free(c);
  }
}

void acta_chunk_clear(acta_chunk *c)
{
  c->bytes.n = 0;
  c->n_terms = 1;
  c->n_rows  = 0;
  memset(c->last, 0, sizeof(c->last));
  memset(c->slots, 0, (c->mask + 1) * sizeof(*c->slots));
}

static void fill_slots(const acta_chunk *c, acta_chunk_slot *slots, size_t mask)
{
  for (size_t number = 1; number < c->n_terms; ++number) {
    const acta_hash128 h = c->terms[number].hash;
    size_t             i = (size_t)h.hi & mask;
    while (slots[i].number) {
      i = (i + 1) & mask;
    }
    slots[i] = (acta_chunk_slot){(uint32_t)number, (uint32_t)h.lo};
  }
}

static bool grow_slots(acta_chunk *c)
{
  const size_t     mask  = c->mask * 2 + 1;
  acta_chunk_slot *slots = calloc(mask + 1, sizeof(*slots));
  if (!slots) {
    return false;
  }
  fill_slots(c, slots, mask);
  free(c->slots);
  c->slots = slots;
  c->mask  = mask;
  return true;
}

void acta_chunk_cut(acta_chunk *c, size_t n_rows, size_t n_terms)
{
  if (n_terms < c->n_terms) {
    c->bytes.n = c->terms[n_terms].begin; // terms lie in order
    c->n_terms = n_terms;
    memset(c->slots, 0, (c->mask + 1) * sizeof(*c->slots));
    fill_slots(c, c->slots, c->mask);
  }
  memset(c->last, 0, sizeof(c->last));
  c->n_rows = n_rows;
}

static bool same(const acta_chunk *c, uint32_t number, acta_hash128 h,
                 const void *p, size_t n, acta_id id)
{
  const acta_chunk_term *t = &c->terms[number];
  return t->hash.hi == h.hi && t->hash.lo == h.lo && t->n == n &&
         (n ? !memcmp(c->bytes.p + t->begin, p, n) : t->id == id);
}

// The term whose bytes stand at the end of `bytes`, from `begin` on, or (no
// bytes) whose id is `id`.  Takes them off again if it is there already.
static uint32_t number_of(acta_chunk *c, size_t begin, acta_id id)
{
  const size_t       n = c->bytes.n - begin;
  const char        *p = c->bytes.p + (n ? begin : 0);
  const acta_hash128 h =
    n ? acta_hash128_of(p, n) : acta_hash128_of(&id, sizeof(id));
  size_t i = (size_t)h.hi & c->mask;
  for (; c->slots[i].number; i = (i + 1) & c->mask) {
    if (c->slots[i].check == (uint32_t)h.lo &&
        same(c, c->slots[i].number, h, p, n, id)) {
      c->bytes.n = begin;
      return c->slots[i].number;
    }
  }
  void *terms = c->terms;
  if (n >= UINT32_MAX || c->n_terms >= UINT32_MAX - 1 ||
      !acta_vec_grow(&terms, c->n_terms, &c->cap_terms, sizeof(*c->terms))) {
    return UINT32_MAX;
  }
  c->terms              = terms;
  const uint32_t number = (uint32_t)c->n_terms;
  c->terms[number]      = (acta_chunk_term){begin, (uint32_t)n, h, id};
  c->slots[i]           = (acta_chunk_slot){number, (uint32_t)h.lo};
  c->n_terms++;
  if (2 * c->n_terms > c->mask && !grow_slots(c)) {
    c->n_terms--;
    c->slots[i].number = 0;
    return UINT32_MAX;
  }
  return number;
}

uint32_t acta_chunk_number_of(acta_chunk *c, acta_str bytes)
{
  const size_t begin = c->bytes.n;
  acta_buf_str(&c->bytes, bytes);
  return c->bytes.failed ? UINT32_MAX : number_of(c, begin, 0);
}

uint32_t acta_chunk_number_of_id(acta_chunk *c, acta_id id)
{
  return id ? number_of(c, c->bytes.n, id) : 0;
}

uint32_t acta_chunk_number(acta_chunk *c, const acta_term *term)
{
  if (term->kind == ACTA_NONE) {
    return 0;
  }
  const size_t  begin = c->bytes.n;
  const acta_id id    = acta_id_of_value(term);
  if (id) {
    return number_of(c, begin, id);
  }
  uint8_t      short_room[256];
  const size_t room = acta_term_room(term);
  uint8_t     *p    = room > sizeof(short_room) ? malloc(room) : short_room;
  if (!p) {
    return UINT32_MAX;
  }
  acta_buf_add(&c->bytes, p, acta_term_put(term, p));
  if (p != short_room) {
    free(p);
  }
  return c->bytes.failed ? UINT32_MAX : number_of(c, begin, 0);
}

// Data comes sorted by subject and graph as a rule: try the term that stood in
// this position before.
static uint32_t number_at(acta_chunk *c, int position, const acta_term *term)
{
  const acta_chunk_term *t = &c->terms[c->last[position]];
  if (term->kind == ACTA_IRI && t->n == term->value.n + 1) {
    const char *p = c->bytes.p + t->begin;
    if (*p == 'i' && !memcmp(p + 1, term->value.p, term->value.n)) {
      return c->last[position];
    }
  }
  const uint32_t number = acta_chunk_number(c, term);
  if (number != UINT32_MAX) {
    c->last[position] = number;
  }
  return number;
}

bool acta_chunk_add_numbers(acta_chunk *c, acta_ranks row)
{
  void *rows = c->rows;
  if (!acta_vec_grow(&rows, c->n_rows, &c->cap_rows, sizeof(*c->rows))) {
    return false;
  }
  c->rows              = rows;
  c->rows[c->n_rows++] = row;
  return true;
}

bool acta_chunk_add(acta_chunk *c, const acta_quad *quad)
{
  const acta_term *const terms[4] = {&quad->s, &quad->p, &quad->o, &quad->g};
  acta_ranks             row;
  for (int i = 0; i < 4; ++i) {
    row.k[i] = number_at(c, i, terms[i]);
    if (row.k[i] == UINT32_MAX) {
      return false;
    }
  }
  return acta_chunk_add_numbers(c, row);
}
