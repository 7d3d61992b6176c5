/*
 * Long lines: what is kept of a line that does not fit into a block, while it is read.
 *
 * strace -s prints strings as long as it is told to, and lines with them. All that counts of such a
 * call stands outside its strings, so that these are shortened. What is long without strings is cut
 * in its middle.
 */
#ifndef TRACE_LONG_LINE_H
#define TRACE_LONG_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* The first bytes of a line stay as they are. */
#define LONG_LINE_KEPT (64 * 1024)
/* At least so many of the last ones that were read stay too, but for strings. */
#define LONG_LINE_TAIL (4 * 1024)

/* How far a line was looked at; {0} at its start. */
struct long_line {
	size_t scanned;
	bool in_string;
	bool in_escape;
	bool is_kept; /* the backslash of that escape */
};

/* Shortens the line that begins with the `length` bytes at `bytes`, and is longer; what follows is
 * appended by the caller. Returns the new length: at most half of `length`, which is at least four
 * times LONG_LINE_KEPT. */
size_t long_line_shorten(struct long_line *line, char *bytes, size_t length);

/* Shortens what is there of a line as if it had been read into a room for `room` bytes, whatever it
 * was read into. Returns the new length, which is less than `room`. */
size_t long_line_fit(struct long_line *line, char *bytes, size_t length, size_t room);

#endif
