/*
 * The crew: threads that read the parts of a block at the same time (trace/fast). What they read is
 * applied in the order of the log, so that the result does not depend on how many there are.
 */
#ifndef TRACE_CREW_H
#define TRACE_CREW_H

#include "trace/fast.h"

/* Readers at most. */
#define CREW_MAX 16

struct crew; /* owned by who made it */

/* Returns as many readers as there are processors that the program may use, at most 4. */
unsigned crew_default_size(void);

/* Returns a crew of `size` readers (1 to CREW_MAX), the caller's thread among them; fewer when the
 * system gives no more threads. They take no signals. The caller frees it with crew_free(). */
struct crew *crew_new(unsigned size);
void crew_free(struct crew *crew);

/* Whose lines are read, and what becomes of them: as for fast_apply(). */
struct crew_task {
	struct strace_parser *parser;
	const struct pids *plain;
	struct tally *tally;
	line_function *read_line;
	void *context;
	void (*meanwhile)(void *context); /* what another thread does too, if there is one, while */
	void *meanwhile_context;	  /* the block is read; the block stays as it is */
};

/* Reads a block of lines, and counts on `*line`. LOG_PADDING bytes after it can be read. The tally
 * gets the calls of values with crew_settle(). */
void crew_read(struct crew *crew, const struct crew_task *task, struct slice block, size_t *line);

/* Adds to the tally, which is that of all tasks, what it has not got so far. */
void crew_settle(struct crew *crew, struct tally *tally);

#endif
