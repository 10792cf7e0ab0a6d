// SPDX-License-Identifier: MIT
// A model learnt from a handful of sentences is enough to check that the stages
// fit together and that no text, however odd, breaks a span or a tree.
#include "../tap.h"
#include "language/analyse.h"
#include "language/train.h"
#include "language/ud.h"

#include <stdlib.h>
#include <string.h>

#define TREEBANK "tests/data/language/tiny.conllu"

static acta_str train(void)
{
  static const char *const banks[] = {TREEBANK, NULL};
  const acta_train_options options = {.treebanks = banks, .epochs = 3};
  acta_error               err     = {.line = 0};
  FILE                    *file    = tmpfile();
  ok(file && acta_train(&options, file, &err) == ACTA_OK);
  const long n = ftell(file);
  char      *p = malloc((size_t)n);
  rewind(file);
  ok(p && fread(p, 1, (size_t)n, file) == (size_t)n);
  (void)fclose(file);
  return (acta_str){p, (size_t)n};
}

static acta_analyser   analyser;
static acta_model_file model;

static acta_status analyse(const char *p, size_t n, acta_document *doc)
{
  acta_error err = {.line = 0};
  *doc           = (acta_document){.arena = acta_arena_new(0)};
  doc->text      = (acta_str){p, n};
  doc->blocks    = acta_arena_alloc(doc->arena, 1, sizeof(*doc->blocks));
  doc->n_blocks  = 1;
  doc->blocks[0] = (acta_block){{0, (uint32_t)n}, ACTA_BLOCK_BODY, ACTA_NO_DAY};
  return acta_analyse(&analyser, doc, &err);
}

// Spans in order and inside the text, one root a sentence, no circle.
static bool sound(const acta_document *doc)
{
  uint32_t at = 0, token = 0;
  bool     good = true;
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *x     = doc->sentences + s;
    uint32_t             roots = 0;
    good                       = good && x->begin == token && x->end > x->begin;
    token                      = x->end;
    for (uint32_t i = x->begin; good && i < x->end; ++i) {
      const acta_token *t = doc->tokens + i;
      good = t->span.begin >= at && t->span.end > t->span.begin &&
             t->span.end <= doc->text.n && t->head >= x->begin &&
             t->head < x->end && t->sentence == s;
      at = t->span.end;
      roots += t->head == i;
    }
    good = good && roots == 1 && x->root != ACTA_NO &&
           doc->tokens[x->root].head == x->root;
    for (uint32_t i = x->begin; good && i < x->end && i < x->begin + 200; ++i) {
      uint32_t k = i, steps = 0;
      while (doc->tokens[k].head != k && steps++ < x->end - x->begin) {
        k = doc->tokens[k].head;
      }
      good = k == x->root;
    }
  }
  return good && token == doc->n_tokens;
}

static void test_reading(void)
{
  static const char text[] = "Two ships were seen near Lund. She didn't visit "
                             "the harbour.\n\nNew talks in Malta";
  acta_document     doc;
  ok(analyse(text, sizeof(text) - 1, &doc) == ACTA_OK);
  ok(sound(&doc));
  ok(doc.n_sentences == 3 && doc.n_tokens == 18);
  const acta_token *seen = doc.tokens + 3;
  ok(acta_str_is(seen->form, "seen") && acta_str_is(seen->lemma, "see"));
  ok(seen->xpos == ACTA_XPOS_VBN && seen->upos == ACTA_VERB);
  ok(acta_feat_get(seen->feats, ACTA_FEAT_VOICE) == ACTA_VOICE_PASS);
  ok(doc.sentences[0].root == 3);
  ok(doc.tokens[1].deprel == ACTA_DEP_NSUBJ_PASS && doc.tokens[1].head == 3);
  ok(acta_str_is(doc.tokens[1].lemma, "ship"));
  ok(acta_str_is(doc.tokens[8].form, "did"));
  ok(doc.tokens[9].in_multiword && acta_str_is(doc.tokens[9].lemma, "not"));
  ok(!doc.tokens[8].space_after && doc.tokens[9].space_after);
  acta_arena_free(doc.arena);
}

// A curly apostrophe and no-break spaces read as the plain ones do.
static void test_typography(void)
{
  static const char text[] = "She didn\u2019t visit\u00a0the harbour.";
  acta_document     doc;
  ok(analyse(text, sizeof(text) - 1, &doc) == ACTA_OK);
  ok(sound(&doc) && doc.n_tokens == 7);
  ok(acta_str_is(doc.tokens[1].form, "did"));
  ok(acta_str_is(doc.tokens[2].form, "n\u2019t"));
  ok(doc.tokens[2].in_multiword);
  acta_arena_free(doc.arena);
}

typedef struct {
  const char *text, *root, *subject;
} predicate;

// A sentence has a finite verb with its subject on top; a caption and a request
// stay what they are.
static void test_predicates(void)
{
  static const predicate all[] = {
    {"The deputy, an ally of the mayor, surrendered to the guards on Sunday.",
     "surrendered", "deputy"},
    {"Nearly 200 supporters of the former mayor blocked a bridge on Monday.",
     "blocked", "supporters"},
    {"The quake on the outskirts of Dorgan, a small town, injured two people.",
     "injured", "quake"},
    {"Dock workers in Velen, a port in the north, evacuated several ships.",
     "evacuated", "workers"},
    {"A strong earthquake jolted part of Velen island on Sunday.", "jolted",
     "earthquake"},
    {"Bridges built by farmers a hundred years ago.", "built", NULL},
    {"A view of the old harbour, taken from the tower in May.", "view", NULL},
    {"Video of the rescue, which was shown on Friday.", "Video", NULL},
    {"Let us think of the harbour and its people.", "Let", NULL},
  };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    acta_document doc;
    ok(analyse(all[i].text, strlen(all[i].text), &doc) == ACTA_OK);
    ok(sound(&doc) && doc.n_sentences == 1);
    const uint32_t    root    = doc.sentences[0].root;
    const acta_token *verb    = doc.tokens + root;
    uint32_t          subject = 0;
    while (subject < doc.n_tokens &&
           (doc.tokens[subject].head != root ||
            doc.tokens[subject].deprel != ACTA_DEP_NSUBJ)) {
      ++subject;
    }
    ok(acta_str_is(verb->form, all[i].root));
    ok(acta_xpos_is_finite(verb->xpos) == (all[i].subject != NULL));
    ok(all[i].subject ? subject < doc.n_tokens &&
                          acta_str_is(doc.tokens[subject].form, all[i].subject)
                      : subject == doc.n_tokens);
    acta_arena_free(doc.arena);
  }
}

// The first token with that form, ACTA_NO if there is none.
static uint32_t find(const acta_document *doc, const char *form)
{
  for (uint32_t t = 0; t < doc->n_tokens; ++t) {
    if (acta_str_is(doc->tokens[t].form, form)) {
      return t;
    }
  }
  return ACTA_NO;
}

// So has a clause below another one: "said that the bridge cracked".
static void test_past(void)
{
  static const struct {
    const char *text, *verb;
    uint8_t     xpos;
  } all[] = {
    {"A guard confirmed that a bomb detonated at the west bank.", "detonated",
     ACTA_XPOS_VBD},
    {"The camp was closed as the ice melted from the rain.", "melted",
     ACTA_XPOS_VBD},
    {"Berg saw the house searched by guards.", "searched", ACTA_XPOS_VBN},
  };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    acta_document doc;
    ok(analyse(all[i].text, strlen(all[i].text), &doc) == ACTA_OK);
    const uint32_t t = find(&doc, all[i].verb);
    ok(t < doc.n_tokens && doc.tokens[t].xpos == all[i].xpos);
    acta_arena_free(doc.arena);
  }
}

// New names are no gerunds, adverbs or question words for their ends; verbs
// that begin a sentence are no names.
static void test_misread(void)
{
  static const struct {
    const char *text, *word;
    uint8_t     xpos, deprel;
  } all[] = {
    {"Armstead said the bridge was closed.", "Armstead", ACTA_XPOS_NNP,
     ACTA_DEP_NSUBJ},
    {"Howard said the law is murky.", "Howard", ACTA_XPOS_NNP, ACTA_DEP_NSUBJ},
    {"In May, Boeing received a letter.", "Boeing", ACTA_XPOS_NNP,
     ACTA_DEP_NSUBJ},
    {"Boeing says it has 800 orders.", "Boeing", ACTA_XPOS_NNP, ACTA_DEP_NSUBJ},
    {"Reacting to the news, the rector wept.", "Reacting", ACTA_XPOS_VBG,
     ACTA_DEP_ADVCL},
    {"They had to Taser him in the car.", "Taser", ACTA_XPOS_VB,
     ACTA_DEP_XCOMP},
  };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    acta_document doc;
    ok(analyse(all[i].text, strlen(all[i].text), &doc) == ACTA_OK);
    ok(sound(&doc));
    const uint32_t t = find(&doc, all[i].word);
    ok(t < doc.n_tokens && doc.tokens[t].xpos == all[i].xpos);
    ok(t < doc.n_tokens && doc.tokens[t].deprel == all[i].deprel);
    acta_arena_free(doc.arena);
  }
}

// A common word that is a name here is read again once that is known.
static void test_names_again(void)
{
  static const char text[] = "Felt denied his role.";
  acta_document     doc;
  acta_error        err = {.line = 0};
  ok(analyse(text, sizeof(text) - 1, &doc) == ACTA_OK);
  ok(doc.tokens[0].xpos != ACTA_XPOS_NNP);
  doc.tokens[0].name = ACTA_ENT_PERSON;
  ok(acta_analyse_names(&analyser, &doc, &err) == ACTA_OK && sound(&doc));
  ok(doc.tokens[0].xpos == ACTA_XPOS_NNP &&
     doc.tokens[0].deprel == ACTA_DEP_NSUBJ && doc.sentences[0].root == 1);
  acta_arena_free(doc.arena);
}

// Who says it hangs on the verb of saying, and so does what is told.
static void test_speakers(void)
{
  static const struct {
    const char *text, *verb, *word;
    uint8_t     deprel;
  } all[] = {
    {"\"There are few reports of attacks,\" Dustin Berg, a manager in the bank "
     "and its usual spokesman, said in a post.",
     "said", "Dustin", ACTA_DEP_NSUBJ},
    {"\"Right now, things are tense,\" Councilman Jumaane Williams, who lives "
     "there, said on Friday.",
     "said", "Councilman", ACTA_DEP_NSUBJ},
    {"A suspected arsonist took poison overnight after being caught in a raid, "
     "police in Palermo, Sicily, said on Wednesday.",
     "said", "police", ACTA_DEP_NSUBJ},
    {"His heart failed while he was reading a book, his son, Ike Lund, said.",
     "said", "son", ACTA_DEP_NSUBJ},
    {"A 75-year-old man drowned in his kitchen in the village of Ronta, police "
     "said.",
     "drowned", "man", ACTA_DEP_NSUBJ},
    {"His lawyer told reporters he would appeal the ruling.", "told", "appeal",
     ACTA_DEP_CCOMP},
    {"The union warned that up to 900 jobs could be lost and said it would "
     "hold "
     "a ballot.",
     "warned", "said", ACTA_DEP_CONJ},
    {"Berg cut short a trip and was due to visit the town on Friday.", "due",
     "visit", ACTA_DEP_XCOMP},
    {"Employees of the building told WJBK that the shooter was a former guard.",
     "told", "guard", ACTA_DEP_CCOMP},
  };
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    acta_document doc;
    ok(analyse(all[i].text, strlen(all[i].text), &doc) == ACTA_OK);
    ok(sound(&doc));
    const uint32_t verb = find(&doc, all[i].verb);
    const uint32_t word = find(&doc, all[i].word);
    ok(verb != ACTA_NO && word != ACTA_NO);
    ok(doc.tokens[word].head == verb);
    ok(doc.tokens[word].deprel == all[i].deprel);
    acta_arena_free(doc.arena);
  }
}

// Sanitized code is some thirty times slower: a tenth of the text will do.
#ifdef __SANITIZE_ADDRESS__
enum { SHARE = 10 };
#else
enum { SHARE = 1 };
#endif

// Whatever the text, all of it is read and every tree is one.
static void hostile(const char *piece, size_t copies)
{
  const size_t  len = strlen(piece), n = copies / SHARE;
  char         *text = malloc(n * len + 1);
  acta_document doc;
  for (size_t i = 0; i < n; ++i) {
    memcpy(text + i * len, piece, len);
  }
  ok(analyse(text, n * len, &doc) == ACTA_OK);
  ok(sound(&doc));
  acta_arena_free(doc.arena);
  free(text);
}

static void test_hostile(void)
{
  hostile(" ", 1000000);
  hostile("\"", 10000);
  hostile("\u201c", 10000);
  hostile("word ", 5000);
  hostile("She said that ", 5000);
  hostile("(", 10000);
  hostile("\U0001F600", 5000);
  hostile("\u0634\u0627\u0631\u0639 ", 5000);
  hostile("a", 500000);
  hostile("n't", 5000);
  hostile("'s", 5000);
  hostile("\n", 1000);
  hostile(".", 0);
  hostile("\u00a0\ufeff\u200b", 1000);
}

// A network that is cut short anywhere, or holds what does not fit, is refused.
static void test_damaged_network(void)
{
  const acta_str section = acta_model_section(&model, "network");
  char          *copy    = malloc(section.n);
  acta_error     err     = {.line = 0};
  acta_network   w;
  size_t         taken = 0;
  memcpy(copy, section.p, section.n);
  ok(acta_network_view(&w, (acta_str){copy, section.n}, &err) == ACTA_OK);
  for (size_t n = 0; n < section.n; n += 1021) {
    taken += !acta_network_view(&w, (acta_str){copy, n}, &err);
  }
  ok(taken == 0);
  copy[8] = (char)0xff; // the first part of speech
  ok(acta_network_view(&w, (acta_str){copy, section.n}, &err) == ACTA_E_SYNTAX);
  memset(copy, 0x7f, 8); // rows and tags
  ok(acta_network_view(&w, (acta_str){copy, section.n}, &err) == ACTA_E_SYNTAX);
  free(copy);
}

// Full stops of abbreviations end no sentence.
static void test_abbreviations(void)
{
  static const struct {
    const char *text;
    uint32_t    sentences;
  } cases[] = {
    {"He met Gov. Lowe and Lt. Gen. H. Marks at noon.", 1},
    {"The raid ended by 9 p.m. Saturday in Malta.", 1},
    {"Voting closes at 8 a.m. EST in Malta.", 1},
    {"Voting closes at 8 p.m. June 3 in Malta.", 1},
    {"She read Roe v. Wade and Lund vs. Malta.", 1},
    {"The writer A. B. Lowe paid Rs. 500 for it.", 1},
    {"Poets J. K. Roe and A.B. Lowe wrote to the U.K. Treasury.", 1},
    {"Lund Corp. Friday sold its ships in Malta, N.Y. Thursday.", 1},
    {"He was born on Jan. 27 in Malta.", 1},
    {"Sheriff Robert J. Lowe said so in Malta.", 1},
    {"The fund paid 1.5 Danish crowns for it.", 1},
    {"He did one more rep. The ship left.", 2},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    acta_document doc;
    ok(analyse(cases[i].text, strlen(cases[i].text), &doc) == ACTA_OK);
    ok(sound(&doc) && doc.n_sentences == cases[i].sentences);
    for (uint32_t t = 0; t < doc.n_tokens; ++t) {
      ok(!acta_str_is(doc.tokens[t].form, "a.m") &&
         !acta_str_is(doc.tokens[t].form, "p.m"));
    }
    acta_arena_free(doc.arena);
  }
}

// Of verbs that the training did not show, the tag and the list tell the lemma.
static void test_irregular(void)
{
  static const struct {
    const char *form, *lemma;
    uint8_t     xpos;
  } verbs[] = {
    {"fled", "flee", ACTA_XPOS_VBD},
    {"fled", "flee", ACTA_XPOS_VBN},
    {"Overran", "overrun", ACTA_XPOS_VBD},
    {"MISLED", "mislead", ACTA_XPOS_VBN},
    {"lay", "lie", ACTA_XPOS_VBD},
    {"lied", "lie", ACTA_XPOS_VBD},
    {"forbidden", "forbid", ACTA_XPOS_VBN},
    {"vying", "vie", ACTA_XPOS_VBG},
    {"shook", "shake", ACTA_XPOS_VBP},
    {"found", "found", ACTA_XPOS_VB},
    {"looted", "loot", ACTA_XPOS_VBD},
    {"accused", "accuse", ACTA_XPOS_VBN},
    {"toppling", "topple", ACTA_XPOS_VBG},
    {"boycotted", "boycott", ACTA_XPOS_VBD},
    {"controlled", "control", ACTA_XPOS_VBN},
    {"seen", "see", ACTA_XPOS_VBN},
  };
  acta_error  err   = {.line = 0};
  acta_arena *arena = acta_arena_new(0);
  for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); ++i) {
    acta_token t = {.form = acta_str_of(verbs[i].form),
                    .upos = ACTA_VERB,
                    .xpos = verbs[i].xpos};
    ok(acta_morph_run(&analyser.morph, &t, 1, arena, &err) == ACTA_OK);
    ok(acta_str_is(t.lemma, verbs[i].lemma));
    ok(t.xpos != ACTA_XPOS_VBP);
  }
  acta_token noun = {
    .form = acta_str_of("ground"), .upos = ACTA_NOUN, .xpos = ACTA_XPOS_NN};
  ok(acta_morph_run(&analyser.morph, &noun, 1, arena, &err) == ACTA_OK);
  ok(acta_str_is(noun.lemma, "ground"));
  acta_arena_free(arena);
}

static void test_shipped(void)
{
  acta_error      err = {.line = 0};
  acta_model_file file;
  if (acta_model_file_open(&file, "models/en.model", &err)) {
    (void)printf("# no models/en.model: %s\n", err.text);
    return;
  }
  ok(acta_analyser_view(&analyser, &file, &err) == ACTA_OK);
  test_reading();
  test_predicates();
  test_past();
  test_misread();
  test_names_again();
  test_speakers();
  test_typography();
  test_abbreviations();
  acta_model_file_close(&file);
}

int main(void)
{
  acta_error     err   = {.line = 0};
  const acta_str bytes = train();
  const acta_str again = train();
  ok(acta_str_eq(bytes, again)); // training is deterministic
  ok(acta_model_file_view(&model, bytes, &err) == ACTA_OK);
  ok(acta_analyser_view(&analyser, &model, &err) == ACTA_OK);
  ok(analyser.has_segmenter && analyser.has_network && analyser.has_morph);
  test_damaged_network();
  test_irregular();
  test_hostile();
  test_shipped();
  free((void *)(uintptr_t)bytes.p);
  free((void *)(uintptr_t)again.p);
  return tap_done();
}
