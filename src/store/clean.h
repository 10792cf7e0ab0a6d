// SPDX-License-Identifier: MIT
/**
   @file clean.h  Was a store closed cleanly, and not changed since?

   LMDB trusts its file, so one that may be damaged is checked page by page
   before it is used.  As with file systems, that is spared where the last to
   close the store left a mark, the file `clean` beside the data:

     8 bytes "actaclin", u32 version, u32 0x01020304,
     u64 1 while the store is open, 0 after the last process closed it,
     u64 device, inode and bytes of the data file (while the store is open,
         only the first two say anything, and of what follows only the hash),
     i64 seconds and nanoseconds of its last change of data, then of status,
     u64 acta_hash64 of all before it,

   all in the machine's byte order.  A process killed, a file copied, replaced
   or written to by others: the mark does not fit, and the store is checked.

   flock(2) on the file tells who else is there: the first to open a store holds
   it alone while it checks, those after it wait for that, then trust the store
   and share the lock; the last to close can have it alone again.
*/
#ifndef ACTA_STORE_CLEAN_H
#define ACTA_STORE_CLEAN_H

#include <stdbool.h>
#include <sys/types.h>

/// Zeroed, it is closed.
typedef struct {
  bool  open, writable;
  bool  durable; ///< The disk knows that the store is in use
  int   fd;
  pid_t owner; ///< The process that opened it
} acta_clean;

/// Begin to use the store in folder `dir` whose data file is `data`.  May the
/// pages be trusted?  Waits while another process checks them.
bool acta_clean_open(acta_clean *c, const char *dir, int data);

/// The pages are trusted or have been checked: let others in.
void acta_clean_share(acta_clean *c, int data);

/// Before the first change: the mark of the last clean close must not come back
/// after a power loss, as file times may.  The caller holds the write lock.
void acta_clean_will_write(acta_clean *c);

/// The store is no longer used here.  If it is in no other process either, and
/// `sound`, the mark is left; `data` is still open.  In a child forked
/// meanwhile, nothing but the descriptor is closed.
void acta_clean_close(acta_clean *c, int data, bool sound);

#endif
