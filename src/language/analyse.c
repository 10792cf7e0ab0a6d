// SPDX-License-Identifier: MIT
#include "language/analyse.h"

acta_status acta_analyser_view(acta_analyser *a, const acta_model_file *m,
                               acta_error *err)
{
  const acta_str network = acta_model_section(m, "network");
  const acta_str morph   = acta_model_section(m, "morph");
  const acta_str seg     = acta_model_section(m, "segment");
  acta_status    status  = ACTA_OK;
  *a                     = (acta_analyser){.has_network = network.p != NULL};
  a->has_segmenter       = seg.p != NULL;
  a->has_morph           = network.p && morph.p;
  if (a->has_segmenter) {
    status = acta_segmenter_view(&a->segmenter, seg, err);
  }
  if (a->has_network && !status) {
    status = acta_network_view(&a->network, network, err);
  }
  if (a->has_morph && !status) {
    status = acta_morph_view(&a->morph, morph, err);
  }
  return status;
}

static acta_status analyse_sentence(const acta_analyser *a, acta_document *doc,
                                    acta_sentence *s, acta_arena *scratch,
                                    acta_error *err)
{
  acta_status status = acta_network_run(&a->network, doc, s, scratch, err);
  if (a->has_morph && !status) {
    status = acta_morph_run(&a->morph, doc->tokens + s->begin,
                            s->end - s->begin, doc->arena, err);
  }
  if (!status) {
    acta_morph_finish(doc->tokens, s->begin, s->end);
  }
  return status;
}

// All sentences, or only those in which a name was misread.
static acta_status analyse_sentences(const acta_analyser *a, acta_document *doc,
                                     bool misread, acta_error *err)
{
  acta_arena *scratch = acta_arena_new(0);
  acta_status status  = ACTA_OK;
  if (!scratch) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; a->has_network && i < doc->n_sentences && !status; ++i) {
    acta_sentence *s = doc->sentences + i;
    if (!misread || acta_network_misread(&a->network, doc, s)) {
      status = analyse_sentence(a, doc, s, scratch, err);
    }
  }
  acta_arena_free(scratch);
  return status;
}

acta_status acta_analyse(const acta_analyser *a, acta_document *doc,
                         acta_error *err)
{
  acta_status status = ACTA_OK;
  if (a->has_segmenter && !doc->n_tokens) {
    status = acta_segmenter_run(&a->segmenter, doc, err);
  }
  return status ? status : analyse_sentences(a, doc, false, err);
}

acta_status acta_analyse_names(const acta_analyser *a, acta_document *doc,
                               acta_error *err)
{
  return analyse_sentences(a, doc, true, err);
}
