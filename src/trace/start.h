/*
 * The start of a call: what one line alone tells of it, whatever stands before and after.
 */
#ifndef TRACE_START_H
#define TRACE_START_H

#include <stdbool.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/call.h"

struct call_start {
	struct slice name;
	const struct syscall_fact *syscall; /* NULL: a name that no table has */
	struct slice list;  /* from after the opening parenthesis to the end of the line */
	struct place place; /* set by who knows it */
};

/* Who wants to know of lines that begin like a call. Each call is handed on too, then or later,
 * with the same place; unless it is none. */
typedef void start_function(void *context, const struct call_start *start);

/* Returns whether a line (without its end) begins like a call, behind its leader. */
bool start_find(struct slice line, struct call_start *ret_start);

/* As start_find(), of a line as it stands in a log: with colours, as a message of the runtime.
 * `buffer` may hold the result, as long as it is not used again. */
bool start_find_in_log(struct slice line, struct text *buffer, struct call_start *ret_start);

#endif
