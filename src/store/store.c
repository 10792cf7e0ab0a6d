// SPDX-License-Identifier: MIT
#include "store/txn.h"

#include <stdlib.h>

acta_status acta_store_open(const char *dir, const acta_store_options *options,
                            acta_store **out, acta_error *err)
{
  const acta_store_options none = {.create = false};
  if (!options) {
    options = &none;
  }
  acta_store *store = calloc(1, sizeof(*store));
  if (!store) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status st = acta_env_open(dir, options, &store->env, err);
  if (st) {
    free(store);
    return st;
  }
  store->read_only = options->read_only;
  *out             = store;
  return ACTA_OK;
}

void acta_store_close(acta_store *store)
{
  if (store) {
    acta_env_close(store->env);
    free(store);
  }
}
