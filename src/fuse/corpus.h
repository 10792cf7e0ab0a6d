// SPDX-License-Identifier: MIT
/// @file corpus.h  Fusion across documents, in parts: corpus.c reads records
/// and writes them with links, stories.c gathers what each document is about,
/// blocks.c pairs records that may tell of one event, evidence.c weighs a pair,
/// unite.c joins pairs into clusters.
/// Blocking, weighted comparison and thresholds follow the practice of link
/// discovery (Isele and Bizer, "Active Learning of Expressive Linkage Rules
/// using Genetic Programming", 2013; the Silk framework).
#ifndef ACTA_FUSE_CORPUS_H
#define ACTA_FUSE_CORPUS_H

#include "fuse/fuse.h"
#include "fuse/sorter.h"
#include "fuse/story.h"

/// One record under one blocking key: class group and a filler, or a word of
/// its document.  All but where it is depend on the record alone, so their
/// order does not depend on the order of the input.
typedef struct {
  uint64_t key;
  uint64_t id;     ///< Hash of the event's IRI
  uint64_t line;   ///< Hash of the whole record
  uint64_t offset; ///< Where it is in the records' file
  uint64_t story;  ///< Number of its document
  acta_day day;    ///< First day known, or ACTA_NO_DAY
  acta_day published;
} acta_block_entry;

/// Two records that seem to tell of one event.
typedef struct {
  acta_block_entry a, b; ///< a.id < b.id
  int              evidence;
} acta_event_pair;

// ---- what the documents are about

typedef struct acta_stories acta_stories;

acta_status acta_stories_new(acta_stories **out, acta_error *err);
void        acta_stories_free(acta_stories *s);

/// Begin a document, whose events follow.
acta_status acta_stories_begin(acta_stories *s, acta_str title,
                               acta_error *err);
/// Number of the document that was begun last.
uint64_t acta_stories_number(const acta_stories *s);
/// One event of it, of that class if words of the document may find it, else
/// ACTA_NO.
acta_status acta_stories_add(acta_stories *s, const acta_record_event *e,
                             const acta_block_entry *entry, uint32_t class,
                             acta_error             *err);
/// After the last event: the entries of all events under words of their
/// documents go into `sorter`.
acta_status acta_stories_finish(acta_stories *s, const acta_ontology *o,
                                acta_sorter *sorter, acta_error *err);

// ---- records where they are

/// Records in a file, read one by one from where they are.
typedef struct {
  const acta_ontology *o;
  FILE                *file; ///< Seekable
  acta_stories        *stories;
} acta_record_file;

/// A record and what surrounds it.
typedef struct {
  acta_record_event event;
  acta_day          published;
  acta_story        story;    ///< Of its document
  acta_story        sentence; ///< Of its sentences
} acta_told;

/// Parse the record of an entry onto `arena`.
acta_status acta_told_read(const acta_record_file *f, acta_arena *arena,
                           const acta_block_entry *entry, acta_told *out,
                           acta_error *err);

/// Story of a document, and of the sentences of one event, after the end.
acta_status acta_stories_get(acta_stories *s, uint64_t number,
                             const acta_record_event *e, acta_story *document,
                             acta_story *sentence, acta_error *err);

// ---- what makes two records one

/// Evidence that two records tell of one event: log-odds in hundredths.  They
/// are one from ACTA_FUSE_ACCEPT on; what is lower than ACTA_FUSE_LEAST counts
/// as that; ACTA_FUSE_CONFLICT: something speaks against it.
enum {
  ACTA_FUSE_ACCEPT   = 0,
  ACTA_FUSE_LEAST    = -150,
  ACTA_FUSE_CONFLICT = -100000,
};
bool acta_one_document(const acta_record_event *a, const acta_record_event *b);
int  acta_events_evidence(const acta_ontology *o, const acta_told *a,
                          const acta_told *b);

/// May the event be known by what its document is about?  Sayings are many, and
/// what is told as general or hypothetical is no event.
bool acta_event_has_story(const acta_ontology *o, const acta_record_event *e);

/// Classes under act:Event that hold this one, at most 8, and their number.
uint32_t acta_top_classes(const acta_ontology *o, uint32_t class,
                          uint32_t             top[8]);

/// Entries of one record under its fillers known by name, into `sorter`.
acta_status acta_blocks_add(const acta_ontology *o, acta_sorter *sorter,
                            const acta_record_event *e,
                            const acta_block_entry *entry, acta_error *err);

/// Order of entries: by key, day, id, line.
int acta_block_order(const void *a, const void *b);

/// Go through the sorted entries; pairs with evidence go into `pairs`.
acta_status acta_blocks_pair(const acta_record_file *f, acta_sorter *entries,
                             acta_sorter *pairs, acta_error *err);

/// Order of pairs: best first, then by ids and lines.
int acta_pair_order(const void *a, const void *b);

/// Which events are one: for the hash of an id, a cluster; for a cluster, the
/// least IRI.
typedef struct acta_clusters acta_clusters;

/// Join sorted pairs, best first, if the members of one cluster and those of
/// the other are on average as good a match and none conflict.
acta_status acta_clusters_new(const acta_record_file *f, acta_sorter *pairs,
                              acta_clusters **out, acta_error *err);
/// Least IRI of what the event is one with; empty if it stands alone.
acta_str acta_clusters_find(const acta_clusters *c, uint64_t id);
void     acta_clusters_free(acta_clusters *c);

#endif
