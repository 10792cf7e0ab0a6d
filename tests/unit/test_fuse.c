// SPDX-License-Identifier: MIT
// Keys, labels and what becomes one event within an article.
#include "base/day.h"
#include "fuse/fuse.h"
#include "fuse/sorter.h"

#include <acta/pipeline.h>

#include "../tap.h"

#include <stdlib.h>

static acta_ontology *o;
static acta_arena    *arena;
static acta_model    *model;

static acta_record_role role(const char *name, const char *id,
                             const char *label)
{
  return (acta_record_role){.role  = acta_str_of(name),
                            .id    = acta_str_of(id),
                            .label = acta_str_of(label)};
}

static acta_record_event event(const char *type, acta_record_role *roles,
                               uint32_t n, acta_day begin, acta_day end)
{
  return (acta_record_event){.type     = acta_str_of(type),
                             .document = ACTA_STR("urn:t"),
                             .roles    = roles,
                             .n_roles  = n,
                             .time     = {begin, end}};
}

static bool is_keyed(const acta_record_event *e)
{
  return acta_event_key(o, arena, e).n > 0;
}

static void test_keys(void)
{
  const acta_day   day     = acta_day_of(2019, 4, 25);
  acta_record_role two[]   = {role("participant", "urn:q:b", "Bo Ray"),
                              role("participant", "urn:q:a", "Ann Lee"),
                              role("place", "urn:q:oslo", "Oslo")};
  acta_record_role again[] = {two[1], two[0], two[1]};
  acta_record_role moved[] = {role("agent", "urn:q:a", "Ann Lee"),
                              role("destination", "urn:q:oslo", "Oslo")};
  acta_record_role crowd[] = {
    role("patient", "https://w3id.org/acta/id/entity/thing-1", "three people")};
  acta_record_event summit  = event("Summit", two, 3, day, day);
  acta_record_event meeting = event("Meeting", again, 3, day, day);
  acta_record_event range   = event("Meeting", two, 2, day, day + 1);
  acta_record_event one     = event("Meeting", two, 1, day, day);
  acta_record_event arrest  = event("Arrest", crowd, 1, day, day);
  acta_record_event arrival = event("Arrival", moved, 2, day, day);
  const acta_str    key     = acta_event_key(o, arena, &summit);
  ok(key.n && acta_str_eq(key, acta_event_key(o, arena, &meeting)));
  ok(!is_keyed(&range) && !is_keyed(&one) && !is_keyed(&arrest));
  ok(is_keyed(&arrival));
  ok(acta_str_is(acta_event_label(o, arena, &summit, true),
                 "Meeting of Ann Lee and Bo Ray, 2019-04-25"));
  ok(acta_str_is(acta_event_label(o, arena, &summit, false),
                 "Summit of Ann Lee and Bo Ray in Oslo, 2019-04-25"));
  ok(acta_str_is(acta_event_label(o, arena, &arrival, true),
                 "Arrival of Ann Lee in Oslo, 2019-04-25"));
}

// What an article's events are: "Class mentions;" each, of one class.
typedef struct {
  const char *class;
  char found[200];
} finding;

static acta_status note(void *user, const acta_result_article *a,
                        acta_error *err)
{
  finding *f = user;
  (void)err;
  for (uint32_t i = 0; i < a->n_events; ++i) {
    if (acta_event_is(o, &a->events[i], f->class)) {
      const size_t n = strlen(f->found);
      (void)snprintf(f->found + n, sizeof(f->found) - n, "%u;",
                     (unsigned)a->events[i].n_mentions);
    }
  }
  return ACTA_OK;
}

static void check_article(const char *text, const char *class, const char *want)
{
  char                path[]  = "/tmp/acta-fuse-XXXXXX";
  const char         *paths[] = {path};
  finding             f       = {class, ""};
  acta_error          err     = {0};
  const int           fd      = mkstemp(path);
  FILE               *out     = fd < 0 ? NULL : fdopen(fd, "wb");
  const acta_pipeline p       = {.ontology = o,
                                 .model    = model,
                                 .paths    = paths,
                                 .n_paths  = 1,
                                 .deliver  = note,
                                 .user     = &f};
  ok(out != NULL);
  if (out) {
    (void)fputs(text, out);
    (void)fclose(out);
    ok(acta_pipeline_run(&p, &err) == ACTA_OK);
    eq_str(f.found, want);
    (void)remove(path);
  }
}

static void test_articles(void)
{
  check_article(
    "Ann Lee met Bo Ray in Oslo on Monday. The meeting lasted three "
    "hours.\n",
    "Meeting", "2;");
  check_article("Ann Lee met Bo Ray in Oslo. Cy Dow met Ann Lee in Paris.\n",
                "Meeting", "1;1;");
  check_article("Ann Lee arrived in Oslo. Ann Lee arrived in Paris.\n",
                "Arrival", "1;1;");
  check_article("Ann Lee did not meet Bo Ray in March. Ann Lee met Bo Ray in "
                "April.\n",
                "Meeting", "1;1;");
}

static void test_copula(void)
{
  check_article("Ann Lee met Bo Ray in Oslo on Monday. The Monday meeting was "
                "the first meeting in years.\n",
                "Meeting", "3;");
}

// What tells events apart although nothing that fills a role does.
static void test_other_events(void)
{
  // names that go with the noun
  check_article("Vladimir Putin and Kim Jong Un met in Vladivostok on "
                "Thursday. The coin shows the Trump and Kim Singapore "
                "summit.\n",
                "Meeting", "1;1;");
  check_article("Vladimir Putin and Kim Jong Un met in Vladivostok on "
                "Thursday. The Vladivostok meeting lasted three hours.\n",
                "Meeting", "2;");
  // another time, said with the verb
  check_article("Ann Lee met Bo Ray in Oslo. Ann Lee and Bo Ray first met at "
                "a school.\n",
                "Meeting", "1;1;");
  // one attack is none of many
  check_article("The army fears attacks on soldiers. The attack was condemned "
                "by Ann Lee.\n",
                "Attack", "1;1;");
  // days far from those of the article
  check_article("OSLO, March 14, 2019 (Wire) - Ann Lee and Bo Ray met at the "
                "harbour.\n\nAnn Lee and Bo Ray met in June 1996.\n",
                "Meeting", "1;1;");
}

static int by_number(const void *a, const void *b)
{
  const int x = *(const int *)a, y = *(const int *)b;
  return (x > y) - (x < y);
}

static void test_sorter(void)
{
  acta_error   err = {0};
  int          v = 0, last = -1;
  unsigned     n = 0, bad = 0;
  acta_sorter *s = acta_sorter_new(sizeof(int), 64 * sizeof(int), by_number);
  for (int i = 0; i < 1000; ++i) {
    v = i * 7919 % 1000;
    bad += acta_sorter_add(s, &v, &err) != ACTA_OK;
  }
  ok(acta_sorter_finish(s, &err) == ACTA_OK);
  while (!acta_sorter_next(s, &v, &err)) {
    bad += v != last + 1;
    last = v;
    ++n;
  }
  ok(n == 1000 && bad == 0);
  acta_sorter_free(s);
}

int main(void)
{
  char        dir[4096], path[4200];
  const char *build = getenv("BUILD");
  (void)snprintf(dir, sizeof(dir), "%s/data", build ? build : "build");
  (void)snprintf(path, sizeof(path), "%s/en.model", dir);
  const acta_ontology_options options = {.dir = dir};
  acta_error                  err     = {0};
  arena                               = acta_arena_new(0);
  ok(acta_ontology_open(&options, &o, &err) == ACTA_OK);
  ok(acta_model_open(path, &model, &err) == ACTA_OK);
  test_keys();
  test_articles();
  test_copula();
  test_other_events();
  test_sorter();
  acta_model_free(model);
  acta_ontology_free(o);
  acta_arena_free(arena);
  return tap_done();
}
