// SPDX-License-Identifier: MIT
#include "language/conllu_impl.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "language/ud.h"

#include <stdlib.h>

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, N_COLS };

acta_status acta_conllu_syntax(acta_conllu_reader *r, const char *what)
{
  return acta_fail_at(r->err, ACTA_E_SYNTAX, r->in->line, 0, "CoNLL-U: %s",
                      what);
}

acta_status acta_conllu_no_memory(acta_conllu_reader *r)
{
  return acta_fail(r->err, ACTA_E_NOMEM, "out of memory");
}

static bool next_line(acta_conllu *in, acta_str *line)
{
  if (!in->text.n) {
    return false;
  }
  const char  *end = memchr(in->text.p, '\n', in->text.n);
  const size_t n   = end ? (size_t)(end - in->text.p) : in->text.n;
  *line            = (acta_str){in->text.p, n};
  if (n && line->p[n - 1] == '\r') {
    line->n--;
  }
  in->text.p += n + (end != NULL);
  in->text.n -= n + (end != NULL);
  in->line++;
  return true;
}

bool acta_conllu_number(acta_str s, uint32_t *out)
{
  uint32_t v = 0;
  if (!s.n || s.n > 7) {
    return false;
  }
  for (size_t i = 0; i < s.n; ++i) {
    if (s.p[i] < '0' || s.p[i] > '9') {
      return false;
    }
    v = v * 10 + (uint32_t)(s.p[i] - '0');
  }
  *out = v;
  return true;
}

static acta_str dup(acta_conllu_reader *r, acta_str s)
{
  const char *p = acta_arena_dup(r->doc->arena, s.p, s.n);
  return (acta_str){p, p ? s.n : 0};
}

// Value of `key=` in a MISC column; p NULL if it is not there.
static acta_str misc_value(acta_str misc, const char *key)
{
  const size_t n = strlen(key);
  while (misc.n) {
    const char  *bar = memchr(misc.p, '|', misc.n);
    const size_t len = bar ? (size_t)(bar - misc.p) : misc.n;
    if (len > n && !memcmp(misc.p, key, n) && misc.p[n] == '=') {
      return (acta_str){misc.p + n + 1, len - n - 1};
    }
    misc.p += len + (bar != NULL);
    misc.n -= len + (bar != NULL);
  }
  return (acta_str){NULL, 0};
}

static bool space_after(acta_str misc)
{
  return !acta_str_is(misc_value(misc, "SpaceAfter"), "No");
}

static int hex_digit(char c)
{
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

acta_str acta_conllu_unescaped(acta_conllu_reader *r, acta_str s)
{
  char *p = acta_arena_alloc(r->doc->arena, s.n + 1, 1);
  if (!p) {
    return (acta_str){NULL, 0};
  }
  size_t n = 0;
  for (size_t i = 0; i < s.n; ++i) {
    const bool coded = s.p[i] == '%' && i + 2 < s.n &&
                       hex_digit(s.p[i + 1]) >= 0 && hex_digit(s.p[i + 2]) >= 0;
    if (coded) {
      p[n++] = (char)(hex_digit(s.p[i + 1]) * 16 + hex_digit(s.p[i + 2]));
      i += 2;
    } else {
      p[n++] = s.p[i];
    }
  }
  const acta_str whole = {p, n};
  return acta_utf8_invalid(whole) == n ? whole : s;
}

acta_str acta_conllu_take(acta_str *s, char stop)
{
  const char    *p    = s->n ? memchr(s->p, stop, s->n) : NULL;
  const size_t   n    = p ? (size_t)(p - s->p) : s->n;
  const acta_str part = {s->p, n};
  s->p += n + (p != NULL);
  s->n -= n + (p != NULL);
  return part;
}

static acta_block *last_block(acta_conllu_reader *r)
{
  return r->doc->blocks + r->doc->n_blocks - 1;
}

static acta_status begin_block(acta_conllu_reader *r)
{
  acta_document *doc = r->doc;
  while (r->text.n && r->text.p[r->text.n - 1] == ' ') {
    r->text.n--;
  }
  if (doc->n_blocks) {
    acta_buf_str(&r->text, ACTA_STR("\n\n"));
  }
  if (!acta_arena_grow(doc->arena, (void **)&doc->blocks, doc->n_blocks,
                       &r->cap_blocks, sizeof(*doc->blocks))) {
    return acta_conllu_no_memory(r);
  }
  const uint32_t at = (uint32_t)r->text.n;
  doc->blocks[doc->n_blocks++] =
    (acta_block){{at, at}, ACTA_BLOCK_BODY, ACTA_NO_DAY};
  r->new_paragraph = false;
  return ACTA_OK;
}

static acta_status begin_sentence(acta_conllu_reader *r)
{
  acta_document *doc = r->doc;
  if (!doc->n_blocks || r->new_paragraph) {
    const acta_status status = begin_block(r);
    if (status) {
      return status;
    }
  }
  if (!acta_arena_grow(doc->arena, (void **)&doc->sentences, doc->n_sentences,
                       &r->cap_sentences, sizeof(*doc->sentences))) {
    return acta_conllu_no_memory(r);
  }
  doc->sentences[doc->n_sentences++] = (acta_sentence){doc->n_tokens,
                                                       doc->n_tokens,
                                                       {(uint32_t)r->text.n, 0},
                                                       doc->n_blocks - 1,
                                                       ACTA_NO};
  r->headless                        = false;
  r->range_end                       = 0;
  return ACTA_OK;
}

static size_t chars_from_end(acta_str s, size_t chars)
{
  size_t n = s.n;
  while (n && chars) {
    --n;
    chars -= ((unsigned char)s.p[n] & 0xC0U) != 0x80;
  }
  return n;
}

// Gives each word of a multi-word token its share of the token's span.
static void split_span(acta_conllu_reader *r, uint32_t begin, uint32_t at)
{
  acta_document *doc  = r->doc;
  acta_str       rest = r->range_form;
  for (uint32_t i = begin; i < doc->n_tokens; ++i) {
    acta_token *t = doc->tokens + i;
    size_t      n = rest.n;
    if (i + 1 < doc->n_tokens) {
      n = acta_str_starts(rest, t->form)
            ? t->form.n
            : chars_from_end(rest, doc->n_tokens - 1 - i);
    }
    t->span = (acta_span){at, at + (uint32_t)n};
    at += (uint32_t)n;
    rest.p += n;
    rest.n -= n;
  }
}

static void add_text(acta_conllu_reader *r, acta_str form, bool space)
{
  acta_buf_str(&r->text, form);
  if (space) {
    acta_buf_char(&r->text, ' ');
  }
}

// What is written as a space.
static bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

// Forms may hold spaces but not begin or end with one, as those between words
// are not theirs.
static bool is_form(acta_str s)
{
  return s.n && !is_space(s.p[0]) && !is_space(s.p[s.n - 1]);
}

static acta_status read_range(acta_conllu_reader *r, acta_str id, acta_str form,
                              acta_str misc, uint32_t expected)
{
  const char    *dash = memchr(id.p, '-', id.n);
  const size_t   k    = (size_t)(dash - id.p);
  uint32_t       a = 0, b = 0;
  const acta_str end = {dash + 1, id.n - k - 1};
  if (!acta_conllu_number((acta_str){id.p, k}, &a) ||
      !acta_conllu_number(end, &b) || a != expected || b <= a || r->range_end) {
    return acta_conllu_syntax(r, "wrong range of a multi-word token");
  }
  if (!is_form(form)) {
    return acta_conllu_syntax(r, "empty form or space at its end");
  }
  r->range_begin = r->doc->n_tokens;
  r->range_end   = b;
  r->range_form  = form;
  r->range_space = space_after(misc);
  return ACTA_OK;
}

// Closes the open multi-word token after its last word.
static void end_range(acta_conllu_reader *r)
{
  const uint32_t at = (uint32_t)r->text.n;
  split_span(r, r->range_begin, at);
  for (uint32_t i = r->range_begin; i < r->doc->n_tokens; ++i) {
    r->doc->tokens[i].in_multiword = i > r->range_begin;
    r->doc->tokens[i].space_after  = false;
  }
  r->doc->tokens[r->doc->n_tokens - 1].space_after = r->range_space;
  add_text(r, r->range_form, r->range_space);
  r->range_end = 0;
}

static acta_status read_head(acta_conllu_reader *r, acta_token *t,
                             const acta_str *cols)
{
  uint32_t       head = 0;
  const unsigned dep  = acta_dep_find(cols[DEPREL]);
  t->deprel = (uint8_t)(dep < ACTA_N_DEP ? dep : (unsigned)ACTA_DEP_DEP);
  t->head   = r->doc->n_tokens;
  if (acta_str_is(cols[HEAD], "_")) {
    r->headless = true;
    return ACTA_OK;
  }
  if (!acta_conllu_number(cols[HEAD], &head)) {
    return acta_conllu_syntax(r, "HEAD is not a number");
  }
  const acta_sentence *s = r->doc->sentences + r->doc->n_sentences - 1;
  t->head                = head ? s->begin + head - 1 : r->doc->n_tokens;
  return ACTA_OK;
}

static acta_entity_type ner_type(acta_str s)
{
  static const char *const names[ACTA_N_ENT] = {
    "O", "PER", "LOC", "GPE", "ORG", "GROUP", "VEHICLE", "MISC"};
  for (unsigned i = 1; i < ACTA_N_ENT; ++i) {
    if (acta_str_is(s, names[i])) {
      return (acta_entity_type)i;
    }
  }
  return ACTA_ENT_THING;
}

static acta_status read_timex(acta_conllu_reader *r, acta_str tag,
                              acta_str misc)
{
  static const char *const names[] = {"DATE", "TIME", "DURATION", "SET"};
  acta_document           *doc     = r->doc;
  acta_token              *t       = doc->tokens + doc->n_tokens - 1;
  if (tag.p[0] == 'I' && doc->n_timexes &&
      doc->timexes[doc->n_timexes - 1].end + 1 == doc->n_tokens) {
    t->timex = doc->n_timexes - 1;
    doc->timexes[doc->n_timexes - 1].end++;
    return ACTA_OK;
  }
  const acta_str value =
    acta_conllu_unescaped(r, misc_value(misc, "TimexValue"));
  if (!value.p ||
      !acta_arena_grow(doc->arena, (void **)&doc->timexes, doc->n_timexes,
                       &r->cap_timexes, sizeof(*doc->timexes))) {
    return acta_conllu_no_memory(r);
  }
  acta_timex *x = doc->timexes + doc->n_timexes;
  *x            = (acta_timex){.begin = doc->n_tokens - 1,
                               .end   = doc->n_tokens,
                               .value = value,
                               .days  = {ACTA_NO_DAY, ACTA_NO_DAY}};
  for (unsigned i = 0; i < 4; ++i) {
    if (acta_str_is((acta_str){tag.p + 2, tag.n - 2}, names[i])) {
      x->type = (acta_timex_type)i;
    }
  }
  t->timex = doc->n_timexes++;
  return ACTA_OK;
}

static acta_status read_misc(acta_conllu_reader *r, acta_token *t,
                             acta_str misc)
{
  const acta_str ner = misc_value(misc, "NER");
  if (ner.n > 2 && (ner.p[0] == 'B' || ner.p[0] == 'I') && ner.p[1] == '-') {
    t->name       = (uint8_t)ner_type((acta_str){ner.p + 2, ner.n - 2});
    t->name_begin = ner.p[0] == 'B';
  }
  const acta_str timex = misc_value(misc, "Timex");
  if (timex.n > 2 && timex.p[1] == '-') {
    return read_timex(r, timex, misc);
  }
  return ACTA_OK;
}

// "_" is no lemma, but of the form "_".
static acta_str read_lemma(acta_conllu_reader *r, const acta_str *cols)
{
  if (cols[LEMMA].n && !acta_str_is(cols[LEMMA], "_")) {
    return dup(r, cols[LEMMA]);
  }
  return acta_str_is(cols[FORM], "_") ? dup(r, cols[FORM]) : (acta_str){"", 0};
}

static acta_status read_word(acta_conllu_reader *r, const acta_str *cols)
{
  acta_document *doc = r->doc;
  if (!is_form(cols[FORM])) {
    return acta_conllu_syntax(r, "empty form or space at its end");
  }
  if (!acta_arena_grow(doc->arena, (void **)&doc->tokens, doc->n_tokens,
                       &r->cap_tokens, sizeof(*doc->tokens))) {
    return acta_conllu_no_memory(r);
  }
  acta_token    *t    = doc->tokens + doc->n_tokens;
  const unsigned upos = acta_upos_find(cols[UPOS]);
  const unsigned xpos = acta_xpos_find(cols[XPOS]);
  *t                  = (acta_token){
                     .sentence = doc->n_sentences - 1, .mention = ACTA_NO, .timex = ACTA_NO};
  t->form  = dup(r, cols[FORM]);
  t->lemma = read_lemma(r, cols);
  t->upos  = (uint8_t)(upos < ACTA_N_UPOS ? upos : (unsigned)ACTA_X);
  t->xpos  = (uint8_t)(xpos < ACTA_N_XPOS ? xpos : (unsigned)ACTA_XPOS_NONE);
  t->feats = acta_feats_parse(cols[FEATS]);
  if (!t->form.p || !t->lemma.p) {
    return acta_conllu_no_memory(r);
  }
  acta_status status = read_head(r, t, cols);
  if (status) {
    return status;
  }
  const acta_sentence *s = doc->sentences + doc->n_sentences - 1;
  if (!r->range_end) {
    const uint32_t at = (uint32_t)r->text.n;
    t->span           = (acta_span){at, at + (uint32_t)t->form.n};
    t->space_after    = space_after(cols[MISC]);
    add_text(r, t->form, t->space_after);
  }
  doc->n_tokens++;
  status = read_misc(r, t, cols[MISC]);
  if (!status && r->range_end == doc->n_tokens - s->begin) {
    end_range(r);
  }
  return status;
}

static acta_status check_tree(acta_conllu_reader *r)
{
  acta_document       *doc    = r->doc;
  const acta_sentence *s      = doc->sentences + doc->n_sentences - 1;
  const uint32_t       n      = s->end - s->begin;
  uint8_t             *seen   = calloc(n, 1); // 1 on the way, 2 leads to a root
  acta_status          status = seen ? ACTA_OK : acta_conllu_no_memory(r);
  for (uint32_t i = s->begin; i < s->end && !status; ++i) {
    uint32_t k = i;
    while (!seen[k - s->begin] && doc->tokens[k].head != k) {
      seen[k - s->begin] = 1;
      k                  = doc->tokens[k].head;
    }
    if (seen[k - s->begin] == 1) {
      status = acta_conllu_syntax(r, "heads form a circle");
    }
    seen[k - s->begin] = 2;
    for (k = i; seen[k - s->begin] == 1; k = doc->tokens[k].head) {
      seen[k - s->begin] = 2;
    }
  }
  free(seen);
  return status;
}

static acta_status check_heads(acta_conllu_reader *r)
{
  acta_document *doc   = r->doc;
  acta_sentence *s     = doc->sentences + doc->n_sentences - 1;
  uint32_t       roots = 0;
  if (r->headless) {
    for (uint32_t i = s->begin; i < s->end; ++i) {
      doc->tokens[i].head   = i;
      doc->tokens[i].deprel = ACTA_DEP_NONE;
    }
    return ACTA_OK;
  }
  for (uint32_t i = s->begin; i < s->end; ++i) {
    if (doc->tokens[i].head >= s->end) {
      return acta_conllu_syntax(r, "HEAD beyond the sentence");
    }
    if (doc->tokens[i].head == i) {
      s->root = i;
      roots++;
    }
  }
  if (roots != 1) {
    return acta_conllu_syntax(r, "a sentence must have one root");
  }
  return check_tree(r);
}

static acta_status end_sentence(acta_conllu_reader *r)
{
  acta_document *doc = r->doc;
  acta_sentence *s   = doc->sentences + doc->n_sentences - 1;
  if (r->range_end) {
    return acta_conllu_syntax(r, "multi-word token goes beyond the sentence");
  }
  s->end = doc->n_tokens;
  if (s->end == s->begin) {
    return acta_conllu_syntax(r, "a sentence without words");
  }
  s->span.end = doc->tokens[s->end - 1].span.end;
  acta_conllu_close_mentions(r);
  last_block(r)->span.end = s->span.end;
  return check_heads(r);
}

static acta_status split_columns(acta_conllu_reader *r, acta_str line,
                                 acta_str *cols)
{
  for (unsigned i = 0; i < N_COLS; ++i) {
    if (i && !line.p) {
      return acta_conllu_syntax(r, "a word needs 10 columns");
    }
    const char  *tab = line.n ? memchr(line.p, '\t', line.n) : NULL;
    const size_t n   = tab ? (size_t)(tab - line.p) : line.n;
    cols[i]          = (acta_str){line.p, n};
    line = tab ? (acta_str){tab + 1, line.n - n - 1} : (acta_str){NULL, 0};
  }
  return line.p ? acta_conllu_syntax(r, "a word needs 10 columns") : ACTA_OK;
}

static acta_status read_token_line(acta_conllu_reader *r, acta_str line,
                                   bool *open)
{
  acta_document *doc = r->doc;
  acta_str       cols[N_COLS];
  uint32_t       id     = 0;
  acta_status    status = split_columns(r, line, cols);
  if (status) {
    return status;
  }
  if (!*open) {
    status = begin_sentence(r);
    *open  = true;
  }
  if (status || memchr(cols[ID].p, '.', cols[ID].n)) {
    return status; // empty nodes belong to the enhanced graph
  }
  const uint32_t begin    = doc->sentences[doc->n_sentences - 1].begin;
  const uint32_t expected = doc->n_tokens - begin + 1;
  if (cols[ID].n && memchr(cols[ID].p, '-', cols[ID].n)) {
    return read_range(r, cols[ID], cols[FORM], cols[MISC], expected);
  }
  if (!acta_conllu_number(cols[ID], &id) || id != expected) {
    return acta_conllu_syntax(r, "ids must count from 1");
  }
  status = read_word(r, cols);
  return status ? status
                : acta_conllu_entities(r, misc_value(cols[MISC], "Entity"));
}

// "# newdoc id = x": begins another document.
static bool is_newdoc(acta_str line, acta_str *id)
{
  static const char word[] = "# newdoc";
  if (!acta_str_starts(line, ACTA_STR("# newdoc"))) {
    return false;
  }
  acta_str rest = {line.p + sizeof(word) - 1, line.n - sizeof(word) + 1};
  (void)acta_conllu_take(&rest, '=');
  while (rest.n && is_space(rest.p[0])) {
    rest.p++;
    rest.n--;
  }
  *id = rest;
  return true;
}

static acta_status read_lines(acta_conllu_reader *r)
{
  acta_conllu *in     = r->in;
  bool         open   = false;
  acta_status  status = ACTA_OK;
  acta_str     line = {NULL, 0}, id = {NULL, 0};
  while (!status && next_line(in, &line)) {
    if (acta_utf8_invalid(line) != line.n) {
      status = acta_conllu_syntax(r, "invalid UTF-8");
    } else if (!line.n) {
      status = open ? end_sentence(r) : ACTA_OK;
      open   = false;
    } else if (line.p[0] != '#') {
      in->begun = true;
      status    = read_token_line(r, line, &open);
    } else if (open) {
      continue; // comments inside a sentence say nothing about it
    } else if (is_newdoc(line, &id)) {
      const bool another  = in->begun;
      r->doc->meta.source = in->id;
      in->begun           = true;
      in->id              = id;
      if (another) {
        return ACTA_OK;
      }
    } else if (acta_str_starts(line, ACTA_STR("# newpar"))) {
      r->new_paragraph = true;
    }
    if (r->text.failed || r->text.n > UINT32_MAX / 2) {
      status = acta_conllu_no_memory(r);
    }
  }
  if (!status && open) {
    status = end_sentence(r);
  }
  r->doc->meta.source = in->id;
  in->begun           = false;
  in->id              = (acta_str){NULL, 0};
  return status;
}

static acta_status finish(acta_conllu_reader *r)
{
  acta_document *doc = r->doc;
  while (r->text.n && r->text.p[r->text.n - 1] == ' ') {
    r->text.n--;
  }
  const char *text = acta_arena_dup(doc->arena, r->text.p, r->text.n);
  const char *id =
    acta_arena_dup(doc->arena, doc->meta.source.p, doc->meta.source.n);
  if (!text || !id) {
    return acta_conllu_no_memory(r);
  }
  doc->text           = (acta_str){text, r->text.n};
  doc->meta.source.p  = id;
  doc->meta.published = ACTA_NO_DAY;
  for (uint32_t i = 0; i < doc->n_timexes; ++i) {
    acta_timex *x = doc->timexes + i;
    x->span       = (acta_span){doc->tokens[x->begin].span.begin,
                                doc->tokens[x->end - 1].span.end};
  }
  acta_conllu_label_entities(doc);
  return ACTA_OK;
}

acta_status acta_conllu_next(acta_conllu *in, acta_document *doc,
                             acta_error *err)
{
  acta_conllu_reader r = {.in = in, .doc = doc, .err = err};
  if (!in->text.n && !in->begun) {
    return ACTA_END;
  }
  acta_status status = read_lines(&r);
  if (!status) {
    status = finish(&r);
  }
  acta_buf_release(&r.text);
  return status;
}
