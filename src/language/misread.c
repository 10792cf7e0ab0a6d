// SPDX-License-Identifier: MIT
#include "language/misread.h"

#include "language/morph.h"
#include "language/ud.h"
#include "language/word.h"

#include <string.h>

static bool is_one_of(uint8_t xpos, const uint8_t *set, size_t n)
{
  return memchr(set, xpos, n) != NULL;
}

// No word of these classes is new, but for some prepositions.
static bool is_closed(uint8_t xpos)
{
  static const uint8_t closed[] = {
    ACTA_XPOS_CC,  ACTA_XPOS_DT,  ACTA_XPOS_EX,  ACTA_XPOS_MD,
    ACTA_XPOS_PDT, ACTA_XPOS_POS, ACTA_XPOS_PRP, ACTA_XPOS_PRP_POSS,
    ACTA_XPOS_TO,  ACTA_XPOS_WDT, ACTA_XPOS_WP,  ACTA_XPOS_WP_POSS,
    ACTA_XPOS_WRB};
  return is_one_of(xpos, closed, sizeof closed);
}

static bool is_preposition(uint8_t xpos)
{
  return xpos == ACTA_XPOS_IN || xpos == ACTA_XPOS_RP;
}

static bool is_adverb(uint8_t xpos)
{
  return xpos == ACTA_XPOS_RB || xpos == ACTA_XPOS_RBR;
}

static bool is_verb(uint8_t xpos)
{
  static const uint8_t verb[] = {ACTA_XPOS_VB,  ACTA_XPOS_VBD, ACTA_XPOS_VBG,
                                 ACTA_XPOS_VBN, ACTA_XPOS_VBP, ACTA_XPOS_VBZ};
  return is_one_of(xpos, verb, sizeof verb);
}

static bool is_other(uint8_t xpos)
{
  return xpos == ACTA_XPOS_FW || xpos == ACTA_XPOS_UH;
}

static bool has_letters_only(acta_str form)
{
  bool only = form.n > 1;
  for (size_t i = 0; i < form.n && only; ++i) {
    const unsigned char c = (unsigned char)form.p[i];
    only =
      c >= 0x80 || c == '-' || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }
  return only;
}

static bool has_capital(acta_str form)
{
  acta_word w;
  acta_word_init(&w, form);
  return (w.flags & ACTA_WORD_UPPER) != 0;
}

// Does the sentence write most of its words so?
static bool is_title(const acta_token *tokens, uint32_t n)
{
  uint32_t words = 0, capitals = 0;
  for (uint32_t i = 0; i < n; ++i) {
    if (tokens[i].form.n > 3 && has_letters_only(tokens[i].form)) {
      ++words;
      capitals += has_capital(tokens[i].form);
    }
  }
  return words > 2 && capitals * 10 >= words * 7;
}

static bool is_first(const acta_token *tokens, uint32_t i)
{
  return i == 0 || tokens[i - 1].upos == ACTA_PUNCT ||
         tokens[i - 1].upos == ACTA_SYM;
}

// "Boeing says", "Boeing's": first in its sentence before a verb, and no form
// of a verb that is known.
static bool begins_as_subject(const acta_token *t, const acta_token *next)
{
  return ((next->upos == ACTA_VERB && acta_xpos_is_finite(next->xpos)) ||
          next->xpos == ACTA_XPOS_POS) &&
         !acta_morph_knows_verb(t->form);
}

// "to Taser him", "will Google it".
static bool has_object_pronoun(const acta_token *tokens, uint32_t n, uint32_t i)
{
  return i + 1 < n && tokens[i + 1].xpos == ACTA_XPOS_PRP &&
         (tokens[i - 1].xpos == ACTA_XPOS_TO ||
          tokens[i - 1].xpos == ACTA_XPOS_MD);
}

// A verb with a capital that its place does not explain.
static bool is_odd_verb(const acta_token *tokens, uint32_t n, uint32_t i)
{
  if (is_first(tokens, i)) {
    return i + 1 < n && begins_as_subject(tokens + i, tokens + i + 1);
  }
  return !has_object_pronoun(tokens, n, i) && !is_title(tokens, n);
}

static bool is_new_name(const acta_token *tokens, uint32_t n, uint32_t i)
{
  const acta_token *t = tokens + i;
  if (!has_letters_only(t->form)) {
    return false;
  }
  if (is_verb(t->xpos)) {
    return is_odd_verb(tokens, n, i);
  }
  return is_closed(t->xpos) ||
         (is_adverb(t->xpos) && !acta_str_ends(t->form, ACTA_STR("ly")));
}

bool acta_misread(const acta_token *tokens, uint32_t n, uint32_t i, bool known)
{
  const acta_token *t = tokens + i;
  acta_word         word;
  acta_word_init(&word, t->form);
  if (!(word.flags & ACTA_WORD_UPPER)) {
    return false;
  }
  if (t->name == ACTA_ENT_NONE) {
    return !known && is_new_name(tokens, n, i);
  }
  if (is_closed(t->xpos) || is_preposition(t->xpos)) {
    return !known || (word.flags & ACTA_WORD_CAPS);
  }
  return is_verb(t->xpos) || is_adverb(t->xpos) || is_other(t->xpos);
}
