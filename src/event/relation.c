// SPDX-License-Identifier: MIT
// Names of the relations by which words hang on others, as the lexicon has
// them: "obl:with", "nmod:poss", "ccomp:must".
#include "event/work.h"

#include <stdio.h>

// Appends the lemma of `t` and of what is fixed to it.
static size_t add_lemmas(const work *w, uint32_t t, char out[64], size_t n)
{
  const acta_str l = lemma_of(w, t);
  if (n + l.n + 2 > 64) {
    return n;
  }
  if (n) {
    out[n++] = '_';
  }
  for (size_t i = 0; i < l.n; ++i) {
    const char c = l.p[i];
    out[n++]     = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    const acta_str f = lemma_of(w, c);
    if (w->node[c].base == ACTA_DEP_FIXED && n + f.n + 2 <= 64) {
      out[n++] = '_';
      memcpy(out + n, f.p, f.n);
      n += f.n;
    }
  }
  return n;
}

acta_str marker_of(const work *w, uint32_t t, char out[64])
{
  const node *n    = &w->node[t];
  uint32_t    mark = n->kase;
  if (n->base == ACTA_DEP_ADVCL || n->base == ACTA_DEP_ACL || mark == ACTA_NO) {
    mark = n->mark != ACTA_NO ? n->mark : n->kase;
  }
  if (mark == ACTA_NO) {
    return (acta_str){out, 0};
  }
  size_t len = add_lemmas(w, mark, out, 0);
  // "out of", "ahead of": two case words side by side
  const uint32_t next = w->node[mark].next;
  if (next == mark + 1 && w->node[next].base == w->node[mark].base) {
    len = add_lemmas(w, next, out, len);
  }
  return (acta_str){out, len};
}

typedef struct {
  const work *w;
  uint32_t   *rel;
  uint8_t     n;
  bool        support;
} id_list;

static void add_id(id_list *l, const char *name, const char *sub, acta_str mark)
{
  char buf[128];
  int  n =
    snprintf(buf, sizeof buf, "%s%s%s%s%.*s", l->support ? "support:" : "",
             name, sub, mark.n ? ":" : "", (int)mark.n, mark.p);
  if (n <= 0 || (size_t)n >= sizeof buf || l->n == MAX_RELS) {
    return;
  }
  const uint32_t id = acta_relation_find(l->w->o, (acta_str){buf, (size_t)n});
  for (uint8_t i = 0; i < l->n; ++i) {
    if (l->rel[i] == id) {
      return;
    }
  }
  if (id != ACTA_NO) {
    l->rel[l->n++] = id;
  }
}

static void add_marked(id_list *l, const char *name, acta_str mark)
{
  add_id(l, name, "", mark);
  const char *under = memchr(mark.p, '_', mark.n);
  if (under && !acta_grammar_lists(
                 "whole", (acta_str){mark.p, (size_t)(under - mark.p)})) {
    // "up to", "from within": the first word, then the last
    const size_t first = (size_t)(under - mark.p);
    add_id(l, name, "", (acta_str){under + 1, mark.n - first - 1});
    add_id(l, name, "", (acta_str){mark.p, first});
  }
}

// "said that Oslo must wait": ccomp:must, but not "said that she must wait".
static void add_modal(id_list *l, uint32_t t)
{
  const work    *w = l->w;
  const uint32_t s = w->node[t].subj;
  if (s == ACTA_NO || token_at(w, s)->upos == ACTA_PRON) {
    return;
  }
  for (uint32_t c = w->node[t].first; c != ACTA_NO; c = w->node[c].next) {
    if (token_at(w, c)->xpos == ACTA_XPOS_MD) {
      add_id(l, "ccomp", "", lemma_of(w, c));
    }
  }
}

// Is the clause what a verb is about, whatever it hangs by: "admitted taking
// it", "it was reported that he left"?
static bool is_object_clause(const work *w, uint32_t t)
{
  const uint32_t h    = parent_of(w, t);
  const uint8_t  base = w->node[t].base;
  const bool     gerund =
    base == ACTA_DEP_XCOMP && token_at(w, t)->xpos == ACTA_XPOS_VBG;
  return (gerund && h != ACTA_NO && w->node[h].obj == ACTA_NO) ||
         (base == ACTA_DEP_CSUBJ && h != ACTA_NO && h < t && is_passive(w, h));
}

uint8_t relation_ids(
  const work *w, uint32_t t, bool support,
  // NOLINTNEXTLINE(readability-non-const-parameter): written through the list
  uint32_t rel[MAX_RELS])
{
  char           buf[64];
  const uint8_t  dep  = token_at(w, t)->deprel;
  const uint8_t  base = w->node[t].base;
  const acta_str none = {"", 0};
  id_list        l    = {w, rel, 0, support};
  if (base == ACTA_DEP_OBL || base == ACTA_DEP_NMOD) {
    const char    *name = acta_dep_name(base);
    const acta_str mark = marker_of(w, t, buf);
    if (dep == ACTA_DEP_NMOD_POSS) {
      add_id(&l, "nmod:poss", "", none);
    } else if (mark.n) {
      if (acta_str_is(mark, "by") && base == ACTA_DEP_OBL) {
        add_id(&l, "obl:agent:by", "", none);
      }
      add_marked(&l, name, mark);
    } else {
      add_id(&l, name, ":unmarked", none);
      add_id(&l, name, ":tmod", none);
    }
    return l.n;
  }
  if (base == ACTA_DEP_ADVCL || base == ACTA_DEP_ACL) {
    const acta_str mark = marker_of(w, t, buf);
    if (mark.n) {
      add_marked(&l, acta_dep_name(base), mark);
    }
  }
  if (base == ACTA_DEP_CCOMP && is_participle_in_front(w, t)) {
    add_id(&l, "advcl", "", none);
    return l.n;
  }
  if (base == ACTA_DEP_CCOMP) {
    add_modal(&l, t);
  }
  add_id(&l, acta_dep_name(dep), "", none);
  add_id(&l, acta_dep_name(base), "", none);
  if (is_object_clause(w, t)) {
    add_id(&l, "ccomp", "", none);
  }
  return l.n;
}

uint32_t relation_id(const work *w, const char *name, bool support)
{
  uint32_t rel[MAX_RELS];
  id_list  l = {w, rel, 0, support};
  add_id(&l, name, "", (acta_str){"", 0});
  return l.n ? rel[0] : ACTA_NO;
}
