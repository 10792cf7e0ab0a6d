// SPDX-License-Identifier: MIT
#include "../tap.h"
#include "language/conllu.h"
#include "language/ud.h"

#include <acta/arena.h>

static const char sample[] =
  "# newdoc id = d1\n# newpar\n# sent_id = d1-1\n# text = Kim doesn't wait.\n"
  "1\tKim\tKim\tPROPN\tNNP\tNumber=Sing\t4\tnsubj\t_\t"
  "Entity=(e1-person-1-name-http://example.org/Kim)|NER=B-PER\n"
  "2-3\tdoesn't\t_\t_\t_\t_\t_\t_\t_\t_\n"
  "2\tdoes\tdo\tAUX\tVBZ\tMood=Ind|Number=Sing|Person=3|Tense=Pres|"
  "VerbForm=Fin\t4\taux\t_\t_\n"
  "3\tn't\tnot\tPART\tRB\tPolarity=Neg\t4\tadvmod\t_\t_\n"
  "4\twait\twait\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No\n"
  "5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n"
  "# newpar\n"
  "1\tOn\ton\tADP\tIN\t_\t2\tcase\t_\tTimex=B-DATE|TimexValue=2019-04-24\n"
  "2\tWednesday\tWednesday\tPROPN\tNNP\tNumber=Sing\t0\troot\t_\tTimex=I-DATE"
  "\n\n# newdoc id = d2\n1\tÉtat\t_\t_\t_\t_\t_\t_\t_\t_\n\n";

static acta_status read_text(const char *text, acta_document *doc,
                             acta_error *err)
{
  acta_conllu in = {.text = acta_str_of(text)};
  *doc           = (acta_document){.arena = acta_arena_new(0)};
  *err           = (acta_error){.line = 0};
  return acta_conllu_next(&in, doc, err);
}

static void test_reading(void)
{
  acta_conllu   in  = {.text = {sample, sizeof(sample) - 1}};
  acta_error    err = {.line = 0};
  acta_document a   = {.arena = acta_arena_new(0)};
  ok(acta_conllu_next(&in, &a, &err) == ACTA_OK);
  ok(acta_str_is(a.text, "Kim doesn't wait.\n\nOn Wednesday"));
  ok(acta_str_is(a.meta.source, "d1"));
  ok(a.n_tokens == 7 && a.n_sentences == 2 && a.n_blocks == 2);
  ok(a.tokens[1].head == 3 && a.tokens[3].head == 3);
  ok(a.sentences[0].root == 3 && a.sentences[1].root == 6);
  ok(a.tokens[2].in_multiword && a.tokens[2].span.begin == 8);
  ok(a.tokens[2].span.end == 11 && !a.tokens[1].space_after);
  ok(acta_feat_get(a.tokens[1].feats, ACTA_FEAT_TENSE) == ACTA_TENSE_PRES);
  ok(a.n_timexes == 1 && a.timexes[0].begin == 5 && a.timexes[0].end == 7);
  ok(a.n_mentions == 1 && a.mentions[0].begin == 0 && a.mentions[0].end == 1);
  ok(acta_str_is(a.entities[0].label, "Kim") && a.entities[0].named);
  acta_document b = {.arena = acta_arena_new(0)};
  ok(acta_conllu_next(&in, &b, &err) == ACTA_OK);
  ok(acta_str_is(b.meta.source, "d2") && b.n_tokens == 1);
  ok(b.sentences[0].root == ACTA_NO);
  ok(acta_conllu_next(&in, &b, &err) == ACTA_END);
  acta_arena_free(a.arena);
  acta_arena_free(b.arena);
}

// Writing what was read and reading it again changes nothing.
static void test_round_trip(void)
{
  acta_error    err   = {.line = 0};
  acta_buf      once  = {NULL, 0, 0, false};
  acta_buf      twice = {NULL, 0, 0, false};
  acta_document a, b;
  ok(read_text(sample, &a, &err) == ACTA_OK);
  ok(acta_conllu_write(&once, &a, &err) == ACTA_OK);
  acta_buf_char(&once, '\0');
  ok(read_text(once.p, &b, &err) == ACTA_OK);
  ok(acta_conllu_write(&twice, &b, &err) == ACTA_OK);
  acta_buf_char(&twice, '\0');
  eq_str(twice.p, once.p);
  ok(strstr(once.p, "2-3\tdoesn't\t") != NULL);
  ok(strstr(once.p, "Entity=(e1-person-1-name-http://example.org/Kim)"));
  ok(strstr(once.p, "Timex=B-DATE|TimexValue=2019-04-24|TokenRange=19:21"));
  acta_buf_release(&once);
  acta_buf_release(&twice);
  acta_arena_free(a.arena);
  acta_arena_free(b.arena);
}

// A carriage return is written as a space: inside a form it reads back, before
// an id it is dropped, at the end of a form it is an error (see test_errors).
static void test_carriage_returns(void)
{
  acta_error    err  = {.line = 0};
  acta_buf      once = {NULL, 0, 0, false};
  acta_document a, b;
  ok(read_text("# newdoc id = \r\td\n"
               "1\ta\rb\t_\tX\t_\t_\t0\troot\t_\t_\n\n",
               &a, &err) == ACTA_OK);
  ok(acta_str_is(a.meta.source, "d"));
  ok(acta_conllu_write(&once, &a, &err) == ACTA_OK);
  acta_buf_char(&once, '\0');
  ok(read_text(once.p, &b, &err) == ACTA_OK);
  ok(acta_str_is(b.tokens[0].form, "a b"));
  acta_buf_release(&once);
  acta_arena_free(a.arena);
  acta_arena_free(b.arena);
}

// "_" stands for no lemma, but for itself where the form is "_".
static void test_underscores(void)
{
  acta_error    err = {.line = 0};
  acta_document a;
  ok(read_text("1\t_\t\tX\t_\t_\t0\troot\t_\t_\n"
               "2\ta\t_\tX\t_\t_\t1\tdep\t_\t_\n\n",
               &a, &err) == ACTA_OK);
  ok(acta_str_is(a.tokens[0].lemma, "_"));
  ok(!a.tokens[1].lemma.n);
  acta_arena_free(a.arena);
}

static void test_errors(void)
{
  static const struct {
    const char *text;
    unsigned    line;
  } bad[] = {
    {"1\ta\n\n", 1},
    {"1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n3\tb\t_\t_\t_\t_\t1\tdep\t_\t_\n\n", 2},
    {"1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\tb\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 3},
    {"1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n2\tb\t_\t_\t_\t_\t3\tdep\t_\t_\n"
     "3\tc\t_\t_\t_\t_\t2\tdep\t_\t_\n\n",
     4},
    {"1\ta\t_\t_\t_\t_\t7\tdep\t_\t_\n\n", 2},
    {"1-2\tab\t_\t_\t_\t_\t_\t_\t_\t_\n1\ta\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 3},
    {"1\t\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 1},
    {"1\ta\r\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 1},
    {"1\t\ra\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 1},
    {"1\t\xff\t_\t_\t_\t_\t0\troot\t_\t_\n\n", 1},
    {"1.1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n", 2},
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    acta_document doc;
    acta_error    err;
    ok(read_text(bad[i].text, &doc, &err) == ACTA_E_SYNTAX);
    ok(err.line == bad[i].line);
    acta_arena_free(doc.arena);
  }
}

static void test_tables(void)
{
  for (unsigned i = 0; i < ACTA_N_UPOS; ++i) {
    ok(acta_upos_find(acta_str_of(acta_upos_name(i))) == i);
  }
  for (unsigned i = 0; i < ACTA_N_XPOS; ++i) {
    ok(acta_xpos_find(acta_str_of(acta_xpos_name(i))) == i);
  }
  for (unsigned i = 0; i < ACTA_N_DEP; ++i) {
    ok(acta_dep_find(acta_str_of(acta_dep_name(i))) == i);
  }
  ok(acta_dep_base(ACTA_DEP_NSUBJ_PASS) == ACTA_DEP_NSUBJ);
  ok(acta_dep_find(ACTA_STR("nmod:tmod")) == ACTA_DEP_NMOD);
  for (unsigned f = 0; f < ACTA_N_FEATS; ++f) {
    for (unsigned v = 1; acta_feat_name((acta_feat)f, v); ++v) {
      const char *name = acta_feat_name((acta_feat)f, v);
      ok(acta_feats_parse(acta_str_of(name)) ==
         acta_feat_set(0, (acta_feat)f, v));
      ok(acta_feat_get(~0U, (acta_feat)f) >= v);
    }
  }
}

int main(void)
{
  test_tables();
  test_reading();
  test_round_trip();
  test_carriage_returns();
  test_underscores();
  test_errors();
  return tap_done();
}
