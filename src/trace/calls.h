/*
 * The calls of one system call, found again in the logs: a part of them, with their lines.
 *
 * No log is kept in memory, so each question reads the logs: once for the calls, once more for the
 * lines that are asked for, and again for the ends of those that were interrupted.
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

/* At most so many calls are listed: while they are read each takes eight bytes. */
#define CALLS_LISTED (8 * 1024 * 1024)
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
	size_t first;	    /* counted from 0, in the order of the logs */
	size_t count;	    /* at most so many */
};

struct calls_line {
	struct place place;  /* where the call was entered */
	struct text text;    /* that line, without colours and line end */
	bool is_interrupted; /* the call goes on in another line */
	struct text joined;  /* such a call put together: "name(arguments) = result" */
};

/* {0} is empty. */
struct calls_page {
	size_t total; /* calls that fit the query; a row of a summary is one */
	bool is_cut;  /* there are more; they are not listed */
	size_t first; /* number of the first line here */
	size_t count;
	struct calls_line *lines;
};

/* Reads the logs and sets `ret_page`, which the caller frees with calls_free(). Fails, and sets nothing, when a log cannot be
 * read. */
bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error);

/* Frees what `page` holds and makes it {0}. */
void calls_free(struct calls_page *page);

#endif
