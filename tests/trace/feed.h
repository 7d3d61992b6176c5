/* The lines of a text, handed to a parser as one log. */
#ifndef TESTS_TRACE_FEED_H
#define TESTS_TRACE_FEED_H

#include "base/text.h"
#include "trace/strace.h"

/* Reads `log` as a whole run of one file. */
static inline void feed(struct strace_parser *parser, const char *log)
{
	struct slice rest = slice_of(log);
	size_t number = 0;

	strace_begin_file(parser, 0, 0);
	while (rest.length > 0) {
		size_t end = slice_find_byte(rest, '\n');

		strace_read_line(parser, slice_until(rest, end), ++number);
		rest = slice_after(rest, end + 1);
	}
	strace_end_file(parser);
	strace_end_run(parser);
}

#endif
