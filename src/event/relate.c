// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "event/work.h"

static void add_link(work *w, event *from, const char *type, uint32_t to)
{
  if (!acta_arena_grow(w->arena, (void **)&from->links, from->n_links,
                       &from->cap_links, sizeof *from->links)) {
    w->nomem = true;
    return;
  }
  from->links[from->n_links++] = (event_link){type, to};
}

// Event that a word triggers or carries, or ACTA_NO.
static uint32_t event_at(const work *w, uint32_t t)
{
  const uint32_t e = w->node[t].event;
  return e != ACTA_NO && !w->event[e].drop ? e : ACTA_NO;
}

// What a saying says: the events it reports, but not those reported inside.
static void link_content(work *w, uint32_t i)
{
  const uint32_t by = w->event[i].said_by;
  if (by != ACTA_NO && by != i && !w->event[by].drop) {
    add_link(w, &w->event[by], "content", i);
  }
}

// "Kim left after the talks", "before leaving he met Putin".
static void link_order(work *w, uint32_t i)
{
  char           buf[64];
  const uint32_t t    = w->event[i].token;
  const uint32_t p    = w->event[i].pred;
  const uint32_t x    = w->node[t].kase != ACTA_NO ? t : p;
  const uint32_t h    = parent_of(w, x);
  const acta_str m    = marker_of(w, x, buf);
  const uint32_t main = h == ACTA_NO ? ACTA_NO : event_at(w, h);
  if (main == ACTA_NO || main == i) {
    return;
  }
  if (acta_str_is(m, "after")) {
    add_link(w, &w->event[i], "before", main);
  } else if (acta_str_is(m, "before")) {
    add_link(w, &w->event[main], "before", i);
  } else if (acta_str_is(m, "during")) {
    add_link(w, &w->event[main], "partOf", i);
  }
}

void find_links(work *w)
{
  for (uint32_t i = 0; i < w->n_event && !w->nomem; ++i) {
    if (!w->event[i].drop) {
      link_content(w, i);
      link_order(w, i);
    }
  }
}
