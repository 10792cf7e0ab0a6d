// SPDX-License-Identifier: MIT
#include "store/env_impl.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_MAP ((size_t)1 << 40)
#define LEAST_MAP ((size_t)1 << 28)

const uint8_t acta_index_order[ACTA_N_INDEXES][4] = {
  {0, 1, 2, 3}, {1, 2, 0, 3}, {2, 0, 1, 3},
  {3, 0, 1, 2}, {3, 1, 2, 0}, {3, 2, 0, 1},
};

const char *const acta_table_name[ACTA_N_TABLES] = {
  "spog", "posg", "ospg", "gspo",  "gpos",  "gosp",
  "meta", "term", "id",   "count", "schema"};

static acta_env       *registry;
static pthread_mutex_t registry_lock = PTHREAD_MUTEX_INITIALIZER;

acta_status(acta_env_fail)(acta_error *err, int rc, const char *what)
{
  switch (rc) {
  case ENOMEM: return acta_fail(err, ACTA_E_NOMEM, "%s: out of memory", what);
  case ENOSPC:
  case EFBIG:
  case EDQUOT:
    return acta_fail(err, ACTA_E_IO, "%s: disk full (%s)", what, strerror(rc));
  case EIO: // what LMDB makes of a short write
    return acta_fail(err, ACTA_E_IO, "%s: disk full or failing", what);
  case MDB_MAP_FULL:
    return acta_fail(err, ACTA_E_STORE,
                     "%s: the reserved address space is full; set "
                     "ACTA_MAP_SIZE to more bytes",
                     what);
  case MDB_MAP_RESIZED:
    return acta_fail(err, ACTA_E_STORE,
                     "%s: another process has outgrown the address space "
                     "reserved here; open the store anew",
                     what);
  case MDB_READERS_FULL:
    return acta_fail(err, ACTA_E_STORE,
                     "%s: too many readers at once (%d); try again later", what,
                     ACTA_MAX_READERS);
  case MDB_INVALID:
  case MDB_VERSION_MISMATCH:
  case MDB_CORRUPTED:
  case MDB_PAGE_NOTFOUND:
  case MDB_INCOMPATIBLE:
  case MDB_PANIC:
    return acta_fail(err, ACTA_E_STORE, "%s: damaged, or not a store (%s)",
                     what, mdb_strerror(rc));
  default:
    return acta_fail(err, ACTA_E_STORE, "%s: %s", what, mdb_strerror(rc));
  }
}

MDB_dbi acta_env_table(const acta_env *env, unsigned table)
{
  return env->table[table];
}

const char *acta_env_dir(const acta_env *env)
{
  return env->dir;
}

bool acta_env_read_only(const acta_env *env)
{
  return env->read_only;
}

uint64_t acta_env_size(const acta_env *env)
{
  struct stat st;
  return fstat(acta_env_fd(env), &st) ? 0 : (uint64_t)st.st_size;
}

// ---- opening

static size_t map_size(const acta_store_options *options, bool *given)
{
  const char *text = getenv("ACTA_MAP_SIZE");
  size_t      size = options->map_size;
  if (!size && text) {
    size = (size_t)strtoull(text, NULL, 10);
  }
  *given = size != 0;
  if (!size) {
    size = DEFAULT_MAP;
  }
  const size_t page = 65536;
  return size < page ? page : size & ~(page - 1);
}

static int create_mdb(acta_env *env, size_t size, unsigned flags)
{
  int rc = mdb_env_create(&env->mdb);
  if (!rc) {
    rc = mdb_env_set_maxdbs(env->mdb, ACTA_N_TABLES);
  }
  if (!rc) {
    rc = mdb_env_set_maxreaders(env->mdb, ACTA_MAX_READERS);
  }
  if (!rc) {
    rc = mdb_env_set_mapsize(env->mdb, size);
  }
  if (!rc) {
    rc = mdb_env_open(env->mdb, env->dir, flags, 0666);
  }
  if (rc && env->mdb) {
    mdb_env_close(env->mdb);
    env->mdb = NULL;
  }
  return rc;
}

static int open_mdb(acta_env *env, const acta_store_options *options)
{
  bool     given = false;
  size_t   size  = map_size(options, &given);
  unsigned flags = MDB_NOTLS | (env->no_sync ? (unsigned)MDB_NOSYNC : 0);
  int      rc    = create_mdb(env, size, flags);
  if ((rc == EACCES || rc == EROFS) && options->read_only) {
    flags |= MDB_RDONLY;
    env->read_only = true;
    rc             = create_mdb(env, size, flags);
  }
  // a limit on address space (ulimit -v, valgrind): take what there is
  while (rc == ENOMEM && !given && size > LEAST_MAP) {
    size /= 2;
    rc = create_mdb(env, size, flags);
  }
  return rc;
}

typedef struct {
  char     magic[8];
  uint32_t version, order;
} format_mark;

static acta_status check_format(const acta_env *env, const MDB_val *value,
                                acta_error *err)
{
  format_mark mark;
  if (value->mv_size != sizeof(mark)) {
    return acta_fail(err, ACTA_E_STORE, "'%s' is not a store of acta",
                     env->dir);
  }
  memcpy(&mark, value->mv_data, sizeof(mark));
  if (memcmp(mark.magic, ACTA_STORE_MAGIC, sizeof(mark.magic)) != 0) {
    return acta_fail(err, ACTA_E_STORE, "'%s' is not a store of acta",
                     env->dir);
  }
  if (mark.order != ACTA_STORE_ORDER) {
    return acta_fail(err, ACTA_E_STORE,
                     "'%s' was written on a machine of other byte order",
                     env->dir);
  }
  if (mark.version != ACTA_STORE_VERSION) {
    return acta_fail(err, ACTA_E_STORE,
                     "'%s' has format version %u, this program reads %d",
                     env->dir, mark.version, ACTA_STORE_VERSION);
  }
  return ACTA_OK;
}

// Opens all tables in `txn`; `flags` may ask to create them.
static int open_tables(acta_env *env, MDB_txn *txn, unsigned flags)
{
  int rc = 0;
  for (unsigned i = 0; !rc && i < ACTA_N_TABLES; ++i) {
    rc = mdb_dbi_open(txn, acta_table_name[i], flags, &env->table[i]);
  }
  return rc;
}

static char          format_name[] = "format";
static const MDB_val format_key    = {sizeof(format_name) - 1, format_name};

acta_status acta_env_check_pages(const acta_env *env, MDB_txn *txn,
                                 const acta_store_options *how, acta_error *err)
{
  char *path = acta_env_join(env->dir, "data.mdb");
  if (!path) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status st =
    acta_pages_check_tree(acta_env_fd(env), path, mdb_txn_id(txn), how, err);
  free(path);
  return st;
}

// Opens the tables of a store that exists, its pages checked unless they are
// trusted; MDB_NOTFOUND if there is none.
static acta_status read_format(acta_env *env, const acta_store_options *how,
                               int *rc, acta_error *err)
{
  MDB_txn    *txn = NULL;
  MDB_val     value;
  acta_status st = ACTA_OK;
  *rc            = mdb_txn_begin(env->mdb, NULL, MDB_RDONLY, &txn);
  if (!*rc && !env->trusted) {
    st = acta_env_check_pages(env, txn, how, err);
  }
  if (!*rc && !st) {
    *rc = mdb_dbi_open(txn, acta_table_name[ACTA_T_META], 0,
                       &env->table[ACTA_T_META]);
  }
  if (!*rc && !st) {
    MDB_val key = format_key;
    *rc         = mdb_get(txn, env->table[ACTA_T_META], &key, &value);
  }
  if (!*rc && !st) {
    st = check_format(env, &value, err);
  }
  if (!*rc && !st) {
    *rc = open_tables(env, txn, 0);
  }
  if (!*rc && !st) {
    *rc = mdb_txn_commit(txn);
  } else {
    mdb_txn_abort(txn);
  }
  return st;
}

static int write_format(acta_env *env)
{
  format_mark mark  = {ACTA_STORE_MAGIC, ACTA_STORE_VERSION, ACTA_STORE_ORDER};
  MDB_val     value = {sizeof(mark), &mark};
  MDB_txn    *txn   = NULL;
  size_t      entries = 0;
  MDB_stat    stat;
  MDB_dbi     root = 0;
  int         rc   = mdb_txn_begin(env->mdb, NULL, 0, &txn);
  if (!rc) {
    rc = mdb_dbi_open(txn, NULL, 0, &root);
  }
  if (!rc) {
    rc      = mdb_stat(txn, root, &stat);
    entries = rc ? 0 : stat.ms_entries;
  }
  if (!rc && entries) { // another process came first, or it is not ours
    mdb_txn_abort(txn);
    return 0;
  }
  if (!rc) {
    rc = open_tables(env, txn, MDB_CREATE);
  }
  if (!rc) {
    MDB_val key = format_key;
    rc          = mdb_put(txn, env->table[ACTA_T_META], &key, &value, 0);
  }
  if (rc) {
    mdb_txn_abort(txn);
    return rc;
  }
  return mdb_txn_commit(txn);
}

static acta_status open_format(acta_env *env, const acta_store_options *how,
                               bool create, acta_error *err)
{
  int         rc = 0;
  acta_status st = read_format(env, how, &rc, err);
  if (!st && rc == MDB_NOTFOUND && create && !env->read_only) {
    rc = write_format(env);
    if (!rc) {
      st = read_format(env, how, &rc, err);
    }
  }
  if (!st && rc == MDB_NOTFOUND) {
    return acta_fail(err, ACTA_E_STORE, "'%s' is not a store of acta",
                     env->dir);
  }
  if (!st && rc) {
    char what[128];
    (void)snprintf(what, sizeof(what), "cannot open store '%s'", env->dir);
    return acta_env_fail(err, rc, what);
  }
  return st;
}

static void release(acta_env *env)
{
  acta_clean_close(&env->clean, env->mdb ? acta_env_fd(env) : -1,
                   env->sound && !env->no_sync);
  if (env->mdb) {
    mdb_env_close(env->mdb);
  }
  (void)pthread_mutex_destroy(&env->lock);
  free(env->dir);
  free(env);
}

static acta_status make_temporary(acta_env *env, acta_error *err)
{
  env->dir = acta_env_join(acta_env_temporary_folder(), "acta-XXXXXX");
  if (!env->dir) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  if (!mkdtemp(env->dir)) {
    return acta_fail(err, ACTA_E_IO, "cannot make a temporary folder '%s': %s",
                     env->dir, strerror(errno));
  }
  env->temporary = true;
  env->no_sync   = true;
  return ACTA_OK;
}

// Takes the files of a temporary store, which are open now, out of sight: they
// go away however the process ends.
static void hide(const acta_env *env)
{
  char *data = acta_env_join(env->dir, "data.mdb"),
       *lock = acta_env_join(env->dir, "lock.mdb");
  if (data && lock) {
    (void)unlink(data);
    (void)unlink(lock);
  }
  free(data);
  free(lock);
  (void)rmdir(env->dir);
}

// Checks the folder, or makes it.
static acta_status prepare(acta_env *env, const acta_store_options *options,
                           acta_error *err)
{
  struct stat st;
  acta_status status = ACTA_OK;
  char       *data   = acta_env_join(env->dir, "data.mdb");
  if (!data) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const bool exists = !stat(data, &st);
  if (exists) {
    env->device = st.st_dev;
    env->inode  = st.st_ino;
    status      = acta_pages_check_file(data, err);
  } else if (!options->create || options->read_only) {
    status =
      acta_fail(err, ACTA_E_STORE, "there is no store in '%s'", env->dir);
  } else if (mkdir(env->dir, 0777) && errno != EEXIST) {
    status = acta_fail(err, ACTA_E_IO, "cannot make folder '%s': %s", env->dir,
                       strerror(errno));
  }
  free(data);
  return status;
}

static acta_status open_new(const char *dir, const acta_store_options *options,
                            acta_env *env, acta_error *err)
{
  if (!dir) {
    const acta_status st = make_temporary(env, err);
    if (st) {
      return st;
    }
  }
  const int rc = open_mdb(env, options);
  if (env->temporary) {
    hide(env);
  }
  if (rc) {
    char what[128];
    (void)snprintf(what, sizeof(what), "cannot open store '%s'", env->dir);
    return acta_env_fail(err, rc, what);
  }
  int dead = 0;
  (void)mdb_reader_check(env->mdb, &dead);
  env->trusted = dir && acta_clean_open(&env->clean, dir, acta_env_fd(env));
  const acta_status st =
    open_format(env, options, options->create || !dir, err);
  if (!st) {
    env->sound = true;
    acta_clean_share(&env->clean, acta_env_fd(env));
  }
  return st;
}

static acta_env *find_open(const acta_env *like)
{
  acta_env *e = registry;
  while (e && (e->device != like->device || e->inode != like->inode)) {
    e = e->next;
  }
  return e;
}

static acta_status share(acta_env *found, const acta_store_options *options,
                         acta_error *err)
{
  if (found->read_only && !options->read_only) {
    return acta_fail(err, ACTA_E_STORE,
                     "'%s' is open in this process and cannot be written",
                     found->dir);
  }
  found->users++;
  return ACTA_OK;
}

acta_status acta_env_open(const char *dir, const acta_store_options *options,
                          acta_env **out, acta_error *err)
{
  acta_env *env = calloc(1, sizeof(*env));
  if (!env) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  env->users   = 1;
  env->no_sync = options->no_sync;
  env->dir     = dir ? strdup(dir) : NULL;
  if (dir && !env->dir) {
    free(env);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  (void)pthread_mutex_init(&env->lock, NULL);
  (void)pthread_mutex_lock(&registry_lock);
  acta_status st    = dir ? prepare(env, options, err) : ACTA_OK;
  acta_env   *found = !st && env->inode ? find_open(env) : NULL;
  if (found) {
    st = share(found, options, err);
  } else if (!st) {
    st = open_new(dir, options, env, err);
  }
  if (!st && !found) {
    struct stat file;
    if (!fstat(acta_env_fd(env), &file)) {
      env->device = file.st_dev;
      env->inode  = file.st_ino;
    }
    env->next = registry;
    registry  = env;
  }
  if (st || found) {
    release(env);
  }
  (void)pthread_mutex_unlock(&registry_lock);
  if (!st) {
    *out = found ? found : env;
  }
  return st;
}

void acta_env_close(acta_env *env)
{
  (void)pthread_mutex_lock(&registry_lock);
  if (--env->users == 0) {
    acta_env **at = &registry;
    while (*at != env) {
      at = &(*at)->next;
    }
    *at = env->next;
    release(env);
  }
  (void)pthread_mutex_unlock(&registry_lock);
}
