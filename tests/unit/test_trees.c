// SPDX-License-Identifier: MIT
// Whatever tree they get, the repairs leave a tree with one root.
#include "base/buf.h"
#include "language/conllu.h"
#include "language/predicate.h"
#include "language/speaker.h"
#include "language/ud.h"

#include <acta/event.h>

#include "../tap.h"

enum { LONGEST = 12, TREES = 40000, ARTICLES = 40000 };

static const char *const forms[] = {
  "due",   "to",    "visit", ",",       "\"",        "said",    "that",
  "dead",  "shot",  "off",   "accused", "of",        "jailing", "following",
  "hours", "later", "men",   "hits",    "officials", "."};
static const uint8_t xpos[] = {ACTA_XPOS_VB,  ACTA_XPOS_VBD, ACTA_XPOS_VBG,
                               ACTA_XPOS_VBN, ACTA_XPOS_VBZ, ACTA_XPOS_NN,
                               ACTA_XPOS_NNS, ACTA_XPOS_IN,  ACTA_XPOS_TO};
static const uint8_t upos[] = {ACTA_VERB, ACTA_NOUN, ACTA_PROPN, ACTA_ADP,
                               ACTA_AUX,  ACTA_DET,  ACTA_PUNCT};

static const uint8_t deprels[] = {
  ACTA_DEP_ACL,   ACTA_DEP_ACL_RELCL, ACTA_DEP_ADVCL,    ACTA_DEP_AMOD,
  ACTA_DEP_CASE,  ACTA_DEP_CCOMP,     ACTA_DEP_COMPOUND, ACTA_DEP_CONJ,
  ACTA_DEP_FIXED, ACTA_DEP_IOBJ,      ACTA_DEP_MARK,     ACTA_DEP_NMOD,
  ACTA_DEP_NSUBJ, ACTA_DEP_OBJ,       ACTA_DEP_OBL,      ACTA_DEP_PARATAXIS};

static uint32_t seed = 1;

static uint32_t drawn(uint32_t n)
{
  seed = seed * 1664525U + 1013904223U;
  return (seed >> 16) % n;
}

// Hangs every token on one that was hung before, the first on itself.
static void draw_heads(acta_token *tokens, uint32_t n, uint32_t begin)
{
  uint32_t order[LONGEST];
  for (uint32_t i = 0; i < n; ++i) {
    const uint32_t k = drawn(i + 1);
    order[i]         = order[k];
    order[k]         = i;
  }
  for (uint32_t i = 0; i < n; ++i) {
    tokens[order[i]].head = begin + order[i ? drawn(i) : 0];
    tokens[order[i]].deprel =
      i ? deprels[drawn(sizeof deprels)] : ACTA_DEP_ROOT;
  }
}

static void draw_tokens(acta_token *tokens, uint32_t n, uint32_t begin)
{
  memset(tokens, 0, n * sizeof *tokens);
  for (uint32_t i = 0; i < n; ++i) {
    const char *form = forms[drawn(sizeof forms / sizeof *forms)];
    tokens[i].form   = acta_str_of(form);
    tokens[i].xpos   = xpos[drawn(sizeof xpos)];
    tokens[i].upos   = upos[drawn(sizeof upos)];
  }
  draw_heads(tokens, n, begin);
}

// "due to visit": too rare among words that are drawn one by one.
static void draw_due(acta_token *tokens, uint32_t n)
{
  acta_token *t = tokens + drawn(n > 2 ? n - 2 : 1);
  if (n > 2 && drawn(2)) {
    t[0].form   = ACTA_STR("due");
    t[1].form   = ACTA_STR("to");
    t[1].deprel = t[1].deprel == ACTA_DEP_ROOT ? ACTA_DEP_ROOT : ACTA_DEP_FIXED;
    t[2].xpos   = ACTA_XPOS_VB;
  }
}

static bool is_tree(const acta_token *tokens, uint32_t n, uint32_t begin)
{
  uint32_t roots = 0;
  for (uint32_t i = 0; i < n; ++i) {
    uint32_t k = i, steps = 0;
    while (steps++ < n && tokens[k].head != begin + k) {
      if (tokens[k].head - begin >= n) {
        return false;
      }
      k = tokens[k].head - begin;
    }
    if (tokens[k].head != begin + k) {
      return false;
    }
    roots += tokens[i].head == begin + i;
  }
  return roots == 1;
}

static void test_parser(void)
{
  uint32_t bad = 0;
  for (uint32_t i = 0; i < TREES; ++i) {
    acta_token      tokens[LONGEST];
    const acta_tree t = {tokens, 1 + drawn(LONGEST), drawn(9)};
    draw_tokens(tokens, t.n, t.begin);
    draw_due(tokens, t.n);
    for (uint32_t k = 0; k < t.n; ++k) {
      if (acta_predicate_is_past(&t, k)) {
        acta_predicate_settle(&t, k);
      }
      acta_predicate_untie_due(&t, k);
      acta_speaker_settle(&t, k);
      acta_speaker_hang_clause(&t, k);
    }
    bad += !is_tree(tokens, t.n, t.begin);
  }
  ok(bad == 0);
}

static void write_article(acta_buf *b)
{
  acta_token     tokens[LONGEST];
  const uint32_t n = 1 + drawn(LONGEST);
  draw_tokens(tokens, n, 0);
  for (uint32_t i = 0; i < n; ++i) {
    acta_token *t = tokens + i;
    t->deprel     = drawn(4) ? t->deprel : deprels[drawn(sizeof deprels)];
    acta_buf_printf(b, "%u\t%s\t%s\t%s\t%s\t_\t%u\t%s\t_\t_\n", i + 1,
                    t->form.p, t->form.p, acta_upos_name(t->upos),
                    acta_xpos_name(t->xpos), t->head == i ? 0 : t->head + 1,
                    acta_dep_name(t->deprel));
  }
  acta_buf_char(b, '\n');
}

// The trees of an article are mended before events are looked for.
static bool stays_tree(const acta_ontology *o, acta_arena *a)
{
  acta_buf           b   = {NULL, 0, 0, false};
  acta_error         err = {0};
  acta_document      d   = {.arena = a, .id = ACTA_STR("0")};
  acta_record_event *e   = NULL;
  uint32_t           n   = 0;
  write_article(&b);
  acta_conllu in   = {.text = acta_buf_as_str(&b)};
  const bool  good = !acta_conllu_next(&in, &d, &err) &&
                    !acta_events_extract(o, &d, &e, &n, NULL, &err) &&
                    is_tree(d.tokens, d.n_tokens, 0);
  if (!good) {
    printf("# %s\n%.*s", err.text, (int)b.n, b.p);
  }
  acta_buf_release(&b);
  return good;
}

static void test_events(void)
{
  acta_ontology              *o     = NULL;
  acta_error                  err   = {0};
  const char *const           owl[] = {"ontology/acta.ttl", NULL};
  const char *const           lex[] = {"ontology/lexicon-en.ttl", NULL};
  const acta_ontology_options opt   = {
      .dir = "", .ontology = owl, .lexicon = lex};
  uint32_t bad = 0;
  ok(!acta_ontology_open(&opt, &o, &err));
  for (uint32_t i = 0; o && i < ARTICLES; ++i) {
    acta_arena *a = acta_arena_new(0);
    bad += !stays_tree(o, a);
    acta_arena_free(a);
  }
  ok(bad == 0);
  acta_ontology_free(o);
}

int main(void)
{
  test_parser();
  test_events();
  return tap_done();
}
