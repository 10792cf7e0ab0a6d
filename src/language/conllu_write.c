// SPDX-License-Identifier: MIT
#include "base/utf8.h"
#include "language/conllu.h"
#include "language/ud.h"

#include <stdlib.h>

static const char *const kinds[] = {"name", "nominal", "pronoun"};
const char *const        acta_conllu_types[ACTA_N_ENT] = {
         "unknown",      "person", "place",   "gpe",
         "organization", "group",  "vehicle", "thing"};
static const char *const ner[ACTA_N_ENT] = {NULL,  "PER",  "LOC",  "LOC",
                                            "ORG", "MISC", "MISC", "MISC"};
static const char *const timex[]         = {"DATE", "TIME", "DURATION", "SET"};

// A document being written.
typedef struct {
  acta_buf            *out;
  const acta_document *doc;
  acta_cp_index        index;
  uint32_t            *by_begin; ///< Mentions, outer first at one token
  uint32_t            *by_end;   ///< Mentions, inner first at one token
  uint32_t             next_begin, next_end;
  bool                 first; ///< No item in this MISC column yet
} writer;

static void item(writer *w)
{
  if (!w->first) {
    acta_buf_char(w->out, '|');
  }
  w->first = false;
}

// Percent-encodes what would end the value, the item or the column.
static void escaped(acta_buf *out, acta_str s)
{
  for (size_t i = 0; i < s.n; ++i) {
    const unsigned char c = (unsigned char)s.p[i];
    if (c <= ' ' || c == '|' || c == '%' || c == '(' || c == ')') {
      acta_buf_printf(out, "%%%02X", c);
    } else {
      acta_buf_char(out, (char)c);
    }
  }
}

// A column of free text: tabs and line ends cannot be in it.
static void column(acta_buf *out, acta_str s)
{
  if (!s.n) {
    acta_buf_char(out, '_');
  }
  for (size_t i = 0; i < s.n; ++i) {
    const char c = s.p[i];
    acta_buf_char(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : c);
  }
}

static void range_item(writer *w, acta_span span)
{
  item(w);
  acta_buf_printf(w->out, "TokenRange=%u:%u", acta_cp_of(&w->index, span.begin),
                  acta_cp_of(&w->index, span.end));
}

static void entity_items(writer *w, uint32_t token)
{
  const acta_document *doc  = w->doc;
  bool                 open = false;
  while (w->next_begin < doc->n_mentions &&
         doc->mentions[w->by_begin[w->next_begin]].begin == token) {
    const acta_mention *m = doc->mentions + w->by_begin[w->next_begin++];
    const acta_entity  *e = doc->entities + m->entity;
    if (!open) {
      item(w);
      acta_buf_str(w->out, ACTA_STR("Entity="));
      open = true;
    }
    acta_buf_printf(w->out, "(e%u-%s-%u-%s-", m->entity + 1,
                    acta_conllu_types[m->type], m->head - m->begin + 1,
                    kinds[m->kind]);
    escaped(w->out, e->iri);
    if (m->end == token + 1) {
      acta_buf_char(w->out, ')');
    }
  }
  while (w->next_end < doc->n_mentions &&
         doc->mentions[w->by_end[w->next_end]].end == token + 1) {
    const acta_mention *m = doc->mentions + w->by_end[w->next_end++];
    if (m->begin == token) {
      continue; // already closed
    }
    if (!open) {
      item(w);
      acta_buf_str(w->out, ACTA_STR("Entity="));
      open = true;
    }
    acta_buf_printf(w->out, "e%u)", m->entity + 1);
  }
}

static void misc(writer *w, uint32_t i)
{
  const acta_document *doc    = w->doc;
  const acta_token    *t      = doc->tokens + i;
  const bool           inside = t->in_multiword || (i + 1 < doc->n_tokens &&
                                          doc->tokens[i + 1].in_multiword);
  w->first                    = true;
  entity_items(w, i);
  if (t->name && t->name < ACTA_N_ENT && ner[t->name]) {
    item(w);
    acta_buf_printf(w->out, "NER=%c-%s", t->name_begin ? 'B' : 'I',
                    ner[t->name]);
  }
  if (!t->space_after && !inside) {
    item(w);
    acta_buf_str(w->out, ACTA_STR("SpaceAfter=No"));
  }
  if (t->timex < doc->n_timexes) {
    const acta_timex *x = doc->timexes + t->timex;
    item(w);
    acta_buf_printf(w->out, "Timex=%c-%s", x->begin == i ? 'B' : 'I',
                    timex[x->type]);
    if (x->begin == i) {
      item(w);
      acta_buf_str(w->out, ACTA_STR("TimexValue="));
      escaped(w->out, x->value);
    }
  }
  range_item(w, t->span);
}

static void feats_column(acta_buf *out, uint32_t packed)
{
  bool any = false;
  for (unsigned f = 0; f < ACTA_N_FEATS; ++f) {
    const char *name =
      acta_feat_name((acta_feat)f, acta_feat_get(packed, (acta_feat)f));
    if (name) {
      acta_buf_printf(out, "%s%s", any ? "|" : "", name);
      any = true;
    }
  }
  if (!any) {
    acta_buf_char(out, '_');
  }
}

// "1-2  don't": the line before the words of a multi-word token.
static void multiword_line(writer *w, uint32_t i, uint32_t base)
{
  const acta_token *t   = w->doc->tokens;
  uint32_t          end = i + 1;
  while (end < w->doc->n_tokens && t[end].in_multiword) {
    ++end;
  }
  const acta_span span = {t[i].span.begin, t[end - 1].span.end};
  acta_buf_printf(w->out, "%u-%u\t", i - base + 1, end - base);
  column(w->out,
         (acta_str){w->doc->text.p + span.begin, span.end - span.begin});
  acta_buf_str(w->out, ACTA_STR("\t_\t_\t_\t_\t_\t_\t_\t"));
  w->first = true;
  if (!t[end - 1].space_after) {
    item(w);
    acta_buf_str(w->out, ACTA_STR("SpaceAfter=No"));
  }
  range_item(w, span);
  acta_buf_char(w->out, '\n');
}

static void token_line(writer *w, uint32_t i, const acta_sentence *s)
{
  const acta_token *t   = w->doc->tokens + i;
  acta_buf         *out = w->out;
  if (!t->in_multiword && i + 1 < s->end && t[1].in_multiword) {
    multiword_line(w, i, s->begin);
  }
  acta_buf_printf(out, "%u\t", i - s->begin + 1);
  column(out, t->form);
  acta_buf_char(out, '\t');
  column(out, t->lemma);
  acta_buf_printf(out, "\t%s\t%s\t",
                  t->xpos == ACTA_XPOS_NONE && t->upos == ACTA_X && !t->lemma.n
                    ? "_"
                    : acta_upos_name(t->upos),
                  acta_xpos_name(t->xpos));
  feats_column(out, t->feats);
  if (s->root == ACTA_NO) {
    acta_buf_str(out, ACTA_STR("\t_\t_\t_\t"));
  } else {
    acta_buf_printf(out, "\t%u\t%s\t_\t",
                    t->head == i ? 0 : t->head - s->begin + 1,
                    acta_dep_name(t->deprel));
  }
  misc(w, i);
  acta_buf_char(out, '\n');
}

static void sentence(writer *w, uint32_t n)
{
  const acta_document *doc = w->doc;
  const acta_sentence *s   = doc->sentences + n;
  if (!n || s->block != s[-1].block) {
    acta_buf_str(w->out, ACTA_STR("# newpar\n"));
  }
  acta_buf_str(w->out, ACTA_STR("# sent_id = "));
  column(w->out, doc->meta.source);
  acta_buf_printf(w->out, "-%u\n# text = ", n + 1);
  column(w->out,
         (acta_str){doc->text.p + s->span.begin, s->span.end - s->span.begin});
  acta_buf_char(w->out, '\n');
  for (uint32_t i = s->begin; i < s->end; ++i) {
    token_line(w, i, s);
  }
  acta_buf_char(w->out, '\n');
}

// Orders mentions stably by counting; `end` picks which border.
static void sort_mentions(const acta_document *doc, uint32_t *order,
                          uint32_t *count, bool end)
{
  memset(count, 0, ((size_t)doc->n_tokens + 2) * sizeof(*count));
  for (uint32_t i = 0; i < doc->n_mentions; ++i) {
    count[(end ? doc->mentions[i].end : doc->mentions[i].begin) + 1]++;
  }
  for (uint32_t i = 1; i < doc->n_tokens + 2; ++i) {
    count[i] += count[i - 1];
  }
  for (uint32_t i = 0; i < doc->n_mentions; ++i) {
    const acta_mention *m                   = doc->mentions + i;
    order[count[end ? m->end : m->begin]++] = i;
  }
}

// Among mentions that share the border, the longer ones first (or last).
static void nest(const acta_document *doc, uint32_t *order, bool end)
{
  for (uint32_t i = 1; i < doc->n_mentions; ++i) {
    const uint32_t      x = order[i];
    const acta_mention *a = doc->mentions + x;
    uint32_t            k = i;
    for (; k; --k) {
      const acta_mention *b      = doc->mentions + order[k - 1];
      const bool          before = end ? a->end == b->end && a->begin > b->begin
                                       : a->begin == b->begin && a->end > b->end;
      if (!before) {
        break;
      }
      order[k] = order[k - 1];
    }
    order[k] = x;
  }
}

static bool order_mentions(writer *w)
{
  const acta_document *doc = w->doc;
  const size_t         n   = (size_t)doc->n_mentions + 1;
  uint32_t *count = malloc(((size_t)doc->n_tokens + 2) * sizeof(*count));
  w->by_begin     = calloc(n, sizeof(*w->by_begin));
  w->by_end       = calloc(n, sizeof(*w->by_end));
  const bool good = count && w->by_begin && w->by_end;
  if (good) {
    sort_mentions(doc, w->by_begin, count, false);
    nest(doc, w->by_begin, false);
    sort_mentions(doc, w->by_end, count, true);
    nest(doc, w->by_end, true);
  }
  free(count);
  return good;
}

acta_status acta_conllu_write(acta_buf *out, const acta_document *doc,
                              acta_error *err)
{
  writer      w       = {out, doc, {{NULL, 0}, NULL}, NULL, NULL, 0, 0, true};
  acta_arena *scratch = acta_arena_new(0);
  acta_status status  = ACTA_OK;
  if (!scratch || !acta_cp_index_init(&w.index, scratch, doc->text) ||
      !order_mentions(&w)) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    goto done;
  }
  acta_buf_str(out, ACTA_STR("# newdoc id = "));
  column(out, doc->meta.source);
  acta_buf_char(out, '\n');
  if (doc->n_mentions) {
    acta_buf_str(out, ACTA_STR("# global.Entity = eid-etype-head-kind-link\n"));
  }
  for (uint32_t i = 0; i < doc->n_sentences; ++i) {
    sentence(&w, i);
  }
  if (!doc->n_sentences) {
    acta_buf_char(out, '\n');
  }
  if (out->failed) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
done:
  free(w.by_begin);
  free(w.by_end);
  acta_arena_free(scratch);
  return status;
}
