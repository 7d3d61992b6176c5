/*
 * The calls of one system call, found again in the logs: a part of them, with their lines.
 *
 * No log is kept in memory. An index (trace/call_index) says in which block of which log they are;
 * only these blocks are read again.
 */
#ifndef TRACE_CALLS_H
#define TRACE_CALLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"
#include "facts/arch.h"
#include "trace/call.h"
#include "trace/call_filter.h"
#include "trace/call_index.h"

/* Bytes of one line that are kept; the rest of it is cut. */
#define CALLS_LINE_MAX (16 * 1024)
/* The end of an interrupted call is looked for in so many bytes. */
#define CALLS_JOIN_BYTES (64 * 1024 * 1024)

/* Where the calls are. */
struct calls_source {
	const char *const *logs; /* files that can be read again */
	size_t log_count;
	const struct call_index
		*index; /* of all calls of the syscall, or of those that pass the filter */
	enum arch arch;
};

/* Which calls are wanted. */
struct calls_query {
	struct call_filter filter;
	size_t first; /* counted from 0, in the order of the logs */
	size_t count; /* at most so many */
};

struct calls_line {
	struct place place;  /* where the call was entered */
	struct text text;    /* that line, without colours and line end */
	bool is_gone;	     /* the log has changed: it does not have the line any more */
	bool is_interrupted; /* the call goes on in another line */
	bool is_joined;	     /* calls_join() looked for that */
	struct text
		joined; /* such a call put together: "name(arguments) = result"; empty: its end is
				not near */
};

/* {0} is empty. */
struct calls_page {
	size_t total; /* calls that fit the query; a row of a summary is one */
	bool is_cut;  /* there are more; they are not listed */
	size_t first; /* number of the first line here */
	size_t count;
	struct calls_line *lines;
};

/* Returns whether the calls are those of an index of all calls; else they have to be searched. */
bool calls_are_indexed(const struct call_filter *filter);

/* Reads the logs and sets `ret_page`, which the caller frees with calls_free(). Fails, and sets
 * nothing, when a log cannot be read. */
bool calls_read(const struct calls_source *source, const struct calls_query *query,
	struct calls_page *ret_page, struct error *error);

/* A search for a text in the lines of calls, from one of them on, round to it again. */
struct calls_find {
	struct slice text; /* that is searched for */
	bool is_back;	   /* towards the first call */
	uint64_t total;	   /* calls that there were when it began */
	uint64_t next;	   /* number of the call that is looked at next, counted from 0 */
	uint64_t left;	   /* calls that are left to be looked at; 0: it is over */
	bool is_found;	   /* it is over: the text stands in the line of `next` */
};

/* Returns a search among the calls that `filter` takes, from number `from` on. */
struct calls_find calls_find_begin(const struct calls_source *source,
	const struct call_filter *filter, struct slice text, uint64_t from, bool is_back);

/* Looks at the calls of one block of the index. Fails when a log cannot be read. */
bool calls_find_step(const struct calls_source *source, const struct call_filter *filter,
	struct calls_find *find, struct error *error);

/* Puts the interrupted call together that stands in `line`. */
bool calls_join(const struct calls_source *source, struct calls_line *line, struct error *error);

/* Frees what `page` holds and makes it {0}. */
void calls_free(struct calls_page *page);

#endif
