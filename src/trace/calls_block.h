/*
 * A block of the index of calls, read again: its calls, one after the other, with their lines.
 */
#ifndef TRACE_CALLS_BLOCK_H
#define TRACE_CALLS_BLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "trace/calls.h"

struct found_call {
	uint64_t number;    /* of the calls that the filter takes, counted from 0 */
	struct place place; /* where it was entered */
	struct slice line;  /* that line, without colours and line end */
	bool is_gone;	    /* it was there when it was indexed, and is not any more */
};

/* Who takes the calls. The line is valid only while the function runs. */
typedef void found_call_function(void *context, const struct found_call *found);

/* Hands on the calls of the block, which the filter takes. Fails when the log cannot be read. */
bool calls_read_block(const struct calls_source *source, const struct call_filter *filter,
	const struct call_block *block, found_call_function *take, void *context,
	struct error *error);

#endif
