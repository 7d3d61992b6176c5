/*
 * Reports: what is to be said of the logs that were read, for standard error.
 */
#ifndef BATCH_REPORT_H
#define BATCH_REPORT_H

#include <stdio.h>

#include "facts/arch.h"
#include "trace/report.h"
#include "trace/tally.h"

/* Which architecture is judged for, and how that is known. */
struct report_arch {
	enum arch arch;
	bool is_told;	      /* the user says so */
	bool is_recorded;     /* the kernel's records say so */
	struct slice witness; /* the call that only it has; empty: none */
};

/* Writes what is amiss with one log: no call in it, lines that were not understood, calls of the runtime and of
 * strace itself that were set aside, 32-bit programs, records of other architectures. */
void report_log(const char *log, const struct trace_report *report, FILE *output);

/* Writes which traced calls the architecture lacks. */
void report_foreign(const struct tally *tally, enum arch arch, FILE *output);

/* Writes "N calls of N syscalls; ARCH (why)". */
void report_summary(const struct tally *tally, const struct report_arch *arch, FILE *output);

/* Writes how good one log is as evidence: lines, calls, processes, options of strace, and whether
 * syscalls were still new near its end. */
void report_quality(const char *log, const struct trace_report *report, FILE *output);

#endif
