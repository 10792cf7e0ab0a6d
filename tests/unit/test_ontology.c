// SPDX-License-Identifier: MIT
// Ontology, lexicon and cues: from Turtle, through an index, and laid over one.
#include <acta/ontology.h>

#include "../tap.h"

#include <stdlib.h>

static const char prefixes[] =
  "@prefix act: <https://w3id.org/acta/ont#> .\n"
  "@prefix lex: <https://w3id.org/acta/lex/en#> .\n"
  "@prefix ud: <https://w3id.org/acta/ud#> .\n"
  "@prefix ontolex: <http://www.w3.org/ns/lemon/ontolex#> .\n"
  "@prefix lexinfo: <http://www.lexinfo.net/ontology/3.0/lexinfo#> .\n"
  "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
  "@prefix my: <http://example.org/my#> .\n";

static char directory[64];

// A file in the test's folder; its path stays until the next but one call.
static const char *in_folder(const char *name)
{
  static char paths[2][128];
  static int  turn;
  turn = !turn;
  (void)snprintf(paths[turn], sizeof(paths[turn]), "%s/%s", directory, name);
  return paths[turn];
}

static const char *write_file(const char *name, const char *text)
{
  const char *path = in_folder(name);
  FILE       *f    = fopen(path, "wb");
  if (f) {
    (void)fputs(prefixes, f);
    (void)fputs(text, f);
    (void)fclose(f);
  }
  return path;
}

// Opens acta's own ontology with `text` as lexicon over it.
static acta_ontology *open_with(const char *text, acta_error *err)
{
  const char *ontology[]              = {"ontology/acta.ttl", NULL};
  const char *lexicon[]               = {NULL, NULL};
  lexicon[0]                          = write_file("lexicon.ttl", text);
  const acta_ontology_options options = {
    .dir = "", .ontology = ontology, .lexicon = lexicon};
  acta_ontology *o = NULL;
  memset(err, 0, sizeof(*err));
  if (acta_ontology_open(&options, &o, err) && o) {
    ok(!"an ontology with an error");
  }
  return o;
}

static void expect_error(const char *text, const char *message)
{
  acta_error     err;
  acta_ontology *o = open_with(text, &err);
  ok(!o);
  ok(err.status == ACTA_E_SYNTAX);
  if (!strstr(err.text, message)) {
    eq_str(err.text, message);
  }
  acta_ontology_free(o);
}

static uint32_t role(const acta_ontology *o, const char *name)
{
  return acta_role_find(o, acta_str_of(name));
}

static uint32_t class_of(const acta_ontology *o, const char *name)
{
  return acta_class_find(o, acta_str_of(name));
}

static void test_classes(void)
{
  acta_error     err;
  acta_ontology *o = open_with("", &err);
  ok(o != NULL);
  if (!o) {
    return;
  }
  ok(acta_n_classes(o) == 79 + 2); // and Event and Occurrence
  const uint32_t summit = class_of(o, "Summit"), meet = class_of(o, "Meeting");
  ok(acta_class_is_a(o, summit, meet) && !acta_class_is_a(o, meet, summit));
  ok(acta_class_is_a(o, class_of(o, "Killing"), class_of(o, "Death")));
  ok(acta_class_is_a(o, class_of(o, "Killing"), class_of(o, "Event")));
  const acta_class *c = acta_class_at(o, summit);
  ok(acta_str_is(c->label, "summit") && c->identity == meet && c->key_day);
  ok(c->n_key == 1 && c->key[0] == role(o, "participant"));
  ok(acta_class_at(o, class_of(o, "Statement"))->identity == ACTA_NO);
  ok(!acta_class_at(o, class_of(o, "Death"))->key_day);
  ok(class_of(o, "Nonsense") == ACTA_NO);

  const acta_role *place = acta_role_at(o, role(o, "destination"));
  ok(place->kind == ACTA_ROLE_PLACE);
  ok(place->range == (1u << ACTA_ENT_PLACE | 1u << ACTA_ENT_GPE));
  ok(acta_role_at(o, role(o, "agent"))->kind == ACTA_ROLE_ACTOR);
  ok(acta_role_at(o, role(o, "vehicle"))->range == 1u << ACTA_ENT_VEHICLE);
  ok(acta_role_at(o, role(o, "theme"))->range == UINT32_MAX);
  ok(acta_role_at(o, role(o, "topic"))->kind == ACTA_ROLE_OTHER);
  ok(acta_role_at(o, role(o, "content"))->kind == ACTA_ROLE_EVENT);
  ok(acta_role_at(o, role(o, "dead"))->kind == ACTA_ROLE_LITERAL);
  ok(acta_role_at(o, role(o, "before"))->kind == ACTA_ROLE_TIME);

  size_t          n = 0;
  const acta_str *s =
    acta_supers_find(o, ACTA_STR("https://w3id.org/acta/ont#Summit"), &n);
  bool sem = false;
  for (size_t i = 0; i < n; ++i) {
    ok(!i || acta_str_cmp(s[i - 1], s[i]) < 0);
    sem =
      sem || acta_str_is(s[i], "http://semanticweb.cs.vu.nl/2009/11/sem/Event");
  }
  ok(n == 5 && sem);
  acta_ontology_free(o);
}

static const char meet[] =
  "lex:anyVerb ud:obl:in act:place , act:time ; ud:obl:on act:time .\n"
  "lex:joint act:extends lex:anyVerb ; lexinfo:partOfSpeech lexinfo:verb ;\n"
  "  ud:nsubj act:participant ; act:needs act:participant .\n"
  "lex:deal rdfs:subPropertyOf act:theme ; act:fillerLemma \"deal\" , \"pact\" "
  ".\n"
  "lex:meet.v act:lemma \"meet\" , \"sit down\" ; act:extends lex:joint ;\n"
  "  ontolex:denotes act:Meeting ; ud:obl:in act:vehicle ;\n"
  "  act:blocks ud:obj .\n"
  "lex:shake.v act:lemma \"shake\" ; act:extends lex:joint ;\n"
  "  ontolex:denotes act:Handshake ; ud:obj \"hand\" .\n"
  "lex:sign.v act:lemma \"sign\" ; act:extends lex:joint ;\n"
  "  ontolex:denotes act:Signing ; ud:obj lex:deal ; act:needs lex:deal ;\n"
  "  act:quoteRole act:quote .\n"
  "lex:talk.n act:lemma \"peace talk\" ; lexinfo:partOfSpeech lexinfo:noun ;\n"
  "  ontolex:denotes act:Negotiation ; act:supportVerb \"hold\" .\n"
  "lex:off.v a act:StanceCue ; act:lemma \"call off\" ; act:over ud:obj ;\n"
  "  act:under ud:acl ; act:imposes act:negated .\n";

static void test_frames(void)
{
  acta_error     err;
  acta_ontology *o = open_with(meet, &err);
  size_t         n = 0;
  eq_str(err.text, "");
  if (!o) {
    return;
  }
  const acta_frame *const *f =
    acta_frames_find(o, ACTA_STR("meet"), ACTA_VERB, &n);
  ok(n == 1 && acta_str_is(f[0]->name, "meet.v"));
  ok(f[0]->class == class_of(o, "Meeting") && f[0]->upos == ACTA_VERB);
  ok(f[0]->n_needs == 1 && f[0]->n_blocks == 1 && !f[0]->particle);
  // own first, then nearest first, and the narrower before the wider
  ok(f[0]->n_args == 5 && f[0]->args[0].role == role(o, "vehicle"));
  ok(f[0]->args[1].role == role(o, "participant"));
  ok(f[0]->args[2].role == role(o, "place"));
  ok(f[0]->args[3].role == role(o, "time"));
  ok(acta_str_is(acta_relation_name(o, f[0]->args[2].relation), "obl:in"));
  f = acta_frames_find(o, ACTA_STR("sit"), ACTA_VERB, &n);
  ok(n == 1 && f[0]->particle && acta_str_is(*f[0]->particle, "down"));
  f = acta_frames_find(o, ACTA_STR("shake"), ACTA_VERB, &n);
  ok(n == 1 && f[0]->n_words == 1);
  ok(acta_str_is(f[0]->words[0].lemma, "hand"));
  ok(f[0]->words[0].relation == acta_relation_find(o, ACTA_STR("obj")));
  f = acta_frames_find(o, ACTA_STR("sign"), ACTA_VERB, &n);
  ok(n == 1 && f[0]->quotes && f[0]->args[0].n_lemmas == 2);
  ok(f[0]->args[0].role == role(o, "theme") && f[0]->args[0].range == 0);
  ok(f[0]->n_needs == 1 && f[0]->needs[0] == role(o, "theme"));
  f = acta_frames_find(o, ACTA_STR("talk"), ACTA_NOUN, &n);
  ok(n == 1 && f[0]->n_words == 1 && f[0]->n_supports == 1);
  ok(f[0]->words[0].relation == acta_relation_find(o, ACTA_STR("modifier")));
  (void)acta_frames_find(o, ACTA_STR("talk"), ACTA_VERB, &n);
  ok(n == 0);
  (void)acta_frames_find(o, ACTA_STR("nothing"), ACTA_ADV, &n);
  ok(n == 0);
  (void)acta_frames_find_form(o, ACTA_STR("Meeting"), ACTA_VERB, &n);
  ok(n == 1);
  (void)acta_frames_find_form(o, ACTA_STR("shaked"), ACTA_VERB, &n);
  ok(n == 1);
  (void)acta_frames_find_form(o, ACTA_STR("sits"), ACTA_VERB, &n);
  ok(n == 1);
  (void)acta_frames_find_form(o, ACTA_STR("sitting"), ACTA_VERB, &n);
  ok(n == 1);
  (void)acta_frames_find_form(o, ACTA_STR("talks"), ACTA_NOUN, &n);
  ok(n == 1);
  (void)acta_frames_find_form(o, ACTA_STR("ing"), ACTA_VERB, &n);
  ok(n == 0);
  const acta_cue *const *cue = acta_cues_find(o, ACTA_STR("call off"), &n);
  ok(n == 2 && cue[0]->imposes == ACTA_NEGATED);
  ok(!cue[0]->upward && cue[1]->upward);
  acta_ontology_free(o);
}

static void test_errors(void)
{
  expect_error("lex:x.v act:lemma 5 5 .\n", "lexicon.ttl:8:");
  expect_error("lex:x.v act:lemma \"x\" ; ontolex:denotes act:Foo ;\n"
               "  lexinfo:partOfSpeech lexinfo:verb .\n",
               "lexicon.ttl: x.v: unknown class 'Foo'");
  expect_error("lex:x.v ontolex:denotes act:Meeting .\n",
               "lexicon.ttl: x.v: has no lemma");
  expect_error("lex:x.v act:lemma \"x\" ; ontolex:denotes act:Meeting .\n",
               "x.v: has no part of speech");
  expect_error("lex:x.v act:lemma \"x\" ; ontolex:denotes act:Meeting ;\n"
               "  lexinfo:partOfSpeech lexinfo:verb ; ud:nsubj act:agnt .\n",
               "x.v: unknown role 'agnt'");
  expect_error("lex:x.v act:lemma \"x\" ; ontolex:denotes act:Meeting ;\n"
               "  lexinfo:partOfSpeech lexinfo:verb ; act:need act:agent .\n",
               "x.v: unknown property 'need'");
  expect_error("lex:x.v act:lemma \"x\" ; ontolex:denotes act:Meeting ;\n"
               "  lexinfo:partOfSpeech lexinfo:verb ; act:extends lex:y .\n",
               "extends an unknown frame 'y'");
  expect_error("lex:x.v act:lemma \"x y z\" ; ontolex:denotes act:Meeting ;\n"
               "  lexinfo:partOfSpeech lexinfo:verb .\n",
               "cannot use the lemma");
  expect_error("lex:c a act:StanceCue ; act:lemma \"c\" ; act:over ud:obj .\n",
               "c: should impose one stance");
  expect_error("lex:c a act:StanceCue ; act:lemma \"c\" ;\n"
               "  act:imposes act:negated .\n",
               "c: works over no relation");
  expect_error("lex:f act:fillerLemma \"f\" .\n", "f: narrows no known role");
}

static void test_cycles(void)
{
  acta_error     err;
  acta_ontology *o =
    open_with("my:A rdfs:subClassOf my:B , act:Event .\n"
              "my:B rdfs:subClassOf my:A .\n"
              "lex:a act:extends lex:b . lex:b act:extends lex:a ;\n"
              "  lexinfo:partOfSpeech lexinfo:verb .\n"
              "lex:x.v act:lemma \"x\" ; ontolex:denotes my:A ;\n"
              "  act:extends lex:a .\n",
              &err);
  eq_str(err.text, "");
  ok(o && acta_class_is_a(o, class_of(o, "A"), class_of(o, "B")));
  acta_ontology_free(o);
}

static void flip_and_open(const char *index, long at, const char *message)
{
  FILE *f = fopen(index, "r+b");
  int   c = 0;
  if (!f) {
    ok(!"open the index");
    return;
  }
  (void)fseek(f, at, SEEK_SET);
  c = fgetc(f);
  (void)fseek(f, at, SEEK_SET);
  (void)fputc(c ^ 1, f);
  (void)fclose(f);
  const acta_ontology_options options = {.dir = directory};
  acta_ontology              *o       = NULL;
  acta_error                  err     = {ACTA_OK, 0, 0, ""};
  ok(acta_ontology_open(&options, &o, &err) == ACTA_E_SYNTAX);
  ok(strstr(err.text, message) != NULL);
}

static void test_index(void)
{
  acta_error  err     = {ACTA_OK, 0, 0, ""};
  const char *files[] = {"ontology/acta.ttl", NULL, NULL};
  char        index[128];
  files[1] = write_file("meet.ttl", meet);
  (void)snprintf(index, sizeof(index), "%s/acta.index", directory);
  ok(acta_ontology_compile(files, NULL, index, &err) == ACTA_OK);
  const char *over[] = {NULL, NULL};
  over[0]            = write_file(
               "over.ttl", "my:Tasting rdfs:subClassOf act:Event .\n"
                                      "lex:taste.v act:lemma \"taste\" ; act:extends lex:joint ;\n"
                                      "  ontolex:denotes my:Tasting .\n");
  acta_ontology_options options = {.dir = directory};
  acta_ontology        *plain = NULL, *more = NULL;
  size_t                n = 0;
  ok(acta_ontology_open(&options, &plain, &err) == ACTA_OK);
  options.lexicon = over;
  ok(acta_ontology_open(&options, &more, &err) == ACTA_OK);
  eq_str(err.text, "");
  if (plain && more) {
    const acta_frame *const *f =
      acta_frames_find(more, ACTA_STR("taste"), ACTA_VERB, &n);
    ok(n == 1 && f[0]->class == class_of(more, "Tasting"));
    ok(n == 1 && f[0]->n_args == 4); // inherited from the index
    (void)acta_frames_find(plain, ACTA_STR("taste"), ACTA_VERB, &n);
    ok(n == 0);
    ok(acta_ontology_version(plain).n == 32);
    ok(!acta_str_eq(acta_ontology_version(plain), acta_ontology_version(more)));
  }
  acta_ontology_free(plain);
  acta_ontology_free(more);
  flip_and_open(index, 3000, "altered");
  flip_and_open(index, 1, "not an index");
}

static void test_truncated(void)
{
  char index[128];
  (void)snprintf(index, sizeof(index), "%s/acta.index", directory);
  const char                 *path    = index;
  const acta_ontology_options options = {.dir = directory};
  acta_ontology              *o       = NULL;
  acta_error                  err     = {ACTA_OK, 0, 0, ""};
  FILE                       *f       = fopen(path, "wb");
  if (f) {
    (void)fputs("actaidx", f);
    (void)fclose(f);
  }
  ok(acta_ontology_open(&options, &o, &err) == ACTA_E_SYNTAX);
  ok(strstr(err.text, path) != NULL);
}

int main(void)
{
  (void)snprintf(directory, sizeof(directory), "/tmp/acta-ontology-XXXXXX");
  if (!mkdtemp(directory)) {
    ok(!"temporary folder");
    return tap_done();
  }
  test_classes();
  test_frames();
  test_errors();
  test_cycles();
  test_index();
  test_truncated();
  static const char *const made[] = {"lexicon.ttl", "meet.ttl", "over.ttl",
                                     "acta.index"};
  for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); ++i) {
    (void)remove(in_folder(made[i]));
  }
  (void)remove(directory);
  return tap_done();
}
