// SPDX-License-Identifier: MIT
/// @file env_impl.h  What opening an environment and using it share.
#ifndef ACTA_STORE_ENV_IMPL_H
#define ACTA_STORE_ENV_IMPL_H

#include "store/clean.h"
#include "store/env.h"

#include <pthread.h>
#include <sys/types.h>

enum { ACTA_MAX_READERS = 1024 };

struct acta_env {
  acta_env       *next;
  MDB_env        *mdb;
  char           *dir;
  dev_t           device; ///< Of the data file
  ino_t           inode;
  unsigned        users;  ///< Guarded by the lock of the registry
  unsigned        active; ///< Transactions, guarded by `lock`
  bool            read_only, no_sync, temporary;
  bool            trusted; ///< Closed cleanly, or open in another process
  bool            sound;   ///< Opened without a fault, none met since
  acta_clean      clean;
  pthread_mutex_t lock;
  MDB_dbi         table[ACTA_N_TABLES];
};

/// The data file.
int acta_env_fd(const acta_env *env);

/// Folder and name joined on the heap; NULL if out of memory.
char *acta_env_join(const char *dir, const char *name);

/// $TMPDIR, or /tmp.
const char *acta_env_temporary_folder(void);

#endif
