// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/day.h"
#include "fuse/fuse.h"

#include <stdlib.h>

#define MAX_NAMES 8 // of one role; more are "and others"
#define MAX_NAME 80 // bytes of one name

// How a role reads in a label, in the order in which roles are named.  The
// first role that is there reads "of" unless it is a place or a topic.
static const struct {
  const char *role, *word;
} words[] = {
  {"participant", "of"},  {"patient", "of"},      {"theme", "of"},
  {"organization", "of"}, {"agent", "by"},        {"counterpart", "with"},
  {"addressee", "to"},    {"beneficiary", "for"}, {"position", "as"},
  {"vehicle", "by"},      {"origin", "from"},     {"destination", "to"},
  {"place", "in"},        {"topic", "over"},
};
enum { N_WORDS = sizeof(words) / sizeof(words[0]), FIRST_PLACE = 10 };

static int by_text(const void *a, const void *b)
{
  return acta_str_cmp(*(const acta_str *)a, *(const acta_str *)b);
}

// All documents must agree on it: the gazetteer's name, if there is one.
static acta_str name_of(const acta_ontology *o, const acta_record_role *r)
{
  const uint32_t at   = r->id.n ? acta_entry_by_iri(o, r->id) : ACTA_NO;
  acta_str       name = r->label;
  if (at != ACTA_NO) {
    acta_entry entry;
    acta_entry_at(o, at, &entry);
    name = entry.label;
  }
  if (name.n > MAX_NAME) {
    name.n = MAX_NAME;
    while (name.n && ((unsigned char)name.p[name.n] & 0xC0) == 0x80) {
      --name.n;
    }
  }
  return name;
}

static size_t names_in(const acta_ontology *o, const acta_record_event *e,
                       const char *role, bool keyed, acta_str *names)
{
  size_t n = 0, kept = 0;
  for (uint32_t i = 0; i < e->n_roles && n < MAX_NAMES; ++i) {
    if (acta_str_is(e->roles[i].role, role) &&
        (!keyed || acta_filler_is_named(&e->roles[i]))) {
      names[n++] = name_of(o, &e->roles[i]);
    }
  }
  qsort(names, n, sizeof(*names), by_text);
  for (size_t i = 0; i < n; ++i) {
    if (!i || !acta_str_eq(names[i], names[i - 1])) {
      names[kept++] = names[i];
    }
  }
  return kept;
}

static void add_names(acta_buf *b, const acta_str *names, size_t n)
{
  for (size_t i = 0; i < n; ++i) {
    acta_buf_str(b, !i           ? ACTA_STR("")
                    : i + 1 == n ? ACTA_STR(" and ")
                                 : ACTA_STR(", "));
    acta_buf_str(b, names[i]);
  }
}

static bool in_key(const acta_ontology *o, const acta_class *class,
                   const char          *role)
{
  const uint32_t id = acta_role_find(o, acta_str_of(role));
  for (uint32_t i = 0; i < class->n_key; ++i) {
    if (class->key[i] == id) {
      return true;
    }
  }
  return false;
}

static void add_roles(const acta_ontology *o, acta_buf                 *b,
                      const acta_class *class, const acta_record_event *e,
                      bool keyed)
{
  bool any = false;
  for (size_t w = 0; w < N_WORDS; ++w) {
    acta_str names[MAX_NAMES];
    if (keyed && !in_key(o, class, words[w].role)) {
      continue;
    }
    const size_t n = names_in(o, e, words[w].role, keyed, names);
    if (!n) {
      continue;
    }
    const char *word = any || w >= FIRST_PLACE ? words[w].word : "of";
    if (acta_str_is(acta_str_of(words[w].role), "destination") &&
        acta_str_is(class->name, "Arrival")) {
      word = "in"; // one travels to a place but arrives in it
    }
    acta_buf_printf(b, " %s ", word);
    add_names(b, names, n);
    any = true;
  }
}

static void add_days(acta_buf *b, const acta_record_event *e)
{
  char begin[16], end[16];
  acta_day_format(e->time.begin, begin);
  acta_day_format(e->time.end, end);
  if (begin[0] && !strcmp(begin, end)) {
    acta_buf_printf(b, ", %s", begin);
  } else if (begin[0] && end[0]) {
    acta_buf_printf(b, ", %s to %s", begin, end);
  }
}

acta_str acta_event_label(const acta_ontology *o, acta_arena *arena,
                          const acta_record_event *e, bool keyed)
{
  const acta_class *class = acta_class_at(o, acta_class_find(o, e->type));
  if (keyed) {
    class = acta_class_at(o, class->identity);
  }
  acta_buf b = {NULL, 0, 0, false};
  acta_buf_str(&b, class->label);
  if (!b.failed && b.n && b.p[0] >= 'a' && b.p[0] <= 'z') {
    b.p[0] = (char)(b.p[0] - 'a' + 'A');
  }
  add_roles(o, &b, class, e, keyed);
  if (!keyed || class->key_day) {
    add_days(&b, e);
  }
  const acta_str label = {b.failed ? NULL : acta_arena_dup(arena, b.p, b.n),
                          b.n};
  acta_buf_release(&b);
  return label;
}
