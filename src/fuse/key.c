// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "base/iri.h"
#include "fuse/fuse.h"

#include <stdlib.h>

#define MAX_KEY 64 // fillers of all key roles together

// A capital, a digit or any letter that is not of ASCII.
static bool is_high(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (unsigned char)c >= 0x80;
}

acta_str acta_filler_head(const acta_record_role *role)
{
  acta_str s = role->label;
  for (size_t i = s.n; i-- > 0;) {
    if (s.p[i] == ' ') {
      return (acta_str){s.p + i + 1, s.n - i - 1};
    }
  }
  return s;
}

bool acta_filler_is_named(const acta_record_role *role)
{
  if (!role->id.n) {
    return false;
  }
  if (!acta_str_starts(role->id, ACTA_STR(ACTA_IRI_ENTITY))) {
    return true;
  }
  const acta_str head = acta_filler_head(role);
  return head.n && is_high(role->label.p[0]) && is_high(head.p[0]);
}

static bool is_key_role(const acta_class *class, uint32_t role)
{
  for (uint32_t i = 0; i < class->n_key; ++i) {
    if (class->key[i] == role) {
      return true;
    }
  }
  return false;
}

static int by_text(const void *a, const void *b)
{
  return acta_str_cmp(*(const acta_str *)a, *(const acta_str *)b);
}

// Is a role filled with names only?  A meeting of one does not say which it
// was, but that others were there too is no matter.
static bool is_filled(const acta_record_event *e, acta_str role)
{
  const bool partners = acta_str_is(role, "participant");
  uint32_t   n        = 0;
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    if (acta_str_eq(e->roles[i].role, role)) {
      const bool named = acta_filler_is_named(&e->roles[i]);
      if (!named && !partners) {
        return false;
      }
      n += named;
    }
  }
  return n >= (partners ? 2 : 1);
}

static bool is_complete(const acta_ontology     *o, const acta_class *class,
                        const acta_record_event *e)
{
  for (uint32_t k = 0; k < class->n_key; ++k) {
    if (!is_filled(e, acta_role_at(o, class->key[k])->name)) {
      return false;
    }
  }
  return class->n_key && (!class->key_day || (e->time.begin != ACTA_NO_DAY &&
                                              e->time.begin == e->time.end));
}

// "role=IRI" of each filler of a key role, sorted and each once.
static size_t key_lines(const acta_ontology *o, acta_arena               *arena,
                        const acta_class *class, const acta_record_event *e,
                        acta_str *lines, bool *nomem)
{
  size_t n = 0;
  for (uint32_t i = 0; i < e->n_roles && n < MAX_KEY; ++i) {
    const acta_record_role *r = &e->roles[i];
    if (is_key_role(class, acta_role_find(o, r->role)) &&
        acta_filler_is_named(r)) {
      char *line = acta_arena_alloc(arena, r->role.n + 1 + r->id.n, 1);
      if (!line) {
        *nomem = true;
        return 0;
      }
      memcpy(line, r->role.p, r->role.n);
      line[r->role.n] = '=';
      memcpy(line + r->role.n + 1, r->id.p, r->id.n);
      lines[n++] = (acta_str){line, r->role.n + 1 + r->id.n};
    }
  }
  qsort(lines, n, sizeof(*lines), by_text);
  size_t kept = 0;
  for (size_t i = 0; i < n; ++i) {
    if (!i || !acta_str_eq(lines[i], lines[i - 1])) {
      lines[kept++] = lines[i];
    }
  }
  return kept;
}

static acta_str hash_recipe(acta_arena *arena, acta_str name, char letter,
                            acta_buf *recipe)
{
  acta_str iri = {NULL, 0};
  if (!recipe->failed) {
    iri = acta_iri_event(arena, name, letter, acta_buf_as_str(recipe));
  }
  acta_buf_release(recipe);
  return iri;
}

acta_str acta_event_key(const acta_ontology *o, acta_arena *arena,
                        const acta_record_event *e)
{
  const acta_class *class = acta_class_at(o, acta_class_find(o, e->type));
  if (class->identity == ACTA_NO || !is_complete(o, class, e)) {
    return (acta_str){"", 0};
  }
  acta_str          lines[MAX_KEY];
  char              day[16]  = "";
  bool              nomem    = false;
  const acta_class *identity = acta_class_at(o, class->identity);
  const size_t      n        = key_lines(o, arena, class, e, lines, &nomem);
  acta_buf          recipe   = {NULL, 0, 0, nomem};
  acta_buf_str(&recipe, ACTA_STR("acta-event-1\n"));
  acta_buf_str(&recipe, identity->iri);
  acta_buf_char(&recipe, '\n');
  for (size_t i = 0; i < n; ++i) {
    acta_buf_str(&recipe, lines[i]);
    acta_buf_char(&recipe, '\n');
  }
  if (class->key_day) {
    acta_day_format(e->time.begin, day);
  }
  acta_buf_str(&recipe, acta_str_of(day));
  acta_buf_char(&recipe, '\n');
  return hash_recipe(arena, identity->name, 'k', &recipe);
}

// Without offsets, what is said of the event tells it from others.
static void add_contents(acta_buf *recipe, const acta_record_event *e)
{
  char day[16];
  for (uint32_t i = 0; i < e->n_roles; ++i) {
    acta_buf_str(recipe, e->roles[i].role);
    acta_buf_char(recipe, '=');
    acta_buf_str(recipe, e->roles[i].id.n ? e->roles[i].id : e->roles[i].label);
    acta_buf_char(recipe, '\n');
  }
  acta_day_format(e->time.begin, day);
  acta_buf_str(recipe, acta_str_of(day));
  acta_day_format(e->time.end, day);
  acta_buf_char(recipe, ',');
  acta_buf_str(recipe, acta_str_of(day));
}

acta_str acta_event_own(const acta_ontology *o, acta_arena *arena,
                        const acta_record_event *e)
{
  const acta_class *class       = acta_class_at(o, acta_class_find(o, e->type));
  const acta_record_span *first = NULL;
  for (uint32_t i = 0; i < e->n_mentions; ++i) {
    const acta_record_span *span = &e->mentions[i].span;
    if (span->begin != ACTA_NO &&
        (!first || span->begin < first->begin ||
         (span->begin == first->begin && span->end < first->end))) {
      first = span;
    }
  }
  acta_buf recipe = {NULL, 0, 0, false};
  acta_buf_str(&recipe, ACTA_STR("acta-mention-1\n"));
  acta_buf_str(&recipe, class->iri);
  acta_buf_char(&recipe, '\n');
  acta_buf_str(&recipe, e->document.n ? e->document : e->source);
  acta_buf_char(&recipe, '\n');
  if (first) {
    acta_buf_printf(&recipe, "%u,%u", (unsigned)first->begin,
                    (unsigned)first->end);
  } else {
    add_contents(&recipe, e);
  }
  acta_buf_char(&recipe, '\n');
  const acta_class *named =
    class->identity == ACTA_NO ? class : acta_class_at(o, class->identity);
  return hash_recipe(arena, named->name, 'm', &recipe);
}
