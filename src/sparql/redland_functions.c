// SPDX-License-Identifier: MIT
#include "sparql/redland_functions.h"

#include "base/buf.h"
#include "sparql/redland_terms.h"

#include <ctype.h>
#include <regex.h>
#include <stdlib.h>
#include <strings.h>

enum {
  MAX_PATTERN     = 1000,
  MAX_PARENTHESES = 50,
  MAX_REPEAT      = 1000,
  GROUPS          = 10
};

typedef rasqal_evaluation_context context;

// ---- arguments and results

// The value of `e` if that is a string, with or without a language.
static rasqal_literal *string_of(rasqal_expression *e, context *c, int *error)
{
  rasqal_literal *l = rasqal_expression_evaluate2(e, c, error);
  if (l && !*error && l->string &&
      (l->type == RASQAL_LITERAL_STRING ||
       l->type == RASQAL_LITERAL_XSD_STRING)) {
    return l;
  }
  rasqal_free_literal(l);
  *error = 1;
  return NULL;
}

static acta_str text_of(const rasqal_literal *l)
{
  return (acta_str){(const char *)l->string, l->string_len};
}

static rasqal_literal *literal_of(context *c, acta_str text, const char *lang,
                                  int *error)
{
  const acta_term t = {
    .kind = ACTA_LITERAL, .value = text, .lang = acta_str_of(lang)};
  rasqal_literal *l = acta_rasqal_of_term(c->world, &t);
  *error            = *error || !l;
  return l;
}

// Same of what was built; NULL on an error before.
static rasqal_literal *literal_of_buf(context *c, acta_buf *b, const char *lang,
                                      int *error)
{
  *error = *error || b->failed;
  rasqal_literal *l =
    *error ? NULL : literal_of(c, acta_buf_as_str(b), lang, error);
  acta_buf_release(b);
  return l;
}

static bool same_language(const rasqal_literal *a, const rasqal_literal *b)
{
  return a->language && b->language ? !strcasecmp(a->language, b->language)
                                    : a->language == b->language;
}

// ---- STRBEFORE, STRAFTER, CONCAT

// Have Rasqal's calls come here?
static _Thread_local bool called;

static rasqal_literal *around(rasqal_expression *e, context *c, bool after,
                              int *error)
{
  rasqal_literal *result = NULL;
  rasqal_literal *a      = string_of(e->arg1, c, error);
  rasqal_literal *b      = a ? string_of(e->arg2, c, error) : NULL;
  called                 = true;
  if (b && b->language && !same_language(a, b)) {
    *error = 1;
  } else if (b) {
    const acta_str text  = text_of(a);
    const char    *found = strstr(text.p, (const char *)b->string);
    const size_t   n     = found ? (size_t)(found - text.p) : 0;
    acta_str       part  = {text.p, n};
    if (found && after) {
      part = (acta_str){found + b->string_len, text.n - n - b->string_len};
    }
    result = literal_of(c, part, found ? a->language : NULL, error);
  }
  rasqal_free_literal(a);
  rasqal_free_literal(b);
  return result;
}

ACTA_API rasqal_literal *
rasqal_expression_evaluate_strbefore(rasqal_expression *e, context *c,
                                     int *error)
{
  return around(e, c, false, error);
}

ACTA_API rasqal_literal *
rasqal_expression_evaluate_strafter(rasqal_expression *e, context *c,
                                    int *error)
{
  return around(e, c, true, error);
}

ACTA_API rasqal_literal *
rasqal_expression_evaluate_concat(rasqal_expression *e, context *c, int *error)
{
  acta_buf        text  = {NULL, 0, 0, false};
  rasqal_literal *first = NULL; // for its language, if all have it
  bool            alike = true;
  for (int i = 0; !*error && i < raptor_sequence_size(e->args); ++i) {
    rasqal_literal *l = string_of(raptor_sequence_get_at(e->args, i), c, error);
    if (l) {
      acta_buf_str(&text, text_of(l));
      first = first ? first : rasqal_new_literal_from_literal(l);
      alike = alike && first && same_language(first, l);
    }
    rasqal_free_literal(l);
  }
  rasqal_literal *result =
    literal_of_buf(c, &text, first && alike ? first->language : NULL, error);
  rasqal_free_literal(first);
  return result;
}

// ---- REGEX, REPLACE

// regcomp takes memory and stack in proportion to these.
static bool is_modest(const char *pattern)
{
  unsigned long parentheses = 0, repeat = 1;
  if (strlen(pattern) > MAX_PATTERN) {
    return false;
  }
  for (const char *p = pattern; *p; ++p) {
    parentheses += *p == '(';
    if (*p == '{') {
      char               *end = NULL;
      const unsigned long low = strtoul(p + 1, &end, 10);
      const unsigned long n   = *end == ',' ? strtoul(end + 1, NULL, 10) : low;
      const unsigned long max = n > low ? n : low;
      repeat = max > MAX_REPEAT ? max : repeat * (max ? max : 1);
    }
    if (parentheses > MAX_PARENTHESES || repeat > MAX_REPEAT) {
      return false;
    }
  }
  return true;
}

static bool compile(const char *pattern, const char *flags, regex_t *regex)
{
  const int fold = flags && strchr(flags, 'i') ? REG_ICASE : 0;
  return pattern && is_modest(pattern) &&
         !regcomp(regex, pattern, REG_EXTENDED | fold);
}

ACTA_API int rasqal_regex_match(rasqal_world *world, raptor_locator *locator,
                                const char *pattern, const char *flags,
                                const char *subject, size_t n)
{
  (void)world, (void)locator, (void)n;
  regex_t regex;
  if (!compile(pattern, flags, &regex)) {
    return -1;
  }
  const int rc = regexec(&regex, subject, 0, NULL, 0);
  regfree(&regex);
  return rc == REG_NOMATCH ? 0 : rc ? -1 : 1;
}

// Adds the replacement; "$1" stands for what the first group matched.
static void expand(acta_buf *out, acta_str replacement, const char *subject,
                   const regmatch_t *groups)
{
  for (size_t i = 0; i < replacement.n; ++i) {
    const char c    = replacement.p[i];
    const char next = i + 1 < replacement.n ? replacement.p[i + 1] : '\0';
    if (c == '$' && isdigit((unsigned char)next)) {
      const regmatch_t *g = &groups[next - '0'];
      if (g->rm_so >= 0) {
        acta_buf_add(out, subject + g->rm_so, (size_t)(g->rm_eo - g->rm_so));
      }
      ++i;
    } else {
      i += c == '\\' && next;
      acta_buf_char(out, replacement.p[i]);
    }
  }
}

// False if the pattern matches nothing at all (an error, says SPARQL).
static bool replace(const regex_t *regex, const char *subject,
                    acta_str replacement, acta_buf *out)
{
  regmatch_t groups[GROUPS];
  int        flags = 0;
  while (!regexec(regex, subject, GROUPS, groups, flags)) {
    if (groups[0].rm_eo == groups[0].rm_so) {
      return false;
    }
    acta_buf_add(out, subject, (size_t)groups[0].rm_so);
    expand(out, replacement, subject, groups);
    subject += groups[0].rm_eo;
    flags = REG_NOTBOL;
  }
  acta_buf_str(out, acta_str_of(subject));
  return true;
}

ACTA_API rasqal_literal *
rasqal_expression_evaluate_replace(rasqal_expression *e, context *c, int *error)
{
  rasqal_expression *args[4] = {e->arg1, e->arg2, e->arg3, e->arg4};
  rasqal_literal    *l[4]    = {NULL, NULL, NULL, NULL};
  acta_buf           out     = {NULL, 0, 0, false};
  regex_t            regex;
  for (int i = 0; i < 4 && args[i] && !*error; ++i) {
    l[i] = string_of(args[i], c, error);
  }
  const char *flags = l[3] ? (const char *)l[3]->string : NULL;
  if (!*error && l[0] && l[1] && l[2] &&
      compile((const char *)l[1]->string, flags, &regex)) {
    *error = !replace(&regex, (const char *)l[0]->string, text_of(l[2]), &out);
    regfree(&regex);
  } else {
    *error = 1;
  }
  rasqal_literal *result =
    literal_of_buf(c, &out, l[0] ? l[0]->language : NULL, error);
  for (int i = 0; i < 4; ++i) {
    rasqal_free_literal(l[i]);
  }
  return result;
}

// ----

static rasqal_expression *constant(rasqal_world *world, acta_str text)
{
  const acta_term t = {.kind = ACTA_LITERAL, .value = text};
  rasqal_literal *l = acta_rasqal_of_term(world, &t);
  return l ? rasqal_new_literal_expression(world, l) : NULL;
}

bool acta_redland_functions_work(rasqal_world *world)
{
  int                error = 0;
  context           *c     = rasqal_new_evaluation_context(world, NULL, 0);
  rasqal_expression *a     = constant(world, ACTA_STR("a"));
  rasqal_expression *b     = constant(world, ACTA_STR("b"));
  rasqal_expression *e =
    a && b ? rasqal_new_2op_expression(world, RASQAL_EXPR_STRAFTER, a, b)
           : NULL; // takes both
  called = false;
  if (c && e) {
    rasqal_free_literal(rasqal_expression_evaluate2(e, c, &error));
  }
  if (e) {
    rasqal_free_expression(e);
  }
  if (c) {
    rasqal_free_evaluation_context(c);
  }
  return called;
}
