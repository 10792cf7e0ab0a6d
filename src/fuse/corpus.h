// SPDX-License-Identifier: MIT
/// @file corpus.h  Fusion across documents, in parts: blocks.c pairs records
/// that may tell of one event, unite.c joins pairs into clusters, corpus.c runs
/// both over a file of records.
/// Blocking, weighted comparison and thresholds follow the practice of link
/// discovery (Isele and Bizer, "Active Learning of Expressive Linkage Rules
/// using Genetic Programming", 2013; the Silk framework).
#ifndef ACTA_FUSE_CORPUS_H
#define ACTA_FUSE_CORPUS_H

#include "fuse/fuse.h"
#include "fuse/sorter.h"

/// One record under one blocking key: class group and a filler.  All but the
/// offset depend on the record alone, so their order does not depend on the
/// order of the input.
typedef struct {
  uint64_t key;
  uint64_t id;     ///< Hash of the event's IRI
  uint64_t line;   ///< Hash of the whole record
  uint64_t offset; ///< Where it is in the records' file
  acta_day day;    ///< First day known, or ACTA_NO_DAY
  acta_day published;
} acta_block_entry;

/// Two records that seem to tell of one event.
typedef struct {
  acta_block_entry a, b; ///< a.id < b.id
  int              score;
} acta_event_pair;

/// Records in a file, read one by one from where they are.
typedef struct {
  const acta_ontology *o;
  FILE                *file; ///< Seekable
} acta_record_file;

/// Parse the record at `offset` onto `arena`.
acta_status acta_record_file_read(const acta_record_file *f, acta_arena *arena,
                                  uint64_t offset, acta_record_event *e,
                                  acta_error *err);

/// Evidence that two records tell of one event, 0 if something speaks against
/// it; at least ACTA_FUSE_ACCEPT makes them one.
enum { ACTA_FUSE_ACCEPT = 6 };
int acta_events_evidence(const acta_ontology *o, const acta_record_event *a,
                         acta_day published_a, const acta_record_event *b,
                         acta_day published_b);

/// Entries of one record under all its keys, into `sorter`.
acta_status acta_blocks_add(const acta_ontology *o, acta_sorter *sorter,
                            const acta_record_event *e,
                            const acta_block_entry *entry, acta_error *err);

/// Order of entries: by key, day, id, line.
int acta_block_order(const void *a, const void *b);

/// Go through the sorted entries; heap array of pairs to `*pairs`.
acta_status acta_blocks_pair(const acta_record_file *f, acta_sorter *sorter,
                             acta_event_pair **pairs, size_t *n,
                             acta_error *err);

/// Which events are one: for the hash of an id, a cluster; for a cluster, the
/// least IRI.
typedef struct acta_clusters acta_clusters;

/// Join pairs, best first, unless a member of one cluster conflicts with one of
/// the other.  `pairs` is sorted.
acta_status acta_clusters_new(const acta_record_file *f, acta_event_pair *pairs,
                              size_t n, acta_clusters **out, acta_error *err);
/// Least IRI of what the event is one with; empty if it stands alone.
acta_str acta_clusters_find(const acta_clusters *c, uint64_t id);
void     acta_clusters_free(acta_clusters *c);

#endif
