// SPDX-License-Identifier: MIT
// Hand-written trees of tests/data/event: every construction gives exactly the
// events that its "# expect" lines say.
#include "base/buf.h"
#include "base/day.h"
#include "base/file.h"
#include "language/conllu.h"

#include <acta/event.h>

#include "../tap.h"

#include <stdlib.h>

enum { MAX_LINES = 16, LINE = 400 };

// The days of a TIMEX3 value: a day, a month or a year.
static acta_days days_of(acta_str v)
{
  const acta_day none = ACTA_NO_DAY;
  const acta_day day  = acta_day_parse(v);
  if (day != none) {
    return (acta_days){day, day};
  }
  if (v.n == 7 && v.p[4] == '-') {
    const int y = atoi(v.p);
    const int m = atoi(v.p + 5);
    return (acta_days){acta_day_of(y, m, 1),
                       acta_day_of(y, m, acta_days_in_month(y, m))};
  }
  return (acta_days){none, none};
}

static void add_time(acta_buf *b, acta_days d)
{
  char from[16];
  char to[16];
  if (d.begin == ACTA_NO_DAY && d.end == ACTA_NO_DAY) {
    return;
  }
  acta_day_format(d.begin, from);
  acta_day_format(d.end, to);
  if (!strcmp(from, to)) {
    acta_buf_printf(b, " time=%s", from);
  } else if (!strncmp(from, to, 7) && !strcmp(from + 7, "-01")) {
    acta_buf_printf(b, " time=%.7s", from);
  } else {
    acta_buf_printf(b, " time=%s..%s", from, to);
  }
}

static void add_words(acta_buf *b, acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    acta_buf_char(b, s.p[i] == ' ' ? '+' : s.p[i]);
  }
}

// One line as in "# expect = ...".
static void write_event(acta_buf *b, const acta_document *d,
                        const acta_record_event *e)
{
  const acta_record_mention *m = &e->mentions[0];
  acta_buf_printf(b, "%.*s %s", (int)e->type.n, e->type.p,
                  acta_stance_name(m->stance));
  for (uint32_t i = 0; m->attributed_to.n && i < d->n_entities; ++i) {
    if (acta_str_eq(d->entities[i].iri, m->attributed_to)) {
      acta_buf_printf(b, " by=%.*s", (int)d->entities[i].label.n,
                      d->entities[i].label.p);
    }
  }
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role *r = &e->roles[i];
    acta_buf_printf(b, " %.*s=", (int)r->role.n, r->role.p);
    add_words(b, r->label);
  }
  add_time(b, e->time);
}

static int by_text(const void *a, const void *b)
{
  return strcmp(a, b);
}

// Expected lines of the document that begins at `at`.
static uint32_t expected(const char *at, char line[MAX_LINES][LINE])
{
  uint32_t    n    = 0;
  const char *next = strstr(at + 1, "# newdoc");
  for (const char *p = at; (p = strstr(p, "# expect = ")) != NULL;) {
    if ((next && p > next) || n == MAX_LINES) {
      break;
    }
    p += 11;
    (void)snprintf(line[n++], LINE, "%.*s", (int)strcspn(p, "\n"), p);
  }
  qsort(line, n, LINE, by_text);
  return n;
}

static void check_document(const acta_ontology *o, acta_document *d,
                           const char *at)
{
  static char        want[MAX_LINES][LINE], got[MAX_LINES][LINE];
  acta_record_event *e      = NULL;
  uint32_t           n      = 0;
  acta_error         err    = {0};
  const uint32_t     n_want = expected(at, want);
  for (uint32_t i = 0; i < d->n_timexes; ++i) {
    d->timexes[i].days = days_of(d->timexes[i].value);
  }
  d->meta.published = acta_day_of(2019, 4, 25);
  if (!strncmp(at, "# newdoc id = title-", 20) && d->n_blocks) {
    d->blocks[0].kind = ACTA_BLOCK_TITLE;
  }
  ok(acta_events_extract(o, d, &e, &n, NULL, &err) == ACTA_OK);
  for (uint32_t i = 0; i < n && i < MAX_LINES; ++i) {
    acta_buf b = {NULL, 0, 0, false};
    write_event(&b, d, &e[i]);
    (void)snprintf(got[i], LINE, "%.*s", (int)b.n, b.p);
    acta_buf_release(&b);
  }
  qsort(got, n < MAX_LINES ? n : MAX_LINES, LINE, by_text);
  printf("# %.*s\n", (int)strcspn(at + 14, "\n"), at + 14);
  for (uint32_t i = 0; i < n_want || (i < n && i < MAX_LINES); ++i) {
    eq_str(i < n ? got[i] : "nothing", i < n_want ? want[i] : "nothing");
  }
}

static void check_file(const acta_ontology *o, const char *path)
{
  acta_error  err  = {0};
  acta_conllu in   = {0};
  char       *text = NULL;
  size_t      n    = 0;
  if (!ok(acta_file_read(path, 1u << 24, &text, &n, &err) == ACTA_OK)) {
    return;
  }
  in.text = (acta_str){text, n};
  for (const char *at = text; at; at = strstr(at + 1, "# newdoc id = ")) {
    acta_document d = {0};
    d.arena         = acta_arena_new(0);
    d.id            = ACTA_STR("0");
    if (d.arena && ok(acta_conllu_next(&in, &d, &err) == ACTA_OK)) {
      check_document(o, &d, at);
    }
    acta_arena_free(d.arena);
  }
  free(text);
}

// A sentence of 5,000 words in which every word hangs on the one before, or
// all on the first: both must be done at once.
static void check_shape(const acta_ontology *o, const char *word, bool deep)
{
  acta_error         err = {0};
  acta_buf           b   = {NULL, 0, 0, false};
  acta_document      d   = {.arena = acta_arena_new(0)};
  acta_record_event *e   = NULL;
  uint32_t           n   = 0;
  for (unsigned i = 1; i <= 5000; ++i) {
    acta_buf_printf(&b, "%u\t%s\t%s\tVERB\tVB\t_\t%u\t%s\t_\t_\n", i, word,
                    word, deep || i == 1 ? i - 1 : 1,
                    i == 1  ? "root"
                    : i % 2 ? "ccomp"
                            : "conj");
  }
  acta_buf_char(&b, '\n');
  acta_conllu in = {.text = acta_buf_as_str(&b)};
  d.id           = ACTA_STR("0");
  ok(!b.failed && d.arena && acta_conllu_next(&in, &d, &err) == ACTA_OK);
  ok(acta_events_extract(o, &d, &e, &n, NULL, &err) == ACTA_OK);
  acta_arena_free(d.arena);
  acta_buf_release(&b);
}

int main(void)
{
  acta_error                  err   = {0};
  acta_ontology              *o     = NULL;
  const char *const           owl[] = {"ontology/acta.ttl", NULL};
  const char *const           lex[] = {"tests/data/event/lexicon.ttl", NULL};
  const acta_ontology_options opt   = {
      .dir = "", .ontology = owl, .lexicon = lex};
  if (ok(acta_ontology_open(&opt, &o, &err) == ACTA_OK)) {
    check_file(o, "tests/data/event/constructions.conllu");
    check_shape(o, "say", true);
    check_shape(o, "say", false);
    check_shape(o, "meet", true);
  }
  acta_ontology_free(o);
  return tap_done();
}
