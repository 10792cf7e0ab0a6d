// SPDX-License-Identifier: MIT
/// @file intern.h  Strings to dense ids and back.
#ifndef ACTA_BASE_INTERN_H
#define ACTA_BASE_INTERN_H

#include <acta/str.h>

typedef struct acta_intern acta_intern;

/// New empty table, or NULL if out of memory.
acta_intern *acta_intern_new(void);
void         acta_intern_free(acta_intern *t);

/// Id of `s`, adding a copy if it is new; UINT32_MAX if out of memory.
uint32_t acta_intern_add(acta_intern *t, acta_str s);
/// Id of `s`, or UINT32_MAX if it is not there.
uint32_t acta_intern_find(const acta_intern *t, acta_str s);
acta_str acta_intern_at(const acta_intern *t, uint32_t id);
uint32_t acta_intern_count(const acta_intern *t);

#endif
