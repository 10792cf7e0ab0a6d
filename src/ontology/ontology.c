// SPDX-License-Identifier: MIT
#include <acta/ontology.h>

#include "base/file.h"
#include "base/hash.h"
#include "ontology/build.h"
#include "ontology/gazetteer.h"
#include "ontology/index_file.h"

#include <stdlib.h>
#include <unistd.h>

#ifndef ACTA_DATADIR
#  define ACTA_DATADIR "/usr/local/share/acta"
#endif
#define INDEX_NAME "acta.index"

struct acta_ontology {
  acta_str        index; ///< Mapped file
  acta_tables     tables;
  char           *names[2];      ///< Compiled gazetteers that were made here
  acta_gazetteer *gazetteers[2]; ///< The index's, and the user's over it
  uint32_t        n_gazetteers;
  char            version[ACTA_INDEX_HASH + 1];
};

// ---- finding the index

// Path of the index in `dir`, malloc'ed.
static char *path_in(const char *dir, size_t n, const char *below)
{
  acta_buf b = {NULL, 0, 0, false};
  acta_buf_add(&b, dir, n);
  acta_buf_printf(&b, "%s/%s%c", below, INDEX_NAME, '\0');
  if (b.failed) {
    acta_buf_release(&b);
    return NULL;
  }
  return b.p;
}

static char *beside_program(void)
{
  char          exe[4096];
  const ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe));
  size_t        k = n > 0 ? (size_t)n : 0;
  while (k > 0 && exe[k - 1] != '/') {
    --k;
  }
  return path_in(exe, k, "data");
}

static acta_status find_index(const char *dir, char **path, acta_error *err)
{
  const char *env = getenv("ACTA_DATA");
  if (dir) {
    *path = path_in(dir, strlen(dir), "");
  } else if (env && *env) {
    *path = path_in(env, strlen(env), "");
  } else {
    *path = beside_program();
    if (*path && access(*path, R_OK) != 0) {
      free(*path);
      *path = path_in(ACTA_DATADIR, strlen(ACTA_DATADIR), "");
    }
  }
  return *path ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// Puts the name of the file before the message.
static acta_status name_file(acta_error *err, acta_status status,
                             const char *path)
{
  if (err && status) {
    char text[sizeof(err->text)];
    memcpy(text, err->text, sizeof(text));
    return acta_fail(err, status, "%s: %s", path, text);
  }
  return status;
}

static acta_status map_index(acta_ontology *o, const char *dir, acta_facts *f,
                             acta_error *err)
{
  char       *path   = NULL;
  acta_status status = find_index(dir, &path, err);
  if (!status) {
    status = acta_file_map(path, &o->index, err);
  }
  if (!status) {
    status = acta_index_check(o->index, err);
    if (!status) {
      status = acta_facts_add_compiled(
        f, acta_index_find(o->index, ACTA_INDEX_FACTS), err);
    }
    if (!status) {
      const acta_str hash = acta_index_hash(o->index);
      memcpy(o->version, hash.p, hash.n);
    }
    status = name_file(err, status, path);
  }
  free(path);
  return status;
}

// ---- opening

static acta_status add_files(acta_facts *f, const char *const *files,
                             acta_error *err)
{
  acta_status status = ACTA_OK;
  for (; files && *files && !status; ++files) {
    status = acta_facts_add_file(f, *files, err);
  }
  return status;
}

// What is loaded over the index gives the whole another version.
static acta_status mix_version(acta_ontology *o, acta_str bytes,
                               acta_error *err)
{
  acta_buf b = {NULL, 0, 0, false};
  acta_buf_add(&b, o->version, strlen(o->version));
  acta_buf_str(&b, bytes);
  const acta_status status =
    b.failed ? acta_fail(err, ACTA_E_NOMEM, "out of memory") : ACTA_OK;
  if (!status) {
    acta_sha256_hex(acta_buf_as_str(&b), o->version, ACTA_INDEX_HASH);
  }
  acta_buf_release(&b);
  return status;
}

static acta_status lay_over(acta_ontology *o, acta_facts *f,
                            const acta_ontology_options *options,
                            acta_error                  *err)
{
  acta_buf    b      = {NULL, 0, 0, false};
  acta_status status = add_files(f, options->ontology, err);
  status             = status ? status : add_files(f, options->lexicon, err);
  if (status || !((options->ontology && *options->ontology) ||
                  (options->lexicon && *options->lexicon))) {
    return status;
  }
  acta_facts_write(f, &b);
  status = b.failed ? acta_fail(err, ACTA_E_NOMEM, "out of memory")
                    : mix_version(o, acta_buf_as_str(&b), err);
  acta_buf_release(&b);
  return status;
}

// ---- names

// Opens compiled names over those that are there.
static acta_status push_names(acta_ontology *o, acta_str bytes, acta_error *err)
{
  const acta_gazetteer *base =
    o->n_gazetteers ? o->gazetteers[o->n_gazetteers - 1] : NULL;
  const acta_status status =
    acta_gazetteer_open(bytes, base, &o->gazetteers[o->n_gazetteers], err);
  o->n_gazetteers += !status;
  return status;
}

// Compiles `files` (none: an empty gazetteer) and opens that on top.
static acta_status compile_names(acta_ontology *o, const char *const *files,
                                 acta_error *err)
{
  size_t                  n = 0;
  acta_gazetteer_builder *b = acta_gazetteer_builder_new(
    o->n_gazetteers ? o->gazetteers[o->n_gazetteers - 1] : NULL);
  acta_status status =
    b ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
  for (; !status && files && *files; ++files) {
    status = acta_gazetteer_add_file(b, *files, err);
  }
  char **names = &o->names[o->n_gazetteers];
  if (!status) {
    status = acta_gazetteer_compile(b, names, &n, err);
  }
  acta_gazetteer_builder_free(b);
  if (!status && o->n_gazetteers) {
    status = mix_version(o, (acta_str){*names, n}, err);
  }
  return status ? status : push_names(o, (acta_str){*names, n}, err);
}

static acta_status open_names(acta_ontology *o, const char *const *files,
                              acta_error *err)
{
  const acta_str inside = o->index.p
                            ? acta_index_find(o->index, ACTA_INDEX_NAMES)
                            : (acta_str){NULL, 0};
  acta_status    status =
    inside.p ? push_names(o, inside, err) : compile_names(o, NULL, err);
  if (!status && files && *files) {
    status = compile_names(o, files, err);
  }
  return status;
}

const acta_gazetteer *acta_ontology_gazetteer(const acta_ontology *o)
{
  return o->gazetteers[o->n_gazetteers - 1];
}

static acta_status load(acta_ontology *o, acta_facts *f,
                        const acta_ontology_options *options, acta_error *err)
{
  acta_status status = ACTA_OK;
  if (!options->dir || *options->dir) {
    status = map_index(o, options->dir, f, err);
  }
  if (!status) {
    status = lay_over(o, f, options, err);
  }
  if (!status) {
    acta_facts_sort(f);
    status = acta_tables_build(&o->tables, f, err);
  }
  return status ? status : open_names(o, options->gazetteer, err);
}

acta_status acta_ontology_open(const acta_ontology_options *options,
                               acta_ontology **out, acta_error *err)
{
  acta_ontology *o = calloc(1, sizeof(*o));
  acta_facts    *f = acta_facts_new();
  if (!o || !f) {
    acta_facts_free(f);
    free(o);
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  const acta_status status = load(o, f, options, err);
  acta_facts_free(f);
  if (status) {
    acta_ontology_free(o);
    return status;
  }
  acta_log_msg(options->log, ACTA_LOG_DEBUG,
               "ontology: %u classes, %u roles, %u frames, %u cues",
               o->tables.n_classes, o->tables.n_roles, o->tables.n_frames,
               o->tables.n_cues);
  *out = o;
  return ACTA_OK;
}

void acta_ontology_free(acta_ontology *o)
{
  if (o) {
    acta_tables_release(&o->tables);
    for (int i = 1; i >= 0; --i) {
      acta_gazetteer_free(o->gazetteers[i]);
      free(o->names[i]);
    }
    acta_file_unmap(o->index);
    free(o);
  }
}

// ---- looking up

acta_str acta_ontology_version(const acta_ontology *o)
{
  return acta_str_of(o->version);
}

uint32_t acta_n_classes(const acta_ontology *o)
{
  return o->tables.n_classes;
}

const acta_class *acta_class_at(const acta_ontology *o, uint32_t id)
{
  return &o->tables.classes[id];
}

uint32_t acta_class_find(const acta_ontology *o, acta_str name)
{
  return acta_intern_find(o->tables.class_names, name);
}

bool acta_class_is_a(const acta_ontology *o, uint32_t a, uint32_t b)
{
  const acta_tables *t = &o->tables;
  return t->above[a * t->above_words + b / 64] >> b % 64 & 1;
}

const acta_str *acta_supers_find(const acta_ontology *o, acta_str iri,
                                 size_t *n)
{
  const uint32_t id = acta_intern_find(o->tables.declared, iri);
  *n                = id == UINT32_MAX ? 0 : o->tables.supers[id].n;
  return *n ? o->tables.supers[id].p : NULL;
}

uint32_t acta_n_roles(const acta_ontology *o)
{
  return o->tables.n_roles;
}

const acta_role *acta_role_at(const acta_ontology *o, uint32_t id)
{
  return &o->tables.roles[id];
}

uint32_t acta_role_find(const acta_ontology *o, acta_str name)
{
  return acta_intern_find(o->tables.role_names, name);
}

static const acta_under_lemma *
find_lemma(const acta_ontology *o, const acta_lemma_index *x, acta_str lemma)
{
  static const acta_under_lemma none = {NULL, 0, 0};
  const uint32_t                id = acta_intern_find(o->tables.lemmas, lemma);
  return id < x->n ? &x->at[id] : &none;
}

const acta_frame *const *acta_frames_find(const acta_ontology *o,
                                          acta_str lemma, acta_upos upos,
                                          size_t *n)
{
  const acta_tables      *t = &o->tables;
  const acta_lemma_index *x = upos == ACTA_VERB   ? &t->verbs
                              : upos == ACTA_NOUN ? &t->nouns
                                                  : &t->adjectives;
  *n                        = 0;
  if (upos != ACTA_VERB && upos != ACTA_NOUN && upos != ACTA_ADJ) {
    return NULL;
  }
  const acta_under_lemma *u = find_lemma(o, x, lemma);
  *n                        = u->n;
  return (const acta_frame *const *)u->p;
}

uint32_t acta_relation_find(const acta_ontology *o, acta_str relation)
{
  return acta_intern_find(o->tables.relations, relation);
}

acta_str acta_relation_name(const acta_ontology *o, uint32_t relation)
{
  return acta_intern_at(o->tables.relations, relation);
}

const acta_cue *const *acta_cues_find(const acta_ontology *o, acta_str lemma,
                                      size_t *n)
{
  const acta_under_lemma *u = find_lemma(o, &o->tables.cues, lemma);
  *n                        = u->n;
  return (const acta_cue *const *)u->p;
}
