// SPDX-License-Identifier: MIT
#include "base/file.h"
#include "ontology/build.h"
#include "ontology/gazetteer.h"
#include "ontology/index_file.h"

#include <stdlib.h>

// What is being made.
typedef struct {
  acta_facts             *facts;
  acta_gazetteer_builder *names;
  acta_buf                facts_bytes, index;
  char                   *names_bytes;
  size_t                  n_names_bytes;
} work;

static bool is_table(const char *path)
{
  const acta_str s = acta_str_of(path);
  return acta_str_ends(s, ACTA_STR(".tsv")) ||
         acta_str_ends(s, ACTA_STR(".tsv.gz"));
}

static acta_status add_files(work *w, const char *const *files, acta_error *err)
{
  acta_status status = ACTA_OK;
  for (; !status && files && *files; ++files) {
    status = is_table(*files) ? acta_gazetteer_add_file(w->names, *files, err)
                              : acta_facts_add_file(w->facts, *files, err);
  }
  return status;
}

// An index that cannot be opened is not written.
static acta_status check_facts(work *w, acta_error *err)
{
  acta_tables tables;
  acta_facts_sort(w->facts);
  const acta_status status = acta_tables_build(&tables, w->facts, err);
  if (!status) {
    acta_tables_release(&tables);
  }
  return status;
}

static acta_status make_index(work *w, acta_error *err)
{
  acta_status status =
    acta_gazetteer_compile(w->names, &w->names_bytes, &w->n_names_bytes, err);
  if (status) {
    return status;
  }
  acta_facts_write(w->facts, &w->facts_bytes);
  const acta_index_section sections[] = {
    {ACTA_STR(ACTA_INDEX_FACTS), acta_buf_as_str(&w->facts_bytes)},
    {ACTA_STR(ACTA_INDEX_NAMES), {w->names_bytes, w->n_names_bytes}},
  };
  acta_index_write(&w->index, sections, sizeof(sections) / sizeof(sections[0]));
  return w->facts_bytes.failed || w->index.failed
           ? acta_fail(err, ACTA_E_NOMEM, "out of memory")
           : ACTA_OK;
}

static acta_status write_index(const work *w, const char *out, acta_error *err)
{
  acta_output       output;
  const acta_status status = acta_output_open(&output, out, err);
  if (status) {
    return status;
  }
  (void)fwrite(w->index.p, 1, w->index.n, output.file);
  return acta_output_commit(&output, err);
}

acta_status acta_ontology_compile(const char *const *files,
                                  const char *const *gazetteers,
                                  const char *out, acta_error *err)
{
  work        w;
  acta_status status = ACTA_OK;
  memset(&w, 0, sizeof(w));
  w.facts = acta_facts_new();
  w.names = acta_gazetteer_builder_new(NULL);
  if (!w.facts || !w.names) {
    status = acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  status = status ? status : add_files(&w, files, err);
  for (; !status && gazetteers && *gazetteers; ++gazetteers) {
    status = acta_gazetteer_add_file(w.names, *gazetteers, err);
  }
  status = status ? status : check_facts(&w, err);
  status = status ? status : make_index(&w, err);
  status = status ? status : write_index(&w, out, err);
  acta_facts_free(w.facts);
  acta_gazetteer_builder_free(w.names);
  acta_buf_release(&w.facts_bytes);
  acta_buf_release(&w.index);
  free(w.names_bytes);
  return status;
}
