/*
 * Marks: where in a text of lines the bytes stand that cut a printed call into its parts.
 *
 * They are found 64 bytes at a time or more, for all lines at once: what is in strings, and what is
 * nested deeper, is dropped on the way, so that whoever reads a call goes from mark to mark. It is
 * a first look, not the scanner (trace/scan): a line that holds what only that understands
 * (comments, decorations) has no marks from there on. Where a list is closed by a mark the two
 * agree.
 */
#ifndef TRACE_MARKS_H
#define TRACE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* The longest text that is looked at at once. */
#define MARKS_TEXT_MAX (32 * 1024)
/* What may be written behind the last mark. */
#define MARKS_PADDING 64

struct marks {
	struct slice text;
	uint32_t at[MARKS_TEXT_MAX + MARKS_PADDING];
	uint32_t ends[MARKS_TEXT_MAX + MARKS_PADDING]; /* which of them are ends of lines */
	size_t line_count;
	size_t line;  /* that is taken next, */
	size_t next;  /* its first mark, */
	size_t start; /* and its first byte */
};

/* Returns room for marks; the caller frees it with marks_free(). */
struct marks *marks_new(void);
void marks_free(struct marks *marks);

/* A line and its marks: the parenthesis that opens a list, the commas of the list, the parenthesis
 * that closes it; last, the end of the line. */
struct marked_line {
	struct slice text;  /* without its end */
	const uint32_t *at; /* places in the text that was looked at */
	size_t count;	    /* at least 1 */
	const char *origin; /* that text */
};

/* Finds the marks of `text`, whole lines, at most MARKS_TEXT_MAX bytes; the last line may lack its
 * end. */
void marks_find(struct marks *marks, struct slice text);

/* The ways to find them. Each is faster than the one before. */
enum marks_way { MARKS_PORTABLE, MARKS_AVX2, MARKS_AVX512, MARKS_WAYS };

/* Whether the processor has what that way needs. */
bool marks_has_way(enum marks_way way);

/* As marks_find(), which takes the fastest way there is. */
void marks_find_by(struct marks *marks, struct slice text, enum marks_way way);

/* Takes the next line. Returns false after the last one. */
static inline bool marks_next_line(struct marks *marks, struct marked_line *ret_line)
{
	size_t last;

	if (marks->line == marks->line_count)
		return false;
	last = marks->ends[marks->line++];
	*ret_line = (struct marked_line){
		.text = {marks->text.start + marks->start, marks->at[last] - marks->start},
		.at = marks->at + marks->next,
		.count = last + 1 - marks->next,
		.origin = marks->text.start,
	};
	marks->next = last + 1;
	marks->start = marks->at[last] + 1;
	return true;
}

#endif
