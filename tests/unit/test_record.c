// SPDX-License-Identifier: MIT
#include <acta/record.h>

#include "../tap.h"

static acta_arena *arena;

static const char *const lines[] = {
  "{\"kind\":\"document\",\"id\":\"urn:t\",\"source\":\"a.txt\",\"title\":"
  "\"A\","
  "\"url\":\"http://x/\",\"author\":\"B\",\"publisher\":\"C\",\"published\":"
  "\"2021-03-04\",\"language\":\"en\",\"length\":120}",
  "{\"kind\":\"event\",\"id\":\"urn:e\",\"type\":\"Arrival\",\"label\":\"L\","
  "\"document\":\"urn:t\",\"source\":\"a.txt\",\"mentions\":[{\"begin\":1,"
  "\"end\":5,\"text\":\"caf\xC3\xA9\",\"sentence\":{\"begin\":0,\"end\":9,"
  "\"text\":\"A "
  "\\\"q\\\".\"},\"stance\":\"planned\",\"attributedTo\":\"urn:p\"}],"
  "\"roles\":[{\"role\":\"agent\",\"id\":\"urn:p\",\"type\":\"Person\","
  "\"label\":\"P\",\"mentions\":[{\"begin\":3,\"end\":4,\"text\":\"P\"}]},"
  "{\"role\":\"dead\",\"label\":\"7\"}],\"quote\":[\"x\",\"y\"],\"time\":{"
  "\"begin\":\"2021-03-01\",\"end\":\"2021-03-02\",\"text\":\"then\"},"
  "\"links\":[{\"type\":\"before\",\"id\":\"urn:f\"}]}",
  "{\"kind\":\"event\",\"type\":\"Fire\",\"mentions\":[],\"roles\":[{\"role\":"
  "\"place\",\"label\":\"Oslo\"}]}",
};

static void test_round_trip(void)
{
  for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); ++i) {
    acta_record r;
    acta_error  err       = {0};
    char        out[2000] = "";
    FILE       *f         = tmpfile();
    ok(acta_record_parse(arena, acta_str_of(lines[i]), &r, &err) == ACTA_OK);
    eq_str(err.text, "");
    ok(acta_record_write(f, &r, &err) == ACTA_OK);
    rewind(f);
    ok(fgets(out, sizeof(out), f) != NULL);
    out[strcspn(out, "\n")] = '\0';
    eq_str(out, lines[i]);
    (void)fclose(f);
  }
}

static void test_errors(void)
{
  static const char *const bad[][2] = {
    {"", "not JSON: "},
    {"[]", "a record is a JSON object"},
    {"{\"kind\":\"x\"}", "'kind' is neither"},
    {"{\"kind\":3}", "'kind' is not a string"},
    {"{\"kind\":\"document\"}", "'id' is missing"},
    {"{\"kind\":\"document\",\"id\":\"a b\"}", "'id' is not an absolute IRI"},
    {"{\"kind\":\"document\",\"id\":\"urn:a\",\"published\":\"May\"}",
     "'published' is not a date"},
    {"{\"roles\":[{\"role\":\"agent\",\"label\":\"A\"}]}", "'type' is missing"},
    {"{\"type\":\"Fire\"}", "'roles' has no role"},
    {"{\"type\":\"Fire\",\"roles\":{}}", "'roles' is not an array"},
    {"{\"type\":\"Fire\",\"roles\":[3]}", "roles[0] is not an object"},
    {"{\"type\":\"Fire\",\"roles\":[{\"label\":\"A\"}]}",
     "roles[0].role is missing"},
    {"{\"type\":\"Fire\",\"roles\":[{\"role\":\"agent\"}]}",
     "roles[0].label is missing"},
    {"{\"type\":\"Fire\",\"mentions\":[{\"begin\":1}]}",
     "mentions[0].begin and 'end'"},
    {"{\"type\":\"Fire\",\"mentions\":[{\"begin\":5,\"end\":2}]}",
     "mentions[0].begin and 'end'"},
    {"{\"type\":\"Fire\",\"mentions\":[{\"begin\":-1,\"end\":2}]}",
     "mentions[0].begin is not an offset"},
    {"{\"type\":\"Fire\",\"mentions\":[{\"stance\":\"sure\"}]}",
     "mentions[0].stance is not a stance"},
    {"{\"type\":\"Fire\",\"mentions\":[{}],\"links\":[{\"type\":\"before\"}]}",
     "links[0].id is missing"},
    {"{\"type\":\"Fire\",\"mentions\":[{}],\"time\":{\"begin\":\"2020-02-02\","
     "\"end\":\"2020-02-01\"}}",
     "'time' ends before"},
    {"{\"type\":\"a\",\"type\":\"b\"}", "not JSON: "},
  };
  for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
    acta_record r;
    acta_error  err = {0};
    ok(acta_record_parse(arena, acta_str_of(bad[i][0]), &r, &err) ==
       ACTA_E_SYNTAX);
    err.text[strlen(bad[i][1])] = '\0';
    eq_str(err.text, bad[i][1]);
  }
}

static void test_reader(void)
{
  acta_record r;
  acta_error  err = {0};
  FILE       *f   = tmpfile();
  (void)fprintf(f, "%s\n\nbad\n%s", lines[0], lines[1]);
  rewind(f);
  acta_record_reader *reader = acta_record_reader_new(f);
  ok(acta_record_next(reader, arena, &r, &err) == ACTA_OK);
  ok(r.kind == ACTA_RECORD_DOCUMENT && r.document.length == 120);
  ok(acta_record_next(reader, arena, &r, &err) == ACTA_E_SYNTAX);
  ok(err.line == 3);
  ok(acta_str_is(acta_record_line(reader), "bad"));
  ok(acta_record_next(reader, arena, &r, &err) == ACTA_OK);
  ok(r.kind == ACTA_RECORD_EVENT && r.event.n_roles == 2);
  ok(acta_record_next(reader, arena, &r, &err) == ACTA_END);
  acta_record_reader_free(reader);
  (void)fclose(f);
}

int main(void)
{
  arena = acta_arena_new(0);
  test_round_trip();
  test_errors();
  test_reader();
  for (unsigned i = 0; i < ACTA_N_STANCE; ++i) {
    acta_stance s = ACTA_N_STANCE;
    ok(acta_stance_by_name(acta_str_of(acta_stance_name((acta_stance)i)), &s) &&
       s == (acta_stance)i);
  }
  acta_arena_free(arena);
  return tap_done();
}
