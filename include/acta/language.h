// SPDX-License-Identifier: MIT
/// @file language.h  Reading English: from an article's text to sentences,
/// tokens, tags, trees, names, dates, mentions and entities.
#ifndef ACTA_LANGUAGE_H
#define ACTA_LANGUAGE_H

#include <acta/document.h>
#include <acta/ontology.h>

/// What was learnt from annotated text.  Immutable, shared by threads.
typedef struct acta_model acta_model;

/**
   Map the model file `path`; NULL: en.model in $ACTA_DATA, beside the program,
   or in the installed folder.  ACTA_E_SYNTAX if the file is damaged.
*/
ACTA_API ACTA_NODISCARD acta_status acta_model_open(const char  *path,
                                                    acta_model **out,
                                                    acta_error  *err);
ACTA_API void                       acta_model_free(acta_model *m);

/**
   Fill in all that can be known about `doc`: sentences and tokens (unless it
   has some, which are kept), tags and lemmas, trees, names, dates, mentions and
   entities.  `ontology` brings the gazetteer and may be NULL: then names come
   from the model alone and nothing is linked.  Results are on doc->arena.
   Thread-safe for different documents.
*/
ACTA_API ACTA_NODISCARD acta_status acta_annotate(const acta_model    *m,
                                                  const acta_ontology *ontology,
                                                  acta_document       *doc,
                                                  acta_error          *err);

#endif // ACTA_LANGUAGE_H
