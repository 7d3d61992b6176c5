/*
 * Reports: what is to be said of the logs that were read, for standard error.
 */
#ifndef BATCH_REPORT_H
#define BATCH_REPORT_H

#include <stdio.h>

#include "batch/check.h"
#include "entry/remark.h"
#include "entry/target.h"
#include "facts/arch.h"
#include "manifest/splice.h"
#include "review/finding.h"
#include "trace/report.h"
#include "trace/tally.h"

/* Which architecture is judged for, and how that is known. */
struct report_arch {
	enum arch arch;
	bool is_told;	      /* the user says so */
	bool is_recorded;     /* the kernel's records say so */
	bool is_placed;	      /* an address is one that only it has */
	struct slice witness; /* the call that only it has; empty: none */
};

/* Writes what is amiss with one log: no call in it, lines that were not understood,
 * calls of the runtime and of strace itself that were set aside, 32-bit programs,
 * records of other architectures. */
void report_log(const char *log, const struct trace_report *report, FILE *output);

/* Writes which traced calls the architecture lacks. */
void report_foreign(const struct tally *tally, enum arch arch, FILE *output);

/* Writes "N calls of N syscalls; ARCH (why)". */
void report_summary(const struct tally *tally, const struct report_arch *arch, FILE *output);

/* Writes "checked 12 calls of 4 syscalls: 3 calls of 1 syscall would be killed; 2 findings (ARCH)".
 * `are_listed`: the findings are written too; else it says what lists them. */
void report_check(
	const struct check_result *result, size_t findings, bool are_listed, FILE *output);

/* Writes one remark on the manifest, with its place. */
void report_remark(const char *manifest, const struct remark *remark, FILE *output);

/* Writes how the entry was put into the manifest, where a user should know. */
void report_splice(const char *manifest, const struct splice_report *report, FILE *output);

/* Writes the lines of `text` as messages about a file. */
void report_sentences(const char *file, const struct text *text, FILE *output);

/* Writes the lines of `text` as messages. */
void report_lines(const struct text *text, FILE *output);

/* Writes the findings that are at least as severe: "finding: CODE: sentence". */
void report_findings(const struct findings *findings, enum severity least, FILE *output);

/* The same for those of one code. */
void report_findings_of(const struct findings *findings, enum finding_code code, FILE *output);

/* Writes which restricted rules kill traced calls: nothing changes them by itself. */
void report_killing_rules(const struct tally *tally, const struct entry *entry,
	const struct target *target, FILE *output);

/* Writes how good one log is as evidence: lines, calls, processes, options of strace, and whether
 * syscalls were still new near its end. */
void report_quality(const char *log, const struct trace_report *report, FILE *output);

#endif
