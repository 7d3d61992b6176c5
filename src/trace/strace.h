/*
 * The parser: lines of an strace log become calls.
 *
 * A call that strace split into `<unfinished ...>` and `<... name resumed>` is put together again,
 * by process, and handed on once, with the line where it was entered. Signals, exits, attach
 * notices, stack traces, data dumps and strace's own messages are recognised as no calls. What is
 * not understood is counted and never changes what was read.
 */
#ifndef TRACE_STRACE_H
#define TRACE_STRACE_H

#include <stddef.h>

#include "base/text.h"
#include "trace/call.h"
#include "trace/start.h"

/* Kinds of system calls that a 64-bit program does not make. */
enum {
	STRACE_MODE_32_BIT = 1,
	STRACE_MODE_X32 = 2,
};

/* Lines are counted from 1; 0 is none. */
struct strace_report {
	size_t lines;
	size_t calls;	   /* handed on; a row of a summary and a record count as one */
	size_t unreadable; /* lines that are neither a call nor a known message */
	size_t first_unreadable_line;
	size_t unknown_calls; /* of them, calls of a name that no table has, as it seems */
	size_t first_unknown_line;
	char unknown_name[32];	   /* of the first one */
	size_t processes;	   /* of the run so far, set at the end of a file or run */
	size_t exits;		   /* processes and threads that are said to have exited */
	size_t last_new_line;	   /* of the last call that was the run's first of its name */
	unsigned shape;		   /* options of strace that the log shows (trace/shape) */
	unsigned modes;		   /* STRACE_MODE_...: notices of strace say so */
	size_t mode_line;	   /* of the first such notice */
	size_t compat_calls;	   /* calls that only 32-bit programs can make */
	size_t first_compat_line;  /* of the first one */
	uint64_t summed_calls;	   /* known from a summary only */
	size_t records;		   /* of the kernel, on calls that a filter stopped */
	size_t foreign_records;	   /* of them, of neither architecture */
	size_t first_foreign_line; /* of the first one */
	unsigned record_arches;	   /* bit ARCH_...: of which the other records are */
};

struct strace_parser; /* owned by who made it */

/* Returns a parser that hands each call to `deliver` with `context`; the caller frees it with
 * strace_free(). */
struct strace_parser *strace_new(call_function *deliver, void *context);
void strace_free(struct strace_parser *parser);

/* Has `note_start` told of each line that begins like a call, before that is handed on. */
void strace_watch_starts(struct strace_parser *parser, start_function *note_start, void *context);

/* Begins file number `log` of the same run (-ff writes one per process): lines that name no process
 * are those of `pid` (0: not known), and the report starts again. */
void strace_begin_file(struct strace_parser *parser, size_t log, unsigned long pid);

/* Reads line `number` (counted from 1), without its line end. */
void strace_read_line(struct strace_parser *parser, struct slice line, size_t number);

/* Ends the current file: a last line that was cut is handed on. */
void strace_end_file(struct strace_parser *parser);

/* Ends the run: calls that never returned are handed on. */
void strace_end_run(struct strace_parser *parser);

/* Returns what was read of the current file so far. */
const struct strace_report *strace_report(const struct strace_parser *parser);

#endif
