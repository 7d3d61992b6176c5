/*
 * The calls of one system call, found again in the logs: a part of them, with their lines.
 *
 * No log is kept in memory, so each question reads the logs: once for the calls, and once more for
 * the text of the lines that are asked for.
 */
#ifndef TRACE_CALLS_H
#define TRACE_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "facts/arch.h"
#include "trace/call.h"
#include "trace/launch.h"

/* Bytes of one line that are kept; the rest of it is cut. */
#define CALLS_LINE_MAX (16 * 1024)

/* Where the calls are. */
struct calls_source {
	const char *const *logs; /* files that can be read again */
	size_t log_count;
	enum launch_scope scope;
	enum arch arch;
};

/* Which calls are wanted. */
struct calls_query {
	struct slice name;  /* of the syscall */
	bool has_value;	    /* only those with this value: */
	unsigned index;	    /* its register */
	struct slice value; /* its text, as struct tally_value has it */
	size_t first;	    /* counted from 0, in the order in which the reader hands them on */
	size_t count;	    /* at most so many */
};

struct calls_line {
	struct place place; /* where the call was entered */
	struct text text;   /* that line, without colours and line end */
	struct text joined; /* "name(arguments) = result"; only where the call goes on elsewhere */
};

/* {0} is empty. */
struct calls_page {
	size_t total; /* calls that fit the query; a row of a summary is one */
	size_t first; /* number of the first line here */
	size_t count;
	struct calls_line *lines;
};

/* Reads the logs and sets `ret_page`, which the caller frees with calls_free(). Calls that were
 * interrupted come in the order in which they ended. Fails, and sets nothing, when a log cannot be
 * read. */
bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error);

/* Frees what `page` holds and makes it {0}. */
void calls_free(struct calls_page *page);

#endif
