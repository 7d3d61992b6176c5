/*
 * Plans: how to read plain calls (trace/plain) of each name. A plan is made when a block has such a
 * call, from what the tally has then, and found by the name's bytes as they stand in a line.
 */
#ifndef TRACE_PLANS_H
#define TRACE_PLANS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/parser.h"
#include "trace/tally.h"

struct plan {
	size_t block;	/* for which it was made */
	bool is_known;	/* calls can be plain */
	bool is_end;	/* the process may be over */
	bool is_odd;	/* arguments are not in the order of registers, or not always */
	bool is_futex;	/* the same; the common operations are known here */
	uint8_t full;	/* bits: registers that take no new values, */
	uint8_t others; /* and that may be addresses */
	uint8_t positions[SYSCALL_REGISTERS + 1]; /* of arguments that count; UINT8_MAX: no more */
	uint32_t row;				  /* of the tally */
	const struct syscall_fact *syscall;
};

struct plans; /* owned by who made it */

/* Returns plans for all names; the caller frees them with plans_free(). */
struct plans *plans_new(void);
void plans_free(struct plans *plans);

/* Begins a block: plans are made anew, of what the parser and the tally have now. Both must stay as
 * they are until the next block. */
void plans_begin(
	struct plans *plans, const struct strace_parser *parser, const struct tally *tally);

/* Returns the plan for calls of this name, which is not empty, and of which eight bytes can be
 * read; NULL: no syscall has it. Valid until the next block. */
const struct plan *plans_find(struct plans *plans, struct slice name);

#endif
