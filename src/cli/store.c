// SPDX-License-Identifier: MIT
#include "cli/store.h"

#include "cli/cli.h"

static void show_verifying(void *user, uint64_t done, uint64_t pages)
{
  *(bool *)user = true;
  (void)fprintf(stderr, "\racta: verifying the store, %llu %% ",
                (unsigned long long)(done * 100 / pages));
}

acta_status cli_store_open(const char *dir, const acta_store_options *options,
                           acta_store **store, acta_error *err)
{
  bool               shown = false;
  acta_store_options how   = *options;
  if (cli_progress_wanted()) {
    how.verifying = show_verifying;
    how.user      = &shown;
  }
  const acta_status st = acta_store_open(dir, &how, store, err);
  if (shown) {
    (void)fputc('\n', stderr);
  }
  return st;
}
