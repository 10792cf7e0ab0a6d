// SPDX-License-Identifier: MIT
/// @file iri.h  Resolving relative IRIs: RFC 3986, section 5.2, strict.
#ifndef ACTA_RDF_IRI_H
#define ACTA_RDF_IRI_H

#include "base/buf.h"

/// Append `ref` resolved against the absolute IRI `base` to `out`.  An
/// absolute `ref` is appended as it is (RDF 1.1 does not normalise IRIs).
void acta_iri_resolve(acta_str base, acta_str ref, acta_buf *out);

#endif
