// SPDX-License-Identifier: MIT
#include "fuse/mention.h"

#include "event/words.h"
#include "language/ud.h"

static uint32_t token_at(const acta_document *doc, const acta_cp_index *cp,
                         uint32_t begin)
{
  uint32_t low = 0, high = doc->n_tokens;
  while (low < high) {
    const uint32_t mid = low + (high - low) / 2;
    if (acta_cp_of(cp, doc->tokens[mid].span.begin) < begin) {
      low = mid + 1;
    } else {
      high = mid;
    }
  }
  return low < doc->n_tokens ? low : ACTA_NO;
}

// "a", "another", "two", "the second", "the last" bring in something new; "the"
// and "this" do not.
static acta_reference reference_of(const acta_document *doc, uint32_t token)
{
  const acta_sentence *s   = &doc->sentences[doc->tokens[token].sentence];
  acta_reference       out = ACTA_BARE;
  for (uint32_t t = s->begin; t < s->end; ++t) {
    const acta_token *x = &doc->tokens[t];
    if (x->head != token || t == token) {
      continue;
    }
    const unsigned definite = acta_feat_get(x->feats, ACTA_FEAT_DEFINITE);
    const unsigned type     = acta_feat_get(x->feats, ACTA_FEAT_PRONTYPE);
    if (x->deprel == ACTA_DEP_NMOD_POSS) {
      out = ACTA_DEFINITE;
    }
    if (acta_dep_base(x->deprel) == ACTA_DEP_NUMMOD && out == ACTA_BARE &&
        doc->tokens[token].xpos == ACTA_XPOS_NNS) {
      out = ACTA_INDEFINITE;
    }
    if (acta_dep_base(x->deprel) == ACTA_DEP_DET) {
      const bool points =
        definite == ACTA_DEFINITE_DEF || type == ACTA_PRON_DEM;
      out = points ? ACTA_DEFINITE : ACTA_INDEFINITE;
    }
    if (acta_feat_get(x->feats, ACTA_FEAT_NUMTYPE) == ACTA_NUMTYPE_ORD ||
        (x->deprel == ACTA_DEP_AMOD && acta_grammar_lists("other", x->form))) {
      return ACTA_INDEFINITE;
    }
  }
  return out;
}

// "First met" is told of another meeting than the one in the news.
static bool is_counted(const acta_document *doc, uint32_t verb)
{
  const acta_sentence *s = &doc->sentences[doc->tokens[verb].sentence];
  for (uint32_t t = s->begin; t < verb; ++t) {
    const acta_token *x = &doc->tokens[t];
    if (x->head == verb && acta_dep_base(x->deprel) == ACTA_DEP_ADVMOD &&
        acta_feat_get(x->feats, ACTA_FEAT_NUMTYPE) == ACTA_NUMTYPE_ORD) {
      return true;
    }
  }
  return false;
}

static acta_block_kind block_of(const acta_document *doc, uint32_t token)
{
  const uint32_t block = doc->sentences[doc->tokens[token].sentence].block;
  return doc->blocks[block].kind;
}

bool acta_says_nobody(const acta_record_event *e)
{
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    const acta_record_role *r = &e->roles[i];
    if (r->id.n && !acta_str_is(r->role, "place") &&
        !acta_str_is(r->role, "topic") &&
        (!acta_str_is(r->role, "participant") || acta_filler_is_named(r))) {
      return false;
    }
  }
  return true;
}

static bool look_at_names(const acta_mention_text *x, acta_told_mention *m)
{
  acta_phrase_name names[ACTA_MAX_PHRASE_NAMES];
  m->n_names = acta_phrase_names(x->doc, x->entities, m->token, m->e, names);
  m->names   = acta_arena_alloc(x->doc->arena, m->n_names, sizeof(*m->names));
  for (uint32_t i = 0; m->names && i < m->n_names; ++i) {
    m->names[i] = names[i];
  }
  return m->names;
}

bool acta_mention_look(const acta_mention_text *x, acta_record_event *e,
                       acta_told_mention *m)
{
  const uint32_t t = e->n_mentions && e->mentions[0].span.begin != ACTA_NO
                       ? token_at(x->doc, &x->cp, e->mentions[0].span.begin)
                       : ACTA_NO;
  m->e             = e;
  m->weak          = acta_says_nobody(e);
  m->token         = t;
  if (t != ACTA_NO) {
    const acta_token *tok = &x->doc->tokens[t];
    m->lemma              = tok->lemma;
    m->noun               = tok->upos == ACTA_NOUN || tok->upos == ACTA_PROPN;
    m->plural = acta_feat_get(tok->feats, ACTA_FEAT_NUMBER) == ACTA_NUMBER_PLUR;
    m->reference                = m->noun ? reference_of(x->doc, t)
                                  : is_counted(x->doc, t) ? ACTA_INDEFINITE
                                                          : ACTA_BARE;
    const acta_block_kind block = block_of(x->doc, t);
    m->margin         = block == ACTA_BLOCK_CAPTION || block == ACTA_BLOCK_LINK;
    m->title          = block == ACTA_BLOCK_TITLE;
    m->token_sentence = tok->sentence;
    m->sentence       = x->rank[tok->sentence];
  }
  return !m->noun || look_at_names(x, m);
}

// Bylines and headings between the headline and the lead do not count.
static void rank_sentences(acta_mention_text *x)
{
  uint32_t n = 0;
  for (uint32_t s = 0; s < x->doc->n_sentences; ++s) {
    const uint32_t block = x->doc->sentences[s].block;
    n += x->doc->blocks[block].kind == ACTA_BLOCK_BODY;
    x->rank[s] = n;
  }
}

static void map_names(acta_mention_text *x)
{
  for (uint32_t t = 0; t < x->doc->n_tokens; ++t) {
    x->entities[t] = ACTA_NO;
  }
  for (uint32_t i = 0; i < x->doc->n_mentions; ++i) {
    const acta_mention *m = &x->doc->mentions[i];
    for (uint32_t t = m->begin; m->kind == ACTA_MENTION_NAME && t < m->end;
         ++t) {
      x->entities[t] = m->entity;
    }
  }
}

bool acta_mention_text_init(acta_mention_text *x, const acta_document *doc)
{
  x->doc  = doc;
  x->rank = acta_arena_alloc(doc->arena, doc->n_sentences, sizeof(*x->rank));
  x->entities =
    acta_arena_alloc(doc->arena, doc->n_tokens, sizeof(*x->entities));
  if (!x->rank || !x->entities ||
      !acta_cp_index_init(&x->cp, doc->arena, doc->text)) {
    return false;
  }
  rank_sentences(x);
  map_names(x);
  return true;
}
