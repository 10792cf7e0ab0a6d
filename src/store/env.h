// SPDX-License-Identifier: MIT
/// @file env.h  One LMDB environment per store and process, shared by all that
/// open the folder (LMDB's rule), and LMDB's errors in acta's words.
#ifndef ACTA_STORE_ENV_H
#define ACTA_STORE_ENV_H

#include "store/pages.h"
#include "store/row.h"

#include <acta/store.h>

#include <lmdb.h>

/// The named databases; the six indexes come first, in the order s-p-o, p-o-s,
/// o-s-p, once with the graph behind and once before.
enum {
  ACTA_SPOG,
  ACTA_POSG,
  ACTA_OSPG,
  ACTA_GSPO,
  ACTA_GPOS,
  ACTA_GOSP,
  ACTA_N_INDEXES,
  ACTA_T_META = ACTA_N_INDEXES,
  ACTA_T_TERM,
  ACTA_T_ID,
  ACTA_T_COUNT,
  ACTA_T_SCHEMA,
  ACTA_N_TABLES
};

/// Position (0 s, 1 p, 2 o, 3 g) of each key part of each index.
extern const uint8_t     acta_index_order[ACTA_N_INDEXES][4];
extern const char *const acta_table_name[ACTA_N_TABLES];

typedef struct acta_env acta_env;

/// Open, or share what this process has open already.
acta_status acta_env_open(const char *dir, const acta_store_options *options,
                          acta_env **out, acta_error *err);
/// One user less; the last one closes.
void acta_env_close(acta_env *env);

MDB_dbi acta_env_table(const acta_env *env, unsigned table);
/// The folder, for temporary files and messages.
const char *acta_env_dir(const acta_env *env);
bool        acta_env_read_only(const acta_env *env);
/// Bytes that the data file takes.
uint64_t acta_env_size(const acta_env *env);

/// Check the pages that a read transaction can reach, see pages.h.
acta_status acta_env_check_pages(const acta_env *env, MDB_txn *txn,
                                 const acta_store_options *how,
                                 acta_error               *err);

/// Begin a transaction; a map that another process has grown is followed.
acta_status acta_env_begin(acta_env *env, bool write, MDB_txn **txn,
                           acta_error *err);
/// A transaction begun with acta_env_begin has ended.
void acta_env_ended(acta_env *env);

/// A commit has failed, so nobody knows what the disk has taken, or a page was
/// found to be damaged: this process will not leave the mark of a clean close.
void acta_env_doubt(acta_env *env);

/// Cut the file back to its last committed page: LMDB leaves behind what a
/// transaction has written that is not committed.  The caller holds the write
/// lock, that is, has a write transaction that it will abort or has not used.
void acta_env_cut(const acta_env *env);
/// Same, taking the write lock for it.
void acta_env_trim(acta_env *env);

/// Copy the last committed state into the new folder `dir`.
acta_status acta_env_copy(acta_env *env, const char *dir, acta_error *err);

/// A new unnamed file for temporary data, in the store's folder ($TMPDIR if
/// that is temporary or may not be written); -1 and errno.
int acta_env_temporary(const acta_env *env);

/// Report LMDB's or the system's error `rc`; `what` says what failed.
acta_status acta_env_fail(acta_error *err, int rc, const char *what);
#ifdef __clang_analyzer__ // as for acta_fail
#  define acta_env_fail(err, rc, what)                                         \
    ((void)(acta_env_fail)(err, rc, what), ACTA_E_STORE)
#endif

#endif
