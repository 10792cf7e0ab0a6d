// SPDX-License-Identifier: MIT
// Annotated names for training: IOB2 and GUM's CoNLL-U.
#include "base/file.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "language/names_impl.h"
#include "language/ud.h"

#include <stdlib.h>

enum { FILE_LIMIT = 1 << 28, N_COLUMNS = 10, DEEPEST = 32 };

// Labels that may stand where Universal NER says "other".
#define FREE (1U | 0xFU << acta_label(ACTA_NAME_TYPES - 1, LABEL_BEGIN))

// An entity of GUM that is open at the current token.
typedef struct {
  acta_str id;
  uint32_t begin;
  unsigned type;
} open_entity;

typedef struct {
  acta_arena      *arena;
  acta_error      *err;
  const char      *path;
  bool             conllu;
  unsigned         line;
  acta_names_text *texts;
  size_t           n_texts, cap_texts;
  acta_buf         text; // of the document being read
  uint32_t         cap_tokens, cap_sentences, cap_allowed;
  bool             in_sentence;
  open_entity      open[DEEPEST];
  size_t           n_open;
} reader;

static acta_status bad(const reader *r, const char *why)
{
  return acta_fail(r->err, ACTA_E_SYNTAX, "%s:%u: %s", r->path, r->line, why);
}

static acta_status no_memory(const reader *r)
{
  return acta_fail(r->err, ACTA_E_NOMEM, "out of memory reading names");
}

static acta_str cut(acta_str *rest, char sep)
{
  const char    *end = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
  const acta_str s   = {rest->p, end ? (size_t)(end - rest->p) : rest->n};
  rest->p += s.n + (end ? 1 : 0);
  rest->n -= s.n + (end ? 1 : 0);
  return s;
}

static acta_names_text *current(const reader *r)
{
  return r->texts + r->n_texts - 1;
}

static bool end_text(reader *r)
{
  if (r->n_texts && !r->text.failed) {
    acta_document *doc = &current(r)->doc;
    doc->text.p        = acta_arena_dup(r->arena, r->text.p, r->text.n);
    doc->text.n        = r->text.n;
  }
  const bool good = !r->text.failed;
  acta_buf_release(&r->text);
  return good;
}

static acta_status begin_text(reader *r)
{
  if (r->n_texts && !current(r)->doc.n_tokens) {
    return ACTA_OK;
  }
  if (!end_text(r) || !acta_vec_grow((void **)&r->texts, r->n_texts,
                                     &r->cap_texts, sizeof *r->texts)) {
    return no_memory(r);
  }
  r->texts[r->n_texts++] = (acta_names_text){.doc = {.arena = r->arena}};
  r->cap_tokens = r->cap_sentences = r->cap_allowed = 0;
  r->in_sentence                                    = false;
  r->n_open                                         = 0;
  return ACTA_OK;
}

static bool add_sentence(reader *r)
{
  acta_document *doc = &current(r)->doc;
  if (r->in_sentence) {
    return true;
  }
  r->in_sentence = true;
  r->n_open      = 0;
  if (!acta_arena_grow(r->arena, (void **)&doc->sentences, doc->n_sentences,
                       &r->cap_sentences, sizeof *doc->sentences)) {
    return false;
  }
  doc->sentences[doc->n_sentences++] =
    (acta_sentence){.begin = doc->n_tokens, .root = ACTA_NO};
  return true;
}

static acta_status add_token(reader *r, acta_str form, uint32_t allowed)
{
  acta_names_text *x   = current(r);
  acta_document   *doc = &x->doc;
  if (!add_sentence(r) ||
      !acta_arena_grow(r->arena, (void **)&doc->tokens, doc->n_tokens,
                       &r->cap_tokens, sizeof *doc->tokens) ||
      !acta_arena_grow(r->arena, (void **)&x->allowed, doc->n_tokens,
                       &r->cap_allowed, sizeof *x->allowed)) {
    return no_memory(r);
  }
  acta_token t = {.sentence = doc->n_sentences - 1};
  t.form.p     = acta_arena_dup(r->arena, form.p, form.n);
  t.form.n     = form.n;
  t.span.begin = (uint32_t)r->text.n;
  acta_buf_str(&r->text, form);
  t.span.end = (uint32_t)r->text.n;
  acta_buf_char(&r->text, ' ');
  if (!t.form.p) {
    return no_memory(r);
  }
  x->allowed[doc->n_tokens]                = allowed;
  doc->tokens[doc->n_tokens++]             = t;
  doc->sentences[doc->n_sentences - 1].end = doc->n_tokens;
  return ACTA_OK;
}

// ---- IOB2

// Type of "PER" and the like; ACTA_NAME_TYPES for others, which are free.
static unsigned type_by_name(acta_str s)
{
  static const char *const names[] = {"PER", "LOC", "ORG", "MISC"};
  unsigned                 i       = 0;
  while (i < ACTA_NAME_TYPES && !acta_str_is(s, names[i])) {
    ++i;
  }
  return i;
}

// One bit of the type's label Inside marks a token until the sentence ends:
// only then it is known where the name ends.
static acta_status read_iob_line(reader *r, acta_str line)
{
  acta_str column[N_COLUMNS];
  size_t   n = 0;
  while (line.n && n < N_COLUMNS) {
    column[n++] = cut(&line, memchr(line.p, '\t', line.n) ? '\t' : ' ');
  }
  const bool numbered = n >= 3;
  if (n < 2) {
    return bad(r, "a token and its label are needed");
  }
  const acta_str form  = column[numbered];
  const acta_str label = column[numbered + 1];
  if (!form.n || form.n > UINT16_MAX || acta_utf8_invalid(form) < form.n) {
    return bad(r, "not a token");
  }
  uint32_t allowed = 1;
  if (label.n > 2 && label.p[1] == '-') {
    const unsigned type = type_by_name((acta_str){label.p + 2, label.n - 2});
    if (type < ACTA_NAME_TYPES) {
      allowed =
        1U << acta_label(type, label.p[0] == 'B' ? LABEL_BEGIN : LABEL_INSIDE);
    } else if (acta_str_is(label, "B-OTH") || acta_str_is(label, "I-OTH")) {
      allowed = FREE; // events and works, but also "American"
    }
  }
  return add_token(r, form, allowed);
}

static unsigned place_of(uint32_t allowed)
{
  for (unsigned l = 1; l < ACTA_NAME_LABELS; ++l) {
    if (allowed == 1U << l) {
      return l;
    }
  }
  return 0; // free or outside
}

// Turn begin and inside into begin, inside, last, unit.
static void close_names(const acta_names_text *x, uint32_t from)
{
  const uint32_t end = x->doc.n_tokens;
  for (uint32_t i = from, j = 0; i < end; i = j) {
    const unsigned label = place_of(x->allowed[i]);
    const unsigned type  = label ? (label - 1) / 4 : 0;
    j                    = i + 1;
    if (!label) {
      continue;
    }
    while (j < end && x->allowed[j] == 1U << acta_label(type, LABEL_INSIDE)) {
      ++j;
    }
    for (uint32_t k = i; k < j; ++k) {
      const unsigned place = j - i == 1   ? LABEL_UNIT
                             : k == i     ? LABEL_BEGIN
                             : k + 1 == j ? LABEL_LAST
                                          : LABEL_INSIDE;
      x->allowed[k]        = 1U << acta_label(type, place);
    }
  }
}

// Penn tags tell names better: "United" in "United States" is NNP, but ADJ.
static bool is_proper(const acta_token *t)
{
  return t->upos == ACTA_PROPN || t->xpos == ACTA_XPOS_NNP ||
         t->xpos == ACTA_XPOS_NNPS;
}

// Proper nouns of GUM that are no mention of their own ("President Lincoln, who
// ...") may be anything.
static void free_others(const acta_names_text *x, uint32_t from)
{
  enum { EVERY = (1U << ACTA_NAME_LABELS) - 1 };
  for (uint32_t i = from; i < x->doc.n_tokens; ++i) {
    if (x->allowed[i] == 1 && is_proper(x->doc.tokens + i)) {
      x->allowed[i] = EVERY;
    }
  }
}

static void end_sentence(reader *r)
{
  if (r->in_sentence) {
    const acta_document *doc  = &current(r)->doc;
    const uint32_t       from = doc->sentences[doc->n_sentences - 1].begin;
    close_names(current(r), from);
    if (r->conllu) {
      free_others(current(r), from);
    }
  }
  r->in_sentence = false;
}

// ---- GUM

static unsigned gum_type(acta_str s)
{
  if (acta_str_is(s, "person")) {
    return 0;
  }
  if (acta_str_is(s, "place")) {
    return 1;
  }
  return acta_str_is(s, "organization") ? 2 : 3;
}

// A mention is a name if it begins and ends with a proper noun and has nothing
// but names and what joins them inside.  "the" before it does not count.
static void mark_name(const acta_names_text *x, uint32_t begin, uint32_t end,
                      unsigned type)
{
  const acta_token *t = x->doc.tokens;
  if (begin < end && t[begin].upos == ACTA_DET) {
    ++begin;
  }
  while (end > begin &&
         (t[end - 1].upos == ACTA_PART || t[end - 1].upos == ACTA_PUNCT)) {
    --end;
  }
  if (begin >= end || !is_proper(t + begin) || !is_proper(t + end - 1)) {
    return;
  }
  for (uint32_t i = begin; i < end; ++i) {
    const unsigned u = t[i].upos;
    if (!is_proper(t + i) && u != ACTA_ADP && u != ACTA_CCONJ &&
        u != ACTA_DET && u != ACTA_PUNCT && u != ACTA_NUM) {
      return;
    }
    if ((u == ACTA_CCONJ || acta_str_is(t[i].form, ",")) && type < 2) {
      return; // "Anna and Peter"
    }
  }
  for (uint32_t i = begin; i < end; ++i) {
    x->allowed[i] =
      1U << acta_label(type, i == begin ? LABEL_BEGIN : LABEL_INSIDE);
  }
}

// Follow the brackets of Entity= at the last token read: "(id-type-..." opens,
// "id)" closes; inner mentions close first, so outer names win.
static void read_brackets(reader *r, acta_str s)
{
  const acta_names_text *x = current(r);
  const uint32_t         i = x->doc.n_tokens - 1;
  while (s.n) {
    const bool opens = s.p[0] == '(';
    size_t     n     = opens ? 1 : 0;
    while (n < s.n && s.p[n] != '(' && s.p[n] != ')') {
      ++n;
    }
    acta_str       body   = {s.p + opens, n - opens};
    const bool     closes = n < s.n && s.p[n] == ')';
    const acta_str id     = cut(&body, '-');
    const acta_str type   = cut(&body, '-');
    s.p += n + closes;
    s.n -= n + closes;
    if (opens && r->n_open < DEEPEST) {
      r->open[r->n_open++] = (open_entity){id, i, gum_type(type)};
    }
    for (size_t k = r->n_open; closes && k-- > 0;) {
      if (acta_str_eq(r->open[k].id, id)) {
        mark_name(x, r->open[k].begin, i + 1, r->open[k].type);
        memmove(r->open + k, r->open + k + 1,
                (r->n_open - k - 1) * sizeof *r->open);
        --r->n_open;
        break;
      }
    }
  }
}

static acta_status read_conllu_line(reader *r, acta_str line)
{
  acta_str column[N_COLUMNS] = {{NULL, 0}};
  size_t   n                 = 0;
  while (line.n && n < N_COLUMNS) {
    column[n++] = cut(&line, '\t');
  }
  if (n < N_COLUMNS || !column[1].n || column[1].n > UINT16_MAX ||
      acta_utf8_invalid(column[1]) < column[1].n) {
    return bad(r, "not a line of CoNLL-U");
  }
  if (memchr(column[0].p, '-', column[0].n) ||
      memchr(column[0].p, '.', column[0].n)) {
    return ACTA_OK;
  }
  const acta_status st = add_token(r, column[1], 1);
  if (st) {
    return st;
  }
  acta_token *t = current(r)->doc.tokens + current(r)->doc.n_tokens - 1;
  t->upos       = (uint8_t)acta_upos_find(column[3]);
  t->xpos       = (uint8_t)acta_xpos_find(column[4]);
  acta_str misc = column[9];
  while (misc.n) {
    acta_str item = cut(&misc, '|');
    if (acta_str_starts(item, ACTA_STR("Entity="))) {
      read_brackets(r, (acta_str){item.p + 7, item.n - 7});
    }
  }
  return ACTA_OK;
}

static acta_status read_line(reader *r, acta_str line)
{
  if (line.n && line.p[line.n - 1] == '\r') {
    --line.n;
  }
  if (!line.n || line.p[0] == ' ') {
    end_sentence(r);
    return ACTA_OK;
  }
  if (acta_str_starts(line, ACTA_STR("# newdoc")) ||
      acta_str_starts(line, ACTA_STR("-DOCSTART-"))) {
    end_sentence(r);
    return begin_text(r);
  }
  if (acta_str_starts(line, ACTA_STR("# ")) ||
      (line.p[0] == '#' && !memchr(line.p, '\t', line.n))) {
    return ACTA_OK;
  }
  return r->conllu ? read_conllu_line(r, line) : read_iob_line(r, line);
}

static acta_status keep_texts(reader *r, acta_names_text **texts, size_t *n)
{
  acta_names_text *all =
    acta_arena_alloc(r->arena, r->n_texts + 1, sizeof *all);
  if (!end_text(r) || !all) {
    return no_memory(r);
  }
  if (r->n_texts) {
    memcpy(all, r->texts, r->n_texts * sizeof *all);
  }
  *texts = all;
  *n     = r->n_texts;
  return ACTA_OK;
}

static acta_status read_file(reader *r, const char *path)
{
  char       *bytes = NULL;
  size_t      size  = 0;
  acta_status st    = acta_file_read(path, FILE_LIMIT, &bytes, &size, r->err);
  acta_str    rest  = {bytes, size};
  r->path           = path;
  r->line           = 0;
  r->conllu         = acta_str_ends(acta_str_of(path), ACTA_STR(".conllu"));
  if (!st) {
    st = begin_text(r);
  }
  while (!st && rest.n) {
    const acta_str line = cut(&rest, '\n');
    ++r->line;
    st = read_line(r, line);
  }
  if (!st) {
    end_sentence(r);
  }
  free(bytes);
  return st;
}

acta_status acta_names_read(acta_arena *a, const char *const *paths,
                            acta_names_text **texts, size_t *n, acta_error *err)
{
  reader      r  = {.arena = a, .err = err};
  acta_status st = ACTA_OK;
  for (; *paths && !st; ++paths) {
    st = read_file(&r, *paths);
  }
  if (!st) {
    st = keep_texts(&r, texts, n);
  }
  acta_buf_release(&r.text);
  free(r.texts);
  return st;
}
