// SPDX-License-Identifier: MIT
#include "language/eisner.h"

// Best scores of the spans from token s to token e, and where they divide.  A
// complete span holds all dependents that its head, one of its ends, has on
// that side; in an incomplete one the head's arc to the other end was just
// drawn.
enum { COMPLETE_LEFT, COMPLETE_RIGHT, LEFT, RIGHT, N_KINDS };

typedef struct {
  const int32_t *scores;
  uint32_t       n;
  int32_t       *best[N_KINDS]; ///< By s * n + e
  uint32_t      *split[N_KINDS];
} chart;

// Joins two adjoining complete spans within s..e by an arc either way.
static void join(chart *c, uint32_t s, uint32_t e)
{
  const size_t n = c->n, at = s * n + e;
  int32_t      top   = INT32_MIN;
  uint32_t     where = s;
  for (uint32_t k = s; k < e; ++k) {
    const int32_t v = c->best[COMPLETE_RIGHT][s * n + k] +
                      c->best[COMPLETE_LEFT][(k + 1) * n + e];
    if (v > top) {
      top   = v;
      where = k;
    }
  }
  c->best[LEFT][at]   = top + c->scores[s * (n + 1) + e];
  c->best[RIGHT][at]  = top + c->scores[e * (n + 1) + s];
  c->split[LEFT][at]  = where;
  c->split[RIGHT][at] = where;
}

// Completes the spans s..e: an incomplete one and a complete one below its end.
static void complete(chart *c, uint32_t s, uint32_t e)
{
  const size_t n = c->n, at = s * n + e;
  int32_t      left = INT32_MIN, right = INT32_MIN;
  for (uint32_t k = s; k < e; ++k) {
    const int32_t l =
      c->best[COMPLETE_LEFT][s * n + k] + c->best[LEFT][k * n + e];
    const int32_t r =
      c->best[RIGHT][s * n + k + 1] + c->best[COMPLETE_RIGHT][(k + 1) * n + e];
    if (l > left) {
      left                        = l;
      c->split[COMPLETE_LEFT][at] = k;
    }
    if (r > right) {
      right                        = r;
      c->split[COMPLETE_RIGHT][at] = k + 1;
    }
  }
  c->best[COMPLETE_LEFT][at]  = left;
  c->best[COMPLETE_RIGHT][at] = right;
}

typedef struct {
  uint32_t s, e, kind;
} span;

// Reads the arcs of the best tree below `root` off the chart.
static void read_arcs(const chart *c, uint32_t root, uint32_t *heads,
                      span *stack)
{
  const size_t n     = c->n;
  size_t       depth = 0;
  heads[root]        = c->n;
  stack[depth++]     = (span){0, root, COMPLETE_LEFT};
  stack[depth++]     = (span){root, c->n - 1, COMPLETE_RIGHT};
  while (depth) {
    const span     x = stack[--depth];
    const uint32_t k = c->split[x.kind][x.s * n + x.e];
    if (x.s == x.e) {
      continue;
    }
    switch (x.kind) {
    case COMPLETE_LEFT:
      stack[depth++] = (span){x.s, k, COMPLETE_LEFT};
      stack[depth++] = (span){k, x.e, LEFT};
      break;
    case COMPLETE_RIGHT:
      stack[depth++] = (span){x.s, k, RIGHT};
      stack[depth++] = (span){k, x.e, COMPLETE_RIGHT};
      break;
    default:
      heads[x.kind == LEFT ? x.s : x.e] = x.kind == LEFT ? x.e : x.s;
      stack[depth++]                    = (span){x.s, k, COMPLETE_RIGHT};
      stack[depth++]                    = (span){k + 1, x.e, COMPLETE_LEFT};
      break;
    }
  }
}

bool acta_eisner(const int32_t *scores, uint32_t n, uint32_t *heads,
                 acta_arena *scratch)
{
  chart c     = {.scores = scores, .n = n};
  span *stack = acta_arena_alloc(scratch, 4 * (size_t)n + 4, sizeof(*stack));
  bool  good  = stack != NULL;
  for (size_t k = 0; k < N_KINDS && good; ++k) {
    c.best[k] = acta_arena_alloc(scratch, (size_t)n * n + 1, sizeof(**c.best));
    c.split[k] =
      acta_arena_alloc(scratch, (size_t)n * n + 1, sizeof(**c.split));
    good = c.best[k] && c.split[k];
  }
  if (!good || !n) {
    return good;
  }
  for (uint32_t length = 1; length < n; ++length) {
    for (uint32_t s = 0; s + length < n; ++s) {
      join(&c, s, s + length);
      complete(&c, s, s + length);
    }
  }
  uint32_t root = 0;
  int32_t  top  = INT32_MIN;
  for (uint32_t r = 0; r < n; ++r) {
    const int32_t v = scores[r * ((size_t)n + 1) + n] +
                      c.best[COMPLETE_LEFT][r] +
                      c.best[COMPLETE_RIGHT][r * (size_t)n + n - 1];
    if (v > top) {
      top  = v;
      root = r;
    }
  }
  read_arcs(&c, root, heads, stack);
  return true;
}
