// SPDX-License-Identifier: MIT
#include "../rdf_compare.h"
#include "../tap.h"

#include "rdf/iri.h"

#include <unistd.h>
#include <zlib.h>

// Reads `text` and gives it back as N-Quads; NULL on an error.
static char *as(acta_syntax to, acta_str text, acta_syntax from,
                const acta_read_options *options, acta_error *err)
{
  char      *p         = NULL;
  size_t     n         = 0;
  FILE      *f         = open_memstream(&p, &n);
  acta_sink *w         = acta_writer_new(f, to);
  *err                 = (acta_error){ACTA_OK, 0, 0, ""};
  const acta_status st = acta_rdf_read_mem(text, from, options, w, err);
  acta_writer_free(w);
  (void)fclose(f);
  if (st) {
    free(p);
    return NULL;
  }
  return p;
}

static void reads_as(acta_syntax from, const char *text, const char *want)
{
  acta_error err;
  char      *got = as(ACTA_NQUADS, acta_str_of(text), from, NULL, &err);
  eq_str(got ? got : err.text, want);
  free(got);
}

static void fails_at(acta_syntax from, acta_str text, unsigned line,
                     unsigned column)
{
  acta_error err;
  char      *got = as(ACTA_NQUADS, text, from, NULL, &err);
  if (!ok(!got && err.status == ACTA_E_SYNTAX && err.line == line &&
          err.column == column)) {
    printf("# %.*s: %s at %u:%u\n", (int)text.n, text.p, err.text, err.line,
           err.column);
  }
  free(got);
}

#define S "<x:s> "
#define SP "<x:s> <x:p> "

static void test_lines(void)
{
  reads_as(ACTA_NTRIPLES, "", "");
  reads_as(ACTA_NTRIPLES, "\n\r\n# c\n" SP "<x:o>.#end", SP "<x:o> .\n");
  reads_as(ACTA_NTRIPLES, "<x:s><x:p>_:a..",
           "expected the end of the line "
           "after '.'");
  reads_as(ACTA_NTRIPLES, "_:a.b <x:p> _:1.", "_:a.b <x:p> _:1 .\n");
  reads_as(ACTA_NTRIPLES, SP "\"\\u00e9\\n\\\"\\\\\\U0001F600\"@en-GB .",
           SP "\"\xC3\xA9\\n\\\"\\\\\xF0\x9F\x98\x80\"@en-GB .\n");
  reads_as(ACTA_NTRIPLES,
           SP "\"a\"^^<http://www.w3.org/2001/XMLSchema#string> .",
           SP "\"a\" .\n");
  reads_as(ACTA_NQUADS, SP "\"a\"^^ <x:d> _:g .", SP "\"a\"^^<x:d> _:g .\n");
  reads_as(ACTA_NTRIPLES, "<x:\\u0073> <x:p> <x:\xC3\xA9> .",
           SP "<x:\xC3\xA9> .\n");
  fails_at(ACTA_NTRIPLES, ACTA_STR("\r\n\r" SP "<o> ."), 3, 14);
  fails_at(ACTA_NTRIPLES, ACTA_STR("\n" SP "\"\\uD800\" ."), 2, 14);
  fails_at(ACTA_NTRIPLES, ACTA_STR(SP "\"\xED\xA0\x80\" ."), 1, 14);
  fails_at(ACTA_NTRIPLES, ACTA_STR("# \xFF"), 1, 3);
  fails_at(ACTA_NTRIPLES, ACTA_STR("<x:\\u0020> <x:p> <x:o> ."), 1, 4);
  fails_at(ACTA_NTRIPLES, ACTA_STR("<x:s <x:p> <x:o> ."), 1, 5);
  fails_at(ACTA_NTRIPLES, ACTA_STR(S "_:b <x:o> ."), 1, 7);
  fails_at(ACTA_NTRIPLES, ACTA_STR("\"s\" <x:p> <x:o> ."), 1, 1);
  fails_at(ACTA_NTRIPLES, ACTA_STR(SP "\"a\"@e-- ."), 1, 17);
  fails_at(ACTA_NTRIPLES, ACTA_STR(SP "\"a"), 1, 15);
  fails_at(ACTA_NTRIPLES, ACTA_STR(SP "<x:o> <x:g> ."), 1, 19);
  fails_at(ACTA_NQUADS, ACTA_STR(SP "<x:o> \"g\" ."), 1, 19);
  fails_at(ACTA_NQUADS, ACTA_STR(SP "<x:o>"), 1, 18);
}

// Lines of every length around the size of the window, CR LF across its edge.
static void test_windows(void)
{
  enum { SIZE = 600000 };
  char   *text = malloc(SIZE + 64);
  rdf_set set;
  for (size_t n = 262100; n < 262160; n += 3) {
    const size_t half = (size_t)snprintf(text, 64, "%s\"", SP);
    memset(text + half, 'a', n - half);
    memcpy(text + n, "\" .\r\n<x:s> <x:p> <x:o> .\r\n<", 28);
    acta_error err = {ACTA_OK, 0, 0, ""};
    rdf_set_init(&set);
    ok(acta_rdf_read_mem((acta_str){text, n + 28}, ACTA_NTRIPLES, NULL,
                         &set.sink, &err) == ACTA_E_SYNTAX &&
       set.n == 2 && err.line == 3 && err.column == 2);
    rdf_set_release(&set);
  }
  free(text);
}

static void test_turtle(void)
{
  acta_error err;
  reads_as(ACTA_TURTLE,
           "@prefix a: <x:> . a:s a:p 1, true, 1.5, 2e0, 'q'@en, a:b\\~c .",
           SP "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n" SP
              "\"true\"^^<http://www.w3.org/2001/XMLSchema#boolean> .\n" SP
              "\"1.5\"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n" SP
              "\"2e0\"^^<http://www.w3.org/2001/XMLSchema#double> .\n" SP
              "\"q\"@en .\n" SP "<x:b~c> .\n");
  // labels of the document and those made up never meet
  reads_as(ACTA_TURTLE, "_:genid1 <x:p> [], _:b1, _:B1, _:genid1x .",
           "_:genid1x <x:p> _:genid1 .\n_:genid1x <x:p> _:b1 .\n"
           "_:genid1x <x:p> _:B1 .\n_:genid1x <x:p> _:genid1xx .\n");
  // "_:" elsewhere is left alone
  reads_as(ACTA_TURTLE,
           "@prefix a_: <x:> . # _:c\na_:s a_:p '_:', '''_:'_:''', a_:_:x .",
           SP "\"_:\" .\n" SP "\"_:'_:\" .\n" SP "<x:_:x> .\n");
  reads_as(ACTA_TURTLE, "<x:s> <x:p> \"\", \"\"\"\"\"\", 1 , <x:#_:>.",
           SP "\"\" .\n" SP "\"\" .\n" SP
              "\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n" SP
              "<x:#_:> .\n");
  fails_at(ACTA_TURTLE, ACTA_STR("<x:s>\n\n<x:p> a:o ."), 3, 10);
  fails_at(ACTA_TURTLE, ACTA_STR(SP "\"\\uD800\" ."), 1, 21);
  fails_at(ACTA_TURTLE, ACTA_STR(SP "\n\"\xC0\x80\" ."), 2, 2);
  fails_at(ACTA_TURTLE, ACTA_STR(SP "\n<o> ."), 2, 4);
  fails_at(ACTA_TURTLE, ACTA_STR("<x:s> \0"), 1, 7);
  fails_at(ACTA_TURTLE, ACTA_STR(SP "\"a"), 1, 14);
  reads_as(ACTA_TURTLE, "@prefix a: <x:> . a:s \\u003Cx:p> a:o .", "bad verb");
  char deep[1000];
  memset(deep, '(', sizeof(deep));
  ok(!as(ACTA_NQUADS, (acta_str){deep, sizeof(deep)}, ACTA_TURTLE, NULL, &err));
  eq_str(err.text, "brackets nest too deeply");
}

static void test_resolve(void)
{
  static const char *const cases[][3] = {
    {"http://a/b/c/d;p?q", "g", "http://a/b/c/g"},
    {"http://a/b/c/d;p?q", "", "http://a/b/c/d;p?q"},
    {"http://a/b/c/d;p?q", "?y", "http://a/b/c/d;p?y"},
    {"http://a/b/c/d;p?q#f", "#s", "http://a/b/c/d;p?q#s"},
    {"http://a/b/c/d;p?q", "../../../g", "http://a/g"},
    {"http://a/b/c/d;p?q", "./g/.", "http://a/b/c/g/"},
    {"http://a/b/c/d;p?q", "g;x=1/../y", "http://a/b/c/y"},
    {"http://a/b/c/d;p?q", "//g/./h", "http://g/h"},
    {"http://a/b/c/d;p?q", "http:g", "http:g"},
    {"http://a", "g", "http://a/g"},
    {"http://a?q", "..", "http://a/"},
    {"file:///a/b", "..//c", "file:////c"},
    {"urn:a", "b", "urn:b"},
    {"urn:a", "../b", "urn:b"},
    {"http://a/b/..", "", "http://a/b/.."},
  };
  for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); ++i) {
    acta_buf b = {NULL, 0, 0, false};
    acta_iri_resolve(acta_str_of(cases[i][0]), acta_str_of(cases[i][1]), &b);
    acta_buf_char(&b, '\0');
    eq_str(b.p, cases[i][2]);
    acta_buf_release(&b);
  }
}

static void test_options(void)
{
  acta_error              err;
  const acta_read_options o = {
    "x:/a/b", {ACTA_IRI, ACTA_STR("x:g"), {0}, {0}}, "f1", false};
  char *got = as(ACTA_NQUADS, ACTA_STR("<c> <#d> _:e . <x:f> { _:e <g> [] }"),
                 ACTA_TRIG, &o, &err);
  eq_str(got, "<x:/a/c> <x:/a/b#d> _:f1e <x:g> .\n"
              "_:f1e <x:/a/g> _:f1genid1 <x:f> .\n");
  free(got);
  const acta_read_options bad = {"a b", {0}, NULL, false};
  ok(!as(ACTA_NQUADS, ACTA_STR(""), ACTA_TRIG, &bad, &err));
  ok(err.status == ACTA_E_ARG);
  ok(acta_syntax_by_suffix("a.nt.gz") == ACTA_NTRIPLES);
  ok(acta_syntax_by_suffix("a.owl") == ACTA_RDFXML);
  ok(acta_syntax_by_suffix("a.gz") == ACTA_SYNTAX_NONE);
  ok(acta_syntax_by_name(ACTA_STR("trig")) == ACTA_TRIG);
  eq_str(acta_syntax_name(ACTA_NQUADS), "nquads");
}

static void writes(acta_syntax to, const char *text, const char *want)
{
  acta_error err;
  char      *got = as(to, acta_str_of(text), ACTA_TRIG, NULL, &err);
  eq_str(got ? got : err.text, want);
  free(got);
}

static void test_turtle_writer(void)
{
  writes(ACTA_TURTLE,
         "@prefix a: <x:/> . a:s a a:T, a:U ; a:p 1, '1'^^a:d, '01.50' .\n"
         "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
         "a:s a:p 1.0, 'NaN'^^xsd:double, '1'^^xsd:double, '1.'^^xsd:decimal, "
         "true, '1'^^xsd:boolean, -1e-3 .\n"
         "a:s a:q a:a\\.b, <x:/.a>, <x:/a/b>, <x:/>, <x:/a.>, "
         "'x\\ty\\u0007'@en-GB .",
         "@prefix a: <x:/> .\n\n"
         "a:s a a:T , a:U ;\n    a:p 1 , \"1\"^^a:d , \"01.50\" .\n"
         "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n\n"
         "a:s a:p 1.0 , \"NaN\"^^xsd:double , \"1\"^^xsd:double , "
         "\"1.\"^^xsd:decimal , true , \"1\"^^xsd:boolean , -1e-3 ;\n"
         "    a:q a:a.b , <x:/.a> , <x:/a/b> , a: , <x:/a.> , "
         "\"x\\ty\\u0007\"@en-GB .\n");
  // a prefix that changes its meaning, and one declared twice
  writes(ACTA_TURTLE,
         "@prefix a: <x:/> . <x:/s> a:p <y:/o> . @prefix a: <y:/> .\n"
         "@prefix a: <y:/> . @prefix b: <y:/> . <x:/s> <x:/p> <y:/o> .",
         "@prefix a: <x:/> .\n\na:s a:p <y:/o> .\n@prefix a: <y:/> .\n\n"
         "<x:/s> <x:/p> a:o .\n");
  writes(ACTA_TRIG,
         "@prefix a: <x:/> . a:s a:p a:o . a:g { a:s a:p a:o; a:q a:o . a:t "
         "a:p a:o } a:s a:p a:o . _:g { a:s a:p 1, 2 }",
         "@prefix a: <x:/> .\n\na:s a:p a:o .\n\na:g {\n  a:s a:p a:o ;\n"
         "      a:q a:o .\n  a:t a:p a:o .\n}\n\na:s a:p a:o .\n\n"
         "_:g {\n  a:s a:p 1 , 2 .\n}\n");
}

static void test_rdfxml(void)
{
  acta_error err;
  reads_as(ACTA_RDFXML,
           "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
           "xmlns:x=\"x:/\"><x:T r:about=\"x:s\"><x:p xml:lang=\"en-GB\">a"
           "</x:p><x:q r:nodeID=\"genid1\"/><x:r><x:U/></x:r></x:T></r:RDF>",
           "<x:s> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:/T> .\n"
           "<x:s> <x:/p> \"a\"@en-GB .\n<x:s> <x:/q> _:genid1x .\n"
           "_:genid1 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:/U> "
           ".\n<x:s> <x:/r> _:genid1 .\n");
  fails_at(ACTA_RDFXML, ACTA_STR("<a>\n<b></a>"), 2, 1);
  reads_as(ACTA_RDFXML,
           "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
           "<r:Description r:about=\"s\" r:value=\"1\"/></r:RDF>",
           "relative IRI without a base");
  char *got =
    as(ACTA_RDFXML, ACTA_STR("@prefix a: <x:/> . _:1 a:p \"<&\\r\\n\"@en ."),
       ACTA_TURTLE, NULL, &err);
  ok(got != NULL);
  reads_as(ACTA_RDFXML, got, "_:x-31 <x:/p> \"<&\\r\\n\"@en .\n");
  free(got);
  got = as(ACTA_RDFXML, ACTA_STR(SP "\"\\u0001\" ."), ACTA_TURTLE, NULL, &err);
  ok(!got && err.status == ACTA_E_ARG);
  got = as(ACTA_RDFXML, ACTA_STR(S "<x:/1> 1 ."), ACTA_TURTLE, NULL, &err);
  ok(!got && err.status == ACTA_E_ARG);
}

// A writer takes no statement that its reader would not give back.
static void test_refused(void)
{
  static const acta_term good  = {ACTA_IRI, {"x:s", 3}, {NULL, 0}, {NULL, 0}};
  static const acta_term bad[] = {
    {ACTA_NONE, {NULL, 0}, {NULL, 0}, {NULL, 0}},
    {ACTA_IRI, {"s", 1}, {NULL, 0}, {NULL, 0}},
    {ACTA_IRI, {"x:a b", 5}, {NULL, 0}, {NULL, 0}},
    {ACTA_IRI, {"x:\\", 3}, {NULL, 0}, {NULL, 0}},
    {ACTA_BLANK, {"a.", 2}, {NULL, 0}, {NULL, 0}},
    {ACTA_BLANK, {"", 0}, {NULL, 0}, {NULL, 0}},
    {ACTA_LITERAL, {"\xFF", 1}, {NULL, 0}, {NULL, 0}},
    {ACTA_LITERAL, {"a", 1}, {"d", 1}, {NULL, 0}},
    {ACTA_LITERAL, {"a", 1}, {NULL, 0}, {"1", 1}},
  };
  for (acta_syntax to = ACTA_NTRIPLES; to <= ACTA_RDFXML; ++to) {
    char      *p = NULL;
    size_t     n = 0;
    FILE      *f = open_memstream(&p, &n);
    acta_sink *w = acta_writer_new(f, to);
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); ++i) {
      const acta_quad q = {good, good, bad[i], {0}};
      ok(w->quad(w, &q, NULL) == ACTA_E_ARG);
    }
    acta_writer_free(w);
    (void)fclose(f);
    free(p);
  }
}

static void test_gzip(void)
{
  char       path[] = "/tmp/acta-rdf-XXXXXX";
  const int  fd     = mkstemp(path);
  gzFile     gz     = gzdopen(fd, "wb");
  rdf_set    set;
  acta_error err = {ACTA_OK, 0, 0, ""};
  rdf_set_init(&set);
  (void)gzputs(gz, SP "<x:o> .\n");
  (void)gzclose(gz);
  gz = gzopen(path, "ab"); // a second member
  (void)gzputs(gz, SP "<x:p> .\n");
  (void)gzclose(gz);
  ok(!acta_rdf_read_path(path, ACTA_NTRIPLES, NULL, &set.sink, &err));
  ok(set.n == 2);
  ok(!truncate(path, 40));
  ok(acta_rdf_read_path(path, ACTA_NTRIPLES, NULL, &set.sink, &err) ==
     ACTA_E_IO);
  (void)unlink(path);
  ok(acta_rdf_read_path(path, ACTA_NTRIPLES, NULL, &set.sink, &err) ==
     ACTA_E_IO);
  ok(acta_rdf_read_path("x", ACTA_SYNTAX_NONE, NULL, &set.sink, &err) ==
     ACTA_E_ARG);
  rdf_set_release(&set);
  reads_as(ACTA_TURTLE, "\xEF\xBB\xBF" SP "<x:o> .", SP "<x:o> .\n");
}

int main(void)
{
  test_lines();
  test_windows();
  test_turtle();
  test_resolve();
  test_options();
  test_turtle_writer();
  test_rdfxml();
  test_refused();
  test_gzip();
  return tap_done();
}
