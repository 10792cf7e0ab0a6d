// SPDX-License-Identifier: MIT
#include "language/train.h"

#include "language/morph.h"
#include "language/parser.h"
#include "language/revise_train.h"
#include "language/segment.h"
#include "language/tagger.h"
#include "language/train_names.h"
#include "language/treebank.h"

#include <stdlib.h>

enum {
  SEGMENT_EPOCHS   = 8,
  FOLDS            = 4,
  FOLD_EPOCHS      = 5,
  TAG_EPOCHS       = 8,
  TREE_EPOCHS      = 8,
  TREE_FOLDS       = 2,
  FOLD_TREE_EPOCHS = 3,
  LABEL_EPOCHS     = 6,
  REVISE_EPOCHS    = 6
};
enum { SEGMENT, MORPH, TAGS, TREE, LABELS, REVISE, N_SECTIONS };

// A training run.
typedef struct {
  acta_treebank       bank;
  acta_parse_example *examples;
  uint32_t          **heads; ///< Predicted, per document
  acta_buf            sections[N_SECTIONS];
  const acta_log     *log;
} run;

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// Tags `doc` with `t`, replacing the gold tags, and remembers the classes.
static acta_status retag(acta_treebank *bank, acta_document *doc,
                         const acta_tagger *t, acta_parse_example *x)
{
  acta_word *words =
    acta_arena_alloc(bank->arena, doc->n_tokens + 1U, sizeof(*words));
  uint8_t *classes = acta_arena_alloc(bank->arena, doc->n_tokens + 1U, 1);
  if (!words || !classes) {
    return ACTA_E_NOMEM;
  }
  for (uint32_t i = 0; i < doc->n_tokens; ++i) {
    acta_word_init(words + i, doc->tokens[i].form);
  }
  for (uint32_t s = 0; s < doc->n_sentences; ++s) {
    const acta_sentence *k = doc->sentences + s;
    acta_tagger_run(t, doc->tokens + k->begin, words + k->begin,
                    k->end - k->begin, classes + k->begin);
  }
  *x = (acta_parse_example){doc, words, classes};
  return ACTA_OK;
}

static acta_status learn_tagger(const acta_tagger_lesson *lesson,
                                acta_buf *section, acta_tagger *t,
                                acta_error *err)
{
  const acta_status status = acta_tagger_train(lesson, section, err);
  return status ? status : acta_tagger_view(t, acta_buf_as_str(section), err);
}

// Trees must be learnt over tags as they are predicted, so every document is
// tagged by a tagger that has not seen it.
static acta_status learn_tags(run *r, acta_error *err)
{
  acta_buf           sections[FOLDS] = {{NULL, 0, 0, false}};
  acta_tagger        taggers[FOLDS];
  acta_tagger_lesson lesson = {r->bank.docs, r->bank.n, TAG_EPOCHS, 0, 0};
  acta_tagger        tagger;
  acta_status status = learn_tagger(&lesson, r->sections + TAGS, &tagger, err);
  for (unsigned f = 0; f < FOLDS && !status; ++f) {
    lesson =
      (acta_tagger_lesson){r->bank.docs, r->bank.n, FOLD_EPOCHS, FOLDS, f};
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning tags, fold %u", f + 1);
    status = learn_tagger(&lesson, sections + f, taggers + f, err);
  }
  for (size_t d = 0; d < r->bank.n && !status; ++d) {
    status =
      retag(&r->bank, r->bank.docs + d, taggers + d % FOLDS, r->examples + d);
  }
  for (unsigned f = 0; f < FOLDS; ++f) {
    acta_buf_release(sections + f);
  }
  return status == ACTA_E_NOMEM ? no_memory(err) : status;
}

// Parses the documents of one fold with a parser that has not seen them.
static acta_status parse_fold(run *r, const acta_parser *p, unsigned fold,
                              acta_error *err)
{
  acta_arena *scratch = acta_arena_new(0);
  acta_status status  = scratch ? ACTA_OK : no_memory(err);
  for (size_t d = fold; d < r->bank.n && !status; d += TREE_FOLDS) {
    const acta_parse_example *x = r->examples + d;
    r->heads[d] = acta_arena_alloc(r->bank.arena, x->doc->n_tokens + 1U,
                                   sizeof(**r->heads));
    if (!r->heads[d]) {
      status = no_memory(err);
    }
    for (uint32_t s = 0; s < x->doc->n_sentences && !status; ++s) {
      const acta_sentence   *k  = x->doc->sentences + s;
      const acta_parse_input in = {x->words + k->begin, x->classes + k->begin,
                                   x->doc->tokens + k->begin, k->end - k->begin,
                                   k->begin};
      acta_arena_reset(scratch);
      status = acta_parser_tree(p, &in, r->heads[d] + k->begin, scratch, err);
    }
  }
  acta_arena_free(scratch);
  return status;
}

static acta_status learn_revisions(run *r, acta_error *err)
{
  acta_status status = ACTA_OK;
  for (unsigned f = 0; f < TREE_FOLDS && !status; ++f) {
    const acta_parser_lesson lesson = {r->examples, r->bank.n, FOLD_TREE_EPOCHS,
                                       TREE_FOLDS, f};
    acta_buf                 tree   = {NULL, 0, 0, false};
    acta_parser              p      = {.revises = false};
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning trees, fold %u", f + 1);
    status = acta_parser_train(&lesson, &tree, err);
    if (!status) {
      acta_cursor c = {acta_buf_as_str(&tree), false};
      status        = acta_pairs_view(&p.actions, &c, err);
    }
    status = status ? status : parse_fold(r, &p, f, err);
    acta_buf_release(&tree);
  }
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning revisions");
    status = acta_revise_train(r->examples, r->heads, r->bank.n, REVISE_EPOCHS,
                               r->sections + REVISE, err);
  }
  return status;
}

static acta_status learn_trees(run *r, acta_error *err)
{
  acta_parser_lesson lesson = {r->examples, r->bank.n, LABEL_EPOCHS, 0, 0};
  acta_log_msg(r->log, ACTA_LOG_INFO, "learning relations");
  acta_status status = acta_labels_train(&lesson, r->sections + LABELS, err);
  status             = status ? status : learn_revisions(r, err);
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning trees");
    lesson.epochs = TREE_EPOCHS;
    status        = acta_parser_train(&lesson, r->sections + TREE, err);
  }
  return status;
}

static acta_status learn(run *r, acta_error *err)
{
  acta_log_msg(r->log, ACTA_LOG_INFO, "learning sentences and tokens");
  acta_status status = acta_segmenter_train(
    r->bank.docs, r->bank.n, SEGMENT_EPOCHS, r->sections + SEGMENT, err);
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning lemmas");
    status =
      acta_morph_train(r->bank.docs, r->bank.n, r->sections + MORPH, err);
  }
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning tags");
    status = learn_tags(r, err);
  }
  return status ? status : learn_trees(r, err);
}

static acta_status write_model(const run *r, FILE *out, acta_error *err)
{
  static const char *const names[N_SECTIONS] = {"segment", "morph",  "tags",
                                                "tree",    "labels", "revise"};
  acta_model_part          parts[N_SECTIONS];
  for (size_t i = 0; i < N_SECTIONS; ++i) {
    parts[i] = (acta_model_part){names[i], acta_buf_as_str(r->sections + i)};
    acta_log_msg(r->log, ACTA_LOG_INFO, "section %s: %zu bytes", names[i],
                 parts[i].bytes.n);
  }
  return acta_model_file_write(out, parts, N_SECTIONS, err);
}

// Names come last: they are learnt over what the rest of the model tells.
static acta_status finish_with_names(const run                *r,
                                     const acta_train_options *options,
                                     FILE *out, acta_error *err)
{
  char           *bytes  = NULL;
  size_t          n      = 0;
  FILE           *memory = open_memstream(&bytes, &n);
  acta_model_file base;
  acta_status status = memory ? write_model(r, memory, err) : no_memory(err);
  if (memory && fclose(memory) && !status) {
    status = no_memory(err);
  }
  status =
    status ? status : acta_model_file_view(&base, (acta_str){bytes, n}, err);
  status = status ? status : acta_train_names(&base, options, out, err);
  free(bytes);
  return status;
}

acta_status acta_train(const acta_train_options *options, FILE *out,
                       acta_error *err)
{
  run         r      = {.log = options->log};
  acta_status status = ACTA_OK;
  for (size_t i = 0; options->treebanks[i] && !status; ++i) {
    status = acta_treebank_read(&r.bank, options->treebanks[i], err);
  }
  if (!status && !r.bank.n) {
    status = acta_fail(err, ACTA_E_ARG, "no sentences to learn from");
  }
  r.examples = calloc(r.bank.n + 1, sizeof(*r.examples));
  r.heads    = calloc(r.bank.n + 1, sizeof(*r.heads));
  if (!status && (!r.examples || !r.heads)) {
    status = no_memory(err);
  }
  if (!status) {
    acta_treebank_project(&r.bank);
    status = learn(&r, err);
  }
  if (!status) {
    status = options->names ? finish_with_names(&r, options, out, err)
                            : write_model(&r, out, err);
  }
  for (size_t i = 0; i < N_SECTIONS; ++i) {
    acta_buf_release(r.sections + i);
  }
  free(r.examples);
  free(r.heads);
  acta_treebank_release(&r.bank);
  return status;
}
