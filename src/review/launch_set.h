/*
 * The launch set: calls that Northstar's own child makes under the filter, from 0.8, before it
 * executes the container's program. Source: northstar-runtime 0.8 to 0.9.2, src/runtime/fork:
 * the filter is set, then PR_SET_NO_NEW_PRIVS, then capabilities are dropped (the caps crate),
 * while memory may be allocated.
 */
#ifndef REVIEW_LAUNCH_SET_H
#define REVIEW_LAUNCH_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "entry/filter.h"
#include "facts/syscall.h"

/* The first runtime whose child has something to do under the filter. */
#define LAUNCH_SET_RUNTIME 8

struct launch_call {
	const char *name;
	uint64_t registers[SYSCALL_REGISTERS]; /* addresses are 0 */
	bool always; /* false: only where the allocator needs memory at that time */
};

/* Returns the calls, and sets `ret_count`; none for a runtime before 0.8. Calls of one name are
 * neighbours. */
const struct launch_call *launch_set_calls(unsigned runtime, size_t *ret_count);

/* Returns whether the filter lets the call pass, as built. */
bool launch_set_passes(const struct launch_call *call, const struct filter *filter, enum arch arch);

#endif
