// SPDX-License-Identifier: MIT
// Two passes over the documents: the first counts words and keeps them in a
// file, the second weighs them, as only then it is known how rare each is.
#include "base/hash.h"
#include "base/vec.h"
#include "fuse/corpus.h"

#include <errno.h>
#include <stdlib.h>

#define KEYS 8 // words of a document that its events are looked for under

// A sentence, once however many events it tells of.
typedef struct {
  uint32_t begin;
  acta_str text;
} told_sentence;

// An event that its document's words may find.
typedef struct {
  acta_block_entry entry;
  uint32_t class;
} story_event;

struct acta_stories {
  acta_word_counts *counts;
  FILE             *words;  // bags, each after the number of its words
  FILE             *events; // story_event
  FILE             *weighed;
  acta_arena       *arena; // of the document under way
  told_sentence    *sentences;
  size_t            n, cap;
  acta_str          title;
  uint64_t          documents;
};

static acta_status failed(acta_error *err)
{
  return acta_fail(err, ACTA_E_IO, "temporary file: %s", strerror(errno));
}

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_status acta_stories_new(acta_stories **out, acta_error *err)
{
  acta_stories *s = calloc(1, sizeof(*s));
  if (!s) {
    return no_memory(err);
  }
  s->counts = acta_word_counts_new();
  s->arena  = acta_arena_new(0);
  if (!s->counts || !s->arena) {
    acta_stories_free(s);
    return no_memory(err);
  }
  s->words   = tmpfile();
  s->events  = tmpfile();
  s->weighed = tmpfile();
  if (!s->words || !s->events || !s->weighed) {
    acta_stories_free(s);
    return failed(err);
  }
  *out = s;
  return ACTA_OK;
}

static void close_file(FILE *f)
{
  if (f) {
    (void)fclose(f);
  }
}

void acta_stories_free(acta_stories *s)
{
  if (s) {
    close_file(s->words);
    close_file(s->events);
    close_file(s->weighed);
    acta_word_counts_free(s->counts);
    acta_arena_free(s->arena);
    free(s->sentences);
    free(s);
  }
}

// ---- first pass

static int by_begin(const void *pa, const void *pb)
{
  const told_sentence *a = pa, *b = pb;
  if (a->begin != b->begin) {
    return a->begin < b->begin ? -1 : 1;
  }
  return acta_str_cmp(a->text, b->text);
}

static bool bag_document(acta_stories *s, acta_bag *bag)
{
  bool ok = acta_bag_add(bag, s->title);
  if (s->n) {
    qsort(s->sentences, s->n, sizeof(*s->sentences), by_begin);
  }
  for (size_t i = 0; ok && i < s->n; ++i) {
    ok = (i && by_begin(&s->sentences[i - 1], &s->sentences[i]) == 0) ||
         acta_bag_add(bag, s->sentences[i].text);
  }
  acta_bag_close(bag);
  return ok;
}

static acta_status end_document(acta_stories *s, acta_error *err)
{
  acta_bag    bag = {NULL, 0, 0};
  acta_status st  = ACTA_OK;
  if (!s->documents) {
    return ACTA_OK;
  }
  if (!bag_document(s, &bag)) {
    st = no_memory(err);
  } else if (fwrite(&bag.n, sizeof(bag.n), 1, s->words) != 1 ||
             (bag.n && fwrite(bag.words, sizeof(*bag.words), bag.n, s->words) !=
                         bag.n)) {
    st = failed(err);
  } else {
    acta_word_counts_add(s->counts, &bag);
  }
  acta_bag_release(&bag);
  return st;
}

static bool copy(acta_stories *s, acta_str text, acta_str *out)
{
  *out = (acta_str){acta_arena_dup(s->arena, text.p, text.n), text.n};
  return out->p;
}

acta_status acta_stories_begin(acta_stories *s, acta_str title, acta_error *err)
{
  const acta_status st = end_document(s, err);
  acta_arena_reset(s->arena);
  s->n = 0;
  s->documents++;
  return st || copy(s, title, &s->title) ? st : no_memory(err);
}

uint64_t acta_stories_number(const acta_stories *s)
{
  return s->documents - 1;
}

acta_status acta_stories_add(acta_stories *s, const acta_record_event *e,
                             const acta_block_entry *entry, uint32_t class,
                             acta_error             *err)
{
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    const acta_record_span *span      = &e->mentions[i].sentence;
    void                   *sentences = s->sentences;
    told_sentence           x         = {span->begin, {"", 0}};
    if (!acta_vec_grow(&sentences, s->n, &s->cap, sizeof(*s->sentences))) {
      return no_memory(err);
    }
    s->sentences = sentences;
    if (!copy(s, span->text, &x.text)) {
      return no_memory(err);
    }
    s->sentences[s->n++] = x;
  }
  const story_event event = {*entry, class};
  return class == ACTA_NO || fwrite(&event, sizeof(event), 1, s->events) == 1
           ? ACTA_OK
           : failed(err);
}

// ---- second pass

static acta_status read_bag(acta_stories *s, acta_bag *bag, acta_error *err)
{
  size_t n = 0;
  if (fread(&n, sizeof(n), 1, s->words) != 1) {
    return failed(err);
  }
  bag->words = malloc((n + 1) * sizeof(*bag->words));
  bag->n     = n;
  if (!bag->words) {
    return no_memory(err);
  }
  return fread(bag->words, sizeof(*bag->words), n, s->words) == n ? ACTA_OK
                                                                  : failed(err);
}

static acta_status weigh(acta_stories *s, acta_story *story, acta_error *err)
{
  acta_bag    bag = {NULL, 0, 0};
  acta_status st  = read_bag(s, &bag, err);
  if (!st && !acta_story_make(s->counts, &bag, story)) {
    st = no_memory(err);
  }
  acta_bag_release(&bag);
  return st || fwrite(story, sizeof(*story), 1, s->weighed) == 1 ? st
                                                                 : failed(err);
}

static acta_status add_keys(const acta_ontology *o, acta_sorter *sorter,
                            const story_event *event, const acta_story *top,
                            uint32_t n, acta_error *err)
{
  uint32_t       above[8];
  const uint32_t n_above = acta_top_classes(o, event->class, above);
  acta_status    st      = ACTA_OK;
  for (uint32_t i = 0; !st && i < n_above * n; ++i) {
    acta_block_entry x    = event->entry;
    const uint32_t   word = top->words[i / n_above].word;
    const acta_str   name = acta_class_at(o, above[i % n_above])->name;
    x.key = acta_hash64(&word, sizeof(word), acta_hash64(name.p, name.n, 1));
    st    = acta_sorter_add(sorter, &x, err);
  }
  return st;
}

acta_status acta_stories_finish(acta_stories *s, const acta_ontology *o,
                                acta_sorter *sorter, acta_error *err)
{
  acta_status st = end_document(s, err);
  story_event event;
  rewind(s->words);
  rewind(s->events);
  bool any = fread(&event, sizeof(event), 1, s->events) == 1;
  for (uint64_t i = 0; !st && i < s->documents; ++i) {
    acta_story story;
    st               = weigh(s, &story, err);
    const uint32_t n = st ? 0 : acta_story_top(&story, KEYS);
    while (!st && any && event.entry.story == i) {
      st  = add_keys(o, sorter, &event, &story, n, err);
      any = fread(&event, sizeof(event), 1, s->events) == 1;
    }
  }
  return st || fflush(s->weighed) == 0 ? st : failed(err);
}

acta_status acta_stories_get(acta_stories *s, uint64_t number,
                             const acta_record_event *e, acta_story *document,
                             acta_story *sentence, acta_error *err)
{
  acta_bag bag = {NULL, 0, 0};
  bool     ok  = true;
  for (uint32_t i = 0; ok && i < e->n_mentions; ++i) {
    ok = acta_bag_add(&bag, e->mentions[i].sentence.text);
  }
  acta_bag_close(&bag);
  ok = ok && acta_story_make(s->counts, &bag, sentence);
  acta_bag_release(&bag);
  if (!ok) {
    return no_memory(err);
  }
  const off_t at = (off_t)(number * sizeof(*document));
  return fseeko(s->weighed, at, SEEK_SET) == 0 &&
             fread(document, sizeof(*document), 1, s->weighed) == 1
           ? ACTA_OK
           : failed(err);
}
