// SPDX-License-Identifier: MIT
/// @file sorter.h  External sort of fixed-size items: memory stays bounded,
/// what does not fit is merged from temporary files.
#ifndef ACTA_FUSE_SORTER_H
#define ACTA_FUSE_SORTER_H

#include <acta/status.h>

#include <stdbool.h>
#include <stddef.h>

typedef struct acta_sorter acta_sorter;

/// New sorter of items of `size` bytes that holds at most `memory` bytes of
/// them; NULL if out of memory.
acta_sorter *acta_sorter_new(size_t size, size_t memory,
                             int (*compare)(const void *, const void *));
void         acta_sorter_free(acta_sorter *s);

acta_status acta_sorter_add(acta_sorter *s, const void *item, acta_error *err);
/// After the last item.
acta_status acta_sorter_finish(acta_sorter *s, acta_error *err);
/// Copy the next item in order, or ACTA_END.
acta_status acta_sorter_next(acta_sorter *s, void *item, acta_error *err);

#endif
