// SPDX-License-Identifier: MIT
#include "base/buf.h"
#include "base/iri.h"
#include "base/utf8.h"

#include <acta/event.h>
#include <acta/fuse.h>
#include <acta/pipeline.h>

#include <pthread.h>
#include <stdlib.h>

#define MAX_JOBS 256
#define ARTICLE_MEMORY ((size_t)4 << 30)

// ---- stages

enum {
  HAS_TEXT     = 1u << 0,
  HAS_TREES    = 1u << 1,
  HAS_ENTITIES = 1u << 2,
  HAS_MENTIONS = 1u << 3, // of events
  HAS_EVENTS   = 1u << 4,
};

// One article on its way.
typedef struct {
  acta_arena          *arena;
  const char          *path;
  acta_document        doc;
  acta_record_document record;
  acta_record_event   *events;
  uint32_t             n_events;
  acta_buf             explanation;
  acta_error           error;
  acta_status          status;
  bool                 ready; // worked on, waits for delivery
} job;

typedef struct {
  const char *name;
  unsigned requires, assigns;
  acta_status (*run)(const acta_pipeline *p, job *j);
} stage;

static acta_status annotate(const acta_pipeline *p, job *j)
{
  return acta_annotate(p->model, p->ontology, &j->doc, &j->error);
}

static void keep_line(void *user, const char *text)
{
  acta_buf *b = user;
  acta_buf_str(b, acta_str_of(text));
  acta_buf_char(b, '\n');
}

static acta_status extract(const acta_pipeline *p, job *j)
{
  const acta_explain explain = {keep_line, &j->explanation};
  return acta_events_extract(p->ontology, &j->doc, &j->events, &j->n_events,
                             p->explain ? &explain : NULL, &j->error);
}

static acta_status fuse(const acta_pipeline *p, job *j)
{
  return acta_fuse_document(p->ontology, &j->doc, &j->events, &j->n_events,
                            &j->error);
}

static const stage stages[] = {
  {"annotate", HAS_TEXT, HAS_TREES | HAS_ENTITIES, annotate},
  {"extract", HAS_TREES | HAS_ENTITIES, HAS_MENTIONS, extract},
  {"fuse", HAS_MENTIONS | HAS_ENTITIES, HAS_EVENTS, fuse},
};
enum { N_STAGES = sizeof(stages) / sizeof(stages[0]) };

// Does each stage find what it needs, and is there something to deliver?
static acta_status check_stages(acta_error *err)
{
  unsigned has = HAS_TEXT;
  for (size_t i = 0; i < N_STAGES; ++i) {
    if (stages[i].requires & ~has) {
      return acta_fail(err, ACTA_E_ARG, "stage '%s' comes too early",
                       stages[i].name);
    }
    has |= stages[i].assigns;
  }
  return has & HAS_EVENTS ? ACTA_OK
                          : acta_fail(err, ACTA_E_ARG, "no stage gives events");
}

static acta_status describe(job *j)
{
  const acta_metadata *m  = &j->doc.meta;
  const acta_str       id = acta_iri_join(j->arena, ACTA_IRI_TEXT, j->doc.id);
  if (!id.p) {
    return acta_fail(&j->error, ACTA_E_NOMEM, "out of memory");
  }
  j->record = (acta_record_document){
    .id        = id,
    .source    = m->source,
    .title     = m->title,
    .url       = m->url,
    .author    = m->author,
    .publisher = m->publisher,
    .language  = m->language,
    .published = m->published,
    .length    = (uint32_t)acta_utf8_count(j->doc.text),
  };
  return ACTA_OK;
}

// All stages; an article without text has no events.
static void process(const acta_pipeline *p, job *j)
{
  j->status = describe(j);
  for (size_t i = 0; i < N_STAGES && !j->status && j->doc.n_blocks; ++i) {
    j->status = stages[i].run(p, j);
  }
  if (!j->status && j->explanation.failed) {
    j->status = acta_fail(&j->error, ACTA_E_NOMEM, "out of memory");
  }
}

// ---- the line of articles

typedef struct {
  const acta_pipeline *p;
  acta_articles       *articles;    // open input, or NULL
  size_t               at;          // next path
  job                 *jobs;        // a ring
  size_t               ring;        // its size
  size_t               n_jobs;      // made so far
  size_t               begun, done; // articles given out and delivered
  bool                 over;        // no more input, or stopped
  pthread_mutex_t      lock;        // of all above but the jobs' contents
  pthread_cond_t       moved;
} line;

// Reads the next article, or the failure of one, into `j`; false at the end of
// all input.  Under the lock: readers are not for several threads.
static bool read_next(line *l, job *j)
{
  for (;;) {
    if (l->articles) {
      j->status = acta_articles_next(l->articles, j->arena, &j->doc, &j->error);
      if (j->status != ACTA_END) {
        return true;
      }
      acta_articles_close(l->articles);
      l->articles = NULL;
    }
    if (l->at >= l->p->n_paths) {
      return false;
    }
    j->path = l->p->paths[l->at++];
    j->status =
      acta_articles_open(j->path, l->p->reading, &l->articles, &j->error);
    if (j->status) {
      return true;
    }
  }
}

static void clear(job *j)
{
  acta_arena_reset(j->arena);
  j->explanation.n = 0;
  j->doc           = (acta_document){0};
  j->record        = (acta_record_document){0};
  j->error         = (acta_error){0};
  j->events        = NULL;
  j->n_events      = 0;
  j->status        = ACTA_OK;
  j->ready         = false;
}

// Takes the next article if there is room for it and input; NULL otherwise.
static job *take(line *l)
{
  job *j = &l->jobs[l->begun % l->ring];
  clear(j);
  j->path = l->at ? l->p->paths[l->at - 1] : NULL;
  if (!read_next(l, j)) {
    l->over = true;
    return NULL;
  }
  l->begun++;
  return j;
}

static acta_status deliver(line *l, job *j, acta_error *err)
{
  if (j->status && j->error.status != j->status) {
    (void)acta_fail(&j->error, j->status, "%s", acta_strstatus(j->status));
  }
  const acta_result_article result = {
    .path        = j->path,
    .status      = j->status,
    .error       = &j->error,
    .article     = &j->doc,
    .document    = j->status ? NULL : &j->record,
    .events      = j->events,
    .n_events    = j->status ? 0 : j->n_events,
    .explanation = acta_buf_as_str(&j->explanation),
  };
  return l->p->deliver(l->p->user, &result, err);
}

static acta_status run_alone(line *l, acta_error *err)
{
  acta_status st = ACTA_OK;
  job        *j;
  while (!st && (j = take(l))) {
    if (!j->status) {
      process(l->p, j);
    }
    st = deliver(l, j, err);
  }
  return st;
}

static void *work(void *arg)
{
  line *l = arg;
  (void)pthread_mutex_lock(&l->lock);
  while (!l->over) {
    if (l->begun - l->done == l->ring) {
      (void)pthread_cond_wait(&l->moved, &l->lock);
      continue;
    }
    job *j = take(l);
    if (j && !j->status) {
      (void)pthread_mutex_unlock(&l->lock);
      process(l->p, j);
      (void)pthread_mutex_lock(&l->lock);
    }
    if (j) {
      j->ready = true;
    }
    (void)pthread_cond_broadcast(&l->moved);
  }
  (void)pthread_mutex_unlock(&l->lock);
  return NULL;
}

// Delivers in order what the workers finish.
static acta_status deliver_all(line *l, acta_error *err)
{
  acta_status st = ACTA_OK;
  (void)pthread_mutex_lock(&l->lock);
  while (!st && !(l->over && l->done == l->begun)) {
    job *j = &l->jobs[l->done % l->ring];
    if (l->done == l->begun || !j->ready) {
      (void)pthread_cond_wait(&l->moved, &l->lock);
      continue;
    }
    (void)pthread_mutex_unlock(&l->lock);
    st = deliver(l, j, err);
    (void)pthread_mutex_lock(&l->lock);
    l->done++;
    (void)pthread_cond_broadcast(&l->moved);
  }
  l->over = true;
  (void)pthread_cond_broadcast(&l->moved);
  (void)pthread_mutex_unlock(&l->lock);
  return st;
}

static acta_status run_threads(line *l, unsigned n, acta_error *err)
{
  pthread_t threads[MAX_JOBS];
  unsigned  started = 0;
  while (started < n && !pthread_create(&threads[started], NULL, work, l)) {
    ++started;
  }
  const acta_status st =
    started ? deliver_all(l, err)
            : acta_fail(err, ACTA_E_NOMEM, "cannot start a thread");
  for (unsigned i = 0; i < started; ++i) {
    (void)pthread_join(threads[i], NULL);
  }
  return st;
}

static acta_status line_init(line *l, acta_error *err)
{
  l->jobs = calloc(l->ring, sizeof(*l->jobs));
  for (; l->jobs && l->n_jobs < l->ring; ++l->n_jobs) {
    l->jobs[l->n_jobs].arena = acta_arena_new(ARTICLE_MEMORY);
    if (!l->jobs[l->n_jobs].arena) {
      break;
    }
  }
  return l->n_jobs == l->ring ? ACTA_OK
                              : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static void line_release(line *l)
{
  acta_articles_close(l->articles);
  for (size_t i = 0; i < l->n_jobs; ++i) {
    acta_arena_free(l->jobs[i].arena);
    acta_buf_release(&l->jobs[i].explanation);
  }
  free(l->jobs);
}

acta_status acta_pipeline_run(const acta_pipeline *p, acta_error *err)
{
  const unsigned n = p->jobs < 1 ? 1 : p->jobs > MAX_JOBS ? MAX_JOBS : p->jobs;
  // twice as many articles as threads, so that a long one does not hold up all
  line        l  = {.p     = p,
                    .ring  = n > 1 ? 2 * (size_t)n : 1,
                    .lock  = PTHREAD_MUTEX_INITIALIZER,
                    .moved = PTHREAD_COND_INITIALIZER};
  acta_status st = check_stages(err);
  st             = st ? st : line_init(&l, err);
  if (!st) {
    st = n > 1 ? run_threads(&l, n, err) : run_alone(&l, err);
  }
  line_release(&l);
  return st;
}
