// SPDX-License-Identifier: MIT
/// @file gazetteer_format.h  Layout of compiled gazetteer bytes.
/// A header, then the sections in the order of gaz_section, each beginning at
/// a multiple of 8.  All integers are in the byte order of the machine that
/// compiled it; `byte_order` tells if that is another one.
#ifndef ACTA_ONTOLOGY_GAZETTEER_FORMAT_H
#define ACTA_ONTOLOGY_GAZETTEER_FORMAT_H

#include <acta/ontology.h>

#define GAZ_MAGIC "actagz1"
#define GAZ_BYTE_ORDER 0x01020304u

typedef enum {
  GAZ_ENTRIES, ///< gaz_entry
  GAZ_KEYS,    ///< gaz_key: all name keys
  GAZ_HITS,    ///< acta_name_hit
  GAZ_IRIS,    ///< gaz_iri, sorted by the IRI
  GAZ_FIRST,   ///< gaz_word: first names as written; bits: acta_gender
  GAZ_WORDS,   ///< gaz_word: keys of words; bits: acta_word_class
  GAZ_POOL,    ///< Bytes of all strings
  GAZ_N_SECTIONS
} gaz_section;

typedef struct {
  char     magic[8];
  uint32_t byte_order;
  uint32_t n_base; ///< Entries of the gazetteer below
  uint32_t count[GAZ_N_SECTIONS];
  uint32_t reserved; ///< The size is a multiple of 8
} gaz_header;

typedef struct {
  uint32_t at, n;
} gaz_ref;

typedef struct {
  gaz_ref  iri, label, kind, same_as, capital_of;
  double   lat, lon;
  uint64_t population;
  char     country[2];
  uint8_t  type, gender;
  uint32_t reserved;
} gaz_entry;

typedef struct {
  gaz_ref  key;
  uint32_t first, n; ///< In GAZ_HITS
} gaz_key;

typedef struct {
  gaz_ref  iri;
  uint32_t entry, reserved;
} gaz_iri;

typedef struct {
  gaz_ref  word, value;
  uint32_t bits, reserved;
} gaz_word;

/// Bytes of one item of each section.
static const uint32_t gaz_item_size[GAZ_N_SECTIONS] = {sizeof(gaz_entry),
                                                       sizeof(gaz_key),
                                                       sizeof(acta_name_hit),
                                                       sizeof(gaz_iri),
                                                       sizeof(gaz_word),
                                                       sizeof(gaz_word),
                                                       1};

#endif
