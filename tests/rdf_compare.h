// SPDX-License-Identifier: MIT
/// @file rdf_compare.h  For tests: collect quads, compare up to blank labels.
#ifndef ACTA_TESTS_RDF_COMPARE_H
#define ACTA_TESTS_RDF_COMPARE_H

#include "base/hash.h"
#include "base/intern.h"
#include "base/vec.h"

#include <acta/rdf.h>

#include <stdlib.h>

/// A sink that keeps what it is given.  Terms are numbers; those of blank
/// nodes are marked.
typedef struct {
  acta_sink    sink;
  acta_intern *terms; ///< Kind, value, datatype and language of a term
  uint32_t (*quads)[4];
  size_t n, cap;
} rdf_set;

static inline uint32_t rdf_set_term(rdf_set *r, const acta_term *t)
{
  char  *p = NULL;
  size_t n = 0;
  FILE  *f = open_memstream(&p, &n);
  if (!f) {
    return 0;
  }
  (void)fputc("-<_\""[t->kind], f);
  (void)fwrite(t->value.n ? t->value.p : "", 1, t->value.n, f);
  (void)fprintf(f, "\"@%.*s^^%.*s", (int)t->lang.n, t->lang.n ? t->lang.p : "",
                (int)t->datatype.n, t->datatype.n ? t->datatype.p : "");
  (void)fclose(f);
  const uint32_t id = acta_intern_add(r->terms, (acta_str){p, n});
  free(p);
  return id;
}

static inline acta_status rdf_set_quad(acta_sink *sink, const acta_quad *q,
                                       acta_error *err)
{
  rdf_set *r     = (rdf_set *)sink;
  void    *quads = r->quads;
  if (!acta_vec_grow(&quads, r->n, &r->cap, sizeof(*r->quads))) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  r->quads           = quads;
  const acta_term *t = &q->s;
  for (size_t i = 0; i < 4; ++i) {
    r->quads[r->n][i] = rdf_set_term(r, &t[i]);
  }
  r->n++;
  return ACTA_OK;
}

static inline void rdf_set_init(rdf_set *r)
{
  *r       = (rdf_set){{rdf_set_quad, NULL, NULL}, NULL, NULL, 0, 0};
  r->terms = acta_intern_new();
}

static inline void rdf_set_release(rdf_set *r)
{
  acta_intern_free(r->terms);
  free(r->quads);
}

static inline int rdf_set_order(const void *a, const void *b)
{
  return memcmp(a, b, 4 * sizeof(uint64_t));
}

// One round of colour refinement: a blank node's colour becomes a hash of the
// quads around it.  Returns the number of different colours of blank nodes.
static inline size_t rdf_set_refine(const rdf_set *r, uint64_t *colour,
                                    uint64_t *next, size_t n)
{
  memset(next, 0, n * sizeof(*next));
  for (size_t i = 0; i < r->n; ++i) {
    for (uint64_t k = 0; k < 4; ++k) {
      uint64_t c[5];
      for (size_t j = 0; j < 4; ++j) {
        c[j] = colour[r->quads[i][j]];
      }
      c[4] = k;
      next[r->quads[i][k]] += acta_hash64(c, sizeof(c), 1);
    }
  }
  size_t different = 0;
  for (size_t i = 0; i < n; ++i) {
    if (acta_intern_at(r->terms, (uint32_t)i).p[0] == '_') {
      colour[i] = acta_hash64(&next[i], sizeof(next[i]), colour[i]);
    }
  }
  for (size_t i = 0; i < n; ++i) {
    bool seen = acta_intern_at(r->terms, (uint32_t)i).p[0] != '_';
    for (size_t j = 0; j < i && !seen; ++j) {
      seen = colour[j] == colour[i];
    }
    different += !seen;
  }
  return different;
}

static inline void rdf_set_colour(const rdf_set *r, uint64_t *colour, size_t n)
{
  uint64_t *next   = calloc(n + 1, sizeof(*next));
  size_t    blanks = 0, now = 0, before = 0;
  for (size_t i = 0; i < n; ++i) {
    const acta_str t     = acta_intern_at(r->terms, (uint32_t)i);
    const bool     blank = t.p[0] == '_';
    blanks += blank;
    colour[i] = blank ? 1 : acta_hash64(t.p, t.n, 7);
  }
  do {
    do {
      before = now;
      now    = rdf_set_refine(r, colour, next, n);
    } while (now > before);
    for (size_t i = 0; i < n && now < blanks; ++i) { // single out a tied one
      for (size_t j = 0; j < i; ++j) {
        if (colour[i] == colour[j]) {
          colour[i] ^= 0x9E3779B97F4A7C15u;
          i = n;
          break;
        }
      }
    }
    before = 0;
    now    = now < blanks ? now + 1 : now;
  } while (now < blanks);
  (void)rdf_set_refine(r, colour, next, n);
  free(next);
}

/// The quads as sorted rows of colours, without repeats.
static inline uint64_t (*rdf_set_rows(const rdf_set *r, size_t *n_rows))[4]
{
  const size_t n      = acta_intern_count(r->terms);
  uint64_t    *colour = calloc(n + 1, sizeof(*colour));
  uint64_t(*rows)[4]  = calloc(r->n + 1, sizeof(*rows));
  rdf_set_colour(r, colour, n);
  for (size_t i = 0; i < r->n; ++i) {
    for (size_t k = 0; k < 4; ++k) {
      rows[i][k] = colour[r->quads[i][k]];
    }
  }
  qsort(rows, r->n, sizeof(*rows), rdf_set_order);
  size_t w = 0;
  for (size_t i = 0; i < r->n; ++i) {
    if (!w || rdf_set_order(rows[w - 1], rows[i]) != 0) {
      memmove(rows[w++], rows[i], sizeof(*rows));
    }
  }
  *n_rows = w;
  free(colour);
  return rows;
}

static inline int rdf_set_quad_order(const void *a, const void *b)
{
  return memcmp(a, b, 4 * sizeof(uint32_t));
}

/// Sort the quads and drop repeats.
static inline void rdf_set_unique(rdf_set *r)
{
  size_t w = 0;
  if (r->n) {
    qsort(r->quads, r->n, sizeof(*r->quads), rdf_set_quad_order);
  }
  for (size_t i = 0; i < r->n; ++i) {
    if (!w || rdf_set_quad_order(r->quads[w - 1], r->quads[i]) != 0) {
      memmove(r->quads[w++], r->quads[i], sizeof(*r->quads));
    }
  }
  r->n = w;
}

/// Are they the same sets of quads up to blank labels?
static inline bool rdf_set_same(rdf_set *a, rdf_set *b)
{
  rdf_set_unique(a);
  rdf_set_unique(b);
  size_t na = 0, nb = 0;
  uint64_t(*ra)[4] = rdf_set_rows(a, &na);
  uint64_t(*rb)[4] = rdf_set_rows(b, &nb);
  const bool is    = na == nb && !memcmp(ra, rb, na * sizeof(*ra));
  free(ra);
  free(rb);
  return is;
}

#endif
