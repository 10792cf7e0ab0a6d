// SPDX-License-Identifier: MIT
#include "language/lstm_train.h"

// The tokens of one step and those read just before them.
typedef struct {
  size_t at, n;            ///< Rows of this step
  size_t before, n_before; ///< The first of them have a row before
} step;

static step step_at(const acta_steps *s, size_t k, bool reverse)
{
  const size_t i = reverse ? s->steps - 1 - k : k;
  step         x = {s->offset[i], s->active[i], 0, 0};
  if (k) {
    const size_t j = reverse ? i + 1 : i - 1;
    x.before       = s->offset[j];
    x.n_before     = s->active[j] < x.n ? s->active[j] : x.n;
  }
  return x;
}

// The rows of one token and of the cells before it.
typedef struct {
  const float *before;
  float       *gates, *cells, *squashed, *out;
} rows_forward;

// The sums in the gates become the gates.
ACTA_FLOAT_VECTORS static void cells_forward(size_t n, const rows_forward *rows)
{
  const float *restrict before = rows->before;
  float *restrict z            = rows->gates;
  float *restrict c            = rows->cells;
  float *restrict tanh_c       = rows->squashed;
  float *restrict h            = rows->out;
  for (size_t i = 0; i < n; ++i) {
    const float f = acta_sigmoid(z[i]);
    const float o = acta_sigmoid(z[n + i]);
    const float g = acta_tanh(z[2 * n + i]);
    c[i]          = fmaf(f, before[i] - g, g);
    tanh_c[i]     = acta_tanh(c[i]);
    h[i]          = o * tanh_c[i];
    z[i]          = f;
    z[n + i]      = o;
    z[2 * n + i]  = g;
  }
}

static void step_forward(const step *x, const acta_lstm_run *run)
{
  static const float none[ACTA_MAX_CELLS];
  for (size_t b = 0; b < x->n; ++b) {
    const size_t       i    = x->at + b;
    const rows_forward rows = {
      .before   = b < x->n_before ? acta_row(run->cells, x->before + b) : none,
      .gates    = acta_row(run->gates, i),
      .cells    = acta_row(run->cells, i),
      .squashed = acta_row(run->squashed, i),
      .out      = acta_row(run->out, i),
    };
    cells_forward(run->out.cols, &rows);
  }
}

void acta_lstm_forward(const acta_lstm *w, const acta_steps *s,
                       const acta_lstm_run *run)
{
  acta_matrix_fill(run->gates, w->bias.p);
  acta_matrix_add_product(run->gates, run->in, w->in);
  for (size_t k = 0; k < s->steps; ++k) {
    const step x = step_at(s, k, run->reverse);
    if (x.n_before) {
      acta_matrix_add_product(acta_matrix_rows(run->gates, x.at, x.n_before),
                              acta_matrix_rows(run->out, x.before, x.n_before),
                              w->own);
    }
    step_forward(&x, run);
  }
}

typedef struct {
  const float *gates, *before, *squashed, *d_out, *d_cells;
  float       *d_gates, *d_before;
} rows_backward;

ACTA_FLOAT_VECTORS static void cells_backward(size_t               n,
                                              const rows_backward *rows)
{
  const float *restrict z      = rows->gates;
  const float *restrict before = rows->before;
  const float *restrict tanh_c = rows->squashed;
  const float *restrict d_h    = rows->d_out;
  const float *restrict d_c    = rows->d_cells;
  float *restrict d_z          = rows->d_gates;
  float *restrict d_before     = rows->d_before;
  for (size_t i = 0; i < n; ++i) {
    const float f = z[i], o = z[n + i], g = z[2 * n + i];
    const float d  = d_c[i] + d_h[i] * o * (1 - tanh_c[i] * tanh_c[i]);
    d_z[i]         = d * (before[i] - g) * f * (1 - f);
    d_z[n + i]     = d_h[i] * tanh_c[i] * o * (1 - o);
    d_z[2 * n + i] = d * (1 - f) * (1 - g * g);
    d_before[i]    = d * f;
  }
}

static void step_backward(const step *x, const acta_lstm_run *run,
                          const acta_lstm_room *room)
{
  static const float none[ACTA_MAX_CELLS];
  float              unused[ACTA_MAX_CELLS];
  const size_t       n = run->out.cols;
  for (size_t b = 0; b < x->n; ++b) {
    const bool          first = b >= x->n_before;
    const size_t        i = x->at + b, j = x->before + b;
    const rows_backward rows = {
      .gates    = acta_row(run->gates, i),
      .before   = first ? none : acta_row(run->cells, j),
      .squashed = acta_row(run->squashed, i),
      .d_out    = acta_row(run->d_out, i),
      .d_cells  = acta_row(room->d_cells, i),
      .d_gates  = acta_row(room->d_gates, i),
      .d_before = first ? unused : acta_row(room->d_cells, j),
    };
    cells_backward(n, &rows);
    memcpy(acta_row(room->before, i), first ? none : acta_row(run->out, j),
           n * sizeof(float));
  }
}

void acta_lstm_backward(const acta_lstm *w, const acta_lstm *d_w,
                        const acta_steps *s, const acta_lstm_run *run,
                        const acta_lstm_room *room)
{
  const acta_matrix d   = room->d_gates;
  const acta_matrix own = acta_matrix_transpose(w->own, room->turned_weights);
  acta_matrix_zero(room->d_cells);
  for (size_t k = s->steps; k-- > 0;) {
    const step x = step_at(s, k, run->reverse);
    step_backward(&x, run, room);
    if (x.n_before) {
      acta_matrix_add_product(
        acta_matrix_rows(run->d_out, x.before, x.n_before),
        acta_matrix_rows(d, x.at, x.n_before), own);
    }
  }
  acta_matrix_add_rows(d_w->bias.p, d);
  acta_matrix_add_product(d_w->own,
                          acta_matrix_transpose(room->before, room->turned), d);
  acta_matrix_add_product(d_w->in, acta_matrix_transpose(run->in, room->turned),
                          d);
  acta_matrix_add_product(run->d_in, d,
                          acta_matrix_transpose(w->in, room->turned_weights));
}
