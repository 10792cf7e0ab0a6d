// SPDX-License-Identifier: MIT
#include "base/vec.h"
#include "cli/options.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LIST ((size_t)1 << 30)

const cli_option cli_article_options[] = {
  {0, "files-from", "LIST", "read the files named in LIST, one a line"},
  {0, "published", "DATE", "when the articles were published, YYYY-MM-DD"},
  {0, "title", "TEXT", "their headline"},
  {0, "publisher", "NAME", "their outlet"},
  {0, "url", "URL", "where they were"},
  {0, "author", "NAME", "who wrote them"},
  {0, "language", "TAG", "their language (only \"en\" can be read)"},
  {0, "encoding", "NAME", "encoding of their text, else UTF-8"},
  {0, NULL, NULL, NULL},
};

const cli_option cli_jobs_options[] = {
  {'j', "jobs", "N", "threads, 0 for as many as there are cores"},
  {0, NULL, NULL, NULL},
};

static cli_taken take_jobs(cli_articles *a, const cli_args *args)
{
  char      *end = NULL;
  const long n   = strtol(args->value, &end, 10);
  if (end == args->value || *end || n < 0 || n > 256) {
    (void)cli_usage(args, "-j takes a number from 0 to 256, not '%s'",
                    args->value);
    return CLI_WRONG;
  }
  const long cores = n ? n : sysconf(_SC_NPROCESSORS_ONLN);
  a->jobs          = cores > 256 ? 256 : cores < 1 ? 1 : (unsigned)cores;
  return CLI_TAKEN;
}

cli_taken cli_articles_take(cli_articles *a, cli_args *args)
{
  const struct {
    const char  *name;
    const char **to;
  } texts[] = {
    {"published", &a->reading.published}, {"title", &a->reading.title},
    {"publisher", &a->reading.publisher}, {"url", &a->reading.url},
    {"author", &a->reading.author},       {"language", &a->reading.language},
    {"encoding", &a->reading.encoding},
  };
  for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); ++i) {
    if (cli_is(args, texts[i].name)) {
      *texts[i].to = args->value;
      return CLI_TAKEN;
    }
  }
  if (cli_is(args, "jobs")) {
    return take_jobs(a, args);
  }
  if (cli_is(args, "files-from")) {
    return cli_list_add(&a->lists, args->value) ? CLI_TAKEN : CLI_WRONG;
  }
  return CLI_OTHER;
}

void cli_articles_release(cli_articles *a)
{
  for (size_t i = 0; i < a->n_owned; ++i) {
    free(a->owned[i]);
  }
  free(a->owned);
  free(a->paths.item);
  free(a->lists.item);
}

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

// Takes `text` over, freeing it on failure.
static bool own(cli_articles *a, char *text)
{
  void *owned = a->owned;
  if (!text ||
      !acta_vec_grow(&owned, a->n_owned, &a->cap_owned, sizeof(*a->owned))) {
    free(text);
    return false;
  }
  a->owned               = owned;
  a->owned[a->n_owned++] = text;
  return true;
}

// "dir/name", owned by `a`; NULL if out of memory.
static const char *join(cli_articles *a, const char *dir, const char *name)
{
  const size_t n = strlen(dir), m = strlen(name);
  char        *path = malloc(n + m + 2);
  if (!own(a, path)) {
    return NULL;
  }
  memcpy(path, dir, n);
  path[n] = '/';
  memcpy(path + n + 1, name, m + 1);
  return path;
}

static bool ends(const char *name, const char *suffix)
{
  const size_t n = strlen(name), m = strlen(suffix);
  return n > m && !strcmp(name + n - m, suffix);
}

static bool is_article(const char *name)
{
  static const char *const suffixes[] = {".txt",  ".html",   ".htm",  ".xhtml",
                                         ".json", ".ndjson", ".jsonl"};
  char                     plain[256];
  const size_t             n = strlen(name);
  if (n >= sizeof(plain)) {
    return false;
  }
  memcpy(plain, name, n + 1);
  if (ends(plain, ".gz")) {
    plain[n - 3] = '\0';
  }
  for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); ++i) {
    if (ends(plain, suffixes[i])) {
      return true;
    }
  }
  return false;
}

// x.json beside x.txt describes it.
static bool is_sidecar(const char *path)
{
  struct stat  st;
  const size_t n    = strlen(path);
  char        *text = ends(path, ".json") ? malloc(n) : NULL;
  if (!text) {
    return false;
  }
  memcpy(text, path, n - 4);
  memcpy(text + n - 5, ".txt", 5);
  const bool there = !stat(text, &st);
  free(text);
  return there;
}

static int by_name_down(const void *a, const void *b)
{
  return strcmp(*(const char *const *)b, *(const char *const *)a);
}

// Adds the entries of `dir` to the stack, last one first.
static acta_status push_entries(cli_articles *a, const char *dir,
                                cli_list *stack, acta_error *err)
{
  const size_t   first = stack->n;
  acta_status    st    = ACTA_OK;
  struct dirent *entry = NULL;
  DIR           *d     = opendir(dir);
  if (!d) {
    return acta_fail(err, ACTA_E_IO, "cannot read folder: %s", strerror(errno));
  }
  while (!st && (entry = readdir(d))) { // NOLINT(concurrency-mt-unsafe): own d
    if (entry->d_name[0] != '.') {
      const char *path = join(a, dir, entry->d_name);
      st = path && cli_list_add(stack, path) ? ACTA_OK : no_memory(err);
    }
  }
  (void)closedir(d);
  if (!st && stack->n > first) {
    qsort(stack->item + first, stack->n - first, sizeof(*stack->item),
          by_name_down);
  }
  return st;
}

// Symbolic links to folders are not followed, as they may lead round.
static acta_status walk(cli_articles *a, const char *dir, acta_error *err)
{
  cli_list     stack = {NULL, 0, 0};
  const size_t first = a->paths.n;
  acta_status  st    = push_entries(a, dir, &stack, err);
  while (!st && stack.n) {
    struct stat s;
    const char *path = stack.item[--stack.n];
    if (!lstat(path, &s) && S_ISDIR(s.st_mode)) {
      st = push_entries(a, path, &stack, err);
    } else if (is_article(path) && !stat(path, &s) && S_ISREG(s.st_mode) &&
               !is_sidecar(path)) {
      st = cli_list_add(&a->paths, path) ? ACTA_OK : no_memory(err);
    }
  }
  free(stack.item);
  if (!st && a->paths.n == first) {
    return acta_fail(err, ACTA_E_IO, "no articles in this folder");
  }
  return st;
}

static acta_status expand(cli_articles *a, const char *path, acta_error *err)
{
  struct stat s;
  if (strcmp(path, "-") != 0 && !stat(path, &s) && S_ISDIR(s.st_mode)) {
    return walk(a, path, err);
  }
  return cli_list_add(&a->paths, path) ? ACTA_OK : no_memory(err);
}

static void expand_all(cli_articles *a, const char *path, cli_tally *tally)
{
  acta_error err = {0};
  if (expand(a, path, &err)) {
    cli_tally_fail(tally, path, &err);
  }
}

// Each line of `list` is a path.
static acta_status expand_list(cli_articles *a, const char *list,
                               cli_tally *tally, acta_error *err)
{
  char             *text = NULL;
  size_t            n    = 0;
  const acta_status st   = acta_file_read(list, MAX_LIST, &text, &n, err);
  if (st) {
    return st;
  }
  if (!own(a, text)) {
    return no_memory(err);
  }
  for (char *line = text; line < text + n;) {
    char *end = memchr(line, '\n', (size_t)(text + n - line));
    end       = end ? end : text + n;
    *end      = '\0';
    if (end > line && end[-1] == '\r') {
      end[-1] = '\0';
    }
    if (*line) {
      expand_all(a, line, tally);
    }
    line = end + 1;
  }
  return ACTA_OK;
}

int cli_articles_expand(cli_articles *a, const cli_args *args, cli_tally *tally)
{
  acta_error err = {0};
  for (size_t i = 0; i < a->lists.n; ++i) {
    if (expand_list(a, a->lists.item[i], tally, &err)) {
      return cli_error(NULL, &err);
    }
  }
  for (int i = args->next; i < args->argc; ++i) {
    expand_all(a, args->argv[i], tally);
  }
  if (!a->lists.n && args->next >= args->argc &&
      !cli_list_add(&a->paths, "-")) {
    (void)no_memory(&err);
    return cli_error(NULL, &err);
  }
  return EXIT_OK;
}
