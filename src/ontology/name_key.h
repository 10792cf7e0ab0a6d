// SPDX-License-Identifier: MIT
/// @file name_key.h  The form under which names are looked up.
#ifndef ACTA_ONTOLOGY_NAME_KEY_H
#define ACTA_ONTOLOGY_NAME_KEY_H

#include <acta/str.h>

/// Longest key in bytes; longer names have none.
#define ACTA_NAME_KEY_MAX 200

/**
   Write the key of `name` (valid UTF-8) into `out`: case folded, diacritics
   and the characters . , dropped, hyphens and white space one blank, curly
   apostrophes straight.  "Kim Jong-un", "KIM JONG UN" and "Kim Jong Un" have
   the same key.
   @return Length, or 0 if nothing is left or the key would be too long.
*/
size_t acta_name_key(acta_str name, char out[ACTA_NAME_KEY_MAX]);

#endif
