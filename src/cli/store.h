// SPDX-License-Identifier: MIT
/// @file store.h  Opening a store for a command.
#ifndef ACTA_CLI_STORE_H
#define ACTA_CLI_STORE_H

#include <acta/store.h>

/// acta_store_open that shows on a terminal how a verification goes on.
acta_status cli_store_open(const char *dir, const acta_store_options *options,
                           acta_store **store, acta_error *err);

#endif
