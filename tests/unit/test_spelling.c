// SPDX-License-Identifier: MIT
// What words look like, learnt from a handful of them.
#include "../tap.h"
#include "language/spelling.h"

#include <stdlib.h>

static const char *const people[] = {"Olbovich", "Ramovich", "Tersovich",
                                     "Kalovich", "Minkovich"};
static const char *const common[] = {"walking", "talking", "running", "singing",
                                     "playing"};

static acta_spelt spelt(const char *form, uint8_t kind)
{
  acta_word word;
  acta_word_init(&word, acta_str_of(form));
  return (acta_spelt){acta_str_of(form), word.lower, kind};
}

static uint8_t guess(const acta_spelling *s, const char *form)
{
  acta_word word;
  acta_word_init(&word, acta_str_of(form));
  return acta_spelling_guess(s, &word, acta_str_of(form));
}

// The words, some of them under the wrong kind, so that learning goes on: what
// was put right a few times only is not kept.
static size_t lesson(acta_spelt *out)
{
  static char forms[200][16];
  size_t      n = 0;
  for (size_t i = 0; i < 100; ++i) {
    const char ends[2] = {(char)('a' + i % 26), (char)('a' + i / 26)};
    (void)snprintf(forms[n], sizeof forms[n], "%c%c%s", ends[0], ends[1],
                   people[i % 5]);
    out[n] = spelt(forms[n], i % 7 ? ACTA_SPELT_PERSON : ACTA_SPELT_WORD);
    ++n;
    (void)snprintf(forms[n], sizeof forms[n], "%c%c%s", ends[0], ends[1],
                   common[i % 5]);
    out[n] = spelt(forms[n], i % 7 ? ACTA_SPELT_WORD : ACTA_SPELT_PERSON);
    ++n;
  }
  return n;
}

// Kind of name that a guess names, and of all kinds the likeliest.
static unsigned name_of(uint8_t g)
{
  return g >> 5;
}

static unsigned kind_of(uint8_t g)
{
  return ((g & 31U) - 1) / 4;
}

static void learns(void)
{
  acta_spelt    words[200];
  acta_buf      whole = {NULL, 0, 0, false}, halves[2] = {whole, whole};
  acta_buf      again = whole, others[2] = {whole, whole};
  acta_spelling s;
  acta_error    err = {.line = 0};
  const size_t  n   = lesson(words);
  ok(acta_spelling_train(NULL, words, n, &whole, halves));
  ok(acta_spelling_train(NULL, words, n, &again, others));
  ok(acta_str_eq(acta_buf_as_str(&whole), acta_buf_as_str(&again)));
  acta_cursor c = {acta_buf_as_str(&whole), false};
  if (ok(!acta_spelling_view(&s, &c, &err) && !c.rest.n)) {
    ok(kind_of(guess(&s, "Dorkovich")) == ACTA_SPELT_PERSON);
    ok(name_of(guess(&s, "Dorkovich")) == ACTA_SPELT_PERSON);
    ok(kind_of(guess(&s, "Jumping")) == ACTA_SPELT_WORD);
    ok(!guess(&s, "Ob") && !guess(&s, "Abcdefghijklmnopqrstuvwxyz"));
  }
  c = (acta_cursor){{whole.p, whole.n - 4}, false};
  ok(acta_spelling_view(&s, &c, &err) == ACTA_E_SYNTAX);
  acta_buf_release(&whole);
  acta_buf_release(&again);
  for (size_t i = 0; i < 2; ++i) {
    acta_buf_release(halves + i);
    acta_buf_release(others + i);
  }
}

// Runs of letters stay within their room, whatever the bytes.
static void keys_fit(void)
{
  uint64_t       keys[ACTA_SPELLING_KEYS];
  const acta_str long_word = ACTA_STR("\xC4\xB0\xC4\xB0\xC4\xB0\xC4\xB0\xC4\xB0"
                                      "\xC4\xB0\xC4\xB0\xC4\xB0\xC4\xB0\xC4\xB0"
                                      "\xC4\xB0\xC4\xB0");
  const size_t   n         = acta_spelling_keys(long_word, keys);
  ok(n > 0 && n <= ACTA_SPELLING_KEYS);
  ok(acta_spelling_keys(ACTA_STR("Oslo"), keys) == 5 + 4 + 3);
  ok(acta_spelling_keys(ACTA_STR("no"), keys) == 0);
}

int main(void)
{
  learns();
  keys_fit();
  return tap_done();
}
