// SPDX-License-Identifier: MIT
#include "store/term.h"
#include "base/day.h"

#include <stdio.h>
#include <stdlib.h>

#define XSD "http://www.w3.org/2001/XMLSchema#"

// Sorted by name; the index of an entry is written to stores, so an addition
// makes a new version of the format.
static const char *const types[] = {
  XSD "ENTITIES",
  XSD "ENTITY",
  XSD "ID",
  XSD "IDREF",
  XSD "IDREFS",
  XSD "NCName",
  XSD "NMTOKEN",
  XSD "NMTOKENS",
  XSD "NOTATION",
  XSD "Name",
  XSD "QName",
  XSD "anyURI",
  XSD "base64Binary",
  XSD "boolean",
  XSD "byte",
  XSD "date",
  XSD "dateTime",
  XSD "dateTimeStamp",
  XSD "dayTimeDuration",
  XSD "decimal",
  XSD "double",
  XSD "duration",
  XSD "float",
  XSD "gDay",
  XSD "gMonth",
  XSD "gMonthDay",
  XSD "gYear",
  XSD "gYearMonth",
  XSD "hexBinary",
  XSD "int",
  XSD "integer",
  XSD "language",
  XSD "long",
  XSD "negativeInteger",
  XSD "nonNegativeInteger",
  XSD "nonPositiveInteger",
  XSD "normalizedString",
  XSD "positiveInteger",
  XSD "short",
  XSD "string",
  XSD "time",
  XSD "token",
  XSD "unsignedByte",
  XSD "unsignedInt",
  XSD "unsignedLong",
  XSD "unsignedShort",
  XSD "yearMonthDuration",
};

enum { N_TYPES = sizeof(types) / sizeof(types[0]) };
enum { NUMBER_BITS = 44 };

static int cmp_type(const void *key, const void *entry)
{
  const acta_str *name = key;
  return acta_str_cmp(*name, acta_str_of(*(const char *const *)entry));
}

// Index in `types`, or -1.
static int type_index(acta_str iri)
{
  if (!acta_str_starts(iri, ACTA_STR(XSD))) {
    return -1;
  }
  const char *const *at =
    bsearch(&iri, types, N_TYPES, sizeof(types[0]), cmp_type);
  return at ? (int)(at - types) : -1;
}

static uint64_t zigzag(int64_t v)
{
  return (uint64_t)v << 1 ^ (v < 0 ? UINT64_MAX : 0);
}

static int64_t unzigzag(uint64_t z)
{
  return (int64_t)(z >> 1 ^ (z & 1 ? UINT64_MAX : 0));
}

static acta_id make(uint64_t number, unsigned tag)
{
  return number >> NUMBER_BITS ? 0 : number << 4 | tag;
}

acta_term_kind acta_id_kind(acta_id id)
{
  const unsigned tag = acta_id_tag(id);
  return tag == ACTA_TAG_IRI                                   ? ACTA_IRI
         : tag == ACTA_TAG_BLANK                               ? ACTA_BLANK
         : tag >= ACTA_TAG_LITERAL && tag <= ACTA_TAG_DATETIME ? ACTA_LITERAL
                                                               : ACTA_NONE;
}

// Canonical decimal digits only: no plus sign, no leading zero, no "-0".
static bool parse_integer(acta_str s, int64_t *v)
{
  const bool minus = s.n && s.p[0] == '-';
  size_t     i     = minus;
  if (s.n == i || s.n - i > 14 || (s.p[i] == '0' && (minus || s.n > 1))) {
    return false;
  }
  int64_t got = 0;
  for (; i < s.n; ++i) {
    if (s.p[i] < '0' || s.p[i] > '9') {
      return false;
    }
    got = got * 10 + (s.p[i] - '0');
  }
  *v = minus ? -got : got;
  return true;
}

static int digits(const char *p, int n)
{
  int v = 0;
  for (int i = 0; i < n; ++i) {
    if (p[i] < '0' || p[i] > '9') {
      return -1;
    }
    v = v * 10 + (p[i] - '0');
  }
  return v;
}

static bool parse_date(acta_str s, int64_t *days)
{
  if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-') {
    return false;
  }
  const int y = digits(s.p, 4), m = digits(s.p + 5, 2), d = digits(s.p + 8, 2);
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > acta_days_in_month(y, m)) {
    return false;
  }
  *days = acta_day_of(y, m, d);
  return true;
}

static bool parse_datetime(acta_str s, int64_t *seconds)
{
  if (s.n != 20 || s.p[10] != 'T' || s.p[13] != ':' || s.p[16] != ':' ||
      s.p[19] != 'Z') {
    return false;
  }
  const int h = digits(s.p + 11, 2), m = digits(s.p + 14, 2),
            sec = digits(s.p + 17, 2);
  int64_t days  = 0;
  if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 59 ||
      !parse_date(s, &days)) {
    return false;
  }
  *seconds = days * 86400 + (int64_t)h * 3600 + (int64_t)m * 60 + sec;
  return true;
}

acta_id acta_id_of_value(const acta_term *term)
{
  if (term->kind != ACTA_LITERAL || term->lang.n ||
      !acta_str_starts(term->datatype, ACTA_STR(XSD))) {
    return 0;
  }
  const acta_str type = {term->datatype.p + sizeof(XSD) - 1,
                         term->datatype.n - (sizeof(XSD) - 1)};
  const acta_str s    = term->value;
  int64_t        v    = 0;
  if (acta_str_is(type, "nonNegativeInteger")) {
    return parse_integer(s, &v) && v >= 0 ? make((uint64_t)v, ACTA_TAG_NATURAL)
                                          : 0;
  }
  if (acta_str_is(type, "integer")) {
    return parse_integer(s, &v) ? make(zigzag(v), ACTA_TAG_INTEGER) : 0;
  }
  if (acta_str_is(type, "date")) {
    return s.n == 10 && parse_date(s, &v) ? make(zigzag(v), ACTA_TAG_DATE) : 0;
  }
  if (acta_str_is(type, "dateTime")) {
    return parse_datetime(s, &v) ? make(zigzag(v), ACTA_TAG_DATETIME) : 0;
  }
  if (acta_str_is(type, "boolean")) {
    return acta_str_is(s, "true")    ? make(1, ACTA_TAG_BOOLEAN)
           : acta_str_is(s, "false") ? make(0, ACTA_TAG_BOOLEAN)
                                     : 0;
  }
  return 0;
}

// Writes the date `days` after 1970; false outside of years 1 to 9999.
static bool date_text(int64_t days, char out[16])
{
  if (days < -719162 || days > 2932896) {
    return false;
  }
  acta_day_format((acta_day)days, out);
  return true;
}

static bool datetime_text(int64_t seconds, char room[ACTA_LEXICAL_MAX])
{
  char          date[16];
  const int64_t days = (seconds >= 0 ? seconds : seconds - 86399) / 86400;
  const int     rest = (int)(seconds - days * 86400);
  return date_text(days, date) &&
         snprintf(room, ACTA_LEXICAL_MAX, "%.10sT%02d:%02d:%02dZ", date,
                  rest / 3600, rest / 60 % 60, rest % 60) > 0;
}

bool acta_id_value(acta_id id, char room[ACTA_LEXICAL_MAX], acta_term *term)
{
  const uint64_t number = acta_id_number(id);
  const char    *type   = NULL;
  bool           good   = id <= ACTA_ID_MAX;
  switch (acta_id_tag(id)) {
  case ACTA_TAG_INTEGER:
    type = XSD "integer";
    (void)snprintf(room, ACTA_LEXICAL_MAX, "%lld", (long long)unzigzag(number));
    break;
  case ACTA_TAG_NATURAL:
    type = XSD "nonNegativeInteger";
    (void)snprintf(room, ACTA_LEXICAL_MAX, "%llu", (unsigned long long)number);
    break;
  case ACTA_TAG_DATE:
    type = XSD "date";
    good = good && date_text(unzigzag(number), room);
    break;
  case ACTA_TAG_BOOLEAN:
    type = XSD "boolean";
    good = good && number < 2;
    (void)snprintf(room, ACTA_LEXICAL_MAX, number ? "true" : "false");
    break;
  case ACTA_TAG_DATETIME:
    type = XSD "dateTime";
    good = good && datetime_text(unzigzag(number), room);
    break;
  default: return false;
  }
  if (good) {
    *term = (acta_term){
      ACTA_LITERAL, acta_str_of(room), acta_str_of(type), {NULL, 0}};
  }
  return good;
}

unsigned acta_term_tag(const acta_term *term)
{
  switch (term->kind) {
  case ACTA_NONE: return ACTA_TAG_NONE;
  case ACTA_IRI: return ACTA_TAG_IRI;
  case ACTA_BLANK: return ACTA_TAG_BLANK;
  case ACTA_LITERAL: return ACTA_TAG_LITERAL;
  }
  return ACTA_TAG_NONE;
}

size_t acta_term_room(const acta_term *term)
{
  return 12 + term->lang.n + term->datatype.n + term->value.n;
}

static size_t put_str(uint8_t *out, acta_str s)
{
  if (s.n) {
    memcpy(out, s.p, s.n);
  }
  return s.n;
}

size_t acta_term_put(const acta_term *term, uint8_t *out)
{
  size_t n = 1;
  if (term->kind != ACTA_LITERAL) {
    out[0] = term->kind == ACTA_IRI ? 'i' : 'b';
  } else if (term->lang.n) {
    out[0] = '@';
    n += acta_varint_put(out + n, term->lang.n);
    n += put_str(out + n, term->lang);
  } else if (!term->datatype.n || acta_str_is(term->datatype, XSD "string")) {
    out[0] = 's';
  } else {
    const int type = type_index(term->datatype);
    if (type >= 0) {
      out[0] = 'x';
      out[1] = (uint8_t)type;
      n      = 2;
    } else {
      out[0] = '^';
      n += acta_varint_put(out + n, term->datatype.n);
      n += put_str(out + n, term->datatype);
    }
  }
  return n + put_str(out + n, term->value);
}

// Splits "varint n, n bytes, rest".
static bool split(const uint8_t *p, const uint8_t *end, acta_str *first,
                  acta_str *rest)
{
  uint64_t n = 0;
  p          = acta_varint_get(p, end, &n);
  if (!p || n == 0 || n > (uint64_t)(end - p)) {
    return false;
  }
  *first = (acta_str){(const char *)p, (size_t)n};
  *rest  = (acta_str){(const char *)p + n, (size_t)(end - p) - (size_t)n};
  return true;
}

unsigned acta_term_tag_of(const void *p, size_t n)
{
  switch (n ? *(const char *)p : 0) {
  case 'i': return ACTA_TAG_IRI;
  case 'b': return ACTA_TAG_BLANK;
  case 's':
  case '@':
  case 'x':
  case '^': return ACTA_TAG_LITERAL;
  default: return ACTA_TAG_NONE;
  }
}

bool acta_term_get(const void *bytes, size_t n, acta_term *term)
{
  const uint8_t *p = bytes;
  if (!n) {
    return false;
  }
  acta_term t = {.kind = ACTA_LITERAL, .value = {(const char *)p + 1, n - 1}};
  const uint8_t *const end  = p + n;
  bool                 good = true;
  switch (*p) {
  case 'i': t.kind = ACTA_IRI; break;
  case 'b': t.kind = ACTA_BLANK; break;
  case 's': break;
  case '@': good = split(p + 1, end, &t.lang, &t.value); break;
  case '^': good = split(p + 1, end, &t.datatype, &t.value); break;
  case 'x':
    good = n >= 2 && p[1] < N_TYPES;
    if (good) {
      t.datatype = acta_str_of(types[p[1]]);
      t.value    = (acta_str){(const char *)p + 2, n - 2};
    }
    break;
  default: good = false; break;
  }
  if (good) {
    *term = t;
  }
  return good;
}

// Wang Yi, "wyhash": multiply to 128 bits and fold, here in two lanes.
static uint64_t mix(uint64_t a, uint64_t b)
{
  __extension__ typedef unsigned __int128 wide;
  const wide                              product = (wide)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t load(const uint8_t *p, size_t n)
{
  uint64_t v = 0;
  memcpy(&v, p, n);
  return v;
}

#define K1 0xA0761D6478BD642FU
#define K2 0xE7037ED1A0B428DBU
#define K3 0x8EBC6AF09C88C6E3U
#define K4 0x589965CC75374CC3U

acta_hash128 acta_hash128_of(const void *bytes, size_t n)
{
  const uint8_t *p = bytes;
  uint64_t       x = K3 ^ n, y = K4 + n;
  while (n > 16) {
    const uint64_t a = load(p, 8), b = load(p + 8, 8);
    x = mix(a ^ K1, b ^ x);
    y = mix(a ^ y, b ^ K2);
    p += 16;
    n -= 16;
  }
  const uint64_t a = n ? load(p, n < 8 ? n : 8) : 0;
  const uint64_t b = n > 8 ? load(p + 8, n - 8) : 0;
  x                = mix(a ^ K1, b ^ x);
  y                = mix(a ^ y, b ^ K2);
  return (acta_hash128){mix(x ^ K3, y ^ K1), mix(y ^ K4, x ^ K2)};
}
