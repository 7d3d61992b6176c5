/*
 * Runs: several logs read into one tally. The files X.PID of one X are one run of strace -ff;
 * every other log is a run of its own, so that process ids and halves of calls are not mixed up.
 */
#ifndef TRACE_RUNS_H
#define TRACE_RUNS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "trace/strace.h"
#include "trace/tally.h"

/* Reads `count` logs ("-": standard input) into `tally`, and sets `reports[i]` to what was read of
 * logs[i]. Stops at the first log that cannot be read. */
bool runs_read(const char *const *logs, size_t count, struct tally *tally,
	struct strace_report *reports, struct error *error);

#endif
