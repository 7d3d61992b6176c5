/*
 * One traced system call: all that the parser and its readers share.
 */
#ifndef TRACE_CALL_H
#define TRACE_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"

/* strace prints at most this many arguments of one call; more (program output in between that
 * looks like some) are dropped. */
#define CALL_ARGUMENTS 8

/* A line of a log. */
struct place {
	size_t log;  /* index of the log, counted from 0 */
	size_t line; /* counted from 1 */
};

/* Returns whether `a` comes before `b`. */
static inline bool place_is_earlier(struct place a, struct place b)
{
	return a.log != b.log ? a.log < b.log : a.line < b.line;
}

/* How a call got into the log. */
enum call_form {
	CALL_PRINTED,  /* one call, on a line (or two) of its own */
	CALL_RECORDED, /* one call, named by an audit record of the kernel */
	CALL_SUMMED,   /* a row of a summary: `count` calls, `errors` of which failed */
	CALL_REMARK,   /* no further call: what became of one that was handed on before */
};

/* Every slice is valid only while the function runs that is handed the call. */
struct call {
	enum call_form form;
	struct slice name;
	const struct syscall_fact *syscall;	/* NULL: a name that no table has */
	struct slice arguments[CALL_ARGUMENTS]; /* as printed, in printed order */
	unsigned argument_count;
	bool arguments_known; /* false: the log holds only the call's name */
	bool failed;	      /* it returned an error */
	bool killed;	/* a seccomp filter killed the process, or a part of it, for this call */
	bool is_compat; /* made as a 32-bit or x32 call: no entry lets it pass */
	bool in_launch; /* made by the runtime after the filter, before the program began */
	struct slice result; /* what stands after `= `; empty: nothing, or not known */
	uint64_t count;	     /* CALL_SUMMED only */
	uint64_t errors;     /* CALL_SUMMED only */
	unsigned long pid;   /* 0: the log names none */
	struct place place;  /* where it was entered */
};

/* Returns how many calls it stands for. */
static inline uint64_t call_count(const struct call *call)
{
	return call->form == CALL_SUMMED ? call->count : 1;
}

/* Who wants to know of calls; `context` is what was given along with the function. */
typedef void call_function(void *context, const struct call *call);

#endif
