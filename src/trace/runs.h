/*
 * Runs: several logs read as one trace. The files X.PID of one X are one run of strace -ff;
 * every other log is a run of its own, so that process ids and halves of calls are not mixed up.
 *
 * Reading goes on in steps, so that an editor can answer keys between them:
 *
 *     runs = runs_open(logs, count, &sink, reports);
 *     while ((state = runs_step(runs, &error)) == RUNS_MORE)
 *             ... look at the tally, at runs_progress() ...
 *     runs_end(runs);
 *     runs_free(runs);
 */
#ifndef TRACE_RUNS_H
#define TRACE_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"
#include "trace/call_filter.h"
#include "trace/call_index.h"
#include "trace/log.h"
#include "trace/report.h"
#include "trace/tally.h"

/* Who takes the calls, and which of them. */
struct runs_sink {
	enum launch_scope scope;
	call_function *deliver;
	void *context;
	size_t first_log;	  /* number of the first log, of those of a larger whole */
	log_end_function *at_end; /* asked at the end of each log; NULL: none grows */
	void *end_context;
	struct tally
		*tally; /* what deliver() adds to, if it does nothing else: most calls are counted
				without it then; NULL: it wants to see them all */
	struct call_index *index;	  /* is told where calls are; NULL: there is none */
	const struct call_filter *filter; /* which calls the index is told of; NULL: all */
	enum arch arch;			  /* for the filter */
	unsigned jobs;	   /* threads that read, where there is a tally; 0: as many as are useful */
	size_t step_bytes; /* that a step of one thread reads, about; 0: a block of the log, and the
			      tally has all calls of its values only at the end of the log */
};

struct runs; /* owned by who made it */

enum runs_state {
	RUNS_MORE,    /* go on */
	RUNS_DONE,    /* all logs are read */
	RUNS_FAILED,  /* a log cannot be read */
	RUNS_WAITING, /* nothing can be read now: wait on runs_descriptor() */
};

/* How far reading is. */
struct runs_progress {
	uint64_t bytes; /* read, of all logs */
	size_t held;	/* calls that were read, but not handed on so far */
	size_t log;	/* index of the one that is read, the count of logs after the last */
};

/* Begins to read `count` logs ("-": standard input), whose calls go to `sink`; `reports[i]` is set
 * to what was read of logs[i] when that ends. `logs` and `reports` must live as long as the result,
 * which the caller frees with runs_free(). */
struct runs *runs_open(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports);

/* Reads about a megabyte for each thread, or what the sink says, and hands its calls on, but for
 * those of which it shows only later what they are. Blocks as long as a descriptor that blocks has
 * less. Stops at the first log that cannot be read: RUNS_FAILED sets `error`, and from then on (as
 * after RUNS_DONE) nothing more is read. */
enum runs_state runs_step(struct runs *runs, struct error *error);

/* Returns what to poll for more to read, -1 when no log is open. */
int runs_descriptor(const struct runs *runs);

struct runs_progress runs_progress(const struct runs *runs);

/* Returns how many bytes all logs have now; 0: not known (a pipe). */
uint64_t runs_measure(const struct runs *runs);

/* Ends reading where it is: hands on all that is held (calls that did not return, undecided
 * processes) and completes the reports. Does nothing when it was done before. */
void runs_end(struct runs *runs);
void runs_free(struct runs *runs);

/* Reads all logs to their ends. Stops at the first log that cannot be read. */
bool runs_deliver(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports, struct error *error);

/* As runs_deliver(), into `tally`. */
bool runs_read(const char *const *logs, size_t count, enum launch_scope scope, struct tally *tally,
	struct trace_report *reports, struct error *error);

#endif
