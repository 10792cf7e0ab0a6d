// SPDX-License-Identifier: MIT
/// @file pipeline.h  Articles in, event records out, on several threads.
/// Whatever the number of threads, articles come out in the order they went
/// in, and memory holds a few articles at a time.
#ifndef ACTA_PIPELINE_H
#define ACTA_PIPELINE_H

#include <acta/language.h>
#include <acta/ontology.h>
#include <acta/read.h>
#include <acta/record.h>

/// What became of one article, borrowed until the callback returns.
typedef struct {
  const char       *path;   ///< Input that it came from
  acta_status       status; ///< ACTA_OK, or why it (or the whole input) failed
  const acta_error *error;
  const acta_document        *article;  ///< Text and tree
  const acta_record_document *document; ///< NULL unless ACTA_OK
  const acta_record_event    *events;
  uint32_t                    n_events;
  acta_str                    explanation; ///< Lines, if asked for
} acta_result_article;

/// What to do; zero it first.
typedef struct {
  const acta_ontology        *ontology;
  const acta_model           *model;
  const acta_article_options *reading; ///< May be NULL
  unsigned                    jobs;    ///< Threads, 0: one
  bool                        explain; ///< Say why events were found or not
  const char *const          *paths;   ///< Inputs; "-" is standard input
  size_t                      n_paths;
  /// Called from the thread that runs the pipeline, once an article and once
  /// for an input that cannot be opened, in input order.  A status other than
  /// ACTA_OK stops the run.
  acta_status (*deliver)(void *user, const acta_result_article *result,
                         acta_error *err);
  void *user;
} acta_pipeline;

/**
   Read, annotate, extract and fuse every article.  What is wrong with one
   article is told to `deliver` and stops nothing.
   @return ACTA_OK, what `deliver` returned, ACTA_E_NOMEM, ACTA_E_ARG.
*/
ACTA_API ACTA_NODISCARD acta_status acta_pipeline_run(const acta_pipeline *p,
                                                      acta_error          *err);

#endif // ACTA_PIPELINE_H
