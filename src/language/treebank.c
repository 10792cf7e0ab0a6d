// SPDX-License-Identifier: MIT
#include "language/treebank.h"

#include "base/file.h"
#include "base/vec.h"
#include "language/conllu.h"

#include <stdlib.h>

#define MAX_FILE ((size_t)1 << 30)

acta_status acta_treebank_read(acta_treebank *t, const char *path,
                               acta_error *err)
{
  char       *bytes  = NULL;
  size_t      n      = 0;
  acta_error  why    = {.line = 0};
  acta_status status = acta_file_read(path, MAX_FILE, &bytes, &n, err);
  if (status) {
    return status;
  }
  acta_conllu in = {.text = {bytes, n}};
  if (!t->arena) {
    t->arena = acta_arena_new(0);
  }
  while (!status) {
    if (!t->arena ||
        !acta_vec_grow((void **)&t->docs, t->n, &t->cap, sizeof(*t->docs))) {
      status = acta_fail(&why, ACTA_E_NOMEM, "out of memory");
      break;
    }
    t->docs[t->n] = (acta_document){.arena = t->arena};
    status        = acta_conllu_next(&in, t->docs + t->n, &why);
    t->n += status == ACTA_OK;
  }
  free(bytes);
  return status == ACTA_END
           ? ACTA_OK
           : acta_fail_at(err, status, why.line, why.column, "%s:%u: %s", path,
                          why.line, why.text);
}

void acta_treebank_release(acta_treebank *t)
{
  acta_arena_free(t->arena);
  free(t->docs);
  *t = (acta_treebank){NULL, NULL, 0, 0};
}

static bool below(const acta_token *tokens, uint32_t i, uint32_t head)
{
  while (i != head && tokens[i].head != i) {
    i = tokens[i].head;
  }
  return i == head;
}

// Does the arc to `i` span a token that its governor does not dominate?
static bool crosses(const acta_token *tokens, uint32_t i)
{
  const uint32_t head = tokens[i].head;
  const uint32_t low = i < head ? i : head, high = i < head ? head : i;
  for (uint32_t k = low + 1; k < high; ++k) {
    if (!below(tokens, k, head)) {
      return true;
    }
  }
  return false;
}

// The shortest arc that crosses another, or ACTA_NO.
static uint32_t shortest_crossing(const acta_token *tokens, uint32_t begin,
                                  uint32_t end)
{
  uint32_t best = ACTA_NO, length = UINT32_MAX;
  for (uint32_t i = begin; i < end; ++i) {
    const uint32_t head = tokens[i].head;
    const uint32_t n    = i < head ? head - i : i - head;
    if (n > 1 && n < length && crosses(tokens, i)) {
      best   = i;
      length = n;
    }
  }
  return best;
}

void acta_treebank_project(acta_treebank *t)
{
  for (size_t d = 0; d < t->n; ++d) {
    acta_token *tokens = t->docs[d].tokens;
    for (uint32_t s = 0; s < t->docs[d].n_sentences; ++s) {
      const acta_sentence *x = t->docs[d].sentences + s;
      uint32_t             i = shortest_crossing(tokens, x->begin, x->end);
      while (i != ACTA_NO && x->root != ACTA_NO) {
        tokens[i].head = tokens[tokens[i].head].head;
        i              = shortest_crossing(tokens, x->begin, x->end);
      }
    }
  }
}
