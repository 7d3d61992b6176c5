/*
 * --check: would the traced calls survive an entry? Judges each call as it comes.
 *
 * Which architecture a log comes from may show only late, so a check may judge for both, and
 * answers for the one that it is.
 */
#ifndef BATCH_CHECK_H
#define BATCH_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "entry/entry.h"
#include "entry/filter.h"
#include "entry/target.h"
#include "trace/call.h"

struct check_setup {
	/* One for each architecture: a name may stand for another value there. */
	const struct entry *entries;
	const struct target
		*target; /* its architecture is used when `knows_arch` or no log tells */
	bool knows_arch;
	bool one_line_per_call;
	const char *const *logs; /* their names, by index */
	FILE *output;
};

struct check_result {
	enum arch arch;
	uint64_t calls;
	size_t syscalls;
	uint64_t killed; /* calls */
	size_t killed_syscalls;
	uint64_t undecided; /* calls */
	size_t undecided_syscalls;
};

struct check; /* owned by who made it */

/* Returns a new check; what `setup` points to must live longer. The caller frees it. */
struct check *check_new(const struct check_setup *setup);
void check_free(struct check *check);

/* Judges a call (a call_function; `context` is the check). */
void check_take(void *context, const struct call *call);

/* Ends the check: writes `LOG:LINE: NAME: killed: WHY (N calls)`, one line per syscall and reason
 * in the order of their first calls, unless each call had its line. Returns what was found. */
struct check_result check_end(struct check *check);

#endif
