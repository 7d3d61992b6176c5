/*
 * When Linux got a system call, for those that came with Linux 5.1 or later.
 *
 * Sources: up to Linux 5.14 syscalls(2) and, for mount_setattr, its own page, man-pages 6.03; 5.15
 * libseccomp's commit "update the syscall table to Linux v5.15"; 5.17 and 6.5 to 6.8 the commits
 * "Update syscall lists for Linux ..." of glibc's sysdeps/unix/sysv/linux. futex_waitv (5.16),
 * mseal (6.10) and uretprobe (6.11) were not checked.
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

/* Returns the Linux whose headers a Northstar 0.`runtime` was built with. A guess: a runtime knows
 * the names of <sys/syscall.h> on the machine that built it, and no release says which that was.
 * Taken are the headers of the Debian or Ubuntu release that was current when the version came out:
 * 0.5: Debian 11 (5.10); 0.6 and 0.7: Ubuntu 22.04 (5.15); 0.8 and 0.9: Debian 12 (6.1). */
struct linux_version added_headers_of_runtime(unsigned runtime);

/* Returns whether `a` is newer than `b`. */
bool added_is_newer(struct linux_version a, struct linux_version b);

#endif
