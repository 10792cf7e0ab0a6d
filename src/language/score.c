// SPDX-License-Identifier: MIT
#include "language/score.h"

#include "base/utf8.h"
#include "language/ud.h"

#include <stdlib.h>

// A word at its place among the characters that are not blank; the k-th of a
// token whose words are not its characters.
typedef struct {
  uint64_t          begin, end;
  uint32_t          k;
  const acta_token *token;
  size_t            head; ///< Index among the words; own: root
} word;

typedef struct {
  uint64_t begin, end;
} extent;

// One side laid out in a row.
typedef struct {
  word    *words;
  extent  *tokens, *sentences;
  size_t   n_words, n_tokens, n_sentences;
  uint64_t chars;
} layout;

const char *acta_score_name(acta_score score)
{
  static const char *const names[ACTA_N_SCORES] = {
    "Tokens", "Sentences", "Words", "UPOS", "XPOS",  "Lemma",  "UAS",  "LAS",
    "Names",  "PER",       "LOC",   "ORG",  "Timex", "strict", "value"};
  return names[score];
}

double acta_score_precision(const acta_score_count *c)
{
  return c->system ? (double)c->right / (double)c->system : 0;
}

double acta_score_recall(const acta_score_count *c)
{
  return c->gold ? (double)c->right / (double)c->gold : 0;
}

double acta_score_f1(const acta_score_count *c)
{
  const uint64_t all = c->system + c->gold;
  return all ? 2 * (double)c->right / (double)all : 0;
}

// Characters that are not blank.
static uint64_t visible(acta_str s)
{
  uint64_t n = 0;
  for (size_t i = 0; i < s.n;) {
    n += !acta_cp_is_space(acta_utf8_next(s, &i));
  }
  return n;
}

static acta_str token_text(const acta_document *doc, uint32_t begin,
                           uint32_t end)
{
  const uint32_t from = doc->tokens[begin].span.begin;
  return (acta_str){doc->text.p + from, doc->tokens[end - 1].span.end - from};
}

// Are the words' forms together what is written?
static bool spelt_out(const acta_document *doc, uint32_t begin, uint32_t end)
{
  acta_str rest = token_text(doc, begin, end);
  for (uint32_t i = begin; i < end; ++i) {
    const acta_str form = doc->tokens[i].form;
    if (!acta_str_starts(rest, form)) {
      return false;
    }
    rest.p += form.n;
    rest.n -= form.n;
  }
  return !rest.n;
}

static void lay_token(layout *l, const acta_document *doc, uint32_t begin,
                      uint32_t end, size_t base)
{
  const uint64_t from = l->chars;
  const uint64_t to   = from + visible(token_text(doc, begin, end));
  const bool     each = end == begin + 1 || spelt_out(doc, begin, end);
  uint64_t       at   = from;
  for (uint32_t i = begin; i < end; ++i) {
    const acta_token *t    = doc->tokens + i;
    const uint64_t    next = end == begin + 1 ? to : at + visible(t->form);
    word             *w    = l->words + l->n_words++;
    *w                     = (word){from, to, i - begin, t, base + t->head};
    if (each) {
      w->begin = at;
      w->end   = next;
      w->k     = 0;
    }
    at = next;
  }
  l->tokens[l->n_tokens++] = (extent){from, to};
  l->chars                 = to;
}

static void lay_document(layout *l, const acta_document *doc)
{
  const size_t base = l->n_words;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x    = doc->sentences + s;
    const uint64_t       from = l->chars;
    for (uint32_t i = x->begin; i < x->end;) {
      uint32_t end = i + 1;
      while (end < x->end && doc->tokens[end].in_multiword) {
        ++end;
      }
      lay_token(l, doc, i, end, base);
      i = end;
    }
    l->sentences[l->n_sentences++] = (extent){from, l->chars};
  }
}

static void layout_release(layout *l)
{
  free(l->words);
  free(l->tokens);
  free(l->sentences);
}

static bool layout_init(layout *l, acta_score_side side)
{
  size_t n = 1, sentences = 1;
  for (size_t d = 0; d < side.n; ++d) {
    n += side.docs[d].n_tokens;
    sentences += side.docs[d].n_sentences;
  }
  *l           = (layout){.chars = 0};
  l->words     = calloc(n, sizeof(*l->words));
  l->tokens    = calloc(n, sizeof(*l->tokens));
  l->sentences = calloc(sentences, sizeof(*l->sentences));
  if (!l->words || !l->tokens || !l->sentences) {
    return false;
  }
  for (size_t d = 0; d < side.n; ++d) {
    lay_document(l, side.docs + d);
  }
  return true;
}

static acta_score_count same_extents(const extent *a, size_t n, const extent *b,
                                     size_t m)
{
  acta_score_count c = {0, m, n};
  for (size_t i = 0, k = 0; i < n && k < m;) {
    if (a[i].begin == b[k].begin && a[i].end == b[k].end) {
      c.right++;
    }
    const bool step_a = a[i].end <= b[k].end, step_b = b[k].end <= a[i].end;
    i += step_a;
    k += step_b;
  }
  return c;
}

static int word_order(const word *a, const word *b)
{
  if (a->begin != b->begin) {
    return a->begin < b->begin ? -1 : 1;
  }
  if (a->end != b->end) {
    return a->end < b->end ? -1 : 1;
  }
  return (a->k > b->k) - (a->k < b->k);
}

static bool same_head(const layout *g, const word *a, const layout *s,
                      const word *b)
{
  const bool root_a = g->words + a->head == a, root_b = s->words + b->head == b;
  if (root_a || root_b) {
    return root_a && root_b && b->token->deprel != ACTA_DEP_NONE;
  }
  return !word_order(g->words + a->head, s->words + b->head);
}

static void compare_words(const layout *g, const word *a, const layout *s,
                          const word *b, acta_scores scores)
{
  const acta_token *x = a->token, *y = b->token;
  const bool        head = same_head(g, a, s, b);
  scores[ACTA_SCORE_WORDS].right++;
  scores[ACTA_SCORE_UPOS].right += x->upos == y->upos;
  scores[ACTA_SCORE_XPOS].right += x->xpos == y->xpos;
  scores[ACTA_SCORE_LEMMA].right += acta_str_eq(x->lemma, y->lemma);
  scores[ACTA_SCORE_UAS].right += head;
  scores[ACTA_SCORE_LAS].right +=
    head && acta_dep_base(x->deprel) == acta_dep_base(y->deprel);
}

static void score_words(const layout *g, const layout *s, acta_scores scores)
{
  for (unsigned k = ACTA_SCORE_WORDS; k <= ACTA_SCORE_LAS; ++k) {
    scores[k] = (acta_score_count){0, s->n_words, g->n_words};
  }
  for (size_t i = 0, k = 0; i < g->n_words && k < s->n_words;) {
    const int order = word_order(g->words + i, s->words + k);
    if (!order) {
      compare_words(g, g->words + i, s, s->words + k, scores);
    }
    i += order <= 0;
    k += order >= 0;
  }
}

// ---- spans of names

typedef struct {
  uint64_t begin, end;
  unsigned type;
} name_span;

static unsigned ner_type(uint8_t type)
{
  return type == ACTA_ENT_GPE ? (unsigned)ACTA_ENT_PLACE : type;
}

// Names of one side in order; `out` has room for one per word.
static size_t name_spans(const layout *l, name_span *out)
{
  size_t n = 0;
  for (size_t i = 0; i < l->n_words; ++i) {
    const acta_token *t    = l->words[i].token;
    const unsigned    type = ner_type(t->name);
    const bool        goes_on =
      i && !t->name_begin && n && ner_type(t[-1].name) == type &&
      l->words[i - 1].token == t - 1 && t->sentence == t[-1].sentence;
    if (type == ACTA_ENT_NONE) {
      continue;
    }
    if (goes_on) {
      out[n - 1].end = l->words[i].end;
    } else {
      out[n++] = (name_span){l->words[i].begin, l->words[i].end, type};
    }
  }
  return n;
}

static bool counted_name(unsigned type)
{
  return type == ACTA_ENT_PERSON || type == ACTA_ENT_PLACE ||
         type == ACTA_ENT_ORG;
}

static acta_score score_of_type(unsigned type)
{
  if (type == ACTA_ENT_PERSON) {
    return ACTA_SCORE_PER;
  }
  return type == ACTA_ENT_PLACE ? ACTA_SCORE_LOC : ACTA_SCORE_ORG;
}

static void match_names(const name_span *a, size_t n, const name_span *b,
                        size_t m, acta_scores scores)
{
  for (size_t i = 0; i < n; ++i) {
    if (counted_name(a[i].type)) {
      scores[ACTA_SCORE_NAMES].gold++;
      scores[score_of_type(a[i].type)].gold++;
    }
  }
  for (size_t k = 0; k < m; ++k) {
    if (counted_name(b[k].type)) {
      scores[ACTA_SCORE_NAMES].system++;
      scores[score_of_type(b[k].type)].system++;
    }
  }
  for (size_t i = 0, k = 0; i < n && k < m;) {
    const bool same = a[i].begin == b[k].begin && a[i].end == b[k].end &&
                      a[i].type == b[k].type;
    if (same && counted_name(a[i].type)) {
      scores[ACTA_SCORE_NAMES].right++;
      scores[score_of_type(a[i].type)].right++;
    }
    const bool step_a = a[i].end <= b[k].end, step_b = b[k].end <= a[i].end;
    i += step_a;
    k += step_b;
  }
}

static bool score_names(const layout *g, const layout *s, acta_scores scores)
{
  name_span *a    = calloc(g->n_words + 1, sizeof(*a));
  name_span *b    = calloc(s->n_words + 1, sizeof(*b));
  const bool good = a && b;
  if (good) {
    match_names(a, name_spans(g, a), b, name_spans(s, b), scores);
  }
  free(a);
  free(b);
  return good;
}

// ---- time expressions

typedef struct {
  uint64_t          begin, end;
  const acta_timex *timex;
  bool              used;
} timex_span;

static size_t timex_spans(const layout *l, acta_score_side side,
                          timex_span *out)
{
  size_t n = 0, base = 0;
  for (size_t d = 0; d < side.n; ++d) {
    for (uint32_t i = 0; i < side.docs[d].n_timexes; ++i) {
      const acta_timex *x = side.docs[d].timexes + i;
      out[n++]            = (timex_span){l->words[base + x->begin].begin,
                                         l->words[base + x->end - 1].end, x, false};
    }
    base += side.docs[d].n_tokens;
  }
  return n;
}

static void match_timexes(timex_span *a, size_t n, timex_span *b, size_t m,
                          acta_scores scores)
{
  size_t first = 0;
  for (unsigned s = ACTA_SCORE_TIMEX_RELAXED; s < ACTA_N_SCORES; ++s) {
    scores[s] = (acta_score_count){0, m, n};
  }
  for (size_t i = 0; i < n; ++i) {
    while (first < m && b[first].end <= a[i].begin) {
      ++first;
    }
    size_t   best = m;
    uint64_t most = 0;
    for (size_t k = first; k < m && b[k].begin < a[i].end; ++k) {
      const uint64_t low  = a[i].begin > b[k].begin ? a[i].begin : b[k].begin;
      const uint64_t high = a[i].end < b[k].end ? a[i].end : b[k].end;
      if (!b[k].used && high > low && high - low > most) {
        most = high - low;
        best = k;
      }
    }
    if (best == m) {
      continue;
    }
    b[best].used = true;
    scores[ACTA_SCORE_TIMEX_RELAXED].right++;
    scores[ACTA_SCORE_TIMEX_STRICT].right +=
      a[i].begin == b[best].begin && a[i].end == b[best].end;
    scores[ACTA_SCORE_TIMEX_VALUE].right +=
      acta_str_eq(a[i].timex->value, b[best].timex->value);
  }
}

static bool score_timexes(const layout *g, acta_score_side gold,
                          const layout *s, acta_score_side system,
                          acta_scores scores)
{
  timex_span *a    = calloc(g->n_words + 1, sizeof(*a));
  timex_span *b    = calloc(s->n_words + 1, sizeof(*b));
  const bool  good = a && b;
  if (good) {
    const size_t n = timex_spans(g, gold, a);
    match_timexes(a, n, b, timex_spans(s, system, b), scores);
  }
  free(a);
  free(b);
  return good;
}

acta_status acta_score_documents(acta_score_side gold, acta_score_side system,
                                 acta_scores scores, acta_error *err)
{
  layout      g = {.chars = 0}, s = {.chars = 0};
  acta_status status = ACTA_OK;
  memset(scores, 0, sizeof(acta_scores));
  if (!layout_init(&g, gold) || !layout_init(&s, system)) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  } else if (g.chars != s.chars) {
    status =
      acta_fail(err, ACTA_E_SYNTAX,
                "the texts differ: %llu characters in gold, %llu in "
                "what is scored",
                (unsigned long long)g.chars, (unsigned long long)s.chars);
  } else {
    scores[ACTA_SCORE_TOKENS] =
      same_extents(g.tokens, g.n_tokens, s.tokens, s.n_tokens);
    scores[ACTA_SCORE_SENTENCES] =
      same_extents(g.sentences, g.n_sentences, s.sentences, s.n_sentences);
    score_words(&g, &s, scores);
    if (!score_names(&g, &s, scores) ||
        !score_timexes(&g, gold, &s, system, scores)) {
      status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  layout_release(&g);
  layout_release(&s);
  return status;
}
