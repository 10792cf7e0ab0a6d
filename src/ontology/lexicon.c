// SPDX-License-Identifier: MIT
// Entries and stance cues of the lexicon.
#include "ontology/build.h"

#include <stdlib.h>

#define MAX_FRAMES_EXTENDED 64

// ---- relations

// Id of the relation that an IRI of the ud: namespace names, else ACTA_NO.
static acta_status relation_of(acta_build *b, uint32_t term, uint32_t *id)
{
  const acta_str iri = acta_facts_text(b->f, term);
  const acta_str ns  = ACTA_STR(UD_NS);
  *id                = ACTA_NO;
  if (acta_str_starts(iri, ns) && iri.n > ns.n) {
    *id =
      acta_intern_add(b->t->relations, (acta_str){iri.p + ns.n, iri.n - ns.n});
    return *id == UINT32_MAX ? acta_build_nomem(b) : ACTA_OK;
  }
  return ACTA_OK;
}

static acta_status relations_named(acta_build *b, uint32_t s, uint32_t p,
                                   const uint32_t **ids, uint32_t *n)
{
  size_t           count = 0;
  const acta_fact *x     = acta_facts_find(b->f, s, p, &count);
  uint32_t        *out = acta_arena_alloc(b->t->arena, count + 1, sizeof(*out));
  if (!out) {
    return acta_build_nomem(b);
  }
  for (size_t i = 0; i < count; ++i) {
    const acta_status status = relation_of(b, x[i].o, &out[i]);
    if (status) {
      return status;
    }
    if (out[i] == ACTA_NO) {
      return acta_build_fail(b, &x[i], "no relation:", x[i].o);
    }
  }
  *ids = out;
  *n   = (uint32_t)count;
  return ACTA_OK;
}

// ---- what an entry inherits

typedef struct {
  uint32_t at[MAX_FRAMES_EXTENDED]; // the entry itself comes first
  uint32_t n;
} lineage;

static acta_status find_lineage(acta_build *b, uint32_t entry, lineage *line)
{
  line->n             = 0;
  line->at[line->n++] = entry;
  for (uint32_t i = 0; i < line->n; ++i) {
    size_t           n = 0;
    const acta_fact *x = acta_facts_find(b->f, line->at[i], b->extends, &n);
    for (size_t k = 0; k < n; ++k) {
      size_t   said = 0;
      uint32_t seen = 0;
      while (seen < line->n && line->at[seen] != x[k].o) {
        ++seen;
      }
      if (seen < line->n) {
        continue;
      }
      (void)acta_facts_of(b->f, x[k].o, &said);
      if (!said) {
        return acta_build_fail(b, &x[k], "extends an unknown frame", x[k].o);
      }
      if (line->n == MAX_FRAMES_EXTENDED) {
        return acta_build_fail(b, &x[k], "extends too many frames", ACTA_NO);
      }
      line->at[line->n++] = x[k].o;
    }
  }
  return ACTA_OK;
}

// ---- arguments and words

static bool in_ud(acta_build *b, uint32_t term)
{
  return acta_str_starts(acta_facts_text(b->f, term), ACTA_STR(UD_NS));
}

// Room for all arguments and words of a lineage.
static size_t count_args(acta_build *b, const lineage *line)
{
  size_t count = 0;
  for (uint32_t i = 0; i < line->n; ++i) {
    size_t           n = 0;
    const acta_fact *x = acta_facts_of(b->f, line->at[i], &n);
    for (size_t k = 0; k < n; ++k) {
      count += in_ud(b, x[k].p);
    }
  }
  return count;
}

static acta_status add_arg(acta_build *b, const acta_fact *x,
                           acta_frame_arg *arg)
{
  const acta_status status = relation_of(b, x->p, &arg->relation);
  const uint32_t    filler = b->filler_of[x->o];
  if (status) {
    return status;
  }
  if (filler != ACTA_NO) {
    arg->role     = b->fillers[filler].role;
    arg->range    = b->fillers[filler].range;
    arg->lemmas   = b->fillers[filler].lemmas;
    arg->n_lemmas = b->fillers[filler].n_lemmas;
    return ACTA_OK;
  }
  arg->role = b->role_of[x->o];
  if (arg->role == ACTA_NO) {
    return acta_build_fail(b, x, "unknown role", x->o);
  }
  arg->range = b->t->roles[arg->role].range;
  return ACTA_OK;
}

static uint32_t breadth(const acta_frame_arg *a)
{
  uint32_t n = 0;
  for (uint32_t bits = a->range; bits; bits &= bits - 1) {
    ++n;
  }
  return n;
}

// Narrower first; then any fixed order that does not hang on the file's.
static int cmp_args(const acta_build *b, const acta_frame_arg *a,
                    const acta_frame_arg *c)
{
  const uint32_t na = breadth(a), nc = breadth(c);
  if (a->relation != c->relation) {
    return acta_str_cmp(acta_intern_at(b->t->relations, a->relation),
                        acta_intern_at(b->t->relations, c->relation));
  }
  return na != nc
           ? (na > nc) - (na < nc)
           : acta_str_cmp(b->t->roles[a->role].name, b->t->roles[c->role].name);
}

static void sort_args(const acta_build *b, acta_frame_arg *a, size_t n)
{
  for (size_t i = 1; i < n; ++i) { // a frame has few
    const acta_frame_arg x = a[i];
    size_t               k = i;
    while (k > 0 && cmp_args(b, &x, &a[k - 1]) < 0) {
      a[k] = a[k - 1];
      --k;
    }
    a[k] = x;
  }
}

static acta_status add_word(acta_build *b, const acta_fact *x,
                            acta_frame_word *word)
{
  const acta_status status = relation_of(b, x->p, &word->relation);
  word->lemma              = acta_build_dup(b, acta_facts_text(b->f, x->o));
  return status || word->lemma.p ? status : acta_build_nomem(b);
}

// Does a nearer frame say what fills that role by that relation?
static bool is_overridden(const acta_frame_arg *args, uint32_t n,
                          const acta_frame_arg *arg)
{
  for (uint32_t i = 0; i < n; ++i) {
    if (args[i].relation == arg->relation && args[i].role == arg->role) {
      return true;
    }
  }
  return false;
}

// Arguments and words of one frame of the lineage.
static acta_status add_frame_args(acta_build *b, uint32_t s,
                                  acta_frame_arg *args, acta_frame_word *words,
                                  acta_frame *frame)
{
  const uint32_t   nearer = frame->n_args;
  size_t           n      = 0;
  const acta_fact *x      = acta_facts_of(b->f, s, &n);
  for (size_t k = 0; k < n; ++k) {
    acta_status status = ACTA_OK;
    if (!in_ud(b, x[k].p)) {
      continue;
    }
    if (acta_facts_kind(b->f, x[k].o) == ACTA_LITERAL) {
      status = add_word(b, &x[k], &words[frame->n_words++]);
    } else {
      acta_frame_arg *arg = &args[frame->n_args];
      status              = add_arg(b, &x[k], arg);
      frame->n_args += !is_overridden(args, nearer, arg);
    }
    if (status) {
      return status;
    }
  }
  sort_args(b, args + nearer, frame->n_args - nearer);
  return ACTA_OK;
}

static acta_status read_args(acta_build *b, const lineage *line,
                             acta_frame *frame)
{
  const size_t     n      = count_args(b, line);
  acta_status      status = ACTA_OK;
  acta_frame_arg  *args   = acta_arena_alloc(b->t->arena, n + 1, sizeof(*args));
  acta_frame_word *words = acta_arena_alloc(b->t->arena, n + 1, sizeof(*words));
  if (!args || !words) {
    return acta_build_nomem(b);
  }
  for (uint32_t i = 0; !status && i < line->n; ++i) {
    status = add_frame_args(b, line->at[i], args, words, frame);
  }
  frame->args  = args;
  frame->words = words;
  return status;
}

// ---- entries

static acta_status read_class(acta_build *b, uint32_t entry, acta_frame *frame)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, entry, b->denotes, &n);
  if (n > 1) {
    return acta_build_fail(b, x, "denotes more than one class", ACTA_NO);
  }
  frame->class = b->class_of[x->o];
  return frame->class == ACTA_NO ? acta_build_fail(b, x, "unknown class", x->o)
                                 : ACTA_OK;
}

static acta_status read_pos(acta_build *b, const lineage *line,
                            const acta_fact *entry, acta_frame *frame)
{
  for (uint32_t i = 0; i < line->n; ++i) {
    size_t           n = 0;
    const acta_fact *x = acta_facts_find(b->f, line->at[i], b->pos, &n);
    if (!n) {
      continue;
    }
    const acta_str name = acta_facts_local(b->f, x->o);
    frame->upos         = acta_str_is(name, "noun")        ? ACTA_NOUN
                          : acta_str_is(name, "adjective") ? ACTA_ADJ
                                                           : ACTA_VERB;
    if (frame->upos == ACTA_VERB && !acta_str_is(name, "verb")) {
      return acta_build_fail(b, x, "unknown part of speech", x->o);
    }
    return ACTA_OK;
  }
  return acta_build_fail(b, entry, "has no part of speech", ACTA_NO);
}

static acta_status read_stance(acta_build *b, const acta_fact *cue,
                               acta_stance *stance)
{
  static const char *const names[ACTA_N_STANCE] = {
    "actual", "planned", "possible", "hypothetical", "negated", "generic"};
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, cue->s, b->imposes, &n);
  if (n != 1) {
    return acta_build_fail(b, cue, "should impose one stance", ACTA_NO);
  }
  for (int i = 0; i < ACTA_N_STANCE; ++i) {
    if (acta_str_is(acta_facts_local(b->f, x->o), names[i])) {
      *stance = (acta_stance)i;
      return ACTA_OK;
    }
  }
  return acta_build_fail(b, x, "unknown stance", x->o);
}

// Roles, relations and words that a condition names, inherited ones too.
static acta_status read_conditions(acta_build *b, const lineage *line,
                                   acta_frame *frame)
{
  acta_status status = ACTA_OK;
  for (uint32_t i = 0; !status && i < line->n; ++i) {
    const uint32_t s = line->at[i];
    size_t         n = 0;
    (void)acta_facts_find(b->f, s, b->quote_role, &n);
    frame->quotes = frame->quotes || n > 0;
    // the nearest frame that names some decides
    if (!status && !frame->n_needs) {
      status = acta_build_roles(b, s, b->needs, &frame->needs, &frame->n_needs);
    }
    if (!status && !frame->n_blocks) {
      status =
        relations_named(b, s, b->blocks, &frame->blocks, &frame->n_blocks);
    }
    if (!status && !frame->n_block_words) {
      status = acta_build_texts(b, s, b->blocks_word, &frame->block_words,
                                &frame->n_block_words);
    }
    if (!status && !frame->n_supports) {
      status = acta_build_texts(b, s, b->support, &frame->supports,
                                &frame->n_supports);
    }
  }
  return status;
}

// A lemma of two words is a verb with its particle or a noun with its modifier.
static acta_status split_lemma(acta_build *b, const acta_fact *x,
                               acta_frame *frame, acta_str *lemma)
{
  const acta_str text = acta_facts_text(b->f, x->o);
  const char    *gap  = memchr(text.p, ' ', text.n);
  if (!text.n) {
    return acta_build_fail(b, x, "has an empty lemma", ACTA_NO);
  }
  *lemma = text;
  if (!gap) {
    return ACTA_OK;
  }
  const acta_str first = {text.p, (size_t)(gap - text.p)};
  const acta_str last  = {gap + 1, text.n - first.n - 1};
  if (!first.n || !last.n || memchr(last.p, ' ', last.n) ||
      frame->upos == ACTA_ADJ) {
    return acta_build_fail(b, x, "cannot use the lemma", x->o);
  }
  if (frame->upos == ACTA_VERB) {
    acta_str *particle = acta_arena_alloc(b->t->arena, 1, sizeof(*particle));
    if (!particle) {
      return acta_build_nomem(b);
    }
    *particle       = acta_build_dup(b, last);
    frame->particle = particle;
    *lemma          = first;
    return particle->p ? ACTA_OK : acta_build_nomem(b);
  }
  acta_frame_word *words =
    acta_arena_alloc(b->t->arena, frame->n_words + 1, sizeof(*words));
  if (!words) {
    return acta_build_nomem(b);
  }
  if (frame->n_words) {
    memcpy(words, frame->words, frame->n_words * sizeof(*words));
  }
  acta_frame_word *w = &words[frame->n_words++];
  w->relation        = acta_intern_add(b->t->relations, ACTA_STR("modifier"));
  w->lemma           = acta_build_dup(b, first);
  frame->words       = words;
  *lemma             = last;
  return w->relation != UINT32_MAX && w->lemma.p ? ACTA_OK
                                                 : acta_build_nomem(b);
}

static acta_status add_frame(acta_build *b, const acta_fact *lemma_fact,
                             const acta_frame *model)
{
  acta_tables *t     = b->t;
  acta_str     lemma = {NULL, 0};
  acta_frame  *frame = acta_arena_alloc(t->arena, 1, sizeof(*frame));
  if (!frame) {
    return acta_build_nomem(b);
  }
  *frame             = *model;
  acta_status status = split_lemma(b, lemma_fact, frame, &lemma);
  if (status) {
    return status;
  }
  acta_lemma_index *x = frame->upos == ACTA_VERB   ? &t->verbs
                        : frame->upos == ACTA_NOUN ? &t->nouns
                                                   : &t->adjectives;
  ++t->n_frames;
  return acta_build_under(b, x, lemma, frame);
}

static acta_status add_entry(acta_build *b, const acta_fact *entry)
{
  lineage          line;
  acta_frame       frame;
  size_t           n = 0, n_imposes = 0;
  const acta_fact *lemmas = acta_facts_find(b->f, entry->s, b->lemma, &n);
  memset(&frame, 0, sizeof(frame));
  if (!n) {
    return acta_build_fail(b, entry, "has no lemma", ACTA_NO);
  }
  frame.name         = acta_build_dup(b, acta_facts_local(b->f, entry->s));
  acta_status status = frame.name.p ? ACTA_OK : acta_build_nomem(b);
  status             = status ? status : read_class(b, entry->s, &frame);
  status             = status ? status : find_lineage(b, entry->s, &line);
  status             = status ? status : read_pos(b, &line, entry, &frame);
  status             = status ? status : read_args(b, &line, &frame);
  status             = status ? status : read_conditions(b, &line, &frame);
  (void)acta_facts_find(b->f, entry->s, b->imposes, &n_imposes);
  if (!status && n_imposes) {
    status = read_stance(b, entry, &frame.imposes);
  }
  for (size_t i = 0; !status && i < n; ++i) {
    status = add_frame(b, &lemmas[i], &frame);
  }
  return status;
}

acta_status acta_build_frames(acta_build *b)
{
  size_t           n      = 0;
  const acta_fact *x      = acta_facts_all(b->f, &n);
  acta_status      status = ACTA_OK;
  for (size_t i = 0; !status && i < n; ++i) {
    if (x[i].p == b->denotes &&
        (!i || x[i - 1].p != x[i].p || x[i - 1].s != x[i].s)) {
      status = add_entry(b, &x[i]);
    }
  }
  return status;
}

// ---- stance cues

static acta_status read_spares(acta_build *b, const acta_fact *cue,
                               uint32_t *class)
{
  size_t           n = 0;
  const acta_fact *x = acta_facts_find(b->f, cue->s, b->spares, &n);
  *class             = n ? b->class_of[x->o] : ACTA_NO;
  return n && *class == ACTA_NO ? acta_build_fail(b, x, "unknown class", x->o)
                                : ACTA_OK;
}

// One cue for the relations of `property`, under each of its lemmas.
static acta_status add_cue(acta_build *b, const acta_fact *entry,
                           uint32_t property, const acta_cue *model)
{
  size_t           n      = 0;
  const acta_fact *lemmas = acta_facts_find(b->f, entry->s, b->lemma, &n);
  acta_cue        *cue    = acta_arena_alloc(b->t->arena, 1, sizeof(*cue));
  if (!cue) {
    return acta_build_nomem(b);
  }
  *cue        = *model;
  cue->upward = property == b->under;
  acta_status status =
    relations_named(b, entry->s, property, &cue->over, &cue->n_over);
  if (!status && !cue->n_over) {
    return ACTA_OK;
  }
  ++b->t->n_cues;
  for (size_t i = 0; !status && i < n; ++i) {
    status =
      acta_build_under(b, &b->t->cues, acta_facts_text(b->f, lemmas[i].o), cue);
  }
  return status;
}

static acta_status add_cue_entry(acta_build *b, const acta_fact *entry)
{
  acta_cue cue;
  size_t   n = 0;
  memset(&cue, 0, sizeof(cue));
  (void)acta_facts_find(b->f, entry->s, b->lemma, &n);
  if (!n) {
    return acta_build_fail(b, entry, "has no lemma", ACTA_NO);
  }
  const uint32_t before = b->t->n_cues;
  cue.name              = acta_build_dup(b, acta_facts_local(b->f, entry->s));
  acta_status status    = cue.name.p ? ACTA_OK : acta_build_nomem(b);
  status                = status ? status : read_stance(b, entry, &cue.imposes);
  status                = status ? status : read_spares(b, entry, &cue.spares);
  status                = status ? status : add_cue(b, entry, b->over, &cue);
  status                = status ? status : add_cue(b, entry, b->under, &cue);
  if (!status && b->t->n_cues == before) {
    return acta_build_fail(b, entry, "works over no relation", ACTA_NO);
  }
  return status;
}

acta_status acta_build_cues(acta_build *b)
{
  size_t           n      = 0;
  const acta_fact *x      = acta_facts_all(b->f, &n);
  acta_status      status = ACTA_OK;
  for (size_t i = 0; !status && i < n; ++i) {
    if (x[i].p == b->type && x[i].o == b->cue) {
      status = add_cue_entry(b, &x[i]);
    }
  }
  return status;
}
