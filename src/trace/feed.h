/*
 * The feed: logs that are read bit by bit into a tally, while something else goes on.
 *
 * What comes through a pipe is kept in a spool, so that it can be read again; a log that grows can
 * be followed. Logs are added one after the other, each as a run of its own; those given at the
 * start are read as trace/runs does.
 */
#ifndef TRACE_FEED_H
#define TRACE_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "trace/call_index.h"
#include "trace/launch.h"
#include "trace/report.h"
#include "trace/tally.h"

struct feed; /* owned by who made it */

struct feed_setup {
	const char *const *logs; /* "-": standard input; copied */
	size_t count;
	enum launch_scope scope;
	enum arch arch; /* of the tally, until the logs show another one */
	bool follows;	/* logs that are regular files may grow: the end of one is not its end */
	bool keeps; /* what can be read only once is kept to be read again, and calls are indexed */
	unsigned jobs;		/* threads that read; 0: as many as are useful */
	call_function *deliver; /* who else takes the calls, before the tally; NULL: nobody */
	void *context;
};

enum feed_state {
	FEED_MORE,    /* there is more to be read */
	FEED_WAITING, /* there is nothing now, but there may be later */
	FEED_DONE,    /* all is read */
	FEED_FAILED,  /* a log cannot be read; what was read of it stays, others can be read on */
};

/* Returns a feed that has read nothing, NULL when a log that is to be kept is not there, or cannot
 * be kept. The caller frees it with feed_free(). */
struct feed *feed_new(const struct feed_setup *setup, struct error *error);
void feed_free(struct feed *feed);

/* Returns a feed that reads the logs of `feed` again, from their start, and one more (NULL: none);
 * pipes that were not read to their end are read on. NULL, as for feed_new(). */
struct feed *feed_again(const struct feed *feed, const char *one_more, struct error *error);

/* Reads on, without waiting; of what is kept for at most some milliseconds. */
enum feed_state feed_step(struct feed *feed, struct error *error);

/* Returns what can be waited for while the feed waits; -1: only time tells. */
int feed_descriptor(const struct feed *feed);

/* Ends the reading where it is: all that is held back is counted. Safe to call again. */
void feed_end(struct feed *feed);

/* Returns whether `log` is of the same run of strace -ff as one that the feed has: such a run is
 * read in order, so all must be read again. */
bool feed_has_run_of(const struct feed *feed, const char *log);

/* Adds a log to those that are read. Fails as feed_new(). */
bool feed_add(struct feed *feed, const char *log, struct error *error);

/* Takes the log that was added last out again. */
void feed_remove_last(struct feed *feed);

/* Returns whether all is read, and whether the logs are followed. */
bool feed_is_done(const struct feed *feed);
bool feed_follows(const struct feed *feed);

/* How many bytes were read, and how many there are in all; 0: that is not known. */
uint64_t feed_bytes(const struct feed *feed);
uint64_t feed_total(const struct feed *feed);

/* Returns how many calls were read of which it shows only later whether they run under the filter:
 * the tally does not have them yet. */
size_t feed_held(const struct feed *feed);

/* What was read so far. It belongs to the feed. */
struct tally *feed_tally(const struct feed *feed);

/* Where the calls are that were read so far. It belongs to the feed; NULL: logs are not kept. */
const struct call_index *feed_index(const struct feed *feed);

/* The logs: how many there are, their names, where they can be read again, what is noted of each
 * (set when its run is over). */
size_t feed_count(const struct feed *feed);
const char *feed_name(const struct feed *feed, size_t index);
const char *feed_source(const struct feed *feed, size_t index);
const char *const *feed_sources(const struct feed *feed); /* until a log is added */
const struct trace_report *feed_report(const struct feed *feed, size_t index);

#endif
