// SPDX-License-Identifier: MIT
#include "store/schema.h"
#include "base/intern.h"
#include "base/vec.h"
#include "store/scan.h"

#include <acta/admin.h>

#include <stdlib.h>

#define RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define ACT "https://w3id.org/acta/ont#"

static const char *const known[ACTA_N_KNOWN_NODES] = {
  RDF "type",   RDFS "subClassOf", RDFS "subPropertyOf", ACT "presentedAs",
  ACT "actual", ACT "Occurrence",  ACTA_ENTAIL_GRAPH,
};

typedef struct {
  uint32_t *at;
  size_t    n, cap;
} nodes;

// What is above one class or property; [0] as a class, [1] as a property.
typedef struct {
  nodes  direct[2];
  nodes  all[2];
  bool   loaded;    // are `direct` what the store says
  bool   asked[2];  // the ontology
  size_t closed[2]; // version of the edges that `all` goes with; 0: none
} node_info;

typedef struct {
  uint32_t lower, upper;
  bool     property;
} declaration;

struct acta_schema {
  acta_txn            *txn;
  const acta_ontology *ontology;
  acta_intern         *names;
  node_info           *info;
  size_t               n_info, cap_info;
  declaration         *pending; // of the ontology, to be written
  size_t               n_pending, cap_pending;
  size_t               version; // of all edges
};

static acta_status no_memory(acta_error *err)
{
  return acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

acta_schema *acta_schema_new(acta_txn *txn)
{
  acta_schema *s = calloc(1, sizeof(*s));
  if (!s) {
    return NULL;
  }
  s->txn     = txn;
  s->version = 1;
  s->names   = acta_intern_new();
  for (uint32_t i = 0; s->names && i < ACTA_N_KNOWN_NODES; ++i) {
    if (acta_schema_node(s, acta_str_of(known[i])) != i) {
      acta_schema_free(s);
      return NULL;
    }
  }
  if (!s->names) {
    acta_schema_free(s);
    return NULL;
  }
  return s;
}

void acta_schema_free(acta_schema *s)
{
  if (s) {
    for (size_t i = 0; i < s->n_info; ++i) {
      for (int p = 0; p < 2; ++p) {
        free(s->info[i].direct[p].at);
        free(s->info[i].all[p].at);
      }
    }
    acta_intern_free(s->names);
    free(s->info);
    free(s->pending);
    free(s);
  }
}

uint32_t acta_schema_node(acta_schema *s, acta_str iri)
{
  const uint32_t node = acta_intern_add(s->names, iri);
  if (node == s->n_info) {
    void *info = s->info;
    if (!acta_vec_grow(&info, s->n_info, &s->cap_info, sizeof(*s->info))) {
      return ACTA_NO_NODE;
    }
    s->info              = info;
    s->info[s->n_info++] = (node_info){.loaded = false};
  }
  return node < s->n_info ? node : ACTA_NO_NODE;
}

acta_str acta_schema_iri(const acta_schema *s, uint32_t node)
{
  return acta_intern_at(s->names, node);
}

// ---- edges

static bool holds(const nodes *v, uint32_t node)
{
  for (size_t i = 0; i < v->n; ++i) {
    if (v->at[i] == node) {
      return true;
    }
  }
  return false;
}

static bool push(nodes *v, uint32_t node)
{
  void *at = v->at;
  if (!acta_vec_grow(&at, v->n, &v->cap, sizeof(*v->at))) {
    return false;
  }
  v->at         = at;
  v->at[v->n++] = node;
  return true;
}

static acta_status add_edge(acta_schema *s, uint32_t lower, uint32_t upper,
                            bool property, bool *is_new, acta_error *err)
{
  *is_new = lower != upper && !holds(&s->info[lower].direct[property], upper);
  if (!*is_new) {
    return ACTA_OK;
  }
  s->version++;
  return push(&s->info[lower].direct[property], upper) ? ACTA_OK
                                                       : no_memory(err);
}

static acta_status find_iri(acta_schema *s, uint32_t node, acta_id *id,
                            acta_error *err)
{
  const acta_term term = {.kind = ACTA_IRI, .value = acta_schema_iri(s, node)};
  return acta_txn_find(s->txn, &term, id, err);
}

// Adds what is above by its id; only IRIs count.
static acta_status add_upper_id(acta_schema *s, uint32_t lower, acta_id upper,
                                bool property, acta_error *err)
{
  acta_str    bytes;
  bool        is_new = false;
  acta_status st     = ACTA_OK;
  if (acta_id_tag(upper) != ACTA_TAG_IRI) {
    return ACTA_OK;
  }
  st = acta_txn_term_bytes(s->txn, upper, &bytes, err);
  if (st) {
    return st;
  }
  const uint32_t node =
    acta_schema_node(s, (acta_str){bytes.p + 1, bytes.n - 1});
  return node == ACTA_NO_NODE
           ? no_memory(err)
           : add_edge(s, lower, node, property, &is_new, err);
}

// The quads (lower rdfs:subClassOf or rdfs:subPropertyOf ?).
static acta_status load_quads(acta_schema *s, uint32_t node, acta_id id,
                              bool property, acta_scan *scan, acta_error *err)
{
  acta_id_pattern pattern = {.ids = {{id, 0, 0, 0}}, .mode = ACTA_GRAPH_UNION};
  acta_row        quad;
  acta_status     st =
    find_iri(s, property ? ACTA_NODE_SUBPROPERTY : ACTA_NODE_SUBCLASS,
             &pattern.ids.k[1], err);
  if (st || !pattern.ids.k[1]) {
    return st;
  }
  st = acta_scan_begin_written(scan, &pattern, err);
  while (!st && !(st = acta_scan_next(scan, &quad, err))) {
    st = add_upper_id(s, node, quad.k[2], property, err);
  }
  return st == ACTA_END ? ACTA_OK : st;
}

static void declaration_key(uint8_t key[1 + 2 * ACTA_ID_BYTES], bool property,
                            acta_id lower, acta_id upper)
{
  key[0] = property ? 'p' : 'c';
  acta_id_put(key + 1, lower);
  acta_id_put(key + 1 + ACTA_ID_BYTES, upper);
}

// What the table `schema` says.
static acta_status load_table(acta_schema *s, uint32_t node, acta_id id,
                              bool property, acta_error *err)
{
  MDB_cursor *cursor = NULL;
  uint8_t     raw[1 + 2 * ACTA_ID_BYTES];
  MDB_val     key = {sizeof(raw), raw}, value;
  acta_status st  = ACTA_OK;
  declaration_key(raw, property, id, 0);
  int rc = mdb_cursor_open(
    s->txn->mdb, acta_env_table(s->txn->store->env, ACTA_T_SCHEMA), &cursor);
  if (!rc) {
    rc = mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
  }
  while (!rc && !st && key.mv_size == sizeof(raw) &&
         !memcmp(key.mv_data, raw, 1 + ACTA_ID_BYTES)) {
    const uint8_t *p = key.mv_data;
    st =
      add_upper_id(s, node, acta_id_get(p + 1 + ACTA_ID_BYTES), property, err);
    rc = mdb_cursor_get(cursor, &key, &value, MDB_NEXT);
  }
  if (cursor) {
    mdb_cursor_close(cursor);
  }
  return st || !rc || rc == MDB_NOTFOUND
           ? st
           : acta_env_fail(err, rc, "cannot read the schema");
}

// What the ontology says: all that is above, not just directly.
static acta_status load_ontology(acta_schema *s, uint32_t node, bool property,
                                 acta_error *err)
{
  size_t          n      = 0;
  const acta_str *supers = NULL;
  if (s->ontology && !s->info[node].asked[property]) {
    s->info[node].asked[property] = true;
    supers = acta_supers_find(s->ontology, acta_schema_iri(s, node), &n);
  }
  for (size_t i = 0; supers && i < n; ++i) {
    bool           is_new = false;
    const uint32_t upper  = acta_schema_node(s, supers[i]);
    acta_status    st     = upper == ACTA_NO_NODE
                              ? no_memory(err)
                              : add_edge(s, node, upper, property, &is_new, err);
    if (st) {
      return st;
    }
    void *pending = s->pending;
    if (is_new && !acta_vec_grow(&pending, s->n_pending, &s->cap_pending,
                                 sizeof(*s->pending))) {
      return no_memory(err);
    }
    s->pending = pending;
    if (is_new) {
      s->pending[s->n_pending++] = (declaration){node, upper, property};
    }
  }
  return ACTA_OK;
}

static acta_status load(acta_schema *s, uint32_t node, bool property,
                        acta_error *err)
{
  acta_id     id   = 0;
  acta_scan  *scan = NULL;
  acta_status st   = ACTA_OK;
  if (!s->info[node].loaded) {
    s->info[node].loaded = true;
    st                   = find_iri(s, node, &id, err);
  }
  if (!st && id) {
    st = acta_scan_new(s->txn, &scan, err);
    for (int p = 0; !st && p < 2; ++p) {
      st = load_table(s, node, id, p, err);
      st = st ? st : load_quads(s, node, id, p, scan, err);
    }
    acta_scan_free(scan);
  }
  return st ? st : load_ontology(s, node, property, err);
}

// All that is above `node`, breadth first; the list is its own queue.
static acta_status climb(acta_schema *s, uint32_t node, bool property,
                         nodes *all, acta_error *err)
{
  acta_status st = load(s, node, property, err);
  for (size_t i = 0; !st && i <= all->n; ++i) {
    const uint32_t at = i ? all->at[i - 1] : node;
    st                = i ? load(s, at, property, err) : ACTA_OK;
    const nodes *up   = &s->info[at].direct[property];
    for (size_t k = 0; !st && k < up->n; ++k) {
      if (up->at[k] != node && !holds(all, up->at[k]) &&
          !push(all, up->at[k])) {
        st = no_memory(err);
      }
    }
  }
  return st;
}

acta_status acta_schema_supers(acta_schema *s, uint32_t node, bool property,
                               const uint32_t **supers, size_t *n,
                               acta_error *err)
{
  if (s->info[node].closed[property] != s->version) {
    nodes             all = {NULL, 0, 0};
    const acta_status st  = climb(s, node, property, &all, err);
    if (st) {
      free(all.at);
      return st;
    }
    free(s->info[node].all[property].at);
    s->info[node].all[property]    = all;
    s->info[node].closed[property] = s->version;
  }
  *supers = s->info[node].all[property].at;
  *n      = s->info[node].all[property].n;
  return ACTA_OK;
}

acta_status acta_schema_add(acta_schema *s, uint32_t lower, uint32_t upper,
                            bool property, bool *is_new, acta_error *err)
{
  const acta_status st = load(s, lower, property, err);
  return st ? st : add_edge(s, lower, upper, property, is_new, err);
}

// ---- the table

const acta_ontology *acta_schema_ontology(const acta_schema *s)
{
  return s->ontology;
}

acta_status acta_schema_use(acta_schema *s, const acta_ontology *o,
                            acta_error *err)
{
  const uint32_t *supers = NULL;
  size_t          n      = 0;
  acta_status     st     = ACTA_OK;
  s->ontology            = o;
  for (uint32_t i = 0; !st && i < acta_n_classes(o); ++i) {
    const uint32_t node = acta_schema_node(s, acta_class_at(o, i)->iri);
    st                  = node == ACTA_NO_NODE
                            ? no_memory(err)
                            : acta_schema_supers(s, node, false, &supers, &n, err);
  }
  for (uint32_t i = 0; !st && i < acta_n_roles(o); ++i) {
    const uint32_t node = acta_schema_node(s, acta_role_at(o, i)->iri);
    st                  = node == ACTA_NO_NODE
                            ? no_memory(err)
                            : acta_schema_supers(s, node, true, &supers, &n, err);
  }
  return st;
}

acta_status acta_schema_terms(acta_schema *s, acta_chunk *chunk,
                              acta_error *err)
{
  for (size_t i = 0; i < s->n_pending; ++i) {
    const declaration d     = s->pending[i];
    acta_term         lower = {.kind = ACTA_IRI}, upper = {.kind = ACTA_IRI};
    lower.value = acta_schema_iri(s, d.lower);
    upper.value = acta_schema_iri(s, d.upper);
    if (acta_chunk_number(chunk, &lower) == UINT32_MAX ||
        acta_chunk_number(chunk, &upper) == UINT32_MAX) {
      return no_memory(err);
    }
  }
  return ACTA_OK;
}

acta_status acta_schema_write(acta_schema *s, acta_error *err)
{
  const MDB_dbi table = acta_env_table(s->txn->store->env, ACTA_T_SCHEMA);
  for (size_t i = 0; i < s->n_pending; ++i) {
    const declaration d     = s->pending[i];
    acta_id           lower = 0, upper = 0;
    acta_status       st = find_iri(s, d.lower, &lower, err);
    st                   = st ? st : find_iri(s, d.upper, &upper, err);
    if (st) {
      return st;
    }
    uint8_t raw[1 + 2 * ACTA_ID_BYTES];
    declaration_key(raw, d.property, lower, upper);
    MDB_val   key = {sizeof(raw), raw}, value = {0, raw};
    const int rc = mdb_put(s->txn->mdb, table, &key, &value, 0);
    if (rc) {
      return acta_env_fail(err, rc, "cannot write the schema");
    }
  }
  s->n_pending = 0;
  return ACTA_OK;
}

acta_status acta_schema_drop(acta_txn *txn, acta_error *err)
{
  const int rc =
    mdb_drop(txn->mdb, acta_env_table(txn->store->env, ACTA_T_SCHEMA), 0);
  return rc ? acta_env_fail(err, rc, "cannot drop the schema") : ACTA_OK;
}
