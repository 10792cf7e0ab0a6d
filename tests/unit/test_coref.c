// SPDX-License-Identifier: MIT
// Coreference and links on hand-written trees.
#include "language/conllu.h"
#include "language/coref.h"
#include "link/link.h"

#include "../tap.h"

#include <stdlib.h>

// One sentence a string: "form/UPOS/head/relation[/NER]" separated by blanks,
// features by the helper below.
typedef struct {
  acta_arena   *arena;
  acta_document doc;
} text;

static const char *features(const char *form, const char *upos)
{
  static const struct {
    const char *form, *feats;
  } table[] = {
    {"he", "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
    {"He", "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
    {"him", "Case=Acc|Gender=Masc|Number=Sing|Person=3|PronType=Prs"},
    {"his", "Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs"},
    {"she", "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"},
    {"it", "Gender=Neut|Number=Sing|Person=3|PronType=Prs"},
    {"who", "PronType=Rel"},
    {"is", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"},
    {"leaders", "Number=Plur"},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; ++i) {
    if (!strcmp(table[i].form, form)) {
      return table[i].feats;
    }
  }
  return !strcmp(upos, "NOUN") || !strcmp(upos, "PROPN") ? "Number=Sing" : "_";
}

static void add_sentence(acta_buf *out, const char *s)
{
  char     copy[2000];
  char    *rest = copy, *word = NULL;
  unsigned id = 0;
  (void)snprintf(copy, sizeof copy, "%s", s);
  while ((word = strtok_r(rest, " ", &rest))) {
    char       *form  = strtok_r(word, "/", &word);
    char       *upos  = strtok_r(NULL, "/", &word);
    char       *head  = strtok_r(NULL, "/", &word);
    char       *dep   = strtok_r(NULL, "/", &word);
    char       *ner   = strtok_r(NULL, "/", &word);
    const char *lemma = !strcmp(form, "leaders") ? "leader"
                        : !strcmp(form, "The")   ? "the"
                                                 : form;
    acta_buf_printf(out, "%u\t%s\t%s\t%s\t_\t%s\t%s\t%s\t_\t%s%s\n", ++id, form,
                    lemma, upos, features(form, upos), head, dep,
                    ner ? "NER=" : "_", ner ? ner : "");
  }
  acta_buf_char(out, '\n');
}

static bool read_text(text *t, const acta_ontology *o, const char *const *lines)
{
  acta_buf   conllu = {NULL, 0, 0, false};
  acta_error err    = {.line = 0};
  for (; *lines; ++lines) {
    add_sentence(&conllu, *lines);
  }
  t->arena           = acta_arena_new(0);
  t->doc             = (acta_document){.arena = t->arena};
  acta_conllu in     = {.text = acta_buf_as_str(&conllu)};
  acta_status status = acta_conllu_next(&in, &t->doc, &err);
  t->doc.id          = ACTA_STR("00112233445566778899aabbccddeeff");
  if (!status) {
    status = acta_coref_run(o, &t->doc, &err);
  }
  if (!status) {
    status = acta_link_run(o, &t->doc, &err);
  }
  acta_buf_release(&conllu);
  if (status) {
    printf("# %u: %s\n", err.line, err.text);
  }
  return !status;
}

// The n-th token of that form, from 0.
static uint32_t find(const text *t, const char *form, unsigned n)
{
  for (uint32_t i = 0; i < t->doc.n_tokens; ++i) {
    if (acta_str_is(t->doc.tokens[i].form, form) && !n--) {
      return i;
    }
  }
  return ACTA_NO;
}

static uint32_t entity(const text *t, const char *form, unsigned n)
{
  const uint32_t i = find(t, form, n);
  const uint32_t m = i == ACTA_NO ? ACTA_NO : t->doc.tokens[i].mention;
  return m == ACTA_NO ? ACTA_NO : t->doc.mentions[m].entity;
}

static bool has_iri(const text *t, uint32_t e, const char *iri)
{
  return e != ACTA_NO && acta_str_is(t->doc.entities[e].iri, iri);
}

static void check_people(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Kim/PROPN/4/nsubj/B-PER Jong/PROPN/1/flat/I-PER Un/PROPN/1/flat/I-PER "
    "met/VERB/0/root Russian/ADJ/7/amod President/PROPN/7/nmod:desc "
    "Vladimir/PROPN/4/obj/B-PER Putin/PROPN/7/flat/I-PER ././4/punct",
    "The/DET/3/det Russian/ADJ/3/amod president/NOUN/4/nsubj said/VERB/0/root "
    "he/PRON/6/nsubj liked/VERB/4/ccomp Kim/PROPN/6/obj/B-PER ././4/punct",
    "The/DET/3/det two/NUM/3/nummod leaders/NOUN/4/nsubj smiled/VERB/0/root "
    "././4/punct",
    "Kim/PROPN/4/nsubj/B-PER Il/PROPN/1/flat/I-PER Sung/PROPN/1/flat/I-PER "
    "died/VERB/0/root ././4/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    const uint32_t kim   = entity(&t, "Kim", 0);
    const uint32_t putin = entity(&t, "Vladimir", 0);
    ok(kim != ACTA_NO && putin != ACTA_NO && kim != putin);
    ok(entity(&t, "president", 0) == putin);
    ok(entity(&t, "he", 0) == putin);
    ok(entity(&t, "Kim", 1) == kim);
    ok(entity(&t, "Kim", 2) != kim);
    ok(has_iri(&t, kim, "http://www.wikidata.org/entity/Q56226"));
    ok(has_iri(&t, putin, "http://www.wikidata.org/entity/Q7747"));
    const uint32_t both = entity(&t, "leaders", 0);
    ok(both != ACTA_NO && t.doc.entities[both].n_members == 2);
    ok(t.doc.entities[both].type == ACTA_ENT_GROUP);
    ok(t.doc.entities[entity(&t, "Russian", 0)].linked);
  }
  acta_arena_free(t.arena);
}

// A headline names somebody before either of two with that name.
static void check_headline(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Khan/PROPN/2/nsubj/B-PER fell/VERB/0/root ././2/punct",
    "Imran/PROPN/3/nsubj/B-PER Khan/PROPN/1/flat/I-PER spoke/VERB/0/root "
    "././3/punct",
    "Gohar/PROPN/3/nsubj/B-PER Khan/PROPN/1/flat/I-PER spoke/VERB/0/root "
    "././3/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "Imran", 0) != entity(&t, "Gohar", 0));
    ok(entity(&t, "Khan", 0) == entity(&t, "Imran", 0));
  }
  acta_arena_free(t.arena);
}

static void check_states(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Pyongyang/PROPN/2/nsubj/B-LOC slammed/VERB/0/root the/DET/4/det "
    "drills/NOUN/2/obj in/ADP/6/case Pyongyang/PROPN/4/nmod/B-LOC ././2/punct",
    "North/PROPN/2/compound/B-LOC Korea/PROPN/3/nsubj/I-LOC agreed/VERB/0/root "
    "././3/punct",
    "Anna/PROPN/5/nsubj/B-PER Berg/PROPN/1/flat/I-PER ,/PUNCT/1/punct "
    "who/PRON/5/nsubj left/VERB/0/root ././5/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "Pyongyang", 0) == entity(&t, "Korea", 0));
    ok(entity(&t, "Pyongyang", 1) != entity(&t, "Korea", 0));
    ok(has_iri(&t, entity(&t, "Korea", 0),
               "http://www.wikidata.org/entity/Q423"));
    ok(has_iri(&t, entity(&t, "Pyongyang", 1),
               "https://sws.geonames.org/1871859/"));
    const uint32_t anna = entity(&t, "Anna", 0);
    ok(anna != ACTA_NO && !t.doc.entities[anna].linked);
    ok(t.doc.entities[anna].gender == ACTA_FEMALE);
    ok(acta_str_starts(t.doc.entities[anna].iri,
                       ACTA_STR("https://w3id.org/acta/id/entity/person-")));
  }
  acta_arena_free(t.arena);
}

// An office with a country, or the like, belongs to who was introduced so,
// wherever a parser hangs the title.
static void check_offices(const acta_ontology *o)
{
  static const char *const lines[] = {
    "President/PROPN/2/nmod:desc Ana/PROPN/8/nsubj/B-PER "
    "Ortis/PROPN/2/flat/I-PER and/CCONJ/5/cc Soviet/PROPN/2/conj "
    "leader/NOUN/2/flat Petr/PROPN/8/nsubj/B-PER met/VERB/0/root ././8/punct",
    "The/DET/3/det Soviet/ADJ/3/amod leader/NOUN/4/nsubj left/VERB/0/root "
    "././4/punct",
    "The/DET/3/det Chilean/ADJ/3/amod president/NOUN/4/nsubj left/VERB/0/root "
    "././4/punct",
    "The/DET/3/det Labour/PROPN/3/compound leader/NOUN/4/nsubj "
    "smiled/VERB/0/root ././4/punct",
    "President/PROPN/2/nmod:desc Lara/PROPN/4/nsubj/B-PER "
    "Gant/PROPN/2/flat/I-PER waited/VERB/0/root ././4/punct",
    "The/DET/3/det Peruvian/ADJ/3/amod president/NOUN/4/nsubj "
    "spoke/VERB/0/root ././4/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    const uint32_t ana = entity(&t, "Ana", 0), petr = entity(&t, "Petr", 0);
    ok(ana != petr && entity(&t, "Soviet", 0) == petr);
    ok(entity(&t, "leader", 1) == petr);
    ok(entity(&t, "president", 0) == ana);
    ok(entity(&t, "leader", 2) != ana && entity(&t, "leader", 2) != petr);
    ok(entity(&t, "president", 1) == entity(&t, "Lara", 0));
  }
  acta_arena_free(t.arena);
}

static void check_titles(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Chief/PROPN/5/nsubj Executive/PROPN/1/flat Mia/PROPN/1/flat/B-PER "
    "Holt/PROPN/1/flat/I-PER left/VERB/0/root Corvo/PROPN/5/obj/B-PER "
    "Semiconductors/PROPN/6/flat/I-PER ././5/punct",
    "Corvo/PROPN/2/nsubj/B-PER grew/VERB/0/root ././2/punct",
    "The/DET/4/det Kim/PROPN/4/compound/B-PER "
    "Singapore/PROPN/4/compound/I-PER summit/NOUN/5/nsubj ended/VERB/0/root "
    "././5/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "Chief", 0) == entity(&t, "Mia", 0));
    const uint32_t firm = entity(&t, "Corvo", 0);
    ok(firm != ACTA_NO && t.doc.entities[firm].type == ACTA_ENT_ORG);
    ok(entity(&t, "Corvo", 1) == firm);
    ok(has_iri(&t, entity(&t, "Singapore", 0),
               "http://www.wikidata.org/entity/Q334"));
    ok(entity(&t, "Kim", 0) != entity(&t, "Singapore", 0));
  }
  acta_arena_free(t.arena);
}

// A town of the United States needs more than that their president was named.
static void check_towns(const acta_ontology *o)
{
  static const char *const lines[] = {
    "The/DET/3/det American/ADJ/3/amod president/NOUN/4/nsubj "
    "left/VERB/0/root Geneva/PROPN/4/obj/B-LOC for/ADP/7/case "
    "Iceland/PROPN/4/obl/B-LOC and/CCONJ/9/cc Dover/PROPN/4/obl/B-LOC "
    "South/ADJ/12/amod "
    "American/ADJ/13/amod friends/NOUN/4/obl "
    "././4/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(has_iri(&t, entity(&t, "Geneva", 0),
               "https://sws.geonames.org/2660646/"));
    ok(!t.doc.entities[entity(&t, "Dover", 0)].linked);
    ok(entity(&t, "American", 1) == ACTA_NO);
  }
  acta_arena_free(t.arena);
}

// A bridge is no city, whatever it was taken for.
static void check_sites(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Lund/PROPN/2/nsubj/B-PER left/VERB/0/root Tarn/PROPN/2/obj/B-GPE "
    "Bridge/PROPN/3/flat/I-GPE ././2/punct",
    "The/DET/2/det city/NOUN/3/nsubj fell/VERB/0/root ././3/punct", NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "Tarn", 0) != entity(&t, "city", 0));
  }
  acta_arena_free(t.arena);
}

// An office that somebody is to fill, or of something else than who is known
// to lead, is nobody told of before.
static void check_vacant(const acta_ontology *o)
{
  static const char *const lines[] = {
    "leader/NOUN/2/nmod:desc Petr/PROPN/3/nsubj/B-PER left/VERB/0/root "
    "././3/punct",
    "director/NOUN/2/nmod:desc Mia/PROPN/3/nsubj/B-PER left/VERB/0/root "
    "././3/punct",
    "It/PRON/2/nsubj named/VERB/0/root Ana/PROPN/2/obj/B-PER as/ADP/6/case "
    "the/DET/6/det director/NOUN/2/obl ././2/punct",
    "The/DET/2/det president/NOUN/9/nsubj of/ADP/5/case the/DET/5/det "
    "union/NOUN/2/nmod ,/PUNCT/8/punct who/PRON/8/nsubj "
    "waited/VERB/5/acl:relcl "
    "left/VERB/0/root ././9/punct",
    NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "director", 1) != entity(&t, "Mia", 0));
    ok(entity(&t, "president", 0) != entity(&t, "Petr", 0));
    ok(entity(&t, "who", 0) == entity(&t, "president", 0));
  }
  acta_arena_free(t.arena);
}

// What the text tells of a name says that it is a firm's; "the company" is not
// where somebody works who has a say.
static void check_firms(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Norvik/PROPN/2/nsubj/B-PER said/VERB/0/root it/PRON/5/nsubj had/AUX/5/aux "
    "sold/VERB/2/ccomp ././2/punct",
    "airline/NOUN/2/compound Corvo/PROPN/3/nsubj/B-PER grew/VERB/0/root "
    "././3/punct",
    "An/DET/2/det analyst/NOUN/5/nsubj at/ADP/4/case Lumo/PROPN/2/nmod/B-ORG "
    "smiled/VERB/0/root ././5/punct",
    "The/DET/2/det company/NOUN/3/nsubj grew/VERB/0/root ././3/punct", NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    const uint32_t norvik = entity(&t, "Norvik", 0);
    const uint32_t corvo  = entity(&t, "Corvo", 0);
    ok(t.doc.entities[norvik].type == ACTA_ENT_ORG);
    ok(t.doc.entities[corvo].type == ACTA_ENT_ORG);
    ok(entity(&t, "it", 0) == norvik);
    ok(entity(&t, "company", 0) != entity(&t, "Lumo", 0));
  }
  acta_arena_free(t.arena);
}

// "The vessel" is the ferry told of before, not the jet.
static void check_vehicles(const acta_ontology *o)
{
  static const char *const lines[] = {
    "A/DET/2/det ferry/NOUN/3/nsubj hit/VERB/0/root a/DET/5/det "
    "jet/NOUN/3/obj ././3/punct",
    "The/DET/2/det vessel/NOUN/3/nsubj sank/VERB/0/root ././3/punct",
    "The/DET/2/det plane/NOUN/3/nsubj left/VERB/0/root ././3/punct", NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(entity(&t, "vessel", 0) == entity(&t, "ferry", 0));
    ok(entity(&t, "plane", 0) == entity(&t, "jet", 0));
    ok(entity(&t, "plane", 0) != entity(&t, "vessel", 0));
  }
  acta_arena_free(t.arena);
}

static void check_doubt(const acta_ontology *o)
{
  static const char *const lines[] = {
    "Kim/PROPN/2/nsubj/B-PER spoke/VERB/0/root ././2/punct", NULL};
  text t;
  if (ok(read_text(&t, o, lines))) {
    ok(!t.doc.entities[entity(&t, "Kim", 0)].linked);
  }
  acta_arena_free(t.arena);
  if (ok(read_text(&t, NULL, lines))) { // without any data
    ok(t.doc.n_entities == 1);
  }
  acta_arena_free(t.arena);
}

// Many mentions in one sentence: linear, and every mention has an entity.
static void check_much(const acta_ontology *o)
{
  acta_arena   *a   = acta_arena_new(0);
  acta_document doc = {.arena = a, .id = ACTA_STR("00")};
  enum { N = 60000 };
  char *words   = acta_arena_alloc(a, N, 4);
  doc.tokens    = acta_arena_alloc(a, N, sizeof *doc.tokens);
  doc.sentences = acta_arena_alloc(a, 1, sizeof *doc.sentences);
  for (uint32_t i = 0; i < N; ++i) {
    memcpy(words + 4 * (size_t)i, i % 3 ? "Kim " : "Lee ", 4);
    doc.tokens[i] = (acta_token){.span       = {4 * i, 4 * i + 3},
                                 .form       = {words + 4 * (size_t)i, 3},
                                 .head       = i ? i - 1 : 0,
                                 .timex      = ACTA_NO,
                                 .upos       = ACTA_PROPN,
                                 .deprel     = 12,
                                 .name       = ACTA_ENT_PERSON,
                                 .name_begin = i % 2 == 0};
  }
  doc.text         = (acta_str){words, 4 * (size_t)N};
  doc.n_tokens     = N;
  doc.n_sentences  = 1;
  doc.sentences[0] = (acta_sentence){.end = N};
  ok(!acta_coref_run(o, &doc, NULL) && !acta_link_run(o, &doc, NULL));
  bool good = doc.n_mentions == N / 2;
  for (uint32_t m = 0; m < doc.n_mentions; ++m) {
    good = good && doc.mentions[m].entity < doc.n_entities;
  }
  ok(good);
  acta_arena_free(a);
}

int main(void)
{
  char           dir[1000];
  acta_ontology *o     = NULL;
  acta_error     err   = {.line = 0};
  const char    *build = getenv("BUILD");
  (void)snprintf(dir, sizeof dir, "%s/data", build ? build : "build");
  const acta_ontology_options data = {.dir = dir};
  if (ok(!acta_ontology_open(&data, &o, &err))) {
    check_people(o);
    check_headline(o);
    check_states(o);
    check_offices(o);
    check_titles(o);
    check_towns(o);
    check_sites(o);
    check_vacant(o);
    check_firms(o);
    check_vehicles(o);
    check_doubt(o);
    check_much(o);
  } else {
    printf("# %s\n", err.text);
  }
  acta_ontology_free(o);
  return tap_done();
}
