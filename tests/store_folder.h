// SPDX-License-Identifier: MIT
/// @file store_folder.h  The folder of a store that a test made.
#ifndef ACTA_TESTS_STORE_FOLDER_H
#define ACTA_TESTS_STORE_FOLDER_H

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/// Remove the store and its folder; false if anything else was left in it.
static inline bool remove_store(const char *dir)
{
  static const char *const files[] = {"data.mdb", "lock.mdb", "clean"};
  for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); ++i) {
    char path[256];
    (void)snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
    (void)unlink(path);
  }
  return !rmdir(dir);
}

#endif
