// SPDX-License-Identifier: MIT
#include "base/hash.h"

#include <fcntl.h>
#include <nettle/sha2.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

// wyhash-style multiply and fold (Wang Yi, "wyhash", public domain idea).
static uint64_t mix(uint64_t a, uint64_t b)
{
  __extension__ typedef unsigned __int128 wide;
  const wide                              product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const unsigned char *p, size_t n)
{
  uint64_t v = 0;
  memcpy(&v, p, n);
  return v;
}

uint64_t acta_hash64(const void *p, size_t n, uint64_t seed)
{
  const unsigned char *s = p;
  uint64_t             h = seed ^ 0x9E3779B97F4A7C15u ^ n;
  while (n > 16) {
    h = mix(load(s, 8) ^ 0xA0761D6478BD642Fu, load(s + 8, 8) ^ h);
    s += 16;
    n -= 16;
  }
  const uint64_t a = n ? load(s, n < 8 ? n : 8) : 0;
  const uint64_t b = n > 8 ? load(s + 8, n - 8) : 0;
  return mix(a ^ 0xE7037ED1A0B428DBu, b ^ h) ^ mix(h, 0x8EBC6AF09C88C6E3u);
}

static uint64_t       seed;
static pthread_once_t seed_once = PTHREAD_ONCE_INIT;

static void draw_seed(void)
{
  const int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
  if (fd < 0 || read(fd, &seed, sizeof(seed)) != (ssize_t)sizeof(seed)) {
    seed = (uint64_t)time(NULL) ^ (uint64_t)getpid() << 32;
  }
  if (fd >= 0) {
    (void)close(fd);
  }
}

uint64_t acta_hash_seed(void)
{
  (void)pthread_once(&seed_once, draw_seed);
  return seed;
}

void acta_sha256_hex(acta_str s, char *out, size_t n_hex)
{
  static const char hex[] = "0123456789abcdef";
  struct sha256_ctx ctx;
  uint8_t           digest[SHA256_DIGEST_SIZE];
  sha256_init(&ctx);
  sha256_update(&ctx, s.n, (const uint8_t *)s.p);
  sha256_digest(&ctx, sizeof(digest), digest);
  size_t i = 0;
  for (; i < n_hex && i < 2 * sizeof(digest); ++i) {
    out[i] = hex[(digest[i / 2] >> (i % 2 ? 0 : 4)) & 15];
  }
  out[i] = '\0';
}
