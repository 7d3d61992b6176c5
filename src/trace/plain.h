/*
 * Plain calls: `[pid 7] name(args) = result` on one line, as nearly all lines of a log are. What
 * counts of such a line is found at a glance, from its marks, and in the same places as the parser
 * finds it (trace/leader, trace/scan, trace/layout). Nothing is copied and nothing is decoded:
 * values are looked up as they are printed, strings and pointers are passed over.
 */
#ifndef TRACE_PLAIN_H
#define TRACE_PLAIN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "facts/syscall.h"
#include "trace/marks.h"
#include "trace/parser.h"
#include "trace/tally.h"
#include "trace/values.h"

struct plain; /* owned by who made it */

/* Returns a reader of plain calls; the caller frees it with plain_free(). */
struct plain *plain_new(void);
void plain_free(struct plain *plain);

/* Begins a block: from now on calls are plain whose name and values the tally has. Both must stay
 * as they are until the next block. */
void plain_begin(
	struct plain *plain, const struct strace_parser *parser, const struct tally *tally);

/* A line as far as it was read. */
struct plain_call {
	unsigned long pid;		    /* 0: the line names none */
	struct slice body;		    /* the line without its leader */
	bool has_form;			    /* it is of the form of the log */
	bool is_call;			    /* it is, and begins with a call's name */
	bool is_end;			    /* which may end its process */
	uint32_t row;			    /* of the tally */
	unsigned count;			    /* of values that count, */
	uint32_t values[SYSCALL_REGISTERS]; /* their numbers; VALUES_NONE: one that is forgotten */
	uint8_t registers[SYSCALL_REGISTERS]; /* which have them */
	size_t error;			      /* where it is counted; ERRORS_NEW: it did not fail */
};

/* Reads a line, which is not empty; after it LOG_PADDING bytes can be read. Returns whether it is a
 * whole call that returned, with values that are all known or forgotten, so that it need only be
 * counted. Else only the first five members are set. */
bool plain_read(struct plain *plain, struct marked_line *line, struct plain_call *ret_call);

#endif
