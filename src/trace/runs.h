/*
 * Runs: several logs read as one trace. The files X.PID of one X are one run of strace -ff;
 * every other log is a run of its own, so that process ids and halves of calls are not mixed up.
 */
#ifndef TRACE_RUNS_H
#define TRACE_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "trace/report.h"
#include "trace/tally.h"

/* Who takes the calls, and which of them. */
struct runs_sink {
	enum launch_scope scope;
	call_function *deliver;
	void *context;
};

/* Reads `count` logs ("-": standard input), hands their calls to `sink`, and sets `reports[i]` to what
 * was read of logs[i]. Stops at the first log that cannot be read. */
bool runs_deliver(const char *const *logs, size_t count, const struct runs_sink *sink,
	struct trace_report *reports, struct error *error);

/* As runs_deliver(), into `tally`. */
bool runs_read(const char *const *logs, size_t count, enum launch_scope scope, struct tally *tally,
	struct trace_report *reports, struct error *error);

#endif
