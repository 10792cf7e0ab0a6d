// SPDX-License-Identifier: MIT
#include <acta/read.h>

#include "base/day.h"
#include "base/file.h"
#include "base/hash.h"
#include "read/article.h"
#include "read/detect.h"
#include "read/input.h"
#include "read/normal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum {
  DEFAULT_LIMIT = 16 << 20,
  MAX_LIMIT     = 1 << 30, // offsets are 32 bits
  SIDECAR_LIMIT = 1 << 20,
  ID_DIGITS     = 32,
};

// How the articles lie in the input.
typedef enum { ONE_TEXT, ONE_PAGE, ONE_VALUE, LINES } arrangement;

struct acta_articles {
  acta_article_options options;
  char                *name; // path, or what stands for it
  bool                 is_file;
  acta_day             published; // of the options
  acta_input           source;
  arrangement          arrangement;
  bool                 done; // the only article, or the last line
  json_t              *list; // of a JSON array, else NULL
  size_t               next; // of `list`
};

const char *acta_block_name(acta_block_kind kind)
{
  switch (kind) {
  case ACTA_BLOCK_BODY: return "body";
  case ACTA_BLOCK_TITLE: return "title";
  case ACTA_BLOCK_HEADING: return "heading";
  case ACTA_BLOCK_CAPTION: return "caption";
  case ACTA_BLOCK_LINK: return "link";
  case ACTA_BLOCK_DATELINE: return "dateline";
  case ACTA_BLOCK_BYLINE: return "byline";
  case ACTA_BLOCK_JUNK: return "junk";
  }
  return "unknown";
}

// ---- which format

typedef struct {
  const char       *suffix;
  acta_input_format format;
} suffix_row;

static const suffix_row suffixes[] = {
  {".txt", ACTA_INPUT_TEXT},   {".html", ACTA_INPUT_HTML},
  {".htm", ACTA_INPUT_HTML},   {".xhtml", ACTA_INPUT_HTML},
  {".json", ACTA_INPUT_JSON},  {".ndjson", ACTA_INPUT_JSON},
  {".jsonl", ACTA_INPUT_JSON}, {NULL, ACTA_INPUT_AUTO},
};

// Row of the suffix of `path` before ".gz".
static const suffix_row *suffix_of(const char *path)
{
  acta_str s = acta_str_of(path);
  if (acta_str_ends(s, ACTA_STR(".gz"))) {
    s.n -= 3;
  }
  const suffix_row *r = suffixes;
  while (r->suffix && !acta_str_ends(s, acta_str_of(r->suffix))) {
    ++r;
  }
  return r;
}

// "x.txt" with another ending, on the heap; NULL if out of memory.
static char *with_ending(const char *path, size_t keep, const char *ending)
{
  const size_t n   = strlen(ending);
  char        *out = malloc(keep + n + 1);
  if (out) {
    memcpy(out, path, keep);
    memcpy(out + keep, ending, n + 1);
  }
  return out;
}

bool acta_articles_wanted(const char *path)
{
  const suffix_row *r = suffix_of(path);
  const acta_str    s = acta_str_of(path);
  if (r->format != ACTA_INPUT_JSON || !acta_str_ends(s, ACTA_STR(".json"))) {
    return r->suffix != NULL;
  }
  char      *text   = with_ending(path, s.n - 5, ".txt");
  const bool beside = text && !access(text, F_OK);
  free(text);
  return !beside;
}

static acta_str skip_space(acta_str s)
{
  if (acta_str_starts(s, ACTA_STR("\xEF\xBB\xBF"))) {
    s.p += 3;
    s.n -= 3;
  }
  while (s.n && strchr(" \t\r\n", s.p[0]) && s.p[0]) {
    ++s.p;
    --s.n;
  }
  return s;
}

static bool looks_like_html(acta_str s)
{
  static const char *const tags[] = {"<!doctype html", "<html", "<head"};
  for (size_t k = 0; k < sizeof(tags) / sizeof(tags[0]); ++k) {
    size_t i = 0;
    while (tags[k][i] && i < s.n &&
           (s.p[i] == tags[k][i] || (s.p[i] | 0x20) == tags[k][i])) {
      ++i;
    }
    if (!tags[k][i]) {
      return true;
    }
  }
  return false;
}

static acta_input_format format_of(const acta_articles *r, acta_str head)
{
  const suffix_row *row = suffix_of(r->name);
  if (r->options.format != ACTA_INPUT_AUTO) {
    return r->options.format;
  }
  if (row->suffix) {
    return row->format;
  }
  head = skip_space(head);
  if (acta_str_starts(head, ACTA_STR("{\"")) ||
      acta_str_starts(head, ACTA_STR("[{")) ||
      acta_str_starts(head, ACTA_STR("{\n"))) {
    return ACTA_INPUT_JSON;
  }
  return looks_like_html(head) ? ACTA_INPUT_HTML : ACTA_INPUT_TEXT;
}

// One object a line, or one value over many lines?  By the name, else by
// whether the first line ends what it begins.
static arrangement json_arrangement(const acta_articles *r, acta_str head)
{
  acta_str          s   = skip_space(head);
  const suffix_row *row = suffix_of(r->name);
  if (row->suffix && strcmp(row->suffix, ".json") != 0 &&
      row->format == ACTA_INPUT_JSON) {
    return LINES;
  }
  const char *lf = s.n ? memchr(s.p, '\n', s.n) : NULL;
  if (!s.n || s.p[0] != '{') {
    return ONE_VALUE;
  }
  if (!lf) { // the first line is longer than what was looked at
    return LINES;
  }
  s.n = (size_t)(lf - s.p);
  while (s.n && strchr(" \t\r", s.p[s.n - 1])) {
    --s.n;
  }
  return s.p[s.n - 1] == '}' ? LINES : ONE_VALUE;
}

// ---- open and close

static acta_status check_options(acta_articles *r, acta_error *err)
{
  acta_article_options *o = &r->options;
  r->published            = ACTA_NO_DAY;
  if (!o->limit) {
    o->limit = DEFAULT_LIMIT;
  }
  if (o->limit > MAX_LIMIT) {
    o->limit = MAX_LIMIT;
  }
  if (o->encoding && !acta_encoding_known(o->encoding)) {
    return acta_fail(err, ACTA_E_ARG, "unknown encoding '%s'", o->encoding);
  }
  if (o->published) {
    r->published = acta_day_parse(acta_str_of(o->published));
    if (r->published == ACTA_NO_DAY) {
      return acta_fail(err, ACTA_E_ARG, "not a date YYYY-MM-DD: '%s'",
                       o->published);
    }
  }
  return ACTA_OK;
}

static acta_status open_any(const char *path, acta_str bytes,
                            const acta_article_options *options,
                            acta_articles **out, acta_error *err)
{
  acta_articles *r = calloc(1, sizeof(*r));
  acta_str       head;
  if (!r) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (options) {
    r->options = *options;
  }
  r->is_file         = !bytes.p;
  r->name            = with_ending(path, strlen(path), "");
  acta_status status = r->name ? check_options(r, err)
                               : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  if (!status) {
    status = bytes.p ? acta_input_memory(&r->source, bytes, err)
                     : acta_input_open(&r->source, path, err);
  }
  if (!status) {
    status = acta_input_peek(&r->source, &head, err);
  }
  if (status) {
    acta_articles_close(r);
    return status;
  }
  const acta_input_format format = format_of(r, head);
  r->arrangement                 = format == ACTA_INPUT_HTML ? ONE_PAGE
                                   : format == ACTA_INPUT_JSON ? json_arrangement(r, head)
                                                               : ONE_TEXT;
  *out                           = r;
  return ACTA_OK;
}

acta_status acta_articles_open(const char                 *path,
                               const acta_article_options *options,
                               acta_articles **out, acta_error *err)
{
  return open_any(path, (acta_str){NULL, 0}, options, out, err);
}

acta_status acta_articles_open_memory(acta_str bytes, const char *name,
                                      const acta_article_options *options,
                                      acta_articles **out, acta_error *err)
{
  bytes.p = bytes.p ? bytes.p : "";
  return open_any(name, bytes, options, out, err);
}

void acta_articles_close(acta_articles *articles)
{
  if (articles) {
    acta_input_release(&articles->source);
    json_decref(articles->list);
    free(articles->name);
    free(articles);
  }
}

// ---- metadata

static void put(acta_str *to, acta_str better)
{
  if (better.n) {
    *to = better;
  }
}

static void put_all(acta_metadata *m, const acta_metadata *better)
{
  put(&m->source, better->source);
  put(&m->title, better->title);
  put(&m->publisher, better->publisher);
  put(&m->url, better->url);
  put(&m->author, better->author);
  put(&m->language, better->language);
  if (better->published != ACTA_NO_DAY) {
    m->published = better->published;
  }
}

// Reads x.json beside x.txt, if it is there.
static acta_status read_sidecar(const acta_articles *r, acta_arena *a,
                                acta_metadata *m, acta_error *err)
{
  const acta_str s    = acta_str_of(r->name);
  char          *json = NULL;
  size_t         n    = 0;
  json_t        *o    = NULL;
  if (!r->is_file || !acta_str_ends(s, ACTA_STR(".txt"))) {
    return ACTA_OK;
  }
  char *path = with_ending(r->name, s.n - 4, ".json");
  if (!path) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_status status = ACTA_OK;
  if (!access(path, F_OK)) {
    status = acta_file_read(path, SIDECAR_LIMIT, &json, &n, err);
    if (!status) {
      status = acta_json_parse((acta_str){json, n}, &o, err);
    }
    if (!status) {
      status = acta_json_metadata(a, o, m, err);
    }
    if (status == ACTA_E_SYNTAX && err) {
      const acta_error why = *err;
      (void)acta_fail(err, status, "metadata in '%s': %s", path, why.text);
    }
  }
  json_decref(o);
  free(json);
  free(path);
  m->source = (acta_str){NULL, 0};
  return status;
}

static acta_metadata given(const acta_articles *r)
{
  const acta_article_options *o = &r->options;
  return (acta_metadata){.title     = acta_str_of(o->title),
                         .publisher = acta_str_of(o->publisher),
                         .url       = acta_str_of(o->url),
                         .author    = acta_str_of(o->author),
                         .language  = acta_str_of(o->language),
                         .published = r->published};
}

static acta_metadata told(const acta_layout_facts *f)
{
  return (acta_metadata){.title     = f->title,
                         .publisher = f->publisher,
                         .url       = f->url,
                         .author    = f->author,
                         .published = ACTA_NO_DAY};
}

// File name without its folders; "name:LINE" for one of many in a file.
static acta_status put_source(const acta_articles *r, acta_document *doc,
                              acta_error *err)
{
  const char  *slash = strrchr(r->name, '/');
  const char  *base  = slash && slash[1] ? slash + 1 : r->name;
  char         line[24];
  const bool   many = r->arrangement == LINES || r->list;
  const size_t at   = r->list ? r->next : r->source.line;
  const int    n    = many ? snprintf(line, sizeof(line), ":%zu", at) : 0;
  char        *p = acta_arena_alloc(doc->arena, strlen(base) + sizeof(line), 1);
  if (!p) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  memcpy(p, base, strlen(base));
  memcpy(p + strlen(base), line, (size_t)n);
  doc->meta.source = (acta_str){p, strlen(base) + (size_t)n};
  return ACTA_OK;
}

// The borrowed strings of the options and the word lists would outlive an
// article anyway; but a document must hang on its own arena alone.
static acta_status own_metadata(acta_document *doc, acta_error *err)
{
  acta_str *all[] = {&doc->meta.title, &doc->meta.publisher, &doc->meta.url,
                     &doc->meta.author, &doc->meta.language};
  for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); ++i) {
    if (!all[i]->n) {
      continue;
    }
    all[i]->p = acta_arena_dup(doc->arena, all[i]->p, all[i]->n);
    if (!all[i]->p) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  return ACTA_OK;
}

// ---- one article

static acta_status put_language(const acta_articles *r, acta_document *doc,
                                acta_error *err)
{
  const bool said = doc->meta.language.n != 0;
  if (!said) {
    doc->meta.language = acta_str_of(acta_language_detect(doc->text));
  }
  if (r->options.any_language ||
      acta_str_starts(doc->meta.language, ACTA_STR("en"))) {
    return ACTA_OK;
  }
  return acta_fail(err, ACTA_E_LANGUAGE, "not in English but in '%.*s'",
                   (int)(doc->meta.language.n < 20 ? doc->meta.language.n : 20),
                   doc->meta.language.p);
}

static acta_status put_id(acta_document *doc, acta_error *err)
{
  char *hex = acta_arena_alloc(doc->arena, ID_DIGITS + 1, 1);
  if (!hex) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_sha256_hex(doc->text, hex, ID_DIGITS);
  doc->id = (acta_str){hex, ID_DIGITS};
  return ACTA_OK;
}

static acta_status lay_out(acta_document *doc, acta_raw_article *raw,
                           acta_layout_facts *facts, acta_error *err)
{
  acta_status status = ACTA_OK;
  if (!raw->pieces) {
    status =
      acta_layout_cut(doc->arena, doc->text, &raw->pieces, &raw->n_pieces, err);
  }
  return status ? status
                : acta_layout_mark(doc, raw->pieces, raw->n_pieces,
                                   doc->meta.published, facts, err);
}

// Of a page's two dates: the one for machines is often that of Greenwich, where
// it may be a day later than the page says.
static acta_day best_of_page(acta_day seen, acta_day machine)
{
  const bool near = machine != ACTA_NO_DAY && seen == machine - 1;
  return machine == ACTA_NO_DAY || near ? seen : machine;
}

// The day from the best source: the options, a record's own field, the text
// and a page's machine-readable data, a header line.
static acta_day published(const acta_articles *r, const acta_raw_article *raw,
                          const acta_layout_facts *facts)
{
  const acta_day best[] = {
    r->published, raw->explicit ? raw->meta.published : ACTA_NO_DAY,
    best_of_page(facts->day, raw->meta.published), facts->header_day};
  size_t i = 0;
  while (i + 1 < sizeof(best) / sizeof(best[0]) && best[i] == ACTA_NO_DAY) {
    ++i;
  }
  return best[i];
}

static acta_status finish(const acta_articles *r, acta_raw_article *raw,
                          acta_document *doc, acta_error *err)
{
  const acta_metadata options = given(r);
  acta_layout_facts   facts;
  doc->text          = raw->text;
  doc->meta          = acta_metadata_none();
  acta_status status = put_source(r, doc, err);
  if (!status) {
    put_all(&doc->meta, &raw->meta);
    put_all(&doc->meta, &options);
    status = lay_out(doc, raw, &facts, err);
  }
  if (status) {
    return status;
  }
  acta_metadata all = told(&facts);
  put_all(&all, &doc->meta);
  all.published = published(r, raw, &facts);
  doc->meta     = all;
  status        = put_language(r, doc, err);
  status        = status ? status : put_id(doc, err);
  status        = status ? status : own_metadata(doc, err);
  if (!status && !doc->n_blocks) {
    acta_log_msg(r->options.log, ACTA_LOG_WARNING, "%s: no text", r->name);
  }
  return status;
}

static acta_status read_text(acta_articles *r, acta_arena *a, acta_str bytes,
                             acta_raw_article *raw, acta_error *err)
{
  acta_str    text;
  acta_status status =
    acta_text_decode(a, bytes, r->options.encoding, &text, err);
  if (status) {
    return status;
  }
  // the bytes are the reader's, the text must be the document's
  text.p = acta_arena_dup(a, text.p, text.n);
  if (text.p) {
    raw->text = acta_text_normal(a, text);
  }
  if (!raw->text.p) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  status        = read_sidecar(r, a, &raw->meta, err);
  raw->explicit = raw->meta.published != ACTA_NO_DAY;
  return status;
}

static acta_status read_page(acta_articles *r, acta_arena *a, acta_str bytes,
                             acta_raw_article *raw, acta_error *err)
{
  acta_str    page;
  acta_status status =
    acta_html_decode(a, bytes, r->options.encoding, &page, err);
  return status ? status : acta_html_read(a, page, raw, err);
}

static acta_status read_object(acta_articles *r, acta_arena *a, acta_str bytes,
                               acta_raw_article *raw, acta_error *err)
{
  acta_str    json;
  json_t     *o = NULL;
  acta_status status =
    acta_text_decode(a, bytes, r->options.encoding, &json, err);
  if (!status) {
    status = acta_json_parse(json, &o, err);
  }
  if (!status && json_is_array(o) && r->arrangement == ONE_VALUE) {
    r->list = o;
    return ACTA_OK;
  }
  if (!status) {
    status = acta_json_article(a, o, raw, err);
  }
  json_decref(o);
  return status;
}

// Reads the next line that is not blank.
static acta_status read_line(acta_articles *r, acta_arena *a,
                             acta_raw_article *raw, acta_error *err)
{
  acta_str    line   = {NULL, 0};
  acta_status status = ACTA_OK;
  do {
    status = acta_input_line(&r->source, r->options.limit, &line, err);
  } while (!status && !skip_space(line).n);
  if (status) {
    return status;
  }
  return read_object(r, a, line, raw, err);
}

static acta_status read_whole(acta_articles *r, acta_arena *a,
                              acta_raw_article *raw, acta_error *err)
{
  acta_str    bytes;
  acta_status status =
    acta_input_all(&r->source, r->options.limit, &bytes, err);
  r->done = true;
  if (status) {
    return status;
  }
  switch (r->arrangement) {
  case ONE_TEXT: return read_text(r, a, bytes, raw, err);
  case ONE_PAGE: return read_page(r, a, bytes, raw, err);
  case ONE_VALUE:
  case LINES: break;
  }
  return skip_space(bytes).n ? read_object(r, a, bytes, raw, err)
                             : read_text(r, a, bytes, raw, err);
}

acta_status acta_articles_next(acta_articles *articles, acta_arena *arena,
                               acta_document *doc, acta_error *err)
{
  acta_articles   *r      = articles;
  acta_raw_article raw    = {.meta = acta_metadata_none()};
  acta_status      status = ACTA_OK;
  memset(doc, 0, sizeof(*doc));
  doc->arena = arena;
  if (err) {
    err->line = err->column = 0;
  }
  if (r->arrangement == LINES) {
    status = read_line(r, arena, &raw, err);
  } else if (!r->done) {
    status = read_whole(r, arena, &raw, err);
  } else if (!r->list) {
    return ACTA_END;
  }
  if (!status && r->list) {
    if (r->next >= json_array_size(r->list)) {
      return ACTA_END;
    }
    status =
      acta_json_article(arena, json_array_get(r->list, r->next++), &raw, err);
  }
  status = status ? status : finish(r, &raw, doc, err);
  if (status && err && r->arrangement == LINES) {
    err->line = r->source.line;
  }
  return status;
}
