// SPDX-License-Identifier: MIT
// librdf_storage_acta.so, which Redland loads by its name.  It only registers:
// the storage is in libacta.so, so that a process has one table of open stores.
#include <acta/redland.h>

#include <redland.h>

// Redland looks for a function of this name.
ACTA_API void librdf_storage_module_register_factory(librdf_world *world);

void librdf_storage_module_register_factory(librdf_world *world)
{
  if (acta_redland_register(world)) {
    librdf_log(world, 0, LIBRDF_LOG_ERROR, LIBRDF_FROM_STORAGE, NULL,
               "the storage 'acta' cannot be registered");
  }
}
