// SPDX-License-Identifier: MIT
/// @file ud.h  Universal Dependencies v2 for English: names and ids of parts
/// of speech, Penn tags, relations and features (universaldependencies.org/en).
/// Ids are written into model files: add new ones at the end.
#ifndef ACTA_LANGUAGE_UD_H
#define ACTA_LANGUAGE_UD_H

#include <acta/document.h>

/// Penn tags as English UD uses them (column XPOS).
typedef enum {
  ACTA_XPOS_NONE, ///< Not tagged, "_"
  ACTA_XPOS_CC,
  ACTA_XPOS_CD,
  ACTA_XPOS_DT,
  ACTA_XPOS_EX,
  ACTA_XPOS_FW,
  ACTA_XPOS_IN,
  ACTA_XPOS_JJ,
  ACTA_XPOS_JJR,
  ACTA_XPOS_JJS,
  ACTA_XPOS_LS,
  ACTA_XPOS_MD,
  ACTA_XPOS_NN,
  ACTA_XPOS_NNS,
  ACTA_XPOS_NNP,
  ACTA_XPOS_NNPS,
  ACTA_XPOS_PDT,
  ACTA_XPOS_POS,
  ACTA_XPOS_PRP,
  ACTA_XPOS_PRP_POSS, ///< PRP$
  ACTA_XPOS_RB,
  ACTA_XPOS_RBR,
  ACTA_XPOS_RBS,
  ACTA_XPOS_RP,
  ACTA_XPOS_SYM,
  ACTA_XPOS_TO,
  ACTA_XPOS_UH,
  ACTA_XPOS_VB,
  ACTA_XPOS_VBD,
  ACTA_XPOS_VBG,
  ACTA_XPOS_VBN,
  ACTA_XPOS_VBP,
  ACTA_XPOS_VBZ,
  ACTA_XPOS_WDT,
  ACTA_XPOS_WP,
  ACTA_XPOS_WP_POSS, ///< WP$
  ACTA_XPOS_WRB,
  ACTA_XPOS_ADD,  ///< Address: e-mail, URL
  ACTA_XPOS_AFX,  ///< Affix standing alone
  ACTA_XPOS_GW,   ///< Goes with the word before
  ACTA_XPOS_HYPH, ///< Hyphen inside a word
  ACTA_XPOS_NFP,  ///< Superfluous punctuation, emoticons
  ACTA_XPOS_COMMA,
  ACTA_XPOS_STOP,   ///< "." for . ! ?
  ACTA_XPOS_COLON,  ///< ":" for : ; - ...
  ACTA_XPOS_OPEN,   ///< "``"
  ACTA_XPOS_CLOSE,  ///< "''"
  ACTA_XPOS_LRB,    ///< "-LRB-"
  ACTA_XPOS_RRB,    ///< "-RRB-"
  ACTA_XPOS_DOLLAR, ///< "$"
  ACTA_XPOS_HASH,   ///< "#"
  ACTA_N_XPOS
} acta_xpos;

/// Relations (column DEPREL) with the subtypes of the English treebanks.
typedef enum {
  ACTA_DEP_NONE, ///< Not parsed, "_"
  ACTA_DEP_ACL,
  ACTA_DEP_ACL_RELCL,
  ACTA_DEP_ADVCL,
  ACTA_DEP_ADVCL_RELCL,
  ACTA_DEP_ADVMOD,
  ACTA_DEP_AMOD,
  ACTA_DEP_APPOS,
  ACTA_DEP_AUX,
  ACTA_DEP_AUX_PASS,
  ACTA_DEP_CASE,
  ACTA_DEP_CC,
  ACTA_DEP_CC_PRECONJ,
  ACTA_DEP_CCOMP,
  ACTA_DEP_COMPOUND,
  ACTA_DEP_COMPOUND_PRT,
  ACTA_DEP_CONJ,
  ACTA_DEP_COP,
  ACTA_DEP_CSUBJ,
  ACTA_DEP_CSUBJ_OUTER,
  ACTA_DEP_CSUBJ_PASS,
  ACTA_DEP_DEP,
  ACTA_DEP_DET,
  ACTA_DEP_DET_PREDET,
  ACTA_DEP_DISCOURSE,
  ACTA_DEP_DISLOCATED,
  ACTA_DEP_EXPL,
  ACTA_DEP_FIXED,
  ACTA_DEP_FLAT,
  ACTA_DEP_GOESWITH,
  ACTA_DEP_IOBJ,
  ACTA_DEP_LIST,
  ACTA_DEP_MARK,
  ACTA_DEP_NMOD,
  ACTA_DEP_NMOD_DESC,
  ACTA_DEP_NMOD_POSS,
  ACTA_DEP_NMOD_UNMARKED,
  ACTA_DEP_NSUBJ,
  ACTA_DEP_NSUBJ_OUTER,
  ACTA_DEP_NSUBJ_PASS,
  ACTA_DEP_NUMMOD,
  ACTA_DEP_OBJ,
  ACTA_DEP_OBL,
  ACTA_DEP_OBL_AGENT,
  ACTA_DEP_OBL_UNMARKED,
  ACTA_DEP_ORPHAN,
  ACTA_DEP_PARATAXIS,
  ACTA_DEP_PUNCT,
  ACTA_DEP_REPARANDUM,
  ACTA_DEP_ROOT,
  ACTA_DEP_VOCATIVE,
  ACTA_DEP_XCOMP,
  ACTA_N_DEP
} acta_dep;

/// Features kept in acta_token.feats; others (Typo, Style ...) are dropped.
typedef enum {
  ACTA_FEAT_ABBR,
  ACTA_FEAT_CASE,
  ACTA_FEAT_DEFINITE,
  ACTA_FEAT_DEGREE,
  ACTA_FEAT_GENDER,
  ACTA_FEAT_MOOD,
  ACTA_FEAT_NUMBER,
  ACTA_FEAT_NUMTYPE,
  ACTA_FEAT_PERSON,
  ACTA_FEAT_POLARITY,
  ACTA_FEAT_POSS,
  ACTA_FEAT_PRONTYPE,
  ACTA_FEAT_REFLEX,
  ACTA_FEAT_TENSE,
  ACTA_FEAT_VERBFORM,
  ACTA_FEAT_VOICE,
  ACTA_N_FEATS
} acta_feat;

/// Values of each feature; 0 is always "absent".
enum { ACTA_ABBR_YES = 1 };
enum { ACTA_CASE_ACC = 1, ACTA_CASE_GEN, ACTA_CASE_NOM };
enum { ACTA_DEFINITE_DEF = 1, ACTA_DEFINITE_IND };
enum { ACTA_DEGREE_CMP = 1, ACTA_DEGREE_POS, ACTA_DEGREE_SUP };
enum { ACTA_GENDER_FEM = 1, ACTA_GENDER_MASC, ACTA_GENDER_NEUT };
enum { ACTA_MOOD_IMP = 1, ACTA_MOOD_IND, ACTA_MOOD_SUB };
enum { ACTA_NUMBER_PLUR = 1, ACTA_NUMBER_PTAN, ACTA_NUMBER_SING };
enum {
  ACTA_NUMTYPE_CARD = 1,
  ACTA_NUMTYPE_FRAC,
  ACTA_NUMTYPE_MULT,
  ACTA_NUMTYPE_ORD
};
enum { ACTA_PERSON_1 = 1, ACTA_PERSON_2, ACTA_PERSON_3 };
enum { ACTA_POLARITY_NEG = 1, ACTA_POLARITY_POS };
enum { ACTA_POSS_YES = 1 };
enum {
  ACTA_PRON_ART = 1,
  ACTA_PRON_DEM,
  ACTA_PRON_EMP,
  ACTA_PRON_IND,
  ACTA_PRON_INT,
  ACTA_PRON_NEG,
  ACTA_PRON_PRS,
  ACTA_PRON_RCP,
  ACTA_PRON_REL,
  ACTA_PRON_TOT
};
enum { ACTA_REFLEX_YES = 1 };
enum { ACTA_TENSE_PAST = 1, ACTA_TENSE_PRES };
enum {
  ACTA_VERBFORM_FIN = 1,
  ACTA_VERBFORM_GER,
  ACTA_VERBFORM_INF,
  ACTA_VERBFORM_PART
};
enum { ACTA_VOICE_PASS = 1 };

/// Names as CoNLL-U writes them; static storage, "_" for an id out of range.
const char *acta_upos_name(unsigned upos);
const char *acta_xpos_name(unsigned xpos);
const char *acta_dep_name(unsigned dep);

/// Ids of names: ACTA_N_UPOS, ACTA_N_XPOS, ACTA_N_DEP if there is none such.
/// An unknown subtype of a relation is found as the plain relation.
unsigned acta_upos_find(acta_str name);
unsigned acta_xpos_find(acta_str name);
unsigned acta_dep_find(acta_str name);

/// The relation without its subtype: nsubj of nsubj:pass.
unsigned acta_dep_base(unsigned dep);

/// Is that a noun, a name or a pronoun?
bool acta_upos_is_nominal(unsigned upos);

/// Is that the Penn tag of a finite verb or of a modal?
bool acta_xpos_is_finite(unsigned xpos);

/// Value of one feature, 0 if absent.
unsigned acta_feat_get(uint32_t packed, acta_feat feat);
/// `packed` with one feature set; `value` must be one of its values or 0.
uint32_t acta_feat_set(uint32_t packed, acta_feat feat, unsigned value);
/// "Number=Sing" or the like; static storage, NULL if `value` is not one of
/// the feature's values.
const char *acta_feat_name(acta_feat feat, unsigned value);
/// Read a FEATS column; unknown features and values are dropped.
uint32_t acta_feats_parse(acta_str column);

#endif
