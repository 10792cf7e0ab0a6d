// SPDX-License-Identifier: MIT
// Tables of tests/data/timex: the article's date, a text in tokens ("word/TAG"
// gives a Penn tag; "." ends a sentence), and what must be found in it.
// UPDATE=1 rewrites the third column.
#include "base/buf.h"
#include "base/day.h"
#include "base/file.h"
#include "language/timex.h"
#include "language/ud.h"

#include "../tap.h"

#include <stdlib.h>

enum { MAX_TOKENS = 200 };

static acta_str next_field(acta_str *s, char end)
{
  const char    *p = s->n ? memchr(s->p, end, s->n) : NULL;
  const acta_str f = {s->p, p ? (size_t)(p - s->p) : s->n};
  const size_t   n = p ? f.n + 1 : f.n;
  s->p += n;
  s->n -= n;
  return f;
}

static acta_upos upos_of(unsigned xpos)
{
  const char *tag = acta_xpos_name(xpos);
  return !strncmp(tag, "NNP", 3)  ? ACTA_PROPN
         : !strncmp(tag, "NN", 2) ? ACTA_NOUN
         : tag[0] == 'V'          ? ACTA_VERB
         : !strcmp(tag, "MD")     ? ACTA_AUX
         : !strcmp(tag, "CD")     ? ACTA_NUM
                                  : ACTA_X;
}

// One more token: "word" or "word/TAG".
static void put_token(acta_document *doc, acta_buf *text, acta_str word)
{
  acta_token *t = doc->tokens + doc->n_tokens;
  for (size_t i = word.n; i-- > 1;) {
    const acta_str tag = {word.p + i + 1, word.n - i - 1};
    if (word.p[i] == '/' && acta_xpos_find(tag) < ACTA_N_XPOS) {
      t->xpos  = (uint8_t)acta_xpos_find(tag);
      t->upos  = (uint8_t)upos_of(t->xpos);
      t->feats = acta_feat_set(0, ACTA_FEAT_NUMBER,
                               t->xpos == ACTA_XPOS_NNS ? ACTA_NUMBER_PLUR : 0);
      word.n   = i;
      break;
    }
  }
  t->span.begin = (uint32_t)text->n;
  acta_buf_str(text, word);
  t->span.end    = (uint32_t)text->n;
  t->head        = doc->n_tokens++;
  t->space_after = true;
  acta_buf_char(text, ' ');
}

static void put_tokens(acta_document *doc, acta_buf *text, acta_str line)
{
  uint32_t begin = 0;
  while (line.n && doc->n_tokens < MAX_TOKENS) {
    const acta_str word = next_field(&line, ' ');
    put_token(doc, text, word);
    if (acta_str_is(word, ".") || !line.n) {
      acta_sentence *s = doc->sentences + doc->n_sentences++;
      *s               = (acta_sentence){.begin = begin, .end = doc->n_tokens};
      s->root          = ACTA_NO;
      s->block         = ACTA_NO;
      begin            = doc->n_tokens;
    }
  }
  doc->text = acta_buf_as_str(text);
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    acta_token *t = doc->tokens + i;
    t->form = (acta_str){text->p + t->span.begin, t->span.end - t->span.begin};
  }
}

static void print(acta_buf *out, const acta_document *doc)
{
  static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
  for (uint32_t i = 0; i < doc->n_timexes; ++i) {
    const acta_timex *t = doc->timexes + i;
    char              first[16], last[16];
    acta_day_format(t->days.begin, first);
    acta_day_format(t->days.end, last);
    acta_buf_printf(
      out, "%s%.*s=%s %.*s", i ? "; " : "", (int)(t->span.end - t->span.begin),
      doc->text.p + t->span.begin, types[t->type], (int)t->value.n, t->value.p);
    if (*first || *last) {
      acta_buf_printf(out, " %s%s%s", first, strcmp(first, last) ? ".." : "",
                      strcmp(first, last) ? last : "");
    }
  }
}

static void find(acta_str day, acta_str text, acta_buf *out)
{
  static acta_token    tokens[MAX_TOKENS];
  static acta_sentence sentences[MAX_TOKENS];
  acta_error           err = {0};
  acta_buf             b   = {0};
  acta_document        doc = {
           .arena = acta_arena_new(0), .tokens = tokens, .sentences = sentences};
  memset(tokens, 0, sizeof(tokens));
  doc.meta.published = acta_day_parse(day);
  put_tokens(&doc, &b, text);
  if (acta_timex_find(&doc, &err)) {
    acta_buf_printf(out, "! %s", err.text);
  } else {
    print(out, &doc);
  }
  acta_buf_release(&b);
  acta_arena_free(doc.arena);
}

static void check_table(const char *path)
{
  char      *all = NULL;
  size_t     n   = 0;
  acta_error err = {0};
  acta_buf new   = {0};
  if (!ok(!acta_file_read(path, 1 << 20, &all, &n, &err))) {
    return;
  }
  acta_str s = {all, n};
  while (s.n) {
    acta_str       line = next_field(&s, '\n');
    const acta_str full = line;
    acta_buf       got  = {0};
    const acta_str day  = next_field(&line, '\t'),
                   text = next_field(&line, '\t');
    if (!full.n || full.p[0] == '#') {
      acta_buf_printf(&new, "%.*s\n", (int)full.n, full.p);
      continue;
    }
    find(day, text, &got);
    acta_buf_printf(&new, "%.*s\t%.*s\t%.*s\n", (int)day.n, day.p, (int)text.n,
                    text.p, (int)got.n, got.p ? got.p : "");
    acta_buf_char(&got, '\0');
    if (!getenv("UPDATE") && !ok(acta_str_eq(acta_str_of(got.p), line))) {
      printf("# text: %.*s\n# got:  %s\n# want: %.*s\n", (int)text.n, text.p,
             got.p, (int)line.n, line.p);
    }
    acta_buf_release(&got);
  }
  if (getenv("UPDATE")) {
    FILE *f = fopen(path, "wb");
    ok(f && fwrite(new.p, 1, new.n, f) == new.n && !fclose(f));
  }
  acta_buf_release(&new);
  free(all);
}

static void check_days(const char *value, const char *first, const char *last)
{
  const acta_days d = acta_timex_days(acta_str_of(value));
  char            text[16];
  acta_day_format(d.begin, text);
  eq_str(text, first);
  acta_day_format(d.end, text);
  eq_str(text, last);
}

int main(void)
{
  check_table("tests/data/timex/dates.tsv");
  check_table("tests/data/timex/relative.tsv");
  check_table("tests/data/timex/durations.tsv");
  check_table("tests/data/timex/traps.tsv");
  check_table("tests/data/timex/news.tsv");
  check_days("2008-W35", "2008-08-25", "2008-08-31");
  check_days("2010-W04-WE", "2010-01-30", "2010-01-31");
  check_days("2007-Q3", "2007-07-01", "2007-09-30");
  check_days("199", "1990-01-01", "1999-12-31");
  check_days("2011-WI", "2011-12-01", "2012-02-29");
  check_days("2019-04-24TMO", "2019-04-24", "2019-04-24");
  check_days("2019-13", "", "");
  check_days("PAST_REF", "", "");
  check_days("", "", "");
  return tap_done();
}
