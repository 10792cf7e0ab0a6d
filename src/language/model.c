// SPDX-License-Identifier: MIT
#include "language/model.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define ALIGN 64U
#define BYTE_ORDER_MARK 0x01020304U
#define MAX_SECTIONS 64U

static const char magic[8] = "actamodl";

typedef struct {
  char     magic[8];
  uint32_t version, byte_order;
  uint64_t size, checksum;
  uint32_t n_sections, zero;
} file_header;

typedef struct {
  char     name[16];
  uint64_t offset, size;
} section_entry;

static uint64_t checksum(acta_str bytes)
{
  return acta_hash64(bytes.p, bytes.n, 0);
}

static section_entry entry_at(const acta_model_file *m, uint32_t i)
{
  section_entry e;
  memcpy(&e, m->bytes.p + sizeof(file_header) + i * sizeof(e), sizeof(e));
  return e;
}

static acta_status check_sections(acta_model_file *m, uint32_t n,
                                  acta_error *err)
{
  if (n > MAX_SECTIONS ||
      sizeof(file_header) + n * sizeof(section_entry) > m->bytes.n) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: bad number of sections");
  }
  for (uint32_t i = 0; i < n; ++i) {
    const section_entry e = entry_at(m, i);
    if (e.name[15] || e.offset % ALIGN || e.offset > m->bytes.n ||
        e.size > m->bytes.n - e.offset) {
      return acta_fail(err, ACTA_E_SYNTAX, "model: section %u out of bounds",
                       i);
    }
  }
  m->n_sections = n;
  return ACTA_OK;
}

acta_status acta_model_file_view(acta_model_file *m, acta_str bytes,
                                 acta_error *err)
{
  file_header h;
  *m = (acta_model_file){bytes, 0, false};
  if (bytes.n < sizeof(h)) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: too short to be a model file");
  }
  memcpy(&h, bytes.p, sizeof(h));
  if (memcmp(h.magic, magic, sizeof(magic)) != 0) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: not a model file");
  }
  if (h.byte_order != BYTE_ORDER_MARK) {
    return acta_fail(err, ACTA_E_SYNTAX,
                     "model: written on a machine of another byte order");
  }
  if (h.version != ACTA_MODEL_VERSION) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: version %u, need %u",
                     h.version, ACTA_MODEL_VERSION);
  }
  if (h.size != bytes.n) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: cut short, %zu bytes of %llu",
                     bytes.n, (unsigned long long)h.size);
  }
  const acta_str rest = {bytes.p + sizeof(h), bytes.n - sizeof(h)};
  if (h.zero || h.checksum != (checksum(rest) ^ h.n_sections)) {
    return acta_fail(err, ACTA_E_SYNTAX, "model: altered, wrong checksum");
  }
  return check_sections(m, h.n_sections, err);
}

acta_status acta_model_file_open(acta_model_file *m, const char *path,
                                 acta_error *err)
{
  acta_str    bytes  = {NULL, 0};
  acta_status status = acta_file_map(path, &bytes, err);
  if (status) {
    return status;
  }
  status = acta_model_file_view(m, bytes, err);
  if (status) {
    acta_file_unmap(bytes);
    *m = (acta_model_file){{NULL, 0}, 0, false};
    return status;
  }
  m->mapped = true;
  return ACTA_OK;
}

void acta_model_file_close(acta_model_file *m)
{
  if (m->mapped) {
    acta_file_unmap(m->bytes);
  }
  *m = (acta_model_file){{NULL, 0}, 0, false};
}

acta_model_part acta_model_part_at(const acta_model_file *m, uint32_t i)
{
  const char *entry = m->bytes.p + sizeof(file_header) +
                      i * sizeof(section_entry) + offsetof(section_entry, name);
  const section_entry e = entry_at(m, i);
  return (acta_model_part){entry, {m->bytes.p + e.offset, (size_t)e.size}};
}

acta_str acta_model_section(const acta_model_file *m, const char *name)
{
  for (uint32_t i = 0; i < m->n_sections; ++i) {
    const acta_model_part part = acta_model_part_at(m, i);
    if (!strcmp(part.name, name)) {
      return part.bytes;
    }
  }
  return (acta_str){NULL, 0};
}

static void pad(acta_buf *b, size_t align)
{
  while (!b->failed && b->n % align) {
    acta_buf_char(b, '\0');
  }
}

acta_status acta_model_file_write(FILE *out, const acta_model_part *parts,
                                  size_t n, acta_error *err)
{
  file_header h = {{0}, ACTA_MODEL_VERSION, BYTE_ORDER_MARK, 0, 0, 0, 0};
  acta_buf    b = {NULL, 0, 0, false};
  if (n > MAX_SECTIONS) {
    return acta_fail(err, ACTA_E_ARG, "model: too many sections");
  }
  memcpy(h.magic, magic, sizeof(magic));
  h.n_sections = (uint32_t)n;
  acta_buf_add(&b, &h, sizeof(h));
  for (size_t i = 0; i < n; ++i) {
    const section_entry none = {{0}, 0, 0};
    acta_buf_add(&b, &none, sizeof(none));
  }
  for (size_t i = 0; i < n && !b.failed; ++i) {
    section_entry e = {{0}, 0, parts[i].bytes.n};
    pad(&b, ALIGN);
    e.offset = b.n;
    (void)snprintf(e.name, sizeof(e.name), "%s", parts[i].name);
    acta_buf_str(&b, parts[i].bytes);
    if (!b.failed) {
      memcpy(b.p + sizeof(h) + i * sizeof(e), &e, sizeof(e));
    }
  }
  acta_status status = ACTA_OK;
  if (b.failed) {
    status = acta_fail(err, ACTA_E_NOMEM, "model: out of memory");
  } else {
    h.size = b.n;
    h.checksum =
      checksum((acta_str){b.p + sizeof(h), b.n - sizeof(h)}) ^ h.n_sections;
    memcpy(b.p, &h, sizeof(h));
    if (fwrite(b.p, 1, b.n, out) != b.n) {
      status = acta_fail(err, ACTA_E_IO, "cannot write: %s", strerror(errno));
    }
  }
  acta_buf_release(&b);
  return status;
}

const void *acta_cursor_array(acta_cursor *c, size_t n, size_t size)
{
  if (c->bad || (size && n > c->rest.n / size)) {
    c->bad = true;
    return NULL;
  }
  const void *p = c->rest.p;
  c->rest.p += n * size;
  c->rest.n -= n * size;
  return p;
}

uint32_t acta_cursor_u32(acta_cursor *c)
{
  uint32_t    v = 0;
  const void *p = acta_cursor_array(c, 1, sizeof(v));
  if (p) {
    memcpy(&v, p, sizeof(v));
  }
  return v;
}

acta_str acta_cursor_str(acta_cursor *c)
{
  const uint32_t n = acta_cursor_u32(c);
  const char    *p = acta_cursor_array(c, n, 1);
  (void)acta_cursor_array(c, p ? (4 - n % 4) % 4 : 0, 1);
  return c->bad ? (acta_str){NULL, 0} : (acta_str){p, n};
}
