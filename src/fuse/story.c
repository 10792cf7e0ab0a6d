// SPDX-License-Identifier: MIT
#include "fuse/story.h"
#include "base/hash.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>

enum { PLACES = 1 << 21, LONGEST = 64 };
#define COMMON 0.5 // weight of a word that is no name, of a name 1

struct acta_word_counts {
  uint32_t documents;
  struct {
    uint32_t documents, n, upper;
  } places[PLACES];
};

// ---- words

static bool is_upper(char c)
{
  return c >= 'A' && c <= 'Z';
}

static bool is_word(char c)
{
  return is_upper(c) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80;
}

// Dashes and curly quotes lie together in Unicode.
static bool is_punctuation(const char *p, size_t n)
{
  return n >= 3 && memcmp(p, "\xE2\x80", 2) == 0;
}

static size_t cut_suffix(const char *w, size_t n)
{
  static const char *const suffixes[] = {"ings", "ing", "ed", "es",
                                         "s",    "ers", "er"};
  for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); ++i) {
    const size_t k = strlen(suffixes[i]);
    if (n >= k + 3 && memcmp(w + n - k, suffixes[i], k) == 0) {
      n -= k;
      break;
    }
  }
  n -= n > 3 && w[n - 1] == w[n - 2];
  n -= n > 3 && w[n - 1] == 'e';
  return n;
}

uint32_t acta_story_stem(acta_str word)
{
  char         w[LONGEST];
  const size_t n = word.n < LONGEST ? word.n : LONGEST;
  for (size_t i = 0; i < n; ++i) {
    w[i] = (char)(is_upper(word.p[i]) ? word.p[i] - 'A' + 'a' : word.p[i]);
  }
  return (uint32_t)acta_hash64(w, cut_suffix(w, n), 0);
}

// ---- bags

bool acta_bag_add(acta_bag *b, acta_str text)
{
  for (size_t i = 0; i < text.n;) {
    size_t end = i;
    while (end < text.n && is_word(text.p[end]) &&
           !is_punctuation(text.p + end, text.n - end)) {
      ++end;
    }
    if (end - i >= 2) {
      void *words = b->words;
      if (!acta_vec_grow(&words, b->n, &b->cap, sizeof(*b->words))) {
        return false;
      }
      b->words = words;
      b->words[b->n++] =
        (acta_bag_word){acta_story_stem((acta_str){text.p + i, end - i}), 1,
                        is_upper(text.p[i])};
    }
    i = end > i ? end : i + (is_punctuation(text.p + i, text.n - i) ? 3 : 1);
  }
  return true;
}

static int by_word(const void *pa, const void *pb)
{
  const acta_bag_word *a = pa, *b = pb;
  return (a->word > b->word) - (a->word < b->word);
}

void acta_bag_close(acta_bag *b)
{
  size_t kept = 0;
  if (b->n) {
    qsort(b->words, b->n, sizeof(*b->words), by_word);
  }
  for (size_t i = 0; i < b->n; ++i) {
    if (kept && b->words[kept - 1].word == b->words[i].word) {
      b->words[kept - 1].n += b->words[i].n;
      b->words[kept - 1].upper += b->words[i].upper;
    } else {
      b->words[kept++] = b->words[i];
    }
  }
  b->n = kept;
}

void acta_bag_release(acta_bag *b)
{
  free(b->words);
  *b = (acta_bag){NULL, 0, 0};
}

// ---- weights

acta_word_counts *acta_word_counts_new(void)
{
  return calloc(1, sizeof(acta_word_counts));
}

void acta_word_counts_free(acta_word_counts *c)
{
  free(c);
}

void acta_word_counts_add(acta_word_counts *c, const acta_bag *b)
{
  c->documents++;
  for (size_t i = 0; i < b->n; ++i) {
    const uint32_t at = b->words[i].word % PLACES;
    c->places[at].documents++;
    c->places[at].n += b->words[i].n;
    c->places[at].upper += b->words[i].upper;
  }
}

static bool is_name(const acta_word_counts *c, uint32_t word)
{
  const uint32_t upper = c->places[word % PLACES].upper;
  return upper > 2 * (c->places[word % PLACES].n - upper);
}

// Words of one document only connect nothing, but tell it from others.
static double weight_of(const acta_word_counts *c, const acta_bag_word *w)
{
  const uint32_t documents = c->places[w->word % PLACES].documents;
  if (documents >= c->documents) {
    return 0;
  }
  return (1 + log(w->n)) * log((double)c->documents / documents) *
         (is_name(c, w->word) ? 1 : COMMON);
}

static int by_weight(const void *pa, const void *pb)
{
  const acta_story_word *a = pa, *b = pb;
  if (a->weight != b->weight) {
    return a->weight > b->weight ? -1 : 1;
  }
  return (a->word > b->word) - (a->word < b->word);
}

static int by_hash(const void *pa, const void *pb)
{
  const acta_story_word *a = pa, *b = pb;
  return (a->word > b->word) - (a->word < b->word);
}

static void normalise(acta_story *s)
{
  double square = 0;
  for (uint32_t i = 0; i < s->n; ++i) {
    square += (double)s->words[i].weight * s->words[i].weight;
  }
  for (uint32_t i = 0; i < s->n; ++i) {
    s->words[i].weight = (float)(s->words[i].weight / sqrt(square));
  }
}

bool acta_story_make(const acta_word_counts *c, const acta_bag *b,
                     acta_story *out)
{
  acta_story_word *all = malloc((b->n + 1) * sizeof(*all));
  size_t           n   = 0;
  if (!all) {
    return false;
  }
  for (size_t i = 0; i < b->n; ++i) {
    const double weight = weight_of(c, &b->words[i]);
    if (weight > 0) {
      all[n++] = (acta_story_word){b->words[i].word, (float)weight,
                                   is_name(c, b->words[i].word)};
    }
  }
  qsort(all, n, sizeof(*all), by_weight);
  memset(out, 0, sizeof(*out));
  out->n = (uint32_t)(n < ACTA_STORY_WORDS ? n : ACTA_STORY_WORDS);
  memcpy(out->words, all, out->n * sizeof(*all));
  free(all);
  normalise(out);
  qsort(out->words, out->n, sizeof(*out->words), by_hash);
  return true;
}

// Sum of the squared weights of its names.
static double names_of(const acta_story *s)
{
  double sum = 0;
  for (uint32_t i = 0; i < s->n; ++i) {
    const double weight = s->words[i].weight;
    sum += s->words[i].name ? weight * weight : 0;
  }
  return sum;
}

static double share_of(double both, double a, double b)
{
  return a > 0 && b > 0 ? both / sqrt(a * b) : 0;
}

acta_likeness acta_story_compare(const acta_story *a, const acta_story *b)
{
  acta_likeness out = {0, 0, 0, 0};
  uint32_t      i = 0, k = 0;
  while (i < a->n && k < b->n) {
    const acta_story_word *x = &a->words[i], *y = &b->words[k];
    if (x->word == y->word) {
      const double both = (double)x->weight * y->weight;
      out.all += both;
      out.names += x->name ? both : 0;
    }
    i += x->word <= y->word;
    k += y->word <= x->word;
  }
  const double x = names_of(a), y = names_of(b);
  out.naming  = share_of(out.names, x, y);
  out.wording = share_of(out.all - out.names, 1 - x, 1 - y);
  return out;
}

uint32_t acta_story_top(acta_story *s, uint32_t n)
{
  qsort(s->words, s->n, sizeof(*s->words), by_weight);
  return n < s->n ? n : s->n;
}
