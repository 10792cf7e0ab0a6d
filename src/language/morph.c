// SPDX-License-Identifier: MIT
#include "language/morph.h"

#include "base/hash.h"
#include "base/rows.h"
#include "base/utf8.h"
#include "language/ud.h"

#include <utf8proc.h>

// Longest base in the list of verbs.
enum { LONGEST_BASE = 24 };

static const acta_row verbs[] = {
#include "verbs-en.inc"
};

acta_status acta_morph_view(acta_morph *m, acta_str section, acta_error *err)
{
  acta_cursor c      = {section, false};
  m->n_scripts       = acta_cursor_u32(&c);
  m->n_feats         = acta_cursor_u32(&c);
  m->scripts         = acta_cursor_array(&c, m->n_scripts, sizeof(*m->scripts));
  m->feats           = acta_cursor_array(&c, m->n_feats, sizeof(*m->feats));
  acta_status status = acta_numbers_view(&m->rules, &c, err);
  status = status ? status : acta_numbers_view(&m->feat_of, &c, err);
  for (uint32_t i = 0; !status && i < m->n_scripts; ++i) {
    if (m->scripts[i].n > ACTA_MORPH_TEXT) {
      status = acta_fail(err, ACTA_E_SYNTAX, "model: lemmas are damaged");
    }
  }
  return status;
}

// How a form is written, as far as its lemma depends on it: "HANO", "NiMo".
enum { PLAIN, CAPITALS, MIXED };

static unsigned case_of(acta_str form)
{
  size_t upper = 0, lower = 0;
  bool   inside = false; // a capital behind the first character
  for (size_t i = 0; i < form.n; ++i) {
    const bool capital = form.p[i] >= 'A' && form.p[i] <= 'Z';
    upper += capital;
    lower += form.p[i] >= 'a' && form.p[i] <= 'z';
    inside = inside || (capital && i);
  }
  if (upper == form.n && form.n > 1) {
    return CAPITALS;
  }
  return inside && lower ? MIXED : PLAIN;
}

uint64_t acta_morph_key(const acta_token *t, acta_str s, bool whole)
{
  const uint64_t tag = (t->upos * 64U + t->xpos) * 3U + case_of(t->form);
  const uint64_t h =
    acta_feature(acta_feature(tag, acta_hash64(s.p, s.n, 0)), whole);
  return h ? h : 1;
}

acta_str acta_morph_title(acta_str lower, acta_arena *arena)
{
  size_t i = 0;
  if (!lower.n) {
    return lower;
  }
  const uint32_t first = acta_utf8_next(lower, &i);
  const uint32_t upper = (uint32_t)utf8proc_toupper((utf8proc_int32_t)first);
  char          *p     = acta_arena_alloc(arena, lower.n + 4, 1);
  if (!p) {
    return (acta_str){NULL, 0};
  }
  const size_t n = acta_utf8_put(p, upper);
  memcpy(p + n, lower.p + i, lower.n - i);
  return (acta_str){p, n + lower.n - i};
}

static const acta_lemma_script *
script_of(const acta_morph *m, const acta_token *t, acta_str s, bool whole)
{
  const uint32_t found =
    acta_numbers_find(&m->rules, acta_morph_key(t, s, whole));
  return found && found <= m->n_scripts ? m->scripts + found - 1 : NULL;
}

// The replacement for the longest known ending, or NULL.
static const acta_lemma_script *
script_of_ending(const acta_morph *m, const acta_token *t, acta_str lower)
{
  size_t n = lower.n < ACTA_MORPH_ENDING ? lower.n : ACTA_MORPH_ENDING;
  for (;; --n) {
    const acta_str           ending = {lower.p + lower.n - n, n};
    const acta_lemma_script *s      = script_of(m, t, ending, false);
    if (s || !n) {
      return s;
    }
  }
}

static const acta_row *find_verb(const char *tag, acta_str lower)
{
  const acta_rows all = {verbs, sizeof(verbs) / sizeof(verbs[0])};
  return acta_rows_find(all, tag, lower);
}

// "shook" is the past, whatever the tagger says: no verb has it as its base.
static void mend_tag(acta_token *t, acta_str lower)
{
  if (t->xpos == ACTA_XPOS_VB || t->xpos == ACTA_XPOS_VBP) {
    const acta_row *past = find_verb("VBD", lower);
    if (past && !acta_str_is(lower, past->value) && !find_verb("VB", lower)) {
      t->xpos = ACTA_XPOS_VBD;
    }
  }
}

static acta_str apply(const acta_lemma_script *s, acta_str form, acta_str lower,
                      acta_arena *arena)
{
  acta_str from = s->from == ACTA_LEMMA_AS_IS ? form : lower;
  if (s->from == ACTA_LEMMA_TITLE) {
    from = acta_morph_title(lower, arena);
  }
  if (!from.p || (!s->strip && !s->n)) {
    return from;
  }
  const size_t keep = from.n > s->strip ? from.n - s->strip : 0;
  const bool   cuts =
    keep && keep < from.n && ((unsigned char)from.p[keep] & 0xC0U) == 0x80;
  if (from.n < s->strip || cuts || keep + s->n == 0) {
    return lower; // the ending does not fit this word
  }
  char *p = acta_arena_alloc(arena, keep + s->n + 1, 1);
  if (p) {
    memcpy(p, from.p, keep);
    memcpy(p + keep, s->text, s->n);
  }
  return (acta_str){p, keep + s->n};
}

// Base of a regular form that ends in `ending`: "accused", "looted", "banned";
// p NULL if the list has none.
static acta_str regular(acta_str lower, acta_str ending)
{
  char         base[LONGEST_BASE + 1];
  const size_t n = lower.n - ending.n;
  if (!acta_str_ends(lower, ending) || n < 2 || n >= LONGEST_BASE) {
    return (acta_str){NULL, 0};
  }
  memcpy(base, lower.p, n);
  base[n]             = 'e';
  const acta_row *row = find_verb("VB", (acta_str){base, n + 1});
  row                 = row ? row : find_verb("VB", (acta_str){base, n});
  if (!row && base[n - 1] == base[n - 2]) {
    row = find_verb("VB", (acta_str){base, n - 1});
  }
  return row ? acta_str_of(row->value) : (acta_str){NULL, 0};
}

bool acta_morph_knows_verb(acta_str form)
{
  char lower[LONGEST_BASE + 4];
  bool fits = form.n < sizeof lower;
  for (size_t i = 0; i < form.n && fits; ++i) {
    lower[i] = form.p[i] >= 'A' && form.p[i] <= 'Z' ? (char)(form.p[i] | 0x20)
                                                    : form.p[i];
  }
  const acta_str s = {lower, form.n};
  return fits &&
         (find_verb("VB", s) || find_verb("VBG", s) ||
          regular(s, ACTA_STR("ing")).p || regular(s, ACTA_STR("ed")).p ||
          regular(s, ACTA_STR("s")).p || regular(s, ACTA_STR("es")).p);
}

// Lemma of a past form, participle or gerund by the list; p NULL if unknown.
static acta_str listed(const acta_token *t, acta_str lower)
{
  const char     *tag = t->xpos == ACTA_XPOS_VBD   ? "VBD"
                        : t->xpos == ACTA_XPOS_VBN ? "VBN"
                        : t->xpos == ACTA_XPOS_VBG ? "VBG"
                                                   : NULL;
  const acta_row *row = tag ? find_verb(tag, lower) : NULL;
  if (!tag || row) {
    return row ? acta_str_of(row->value) : (acta_str){NULL, 0};
  }
  return regular(lower,
                 t->xpos == ACTA_XPOS_VBG ? ACTA_STR("ing") : ACTA_STR("ed"));
}

static acta_str lemma_of(const acta_morph *m, const acta_token *t,
                         acta_str lower, acta_arena *arena)
{
  const acta_lemma_script *s = script_of(m, t, lower, true);
  if (!s) {
    const acta_str verb = listed(t, lower);
    if (verb.p) {
      return verb;
    }
    s = script_of_ending(m, t, lower);
  }
  return s ? apply(s, t->form, lower, arena) : lower;
}

static void set_feats(const acta_morph *m, acta_token *t, acta_str lower)
{
  const acta_str none = {"", 0};
  uint32_t       found =
    acta_numbers_find(&m->feat_of, acta_morph_key(t, lower, true));
  if (!found) {
    found = acta_numbers_find(&m->feat_of, acta_morph_key(t, none, false));
  }
  t->feats = found && found <= m->n_feats ? m->feats[found - 1] : 0;
}

acta_status acta_morph_run(const acta_morph *m, acta_token *tokens, uint32_t n,
                           acta_arena *arena, acta_error *err)
{
  for (uint32_t i = 0; i < n; ++i) {
    acta_token    *t     = tokens + i;
    const acta_str lower = acta_utf8_lower(arena, t->form);
    if (!lower.p) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    mend_tag(t, lower);
    t->lemma = lemma_of(m, t, lower, arena);
    if (!t->lemma.p) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    set_feats(m, t, lower);
  }
  return ACTA_OK;
}

static void set_passive(acta_token *t)
{
  t->feats = acta_feat_set(t->feats, ACTA_FEAT_VOICE, ACTA_VOICE_PASS);
}

void acta_morph_finish(acta_token *tokens, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; ++i) {
    acta_token    *t    = tokens + i;
    acta_token    *h    = tokens + t->head;
    const unsigned form = acta_feat_get(t->feats, ACTA_FEAT_VERBFORM);
    if (t->deprel == ACTA_DEP_AUX_PASS && h->xpos == ACTA_XPOS_VBN) {
      set_passive(h);
    }
    if (t->deprel == ACTA_DEP_ACL && t->xpos == ACTA_XPOS_VBN) {
      set_passive(t);
    }
    if (t->xpos == ACTA_XPOS_VB && form == ACTA_VERBFORM_INF &&
        (t->head == i || t->deprel == ACTA_DEP_PARATAXIS)) {
      t->feats = acta_feat_set(t->feats, ACTA_FEAT_VERBFORM, ACTA_VERBFORM_FIN);
      t->feats = acta_feat_set(t->feats, ACTA_FEAT_MOOD, ACTA_MOOD_IMP);
    }
  }
  // an auxiliary or "to" below a bare verb makes it an infinitive after all
  for (uint32_t i = begin; i < end; ++i) {
    acta_token *h = tokens + tokens[i].head;
    const bool  infinitive =
      tokens[i].deprel == ACTA_DEP_AUX ||
      (tokens[i].deprel == ACTA_DEP_MARK && tokens[i].xpos == ACTA_XPOS_TO);
    if (infinitive && h->xpos == ACTA_XPOS_VB) {
      h->feats = acta_feat_set(h->feats, ACTA_FEAT_VERBFORM, ACTA_VERBFORM_INF);
      h->feats = acta_feat_set(h->feats, ACTA_FEAT_MOOD, 0);
    }
  }
}
