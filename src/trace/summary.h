/*
 * Summaries: the tables of counts that strace -c, -C and -w print instead of calls or after them.
 *
 * Columns may be chosen in any order (-U); there is a table for each kind of system calls that the
 * program made (32-bit, x32). Source: strace 4.5 to 7.x, count.c; checked against real logs.
 */
#ifndef TRACE_SUMMARY_H
#define TRACE_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

/* Columns that a table may have. */
#define SUMMARY_COLUMNS 8

/* The table that is being read; {0} at the start of a log. */
struct summary {
	bool is_open;
	unsigned column_count;
	unsigned columns[SUMMARY_COLUMNS]; /* which heading stands where */
};

struct summary_row {
	struct slice name; /* empty: the line is no row */
	uint64_t calls;	   /* 1 where the table has no such column */
	uint64_t errors;
};

/* Reads a line. Returns whether it belongs to a table: its heading, a ruler, a row, the total. */
bool summary_read_line(struct summary *summary, struct slice line, struct summary_row *ret_row);

#endif
