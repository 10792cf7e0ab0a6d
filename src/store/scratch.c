// SPDX-License-Identifier: MIT
#include "store/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define IN_MEMORY ((size_t)8 << 20) // below, a file is not worth it

static acta_status map_file(acta_scratch *s, const acta_env *env,
                            acta_error *err)
{
  const int fd = acta_env_temporary(env);
  if (fd < 0) {
    return acta_env_fail(err, errno, "cannot make a temporary file");
  }
  const int   rc = posix_fallocate(fd, 0, (off_t)s->bytes);
  void       *p  = rc
                     ? MAP_FAILED
                     : mmap(NULL, s->bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  acta_status st = ACTA_OK;
  if (p == MAP_FAILED) {
    st = acta_env_fail(err, rc ? rc : errno, "cannot make a temporary file");
  } else {
    s->p      = p;
    s->mapped = true;
  }
  (void)close(fd);
  return st;
}

acta_status acta_scratch_init(acta_scratch *s, const acta_env *env,
                              size_t count, size_t size, acta_error *err)
{
  *s = (acta_scratch){NULL, 0, false};
  if (count > SIZE_MAX / 2 / size) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  s->bytes = count * size;
  if (s->bytes > IN_MEMORY) {
    return map_file(s, env, err);
  }
  s->p = calloc(s->bytes ? count : 1, size);
  return s->p ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

void acta_scratch_release(acta_scratch *s)
{
  if (s->mapped) {
    (void)munmap(s->p, s->bytes);
  } else {
    free(s->p);
  }
  *s = (acta_scratch){NULL, 0, false};
}
