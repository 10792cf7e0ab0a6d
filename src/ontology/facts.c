// SPDX-License-Identifier: MIT
#include "ontology/facts.h"

#include "base/file.h"
#include "base/intern.h"
#include "base/vec.h"

#include <stdlib.h>

#define FILE_LIMIT ((size_t)64 << 20)

struct acta_facts {
  acta_intern *terms; // kind byte ('<', '"' or '_') and text
  acta_intern *files;
  acta_fact   *facts;
  size_t       n, cap;
  acta_buf     scratch;
};

acta_facts *acta_facts_new(void)
{
  acta_facts *f = calloc(1, sizeof(*f));
  if (f) {
    f->terms = acta_intern_new();
    f->files = acta_intern_new();
    if (!f->terms || !f->files) {
      acta_facts_free(f);
      f = NULL;
    }
  }
  return f;
}

void acta_facts_free(acta_facts *f)
{
  if (f) {
    acta_intern_free(f->terms);
    acta_intern_free(f->files);
    free(f->facts);
    acta_buf_release(&f->scratch);
    free(f);
  }
}

static bool push(acta_facts *f, acta_fact fact)
{
  void *facts = f->facts;
  if (!acta_vec_grow(&facts, f->n, &f->cap, sizeof(*f->facts))) {
    return false;
  }
  f->facts         = facts;
  f->facts[f->n++] = fact;
  return true;
}

// ---- reading RDF

typedef struct {
  acta_sink   sink;
  acta_facts *facts;
  uint32_t    file;
} reader;

static uint32_t add_term(acta_facts *f, const acta_term *t)
{
  f->scratch.n = 0;
  acta_buf_char(&f->scratch, t->kind == ACTA_IRI       ? '<'
                             : t->kind == ACTA_LITERAL ? '"'
                                                       : '_');
  acta_buf_str(&f->scratch, t->value);
  return f->scratch.failed
           ? UINT32_MAX
           : acta_intern_add(f->terms, acta_buf_as_str(&f->scratch));
}

// Labels, comments and alignments are for readers; the program needs these.
static bool concerns_us(const acta_quad *q)
{
  static const char *const wanted[] = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "http://www.w3.org/2000/01/rdf-schema#subClassOf",
    "http://www.w3.org/2000/01/rdf-schema#subPropertyOf",
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2000/01/rdf-schema#range",
    "http://www.w3.org/ns/lemon/ontolex#denotes",
    "http://www.lexinfo.net/ontology/3.0/lexinfo#partOfSpeech",
  };
  if (q->s.kind != ACTA_IRI) {
    return false;
  }
  if (acta_str_starts(q->p.value, ACTA_STR(ACT_NS)) ||
      acta_str_starts(q->p.value, ACTA_STR(UD_NS))) {
    return true;
  }
  for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); ++i) {
    if (acta_str_is(q->p.value, wanted[i])) {
      return true;
    }
  }
  return false;
}

static acta_status take_quad(acta_sink *sink, const acta_quad *q,
                             acta_error *err)
{
  reader *r = (reader *)(void *)sink;
  if (!concerns_us(q)) {
    return ACTA_OK;
  }
  const uint32_t s = add_term(r->facts, &q->s);
  const uint32_t p = add_term(r->facts, &q->p);
  const uint32_t o = add_term(r->facts, &q->o);
  if (s == UINT32_MAX || p == UINT32_MAX || o == UINT32_MAX ||
      !push(r->facts, (acta_fact){s, p, o, r->file})) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  return ACTA_OK;
}

static acta_status take_prefix(acta_sink *sink, acta_str name, acta_str iri,
                               acta_error *err)
{
  (void)sink;
  (void)name;
  (void)iri;
  (void)err;
  return ACTA_OK;
}

static acta_status take_end(acta_sink *sink, acta_error *err)
{
  (void)sink;
  (void)err;
  return ACTA_OK;
}

acta_status acta_facts_add_text(acta_facts *f, acta_str text,
                                acta_syntax syntax, const char *name,
                                acta_error *err)
{
  reader     r   = {{take_quad, take_prefix, take_end},
                    f,
                    acta_intern_add(f->files, acta_str_of(name))};
  acta_error why = {ACTA_OK, 0, 0, ""};
  if (r.file == UINT32_MAX) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status status =
    acta_rdf_read_mem(text, syntax, NULL, &r.sink, &why);
  if (!status || status == ACTA_E_NOMEM) {
    return status ? acta_fail(err, status, "out of memory") : ACTA_OK;
  }
  return acta_fail_at(err, status, why.line, why.column, "%s:%u:%u: %s", name,
                      why.line, why.column, why.text);
}

acta_status acta_facts_add_file(acta_facts *f, const char *path,
                                acta_error *err)
{
  char       *p      = NULL;
  size_t      n      = 0;
  acta_syntax syntax = acta_syntax_by_suffix(path);
  acta_status status = acta_file_read(path, FILE_LIMIT, &p, &n, err);
  if (!status) {
    status = acta_facts_add_text(
      f, (acta_str){p, n}, syntax == ACTA_SYNTAX_NONE ? ACTA_TURTLE : syntax,
      path, err);
  }
  free(p);
  return status;
}

// ---- compiled form: four counts, terms as length and bytes, files likewise,
// facts as four numbers; everything little or big endian as the machine is

static void write_u32(acta_buf *b, uint32_t v)
{
  acta_buf_add(b, &v, sizeof(v));
}

static void write_strings(acta_buf *b, const acta_intern *t)
{
  const uint32_t n = acta_intern_count(t);
  write_u32(b, n);
  for (uint32_t i = 0; i < n; ++i) {
    const acta_str s = acta_intern_at(t, i);
    write_u32(b, (uint32_t)s.n);
    acta_buf_str(b, s);
  }
}

void acta_facts_write(const acta_facts *f, acta_buf *b)
{
  write_strings(b, f->terms);
  write_strings(b, f->files);
  write_u32(b, (uint32_t)f->n);
  acta_buf_add(b, f->facts, f->n * sizeof(*f->facts));
}

static bool read_u32(acta_str *in, uint32_t *v)
{
  if (in->n < sizeof(*v)) {
    return false;
  }
  memcpy(v, in->p, sizeof(*v));
  in->p += sizeof(*v);
  in->n -= sizeof(*v);
  return true;
}

// Reads strings into `t`; (*ids)[i] is what the i-th is called there.
static acta_status read_strings(acta_str *in, acta_intern *t, uint32_t **ids,
                                uint32_t *n, acta_error *err)
{
  uint32_t len = 0;
  if (!read_u32(in, n) || *n > in->n / sizeof(len)) {
    return acta_fail(err, ACTA_E_SYNTAX, "damaged: bad number of strings");
  }
  *ids = calloc((size_t)*n + 1, sizeof(**ids));
  if (!*ids) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  for (uint32_t i = 0; i < *n; ++i) {
    if (!read_u32(in, &len) || len > in->n || !len) {
      return acta_fail(err, ACTA_E_SYNTAX, "damaged: string out of bounds");
    }
    (*ids)[i] = acta_intern_add(t, (acta_str){in->p, len});
    if ((*ids)[i] == UINT32_MAX) {
      return acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
    in->p += len;
    in->n -= len;
  }
  return ACTA_OK;
}

acta_status acta_facts_add_compiled(acta_facts *f, acta_str bytes,
                                    acta_error *err)
{
  uint32_t   *terms = NULL, *files = NULL, n_terms = 0, n_files = 0, n = 0;
  acta_status status = read_strings(&bytes, f->terms, &terms, &n_terms, err);
  if (!status) {
    status = read_strings(&bytes, f->files, &files, &n_files, err);
  }
  if (!status &&
      (!read_u32(&bytes, &n) || bytes.n != (size_t)n * sizeof(acta_fact))) {
    status = acta_fail(err, ACTA_E_SYNTAX, "damaged: bad number of facts");
  }
  for (uint32_t i = 0; terms && files && !status && i < n; ++i) {
    acta_fact x;
    memcpy(&x, bytes.p + i * sizeof(x), sizeof(x));
    if (x.s >= n_terms || x.p >= n_terms || x.o >= n_terms ||
        x.file >= n_files) {
      status = acta_fail(err, ACTA_E_SYNTAX, "damaged: fact out of bounds");
    } else if (!push(f, (acta_fact){terms[x.s], terms[x.p], terms[x.o],
                                    files[x.file]})) {
      status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
    }
  }
  free(terms);
  free(files);
  return status;
}

// ---- looking up

static int cmp_u32(uint32_t a, uint32_t b)
{
  return (a > b) - (a < b);
}

static int cmp_fact(const acta_fact *a, const acta_fact *b)
{
  int c = cmp_u32(a->s, b->s);
  c     = c ? c : cmp_u32(a->p, b->p);
  return c ? c : cmp_u32(a->o, b->o);
}

static int cmp_fact_file(const void *pa, const void *pb)
{
  const acta_fact *a = pa, *b = pb;
  const int        c = cmp_fact(a, b);
  return c ? c : cmp_u32(a->file, b->file);
}

void acta_facts_sort(acta_facts *f)
{
  if (!f->n) {
    return;
  }
  qsort(f->facts, f->n, sizeof(*f->facts), cmp_fact_file);
  size_t n = 1;
  for (size_t i = 1; i < f->n; ++i) {
    if (cmp_fact(&f->facts[i], &f->facts[n - 1]) != 0) {
      f->facts[n++] = f->facts[i];
    }
  }
  f->n = n;
}

const acta_fact *acta_facts_all(const acta_facts *f, size_t *n)
{
  *n = f->n;
  return f->facts;
}

// First fact not before (s, p, o).
static size_t lower(const acta_facts *f, uint32_t s, uint32_t p, uint32_t o)
{
  const acta_fact key = {s, p, o, 0};
  size_t          lo = 0, hi = f->n;
  while (lo < hi) {
    const size_t mid = lo + (hi - lo) / 2;
    if (cmp_fact(&f->facts[mid], &key) < 0) {
      lo = mid + 1;
    } else {
      hi = mid;
    }
  }
  return lo;
}

const acta_fact *acta_facts_of(const acta_facts *f, uint32_t s, size_t *n)
{
  const size_t at = lower(f, s, 0, 0);
  size_t       to = at;
  while (to < f->n && f->facts[to].s == s) {
    ++to;
  }
  *n = to - at;
  return f->n ? f->facts + at : NULL;
}

const acta_fact *acta_facts_find(const acta_facts *f, uint32_t s, uint32_t p,
                                 size_t *n)
{
  const size_t at = lower(f, s, p, 0);
  size_t       to = at;
  while (to < f->n && f->facts[to].s == s && f->facts[to].p == p) {
    ++to;
  }
  *n = to - at;
  return f->n ? f->facts + at : NULL;
}

bool acta_facts_has(const acta_facts *f, uint32_t s, uint32_t p, uint32_t o)
{
  const size_t    at  = lower(f, s, p, o);
  const acta_fact key = {s, p, o, 0};
  return at < f->n && !cmp_fact(&f->facts[at], &key);
}

uint32_t acta_facts_n_terms(const acta_facts *f)
{
  return acta_intern_count(f->terms);
}

uint32_t acta_facts_iri(const acta_facts *f, const char *iri)
{
  char         key[256];
  const size_t n = strlen(iri);
  if (n + 1 > sizeof(key)) {
    return ACTA_NO;
  }
  key[0] = '<';
  memcpy(key + 1, iri, n);
  return acta_intern_find(f->terms, (acta_str){key, n + 1});
}

acta_str acta_facts_text(const acta_facts *f, uint32_t term)
{
  const acta_str s = acta_intern_at(f->terms, term);
  return (acta_str){s.p + 1, s.n - 1};
}

acta_term_kind acta_facts_kind(const acta_facts *f, uint32_t term)
{
  const char c = acta_intern_at(f->terms, term).p[0];
  return c == '<' ? ACTA_IRI : c == '"' ? ACTA_LITERAL : ACTA_BLANK;
}

acta_str acta_facts_local(const acta_facts *f, uint32_t term)
{
  const acta_str s = acta_facts_text(f, term);
  size_t         i = s.n;
  while (i > 0 && s.p[i - 1] != '#' && s.p[i - 1] != '/') {
    --i;
  }
  return i < s.n ? (acta_str){s.p + i, s.n - i} : s;
}

const char *acta_facts_file(const acta_facts *f, uint32_t file)
{
  return acta_intern_at(f->files, file).p; // NUL-ended, as the table copies
}
