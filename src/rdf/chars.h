// SPDX-License-Identifier: MIT
/// @file chars.h  Character classes of the RDF grammars (Turtle 1.1, section
/// 6.5; N-Triples 1.1, section 7; BCP 47 as those restrict it).
#ifndef ACTA_RDF_CHARS_H
#define ACTA_RDF_CHARS_H

#include <acta/rdf.h>

/// Bits of acta_rdf_class.
enum {
  CHAR_NOT_IRI  = 1, ///< Ends or spoils a plain run inside <...>
  CHAR_NOT_TEXT = 2, ///< Ends or spoils a plain run inside "..."
  CHAR_NAME     = 4, ///< ASCII part of PN_CHARS
  CHAR_ALPHA    = 8,
  CHAR_DIGIT    = 16,
};

/// Classes of each byte; bytes from 0x80 are NOT_IRI and NOT_TEXT, so that the
/// slow path looks at them.
extern const uint8_t acta_rdf_class[256];

/// Length (1 to 4) of the UTF-8 sequence at `p` and its code point, or 0 if it
/// is not valid UTF-8.  Reads no byte behind one that breaks the sequence, so
/// a line end behind the text is bound enough.
size_t acta_rdf_utf8(const char *p, uint32_t *cp);

bool acta_rdf_is_name_start(uint32_t cp); ///< PN_CHARS_U
bool acta_rdf_is_name(uint32_t cp);       ///< PN_CHARS

/// Has it a scheme and no character that an IRI may not have?
bool acta_rdf_iri_valid(acta_str iri);

/// Only characters that an IRI may have (it may be relative).
bool acta_rdf_iri_chars(acta_str iri);

/// Does it begin with a scheme and ":"?
bool acta_rdf_has_scheme(acta_str iri);

/// BLANK_NODE_LABEL without "_:".
bool acta_rdf_label_valid(acta_str label);

/// LANGTAG without "@".
bool acta_rdf_lang_valid(acta_str lang);

/// PN_PREFIX or empty.
bool acta_rdf_prefix_valid(acta_str name);

/// PN_LOCAL or empty, without escapes and "%".
bool acta_rdf_local_plain(acta_str local);

/// Does a document's own label look like one that a reader makes up for a
/// nameless blank node ("genid1"), or like such a one evaded ("genid1x")?  The
/// readers put one more "x" behind it then, so that the two never meet.
bool acta_rdf_label_clashes(acta_str label);

#define ACTA_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define ACTA_XSD "http://www.w3.org/2001/XMLSchema#"

#endif
