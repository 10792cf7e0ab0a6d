// SPDX-License-Identifier: MIT
// The articles of tests/data/references, read from their text: which mentions
// stand for the same thing, and which entry of the gazetteers a name is linked
// to.  Reading is learnt and errs at times, so shares are held to a floor; what
// is wrong is shown (prove -v).
#include <acta/language.h>
#include <acta/read.h>

#include "base/buf.h"
#include "base/file.h"

#include "../tap.h"

#include <stdlib.h>

#define FOLDER "tests/data/references"

enum { MAX_MARKS = 32, MAX_THINGS = 26, MAX_MEMBERS = 2 };

// "[a words]", by the bytes of the text without marks.
typedef struct {
  acta_str id;
  uint32_t begin, end;
} mark;

typedef struct {
  mark     marks[MAX_MARKS];
  uint32_t n;
  acta_buf text;
} article;

typedef struct {
  unsigned right, wrong, missed;
} figures;

typedef struct {
  acta_ontology *ontology;
  acta_model    *model;
  figures        links, chains;
} reader;

static bool read_marks(acta_str line, article *a)
{
  memset(a, 0, sizeof *a);
  for (size_t i = 0; i < line.n; ++i) {
    mark *m = a->marks + a->n;
    if (line.p[i] == '[' && a->n < MAX_MARKS) {
      const char *blank = memchr(line.p + i, ' ', line.n - i);
      m->id.p           = line.p + i + 1;
      m->id.n           = blank ? (size_t)(blank - m->id.p) : 0;
      m->begin          = (uint32_t)a->text.n;
      if (!m->id.n) {
        return false;
      }
      i += m->id.n + 1;
    } else if (line.p[i] == ']') {
      m->end = (uint32_t)a->text.n;
      ++a->n;
    } else {
      acta_buf_char(&a->text, line.p[i]);
    }
  }
  return a->n > 0 && !a->text.failed;
}

static bool is_inside(const acta_document *d, uint32_t t, const mark *k)
{
  return d->tokens[t].span.begin >= k->begin && d->tokens[t].span.end <= k->end;
}

// The entity of the mention that heads those words; ACTA_NO if there is none.
static uint32_t entity_in(const acta_document *d, const mark *k)
{
  uint32_t found = ACTA_NO;
  for (uint32_t m = 0; m < d->n_mentions; ++m) {
    const uint32_t head = d->mentions[m].head;
    const uint32_t over = d->tokens[head].head;
    if (is_inside(d, head, k) &&
        (found == ACTA_NO || over == head || !is_inside(d, over, k))) {
      found = d->mentions[m].entity;
    }
  }
  return found;
}

static void show(const article *a, const mark *k, const char *fault)
{
  printf("# %s: %.*s \"%.*s\" in: %.*s\n", fault, (int)k->id.n, k->id.p,
         (int)(k->end - k->begin), a->text.p + k->begin, (int)a->text.n,
         a->text.p);
}

static void count(figures *f, const article *a, const mark *k, bool right,
                  bool silent)
{
  f->right += right;
  f->wrong += !right && !silent;
  f->missed += !right && silent;
  if (!right) {
    show(a, k, silent ? "missed" : "wrong");
  }
}

// ---- chains

// How many mentions has the entity?
static unsigned n_mentions(const acta_document *d, uint32_t entity)
{
  unsigned n = 0;
  for (uint32_t m = 0; m < d->n_mentions; ++m) {
    n += d->mentions[m].entity == entity;
  }
  return n;
}

// What stood first for the thing; the mark's own entity if it is the first.
static uint32_t first_of(const article *a, const uint32_t *entities, char thing,
                         uint32_t before)
{
  for (uint32_t i = 0; i < before; ++i) {
    if (a->marks[i].id.n == 1 && a->marks[i].id.p[0] == thing) {
      return entities[i];
    }
  }
  return ACTA_NO;
}

static void check_group(reader *r, const article *a, const acta_document *d,
                        const uint32_t *entities, uint32_t i)
{
  const mark        *k = a->marks + i;
  const acta_entity *e =
    entities[i] == ACTA_NO ? NULL : d->entities + entities[i];
  const uint32_t x     = first_of(a, entities, k->id.p[0], i);
  const uint32_t y     = first_of(a, entities, k->id.p[2], i);
  const bool     two   = e && e->n_members == 2;
  const bool     right = two && ((e->members[0] == x && e->members[1] == y) ||
                             (e->members[0] == y && e->members[1] == x));
  count(&r->chains, a, k, right, !e || !e->n_members);
}

static void check_chains(reader *r, const article *a, const acta_document *d)
{
  uint32_t entities[MAX_MARKS];
  for (uint32_t i = 0; i < a->n; ++i) {
    const mark    *k   = a->marks + i;
    const uint32_t own = entity_in(d, k);
    entities[i]        = own;
    const bool alone   = own == ACTA_NO ||
                       (n_mentions(d, own) == 1 && !d->entities[own].n_members);
    if (k->id.n == 3) {
      check_group(r, a, d, entities, i);
    } else if (k->id.p[0] == '-') {
      count(&r->chains, a, k, alone, false);
    } else if (first_of(a, entities, k->id.p[0], i) != ACTA_NO) {
      count(&r->chains, a, k, first_of(a, entities, k->id.p[0], i) == own,
            alone);
    }
  }
}

// ---- links

static void check_links(reader *r, const article *a, const acta_document *d)
{
  for (uint32_t i = 0; i < a->n; ++i) {
    const mark    *k      = a->marks + i;
    const uint32_t entity = entity_in(d, k);
    const bool     linked = entity != ACTA_NO && d->entities[entity].linked;
    const acta_str iri    = linked ? d->entities[entity].iri : ACTA_STR("");
    const char    *slash  = iri.n && iri.p[iri.n - 1] == '/' ? "/" : "";
    char           tail[32];
    const int      n =
      snprintf(tail, sizeof tail, "/%.*s%s", (int)k->id.n, k->id.p, slash);
    const bool same = n > 0 && iri.n > (size_t)n &&
                      !memcmp(iri.p + iri.n - (size_t)n, tail, (size_t)n);
    const bool none = k->id.p[0] == '-';
    count(&r->links, a, k, none ? !linked : same, !linked);
  }
}

// ---- files

typedef void check(reader *r, const article *a, const acta_document *d);

static void test_article(reader *r, acta_str line, check *f)
{
  const acta_article_options options = {
    .format = ACTA_INPUT_TEXT, .language = "en", .published = "2019-05-06"};
  acta_articles *in    = NULL;
  acta_arena    *arena = acta_arena_new(0);
  acta_document  doc;
  article        a;
  memset(&doc, 0, sizeof doc);
  if (ok(read_marks(line, &a)) &&
      ok(!acta_articles_open_memory(acta_buf_as_str(&a.text), "a.txt", &options,
                                    &in, NULL)) &&
      ok(!acta_articles_next(in, arena, &doc, NULL)) &&
      ok(!acta_annotate(r->model, r->ontology, &doc, NULL))) {
    f(r, &a, &doc);
  }
  acta_articles_close(in);
  acta_arena_free(arena);
  acta_buf_release(&a.text);
}

static void test_file(reader *r, const char *path, check *f)
{
  char  *text = NULL;
  size_t n    = 0;
  if (!ok(!acta_file_read(path, 1U << 20, &text, &n, NULL))) {
    return;
  }
  for (size_t i = 0, end = 0; i < n; i = end + 1) {
    const char *stop = memchr(text + i, '\n', n - i);
    end              = stop ? (size_t)(stop - text) : n;
    if (text[i] != '#' && end > i) {
      test_article(r, (acta_str){text + i, end - i}, f);
    }
  }
  free(text);
}

static void hold(const char *what, const figures *f, unsigned right,
                 unsigned wrong)
{
  printf("# %s: %u right, %u wrong, %u missed\n", what, f->right, f->wrong,
         f->missed);
  ok(f->right >= right);
  ok(f->wrong <= wrong);
}

int main(void)
{
  char        data[256], model[300];
  const char *build = getenv("BUILD");
  acta_error  err   = {ACTA_OK, 0, 0, ""};
  reader      r;
  memset(&r, 0, sizeof r);
  (void)snprintf(data, sizeof data, "%s/data", build ? build : "build");
  (void)snprintf(model, sizeof model, "%s/en.model", data);
  const acta_ontology_options options = {.dir = data};
  if (ok(acta_ontology_open(&options, &r.ontology, &err) == ACTA_OK) &&
      ok(acta_model_open(model, &r.model, &err) == ACTA_OK)) {
    test_file(&r, FOLDER "/coreference.txt", check_chains);
    test_file(&r, FOLDER "/links.txt", check_links);
    hold("coreference", &r.chains, 85, 11);
    hold("links", &r.links, 45, 0);
  }
  acta_model_free(r.model);
  acta_ontology_free(r.ontology);
  return tap_done();
}
