// SPDX-License-Identifier: MIT
#include "base/day.h"
#include "event/work.h"

#include <stdarg.h>
#include <stdio.h>

void explain_line(const work *w, const char *fmt, ...)
{
  char buf[400];
  if (!w->explain || !w->explain->line) {
    return;
  }
  va_list ap;
  va_start(ap, fmt);
  (void)vsnprintf(buf, sizeof buf, fmt, ap);
  va_end(ap);
  w->explain->line(w->explain->user, buf);
}

static uint32_t place_of(const work *w, uint32_t t)
{
  return acta_cp_of(&w->cp, w->doc->tokens[t].span.begin);
}

void explain_silent(const work *w, uint32_t t, const acta_frame *f,
                    const char *why, acta_str what)
{
  const acta_str form = w->doc->tokens[t].form;
  explain_line(w, "%u \"%.*s\": %.*s is silent: %s %.*s", place_of(w, t),
               (int)form.n, form.p, (int)f->name.n, f->name.p, why, (int)what.n,
               what.p);
}

static void explain_filler(const work *w, const filler *f)
{
  const acta_str  role = acta_role_at(w->o, f->role)->name;
  const acta_span a    = w->doc->tokens[f->begin].span;
  const acta_span b    = w->doc->tokens[f->end - 1].span;
  const acta_str  rel =
    f->rel == ACTA_NO ? ACTA_STR("context") : acta_relation_name(w->o, f->rel);
  explain_line(w, "  %.*s \"%.*s\" by %.*s%s", (int)role.n, role.p,
               (int)(b.end - a.begin), w->doc->text.p + a.begin, (int)rel.n,
               rel.p, is_open_pronoun(w, f->token) ? " (not resolved)" : "");
}

void explain_event(const work *w, const event *e)
{
  const acta_str form = w->doc->tokens[e->token].form;
  const acta_str name = acta_class_at(w->o, e->class)->name;
  char           begin[16];
  char           end[16];
  if (!w->explain) {
    return;
  }
  explain_line(w, "%u \"%.*s\": %.*s -> %.*s, %s", place_of(w, e->token),
               (int)form.n, form.p, (int)e->frame->name.n, e->frame->name.p,
               (int)name.n, name.p, acta_stance_name(e->stance));
  if (e->pred != e->token) {
    const acta_str v = w->doc->tokens[e->pred].form;
    explain_line(w, "  carried by \"%.*s\"", (int)v.n, v.p);
  }
  for (uint32_t i = 0; i < e->n_cue; ++i) {
    const acta_cue *cue = e->cue[i];
    explain_line(w, "  cue %.*s says %s", (int)cue->name.n, cue->name.p,
                 acta_stance_name(cue->imposes));
  }
  for (uint32_t i = 0; i < e->n_fill; ++i) {
    explain_filler(w, &e->fill[i]);
  }
  if (e->time.begin != ACTA_NO_DAY || e->time.end != ACTA_NO_DAY) {
    const acta_span s =
      e->timex == ACTA_NO ? (acta_span){0, 0} : w->doc->timexes[e->timex].span;
    acta_day_format(e->time.begin, begin);
    acta_day_format(e->time.end, end);
    explain_line(w, "  time %s .. %s by \"%.*s\"", begin, end,
                 (int)(s.end - s.begin), w->doc->text.p + s.begin);
  }
  if (e->attributed_to.n) {
    explain_line(w, "  on the word of %.*s", (int)e->attributed_to.n,
                 e->attributed_to.p);
  }
}
