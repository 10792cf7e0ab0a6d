// SPDX-License-Identifier: MIT
/**
   @file format.h  The store on disk, byte by byte.

   A store is a folder with LMDB's `data.mdb` and `lock.mdb`, and the mark of a
   clean close, `clean` (clean.h), which may be missing.  LMDB's pages are
   in the byte order and word size of the machine that wrote them; the byte
   order mark below refuses the others.  Inside are these named databases (none
   DUPSORT).  Numbers in keys are big-endian, so that memcmp orders them;
   "varint" is LEB128, seven bits a byte, low bits first; zigzag maps 0, -1, 1,
   -2 ... to 0, 1, 2, 3 ...

   meta    Key "format": 8 bytes "actaquad", u32 version, u32 0x01020304, both
           in the machine's byte order.  Any other value is refused.
           Key "entail": one byte, an acta_entail_state.

   term    Key: serial number of the term, 6 bytes from 1 up.  Value: the term
           ('t' is its first byte):
             'i' IRI            's' string literal     'b' blank node label
             '@' varint n, n bytes of language tag, value
             'x' one byte, index in the table of XML Schema types, value
             '^' varint n, n bytes of datatype IRI, value
           Terms are only ever added.

   id      Key: 16 bytes, the 128-bit hash of the term's bytes in `term`, high
           word first, plus how many other terms held that key before (modulo
           2^64 in the low word).  Value: the id, 6 bytes big-endian.

   An id has 48 bits.  The low four are a tag, the other 44 say which:
             0 nothing (the default graph)
             1 IRI, 2 blank node, 3 literal: serial number in `term`
             4 xsd:integer: zigzag         5 xsd:nonNegativeInteger: the value
             6 xsd:date: zigzag days since 1970-01-01, years 0001 to 9999
             7 xsd:boolean: 0 or 1
             8 xsd:dateTime in whole seconds UTC: zigzag seconds since 1970
           Tags 4 to 8 hold canonical lexical forms only ("7", not "07"); all
           else is in `term`, so nothing changes its spelling.

   spog posg ospg gspo gpos gosp
           Sorted quads, their four ids in the order that the name says.  The
           last three hold all quads; the first three only those of named
           graphs (so "any graph" is a range of the first kind and the range
           of graph 0 of the second).  A record is a block of one or more
           quads.  Key: the first quad, 4 ids of 6 bytes.  Value: u16 count of
           quads (big-endian), then for each further quad the difference to the
           one before it:
             one byte: bits 0-1 the first position i that differs; bits 2-7
             the difference there less 1 if that is under 63, else 63 and a
             varint of the difference less 64 follows;
             for each position after i a zigzag varint of the difference.
           A block has at most ACTA_BLOCK_MAX bytes, so that it is never an
           overflow page and four or more share a page.

   count   Key: one byte and an id of 6 bytes; value: u64 big-endian, not zero.
             'n', 0: quads in all     'g', id: quads in this graph
             'p', id: quads with this predicate
             'c', id: quads with predicate rdf:type and this object

   schema  Key: 'c' or 'p', id of the lower and of the upper class or property;
           empty value.  Declared from outside the store (the built-in
           ontology), beside the rdfs:subClassOf and rdfs:subPropertyOf quads
           that are in it.
*/
#ifndef ACTA_STORE_FORMAT_H
#define ACTA_STORE_FORMAT_H

#define ACTA_STORE_MAGIC "actaquad"
#define ACTA_STORE_ORDER 0x01020304U

enum {
  ACTA_STORE_VERSION = 1,
  ACTA_ID_BYTES      = 6,
  ACTA_KEY_BYTES     = 4 * ACTA_ID_BYTES, ///< Key of a block of quads
  ACTA_BLOCK_FILL    = 480, ///< Bytes of a block's value after a bulk load:
                            ///< eight to a page of 4096
  ACTA_BLOCK_MAX  = 984,    ///< Most bytes of a block's value
  ACTA_BLOCK_ROWS = ACTA_BLOCK_MAX, ///< Most quads of a block (a byte each)
};

/// What is known of the closure graph.
typedef enum {
  ACTA_ENTAIL_UNSET, ///< Nobody has asked for it
  ACTA_ENTAIL_ON,    ///< It is in step with the quads
  ACTA_ENTAIL_OFF,   ///< Dropped or refused; stays away until asked for
  ACTA_ENTAIL_STALE, ///< Quads were added past it
} acta_entail_state;

#endif
