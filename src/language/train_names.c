// SPDX-License-Identifier: MIT
#include "language/train_names.h"

#include "language/analyse.h"
#include "language/names.h"

enum { NAME_EPOCHS = 8, MAX_PARTS = 64 };

static const char section_name[] = "names";

// Names are learnt over the text as the finished model reads it, but it may not
// know the words: it was learnt from the same text, and names should see as
// many wrong tags here as they will on other text.
static acta_status learn(acta_analyser            *reader,
                         const acta_train_options *options, acta_buf *section,
                         acta_error *err)
{
  reader->network.forgets = true;
  acta_names_text *texts  = NULL;
  size_t           n      = 0;
  acta_arena      *arena  = acta_arena_new(0);
  acta_status      status = ACTA_OK;
  if (!arena) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  acta_log_msg(options->log, ACTA_LOG_INFO, "learning names");
  status = acta_names_read(arena, options->names, &texts, &n, err);
  for (size_t i = 0; i < n && !status; ++i) {
    status = acta_analyse(reader, &texts[i].doc, err);
  }
  if (!status) {
    status =
      acta_names_train(texts, n, options->ontology, NAME_EPOCHS, section, err);
  }
  acta_arena_free(arena);
  return status;
}

acta_status acta_train_names(const acta_model_file    *base,
                             const acta_train_options *options, FILE *out,
                             acta_error *err)
{
  acta_model_part parts[MAX_PARTS + 1];
  acta_analyser   reader;
  acta_buf        section = {NULL, 0, 0, false};
  size_t          n       = 0;
  acta_status     status  = acta_analyser_view(&reader, base, err);
  if (!status) {
    status = learn(&reader, options, &section, err);
  }
  for (uint32_t i = 0; i < base->n_sections && n < MAX_PARTS; ++i) {
    parts[n] = acta_model_part_at(base, i);
    n += strcmp(parts[n].name, section_name) != 0;
  }
  if (!status) {
    parts[n++] = (acta_model_part){section_name, acta_buf_as_str(&section)};
    acta_log_msg(options->log, ACTA_LOG_INFO, "section %s: %zu bytes",
                 section_name, section.n);
    status = acta_model_file_write(out, parts, n, err);
  }
  acta_buf_release(&section);
  return status;
}
