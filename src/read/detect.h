// SPDX-License-Identifier: MIT
/// @file detect.h  In which language is a text?
/// Counts of function words (ontology/languages.tsv) and of scripts over the
/// first words; a text is called English unless another language clearly
/// fits better, so short texts and lists of names pass.
#ifndef ACTA_READ_DETECT_H
#define ACTA_READ_DETECT_H

#include <acta/str.h>

/// BCP 47 code of the language of `text` (valid UTF-8); static storage.
/// "und": letters of an unknown script.
const char *acta_language_detect(acta_str text);

#endif
