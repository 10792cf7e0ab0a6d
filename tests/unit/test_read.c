// SPDX-License-Identifier: MIT
// Gold files: tests/data/read/X.{txt,html,json,ndjson} against X.blocks.
// UPDATE=1 rewrites them.
#include <acta/read.h>

#include "base/buf.h"
#include "base/day.h"
#include "base/file.h"

#include "../tap.h"

#include <glob.h>
#include <stdlib.h>

static void dump_meta(acta_buf *b, const char *name, acta_str value)
{
  if (value.n) {
    acta_buf_printf(b, "# %s: %.*s\n", name, (int)value.n, value.p);
  }
}

static void dump(acta_buf *b, const acta_document *doc)
{
  char day[16];
  dump_meta(b, "source", doc->meta.source);
  dump_meta(b, "title", doc->meta.title);
  dump_meta(b, "publisher", doc->meta.publisher);
  dump_meta(b, "author", doc->meta.author);
  dump_meta(b, "url", doc->meta.url);
  dump_meta(b, "language", doc->meta.language);
  acta_day_format(doc->meta.published, day);
  dump_meta(b, "published", acta_str_of(day));
  for (uint32_t i = 0; i < doc->n_blocks; ++i) {
    const acta_block *k = doc->blocks + i;
    acta_day_format(k->published, day);
    acta_buf_printf(b, "%s%s%s\t", acta_block_name(k->kind), *day ? " " : "",
                    day);
    for (uint32_t j = k->span.begin; j < k->span.end; ++j) {
      acta_buf_char(b, doc->text.p[j] == '\n' ? ' ' : doc->text.p[j]);
    }
    acta_buf_char(b, '\n');
  }
}

static int well_formed(const acta_document *doc)
{
  uint32_t end = 0;
  for (uint32_t i = 0; i < doc->n_blocks; ++i) {
    const acta_span s = doc->blocks[i].span;
    if (s.begin < end || s.begin >= s.end || s.end > doc->text.n) {
      return 0;
    }
    end = s.end;
  }
  return 1;
}

static void read_all(const char *path, acta_buf *b)
{
  acta_articles *r   = NULL;
  acta_error     err = {0};
  acta_arena    *a   = acta_arena_new(0);
  acta_document  doc;
  acta_status    status = acta_articles_open(path, NULL, &r, &err);
  while (!status) {
    status = acta_articles_next(r, a, &doc, &err);
    if (!status) {
      ok(well_formed(&doc));
      dump(b, &doc);
    } else if (status != ACTA_END) {
      acta_buf_printf(b, "! %u:%u: %s\n", err.line, err.column, err.text);
      status = ACTA_OK;
    }
    acta_arena_reset(a);
  }
  acta_articles_close(r);
  acta_arena_free(a);
}

static void check_file(const char *path)
{
  acta_buf    got = {0}, gold = {0};
  acta_error  err  = {0};
  char       *want = NULL;
  size_t      n    = 0;
  const char *dot  = strrchr(path, '.');
  read_all(path, &got);
  acta_buf_add(&gold, path, (size_t)(dot - path));
  acta_buf_add(&gold, ".blocks", 8);
  if (getenv("UPDATE")) {
    FILE *f = fopen(gold.p, "wb");
    ok(f && fwrite(got.p, 1, got.n, f) == got.n && !fclose(f));
  } else if (ok(!acta_file_read(gold.p, 1 << 20, &want, &n, &err))) {
    acta_buf_char(&got, '\0');
    printf("# %s\n", path);
    eq_str(got.p, want);
  }
  free(want);
  acta_buf_release(&got);
  acta_buf_release(&gold);
}

static void test_gold(void)
{
  static const char *const kinds[] = {"txt", "html", "ndjson"};
  for (size_t k = 0; k < sizeof(kinds) / sizeof(kinds[0]); ++k) {
    char   pattern[64];
    glob_t g = {0};
    (void)snprintf(pattern, sizeof(pattern), "tests/data/read/*.%s", kinds[k]);
    if (!glob(pattern, 0, NULL, &g)) {
      for (size_t i = 0; i < g.gl_pathc; ++i) {
        check_file(g.gl_pathv[i]);
      }
    }
    globfree(&g);
  }
}

int main(int argc, char **argv)
{
  if (argc > 1) { // print what is read, for a look
    for (int i = 1; i < argc; ++i) {
      acta_buf b = {0};
      read_all(argv[i], &b);
      printf("%.*s", (int)b.n, b.p ? b.p : "");
      acta_buf_release(&b);
    }
    return 0;
  }
  test_gold();
  return tap_done();
}
