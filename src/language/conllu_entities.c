// SPDX-License-Identifier: MIT
#include "language/conllu_impl.h"

#include "base/vec.h"

static acta_entity_type entity_type(acta_str s)
{
  for (unsigned i = 0; i < ACTA_N_ENT; ++i) {
    if (acta_str_is(s, acta_conllu_types[i])) {
      return (acta_entity_type)i;
    }
  }
  return ACTA_ENT_NONE;
}

static acta_status entity_at(acta_conllu_reader *r, uint32_t index)
{
  acta_document *doc = r->doc;
  while (doc->n_entities <= index) {
    if (!acta_arena_grow(doc->arena, (void **)&doc->entities, doc->n_entities,
                         &r->cap_entities, sizeof(*doc->entities))) {
      return acta_conllu_no_memory(r);
    }
    doc->entities[doc->n_entities++] =
      (acta_entity){.label = {"", 0}, .iri = {"", 0}, .record = ACTA_NO};
  }
  return ACTA_OK;
}

// "e3-person-2-name-IRI", the bracket already taken.
static acta_status open_mention(acta_conllu_reader *r, acta_str s)
{
  acta_document *doc  = r->doc;
  acta_str       id   = acta_conllu_take(&s, '-');
  const acta_str type = acta_conllu_take(&s, '-');
  const acta_str head = acta_conllu_take(&s, '-');
  const acta_str kind = acta_conllu_take(&s, '-');
  uint32_t       n = 0, offset = 0;
  if (id.n < 2 || id.p[0] != 'e' ||
      !acta_conllu_number((acta_str){id.p + 1, id.n - 1}, &n) ||
      !acta_conllu_number(head, &offset) || !n || !offset ||
      n > doc->n_mentions + 1000) {
    return ACTA_OK; // another scheme of Entity=, as in GUM
  }
  if (r->n_open == ACTA_CONLLU_MAX_OPEN) {
    return acta_conllu_syntax(r, "too many mentions open at once");
  }
  const acta_status status = entity_at(r, n - 1);
  const acta_str    iri    = acta_conllu_unescaped(r, s);
  if (status || !iri.p ||
      !acta_arena_grow(doc->arena, (void **)&doc->mentions, doc->n_mentions,
                       &r->cap_mentions, sizeof(*doc->mentions))) {
    return status ? status : acta_conllu_no_memory(r);
  }
  acta_mention *m = doc->mentions + doc->n_mentions;
  *m              = (acta_mention){doc->n_tokens - 1,          ACTA_NO,
                                   doc->n_tokens - 2 + offset, n - 1,
                                   ACTA_MENTION_NAME,          entity_type(type)};
  if (acta_str_is(kind, "nominal")) {
    m->kind = ACTA_MENTION_NOMINAL;
  } else if (acta_str_is(kind, "pronoun")) {
    m->kind = ACTA_MENTION_PRONOUN;
  }
  if (iri.n) {
    doc->entities[n - 1].iri = iri;
  }
  r->open[r->n_open++] = doc->n_mentions++;
  return ACTA_OK;
}

static void close_mention(acta_conllu_reader *r, uint32_t entity)
{
  acta_document *doc = r->doc;
  for (uint32_t i = r->n_open; i--;) {
    acta_mention *m = doc->mentions + r->open[i];
    if (m->entity == entity || entity == ACTA_NO) {
      m->end = doc->n_tokens;
      memmove(r->open + i, r->open + i + 1,
              (r->n_open - i - 1) * sizeof(*r->open));
      r->n_open--;
      return;
    }
  }
}

// "(e1-person-2-name-IRI" at the start of `s`, closed at once if ")" follows.
static acta_status read_opening(acta_conllu_reader *r, acta_str *s)
{
  size_t n = 1;
  while (n < s->n && s->p[n] != '(' && s->p[n] != ')') {
    ++n;
  }
  const uint32_t    before = r->n_open;
  const acta_status status = open_mention(r, (acta_str){s->p + 1, n - 1});
  if (n < s->n && s->p[n] == ')') {
    if (r->n_open > before) {
      close_mention(r, ACTA_NO);
    }
    ++n;
  }
  *s = (acta_str){s->p + n, s->n - n};
  return status;
}

// "e1)" at the start of `s`.
static void read_closing(acta_conllu_reader *r, acta_str *s)
{
  const acta_str id = acta_conllu_take(s, ')');
  uint32_t       n  = 0;
  if (id.n > 1 && acta_conllu_number((acta_str){id.p + 1, id.n - 1}, &n) && n) {
    close_mention(r, n - 1);
  }
}

acta_status acta_conllu_entities(acta_conllu_reader *r, acta_str s)
{
  acta_status status = ACTA_OK;
  while (s.n && !status) {
    if (s.p[0] == '(') {
      status = read_opening(r, &s);
    } else {
      read_closing(r, &s);
    }
  }
  return status;
}

void acta_conllu_close_mentions(acta_conllu_reader *r)
{
  while (r->n_open) {
    close_mention(r, ACTA_NO);
  }
}

void acta_conllu_label_entities(acta_document *doc)
{
  for (uint32_t i = 0; i < doc->n_mentions; ++i) {
    acta_mention *m = doc->mentions + i;
    acta_entity  *e = doc->entities + m->entity;
    if (m->head >= m->end || m->head < m->begin) {
      m->head = m->end - 1;
    }
    const uint32_t begin = doc->tokens[m->begin].span.begin;
    const uint32_t end   = doc->tokens[m->end - 1].span.end;
    const bool     name  = m->kind == ACTA_MENTION_NAME;
    if (!e->label.n || (name && !e->named)) {
      e->label = (acta_str){doc->text.p + begin, end - begin};
      e->type  = m->type;
      e->named = name;
    }
    doc->tokens[m->head].mention = i;
  }
}
