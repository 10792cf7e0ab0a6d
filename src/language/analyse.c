// SPDX-License-Identifier: MIT
#include "language/analyse.h"

acta_status acta_analyser_view(acta_analyser *a, const acta_model_file *m,
                               acta_error *err)
{
  const acta_str tags   = acta_model_section(m, "tags");
  const acta_str tree   = acta_model_section(m, "tree");
  const acta_str labels = acta_model_section(m, "labels");
  const acta_str morph  = acta_model_section(m, "morph");
  const acta_str seg    = acta_model_section(m, "segment");
  acta_status    status = ACTA_OK;
  *a                    = (acta_analyser){.has_tagger = tags.p != NULL};
  a->has_parser         = tags.p && tree.p && labels.p;
  a->has_segmenter      = seg.p != NULL;
  if (a->has_segmenter) {
    status = acta_segmenter_view(&a->segmenter, seg, err);
  }
  if (a->has_tagger && !status) {
    status = acta_tagger_view(&a->tagger, tags, err);
  }
  a->has_morph = tags.p && morph.p;
  if (a->has_morph && !status) {
    status = acta_morph_view(&a->morph, morph, err);
  }
  if (a->has_parser && !status) {
    status = acta_parser_view(&a->parser, tree, labels,
                              acta_model_section(m, "revise"), err);
  }
  return status;
}

static acta_status analyse_sentence(const acta_analyser *a, acta_document *doc,
                                    acta_sentence *s, acta_arena *scratch,
                                    acta_error *err)
{
  const uint32_t   n       = s->end - s->begin;
  acta_word       *words   = acta_arena_alloc(scratch, n + 1U, sizeof(*words));
  uint8_t         *classes = acta_arena_alloc(scratch, n + 1U, 1);
  acta_parse_input in   = {words, classes, doc->tokens + s->begin, n, s->begin};
  uint32_t         root = 0;
  acta_status      status = ACTA_OK;
  if (!words || !classes) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; i < n; ++i) {
    acta_word_init(words + i, in.tokens[i].form);
  }
  acta_tagger_run(&a->tagger, in.tokens, words, n, classes);
  if (a->has_morph) {
    status = acta_morph_run(&a->morph, in.tokens, n, doc->arena, err);
  }
  if (a->has_parser && !status) {
    status  = acta_parser_run(&a->parser, &in, scratch, &root, err);
    s->root = s->begin + root;
    acta_morph_finish(doc->tokens, s->begin, s->end);
  }
  return status;
}

acta_status acta_analyse(const acta_analyser *a, acta_document *doc,
                         acta_error *err)
{
  acta_arena *scratch = acta_arena_new(0);
  acta_status status  = ACTA_OK;
  if (!scratch) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (a->has_segmenter && !doc->n_tokens) {
    status = acta_segmenter_run(&a->segmenter, doc, err);
  }
  for (uint32_t i = 0; a->has_tagger && i < doc->n_sentences && !status; ++i) {
    acta_arena_reset(scratch);
    status = analyse_sentence(a, doc, doc->sentences + i, scratch, err);
  }
  acta_arena_free(scratch);
  return status;
}
