// SPDX-License-Identifier: MIT
#include "rdf/iri.h"

#include "rdf/chars.h"

// Parts with their delimiters: "http:" "//host" "/path" "?query" "#fragment".
typedef struct {
  acta_str scheme, authority, path, query, fragment;
} parts;

// Cuts from the front of `s` up to the first byte that is in `stop`.
static acta_str cut(acta_str *s, const char *stop)
{
  size_t n = 0;
  while (n < s->n && (s->p[n] == '\0' || !strchr(stop, s->p[n]))) {
    ++n;
  }
  const acta_str head = {s->p, n};
  s->p += n;
  s->n -= n;
  return head;
}

static parts split(acta_str s)
{
  parts x = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
  if (acta_rdf_has_scheme(s)) {
    x.scheme = cut(&s, ":");
    x.scheme.n++;
    s.p++;
    s.n--;
  }
  if (acta_str_starts(s, ACTA_STR("//"))) {
    acta_str rest = {s.p + 2, s.n - 2};
    x.authority   = (acta_str){s.p, cut(&rest, "/?#").n + 2};
    s             = rest;
  }
  x.path     = cut(&s, "?#");
  x.query    = s.n && s.p[0] == '?' ? cut(&s, "#") : x.query;
  x.fragment = s;
  return x;
}

// RFC 3986, 5.2.4, on what `out` holds from `start` on.  An absolute path's
// segments are walked once; ".." drops the last one written.
static void remove_dots(acta_buf *out, size_t start)
{
  const size_t n = out->failed ? start : out->n;
  size_t       w = start;
  for (size_t i = start; i < n;) {
    size_t end = i + 1; // a segment with the slash before it
    while (end < n && out->p[end] != '/') {
      ++end;
    }
    const bool     slash   = out->p[i] == '/';
    const acta_str segment = {out->p + i + slash, end - i - slash};
    const bool     up      = acta_str_is(segment, "..");
    if (!up && !acta_str_is(segment, ".")) {
      memmove(out->p + w, out->p + i, end - i);
      w += end - i;
    } else {
      while (up && w > start && out->p[--w] != '/') {
      }
      if (end == n && slash) { // "/." and "/.." at the end leave a slash
        out->p[w++] = '/';
      }
      end += end < n && !slash; // of "./g" and "../g" only "g" is left
    }
    i = end;
  }
  out->n = out->failed ? out->n : w;
}

// RFC 3986, 5.2.3.
static void add_merged(acta_buf *out, const parts *base, acta_str path)
{
  size_t keep = base->path.n;
  while (keep && base->path.p[keep - 1] != '/') {
    --keep;
  }
  if (base->authority.n && !base->path.n) {
    acta_buf_char(out, '/');
  }
  acta_buf_add(out, base->path.p, keep);
  acta_buf_str(out, path);
}

void acta_iri_resolve(acta_str base, acta_str ref, acta_buf *out)
{
  const parts r = split(ref), b = split(base);
  if (r.scheme.n) {
    acta_buf_str(out, ref);
    return;
  }
  acta_buf_str(out, b.scheme);
  acta_buf_str(out, r.authority.n ? r.authority : b.authority);
  const size_t start = out->n;
  if (r.authority.n || (r.path.n && r.path.p[0] == '/')) {
    acta_buf_str(out, r.path);
    remove_dots(out, start);
  } else if (r.path.n) {
    add_merged(out, &b, r.path);
    remove_dots(out, start);
  } else {
    acta_buf_str(out, b.path);
  }
  const bool own_query = r.query.n || r.path.n || r.authority.n;
  acta_buf_str(out, own_query ? r.query : b.query);
  acta_buf_str(out, r.fragment);
}
