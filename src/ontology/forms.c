// SPDX-License-Identifier: MIT
// Regular English inflection undone, as far as the lexicon knows the result: a
// help where the lemma of a rare word was guessed wrong.
#include <acta/ontology.h>

#define MAX_FORM 48

// A stem, perhaps with a letter put on or one of two equal ones taken off.
static const acta_frame *const *try_stem(const acta_ontology *o, char *stem,
                                         size_t n, acta_upos upos,
                                         size_t *count)
{
  const acta_frame *const *f =
    acta_frames_find(o, (acta_str){stem, n}, upos, count);
  if (*count || n < 3) {
    return f;
  }
  if (stem[n - 1] == stem[n - 2]) { // "stopp", "shell" was tried above
    f = acta_frames_find(o, (acta_str){stem, n - 1}, upos, count);
  }
  if (!*count && stem[n - 1] == 'i') { // "tri"
    stem[n - 1] = 'y';
    f           = acta_frames_find(o, (acta_str){stem, n}, upos, count);
    stem[n - 1] = 'i';
  }
  if (!*count) { // "invad"
    stem[n] = 'e';
    f       = acta_frames_find(o, (acta_str){stem, n + 1}, upos, count);
  }
  return f;
}

// "clashes", "goes", but "aides" is no plural of "aid".
static bool takes_es(char before)
{
  return before && strchr("hosxz", before);
}

const acta_frame *const *acta_frames_find_form(const acta_ontology *o,
                                               acta_str form, acta_upos upos,
                                               size_t *n)
{
  static const char *const verb[] = {"ing", "ed", "es", "s", ""};
  static const char *const noun[] = {"es", "s", ""};
  const char *const       *ends   = upos == ACTA_VERB ? verb : noun;
  char                     low[MAX_FORM + 2];
  *n = 0;
  if ((upos != ACTA_VERB && upos != ACTA_NOUN) || form.n > MAX_FORM) {
    return NULL;
  }
  for (size_t i = 0; i < form.n; ++i) {
    const char c = form.p[i];
    low[i]       = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  for (; **ends; ++ends) {
    const acta_str end = acta_str_of(*ends);
    if (form.n > end.n + 2 && acta_str_ends((acta_str){low, form.n}, end) &&
        (strcmp(*ends, "es") != 0 || takes_es(low[form.n - 3]))) {
      const acta_frame *const *f = try_stem(o, low, form.n - end.n, upos, n);
      if (*n) {
        return f;
      }
    }
  }
  return NULL;
}
