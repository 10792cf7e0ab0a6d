// SPDX-License-Identifier: MIT
#include "language/parser_impl.h"

#include "language/ud.h"

#define NONE 0xFFFFFFU

// Properties of places in the state; templates combine them.
enum {
  S0W,
  S0T,
  S0U,
  S1W,
  S1T,
  S1U,
  S2W,
  S2T,
  S3T,
  B0W,
  B0T,
  B0U,
  B1W,
  B1T,
  B1U,
  B2W,
  B2T,
  B3T,
  S0LT,
  S0LW,
  S0L2T,
  S0RT,
  S0RW,
  S0R2T,
  S1LT,
  S1LW,
  S1L2T,
  S1RT,
  S1RW,
  S1R2T,
  S2LW,
  S2RT,
  B0LT,
  B0LW,
  B0L2T,
  DSB,
  DSS,
  S0VL,
  S0VR,
  S1VL,
  S1VR,
  B0VL,
  P0T,
  P0W,
  N0T,
  S0S,
  B0S,
  S1S,
  N_PLACES,
  END = 255
};

// clang-format off
static const uint8_t templates[][5] = {
  {S0W, END}, {S0T, END}, {S0W, S0T, END}, {S1W, END}, {S1T, END},
  {S1W, S1T, END}, {S2T, END}, {B0W, END}, {B0T, END}, {B0W, B0T, END},
  {B1W, END}, {B1T, END}, {B1W, B1T, END}, {B2W, END}, {B2T, END},
  {S0W, S0T, B0W, B0T, END}, {S0W, S0T, B0W, END}, {S0W, B0W, B0T, END},
  {S0W, S0T, B0T, END}, {S0T, B0W, B0T, END}, {S0W, B0W, END},
  {S0T, B0T, END}, {S0W, B0T, END}, {S0T, B0W, END},
  {S1W, S0W, END}, {S1T, S0T, END}, {S1W, S0T, END}, {S1T, S0W, END},
  {S1W, S1T, S0T, END}, {S1T, S0W, S0T, END}, {S1T, B0T, END},
  {S1W, B0T, END}, {S1T, B0W, END}, {S1W, B0W, END},
  {B0T, B1T, END}, {B0W, B1T, END}, {B0T, B1W, END}, {B0W, B1W, END},
  {B0T, B1T, B2T, END}, {S0T, B0T, B1T, END}, {S0W, B0T, B1T, END},
  {S0T, B0W, B1T, END}, {S0T, B0T, B1W, END}, {S0T, B0T, B1T, B2T, END},
  {B1T, B2T, B3T, END}, {S1T, S0T, B0T, END}, {S1T, S0T, B0T, B1T, END},
  {S1W, S0T, B0T, END}, {S1T, S0W, B0T, END}, {S1T, S0T, B0W, END},
  {S1U, S0U, B0U, B1U, END}, {S2T, S1T, S0T, END}, {S2T, S1T, S0T, B0T, END},
  {S3T, S2T, S1T, S0T, END}, {S2W, S0T, END}, {S2W, S0LW, END},
  {S0T, S0LT, B0T, END}, {S0T, S0RT, B0T, END}, {S0T, B0T, B0LT, END},
  {S0W, S0RT, B0T, END}, {S0T, B0W, B0LT, END}, {S0T, B0T, B0LW, END},
  {S1T, S1RT, S0T, END}, {S1T, S1LT, S0T, END}, {S1T, S0T, S0LT, END},
  {S1T, S0T, S0RT, END}, {S1T, S0T, S0LW, END}, {S1W, S0LW, END},
  {S1W, S0T, S0LW, END}, {S1W, S0W, S0LW, END}, {S1T, S0W, S0LW, END},
  {S2T, S1T, S0T, S0LW, END}, {S2W, S1W, S0LW, END}, {S1T, S1RT, S0T, S0LT, END},
  {S1W, S1RT, S0LW, END}, {S1T, S1LT, S0T, S0LT, END},
  {S0LT, END}, {S0LW, END}, {S0RT, END}, {S0RW, END}, {S1RT, END},
  {S1RW, END}, {S1LT, END}, {S1LW, END}, {B0LT, END}, {B0LW, END},
  {S0T, S0LT, S0L2T, END}, {S0T, S0RT, S0R2T, END}, {S1T, S1RT, S1R2T, END},
  {S1T, S1LT, S1L2T, END}, {B0T, B0LT, B0L2T, END},
  {S0W, DSB, END}, {S0T, DSB, END}, {B0W, DSB, END}, {B0T, DSB, END},
  {S0T, B0T, DSB, END}, {S0W, B0W, DSB, END}, {S1T, S0T, DSS, END},
  {S1W, S0W, DSS, END}, {S1T, S0T, B0T, DSS, END},
  {S0W, S0VR, END}, {S0T, S0VR, END}, {S0W, S0VL, END}, {S0T, S0VL, END},
  {B0W, B0VL, END}, {B0T, B0VL, END}, {S1T, S1VR, S0T, END},
  {S0T, S0VR, B0T, END}, {S0T, S0VL, B0T, END}, {S1W, S1VR, END},
  {S0T, P0T, B0T, END}, {S0T, N0T, B0T, END}, {S0T, P0W, B0T, END},
  {S1T, S0T, P0T, B0T, END}, {S0T, B0T, S0S, END}, {S0T, B0T, B0S, END},
  {S1T, S0T, S1S, S0S, END},
};
// clang-format on

static uint32_t word_at(const acta_parse_state *s, uint32_t i)
{
  return i < s->in->n ? s->in->words[i].lower : NONE;
}

static uint32_t tag_at(const acta_parse_state *s, uint32_t i)
{
  return i < s->in->n ? s->in->classes[i] : NONE;
}

static uint32_t upos_at(const acta_parse_state *s, uint32_t i)
{
  return i < s->in->n ? s->in->tokens[i].upos : NONE;
}

static uint32_t bucket(uint32_t distance)
{
  if (distance < 5) {
    return distance;
  }
  return distance < 7 ? 5 : distance < 11 ? 6 : 7;
}

static uint32_t at_most(uint32_t n, uint32_t most)
{
  return n < most ? n : most;
}

static const acta_node *node_at(const acta_parse_state *s, uint32_t i)
{
  static const acta_node none = {ACTA_NO, ACTA_NO, ACTA_NO, ACTA_NO, ACTA_NO,
                                 ACTA_NO, 0,       0,       0};
  return i < s->in->n ? s->nodes + i : &none;
}

static void look_at_children(const acta_parse_state *s, uint32_t s0,
                             uint32_t s1, uint32_t s2, uint32_t b0, uint32_t *a)
{
  const acta_node *n0 = node_at(s, s0), *n1 = node_at(s, s1);
  const acta_node *n2 = node_at(s, s2), *m0 = node_at(s, b0);
  a[S0LT]  = tag_at(s, n0->left);
  a[S0LW]  = word_at(s, n0->left);
  a[S0L2T] = tag_at(s, n0->left2);
  a[S0RT]  = tag_at(s, n0->right);
  a[S0RW]  = word_at(s, n0->right);
  a[S0R2T] = tag_at(s, n0->right2);
  a[S1LT]  = tag_at(s, n1->left);
  a[S1LW]  = word_at(s, n1->left);
  a[S1L2T] = tag_at(s, n1->left2);
  a[S1RT]  = tag_at(s, n1->right);
  a[S1RW]  = word_at(s, n1->right);
  a[S1R2T] = tag_at(s, n1->right2);
  a[S2LW]  = word_at(s, n2->left);
  a[S2RT]  = tag_at(s, n2->right);
  a[B0LT]  = tag_at(s, m0->left);
  a[B0LW]  = word_at(s, m0->left);
  a[B0L2T] = tag_at(s, m0->left2);
  a[S0VL]  = at_most(n0->n_left, 4);
  a[S0VR]  = at_most(n0->n_right, 4);
  a[S1VL]  = at_most(n1->n_left, 4);
  a[S1VR]  = at_most(n1->n_right, 4);
  a[B0VL]  = at_most(m0->n_left, 4);
}

static uint32_t from_top(const acta_parse_state *s, uint32_t k)
{
  return s->depth > k ? s->stack[s->depth - 1 - k] : ACTA_NO;
}

static void look(const acta_parse_state *s, uint32_t *a)
{
  const uint32_t s0 = from_top(s, 0), s1 = from_top(s, 1);
  const uint32_t s2 = from_top(s, 2), s3 = from_top(s, 3);
  const uint32_t b0 = s->next;
  look_at_children(s, s0, s1, s2, b0, a);
  a[S0W] = word_at(s, s0);
  a[S0T] = tag_at(s, s0);
  a[S0U] = upos_at(s, s0);
  a[S1W] = word_at(s, s1);
  a[S1T] = tag_at(s, s1);
  a[S1U] = upos_at(s, s1);
  a[S2W] = word_at(s, s2);
  a[S2T] = tag_at(s, s2);
  a[S3T] = tag_at(s, s3);
  a[B0W] = word_at(s, b0);
  a[B0T] = tag_at(s, b0);
  a[B0U] = upos_at(s, b0);
  a[B1W] = word_at(s, b0 + 1);
  a[B1T] = tag_at(s, b0 + 1);
  a[B1U] = upos_at(s, b0 + 1);
  a[B2W] = word_at(s, b0 + 2);
  a[B2T] = tag_at(s, b0 + 2);
  a[B3T] = tag_at(s, b0 + 3);
  a[DSB] = s0 == ACTA_NO || b0 >= s->in->n ? 0 : bucket(b0 - s0);
  a[DSS] = s1 == ACTA_NO ? 0 : bucket(s0 - s1);
  a[P0T] = b0 ? tag_at(s, b0 - 1) : NONE;
  a[P0W] = b0 ? word_at(s, b0 - 1) : NONE;
  a[N0T] = s0 == ACTA_NO ? NONE : tag_at(s, s0 + 1);
  a[S0S] = s0 == ACTA_NO ? NONE : s->in->words[s0].suffix[2];
  a[S1S] = s1 == ACTA_NO ? NONE : s->in->words[s1].suffix[2];
  a[B0S] = b0 < s->in->n ? s->in->words[b0].suffix[2] : NONE;
}

static size_t combine(const uint32_t *values, const uint8_t (*table)[5],
                      size_t n, uint64_t seed, uint64_t *keys)
{
  for (size_t k = 0; k < n; ++k) {
    uint64_t h = seed + k * 0x632BE59BD9B4E019U;
    for (const uint8_t *place = table[k]; *place != END; ++place) {
      h = acta_feature(h, values[*place]);
    }
    keys[k] = acta_feature(h, k);
  }
  return n;
}

size_t acta_parse_features(const acta_parse_state *s,
                           uint64_t                keys[ACTA_PARSE_FEATURES])
{
  uint32_t values[N_PLACES];
  look(s, values);
  return combine(values, templates, sizeof(templates) / sizeof(templates[0]), 1,
                 keys);
}

uint32_t acta_arc_kind(const acta_parse_input *in, const acta_node *nodes,
                       uint32_t i)
{
  const uint32_t head = nodes[i].head;
  const uint32_t row  = in->tokens[i].upos * (2U * ACTA_N_UPOS + 1);
  if (head == ACTA_NO) {
    return row + 2 * ACTA_N_UPOS;
  }
  return row + 2U * in->tokens[head].upos + (head > i);
}

// Places around an arc from governor H to dependent D.
enum {
  DW,
  DT,
  DU,
  DS,
  HW,
  HT,
  HU,
  HS,
  DIST,
  DIR,
  DLT,
  DLW,
  DL2T,
  DL2W,
  DRT,
  DRW,
  HLT,
  HLW,
  HRT,
  HRW,
  GT,
  GW,
  GDIR,
  DPT,
  DNT,
  HPT,
  HNT,
  SIBT,
  SIBW,
  SIBD,
  HDEP,
  PDEP,
  DPW,
  DNW,
  DVL,
  DVR,
  HVL,
  HVR,
  TAKEN,
  N_ARC_PLACES
};

// clang-format off
static const uint8_t arc_templates[][5] = {
  {DW, END}, {DT, END}, {DW, DT, DIR, END}, {HW, DIR, END}, {HT, DIR, END},
  {DT, HT, DIR, END}, {DW, HT, DIR, END}, {DT, HW, DIR, END},
  {DW, HW, DIR, END}, {DT, HT, DIR, DIST, END}, {DW, HU, DIST, END},
  {DT, HT, DIR, DLT, END}, {DT, HT, DIR, DLW, END}, {DT, HW, DIR, DLW, END},
  {DW, HT, DIR, DLW, END}, {DW, HW, DLW, END}, {DU, HU, DLW, DRT, END},
  {DT, HT, DLT, DL2T, END}, {DT, HT, DLW, DL2W, END}, {DU, DLW, DIR, END},
  {DT, DL2W, DIR, END}, {DT, HT, DRT, DIR, END}, {DT, DRW, DIR, END},
  {DT, HT, HLT, DIR, END}, {DT, HT, HRT, DIR, END}, {DU, HW, HLW, DIR, END},
  {DU, HU, HRW, DIR, END}, {DT, HT, GT, GDIR, END}, {DT, HU, GW, END},
  {DT, HT, DPT, DIR, END}, {DT, HT, DNT, DIR, END}, {DT, DPW, DIR, END},
  {DT, DNW, DIR, END}, {DT, HT, HPT, DIR, END}, {DT, HT, HNT, DIR, END},
  {DT, HT, SIBD, DIR, END}, {DT, HW, SIBD, DIR, END}, {DW, HT, SIBD, END},
  {DT, SIBT, HT, DIR, END}, {DT, SIBW, HW, END}, {DU, HU, HDEP, DIR, END},
  {DT, HT, HDEP, DIR, END}, {DT, PDEP, DIR, END}, {DS, HT, DIR, END},
  {DS, DT, HS, DIR, END}, {DT, HS, DIR, END}, {DT, HT, HVL, HVR, END},
  {DT, DVL, DVR, HT, END}, {DT, HT, TAKEN, DIR, END}, {DT, HW, TAKEN, DIR, END},
  {DU, TAKEN, SIBD, DIR, END}, {DT, DLW, TAKEN, DIR, END},
  {DW, HU, TAKEN, DIR, END}, {DT, DNT, TAKEN, DIR, END}, {DT, DPT, HT, DLW, END}, {DW, DLW, DIR, END},
  {DU, HU, DIST, DLT, END}, {DT, HT, SIBD, DLW, END}, {DT, DLT, DRT, DIR, END},
  {DW, DPT, DNT, END},
};
// clang-format on

// Which of the relations that a governor has once are taken, in a number.
static uint32_t taken(uint64_t named)
{
  static const uint8_t once[] = {
    ACTA_DEP_NSUBJ,    ACTA_DEP_NSUBJ_PASS, ACTA_DEP_OBJ,  ACTA_DEP_AUX,
    ACTA_DEP_AUX_PASS, ACTA_DEP_COP,        ACTA_DEP_EXPL, ACTA_DEP_MARK,
    ACTA_DEP_CASE,     ACTA_DEP_DET,        ACTA_DEP_CC,   ACTA_DEP_CCOMP};
  uint32_t bits = 0;
  for (unsigned i = 0; i < sizeof(once); ++i) {
    bits |= (uint32_t)(named >> once[i] & 1) << i;
  }
  return bits;
}

static void look_at_arc(const acta_parse_input *in, const acta_node *nodes,
                        uint32_t i, uint32_t *a)
{
  const acta_parse_state s    = {in, NULL, NULL, 0, 0};
  const acta_node       *d    = nodes + i;
  const uint32_t         head = d->head;
  const bool             root = head == ACTA_NO;
  const acta_node       *h    = root ? d : nodes + head;
  const uint32_t         sib  = d->before;
  const uint32_t         g    = root ? ACTA_NO : h->head;
  a[DW]                       = word_at(&s, i);
  a[DT]                       = tag_at(&s, i);
  a[DU]                       = upos_at(&s, i);
  a[DS]                       = in->words[i].suffix[2];
  a[HW]                       = word_at(&s, head);
  a[HT]                       = tag_at(&s, head);
  a[HU]                       = upos_at(&s, head);
  a[HS]                       = root ? NONE : in->words[head].suffix[2];
  a[DIR]                      = root ? 2 : head > i;
  a[DIST]  = root ? 0 : bucket(head > i ? head - i : i - head);
  a[DLT]   = tag_at(&s, d->left);
  a[DLW]   = word_at(&s, d->left);
  a[DL2T]  = tag_at(&s, d->left2);
  a[DL2W]  = word_at(&s, d->left2);
  a[DRT]   = tag_at(&s, d->right);
  a[DRW]   = word_at(&s, d->right);
  a[HLT]   = root ? NONE : tag_at(&s, h->left);
  a[HLW]   = root ? NONE : word_at(&s, h->left);
  a[HRT]   = root ? NONE : tag_at(&s, h->right);
  a[HRW]   = root ? NONE : word_at(&s, h->right);
  a[GT]    = tag_at(&s, g);
  a[GW]    = word_at(&s, g);
  a[GDIR]  = g == ACTA_NO ? 2 : g > head;
  a[DPT]   = i ? tag_at(&s, i - 1) : NONE;
  a[DPW]   = i ? word_at(&s, i - 1) : NONE;
  a[DNT]   = tag_at(&s, i + 1);
  a[DNW]   = word_at(&s, i + 1);
  a[HPT]   = root || !head ? NONE : tag_at(&s, head - 1);
  a[HNT]   = root ? NONE : tag_at(&s, head + 1);
  a[SIBT]  = tag_at(&s, sib);
  a[SIBW]  = word_at(&s, sib);
  a[SIBD]  = sib < i ? in->tokens[sib].deprel : NONE;
  a[TAKEN] = root ? 0 : taken(h->named);
  a[HDEP]  = !root && head < i ? in->tokens[head].deprel : NONE;
  a[PDEP]  = i ? in->tokens[i - 1].deprel : NONE;
  a[DVL]   = at_most(d->n_left, 3);
  a[DVR]   = at_most(d->n_right, 3);
  a[HVL]   = at_most(h->n_left, 4);
  a[HVR]   = at_most(h->n_right, 4);
}

size_t acta_label_features(const acta_parse_input *in, const acta_node *nodes,
                           uint32_t i, uint64_t keys[ACTA_PARSE_FEATURES])
{
  uint32_t values[N_ARC_PLACES];
  look_at_arc(in, nodes, i, values);
  return combine(values, arc_templates,
                 sizeof(arc_templates) / sizeof(arc_templates[0]), 2, keys);
}
