// SPDX-License-Identifier: MIT
#include "language/spelling.h"

#include "base/hash.h"

enum { SHORTEST = 3, LONGEST = 24, LONGEST_RUN = 4 };

acta_status acta_spelling_view(acta_spelling *s, acta_cursor *c,
                               acta_error *err)
{
  const acta_status st = acta_weights_view(s->of, c, err);
  if (!st && s->of[0].n_classes > ACTA_N_SPELT) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: spellings out of range");
  }
  s->of[1] = s->of[0];
  return st;
}

size_t acta_spelling_keys(acta_str form, uint64_t keys[ACTA_SPELLING_KEYS])
{
  char   word[ACTA_WORD_BYTES + 8] = "^";
  size_t n = 0, k = 0;
  if (form.n < SHORTEST || form.n > LONGEST) {
    return 0;
  }
  n           = acta_word_fold(form, word + 1) + 2;
  word[n - 1] = '$';
  for (size_t length = 2; length <= LONGEST_RUN; ++length) {
    for (size_t i = 0; i + length <= n && k < ACTA_SPELLING_KEYS; ++i) {
      keys[k++] = acta_feature(acta_hash64(word + i, length, 0), length);
    }
  }
  return k;
}

static unsigned best_of(const int32_t *scores, unsigned n)
{
  unsigned best = 0;
  for (unsigned k = 1; k < n; ++k) {
    best = scores[k] > scores[best] ? k : best;
  }
  return best;
}

uint8_t acta_spelling_guess(const acta_spelling *s, const acta_word *w,
                            acta_str form)
{
  enum { STEP = 64, STEPS = 4 };
  uint64_t     keys[ACTA_SPELLING_KEYS];
  int32_t      scores[ACTA_N_SPELT] = {0};
  const size_t n                    = acta_spelling_keys(form, keys);
  if (!n) {
    return 0;
  }
  acta_weights_add(s->of + (w->lower & 1U), keys, n, scores);
  const unsigned name   = best_of(scores, ACTA_SPELT_WORD);
  const unsigned best   = best_of(scores, ACTA_N_SPELT);
  const int32_t  top    = scores[best];
  scores[best]          = INT32_MIN;
  const int32_t  margin = top - scores[best_of(scores, ACTA_N_SPELT)];
  const unsigned sure =
    margin < STEP * (STEPS - 1) ? (unsigned)margin / STEP : STEPS - 1U;
  return (uint8_t)(name << 5 | (1 + best * STEPS + sure));
}
