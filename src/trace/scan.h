/*
 * The scanner: the argument list of a printed call, cut into its arguments.
 *
 * It knows what may hold commas and parentheses that do not count: strings, structures, arrays,
 * comments (which nest), and decorations such as 3</a path>. Source of the forms: strace 4.5 to
 * 7.x, as printed; checked against real logs.
 */
#ifndef TRACE_SCAN_H
#define TRACE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "trace/call.h"

struct scan {
	struct slice arguments[CALL_ARGUMENTS]; /* without blanks around them */
	unsigned count;				/* at most CALL_ARGUMENTS */
	bool closed;				/* the closing parenthesis was found */
	struct slice rest;			/* what follows it */
};

/* Cuts `list`, which begins after the opening parenthesis. */
void scan_arguments(struct slice list, struct scan *ret_scan);

/* Returns `argument` without the decorations of descriptors and process ids: `3</path>` is `3`. */
struct slice scan_undecorated(struct slice argument);

/* Returns the length of the string, comment or decoration that begins at `start` (a quote, a
 * slash, a less-than sign), the bytes up to `end` when it does not end; 1 for any other byte.
 * `before` is the start of the text that `start` stands in. */
size_t scan_skip(const char *before, const char *start, const char *end);

#endif
