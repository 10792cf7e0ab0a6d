// SPDX-License-Identifier: MIT
#include "language/train.h"

#include "language/morph.h"
#include "language/network_train.h"
#include "language/segment.h"
#include "language/train_names.h"
#include "language/treebank.h"

#include <stdlib.h>

enum { SEGMENT_EPOCHS = 8, NETWORK_EPOCHS = 36 };
enum { SEGMENT, MORPH, NETWORK, N_SECTIONS };

// A training run.
typedef struct {
  acta_treebank   bank;
  acta_buf        sections[N_SECTIONS];
  const acta_log *log;
} run;

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static acta_status learn(run *r, unsigned epochs, acta_error *err)
{
  const acta_net_lesson lesson = {r->bank.docs, r->bank.n,
                                  epochs ? epochs : NETWORK_EPOCHS, r->log};
  acta_log_msg(r->log, ACTA_LOG_INFO, "learning sentences and tokens");
  acta_status status = acta_segmenter_train(
    r->bank.docs, r->bank.n, SEGMENT_EPOCHS, r->sections + SEGMENT, err);
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning lemmas");
    status =
      acta_morph_train(r->bank.docs, r->bank.n, r->sections + MORPH, err);
  }
  if (!status) {
    acta_log_msg(r->log, ACTA_LOG_INFO, "learning tags and trees");
    status = acta_network_train(&lesson, r->sections + NETWORK, err);
  }
  return status;
}

static acta_status write_model(const run *r, FILE *out, acta_error *err)
{
  static const char *const names[N_SECTIONS] = {"segment", "morph", "network"};
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
  if (!status) {
    acta_treebank_project(&r.bank);
    status = learn(&r, options->epochs, err);
  }
  if (!status) {
    status = options->names ? finish_with_names(&r, options, out, err)
                            : write_model(&r, out, err);
  }
  for (size_t i = 0; i < N_SECTIONS; ++i) {
    acta_buf_release(r.sections + i);
  }
  acta_treebank_release(&r.bank);
  return status;
}
