/*
 * Indexing: what the reading of logs tells the index of calls.
 *
 * It stands before who takes the calls, and sees what is handed on. Most calls are counted without
 * being handed on (trace/fast): of these it learns by how much the tally grew meanwhile.
 */
#ifndef TRACE_INDEXING_H
#define TRACE_INDEXING_H

#include "trace/call_filter.h"
#include "trace/call_index.h"
#include "trace/start.h"
#include "trace/tally.h"

struct indexing_setup {
	struct call_index *index;
	const struct call_filter *filter; /* which calls are indexed; NULL: all */
	enum arch arch;			  /* for the filter */
	const struct tally *tally; /* that `deliver` adds to; NULL: all calls are handed on */
	call_function *deliver;	   /* who takes the calls */
	void *context;
};

struct indexing; /* owned by who made it */

/* The filter must live as long as the result, which the caller frees with indexing_free(). */
struct indexing *indexing_new(const struct indexing_setup *setup);
void indexing_free(struct indexing *indexing);

/* Takes a call, and hands it on (a call_function); `context` is the indexing. */
void indexing_take(void *context, const struct call *call);

/* Takes the start of a call (a start_function). */
void indexing_take_start(void *context, const struct call_start *start);

/* A block is read: the lines after `before`, which begin `offset` bytes after the
 * start of the log. */
void indexing_begin_block(struct indexing *indexing, struct place before, uint64_t offset);

/* Some of its lines are read now. */
void indexing_begin_lines(struct indexing *indexing);
void indexing_end_lines(struct indexing *indexing);

#endif
