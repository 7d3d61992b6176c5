/*
 * What is to be said of a log that was read.
 */
#ifndef TRACE_REPORT_H
#define TRACE_REPORT_H

#include "trace/launch.h"
#include "trace/strace.h"

struct trace_report {
	struct strace_report text;   /* of this log; sums, where several containers are in it */
	struct launch_report launch; /* of the run, with its first log */
	size_t containers; /* whose lines a log of the runtime holds; 0: it is no such log */
};

#endif
