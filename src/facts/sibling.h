/*
 * Siblings: calls that do the same. One libc makes one of them, another one the other; and what one
 * architecture has may go by another name on the other.
 */
#ifndef FACTS_SIBLING_H
#define FACTS_SIBLING_H

#include <stddef.h>
#include <stdint.h>

#include "facts/arch.h"
#include "facts/syscall.h"

struct sibling {
	const char *name;  /* who makes this call */
	const char *other; /* makes this one */
	const char *since; /* with this: "glibc 2.34" */
};

/* Steps through the siblings of the call `name`. `*cursor` is 0 at the start. Returns NULL after
 * the last one. Sources: glibc's NEWS and its sysdeps/unix/sysv/linux, 2.26 to 2.42; what a program
 * on Debian 12 (glibc 2.36) does under strace. (access() and vfork() still make the calls of their
 * names; fork() makes clone, where musl's makes fork.) */
const struct sibling *sibling_next(struct slice name, size_t *cursor);

/* A value that a newer libc uses in a call that an older one made with others. */
struct sibling_value {
	const char *name;
	unsigned index; /* of the register */
	uint64_t value;
	const char *since;
};

/* As sibling_next(), for values. */
const struct sibling_value *sibling_next_value(struct slice name, size_t *cursor);

/* Returns the call of `arch` that does what `syscall` does, which `arch` does not have; NULL when
 * there is none. Source: the libc wrappers of calls that include/uapi/asm-generic/unistd.h leaves
 * out (Linux 6.12), and the 64-bit forms of calls that only 32-bit programs make. */
const struct syscall_fact *sibling_on_arch(const struct syscall_fact *syscall, enum arch arch);

#endif
