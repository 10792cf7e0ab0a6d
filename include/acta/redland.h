// SPDX-License-Identifier: MIT
/// @file redland.h  acta's store as the storage "acta" of Redland (librdf).
/// ```c
/// librdf_world *world = librdf_new_world();
/// librdf_world_open(world);
/// acta_redland_register(world);
/// librdf_storage *s = librdf_new_storage(world, "acta", "events.store", NULL);
/// librdf_model   *m = librdf_new_model(world, s, NULL);
/// ```
/// The name is the store's folder; NULL or "" makes a temporary store. Options:
/// "new='yes'" empties the store first, "write='no'" opens it read-only,
/// "sync='no'" does not wait for the disk (a power loss may then damage it).
///
/// A world, and all that was made in it, belongs to one thread; several worlds
/// of a process share one environment of a store, and other processes may use
/// it at the same time.  Outside a transaction each call is one: it is durable
/// when it returns, so wrap many single additions in librdf_model_transaction_
/// start and _commit, or add a stream.  Within a transaction finds see what is
/// pending.  A stream sees the store as it was when it began.
///
/// A context is a named graph.  A find, contains or remove without a context
/// speaks of all graphs as one: a triple that stands in several is found once,
/// and removed from all.  Serialising the storage yields each triple with each
/// of its contexts; `size` counts these.
///
/// Programs that do not call this function can load the module
/// librdf_storage_acta.so, which `make install` puts where Redland looks
/// (REDLAND_MODULE_PATH names another folder).  A process may open a store only
/// once (LMDB's rule), so the library has one table of what is open, and the
/// module links libacta.so to use that one: a program that calls acta besides
/// loading the module must link libacta.so, not libacta.a.
#ifndef ACTA_REDLAND_H
#define ACTA_REDLAND_H

#include <acta/status.h>

struct librdf_world_s;

/// Make the storage known to `world`, which must be open; needed once for each
/// world.  @return Zero, or non-zero if Redland refuses.
ACTA_API ACTA_NODISCARD int acta_redland_register(struct librdf_world_s *world);

#endif // ACTA_REDLAND_H
