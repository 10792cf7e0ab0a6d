// SPDX-License-Identifier: MIT
/// @file conllu.h  Documents as CoNLL-U (universaldependencies.org/format) and
/// back.
///
/// MISC carries SpaceAfter=No, TokenRange=begin:end (code points), NER=B-PER
/// (IOB2), Timex=B-DATE with TimexValue= on the first token, and Entity= as in
/// CorefUD: "(e3-person-2-name-IRI" where a mention begins and "e3)" where it
/// ends: entity, type, position of the head in the mention, kind, IRI if known.
#ifndef ACTA_LANGUAGE_CONLLU_H
#define ACTA_LANGUAGE_CONLLU_H

#include "base/buf.h"

#include <acta/document.h>

/// A CoNLL-U text being read document by document.  Zero it and set `text`.
typedef struct {
  acta_str text; ///< What is left; borrowed, forms and all are copied
  unsigned line; ///< Lines read
  acta_str id;   ///< Of the document that comes next
  bool     begun;
} acta_conllu;

/**
   Read the next document, up to the next "# newdoc", into `doc`, which is zero
   but for `arena`.  Its text is rebuilt from the forms: sentences are one space
   apart, paragraphs (# newpar) a block each and an empty line apart.
   @return ACTA_END if there is none; ACTA_E_SYNTAX with line if the text is not
   CoNLL-U: wrong columns or ids, invalid UTF-8, heads that are no tree with one
   root (heads may be "_" throughout a sentence: then it has no tree).
*/
acta_status acta_conllu_next(acta_conllu *in, acta_document *doc,
                             acta_error *err);

/// Append `doc` to `out`.  ACTA_E_NOMEM if that is what happened.
acta_status acta_conllu_write(acta_buf *out, const acta_document *doc,
                              acta_error *err);

/// Names of acta_entity_type in Entity=; shared by reader and writer.
extern const char *const acta_conllu_types[ACTA_N_ENT];

#endif
