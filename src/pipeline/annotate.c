// SPDX-License-Identifier: MIT
#include <acta/language.h>

#include "language/analyse.h"
#include "language/coref.h"
#include "language/names.h"
#include "language/timex.h"
#include "link/link.h"

#include <stdlib.h>
#include <unistd.h>

struct acta_model {
  acta_model_file file;
  acta_analyser   analyser;
  acta_names      names;
  bool            has_names;
};

// Finds en.model in `dir`; false if it is not there.
static bool in_folder(const char *dir, size_t n, char *path, size_t size)
{
  const int len = snprintf(path, size, "%.*s/en.model", (int)n, dir ? dir : "");
  return dir && len > 0 && (size_t)len < size && !access(path, R_OK);
}

static bool beside_program(char *path, size_t size)
{
  char          self[4096];
  const ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 32);
  if (n <= 0) {
    return false;
  }
  self[n]     = '\0';
  char *slash = strrchr(self, '/');
  if (!slash) {
    return false;
  }
  const size_t len = (size_t)(slash - self);
  if (in_folder(self, len, path, size)) {
    return true;
  }
  memcpy(slash, "/data", sizeof("/data"));
  return in_folder(self, len + 5, path, size);
}

static acta_status find_model(char *path, size_t size, acta_error *err)
{
  const char *data = getenv("ACTA_DATA");
  if (data ? in_folder(data, strlen(data), path, size)
           : beside_program(path, size) ||
               in_folder(ACTA_DATADIR, strlen(ACTA_DATADIR), path, size)) {
    return ACTA_OK;
  }
  return acta_fail(err, ACTA_E_NOTFOUND,
                   "no model en.model in $ACTA_DATA, beside the program or in "
                   "%s",
                   ACTA_DATADIR);
}

acta_status acta_model_open(const char *path, acta_model **out, acta_error *err)
{
  char        found[4096];
  acta_status status = ACTA_OK;
  if (!path) {
    status = find_model(found, sizeof(found), err);
    path   = found;
  }
  if (status) {
    return status;
  }
  acta_model *m = calloc(1, sizeof(*m));
  if (!m) {
    return acta_fail(err, ACTA_E_NOMEM, "out of memory");
  }
  status = acta_model_file_open(&m->file, path, err);
  if (!status) {
    status = acta_analyser_view(&m->analyser, &m->file, err);
  }
  if (!status) {
    const acta_str section = acta_model_section(&m->file, "names");
    m->has_names           = section.p != NULL;
    status = m->has_names ? acta_names_view(&m->names, section, err) : ACTA_OK;
  }
  if (status) {
    acta_model_free(m);
    return status;
  }
  *out = m;
  return ACTA_OK;
}

void acta_model_free(acta_model *m)
{
  if (m) {
    acta_model_file_close(&m->file);
    free(m);
  }
}

acta_status acta_annotate(const acta_model *m, const acta_ontology *ontology,
                          acta_document *doc, acta_error *err)
{
  acta_status status = acta_analyse(&m->analyser, doc, err);
  if (!status && m->has_names) {
    status = acta_names_run(&m->names, ontology, doc, err);
    status = status ? status : acta_analyse_names(&m->analyser, doc, err);
  }
  if (!status) {
    status = acta_timex_find(doc, err);
  }
  if (!status) {
    status = acta_coref_run(ontology, doc, err);
  }
  return status ? status : acta_link_run(ontology, doc, err);
}
