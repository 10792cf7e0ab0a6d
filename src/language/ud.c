// SPDX-License-Identifier: MIT
#include "language/ud.h"

static const char *const upos_names[ACTA_N_UPOS] = {
  "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN", "NUM",
  "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
};

static const char *const xpos_names[ACTA_N_XPOS] = {
  "_",   "CC",   "CD",    "DT",    "EX",   "FW",  "IN",   "JJ",  "JJR",
  "JJS", "LS",   "MD",    "NN",    "NNS",  "NNP", "NNPS", "PDT", "POS",
  "PRP", "PRP$", "RB",    "RBR",   "RBS",  "RP",  "SYM",  "TO",  "UH",
  "VB",  "VBD",  "VBG",   "VBN",   "VBP",  "VBZ", "WDT",  "WP",  "WP$",
  "WRB", "ADD",  "AFX",   "GW",    "HYPH", "NFP", ",",    ".",   ":",
  "``",  "''",   "-LRB-", "-RRB-", "$",    "#",
};

static const char *const dep_names[ACTA_N_DEP] = {
  "_",
  "acl",
  "acl:relcl",
  "advcl",
  "advcl:relcl",
  "advmod",
  "amod",
  "appos",
  "aux",
  "aux:pass",
  "case",
  "cc",
  "cc:preconj",
  "ccomp",
  "compound",
  "compound:prt",
  "conj",
  "cop",
  "csubj",
  "csubj:outer",
  "csubj:pass",
  "dep",
  "det",
  "det:predet",
  "discourse",
  "dislocated",
  "expl",
  "fixed",
  "flat",
  "goeswith",
  "iobj",
  "list",
  "mark",
  "nmod",
  "nmod:desc",
  "nmod:poss",
  "nmod:unmarked",
  "nsubj",
  "nsubj:outer",
  "nsubj:pass",
  "nummod",
  "obj",
  "obl",
  "obl:agent",
  "obl:unmarked",
  "orphan",
  "parataxis",
  "punct",
  "reparandum",
  "root",
  "vocative",
  "xcomp",
};

// Values in id order; the bits of each feature hold the largest id.
static const struct {
  const char *const *values;
  unsigned           shift, bits, n;
} feats[ACTA_N_FEATS] = {
  [ACTA_FEAT_ABBR] = {(const char *const[]){"Abbr=Yes"}, 0, 1, 1},
  [ACTA_FEAT_CASE] = {(const char *const[]){"Case=Acc", "Case=Gen", "Case=Nom"},
                      1, 2, 3},
  [ACTA_FEAT_DEFINITE] = {(const char *const[]){"Definite=Def", "Definite=Ind"},
                          3, 2, 2},
  [ACTA_FEAT_DEGREE]   = {(const char *const[]){"Degree=Cmp", "Degree=Pos",
                                                "Degree=Sup"},
                          5, 2, 3},
  [ACTA_FEAT_GENDER]   = {(const char *const[]){"Gender=Fem", "Gender=Masc",
                                                "Gender=Neut"},
                          7, 2, 3},
  [ACTA_FEAT_MOOD] = {(const char *const[]){"Mood=Imp", "Mood=Ind", "Mood=Sub"},
                      9, 2, 3},
  [ACTA_FEAT_NUMBER]   = {(const char *const[]){"Number=Plur", "Number=Ptan",
                                                "Number=Sing"},
                          11, 2, 3},
  [ACTA_FEAT_NUMTYPE]  = {(const char *const[]){"NumType=Card", "NumType=Frac",
                                                "NumType=Mult", "NumType=Ord"},
                          13, 3, 4},
  [ACTA_FEAT_PERSON]   = {(const char *const[]){"Person=1", "Person=2",
                                                "Person=3"},
                          16, 2, 3},
  [ACTA_FEAT_POLARITY] = {(const char *const[]){"Polarity=Neg", "Polarity=Pos"},
                          18, 2, 2},
  [ACTA_FEAT_POSS]     = {(const char *const[]){"Poss=Yes"}, 20, 1, 1},
  [ACTA_FEAT_PRONTYPE] = {(const char *const[]){"PronType=Art", "PronType=Dem",
                                                "PronType=Emp", "PronType=Ind",
                                                "PronType=Int", "PronType=Neg",
                                                "PronType=Prs", "PronType=Rcp",
                                                "PronType=Rel", "PronType=Tot"},
                          21, 4, 10},
  [ACTA_FEAT_REFLEX]   = {(const char *const[]){"Reflex=Yes"}, 25, 1, 1},
  [ACTA_FEAT_TENSE] = {(const char *const[]){"Tense=Past", "Tense=Pres"}, 26, 2,
                       2},
  [ACTA_FEAT_VERBFORM] = {(const char *const[]){"VerbForm=Fin", "VerbForm=Ger",
                                                "VerbForm=Inf",
                                                "VerbForm=Part"},
                          28, 3, 4},
  [ACTA_FEAT_VOICE]    = {(const char *const[]){"Voice=Pass"}, 31, 1, 1},
};

static unsigned find(const char *const *names, unsigned n, acta_str name)
{
  for (unsigned i = 0; i < n; ++i) {
    if (acta_str_is(name, names[i])) {
      return i;
    }
  }
  return n;
}

const char *acta_upos_name(unsigned upos)
{
  return upos < ACTA_N_UPOS ? upos_names[upos] : "_";
}

const char *acta_xpos_name(unsigned xpos)
{
  return xpos < ACTA_N_XPOS ? xpos_names[xpos] : "_";
}

const char *acta_dep_name(unsigned dep)
{
  return dep < ACTA_N_DEP ? dep_names[dep] : "_";
}

unsigned acta_upos_find(acta_str name)
{
  return find(upos_names, ACTA_N_UPOS, name);
}

unsigned acta_xpos_find(acta_str name)
{
  return find(xpos_names, ACTA_N_XPOS, name);
}

// Length of the relation before its subtype.
static size_t base_length(acta_str name)
{
  const char *colon = name.n ? memchr(name.p, ':', name.n) : NULL;
  return colon ? (size_t)(colon - name.p) : name.n;
}

unsigned acta_dep_find(acta_str name)
{
  const unsigned id = find(dep_names, ACTA_N_DEP, name);
  return id < ACTA_N_DEP
           ? id
           : find(dep_names, ACTA_N_DEP, (acta_str){name.p, base_length(name)});
}

unsigned acta_dep_base(unsigned dep)
{
  const acta_str name = acta_str_of(acta_dep_name(dep));
  return find(dep_names, ACTA_N_DEP, (acta_str){name.p, base_length(name)});
}

bool acta_upos_is_nominal(unsigned upos)
{
  return upos == ACTA_NOUN || upos == ACTA_PROPN || upos == ACTA_PRON;
}

bool acta_xpos_is_finite(unsigned xpos)
{
  return xpos == ACTA_XPOS_VBD || xpos == ACTA_XPOS_VBZ ||
         xpos == ACTA_XPOS_VBP || xpos == ACTA_XPOS_MD;
}

unsigned acta_feat_get(uint32_t packed, acta_feat feat)
{
  return packed >> feats[feat].shift & ((1U << feats[feat].bits) - 1);
}

uint32_t acta_feat_set(uint32_t packed, acta_feat feat, unsigned value)
{
  const uint32_t mask = ((1U << feats[feat].bits) - 1) << feats[feat].shift;
  return (packed & ~mask) | (value << feats[feat].shift & mask);
}

const char *acta_feat_name(acta_feat feat, unsigned value)
{
  return value && value <= feats[feat].n ? feats[feat].values[value - 1] : NULL;
}

static uint32_t add_feature(uint32_t packed, acta_str item)
{
  for (unsigned f = 0; f < ACTA_N_FEATS; ++f) {
    const unsigned v = find(feats[f].values, feats[f].n, item);
    if (v < feats[f].n) {
      return acta_feat_set(packed, (acta_feat)f, v + 1);
    }
  }
  return packed;
}

uint32_t acta_feats_parse(acta_str column)
{
  uint32_t packed = 0;
  while (column.n) {
    const char  *bar = memchr(column.p, '|', column.n);
    const size_t n   = bar ? (size_t)(bar - column.p) : column.n;
    packed           = add_feature(packed, (acta_str){column.p, n});
    column.p += n + (bar != NULL);
    column.n -= n + (bar != NULL);
  }
  return packed;
}
