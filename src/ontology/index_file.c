// SPDX-License-Identifier: MIT
#include "ontology/index_file.h"

#include "base/hash.h"

#define MAGIC "actaidx"
#define VERSION 1u
#define BYTE_ORDER_MARK 0x01020304u
#define CHECK_SEED 0x616374615F696478u

typedef struct {
  char     magic[8];
  uint32_t version, byte_order;
  uint64_t size;     // of the whole file
  uint64_t checksum; // of all that follows this field
  char     hash[ACTA_INDEX_HASH];
  uint32_t n_sections, reserved;
} header;

typedef struct {
  char     name[16]; // NUL-padded
  uint64_t offset, size;
} entry;

#define CHECKED_FROM offsetof(header, hash)

static uint64_t checksum(const char *p, size_t n)
{
  return acta_hash64(p + CHECKED_FROM, n - CHECKED_FROM, CHECK_SEED);
}

static void pad(acta_buf *b)
{
  while (b->n % 8 && !b->failed) {
    acta_buf_char(b, '\0');
  }
}

void acta_index_write(acta_buf *b, const acta_index_section *sections, size_t n)
{
  header   h;
  char     hex[ACTA_INDEX_HASH + 1];
  uint64_t offset = sizeof(h) + n * sizeof(entry);
  memset(&h, 0, sizeof(h));
  acta_buf_add(b, &h, sizeof(h));
  for (size_t i = 0; i < n; ++i) {
    entry e;
    memset(&e, 0, sizeof(e));
    memcpy(e.name, sections[i].name.p, sections[i].name.n);
    e.offset = offset;
    e.size   = sections[i].bytes.n;
    offset += (e.size + 7) / 8 * 8;
    acta_buf_add(b, &e, sizeof(e));
  }
  for (size_t i = 0; i < n; ++i) {
    acta_buf_str(b, sections[i].bytes);
    pad(b);
  }
  if (b->failed) {
    return;
  }
  memcpy(h.magic, MAGIC, sizeof(h.magic));
  h.version    = VERSION;
  h.byte_order = BYTE_ORDER_MARK;
  h.size       = b->n;
  h.n_sections = (uint32_t)n;
  acta_sha256_hex((acta_str){b->p + sizeof(h), b->n - sizeof(h)}, hex,
                  ACTA_INDEX_HASH);
  memcpy(h.hash, hex, ACTA_INDEX_HASH);
  memcpy(b->p, &h, sizeof(h));
  h.checksum = checksum(b->p, b->n);
  memcpy(b->p, &h, sizeof(h));
}

static entry entry_at(acta_str file, uint32_t i)
{
  entry e;
  memcpy(&e, file.p + sizeof(header) + i * sizeof(e), sizeof(e));
  return e;
}

acta_status acta_index_check(acta_str file, acta_error *err)
{
  header h;
  if (file.n < sizeof(h)) {
    return acta_fail(err, ACTA_E_SYNTAX, "not an index of acta");
  }
  memcpy(&h, file.p, sizeof(h));
  if (memcmp(h.magic, MAGIC, sizeof(h.magic)) != 0) {
    return acta_fail(err, ACTA_E_SYNTAX, "not an index of acta");
  }
  if (h.byte_order != BYTE_ORDER_MARK) {
    return acta_fail(err, ACTA_E_SYNTAX,
                     "compiled on a machine of another byte order");
  }
  if (h.version != VERSION) {
    return acta_fail(err, ACTA_E_SYNTAX,
                     "index of format %u, this program reads %u: compile it "
                     "again",
                     h.version, VERSION);
  }
  if (h.size != file.n) {
    return acta_fail(err, ACTA_E_SYNTAX, "truncated: %zu of %llu bytes", file.n,
                     (unsigned long long)h.size);
  }
  if (h.checksum != checksum(file.p, file.n)) {
    return acta_fail(err, ACTA_E_SYNTAX, "altered: the checksum is wrong");
  }
  if (h.n_sections > (file.n - sizeof(h)) / sizeof(entry)) {
    return acta_fail(err, ACTA_E_SYNTAX, "damaged: too many sections");
  }
  for (uint32_t i = 0; i < h.n_sections; ++i) {
    const entry e = entry_at(file, i);
    if (e.offset % 8 || e.offset > file.n || e.size > file.n - e.offset ||
        e.name[sizeof(e.name) - 1]) {
      return acta_fail(err, ACTA_E_SYNTAX, "damaged: section out of bounds");
    }
  }
  return ACTA_OK;
}

acta_str acta_index_find(acta_str file, const char *name)
{
  header h;
  memcpy(&h, file.p, sizeof(h));
  for (uint32_t i = 0; i < h.n_sections; ++i) {
    const entry e = entry_at(file, i);
    if (acta_str_is(acta_str_of(e.name), name)) {
      return (acta_str){file.p + e.offset, (size_t)e.size};
    }
  }
  return (acta_str){NULL, 0};
}

acta_str acta_index_hash(acta_str file)
{
  return (acta_str){file.p + offsetof(header, hash), ACTA_INDEX_HASH};
}
