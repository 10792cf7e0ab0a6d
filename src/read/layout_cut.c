// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "read/layout.h"
#include "read/layout_text.h"

enum { WRAP_MIN = 45, WRAP_MAX = 130 };

typedef struct {
  acta_str    text;
  acta_piece *p;
  uint32_t    n, cap;
} cutter;

static bool add_lines(acta_arena *a, cutter *x)
{
  bool blank = true;
  for (uint32_t i = 0; i < x->text.n;) {
    const char     *lf  = memchr(x->text.p + i, '\n', x->text.n - i);
    const uint32_t  end = lf ? (uint32_t)(lf - x->text.p) : (uint32_t)x->text.n;
    const acta_span s   = acta_span_trim(x->text, (acta_span){i, end});
    if (s.begin < s.end) {
      void *p = x->p;
      if (!acta_arena_grow(a, &p, x->n, &x->cap, sizeof(*x->p))) {
        return false;
      }
      x->p         = p;
      x->p[x->n++] = (acta_piece){s, ACTA_BLOCK_BODY, false, blank};
      blank        = false;
    } else {
      blank = true;
    }
    i = end + 1;
  }
  return true;
}

static acta_str words_of(const cutter *x, uint32_t i)
{
  const acta_span s = x->p[i].span;
  return (acta_str){x->text.p + s.begin, s.end - s.begin};
}

static size_t first_word(acta_str s)
{
  size_t n = 0;
  while (n < s.n && s.p[n] != ' ') {
    ++n;
  }
  return n;
}

// Width at which the lines are wrapped, 0 if they are not: then a line often
// breaks off and the next goes on in lower case.
static size_t wrap_width(const cutter *x)
{
  size_t pairs = 0, broken = 0, width = 0;
  for (uint32_t i = 0; i < x->n; ++i) {
    const acta_str s = words_of(x, i);
    if (s.n > WRAP_MAX) {
      return 0;
    }
    width = s.n > width ? s.n : width;
    if (i + 1 < x->n && !x->p[i + 1].blank_before) {
      const char c = words_of(x, i + 1).p[0];
      ++pairs;
      broken += s.n >= WRAP_MIN && !acta_line_end(s) && c >= 'a' && c <= 'z';
    }
  }
  return broken >= 2 && broken * 4 >= pairs ? width : 0;
}

static void join_lines(cutter *x, size_t width)
{
  uint32_t n        = 0;
  size_t   previous = 0; // length of the line before
  for (uint32_t i = 0; i < x->n; ++i) {
    const acta_str s = words_of(x, i);
    if (n && !x->p[i].blank_before &&
        previous + 1 + first_word(s) > width - width / 8) {
      x->p[n - 1].span.end = x->p[i].span.end;
    } else {
      x->p[n++] = x->p[i];
    }
    previous = s.n;
  }
  x->n = n;
}

acta_status acta_layout_cut(acta_arena *a, acta_str text, acta_piece **pieces,
                            uint32_t *n, acta_error *err)
{
  cutter x = {text, NULL, 0, 0};
  if (!add_lines(a, &x)) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const size_t width = wrap_width(&x);
  if (width) {
    join_lines(&x, width);
  }
  *pieces = x.p;
  *n      = x.n;
  return ACTA_OK;
}
