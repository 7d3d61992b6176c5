/*
 * When Linux got a system call, for those that came with Linux 5.1 or later.
 *
 * Source: syscalls(2), man-pages 6.9 (those it has compared with 6.03); for the calls it does not list the commits that added the
 * numbers to arch/x86/entry/syscalls/syscall_64.tbl.
 */
#ifndef FACTS_ADDED_H
#define FACTS_ADDED_H

#include <stdbool.h>

#include "base/text.h"

struct linux_version {
	unsigned major;
	unsigned minor;
};

/* Sets `ret_version` to the first Linux that has the call `name`. Returns false when it is older
 * than Linux 5.1, or unknown. */
bool added_find(struct slice name, struct linux_version *ret_version);

/* Returns the Linux whose headers a Northstar 0.`runtime` was most likely built with: those of the
 * Debian or Ubuntu release that was current then (0.5: Debian 11; 0.6 and 0.7: Ubuntu 22.04; 0.8
 * and 0.9: Debian 12). */
struct linux_version added_headers_of_runtime(unsigned runtime);

/* Returns whether `a` is newer than `b`. */
bool added_is_newer(struct linux_version a, struct linux_version b);

#endif
