// SPDX-License-Identifier: MIT
// Transactions of an environment, and its files beside them.
#include "store/env_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int acta_env_fd(const acta_env *env)
{
  mdb_filehandle_t fd = -1;
  return mdb_env_get_fd(env->mdb, &fd) ? -1 : fd;
}

char *acta_env_join(const char *dir, const char *name)
{
  const size_t n = strlen(dir), m = strlen(name);
  char        *path = malloc(n + m + 2);
  if (path) {
    memcpy(path, dir, n);
    path[n] = '/';
    memcpy(path + n + 1, name, m + 1);
  }
  return path;
}

const char *acta_env_temporary_folder(void)
{
  const char *tmp = getenv("TMPDIR");
  return tmp && *tmp ? tmp : "/tmp";
}

// ---- transactions

// LMDB wants no transaction of this process while the map moves.  The caller
// holds the lock and knows of none.
static int begin_in_new_map(acta_env *env, unsigned flags, MDB_txn **txn)
{
  const int rc = mdb_env_set_mapsize(env->mdb, 0);
  return rc ? rc : mdb_txn_begin(env->mdb, NULL, flags, txn);
}

static int begin_read(acta_env *env, MDB_txn **txn)
{
  (void)pthread_mutex_lock(&env->lock);
  int rc = mdb_txn_begin(env->mdb, NULL, MDB_RDONLY, txn);
  if (rc == MDB_READERS_FULL) {
    int dead = 0;
    (void)mdb_reader_check(env->mdb, &dead);
    rc = mdb_txn_begin(env->mdb, NULL, MDB_RDONLY, txn);
  }
  if (rc == MDB_MAP_RESIZED && env->active == 0) {
    rc = begin_in_new_map(env, MDB_RDONLY, txn);
  }
  env->active += !rc;
  (void)pthread_mutex_unlock(&env->lock);
  return rc;
}

// Counted before it begins, as it may have to wait for another writer.
static int begin_write(acta_env *env, MDB_txn **txn)
{
  (void)pthread_mutex_lock(&env->lock);
  env->active++;
  (void)pthread_mutex_unlock(&env->lock);
  int rc = mdb_txn_begin(env->mdb, NULL, 0, txn);
  (void)pthread_mutex_lock(&env->lock);
  if (rc == MDB_MAP_RESIZED && env->active == 1) {
    rc = begin_in_new_map(env, 0, txn);
  }
  env->active -= rc != 0;
  (void)pthread_mutex_unlock(&env->lock);
  return rc;
}

acta_status acta_env_begin(acta_env *env, bool write, MDB_txn **txn,
                           acta_error *err)
{
  const int rc = write ? begin_write(env, txn) : begin_read(env, txn);
  if (rc) {
    return acta_env_fail(err, rc, "cannot begin a transaction");
  }
  if (write) {
    acta_clean_will_write(&env->clean);
    acta_env_cut(env); // a writer may have been killed
  }
  return ACTA_OK;
}

void acta_env_ended(acta_env *env)
{
  (void)pthread_mutex_lock(&env->lock);
  env->active--;
  (void)pthread_mutex_unlock(&env->lock);
}

void acta_env_doubt(acta_env *env)
{
  (void)pthread_mutex_lock(&env->lock);
  env->sound = false;
  (void)pthread_mutex_unlock(&env->lock);
}

// ---- the files

void acta_env_cut(const acta_env *env)
{
  MDB_envinfo info;
  MDB_stat    stat;
  struct stat st;
  const int   fd = acta_env_fd(env);
  if (mdb_env_info(env->mdb, &info) || mdb_env_stat(env->mdb, &stat) ||
      fstat(fd, &st)) {
    return;
  }
  // no page behind the last committed one is in use: old snapshots end before
  const off_t end = (off_t)((info.me_last_pgno + 1) * stat.ms_psize);
  if (st.st_size > end) {
    (void)!ftruncate(fd, end); // if it fails, the next writer tries again
  }
}

void acta_env_trim(acta_env *env)
{
  MDB_txn *txn = NULL;
  if (!mdb_txn_begin(env->mdb, NULL, 0, &txn)) {
    acta_env_cut(env);
    mdb_txn_abort(txn);
  }
}

acta_status acta_env_copy(acta_env *env, const char *dir, acta_error *err)
{
  if (mkdir(dir, 0777) && errno != EEXIST) {
    return acta_fail(err, ACTA_E_IO, "cannot make folder '%s': %s", dir,
                     strerror(errno));
  }
  const int rc = mdb_env_copy2(env->mdb, dir, MDB_CP_COMPACT);
  if (rc == EEXIST) {
    return acta_fail(err, ACTA_E_IO, "there is a store in '%s' already", dir);
  }
  return rc ? acta_env_fail(err, rc, "cannot copy the store") : ACTA_OK;
}

static int unnamed_file(const char *dir)
{
  char *path = acta_env_join(dir, "acta-XXXXXX");
  if (!path) {
    errno = ENOMEM;
    return -1;
  }
  const int fd = mkstemp(path);
  if (fd >= 0) {
    (void)unlink(path); // so that it goes away however the process ends
    (void)fcntl(fd, F_SETFD, FD_CLOEXEC);
  }
  free(path);
  return fd;
}

int acta_env_temporary(const acta_env *env)
{
  const int fd = env->temporary ? -1 : unnamed_file(env->dir);
  return fd < 0 && (env->temporary || errno == EACCES || errno == EROFS)
           ? unnamed_file(acta_env_temporary_folder())
           : fd;
}
