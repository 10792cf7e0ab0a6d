// SPDX-License-Identifier: MIT
#include "base/day.h"
#include "read/article.h"
#include "read/normal.h"

acta_status acta_json_parse(acta_str json, json_t **out, acta_error *err)
{
  json_error_t why;
  *out = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, &why);
  if (*out) {
    return ACTA_OK;
  }
  return json_error_code(&why) == json_error_out_of_memory
           ? acta_fail(err, ACTA_E_NOMEM, "out of memory")
           : acta_fail_at(err, ACTA_E_SYNTAX,
                          why.line > 0 ? (unsigned)why.line : 0,
                          why.column > 0 ? (unsigned)why.column : 0,
                          "bad JSON: %s", why.text);
}

static acta_status must_be_object(const json_t *o, acta_error *err)
{
  return json_is_object(o)
           ? ACTA_OK
           : acta_fail(err, ACTA_E_SYNTAX, "an article must be a JSON object");
}

// Copies the string at `key` to the arena; absent or null is the empty one.
static acta_status take(acta_arena *a, const json_t *o, const char *key,
                        acta_str *out, acta_error *err)
{
  const json_t *v = json_object_get(o, key);
  *out            = (acta_str){NULL, 0};
  if (!v || json_is_null(v)) {
    return ACTA_OK;
  }
  if (!json_is_string(v)) {
    return acta_fail(err, ACTA_E_SYNTAX, "\"%s\" is not a string", key);
  }
  const acta_str s = {json_string_value(v), json_string_length(v)};
  const char    *p = acta_arena_dup(a, s.p, s.n);
  *out             = p ? acta_text_normal(a, (acta_str){p, s.n}) : *out;
  return out->p ? ACTA_OK : acta_fail(err, ACTA_E_NOMEM, "out of memory");
}

static acta_status take_metadata(acta_arena *a, const json_t *o,
                                 acta_metadata *m, acta_error *err)
{
  *m = acta_metadata_none();
  const struct {
    const char *key;
    acta_str   *to;
  } keys[] = {{"id", &m->source},           {"title", &m->title},
              {"publisher", &m->publisher}, {"url", &m->url},
              {"author", &m->author},       {"language", &m->language}};
  for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); ++i) {
    const acta_status status = take(a, o, keys[i].key, keys[i].to, err);
    if (status) {
      return status;
    }
  }
  acta_str          day    = {NULL, 0};
  const acta_status status = take(a, o, "published", &day, err);
  if (!status && day.n) {
    m->published = acta_day_parse(day);
    if (m->published == ACTA_NO_DAY) {
      return acta_fail(err, ACTA_E_SYNTAX,
                       "\"published\" is not a date YYYY-MM-DD: '%.*s'",
                       (int)(day.n < 40 ? day.n : 40), day.p);
    }
  }
  return status;
}

acta_status acta_json_metadata(acta_arena *a, const json_t *o,
                               acta_metadata *out, acta_error *err)
{
  const acta_status status = must_be_object(o, err);
  return status ? status : take_metadata(a, o, out, err);
}

acta_status acta_json_article(acta_arena *a, const json_t *o,
                              acta_raw_article *out, acta_error *err)
{
  acta_status status = acta_json_metadata(a, o, &out->meta, err);
  if (!status) {
    status = take(a, o, "text", &out->text, err);
  }
  if (!status && !json_object_get(o, "text")) {
    status = acta_fail(err, ACTA_E_SYNTAX, "the article has no \"text\"");
  }
  out->explicit = true;
  return status;
}
